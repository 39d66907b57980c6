#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

constexpr const char* kCsp = "Content-Security-Policy: ";
constexpr const char* kReportOnly = "Content-Security-Policy-Report-Only: ";

RuleCase of(std::string_view rule, CaseKind kind, std::string_view about,
            std::string fields, std::string html = "<p>Hello") {
  RuleCase rule_case;
  rule_case.rule = rule;
  rule_case.kind = kind;
  rule_case.about = about;
  rule_case.fields = std::move(fields);
  rule_case.html = std::move(html);
  return rule_case;
}

RuleCase bad(std::string_view rule, std::string_view about, std::string fields,
             std::string message, std::string html = "<p>Hello") {
  RuleCase rule_case =
      of(rule, CaseKind::kBad, about, std::move(fields), std::move(html));
  rule_case.message = std::move(message);
  rule_case.count = 1;
  return rule_case;
}

RuleCase with_level(RuleCase rule_case, Level level) {
  rule_case.level = level;
  return rule_case;
}

RuleCase with_status(RuleCase rule_case, int status) {
  rule_case.status = status;
  return rule_case;
}

const std::string kMeta =
    "<meta http-equiv=content-security-policy content=\"script-src 'self'\">";

void add_presence(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  cases.push_back(bad("H01", "no policy", "", "no Content-Security-Policy"));
  RuleCase in_body = bad("H01", "a meta element outside head", "",
                         "outside head", "<body><p>\n" + kMeta);
  in_body.line = 2;
  in_body.column = 1;
  cases.push_back(in_body);
  cases.push_back(of("H01", kGood, "a field", kCsp + std::string("img-src *")));
  cases.push_back(of("H01", kTrap, "a meta element", "", kMeta));
  cases.push_back(of("H01", kTrap, "in head, where scripts run", "",
                     "<head><noscript><img></noscript>" + kMeta));
  cases.push_back(of("H01", kTrap, "a report-only field is H02's",
                     kReportOnly + std::string("img-src *")));
  cases.push_back(with_status(of("H01", kTrap, "an error page", ""), 404));
  cases.push_back(with_status(of("H01", kTrap, "a redirect", ""), 302));
  cases.push_back(with_status(of("H01", kTrap, "a file", ""), 0));
  cases.push_back(bad("H02", "report-only alone",
                      kReportOnly + std::string("default-src 'self'"),
                      "\"default-src 'self'\""));
  cases.push_back(
      of("H02", kGood, "enforced", kCsp + std::string("img-src *")));
  cases.push_back(of("H02", kTrap, "report-only beside a meta element",
                     kReportOnly + std::string("img-src *"), kMeta));
  cases.push_back(of("H02", kTrap, "no policy at all", ""));
}

void add_unsafe(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  const std::string csp = kCsp;
  cases.push_back(bad("H03", "inline", csp + "script-src 'unsafe-inline'",
                      "any inline script (\"'unsafe-inline'\")"));
  cases.push_back(bad("H03", "by default-src", csp + "default-src https:",
                      "default-src of the Content-Security-Policy allows "
                      "scripts of any host (\"https:\")"));
  cases.push_back(bad("H03", "all at once",
                      csp + "script-src * data: 'unsafe-inline' 'unsafe-eval'",
                      "text to be run as script (\"'unsafe-eval'\"), scripts "
                      "of any host (\"*\")"));
  cases.push_back(bad("H03", "event handlers alone",
                      csp + "script-src 'self'; script-src-attr "
                            "'unsafe-inline'",
                      "script-src-attr of"));
  cases.push_back(bad("H03", "eval beside a nonce",
                      csp + "script-src 'nonce-abc' 'unsafe-eval'",
                      "\"'unsafe-eval'\""));
  cases.push_back(bad("H03", "two policies that both allow it",
                      csp + "script-src https:, script-src *", "\"https:\""));
  cases.push_back(
      bad("H03", "the other policy says nothing of scripts",
          csp + "img-src 'self'\r\n" + csp + "script-src data:", "\"data:\""));
  cases.push_back(with_level(
      bad("H03", "no script-src at all", csp + "frame-ancestors 'none'",
          "neither script-src nor default-src"),
      Level::kNote));
  cases.push_back(
      of("H03", kGood, "listed hosts", csp + "script-src 'self' cdn.example"));
  cases.push_back(of("H03", kTrap, "'unsafe-inline' beside a nonce",
                     csp + "script-src 'nonce-abc' 'unsafe-inline'"));
  cases.push_back(of("H03", kTrap, "'unsafe-inline' beside a hash",
                     csp + "script-src 'sha256-YWJj' 'unsafe-inline'"));
  cases.push_back(
      of("H03", kTrap, "fallbacks for browsers without 'strict-dynamic'",
         csp + "script-src 'nonce-abc' 'strict-dynamic' https: 'unsafe-inline' "
               "data:"));
  cases.push_back(
      of("H03", kTrap, "several fields are an intersection",
         csp + "script-src 'unsafe-inline'\r\n" + csp + "script-src 'self'"));
  cases.push_back(of("H03", kTrap, "report-only",
                     kReportOnly + std::string("script-src *")));
  cases.push_back(of("H03", kTrap, "'wasm-unsafe-eval'",
                     csp + "script-src 'self' 'wasm-unsafe-eval'"));
  cases.push_back(of("H03", kTrap, "weak styles, strict scripts",
                     csp + "default-src *; script-src 'self'; style-src "
                           "'unsafe-inline'"));
  cases.push_back(of("H03", kTrap, "a sandbox where no script runs",
                     csp + "sandbox; default-src *"));
}

