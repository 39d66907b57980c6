// What a rule is, what it reads and where it puts what it finds. A rule is a
// pure function of its input: no clock, no file, no network.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/address_list.h"
#include "rules/csp/page_policies.h"
#include "rules/csp/policy.h"
#include "rules/finding.h"
#include "rules/inventory/fetched_scripts.h"
#include "rules/inventory/inventory.h"
#include "rules/parameters.h"
#include "scanner/base/time.h"
#include "scanner/fetch/response.h"
#include "scanner/page.h"
#include "scanner/url/url.h"

namespace pagescan {

/// What rules judge. Borrowed for the time of the judging; safe to share
/// between threads.
struct RuleInput {
  /// Null where nothing was fetched (a file, standard input).
  const Response* response = nullptr;
  /// Null where there is no HTML to judge.
  const Page* page = nullptr;
  /// Of the page, or of the last hop; nothing where it is unknown.
  const std::optional<Url>& url;
  const RuleParameters& parameters;
  WallTime now;
  // What several rules read of the above: judge() sees to it, so that it is
  // read once. Never null in a rule.
  /// Of the last hop and the page's meta elements.
  const CspPolicies* content_security = nullptr;
  /// Of these policies, as blocked_scripts() says.
  const std::vector<BlockedScript>* blocked_scripts = nullptr;
  /// None where there is no page.
  const AddressList* addresses = nullptr;
  /// What payment pages may hold; null: no rule asks.
  const Inventory* inventory = nullptr;
  /// The external scripts of the page; null where none were fetched.
  const FetchedScripts* scripts = nullptr;

  /// The last hop; null where no response came.
  const Hop* final_hop() const {
    if (response == nullptr || response->hops.empty()) return nullptr;
    const Hop& hop = response->final_hop();
    return hop.status == 0 ? nullptr : &hop;
  }
};

/// What a rule needs to be asked at all.
enum class RuleSubject : uint8_t {
  kPage,      // RuleInput::page is there
  kResponse,  // RuleInput::response is there, with a hop or more
  kEither,    // one of the two is
};

/// What is said of a rule, to people and in reports.
struct RuleInfo {
  std::string id;    // "F02"
  std::string name;  // "form-downgrade"
  Level level = Level::kWarning;
  RuleConfidence confidence = RuleConfidence::kHigh;
  bool enabled = true;  // unless the configuration says otherwise
  std::string summary;  // one sentence: what is found
  std::string why;      // what harm there is
  std::string fix;      // what to do
  /// "CWE-319", "PCI-DSS-6.4.3", "ZAP-10042", "axe:label" ...
  std::vector<std::string> references;
};

/// One thing a rule found.
struct Observation {
  std::string message;
  FindingEvidence evidence;
  /// What it is told by from scan to scan: no position, nothing that changes
  /// with every response.
  std::string key;
  std::optional<Level> level = {};  // where not the rule's
  std::optional<RuleConfidence> confidence = {};
};

using Observations = std::vector<Observation>;

struct Rule {
  RuleInfo info;
  /// What a configuration says; then observations have no say.
  std::optional<Level> configured_level = {};
  RuleSubject subject = RuleSubject::kPage;
  std::function<void(const RuleInput& input, Observations& found)> check;
};

/// A rule written in C++, for the tables of rules (see rule_set.cpp). Views of
/// string literals.
struct CodeRule {
  std::string_view id;
  std::string_view name;
  Level level = Level::kWarning;
  RuleConfidence confidence = RuleConfidence::kHigh;
  RuleSubject subject = RuleSubject::kPage;
  std::string_view summary;
  std::string_view why;
  std::string_view fix;
  std::string_view references;  // separated by spaces
  void (*check)(const RuleInput& input, Observations& found) = nullptr;
  bool enabled = true;
};

/// Evidence in the source of the page.
FindingEvidence in_page(SourcePosition position, std::string_view text);

/// Evidence in a field of a hop.
FindingEvidence in_field(size_t hop, std::string_view name,
                         std::string_view value);

/// Text of a page or server as a message quotes it: in double quotes, white
/// space collapsed, cut to about 80 characters with an ellipsis.
std::string quoted(std::string_view text);

}  // namespace pagescan
