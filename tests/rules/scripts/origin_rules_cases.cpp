#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

std::vector<RuleCase> private_ip_cases() {
  return {
      {"S16", kBad, "a comment", "https://shop.example/", "",
       "<p>x</p>\n<!-- web03 10.1.2.3 -->", 200,
       "A comment holds the address \"10.1.2.3\"", 2, 1},
      counted(1, page_case("S16", kBad, "an attribute, twice",
                           "<a href=http://192.168.7.9:8080/a>x</a>"
                           "<img src=http://192.168.7.9/b.png>",
                           "The attribute \"href\"")),
      page_case("S16", kBad, "text, at the end of a sentence",
                "<p>Ask 172.31.255.1.", "\"172.31.255.1\""),
      page_case("S16", kBad, "IPv6", "<p>at fd12:3456:789a::1 here",
                "\"fd12:3456:789a::1\""),
      page_case("S16", kGood, "a public address", "<p>203.0.113.7 172.32.0.1"),
      page_case("S16", kTrap, "versions",
                "<p>10.0.0.1.2 and v10.0.0.1, version 10.2.3.4, "
                "Browser/10.0.0.2, 10.0.0.1-beta, x10.0.0.1"),
      page_case("S16", kTrap, "drawings",
                "<svg viewBox='10.0.0.1'><path d='M10.0.0.1L10.1.2.3'/></svg>"),
      page_case("S16", kTrap, "networks and names",
                "<p>10.0.0.0/8, 10.0.0.1.nip.test, 192.168.001.1, 10.0.0.256, "
                "fc:12:34:56:78:9a"),
      page_case("S16", kTrap, "scripts and styles",
                "<script>a='10.1.2.3'</script><style>/*10.1.2.3*/</style>"),
      page_case_at("http://10.1.2.3/", "S16", kTrap, "a private page",
                   "<a href=http://10.1.2.4/>x</a>"),
      page_case_at("http://printer.local/", "S16", kTrap,
                   "a page of a private name", "<p>10.1.2.4"),
  };
}

std::vector<RuleCase> saved_from_cases() {
  const std::string login = "<form method=post><input type=password></form>";
  const std::string saved =
      "<!-- saved from url=(0025)https://bank.test/login/ -->";
  return {
      {"S19",
       kBad,
       "by a browser",
       "https://shop.example/",
       "",
       "<!doctype html>\n" + saved + "<html>" + login,
       200,
       "\"https://bank.test/login/\"",
       2,
       1,
       {},
       Level::kWarning},
      page_case("S19", kBad, "by a copier",
                "<!-- Mirrored from www.bank.test/login by HTTrack Website "
                "Copier/3.x [XR&CO'2014] -->" +
                    login,
                "\"http://www.bank.test/login\""),
      at_level(Level::kNote,
               page_case("S19", kBad, "a form without a password",
                         saved + "<form><input name=q></form>", "bank.test")),
      page_case("S19", kGood, "no such comment", "<!-- saved -->" + login),
      page_case("S19", kTrap, "no form", saved),
      page_case_at("https://www.bank.test/", "S19", kTrap, "the own site",
                   saved + login),
      page_case_at("https://web.archive.org/web/2020/https://bank.test/", "S19",
                   kTrap, "an archive", saved + login),
      page_case_at("", "S19", kTrap, "a file", saved + login),
      page_case("S19", kTrap, "a file of a file",
                "<!-- saved from url=(0014)about:internet -->" + login),
      page_case("S19", kTrap, "no comment",
                "<p>saved from url=(0025)https://bank.test/login/</p>" + login),
  };
}

}  // namespace

std::vector<RuleCase> origin_cases() {
  return joined({private_ip_cases(), saved_from_cases()});
}

}  // namespace pagescan::test
