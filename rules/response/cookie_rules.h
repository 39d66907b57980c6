// The cookies a response sets: C01, C02, C03, C04, C05.
#pragma once

#include <optional>
#include <span>

#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> cookie_rules();

/// How sure a cookie is the one that a session hangs on, by its name; nothing:
/// it is not.
std::optional<RuleConfidence> holds_session(const Cookie& cookie);

}  // namespace pagescan
