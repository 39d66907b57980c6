#include "report/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "report/escape.h"
#include "report/finding_place.h"
#include "report/json_writer.h"
#include "report/tool.h"
#include "rules/rule_set.h"
#include "scanner/base/sha256.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// What GitHub takes of one run, and of the tags of one rule
// (https://docs.github.com/code-security/code-scanning/integrating-with-code-
// scanning/sarif-support-for-code-scanning).
constexpr size_t kMaxResults = 25'000;
constexpr size_t kMaxTags = 20;
// Errors and cuts of targets told one by one.
constexpr size_t kMaxNotifications = 1'000;
constexpr size_t kFingerprintDigits = 32;

constexpr std::string_view kSchema =
    "https://json.schemastore.org/sarif-2.1.0.json";

// Appends what was written, harmless for terminals too.
void append_json(const JsonWriter& json, std::string& out) {
  append_json_for_terminal(json.json(), out);
}

// Text from a page must not become a link (section 3.11.6: "[text](target)")
// or a placeholder (section 3.11.5: "{0}"), so where one might begin, brackets
// are escaped and braces doubled as those sections say.
std::string message_text(std::string_view bytes) {
  std::string text = replace_invalid_utf8(bytes);
  const bool has_link = text.find("](") != std::string::npos;
  bool has_placeholder = false;
  for (size_t i = text.find('{'); i != std::string::npos;
       i = text.find('{', i + 1)) {
    has_placeholder |= i + 1 < text.size() && is_ascii_digit(text[i + 1]);
  }
  if (!has_link && !has_placeholder) return text;
  std::string out;
  for (const char c : text) {
    if (has_link && (c == '[' || c == ']' || c == '\\')) out += '\\';
    if (has_placeholder && (c == '{' || c == '}')) out += c;
    out += c;
  }
  return out;
}

void write_message(JsonWriter& json, std::string_view key,
                   std::string_view text) {
  json.key(key);
  json.begin_object();
  json.field("text", message_text(text));
  json.end_object();
}

// A relative reference (RFC 3986 section 4.2) or, for an absolute path, a
// file: URL.
std::string uri_of_path(std::string_view path) {
  if (path.starts_with('/')) {
    std::string uri = "file://";
    append_percent_encoded(uri, path, PercentEncodeSet::kPath);
    return uri;
  }
  while (path.starts_with("./")) path.remove_prefix(2);
  std::string uri;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    if (begin > 0) uri += '/';
    // A colon in the first segment would end a scheme.
    append_percent_encoded(uri, path.substr(begin, end - begin),
                           PercentEncodeSet::kComponent);
    begin = end + 1;
  }
  return uri;
}

void write_location(JsonWriter& json, const std::optional<FilePlace>& place,
                    std::string_view url) {
  json.key("locations");
  json.begin_array();
  json.begin_object();
  if (place) {
    json.key("physicalLocation");
    json.begin_object();
    json.key("artifactLocation");
    json.begin_object();
    json.field("uri", uri_of_path(place->path));
    json.end_object();
    json.key("region");
    json.begin_object();
    json.field("startLine", place->line);
    json.field_unless_zero("startColumn", place->column);
    json.end_object();
    json.end_object();
  }
  json.key("logicalLocations");
  json.begin_array();
  json.begin_object();
  json.bytes_field("fullyQualifiedName", url);
  json.field("kind", "resource");
  json.end_object();
  json.end_array();
  json.end_object();
  json.end_array();
}

void write_tags(JsonWriter& json, const RuleInfo& rule) {
  json.key("tags");
  json.begin_array();
  size_t tags = 0;
  const auto add = [&](const std::string& tag) {
    if (tags++ < kMaxTags) json.value(replace_invalid_utf8(tag));
  };
  for (const std::string& reference : rule.references) {
    // As CodeQL names them, which is what GitHub knows.
    if (!reference.starts_with("CWE-")) continue;
    if (tags == 0) add("security");
    add("external/cwe/" + ascii_lowercase(reference));
  }
  for (const std::string& reference : rule.references) add(reference);
  json.end_array();
}

void write_help(JsonWriter& json, const RuleInfo& rule) {
  json.key("help");
  json.begin_object();
  json.field("text", message_text(rule.why + ' ' + rule.fix));
  json.bytes_field("markdown", rule.why + "\n\n**What to do:** " + rule.fix);
  json.end_object();
}

void write_rule(JsonWriter& json, const RuleInfo& rule) {
  json.begin_object();
  json.bytes_field("id", rule.id);
  json.bytes_field("name", rule.name);
  write_message(json, "shortDescription", rule.summary);
  write_message(json, "fullDescription", rule.summary + ' ' + rule.why);
  write_help(json, rule);
  json.key("defaultConfiguration");
  json.begin_object();
  json.field("level", level_name(rule.level));
  json.field("enabled", rule.enabled);
  json.end_object();
  json.key("properties");
  json.begin_object();
  write_tags(json, rule);
  json.field("precision", rule_confidence_name(rule.confidence));
  json.field("problem.severity", rule.level == Level::kNote
                                     ? std::string_view("recommendation")
                                     : level_name(rule.level));
  json.end_object();
  json.end_object();
}

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

