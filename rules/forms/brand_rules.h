// Pages that call themselves by a brand that is not theirs: X01. The brands
// are those of rules/brands.json, built into the program.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> brand_rules();

}  // namespace pagescan
