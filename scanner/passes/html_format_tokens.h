// Splits serialised HTML into the tokens the form pretty-printer works on:
// tags and their parts, comments, words. This is not the HTML Standard's
// tokenizer: text is read word by word, and the constructs of templating
// languages ({{..}}, {%..%}, {#..#}, <%..%>, <?php..?>) are kept whole.
//
// Tokens are views into the caller's bytes, in which line breaks are LF only.
// One object a thread; copying one is cheap and gives an independent reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pagescan::html_format {

enum class TokenType : uint8_t {
  kTagOpen,    // `<name`, `</name` or `{{name`: all before the attributes
  kTagClose,   // `>`, `/>` or `}}`
  kAttribute,  // an attribute's name
  kEquals,     // `=`
  kValue,      // an attribute's value, with its quotes
  kComment,    // a whole comment, CDATA section or processing instruction
  kText,       // a word; all the text of a raw text element; inside `{{..}}`
  kEnd,        // the end of the input; its text is empty
};

struct Token {
  TokenType type = TokenType::kEnd;
  std::string_view text;
  /// The white space before the token, as far as it follows the last line
  /// break in it, and the number of line breaks.
  std::string_view spaces;
  size_t newlines = 0;

  bool follows_whitespace() const { return newlines > 0 || !spaces.empty(); }
};

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view input) : input_(input) {}

  /// The next token; kEnd for ever once the input is used up.
  Token next();

  /// What next() will give.
  Token peek() const;

  /// Whether the tag whose kTagOpen was given last ends in `/>`. Reads ahead
  /// to the end of the tag, so asking once a tag keeps the time linear.
  bool open_tag_is_self_closing();

 private:
  // Whose end tag ends the text that follows the tag just closed.
  enum class RawText : uint8_t { kNone, kScript, kStyle, kPre, kTextarea };

  void skip_whitespace(Token& token);
  TokenType read_in_tag();
  TokenType read_in_handlebars();
  TokenType read_content();
  TokenType read_handlebars();
  TokenType read_markup();
  bool read_comment_or_cdata();
  bool read_raw_text(RawText element);
  void close_tag(size_t size);

  bool at(std::string_view prefix) const {
    return input_.substr(pos_).starts_with(prefix);
  }
  char peek_char(size_t ahead) const {
    return pos_ + ahead < input_.size() ? input_[pos_ + ahead] : '\0';
  }

  std::string_view input_;
  size_t pos_ = 0;
  std::string_view open_;  // the kTagOpen that awaits its kTagClose
  TokenType previous_ = TokenType::kEnd;
  RawText raw_text_ = RawText::kNone;
  size_t self_close_ = 0;  // from pos_ on, no `/>` before this offset
};

}  // namespace pagescan::html_format
