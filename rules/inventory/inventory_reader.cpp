#include "rules/inventory/inventory_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/config/config_keys.h"
#include "rules/config/yaml_reader.h"
#include "rules/inventory/security_fields.h"
#include "rules/inventory/url_pattern.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr size_t kSha256Digits = 64;
constexpr std::string_view kInlinePrefix = "sha256:";

Result<void> read_pattern(const ConfigValue& value, std::string& out) {
  if (auto read = read_value(value, out); !read) return read;
  Result<std::string> normal = normal_url_pattern(out);
  if (!normal) return value.error(normal.error().message);
  out = *std::move(normal);
  return {};
}

Result<void> read_patterns(const ConfigValue& value,
                           std::vector<std::string>& out) {
  if (value.is_scalar() && !value.is_null()) {
    return read_pattern(value, out.emplace_back());
  }
  return read_items(value, out, read_pattern);
}

bool is_sha256(std::string_view text) {
  return text.size() == kSha256Digits &&
         std::all_of(text.begin(), text.end(), is_ascii_hex_digit);
}

Result<void> read_hash(const ConfigValue& value, std::string& out) {
  if (auto read = read_value(value, out); !read) return read;
  out = ascii_lowercase(out);
  if (is_sha256(out)) return {};
  return value.error("64 hexadecimal digits are expected");
}

Result<void> read_hashes(const ConfigValue& value, InventoryScript& out) {
  if (value.is_scalar() && !value.is_null()) {
    return read_hash(value, out.sha256.emplace_back());
  }
  return read_items(value, out.sha256, read_hash);
}

Result<void> read_inline(const ConfigValue& value, InventoryScript& out) {
  std::string text;
  if (auto read = read_value(value, text); !read) return read;
  if (text.starts_with(kInlinePrefix)) {
    out.inline_sha256 = ascii_lowercase(text.substr(kInlinePrefix.size()));
    if (is_sha256(out.inline_sha256)) return {};
  }
  return value.error("sha256: and 64 hexadecimal digits are expected");
}

// What nobody has filled in yet may be empty or null.
template <std::string InventoryScript::*kMember>
Result<void> read_words(const ConfigValue& value, InventoryScript& out) {
  if (value.is_null()) return {};
  return read_value(value, out.*kMember);
}

Result<void> read_date(const ConfigValue& value, InventoryScript& out) {
  if (auto read = read_words<&InventoryScript::date>(value, out); !read) {
    return read;
  }
  constexpr std::string_view kForm = "dddd-dd-dd";
  const bool is_date = std::equal(
      out.date.begin(), out.date.end(), kForm.begin(), kForm.end(),
      [](char c, char f) { return f == 'd' ? is_ascii_digit(c) : c == f; });
  if (is_date || out.date.empty()) return {};
  return value.error("a date is expected: YYYY-MM-DD");
}

Result<void> read_mode(const ConfigValue& value, InventoryScript& out) {
  const Result<size_t> place = read_name(value, kIntegrityModeNames);
  if (!place) return tl::unexpected(place.error());
  out.integrity = static_cast<IntegrityMode>(*place);
  return {};
}

template <class T>
Result<void> read_pages(const ConfigValue& value, T& out) {
  return read_patterns(value, out.pages);
}

Result<void> read_url(const ConfigValue& value, InventoryScript& out) {
  return read_pattern(value, out.url);
}

// What the keys must be together.
Result<void> check_script(const ConfigValue& value,
                          const InventoryScript& script) {
  const bool is_inline = !script.inline_sha256.empty();
  if (is_inline != script.url.empty()) {
    return value.error("either url or inline is expected");
  }
  const bool is_inline_mode = script.integrity == IntegrityMode::kExact ||
                              script.integrity == IntegrityMode::kMasked;
  if (is_inline && !is_inline_mode) {
    return value.error("integrity of an inline script is exact or masked");
  }
  if (!is_inline && script.integrity == IntegrityMode::kMasked) {
    return value.error("integrity masked is for inline scripts alone");
  }
  if (is_inline && !script.sha256.empty()) {
    return value.error("sha256 is for scripts with a url");
  }
  return {};
}

