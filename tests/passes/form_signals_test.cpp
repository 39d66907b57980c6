#include "scanner/passes/form_signals.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "scanner/passes/csrf_token.h"
#include "scanner/passes/passes.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

void run_all(const PassInput& input, Facts& facts) {
  facts = run_passes(input);
}

Facts facts_of(const std::string& html) {
  return run_pass_for_test(run_all, html);
}

// The signals of a form made of these controls, as a classifier would have
// told them.
FormSignals signals_of(std::vector<Control> controls) {
  const Document document = parse_for_test("<form></form>");
  const UrlResolver resolver(document, url_for_test(kTestPage));
  Facts facts;
  facts.page.forms.forms.emplace_back().controls = std::move(controls);
  find_form_signals(PassInput{document, resolver, {}}, facts);
  return facts.page.forms.forms[0].signals;
}

Control control(std::string type, std::string name,
                std::optional<FieldPurpose> purpose = std::nullopt) {
  Control made;
  made.element = "input";
  made.type = std::move(type);
  made.name = std::move(name);
  if (purpose) made.purpose = JudgedField{*purpose, {90}, {}};
  return made;
}

Control hidden(std::string name, std::string value) {
  Control made = control("hidden", std::move(name));
  made.value = std::move(value);
  return made;
}

using Numbers = std::vector<size_t>;

TEST(FormSignals, TellTokensFromOtherHiddenValues) {
  struct Case {
    const char* name;
    const char* value;
    const char* how;  // "" for none
  };
  const std::string hex = "0123456789abcdef0123456789abcdef";
  const char* const random = "aB3dE5fG7hI9jK1lM3nO5pQ7";
  const std::vector<Case> cases = {
      {"csrf_token", "", "name"},
      {"CSRFToken", "x", "name"},
      {"csrfmiddlewaretoken", "x", "name"},
      {"__RequestVerificationToken", "x", "name"},
      {"authenticity_token", "x", "name"},
      {"_token", "x", "name"},
      {"_wpnonce", "5d0c1f2a3b", "name"},
      {"lt", "LT-12-abc", "name"},
      {"sid", hex.c_str(), "entropy"},
      {"auth", random, "entropy"},
      {hex.c_str(), "1", "entropy"},
      // None.
      {"lt", "52.1", ""},
      {hex.c_str(), "2", ""},
      {"g-recaptcha-response", random, ""},
      {"recaptcha_token", random, ""},
      {"captcha_token", random, ""},
      {"cap-token", random, ""},
      {"payment_method_nonce", random, ""},
      {"__VIEWSTATE", random, ""},
      {"client_id", random, ""},
      {"SAMLRequest", random, ""},
      {"redirect_url", random, ""},
      {"lang", "en", ""},
      {"", random, ""},
  };
  for (const Case& c : cases) {
    const auto how = csrf_evidence(hidden(c.name, c.value));
    EXPECT_EQ(how ? csrf_evidence_name(*how) : "", c.how) << c.name;
    EXPECT_EQ(looks_like_csrf_token(hidden(c.name, c.value)), how.has_value());
  }
  Control shown = control("text", "csrf_token");
  EXPECT_FALSE(csrf_evidence(shown));
}

TEST(FormSignals, PreferATokenByNameAndFallBackOnMeta) {
  const FormSignals signals = signals_of(
      {hidden("a_key_b", "aB3dE5fG7hI9jK1lM3nO5pQ7"), hidden("_token", "x")});
  ASSERT_TRUE(signals.csrf_token);
  EXPECT_EQ(signals.csrf_token->how, CsrfEvidence::kName);
  EXPECT_EQ(signals.csrf_token->control, 1U);

  const Facts with_meta = facts_of(
      "<meta name=csrf-param content=authenticity_token>"
      "<meta name=csrf-token content=abc><form method=post><input></form>");
  EXPECT_EQ(with_meta.page.forms.signals.csrf_meta, "csrf-token");
  const auto& token = with_meta.page.forms.forms.at(0).signals.csrf_token;
  ASSERT_TRUE(token);
  EXPECT_EQ(token->how, CsrfEvidence::kMeta);
  EXPECT_FALSE(token->control);

  const Facts without = facts_of(
      "<meta name=csrf-token content=''><meta name=csrf-param content=x>"
      "<form method=post><input></form>");
  EXPECT_EQ(without.page.forms.signals.csrf_meta, "");
  EXPECT_TRUE(without.page.forms.forms.at(0).signals.empty());
}

