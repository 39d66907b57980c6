#include "tests/cli/run_pagescan.h"

#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace pagescan::test {
namespace {

struct PromisedKey {
  const char* pointer;
  const char* types;  // of nlohmann's type names, separated by spaces
};

constexpr std::array kPromisedKeys = {
    PromisedKey{"/schema_version", "number"},
    PromisedKey{"/task/url", "string"},
    PromisedKey{"/task/time", "string"},
    PromisedKey{"/page/url", "string null"},
    PromisedKey{"/page/domain", "string null"},
    PromisedKey{"/page/apex_domain", "string null"},
    PromisedKey{"/page/ip", "string null"},
    PromisedKey{"/page/status", "number null"},
    PromisedKey{"/page/mime_type", "string null"},
    PromisedKey{"/page/title", "string null"},
    PromisedKey{"/page/language", "string null"},
    PromisedKey{"/page/charset", "string null"},
    PromisedKey{"/redirects", "array"},
    PromisedKey{"/response", "object null"},
    PromisedKey{"/tls", "object null"},
    PromisedKey{"/timing", "object null"},
    PromisedKey{"/cookies", "array"},
    PromisedKey{"/forms", "array"},
    PromisedKey{"/links", "array"},
    PromisedKey{"/scripts", "array"},
    PromisedKey{"/resources", "array"},
    PromisedKey{"/metadata", "object"},
    PromisedKey{"/text", "string"},
    PromisedKey{"/stats", "object"},
    PromisedKey{"/truncated", "array"},
    PromisedKey{"/errors", "array"},
};

// Each entry of `list` has `key`; false where one has not.
bool each_has(const Json& list, const char* key) {
  for (const Json& entry : list) {
    if (!entry.contains(key)) return false;
  }
  return true;
}

}  // namespace

ProgramOutcome run_pagescan(const std::vector<std::string>& arguments,
                            const std::string& input,
                            const std::vector<std::string>& environment) {
  ProgramRun run;
  run.command = {PAGESCAN_BINARY_DIR "/pagescan"};
  run.command.insert(run.command.end(), arguments.begin(), arguments.end());
  run.input = input;
  run.environment = environment;
  ProgramOutcome outcome = run_program(run);
  EXPECT_FALSE(outcome.timed_out);
  EXPECT_NE(outcome.exit_code, -1) << "ended by a signal: " << outcome.err;
  return outcome;
}

ProgramOutcome scan_json(std::vector<std::string> arguments,
                         const std::string& input,
                         const std::vector<std::string>& environment) {
  arguments.insert(arguments.begin(), {"scan", "--format", "json"});
  return run_pagescan(arguments, input, environment);
}

std::vector<Json> reports_in(std::string_view output) {
  std::vector<Json> reports;
  while (!output.empty()) {
    const size_t end = output.find('\n');
    EXPECT_NE(end, std::string_view::npos) << "no line feed at the end";
    const std::string_view line = output.substr(0, end);
    output.remove_prefix(line.size() + (end == std::string_view::npos ? 0 : 1));
    Json report = Json::parse(line, nullptr, false);
    EXPECT_TRUE(report.is_object()) << "not a report: " << line;
    expect_report_keys(report);
    reports.push_back(std::move(report));
  }
  return reports;
}

Json only_report(std::string_view output) {
  std::vector<Json> reports = reports_in(output);
  EXPECT_EQ(reports.size(), 1u);
  return reports.size() == 1 ? std::move(reports[0]) : Json::object();
}

void expect_report_keys(const Json& report) {
  for (const PromisedKey& key : kPromisedKeys) {
    const Json::json_pointer pointer(key.pointer);
    ASSERT_TRUE(report.contains(pointer)) << key.pointer;
    const std::string type = report.at(pointer).type_name();
    EXPECT_NE(std::string_view(key.types).find(type), std::string_view::npos)
        << key.pointer << " is " << type;
  }
  EXPECT_EQ(report.at("schema_version"), 1);
  if (report.at("response").is_object()) {
    EXPECT_TRUE(report.at("response").contains("fields"));
  }
  EXPECT_TRUE(each_has(report.at("redirects"), "fields"));
  for (const char* key : {"heading", "html", "action", "url", "controls"}) {
    EXPECT_TRUE(each_has(report.at("forms"), key)) << key;
  }
  for (const char* key : {"href", "url"}) {
    EXPECT_TRUE(each_has(report.at("links"), key)) << key;
  }
  for (const char* key : {"stage", "code", "message"}) {
    EXPECT_TRUE(each_has(report.at("errors"), key)) << key;
  }
  for (const Json& script : report.at("scripts")) {
    EXPECT_EQ(script.contains("src"), script.contains("url"));
  }
}

std::string errors_of(const Json& report) {
  std::string all;
  for (const Json& error : report.at("errors")) {
    if (!all.empty()) all += ", ";
    all += error.at("stage").get<std::string>() + " " +
           error.at("code").get<std::string>();
  }
  return all;
}

std::vector<std::string> field_values(const Json& fields,
                                      std::string_view name) {
  std::vector<std::string> values;
  for (const Json& field : fields) {
    if (field.at("name") == name) values.push_back(field.at("value"));
  }
  return values;
}

std::vector<std::string> links_of(const Json& report) {
  std::vector<std::string> links;
  for (const Json& link : report.at("links")) {
    links.push_back(link.at("href").get<std::string>() + " " +
                    (link.at("url").is_null()
                         ? std::string("null")
                         : link.at("url").get<std::string>()));
  }
  return links;
}

}  // namespace pagescan::test
