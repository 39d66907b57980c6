// What values look like that change with every answer of a server: times,
// tokens, IDs; and what looks so but is none of it, as somebody's account. Pure
// functions; thread-safe.
#pragma once

#include <cstddef>
#include <string_view>

namespace pagescan {

/// No token shorter than this is told by its look alone.
inline constexpr size_t kMinTokenBytes = 16;

/// A UUID (RFC 9562, section 4), in either case.
bool is_uuid(std::string_view text);

/// Seconds or milliseconds since 1970 as decimal digits, seconds with a
/// fraction too: from May 2014 to May 2033. Telephone numbers of North America
/// and article numbers (EAN) are out of that range.
bool is_epoch_time(std::string_view text);

/// How many bytes of a date and time `text` begins with, 0 for none: RFC 3339
/// and what ISO 8601 has besides ("2026-11-12", "2026-11-12 10:33",
/// "20261112T103300Z"), RFC 9110's dates and those of cookies ("Thu,
/// 12-Nov-2026 10:33:00 GMT"). A date that does not exist is none, but for the
/// length of its month.
size_t date_time_prefix(std::string_view text);

/// kMinTokenBytes or more hexadecimal digits, both digits and letters.
bool is_hex_token(std::string_view text);

/// kMinTokenBytes or more bytes of base64, base64url or base36 whose letters
/// and digits are mixed as chance would; JSON Web Tokens and signed values of
/// three parts. No word, no camelCase name, no path, nothing of
/// names_something().
bool is_random_token(std::string_view text);

/// A token where the name beside it says so already: 8 bytes or more, digits
/// and letters mixed, or a number.
bool is_named_token(std::string_view text);

/// Values that tell whose or which it is however random they look: addresses of
/// wallets, IDs with a type before them (`acct_`, `pk_live_`), vendors' keys
/// (`AIza`), hashes that guard content (`sha256-`).
bool names_something(std::string_view text);

/// Whether a name says that its value tells an account, a receiver, a host or
/// the hash of content, and so is no noise however it looks: `client-id`,
/// `merchant`, `siteKey`, `integrity`. Case and punctuation don't count.
bool is_identity_name(std::string_view name);

/// Whether a name says that its value is a token, a nonce or a session's ID.
bool is_token_name(std::string_view name);

/// Whether a name says that its value is made anew for each build, request or
/// moment: what is_token_name() has, and `requestId`, `buildId`, `timestamp`.
bool is_volatile_name(std::string_view name);

}  // namespace pagescan
