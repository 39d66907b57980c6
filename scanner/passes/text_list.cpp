#include "scanner/passes/text_list.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <system_error>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Past this, doubles skip integers and the letters would mean nothing.
constexpr double kMaxAlphabetic = 1e15;
constexpr double kMaxRoman = 3999;

// Integers of this size print without an exponent and fit an int64_t.
constexpr double kMaxPlainInteger = 1e15;

bool is_ecmascript_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
}

// The length of the white space `text` starts with.
size_t leading_whitespace(std::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    const CodePoint c = code_point_at(text, i);
    if (!is_ecmascript_space(c.value)) break;
    i += c.size;
  }
  return i;
}

std::string_view trim(std::string_view text) {
  text.remove_prefix(leading_whitespace(text));
  size_t end = text.size();
  size_t i = 0;
  for (bool in_space = false; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    const bool space = is_ecmascript_space(c.value);
    if (space && !in_space) end = i;
    if (!space) end = text.size();
    in_space = space;
    i += c.size;
  }
  return text.substr(0, end);
}

// "0x1F", "0o17", "0b101" without the sign that only decimals may have.
double number_in_base(std::string_view digits, int base) {
  if (digits.empty()) return kNaN;
  double value = 0;
  for (const char c : digits) {
    int digit = base;
    if (is_ascii_digit(c)) {
      digit = c - '0';
    } else if (is_ascii_hex_digit(c)) {
      digit = ascii_lower(c) - 'a' + 10;
    }
    if (digit >= base) return kNaN;
    value = value * base + digit;
  }
  return value;
}

// Whether `text` is digits with at most one '.' and an optional exponent.
bool is_decimal_literal(std::string_view text) {
  size_t i = 0;
  const auto digits = [&] {
    const size_t begin = i;
    while (i < text.size() && is_ascii_digit(text[i])) ++i;
    return i - begin;
  };
  size_t mantissa = digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    mantissa += digits();
  }
  if (mantissa == 0) return false;
  if (i < text.size() && ascii_lower(text[i]) == 'e') {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (digits() == 0) return false;
  }
  return i == text.size();
}

// What a decimal literal outside the range of doubles rounds to: the sign of
// its decimal exponent tells whether it is too large or too small.
double out_of_range_value(std::string_view literal) {
  const size_t mantissa_end = std::min(literal.find_first_of("eE"),  //
                                       literal.size());
  const std::string_view mantissa = literal.substr(0, mantissa_end);
  const size_t first = mantissa.find_first_of("123456789");
  if (first == std::string_view::npos) return 0;
  const size_t point = std::min(mantissa.find('.'), mantissa.size());
  std::string_view exponent = literal.substr(mantissa_end);
  if (!exponent.empty()) exponent.remove_prefix(1);
  const bool negative = !exponent.empty() && exponent[0] == '-';
  if (!exponent.empty() && !is_ascii_digit(exponent[0])) {
    exponent.remove_prefix(1);
  }
  int64_t shift = 0;
  const auto [end, error] = std::from_chars(
      exponent.data(), exponent.data() + exponent.size(), shift);
  if (error == std::errc::result_out_of_range) return negative ? 0 : kInfinity;
  const int64_t magnitude = (negative ? -shift : shift) +
                            static_cast<int64_t>(point) -
                            static_cast<int64_t>(first);
  return magnitude > 0 ? kInfinity : 0;
}

double decimal_number(std::string_view text) {
  double sign = 1;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    if (text[0] == '-') sign = -1;
    text.remove_prefix(1);
  }
  if (text == "Infinity") return sign * kInfinity;
  if (!is_decimal_literal(text)) return kNaN;
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) value = out_of_range_value(text);
  return sign * value;
}

// 1 a, 26 z, 27 aa: digits 1 to 26 without a zero.
void append_alphabetic(std::string& out, double value, char first) {
  const size_t begin = out.size();
  for (auto rest = static_cast<int64_t>(value); rest > 0; rest /= 26) {
    --rest;
    out.push_back(static_cast<char>(first + rest % 26));
  }
  std::reverse(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end());
}

void append_roman(std::string& out, double value, bool upper) {
  struct Numeral {
    int value;
    std::string_view letters;
  };
  static constexpr auto kNumerals = std::to_array<Numeral>({
      {1000, "m"},
      {900, "cm"},
      {500, "d"},
      {400, "cd"},
      {100, "c"},
      {90, "xc"},
      {50, "l"},
      {40, "xl"},
      {10, "x"},
      {9, "ix"},
      {5, "v"},
      {4, "iv"},
      {1, "i"},
  });
  auto rest = static_cast<int>(value);
  for (const Numeral& numeral : kNumerals) {
    for (; rest >= numeral.value; rest -= numeral.value) {
      for (const char c : numeral.letters) {
        out.push_back(upper ? ascii_upper(c) : c);
      }
    }
  }
}

