// How what is typed into a form travels: F01, F02, F03, F09.
#pragma once

#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> form_transport_rules();

}  // namespace pagescan
