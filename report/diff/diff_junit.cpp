#include "report/diff/diff_junit.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "report/diff/change_words.h"
#include "report/diff/diff_place.h"
#include "report/diff/shown_change.h"
#include "report/junit_suite.h"

namespace pagescan {
namespace {

using Changes = std::vector<const Change*>;

constexpr size_t kMaxLineValueBytes = 400;
// Changes of a page that are written out.
constexpr size_t kMaxJunitChanges = 10'000;

std::string lines_of(const Changes& changes) {
  std::string lines;
  for (const Change* change : changes) {
    const std::string values = values_in_words(*change, kMaxLineValueBytes);
    fmt::format_to(std::back_inserter(lines), "{} at {}: {}{}{}\n",
                   level_name(change->level), change->path,
                   change_sentence(*change), values.empty() ? "" : ": ",
                   values);
  }
  return lines;
}

class DiffJunit : public DiffStream {
 public:
  explicit DiffJunit(const DiffReportOptions& options)
      : fail_level_(options.fail_level) {}

  void begin(std::string& out) override { append_junit_begin(out); }
  void add(const PageDiff& diff, const DiffPair& pair,
           std::string& out) override;
  void end(std::string& out) override { append_junit_end(out); }

 private:
  void write_case(const PageDiff& diff, const DiffPair& pair, ChangePart part,
                  const Changes& changes, JunitCounts& counts,
                  std::string& out) const;
  void write_parts(const PageDiff& diff, const DiffPair& pair,
                   JunitCounts& counts, std::string& out) const;

  Level fail_level_;
};

void write_not_compared(const PageDiff& diff, const DiffPair& pair,
                        JunitCounts& counts, std::string& out) {
  ++counts.tests;
  ++counts.errors;
  open_junit_case(diff.url, "compared", place_of_page(pair), out);
  append_junit_element("error", "not_compared", *diff.not_compared, "", out);
  out += "\n    </testcase>\n";
}

void DiffJunit::write_case(const PageDiff& diff, const DiffPair& pair,
                           ChangePart part, const Changes& changes,
                           JunitCounts& counts, std::string& out) const {
  Changes failing;
  Changes told;
  for (const Change* change : changes) {
    (change->level >= fail_level_ ? failing : told).push_back(change);
  }
  ++counts.tests;
  open_junit_case(diff.url, kChangePartNames[static_cast<size_t>(part)],
                  changes.empty() ? place_of_page(pair)
                                  : place_of_change(pair, *changes.front()),
                  out);
  if (!failing.empty()) {
    ++counts.failures;
    std::string message = change_sentence(*failing.front());
    if (failing.size() > 1) {
      message += fmt::format(" (and {} more)", failing.size() - 1);
    }
    append_junit_element("failure", level_name(failing.front()->level), message,
                         lines_of(failing), out);
  }
  if (!told.empty()) {
    fmt::format_to(std::back_inserter(out),
                   "\n      <system-out>{}</system-out>",
                   junit_text(lines_of(told)));
  }
  out += changes.empty() ? "</testcase>\n" : "\n    </testcase>\n";
}

// A case for every part, as a case that comes and goes has no history.
void DiffJunit::write_parts(const PageDiff& diff, const DiffPair& pair,
                            JunitCounts& counts, std::string& out) const {
  std::array<Changes, kChangePartNames.size()> parts;
  for (ChangesOfPart& of_part : changes_by_part(diff, kMaxJunitChanges)) {
    parts[static_cast<size_t>(of_part.part)] = std::move(of_part.changes);
  }
  for (size_t part = 0; part < parts.size(); ++part) {
    write_case(diff, pair, static_cast<ChangePart>(part), parts[part], counts,
               out);
  }
}

void DiffJunit::add(const PageDiff& diff, const DiffPair& pair,
                    std::string& out) {
  JunitCounts counts;
  std::string cases;
  if (diff.not_compared) {
    write_not_compared(diff, pair, counts, cases);
  } else {
    write_parts(diff, pair, counts, cases);
  }
  const WallTime time = diff.after_time    ? *diff.after_time
                        : diff.before_time ? *diff.before_time
                                           : WallTime();
  append_junit_suite(diff.url, time, 0, counts, cases, out);
}

}  // namespace

std::unique_ptr<DiffStream> open_diff_junit(const DiffReportOptions& options) {
  return std::make_unique<DiffJunit>(options);
}

}  // namespace pagescan
