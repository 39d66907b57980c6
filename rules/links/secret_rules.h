// Secrets that stand in addresses: L11, L12.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> secret_url_rules();

}  // namespace pagescan
