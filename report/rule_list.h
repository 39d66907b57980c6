// What is said of rules, for `pagescan rules`: as a list and one by one. Rules
// may come from a file, so every string is escaped. Pure functions;
// thread-safe.
#pragma once

#include <string>

#include "rules/rule_set.h"

namespace pagescan {

/// A line a rule.
void write_rules_text(const RuleSet& rules, std::string& out);

/// One array, an object a rule.
void write_rules_json(const RuleSet& rules, std::string& out);

/// A document with a table and a section a rule: docs/rules.md.
void write_rules_markdown(const RuleSet& rules, std::string& out);

/// All there is to say of one rule.
void write_rule_text(const Rule& rule, std::string& out);
void write_rule_json(const Rule& rule, std::string& out);

}  // namespace pagescan
