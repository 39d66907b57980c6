// Where forms lead: F04, F05, F06, F07, F08.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> form_destination_rules();

}  // namespace pagescan
