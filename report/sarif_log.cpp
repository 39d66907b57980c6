#include "report/sarif_log.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/escape.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// What GitHub takes of the tags of one rule.
constexpr size_t kMaxTags = 20;
// Errors and cuts of targets told one by one.
constexpr size_t kMaxNotifications = 1'000;

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

}  // namespace

void write_sarif_message(JsonWriter& json, std::string_view key,
                         std::string_view text) {
  json.key(key);
  json.begin_object();
  json.field("text", message_text(text));
  json.end_object();
}

void write_sarif_locations(JsonWriter& json,
                           const std::optional<FilePlace>& place,
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

void write_sarif_rule(JsonWriter& json, const RuleInfo& rule) {
  json.begin_object();
  json.bytes_field("id", rule.id);
  json.bytes_field("name", rule.name);
  write_sarif_message(json, "shortDescription", rule.summary);
  write_sarif_message(json, "fullDescription", rule.summary + ' ' + rule.why);
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

void SarifLog::begin(std::string& out) {
  out += fmt::format(
      R"({{"$schema":"{}","version":"2.1.0","runs":[{{"columnKind":)"
      R"("unicodeCodePoints","results":[)",
      kSchema);
}

void SarifLog::begin(const JsonWriter& tool, std::string& out) {
  out += fmt::format(R"({{"$schema":"{}","version":"2.1.0","runs":[{{"tool":)",
                     kSchema);
  append_json(tool, out);
  out += R"(,"columnKind":"unicodeCodePoints","results":[)";
}

void SarifLog::add_result(const JsonWriter& result, std::string& out) {
  if (results_ == kMaxSarifResults) {
    ++cut_;
    return;
  }
  out += results_++ == 0 ? "\n" : ",\n";
  append_json(result, out);
}

void SarifLog::notify(const Task* task, Level level,
                      std::string_view descriptor, std::string_view text) {
  has_errors_ = has_errors_ || level == Level::kError;
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
  write_sarif_message(json, "message", text);
  if (task != nullptr) {
    write_sarif_locations(json, place_of_target(*task), task->url);
  }
  json.end_object();
  if (!notifications_.empty()) notifications_ += ",\n";
  append_json(json, notifications_);
}

void SarifLog::end(std::string& out) { write_end({}, out); }

void SarifLog::end(const JsonWriter& tool, std::string& out) {
  std::string text = R"(,"tool":)";
  append_json(tool, text);
  write_end(text, out);
}

void SarifLog::write_end(std::string_view tool, std::string& out) {
  if (cut_ > 0) {
    notify(nullptr, Level::kWarning, "results_cut",
           fmt::format("{} results are left out: code hosts take {} of one "
                       "run. Scan fewer pages at once, or mend what is "
                       "reported most often.",
                       cut_, kMaxSarifResults));
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
  out += "}]";
  out += tool;
  out += "}]}\n";
}

}  // namespace pagescan