constexpr ConfigKey<InventoryScript> kScriptKeys[] = {
    {"url", read_url},
    {"inline", read_inline},
    {"begins", read_words<&InventoryScript::begins>},
    {"owner", read_words<&InventoryScript::owner>},
    {"justification", read_words<&InventoryScript::justification>},
    {"authorised_by", read_words<&InventoryScript::authorised_by>},
    {"date", read_date},
    {"integrity", read_mode},
    {"sha256", read_hashes},
    {"pages", read_pages<InventoryScript>},
};

Result<void> read_script(const ConfigValue& value, InventoryScript& out) {
  if (auto read = read_mapping<InventoryScript>(value, kScriptKeys, out);
      !read) {
    return read;
  }
  return check_script(value, out);
}

Result<void> read_field_name(const ConfigValue& value, InventoryField& out) {
  const Result<size_t> place = read_name(value, kSecurityFieldNames);
  if (!place) return tl::unexpected(place.error());
  out.name = kSecurityFieldNames[*place];
  return {};
}

Result<void> read_field_value(const ConfigValue& value, InventoryField& out) {
  if (value.is_null()) return {};
  return read_value(value, out.value);
}

constexpr ConfigKey<InventoryField> kFieldKeys[] = {
    {"name", read_field_name},
    {"directive", member<&InventoryField::directive>},
    {"value", read_field_value},
    {"pages", read_pages<InventoryField>},
};

Result<void> read_field(const ConfigValue& value, InventoryField& out) {
  if (auto read = read_mapping<InventoryField>(value, kFieldKeys, out); !read) {
    return read;
  }
  constexpr std::string_view kNeeded[] = {"name"};
  if (auto has = require_keys(value, kNeeded); !has) return has;
  if (is_policy_field(out.name) != !out.directive.empty()) {
    return value.error(
        "a directive is expected of a content security policy, "
        "and of nothing else");
  }
  return {};
}

Result<void> read_version(const ConfigValue& value, Inventory& /*out*/) {
  unsigned version = 0;
  if (auto read = read_value(value, version); !read) return read;
  if (version == kInventoryVersion) return {};
  return value.error(fmt::format("version {} is expected", kInventoryVersion));
}

Result<void> read_scripts(const ConfigValue& value, Inventory& out) {
  return read_items(value, out.scripts, read_script);
}

Result<void> read_fields(const ConfigValue& value, Inventory& out) {
  return read_items(value, out.fields, read_field);
}

constexpr ConfigKey<Inventory> kKeys[] = {
    {"version", read_version},
    {"pages", read_pages<Inventory>},
    {"scripts", read_scripts},
    {"fields", read_fields},
};

// Every page and script may be compared with every pattern.
size_t pattern_count(const Inventory& inventory) {
  size_t count = 0;
  const auto add = [&count](const std::vector<std::string>& patterns) {
    count += static_cast<size_t>(
        std::count_if(patterns.begin(), patterns.end(), is_url_pattern));
  };
  add(inventory.pages);
  for (const InventoryScript& script : inventory.scripts) {
    add(script.pages);
    if (is_url_pattern(script.url)) ++count;
  }
  for (const InventoryField& field : inventory.fields) add(field.pages);
  return count;
}

}  // namespace

Result<Inventory> read_inventory(const ConfigTree& tree) {
  const ConfigValue root(tree);
  Inventory inventory;
  if (auto is_mapping = expect_mapping(root); !is_mapping) {
    return tl::unexpected(is_mapping.error());
  }
  if (auto read = read_mapping<Inventory>(root, kKeys, inventory); !read) {
    return tl::unexpected(read.error());
  }
  constexpr std::string_view kNeeded[] = {"version", "pages"};
  if (auto has = require_keys(root, kNeeded); !has) {
    return tl::unexpected(has.error());
  }
  if (inventory.pages.empty()) {
    return root.error("the inventory names no pages");
  }
  if (pattern_count(inventory) > kMaxInventoryPatterns) {
    return root.error(fmt::format(
        "there are more than {} URLs with * in them: name URLs in full",
        kMaxInventoryPatterns));
  }
  return inventory;
}

Result<Inventory> read_inventory_text(std::string_view text, std::string name) {
  const Result<ConfigTree> tree = read_yaml(text, std::move(name));
  if (!tree) return tl::unexpected(tree.error());
  return read_inventory(*tree);
}

}  // namespace pagescan
