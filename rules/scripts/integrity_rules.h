// Subresource Integrity (https://www.w3.org/TR/SRI/): S01, S02.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> integrity_rules();

}  // namespace pagescan
