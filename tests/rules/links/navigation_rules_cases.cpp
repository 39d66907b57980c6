#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

std::vector<RuleCase> canonical_cases() {
  return {
      {"L15", kBad, "two of them", "https://shop.example/", "",
       "<link rel=canonical href=https://shop.example/a>\n"
       "<link rel='Canonical nofollow' href=https://shop.example/b>",
       200, "\"https://shop.example/b\"", 2, 1},
      page_case("L15", kBad, "relative", "<link rel=canonical href=/a>",
                "relative"),
      page_case("L15", kBad, "another site",
                "<link rel=canonical href=https://other.test/>",
                "\"https://other.test/\""),
      page_case("L15", kGood, "one of the own site",
                "<link rel=canonical href=https://www.shop.example/a>"),
      page_case("L15", kTrap, "the same twice",
                "<link rel=canonical href=https://shop.example/a>"
                "<link rel=canonical href=https://shop.example/a>"),
      page_case("L15", kTrap, "an alternate page",
                "<link rel=alternate hreflang=de href=/de>"
                "<a rel=canonical href=/x>x</a>"),
  };
}

std::vector<RuleCase> noindex_cases() {
  return {
      {"L17", kBad, "a meta element", "https://shop.example/", "",
       "<title>x</title>\n<meta name=Robots content='follow, NOINDEX'>", 200,
       "\"follow, NOINDEX\"", 2, 1},
      page_case("L17", kBad, "none", "<meta name=googlebot content=none>",
                "\"none\""),
      with_fields("X-Robots-Tag: otherbot: nofollow, googlebot: noindex",
                  page_case("L17", kBad, "a field", "<p>x", "X-Robots-Tag")),
      page_case("L17", kGood, "all", "<meta name=robots content=all>"),
      with_fields("X-Robots-Tag: max-image-preview: none",
                  page_case("L17", kTrap, "the value of another directive",
                            "<meta name=robots "
                            "content='max-image-preview:none, index'>")),
      page_case("L17", kTrap, "another meta element",
                "<meta name=description content=noindex>"),
      page_case_at("http://localhost:3000/", "L17", kTrap,
                   "a developer's machine",
                   "<meta name=robots content=noindex>"),
      {"L17", kTrap, "the page of an error", "https://shop.example/", "",
       "<meta name=robots content=noindex>", 404},
  };
}

std::vector<RuleCase> base_cases() {
  return {
      {"L18",
       kBad,
       "another site",
       "https://shop.example/",
       "",
       "<p>\n<base href=https://cdn.test/x/>",
       200,
       "\"https://cdn.test/x/\"",
       2,
       1,
       {},
       Level::kWarning},
      at_level(Level::kWarning,
               page_case("L18", kBad, "the own host without encryption",
                         "<base href=http://shop.example/>",
                         "\"http://shop.example/\"")),
      at_level(Level::kNote, page_case("L18", kBad, "another host of the site",
                                       "<base href=//static.shop.example/>",
                                       "another origin")),
      page_case("L18", kGood, "the own origin", "<base href=/shop/>"),
      page_case("L18", kTrap, "no address", "<base target=_blank>"),
      page_case("L18", kTrap, "what is no base",
                "<base href='data:text/html,x'>"),
      page_case("L18", kTrap, "the first counts",
                "<base href=/><base href=https://cdn.test/>"),
      configured(
          [](RuleParameters& parameters) {
            parameters.trusted_domains = {"previews.test"};
          },
          page_case("L18", kTrap, "a host of previews",
                    "<base href=https://a.previews.test/>")),
  };
}

std::vector<RuleCase> refresh_cases() {
  return {
      {"L19",
       kBad,
       "after a while",
       "https://shop.example/",
       "",
       "<title>x</title>\n<meta http-equiv=refresh content='5; url=/next'>",
       200,
       "after 5 seconds, to \"https://shop.example/next\"",
       2,
       1,
       {},
       Level::kNote},
      at_level(Level::kWarning,
               page_case("L19", kBad, "to another site, at once",
                         "<meta http-equiv=refresh "
                         "content='0;url=https://other.test/'>",
                         "at once, to another site")),
      page_case("L19", kGood, "none", "<p>x"),
      page_case("L19", kTrap, "the page itself",
                "<meta http-equiv=refresh content=300>"),
      page_case("L19", kTrap, "the page itself by its address",
                "<meta http-equiv=refresh content='9;url=/#top'>"),
      page_case("L19", kTrap, "twenty hours",
                "<meta http-equiv=refresh content='72000;url=/a'>"),
      page_case("L19", kTrap, "readers without scripts",
                "<noscript><meta http-equiv=refresh "
                "content='0;url=/plain'></noscript>"),
      page_case("L19", kTrap, "no refresh",
                "<meta http-equiv=refresh content='soon;url=/a'>"),
  };
}

}  // namespace

std::vector<RuleCase> navigation_cases() {
  return joined(
      {canonical_cases(), noindex_cases(), base_cases(), refresh_cases()});
}

}  // namespace pagescan::test
