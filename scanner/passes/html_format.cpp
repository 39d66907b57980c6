#include "scanner/passes/html_format.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "scanner/passes/html_format_lines.h"
#include "scanner/passes/html_format_tags.h"
#include "scanner/passes/html_format_tokens.h"

namespace pagescan {
namespace html_format {
namespace {

// Empty lines kept between two tokens (the reference's max_preserve_newlines).
constexpr size_t kMaxEmptyLines = 32786;

// Columns a wrapped attribute stands right of its tag.
constexpr size_t kAttributeAlignment = 2;

// A start tag, an end tag, a comment, or `{{..}}`, all of which the rules
// treat as tags.
struct Tag {
  TagId name = 0;
  bool is_handlebars = false;  // else it starts with `<`
  bool is_start = false;       // else its name starts with `/`
  bool is_end = false;         // with is_start: has no content
  bool is_empty = false;       // no content, or a comment
  bool is_inline = false;
  bool is_verbatim = false;       // the start tag of pre, script, ..
  bool is_complete = true;        // its kTagClose has come, or needs none
  bool indents = false;           // its content, once it is complete
  bool is_plain_comment = false;  // `<!--` and white space
  uint8_t classes = 0;
  size_t serial = 0;
};

class Formatter {
 public:
  explicit Formatter(std::string_view html)
      : tokenizer_(html), lines_(html.size()) {}

  std::string run(std::string_view eol);

 private:
  // What came before the token at hand.
  enum class Previous : uint8_t {
    kOther,
    kTagClose,
    kContent,  // text outside tags
  };

  void on_tag_or_comment(const Token& token);
  void on_part_of_tag(const Token& token);
  void on_tag_close(const Token& token);
  void on_text(const Token& token);

  Tag read_tag(const Token& token);
  std::string_view partial_name(std::string_view text) const;

  void place(Tag& tag, const Token& token);
  void place_empty(Tag& tag, const Token& token);
  void place_end(const Tag& tag, const std::optional<OpenElement>& closed);
  void place_start(Tag& tag);
  std::optional<OpenElement> close(TagId name,
                                   std::span<const TagId> barriers = {});
  bool close_implied(const Tag& tag);
  void mark_multiline(const Tag& tag, OpenElement* parent);

  bool keep_line_breaks(const Token& token);
  void place_after_whitespace(const Token& token);
  void print(const Token& token) {
    lines_.add(token.text, {level_, alignment_});
  }

