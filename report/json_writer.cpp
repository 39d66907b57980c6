#include "report/json_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "scanner/base/utf8.h"

namespace pagescan {

void JsonWriter::bytes_field(std::string_view name, std::string_view bytes) {
  if (is_valid_utf8(bytes)) {
    field(name, bytes);
  } else {
    field(name, replace_invalid_utf8(bytes));
  }
}

void JsonWriter::text_or_null(std::string_view name, std::string_view text) {
  if (text.empty()) {
    field(name, nullptr);
  } else {
    bytes_field(name, text);
  }
}

// Not by RapidJSON's Double: what it cuts after three decimals may read back as
// another number, and it writes nothing for a NaN.
void JsonWriter::milliseconds(std::string_view name, double milliseconds) {
  double bounded = 0;
  if (milliseconds > 0) bounded = std::fmin(milliseconds, kMaxMilliseconds);
  const long long microseconds = std::llround(bounded * 1000);
  std::string number =
      fmt::format("{}.{:03}", microseconds / 1000, microseconds % 1000);
  while (number.ends_with('0') && !number.ends_with(".0")) number.pop_back();
  key(name);
  writer_.RawValue(number.data(), number.size(), rapidjson::kNumberType);
}

void JsonWriter::hundredths(std::string_view name, unsigned count) {
  constexpr unsigned kOne = 100;
  constexpr unsigned kTen = 10;
  // "0.07", "1.00".
  const std::array<char, 4> digits = {
      static_cast<char>('0' + std::min(count, kOne) / kOne), '.',
      static_cast<char>('0' + count % kOne / kTen),
      static_cast<char>('0' + count % kTen)};
  key(name);
  writer_.RawValue(digits.data(), digits.size(), rapidjson::kNumberType);
}

void JsonWriter::address(std::string_view attribute, const Address& address) {
  field(attribute, address.written);
  field("url", address.url);
}

void JsonWriter::position(const SourcePosition& position) {
  key("position");
  begin_object();
  field("line", position.line);
  field("column", position.column);
  end_object();
}

}  // namespace pagescan
