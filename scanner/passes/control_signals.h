// What the controls of one form say together: tokens, cards, secrets, identity
// that is filled in, autocomplete attributes. Pure function; thread-safe.
#pragma once

#include <cstddef>
#include <optional>

#include "scanner/passes/forms.h"

namespace pagescan {

/// What a control asks for: its purpose, or else the field of a valid
/// autocomplete attribute.
std::optional<FieldPurpose> asked_for(const Control& control);

/// Whether it is a button one might act on: not one that clears a form.
bool is_action(const Control& control);

/// The fault of the control's autocomplete attribute, or of where it stands;
/// nothing if there is none, or none that is short enough to look at. `index`
/// is the control's place in its list.
std::optional<AutocompleteMisuse> autocomplete_misuse(const Control& control,
                                                      size_t index);

/// Fills in of `form.signals` what its controls tell: all but the captchas,
/// payments and sign-in providers, and a token in a meta element.
void read_control_signals(Form& form);

}  // namespace pagescan
