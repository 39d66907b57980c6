// What a response lets others do with its page: H09, H10, H11.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> policy_rules();

}  // namespace pagescan
