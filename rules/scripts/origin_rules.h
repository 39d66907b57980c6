// Traces of where a page comes from: S16, S19.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> origin_rules();

}  // namespace pagescan
