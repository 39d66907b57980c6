#include "rules/rule_set.h"

#include <algorithm>
#include <span>
#include <string>

#include "rules/config/data_rules.h"
#include "rules/config/yaml_reader.h"
#include "rules/forms/blocking_rules.h"
#include "rules/forms/brand_rules.h"
#include "rules/forms/control_rules.h"
#include "rules/forms/destination_rules.h"
#include "rules/forms/secret_rules.h"
#include "rules/forms/transport_rules.h"
#include "rules/inventory/inventory_rules.h"
#include "rules/links/anchor_rules.h"
#include "rules/links/host_rules.h"
#include "rules/links/navigation_rules.h"
#include "rules/links/secret_rules.h"
#include "rules/page/document_rules.h"
#include "rules/response/certificate_rules.h"
#include "rules/response/content_rules.h"
#include "rules/response/cookie_rules.h"
#include "rules/response/csp_block_rules.h"
#include "rules/response/csp_rules.h"
#include "rules/response/csp_script_rules.h"
#include "rules/response/policy_rules.h"
#include "rules/response/transport_rules.h"
#include "rules/scripts/frame_rules.h"
#include "rules/scripts/inline_rules.h"
#include "rules/scripts/integrity_rules.h"
#include "rules/scripts/mixed_content_rules.h"
#include "rules/scripts/origin_rules.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

using Table = std::span<const CodeRule> (*)();

constexpr Table kTables[] = {
    anchor_rules,       blocking_rules,
    brand_rules,        certificate_rules,
    content_rules,      cookie_rules,
    csp_block_rules,    csp_rules,
    csp_script_rules,   document_rules,
    form_control_rules, form_destination_rules,
    form_secret_rules,  form_transport_rules,
    frame_rules,        host_rules,
    inline_rules,       integrity_rules,
    inventory_rules,    mixed_content_rules,
    navigation_rules,   origin_rules,
    policy_rules,       response_transport_rules,
    secret_url_rules,
};

Rule from_code(const CodeRule& code) {
  Rule rule;
  rule.info = {
      std::string(code.id),  std::string(code.name), code.level,
      code.confidence,       code.enabled,           std::string(code.summary),
      std::string(code.why), std::string(code.fix),  {}};
  for (const std::string_view reference :
       split_on_ascii_whitespace(code.references)) {
    rule.info.references.emplace_back(reference);
  }
  rule.subject = code.subject;
  rule.check = code.check;
  return rule;
}

// Those of rules/simple_rules.yaml. A test keeps the file readable.
void add_simple_rules(RuleSet& rules) {
  const Result<ConfigTree> tree =
      read_yaml(simple_rules_text(), "rules/simple_rules.yaml");
  if (!tree) return;
  Result<std::vector<DataRule>> simple = read_rules(*tree);
  if (!simple) return;
  for (DataRule& rule : *simple) rules.push_back(make_rule(std::move(rule)));
}

}  // namespace

RuleSet built_in_rules() {
  RuleSet rules;
  for (const Table table : kTables) {
    for (const CodeRule& code : table()) rules.push_back(from_code(code));
  }
  add_simple_rules(rules);
  std::ranges::sort(rules, {}, [](const Rule& r) { return r.info.id; });
  return rules;
}

const Rule* find_rule(const RuleSet& rules, std::string_view id_or_name) {
  const auto found = std::ranges::find_if(rules, [&](const Rule& rule) {
    return ascii_iequals(rule.info.id, id_or_name) ||
           ascii_iequals(rule.info.name, id_or_name);
  });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace pagescan
