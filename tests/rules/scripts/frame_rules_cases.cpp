#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

RuleCase trusting_cdn(RuleCase rule_case) {
  return configured(
      [](RuleParameters& parameters) {
        parameters.trusted_domains = {"cdn.test"};
      },
      std::move(rule_case));
}

std::vector<RuleCase> third_party_cases() {
  return {
      {"S05",
       kBad,
       "one for each site",
       "https://shop.example/",
       "",
       "<p>\n<script src=//a.cdn.test/a.js></script>"
       "<script src=//b.cdn.test/b.js></script>"
       "<script src=//ads.test/c.js></script>",
       200,
       "2 scripts of \"cdn.test\"",
       2,
       1,
       {},
       {},
       2},
      page_case("S05", kGood, "the own origin", "<script src=/a.js></script>"),
      page_case("S05", kTrap, "another host of the site",
                "<script src=//static.shop.example/a.js></script>"),
      page_case_at("https://www.shop.co.uk/", "S05", kTrap,
                   "a site below a public suffix of two labels",
                   "<script src=//cdn.shop.co.uk/a.js></script>"),
      configured(
          [](RuleParameters& parameters) {
            parameters.affiliated_domains = {"shop-cdn.test"};
          },
          page_case("S05", kTrap, "the own network",
                    "<script src=//a.shop-cdn.test/a.js></script>")),
      trusting_cdn(page_case("S05", kTrap, "a trusted site",
                             "<script src=//cdn.test/a.js></script>")),
      page_case("S05", kTrap, "what is not run",
                "<script type=text/x-template src=//cdn.test/a></script>"),
  };
}

std::vector<RuleCase> sandbox_cases() {
  return {
      {"S14", kBad, "another site", "https://shop.example/", "",
       "<p>\n<iframe src=//ads.test/a></iframe>", 200, "\"https://ads.test/a\"",
       2, 1},
      page_case("S14", kBad, "after a frame without an address",
                "<iframe></iframe><template><iframe src=/x></iframe></template>"
                "<iframe src=//ads.test/a></iframe>",
                "\"https://ads.test/a\""),
      page_case("S14", kGood, "a sandbox",
                "<iframe sandbox src=//ads.test/a></iframe>"),
      page_case("S14", kTrap, "the own site",
                "<iframe src=//a.shop.example/></iframe><iframe></iframe>"),
      page_case("S14", kTrap, "payment",
                "<iframe src=https://js.stripe.com/v3/x.html></iframe>"
                "<iframe src=https://pay.klarna.com/x></iframe>"),
      page_case("S14", kTrap, "video",
                "<iframe src=https://www.youtube.com/embed/x></iframe>"
                "<iframe src=//player.vimeo.com/video/1></iframe>"),
      page_case("S14", kTrap, "srcdoc wins over src",
                "<iframe srcdoc='<p>x' src=//ads.test/a></iframe>"),
      page_case("S14", kTrap, "where scripts do not run",
                "<noscript><iframe src=//ads.test/a></iframe></noscript>"),
      trusting_cdn(page_case("S14", kTrap, "a trusted site",
                             "<iframe src=//cdn.test/></iframe>")),
  };
}

std::vector<RuleCase> hidden_cases() {
  return {
      {"S15", kBad, "one pixel", "https://shop.example/", "",
       "<p>\n<iframe src=//ads.test/a width=1 height=0></iframe>", 200,
       "by its size: \"https://ads.test/a\"", 2, 1},
      page_case("S15", kBad, "one pixel by style",
                "<iframe src=//ads.test/a width=9 "
                "style='WIDTH : 1px; height:0!important'></iframe>",
                "by its size"),
      page_case("S15", kBad, "no box",
                "<iframe src=//ads.test/a style='display:none'></iframe>",
                "by display: none"),
      page_case("S15", kBad, "invisible",
                "<iframe src=//ads.test/a style='visibility: hidden'></iframe>",
                "by visibility"),
      page_case("S15", kBad, "by its attribute",
                "<iframe src=//ads.test/a hidden></iframe>",
                "by its attribute"),
      page_case("S15", kGood, "to be seen",
                "<iframe src=//ads.test/a width=300 height=250></iframe>"),
      page_case("S15", kTrap, "the own site",
                "<iframe src=/a hidden></iframe>"
                "<iframe style='display:none'></iframe>"),
      page_case("S15", kTrap, "the tag manager's frame",
                "<noscript><iframe src=https://www.googletagmanager.com/"
                "ns.html?id=GTM-X height=0 width=0 style='display:none;"
                "visibility:hidden'></iframe></noscript>"
                "<iframe src=https://www.googletagmanager.com/ns.html "
                "height=0 width=0></iframe>"),
      page_case("S15", kTrap, "one side alone, or a share",
                "<iframe src=//ads.test/a style='width:1px;min-width:100%' "
                "height=400></iframe>"
                "<iframe src=//ads.test/b width=1% height=1%></iframe>"),
      page_case("S15", kTrap, "a dialog that is not open",
                "<div style='display:none'><iframe src=//ads.test/a></iframe>"
                "</div>"),
      page_case("S15", kTrap, "payment",
                "<iframe src=https://js.stripe.com/v3/m hidden></iframe>"),
  };
}

}  // namespace

std::vector<RuleCase> frame_cases() {
  return joined({third_party_cases(), sandbox_cases(), hidden_cases()});
}

}  // namespace pagescan::test
