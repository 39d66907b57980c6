// A URL as the URL Standard has it (https://url.spec.whatwg.org/): the way
// browsers read an address, which RFC 3986 parsers and libcurl do not follow.
//
// A Url owns its serialisation, one string; its parts are offsets into that.
// Every string_view it hands out points into it and lives until the Url is
// destroyed, assigned to or moved from. Immutable but for assignment, so safe
// to read from several threads. A Url moved from may only be assigned to or
// destroyed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/error.h"
#include "scanner/url/host.h"

namespace pagescan {

/// The longest URL, in bytes, that is parsed or that parsing gives. The
/// Standard has no limit; browsers have one of some kind. It bounds the work a
/// page can ask for with one attribute.
inline constexpr size_t kMaxUrlLength = size_t{64} * 1024;

/// Encodes the text of a query into the document's encoding for
/// "percent-encode after encoding"
/// (https://url.spec.whatwg.org/#string-percent-encode-after-encoding). It is
/// given well-formed UTF-8 and returns that encoding's bytes, with
/// "%26%23N%3B" for a code point N the encoding lacks; the parser then
/// percent-encodes the bytes. Not called for text that every encoding of the
/// web leaves alone. Called on the thread that parses.
using QueryEncoder = std::function<std::string(std::string_view utf8)>;

/// The special schemes (https://url.spec.whatwg.org/#special-scheme), and all
/// others as one.
enum class SchemeType : uint8_t {
  kNotSpecial,
  kFile,
  kFtp,
  kHttp,
  kHttps,
  kWs,
  kWss
};

/// Where the parts stand in the serialisation. For the parser alone.
struct UrlParts {
  static constexpr uint32_t kAbsent = UINT32_MAX;

  uint32_t scheme_end = 0;    // the ':'
  uint32_t username_end = 0;  // the username starts after "://"
  uint32_t host_begin = 0;
  uint32_t host_end = 0;
  uint32_t path_begin = 0;
  uint32_t query_begin = kAbsent;     // the '?'
  uint32_t fragment_begin = kAbsent;  // the '#'
  uint32_t port = kAbsent;
  HostKind host_kind = HostKind::kNone;
  SchemeType scheme_type = SchemeType::kNotSpecial;
  bool has_opaque_path = false;
};

class Url {
 public:
  /// about:blank.
  Url();

  /// The basic URL parser
  /// (https://url.spec.whatwg.org/#concept-basic-url-parser). `input` is taken
  /// as UTF-8, an ill-formed sequence as U+FFFD. `base` is what a relative
  /// reference is resolved against; `encoder`, where given, encodes the query
  /// (null means UTF-8). Neither is kept. Fails with kInvalidUrl and a message
  /// fit to print that says which part is wrong.
  static Result<Url> parse(std::string_view input, const Url* base = nullptr,
                           const QueryEncoder* encoder = nullptr);

  /// The serialised URL: ASCII, and parses to an equal Url.
  const std::string& href() const { return href_; }
  /// href() up to its '#', that without.
  std::string href_without_fragment() const;

  /// Lower-case, without the ':'.
  std::string_view scheme() const { return slice(0, parts_.scheme_end); }
  /// Percent-encoded; "" where there is none.
  std::string_view username() const;
  std::string_view password() const;
  /// Whether the username or the password is not empty.
  bool has_credentials() const;

  HostKind host_kind() const { return parts_.host_kind; }
  /// Serialised, IPv6 in brackets; "" where there is none.
  std::string_view host() const;
  /// "host:port", the port only where port() has one.
  std::string_view host_and_port() const;
  /// The port, where it is given and not the scheme's default.
  std::optional<uint16_t> port() const;
  /// port(), or the scheme's default port
  /// (https://url.spec.whatwg.org/#default-port).
  std::optional<uint16_t> effective_port() const;

  /// Percent-encoded; starts with '/' unless opaque or empty.
  std::string_view path() const;
  /// Without the '?'; "" is an empty query ("?"), nothing is none.
  std::optional<std::string_view> query() const;
  /// Without the '#'; "" is an empty fragment ("#"), nothing is none.
  std::optional<std::string_view> fragment() const;

  /// Whether the path is one opaque string, as in "mailto:a@b", against which
  /// nothing but "#fragment" resolves.
  bool has_opaque_path() const { return parts_.has_opaque_path; }
  SchemeType scheme_type() const { return parts_.scheme_type; }
  /// Whether the scheme is ftp, file, http, https, ws or wss.
  bool is_special() const;
  /// Whether the scheme is http or https.
  bool is_http() const;

  /// The origin, serialised (https://url.spec.whatwg.org/#concept-url-origin):
  /// "https://example.org:8080", or "null" where it is opaque. That of a blob:
  /// URL is that of the URL within, as there is no blob URL store here.
  std::string origin() const;

 private:
  friend class UrlWriter;

  Url(std::string href, const UrlParts& parts);

  std::string_view slice(size_t begin, size_t end) const {
    return {href_.data() + begin, end - begin};
  }
  size_t path_end() const;

  std::string href_;
  UrlParts parts_;
};

/// https://url.spec.whatwg.org/#concept-url-equals, fragments included.
bool operator==(const Url& a, const Url& b);

/// Whether both origins are tuples and equal
/// (https://html.spec.whatwg.org/multipage/browsers.html#same-origin). Never
/// for opaque origins, not even a URL with itself: each has its own.
bool same_origin(const Url& a, const Url& b);

/// The default port of a special scheme; nothing for file and the others
/// (https://url.spec.whatwg.org/#default-port).
std::optional<uint16_t> default_port(SchemeType type);

}  // namespace pagescan