// "provider/place/form" of each.
std::string described(const std::vector<ProviderSighting>& sightings) {
  std::string out;
  for (const ProviderSighting& s : sightings) {
    if (!out.empty()) out += ' ';
    out += s.provider + '/' + std::string(sighting_place_name(s.place));
    if (!s.form) continue;
    out += '/' + std::to_string(s.form->form);
    if (s.form->nearness == FormNearness::kBeside) out += "-beside";
    if (s.form->control) out += '.' + std::to_string(*s.form->control);
  }
  return out;
}

struct Sightings {
  const char* html;
  const char* expected;
};

TEST(FormSignals, SeeCaptchas) {
  const std::vector<Sightings> cases = {
      {"<form><div class='x g-recaptcha'></div></form>", "recaptcha/element/0"},
      {"<script src=https://www.google.com/recaptcha/api.js></script><form>"
       "</form>",
       "recaptcha/script"},
      {"<form><iframe src=https://www.google.com/recaptcha/api/noscript?k=1>"
       "</iframe></form>",
       "recaptcha/frame/0"},
      {"<form><input type=hidden name=h-captcha-response></form>",
       "hcaptcha/field/0.0"},
      {"<form><altcha-widget></altcha-widget></form>", "altcha/element/0"},
      {"<table><form><tr><td><input><div id=mtcaptcha></div><td><input>"
       "</table></form>",
       "mtcaptcha/element/0"},
      {"<form><img src=captcha.php><input name=captcha_code></form>",
       "/field/0.0"},
      // None: the text about one, a page's own hidden state, a button.
      {"<p class=captcha>captcha</p><form><input type=hidden name=captcha_sid>"
       "<input name=q><button name=captcha_reload></button></form>",
       ""},
      {"<script src=https://www.google.com/maps/api.js></script>", ""},
  };
  for (const Sightings& c : cases) {
    const Facts facts = facts_of(c.html);
    EXPECT_EQ(described(facts.page.forms.signals.captchas), c.expected)
        << c.html;
    const bool inside = std::string(c.expected).find('0') != std::string::npos;
    if (!facts.page.forms.forms.empty()) {
      EXPECT_EQ(facts.page.forms.forms[0].signals.captchas,
                inside ? Numbers{0} : Numbers{})
          << c.html;
    }
  }
}

TEST(FormSignals, TakeAnUnsureGuessForNoCaptcha) {
  for (const auto& [hundredths, captchas] :
       std::vector<std::pair<uint8_t, size_t>>{{49, 0}, {50, 1}}) {
    Control answer = control("text", "code", FieldPurpose::kCaptcha);
    answer.purpose->confidence.hundredths = hundredths;
    EXPECT_EQ(signals_of({answer}).captchas.size(), captchas);
  }
}

TEST(FormSignals, SeePayments) {
  const std::vector<Sightings> cases = {
      {"<script src=https://js.stripe.com/v3/></script>", "stripe/script"},
      {"<form><iframe src=https://js.stripe.com/v3/elements></iframe></form>",
       "stripe/frame/0"},
      {"<form action=https://www.paypal.com/cgi-bin/webscr method=post><input>"
       "</form>",
       "paypal/action/0"},
      {"<a href=https://buy.stripe.com/abc>Buy</a>", "stripe/link"},
      {"<form><input type=hidden name=stripeToken></form>", "stripe/field/0.0"},
      {"<a href=https://stripe.com/>We use Stripe</a>", ""},
      {"<form action=/paypal><input name=card></form>", ""},
  };
  for (const Sightings& c : cases) {
    EXPECT_EQ(described(facts_of(c.html).page.forms.signals.payments),
              c.expected)
        << c.html;
  }
}