void write_fingerprints(JsonWriter& json, const Finding& finding,
                        std::string_view url) {
  // The same finding on another page is another alert.
  const std::string of_page =
      sha256_hex(finding.fingerprint + '\n' + std::string(url))
          .substr(0, kFingerprintDigits);
  json.key("partialFingerprints");
  json.begin_object();
  json.field("pagescan/page/v1", of_page);
  json.bytes_field("pagescan/finding/v1", finding.fingerprint);
  // The one GitHub looks at; it would else be that of the line of the list,
  // which a page's findings share.
  json.field("primaryLocationLineHash", of_page + ":1");
  json.end_object();
}

void write_state(JsonWriter& json, const Finding& finding) {
  if (finding.baseline != BaselineState::kNone) {
    json.field("baselineState", baseline_state_name(finding.baseline));
  }
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

class SarifReport : public ReportStream {
 public:
  explicit SarifReport(const ReportOptions& options)
      : rules_(options.rules ? *options.rules : built_in_rules()) {
    for (size_t i = 0; i < rules_.size(); ++i) {
      index_.emplace(rules_[i].info.id, i);
    }
  }

  void begin(std::string& out) override;
  void add(const ScanResult& result, std::string& out) override;
  void end(std::string& out) override;

 private:
  void write_result(const ScanResult& result, const Finding& finding,
                    std::string& out) const;
  void notify(const Task* task, Level level, std::string_view descriptor,
              std::string_view text);

  RuleSet rules_;
  std::map<std::string, size_t, std::less<>> index_;
  size_t results_ = 0;
  size_t cut_ = 0;
  std::string notifications_;  // JSON objects
  size_t notification_count_ = 0;
  size_t untold_ = 0;
  bool has_errors_ = false;
};

void SarifReport::begin(std::string& out) {
  JsonWriter json;
  json.begin_object();
  json.key("driver");
  json.begin_object();
  json.field("name", kToolName);
  json.field("semanticVersion", tool_version());
  json.list("rules", rules_, [](JsonWriter& to, const Rule& rule) {
    write_rule(to, rule.info);
  });
  json.end_object();
  json.end_object();
  out += fmt::format(R"({{"$schema":"{}","version":"2.1.0","runs":[{{"tool":)",
                     kSchema);
  append_json(json, out);
  out += R"(,"columnKind":"unicodeCodePoints","results":[)";
}

void SarifReport::write_result(const ScanResult& result, const Finding& finding,
                               std::string& out) const {
  const std::string& url = report_url(result);
  JsonWriter json;
  json.begin_object();
  json.bytes_field("ruleId", finding.rule);
  const auto rule = index_.find(finding.rule);
  if (rule != index_.end()) json.field("ruleIndex", rule->second);
  json.field("level", level_name(finding.level));
  write_message(json, "message", finding.message);
  write_location(json, place_of_finding(result.task, finding.evidence), url);
  write_fingerprints(json, finding, url);
  write_state(json, finding);
  if (const Hop* hop = hop_of_evidence(result.response, finding.evidence)) {
    write_web(json, *hop, finding.evidence);
  }
  write_properties(json, result, finding);
  json.end_object();
  append_json(json, out);
}

void SarifReport::add(const ScanResult& result, std::string& out) {
  for (const Finding& finding : result.findings) {
    if (results_ == kMaxResults) {
      ++cut_;
      continue;
    }
    out += results_++ == 0 ? "\n" : ",\n";
    write_result(result, finding, out);
  }
  for (const TruncationNote& note : result.truncated) {
    notify(&result.task, Level::kNote, note.what, note.detail);
  }
  for (const ScanError& error : result.errors) {
    has_errors_ = true;
    notify(&result.task, Level::kError, error_name(error.error.code),
           error.error.message);
  }
}

// `task` is null for what is said of the report as a whole.
void SarifReport::notify(const Task* task, Level level,
                         std::string_view descriptor, std::string_view text) {
  if (task != nullptr && notification_count_ == kMaxNotifications) {
    ++untold_;
    return;
  }
  ++notification_count_;
  JsonWriter json;
  json.begin_object();
  json.key("descriptor");
  json.begin_object();
  json.bytes_field("id", descriptor);
  json.end_object();
  json.field("level", level_name(level));
  write_message(json, "message", text);
  if (task != nullptr) {
    write_location(json, place_of_target(*task), task->url);
  }
  json.end_object();
  if (!notifications_.empty()) notifications_ += ",\n";
  append_json(json, notifications_);
}

void SarifReport::end(std::string& out) {
  if (cut_ > 0) {
    notify(nullptr, Level::kWarning, "results_cut",
           fmt::format("{} results are left out: code hosts take {} of one "
                       "run. Scan fewer pages at once, or mend what is "
                       "reported most often.",
                       cut_, kMaxResults));
  }
  if (untold_ > 0) {
    notify(nullptr, Level::kWarning, "notifications_cut",
           fmt::format("{} more notes about targets are left out.", untold_));
  }
  out += fmt::format(R"(],"invocations":[{{"executionSuccessful":{})",
                     !has_errors_);
  if (!notifications_.empty()) {
    out += R"(,"toolExecutionNotifications":[)";
    out += notifications_;
    out += ']';
  }
  out += "}]}]}\n";
}

}  // namespace

std::unique_ptr<ReportStream> open_sarif_report(const ReportOptions& options) {
  return std::make_unique<SarifReport>(options);
}

}  // namespace pagescan
