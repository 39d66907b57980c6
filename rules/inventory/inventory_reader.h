// Reads an inventory file (docs/inventory.schema.json). Pure functions;
// thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "rules/config/config_tree.h"
#include "rules/inventory/inventory.h"
#include "scanner/base/error.h"

namespace pagescan {

/// kUsage, with the place, for what is no inventory.
Result<Inventory> read_inventory(const ConfigTree& tree);

/// The same from the text of a file called `name`, within the bounds of
/// read_yaml().
Result<Inventory> read_inventory_text(std::string_view text, std::string name);

}  // namespace pagescan
