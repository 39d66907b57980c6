// What the server said, in the JSON report.
#include "report/json_values.h"

namespace pagescan {
namespace {

Json from_fields(const Fields& fields) {
  Json list = Json::array();
  for (const Field& field : fields) {
    list.push_back(
        {{"name", from_bytes(field.name)}, {"value", from_bytes(field.value)}});
  }
  return list;
}

Json from_hop(const Hop& hop) {
  Json json = {{"url", hop.url},
               {"status", hop.status == 0 ? Json() : Json(hop.status)},
               {"reason", from_bytes(hop.reason)},
               {"protocol", hop.protocol},
               {"ip", hop.remote_ip},
               {"port", hop.remote_port},
               {"fields", from_fields(hop.fields)}};
  if (!hop.trailers.empty()) json["trailers"] = from_fields(hop.trailers);
  if (!hop.fields.malformed().empty()) {
    json["malformed_fields"] = Json::array();
    for (const std::string& line : hop.fields.malformed()) {
      json["malformed_fields"].push_back(from_bytes(line));
    }
  }
  if (hop.interim_responses > 0) {
    json["interim_responses"] = hop.interim_responses;
  }
  if (hop.location) {
    json["location"] = from_bytes(*hop.location);
    json["location_url"] =
        hop.location_resolved ? Json(*hop.location_resolved) : Json();
  }
  json["content_codings"] = hop.content_codings;
  json["wire_bytes"] = hop.wire_bytes;
  json["decoded_bytes"] = hop.decoded_bytes;
  return json;
}

Json from_tls(const TlsInfo& tls) {
  Json json = {{"version", tls.version},
               {"cipher", tls.cipher},
               {"verified", tls.verified}};
  put_text(json, "verify_error", tls.verify_error);
  if (tls.certificate) {
    const Certificate& certificate = *tls.certificate;
    Json names = Json::array();
    for (const std::string& name : certificate.alternative_names) {
      names.push_back(from_bytes(name));
    }
    json["certificate"] = {{"subject", from_bytes(certificate.subject)},
                           {"issuer", from_bytes(certificate.issuer)},
                           {"valid_from", certificate.valid_from},
                           {"valid_to", certificate.valid_to},
                           {"subject_alternative_names", std::move(names)},
                           {"serial", certificate.serial},
                           {"sha256", certificate.sha256}};
  }
  return json;
}

Json from_timing(const Timing& timing) {
  return {{"dns_ms", timing.dns_ms},
          {"connect_ms", timing.connect_ms},
          {"tls_ms", timing.tls_ms},
          {"first_byte_ms", timing.first_byte_ms},
          {"total_ms", timing.total_ms}};
}

Json from_cookie(const ReceivedCookie& received) {
  const Cookie& cookie = received.cookie;
  Json json = {{"name", from_bytes(cookie.name)},
               {"value", from_bytes(cookie.value)},
               {"domain", from_bytes(cookie.domain)},
               {"path", from_bytes(cookie.path)},
               {"host_only", cookie.host_only},
               {"secure", cookie.secure},
               {"http_only", cookie.http_only},
               {"partitioned", cookie.partitioned},
               {"same_site", same_site_name(cookie.same_site)},
               {"hop", received.hop}};
  if (cookie.expires) json["expires"] = from_bytes(*cookie.expires);
  put_if(json, "max_age", cookie.max_age);
  put_flag(json, "prefix_violated", cookie.prefix == CookiePrefix::kViolated);
  return json;
}

}  // namespace

void put_response(Json& report, const std::optional<Response>& response) {
  report["redirects"] = Json::array();
  report["response"] = nullptr;
  report["tls"] = nullptr;
  report["timing"] = nullptr;
  report["cookies"] = Json::array();
  if (!response || response->hops.empty()) return;
  for (size_t i = 0; i + 1 < response->hops.size(); ++i) {
    Json hop = from_hop(response->hops[i]);
    if (response->hops[i].tls) hop["tls"] = from_tls(*response->hops[i].tls);
    report["redirects"].push_back(std::move(hop));
  }
  const Hop& last = response->final_hop();
  report["response"] = from_hop(last);
  if (last.tls) report["tls"] = from_tls(*last.tls);
  Json timing = from_timing(response->timing);
  timing["hops"] = Json::array();
  for (const Hop& hop : response->hops) {
    timing["hops"].push_back(from_timing(hop.timing));
  }
  report["timing"] = std::move(timing);
  for (const ReceivedCookie& cookie : response->cookies) {
    report["cookies"].push_back(from_cookie(cookie));
  }
}

}  // namespace pagescan
