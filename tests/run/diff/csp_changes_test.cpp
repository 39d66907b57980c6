// Content Security Policies by directive.
#include <gtest/gtest.h>

#include <map>

#include "tests/run/diff/diff_support.h"
#include "tests/run/diff/part_support.h"

namespace pagescan {
namespace {

using Lines = std::vector<std::string>;

const std::vector<ChangeSubject> kParts = {ChangeSubject::kCspDirective,
                                           ChangeSubject::kField};

struct Case {
  std::string before;
  std::string after;
  Lines expected;
  size_t nonces_hidden = 0;
};

ScanResult with_policy(const std::string& policy) {
  return scanned_page("<p>a", {"Content-Security-Policy: " + policy});
}

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.before + " | " + c.after);
    const ScanResult before = with_policy(c.before);
    const ScanResult after = with_policy(c.after);
    const PageDiff diff = diff_results(before, after, {});
    EXPECT_EQ(lines_of(diff, kParts), c.expected);
    const auto hidden = diff.hidden.find("nonces");
    EXPECT_EQ(hidden == diff.hidden.end() ? 0 : hidden->second,
              c.nonces_hidden);
    expect_laws(before, after, kParts);
  }
}

TEST(CspChangesTest, NeitherOrderNorCaseIsAChange) {
  check({
      {"default-src 'self' a.example; img-src *",
       "img-src *; DEFAULT-SRC A.example 'SELF'",
       {}},
      {"default-src  'self';", "default-src 'self'", {}},
      {"img-src 'none'", "img-src", {}},
      {"script-src 'sha256-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'",
       "script-src 'SHA256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
       {}},
      {"img-src a.example/A",
       "img-src a.example/a",
       {"warning csp_directive_changed csp[img-src] a.example/A -> "
        "a.example/a"}},
  });
}

TEST(CspChangesTest, LoosenedSourcesAreToldByWhatTheyOpen) {
  check({
      {"script-src 'self'",
       "script-src 'self' 'unsafe-inline'",
       {"error csp_directive_changed csp[script-src] (none) -> "
        "'unsafe-inline'"}},
      {"script-src 'self'",
       "script-src 'self' https://cdn.example",
       {"error csp_directive_changed csp[script-src] (none) -> "
        "https://cdn.example"}},
      {"script-src 'self'",
       "script-src 'self' data: *",
       {"error csp_directive_changed csp[script-src] (none) -> * data:"}},
      {"script-src 'none'",
       "script-src 'self'",
       {"warning csp_directive_changed csp[script-src] 'none' -> 'self'"}},
      {"img-src 'self'",
       "img-src 'self' a.example",
       {"warning csp_directive_changed csp[img-src] (none) -> a.example"}},
      {"img-src 'self' a.example",
       "img-src 'self'",
       {"note csp_directive_changed csp[img-src] a.example -> (none)"}},
      {"script-src 'self' 'unsafe-eval'",
       "script-src 'self'",
       {"note csp_directive_changed csp[script-src] 'unsafe-eval' -> (none)"}},
      {"form-action 'self'",
       "form-action 'self' https://evil.example",
       {"error csp_directive_changed csp[form-action] (none) -> "
        "https://evil.example"}},
      // Browsers ignore it beside a nonce: it is for those that know none.
      {"script-src 'nonce-r4nd0m'",
       "script-src 'nonce-r4nd0m' 'unsafe-inline'",
       {"warning csp_directive_changed csp[script-src] (none) -> "
        "'unsafe-inline'"}},
      // Without the nonce they don't.
      {"script-src 'unsafe-inline' 'nonce-r4nd0m'",
       "script-src 'unsafe-inline'",
       {"error csp_directive_changed csp[script-src] 'nonce-r4nd0m' -> "
        "(none)"}},
      {"default-src 'self'; script-src 'self'",
       "default-src 'self' a.example; script-src 'self'",
       {"warning csp_directive_changed csp[default-src] (none) -> a.example"}},
      {"sandbox",
       "sandbox allow-scripts",
       {"warning csp_directive_changed csp[sandbox] (none) -> "
        "allow-scripts"}},
      {"sandbox allow-scripts",
       "sandbox",
       {"note csp_directive_changed csp[sandbox] allow-scripts -> (none)"}},
  });
}

