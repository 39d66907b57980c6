#include "scanner/passes/form_providers.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pagescan {
namespace {

std::string name_or_none(const FormProvider* provider) {
  return provider == nullptr ? "-" : std::string(provider->name);
}

struct LookUp {
  const char* text;
  const char* provider;
};

TEST(FormProviders, AreToldByWhatAPageLoads) {
  const std::vector<LookUp> cases = {
      {"https://www.google.com/recaptcha/api.js", "recaptcha"},
      {"https://www.google.com/recaptcha/enterprise.js?render=x", "recaptcha"},
      {"https://www.recaptcha.net/recaptcha/api.js", "recaptcha"},
      {"http://api.recaptcha.net/challenge?k=x", "recaptcha"},
      {"https://www.google.com/maps", "-"},
      {"https://google.com/", "-"},
      {"https://google.com.evil.example/recaptcha/", "-"},
      {"https://notgoogle.com/recaptcha/", "-"},
      {"https://hcaptcha.com/1/api.js", "hcaptcha"},
      {"https://js.hcaptcha.com/1/api.js", "hcaptcha"},
      {"https://challenges.cloudflare.com/turnstile/v0/api.js", "turnstile"},
      {"https://js.stripe.com/v3/", "stripe"},
      {"https://js.stripe.com:8443/v3/", "stripe"},
      {"https://u:p@js.stripe.com./v3/", "stripe"},
      {"https://stripe.com/docs", "-"},
      {"https://evil.example/@js.stripe.com/v3/", "-"},
      {"https://evil.example?js.stripe.com/v3/", "-"},
      {"https://www.paypal.com/sdk/js?client-id=x", "paypal"},
      {"https://accounts.google.com/gsi/client", "google"},
      {"https://connect.facebook.net/en_US/sdk.js", "-"},
      {"javascript:js.stripe.com/v3/", "-"},
      {"data:text/html,x", "-"},
      {"https://", "-"},
      {"", "-"},
  };
  for (const LookUp& c : cases) {
    EXPECT_EQ(name_or_none(provider_of_load(c.text)), c.provider) << c.text;
  }
}

TEST(FormProviders, AreToldByWhereAFormOrLinkLeads) {
  const std::vector<LookUp> cases = {
      {"https://www.paypal.com/cgi-bin/webscr?cmd=_xclick", "paypal"},
      {"https://www.paypal.com/de/home", "-"},
      {"https://paypal.me/someone", "paypal"},
      {"https://accounts.google.com/o/oauth2/v2/auth?x", "google"},
      {"https://accounts.google.com/", "-"},
      {"https://www.facebook.com/v3.2/dialog/oauth", "-"},
      {"https://www.facebook.com/dialog/oauth?x", "facebook"},
      {"https://www.facebook.com/sharer.php", "-"},
      {"https://login.microsoftonline.com/common/oauth2", "microsoft"},
      {"https://acme.b2clogin.com/x", "microsoft"},
      {"https://acme.okta.com/oauth2/v1/authorize", "okta"},
      {"https://www.okta.com/", "-"},
      {"https://acme.auth0.com/authorize?x", "auth0"},
      {"https://secure.login.gov/openid_connect/authorize", "login-gov"},
  };
  for (const LookUp& c : cases) {
    EXPECT_EQ(name_or_none(provider_of_page(c.text)), c.provider) << c.text;
  }
}

TEST(FormProviders, AreToldByElementsAndFields) {
  const std::vector<LookUp> elements = {
      {"g-recaptcha", "recaptcha"},
      {"G-ReCaptcha", "recaptcha"},
      {"h-captcha", "hcaptcha"},
      {"cf-turnstile", "turnstile"},
      {"altcha-widget", "altcha"},
      {"StripeElement", "stripe"},
      {"fb:login-button", "facebook"},
      {"g_id_signin", "google"},
      {"g-recaptcha2", "-"},
      {"captcha", "-"},
      {"div", "-"},
      {"", "-"},
  };
  for (const LookUp& c : elements) {
    EXPECT_EQ(name_or_none(provider_of_element(c.text)), c.provider) << c.text;
  }
  const std::vector<LookUp> fields = {
      {"g-recaptcha-response", "recaptcha"},
      {"h-captcha-response", "hcaptcha"},
      {"cf-turnstile-response", "turnstile"},
      {"stripeToken", "stripe"},
      {"payment_method_nonce", "braintree"},
      {"token", "-"},
      {"captcha", "-"},
  };
  for (const LookUp& c : fields) {
    EXPECT_EQ(name_or_none(provider_of_field(c.text)), c.provider) << c.text;
  }
  EXPECT_EQ(provider_of_field(std::string(100000, 'g')), nullptr);
  EXPECT_EQ(provider_of_element(std::string(100000, 'g')), nullptr);
}

TEST(FormProviders, HaveTheirKinds) {
  EXPECT_EQ(provider_of_element("g-recaptcha")->kind, ProviderKind::kCaptcha);
  EXPECT_EQ(provider_of_field("stripeToken")->kind, ProviderKind::kPayment);
  EXPECT_EQ(login_provider_named("google")->kind, ProviderKind::kLogin);
  EXPECT_EQ(login_provider_named("acme"), nullptr);
}

}  // namespace
}  // namespace pagescan
