// docs/rules.schema.json against the loader: what one takes the other takes.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "rules/config/condition.h"
#include "rules/config/data_rules.h"
#include "rules/config/fact_kinds.h"
#include "rules/config/yaml_reader.h"
#include "tests/rules/config/config_json.h"

namespace pagescan {
namespace {

using nlohmann::json;
using test::as_json;
using valijson::adapters::NlohmannJsonAdapter;

json schema_json() {
  std::ifstream file(PAGESCAN_SOURCE_DIR "/docs/rules.schema.json");
  return json::parse(file);
}

class RulesSchemaTest : public testing::Test {
 protected:
  RulesSchemaTest() {
    const json description = schema_json();
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(NlohmannJsonAdapter(description), schema_);
  }

  bool takes(const json& document) {
    valijson::Validator validator;
    return validator.validate(schema_, NlohmannJsonAdapter(document), nullptr);
  }

  valijson::Schema schema_;
};

// A valid rule, changed by a JSON merge patch (RFC 7396).
json rules_with(const json& patch) {
  json rule = {{"id", "T1"},      {"name", "tried"}, {"level", "note"},
               {"summary", "S."}, {"why", "W."},     {"fix", "F."},
               {"match", "link"}, {"message", "M"}};
  rule.merge_patch(patch);
  return {{"rules", json::array({rule})}};
}

bool loads(const json& document) {
  const auto tree = read_yaml(document.dump(), "t.json");
  return tree && read_rules(*tree);
}

TEST_F(RulesSchemaTest, TakesTheRulesOfTheProgram) {
  const auto tree = read_yaml(simple_rules_text(), "simple_rules.yaml");
  ASSERT_TRUE(tree) << tree.error().message;
  EXPECT_TRUE(takes(as_json(ConfigValue(*tree))));
}

TEST_F(RulesSchemaTest, AgreesWithTheLoader) {
  const json good[] = {
      {{"confidence", "low"},
       {"enabled", false},
       {"references", json::array({"CWE-1"})}},
      {{"where", {{"host", "a"}, {"path", {{"starts_with", "/x"}}}}}},
      {{"where", {{"any", {{{"host", "a"}}, {{"not", {{"rel", "b"}}}}}}}}},
      {{"match", "element"}, {"where", {{"@href", {{"present", true}}}}}},
      {{"when", {{"status", {{"at_least", 200}}}, {"has_form", "true"}}}},
      {{"when", {{"field:server", {{"matches", "x"}, {"ignore_case", true}}}}}},
      {{"message", "to {url}"}, {"key", "{url}"}},
      {{"examples", {{"bad", {"<p>", {{"fields", "A: b"}}}}}}},
  };
  for (const json& patch : good) {
    const json document = rules_with(patch);
    EXPECT_TRUE(takes(document)) << document;
    EXPECT_TRUE(loads(document)) << document;
  }
  const json bad[] = {
      {{"id", nullptr}},
      {{"level", "high"}},
      {{"id", "a b"}},
      {{"match", "lnk"}},
      {{"surprise", 1}},
      {{"where", {{"hots", "a"}}}},
      {{"where", {{"@href", "a"}}}},
      {{"where", {{"host", {{"is", "a"}}}}}},
      {{"where", {{"host", json::object()}}}},
      {{"where", {{"any", json::array()}}}},
      {{"when", {{"rel", "a"}}}},
      {{"examples", {{"ugly", {"<p>"}}}}},
      {{"examples", {{"bad", json::array({{{"status", 42}}})}}}},
  };
  for (const json& patch : bad) {
    const json document = rules_with(patch);
    EXPECT_FALSE(takes(document)) << document;
    EXPECT_FALSE(loads(document)) << document;
  }
  EXPECT_FALSE(takes(json::object()));
  EXPECT_FALSE(takes({{"rules", json::array()}}));
}

TEST_F(RulesSchemaTest, NamesEveryKindPropertyAndComparison) {
  const json definitions = schema_json()["definitions"];
  std::set<std::string> kinds;
  for (const FactKind* kind : fact_kinds()) {
    kinds.emplace(kind->name);
    std::set<std::string> expected = {"all", "any", "not"};
    for (const auto name : property_names(*kind)) expected.emplace(name);
    std::set<std::string> described;
    const json condition = definitions[std::string(kind->name) + "_condition"];
    for (const auto& [key, value] : condition["properties"].items()) {
      described.insert(key);
    }
    EXPECT_EQ(described, expected) << kind->name;
    EXPECT_EQ(condition.contains("patternProperties"), !kind->prefix.empty());
  }
  const auto matches = definitions["rule"]["properties"]["match"]["enum"]
                           .get<std::set<std::string>>();
  EXPECT_EQ(matches, kinds);
  std::set<std::string> comparisons;
  for (const auto name : comparison_names()) comparisons.emplace(name);
  std::set<std::string> described;
  const json test = definitions["test"]["anyOf"][1]["properties"];
  for (const auto& [key, value] : test.items()) described.insert(key);
  EXPECT_EQ(described, comparisons);
}

}  // namespace
}  // namespace pagescan
