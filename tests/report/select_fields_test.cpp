#include "report/select_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "report/reporter.h"
#include "scanner/base/strings.h"
#include "tests/report/golden.h"
#include "tests/report/rich_result.h"

namespace pagescan {
namespace {

using nlohmann::ordered_json;
using testing::HasSubstr;

std::string report_of(const ScanResult& result) {
  return write_report(*find_reporter("json"), {}, result);
}

std::string selected(const std::string& fields, const std::string& json) {
  const Result<FieldSelection> selection = FieldSelection::parse(fields);
  if (!selection) return selection.error().message;
  std::string out;
  const auto applied = selection->apply(json, out);
  return applied ? out : applied.error().message;
}

// The same by a tree: what is at `path` of `value`, all else left out.
ordered_json picked(const ordered_json& value,
                    const std::vector<std::string_view>& path, size_t depth) {
  if (depth == path.size()) return value;
  if (value.is_array()) {
    ordered_json items = ordered_json::array();
    for (const auto& item : value) items.push_back(picked(item, path, depth));
    return items;
  }
  if (!value.is_object()) return value;
  ordered_json object = ordered_json::object();
  const std::string key(path[depth]);
  if (value.contains(key)) object[key] = picked(value[key], path, depth + 1);
  return object;
}

// Every path there is in `value`.
void collect_paths(const ordered_json& value, std::set<std::string>& paths) {
  std::vector<std::pair<std::string, const ordered_json*>> open = {
      {"", &value}};
  while (!open.empty()) {
    const auto [path, next] = open.back();
    open.pop_back();
    if (next->is_array()) {
      for (const auto& item : *next) open.emplace_back(path, &item);
    } else if (next->is_object()) {
      for (const auto& [key, inner] : next->items()) {
        const std::string own = path.empty() ? key : path + "." + key;
        paths.insert(own);
        open.emplace_back(own, &inner);
      }
    }
  }
}

TEST(SelectFieldsTest, EveryPathOfAReportGivesWhatStandsThere) {
  const std::string report = report_of(rich_result());
  const ordered_json tree = ordered_json::parse(report);
  std::set<std::string> paths;
  collect_paths(tree, paths);
  EXPECT_GT(paths.size(), 200U);
  for (const std::string& path : paths) {
    EXPECT_EQ(selected(path, report).find("--fields"), std::string::npos);
    EXPECT_EQ(ordered_json::parse(selected(path, report)),
              picked(tree, split(path, '.'), 0))
        << path;
  }
}

// In the report's order whatever the list's, and to the byte but for the case
// of hexadecimal digits: RapidJSON's vectorised writer leaves U+001A to U+001F
// of some addresses to append_json_for_terminal(), which writes them in small.
TEST(SelectFieldsTest, EveryKeyGivesTheReport) {
  for (const ScanResult& result :
       {rich_result(), failed_result(), ScanResult{}}) {
    const std::string report = report_of(result);
    const ordered_json tree = ordered_json::parse(report);
    std::string fields;
    for (const auto& [key, value] : tree.items()) {
      fields.insert(0, fields.empty() ? key : key + ",");
    }
    EXPECT_EQ(ascii_lowercase(selected(fields, report)),
              ascii_lowercase(report));
    EXPECT_EQ(ordered_json::parse(selected(fields, report)), tree);
  }
}

TEST(SelectFieldsTest, SelectsFields) {
  const std::string json =
      R"({"task":{"url":"a","time":"b"},"response":null,)"
      R"("forms":[{"action":"x","controls":[{"name":"p"},{"type":"t"}]},)"
      R"({"action":"y","controls":[]}],"timing":{"total_ms":1.50},)"
      "\"text\":\"\xE2\x80\xAE\\u202e\",\"errors\":[]}";
  const struct {
    const char* fields;
    const char* expected;
  } cases[] = {
      {"task.url", R"({"task":{"url":"a"}})"},
      {"task.url,task.time", R"({"task":{"url":"a","time":"b"}})"},
      {"task,task.url", R"({"task":{"url":"a","time":"b"}})"},
      {"task.url,task", R"({"task":{"url":"a","time":"b"}})"},
      {" errors , task.url ", R"({"task":{"url":"a"},"errors":[]})"},
      {"response.status", R"({"response":null})"},
      {"forms.controls.name",
       R"({"forms":[{"controls":[{"name":"p"},{}]},{"controls":[]}]})"},
      {"forms.action,forms.method",
       R"({"forms":[{"action":"x"},{"action":"y"}]})"},
      {"timing", R"({"timing":{"total_ms":1.50}})"},
      {"text", R"({"text":"\u202E\u202E"})"},
      {"page", "{}"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(ordered_json::parse(selected(c.fields, json)),
              ordered_json::parse(c.expected))
        << c.fields;
  }
  EXPECT_EQ(selected("timing", json), "{\"timing\":{\"total_ms\":1.50}}\n");
  EXPECT_EQ(selected("text", json).find('\xE2'), std::string::npos);
}

TEST(SelectFieldsTest, RefusesWhatAReportDoesNotHave) {
  const struct {
    const char* fields;
    const char* message;
  } cases[] = {
      {"",
       "--fields: \"\": there is no \"\" in the report; choose from "
       "schema_version, task, page, "},
      {"task,", "\"\": there is no \"\" in the report"},
      {"task.uri",
       "--fields: \"task.uri\": there is no \"uri\" in \"task\"; choose from "
       "url, time"},
      {"forms.controls.nam",
       "there is no \"nam\" in \"forms.controls\"; choose from "},
      {"task.url.host", "there is no \"host\" in \"task.url\"; it has no keys"},
      {"forms..url", "there is no \"\" in \"forms\""},
      {"FORMS", "there is no \"FORMS\" in the report"},
  };
  for (const auto& [fields, message] : cases) {
    const auto selection = FieldSelection::parse(fields);
    ASSERT_FALSE(selection.has_value()) << fields;
    EXPECT_EQ(selection.error().code, ErrorCode::kUsage);
    EXPECT_THAT(selection.error().message, HasSubstr(message));
  }
  std::string many = "text";
  for (size_t i = 0; i < kMaxSelectedFields; ++i) many += ",text";
  EXPECT_EQ(FieldSelection::parse(many).error().message,
            "--fields: more than 1000 fields");
}

TEST(SelectFieldsTest, RefusesWhatIsNoJson) {
  const auto selection = FieldSelection::parse("text");
  ASSERT_TRUE(selection.has_value());
  for (const char* bytes : {"", "{", "{\"text\":", "nonsense", "{} {}"}) {
    std::string out = "as before";
    EXPECT_FALSE(selection->apply(bytes, out).has_value()) << bytes;
    EXPECT_EQ(out, "as before");
  }
}

// Nesting is the input's choice: no stack grows with it.
TEST(SelectFieldsTest, TakesAnyDepth) {
  const size_t depth = 1'000'000;
  const std::string json = "{\"text\":" + std::string(depth, '[') +
                           std::string(depth, ']') + ",\"errors\":[]}";
  EXPECT_EQ(selected("errors", json), "{\"errors\":[]}\n");
  EXPECT_EQ(selected("text,errors", json), json + "\n");
}

TEST(SelectFieldsTest, SchemaIsTheOneInTheDocs) {
  EXPECT_EQ(report_schema(),
            read_file_bytes(std::filesystem::path(PAGESCAN_SOURCE_DIR) /
                            "docs/report.schema.json"));
}

}  // namespace
}  // namespace pagescan
