#include "report/json.h"

#include "report/escape.h"
#include "report/json_parts.h"
#include "report/json_writer.h"
#include "scanner/base/time.h"
#include "scanner/run/expect.h"

namespace pagescan {
namespace {

void write_task(JsonWriter& json, const Task& task) {
  json.key("task");
  json.begin_object();
  json.bytes_field("url", task.url);
  json.field("time", format_rfc3339(task.time));
  // A command line may hold any bytes.
  if (!task.address.empty()) json.bytes_field("address", task.address);
  if (!task.submission.empty()) {
    json.bytes_field("submission", task.submission);
  }
  if (!task.id.empty()) json.bytes_field("id", task.id);
  if (!task.list.empty()) json.bytes_field("list", task.list);
  json.field_unless_zero("line", task.line);
  json.field_unless_zero("attempts", task.attempts);
  json.end_object();
}

void write_page(JsonWriter& json, const ScanResult& result) {
  const PageSummary& page = result.page;
  const Metadata* metadata = result.facts ? &result.facts->metadata : nullptr;
  json.key("page");
  json.begin_object();
  json.text_or_null("url", page.url);
  json.text_or_null("domain", page.domain);
  json.field_unless_empty("unicode_domain", page.unicode_domain);
  json.text_or_null("apex_domain", page.apex_domain);
  json.text_or_null("ip", page.ip);
  json.number_or_null("port", page.port);
  json.number_or_null("status", page.status);
  json.text_or_null("mime_type", page.mime_type);
  json.text_or_null("title", metadata ? metadata->title : "");
  json.text_or_null("language", metadata ? metadata->language : "");
  json.text_or_null("charset", result.encoding
                                   ? encoding_name(result.encoding->encoding)
                                   : std::string_view());
  json.field("size", page.size);
  json.text_or_null("sha256", page.sha256);
  json.end_object();
}

// Who said what about the encoding, so that a disagreement shows.
void write_decoding(JsonWriter& json, const EncodingChoice& choice,
                    size_t replaced) {
  const auto put = [&json](const char* name, std::optional<Encoding> said) {
    if (said) json.field(name, encoding_name(*said));
  };
  json.key("decoding");
  json.begin_object();
  json.field("charset", encoding_name(choice.encoding));
  json.field("source", encoding_source_name(choice.source));
  json.field("replaced", replaced);
  put("override", choice.override_encoding);
  put("bom", choice.bom);
  put("content_type", choice.transport);
  put("meta", choice.meta);
  json.field_unless_empty("unknown_content_type_label",
                          choice.unknown_transport_label);
  json.field_unless_empty("unknown_meta_label", choice.unknown_meta_label);
  json.end_object();
}

void write_note(JsonWriter& json, const TruncationNote& note) {
  json.begin_object();
  json.field("what", note.what);
  json.field("limit", note.limit);
  json.bytes_field("detail", note.detail);
  json.end_object();
}

void write_error(JsonWriter& json, const ScanError& error) {
  json.begin_object();
  json.field("stage", stage_name(error.stage));
  json.field("code", error_name(error.error.code));
  json.bytes_field("message", error.error.message);
  json.end_object();
}

void write_evidence(JsonWriter& json, const FindingEvidence& evidence) {
  json.key("evidence");
  json.begin_object();
  json.field("place", evidence_place_name(evidence.place));
  json.field_unless_zero("hop", evidence.hop);
  if (!evidence.name.empty()) json.bytes_field("name", evidence.name);
  if (!evidence.text.empty()) json.bytes_field("text", evidence.text);
  if (evidence.position.line > 0) json.position(evidence.position);
  json.end_object();
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.field("rule", finding.rule);
  json.field("name", finding.name);
  json.field("level", level_name(finding.level));
  json.field("confidence", rule_confidence_name(finding.confidence));
  json.bytes_field("message", finding.message);
  write_evidence(json, finding.evidence);
  json.field("fingerprint", finding.fingerprint);
  if (finding.suppressed) json.bytes_field("suppressed", *finding.suppressed);
  if (finding.baseline != BaselineState::kNone) {
    json.field("baseline", baseline_state_name(finding.baseline));
  }
  json.end_object();
}

void write_observatory_test(JsonWriter& json, const ObservatoryTest& test) {
  json.begin_object();
  json.field("name", test.name);
  json.field("pass", test.pass);
  json.field("result", test.result);
  json.field("modifier", test.modifier);
  json.end_object();
}

void write_observatory(JsonWriter& json, const ObservatoryGrade& grade) {
  json.key("observatory");
  json.begin_object();
  json.field("score", grade.score);
  json.field("grade", grade.grade);
  json.list("tests", grade.tests, write_observatory_test);
  json.list(
      "not_tested", grade.not_tested,
      [](JsonWriter& list, const std::string& name) { list.value(name); });
  json.end_object();
}

void write_expectation(JsonWriter& json, const ExpectationResult& result) {
  json.begin_object();
  json.field("what", expectation_name(result.expectation.kind));
  json.bytes_field("expected", result.expectation.expected);
  json.bytes_field("actual", result.actual);
  json.field("met", result.met);
  json.end_object();
}

void write_result(const ScanResult& result, std::string& out) {
  static const Facts kNoFacts;
  JsonWriter json;
  json.begin_object();
  json.field("schema_version", kReportSchemaVersion);
  write_task(json, result.task);
  write_page(json, result);
  write_response(json, result.response);
  if (result.encoding) {
    write_decoding(json, *result.encoding, result.replaced);
  }
  write_facts(json, result.facts ? *result.facts : kNoFacts);
  if (result.observatory) write_observatory(json, *result.observatory);
  json.list("findings", result.findings, write_finding);
  json.list_unless_empty("expectations", result.expectations,
                         write_expectation);
  json.list("truncated", result.truncated, write_note);
  json.list("errors", result.errors, write_error);
  json.end_object();
  append_json_for_terminal(json.json(), out);
  out += '\n';
}

class JsonReport : public ReportStream {
 public:
  void add(const ScanResult& result, std::string& out) override {
    write_result(result, out);
  }
};

}  // namespace

std::string json_report(const ScanResult& result) {
  std::string json;
  write_result(result, json);
  return json;
}

std::unique_ptr<ReportStream> open_json_report(
    const ReportOptions& /*options*/) {
  return std::make_unique<JsonReport>();
}

}  // namespace pagescan
