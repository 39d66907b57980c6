// docs/report.schema.json says exactly what the JSON reporter writes.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "report/reporter.h"
#include "scanner/base/error.h"
#include "scanner/run/scan_result.h"
#include "tests/report/golden.h"
#include "tests/report/rich_result.h"

namespace pagescan {
namespace {

using nlohmann::json;
using valijson::adapters::NlohmannJsonAdapter;

json read_json(const std::filesystem::path& path) {
  return json::parse(read_file_bytes(path));
}

json schema_json() {
  return read_json(std::filesystem::path(PAGESCAN_SOURCE_DIR) /
                   "docs/report.schema.json");
}

class SchemaTest : public testing::Test {
 protected:
  SchemaTest() {
    const json document = schema_json();
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(NlohmannJsonAdapter(document), schema_);
  }

  /// What is wrong with a report, "" if nothing.
  std::string complaints(const json& report) const {
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema_, NlohmannJsonAdapter(report), &results)) {
      return "";
    }
    std::string text = "invalid";
    valijson::ValidationResults::Error error;
    while (results.popError(error)) {
      text += "\n";
      for (const std::string& part : error.context) text += part;
      text += ": " + error.description;
    }
    return text;
  }

 private:
  valijson::Schema schema_;
};

json report_of(const ScanResult& result) {
  return json::parse(write_report(*find_reporter("json"), {}, result));
}

TEST_F(SchemaTest, HoldsForEveryGolden) {
  size_t validated = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(golden_directory())) {
    if (entry.path().extension() != ".json") continue;
    EXPECT_EQ(complaints(read_json(entry.path())), "") << entry.path();
    ++validated;
  }
  EXPECT_GE(validated, 10u);
}

TEST_F(SchemaTest, HoldsForResultsMadeByHand) {
  EXPECT_EQ(complaints(report_of(rich_result())), "");
  EXPECT_EQ(complaints(report_of(failed_result())), "");
  EXPECT_EQ(complaints(report_of(ScanResult{})), "");
}

TEST_F(SchemaTest, HoldsForEveryErrorAndStage) {
  for (int code = 0; code <= static_cast<int>(kLastErrorCode); ++code) {
    for (int stage = 0; stage <= static_cast<int>(Stage::kParse); ++stage) {
      ScanResult result = failed_result();
      result.errors = {
          {static_cast<Stage>(stage), {static_cast<ErrorCode>(code), "why"}}};
      EXPECT_EQ(complaints(report_of(result)), "") << code << " " << stage;
    }
  }
}

// Drift would otherwise go unseen: the schema refuses what it doesn't name.
TEST_F(SchemaTest, RefusesUnknownKeysAtEveryLevel) {
  const json report = report_of(rich_result());
  const char* const kObjects[] = {
      "",
      "/task",
      "/page",
      "/redirects/0",
      "/redirects/0/fields/0",
      "/redirects/0/tls",
      "/redirects/0/tls/certificate",
      "/response",
      "/response/trailers/0",
      "/tls",
      "/timing",
      "/timing/hops/0",
      "/cookies/0",
      "/decoding",
      "/forms/0",
      "/forms/0/controls/0",
      "/forms/0/controls/0/labels",
      "/forms/0/controls/1/options/0",
      "/forms/0/entries/0",
      "/forms/0/submissions/0",
      "/forms/0/signals",
      "/forms/0/signals/csrf_token",
      "/forms/0/signals/sensitive_combination/0",
      "/forms/0/signals/shown_passwords/0",
      "/forms/0/signals/autocomplete_misuse/0",
      "/form_signals",
      "/form_signals/captchas/0",
      "/form_signals/orphan_groups/0",
      "/forms/0/position",
      "/controls/0",
      "/links/0",
      "/scripts/0",
      "/data_blocks/0",
      "/event_handlers/0",
      "/javascript_urls/0",
      "/resources/0",
      "/metadata",
      "/metadata/base",
      "/metadata/open_graph/0",
      "/metadata/icons/0",
      "/metadata/refresh",
      "/templates",
      "/templates/forms/0/controls/0",
      "/stats",
      "/stats/links_by_kind",
      "/expectations/0",
      "/truncated/0",
      "/errors/0",
  };
  for (const char* pointer : kObjects) {
    json changed = report;
    json& object = changed.at(json::json_pointer(pointer));
    ASSERT_TRUE(object.is_object()) << pointer;
    object["unheard_of"] = 1;
    EXPECT_NE(complaints(changed), "") << pointer;
  }
}

TEST_F(SchemaTest, RefusesWhatNeverIs) {
  struct Case {
    const char* pointer;
    json value;
  };
  const std::vector<Case> cases = {
      {"/schema_version", 2},
      {"/task/time", "yesterday"},
      {"/task/line", 0},
      {"/task/attempts", "2"},
      {"/expectations/0/what", "weather"},
      {"/expectations/0/met", 1},
      {"/page/status", "200"},
      {"/page/sha256", "ABC"},
      {"/links/0/kind", "elsewhere"},
      {"/links/0/url", 7},
      {"/scripts/0/type", "data"},
      {"/scripts/0/async", false},
      {"/forms/0/method", "PUT"},
      {"/forms/0/action", 1},
      {"/forms/0/controls/0/element", "div"},
      {"/forms/0/entries/0/value", 1},
      {"/forms/0/submissions/0/relation", "cross_site"},
      {"/forms/0/submissions/0/submitters", "2"},
      {"/resources/0/kind", "thing"},
      {"/errors/0/code", "oops"},
      {"/errors/0/stage", "later"},
      {"/decoding/source", "guess"},
      {"/text", nullptr},
      {"/response", "none"},
      {"/stats/forms", -1},
  };
  for (const Case& c : cases) {
    json changed = report_of(rich_result());
    changed.at(json::json_pointer(c.pointer)) = c.value;
    EXPECT_NE(complaints(changed), "") << c.pointer;
  }
}

// Adds every key of every object in `value`.
void collect_keys(const json& value, std::set<std::string>& keys) {
  std::vector<const json*> open = {&value};
  while (!open.empty()) {
    const json& next = *open.back();
    open.pop_back();
    if (next.is_object()) {
      for (const auto& [key, inner] : next.items()) keys.insert(key);
    }
    for (const json& inner : next) {
      if (inner.is_structured()) open.push_back(&inner);
    }
  }
}

// The other direction: every key the schema names is written by somebody.
TEST_F(SchemaTest, NamesNoKeyThatIsNeverWritten) {
  std::set<std::string> written;
  collect_keys(report_of(rich_result()), written);
  for (const auto& entry :
       std::filesystem::directory_iterator(golden_directory())) {
    if (entry.path().extension() != ".json") continue;
    collect_keys(read_json(entry.path()), written);
  }
  json document = schema_json();
  std::vector<json> objects = {document};
  for (const json& definition : document["definitions"]) {
    objects.push_back(definition);
  }
  for (const json& object : objects) {
    if (!object.contains("properties")) continue;
    for (const auto& [key, ignored] : object["properties"].items()) {
      EXPECT_TRUE(written.contains(key)) << key;
    }
  }
}

}  // namespace
}  // namespace pagescan
