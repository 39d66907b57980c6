#include "tests/rules/rule_case.h"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <utility>

#include "rules/judge.h"
#include "rules/rule_set.h"
#include "scanner/decode/mime_type.h"
#include "scanner/fetch/cookie.h"
#include "scanner/fetch/fields.h"
#include "scanner/page.h"

namespace pagescan::test {
namespace {

// 2026-11-01T00:00:00Z
constexpr WallTime kNow{std::chrono::seconds(1793491200)};

Response make_response(const RuleCase& rule_case) {
  Response response;
  response.submitted_url = rule_case.url;
  response.final_url = rule_case.url;
  Hop hop;
  hop.url = rule_case.url;
  hop.status = rule_case.status;
  hop.fields = parse_fields(rule_case.fields);
  for (const std::string_view value : hop.fields.all("set-cookie")) {
    if (auto cookie = parse_set_cookie(value)) {
      if (cookie->domain.empty()) {
        cookie->domain = Url::parse(rule_case.url)->host();
      }
      response.cookies.push_back({0, *std::move(cookie)});
    }
  }
  response.hops.push_back(std::move(hop));
  return response;
}

std::optional<std::string> charset_of(const Response& response) {
  const auto type = response.final_hop().fields.first("content-type");
  const auto mime_type = type ? parse_mime_type(*type) : std::nullopt;
  return mime_type ? mime_type->charset : std::nullopt;
}

std::vector<Finding> judged(const RuleCase& rule_case, const RuleSet& rules) {
  std::optional<Url> url;
  if (!rule_case.url.empty()) url = *Url::parse(rule_case.url);
  std::optional<Response> response;
  if (rule_case.status != 0) response = make_response(rule_case);
  std::optional<Page> page;
  if (!rule_case.html.empty()) {
    PageSource source;
    source.content = rule_case.html;
    source.url = url;
    if (response) source.transport_charset = charset_of(*response);
    page = *build_page(source, PageLimits());
  }
  RuleParameters parameters;
  if (rule_case.configure) rule_case.configure(parameters);
  const RuleInput input{response ? &*response : nullptr,
                        page ? &*page : nullptr, url, parameters, kNow};
  return judge(rules, input, JudgeLimits()).findings;
}

}  // namespace

std::vector<Finding> findings_of(const RuleCase& rule_case) {
  const RuleSet rules = built_in_rules();
  const Rule* rule = find_rule(rules, rule_case.rule);
  if (rule == nullptr) {
    throw std::invalid_argument("no rule " + std::string(rule_case.rule));
  }
  RuleSet alone = {*rule};
  alone.front().info.enabled = true;
  return judged(rule_case, alone);
}

std::vector<Finding> findings_of_all_rules(const RuleCase& rule_case) {
  return judged(rule_case, built_in_rules());
}

}  // namespace pagescan::test
