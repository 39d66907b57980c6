#include "report/json.h"

#include <utility>

#include "report/escape.h"
#include "report/json_values.h"
#include "scanner/base/time.h"

namespace pagescan {
namespace {

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : from_bytes(text);
}

Json from_task(const Task& task) {
  Json json = {{"url", from_bytes(task.url)},
               {"time", format_rfc3339(task.time)}};
  put_text(json, "address", task.address);
  put_text(json, "submission", task.submission);
  return json;
}

Json from_page(const ScanResult& result) {
  const PageSummary& page = result.page;
  Json json = {{"url", text_or_null(page.url)},
               {"domain", text_or_null(page.domain)},
               {"apex_domain", text_or_null(page.apex_domain)},
               {"ip", text_or_null(page.ip)},
               {"port", page.port == 0 ? Json() : Json(page.port)},
               {"status", page.status == 0 ? Json() : Json(page.status)},
               {"mime_type", text_or_null(page.mime_type)},
               {"title", nullptr},
               {"language", nullptr},
               {"charset", nullptr},
               {"size", page.size},
               {"sha256", text_or_null(page.sha256)}};
  put_text(json, "unicode_domain", page.unicode_domain);
  if (result.encoding) {
    json["charset"] = encoding_name(result.encoding->encoding);
  }
  if (result.facts) {
    json["title"] = text_or_null(result.facts->metadata.title);
    json["language"] = text_or_null(result.facts->metadata.language);
  }
  return json;
}

void put_encoding_name(Json& json, const char* key,
                       const std::optional<Encoding>& encoding) {
  if (encoding) json[key] = encoding_name(*encoding);
}

// Who said what about the encoding, so that a disagreement shows.
Json from_decoding(const EncodingChoice& choice, size_t replaced) {
  Json json = {{"charset", encoding_name(choice.encoding)},
               {"source", encoding_source_name(choice.source)},
               {"replaced", replaced}};
  put_encoding_name(json, "override", choice.override_encoding);
  put_encoding_name(json, "bom", choice.bom);
  put_encoding_name(json, "content_type", choice.transport);
  put_encoding_name(json, "meta", choice.meta);
  put_text(json, "unknown_content_type_label", choice.unknown_transport_label);
  put_text(json, "unknown_meta_label", choice.unknown_meta_label);
  return json;
}

Json from_templates(const Catalogue& templates) {
  Json json = {{"forms", from_forms(templates.forms)},
               {"controls", from_controls(templates.forms.orphans)},
               {"links", from_links(templates.links)},
               {"scripts", from_scripts(templates.scripts.scripts)}};
  put_script_facts(json, templates.scripts);
  json["resources"] = from_resources(templates.resources);
  return json;
}

void put_facts(Json& report, const Facts& facts) {
  report["forms"] = from_forms(facts.page.forms);
  report["controls"] = from_controls(facts.page.forms.orphans);
  report["links"] = from_links(facts.page.links);
  report["scripts"] = from_scripts(facts.page.scripts.scripts);
  put_script_facts(report, facts.page.scripts);
  report["resources"] = from_resources(facts.page.resources);
  report["metadata"] = from_metadata(facts.metadata);
  report["templates"] = from_templates(facts.templates);
  report["text"] = facts.text.text;
  report["stats"] = from_stats(facts);
}

Json from_truncated(const std::vector<TruncationNote>& notes) {
  Json list = Json::array();
  for (const TruncationNote& note : notes) {
    list.push_back({{"what", note.what},
                    {"limit", note.limit},
                    {"detail", from_bytes(note.detail)}});
  }
  return list;
}

Json from_errors(const std::vector<ScanError>& errors) {
  Json list = Json::array();
  for (const ScanError& error : errors) {
    list.push_back({{"stage", stage_name(error.stage)},
                    {"code", error_name(error.error.code)},
                    {"message", from_bytes(error.error.message)}});
  }
  return list;
}

}  // namespace

void write_json_report(const ScanResult& result,
                       const ReportOptions& /*options*/, std::string& out) {
  static const Facts kNoFacts;
  Json report = {{"schema_version", kReportSchemaVersion},
                 {"task", from_task(result.task)},
                 {"page", from_page(result)}};
  put_response(report, result.response);
  if (result.encoding) {
    report["decoding"] = from_decoding(*result.encoding, result.replaced);
  }
  put_facts(report, result.facts ? *result.facts : kNoFacts);
  report["truncated"] = from_truncated(result.truncated);
  report["errors"] = from_errors(result.errors);
  std::string json =
      report.dump(-1, ' ', false, Json::error_handler_t::replace);
  escape_json_for_terminal(json);
  out += json;
  out += '\n';
}

}  // namespace pagescan
