#include "report/diff/diff_text.h"

#include "report/escape.h"

namespace pagescan {
namespace {

class DiffText : public DiffStream {
 public:
  void add(const PageDiff& diff, const DiffPair& /*pair*/,
           std::string& out) override {
    for (const Change& change : diff.changes) {
      out += change_kind_name(change.kind) + ' ' + for_terminal(change.path);
      if (change.before) out += " - " + for_terminal(*change.before);
      if (change.after) out += " + " + for_terminal(*change.after);
      out += '\n';
    }
  }
};

}  // namespace

std::unique_ptr<DiffStream> open_diff_text(
    const DiffReportOptions& /*options*/) {
  return std::make_unique<DiffText>();
}

}  // namespace pagescan
