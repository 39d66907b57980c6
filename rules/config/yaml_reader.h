// YAML 1.1, and so JSON, into a ConfigTree: without recursion and within
// bounds. Left out is what a configuration has no use for and an attacker has:
// anchors and aliases, tags, several documents, keys that are no scalars. Pure
// function; thread-safe.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "rules/config/config_tree.h"
#include "scanner/base/error.h"

namespace pagescan {

inline constexpr size_t kMaxConfigBytes = size_t{1} << 20;
inline constexpr size_t kMaxConfigDepth = 32;
inline constexpr size_t kMaxConfigNodes = 50'000;
/// A mapping finds its duplicate keys in time that grows with their square.
inline constexpr size_t kMaxConfigMembers = 1'000;

/// `name`: of the file, for messages. kUsage, with the place, for what is no
/// YAML, is none of the above, or goes past a bound.
Result<ConfigTree> read_yaml(std::string_view text, std::string name);

}  // namespace pagescan
