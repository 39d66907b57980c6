// Mixed content (https://www.w3.org/TR/mixed-content/): S03, S04.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> mixed_content_rules();

}  // namespace pagescan
