// Fuzzes Content Security Policies: the first line is a URL, the rest the value
// of a field. Checks what must hold of any policy and any verdict.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "rules/csp/evaluate.h"
#include "rules/csp/policy.h"
#include "scanner/base/strings.h"

namespace {

using namespace pagescan;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_directive(const CspDirective& directive) {
  require(directive.name == ascii_lowercase(directive.name));
  require(!directive.name.empty());
  require(directive.sources.empty() ||
          directive.sources.size() == directive.tokens.size());
  for (const CspExpression& e : directive.sources) {
    require(split_on_ascii_whitespace(e.text).size() == 1);
    require((e.kind == CspExpressionKind::kHost) == !e.host.empty());
    require(e.kind != CspExpressionKind::kNonce || !e.value.empty());
    require(e.kind != CspExpressionKind::kHash || !e.value.empty());
  }
}

// What was read, written down, is read the same.
void check_policy(const CspPolicy& policy) {
  std::set<std::string> names;
  std::string text;
  require(policy.directives.size() <= kMaxCspDirectives);
  for (const CspDirective& directive : policy.directives) {
    check_directive(directive);
    require(names.insert(directive.name).second);
    text += directive.text + ';';
  }
  const CspPolicy again = parse_csp(text, policy.in_meta);
  require(again.directives.size() == policy.directives.size());
  for (size_t i = 0; i < again.directives.size(); ++i) {
    require(again.directives[i].tokens == policy.directives[i].tokens);
  }
}

// More policies never allow more.
void check_intersection(const CspPolicies& all, const Url& url) {
  const Url self = *Url::parse("https://a.example/");
  for (size_t count = 0; count < all.size(); ++count) {
    const CspContext few{{all.data(), count}, &self};
    const CspContext more{{all.data(), count + 1}, &self};
    require(!csp_blocks_script(few, {url}) || csp_blocks_script(more, {url}));
    require(!csp_blocks_submission(few, url) ||
            csp_blocks_submission(more, url));
    CspInlineText text("alert(1)");
    for (const CspInline kind :
         {CspInline::kScript, CspInline::kScriptAttribute,
          CspInline::kNavigation, CspInline::kStyle}) {
      require(!csp_blocks_inline(few, kind, text, "abc") ||
              csp_blocks_inline(more, kind, text, "abc"));
    }
    require(!csp_blocks_request(few, CspDestination::kImage, url) ||
            csp_blocks_request(more, CspDestination::kImage, url));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const size_t line = input.find('\n');
  const std::string first = input.substr(0, line);
  const std::string rest =
      line == std::string::npos ? std::string() : input.substr(line + 1);
  const CspPolicies policies = parse_csp_list(rest);
  require(policies.size() <= kMaxCspPolicies);
  for (const CspPolicy& policy : policies) check_policy(policy);
  check_policy(parse_csp(rest, true));
  if (const auto url = Url::parse(first)) {
    csp_upgraded(*url);
    check_intersection(policies, *url);
  }
  return 0;
}
