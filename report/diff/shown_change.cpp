#include "report/diff/shown_change.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/cut_text.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// What is left on each side of what differs.
constexpr size_t kContextBytes = 40;
constexpr std::string_view kEllipsis = "…";

size_t common_prefix(std::string_view a, std::string_view b) {
  const auto differs =
      std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  return static_cast<size_t>(differs - a.begin());
}

// From about `offset` on, not from within a character.
std::string_view from_character(std::string_view text, size_t offset) {
  while (offset < text.size() && is_utf8_continuation(text[offset])) ++offset;
  return text.substr(offset);
}

std::string shown_from(std::string_view value, size_t offset,
                       size_t max_bytes) {
  if (offset == 0) return cut_text(value, max_bytes);
  return std::string(kEllipsis) +
         cut_text(from_character(value, offset), max_bytes);
}

// What stayed, without its middle; `is_first` and `is_last`: of the text, where
// only one side has a change beside it.
std::string elided(std::string_view same, bool is_first, bool is_last) {
  const size_t sides = is_first || is_last ? 1 : 2;
  if (same.size() <= sides * kContextBytes + kEllipsis.size()) {
    return std::string(same);
  }
  std::string text;
  if (!is_first) text += utf8_prefix(same, kContextBytes);
  text += kEllipsis;
  if (!is_last) text += from_character(same, same.size() - kContextBytes);
  return text;
}

}  // namespace

ShownValues shown_values(const Change& change, size_t max_bytes) {
  size_t offset = 0;
  if (change.before && change.after) {
    const size_t alike = common_prefix(*change.before, *change.after);
    if (alike > max_bytes / 2) offset = alike - kContextBytes;
  }
  ShownValues values;
  if (change.before)
    values.before = shown_from(*change.before, offset, max_bytes);
  if (change.after) values.after = shown_from(*change.after, offset, max_bytes);
  return values;
}

std::vector<ShownSpan> shown_words(const Change& change, size_t max_bytes) {
  if (!change.before || !change.after ||
      change.before->size() > kMaxWordDiffBytes ||
      change.after->size() > kMaxWordDiffBytes) {
    return {};
  }
  const std::string before = replace_invalid_utf8(*change.before);
  const std::string after = replace_invalid_utf8(*change.after);
  const std::vector<WordSpan> spans = word_diff(before, after);
  std::vector<ShownSpan> shown;
  size_t left = max_bytes;
  for (size_t i = 0; i < spans.size() && left > 0; ++i) {
    const bool is_same = spans[i].kind == WordSpan::Kind::kSame;
    const std::string text =
        is_same ? elided(spans[i].text, i == 0, i + 1 == spans.size())
                : std::string(spans[i].text);
    shown.push_back({spans[i].kind, cut_text(text, left)});
    left -= std::min(left, text.size());
  }
  if (shown.size() < spans.size()) {
    shown.push_back({WordSpan::Kind::kSame, std::string(kEllipsis)});
  }
  return shown;
}

std::string values_in_words(const Change& change, size_t max_bytes) {
  const ShownValues values = shown_values(change, max_bytes);
  if (values.before && values.after) {
    return fmt::format("\"{}\" -> \"{}\"", *values.before, *values.after);
  }
  if (values.before) return fmt::format("was \"{}\"", *values.before);
  if (values.after) return fmt::format("is \"{}\"", *values.after);
  return {};
}

}  // namespace pagescan
