// Reads values of a ConfigTree into members of structures by tables of keys, so
// that a key is one line of one table. Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/config/config_tree.h"
#include "rules/config/nearest_word.h"
#include "scanner/base/error.h"

namespace pagescan {

/// Each reads one value; an error says where it stands and what was expected.
Result<void> read_value(const ConfigValue& value, std::string& out);
Result<void> read_value(const ConfigValue& value, bool& out);
Result<void> read_value(const ConfigValue& value, uint64_t& out);
Result<void> read_value(const ConfigValue& value, unsigned& out);
Result<void> read_value(const ConfigValue& value, int& out);
/// A sequence of texts; a single text is a sequence of one.
Result<void> read_value(const ConfigValue& value,
                        std::vector<std::string>& out);
template <class T>
Result<void> read_value(const ConfigValue& value, std::optional<T>& out) {
  return read_value(value, out.emplace());
}

/// The place of the text among `names`, or an error that names them.
Result<size_t> read_name(const ConfigValue& value,
                         std::span<const std::string_view> names);

/// One key of a mapping that says what a T is.
template <class T>
struct ConfigKey {
  std::string_view name;
  Result<void> (*read)(const ConfigValue& value, T& out);
};

/// Reads the value as its member's type says: `member<&Suppression::reason>`.
template <auto kMember, class T>
Result<void> member(const ConfigValue& value, T& out) {
  return read_value(value, out.*kMember);
}

/// The error of a key that is none of `names`.
tl::unexpected<Error> unknown_key(const ConfigValue& value,
                                  std::span<const std::string_view> names);

Result<void> expect_mapping(const ConfigValue& value);
Result<void> expect_sequence(const ConfigValue& value);

/// Reads each member of a mapping by its line of the table. Unknown keys are
/// errors. A value that is null is a mapping without members.
template <class T>
Result<void> read_mapping(const ConfigValue& value,
                          std::span<const ConfigKey<T>> keys, T& out) {
  if (value.is_null()) return {};
  if (auto is_mapping = expect_mapping(value); !is_mapping) return is_mapping;
  for (const ConfigValue& child : value.children()) {
    const ConfigKey<T>* found = nullptr;
    for (const ConfigKey<T>& key : keys) {
      if (key.name == child.key()) found = &key;
    }
    if (found == nullptr) {
      std::vector<std::string_view> names;
      for (const ConfigKey<T>& key : keys) names.push_back(key.name);
      return unknown_key(child, names);
    }
    if (auto read = found->read(child, out); !read) return read;
  }
  return {};
}

/// Reads each item of a sequence into an element of its own.
template <class T, class Read>
Result<void> read_items(const ConfigValue& value, std::vector<T>& out,
                        Read read) {
  if (value.is_null()) return {};
  if (auto is_sequence = expect_sequence(value); !is_sequence) {
    return is_sequence;
  }
  for (const ConfigValue& item : value.children()) {
    if (auto one = read(item, out.emplace_back()); !one) return one;
  }
  return {};
}

/// The members `names` must be there and not be empty.
Result<void> require_keys(const ConfigValue& value,
                          std::span<const std::string_view> names);

}  // namespace pagescan
