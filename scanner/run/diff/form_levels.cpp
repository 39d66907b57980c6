#include "scanner/run/diff/form_levels.h"

#include <algorithm>

#include "rules/forms/form_reading.h"
#include "scanner/passes/control_signals.h"
#include "scanner/passes/csrf_token.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

std::optional<Url> parsed(const std::optional<std::string>& href) {
  if (!href) return std::nullopt;
  Result<Url> url = Url::parse(*href);
  if (!url) return std::nullopt;
  return *std::move(url);
}

bool leaves_site(const Url& target, const std::optional<Url>& from) {
  return from && from->is_http() && !same_site(target, *from);
}

// What a target is by itself, on that page.
Level level_of_target_alone(const Url& target, const std::optional<Url>& page) {
  if (leaves_site(target, page)) return Level::kError;
  const bool loses_tls = page && page->scheme_type() == SchemeType::kHttps &&
                         target.scheme_type() != SchemeType::kHttps;
  return loses_tls ? Level::kError : Level::kWarning;
}

}  // namespace

bool asks_for_secret(const Control& control) {
  if (control.type == "password") return true;
  if (control.type == "hidden" || is_button(control)) return false;
  const auto asked = asked_for(control);
  if (!asked) return false;
  switch (*asked) {
    case FieldPurpose::kCurrentPassword:
    case FieldPurpose::kNewPassword:
    case FieldPurpose::kPasswordConfirmation:
    case FieldPurpose::kOneTimeCode:
    case FieldPurpose::kCcNumber:
    case FieldPurpose::kCcCsc:
    case FieldPurpose::kNationalId:
    case FieldPurpose::kSecurityAnswer:
      return true;
    default:
      return false;
  }
}

Level level_of_new(const Control& control) {
  if (asks_for_secret(control)) return Level::kError;
  const bool leads_away =
      control.type == "hidden" && control.value && parsed(control.value);
  return control.type == "file" || leads_away ? Level::kWarning : Level::kNote;
}

Level level_of_gone(const Control& control) {
  const bool protects = looks_like_csrf_token(control) ||
                        asked_for(control) == FieldPurpose::kCsrfToken ||
                        asked_for(control) == FieldPurpose::kCaptcha;
  return protects ? Level::kWarning : Level::kNote;
}

Level level_of_new(const Form& form, const std::optional<Url>& page) {
  if (std::ranges::any_of(form.controls, [](const Control& control) {
        return asks_for_secret(control);
      })) {
    return Level::kError;
  }
  const std::optional<Url> target = parsed(form.url);
  return target && leaves_site(*target, page) ? Level::kWarning : Level::kNote;
}

Level level_of_target(const std::optional<std::string>& before,
                      const std::optional<std::string>& after,
                      const std::optional<Url>& page, bool secret) {
  const std::optional<Url> new_target = parsed(after);
  if (!new_target) return Level::kWarning;
  const std::optional<Url> old_target = parsed(before);
  if (!old_target) return level_of_target_alone(*new_target, page);
  const bool is_away =
      !page || !page->is_http() || leaves_site(*new_target, page);
  if (leaves_site(*new_target, old_target) && is_away) return Level::kError;
  if (old_target->scheme_type() == SchemeType::kHttps &&
      new_target->scheme_type() != SchemeType::kHttps) {
    return Level::kError;
  }
  if (old_target->is_http() && !new_target->is_http()) return Level::kError;
  if (secret && old_target->host() != new_target->host()) return Level::kError;
  return Level::kWarning;
}

Level level_of_method(const std::string& after, bool secret) {
  if (after != "get") return Level::kNote;
  return secret ? Level::kError : Level::kWarning;
}

Level level_of_type(const std::string& before, const std::string& after) {
  if (after == "password") return Level::kError;
  // What is typed can be seen now.
  if (before == "password") return Level::kWarning;
  return after == "file" || after == "hidden" ? Level::kWarning : Level::kNote;
}

Level level_of_value(const Control& before, const Control& after) {
  if (after.type != "hidden") return Level::kNote;
  const std::optional<Url> new_url = parsed(after.value);
  if (!new_url || !new_url->is_http()) return Level::kNote;
  const std::optional<Url> old_url = parsed(before.value);
  return old_url && same_site(*old_url, *new_url) ? Level::kNote
                                                  : Level::kWarning;
}

}  // namespace pagescan
