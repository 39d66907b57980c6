#include "tests/rules/rule_cases.h"

namespace pagescan::test {

std::vector<RuleCase> form_transport_cases() {
  using enum CaseKind;
  return {
      {"F01", kBad, "password over http", "http://shop.example/login", "",
       "<!doctype html>\n<form method=post>\n  <input type=password name=p>",
       200, "asks for a password", 3, 3},
      {"F01", kBad, "a password control outside the form", "http://a.example/",
       "", "<form id=f method=post></form><input type=password form=f>", 200,
       "asks for a password"},
      {"F01", kGood, "over https", "https://shop.example/login", "",
       "<form method=post><input type=password name=p></form>"},
      {"F01", kTrap, "a developer's machine", "http://localhost:3000/", "",
       "<form method=post><input type=password></form>"},
      {"F01", kTrap, "a developer's machine by address", "http://127.0.0.2/",
       "", "<form method=post><input type=password></form>"},
      {"F02", kBad, "the action", "https://shop.example/", "",
       "<form action=http://shop.example/go><input name=q></form>", 200,
       "\"http://shop.example/go\"", 1, 1},
      {"F02", kBad, "a submitter's formaction", "https://shop.example/", "",
       "<form action=/a>\n<button formaction=http://x.example/b>B</button>",
       200, "\"http://x.example/b\"", 2, 1},
      {"F02", kBad, "the base element's URL", "https://shop.example/", "",
       "<base href=http://cdn.example/><form action=go><input name=q></form>",
       200, "\"http://cdn.example/go\""},
      {"F02", kGood, "a relative action", "https://shop.example/", "",
       "<form action=/go><input name=q></form>"},
      {"F02", kTrap, "a dialog", "https://shop.example/", "",
       "<form method=dialog action=http://a.example/><button>x</button>"},
      {"F03", kBad, "https from http", "http://shop.example/", "",
       "<form action=https://shop.example/go><input name=q></form>", 200,
       "\"https://shop.example/go\""},
      {"F03", kGood, "https from https", "https://shop.example/", "",
       "<form action=https://shop.example/go><input name=q></form>"},
      {"F03", kTrap, "no action at all", "http://shop.example/", "",
       "<form><input name=q></form>"},
      {"F09", kBad, "GET by default", "https://shop.example/", "",
       "<form><input type=password name=p><button>Go</button></form>", 200,
       "by GET", 1, 1},
      {"F09", kGood, "POST", "https://shop.example/", "",
       "<form method=post><input type=password name=p></form>"},
      {"F09", kTrap, "a search form", "https://shop.example/", "",
       "<form><input name=q></form>"},
  };
}

}  // namespace pagescan::test
