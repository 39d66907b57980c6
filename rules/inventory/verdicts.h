// What an inventory says of a page: of each of its scripts and fields. The
// rules and the assessor's report rest on it. Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/inventory/fetched_scripts.h"
#include "rules/inventory/inventory.h"
#include "rules/inventory/page_scripts.h"
#include "rules/inventory/security_fields.h"

namespace pagescan {

/// What of a page an inventory speaks of.
struct PaymentPage {
  std::string url;  // without fragment
  std::vector<PageScript> scripts;
  /// Nothing where no response came.
  std::optional<std::vector<SecurityField>> fields;
};

enum class ScriptStatus : uint8_t {
  kAuthorised,
  kUnauthorised,  // no row names it
  kChanged,       // not what was authorised
  kUnchecked,     // could not be compared
};

std::string_view script_status_name(ScriptStatus status);

struct ScriptVerdict {
  const PageScript* script = nullptr;  // of the page
  const InventoryScript* row = nullptr;
  ScriptStatus status = ScriptStatus::kAuthorised;
  /// What is changed or why it could not be compared, the end of a sentence
  /// about the script.
  std::string detail;
};

/// A field that is not as the inventory has it.
struct FieldVerdict {
  std::string name;
  std::string directive;
  std::optional<std::string> expected;  // nothing: the inventory has none
  std::optional<std::string> received;  // nothing: it is gone
};

struct PageVerdict {
  bool covered = false;  // the inventory names the page; else nothing is said
  std::vector<ScriptVerdict> scripts;  // in the order of the page's
  /// Rows that name this very page, which lacks their script.
  std::vector<const InventoryScript*> missing;
  std::vector<FieldVerdict> fields;
};

/// The verdict points into `inventory` and `page`.
PageVerdict judge_payment_page(const Inventory& inventory,
                               const PaymentPage& page,
                               const FetchedScripts& fetched);

/// What nobody has filled in: "owner", "justification", ...
std::vector<std::string_view> unfilled(const InventoryScript& row);

/// Why this integrity attribute does not let the script run as it was fetched,
/// the end of a sentence; nothing where it does
/// (https://www.w3.org/TR/SRI/#does-response-match-metadatalist).
std::optional<std::string> sri_mismatch(
    const std::optional<std::string>& integrity, const FetchedScript& script);

}  // namespace pagescan