  Tokenizer tokenizer_;
  LineWriter lines_;
  TagNames names_;
  OpenElements open_;
  Tag last_tag_;
  Previous previous_ = Previous::kOther;
  TokenType last_type_ = TokenType::kEnd;
  size_t level_ = 0;
  size_t alignment_ = 0;
  size_t tags_ = 0;
};

std::string Formatter::run(std::string_view eol) {
  for (Token token = tokenizer_.next(); token.type != TokenType::kEnd;
       token = tokenizer_.next()) {
    switch (token.type) {
      case TokenType::kTagOpen:
      case TokenType::kComment:
        on_tag_or_comment(token);
        break;
      case TokenType::kTagClose:
        on_tag_close(token);
        break;
      case TokenType::kText:
        if (last_tag_.is_complete) {
          on_text(token);
          break;
        }
        [[fallthrough]];
      default:
        on_part_of_tag(token);
    }
    last_type_ = token.type;
  }
  return lines_.finish(eol);
}

// `name` up to the first white space or `until`.
std::string_view up_to(std::string_view name, char until) {
  size_t end = 0;
  while (end < name.size() && name[end] != until &&
         script_whitespace_at(name, end) == 0) {
    ++end;
  }
  return name.substr(0, end);
}

// The name in `{{name`, `{{#name`, `{{~^name`, .. What could be a prefix is the
// name where nothing else is.
std::string_view handlebars_name(std::string_view text) {
  std::string_view name = text.substr(2);
  std::string_view best = up_to(name, '}');
  const auto skip = [&](size_t size) {
    name.remove_prefix(size);
    const std::string_view rest = up_to(name, '}');
    if (!rest.empty()) best = rest;
  };
  if (name.starts_with('~')) skip(1);
  if (name.starts_with('^')) {
    skip(1);
  } else if (name.starts_with('#')) {
    skip(1);
    if (name.starts_with('*')) skip(1);
  }
  return best;
}

std::string_view name_of(std::string_view text) {
  return text.front() == '{' ? handlebars_name(text)
                             : up_to(text.substr(1), '>');
}

// Whether a tag is `{{#> name`, `{{#>name` or so.
bool is_partial(std::string_view text) {
  return text.starts_with("{{#>") || text.starts_with("{{~#>");
}

std::string_view Formatter::partial_name(std::string_view text) const {
  if (name_of(text) == ">") {
    const std::string_view next = tokenizer_.peek().text;
    return next.substr(0, next.find(' '));
  }
  const std::string_view name = text.substr(text.find('>') + 1);
  return name.substr(0, name.find('>'));
}

Tag Formatter::read_tag(const Token& token) {
  Tag tag;
  const std::string_view text = token.text;
  tag.is_handlebars = text.front() == '{';
  std::string_view name = name_of(text);
  if (name.starts_with('>') && is_partial(text)) name = partial_name(text);
  tag.is_start = !name.starts_with('/');
  if (!tag.is_start) name.remove_prefix(1);
  tag.name = names_.id_of(name);
  tag.classes = names_.classes_of(tag.name);
  tag.is_inline = tag.is_handlebars || (tag.classes & kInline) != 0;
  tag.is_end = !tag.is_start || (tag.classes & kVoid) != 0;
  if (tag.is_handlebars) {
    const size_t sign = text.size() > 2 && text[2] == '~' ? 3 : 2;
    const bool opens =
        text.size() > 2 &&
        (text.size() == sign || text[sign] == '#' || text[sign] == '^');
    tag.is_end = tag.is_end || !opens;
  } else if (!tag.is_end) {
    tag.is_end = tokenizer_.open_tag_is_self_closing();
  }
  tag.is_empty = tag.is_start && tag.is_end;
  tag.is_verbatim =
      tag.is_start && !tag.is_empty && (tag.classes & kVerbatim) != 0;
  tag.is_complete = false;
  return tag;
}

Tag read_comment(const Token& token) {
  Tag tag;
  tag.is_handlebars = token.text.front() == '{';
  const std::string_view name = name_of(token.text);
  tag.is_start = true;
  tag.is_empty = true;
  tag.is_inline = tag.is_handlebars || name.find('-') != std::string_view::npos;
  tag.is_plain_comment = name == "!--";
  return tag;
}

void Formatter::on_tag_or_comment(const Token& token) {
  const bool is_comment = token.type == TokenType::kComment;
  Tag tag = is_comment ? read_comment(token) : read_tag(token);
  tag.serial = ++tags_;
  if (last_tag_.is_verbatim && !is_comment && !tag.is_start) {
    lines_.add_verbatim(token.text, token.spaces, token.newlines);
    close(tag.name);
  } else {
    place_after_whitespace(token);
    place(tag, token);
    if (!tag.is_inline) lines_.set_wrap_point({level_, alignment_});
    print(token);
  }
  if (!tag.is_complete) alignment_ = kAttributeAlignment;
  last_tag_ = tag;
  previous_ = Previous::kOther;
}

void Formatter::on_part_of_tag(const Token& token) {
  previous_ = Previous::kOther;
  lines_.owe_space(token.follows_whitespace() ? Space::kFixed : Space::kNone);
  if (token.type == TokenType::kText) {
    if (keep_line_breaks(token)) {
      lines_.add_verbatim(token.text, token.spaces, 0);
      return;
    }
  } else if (token.type == TokenType::kAttribute) {
    lines_.owe_space(Space::kBreaking);
  } else if (token.type == TokenType::kEquals ||
             last_type_ == TokenType::kEquals) {
    lines_.owe_space(Space::kNone);
  }
  print(token);
}

void Formatter::on_tag_close(const Token& token) {
  alignment_ = 0;
  last_tag_.is_complete = true;
  const bool space =
      last_tag_.is_handlebars ? token.follows_whitespace() : token.text == "/>";
  lines_.owe_space(space ? Space::kFixed : Space::kNone);
  print(token);
  if (last_tag_.indents && !last_tag_.is_verbatim) {
    ++level_;
    last_tag_.indents = false;
  }
  if (!last_tag_.is_inline && !last_tag_.is_verbatim) {
    lines_.set_wrap_point({level_, alignment_});
  }
  previous_ = Previous::kTagClose;
}

void Formatter::on_text(const Token& token) {
  if (last_tag_.is_verbatim) {
    lines_.add_verbatim(token.text, token.spaces, token.newlines);
  } else {
    place_after_whitespace(token);
    print(token);
  }
  previous_ = Previous::kContent;
}

// Prints the line breaks before a token; false if there are none.
bool Formatter::keep_line_breaks(const Token& token) {
  if (token.newlines == 0) return false;
  lines_.new_line();
  const size_t kept = std::min(token.newlines, kMaxEmptyLines + 1);
  for (size_t i = 1; i < kept; ++i) lines_.new_line_even_if_empty();
  return true;
}

void Formatter::place_after_whitespace(const Token& token) {
  if (!keep_line_breaks(token) && !token.spaces.empty()) {
    lines_.owe_space(Space::kBreaking);
  }
}

// Opens or closes the tag's element and starts a new line for it where the
// rules want one.
void Formatter::place(Tag& tag, const Token& token) {
  std::optional<OpenElement> closed;
  OpenElement* parent = open_.outward(0);
  if (!tag.is_empty && tag.is_end) {
    closed = close(tag.name);
  } else if (!tag.is_empty) {
    if (parent != nullptr && close_implied(tag) && !tag.is_inline) {
      lines_.new_line();
    }
    open_.push({.name = tag.name,
                .is_inline = tag.is_inline,
                .is_multiline = false,
                .level = level_,
                .serial = tag.serial});
  }
  const bool wants_empty_line = tag.is_start
                                    ? (tag.classes & kEmptyLineBefore) != 0
                                    : tag.name == html_tag();
  if (wants_empty_line) {
    lines_.new_line();
    if (!lines_.follows_empty_line()) lines_.new_line_even_if_empty();
  }
  if (tag.is_empty) {
    place_empty(tag, token);
  } else if (tag.is_end) {
    place_end(tag, closed);
  } else {
    place_start(tag);
  }
}

void Formatter::place_empty(Tag& tag, const Token& token) {
  if (tag.is_handlebars && !tag.is_complete && tag.name == else_tag()) {
    if (const OpenElement* owner = open_.innermost(else_owners())) {
      level_ = owner->level;
    }
    tag.indents = true;
    if (!lines_.line_opens_if()) lines_.new_line();
  }
  const bool stays = tag.is_plain_comment && previous_ == Previous::kTagClose &&
                     last_tag_.is_end &&
                     token.text.find('\n') == std::string_view::npos;
  if (stays) return;
  if (!tag.is_inline) lines_.new_line();
  mark_multiline(tag, open_.outward(0));
}

void Formatter::place_end(const Tag& tag,
                          const std::optional<OpenElement>& closed) {
  const bool is_multiline = closed && closed->is_multiline;
  const bool closes_last_tag = closed && closed->serial == last_tag_.serial;
  const bool ends_block =
      !tag.is_inline && !last_tag_.is_inline &&
      previous_ != Previous::kContent &&
      !(previous_ == Previous::kTagClose && closes_last_tag);
  if (is_multiline || ends_block) lines_.new_line();
}

void Formatter::place_start(Tag& tag) {
  tag.indents = tag.is_handlebars || tag.name != html_tag();
  if (!tag.is_inline && (previous_ != Previous::kContent || tag.is_verbatim)) {
    lines_.new_line();
  }
  mark_multiline(tag, open_.outward(1));
}

std::optional<OpenElement> Formatter::close(TagId name,
                                            std::span<const TagId> barriers) {
  std::optional<OpenElement> closed = open_.close(name, barriers);
  if (closed) level_ = closed->level;
  return closed;
}

// Closes the element whose end tag may be left out before `tag`.
bool Formatter::close_implied(const Tag& tag) {
  const ImpliedEnd implied = implied_end(tag.name);
  for (const TagId name : implied.closes) {
    if (close(name, implied.barriers)) return true;
  }
  if ((tag.classes & kClosesParagraph) == 0 ||
      open_.outward(0)->name != p_tag()) {
    return false;
  }
  const OpenElement* outer = open_.outward(1);
  if (outer != nullptr &&
      (names_.classes_of(outer->name) & kKeepsParagraph) != 0) {
    return false;
  }
  return close(p_tag()).has_value();
}

void Formatter::mark_multiline(const Tag& tag, OpenElement* parent) {
  if (parent != nullptr && lines_.line_is_empty() &&
      !(tag.is_inline && parent->is_inline)) {
    parent->is_multiline = true;
  }
}

// CR and CRLF made LF.
std::string with_lf_only(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

}  // namespace
}  // namespace html_format

std::string format_html(std::string_view serialised_html) {
  using html_format::Formatter;
  if (serialised_html.find('\r') == std::string_view::npos) {
    return Formatter(serialised_html).run("\n");
  }
  const size_t first = serialised_html.find_first_of("\r\n");
  std::string_view eol = serialised_html.substr(first, 1);
  if (serialised_html.substr(first).starts_with("\r\n")) eol = "\r\n";
  const std::string html = html_format::with_lf_only(serialised_html);
  return Formatter(html).run(eol);
}

}  // namespace pagescan
