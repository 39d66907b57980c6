// What single links do: L02, L03, L07, L14.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> anchor_rules();

}  // namespace pagescan
