#include "report/sarif_finding.h"

#include <fmt/format.h>

#include "report/finding_place.h"
#include "report/sarif_log.h"
#include "scanner/base/sha256.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr size_t kFingerprintDigits = 32;

// "HTTP/1.1" and "h2" as a protocol and its version (section 3.46.3).
void write_protocol(JsonWriter& json, std::string_view protocol) {
  if (protocol.starts_with("HTTP/")) {
    json.field("protocol", "HTTP");
    json.bytes_field("version",
                     protocol.substr(std::string_view("HTTP/").size()));
  } else if (protocol.starts_with('h')) {
    json.field("protocol", "HTTP");
    json.bytes_field("version", protocol.substr(1));
  }
}

void write_web(JsonWriter& json, const Hop& hop,
               const FindingEvidence& evidence) {
  json.key("webRequest");
  json.begin_object();
  write_protocol(json, hop.protocol);
  json.field("method", "GET");
  json.bytes_field("target", hop.url);
  json.end_object();
  json.key("webResponse");
  json.begin_object();
  if (hop.status == 0) {
    json.field("noResponseReceived", true);
  } else {
    write_protocol(json, hop.protocol);
    json.field("statusCode", hop.status);
    if (!hop.reason.empty()) json.bytes_field("reasonPhrase", hop.reason);
  }
  // Of its fields the one the finding is about: all of them would be repeated
  // with every finding of a page.
  if (evidence.place == EvidencePlace::kField && !evidence.name.empty()) {
    json.key("headers");
    json.begin_object();
    json.bytes_field(replace_invalid_utf8(evidence.name), evidence.text);
    json.end_object();
  }
  json.end_object();
}

void write_state(JsonWriter& json, const Finding& finding,
                 std::string_view state) {
  json.field_unless_empty("baselineState", state);
  if (!finding.suppressed) return;
  json.key("suppressions");
  json.begin_array();
  json.begin_object();
  json.field("kind", "external");
  json.field("status", "accepted");
  json.bytes_field("justification", *finding.suppressed);
  json.end_object();
  json.end_array();
}

void write_properties(JsonWriter& json, const ScanResult& result,
                      const Finding& finding) {
  const FindingEvidence& evidence = finding.evidence;
  json.key("properties");
  json.begin_object();
  json.field("confidence", rule_confidence_name(finding.confidence));
  json.bytes_field("place", place_text(evidence));
  if (!evidence.text.empty()) json.bytes_field("evidence", evidence.text);
  if (!result.page.url.empty()) json.bytes_field("pageUrl", result.page.url);
  json.end_object();
}

}  // namespace

void write_sarif_fingerprints(JsonWriter& json, std::string_view name,
                              std::string_view fingerprint,
                              std::string_view url, size_t nth) {
  // The same finding on another page is another alert.
  const std::string of_page =
      sha256_hex(fmt::format("{}\n{}", fingerprint, url))
          .substr(0, kFingerprintDigits);
  json.key("partialFingerprints");
  json.begin_object();
  json.field("pagescan/page/v1", of_page);
  json.bytes_field(name, fingerprint);
  // The one GitHub looks at; it would else be that of the line of the list,
  // which a page's findings share.
  json.field("primaryLocationLineHash", fmt::format("{}:{}", of_page, nth));
  json.end_object();
}

void write_sarif_finding(JsonWriter& json, const ScanResult& result,
                         const Finding& finding,
                         std::optional<size_t> rule_index,
                         std::string_view state) {
  const std::string& url = report_url(result);
  json.begin_object();
  json.bytes_field("ruleId", finding.rule);
  json.field_if("ruleIndex", rule_index);
  json.field("level", level_name(finding.level));
  write_sarif_message(json, "message", finding.message);
  write_sarif_locations(json, place_of_finding(result.task, finding.evidence),
                        url);
  write_sarif_fingerprints(json, "pagescan/finding/v1", finding.fingerprint,
                           url);
  write_state(json, finding, state);
  if (const Hop* hop = hop_of_evidence(result.response, finding.evidence)) {
    write_web(json, *hop, finding.evidence);
  }
  write_properties(json, result, finding);
  json.end_object();
}

}  // namespace pagescan
