#include "rules/config/diff_configuration.h"

#include <string_view>
#include <utility>

#include "rules/config/config_keys.h"

namespace pagescan {
namespace {

// Names that stand for patterns.
Result<void> read_masks(const ConfigValue& value, DiffConfiguration& out) {
  if (value.is_null()) return {};
  if (auto is_mapping = expect_mapping(value); !is_mapping) return is_mapping;
  for (const ConfigValue& child : value.children()) {
    std::string pattern;
    if (auto read = read_value(child, pattern); !read) return read;
    std::string mask(child.key());
    if (mask.find('=') != std::string::npos) {
      return child.key_error("the name of a mask has no \"=\"");
    }
    mask += '=';
    mask += pattern;
    out.patterns.push_back(std::move(mask));
  }
  return {};
}

Result<void> read_fail_on(const ConfigValue& value, DiffConfiguration& out) {
  const Result<size_t> choice = read_name(value, kLevelNames);
  if (!choice) return tl::unexpected(choice.error());
  out.fail_on = static_cast<Level>(*choice);
  return {};
}

constexpr ConfigKey<DiffConfiguration> kKeys[] = {
    {"no_masks", member<&DiffConfiguration::no_masks>},
    {"masks", read_masks},
    {"ignore", member<&DiffConfiguration::ignored>},
    {"fail_on", read_fail_on},
};

}  // namespace

Result<DiffConfiguration> read_diff_configuration(const ConfigValue& value) {
  DiffConfiguration configuration;
  auto read = read_mapping<DiffConfiguration>(value, kKeys, configuration);
  if (!read) return tl::unexpected(std::move(read).error());
  return configuration;
}

}  // namespace pagescan
