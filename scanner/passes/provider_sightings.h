// Where the captchas, payments and sign-in providers of a page are seen: in its
// scripts, frames, elements, controls, links and in where its forms submit to.
// Borrows the document and the facts for the time of the pass; one thread.
#pragma once

#include "scanner/passes/facts.h"
#include "scanner/passes/form_extents.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

/// Fills the lists of sightings of a catalogue, in the order of places, then in
/// tree order, and what its forms have of them. Notes a full list in `facts`.
/// One look at every node, at every link, script, frame and control.
void find_sightings(const PassInput& input, Contents contents,
                    const FormExtents& extents, Facts& facts);

}  // namespace pagescan
