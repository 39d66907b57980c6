#include "report/diff/diff_text.h"

#include <fmt/format.h>

#include <iterator>
#include <limits>

#include "report/diff/change_words.h"
#include "report/diff/diff_totals.h"
#include "report/diff/shown_change.h"
#include "report/escape.h"
#include "report/text_color.h"
#include "report/text_shown.h"
#include "rules/page_reading.h"

namespace pagescan {
namespace {

constexpr std::string_view kIndent = "           ";
constexpr size_t kMaxWordsBytes = 2'000;

class DiffText : public DiffStream {
 public:
  explicit DiffText(const DiffReportOptions& options)
      : colors_(options.colors) {}

  void add(const PageDiff& diff, const DiffPair& pair,
           std::string& out) override;
  void end(std::string& out) override;

 private:
  void write_change(const Change& change, std::string& out) const;
  void write_value(std::string_view sign, std::string_view value,
                   TextColor color, std::string& out) const;
  void write_words(const std::vector<ShownSpan>& words, std::string& out) const;
  std::string colored(TextColor color, const std::string& text) const {
    return colors_ ? in_color(color, text) : text;
  }

  bool colors_;
  DiffTotals totals_;
};

void DiffText::write_value(std::string_view sign, std::string_view value,
                           TextColor color, std::string& out) const {
  fmt::format_to(
      std::back_inserter(out), "{}{}\n", kIndent,
      colored(color, fmt::format("{} {}", sign, for_terminal(value))));
}

// As wdiff has them.
void DiffText::write_words(const std::vector<ShownSpan>& words,
                           std::string& out) const {
  std::string line;
  for (const ShownSpan& span : words) {
    const std::string text = for_terminal(span.text);
    switch (span.kind) {
      case WordSpan::Kind::kSame:
        line += text;
        break;
      case WordSpan::Kind::kRemoved:
        line += colored(TextColor::kRemoved, fmt::format("[-{}-]", text));
        break;
      case WordSpan::Kind::kAdded:
        line += colored(TextColor::kAdded, fmt::format("{{+{}+}}", text));
        break;
    }
  }
  fmt::format_to(std::back_inserter(out), "{}~ {}\n", kIndent, line);
}

void DiffText::write_change(const Change& change, std::string& out) const {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "  {:<8} {}\n", level_name(change.level),
                 shown(change_sentence(change)));
  const std::string lines = change_lines(change);
  fmt::format_to(to, "{}at {}{}{}\n", kIndent, shown(change.path),
                 lines.empty() ? "" : ", ", lines);
  if (change.kind.subject == ChangeSubject::kText) {
    const std::vector<ShownSpan> words = shown_words(change, kMaxWordsBytes);
    if (!words.empty()) return write_words(words, out);
  }
  const ShownValues values = shown_values(change, kMaxShownBytes);
  if (values.before) {
    write_value("-", *values.before, TextColor::kRemoved, out);
  }
  if (values.after) write_value("+", *values.after, TextColor::kAdded, out);
}

void write_hidden(const std::map<std::string, size_t>& hidden,
                  std::string& out) {
  if (hidden.empty()) return;
  fmt::format_to(std::back_inserter(out), "Hidden: {} ({})\n",
                 for_terminal(hidden_in_words(hidden)), kShowHidden);
}

void write_title(const PageDiff& diff, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "{}\n{} -> {}\n", shown_url(diff.url),
                 scan_time_words(diff.before_time),
                 scan_time_words(diff.after_time));
  if (diff.not_compared) {
    fmt::format_to(to, "Not compared: {}\n", for_terminal(*diff.not_compared));
  } else if (diff.changes.empty()) {
    out += "No changes.\n";
  } else {
    fmt::format_to(to, "{}: {}\n", counted(diff.changes.size(), "change"),
                   changes_in_words(count_changes(diff)));
  }
}

void DiffText::add(const PageDiff& diff, const DiffPair& /*pair*/,
                   std::string& out) {
  if (totals_.pages > 0) out += '\n';
  totals_.add(diff);
  write_title(diff, out);
  for (const ChangesOfPart& part :
       changes_by_part(diff, std::numeric_limits<size_t>::max())) {
    fmt::format_to(std::back_inserter(out), "\n{}\n",
                   kChangePartTitles[static_cast<size_t>(part.part)]);
    std::string lines;
    for (const Change* change : part.changes) write_change(*change, lines);
    out += colors_ ? with_coloured_levels(lines) : lines;
  }
  const bool has_more = !diff.hidden.empty() || !diff.truncated.empty();
  if (has_more && !diff.changes.empty()) out += '\n';
  for (const TruncationNote& note : diff.truncated) {
    fmt::format_to(std::back_inserter(out), "Cut: {} ({}): {}\n",
                   for_terminal(note.what), note.limit,
                   for_terminal(note.detail));
  }
  write_hidden(diff.hidden, out);
}

void DiffText::end(std::string& out) {
  if (totals_.pages == 1) return;
  fmt::format_to(std::back_inserter(out), "{}{}\nChanges: {}\nFindings: {}\n",
                 totals_.pages == 0 ? "" : "\n", totals_.pages_in_words(),
                 changes_in_words(totals_.changes),
                 totals_.findings_in_words());
  write_hidden(totals_.hidden, out);
}

}  // namespace

std::unique_ptr<DiffStream> open_diff_text(const DiffReportOptions& options) {
  return std::make_unique<DiffText>(options);
}

}  // namespace pagescan