// Lays out the decimal digits of a number whose value is 0.DIGITS * 10^point.
void append_digits(std::string& out, std::string_view digits, int point) {
  const auto count = static_cast<int>(digits.size());
  if (count <= point && point <= 21) {
    out.append(digits).append(static_cast<size_t>(point - count), '0');
  } else if (0 < point && point <= 21) {
    const auto whole = static_cast<size_t>(point);
    out.append(digits.substr(0, whole)).append(".");
    out.append(digits.substr(whole));
  } else if (-6 < point && point <= 0) {
    out.append("0.").append(static_cast<size_t>(-point), '0').append(digits);
  } else {
    out.append(digits.substr(0, 1));
    if (count > 1) out.append(".").append(digits.substr(1));
    const int exponent = point - 1;
    out.append(exponent < 0 ? "e-" : "e+");
    out.append(std::to_string(std::abs(exponent)));
  }
}

}  // namespace

double number_from_ecmascript(std::string_view text) {
  text = trim(text);
  if (text.empty()) return 0;
  if (text.size() > 1 && text[0] == '0') {
    const char prefix = ascii_lower(text[1]);
    const std::string_view digits = text.substr(2);
    if (prefix == 'x') return number_in_base(digits, 16);
    if (prefix == 'o') return number_in_base(digits, 8);
    if (prefix == 'b') return number_in_base(digits, 2);
  }
  return decimal_number(text);
}

void append_ecmascript_number(std::string& out, double value) {
  if (std::isnan(value)) {
    out.append("NaN");
    return;
  }
  std::array<char, 32> buffer{};
  char* const begin = buffer.data();
  char* const limit = begin + buffer.size();
  if (std::abs(value) < kMaxPlainInteger && std::trunc(value) == value) {
    const auto integer = static_cast<int64_t>(value);
    const char* const end = std::to_chars(begin, limit, integer).ptr;
    out.append(begin, static_cast<size_t>(end - begin));
    return;
  }
  if (value < 0) out.push_back('-');
  if (std::isinf(value)) {
    out.append("Infinity");
    return;
  }
  // The shortest digits that read back as the same double, as d.ddde[+-]dd.
  const char* const end = std::to_chars(begin, limit, std::abs(value),
                                        std::chars_format::scientific)
                              .ptr;
  const char* const mark = std::find<const char*>(begin, end, 'e');
  std::string digits(static_cast<const char*>(begin), mark);
  std::erase(digits, '.');
  int exponent = 0;
  std::from_chars(mark[1] == '+' ? mark + 2 : mark + 1, end, exponent);
  append_digits(out, digits, exponent + 1);
}

bool is_ecmascript_whitespace(std::string_view text) {
  return leading_whitespace(text) == text.size();
}

ListMarkers ListMarkers::bullets(ListNesting nesting) {
  return {nesting, Style::kBullet, 1};
}

ListMarkers ListMarkers::numbers(ListNesting nesting, std::string_view start,
                                 std::string_view type) {
  Style style = Style::kDecimal;
  if (type == "a") style = Style::kLowerAlpha;
  if (type == "A") style = Style::kUpperAlpha;
  if (type == "i") style = Style::kLowerRoman;
  if (type == "I") style = Style::kUpperRoman;
  return {nesting, style, start.empty() ? 1 : number_from_ecmascript(start)};
}

void ListMarkers::append_next(std::string& out) {
  if (nesting_ == ListNesting::kOutermost) out.push_back(' ');
  if (style_ == Style::kBullet) {
    out.append("* ");
    return;
  }
  const bool alphabetic =
      style_ == Style::kLowerAlpha || style_ == Style::kUpperAlpha;
  const bool roman =
      style_ == Style::kLowerRoman || style_ == Style::kUpperRoman;
  const bool whole = std::trunc(next_) == next_;
  if (alphabetic && next_ >= 1 && next_ <= kMaxAlphabetic) {
    append_alphabetic(out, next_, style_ == Style::kLowerAlpha ? 'a' : 'A');
  } else if (roman && whole && next_ >= 1 && next_ <= kMaxRoman) {
    append_roman(out, next_, style_ == Style::kUpperRoman);
  } else {
    append_ecmascript_number(out, next_);
  }
  out.append(". ");
  next_ += 1;
}

}  // namespace pagescan
