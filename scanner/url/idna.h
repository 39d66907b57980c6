// Domains between Unicode and ASCII: Unicode Technical Standard 46 as the URL
// Standard applies it (https://url.spec.whatwg.org/#idna), on ICU.
// Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pagescan {

/// The longest non-ASCII domain, in bytes, that is handed to ICU, whose time
/// grows with the square of a label's length. DNS takes 253.
inline constexpr size_t kMaxUnicodeDomain = 2048;

/// "Domain to ASCII" (https://url.spec.whatwg.org/#concept-domain-to-ascii,
/// beStrict false) for a domain that has a non-ASCII code point; nothing where
/// the domain is invalid. `domain` must be well-formed UTF-8. The result is
/// not yet checked for forbidden domain code points.
std::optional<std::string> unicode_domain_to_ascii(std::string_view domain);

/// "Domain to Unicode" (https://url.spec.whatwg.org/#concept-domain-to-unicode)
/// with one difference: a domain with any invalid label comes back unchanged,
/// so that what is shown is never a half-decoded name.
std::string domain_to_unicode(std::string_view ascii_domain);

}  // namespace pagescan
