// What counts as a secret in a URL or a form: the names of parameters, fields
// and controls that hold one, and values that look like one whatever they are
// called. A table and pure functions; thread-safe.
#pragma once

#include <string_view>

namespace pagescan {

/// Whether a parameter, an HTTP field or a control of this name holds a secret:
/// "access_token", "X-Amz-Signature", "user[reset_token]", "jsessionid". Takes
/// the name as written, percent-encoded or not; case, hyphens, underscores,
/// dots and brackets don't count.
bool is_secret_name(std::string_view name);

/// Whether a value, percent-encoded or not, looks like a secret: a JSON Web
/// Token (RFC 7519), a UUID, kMinHexDigits or more hexadecimal digits, or
/// kMinRandomBytes or more of what base64 and its like give, with letters and
/// digits mixed as chance would mix them. Linear time.
bool has_secret_shape(std::string_view value);

inline constexpr size_t kMinHexDigits = 32;
inline constexpr size_t kMinRandomBytes = 20;

/// Whether the bytes could be part of a random value at all: letters and digits
/// mixed, if only a little. For places where a secret is what one expects.
bool may_be_random(std::string_view value);

}  // namespace pagescan
