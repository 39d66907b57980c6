// What every document has to say of itself: P01 to P06.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> document_rules();

}  // namespace pagescan
