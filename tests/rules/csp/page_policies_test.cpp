// The policies of a response and a page, and what of the page they block.
#include "rules/csp/page_policies.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scanner/fetch/fields.h"

namespace pagescan {
namespace {

Page page_of(const std::string& html) {
  PageSource source;
  source.content = html;
  source.url = *Url::parse("https://a.example/");
  return *build_page(source, PageLimits());
}

Hop hop_of(std::string_view fields) {
  Hop hop;
  hop.status = 200;
  hop.fields = parse_fields(fields);
  return hop;
}

// "directive what", a line each.
std::string blocked(const std::string& html, std::string_view fields) {
  const Page page = page_of(html);
  const Hop hop = hop_of(fields);
  const CspPolicies policies = csp_policies_of(&hop, &page.document);
  const Url self = *Url::parse("https://a.example/");
  std::string lines;
  for (const BlockedScript& script : blocked_scripts(page, policies, &self)) {
    lines +=
        script.block.directive->name + ' ' + std::string(script.shown) + '\n';
  }
  for (const auto& [form, submission, block] :
       blocked_submissions(page, policies, &self)) {
    lines += block.directive->name + ' ' + *submission->url + '\n';
  }
  return lines;
}

TEST(PagePoliciesTest, AreReadFromFieldsAndMetas) {
  const Page page = page_of(
      "<meta http-equiv=Content-Security-Policy content=\"img-src a, b\">"
      "<meta http-equiv=content-security-policy-report-only content=x>"
      "<meta http-equiv=content-security-policy content=''>"
      "<template><meta http-equiv=content-security-policy content=x>"
      "</template><noscript><meta http-equiv=content-security-policy "
      "content=x></noscript><body>"
      "<meta http-equiv=content-security-policy content=x>");
  const Hop hop = hop_of(
      "content-security-policy: font-src *, media-src *\n"
      "Content-Security-Policy-Report-Only: script-src *\n"
      "Content-Security-Policy: object-src *\n");
  const CspPolicies policies = csp_policies_of(&hop, &page.document);
  ASSERT_EQ(policies.size(), 5u);
  EXPECT_EQ(policies[0].directives[0].name, "font-src");
  EXPECT_EQ(policies[1].directives[0].name, "media-src");
  EXPECT_TRUE(policies[2].report_only);
  EXPECT_FALSE(policies[3].report_only);
  EXPECT_TRUE(policies[4].in_meta);
  // No list there: the comma is part of a source.
  EXPECT_EQ(policies[4].directives[0].tokens,
            (std::vector<std::string>{"a,", "b"}));
  EXPECT_EQ(csp_policies_of(nullptr, nullptr).size(), 0u);
}

TEST(PagePoliciesTest, BlockScripts) {
  const std::string csp = "Content-Security-Policy: script-src ";
  const struct {
    const char* html;
    std::string fields;
    const char* blocked;
  } kCases[] = {
      {"<script>a()</script><script src=/b.js></script><p onclick=c()>"
       "<a href=javascript:d()>",
       csp + "'none'",
       "script-src /b.js\nscript-src a()\nscript-src c()\n"
       "script-src javascript:d()\n"},
      {"<script type=application/ld+json>{}</script><script></script>"
       "<script nomodule src=b.js></script><script src></script>"
       "<noscript><script src=c.js></script><p onclick=x()></noscript>"
       "<template><script>x()</script></template>"
       "<a href='javascript:void(0)'><a href='javascript:;'><p onclick=''>",
       csp + "'none'", ""},
      {"<svg><script href=x.js></script></svg>", csp + "'none'",
       "script-src x.js\n"},
      {"<svg><script>a()</script></svg>", csp + "'self'", "script-src a()\n"},
      {"<script nonce=abc data-x='<script'>a()</script>", csp + "'nonce-abc'",
       "script-src a()\n"},
      {"<script nonce=abc>a()</script>", csp + "'nonce-abc'", ""},
      {"<script src=http://a.example/x.js></script>", csp + "'self'",
       "script-src http://a.example/x.js\n"},
      {"<script src=http://a.example/x.js></script>",
       csp + "'self'; upgrade-insecure-requests", ""},
      {"<base href=https://b.example/><script src=x.js></script>",
       csp + "'self'", "script-src x.js\n"},
      {"<base href=https://b.example/><script src=x.js></script>",
       csp + "'self'; base-uri 'none'", ""},
      {"<script>a()</script><meta http-equiv=content-security-policy "
       "content=\"script-src 'none'\"><script>b()</script>"
       "<a href=javascript:c()>",
       "", "script-src b()\nscript-src javascript:c()\n"},
      {"<script type=importmap>{}</script>", csp + "'none'", "script-src {}\n"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(blocked(c.html, c.fields), c.blocked) << c.html;
  }
}

TEST(PagePoliciesTest, BlockSubmissions) {
  const std::string csp = "Content-Security-Policy: form-action ";
  const char* const html =
      "<form action=https://b.example/go><button>A</button>"
      "<button formaction=/own>B</button>"
      "<button formaction=https://c.example/>C</button></form>";
  EXPECT_EQ(blocked(html, csp + "'self'"),
            "form-action https://b.example/go\n"
            "form-action https://c.example/\n");
  EXPECT_EQ(blocked(html, csp + "'self' https:"), "");
  EXPECT_EQ(blocked(html, "Content-Security-Policy: default-src 'none'"), "");
  EXPECT_EQ(blocked("<form action=http://a.example/><button>A</button></form>",
                    csp + "'self'; upgrade-insecure-requests"),
            "");
}

// Every source names the host of every script, and the path all but the end.
// Not to end here is to run into the time limit of tests.
TEST(PagePoliciesTest, ManyElementsAndSourcesComeToAnEnd) {
  const std::string path(40, 'a');
  std::string html;
  for (size_t i = 0; i < kMaxCspChecks + 100; ++i) {
    html += "<script src=/" + path + "></script><noscript><p></noscript>";
  }
  std::string fields;
  for (size_t i = 0; i < kMaxCspPolicies; ++i) {
    fields += "Content-Security-Policy: script-src";
    for (size_t k = 0; k < kMaxCspExpressions - 3; ++k) {
      fields += " a.example/" + path + "b";
    }
    fields += " *\n";
  }
  const Page page = page_of(html);
  const Hop hop = hop_of(fields);
  const CspPolicies policies = csp_policies_of(&hop, &page.document);
  EXPECT_TRUE(policies.front().complete);
  EXPECT_FALSE(policies.back().complete);
  const Url self = *Url::parse("https://a.example/");
  EXPECT_EQ(blocked_scripts(page, policies, &self).size(), 0u);
}

}  // namespace
}  // namespace pagescan
