// The closed set of things that can go wrong while a target is scanned, and
// the Result type every fallible function returns. Values; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace pagescan {

/// Every way a scan can fail. The names (see error_name) are part of the JSON
/// report: add at the end, never rename.
enum class ErrorCode {
  kInvalidUrl,          // the target or a redirect is no valid URL
  kUnsupportedScheme,   // neither http, https nor file
  kFileNotFound,        // a local file that is not there
  kFileUnreadable,      // there, but a directory, or not permitted
  kOutputUnwritable,    // -o or stdout can't be written
  kDnsFailure,          // the host has no address
  kAddressRefused,      // the network guard refused the address
  kConnectionRefused,   // nobody listens at the address and port
  kConnectionFailed,    // unreachable, reset, closed early
  kTimeout,             // a time limit ran out
  kTlsFailure,          // handshake or certificate
  kProxyFailure,        // the proxy refused or could not be reached
  kProtocolError,       // the answer is not HTTP, or breaks its rules
  kContentCodingError,  // gzip, br, deflate or zstd content is broken
  kTooManyRedirects,    // more hops than --max-redirects
  kRedirectRefused,     // a redirect to a scheme or port never followed
  kTooLarge,            // content or fields over their limit, nothing usable
  kEmptyBody,           // the response has no content
  kNotHtml,             // an image, a PDF ...: the response is reported alone
  kParseBudget,         // not even a prefix fits the parse budget
  kUsage,               // flags or configuration
  kInternal,            // a defect in pagescan
  kReportUnreadable,    // a JSON report read back is none, or is damaged
  kHostUnavailable,     // its host kept failing, so it was not asked again
  kRobotsDisallowed,    // the host's robots.txt asks not to fetch it
  kInvalidRow,          // a row of a list that can't be read as one
};

/// The end of the list.
inline constexpr ErrorCode kLastErrorCode = ErrorCode::kInvalidRow;

/// The stable snake_case name used in reports, e.g. "dns_failure".
std::string_view error_name(ErrorCode code);

/// What failed, where, and what to do next, in one line for a person.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for returning an Error out of a function that gives a Result.
tl::unexpected<Error> fail(ErrorCode code, std::string message);

}  // namespace pagescan
