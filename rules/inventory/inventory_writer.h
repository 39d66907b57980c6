// Writes an inventory as YAML that read_inventory() reads back, in an order
// that stays from run to run. Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/inventory/inventory.h"

namespace pagescan {

/// A row that is not in a file yet, and what a comment above it tells its
/// reviewer ("" for none).
struct NewScriptRow {
  InventoryScript row;
  std::string comment;
};

/// Each as an item of a sequence, from its "- " on; further lines are indented
/// by two, and there is no line feed at the end.
std::string script_item(const NewScriptRow& script);
std::string field_item(const InventoryField& field);
std::string text_item(std::string_view text);

/// A scalar that reads back as `text`, which may be anything.
std::string yaml_text(std::string_view text);

/// A whole file.
std::string write_inventory(const std::vector<std::string>& pages,
                            const std::vector<NewScriptRow>& scripts,
                            const std::vector<InventoryField>& fields);

}  // namespace pagescan
