#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

std::vector<RuleCase> missing_cases() {
  return {
      {"S01", kBad, "a script", "https://shop.example/", "",
       "<p>\n<script src=//cdn.test/a.js></script>", 200,
       "script \"https://cdn.test/a.js\"", 2, 1},
      counted(3, page_case("S01", kBad, "what link elements load",
                           "<link rel=stylesheet href=//cdn.test/a.css>"
                           "<link rel=modulepreload href=//cdn.test/m.js>"
                           "<link rel=preload as=script href=//cdn.test/p.js>",
                           "module preload")),
      page_case("S01", kBad, "an empty attribute",
                "<script src=//cdn.test/a.js integrity=''></script>", "a.js"),
      counted(1, page_case("S01", kBad, "the same file twice",
                           "<script src=//cdn.test/a.js?1></script>"
                           "<script src=//cdn.test/a.js?2></script>",
                           "a.js")),
      page_case("S01", kGood, "with integrity",
                "<script src=//cdn.test/a.js crossorigin "
                "integrity=sha256-x></script>"),
      page_case("S01", kTrap, "the own site",
                "<script src=/a.js></script>"
                "<script src=//static.shop.example/a.js></script>"),
      page_case("S01", kTrap, "what is not run",
                "<link rel=dns-prefetch href=//cdn.test>"
                "<link rel=preconnect href=//cdn.test>"
                "<link rel=canonical href=//cdn.test/>"
                "<link rel=icon href=//cdn.test/i.png>"
                "<link rel=preload as=font href=//cdn.test/f.woff2>"
                "<script type=text/template src=//cdn.test/a.txt></script>"),
      page_case("S01", kTrap, "a data: URL",
                "<script src='data:text/javascript,a()'></script>"
                "<link rel=stylesheet href='data:text/css,p{}'>"),
      page_case("S01", kTrap, "a file that changes under its address",
                "<script src=//www.googletagmanager.com/gtm.js></script>"
                "<script src=https://js.stripe.com/v3/></script>"),
      configured(
          [](RuleParameters& parameters) {
            parameters.trusted_domains = {"cdn.test"};
          },
          page_case("S01", kTrap, "a trusted site",
                    "<script src=//a.cdn.test/a.js></script>")),
      page_case_at("", "S01", kTrap, "a page of unknown address",
                   "<script src=https://cdn.test/a.js></script>"),
  };
}

constexpr std::string_view kSha256 =
    "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

std::string script_with(std::string_view integrity,
                        std::string_view more = "crossorigin") {
  return "<script src=//cdn.test/a.js integrity='" + std::string(integrity) +
         "' " + std::string(more) + "></script>";
}

std::vector<RuleCase> invalid_cases() {
  return {
      {"S02", kBad, "no algorithm browsers know", "https://shop.example/", "",
       "<p>\n" + script_with("md5-1B2M2Y8AsgTpgAmY7PhCfg=="), 200,
       "\"md5-1B2M2Y8AsgTpgAmY7PhCfg==\"", 2, 1},
      page_case("S02", kBad, "no base64", script_with("sha256-*nonsense*"),
                "is not base64"),
      page_case("S02", kBad, "cut short", script_with("sha384-47DEQpj8HBSa"),
                "the size"),
      page_case("S02", kBad, "hexadecimal",
                script_with("sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649"
                            "b934ca495991b7852b855"),
                "the size"),
      page_case("S02", kBad, "no crossorigin", script_with(kSha256, ""),
                "no crossorigin"),
      page_case("S02", kBad, "a style sheet of another host of the site",
                "<link rel=stylesheet href=//static.shop.example/a.css "
                "integrity='" +
                    std::string(kSha256) + "'>",
                "style sheet"),
      page_case("S02", kGood, "in order", script_with(kSha256)),
      page_case("S02", kTrap, "another that browsers know beside it",
                script_with("md5-1B2M2Y8AsgTpgAmY7PhCfg== " +
                            std::string(kSha256) + "?x")),
      page_case("S02", kTrap, "base64url without padding",
                script_with("sha256-47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuF"
                            "U")),
      page_case("S02", kTrap, "a module is fetched with CORS anyway",
                script_with(kSha256, "type=module")),
      page_case("S02", kTrap, "the own origin",
                "<script src=/a.js integrity='" + std::string(kSha256) +
                    "'></script>"),
      page_case("S02", kTrap, "an empty attribute", script_with(" ", "")),
  };
}

}  // namespace

std::vector<RuleCase> integrity_cases() {
  return joined({missing_cases(), invalid_cases()});
}

}  // namespace pagescan::test
