// What scans add to an inventory. Pure functions; values that own their
// strings; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/inventory/inventory_writer.h"
#include "rules/inventory/verdicts.h"

namespace pagescan {

/// A row of the file whose hash is no longer that of its script.
struct HashChange {
  size_t row = 0;  // index into Inventory::scripts
  std::string sha256;
};

/// A row of the file whose field has another value now.
struct ValueChange {
  size_t row = 0;  // index into Inventory::fields
  std::string value;
};

struct InventoryUpdate {
  std::vector<std::string> pages;
  std::vector<NewScriptRow> scripts;
  std::vector<InventoryField> fields;
  std::vector<HashChange> hashes;
  std::vector<ValueChange> values;
  /// What else was seen, and is left to a person: one line each.
  std::vector<std::string> notes;

  bool empty() const {
    return pages.empty() && scripts.empty() && fields.empty() &&
           hashes.empty() && values.empty();
  }
};

/// Whether what changed is taken for what ought to be.
enum class ChangedRows { kLeave, kAccept };

/// Rows for what the inventory does not have yet, nobody's until reviewed, in
/// an order that does not depend on that of the pages' scripts. A script that
/// is authorised on other pages alone gets a row of its own for these.
InventoryUpdate plan_update(const Inventory& inventory,
                            const std::vector<PaymentPage>& pages,
                            const FetchedScripts& fetched, ChangedRows changed);

/// The inventory after the update.
Inventory updated(const Inventory& inventory, const InventoryUpdate& update);

}  // namespace pagescan
