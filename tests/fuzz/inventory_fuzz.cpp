// Fuzzes the reader of inventories of payment pages, and checks that what is
// written of one, and what an update makes of it, reads back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "rules/config/yaml_reader.h"
#include "rules/inventory/inventory_edits.h"
#include "rules/inventory/inventory_reader.h"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// A page that has what the inventory has not.
pagescan::PaymentPage page_of(const std::string& text) {
  pagescan::PaymentPage page;
  page.url = "https://a.test/pay";
  pagescan::PageScript script;
  script.kind = pagescan::PageScriptKind::kInline;
  script.sha256 = std::string(64, 'a');
  script.masked_sha256 = script.sha256;
  script.begins = text;
  page.scripts.push_back(script);
  page.fields = {{"x-frame-options", "", text}};
  return page;
}

void write_and_read(const pagescan::Inventory& inventory) {
  std::vector<pagescan::NewScriptRow> rows;
  rows.reserve(inventory.scripts.size());
  for (const auto& script : inventory.scripts) rows.push_back({script, ""});
  const std::string written =
      pagescan::write_inventory(inventory.pages, rows, inventory.fields);
  const auto again = pagescan::read_inventory_text(written, "again.yaml");
  // What is written may be longer than what was read, and so past a bound.
  if (!again) return;
  require(again->pages == inventory.pages);
  require(again->scripts.size() == inventory.scripts.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto tree = pagescan::read_yaml(text, "fuzz.yaml");
  if (!tree) return 0;
  const auto inventory = pagescan::read_inventory(*tree);
  if (!inventory) {
    require(inventory.error().message.starts_with("fuzz.yaml:"));
    return 0;
  }
  write_and_read(*inventory);
  const pagescan::PaymentPage page = page_of(text.substr(0, 100));
  const auto update = pagescan::plan_update(*inventory, {page}, {},
                                            pagescan::ChangedRows::kAccept);
  const auto edited = pagescan::edit_inventory(text, *tree, *inventory, update);
  if (edited) require(pagescan::read_inventory_text(*edited, "e").has_value());
  return 0;
}
