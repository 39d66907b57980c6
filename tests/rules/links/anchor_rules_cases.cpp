#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

std::vector<RuleCase> opener_cases() {
  return {
      {"L02", kBad, "asked for", "https://shop.example/", "",
       "<p>\n  <a href=https://other.test/ target=_blank rel=opener>x</a>", 200,
       "\"https://other.test/\"", 2, 3},
      page_case(
          "L02", kBad, "by the base element's target",
          "<base target=new><a href=//other.test/ rel='external opener'>x",
          "\"https://other.test/\""),
      page_case("L02", kGood, "noopener",
                "<a href=//other.test/ target=_blank rel=noopener>x</a>"),
      page_case("L02", kTrap, "no rel: browsers imply noopener",
                "<a href=//other.test/ target=_blank>x</a>"),
      page_case(
          "L02", kTrap, "noreferrer beside it",
          "<a href=//other.test/ target=_blank rel='opener noreferrer'>x"),
      page_case("L02", kTrap, "the same window",
                "<a href=//other.test/ target=_self rel=opener>x</a>"),
      page_case("L02", kTrap, "the page's own site",
                "<a href=//a.shop.example/ target=_blank rel=opener>x</a>"),
  };
}

std::vector<RuleCase> crawlable_cases() {
  return {
      {"L03", kBad, "a javascript: URL", "https://shop.example/", "",
       "<p>\n<a href='javascript:void(0)'>x</a>", 200, "\"javascript:void(0)\"",
       2, 1},
      counted(1, page_case("L03", kBad, "several are one finding",
                           "<a href='javascript:a()'>a</a>"
                           "<a href=' JavaScript:b()'>b</a>",
                           "2 links")),
      page_case("L03", kBad, "no URL", "<a href='https://a b.test/'>x</a>",
                "\"https://a b.test/\""),
      page_case("L03", kGood, "an address", "<a href=/a>x</a>"),
      page_case("L03", kTrap, "a without href",
                "<a name=top>x</a><a id=b>y</a>"),
      page_case("L03", kTrap, "an empty href", "<a href=''>x</a>"),
      page_case("L03", kTrap, "an address and a handler",
                "<a href=/a onclick='go();return false'>x</a>"),
      page_case("L03", kTrap, "an action",
                "<a href='javascript:void(0)' role=button>x</a>"
                "<a href='javascript:;' aria-expanded=false>menu</a>"),
      page_case("L03", kTrap, "in a template",
                "<template><a href='javascript:a()'>x</a></template>"),
      page_case_at("", "L03", kTrap, "relative on a page of unknown address",
                   "<a href=/a>x</a><a href='?b'>y</a><a href=c/d>z</a>"),
  };
}

std::vector<RuleCase> mismatch_bad_cases() {
  return {
      {"L07", kBad, "another site", "https://shop.example/", "",
       "<p>\n<a href=https://evil.test/login> https://www.bank.example/login "
       "</a>",
       200, "\"https://www.bank.example/login\" leads to \"evil.test\"", 2, 1},
      page_case("L07", kBad, "www. alone",
                "<a href=//evil.test/bank.example.html>WWW.Bank2.example</a>",
                "\"evil.test\""),
      page_case("L07", kBad, "a name that only looks alike",
                "<a href=//bank-login.test/>www.bank.example</a>",
                "\"bank-login.test\""),
      page_case("L07", kBad, "no scheme but a path",
                "<a href=//evil.test/>paybank.com/login</a>", "\"evil.test\""),
      at_level(
          Level::kNote,
          page_case("L07", kBad, "a redirector nobody knows names the host",
                    "<a href='//go.test/?u=https%3A%2F%2Fwww.bank.example%2F'>"
                    "www.bank.example</a>",
                    "\"go.test\"")),
      at_level(Level::kNote,
               page_case("L07", kBad, "the same name under another ending",
                         "<a href=//bank.test/>https://www.bank.example/</a>",
                         "\"bank.test\"")),
      at_level(Level::kNote,
               page_case("L07", kBad, "written wrong, into the own site",
                         "<a href=/other.test>www.other.test</a>",
                         "\"shop.example\"")),
  };
}

std::vector<RuleCase> mismatch_cases() {
  return {
      page_case("L07", kGood, "where it says",
                "<a href=https://www.bank.example/in>https://bank.example</a>"),
      page_case(
          "L07", kTrap, "a mail redirector",
          "<a href='https://eur01.safelinks.protection.outlook.com/?url=x'>"
          "https://www.bank.example/</a>"),
      page_case("L07", kTrap, "a shortener",
                "<a href=https://t.co/abc>https://bank.example/news</a>"),
      page_case(
          "L07", kTrap, "names that look like hosts",
          "<a href=//a.test/>Node.js</a><a href=//a.test/>Booking.com</a>"
          "<a href=//a.test/>index.php/x</a><a href=//a.test/>and/or</a>"),
      page_case("L07", kTrap, "cut short",
                "<meta charset=utf-8><a href=//a.test/>https://www.ba…</a>"
                "<a href=//a.test/>http://www.ba...</a>"),
      page_case("L07", kTrap, "a mailbox",
                "<a href=//a.test/>me@bank.com/x</a>"),
      page_case("L07", kTrap, "a sentence",
                "<a href=//a.test/>www.bank.example is down</a>"),
      page_case("L07", kTrap, "no web address",
                "<a href=mailto:a@b.test>www.bank.example</a>"),
      configured(
          [](RuleParameters& parameters) {
            parameters.affiliated_domains = {"idp.test"};
          },
          page_case("L07", kTrap, "an affiliate",
                    "<a href=//idp.test/>https://bank.example/</a>")),
  };
}

std::vector<RuleCase> download_cases() {
  return {
      {"L14", kBad, "a program", "https://shop.example/", "",
       "<p>\n <a href='http://a.test/Setup.EXE?v=1'>x</a>", 200,
       "\"http://a.test/Setup.EXE?v=1\"", 2, 2},
      page_case("L14", kBad, "asked to be saved",
                "<a href=http://a.test/list download>x</a>",
                "\"http://a.test/list\""),
      page_case("L14", kBad, "a server of files",
                "<a href=http://a.test/x/tool.tar.gz/download>x</a>",
                "tool.tar.gz"),
      page_case("L14", kGood, "over https", "<a href=//a.test/setup.exe>x</a>"),
      page_case(
          "L14", kTrap, "a host that ends like a program",
          "<a href=http://install.sh/>x</a><a href=http://a.test/a.com/b>y"),
      page_case("L14", kTrap, "a page about a file",
                "<a href='http://a.test/get.php?f=a.zip'>x</a>"),
      page_case("L14", kTrap, "the reader's own machine",
                "<a href=http://localhost:8080/a.zip>x</a>"),
      page_case_at("http://shop.example/", "L14", kTrap, "a page over http",
                   "<a href=http://a.test/setup.exe>x</a>"),
  };
}

}  // namespace

std::vector<RuleCase> anchor_cases() {
  return joined({opener_cases(), crawlable_cases(), mismatch_bad_cases(),
                 mismatch_cases(), download_cases()});
}

}  // namespace pagescan::test