TEST(FormSignals, SeeOffersToSignIn) {
  const std::vector<Sightings> cases = {
      {"<form><input type=password><a href=/auth/google>G</a></form>",
       "google/link/0"},
      {"<div><form><input type=password></form><p>"
       "<a href=#>Sign in with Google</a></p></div>",
       "google/link/0-beside"},
      {"<form><button>Continue with Apple</button></form>", "apple/button/0.0"},
      {"<div><form><input type=search name=q></form><div>"
       "<button>Sign in with Google</button></div></div>",
       "google/button"},
      {"<form action=/login/facebook/><button>Go</button></form>",
       "facebook/action/0"},
      {"<div><form><input type=password></form><div class=g_id_signin></div>"
       "</div>",
       "google/element/0-beside"},
      {"<a href=https://accounts.google.com/o/oauth2/auth?x=1><img></a>",
       "google/link"},
      {"<a href=https://www.facebook.com/acme>Facebook</a>"
       "<a href=/share/facebook>Share with Facebook</a>"
       "<a href=/login>Sign in</a>",
       ""},
  };
  for (const Sightings& c : cases) {
    EXPECT_EQ(described(facts_of(c.html).page.forms.signals.login_providers),
              c.expected)
        << c.html;
  }
}

TEST(FormSignals, KeepTemplatesApart) {
  const Facts facts = facts_of(
      "<template><form><div class=h-captcha></div></form></template>"
      "<form><div class=g-recaptcha></div></form>");
  EXPECT_EQ(described(facts.page.forms.signals.captchas),
            "recaptcha/element/0");
  EXPECT_EQ(described(facts.templates.forms.signals.captchas),
            "hcaptcha/element/0");
}

TEST(FormSignals, CountPaymentFieldsFromTwoPartsOn) {
  const Control number = control("text", "n", FieldPurpose::kCcNumber);
  const Control month = control("text", "m", FieldPurpose::kCcExpMonth);
  const Control year = control("text", "y", FieldPurpose::kCcExpYear);
  const Control code = control("text", "c", FieldPurpose::kCcCsc);
  const Control name = control("text", "h", FieldPurpose::kCcName);
  const Control email = control("email", "e", FieldPurpose::kEmail);
  EXPECT_EQ(signals_of({email, number, code}).payment_fields, (Numbers{1, 2}));
  EXPECT_EQ(signals_of({name, number, month, year}).payment_fields,
            (Numbers{0, 1, 2, 3}));
  // A loyalty card has a number and a holder, an expiry two parts.
  EXPECT_EQ(signals_of({name, number}).payment_fields, Numbers{});
  EXPECT_EQ(signals_of({month, year}).payment_fields, Numbers{});
}

TEST(FormSignals, ReadAutocompleteWhereThereIsNoPurpose) {
  const Facts facts = facts_of(
      "<form><input autocomplete=cc-number><input autocomplete='billing "
      "cc-csc'>"
      "</form>");
  EXPECT_EQ(facts.page.forms.forms.at(0).signals.payment_fields,
            (Numbers{0, 1}));
}

std::string kinds_of(const FormSignals& signals) {
  std::string out;
  for (const SensitiveField& field : signals.sensitive_combination) {
    out += std::string(sensitive_kind_name(field.kind)) + ':' +
           std::to_string(field.control) + ' ';
  }
  return out;
}

