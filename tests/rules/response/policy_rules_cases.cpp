#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

constexpr const char* kPage = "<!doctype html><title>Shop</title>";

// One rule's cases by their fields.
class Cases {
 public:
  Cases(std::string_view rule, std::vector<RuleCase>& cases)
      : rule_(rule), cases_(cases) {}

  RuleCase& good(std::string_view about, std::string fields,
                 std::string html = kPage) {
    return add(CaseKind::kGood, about, std::move(fields), std::move(html));
  }
  RuleCase& trap(std::string_view about, std::string fields,
                 std::string html = kPage) {
    return add(CaseKind::kTrap, about, std::move(fields), std::move(html));
  }
  RuleCase& bad(std::string_view about, std::string fields, std::string message,
                std::string html = kPage) {
    RuleCase& made =
        add(CaseKind::kBad, about, std::move(fields), std::move(html));
    made.message = std::move(message);
    made.count = 1;
    return made;
  }

 private:
  RuleCase& add(CaseKind kind, std::string_view about, std::string fields,
                std::string html) {
    cases_.push_back({.rule = rule_,
                      .kind = kind,
                      .about = about,
                      .fields = std::move(fields),
                      .html = std::move(html)});
    return cases_.back();
  }

  std::string_view rule_;
  std::vector<RuleCase>& cases_;
};

void framing_cases(std::vector<RuleCase>& all) {
  Cases h09("H09", all);
  h09.bad("nothing", "", "Any site may frame the page");
  h09.bad("ALLOW-FROM", "X-Frame-Options: ALLOW-FROM https://a.example",
          "browsers ignore");
  h09.bad("contradicting",
          "X-Frame-Options: DENY\r\nX-Frame-Options: SAMEORIGIN",
          "contradicts itself");
  h09.bad("empty", "X-Frame-Options:", "browsers ignore");
  RuleCase& meta = h09.bad(
      "in a meta element", "", "browsers ignore there",
      "<!doctype html>\n<meta http-equiv=X-Frame-Options content=DENY>");
  meta.line = 2;
  meta.column = 1;
  h09.bad("frame-ancestors in a meta element", "", "browsers ignore there",
          "<!doctype html><meta http-equiv=Content-Security-Policy "
          "content=\"frame-ancestors 'none'\">");
  h09.bad("reports only",
          "Content-Security-Policy-Report-Only: frame-ancestors 'none'",
          "Any site may frame");
  h09.good("DENY", "X-Frame-Options: DENY");
  h09.good("SAMEORIGIN", "X-Frame-Options: sameorigin");
  h09.good(
      "frame-ancestors",
      "Content-Security-Policy: default-src 'self'; frame-ancestors 'self'");
  h09.trap("frame-ancestors wins over ALLOW-FROM",
           "X-Frame-Options: ALLOW-FROM https://a.example\r\n"
           "Content-Security-Policy: frame-ancestors https://a.example");
  h09.trap("frame-ancestors in the second policy",
           "Content-Security-Policy: default-src 'self'\r\n"
           "Content-Security-Policy: img-src *, Frame-Ancestors 'none'");
  h09.trap("the same twice", "X-Frame-Options: DENY, DENY");
  h09.trap("an error", "").status = 404;
  h09.trap("no page", "", "");
}

void nosniff_cases(std::vector<RuleCase>& all) {
  Cases h10("H10", all);
  h10.bad("missing", "", "There is no X-Content-Type-Options");
  h10.bad("another word", "X-Content-Type-Options: sniff", "not nosniff");
  h10.bad("another word first", "X-Content-Type-Options: x, nosniff",
          "not nosniff");
  h10.good("nosniff", "X-Content-Type-Options: NoSniff");
  h10.trap(
      "nosniff twice",
      "X-Content-Type-Options: nosniff\r\nX-Content-Type-Options: nosniff");
  h10.trap("an error", "").status = 500;
  h10.trap("a redirect that was not followed", "", "").status = 302;
  h10.trap("no content", "", "").status = 204;
}

void referrer_cases(std::vector<RuleCase>& all) {
  Cases h11("H11", all);
  h11.bad("unsafe-url", "Referrer-Policy: unsafe-url",
          "Referrer policy \"unsafe-url\"");
  h11.bad("the old default", "Referrer-Policy: no-referrer-when-downgrade",
          "whole address");
  h11.bad("the last valid one", "Referrer-Policy: no-referrer, Unsafe-URL, x",
          "unsafe-url");
  h11.bad("none that is known", "Referrer-Policy: whatever", "names no policy");
  RuleCase& meta =
      h11.bad("in a meta element", "Referrer-Policy: no-referrer", "unsafe-url",
              "<!doctype html>\n<meta name=referrer content=always>");
  meta.line = 2;
  meta.column = 1;
  h11.good("by default", "");
  h11.good("strict", "Referrer-Policy: strict-origin-when-cross-origin");
  h11.trap("fallback first", "Referrer-Policy: unsafe-url, no-referrer");
  h11.trap("two fields",
           "Referrer-Policy: unsafe-url\r\nReferrer-Policy: same-origin");
  h11.trap("a word that is not known last",
           "Referrer-Policy: no-referrer, new-policy");
  h11.trap("a meta element over the field", "Referrer-Policy: unsafe-url",
           "<!doctype html><meta name=referrer content=no-referrer>");
  h11.trap("a meta element over a field that is none",
           "Referrer-Policy: whatever",
           "<!doctype html><meta name=referrer content=origin>");
  h11.trap("an empty field", "Referrer-Policy:");
}

}  // namespace

std::vector<RuleCase> policy_cases() {
  std::vector<RuleCase> cases;
  framing_cases(cases);
  nosniff_cases(cases);
  referrer_cases(cases);
  return cases;
}

}  // namespace pagescan::test
