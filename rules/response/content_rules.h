// What a response says of itself and its content: H15, H16, H17, H18, H20.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> content_rules();

}  // namespace pagescan
