// What several rules ask of a form. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "scanner/passes/forms.h"
#include "scanner/url/url.h"

namespace pagescan {

/// The first control whose type is password, or null.
const Control* first_password(const Form& form);

/// The submissions whose URL has this scheme, each URL once. Pointers into
/// `form`.
std::vector<const FormSubmission*> submissions_by(const Form& form,
                                                  std::string_view scheme);

/// Where a submission comes from: its first submitter that overrides the
/// action, else the form.
SourcePosition submission_position(const Form& form,
                                   const FormSubmission& submission);

/// Whether there is a way to submit the form by a submitter with this method.
bool has_submitter_with_method(const Form& form, std::string_view method);

/// `<input type="password" name="p">`, as a reader finds it again.
std::string control_markup(const Control& control);

/// `text input "q"`, `select without a name`: a control as a message calls it.
std::string control_title(const Control& control);

/// The first control that asks for a secret, or null: a password, were it
/// shown, a one-time code, or a number of a payment card.
const Control* first_credential(const Form& form);

/// Whether the form asks for any secret there is a name for: a credential, a
/// card's code, a national ID, a security answer.
bool asks_for_secret(const Form& form);

/// Whether a user acts on the control: neither hidden nor a button nor a trap.
bool is_for_users(const Control& control);

/// What a form is known by from scan to scan: its method and action, ID and
/// name, and the names of its controls, cut to a bound.
std::string form_key(const Form& form);

/// Whether `word`, in lower case, stands in `text` in whatever case. Linear for
/// short words.
bool contains_ignoring_case(std::string_view text, std::string_view word);

}  // namespace pagescan
