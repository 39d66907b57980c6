// How bad it is that a form or a control became what it is. Pure functions;
// thread-safe.
#pragma once

#include <optional>
#include <string>

#include "rules/finding.h"
#include "scanner/passes/forms.h"
#include "scanner/url/url.h"

namespace pagescan {

/// Whether the control asks for a password, a number or code of a card, a
/// one-time code, a national ID or a security answer.
bool asks_for_secret(const Control& control);

/// Of a control that is there now, and of one that asks for something else now.
Level level_of_new(const Control& control);
/// Of one that is gone.
Level level_of_gone(const Control& control);
/// Of a form that is there now, on a page of that URL where it is known.
Level level_of_new(const Form& form, const std::optional<Url>& page);

/// Of a target that is another now: kError where it is another site than the
/// page's and the old target's, where it is no longer encrypted or no web
/// address any more, and for a form with a secret, where the host is another.
/// A target that does not parse is nothing.
Level level_of_target(const std::optional<std::string>& before,
                      const std::optional<std::string>& after,
                      const std::optional<Url>& page, bool secret);

/// Of a method, which GET makes visible.
Level level_of_method(const std::string& after, bool secret);

/// Of a control's type that is another now.
Level level_of_type(const std::string& before, const std::string& after);

/// Of a hidden control's value: kWarning where it leads to another site now.
Level level_of_value(const Control& before, const Control& after);

}  // namespace pagescan
