// Who offers captchas, payments and sign-in to pages, told by addresses, by
// names of elements and controls, and by the words of buttons. The tables are
// made of rules/form_providers.json when the program is built. Constants and
// pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace pagescan {

enum class ProviderKind : uint8_t { kCaptcha, kPayment, kLogin };

struct FormProvider {
  std::string_view name;  // "recaptcha", as reports have it
  ProviderKind kind = ProviderKind::kCaptcha;
};

/// Where a serialised URL leads: its host, and all from the path on. Views into
/// it; both empty where it has no authority.
struct HostAndRest {
  std::string_view host;
  std::string_view rest;
};
HostAndRest split_href(std::string_view href);

/// Who serves a script or the contents of a frame; null if no known one. As for
/// all of these functions, what is looked up is short or taken not to be there,
/// and ASCII case does not count.
const FormProvider* provider_of_load(std::string_view href);

/// Whom a form that posts there, or a link, hands the user over to.
const FormProvider* provider_of_page(std::string_view href);

/// Whose element carries this class or ID or has this name.
const FormProvider* provider_of_element(std::string_view token);

/// Whose script gives forms a control of this name.
const FormProvider* provider_of_field(std::string_view name);

/// The sign-in provider with exactly this name, in lower case.
const FormProvider* login_provider_named(std::string_view name);

/// Whether a sign-in provider's name begins with this word: a run of ASCII
/// letters and digits or of bytes that are not ASCII.
bool begins_login_name(std::string_view word);

/// The longest name of a sign-in provider that `text`, in lower case, begins or
/// ends with, as a word; its size is written to `size`. Null if there is none.
const FormProvider* login_name_at_start(std::string_view text, size_t& size);
const FormProvider* login_name_at_end(std::string_view text, size_t& size);

/// "sign in with", "войти через": what stands before a provider's name on a
/// button; "login", "ile giriş yap": what stands behind it; "your": what may
/// stand between. In lower case.
std::span<const std::string_view> login_phrases_before();
std::span<const std::string_view> login_phrases_after();
std::span<const std::string_view> login_fillers();

/// Whether a word of a path says that it leads to a sign-in: "oauth", "login".
bool is_auth_word(std::string_view word);

}  // namespace pagescan
