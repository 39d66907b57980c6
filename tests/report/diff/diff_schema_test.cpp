// Every format of a diff that has a schema keeps to it, whatever the changes
// and the strings in them are.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "tests/report/diff/diff_case.h"
#include "tests/report/golden.h"
#include "tests/report/schema_check.h"
#include "tests/support/hostile_strings.h"

namespace pagescan::test {
namespace {

using nlohmann::json;

const char* const kSchemaPath = PAGESCAN_SOURCE_DIR "/docs/diff.schema.json";

std::vector<json> documents_of(const std::vector<DiffCase>& cases) {
  std::vector<json> documents;
  const std::string report = diff_report("json", cases);
  for (const std::string_view line : split(report, '\n')) {
    if (!line.empty()) documents.push_back(json::parse(line));
  }
  return documents;
}

class DiffSchemas {
 public:
  void expect_valid(const std::vector<DiffCase>& cases) {
    const std::vector<json> documents = documents_of(cases);
    EXPECT_EQ(documents.size(), cases.size());
    for (const json& document : documents) {
      EXPECT_EQ(diff_.complaints(document), "");
    }
    EXPECT_EQ(sarif_.complaints(json::parse(diff_report("sarif", cases))), "");
    const std::string xml = diff_report("junit", cases);
    EXPECT_EQ(junit_.complaints(xml), "");
    EXPECT_EQ(XmlSchema::attributes(xml, "testsuite", "name").size(),
              cases.size());
  }

 private:
  JsonSchema diff_{kSchemaPath};
  JsonSchema sarif_{schema_path("sarif-2.1.0.json")};
  XmlSchema junit_{schema_path("junit.xsd")};
};

TEST(DiffSchemaTest, HoldsForDiffsMadeByHand) {
  DiffSchemas schemas;
  schemas.expect_valid(batch_cases());
  schemas.expect_valid({});
  DiffCase bare;
  schemas.expect_valid({bare});
}

TEST(DiffSchemaTest, HoldsForRandomDiffs) {
  std::mt19937 random(8);
  const auto below = [&random](size_t count) { return random() % count; };
  std::vector<DiffCase> cases;
  for (int round = 0; round < 50; ++round) {
    DiffCase made = same_case();
    for (size_t i = below(20); i-- > 0;) {
      Change change = change_of(
          static_cast<ChangeSubject>(below(kChangeSubjectNames.size())),
          static_cast<ChangeAction>(below(kChangeActionNames.size())),
          static_cast<Level>(below(kLevelNames.size())),
          "path[" + std::to_string(below(5)) + ']', "what");
      const auto hostile = hostile_strings();
      if (below(2) == 0) change.before = hostile[below(hostile.size())].bytes;
      if (below(2) == 0) change.after = hostile[below(hostile.size())].bytes;
      change.before_position.line = static_cast<uint32_t>(below(3));
      change.after_position.line = static_cast<uint32_t>(below(3));
      made.diff.changes.push_back(change);
    }
    cases.push_back(std::move(made));
  }
  DiffSchemas().expect_valid(cases);
}

TEST(DiffSchemaTest, HoldsForHostileStrings) {
  std::vector<DiffCase> cases;
  for (const HostileString& hostile : hostile_strings()) {
    DiffCase made = rich_case();
    visit_strings(made.diff, [&](std::string& text) { text = hostile.bytes; });
    cases.push_back(std::move(made));
  }
  DiffSchemas().expect_valid(cases);
}

// Every key is there, described, and no other: one that a reader has not heard
// of is refused.
TEST(DiffSchemaTest, NamesEveryKeyAndNoOther) {
  const JsonSchema schema(kSchemaPath);
  DiffCase made = rich_case();
  made.diff.changes[0].before = std::string((size_t{1} << 20) + 1, 'x');
  made.diff.changes[0].after = *made.diff.changes[0].before + 'y';
  made.diff.changes[4].fingerprint = "f";
  const json document = documents_of({made}).at(0);
  EXPECT_EQ(schema.complaints(document), "");
  json with_more = document;
  with_more["more"] = 1;
  EXPECT_NE(schema.complaints(with_more), "");
  with_more = document;
  with_more["changes"][0]["more"] = 1;
  EXPECT_NE(schema.complaints(with_more), "");

  const json described = json::parse(read_file_bytes(kSchemaPath));
  std::set<std::string> wanted;
  for (const auto& [key, value] :
       described["definitions"]["change"]["properties"].items()) {
    wanted.insert(key);
    EXPECT_TRUE(value.contains("description")) << key;
  }
  std::set<std::string> met;
  for (const json& change : document["changes"]) {
    for (const auto& [key, value] : change.items()) met.insert(key);
  }
  EXPECT_EQ(met, wanted);
  for (const auto& [key, value] : described["properties"].items()) {
    EXPECT_TRUE(document.contains(key)) << key;
    EXPECT_TRUE(value.contains("description")) << key;
  }
}

TEST(DiffSchemaTest, HasTheNamesOfTheProgram) {
  const json change = json::parse(
      read_file_bytes(kSchemaPath))["definitions"]["change"]["properties"];
  EXPECT_EQ(change["subject"]["enum"], json(kChangeSubjectNames));
  EXPECT_EQ(change["action"]["enum"], json(kChangeActionNames));
  EXPECT_EQ(change["level"]["enum"], json(kLevelNames));
}

}  // namespace
}  // namespace pagescan::test
