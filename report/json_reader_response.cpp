// What the server said, read: json_response.cpp's mirror.
#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/json_reader_parts.h"

namespace pagescan {
namespace {

// A status code has three digits.
constexpr int kMaxStatus = 999;

void read_field(const JsonObject& json, Field& field) {
  json.field("name", field.name);
  json.field("value", field.value);
}

void read_certificate(const JsonObject& json, Certificate& certificate) {
  json.field("subject", certificate.subject);
  json.field("issuer", certificate.issuer);
  json.text_or_null("valid_from", certificate.valid_from);
  json.text_or_null("valid_to", certificate.valid_to);
  json.list("subject_alternative_names", certificate.alternative_names);
  json.field("subject_alternative_name_count",
             certificate.alternative_name_count);
  json.field("serial", certificate.serial);
  json.field("sha256", certificate.sha256);
}

void read_tls(const JsonObject& json, TlsInfo& tls) {
  json.text_or_null("version", tls.version);
  json.text_or_null("cipher", tls.cipher);
  json.field("verified", tls.verified);
  json.field_unless_empty("verify_error", tls.verify_error);
  json.object_if("certificate", tls.certificate, read_certificate);
}

Fields read_fields(const JsonObject& json) {
  std::vector<Field> fields;
  std::vector<std::string> malformed;
  size_t dropped = 0;
  json.list("fields", fields, read_field);
  json.list_unless_empty("malformed_fields", malformed);
  json.field_unless_zero("dropped_fields", dropped);
  return {std::move(fields), std::move(malformed), dropped};
}

Fields read_trailers(const JsonObject& json) {
  std::vector<Field> fields;
  std::vector<std::string> malformed;
  size_t dropped = 0;
  json.list_unless_empty("trailers", fields, read_field);
  json.list_unless_empty("malformed_trailers", malformed);
  json.field_unless_zero("dropped_trailers", dropped);
  return {std::move(fields), std::move(malformed), dropped};
}

void read_hop(const JsonObject& json, Hop& hop) {
  json.field("url", hop.url);
  json.number_or_null("status", hop.status, kMaxStatus);
  json.text_or_null("reason", hop.reason);
  json.text_or_null("protocol", hop.protocol);
  json.text_or_null("ip", hop.remote_ip);
  json.number_or_null("port", hop.remote_port);
  hop.fields = read_fields(json);
  hop.trailers = read_trailers(json);
  json.field_unless_zero("interim_responses", hop.interim_responses);
  if (json.has("location")) {
    json.field("location", hop.location.emplace());
    json.field("location_url", hop.location_resolved);
  }
  json.list("content_codings", hop.content_codings);
  json.field("wire_bytes", hop.wire_bytes);
  json.field("decoded_bytes", hop.decoded_bytes);
}

void read_redirect(const JsonObject& json, Hop& hop) {
  read_hop(json, hop);
  json.object_if("tls", hop.tls, read_tls);
}

void read_phases(const JsonObject& json, Timing& timing) {
  json.milliseconds("dns_ms", timing.dns_ms);
  json.milliseconds("connect_ms", timing.connect_ms);
  json.milliseconds("tls_ms", timing.tls_ms);
  json.milliseconds("first_byte_ms", timing.first_byte_ms);
  json.milliseconds("total_ms", timing.total_ms);
}

struct ResponseTiming {
  Timing sums;
  std::vector<Timing> hops;
};

void read_timing(const JsonObject& json, ResponseTiming& timing) {
  read_phases(json, timing.sums);
  json.list("hops", timing.hops, read_phases);
}

void read_cookie(const JsonObject& json, ReceivedCookie& received) {
  Cookie& cookie = received.cookie;
  json.field("name", cookie.name);
  json.field("value", cookie.value);
  json.field("domain", cookie.domain);
  json.field("path", cookie.path);
  json.field("host_only", cookie.host_only);
  json.field("secure", cookie.secure);
  json.field("http_only", cookie.http_only);
  json.field("partitioned", cookie.partitioned);
  json.field("same_site", cookie.same_site, kSameSites);
  json.field("hop", received.hop);
  json.field_if("expires", cookie.expires);
  if (cookie.expires)
    cookie.expires_seconds = parse_cookie_date(*cookie.expires);
  json.field_if("max_age", cookie.max_age);
  bool violated = false;
  json.flag("prefix_violated", violated);
  if (violated) cookie.prefix = CookiePrefix::kViolated;
}

void check_no_response(const JsonObject& json, const Response& response) {
  if (!response.hops.empty()) json.fail_at("response", "null after redirects");
  if (!response.cookies.empty()) {
    json.fail_at("cookies", "not empty though there was no response");
  }
}

// Puts in each hop its durations.
void spread_timing(const JsonObject& json,
                   const std::optional<ResponseTiming>& timing,
                   Response& response) {
  if (!timing) {
    json.fail_at("timing", "null beside a response");
    return;
  }
  if (timing->hops.size() != response.hops.size()) {
    json.fail_at("timing",
                 fmt::format("{} hops, but {} among redirects and "
                             "response",
                             timing->hops.size(), response.hops.size()));
    return;
  }
  response.timing = timing->sums;
  for (size_t i = 0; i < response.hops.size(); ++i) {
    response.hops[i].timing = timing->hops[i];
  }
}

void check_cookies(const JsonObject& json, const Response& response) {
  for (size_t i = 0; i < response.cookies.size(); ++i) {
    if (response.cookies[i].hop >= response.hops.size()) {
      json.fail_at("cookies", i, "hop",
                   fmt::format("there are only {} hops", response.hops.size()));
      return;
    }
  }
}

}  // namespace

void read_response(const JsonObject& json, std::optional<Response>& result) {
  Response response;
  std::optional<Hop> last;
  std::optional<TlsInfo> tls;
  std::optional<ResponseTiming> timing;
  json.list("redirects", response.hops, read_redirect);
  json.object_or_null("response", last, read_hop);
  json.object_or_null("tls", tls, read_tls);
  json.object_or_null("timing", timing, read_timing);
  json.list("cookies", response.cookies, read_cookie);
  if (!last) {
    check_no_response(json, response);
    return;
  }
  last->tls = std::move(tls);
  response.hops.push_back(*std::move(last));
  spread_timing(json, timing, response);
  check_cookies(json, response);
  response.submitted_url = response.hops.front().url;
  response.final_url = response.hops.back().url;
  result = std::move(response);
}

}  // namespace pagescan
