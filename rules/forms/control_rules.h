// Forms and controls that do not work as they should: F15, F17, F19, F20, F21.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> form_control_rules();

}  // namespace pagescan
