#include "rules/inventory/inventory_update.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "rules/inventory/inventory_rules.h"
#include "rules/inventory/url_pattern.h"

namespace pagescan {
namespace {

// New rows by what they are told by, each with its pages.
class Planner {
 public:
  Planner(const Inventory& inventory, const FetchedScripts& fetched,
          ChangedRows changed)
      : inventory_(inventory), fetched_(fetched), changed_(changed) {}

  void add_page(const PaymentPage& page);
  InventoryUpdate finish();

 private:
  using ScriptKey = std::tuple<std::string, std::string, std::string>;
  using FieldKey = std::tuple<std::string, std::string, std::string>;

  void add_script(const PageScript& script, const std::string& page);
  void add_changed(const ScriptVerdict& verdict);
  void add_field(const FieldVerdict& field, const std::string& page);
  void add_changed_field(const FieldVerdict& field, const std::string& page);
  void note(std::string text) { notes_.insert(std::move(text)); }

  const Inventory& inventory_;
  const FetchedScripts& fetched_;
  const ChangedRows changed_;
  std::set<std::string> pages_;
  std::map<ScriptKey, NewScriptRow> scripts_;
  std::map<FieldKey, InventoryField> fields_;
  std::map<size_t, std::set<std::string>> hashes_;
  std::map<size_t, std::set<std::string>> values_;
  std::set<std::string> notes_;
};

std::string reviewer_hint(const PageScript& script,
                          const FetchedScripts& fetched) {
  if (script.kind != PageScriptKind::kExternal) {
    return std::string(page_script_kind_name(script.kind));
  }
  const auto found = fetched.find(script.url);
  if (found == fetched.end() || !found->second.ok()) {
    return "it could not be fetched: its hash is missing";
  }
  return fmt::format("integrity=\"sha384-{}\"{}", found->second.sha384_sri,
                     script.integrity ? " (the page has the attribute)" : "");
}

void add_once(const std::string& text, std::vector<std::string>& texts) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) {
    texts.push_back(text);
  }
}

void Planner::add_script(const PageScript& script, const std::string& page) {
  const bool is_external = script.kind == PageScriptKind::kExternal;
  if (is_external ? !normal_url_pattern(script.url) : script.sha256.empty()) {
    note(fmt::format("The script {} can't be named in an inventory",
                     quoted(script.written)));
    return;
  }
  NewScriptRow& added =
      scripts_[is_external ? ScriptKey{"", script.url, ""}
                           : ScriptKey{"inline", script.begins, script.sha256}];
  InventoryScript& row = added.row;
  add_once(page, row.pages);
  if (row.pages.size() > 1) return;
  added.comment = reviewer_hint(script, fetched_);
  if (!is_external) {
    row.inline_sha256 = script.sha256;
    row.begins = script.begins;
    return;
  }
  row.url = script.url;
  const auto found = fetched_.find(script.url);
  if (found != fetched_.end() && found->second.ok()) {
    row.sha256 = {found->second.sha256};
  }
}

// The hash a row would have to have.
std::string hash_now(const ScriptVerdict& verdict,
                     const FetchedScripts& fetched) {
  if (verdict.script->kind != PageScriptKind::kExternal) {
    return verdict.row->integrity == IntegrityMode::kMasked
               ? verdict.script->masked_sha256
               : verdict.script->sha256;
  }
  const auto found = fetched.find(verdict.script->url);
  return found != fetched.end() && found->second.ok() ? found->second.sha256
                                                      : "";
}

void Planner::add_changed(const ScriptVerdict& verdict) {
  const InventoryScript& row = *verdict.row;
  const std::string text =
      fmt::format("The script {} {}", row_text(row), verdict.detail);
  const std::string sha256 = hash_now(verdict, fetched_);
  const bool in_attribute = row.integrity == IntegrityMode::kSri &&
                            sri_mismatch(verdict.script->integrity,
                                         fetched_.contains(verdict.script->url)
                                             ? fetched_.at(verdict.script->url)
                                             : FetchedScript());
  if (in_attribute || sha256.empty()) {
    note(text);
  } else if (is_url_pattern(row.url)) {
    note(text + ": add the hash by hand, as others may match the pattern");
  } else if (changed_ == ChangedRows::kLeave) {
    note(text + " (--accept takes it)");
  } else {
    hashes_[static_cast<size_t>(&row - inventory_.scripts.data())].insert(
        sha256);
  }
}

