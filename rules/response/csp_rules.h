// What a Content Security Policy says, or that there is none: H01, H02, H04,
// H07.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> csp_rules();

}  // namespace pagescan
