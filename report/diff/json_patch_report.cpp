#include "report/diff/json_patch_report.h"

#include <optional>
#include <string>

#include "report/diff/json_patch.h"
#include "report/escape.h"
#include "report/json_writer.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// Harmless for terminals too. The strings of a report are well-formed, but for
// surrogates in keys nobody knows.
void append_json(std::string_view json, std::string& out) {
  append_json_for_terminal(
      is_valid_utf8(json) ? json : replace_invalid_utf8(json), out);
}

std::string patch_of(const DiffPair& pair) {
  JsonWriter patch;
  const Result<void> written =
      write_json_patch(pair.before_json, pair.after_json, patch);
  std::string out;
  if (written) append_json(patch.json(), out);
  return out;
}

class JsonPatchReport : public DiffStream {
 public:
  // Whether a page is the only one shows with the second.
  void add(const PageDiff& diff, const DiffPair& pair,
           std::string& out) override {
    if (count_++ == 0) {
      first_url_ = diff.url;
      first_patch_ = patch_of(pair);
      return;
    }
    flush_first(out);
    append_line(diff.url, patch_of(pair), out);
  }

  void end(std::string& out) override {
    if (count_ > 1) return;
    out += first_patch_.empty() ? "[]" : first_patch_;
    out += '\n';
  }

 private:
  void flush_first(std::string& out) {
    if (count_ != 2) return;
    append_line(first_url_, first_patch_, out);
    first_patch_ = {};
  }

  // A report that can't be read has no patch: null.
  static void append_line(std::string_view url, const std::string& patch,
                          std::string& out) {
    JsonWriter json;
    json.value(replace_invalid_utf8(url));
    out += R"({"url":)";
    append_json_for_terminal(json.json(), out);
    out += R"(,"patch":)";
    out += patch.empty() ? "null" : patch;
    out += "}\n";
  }

  size_t count_ = 0;
  std::string first_url_;
  std::string first_patch_;
};

}  // namespace

std::unique_ptr<DiffStream> open_json_patch(
    const DiffReportOptions& /*options*/) {
  return std::make_unique<JsonPatchReport>();
}

}  // namespace pagescan
