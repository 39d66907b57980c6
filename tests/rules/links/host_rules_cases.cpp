#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

std::vector<RuleCase> userinfo_cases() {
  return {
      {"L08",
       kBad,
       "a host in disguise",
       "https://shop.example/",
       "",
       "<p>\n<a href='https://www.bank.com@evil.test/'>x</a>",
       200,
       "\"https://www.bank.com@evil.test/\"",
       2,
       1,
       {},
       Level::kWarning},
      page_case("L08", kBad, "a password, which is not repeated",
                "<script src=https://me:s3cret@a.test/a.js></script>",
                "\"https://me:…@a.test/a.js\""),
      page_case("L08", kBad, "an action",
                "<form action=https://me@a.test/go></form>", "of a form"),
      at_level(Level::kNote,
               page_case("L08", kBad, "a mailbox with the wrong scheme",
                         "<a href=http://office@a.test>mail</a>",
                         "\"http://office@a.test/\"")),
      page_case("L08", kBad, "an image", "<img src=https://me@a.test/a.png>",
                "of an image"),
      page_case("L08", kGood, "no userinfo", "<a href=https://a.test/>x</a>"),
      page_case("L08", kTrap, "a name in the path",
                "<a href=https://a.test/@me>x</a>"
                "<a href='https://a.test/?q=a@b'>x</a><a href=//a.test#@>x"),
      page_case("L08", kTrap, "a mailbox", "<a href=mailto:me@a.test>x</a>"),
      page_case("L08", kTrap, "a server of files",
                "<a href=ftp://anonymous@a.test/>x</a>"),
  };
}

std::vector<RuleCase> ip_cases() {
  return {
      {"L09", kBad, "a link", "https://shop.example/", "",
       "<p>\n <a href=http://203.0.113.7/login>x</a>", 200, "\"203.0.113.7\"",
       2, 2},
      counted(1, page_case("L09", kBad, "in decimal, hexadecimal and octal",
                           "<a href=http://3405803783/a>x</a>"
                           "<a href=http://0xCB007107>x</a>"
                           "<a href=http://0313.0.0161.07/>x</a>",
                           "\"203.0.113.7\" (and of 2 more): "
                           "\"http://3405803783/a\"")),
      page_case("L09", kBad, "IPv6", "<a href='http://[2001:db8::1]/'>x</a>",
                "\"[2001:db8::1]\""),
      page_case("L09", kBad, "an action",
                "<form method=post action=http://203.0.113.7/go></form>",
                "of a form"),
      page_case("L09", kBad, "a script",
                "<script src=//203.0.113.7/a.js></script>", "of a script"),
      at_level(Level::kNote, page_case("L09", kBad, "a private network",
                                       "<a href=http://192.168.1.1/>x</a>",
                                       "\"192.168.1.1\"")),
      page_case("L09", kGood, "a name", "<a href=https://a.test/>x</a>"),
      page_case("L09", kTrap, "a name that begins like an address",
                "<a href=https://1.2.3.4.nip.test/>x</a>"
                "<a href=https://10.test/>x</a>"),
      page_case("L09", kTrap, "the reader's own machine",
                "<a href=http://127.0.0.1:8080/>x</a>"
                "<a href='http://[::1]/'>x</a>"),
      page_case("L09", kTrap, "an opaque host",
                "<a href=custom://203.0.113.7/>x</a>"),
      page_case("L09", kTrap, "a picture", "<img src=//203.0.113.7/a.png>"),
      page_case_at("http://203.0.113.7/", "L09", kTrap, "the page's own host",
                   "<a href=/a>x</a><form action=/go></form>"),
      configured(
          [](RuleParameters& parameters) { parameters.allow_ip_hosts = true; },
          page_case("L09", kTrap, "an intranet",
                    "<a href=http://10.1.2.3/>x</a>")),
  };
}

std::vector<RuleCase> mixed_script_cases() {
  return {
      {"L10", kBad, "Latin and Cyrillic", "https://shop.example/", "",
       "<meta charset=utf-8>\n<a href=https://p\u0430ypal.test/>x</a>", 200,
       "p\u0430ypal", 2, 1},
      page_case("L10", kBad, "Latin and Greek, as Punycode",
                "<script src=https://xn--ggle-0nda.test/a.js></script>",
                "\"xn--ggle-0nda.test\""),
      page_case_at("https://p\u0430ypal.test/", "L10", kBad, "the page itself",
                   "<p>x", "p\u0430ypal"),
      page_case("L10", kGood, "ASCII", "<a href=https://paypal.test/>x</a>"),
      page_case("L10", kTrap, "one script each",
                "<meta charset=utf-8><a href=https://b\u00fccher.test/>x</a>"
                "<a href=https://\u043f\u0440\u0438\u043c\u0435\u0440.test/>x"
                "</a><a href=https://\u0395\u03bb\u03bb\u03ac\u03b4\u03b1.test>"
                "x</a>"),
      page_case("L10", kTrap, "Latin with Han and Kana",
                "<meta charset=utf-8><a "
                "href=https://abc\u65e5\u672c\u306e.test/>x</a>"),
      page_case("L10", kTrap, "different scripts in different labels",
                "<meta charset=utf-8><a "
                "href=https://www.\u043f\u0440\u0438\u043c.\u4f8b.test/>x"),
      page_case("L10", kTrap, "a symbol",
                "<meta charset=utf-8><a href=https://i\u2764.test/>x</a>"),
  };
}

}  // namespace

std::vector<RuleCase> host_cases() {
  return joined({userinfo_cases(), ip_cases(), mixed_script_cases()});
}

}  // namespace pagescan::test
