// Tokens against cross-site request forgery in hidden controls. Pure functions;
// thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/passes/form_signal_facts.h"
#include "scanner/passes/forms.h"

namespace pagescan {

/// How a hidden control is told to be a token: by the name frameworks give it
/// (whatever its case, and whether or not it is filled yet), else by its value
/// or name being random. Nothing if it is none. Not told as tokens: what a
/// captcha or a payment leaves in a form, view states, identifiers.
std::optional<CsrfEvidence> csrf_evidence(const Control& control);

inline bool looks_like_csrf_token(const Control& control) {
  return csrf_evidence(control).has_value();
}

/// Whether a meta element of this name holds a token for scripts.
bool is_csrf_meta_name(std::string_view name);

}  // namespace pagescan
