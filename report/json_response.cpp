// What the server said, in the JSON report.
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "report/json_parts.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

void write_field(JsonWriter& json, const Field& field) {
  json.begin_object();
  json.bytes_field("name", field.name);
  json.bytes_field("value", field.value);
  json.end_object();
}

void write_bytes(JsonWriter& json, const std::string& bytes) {
  json.value(replace_invalid_utf8(bytes));
}

void write_certificate(JsonWriter& json, const Certificate& certificate) {
  json.key("certificate");
  json.begin_object();
  json.bytes_field("subject", certificate.subject);
  json.bytes_field("issuer", certificate.issuer);
  json.text_or_null("valid_from", certificate.valid_from);
  json.text_or_null("valid_to", certificate.valid_to);
  json.list("subject_alternative_names", certificate.alternative_names,
            write_bytes);
  json.field("subject_alternative_name_count",
             certificate.alternative_name_count);
  json.field("serial", certificate.serial);
  json.field("sha256", certificate.sha256);
  json.end_object();
}

void write_tls(JsonWriter& json, const TlsInfo& tls) {
  json.key("tls");
  json.begin_object();
  json.text_or_null("version", tls.version);
  json.text_or_null("cipher", tls.cipher);
  json.field("verified", tls.verified);
  json.field_unless_empty("verify_error", tls.verify_error);
  if (tls.certificate) write_certificate(json, *tls.certificate);
  json.end_object();
}

// The fields of a hop's object.
void write_hop(JsonWriter& json, const Hop& hop) {
  json.field("url", hop.url);
  json.number_or_null("status", hop.status);
  json.text_or_null("reason", hop.reason);
  json.text_or_null("protocol", hop.protocol);
  json.text_or_null("ip", hop.remote_ip);
  json.number_or_null("port", hop.remote_port);
  json.list("fields", hop.fields, write_field);
  json.list_unless_empty("malformed_fields", hop.fields.malformed(),
                         write_bytes);
  json.field_unless_zero("dropped_fields", hop.fields.dropped());
  json.list_unless_empty("trailers", hop.trailers, write_field);
  json.list_unless_empty("malformed_trailers", hop.trailers.malformed(),
                         write_bytes);
  json.field_unless_zero("dropped_trailers", hop.trailers.dropped());
  json.field_unless_zero("interim_responses", hop.interim_responses);
  if (hop.location) {
    json.bytes_field("location", *hop.location);
    json.field("location_url", hop.location_resolved);
  }
  json.list("content_codings", hop.content_codings, write_bytes);
  json.field("wire_bytes", hop.wire_bytes);
  json.field("decoded_bytes", hop.decoded_bytes);
}

void write_redirect(JsonWriter& json, const Hop& hop) {
  json.begin_object();
  write_hop(json, hop);
  if (hop.tls) write_tls(json, *hop.tls);
  json.end_object();
}

// The fields of a timing object, in milliseconds.
void write_timing(JsonWriter& json, const Timing& timing) {
  json.milliseconds("dns_ms", timing.dns_ms);
  json.milliseconds("connect_ms", timing.connect_ms);
  json.milliseconds("tls_ms", timing.tls_ms);
  json.milliseconds("first_byte_ms", timing.first_byte_ms);
  json.milliseconds("total_ms", timing.total_ms);
}

void write_cookie(JsonWriter& json, const ReceivedCookie& received) {
  const Cookie& cookie = received.cookie;
  json.begin_object();
  json.bytes_field("name", cookie.name);
  json.bytes_field("value", cookie.value);
  json.bytes_field("domain", cookie.domain);
  json.bytes_field("path", cookie.path);
  json.field("host_only", cookie.host_only);
  json.field("secure", cookie.secure);
  json.field("http_only", cookie.http_only);
  json.field("partitioned", cookie.partitioned);
  json.field("same_site", same_site_name(cookie.same_site));
  json.field("hop", received.hop);
  if (cookie.expires) json.bytes_field("expires", *cookie.expires);
  json.field_if("max_age", cookie.max_age);
  json.flag("prefix_violated", cookie.prefix == CookiePrefix::kViolated);
  json.end_object();
}

void write_no_response(JsonWriter& json) {
  json.list("redirects", std::vector<Hop>(), write_redirect);
  json.field("response", nullptr);
  json.field("tls", nullptr);
  json.field("timing", nullptr);
  json.list("cookies", std::vector<ReceivedCookie>(), write_cookie);
}

}  // namespace

void write_response(JsonWriter& json, const std::optional<Response>& response) {
  if (!response || response->hops.empty()) {
    write_no_response(json);
    return;
  }
  const Hop& last = response->final_hop();
  json.list("redirects",
            std::span(response->hops).first(response->hops.size() - 1),
            write_redirect);
  json.key("response");
  json.begin_object();
  write_hop(json, last);
  json.end_object();
  if (last.tls) {
    write_tls(json, *last.tls);
  } else {
    json.field("tls", nullptr);
  }
  json.key("timing");
  json.begin_object();
  write_timing(json, response->timing);
  json.list("hops", response->hops, [](JsonWriter& out, const Hop& hop) {
    out.begin_object();
    write_timing(out, hop.timing);
    out.end_object();
  });
  json.end_object();
  json.list("cookies", response->cookies, write_cookie);
}

}  // namespace pagescan
