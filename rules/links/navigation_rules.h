// Where the page as a whole says it belongs and leads: L15, L17, L18, L19.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> navigation_rules();

}  // namespace pagescan
