#include "rules/inventory/security_fields.h"

#include <gtest/gtest.h>

#include <string>

#include "rules/csp/page_policies.h"

namespace pagescan {
namespace {

// "name [directive] = value" of each, a line each.
std::string lines(std::string_view block) {
  Hop hop;
  hop.status = 200;
  hop.fields = parse_fields(block);
  std::string out;
  for (const SecurityField& field :
       security_fields(hop, csp_policies_of(&hop, nullptr))) {
    out += field.name;
    if (!field.directive.empty()) out += ' ' + field.directive;
    out += " = " + field.value + '\n';
  }
  return out;
}

TEST(SecurityFieldsTest, WritesWhatMeansTheSameAlike) {
  const std::string first = lines(
      "Content-Security-Policy: script-src 'self' 'nonce-aaa' "
      "https://Cdn.test; report-uri https://r.test/c?id=1\n"
      "Strict-Transport-Security: max-age=1;  includeSubDomains\n"
      "X-Frame-Options: DENY\nServer: x");
  EXPECT_EQ(first,
            "content-security-policy report-uri = https://r.test/c\n"
            "content-security-policy script-src = 'nonce-*' 'self' "
            "https://cdn.test\n"
            "strict-transport-security = includesubdomains; max-age=1\n"
            "x-frame-options = deny\n");
  EXPECT_EQ(first, lines("x-frame-options:  deny\n"
                         "strict-transport-security: IncludeSubdomains;"
                         "max-age=1\n"
                         "content-security-policy: report-uri "
                         "https://r.test/c?id=2; script-src https://cdn.test "
                         "'nonce-bbb' 'SELF'"));
}

TEST(SecurityFieldsTest, EveryPolicyHolds) {
  EXPECT_EQ(lines("content-security-policy: img-src a.test\n"
                  "content-security-policy: img-src *"),
            "content-security-policy img-src = a.test, *\n");
}

TEST(SecurityFieldsTest, KeepsWhatTells) {
  EXPECT_EQ(lines("content-security-policy: script-src 'sha256-AbC=' "
                  "https://a.test/Js/\nreferrer-policy: no-referrer, origin"),
            "content-security-policy script-src = 'sha256-AbC=' "
            "https://a.test/Js/\nreferrer-policy = no-referrer, origin\n");
}

}  // namespace
}  // namespace pagescan
