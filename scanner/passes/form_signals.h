// The signals pass: what the forms of a page say beyond what they ask for.
// Tokens, captchas, traps, payments, offers to sign in, secrets asked for
// together, identity filled in, misused autocomplete, forms without a form
// element. Facts for rules to judge; docs/form-signals.md says what each means.
// Runs behind the passes for forms, links, scripts and resources, whose facts
// it reads. Pure function of those and the document.
#pragma once

#include "scanner/passes/facts.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// Fills the signals of every form in `facts`, and those of the page and of its
/// templates.
void find_form_signals(const PassInput& input, Facts& facts);

}  // namespace pagescan
