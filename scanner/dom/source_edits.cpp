#include "scanner/dom/source_edits.h"

#include <algorithm>
#include <array>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/dom/markup_scan.h"

namespace pagescan {
namespace {

constexpr std::string_view kSelectStart = "<select";
constexpr std::string_view kSelectEnd = "</select";
constexpr std::string_view kIsindexStart = "<isindex";

// `object` may hold what a select may, is reconstructed like it, and ends as
// it does: its end tag closes whatever is open in it, and no end tag inside
// closes anything outside. It differs in that formatting elements left open
// inside don't go on behind it.
constexpr std::string_view kObjectStart = "<object";
constexpr std::string_view kObjectEnd = "</object";
// Any name that no standard knows.
constexpr std::string_view kUnknownStart = "<isindey";

// In Gumbo's "in select" insertion mode these are not ignored.
constexpr std::array<std::string_view, 4> kKeptInSelect = {
    "option", "optgroup", "script", "template"};

// With so many significant digits a reference is past Unicode, and may be past
// what Gumbo's signed 32 bits hold: 2147483648 and 0x80000000 are the first.
constexpr size_t kDecimalDigits = 10;
constexpr size_t kHexadecimalDigits = 8;

// The first values past Unicode: they read as U+FFFD.
constexpr std::string_view kDecimalPastUnicode = "1114112";
constexpr std::string_view kHexadecimalPastUnicode = "110000";

bool is_hexadecimal(std::string_view source, size_t digits) {
  return source[digits - 1] == 'x' || source[digits - 1] == 'X';
}

size_t end_of_digits(std::string_view source, size_t digits) {
  const auto is_digit =
      is_hexadecimal(source, digits) ? is_ascii_hex_digit : is_ascii_digit;
  while (digits < source.size() && is_digit(source[digits])) ++digits;
  return digits;
}

// Where the digits begin of each character reference too large for Gumbo
// (https://html.spec.whatwg.org/#numeric-character-reference-state).
std::vector<size_t> find_references(std::string_view source) {
  std::vector<size_t> found;
  size_t at = 0;
  while ((at = source.find("&#", at)) != std::string_view::npos) {
    at += 2;
    if (at == source.size()) break;
    const bool hexadecimal = source[at] == 'x' || source[at] == 'X';
    const size_t digits = at + (hexadecimal ? 1 : 0);
    const size_t end = end_of_digits(source, digits);
    const size_t significant =
        std::min(source.find_first_not_of('0', digits), end);
    const size_t limit = hexadecimal ? kHexadecimalDigits : kDecimalDigits;
    if (end - significant >= limit) found.push_back(digits);
    at = end;
  }
  return found;
}

// Whether the contents of a select hold a tag Gumbo ignored. A tag in a
// comment or a script counts too: to parse again does no harm.
bool has_ignored_tag(std::string_view contents) {
  size_t at = 0;
  while ((at = contents.find('<', at)) != std::string_view::npos) {
    ++at;
    if (at == contents.size() || !is_ascii_alpha(contents[at])) continue;
    const size_t end =
        std::min(contents.find_first_of(" \t\n\f\r/>", at), contents.size());
    const std::string_view name = contents.substr(at, end - at);
    const bool kept = std::any_of(
        kKeptInSelect.begin(), kKeptInSelect.end(),
        [name](std::string_view known) { return ascii_iequals(name, known); });
    if (!kept) return true;
  }
  return false;
}

// Newlines as the tokenizer counts them: LF, CR and CR LF.
size_t count_newlines(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool lone_return =
        text[i] == '\r' && !text.substr(i + 1).starts_with('\n');
    if (text[i] == '\n' || lone_return) ++count;
  }
  return count;
}

// Gumbo's tab stops, and where a tab at `column` leads.
constexpr uint32_t kTabStop = 8;

uint32_t column_behind(std::string_view line, uint32_t column) {
  for (const char c : line) {
    if (c == '\t') {
      column = (column / kTabStop + 1) * kTabStop;
    } else if (!is_utf8_continuation(c)) {
      ++column;
    }
  }
  return column;
}

// What follows the last newline.
std::string_view last_line_of(std::string_view text) {
  const size_t newline = text.find_last_of("\n\r");
  return newline == std::string_view::npos ? text : text.substr(newline + 1);
}

// A cut must save this much to be worth its bookkeeping.
constexpr size_t kMinCutBytes = 64;

// Whether the contents are one run of the tokenizer that a cut cannot change:
// no NUL, which becomes U+FFFD, and no `<!--`, which in a script leads to
// states in which `</script` does not end it.
bool can_be_cut(std::string_view contents) {
  return contents.find('\0') == std::string_view::npos &&
         contents.find("<!--") == std::string_view::npos;
}

bool is_tag_at(std::string_view text, size_t offset, std::string_view tag) {
  return offset <= text.size() && ascii_istarts_with(text.substr(offset), tag);
}

}  // namespace

