#include "scanner/passes/csrf_token.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/base/strings.h"
#include "scanner/passes/bare_name.h"
#include "scanner/passes/form_providers.h"
#include "scanner/passes/secret_shape.h"

namespace pagescan {
namespace {

// Names are compared in lower case, letters and digits alone.
constexpr std::array<std::string_view, 3> kTokenParts = {
    "csrf", "xsrf", "requestverificationtoken"};

// Rails, Laravel, Moodle, vBulletin, Discuz, Magento, WordPress, Drupal,
// DokuWiki, MediaWiki, Atlassian, Jenkins, Stack Exchange, MyBB, CAS, Struts,
// OJS, PrestaShop, XenForo, Concrete, ATG.
constexpr std::array<std::string_view, 33> kTokenNames = {
    "authenticitytoken",
    "token",
    "formtoken",
    "sesskey",
    "securitytoken",
    "formhash",
    "formkey",
    "wpnonce",
    "nonce",
    "sectok",
    "edittoken",
    "wpedittoken",
    "wplogintoken",
    "wpcreateaccounttoken",
    "atltoken",
    "crumb",
    "jenkinscrumb",
    "fkey",
    "mypostkey",
    "strutstoken",
    "orgapachestrutstaglibhtmltoken",
    "logintoken",
    "xftoken",
    "ccmtoken",
    "requesttoken",
    "posttoken",
    "pagetoken",
    "antiforgerytoken",
    "securetoken",
    "synchronizertoken",
    "sessiontoken",
    "dynsessconf",
    "xtoken"};

// What hidden controls hold besides that may look random. A session's ID does
// serve as a token and is none of these.
constexpr std::array<std::string_view, 13> kOtherRandomParts = {
    "captcha",      "turnstile", "state",     "eventvalidation", "saml",
    "template",     "relay",     "signature", "paymentmethod",   "cardtoken",
    "hostedbutton", "encrypted", "sourcepage"};
constexpr std::array<std::string_view, 5> kSessionEndings = {
    "sid", "sessionid", "sessid", "jsessionid", "phpsessid"};
constexpr std::array<std::string_view, 12> kOtherEndings = {
    "id",  "apikey", "sitekey", "publickey", "clientkey", "url",
    "uri", "path",   "referer", "referrer",  "sig",       "accesskey"};

constexpr size_t kMaxName = 256;

template <size_t N>
bool ends_with_any(const std::string& bare,
                   const std::array<std::string_view, N>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view end) { return bare.ends_with(end); });
}

bool is_token_name(const std::string& bare) {
  return has_part_of(bare, kTokenParts) ||
         std::find(kTokenNames.begin(), kTokenNames.end(), bare) !=
             kTokenNames.end();
}

bool may_be_random_token(const std::string& bare) {
  if (bare.size() < 3 || has_part_of(bare, kOtherRandomParts)) return false;
  return ends_with_any(bare, kSessionEndings) ||
         !ends_with_any(bare, kOtherEndings);
}

// Joomla's: a random name, and "1".
bool is_token_by_its_name(const Control& control) {
  return control.value == "1" && control.name.size() >= kMinHexDigits &&
         std::all_of(control.name.begin(), control.name.end(),
                     is_ascii_hex_digit);
}

// The login ticket of CAS.
bool is_login_ticket(const Control& control) {
  return control.name == "lt" && control.value &&
         control.value->starts_with("LT-");
}

}  // namespace

std::optional<CsrfEvidence> csrf_evidence(const Control& control) {
  if (control.type != "hidden" || control.name.empty()) return std::nullopt;
  if (provider_of_field(control.name) != nullptr) return std::nullopt;
  const std::string bare =
      bare_name(std::string_view(control.name).substr(0, kMaxName));
  if ((is_token_name(bare) && bare.find("captcha") == std::string::npos) ||
      is_login_ticket(control)) {
    return CsrfEvidence::kName;
  }
  if (is_token_by_its_name(control)) return CsrfEvidence::kEntropy;
  // Longer than a token is what a page keeps of its state.
  constexpr size_t kMaxToken = 512;
  if (!control.value || control.value->size() > kMaxToken) return std::nullopt;
  if (may_be_random_token(bare) && has_secret_shape(*control.value)) {
    return CsrfEvidence::kEntropy;
  }
  return std::nullopt;
}

bool is_csrf_meta_name(std::string_view name) {
  const std::string bare = bare_name(name.substr(0, kMaxName));
  // What Rails' csrf-param holds is the name of a control.
  if (bare.find("param") != std::string::npos ||
      bare.find("header") != std::string::npos) {
    return false;
  }
  return has_part_of(bare, kTokenParts) || bare == "token" ||
         bare == "authenticitytoken";
}

}  // namespace pagescan
