#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

RuleCase of(std::string_view rule, CaseKind kind, std::string_view about,
            std::string_view policy, std::string html,
            std::string message = "") {
  RuleCase rule_case;
  rule_case.rule = rule;
  rule_case.kind = kind;
  rule_case.about = about;
  rule_case.fields = "Content-Security-Policy: " + std::string(policy);
  rule_case.html = std::move(html);
  rule_case.message = std::move(message);
  return rule_case;
}

RuleCase at(RuleCase rule_case, unsigned line, unsigned column, size_t count) {
  rule_case.line = line;
  rule_case.column = column;
  rule_case.count = count;
  return rule_case;
}

void add_forms(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  const std::string form =
      "<p>\n<form action=https://pay.example/go><button>Pay</button></form>";
  cases.push_back(at(of("H05", kBad, "another host", "form-action 'self'", form,
                        "\"https://pay.example/go\", which form-action of"),
                     2, 1, 1));
  cases.push_back(
      at(of("H05", kBad, "a submitter's formaction", "form-action 'self'",
            "<form action=/go>\n<button "
            "formaction=//x.example/>B</button></form>",
            "\"https://x.example/\""),
         2, 1, 1));
  cases.push_back(of("H05", kBad, "a sandbox", "sandbox allow-scripts", form,
                     "which sandbox of"));
  cases.push_back(
      of("H05", kGood, "listed", "form-action 'self' pay.example", form));
  cases.push_back(
      of("H05", kTrap, "no form-action", "default-src 'none'", form));
  cases.push_back(of("H05", kTrap, "a redirect after the submission",
                     "form-action 'self'",
                     "<form action=/redirects-to-pay><button>Pay</button>"));
  cases.push_back(of("H05", kTrap, "made https before it is looked at",
                     "form-action https:; upgrade-insecure-requests",
                     "<form action=http://pay.example><button>P</button>"));
}

void add_scripts(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  cases.push_back(at(of("H06", kBad, "another host", "script-src 'self'",
                        "<p>\n<script src=//cdn.example/a.js></script>",
                        "\"//cdn.example/a.js\" does not run: script-src of"),
                     2, 1, 1));
  cases.push_back(of("H06", kBad, "an inline script", "default-src 'self'",
                     "<script>start()</script>", "\"start()\""));
  cases.push_back(
      at(of("H06", kBad, "event handlers as one", "script-src 'self'",
            "<b onclick=a()>\n<b onclick=b()><b onclick=c()>",
            "3 event handlers (the first: onclick=\"a()\") do not "
            "run"),
         1, 1, 1));
  cases.push_back(of("H06", kBad, "a javascript: URL", "script-src 'self'",
                     "<a href=javascript:go()>x</a>",
                     "1 javascript: URL (\"javascript:go()\") does not run"));
  cases.push_back(of("H06", kBad, "a host beside 'strict-dynamic'",
                     "script-src 'strict-dynamic' 'nonce-abc' https:",
                     "<script src=https://cdn.example/a.js></script>",
                     "\"https://cdn.example/a.js\""));
  RuleCase meta = of("H06", kBad, "a meta element's policy", "img-src *",
                     "<meta http-equiv=content-security-policy "
                     "content=\"script-src 'self'\"><script>a()</script>",
                     "(a meta element)");
  cases.push_back(meta);
  cases.push_back(of("H06", kGood, "listed", "script-src 'self' cdn.example",
                     "<script src=//cdn.example/a.js></script>"));
  cases.push_back(of("H06", kTrap, "'strict-dynamic' and the nonce",
                     "script-src 'strict-dynamic' 'nonce-abc'",
                     "<script nonce=abc src=//cdn.example/a.js></script>"));
  cases.push_back(of("H06", kTrap, "data, not script", "script-src 'none'",
                     "<script type=application/ld+json>{}</script>"));
  cases.push_back(of("H06", kTrap, "links that do nothing", "script-src 'self'",
                     "<a href='javascript:void(0);'>x</a>"));
  cases.push_back(of("H06", kTrap, "a policy further down", "img-src *",
                     "<script>a()</script><meta "
                     "http-equiv=content-security-policy "
                     "content=\"script-src 'self'\">"));
  cases.push_back(of("H06", kTrap, "an inline script without nonce is S09's",
                     "script-src 'nonce-abc'", "<script>a()</script>"));
}

void add_nonces(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  cases.push_back(at(of("S09", kBad, "no nonce", "script-src 'nonce-abc'",
                        "<script nonce=abc>a()</script>\n<script>b()</script>",
                        "\"b()\" does not run: script-src of the page's own "
                        "Content-Security-Policy asks for a nonce or hash, and "
                        "the script has neither"),
                     2, 1, 1));
  cases.push_back(of("S09", kBad, "another nonce", "script-src 'nonce-abc'",
                     "<script nonce=xyz>a()</script>", "another nonce"));
  cases.push_back(of("S09", kBad, "no such hash",
                     "script-src 'sha256-YWJj' 'unsafe-inline'",
                     "<script>a()</script>", "has neither"));
  cases.push_back(of("S09", kGood, "the nonce", "script-src 'nonce-abc'",
                     "<script nonce=abc>a()</script>"));
  cases.push_back(
      of("S09", kTrap, "'unsafe-inline' as a fallback",
         "script-src 'nonce-abc' 'strict-dynamic' 'unsafe-inline' https:",
         "<script nonce=abc>a()</script>"));
  cases.push_back(
      of("S09", kTrap, "the hash",
         "script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='",
         "<script>alert(1)</script>"));
  cases.push_back(of("S09", kTrap, "no nonces asked for",
                     "script-src 'unsafe-inline'", "<script>a()</script>"));
  cases.push_back(of("S09", kTrap, "data, not script", "script-src 'nonce-abc'",
                     "<script type=application/json>{}</script>"));
}

}  // namespace

std::vector<RuleCase> csp_block_cases() {
  std::vector<RuleCase> cases;
  add_forms(cases);
  add_scripts(cases);
  add_nonces(cases);
  return cases;
}

}  // namespace pagescan::test