TEST(FormSignals, SeeSecretsAskedForTogether) {
  const Control password =
      control("password", "p", FieldPurpose::kCurrentPassword);
  const Control confirm =
      control("password", "p2", FieldPurpose::kPasswordConfirmation);
  const Control ssn = control("text", "ssn", FieldPurpose::kNationalId);
  const Control code = control("text", "cvv", FieldPurpose::kCcCsc);
  const Control number = control("text", "card", FieldPurpose::kCcNumber);
  const Control expiry = control("text", "exp", FieldPurpose::kCcExp);
  const Control otp = control("text", "otp", FieldPurpose::kOneTimeCode);
  EXPECT_EQ(kinds_of(signals_of({password, ssn, code})),
            "password:0 national-id:1 cc-csc:2 ");
  EXPECT_EQ(kinds_of(signals_of({otp, password, control("text", "atm_pin")})),
            "one-time-code:0 password:1 pin:2 ");
  // Checkout with an account, and one kind thrice.
  EXPECT_EQ(kinds_of(signals_of({password, confirm, number, expiry, code})),
            "");
  EXPECT_EQ(kinds_of(signals_of({password, confirm, ssn})), "");
  // Indian postal codes, and shipping.
  EXPECT_EQ(kinds_of(signals_of({password, ssn, control("text", "pin_code"),
                                 control("text", "shipping"),
                                 control("text", "pincode")})),
            "");
}

Control with_value(Control made, std::string value) {
  made.value = std::move(value);
  return made;
}

TEST(FormSignals, SeeIdentityFilledIn) {
  const Control password =
      control("password", "p", FieldPurpose::kCurrentPassword);
  const Control email = control("text", "e", FieldPurpose::kEmail);
  const Control user = control("text", "u", FieldPurpose::kUsername);
  const auto prefilled = [&](Control first) {
    return !signals_of({std::move(first), password}).prefilled_identity.empty();
  };
  EXPECT_TRUE(prefilled(with_value(email, "anna@corp.test")));
  EXPECT_TRUE(prefilled(with_value(user, "anna83")));
  EXPECT_TRUE(prefilled(hidden("email", "anna@corp.test")));
  EXPECT_FALSE(prefilled(with_value(email, "")));
  EXPECT_FALSE(prefilled(with_value(email, "E-mail")));
  EXPECT_FALSE(prefilled(with_value(email, "you@corp.test")));
  EXPECT_FALSE(prefilled(with_value(email, "anna@example.com")));
  EXPECT_FALSE(prefilled(with_value(email, "{{ user.email }}@corp.test")));
  EXPECT_FALSE(prefilled(with_value(user, "Benutzername")));
  EXPECT_FALSE(prefilled(hidden("recipient", "anna@corp.test")));
  // No password: a newsletter's form for somebody who is known.
  EXPECT_EQ(
      signals_of({with_value(email, "anna@corp.test")}).prefilled_identity,
      Numbers{});
}

TEST(FormSignals, SeeShownPasswords) {
  const Control shown = control("text", "p", FieldPurpose::kNewPassword);
  const Control covered =
      control("password", "q", FieldPurpose::kPasswordConfirmation);
  FormSignals signals = signals_of({shown});
  ASSERT_EQ(signals.shown_passwords.size(), 1U);
  EXPECT_EQ(signals.shown_passwords[0].control, 0U);
  EXPECT_FALSE(signals.shown_passwords[0].beside_password);
  signals = signals_of({covered, shown});
  ASSERT_EQ(signals.shown_passwords.size(), 1U);
  EXPECT_EQ(signals.shown_passwords[0].control, 1U);
  EXPECT_TRUE(signals.shown_passwords[0].beside_password);
  EXPECT_TRUE(signals_of({covered}).shown_passwords.empty());
  EXPECT_TRUE(signals_of({control("hidden", "p", FieldPurpose::kNewPassword)})
                  .shown_passwords.empty());
}

