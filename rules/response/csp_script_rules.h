// What scripts a Content Security Policy lets in: H03.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> csp_script_rules();

}  // namespace pagescan
