// The scheme of an address as a page writes it. Pure function; thread-safe.
#pragma once

#include <string_view>

namespace pagescan {

/// Whether the URL parser (https://url.spec.whatwg.org/#concept-basic-url-
/// parser) reads `scheme` (lower-case) off the start of `written`: it first
/// strips leading C0 controls and spaces, then removes every tab and newline,
/// and takes letters of either case up to the ':'. Exactly the parser's answer
/// for any URL it accepts, at the cost of the first bytes; an address with
/// the scheme may still fail to parse ("javascript://a b").
bool has_written_scheme(std::string_view written, std::string_view scheme);

}  // namespace pagescan
