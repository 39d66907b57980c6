// What the rules say that Content Security Policies block, for comparison with
// a browser (csp_verdicts.py). Reads an array of cases from standard input,
//   [{"kind": "script", "url": ..., "fields": ..., "html": ..., "target": ...}]
// and writes, for each, the directive that blocks the one thing of that kind in
// it, or null.
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "rules/csp/page_policies.h"
#include "scanner/fetch/fields.h"

namespace pagescan {
namespace {

std::optional<CspDestination> destination_named(std::string_view kind) {
  if (kind == "image") return CspDestination::kImage;
  if (kind == "iframe") return CspDestination::kFrame;
  if (kind == "stylesheet") return CspDestination::kStyle;
  return std::nullopt;
}

CspVerdict resource_verdict(const Page& page, const CspPolicies& policies,
                            const Url& self, std::string_view kind) {
  for (const Resource& resource : page.facts.page.resources) {
    if (resource.kind != kind) continue;
    Url url = Url::parse(resource.address->url.value()).value();
    if (csp_upgrade_policy(policies) != nullptr) url = csp_upgraded(url);
    std::optional<std::string_view> nonce;
    for (const NodeId link : page.document.elements(Tag::kLink)) {
      nonce = csp_nonce(page.document, link);
    }
    return csp_blocks_request({policies, &self, resource.position.offset},
                              *destination_named(kind), url, nonce);
  }
  throw std::invalid_argument("nothing of this kind in the page");
}

CspVerdict style_verdict(const Page& page, const CspPolicies& policies,
                         const Url& self) {
  const NodeId id = page.document.elements(Tag::kStyle).front();
  const std::string content = page.document.text_content(id);
  CspInlineText text(content);
  return csp_blocks_inline(
      {policies, &self, page.document.node(id).position.offset},
      CspInline::kStyle, text, csp_nonce(page.document, id));
}

CspVerdict verdict_on(std::string_view kind, const nlohmann::json& given,
                      const Page& page, const CspPolicies& policies,
                      const Url& self) {
  if (destination_named(kind)) {
    return resource_verdict(page, policies, self, kind);
  }
  if (kind == "style") return style_verdict(page, policies, self);
  if (kind == "form") {
    const auto blocked = blocked_submissions(page, policies, &self);
    return blocked.empty() ? CspVerdict() : blocked.front().block;
  }
  if (kind == "dynamic") {
    const Url url = Url::parse(given["target"].get<std::string>()).value();
    CspScriptRequest request{url};
    request.parser_inserted = false;
    return csp_blocks_script({policies, &self}, request);
  }
  const auto blocked = blocked_scripts(page, policies, &self);
  return blocked.empty() ? CspVerdict() : blocked.front().block;
}

// The directive that blocks, or null.
nlohmann::json judged(const nlohmann::json& given) {
  const Url self = Url::parse(given["url"].get<std::string>()).value();
  const auto html = given["html"].get<std::string>();
  PageSource source;
  source.content = html;
  source.url = self;
  const Page page = build_page(source, PageLimits()).value();
  Hop hop;
  hop.status = 200;
  hop.fields = parse_fields(given["fields"].get<std::string>());
  const CspPolicies policies = csp_policies_of(&hop, &page.document);
  const CspVerdict verdict =
      verdict_on(given["kind"].get<std::string>(), given, page, policies, self);
  return verdict ? nlohmann::json(verdict->directive->name) : nlohmann::json();
}

}  // namespace
}  // namespace pagescan

int main() {
  nlohmann::json verdicts = nlohmann::json::array();
  for (const auto& given : nlohmann::json::parse(std::cin)) {
    verdicts.push_back(pagescan::judged(given));
  }
  std::cout << verdicts.dump() << '\n';
  return 0;
}
