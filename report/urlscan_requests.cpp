// What was asked and answered, in the words of the Chrome DevTools Protocol
// (https://chromedevtools.github.io/devtools-protocol/tot/Network/), as
// urlscan.io has it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "report/report_time.h"
#include "report/urlscan_parts.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/fetch/cookie.h"

namespace pagescan {
namespace {

constexpr double kUnknownPhase = -1;

constexpr std::array<std::string_view, 7> kSecurityFields = {
    "content-security-policy",   "permissions-policy",     "referrer-policy",
    "strict-transport-security", "x-content-type-options", "x-frame-options",
    "x-xss-protection"};

// "http/1.1", "h2".
std::string protocol_of(const Hop& hop) {
  return ascii_lowercase(replace_invalid_utf8(hop.protocol));
}

// An object, so fields of one name are one: Set-Cookie by line feeds, others
// as RFC 9110 section 5.3 joins them.
void write_headers(JsonWriter& json, const Fields& fields) {
  std::vector<std::pair<std::string, std::string>> joined;
  std::map<std::string, size_t> index;
  for (const Field& field : fields) {
    const std::string name = replace_invalid_utf8(field.name);
    const std::string key = ascii_lowercase(name);
    const auto [at, is_new] = index.emplace(key, joined.size());
    const std::string value = replace_invalid_utf8(field.value);
    if (is_new) {
      joined.emplace_back(name, value);
    } else {
      joined[at->second].second += key == "set-cookie" ? "\n" : ", ";
      joined[at->second].second += value;
    }
  }
  json.key("headers");
  json.begin_object();
  for (const auto& [name, value] : joined) json.field(name, value);
  json.end_object();
}

void write_security_headers(JsonWriter& json, const Fields& fields) {
  std::vector<const Field*> found;
  for (const Field& field : fields) {
    const std::string name = ascii_lowercase(field.name);
    if (std::ranges::find(kSecurityFields, name) != kSecurityFields.end()) {
      found.push_back(&field);
    }
  }
  json.list_unless_empty("securityHeaders", found,
                         [](JsonWriter& to, const Field* field) {
                           to.begin_object();
                           to.bytes_field("name", field->name);
                           to.bytes_field("value", field->value);
                           to.end_object();
                         });
}

void write_phase(JsonWriter& json, const char* start, const char* end,
                 double begin, double duration) {
  if (duration > 0) {
    json.milliseconds(start, begin);
    json.milliseconds(end, begin + duration);
  } else {
    json.field(start, static_cast<int>(kUnknownPhase));
    json.field(end, static_cast<int>(kUnknownPhase));
  }
}

// Milliseconds since the request began.
void write_timing(JsonWriter& json, const Timing& timing) {
  const double connect = timing.connect_ms + timing.tls_ms;
  json.key("timing");
  json.begin_object();
  write_phase(json, "dnsStart", "dnsEnd", 0, timing.dns_ms);
  write_phase(json, "connectStart", "connectEnd", timing.dns_ms, connect);
  write_phase(json, "sslStart", "sslEnd", timing.dns_ms + timing.connect_ms,
              timing.tls_ms);
  json.milliseconds("receiveHeadersEnd",
                    timing.dns_ms + connect + timing.first_byte_ms);
  json.end_object();
}

// "TLSv1.3" as "TLS 1.3".
std::string tls_version(const TlsInfo& tls) {
  constexpr std::string_view kPrefix = "TLSv";
  if (!tls.version.starts_with(kPrefix)) return tls.version;
  return "TLS " + tls.version.substr(kPrefix.size());
}

void write_epoch(JsonWriter& json, std::string_view name,
                 std::string_view time) {
  if (const auto parsed = parse_certificate_time(time)) {
    json.field(name, epoch_seconds(*parsed));
  }
}

void write_security_details(JsonWriter& json, const TlsInfo& tls) {
  json.key("securityDetails");
  json.begin_object();
  if (!tls.version.empty()) json.bytes_field("protocol", tls_version(tls));
  // Only of TLS 1.3 does OpenSSL's name tell the cipher alone, as CDP does.
  constexpr std::string_view kPrefix = "TLS_";
  if (tls.version == "TLSv1.3" && tls.cipher.starts_with(kPrefix)) {
    json.bytes_field("cipher",
                     tls.cipher.substr(kPrefix.size(),
                                       tls.cipher.rfind('_') - kPrefix.size()));
  }
  if (tls.certificate) {
    const Certificate& certificate = *tls.certificate;
    json.bytes_field("subjectName", common_name(certificate.subject));
    json.list("sanList", certificate.alternative_names,
              [](JsonWriter& to, const std::string& name) {
                to.value(replace_invalid_utf8(name));
              });
    json.bytes_field("issuer", common_name(certificate.issuer));
    write_epoch(json, "validFrom", certificate.valid_from);
    write_epoch(json, "validTo", certificate.valid_to);
  }
  json.end_object();
}

// CDP's Response.
void write_cdp_response(JsonWriter& json, const Hop& hop,
                        std::string_view mime_type) {
  json.begin_object();
  json.field("url", replace_invalid_utf8(hop.url));
  json.field("status", hop.status);
  json.bytes_field("statusText", hop.reason);
  write_headers(json, hop.fields);
  if (!mime_type.empty()) json.bytes_field("mimeType", mime_type);
  if (!hop.remote_ip.empty()) {
    const bool is_v6 = hop.remote_ip.find(':') != std::string::npos;
    json.bytes_field("remoteIPAddress",
                     is_v6 ? '[' + hop.remote_ip + ']' : hop.remote_ip);
    json.field("remotePort", hop.remote_port);
  }
  json.field("encodedDataLength", hop.wire_bytes);
  write_timing(json, hop.timing);
  if (!hop.protocol.empty()) json.field("protocol", protocol_of(hop));
  json.field("securityState",
             hop.tls && hop.tls->verified ? "secure" : "insecure");
  if (hop.tls) write_security_details(json, *hop.tls);
  write_security_headers(json, hop.fields);
  json.end_object();
}

// CDP's requestWillBeSent of the hop `index`; the redirect that led to it is
// the response of the one before.
void write_request(JsonWriter& json, const ScanResult& result, size_t index) {
  const std::vector<Hop>& hops = result.response->hops;
  const Hop& hop = hops[index];
  json.begin_object();
  json.bytes_field("documentURL", hop.url);
  json.key("request");
  json.begin_object();
  json.bytes_field("url", hop.url);
  json.field("method", "GET");
  json.end_object();
  json.field("type", "Document");
  json.field("primaryRequest", true);
  if (index > 0) {
    json.key("redirectResponse");
    write_cdp_response(json, hops[index - 1], "");
  }
  json.end_object();
}

// What curl's errors are called in a browser, where they are the same.
std::string_view chrome_error(ErrorCode code) {
  switch (code) {
    case ErrorCode::kDnsFailure:
      return "net::ERR_NAME_NOT_RESOLVED";
    case ErrorCode::kConnectionRefused:
      return "net::ERR_CONNECTION_REFUSED";
    case ErrorCode::kConnectionFailed:
      return "net::ERR_CONNECTION_FAILED";
    case ErrorCode::kTimeout:
      return "net::ERR_TIMED_OUT";
    case ErrorCode::kTooManyRedirects:
      return "net::ERR_TOO_MANY_REDIRECTS";
    case ErrorCode::kContentCodingError:
      return "net::ERR_CONTENT_DECODING_FAILED";
    case ErrorCode::kProxyFailure:
      return "net::ERR_PROXY_CONNECTION_FAILED";
    default:
      return {};
  }
}

void write_response(JsonWriter& json, const ScanResult& result) {
  const Hop& hop = result.response->final_hop();
  json.key("response");
  json.begin_object();
  if (!result.errors.empty()) {
    const auto error = chrome_error(result.errors.front().error.code);
    if (!error.empty()) {
      json.key("failed");
      json.begin_object();
      json.field("errorText", error);
      json.end_object();
    }
  }
  if (hop.status != 0) {
    json.field("encodedDataLength", hop.wire_bytes);
    json.field("dataLength", hop.decoded_bytes);
    json.field("type", "Document");
    json.key("response");
    write_cdp_response(json, hop, result.page.mime_type);
  }
  if (!result.page.sha256.empty()) {
    json.field("hash", result.page.sha256);
    json.field("size", result.page.size);
  }
  json.end_object();
}

}  // namespace

void write_urlscan_requests(JsonWriter& json, const ScanResult& result) {
  if (!result.response || result.response->hops.empty()) return;
  const size_t hops = result.response->hops.size();
  json.key("requests");
  json.begin_array();
  json.begin_object();
  json.key("request");
  write_request(json, result, hops - 1);
  if (hops > 1) {
    json.key("requests");
    json.begin_array();
    for (size_t i = 0; i < hops; ++i) write_request(json, result, i);
    json.end_array();
  }
  write_response(json, result);
  json.end_object();
  json.end_array();
}

void write_urlscan_cookies(JsonWriter& json, const Response& response) {
  json.list_unless_empty(
      "cookies", response.cookies,
      [](JsonWriter& to, const ReceivedCookie& received) {
        const Cookie& cookie = received.cookie;
        const auto expires =
            cookie.expires ? parse_cookie_date(*cookie.expires) : std::nullopt;
        to.begin_object();
        to.bytes_field("name", cookie.name);
        to.bytes_field("value", cookie.value);
        to.bytes_field("domain", (cookie.host_only ? "" : ".") + cookie.domain);
        to.bytes_field("path", cookie.path);
        to.field("expires", expires.value_or(-1));
        to.field("size", cookie.name.size() + cookie.value.size());
        to.field("httpOnly", cookie.http_only);
        to.field("secure", cookie.secure);
        to.field("session", !expires && !cookie.max_age);
        if (cookie.same_site != SameSite::kDefault) {
          to.field("sameSite", same_site_name(cookie.same_site));
        }
        to.end_object();
      });
}

std::string common_name(std::string_view distinguished_name) {
  constexpr std::string_view kAttribute = "CN=";
  for (size_t begin = 0; begin < distinguished_name.size();) {
    size_t end = begin;
    std::string part;
    while (end < distinguished_name.size() && distinguished_name[end] != ',' &&
           distinguished_name[end] != '+') {
      if (distinguished_name[end] == '\\' &&
          end + 1 < distinguished_name.size()) {
        ++end;
      }
      part += distinguished_name[end++];
    }
    if (part.starts_with(kAttribute)) return part.substr(kAttribute.size());
    begin = end + 1;
  }
  return std::string(distinguished_name);
}

void write_unique(JsonWriter& json, std::string_view name,
                  const std::vector<std::string>& items) {
  std::set<std::string_view> seen;
  std::vector<std::string_view> unique;
  for (const std::string& item : items) {
    if (!item.empty() && seen.insert(item).second) unique.push_back(item);
  }
  json.list_unless_empty(name, unique,
                         [](JsonWriter& to, std::string_view item) {
                           to.value(replace_invalid_utf8(item));
                         });
}

}  // namespace pagescan
