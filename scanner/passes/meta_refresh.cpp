// https://html.spec.whatwg.org/#shared-declarative-refresh-steps
#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

#include "scanner/base/strings.h"
#include "scanner/passes/metadata.h"

namespace pagescan {
namespace {

// A place in the content, moving to its end.
class Cursor {
 public:
  explicit Cursor(std::string_view rest) : rest_(rest) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  bool is_at(char c) const { return rest_.starts_with(c); }

  template <class Predicate>
  std::string_view take_while(Predicate&& predicate) {
    const auto* const end =
        std::find_if_not(rest_.begin(), rest_.end(), predicate);
    const auto size = static_cast<size_t>(end - rest_.begin());
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }
  void skip_whitespace() { take_while(is_ascii_whitespace); }
  // Takes a letter of either case, given in lower case, or another character.
  bool take(char c) {
    if (rest_.empty() || ascii_lower(rest_.front()) != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

 private:
  std::string_view rest_;
};

unsigned saturated_integer(std::string_view digits) {
  constexpr unsigned kMax = std::numeric_limits<unsigned>::max();
  unsigned value = 0;
  for (const char c : digits) {
    const auto digit = static_cast<unsigned>(c - '0');
    if (value > (kMax - digit) / 10) return kMax;
    value = value * 10 + digit;
  }
  return value;
}

// What stands in quotes, or everything.
std::string_view unquote(std::string_view text) {
  if (!text.starts_with('"') && !text.starts_with('\'')) return text;
  const char quote = text.front();
  text.remove_prefix(1);
  return text.substr(0, text.find(quote));
}

// Step 11, for what is left of the content.
std::string_view refresh_url(std::string_view content) {
  Cursor cursor(content);
  if (!cursor.take('u')) return unquote(content);
  if (!cursor.take('r') || !cursor.take('l')) return content;
  cursor.skip_whitespace();
  if (!cursor.take('=')) return content;
  cursor.skip_whitespace();
  return unquote(cursor.rest());
}

}  // namespace

std::optional<RefreshContent> parse_meta_refresh(std::string_view content) {
  Cursor cursor(content);
  cursor.skip_whitespace();
  const std::string_view digits = cursor.take_while(is_ascii_digit);
  if (digits.empty() && !cursor.is_at('.')) return std::nullopt;
  RefreshContent refresh;
  refresh.delay = saturated_integer(digits);
  cursor.take_while([](char c) { return is_ascii_digit(c) || c == '.'; });
  if (cursor.at_end()) return refresh;
  const char next = cursor.rest().front();
  if (next != ';' && next != ',' && !is_ascii_whitespace(next)) {
    return std::nullopt;
  }
  cursor.skip_whitespace();
  if (!cursor.take(';')) cursor.take(',');
  cursor.skip_whitespace();
  if (!cursor.at_end()) refresh.url = refresh_url(cursor.rest());
  return refresh;
}

}  // namespace pagescan
