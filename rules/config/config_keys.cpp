#include "rules/config/config_keys.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>

namespace pagescan {
namespace {

template <class T>
Result<void> read_number(const ConfigValue& value, T& out) {
  const std::string& text = value.text();
  const char* const end = text.data() + text.size();
  if (value.is_scalar() && value.is_plain()) {
    const auto read = std::from_chars(text.data(), end, out);
    if (read.ec == std::errc() && read.ptr == end) return {};
  }
  return value.error(fmt::format("a whole number from {} to {} is expected",
                                 std::numeric_limits<T>::min(),
                                 std::numeric_limits<T>::max()));
}

std::string hint_at_near(std::string_view text,
                         std::span<const std::string_view> names) {
  const std::string_view near = nearest_word(text, names);
  return near.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", near);
}

}  // namespace

Result<void> read_value(const ConfigValue& value, std::string& out) {
  if (!value.is_scalar() || value.is_null()) {
    return value.error("text is expected");
  }
  out = value.text();
  return {};
}

Result<void> read_value(const ConfigValue& value, bool& out) {
  const bool is_bool = value.is_scalar() && value.is_plain() &&
                       (value.text() == "true" || value.text() == "false");
  if (!is_bool) return value.error("true or false is expected");
  out = value.text() == "true";
  return {};
}

Result<void> read_value(const ConfigValue& value, uint64_t& out) {
  return read_number(value, out);
}

Result<void> read_value(const ConfigValue& value, unsigned& out) {
  return read_number(value, out);
}

Result<void> read_value(const ConfigValue& value, int& out) {
  return read_number(value, out);
}

Result<void> read_value(const ConfigValue& value,
                        std::vector<std::string>& out) {
  if (value.is_null()) return {};
  if (value.is_scalar()) {
    out.push_back(value.text());
    return {};
  }
  return read_items(value, out, [](const ConfigValue& item, std::string& text) {
    return read_value(item, text);
  });
}

Result<size_t> read_name(const ConfigValue& value,
                         std::span<const std::string_view> names) {
  std::string text;
  if (auto read = read_value(value, text); !read) {
    return tl::unexpected(read.error());
  }
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return i;
  }
  return value.error(fmt::format("\"{}\" is none of {}{}", text,
                                 fmt::join(names, ", "),
                                 hint_at_near(text, names)));
}

tl::unexpected<Error> unknown_key(const ConfigValue& value,
                                  std::span<const std::string_view> names) {
  return value.key_error(fmt::format("there is no key \"{}\"{}", value.key(),
                                     hint_at(value.key(), names)));
}

Result<void> expect_mapping(const ConfigValue& value) {
  if (value.is_mapping()) return {};
  return value.error("a mapping of keys to values is expected");
}

Result<void> expect_sequence(const ConfigValue& value) {
  if (value.is_sequence()) return {};
  return value.error("a list is expected (lines that begin with \"- \")");
}

Result<void> require_keys(const ConfigValue& value,
                          std::span<const std::string_view> names) {
  for (const std::string_view name : names) {
    const std::optional<ConfigValue> found = value.member(name);
    const bool is_empty = !found || found->is_null() ||
                          (found->is_scalar() && found->text().empty());
    if (is_empty) {
      return value.error(fmt::format("the key \"{}\" is missing", name));
    }
  }
  return {};
}

}  // namespace pagescan
