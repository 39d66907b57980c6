#include "scanner/passes/html_format_tokens.h"

#include <array>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/passes/html_format_tags.h"

namespace pagescan::html_format {
namespace {

// What a run of characters is read as; each ends at other characters.
enum Run : uint8_t {
  kWord = 1,
  kAttributeName = 2,
  kTagName = 4,
  kSingleQuoted = 8,
  kDoubleQuoted = 16,
};

// For each byte, the runs it may end or may start a template construct in.
constexpr std::array<uint8_t, 256> kStops = [] {
  std::array<uint8_t, 256> stops{};
  for (const char c : {'\n', '\t', ' '}) {
    stops[static_cast<unsigned char>(c)] = kWord | kAttributeName | kTagName;
  }
  stops['<'] = stops['{'] = 0xFF;
  stops['>'] = stops['/'] = kAttributeName | kTagName;
  stops['='] = kAttributeName;
  stops['\''] = kSingleQuoted;
  stops['"'] = kDoubleQuoted;
  return stops;
}();

constexpr std::string_view kIgnore = " ignore:";

// A comment that ends what ` ignore:start` began, white space between.
constexpr std::array<std::string_view, 4> kIgnoreEnd = {"<!--", "beautify",
                                                        "ignore:end", "-->"};

// By RawText.
constexpr std::array<std::string_view, 5> kRawTextNames = {
    "", "script", "style", "pre", "textarea"};

// The offset after the next `terminator` at or after `from`, or the end.
size_t after(std::string_view text, std::string_view terminator, size_t from) {
  const size_t found = text.find(terminator, from);
  return found == std::string_view::npos ? text.size()
                                         : found + terminator.size();
}

// The end of `<%x ... y%>`, where neither x nor y is `%` and, both being UTF-16
// code units, they are not the same one; `pos` if there is no start of it.
size_t erb_end(std::string_view text, size_t pos) {
  if (pos + 2 >= text.size() || text[pos + 2] == '%') return pos;
  const size_t first = code_point_at(text, pos + 2).size;
  // Past the BMP x is but half of a character; its other half can be y.
  const size_t last = pos + 2 + (first == 4 ? 3 : first);
  size_t end = text.find("%>", last + 1);
  while (end != std::string_view::npos && text[end - 1] == '%') {
    end = text.find("%>", end + 1);
  }
  return end == std::string_view::npos ? text.size() : end + 2;
}

size_t php_end(std::string_view text, size_t pos) {
  const std::string_view rest = text.substr(pos + 2);
  if (rest.starts_with('=') || rest.starts_with(' ')) {
    return after(text, "?>", pos + 3);
  }
  return rest.starts_with("php") ? after(text, "?>", pos + 5) : pos;
}

size_t handlebars_end(std::string_view text, size_t pos) {
  const std::string_view rest = text.substr(pos);
  if (rest.starts_with("{{!--")) return after(text, "--}}", pos + 5);
  if (rest.starts_with("{{{")) return after(text, "}}}", pos + 3);
  return after(text, "}}", pos + 2);
}

// The end of the template construct that starts at `pos`; `pos` if none does.
// A word never holds `{{..}}`: outside tags that is a tag of its own.
size_t template_end(std::string_view text, size_t pos, Run run) {
  const char next = pos + 1 < text.size() ? text[pos + 1] : '\0';
  if (text[pos] == '<') {
    if (next == '?') return php_end(text, pos);
    return next == '%' ? erb_end(text, pos) : pos;
  }
  if (text[pos] != '{') return pos;
  if (next == '{') return run == kWord ? pos : handlebars_end(text, pos);
  if (next == '#') return after(text, "#}", pos + 2);
  return next == '%' ? after(text, "%}", pos + 2) : pos;
}

// Whether the byte at `pos`, one of the stops of `run` that starts no template
// construct, really ends it.
bool ends_run(std::string_view text, size_t pos, Run run) {
  const char next = pos + 1 < text.size() ? text[pos + 1] : '\0';
  switch (text[pos]) {
    case '<':
      return run == kWord;
    case '{':
      return run == kWord && next == '{';
    case '/':
      return run == kTagName || next == '>';
    default:
      return true;
  }
}

size_t run_end(std::string_view text, size_t pos, Run run) {
  while (pos < text.size()) {
    if ((kStops[static_cast<unsigned char>(text[pos])] & run) == 0) {
      ++pos;
      continue;
    }
    const size_t end = template_end(text, pos, run);
    if (end == pos && ends_run(text, pos, run)) break;
    pos = end == pos ? pos + 1 : end;
  }
  return pos;
}

constexpr bool is_word_character(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_';
}

// Takes a run of word characters off the end; false where there is none.
bool drop_trailing_word(std::string_view& text) {
  const size_t size = text.size();
  while (!text.empty() && is_word_character(text.back())) {
    text.remove_suffix(1);
  }
  return text.size() < size;
}

bool drop_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

// Whether a comment ends in `<!-- beautify name:value .. -->`.
bool holds_directives(std::string_view comment) {
  if (!drop_suffix(comment, " -->")) return false;
  bool any = false;
  while (!(any && comment.ends_with("<!-- beautify"))) {
    if (!drop_trailing_word(comment) || !drop_suffix(comment, ":") ||
        !drop_trailing_word(comment) || !drop_suffix(comment, " ")) {
      return false;
    }
    any = true;
  }
  return true;
}

// Whether the last ` ignore:value` in a comment with directives says start.
bool starts_ignored(std::string_view comment) {
  if (!holds_directives(comment)) return false;
  size_t found = comment.rfind(kIgnore);
  while (found != std::string_view::npos) {
    const std::string_view value = comment.substr(found + kIgnore.size());
    size_t size = 0;
    while (size < value.size() && is_word_character(value[size])) ++size;
    if (size > 0) return value.substr(0, size) == "start";
    found =
        found == 0 ? std::string_view::npos : comment.rfind(kIgnore, found - 1);
  }
  return false;
}

// The offset after `<!-- beautify ignore:end -->`, whose three spaces may be
// any one white-space character each, at or after `pos`; or the end.
size_t ignored_end(std::string_view text, size_t pos) {
  while (true) {
    pos = text.find(kIgnoreEnd[0], pos);
    if (pos == std::string_view::npos) return text.size();
    size_t end = pos;
    size_t part = 0;
    while (part < kIgnoreEnd.size() &&
           text.substr(end).starts_with(kIgnoreEnd[part])) {
      end += kIgnoreEnd[part++].size();
      if (part == kIgnoreEnd.size()) return end;
      const size_t space = script_whitespace_at(text, end);
      if (space == 0) break;
      end += space;
    }
    pos += kIgnoreEnd[0].size();
  }
}

// Where the end tag `</name`, white space, `>` starts, at or after `pos`.
size_t find_end_tag(std::string_view text, std::string_view name, size_t pos) {
  while ((pos = text.find("</", pos)) != std::string_view::npos) {
    size_t end = pos + 2;
    if (ascii_istarts_with(text.substr(end), name)) {
      end += name.size();
      end = text.find_first_not_of("\n\t ", end);
      if (end != std::string_view::npos && text[end] == '>') return pos;
    }
    pos += 2;
  }
  return text.size();
}

}  // namespace

Token Tokenizer::next() {
  Token token;
  skip_whitespace(token);
  const size_t begin = pos_;
  if (begin == input_.size()) return token;
  if (open_.empty()) {
    token.type = read_content();
    token.text = input_.substr(begin, pos_ - begin);
    if (token.type == TokenType::kTagOpen) open_ = token.text;
  } else {
    token.type = open_.front() == '<' ? read_in_tag() : read_in_handlebars();
    token.text = input_.substr(begin, pos_ - begin);
  }
  previous_ = token.type;
  return token;
}

Token Tokenizer::peek() const {
  Tokenizer ahead = *this;
  return ahead.next();
}

bool Tokenizer::open_tag_is_self_closing() {
  // The serialisation gives no tag a `/>`, so mostly there is none at all.
  if (self_close_ <= pos_) self_close_ = input_.find("/>", pos_);
  if (self_close_ == std::string_view::npos) return false;
  Tokenizer ahead = *this;
  Token token = ahead.next();
  while (token.type != TokenType::kTagClose && token.type != TokenType::kEnd) {
    token = ahead.next();
  }
  return token.text == "/>";
}

void Tokenizer::skip_whitespace(Token& token) {
  size_t spaces = pos_;
  while (pos_ < input_.size()) {
    const char c = input_[pos_];
    if (c == '\n') {
      ++token.newlines;
      spaces = pos_ + 1;
    } else if (c != ' ' && c != '\t') {
      break;
    }
    ++pos_;
  }
  token.spaces = input_.substr(spaces, pos_ - spaces);
}

TokenType Tokenizer::read_in_tag() {
  const char c = input_[pos_];
  if (c == '=') {
    ++pos_;
    return TokenType::kEquals;
  }
  if (c == '"' || c == '\'') {
    pos_ = run_end(input_, pos_ + 1, c == '"' ? kDoubleQuoted : kSingleQuoted);
    if (pos_ < input_.size()) ++pos_;  // the closing quote
    return TokenType::kValue;
  }
  const size_t end = run_end(input_, pos_, kAttributeName);
  if (end == pos_) {
    close_tag(c == '/' ? 2 : 1);
    return TokenType::kTagClose;
  }
  pos_ = end;
  return previous_ == TokenType::kEquals ? TokenType::kValue
                                         : TokenType::kAttribute;
}

void Tokenizer::close_tag(size_t size) {
  raw_text_ = RawText::kNone;
  if (size == 1) {
    const std::string_view name = open_.substr(1);
    if (ascii_iequals(name, "script")) raw_text_ = RawText::kScript;
    if (ascii_iequals(name, "style")) raw_text_ = RawText::kStyle;
    if (ascii_iequals(name, "pre")) raw_text_ = RawText::kPre;
    if (ascii_iequals(name, "textarea")) raw_text_ = RawText::kTextarea;
  }
  open_ = {};
  pos_ += size;
}

TokenType Tokenizer::read_in_handlebars() {
  if (at("}}")) {
    open_ = {};
    pos_ += 2;
    return TokenType::kTagClose;
  }
  const size_t end = input_.find("}}", pos_);
  pos_ = end == std::string_view::npos ? input_.size() : end;
  return TokenType::kText;
}

TokenType Tokenizer::read_content() {
  const RawText raw_text = std::exchange(raw_text_, RawText::kNone);
  if (at("{{")) return read_handlebars();
  if (raw_text != RawText::kNone && read_raw_text(raw_text)) {
    return TokenType::kText;
  }
  const size_t end = run_end(input_, pos_, kWord);
  if (end == pos_) return read_markup();
  pos_ = end;
  return TokenType::kText;
}

TokenType Tokenizer::read_handlebars() {
  if (at("{{!")) {
    pos_ = handlebars_end(input_, pos_);
    return TokenType::kComment;
  }
  const size_t end = input_.find_first_of("\n\t }", pos_);
  pos_ = end == std::string_view::npos ? input_.size() : end;
  return TokenType::kTagOpen;
}

// At a `<` that starts no template construct.
TokenType Tokenizer::read_markup() {
  const char next = peek_char(1);
  if (next == '!' || next == '?') {
    if (read_comment_or_cdata()) return TokenType::kComment;
    if (next == '?' || at("<![")) {
      pos_ = next == '?' ? after(input_, "?>", pos_ + 2)
                         : after(input_, "]>", pos_ + 3);
      return TokenType::kComment;
    }
  }
  pos_ = run_end(input_, pos_ + (next == '/' ? 2 : 1), kTagName);
  return TokenType::kTagOpen;
}

bool Tokenizer::read_comment_or_cdata() {
  if (at("<!--")) {
    const size_t begin = pos_;
    pos_ = after(input_, "-->", pos_ + 4);
    if (starts_ignored(input_.substr(begin, pos_ - begin))) {
      pos_ = ignored_end(input_, pos_);
    }
    return true;
  }
  if (!at("<![CDATA[")) return false;
  pos_ = after(input_, "]]>", pos_ + 9);
  return true;
}

// The text of `element`, or of a script or style the comment it starts with:
// what follows that comment is then read as if it were ordinary content.
bool Tokenizer::read_raw_text(RawText element) {
  const bool code = element == RawText::kScript || element == RawText::kStyle;
  if (code && read_comment_or_cdata()) return true;
  const size_t begin = pos_;
  pos_ =
      find_end_tag(input_, kRawTextNames[static_cast<size_t>(element)], pos_);
  return pos_ > begin;
}

}  // namespace pagescan::html_format
