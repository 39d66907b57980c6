// The reviewed list of the scripts and security-impacting response fields of
// payment pages (PCI DSS 4.0.1 requirements 6.4.3 and 11.6.1). Values that own
// their strings; thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

inline constexpr std::string_view kInventoryFileName =
    "pagescan-inventory.yaml";
inline constexpr unsigned kInventoryVersion = 1;

/// Patterns with a `*`; each may be tried on every script of a page.
inline constexpr size_t kMaxInventoryPatterns = 500;

/// How it is made sure that a script is the one that was authorised.
enum class IntegrityMode : uint8_t {
  kExact,   // one of the hashes must match
  kMasked,  // the same, what changes with every response masked
  kSri,     // the element's integrity attribute must be there and match
  kAny,     // its owner changes it at will; the justification says why
};

inline constexpr std::array<std::string_view, 4> kIntegrityModeNames = {
    "exact", "masked", "sri", "any"};
constexpr std::string_view integrity_mode_name(IntegrityMode mode) {
  return kIntegrityModeNames[static_cast<size_t>(mode)];
}

/// A script and what a person decided about it.
struct InventoryScript {
  /// A URL, `*` in it for any text; "" for script within the page.
  std::string url;
  /// SHA-256 of script within the page, hexadecimal; "" where it has a URL.
  std::string inline_sha256;
  /// The first line of script within the page, for people, and to tell that it
  /// changed from that it is new.
  std::string begins;
  std::string owner;
  std::string justification;
  std::string authorised_by;
  std::string date;  // YYYY-MM-DD, or ""
  IntegrityMode integrity = IntegrityMode::kExact;
  std::vector<std::string> sha256;  // of what `url` gives, hexadecimal
  /// URLs or patterns; none: every page of the inventory.
  std::vector<std::string> pages;

  friend bool operator==(const InventoryScript&,
                         const InventoryScript&) = default;
};

/// A field, or one directive of a policy, as it ought to be received.
struct InventoryField {
  std::string name;       // lower-case; see security_fields.h
  std::string directive;  // of a Content-Security-Policy; else ""
  std::string value;      // as security_fields() writes it
  std::vector<std::string> pages;

  friend bool operator==(const InventoryField&,
                         const InventoryField&) = default;
};

struct Inventory {
  std::vector<std::string> pages;  // URLs or patterns
  std::vector<InventoryScript> scripts;
  std::vector<InventoryField> fields;

  friend bool operator==(const Inventory&, const Inventory&) = default;
};

}  // namespace pagescan
