// How the page was come by: H08, R02, R03, R04.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> response_transport_rules();

}  // namespace pagescan