void add_form_action(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  const std::string csp = kCsp;
  const std::string form = "<form action=/go><input name=q></form>";
  cases.push_back(bad("H04", "default-src does not stand in",
                      csp + "default-src 'self'", "no form-action", form));
  cases.push_back(
      of("H04", kGood, "form-action", csp + "form-action 'self'", form));
  cases.push_back(of("H04", kTrap, "in one of two policies",
                     csp + "img-src *, form-action 'self'", form));
  cases.push_back(of("H04", kTrap, "no forms", csp + "default-src 'self'"));
  cases.push_back(of("H04", kTrap, "a dialog", csp + "default-src 'self'",
                     "<form method=dialog><button>x</button></form>"));
  cases.push_back(of("H04", kTrap, "no policy is H01's", "", form));
}

void add_syntax(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  const std::string csp = kCsp;
  cases.push_back(bad("H07", "a directive twice",
                      csp + "img-src 'self'; img-src *",
                      "\"img-src\" is there twice"));
  cases.push_back(bad("H07", "an unknown directive", csp + "script-scr 'self'",
                      "\"script-scr\""));
  cases.push_back(bad("H07", "a keyword without quotes",
                      csp + "script-src self", "\"self\" without its single"));
  cases.push_back(bad("H07", "a scheme without its colon",
                      csp + "img-src 'self' data",
                      "\"data\" without its colon"));
  cases.push_back(bad("H07", "a semicolon forgotten",
                      csp + "script-src 'self' object-src",
                      "a semicolon is missing"));
  cases.push_back(bad("H07", "'none' beside others",
                      csp + "script-src 'none' 'self'", "'none'"));
  cases.push_back(bad("H07", "a misspelt keyword",
                      csp + "script-src 'unsafe-inlin'", "no source"));
  cases.push_back(
      with_level(bad("H07", "in a report-only policy",
                     kReportOnly + std::string("script-src self"), "\"self\""),
                 Level::kNote));
  cases.push_back(bad("H07", "frame-ancestors in a meta element", "",
                      "frame-ancestors does nothing in a meta element",
                      "<meta http-equiv=content-security-policy "
                      "content=\"frame-ancestors 'none'\">"));
  cases.push_back(of("H07", kGood, "a policy in order",
                     csp + "default-src 'self'; script-src 'nonce-abc' "
                           "'strict-dynamic' https:; object-src 'none'; "
                           "report-to r; upgrade-insecure-requests"));
  cases.push_back(of("H07", kTrap, "several fields with the same directive",
                     csp + "img-src 'self'\r\n" + csp + "img-src *"));
  cases.push_back(of("H07", kTrap, "two policies in one field",
                     csp + "img-src 'self', img-src *"));
  cases.push_back(of("H07", kTrap, "a directive of former days",
                     csp + "block-all-mixed-content"));
}

}  // namespace

std::vector<RuleCase> csp_cases() {
  std::vector<RuleCase> cases;
  add_presence(cases);
  add_unsafe(cases);
  add_form_action(cases);
  add_syntax(cases);
  return cases;
}

}  // namespace pagescan::test
