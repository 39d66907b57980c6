#include "scanner/passes/login_offer.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pagescan {
namespace {

std::string name_or_none(const FormProvider* provider) {
  return provider == nullptr ? "-" : std::string(provider->name);
}

struct Offer {
  const char* text;
  const char* provider;
};

TEST(LoginOffer, IsToldByTheWordsOfAButton) {
  const std::vector<Offer> cases = {
      {"Sign in with Google", "google"},
      {"LOG IN WITH FACEBOOK", "facebook"},
      {"Continue with Apple", "apple"},
      {"Sign in with your Microsoft account", "microsoft"},
      {"Sign in with Azure AD", "microsoft"},
      {"Continue with X", "x"},
      {"Sign in with login.gov", "login-gov"},
      {"Sign in with ID.me", "id-me"},
      {"Continue with SSO", "sso"},
      {"Mit Google anmelden", "google"},
      {"Anmelden mit GitHub", "github"},
      {"Se connecter avec Facebook", "facebook"},
      {"Iniciar sesión con Google", "google"},
      {"Entrar com o Google", "-"},
      {"Entrar com Google", "google"},
      {"Войти через ВКонтакте", "vk"},
      {"ВОЙТИ ЧЕРЕЗ ЯНДЕКС", "yandex"},
      {"Войти через Яндекс ID", "yandex"},
      {"Google ile giriş yap", "google"},
      {"Googleでログイン", "google"},
      {"카카오로 로그인", "kakao"},
      {"微信登录", "wechat"},
      {"QQ登录", "qq"},
      {"Facebook Login", "facebook"},
      // No offers.
      {"Google", "-"},
      {"Follow us on Facebook", "-"},
      {"Share with Facebook", "-"},
      {"Sign in", "-"},
      {"Sign in with your password", "-"},
      {"Sign in with a googleplex account", "-"},
      {"Blogin with Google", "-"},
      {"Facebook login problems and how to solve them", "-"},
      {"", "-"},
      {"\xD0", "-"},
  };
  for (const Offer& c : cases) {
    EXPECT_EQ(name_or_none(login_offer_in_text(c.text)), c.provider) << c.text;
  }
  EXPECT_EQ(
      login_offer_in_text("Sign in with Google, " + std::string(100, 'x')),
      nullptr);
}

TEST(LoginOffer, IsToldByThePathOfAnAddress) {
  const std::vector<Offer> cases = {
      {"https://a.example/auth/google", "google"},
      {"https://a.example/users/auth/google_oauth2", "google"},
      {"https://a.example/users/auth/github?x=1", "github"},
      {"https://a.example/login/facebook.php", "facebook"},
      {"https://a.example/accounts/google/login/", "google"},
      {"https://a.example/login_twitter", "x"},
      {"https://a.example/login?provider=Microsoft", "microsoft"},
      {"https://a.example/Account/ExternalLogin?provider=Google", "google"},
      // None: pages about, and paths that only name both.
      {"https://developers.facebook.com/docs/facebook-login", "-"},
      {"https://www.facebook.com/login/", "-"},
      {"https://a.example/blog/facebook-adds-a-new-login-page", "-"},
      {"https://a.example/share/facebook", "-"},
      {"https://a.example/news?provider=google", "-"},
      {"https://a.example/sso/login", "-"},
      {"https://a.example/#/auth/google", "-"},
      {"mailto:auth/google", "-"},
      {"", "-"},
  };
  for (const Offer& c : cases) {
    EXPECT_EQ(name_or_none(login_offer_in_address(c.text)), c.provider)
        << c.text;
  }
}

}  // namespace
}  // namespace pagescan
