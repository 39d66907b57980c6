// The cookies a response sets: C01, C02, C03, C04, C05.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> cookie_rules();

}  // namespace pagescan
