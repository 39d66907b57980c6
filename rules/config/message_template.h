// A line with places for properties of a fact: "The field {name} says {value}".
// Immutable once read; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/config/config_tree.h"
#include "rules/config/fact_kinds.h"
#include "scanner/base/error.h"

namespace pagescan {

inline constexpr size_t kMaxTemplateBytes = 500;
inline constexpr size_t kMaxPlaceholders = 10;

class MessageTemplate {
 public:
  /// Reads one line; `{{` and `}}` are braces, `{match}` is what the rule's
  /// first pattern found. kUsage with the place for a name that `kind` lacks.
  static Result<MessageTemplate> read(const ConfigValue& value,
                                      const FactKind& kind);

  /// With each property quoted as messages quote what is a page's.
  std::string message(const Fact& fact, std::string_view match) const;
  /// With each property as it is, cut after kMaxEvidenceBytes.
  std::string key(const Fact& fact, std::string_view match) const;

 private:
  struct Part {
    std::string literal;  // comes first
    std::optional<PropertyRef> property;
    bool is_match = false;
  };

  template <class Show>
  std::string fill(const Fact& fact, std::string_view match, Show show) const;
  static Result<void> add_place(const ConfigValue& value, const FactKind& kind,
                                std::string_view name, Part& part);

  std::vector<Part> parts_;
};

}  // namespace pagescan
