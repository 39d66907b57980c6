// docs/inventory.schema.json against the reader: what one takes the other
// takes.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "rules/config/yaml_reader.h"
#include "rules/inventory/inventory_reader.h"
#include "rules/inventory/security_fields.h"
#include "tests/rules/config/config_json.h"

namespace pagescan {
namespace {

using nlohmann::json;
using valijson::adapters::NlohmannJsonAdapter;

json schema_json() {
  std::ifstream file(PAGESCAN_SOURCE_DIR "/docs/inventory.schema.json");
  return json::parse(file);
}

class InventorySchemaTest : public testing::Test {
 protected:
  InventorySchemaTest() {
    const json description = schema_json();
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(NlohmannJsonAdapter(description), schema_);
  }

  bool schema_takes(const std::string& text) {
    const ConfigTree tree = read_yaml(text, "i.yaml").value();
    const json document = test::as_json(ConfigValue(tree));
    valijson::Validator validator;
    return validator.validate(schema_, NlohmannJsonAdapter(document), nullptr);
  }

  void expect_both(bool taken, const std::string& text) {
    EXPECT_EQ(schema_takes(text), taken) << text;
    EXPECT_EQ(read_inventory_text(text, "i.yaml").has_value(), taken) << text;
  }

  valijson::Schema schema_;
};

std::string with(const std::string& rest) {
  return "version: 1\npages: https://a.test/\n" + rest;
}

TEST_F(InventorySchemaTest, TakesWhatTheReaderTakes) {
  const std::string hash(64, 'a');
  expect_both(true, with(""));
  expect_both(true, with("scripts:\nfields:\n"));
  expect_both(
      true, with("scripts:\n  - url: https://a.test/*.js\n    sha256: " + hash +
                 "\n    owner:\n    date: ''\n"));
  expect_both(true, with("scripts:\n  - inline: sha256:" + hash +
                         "\n    integrity: masked\n"));
  expect_both(true, with("fields:\n  - name: x-frame-options\n"));
}

TEST_F(InventorySchemaTest, RefusesWhatTheReaderRefuses) {
  expect_both(false, "version: 1\n");
  expect_both(false, "version: 2\npages: https://a.test/\n");
  expect_both(false, "version: 1\npages: []\n");
  expect_both(false, "version: 1\npages: ftp://a.test/\n");
  expect_both(false, "version: 1\npages: https://*.test/\n");
  expect_both(false, with("script: []\n"));
  expect_both(false, with("scripts:\n  - owner: x\n"));
  expect_both(false, with("scripts:\n  - url: https://a.test/\n"
                          "    integrity: masked\n"));
  expect_both(false, with("scripts:\n  - url: https://a.test/\n"
                          "    date: today\n"));
  expect_both(false, with("fields:\n  - name: server\n"));
}

TEST_F(InventorySchemaTest, NamesEveryFieldAndMode) {
  const json schema = schema_json();
  const json& definitions = schema.at("definitions");
  const auto names = [](const json& list) {
    return list.get<std::set<std::string>>();
  };
  EXPECT_EQ(
      names(definitions.at("field").at("properties").at("name").at("enum")),
      std::set<std::string>(kSecurityFieldNames.begin(),
                            kSecurityFieldNames.end()));
  EXPECT_EQ(
      names(
          definitions.at("script").at("properties").at("integrity").at("enum")),
      std::set<std::string>(kIntegrityModeNames.begin(),
                            kIntegrityModeNames.end()));
}

}  // namespace
}  // namespace pagescan
