#include "scanner/url/percent_encode.h"

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr char kUpperHex[] = "0123456789ABCDEF";

unsigned hex_value(char digit) {
  if (is_ascii_digit(digit)) return static_cast<unsigned>(digit - '0');
  return static_cast<unsigned>(ascii_lower(digit) - 'a') + 10;
}

}  // namespace

void append_percent_encoded(std::string& out, std::string_view bytes,
                            PercentEncodeSet set) {
  size_t plain = 0;  // start of the run not yet copied
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (!in_percent_encode_set(bytes[i], set)) continue;
    out.append(bytes.substr(plain, i - plain));
    plain = i + 1;
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const char encoded[] = {'%', kUpperHex[byte >> 4], kUpperHex[byte & 15]};
    out.append(encoded, sizeof encoded);
  }
  out.append(bytes.substr(plain));
}

std::string percent_encode(std::string_view bytes, PercentEncodeSet set) {
  std::string out;
  out.reserve(bytes.size());
  append_percent_encoded(out, bytes, set);
  return out;
}

void append_percent_decoded(std::string& out, std::string_view text) {
  size_t plain = 0;  // start of the run not yet copied
  size_t i = text.find('%');
  while (i != std::string_view::npos) {
    size_t next = i + 1;
    if (text.size() - i > 2 && is_ascii_hex_digit(text[i + 1]) &&
        is_ascii_hex_digit(text[i + 2])) {
      out.append(text.substr(plain, i - plain));
      const unsigned byte =
          hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]);
      out.push_back(static_cast<char>(byte));
      next = plain = i + 3;
    }
    i = text.find('%', next);
  }
  out.append(text.substr(plain));
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  append_percent_decoded(out, text);
  return out;
}

}  // namespace pagescan
