// Controls that no form owns but that together are one for the user, as script
// applications have them. Pure function; thread-safe.
#pragma once

#include <vector>

#include "scanner/passes/facts.h"
#include "scanner/passes/form_extents.h"
#include "scanner/passes/form_signal_facts.h"

namespace pagescan {

/// Groups neighbours among the orphans of a catalogue by the nearest box around
/// them. Only groups with a password, or with a field to fill and a button.
std::vector<OrphanGroup> find_orphan_groups(const Document& document,
                                            const FormFacts& facts,
                                            Contents contents);

}  // namespace pagescan
