// What of the page its own Content Security Policy blocks: H05, H06, S09.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> csp_block_rules();

}  // namespace pagescan
