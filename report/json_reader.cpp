#include "report/json_reader.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "report/json.h"
#include "report/json_object.h"
#include "report/json_parse.h"
#include "report/json_parts.h"
#include "report/json_reader_parts.h"
#include "report/report_time.h"

namespace pagescan {
namespace {

void read_task(const JsonObject& json, Task& task) {
  std::string time;
  json.field("url", task.url);
  json.field("time", time);
  if (const auto parsed = parse_report_time(time)) {
    task.time = *parsed;
  } else {
    json.fail_at("time", "a time such as 2026-09-18T12:34:56.789Z expected");
  }
  json.field_unless_empty("address", task.address);
  json.field_unless_empty("submission", task.submission);
  json.field_unless_empty("id", task.id);
  json.field_unless_empty("list", task.list);
  json.field_unless_zero("line", task.line);
  json.field_unless_zero("attempts", task.attempts);
}

// What is said elsewhere again is read for its type alone.
void read_page(const JsonObject& json, PageSummary& page) {
  constexpr int kMaxStatus = 999;
  std::string said_elsewhere;
  json.text_or_null("url", page.url);
  json.text_or_null("domain", page.domain);
  json.field_unless_empty("unicode_domain", page.unicode_domain);
  json.text_or_null("apex_domain", page.apex_domain);
  json.text_or_null("ip", page.ip);
  json.number_or_null("port", page.port);
  json.number_or_null("status", page.status, kMaxStatus);
  json.text_or_null("mime_type", page.mime_type);
  json.text_or_null("title", said_elsewhere);
  json.text_or_null("language", said_elsewhere);
  json.text_or_null("charset", said_elsewhere);
  json.field("size", page.size);
  json.text_or_null("sha256", page.sha256);
}

struct Decoding {
  EncodingChoice choice;
  size_t replaced = 0;
};

void read_decoding(const JsonObject& json, Decoding& decoding) {
  EncodingChoice& choice = decoding.choice;
  json.field("charset", choice.encoding, kEncodings);
  json.field("source", choice.source, kEncodingSources);
  json.field("replaced", decoding.replaced);
  json.field_if("override", choice.override_encoding, kEncodings);
  json.field_if("bom", choice.bom, kEncodings);
  json.field_if("content_type", choice.transport, kEncodings);
  json.field_if("meta", choice.meta, kEncodings);
  json.field_unless_empty("unknown_content_type_label",
                          choice.unknown_transport_label);
  json.field_unless_empty("unknown_meta_label", choice.unknown_meta_label);
}

void read_note(const JsonObject& json, TruncationNote& note) {
  json.field("what", note.what);
  json.field("limit", note.limit);
  json.field("detail", note.detail);
}

void read_error(const JsonObject& json, ScanError& error) {
  json.field("stage", error.stage, kStages);
  json.field("code", error.error.code, kErrorCodes);
  json.field("message", error.error.message);
}

void read_expectation(const JsonObject& json, ExpectationResult& result) {
  json.field("what", result.expectation.kind, kExpectationKinds);
  json.field("expected", result.expectation.expected);
  json.field("actual", result.actual);
  json.field("met", result.met);
}

void read_evidence(const JsonObject& json, FindingEvidence& evidence) {
  json.field("place", evidence.place, kEvidencePlaces);
  json.field_unless_zero("hop", evidence.hop);
  json.field_unless_empty("name", evidence.name);
  json.field_unless_empty("text", evidence.text);
  if (json.has("position")) json.position(evidence.position);
}

void read_finding(const JsonObject& json, Finding& finding) {
  json.field("rule", finding.rule);
  json.field("name", finding.name);
  json.field("level", finding.level, kLevels);
  json.field("confidence", finding.confidence, kRuleConfidences);
  json.field("message", finding.message);
  json.object("evidence", finding.evidence, read_evidence);
  json.field("fingerprint", finding.fingerprint);
  json.field_if("suppressed", finding.suppressed);
  if (json.has("baseline")) {
    json.field("baseline", finding.baseline, kBaselineStates);
  }
}

void read_observatory_test(const JsonObject& json, ObservatoryTest& test) {
  json.field("name", test.name);
  json.field("pass", test.pass);
  json.field("result", test.result);
  // No test takes more, or gives more than a few points.
  constexpr int64_t kMostPoints = 100;
  int64_t modifier = 0;
  json.field("modifier", modifier);
  if (modifier < -kMostPoints || modifier > kMostPoints) {
    json.fail_at("modifier", "a number of points from -100 to 100 expected");
    return;
  }
  test.modifier = static_cast<int>(modifier);
}

void read_observatory(const JsonObject& json, ObservatoryGrade& grade) {
  json.field("score", grade.score);
  json.field("grade", grade.grade);
  json.list("tests", grade.tests, read_observatory_test);
  json.list("not_tested", grade.not_tested);
}

void check_version(const JsonObject& json, JsonFailure& failure) {
  int64_t version = 0;
  json.field("schema_version", version);
  if (failure.failed() || version == kReportSchemaVersion) return;
  const JsonPlace document;
  failure.record({&document, "schema_version", 0},
                 fmt::format("{} is not {}, the version this pagescan reads",
                             version, kReportSchemaVersion),
                 "read it with the pagescan that wrote it, or scan the page "
                 "again");
}

std::string facts_json(const Facts& facts) {
  JsonWriter json;
  json.begin_object();
  write_facts(json, facts);
  json.end_object();
  return std::string(json.json());
}

void read_result(const JsonObject& json, ScanResult& result) {
  std::optional<Decoding> decoding;
  json.object("task", result.task, read_task);
  json.object("page", result.page, read_page);
  read_response(json, result.response);
  json.object_if("decoding", decoding, read_decoding);
  read_facts(json, result.facts.emplace());
  json.object_if("observatory", result.observatory, read_observatory);
  json.list("findings", result.findings, read_finding);
  json.list_unless_empty("expectations", result.expectations, read_expectation);
  json.list("truncated", result.truncated, read_note);
  json.list("errors", result.errors, read_error);
  if (decoding) {
    result.encoding = decoding->choice;
    result.replaced = decoding->replaced;
  } else if (facts_json(*result.facts) == facts_json(Facts())) {
    // A page that was not parsed has neither, and is written with empty lists.
    result.facts.reset();
  }
}

}  // namespace

Result<ScanResult> read_json_report(std::string_view json,
                                    const ReadLimits& limits) {
  const Result<rapidjson::Document> document = parse_json(json, limits);
  if (!document) return tl::unexpected<Error>(document.error());
  JsonFailure failure;
  const JsonObject object(*document, JsonPlace(), failure);
  ScanResult result;
  check_version(object, failure);
  if (!failure.failed()) read_result(object, result);
  if (failure.failed()) return tl::unexpected<Error>(failure.error());
  return result;
}

}  // namespace pagescan
