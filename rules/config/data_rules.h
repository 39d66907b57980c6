// Rules written as data: YAML or JSON files that docs/rules.schema.json and
// docs/configuration.md describe. Values; immutable once read, thread-safe.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/config/condition.h"
#include "rules/config/config_tree.h"
#include "rules/config/message_template.h"
#include "rules/rule.h"
#include "scanner/base/error.h"

namespace pagescan {

/// Facts of one page that one rule may match. What it finds past this is not
/// even counted: a page could have a rule say something of each of its nodes.
inline constexpr size_t kMaxMatchesOfRule = 10'000;
inline constexpr size_t kMaxRulesOfFile = 1'000;

/// A page to try a rule on.
struct RuleExample {
  ConfigPosition position;  // in its file
  std::string about;
  std::string url = "https://shop.example/";
  int status = 200;
  std::vector<std::string> fields;  // "Name: value"
  std::string html;
};

struct DataRule {
  ConfigPosition position;  // in its file
  RuleInfo info;
  const FactKind* kind = nullptr;
  Condition where;  // of the fact
  Condition when;   // of the page
  MessageTemplate message;
  std::optional<MessageTemplate> key;
  std::vector<RuleExample> bad;
  std::vector<RuleExample> good;
};

/// The rules of a file, in its order. kUsage with the place of the first thing
/// that is wrong.
Result<std::vector<DataRule>> read_rules(const ConfigTree& tree);

/// What a run asks. The examples are left out.
Rule make_rule(DataRule rule);

/// The text of rules/simple_rules.yaml, which is part of the program.
std::string_view simple_rules_text();

}  // namespace pagescan
