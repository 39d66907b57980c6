#include "tests/rules/rule_cases.h"

namespace pagescan::test {

std::vector<RuleCase> brand_cases() {
  using enum CaseKind;
  return {
      {.rule = "X01",
       .kind = kBad,
       .about = "the title",
       .url = "https://paypal.login.test/",
       .html = "<title>Log in to your PayPal account</title>\n"
               "<form><input type=password name=p></form>",
       .message = "calls itself \"PayPal\" in its title",
       .line = 2,
       .column = 7,
       .level = Level::kWarning,
       .count = 1},
      {.rule = "X01",
       .kind = kBad,
       .about = "the name of the site",
       .url = "https://netfl1x.test/",
       .html = "<meta property=og:site_name content=NETFLIX><title>Hi</title>"
               "<form><input type=password name=p></form>",
       .message = "in its og:site_name"},
      {.rule = "X01",
       .kind = kBad,
       .about = "the logo, and a password of no form",
       .url = "http://203.0.113.5/",
       .html = "<img src=/logo.png alt='Wells Fargo'>"
               "<input type=password name=p>",
       .message = "in its logo"},
      {.rule = "X01",
       .kind = kBad,
       .about = "a payment card",
       .url = "https://dhl.parcel.test/",
       .html = "<title>DHL - pay the customs fee</title><form>"
               "<input name=n autocomplete=cc-number>"
               "<input name=e autocomplete=cc-exp></form>",
       .message = "\"DHL\""},
      {.rule = "X01",
       .kind = kGood,
       .about = "the brand's own host",
       .url = "https://www.paypal.com/signin",
       .html = "<title>Log in to your PayPal account</title>"
               "<form><input type=password name=p></form>"},
      {.rule = "X01",
       .kind = kTrap,
       .about = "another country",
       .url = "https://www.amazon.co.uk/ap/signin",
       .html = "<title>Amazon Sign-In</title>"
               "<form><input type=password name=p></form>"},
      {.rule = "X01",
       .kind = kTrap,
       .about = "no secret is asked for",
       .url = "https://news.example/",
       .html = "<title>PayPal buys a bank</title><form><input name=q></form>"},
      {.rule = "X01",
       .kind = kTrap,
       .about = "sign-in with a brand",
       .url = "https://news.example/",
       .html = "<title>Sign in with Facebook</title>"
               "<form><input type=password name=p></form>"},
      {.rule = "X01",
       .kind = kTrap,
       .about = "a way to pay, below the shop's logo",
       .url = "https://shop.example/",
       .html = "<img class=logo src=a.png alt='The Shop'>"
               "<img src=paypal-logo.png alt=PayPal>"
               "<form><input type=password name=p></form>"},
      {.rule = "X01",
       .kind = kTrap,
       .about = "an article about the brand",
       .url = "https://news.example/",
       .html = "<meta property=og:type content=article>"
               "<title>PayPal buys a bank</title>"
               "<form><input type=password name=p></form>"},
      {.rule = "X01",
       .kind = kTrap,
       .about = "something of the brand's",
       .url = "https://news.example/",
       .html = "<title>PayPal's new bank</title>"
               "<form><input type=password name=p></form>"},
      {.rule = "X01",
       .kind = kTrap,
       .about = "part of another word",
       .url = "https://shop.example/",
       .html = "<title>Amazonian plants</title>"
               "<form><input type=password name=p></form>"},
      {.rule = "X01",
       .kind = kTrap,
       .about = "an affiliated domain",
       .url = "https://brand.partner.test/",
       .html = "<title>PayPal</title><form><input type=password name=p></form>",
       .configure =
           [](RuleParameters& parameters) {
             parameters.affiliated_domains = {"partner.test"};
           }},
      {.rule = "X01",
       .kind = kTrap,
       .about = "a developer's machine",
       .url = "http://localhost:8080/",
       .html =
           "<title>PayPal</title><form><input type=password name=p></form>"},
  };
}

}  // namespace pagescan::test
