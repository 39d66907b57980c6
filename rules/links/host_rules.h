// Hosts that hide who they are: L08, L09, L10.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> host_rules();

}  // namespace pagescan
