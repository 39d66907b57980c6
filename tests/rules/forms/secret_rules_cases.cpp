#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

std::vector<RuleCase> csrf_token_absent() {
  using enum CaseKind;
  return {
      {.rule = "F10",
       .kind = kBad,
       .about = "a change of password without a token",
       .html = "<p>\n<form method=post action=/password>"
               "<input type=password name=old autocomplete=current-password>"
               "<input type=password name=new autocomplete=new-password>"
               "<button>Change</button></form>",
       .message = "the password input \"old\") and has no token",
       .line = 2,
       .column = 1,
       .level = Level::kNote},
      {.rule = "F10",
       .kind = kBad,
       .about = "a file",
       .html = "<form method=post action=/up enctype=multipart/form-data>"
               "<input type=file name=f><button>Send</button></form>",
       .message = "the file input \"f\""},
      {.rule = "F10",
       .kind = kBad,
       .about = "a hidden record",
       .html = "<form method=post action=/delete>"
               "<input type=hidden name=user_id value=17>"
               "<button>Delete</button></form>",
       .message = "the hidden input \"user_id\""},
      {.rule = "F10",
       .kind = kGood,
       .about = "a token",
       .html = "<form method=post action=/password>"
               "<input type=hidden name=authenticity_token value=abc>"
               "<input type=password name=p><button>Change</button></form>"},
      {.rule = "F10",
       .kind = kTrap,
       .about = "a GET search form",
       .html = "<form action=/search><input type=hidden name=cat_id value=1>"
               "<input type=search name=q><button>Search</button></form>"},
      {.rule = "F10",
       .kind = kTrap,
       .about = "a POST search form",
       .html = "<form method=post action=/search role=search>"
               "<input type=hidden name=cat_id value=1>"
               "<input type=search name=q><button>Search</button></form>"},
      {.rule = "F10",
       .kind = kTrap,
       .about = "a token that a script puts in",
       .html = "<form method=post action=/p><input type=password name=p>"
               "<button>Go</button></form><script>form.append("
               "'X-Csrf', token)</script>"},
      {.rule = "F10",
       .kind = kTrap,
       .about = "a token in a meta element",
       .html = "<meta name=csrf-token content=k3j4h5kj34h5>"
               "<form method=post action=/p><input type=password name=p>"
               "<button>Go</button></form>"},
      {.rule = "F10",
       .kind = kTrap,
       .about = "a token in a cookie",
       .fields = "Set-Cookie: XSRF-TOKEN=abc; Path=/; Secure\r\n",
       .html = "<form method=post action=/p><input type=password name=p>"
               "<button>Go</button></form>"},
      {.rule = "F10",
       .kind = kTrap,
       .about = "a token in a field",
       .fields = "X-CSRF-Token: abc\r\n",
       .html = "<form method=post action=/p><input type=password name=p>"
               "<button>Go</button></form>"},
      {.rule = "F10",
       .kind = kTrap,
       .about = "a public form that changes no record",
       .html = "<form method=post action=/contact><input name=email "
               "type=email><textarea name=message></textarea>"
               "<button>Send</button></form>"},
      {.rule = "F10",
       .kind = kTrap,
       .about = "the case of a token's name",
       .html = "<form method=post action=/p>"
               "<input type=hidden name=CsrfToken value=x>"
               "<input type=password name=p><button>Go</button></form>"},
      {.rule = "F10",
       .kind = kTrap,
       .about = "another site's form",
       .html = "<form method=post action=https://other.test/p>"
               "<input type=password name=p><button>Go</button></form>"},
  };
}

constexpr const char* kCardForm =
    "<!doctype html>\n<form method=post action=/pay>\n"
    "<label>Card number <input name=number autocomplete=cc-number></label>"
    "<label>Expiry <input name=exp autocomplete=cc-exp></label>"
    "<label>CVC <input name=cvc type=password autocomplete=cc-csc></label>"
    "<button>Pay</button></form>";

std::vector<RuleCase> payment() {
  using enum CaseKind;
  return {
      {.rule = "F11",
       .kind = kBad,
       .about = "a payment card",
       .html = kCardForm,
       .message = "asks for a payment card: text input \"number\"",
       .line = 3,
       .column = 20,
       .level = Level::kNote,
       .count = 1},
      {.rule = "F11",
       .kind = kGood,
       .about = "an order without a card",
       .html = "<form method=post action=/order><label>Name <input name=name>"
               "</label><button>Order</button></form>"},
      {.rule = "F11",
       .kind = kTrap,
       .about = "a loyalty card",
       .html = "<form method=post action=/points><label>Card number "
               "<input name=card_number></label><button>Go</button></form>"},
      {.rule = "F12",
       .kind = kBad,
       .about = "card fields in the page",
       .html = kCardForm,
       .message = "and submits to its own site",
       .line = 3,
       .column = 20,
       .level = Level::kWarning},
      {.rule = "F12",
       .kind = kBad,
       .about = "card fields posted to the provider",
       .html = "<form method=post action=https://gateway.test/pay>"
               "<input name=n autocomplete=cc-number>"
               "<input name=e autocomplete=cc-exp><button>Pay</button></form>",
       .message = "and submits to another site"},
      {.rule = "F12",
       .kind = kGood,
       .about = "no card",
       .html = "<form method=post action=/order><input name=name>"
               "<button>Order</button></form>"},
      {.rule = "F12",
       .kind = kTrap,
       .about = "a merchant of SAQ A",
       .html = "<form method=post action=/order><input name=name>"
               "<iframe src=https://js.stripe.com/v3/elements></iframe>"
               "<button>Pay</button></form>"},
      {.rule = "F12",
       .kind = kTrap,
       .about = "the provider's own page",
       .url = "https://checkout.stripe.com/pay/1",
       .html = kCardForm},
  };
}

