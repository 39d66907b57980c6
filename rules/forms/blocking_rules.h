// What pages keep their users from: F23, X03.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> blocking_rules();

}  // namespace pagescan
