#include "scanner/passes/secret_shape.h"

#include <algorithm>
#include <array>
#include <string>

#include "scanner/base/strings.h"
#include "scanner/passes/bare_name.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// Names are compared in lower case, letters and digits alone.

// Every name that ends so: access_token, csrf-token, new_password, X-Api-Key.
constexpr std::array<std::string_view, 30> kSecretEndings = {
    "token",        "secret",    "password", "passwd",        "passphrase",
    "passcode",     "pwd",       "apikey",   "accesskey",     "accesskeyid",
    "privatekey",   "secretkey", "authkey",  "authorization", "signature",
    "sig",          "sessionid", "sessid",   "credential",    "credentials",
    "jwt",          "otp",       "csrf",     "xsrf",          "nonce",
    "codeverifier", "assertion", "authcode", "resetcode",     "invitecode"};

// Names that are nothing more: OAuth 2.0 (RFC 6749), SAML and WS-Federation,
// CAS, and what links sent by e-mail carry.
constexpr std::array<std::string_view, 43> kSecretNames = {"code",
                                                           "state",
                                                           "key",
                                                           "formkey",
                                                           "sid",
                                                           "auth",
                                                           "pass",
                                                           "pw",
                                                           "pin",
                                                           "hash",
                                                           "ticket",
                                                           "session",
                                                           "sess",
                                                           "samlrequest",
                                                           "samlart",
                                                           "samlresponse",
                                                           "relaystate",
                                                           "wresult",
                                                           "wctx",
                                                           "loginhint",
                                                           "idtokenhint",
                                                           "email",
                                                           "invite",
                                                           "invitation",
                                                           "inviteid",
                                                           "reset",
                                                           "confirm",
                                                           "confirmation",
                                                           "verify",
                                                           "verification",
                                                           "activate",
                                                           "activation",
                                                           "magic",
                                                           "magiclink",
                                                           "unlock",
                                                           "unsubscribe",
                                                           "accesscode",
                                                           "logincode",
                                                           "verifycode",
                                                           "verificationcode",
                                                           "googleaccessid",
                                                           "cfid",
                                                           "recovery"};

// Query authentication of object stores, and of one old server.
constexpr std::array<std::string_view, 3> kSecretBeginnings = {"xamz", "xgoog",
                                                               "aspsessionid"};

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_ascii_hex_digit);
}

bool is_uuid(std::string_view value) {
  constexpr size_t kSize = 36;
  if (value.size() != kSize) return false;
  for (size_t i = 0; i < kSize; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? value[i] != '-' : !is_ascii_hex_digit(value[i])) return false;
  }
  return true;
}

// "eyJ" is how base64 writes `{"`.
bool is_json_web_token(std::string_view value) {
  return value.starts_with("eyJ") &&
         std::count(value.begin(), value.end(), '.') >= 2;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool is_token_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         std::string_view("-_+/=.~").find(c) != std::string_view::npos;
}

// How often a digit follows a letter, a letter a digit or a capital a small
// letter. Words, dates and camelCase do so rarely; in random base64 nearly
// every second byte does, in random hexadecimal too.
size_t changes_of_class(std::string_view value) {
  size_t changes = 0;
  for (size_t i = 1; i < value.size(); ++i) {
    const char a = value[i - 1];
    const char b = value[i];
    if ((is_ascii_alpha(a) && is_ascii_digit(b)) ||
        (is_ascii_digit(a) && is_ascii_alpha(b)) ||
        (is_lower(a) && is_upper(b))) {
      ++changes;
    }
  }
  return changes;
}

}  // namespace

bool is_secret_name(std::string_view name) {
  // No such name is long; what is longer need not be looked at.
  constexpr size_t kMaxName = 256;
  const std::string bare = bare_name(percent_decode(name.substr(0, kMaxName)));
  const auto ends = [&bare](std::string_view e) { return bare.ends_with(e); };
  const auto begins = [&bare](std::string_view b) {
    return bare.starts_with(b);
  };
  return std::find(kSecretNames.begin(), kSecretNames.end(), bare) !=
             kSecretNames.end() ||
         std::any_of(kSecretEndings.begin(), kSecretEndings.end(), ends) ||
         std::any_of(kSecretBeginnings.begin(), kSecretBeginnings.end(),
                     begins);
}

bool has_secret_shape(std::string_view value) {
  const std::string decoded = percent_decode(value);
  if (!std::all_of(decoded.begin(), decoded.end(), is_token_byte)) return false;
  if (is_uuid(decoded) || is_json_web_token(decoded)) return true;
  if (decoded.size() >= kMinHexDigits && is_hex(decoded)) return true;
  if (decoded.size() < kMinRandomBytes) return false;
  return changes_of_class(decoded) * 4 >= decoded.size();
}

bool may_be_random(std::string_view value) {
  return changes_of_class(value) >= 2 || has_secret_shape(value);
}

}  // namespace pagescan