void Planner::add_field(const FieldVerdict& field, const std::string& page) {
  InventoryField& row = fields_[{field.name, field.directive, *field.received}];
  row.name = field.name;
  row.directive = field.directive;
  row.value = *field.received;
  add_once(page, row.pages);
}

void Planner::add_changed_field(const FieldVerdict& field,
                                const std::string& page) {
  const auto row = std::find_if(
      inventory_.fields.begin(), inventory_.fields.end(),
      [&](const InventoryField& f) {
        return f.name == field.name && f.directive == field.directive &&
               covers_url(f.pages, page);
      });
  const std::string what =
      field.directive.empty() ? field.name : field.name + ' ' + field.directive;
  if (!field.received || row == inventory_.fields.end()) {
    note(fmt::format("{} is gone from {}: restore it, or remove its row", what,
                     page));
  } else if (changed_ == ChangedRows::kLeave) {
    note(fmt::format("{} of {} is now {} (--accept takes it)", what, page,
                     *field.received));
  } else {
    values_[static_cast<size_t>(row - inventory_.fields.begin())].insert(
        *field.received);
  }
}

void Planner::add_page(const PaymentPage& page) {
  Inventory with_page;
  const Inventory* inventory = &inventory_;
  if (!inventory_.pages.empty() && covers_url(inventory_.pages, page.url)) {
    // As it is.
  } else {
    pages_.insert(page.url);
    with_page = inventory_;
    with_page.pages.push_back(page.url);
    inventory = &with_page;
  }
  const PageVerdict verdict = judge_payment_page(*inventory, page, fetched_);
  for (const ScriptVerdict& script : verdict.scripts) {
    if (script.status == ScriptStatus::kUnauthorised) {
      add_script(*script.script, page.url);
    } else if (script.status != ScriptStatus::kAuthorised) {
      ScriptVerdict known = script;
      // The same row, of the inventory that stays.
      known.row = &inventory_.scripts[static_cast<size_t>(
          script.row - inventory->scripts.data())];
      add_changed(known);
    }
  }
  for (const InventoryScript* row : verdict.missing) {
    note(fmt::format("The script {} is no longer on {}", row_text(*row),
                     page.url));
  }
  for (const FieldVerdict& field : verdict.fields) {
    field.expected ? add_changed_field(field, page.url)
                   : add_field(field, page.url);
  }
}

InventoryUpdate Planner::finish() {
  InventoryUpdate update;
  update.pages.assign(pages_.begin(), pages_.end());
  for (auto& [key, row] : scripts_) update.scripts.push_back(std::move(row));
  for (auto& [key, row] : fields_) update.fields.push_back(std::move(row));
  for (const auto& [row, hashes] : hashes_) {
    if (hashes.size() == 1) {
      update.hashes.push_back({row, *hashes.begin()});
    } else {
      note(fmt::format("The script {} differs from page to page",
                       row_text(inventory_.scripts[row])));
    }
  }
  for (const auto& [row, values] : values_) {
    const InventoryField& field = inventory_.fields[row];
    if (values.size() == 1) {
      update.values.push_back({row, *values.begin()});
    } else {
      note(fmt::format("{} {} differs from page to page", field.name,
                       field.directive));
    }
  }
  update.notes.assign(notes_.begin(), notes_.end());
  return update;
}

}  // namespace

InventoryUpdate plan_update(const Inventory& inventory,
                            const std::vector<PaymentPage>& pages,
                            const FetchedScripts& fetched,
                            ChangedRows changed) {
  Planner planner(inventory, fetched, changed);
  for (const PaymentPage& page : pages) planner.add_page(page);
  return planner.finish();
}

Inventory updated(const Inventory& inventory, const InventoryUpdate& update) {
  Inventory result = inventory;
  for (const HashChange& change : update.hashes) {
    InventoryScript& row = result.scripts[change.row];
    if (row.url.empty()) {
      row.inline_sha256 = change.sha256;
    } else {
      row.sha256 = {change.sha256};
    }
  }
  for (const ValueChange& change : update.values) {
    result.fields[change.row].value = change.value;
  }
  result.pages.insert(result.pages.begin(), update.pages.begin(),
                      update.pages.end());
  std::vector<InventoryScript> scripts;
  scripts.reserve(update.scripts.size());
  for (const NewScriptRow& added : update.scripts) scripts.push_back(added.row);
  result.scripts.insert(result.scripts.begin(), scripts.begin(), scripts.end());
  result.fields.insert(result.fields.begin(), update.fields.begin(),
                       update.fields.end());
  return result;
}

}  // namespace pagescan
