#include "scanner/dom/markup_scan.h"

#include <algorithm>
#include <array>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr size_t kNotFound = std::string_view::npos;

// Elements whose contents hold no tags but their own end tag.
constexpr std::array<std::string_view, 8> kRawTextElements = {
    "script", "style",  "textarea", "title",
    "xmp",    "iframe", "noembed",  "noframes"};

// Whether a tag name ends at this character.
bool ends_tag_name(char c) {
  return is_ascii_whitespace(c) || c == '/' || c == '>';
}

// The tag name at `offset`, which is just behind `<` or `</`.
std::string_view tag_name_at(std::string_view source, size_t offset) {
  size_t end = offset;
  while (end < source.size() && !ends_tag_name(source[end])) ++end;
  return source.substr(offset, end - offset);
}

// Just behind the `>` of the tag whose name ends at `offset`; a `>` inside a
// quoted attribute value does not count.
size_t end_of_tag(std::string_view source, size_t offset) {
  bool at_value = false;  // the last thing seen was `=`
  while (offset < source.size()) {
    const char c = source[offset];
    if (c == '>') return offset + 1;
    if (at_value && (c == '"' || c == '\'')) {
      offset = source.find(c, offset + 1);
      if (offset == kNotFound) return source.size();
    }
    if (!is_ascii_whitespace(c)) at_value = c == '=';
    ++offset;
  }
  return source.size();
}

// Just before the end tag that closes a raw text element.
size_t end_of_raw_text(std::string_view source, size_t offset,
                       std::string_view name) {
  while ((offset = source.find("</", offset)) != kNotFound) {
    const std::string_view end_name = tag_name_at(source, offset + 2);
    if (ascii_iequals(end_name, name)) return offset;
    offset += 2;
  }
  return source.size();
}

// Just behind the comment that starts at `offset` with `<!--`.
size_t end_of_comment(std::string_view source, size_t offset) {
  const std::string_view rest = source.substr(offset + 4);
  if (rest.starts_with(">")) return offset + 5;
  if (rest.starts_with("->")) return offset + 6;
  size_t dashes = offset + 4;
  while ((dashes = source.find("--", dashes)) != kNotFound) {
    const std::string_view behind = source.substr(dashes + 2);
    if (behind.starts_with('>')) return dashes + 3;
    if (behind.starts_with("!>")) return dashes + 4;
    ++dashes;
  }
  return source.size();
}

// Just behind a bogus comment: `<!x`, `<?x`, `</3`.
size_t end_of_bogus_comment(std::string_view source, size_t offset) {
  const size_t end = source.find('>', offset);
  return end == kNotFound ? source.size() : end + 1;
}

StartTag start_tag_at(std::string_view source, size_t offset) {
  StartTag tag;
  tag.name = tag_name_at(source, offset + 1);
  tag.end = end_of_tag(source, offset + 1 + tag.name.size());
  tag.contents_end = tag.end;
  for (const std::string_view raw : kRawTextElements) {
    if (ascii_iequals(tag.name, raw)) {
      tag.contents_end = end_of_raw_text(source, tag.end, raw);
    }
  }
  return tag;
}

bool is_start_tag(std::string_view source, size_t offset) {
  return offset + 1 < source.size() && is_ascii_alpha(source[offset + 1]);
}

// Just behind the tag or comment that starts with the `<` at `offset`; just
// behind that `<` where it starts neither.
size_t end_of_markup(std::string_view source, size_t offset) {
  if (offset + 1 >= source.size()) return source.size();
  const char next = source[offset + 1];
  if (is_start_tag(source, offset)) {
    return start_tag_at(source, offset).contents_end;
  }
  if (next == '/' && offset + 2 < source.size() &&
      is_ascii_alpha(source[offset + 2])) {
    const std::string_view name = tag_name_at(source, offset + 2);
    return end_of_tag(source, offset + 2 + name.size());
  }
  if (source.substr(offset).starts_with("<!--")) {
    return end_of_comment(source, offset);
  }
  const bool bogus = next == '!' || next == '?' || next == '/';
  return bogus ? end_of_bogus_comment(source, offset) : offset + 1;
}

bool is_form_end_tag(std::string_view source, size_t offset) {
  if (!source.substr(offset).starts_with("</")) return false;
  const std::string_view name = tag_name_at(source, offset + 2);
  const bool complete = offset + 2 + name.size() < source.size();
  return complete && ascii_iequals(name, "form");
}

void append_with_normalised_newlines(std::string_view text, std::string& out) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\0') continue;
    if (text[i] == '\r') {
      out += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else {
      out += text[i];
    }
  }
}

}  // namespace

std::optional<StartTag> next_start_tag(std::string_view source, size_t from) {
  size_t i = from;
  while ((i = source.find('<', i)) != kNotFound) {
    if (is_start_tag(source, i)) return start_tag_at(source, i);
    i = end_of_markup(source, i);
  }
  return std::nullopt;
}

size_t find_end_tag(std::string_view source, size_t from,
                    std::string_view name) {
  return end_of_raw_text(source, from, name);
}

size_t find_form_end_tag(std::string_view source, size_t from) {
  size_t i = from;
  while ((i = source.find('<', i)) != kNotFound) {
    if (is_form_end_tag(source, i)) return i;
    i = end_of_markup(source, i);
  }
  return kNotFound;
}

std::string with_normalised_newlines(std::string_view text) {
  std::string normalised;
  normalised.reserve(text.size());
  append_with_normalised_newlines(text, normalised);
  return normalised;
}

std::string text_outside_tags(std::string_view source) {
  std::string text;
  size_t i = 0;
  while (i < source.size()) {
    const size_t tag = std::min(source.find('<', i), source.size());
    append_with_normalised_newlines(source.substr(i, tag - i), text);
    i = tag;
    if (i == source.size()) break;
    const size_t end = end_of_markup(source, i);
    if (end == i + 1) text += '<';
    i = end;
  }
  return text;
}

}  // namespace pagescan
