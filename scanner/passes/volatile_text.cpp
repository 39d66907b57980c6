#include "scanner/passes/volatile_text.h"

#include <algorithm>
#include <array>

#include "scanner/base/byte_scan.h"
#include "scanner/base/sha256.h"
#include "scanner/base/strings.h"
#include "scanner/passes/noise_shapes.h"

namespace pagescan {
namespace {

constexpr std::string_view kNonce = "nonce-";  // of a policy

constexpr size_t kMaxName = 64;
// Between a name and its value: quotation marks, a colon, white space.
constexpr size_t kMaxBetween = 16;

// What these are given is text that they decode or run, whatever it looks like.
constexpr auto kDecoders = std::to_array<std::string_view>(
    {"atob", "btoa", "eval", "unescape", "decodeuri", "decodeuricomponent",
     "fromcharcode", "fromcodepoint", "function", "settimeout", "setinterval",
     "execscript", "write", "writeln", "import", "importscripts", "from"});

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

bool is_name_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_' || c == '$' ||
         c == '-';
}

// Of tokens, IDs, dates, times; no bracket, so no code. A table: most bytes of
// all scripts are asked.
constexpr std::array<bool, 256> value_bytes() {
  std::array<bool, 256> table{};
  for (size_t i = 0; i < table.size(); ++i) {
    const char c = static_cast<char>(i);
    table[i] =
        is_ascii_alpha(c) || is_ascii_digit(c) ||
        std::string_view("-_+/=.:, %~").find(c) != std::string_view::npos;
  }
  return table;
}
constexpr std::array<bool, 256> kValueBytes = value_bytes();

bool is_value_byte(char c) {
  return kValueBytes[static_cast<unsigned char>(c)];
}

// What stands before a value.
struct Before {
  std::string_view name;  // `token` of `x.token = `, `"token": `; or nothing
  bool is_value = false;  // of a name: after = or :
  bool is_argument = false;
};

Before look_before(std::string_view text, size_t at) {
  const std::string_view head = text.substr(0, at);
  size_t i = head.size();
  const size_t lowest = i > kMaxBetween ? i - kMaxBetween : 0;
  Before before;
  char sign = '\0';
  for (; i > lowest; --i) {
    const char c = head[i - 1];
    if (is_ascii_whitespace(c) || is_quote(c) || c == '\\') continue;
    if (std::string_view("=:(,[{?+!|&<>").find(c) == std::string_view::npos) {
      break;
    }
    // a || "...", a ? "..." and the like: no value of a name.
    if (sign != '\0') return before;
    sign = c;
  }
  before.is_value = sign == '=' || sign == ':';
  before.is_argument = sign == '(' || sign == ',';
  const size_t end = i;
  while (i > 0 && end - i < kMaxName && is_name_byte(head[i - 1])) --i;
  before.name = head.substr(i, end - i);
  return before;
}

bool is_decoder(std::string_view name) {
  const std::string lower = ascii_lowercase(name);
  return std::ranges::find(kDecoders, lower) != kDecoders.end();
}

bool is_whole_date_time(std::string_view text) {
  return !text.empty() && date_time_prefix(text) == text.size();
}

// A number so named may be anybody's, however much it looks like the time.
bool tells_an_id(std::string_view name) {
  return ascii_lowercase(name).ends_with("id") || is_identity_name(name);
}

// A literal whose value, as a whole, is noise.
bool is_volatile_literal(std::string_view literal, const Before& before) {
  if (before.is_argument && is_decoder(before.name)) return false;
  if (is_whole_date_time(literal)) return true;
  if (literal.starts_with(kNonce)) {
    return is_named_token(literal.substr(kNonce.size()));
  }
  if (is_identity_name(before.name)) return false;
  if (is_uuid(literal)) return true;
  if (before.is_value && is_epoch_time(literal)) {
    return !tells_an_id(before.name);
  }
  // `set("csrf-token", "...")` has a name, `["...", "..."]` may be a payload.
  if (!before.is_value && !(before.is_argument && is_token_name(before.name))) {
    return false;
  }
  if (names_something(literal)) return false;
  constexpr size_t kMaxUnnamedHex = 64;
  if (literal.size() <= kMaxUnnamedHex && is_hex_token(literal)) return true;
  if (is_token_name(before.name)) return is_named_token(literal);
  return is_volatile_name(before.name) && is_random_token(literal);
}

class Finder {
 public:
  Finder(std::string_view text, VolatileIn in) : text_(text), in_(in) {}

  std::vector<VolatileSpan> run() {
    const auto is_wanted = [](unsigned char c) {
      return static_cast<unsigned char>(c - '0') < 10;
    };
    // All noise has a digit.
    size_t at = find_byte(text_, 0, is_wanted);
    while (at < text_.size() && spans_.size() < kMaxVolatileSpans) {
      done_ = look_at(at);
      at = find_byte(text_, done_, is_wanted);
    }
    return std::move(spans_);
  }