TEST(CspChangesTest, ADirectiveThatIsGoneIsJudgedByWhatItFallsBackTo) {
  check({
      {"img-src *; script-src 'self'",
       "img-src *",
       {"error csp_directive_removed csp[script-src] script-src 'self' -> "
        "(none)"}},
      {"img-src *",
       "img-src *; script-src 'self'",
       {"note csp_directive_added csp[script-src] (none) -> script-src "
        "'self'"}},
      {"default-src 'self'; script-src 'self' cdn.example",
       "default-src 'self'",
       {"note csp_directive_removed csp[script-src] script-src 'self' "
        "cdn.example -> (none)"}},
      {"default-src 'self'",
       "default-src 'self'; script-src 'self' cdn.example",
       {"error csp_directive_added csp[script-src] (none) -> script-src 'self' "
        "cdn.example"}},
      {"default-src 'self'; frame-ancestors 'none'",
       "default-src 'self'",
       {"warning csp_directive_removed csp[frame-ancestors] frame-ancestors "
        "'none' -> (none)"}},
      {"default-src 'self'; upgrade-insecure-requests",
       "default-src 'self'",
       {"warning csp_directive_removed csp[upgrade-insecure-requests] "
        "upgrade-insecure-requests -> (none)"}},
      {"default-src 'self'; require-trusted-types-for 'script'",
       "default-src 'self'",
       {"error csp_directive_removed csp[require-trusted-types-for] "
        "require-trusted-types-for 'script' -> (none)"}},
      {"default-src 'self'; report-uri /a",
       "default-src 'self'; report-uri /b",
       {"note csp_directive_changed csp[report-uri] /a -> /b"}},
  });
}

TEST(CspChangesTest, NoncesAreNoise) {
  check({
      {"script-src 'nonce-aaaa' 'self'",
       "script-src 'self' 'nonce-bbbb'",
       {},
       1},
      {"script-src 'nonce-aaaa'; style-src 'nonce-aaaa'",
       "script-src 'nonce-bbbb'; style-src 'nonce-bbbb'",
       {},
       2},
      {"script-src 'nonce-aaaa' 'self'",
       "script-src 'nonce-bbbb' 'self' a.example",
       {"error csp_directive_changed csp[script-src] (none) -> a.example"},
       1},
      {"script-src 'self'",
       "script-src 'self' 'nonce-bbbb'",
       {"warning csp_directive_changed csp[script-src] (none) -> "
        "'nonce-bbbb'"}},
  });
  const DiffOptions options = without_mask("nonces");
  const ScanResult before = with_policy("script-src 'nonce-aaaa'");
  const ScanResult after = with_policy("script-src 'nonce-bbbb'");
  EXPECT_EQ(lines_of(diff_results(before, after, options), kParts),
            Lines({"note csp_directive_changed csp[script-src] 'nonce-aaaa' -> "
                   "'nonce-bbbb'"}));
  expect_laws(before, after, kParts, options);
}

TEST(CspChangesTest, SeveralPoliciesPairByWhatTheySayThenInOrder) {
  check({
      {"img-src a.example, script-src 'self'",
       "script-src 'self', img-src a.example",
       {}},
      {"img-src a.example, script-src 'self'",
       "script-src 'self', img-src b.example",
       {"warning csp_directive_changed csp[img-src] a.example -> b.example"}},
      {"img-src a.example, script-src 'self'",
       "img-src a.example",
       {"error csp_directive_removed csp script-src 'self' -> (none)"}},
      {"img-src a.example",
       "img-src a.example, script-src 'self'",
       {"note csp_directive_added csp (none) -> script-src 'self'"}},
  });
}

TEST(CspChangesTest, PoliciesOfEachPlaceAreComparedApart) {
  const std::string meta =
      "<meta http-equiv=content-security-policy content=\"";
  const ScanResult before =
      scanned_page(meta + "script-src 'self'\"><p>a",
                   {"Content-Security-Policy-Report-Only: script-src 'self'"});
  const ScanResult after = scanned_page(
      meta + "script-src *\"><p>a",
      {"Content-Security-Policy-Report-Only: script-src 'self' data:"});
  EXPECT_EQ(
      lines_of(diff_results(before, after, {}), kParts),
      Lines({"warning csp_directive_changed csp-report-only[script-src] (none) "
             "-> data:",
             "error csp_directive_changed csp-meta[script-src] 'self' -> *"}));
  expect_laws(before, after, kParts);

  const ScanResult none = scanned_page("<p>a");
  EXPECT_EQ(
      lines_of(diff_results(before, none, {}), kParts),
      Lines({"warning csp_directive_removed csp-report-only script-src 'self' "
             "-> (none)",
             "error csp_directive_removed csp-meta script-src 'self' -> "
             "(none)"}));
  expect_laws(before, none, kParts);
}

TEST(CspChangesTest, AFieldThatIsGoneIsAPolicyThatIsGone) {
  const ScanResult before = with_policy("script-src 'self'");
  const ScanResult after = scanned_page("<p>a");
  EXPECT_EQ(
      lines_of(diff_results(before, after, {}), kParts),
      Lines({"error csp_directive_removed csp script-src 'self' -> (none)"}));
  EXPECT_EQ(
      lines_of(diff_results(after, before, {}), kParts),
      Lines({"note csp_directive_added csp (none) -> script-src 'self'"}));
  expect_laws(before, after, kParts);
}

TEST(CspChangesTest, PoliciesPastTheBoundsAreComparedAsTexts) {
  std::string many = "img-src a.example";
  for (size_t i = 0; i < kMaxCspPolicies; ++i) many += ", img-src a.example";
  const std::string more = many + ", img-src b.example";
  check({{many,
          more,
          {"warning csp_directive_changed csp " + many + " -> " + more}}});
}

}  // namespace
}  // namespace pagescan