TEST(FormSignals, SeeMisusedAutocomplete) {
  struct Case {
    const char* attributes;
    const char* expected;  // "fault token"
  };
  const std::vector<Case> cases = {
      {"autocomplete=e-mail", "unknown-token e-mail"},
      {"autocomplete='email billing'", "wrong-order billing"},
      {"type=email autocomplete=postal-code", "wrong-control postal-code"},
      {"type=checkbox autocomplete=email", "wrong-control email"},
      {"autocomplete=email", ""},
      {"autocomplete=off", ""},
      {"autocomplete=none", ""},
      {"autocomplete=false", ""},
      {"autocomplete=xoff", ""},
      {"autocomplete=disabled", ""},
      {"autocomplete", ""},
      {"type=checkbox autocomplete=off", ""},
      {"type=tel autocomplete=cc-number", ""},
  };
  for (const Case& c : cases) {
    const Facts facts =
        facts_of("<form><input " + std::string(c.attributes) + "></form>");
    std::string found;
    for (const AutocompleteMisuse& misuse :
         facts.page.forms.forms.at(0).signals.autocomplete_misuse) {
      EXPECT_EQ(misuse.control, 0U);
      found += std::string(name_of(misuse.fault)) + ' ' + misuse.token;
    }
    EXPECT_EQ(found, c.expected) << c.attributes;
  }
}

TEST(FormSignals, ListTraps) {
  const FormSignals signals = signals_of(
      {control("text", "a"), control("text", "b", FieldPurpose::kHoneypot),
       control("reset", "c", FieldPurpose::kHoneypot)});
  EXPECT_EQ(signals.honeypots, Numbers{1});
}

// "0,1+ 3": the groups, "+" with a password.
std::string groups_of(const std::string& html) {
  std::string out;
  const Facts facts = facts_of(html);
  for (const OrphanGroup& group : facts.page.forms.signals.orphan_groups) {
    if (!out.empty()) out += ' ';
    for (size_t i = 0; i < group.controls.size(); ++i) {
      if (i > 0) out += ',';
      out += std::to_string(group.controls[i]);
    }
    if (group.has_password) out += '+';
  }
  return out;
}

TEST(FormSignals, GroupControlsOfNoForm) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"<div><p><input name=u></p><p><input type=password></p>"
       "<button>Go</button></div>",
       "0,1,2+"},
      {"<div><input name=q><button>Search</button></div><div><div>"
       "<input name=e type=email><input type=submit></div></div>",
       "0,1 2,3"},
      {"<div><input type=password></div>", "0+"},
      // Not used as a form: a button, a field alone, boxes to tick.
      {"<div><button>Menu</button></div>", ""},
      {"<div><input name=q></div>", ""},
      {"<div><input type=checkbox><button>x</button></div>", ""},
      {"<div><input name=q></div><div><button>x</button></div>", ""},
      {"<form><input name=u><input type=password><button>x</button></form>",
       ""},
  };
  for (const auto& [html, expected] : cases) {
    EXPECT_EQ(groups_of(html), expected) << html;
  }
}

TEST(FormSignals, StayWithinTheLimitOfLists) {
  std::string html = "<form>";
  for (int i = 0; i < 50; ++i) html += "<div class=g-recaptcha></div>";
  CatalogueLimits limits;
  limits.max_items = 10;
  const Facts facts = run_pass_for_test(run_all, html, kTestPage, limits);
  EXPECT_EQ(facts.page.forms.signals.captchas.size(), 10U);
  EXPECT_EQ(facts.page.forms.forms.at(0).signals.captchas.size(), 10U);
}

TEST(FormSignals, TakeDeepAndWideTreesInTheirStride) {
  std::string html;
  for (int i = 0; i < 300; ++i) html += "<div>";
  for (int i = 0; i < 5000; ++i) {
    html +=
        "<a href=/auth/google>Sign in with Google</a><input><button></button>";
  }
  const Facts facts = facts_of(html);
  EXPECT_EQ(facts.page.forms.signals.login_providers.size(), 5000U);
  // More controls than a form has.
  EXPECT_TRUE(facts.page.forms.signals.orphan_groups.empty());
}

}  // namespace
}  // namespace pagescan