 private:
  // Looks at what the digit at `digit` belongs to; gives where to go on.
  size_t look_at(size_t digit) {
    size_t begin = digit;
    while (begin > done_ && digit - begin <= kMaxVolatileLiteral &&
           is_value_byte(text_[begin - 1])) {
      --begin;
    }
    if (begin > 0 && is_opening_quote(begin - 1)) {
      if (const size_t end = literal_end(begin)) {
        look_at_literal(begin, end);
        return end;
      }
    }
    return look_at_number(digit);
  }

  // That of `"a"` in `{"n": "a"}`, and not the second one of `"n"`, behind
  // which `: 1, ` would stand for a literal.
  bool is_opening_quote(size_t at) const {
    if (!is_quote(text_[at])) return false;
    if (at > 0 && text_[at - 1] == '\\') --at;
    return at == 0 || !(is_name_byte(text_[at - 1]) || is_quote(text_[at - 1]));
  }

  // Where the literal that begins here ends; 0: it is longer or holds more.
  size_t literal_end(size_t begin) const {
    const char quote = text_[begin - 1];
    const bool escaped = begin > 1 && text_[begin - 2] == '\\';
    size_t end = begin;
    while (end < text_.size() && end - begin <= kMaxVolatileLiteral &&
           is_value_byte(text_[end])) {
      ++end;
    }
    if (end - begin > kMaxVolatileLiteral) return 0;
    const size_t mark = escaped ? end + 1 : end;
    if (mark >= text_.size() || text_[mark] != quote) return 0;
    return !escaped || text_[end] == '\\' ? end : 0;
  }

  void look_at_literal(size_t begin, size_t end) {
    const std::string_view literal = text_.substr(begin, end - begin);
    // Concatenated, it is only a part of a value.
    if (is_joined(end)) return;
    if (is_volatile_literal(literal, look_before(text_, begin))) {
      const bool nonce = literal.starts_with(kNonce);
      spans_.push_back({nonce ? begin + kNonce.size() : begin, end});
    } else if (in_ == VolatileIn::kData) {
      add_dates(begin, end);
    }
  }

  bool is_joined(size_t end) const {
    size_t i = end;
    while (i < text_.size() && (text_[i] == '\\' || is_quote(text_[i]))) ++i;
    while (i < text_.size() && i - end < kMaxBetween &&
           is_ascii_whitespace(text_[i])) {
      ++i;
    }
    return i < text_.size() && text_[i] == '+';
  }

  // "Updated 2026-11-12T10:33:00Z"
  void add_dates(size_t begin, size_t end) {
    for (size_t at = begin; at < end;) {
      const size_t size =
          is_ascii_digit(text_[at]) && (at == begin || text_[at - 1] == ' ')
              ? date_time_prefix(text_.substr(at, end - at))
              : 0;
      const bool ends = at + size == end || text_[at + size] == ' ';
      if (size > 0 && ends) spans_.push_back({at, at + size});
      at += std::max<size_t>(size, 1);
    }
  }

  size_t look_at_number(size_t digit) {
    size_t end = digit;
    while (end < text_.size() &&
           (is_ascii_digit(text_[end]) || text_[end] == '.')) {
      ++end;
    }
    const bool ends = end == text_.size() || !is_name_byte(text_[end]);
    const bool begins = digit == 0 || (!is_name_byte(text_[digit - 1]) &&
                                       text_[digit - 1] != '.');
    if (begins && ends && is_epoch_time(text_.substr(digit, end - digit)) &&
        is_time_of(look_before(text_, digit))) {
      spans_.push_back({digit, end});
    }
    return end;
  }

  // {"t": 1700000000}, now = 1700000000, new Date(1700000000000)
  static bool is_time_of(const Before& before) {
    if (before.is_value) return !tells_an_id(before.name);
    return before.is_argument && before.name == "Date";
  }

  std::string_view text_;
  VolatileIn in_;
  size_t done_ = 0;
  std::vector<VolatileSpan> spans_;
};

}  // namespace

std::vector<VolatileSpan> volatile_spans(std::string_view text, VolatileIn in) {
  return Finder(text, in).run();
}

std::string masked_sha256(std::string_view text, VolatileIn in) {
  constexpr std::string_view kMark = "<noise>";
  const std::vector<VolatileSpan> spans = volatile_spans(text, in);
  if (spans.empty()) return {};
  std::string masked;
  masked.reserve(text.size() + spans.size() * kMark.size());
  size_t at = 0;
  for (const VolatileSpan& span : spans) {
    masked += text.substr(at, span.begin - at);
    masked += kMark;
    at = span.end;
  }
  masked += text.substr(at);
  return sha256_hex(masked);
}

}  // namespace pagescan
