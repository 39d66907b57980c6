// What a page is against the inventory of payment pages: S11 to S13, S20, H19.
// They say nothing where RuleInput has no inventory.
#pragma once

#include <span>
#include <string>

#include "rules/inventory/verdicts.h"
#include "rules/rule.h"

namespace pagescan {

std::span<const CodeRule> inventory_rules();

/// What the rules look at. The page must be there.
PaymentPage payment_page(const RuleInput& input);

/// A row for people: its URL, or how its script begins.
std::string row_text(const InventoryScript& row);

}  // namespace pagescan
