#include "rules/config/config_tree.h"

#include <fmt/format.h>

#include <algorithm>

namespace pagescan {

bool ConfigValue::is_null() const {
  return is_scalar() && is_plain() &&
         (text().empty() || text() == "~" || text() == "null");
}

std::vector<ConfigValue> ConfigValue::children() const {
  std::vector<ConfigValue> values;
  for (size_t i = node().first_child; i != ConfigNode::kNone;
       i = tree_->node(i).next_sibling) {
    values.push_back(ConfigValue(*tree_, i));
  }
  return values;
}

std::optional<ConfigValue> ConfigValue::member(std::string_view key) const {
  if (!is_mapping()) return std::nullopt;
  for (const ConfigValue& value : children()) {
    if (value.key() == key) return value;
  }
  return std::nullopt;
}

// "rules[0].match", from the root down.
std::string ConfigValue::path() const {
  std::vector<const ConfigNode*> way;
  for (size_t i = index_; tree_->node(i).parent != ConfigNode::kNone;
       i = tree_->node(i).parent) {
    way.push_back(&tree_->node(i));
  }
  std::ranges::reverse(way);
  std::string path;
  for (const ConfigNode* step : way) {
    const bool is_member =
        tree_->node(step->parent).kind == ConfigKind::kMapping;
    if (is_member) {
      if (!path.empty()) path += '.';
      path += step->key;
    } else {
      path += fmt::format("[{}]", step->index);
    }
  }
  return path;
}

tl::unexpected<Error> ConfigValue::error_at(const ConfigPosition& position,
                                            const std::string& path,
                                            std::string_view what) const {
  return fail(
      ErrorCode::kUsage,
      fmt::format("{}:{}:{}: {}{}{}", tree_->name(), position.line,
                  position.column, path, path.empty() ? "" : ": ", what));
}

tl::unexpected<Error> ConfigValue::error(std::string_view what) const {
  return error_at(node().position, path(), what);
}

tl::unexpected<Error> ConfigValue::key_error(std::string_view what) const {
  const size_t parent = node().parent;
  const std::string around =
      parent == ConfigNode::kNone ? "" : ConfigValue(*tree_, parent).path();
  return error_at(node().key_position, around, what);
}

}  // namespace pagescan
