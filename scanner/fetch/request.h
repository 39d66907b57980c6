// What to fetch and within which limits. Plain values that own their strings;
// thread-compatible. Every default is a named constant.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "scanner/fetch/address_policy.h"
#include "scanner/fetch/fields.h"
#include "scanner/url/url.h"

namespace pagescan {

inline constexpr std::chrono::milliseconds kDefaultTotalTimeout{30'000};
inline constexpr std::chrono::milliseconds kDefaultConnectTimeout{10'000};
inline constexpr std::chrono::seconds kDefaultLowSpeedTime{10};
inline constexpr long kDefaultLowSpeedBytesPerSecond = 64;
inline constexpr size_t kDefaultMaxContentBytes = size_t{16} << 20;
inline constexpr size_t kDefaultMaxFieldBytes = size_t{256} << 10;
inline constexpr unsigned kDefaultMaxRedirects = 10;
inline constexpr unsigned kDefaultMaxInterimResponses = 16;
inline constexpr size_t kDefaultMaxCookies = 1000;
inline constexpr size_t kDefaultMaxCertificateNames = 256;

/// libcurl's own bounds, which no limit of ours can raise: the fields of one
/// hop together, one field line, and codings one on another.
inline constexpr size_t kLibcurlMaxFieldBytes = size_t{300} << 10;
inline constexpr size_t kLibcurlMaxFieldLineBytes = size_t{100} << 10;
inline constexpr unsigned kLibcurlMaxContentCodings = 5;
inline constexpr unsigned kDefaultMaxContentCodings = kLibcurlMaxContentCodings;

/// Content of a redirect is read only so far, and never kept.
inline constexpr size_t kMaxRedirectContentBytes = size_t{64} << 10;

struct FetchLimits {
  /// One deadline for the whole target, over all its hops.
  std::chrono::milliseconds total_timeout = kDefaultTotalTimeout;
  /// Name look-up, TCP and TLS handshake of one hop.
  std::chrono::milliseconds connect_timeout = kDefaultConnectTimeout;
  /// A transfer slower than this many bytes a second ...
  long low_speed_bytes_per_second = kDefaultLowSpeedBytesPerSecond;
  /// ... for this long is given up.
  std::chrono::seconds low_speed_time = kDefaultLowSpeedTime;
  /// Decoded content kept; the rest is cut, see Truncation.
  size_t max_content_bytes = kDefaultMaxContentBytes;
  /// Status line and field lines of one hop, interim responses included.
  size_t max_field_bytes = kDefaultMaxFieldBytes;
  /// Field lines kept of one message; those after them are dropped.
  size_t max_field_lines = kDefaultMaxFieldLines;
  /// Interim (1xx) responses one hop may send before its final one.
  unsigned max_interim_responses = kDefaultMaxInterimResponses;
  /// Content and transfer codings undone, one on another.
  unsigned max_content_codings = kDefaultMaxContentCodings;
  /// Redirects followed before the fetch fails.
  unsigned max_redirects = kDefaultMaxRedirects;
  /// Cookies kept of all hops together; those after them are dropped.
  size_t max_cookies = kDefaultMaxCookies;
  /// Alternative names kept of each certificate.
  size_t max_certificate_names = kDefaultMaxCertificateNames;
};

enum class TlsVerification { kVerify, kInsecure };

struct Request {
  /// http or https. Credentials in it are sent to its own origin only.
  Url url;
  std::string user_agent;
  /// Sent on every hop, in place of a default of the same name. Authorization,
  /// Cookie, Host and Proxy-Authorization go to the origin of `url` only.
  std::vector<Field> extra_fields;
  FetchLimits limits;
  AddressPolicy address_policy;
  TlsVerification tls_verification = TlsVerification::kVerify;
  std::optional<std::string> ca_file;  // PEM, instead of the system's
  std::string proxy;                   // as curl takes it; empty: none
  /// curl's HOST:PORT:ADDRESS[,ADDRESS]... (CURLOPT_RESOLVE).
  std::vector<std::string> resolve;
};

}  // namespace pagescan
