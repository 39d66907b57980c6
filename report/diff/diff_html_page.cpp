#include "report/diff/diff_html_page.h"

#include <fmt/format.h>

#include <iterator>
#include <vector>

#include "report/cut_text.h"
#include "report/diff/change_words.h"
#include "report/diff/shown_change.h"
#include "report/html_parts.h"
#include "report/html_text.h"

namespace pagescan {
namespace {

// Of the old and the new value together, where they are compared by word.
constexpr size_t kMaxWordsBytes = 4'000;

std::string side_start(std::string_view side, std::string_view label) {
  return fmt::format(
      "<div class=\"side {}\"><span class=\"hidden-label\">{}: </span>"
      "<code dir=\"auto\">",
      side, label);
}

constexpr std::string_view kSideEnd = "</code></div>\n";

std::string plain_side(std::string_view side, std::string_view label,
                       const std::optional<std::string>& value) {
  if (!value) {
    return fmt::format(
        "<div class=\"side none\"><span class=\"hidden-label\">{}: </span>"
        "none</div>\n",
        label);
  }
  return side_start(side, label) + html_text(*value, std::string_view::npos) +
         std::string(kSideEnd);
}

// What stayed, and of what differs the kind of this side, marked.
std::string word_side(std::string_view side, std::string_view label,
                      const std::vector<ShownSpan>& words,
                      WordSpan::Kind marked, std::string_view element) {
  std::string out = side_start(side, label);
  for (const ShownSpan& span : words) {
    const std::string text = html_text(span.text, std::string_view::npos);
    if (span.kind == WordSpan::Kind::kSame) {
      out += text;
    } else if (span.kind == marked) {
      fmt::format_to(std::back_inserter(out), "<{0}>{1}</{0}>", element, text);
    }
  }
  out += kSideEnd;
  return out;
}

void append_sides(const Change& change, std::string& out) {
  if (!change.before && !change.after) return;
  out += "<div class=\"sides\">\n";
  const std::vector<ShownSpan> words = shown_words(change, kMaxWordsBytes);
  if (words.empty()) {
    const ShownValues values = shown_values(change, kMaxHtmlValueBytes);
    out += plain_side("old", "Old", values.before);
    out += plain_side("new", "New", values.after);
  } else {
    out += word_side("old", "Old", words, WordSpan::Kind::kRemoved, "del");
    out += word_side("new", "New", words, WordSpan::Kind::kAdded, "ins");
  }
  out += "</div>\n";
}

void append_change(const Change& change, std::string& out) {
  const std::string lines = change_lines(change);
  fmt::format_to(
      std::back_inserter(out),
      "<li class=\"change {0}\" data-level=\"{0}\"><p class=\"message\">{1}{2}"
      "</p><p class=\"quiet\"><code>{3}</code>{4}{5}</p>\n",
      level_name(change.level), html_level(change.level),
      html_isolated(change_sentence(change)), html_isolated(change.path),
      lines.empty() ? "" : ", ", lines);
  append_sides(change, out);
  out += "</li>\n";
}

std::string time_words(const std::optional<WallTime>& time) {
  return time ? html_time(*time) : "not there";
}

}  // namespace

DiffHtmlRow diff_html_row(const PageDiff& diff) {
  DiffHtmlRow row;
  row.url = cut_text(diff.url, kMaxHtmlValueBytes);
  row.state = diff.not_compared      ? "failed"
              : diff.changes.empty() ? "same"
                                     : "changed";
  row.changes = count_changes(diff);
  for (const auto& [mask, count] : diff.hidden) row.hidden += count;
  return row;
}

std::string_view diff_state_word(std::string_view state) {
  return state == "failed" ? "not compared" : state;
}

std::string diff_html_hidden(const std::map<std::string, size_t>& hidden) {
  if (hidden.empty()) return {};
  return fmt::format(
      "<p class=\"quiet\">Hidden as noise: <bdi>{}</bdi> ({})"
      "</p>\n",
      html_text(hidden_in_words(hidden)), kShowHidden);
}

std::string diff_html_page(const PageDiff& diff, size_t max_changes) {
  std::string out = fmt::format(
      "<p class=\"quiet times\"><span>Old: {}</span> <span>New: "
      "{}</span></p>\n",
      time_words(diff.before_time), time_words(diff.after_time));
  if (diff.not_compared) {
    fmt::format_to(std::back_inserter(out),
                   "<p class=\"problem\">Not compared: {}</p>\n",
                   html_isolated(*diff.not_compared));
  } else if (diff.changes.empty()) {
    out += "<p>No changes.</p>\n";
  }
  for (const ChangesOfPart& part : changes_by_part(diff, max_changes)) {
    const auto index = static_cast<size_t>(part.part);
    fmt::format_to(std::back_inserter(out),
                   "<div class=\"part\" data-part=\"{}\">\n<h4>{}</h4>\n<ul "
                   "class=\"found\">\n",
                   kChangePartNames[index], kChangePartTitles[index]);
    for (const Change* change : part.changes) append_change(*change, out);
    out += "</ul></div>\n";
  }
  if (diff.changes.size() > max_changes) {
    append_html_left_out(diff.changes.size() - max_changes, "change", out);
  }
  for (const TruncationNote& note : diff.truncated) {
    fmt::format_to(std::back_inserter(out),
                   "<p class=\"cut\">Cut: {} ({}): {}</p>\n",
                   html_text(note.what), note.limit, html_text(note.detail));
  }
  out += diff_html_hidden(diff.hidden);
  return out;
}

}  // namespace pagescan
