#include "tests/rules/rule_case.h"

#include <chrono>
#include <optional>
#include <stdexcept>
#include <utility>

#include "rules/inventory/fetched_scripts.h"
#include "rules/inventory/inventory_reader.h"
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

// One hop, and the cookies it sets under this number.
Hop make_hop(std::string_view url, int status, std::string_view fields,
             size_t number, std::vector<ReceivedCookie>& cookies) {
  Hop hop;
  hop.url = url;
  hop.status = status;
  hop.fields = parse_fields(fields);
  for (const std::string_view value : hop.fields.all("set-cookie")) {
    if (auto cookie = parse_set_cookie(value)) {
      if (cookie->domain.empty()) cookie->domain = Url::parse(url)->host();
      if (cookie->path.empty()) cookie->path = "/";
      cookies.push_back({number, *std::move(cookie)});
    }
  }
  return hop;
}

Response make_response(const RuleCase& rule_case) {
  Response response;
  response.submitted_url = rule_case.url;
  response.final_url = rule_case.url;
  response.hops.push_back(make_hop(rule_case.url, rule_case.status,
                                   rule_case.fields, 0, response.cookies));
  if (rule_case.respond) rule_case.respond(response);
  return response;
}

// The charset of Content-Type, as written.
std::optional<std::string> transport_charset(const Response& response) {
  const auto field = response.final_hop().fields.first("content-type");
  if (!field) return std::nullopt;
  const auto type = parse_mime_type(*field);
  return type ? type->charset : std::nullopt;
}

FetchedScripts fetched_scripts(const RuleCase& rule_case) {
  FetchedScripts scripts;
  for (const auto& [url, content] : rule_case.scripts) {
    if (content) {
      scripts[url] = hashed_script(*content);
    } else {
      scripts[url].problem = "its status is 404";
    }
  }
  return scripts;
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
    if (response) source.transport_charset = transport_charset(*response);
    page = *build_page(source, PageLimits());
  }
  RuleParameters parameters;
  if (rule_case.configure) rule_case.configure(parameters);
  RuleInput input{response ? &*response : nullptr, page ? &*page : nullptr, url,
                  parameters, kNow};
  std::optional<Inventory> inventory;
  if (!rule_case.inventory.empty()) {
    inventory = read_inventory_text(rule_case.inventory, "case").value();
    input.inventory = &*inventory;
  }
  const FetchedScripts scripts = fetched_scripts(rule_case);
  input.scripts = &scripts;
  return judge(rules, input, JudgeLimits()).findings;
}

}  // namespace

void redirect_from(std::string_view url, Response& response,
                   std::string_view fields, int status) {
  for (ReceivedCookie& received : response.cookies) ++received.hop;
  std::vector<ReceivedCookie> cookies;
  Hop hop = make_hop(url, status, fields, 0, cookies);
  response.submitted_url = url;
  response.hops.insert(response.hops.begin(), std::move(hop));
  response.cookies.insert(response.cookies.begin(), cookies.begin(),
                          cookies.end());
}

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
