// The markers of list items in a page's text (" * ", " 9. ", "iv. "). `start`
// is read and numbers are written as ECMAScript does, since the reference is
// written in it. Values; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pagescan {

/// `Number(text)` of ECMAScript (https://tc39.es/ecma262/#sec-stringtonumber):
/// NaN where the text, without surrounding white space, is no number.
double number_from_ecmascript(std::string_view text);

/// Appends `String(value)` of ECMAScript
/// (https://tc39.es/ecma262/#sec-numeric-types-number-tostring).
void append_ecmascript_number(std::string& out, double value);

/// Whether `text` holds nothing but ECMAScript's white space, `\s`: unlike
/// HTML's it includes U+00A0, U+3000 and U+FEFF.
bool is_ecmascript_whitespace(std::string_view text);

/// Whether a list stands directly in a list item: its markers then lack their
/// leading space.
enum class ListNesting : uint8_t { kOutermost, kInListItem };

/// The markers of one list, in order.
class ListMarkers {
 public:
  /// For a ul element.
  static ListMarkers bullets(ListNesting nesting);

  /// For an ol element with these attribute values, empty where absent.
  /// Numbers that have no alphabetic or Roman form come as decimals.
  static ListMarkers numbers(ListNesting nesting, std::string_view start,
                             std::string_view type);

  /// Appends the next item's marker, ASCII, with its trailing space.
  void append_next(std::string& out);

 private:
  enum class Style : uint8_t {
    kBullet,
    kDecimal,
    kLowerAlpha,
    kUpperAlpha,
    kLowerRoman,
    kUpperRoman
  };

  ListMarkers(ListNesting nesting, Style style, double next)
      : nesting_(nesting), style_(style), next_(next) {}

  ListNesting nesting_;
  Style style_;
  double next_;  // a number as ECMAScript has them: 1.5 and NaN count up too
};

}  // namespace pagescan
