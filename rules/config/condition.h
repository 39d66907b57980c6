// What a data-driven rule asks of a fact: comparisons of its properties, joined
// by all, any and not. Values; immutable once read, thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/config/config_tree.h"
#include "rules/config/fact_kinds.h"
#include "scanner/base/error.h"

namespace re2 {
class RE2;
}

namespace pagescan {

/// all, any and not in one another.
inline constexpr size_t kMaxConditionDepth = 8;
inline constexpr size_t kMaxPatternBytes = 4096;
/// What RE2 may use for one pattern.
inline constexpr int64_t kMaxPatternMemory = int64_t{1} << 20;

enum class ComparisonKind : uint8_t {
  kEquals,
  kOneOf,
  kContains,
  kStartsWith,
  kEndsWith,
  kMatches,
  kAtLeast,
  kAtMost,
};

/// One comparison with a property's text.
struct Comparison {
  ComparisonKind kind = ComparisonKind::kEquals;
  std::string text;
  std::vector<std::string> list;            // of kOneOf
  std::shared_ptr<const re2::RE2> pattern;  // of kMatches
  int64_t number = 0;                       // of kAtLeast, kAtMost
};

/// All that is asked of one property. One that the fact lacks passes no
/// comparison.
struct PropertyTest {
  PropertyRef property;
  std::optional<bool> present;
  bool ignore_case = false;  // ASCII
  std::vector<Comparison> comparisons;
};

/// The words of a comparison in a file, in the order of ComparisonKind, then
/// `present` and `ignore_case`.
std::vector<std::string_view> comparison_names();

class Condition {
 public:
  /// Holds always.
  Condition() = default;

  /// Reads a mapping: properties of `kind` to what is asked of them, and
  /// `all`, `any`, `not`; each of its members must hold. kUsage with the place.
  static Result<Condition> read(const ConfigValue& value, const FactKind& kind);

  /// `matched` receives what the first pattern that matched found.
  bool holds(const Fact& fact, std::string& matched) const;

 private:
  enum class Join : uint8_t { kAll, kAny, kNot };

  static Result<Condition> read_part(const ConfigValue& value,
                                     const FactKind& kind, size_t depth);
  static Result<Condition> read_list(const ConfigValue& value, Join join,
                                     const FactKind& kind, size_t depth);

  Join join_ = Join::kAll;
  std::vector<Condition> parts_;
  std::vector<PropertyTest> tests_;
};

}  // namespace pagescan