SourceEdits::SourceEdits(std::string_view source)
    : source_(source), references_(find_references(source)) {}

bool SourceEdits::cut_raw_text() {
  size_t at = 0;
  while (const auto tag = next_start_tag(source_, at)) {
    at = tag->contents_end;
    // Foreign content has no raw text.
    for (const std::string_view foreign : {"svg", "math"}) {
      if (!ascii_iequals(tag->name, foreign)) continue;
      at = find_end_tag(source_, at, foreign);
    }
    const bool is_raw =
        ascii_iequals(tag->name, "script") || ascii_iequals(tag->name, "style");
    if (is_raw && at < source_.size()) cut(tag->end, at);
  }
  return cuts_ > 0;
}

/// Newlines stay, so that lines do. Behind them stand so many characters that
/// the columns of what follows differ by a multiple of the tab stop.
void SourceEdits::cut(size_t begin, size_t end) {
  const std::string_view contents = source_.substr(begin, end - begin);
  if (contents.size() < kMinCutBytes || !can_be_cut(contents)) return;
  Edit edit;
  edit.length = contents.size();
  edit.is_cut = true;
  edit.newlines = count_newlines(contents);
  const std::string_view last = last_line_of(contents);
  // How far a tab reaches depends on what is before it.
  if (edit.newlines == 0 && last.find('\t') != std::string_view::npos) return;
  const uint32_t width = column_behind(last, 1) - 1;
  const uint32_t kept = width % kTabStop;
  edit.replacement = std::string(edit.newlines, '\n');
  edit.replacement.append(edit.newlines == 0 && kept == 0 ? kTabStop : kept,
                          'x');
  edit.columns_cut = width - (static_cast<uint32_t>(edit.replacement.size()) -
                              static_cast<uint32_t>(edit.newlines));
  if (edit.replacement.size() + kMinCutBytes > contents.size()) return;
  edits_.emplace(begin, std::move(edit));
  ++cuts_;
}

std::optional<std::string_view> SourceEdits::take_cut(const GumboText& text) {
  if (cuts_ == 0) return std::nullopt;
  const Applied* edit = last_at_or_before(text.start_pos.offset);
  const bool is_whole = edit != nullptr && edit->is_cut &&
                        edit->begin == text.start_pos.offset &&
                        edit->end == edit->begin + text.original_text.length;
  if (!is_whole) return std::nullopt;
  ++cuts_taken_;
  return source_.substr(edit->source_begin,
                        edit->source_end - edit->source_begin);
}

std::string SourceEdits::apply() {
  std::string text;
  applied_.clear();
  cuts_taken_ = 0;
  size_t line = 1;
  size_t copied = 0;
  for (const auto& [offset, edit] : edits_) {
    const std::string_view before = source_.substr(copied, offset - copied);
    text += before;
    const size_t newlines = count_newlines(before);
    line += newlines + edit.newlines;
    Applied applied;
    applied.begin = text.size();
    text += edit.replacement;
    copied = offset + edit.length;
    applied.end = text.size();
    applied.source_begin = offset;
    applied.source_end = copied;
    applied.line = line;
    if (newlines == 0 && !applied_.empty()) {
      applied.columns_before = applied_.back().columns_behind;
    }
    const uint32_t columns_added =
        edit.is_cut
            ? 0 - edit.columns_cut
            : static_cast<uint32_t>(edit.replacement.size() - edit.length);
    applied.columns_behind =
        columns_added + (edit.newlines == 0 ? applied.columns_before : 0);
    applied.true_name = edit.true_name;
    applied.is_cut = edit.is_cut;
    applied_.push_back(applied);
  }
  text += source_.substr(copied);
  return text;
}

