#include "rules/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "rules/csp/page_policies.h"
#include "scanner/base/sha256.h"

namespace pagescan {
namespace {

constexpr size_t kFingerprintDigits = 32;

bool can_be_asked(const Rule& rule, const RuleInput& input) {
  if (!rule.info.enabled) return false;
  const bool has_page = input.page != nullptr;
  const bool has_response =
      input.response != nullptr && !input.response->hops.empty();
  switch (rule.subject) {
    case RuleSubject::kPage:
      return has_page;
    case RuleSubject::kResponse:
      return has_response;
    case RuleSubject::kEither:
      break;
  }
  return has_page || has_response;
}

// Tells apart what has the same key by how often the key came before.
std::string fingerprint(const std::string& rule, const std::string& key,
                        size_t occurrence) {
  std::string text = rule;
  text += '\0';
  text += key;
  text += '\0';
  text += std::to_string(occurrence);
  return sha256_hex(text).substr(0, kFingerprintDigits);
}

void keep(const Rule& rule, Observations&& observed, const JudgeLimits& limits,
          Judgement& judgement) {
  if (observed.size() > limits.max_findings_of_rule) {
    judgement.truncated.push_back(
        {"findings", limits.max_findings_of_rule,
         fmt::format("{} {} found {} times: the rest is not listed; raise "
                     "--max-findings",
                     rule.info.id, rule.info.name, observed.size())});
    observed.resize(limits.max_findings_of_rule);
  }
  std::map<std::string, size_t> occurrences;
  for (Observation& observation : observed) {
    Finding finding;
    finding.rule = rule.info.id;
    finding.name = rule.info.name;
    finding.level = rule.configured_level.value_or(
        observation.level.value_or(rule.info.level));
    finding.confidence = observation.confidence.value_or(rule.info.confidence);
    finding.message = std::move(observation.message);
    finding.evidence = std::move(observation.evidence);
    finding.fingerprint = fingerprint(rule.info.id, observation.key,
                                      occurrences[observation.key]++);
    judgement.findings.push_back(std::move(finding));
  }
}

// What RuleInput has of the page for several rules.
class Readings {
 public:
  explicit Readings(const RuleInput& input)
      : policies_(csp_policies_of(
            input.final_hop(), input.page ? &input.page->document : nullptr)) {
    if (input.page == nullptr) return;
    addresses_ = AddressList(input.page->facts.page);
    blocked_scripts_ =
        blocked_scripts(*input.page, policies_, csp_self(input.url));
  }

  RuleInput added_to(const RuleInput& given) const {
    RuleInput input = given;
    input.content_security = &policies_;
    input.blocked_scripts = &blocked_scripts_;
    input.addresses = &addresses_;
    return input;
  }

 private:
  CspPolicies policies_;
  std::vector<BlockedScript> blocked_scripts_;
  AddressList addresses_;
};

}  // namespace

Judgement judge(const RuleSet& rules, const RuleInput& given,
                const JudgeLimits& limits) {
  const Readings readings(given);
  const RuleInput input = readings.added_to(given);
  Judgement judgement;
  for (const Rule& rule : rules) {
    if (!can_be_asked(rule, input)) continue;
    Observations observed;
    rule.check(input, observed);
    if (!observed.empty()) keep(rule, std::move(observed), limits, judgement);
  }
  return judgement;
}

std::optional<Level> worst_level(const std::vector<Finding>& findings) {
  std::optional<Level> worst;
  for (const Finding& finding : findings) {
    if (!counts(finding)) continue;
    worst = std::max(worst.value_or(finding.level), finding.level);
  }
  return worst;
}

}  // namespace pagescan
