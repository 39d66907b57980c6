// Scripts within the page itself: S08, S10.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> inline_rules();

}  // namespace pagescan