void SourceEdits::look_at_select(const GumboElement& select,
                                 std::string_view text) {
  const size_t begin = select.start_pos.offset;
  const size_t end = select.end_pos.offset;
  if (!is_tag_at(text, begin, kSelectStart) || end <= begin) return;
  const size_t contents = begin + select.original_tag.length;
  if (contents >= end) return;
  if (!has_ignored_tag(text.substr(contents, end - contents))) return;
  note(begin, {kSelectStart.size(), std::string(kObjectStart), "select"});
  note_select_end(text, end);
}

// What closed the select must close the object too. The start tag of another
// select does that and nothing else
// (https://html.spec.whatwg.org/#parsing-main-inbody).
void SourceEdits::note_select_end(std::string_view text, size_t end) {
  if (is_tag_at(text, end, kSelectEnd)) {
    note(end, {kSelectEnd.size(), std::string(kObjectEnd), {}});
  } else if (is_tag_at(text, end, kSelectStart)) {
    note(end, {kSelectStart.size(), std::string(kObjectEnd) + ' ', {}});
  } else if (is_tag_at(text, end, "<")) {
    note(end, {0, std::string(kObjectEnd) + '>', {}});
  }
}

void SourceEdits::look_at_isindex(const GumboElement& invented_form) {
  const size_t offset = source_offset(invented_form.start_pos.offset);
  if (!is_tag_at(source_, offset, kIsindexStart)) return;
  noted_[offset] = {kIsindexStart.size(), std::string(kUnknownStart),
                    "isindex"};
}

void SourceEdits::look_at_raw_text(const GumboText& text) {
  if (references_.empty()) return;
  const size_t begin = source_offset(text.start_pos.offset);
  const size_t end =
      source_offset(text.start_pos.offset + text.original_text.length);
  references_.erase(
      std::lower_bound(references_.begin(), references_.end(), begin),
      std::lower_bound(references_.begin(), references_.end(), end));
}

bool SourceEdits::take_noted() {
  for (const size_t digits : references_) {
    const size_t length = end_of_digits(source_, digits) - digits;
    const std::string_view value = is_hexadecimal(source_, digits)
                                       ? kHexadecimalPastUnicode
                                       : kDecimalPastUnicode;
    std::string replacement(length - value.size(), '0');
    replacement += value;
    noted_[digits] = {length, std::move(replacement), {}};
  }
  references_.clear();
  const size_t before = edits_.size();
  edits_.merge(noted_);
  noted_.clear();
  return edits_.size() > before;
}

std::optional<std::string_view> SourceEdits::true_name(
    const GumboElement& element) const {
  // An element without a tag stands where the next one does.
  if (applied_.empty() || element.original_tag.length == 0) return std::nullopt;
  const size_t offset = element.start_pos.offset;
  const Applied* edit = last_at_or_before(offset);
  if (edit == nullptr || edit->begin != offset || edit->true_name.empty()) {
    return std::nullopt;
  }
  return edit->true_name;
}

SourcePosition SourceEdits::in_source(const SourcePosition& position) const {
  SourcePosition place = position;
  if (const Applied* edit = last_at_or_before(position.offset)) {
    place.offset = static_cast<uint32_t>(source_offset(position.offset));
    if (position.offset < edit->end) {
      // Gumbo has a text that begins with CR LF begin at the LF.
      const bool begins_with_pair =
          edit->is_cut && source_.substr(place.offset).starts_with("\r\n");
      if (begins_with_pair) ++place.offset;
      place.column -= edit->columns_before;
    } else if (edit->line == position.line) {
      place.column -= edit->columns_behind;
    }
  }
  return place;
}

const SourceEdits::Applied* SourceEdits::last_at_or_before(
    size_t offset) const {
  const auto next = std::upper_bound(
      applied_.begin(), applied_.end(), offset,
      [](size_t at, const Applied& edit) { return at < edit.begin; });
  return next == applied_.begin() ? nullptr : &*(next - 1);
}

size_t SourceEdits::source_offset(size_t offset) const {
  const Applied* edit = last_at_or_before(offset);
  if (edit == nullptr) return offset;
  if (offset >= edit->end) return edit->source_end + (offset - edit->end);
  return std::min(edit->source_begin + (offset - edit->begin),
                  edit->source_end);
}

void SourceEdits::note(size_t offset, Edit edit) {
  noted_[source_offset(offset)] = std::move(edit);
}

}  // namespace pagescan
