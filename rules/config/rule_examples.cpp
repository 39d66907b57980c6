#include "rules/config/rule_examples.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "rules/judge.h"
#include "scanner/fetch/cookie.h"
#include "scanner/page.h"

namespace pagescan {
namespace {

// 2026-01-01T00:00:00Z: examples mean the same whenever they are tried.
constexpr WallTime kNow{std::chrono::seconds(1767225600)};

Response response_of(const RuleExample& example,
                     const std::optional<Url>& url) {
  Response response;
  response.submitted_url = example.url;
  response.final_url = example.url;
  Hop hop;
  hop.url = example.url;
  hop.status = example.status;
  for (const std::string& field : example.fields) hop.fields.add_line(field);
  for (const std::string_view value : hop.fields.all("set-cookie")) {
    std::optional<Cookie> cookie = parse_set_cookie(value);
    if (!cookie) continue;
    if (cookie->domain.empty() && url) cookie->domain = url->host();
    response.cookies.push_back({0, *std::move(cookie)});
  }
  response.hops.push_back(std::move(hop));
  return response;
}

std::string about(const RuleExample& example, const RuleInfo& info,
                  std::string_view what) {
  return fmt::format("{}:{}: {} {}: {}{}{}", example.position.line,
                     example.position.column, info.id, info.name, example.about,
                     example.about.empty() ? "" : ": ", what);
}

}  // namespace

std::vector<Finding> findings_of_example(const Rule& rule,
                                         const RuleExample& example) {
  std::optional<Url> url;
  if (Result<Url> parsed = Url::parse(example.url)) url = *std::move(parsed);
  const Response response = response_of(example, url);
  std::optional<Page> page;
  if (!example.html.empty()) {
    PageSource source;
    source.content = example.html;
    source.url = url;
    // Without a page the rule is not asked, and the example fails or passes.
    if (Result<Page> built = build_page(source, PageLimits())) {
      page.emplace(*std::move(built));
    }
  }
  const RuleParameters parameters;
  const RuleInput input{&response, page ? &*page : nullptr, url, parameters,
                        kNow};
  RuleSet alone = {rule};
  alone.front().info.enabled = true;
  return judge(alone, input, JudgeLimits()).findings;
}

std::vector<std::string> failed_examples(const DataRule& rule) {
  std::vector<std::string> failures;
  const Rule made = make_rule(rule);
  for (const RuleExample& example : rule.bad) {
    if (findings_of_example(made, example).empty()) {
      failures.push_back(about(example, rule.info, "nothing is found"));
    }
  }
  for (const RuleExample& example : rule.good) {
    const std::vector<Finding> found = findings_of_example(made, example);
    if (found.empty()) continue;
    failures.push_back(
        about(example, rule.info, "it is found: " + found.front().message));
  }
  for (const auto& [name, list] :
       {std::pair{"bad", &rule.bad}, std::pair{"good", &rule.good}}) {
    if (!list->empty()) continue;
    failures.push_back(
        fmt::format("{}:{}: {} {}: there is no example under examples.{}",
                    rule.position.line, rule.position.column, rule.info.id,
                    rule.info.name, name));
  }
  return failures;
}

}  // namespace pagescan
