// Changes an inventory file as a person would: in place, with every other line,
// comment and order left as it is. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "rules/config/config_tree.h"
#include "rules/inventory/inventory_update.h"
#include "scanner/base/error.h"

namespace pagescan {

/// The text after the update. `tree` is of `text`, `inventory` of `tree`. New
/// rows come first in their lists, where a reviewer looks. kUsage where the
/// file is written in a way that this can't change; it is read again to be
/// sure.
Result<std::string> edit_inventory(std::string_view text,
                                   const ConfigTree& tree,
                                   const Inventory& inventory,
                                   const InventoryUpdate& update);

}  // namespace pagescan
