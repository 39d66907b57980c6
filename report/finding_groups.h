// What a batch found, each thing once: findings of one rule, fingerprint and
// level are one entry, on however many pages. Bounded memory. One thread at a
// time; a value.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/finding.h"

namespace pagescan {

/// Entries kept of each level, so that notes leave room for errors; what is
/// found for the first time after that is only counted.
inline constexpr size_t kMaxFindingGroups = 2048;
/// Pages named of each entry, the first of all in the order of their bytes.
inline constexpr size_t kMaxGroupUrls = 3;
/// A longer address is not named.
inline constexpr size_t kMaxGroupUrlBytes = 2048;
/// A longer message is cut.
inline constexpr size_t kMaxGroupMessageBytes = 400;

struct FindingGroup {
  std::string rule;  // ID
  std::string name;
  Level level = Level::kNote;
  std::string fingerprint;
  std::string message;  // the first of all in the order of their bytes
  uint64_t targets = 0;
  std::set<std::string> urls;
};

class FindingGroups {
 public:
  /// The findings of one target that count. `url`: of its page, or the target
  /// where that is unknown.
  void add(const std::vector<Finding>& findings, std::string_view url);

  /// The worst first, then the most frequent. Pointers into this.
  std::vector<const FindingGroup*> sorted() const;
  /// By level, every finding, grouped or not.
  const std::array<uint64_t, kLevelNames.size()>& levels() const {
    return levels_;
  }
  /// Findings of no entry, as there were kMaxFindingGroups of their level.
  uint64_t left_out() const { return left_out_; }

 private:
  using Groups = std::unordered_map<std::string, FindingGroup>;

  std::array<Groups, kLevelNames.size()> groups_;  // by level
  std::array<uint64_t, kLevelNames.size()> levels_{};
  uint64_t left_out_ = 0;
};

}  // namespace pagescan
