// What forms ask for and how they keep it: F10, F11, F12, F14, F22.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> form_secret_rules();

}  // namespace pagescan
