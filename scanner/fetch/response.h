// What came back: every hop, and the content of the last. Plain values that
// own their bytes; strings from the server are raw bytes (see fields.h).
// Thread-compatible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/base/truncation_note.h"
#include "scanner/fetch/cookie.h"
#include "scanner/fetch/fields.h"

namespace pagescan {

/// Duration of each phase in milliseconds; 0 for a phase that did not happen,
/// such as dns, connect and tls on a connection used again.
struct Timing {
  double dns_ms = 0;
  double connect_ms = 0;
  double tls_ms = 0;
  double first_byte_ms = 0;  // from the request sent to the first byte back
  double total_ms = 0;
};

struct Certificate {
  std::string subject;     // RFC 2253, UTF-8
  std::string issuer;      // the same
  std::string valid_from;  // RFC 3339; empty where the date is unreadable
  std::string valid_to;
  /// DNS names and IP addresses of subjectAltName, in order; at most
  /// FetchLimits::max_certificate_names.
  std::vector<std::string> alternative_names;
  size_t alternative_name_count = 0;  // all of them
  std::string serial;                 // hexadecimal, lower case
  std::string sha256;                 // of the DER, hexadecimal, lower case

  friend bool operator==(const Certificate&, const Certificate&) = default;
};

struct TlsInfo {
  std::string version;  // "TLSv1.3"; empty where the handshake failed
  std::string cipher;   // "TLS_AES_256_GCM_SHA384"; empty likewise
  /// The chain leads to a trusted root and the certificate names the host.
  bool verified = false;
  /// Why not, in OpenSSL's words; empty where verified.
  std::string verify_error;
  std::optional<Certificate> certificate;
};

/// One request and its response.
struct Hop {
  std::string url;  // as requested, fragment included
  int status = 0;   // 0: no response came
  std::string reason;
  std::string protocol;  // "HTTP/1.0", "HTTP/1.1", "h2"
  Fields fields;
  Fields trailers;
  unsigned interim_responses = 0;  // 1xx before this response
  std::string remote_ip;           // of the proxy, where there is one
  uint16_t remote_port = 0;
  Timing timing;
  std::optional<TlsInfo> tls;
  std::vector<std::string> content_codings;  // lower case, as applied
  uint64_t wire_bytes = 0;                   // content as transferred
  uint64_t decoded_bytes = 0;                // content after decoding, read
  std::optional<std::string> location;       // as written
  std::optional<std::string> location_resolved;
};

/// Content that is not all there, though what is there was kept.
enum class Truncation {
  kNone,
  kContentLimit,   // cut at FetchLimits::max_content_bytes
  kConnectionCut,  // the server closed before the announced end
};

struct ReceivedCookie {
  size_t hop = 0;  // index into Response::hops
  Cookie cookie;   // domain and path filled in from the hop's URL
};

struct Response {
  std::string submitted_url;
  std::string final_url;  // of the last hop
  std::vector<Hop> hops;  // none where the first connection was not tried
  std::string content;    // of the last hop, decoded
  Truncation truncation = Truncation::kNone;
  /// One line for a person where content was cut.
  std::string truncation_note;
  std::vector<ReceivedCookie> cookies;  // of every hop, in order
  size_t dropped_cookies = 0;           // after FetchLimits::max_cookies
  /// Which limits dropped field lines, cookies or certificate names.
  std::vector<TruncationNote> dropped;
  Timing timing;  // sums over the hops

  /// The last hop. There must be one.
  const Hop& final_hop() const { return hops.back(); }
};

/// A failed fetch keeps the hops made and the content read so far.
struct FetchResult {
  Response response;
  std::optional<Error> error;

  bool ok() const { return !error.has_value(); }
};

}  // namespace pagescan
