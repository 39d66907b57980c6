// Other sites within the page: S05, S14, S15.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> frame_rules();

}  // namespace pagescan
