// Content-Type values as the MIME Sniffing Standard reads them
// (https://mimesniff.spec.whatwg.org/#parsing-a-mime-type). Values own their
// bytes; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pagescan {

struct MimeType {
  std::string essence;  // lower-case: "text/html"
  /// The value of the first valid charset parameter, as written.
  std::optional<std::string> charset;
};

/// "Parse a MIME type". Nothing where the type or the subtype is missing or is
/// no HTTP token; a malformed parameter is skipped, never fatal. Linear.
std::optional<MimeType> parse_mime_type(std::string_view value);

}  // namespace pagescan
