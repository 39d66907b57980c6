// YAML as the JSON that a JSON schema describes. Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "rules/config/config_tree.h"

namespace pagescan::test {

// As YAML's core schema types scalars (https://yaml.org/spec/1.2.2/#103-core-
// schema), so far as rules have them.
inline nlohmann::json scalar_as_json(const ConfigValue& value) {
  const std::string& text = value.text();
  if (!value.is_plain()) return text;
  if (value.is_null()) return nullptr;
  if (text == "true") return true;
  if (text == "false") return false;
  const bool is_number =
      text.find_first_not_of("0123456789-") == std::string::npos &&
      text.find_first_of("0123456789") != std::string::npos &&
      text.rfind('-') != text.size() - 1 && text.find('-', 1) == text.npos;
  return is_number ? nlohmann::json(std::stoll(text)) : nlohmann::json(text);
}

// As deep as the reader allows: kMaxConfigDepth.
inline nlohmann::json as_json(const ConfigValue& value) {
  if (value.is_scalar()) return scalar_as_json(value);
  nlohmann::json made =
      value.is_mapping() ? nlohmann::json::object() : nlohmann::json::array();
  for (const ConfigValue& child : value.children()) {
    value.is_mapping() ? made[child.key()] = as_json(child)
                       : made.emplace_back(as_json(child));
  }
  return made;
}

}  // namespace pagescan::test
