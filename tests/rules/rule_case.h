// Pages and responses to try rules on, in tables: one table a file of rules,
// listed in rule_cases.cpp. Values.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/finding.h"
#include "rules/parameters.h"
#include "scanner/fetch/response.h"

namespace pagescan::test {

enum class CaseKind {
  kBad,   // the rule finds something
  kGood,  // as it should be
  kTrap,  // looks bad to a careless rule, and is not
};

struct RuleCase {
  std::string_view rule;  // its ID
  CaseKind kind = CaseKind::kGood;
  std::string_view about;  // what the case shows, in a few words
  std::string url = "https://shop.example/";  // "": unknown, as of a file
  /// Raw field lines of the response; nothing was fetched where `status` is 0.
  std::string fields = {};
  std::string html = {};
  int status = 200;
  /// Of kBad: part of the message of a finding, and where it is. Line 0 is not
  /// looked at.
  std::string message = {};
  unsigned line = 0;
  unsigned column = 0;
  std::function<void(RuleParameters&)> configure = {};
  /// Of kBad: how bad the first finding is, where not as the rule says.
  std::optional<Level> level = {};
  /// Of kBad: how many findings there are; 0 is not looked at.
  size_t count = 0;
  /// What else came back: earlier hops, TLS.
  std::function<void(Response&)> respond = {};
  /// YAML of an inventory of payment pages; "" for none.
  std::string inventory = {};
  /// Its external scripts: URL and content; no content: it could not be had.
  std::vector<std::pair<std::string, std::optional<std::string>>> scripts = {};
};

/// For RuleCase::respond: one more hop before the others. It redirects, unless
/// told otherwise.
void redirect_from(std::string_view url, Response& response,
                   std::string_view fields = {}, int status = 301);

/// Every table in one.
std::vector<RuleCase> all_rule_cases();

/// What the rule of the case finds, asked alone even if off by default.
std::vector<Finding> findings_of(const RuleCase& rule_case);

/// The same for any rules: all the built-in ones that are on, say.
std::vector<Finding> findings_of_all_rules(const RuleCase& rule_case);

}  // namespace pagescan::test