std::vector<RuleCase> type_mismatch() {
  using enum CaseKind;
  return {
      {.rule = "F14",
       .kind = kBad,
       .about = "a password in a text input",
       .html = "<form method=post action=/login>\n<input name=user>"
               "<label>Password <input type=text name=password></label>"
               "<button>Log in</button></form>",
       .message = "The text input \"password\"",
       .level = Level::kWarning},
      {.rule = "F14",
       .kind = kBad,
       .about = "a show-password toggle: lower",
       .html = "<form method=post action=/login>"
               "<label>Password <input type=password name=password></label>"
               "<label>Password <input type=text name=password2 "
               "autocomplete=current-password></label>"
               "<button>Log in</button></form>",
       .message = "asks for a password",
       .level = Level::kNote},
      {.rule = "F14",
       .kind = kBad,
       .about = "a card's code: lower",
       .html = "<form method=post action=/pay>"
               "<input name=n autocomplete=cc-number>"
               "<input name=c type=tel autocomplete=cc-csc>"
               "<button>Pay</button></form>",
       .message = "a card's security code",
       .level = Level::kNote},
      {.rule = "F14",
       .kind = kGood,
       .about = "a password control",
       .html = "<form method=post action=/login><input name=user>"
               "<input type=password name=password><button>Log in</button>"
               "</form>"},
      {.rule = "F14",
       .kind = kTrap,
       .about = "a one-time code",
       .html = "<form method=post action=/login>"
               "<input name=otp autocomplete=one-time-code>"
               "<button>Log in</button></form>"},
      {.rule = "F14",
       .kind = kTrap,
       .about = "masked by style",
       .html = "<form method=post action=/login><label>Password "
               "<input type=text name=password "
               "style='-webkit-text-security: disc'></label>"
               "<button>Log in</button></form>"},
  };
}

std::vector<RuleCase> prefilled_identity() {
  using enum CaseKind;
  return {
      {.rule = "F22",
       .kind = kBad,
       .about = "an address filled in",
       .html = "<form method=post action=/login>\n"
               "<input type=email name=email value=anna@corp.test>"
               "<input type=password name=p><button>Log in</button></form>",
       .message = "\"anna@corp.test\"",
       .line = 2,
       .column = 1,
       .level = Level::kWarning},
      {.rule = "F22",
       .kind = kBad,
       .about = "a hidden address",
       .html = "<form method=post action=/login>"
               "<input type=hidden name=email value=anna@corp.test>"
               "<input type=password name=p><button>Log in</button></form>",
       .message = "the hidden input \"email\""},
      {.rule = "F22",
       .kind = kGood,
       .about = "an empty field",
       .html = "<form method=post action=/login>"
               "<input type=email name=email>"
               "<input type=password name=p><button>Log in</button></form>"},
      {.rule = "F22",
       .kind = kTrap,
       .about = "a sample address",
       .html = "<form method=post action=/login>"
               "<input type=email name=email value=you@example.com>"
               "<input type=password name=p><button>Log in</button></form>"},
      {.rule = "F22",
       .kind = kTrap,
       .about = "an account page with a new password",
       .html = "<form method=post action=/account>"
               "<input type=email name=email value=anna@corp.test>"
               "<input type=password name=n autocomplete=new-password>"
               "<button>Save</button></form>"},
      {.rule = "F22",
       .kind = kTrap,
       .about = "an account page behind a login",
       .html = "<a href=/logout>Log out</a><form method=post action=/account>"
               "<input type=email name=email value=anna@corp.test>"
               "<input type=password name=p autocomplete=current-password>"
               "<button>Save</button></form>"},
      {.rule = "F22",
       .kind = kTrap,
       .about = "a form without a password",
       .html = "<form method=post action=/news>"
               "<input type=email name=email value=anna@corp.test>"
               "<button>Subscribe</button></form>"},
  };
}

}  // namespace

std::vector<RuleCase> form_secret_cases() {
  std::vector<RuleCase> cases;
  for (const auto table :
       {csrf_token_absent, payment, type_mismatch, prefilled_identity}) {
    for (RuleCase& rule_case : table()) cases.push_back(std::move(rule_case));
  }
  return cases;
}

}  // namespace pagescan::test
