#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

std::vector<RuleCase> session_cases() {
  return {
      {"L11", kBad, "a link", "https://shop.example/", "",
       "<p>\n<a href='/cart?x=1&PHPSESSID=ab12cd34ef56'>x</a>", 200,
       "\"phpsessid\": \"ab12…\"", 2, 1},
      counted(1, page_case("L11", kBad, "many links of one session",
                           "<a href=/a;jsessionid=0A1B2C3D4E5F>x</a>"
                           "<a href=/b;jsessionid=0A1B2C3D4E5F?c=d>y</a>",
                           "(and 1 more)")),
      page_case("L11", kBad, "an action",
                "<form method=post action=/go?sid=a1b2c3d4e5></form>",
                "of a form"),
      page_case_at("https://shop.example/?sessionid=a1b2c3d4e5", "L11", kBad,
                   "the page's own address", "<p>x", "of the page"),
      at_level(Level::kNote,
               page_case("L11", kBad, "a session of another site",
                         "<a href=//other.test/a;jsessionid=0A1B2C3D4E5F>x</a>",
                         "\"jsessionid\"")),
      page_case("L11", kGood, "no such parameter", "<a href='/?id=7'>x</a>"),
      page_case("L11", kTrap, "too short", "<a href='/?sid=a1b2'>x</a>"),
      page_case("L11", kTrap, "the number of a story",
                "<a href='/?sid=16082323'>x</a>"
                "<a href='/?sid=long-title-of-a-story'>x</a>"),
      page_case("L11", kTrap, "a place to put one",
                "<a href='/?sid={a1b2c3d4e5}'>x</a>"),
      page_case("L11", kTrap, "a name that only ends so",
                "<a href='/?rapsid=a1b2c3d4e5'>x</a>"),
      page_case("L11", kTrap, "a picture",
                "<img src='//a.test/?sid=a1b2c3d4e5'>"),
      configured(
          [](RuleParameters& parameters) { parameters.session_names = {}; },
          page_case("L11", kTrap, "no names",
                    "<a href='/?sid=a1b2c3d4e5'>x</a>")),
  };
}

// Two parts of JSON, as RFC 7515 appendix A.1 has them, and no signature.
constexpr std::string_view kToken =
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UifQ.dBjftJeZ4CVP";

std::vector<RuleCase> secret_cases() {
  return {
      {"L12",
       kBad,
       "a token",
       "https://shop.example/",
       "",
       "<p>\n<a href='/get?a=1&access_token=a1b2c3d4e5f6'>x</a>",
       200,
       "\"access_token\": \"a1b2…\"",
       2,
       1,
       {},
       Level::kWarning},
      page_case("L12", kBad, "in the fragment",
                "<a href='/in#id_token=a1b2c3d4e5f6'>x</a>", "\"id_token\""),
      page_case("L12", kBad, "a password, of which half is shown at most",
                "<a href='/in?user=me&password=pa55'>x</a>", "\"pa…\""),
      page_case("L12", kBad, "a JSON Web Token of any name",
                "<a href='/in?q=" + std::string(kToken) + "'>x</a>",
                "a JSON Web Token"),
      at_level(Level::kNote,
               page_case("L12", kBad, "an e-mail address",
                         "<a href='/off?m=jane.doe%40mail.test'>x</a>",
                         "an e-mail address")),
      page_case_at("https://shop.example/?token=a1b2c3d4e5f6", "L12", kBad,
                   "the page's own address", "<p>x", "of the page"),
      page_case("L12", kGood, "no secret", "<a href='/?page=2'>x</a>"),
      page_case("L12", kTrap, "the name of a page",
                "<a href='/?password=reset'>x</a>"
                "<a href='/?token=expired-or-used'>x</a>"),
      page_case("L12", kTrap, "empty, or a place to put one",
                "<a href='/?token='>x</a><a href='/?token=%24%7Bt1a2b3c4%7D'>x"
                "</a><a href='/?email=%5Bemail%5D'>x</a>"),
      page_case("L12", kTrap, "a mailbox",
                "<a href='mailto:a@b.test?cc=c@d.test'>x</a>"),
      page_case("L12", kTrap, "an address within an address",
                "<a href='/?u=https://a.test/@me.html'>x</a>"),
      page_case("L12", kTrap, "a calendar",
                "<a href='/?src=x1@group.calendar.google.com'>x</a>"),
      page_case("L12", kTrap, "a key made for pages",
                "<a href='/?key=AIzaA1b2C3d4'>x</a>"),
  };
}

}  // namespace

std::vector<RuleCase> secret_url_cases() {
  return joined({session_cases(), secret_cases()});
}

}  // namespace pagescan::test
