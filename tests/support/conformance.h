// The public conformance tests beside the repository. Thread-safe.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "tests/support/shared_data.h"

namespace pagescan::test {

/// "url/urltestdata.json" and the like; tests skip where it does not exist.
inline std::filesystem::path conformance_file(const std::string& name) {
  return shared_data("conformance") / name;
}

inline bool is_escaped_unit(const std::string& json, size_t i, unsigned first,
                            unsigned last) {
  if (i + 6 > json.size() || json[i] != '\\' || json[i + 1] != 'u') {
    return false;
  }
  const auto unit = static_cast<unsigned>(
      std::strtoul(json.substr(i + 2, 4).c_str(), nullptr, 16));
  return unit >= first && unit <= last;
}

/// The tests hold lone surrogates, which no UTF-8 can; as input of the URL
/// parser they are U+FFFD (https://webidl.spec.whatwg.org/#idl-USVString).
inline std::string replace_lone_surrogates(std::string json) {
  for (size_t i = 0; i + 1 < json.size(); ++i) {
    if (json[i] != '\\') continue;
    const bool high = is_escaped_unit(json, i, 0xD800, 0xDBFF);
    if (high && is_escaped_unit(json, i + 6, 0xDC00, 0xDFFF)) {
      i += 11;
    } else if (high || is_escaped_unit(json, i, 0xDC00, 0xDFFF)) {
      json.replace(i + 2, 4, "FFFD");
      i += 5;
    } else {
      ++i;  // what the backslash escapes
    }
  }
  return json;
}

/// The JSON in it; null where the file is absent.
inline nlohmann::json conformance_json(const std::string& name) {
  std::ifstream file(conformance_file(name), std::ios::binary);
  if (!file) return nullptr;
  std::stringstream bytes;
  bytes << file.rdbuf();
  return nlohmann::json::parse(replace_lone_surrogates(bytes.str()));
}

}  // namespace pagescan::test
