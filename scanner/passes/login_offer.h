// Offers to sign in through someone else, told by the words of a button or link
// and by the path of its address. Pure functions; thread-safe.
#pragma once

#include <string_view>

#include "scanner/passes/form_providers.h"

namespace pagescan {

/// The provider that a button offers to sign in with: "Sign in with Google",
/// "Mit Facebook anmelden", "微信登录". Null for any other text, and for one
/// too long for a button. `text` is stripped and collapsed, well-formed UTF-8.
const FormProvider* login_offer_in_text(std::string_view text);

/// The provider that an address of the page's own or of its sign-in server
/// names: "/auth/google", "/users/auth/github", "/login/facebook.php",
/// "/externallogin?provider=Microsoft". Null for all other addresses, and on
/// the provider's own hosts, where such a path is no more than a page about it.
const FormProvider* login_offer_in_address(std::string_view href);

}  // namespace pagescan
