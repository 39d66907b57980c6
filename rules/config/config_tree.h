// What a YAML or JSON file says, as one flat tree whose values know where they
// stand in the file. Owns its strings. Immutable once read; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"

namespace pagescan {

enum class ConfigKind : uint8_t { kScalar, kSequence, kMapping };

/// Counted from 1, columns in code points.
struct ConfigPosition {
  size_t line = 0;
  size_t column = 0;
};

struct ConfigNode {
  static constexpr size_t kNone = SIZE_MAX;

  ConfigKind kind = ConfigKind::kScalar;
  /// Of a scalar; without quotes it may be a number, a truth value or null.
  std::string text;
  bool is_plain = false;
  ConfigPosition position;
  std::string key;  // of a member of a mapping
  ConfigPosition key_position;
  size_t index = 0;  // among its siblings
  size_t parent = kNone;
  size_t first_child = kNone;
  size_t next_sibling = kNone;
};

class ConfigTree {
 public:
  /// `name`: of the file, for messages. The first of `nodes` is the root.
  ConfigTree(std::string name, std::vector<ConfigNode> nodes)
      : name_(std::move(name)), nodes_(std::move(nodes)) {}

  const std::string& name() const { return name_; }
  const ConfigNode& node(size_t i) const { return nodes_[i]; }

 private:
  std::string name_;
  std::vector<ConfigNode> nodes_;
};

/// One value of a tree, which must outlive it.
class ConfigValue {
 public:
  /// The root.
  explicit ConfigValue(const ConfigTree& tree) : ConfigValue(tree, 0) {}

  ConfigKind kind() const { return node().kind; }
  bool is_scalar() const { return kind() == ConfigKind::kScalar; }
  bool is_sequence() const { return kind() == ConfigKind::kSequence; }
  bool is_mapping() const { return kind() == ConfigKind::kMapping; }
  /// A scalar that says nothing: empty without quotes, `~` or `null`.
  bool is_null() const;
  const std::string& text() const { return node().text; }
  bool is_plain() const { return node().is_plain; }
  const std::string& key() const { return node().key; }
  const ConfigPosition& position() const { return node().position; }

  /// The members of a mapping, the items of a sequence, in order.
  std::vector<ConfigValue> children() const;
  /// The member of a mapping with this key.
  std::optional<ConfigValue> member(std::string_view key) const;

  /// "FILE:LINE:COLUMN: levels: WHAT", a kUsage error at the value.
  tl::unexpected<Error> error(std::string_view what) const;
  /// The same at its key.
  tl::unexpected<Error> key_error(std::string_view what) const;

 private:
  ConfigValue(const ConfigTree& tree, size_t index)
      : tree_(&tree), index_(index) {}

  const ConfigNode& node() const { return tree_->node(index_); }
  std::string path() const;
  tl::unexpected<Error> error_at(const ConfigPosition& position,
                                 const std::string& path,
                                 std::string_view what) const;

  const ConfigTree* tree_;
  size_t index_;
};

}  // namespace pagescan
