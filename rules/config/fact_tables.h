// The tables of fact kinds, one a file, which fact_kinds.cpp joins. Constants;
// thread-safe.
#pragma once

#include <span>

#include "rules/config/fact_kinds.h"

namespace pagescan {

std::span<const FactKind> response_fact_kinds();
std::span<const FactKind> form_fact_kinds();
std::span<const FactKind> markup_fact_kinds();

}  // namespace pagescan
