#include "scanner/run/diff/field_directives.h"

#include <algorithm>
#include <set>
#include <vector>

#include "rules/response/response_reading.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

using Text = const std::optional<std::string>&;

// The parts between separators that stand in no quotes or parentheses.
std::vector<std::string_view> split_outside(std::string_view value,
                                            char separator) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  bool is_quoted = false;
  bool is_nested = false;
  for (size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted) continue;
    if (c == '(') is_nested = true;
    if (c == ')') is_nested = false;
    if (c != separator || is_nested) continue;
    parts.push_back(value.substr(begin, i - begin));
    begin = i + 1;
  }
  parts.push_back(value.substr(begin));
  return parts;
}

std::string_view value_of(std::string_view directive) {
  const size_t equals = directive.find('=');
  return equals == std::string_view::npos
             ? std::string_view()
             : strip_ascii_whitespace(directive.substr(equals + 1));
}

std::string name_of(std::string_view directive) {
  return ascii_lowercase(
      strip_ascii_whitespace(directive.substr(0, directive.find('='))));
}

// The members of `(self "https://a.example")`, or the one that is not in
// parentheses; parameters left out.
std::set<std::string> allowlist_of(std::string_view directive) {
  std::string_view value = value_of(directive);
  value = value.substr(0, value.find(';'));
  if (value.starts_with('(')) value.remove_prefix(1);
  value = value.substr(0, value.find(')'));
  std::set<std::string> members;
  for (const std::string_view member : split_on_ascii_whitespace(value)) {
    members.emplace(member);
  }
  return members;
}

std::string plain_value(std::string_view directive) {
  std::string_view value = value_of(directive);
  if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) {
    value = value.substr(1, value.size() - 2);
  }
  return ascii_lowercase(value);
}

Level hsts_directive_level(std::string_view directive, Text before,
                           Text after) {
  if (directive == "includesubdomains") {
    return after ? Level::kNote : Level::kWarning;
  }
  if (directive != "max-age") return Level::kNote;
  const auto seconds = [](Text text) {
    const auto policy = text ? parse_hsts(*text) : std::nullopt;
    return policy ? policy->max_age : 0;
  };
  if (seconds(after) == 0) return Level::kError;
  return seconds(after) < seconds(before) ? Level::kWarning : Level::kNote;
}

Level feature_level(Text before, Text after) {
  if (!before) return Level::kNote;
  if (!after) return Level::kWarning;
  const std::set<std::string> old_list = allowlist_of(*before);
  const std::set<std::string> new_list = allowlist_of(*after);
  return std::ranges::includes(old_list, new_list) || old_list.contains("*")
             ? Level::kNote
             : Level::kWarning;
}

}  // namespace

std::optional<FieldDirectives> field_directives(std::string_view name,
                                                std::string_view value) {
  char separator = ',';
  if (name == "strict-transport-security") {
    // Of what browsers ignore no part says anything, of two fields the first
    // holds.
    if (!parse_hsts(value)) return std::nullopt;
    separator = ';';
  } else if (name != "cache-control" && name != "permissions-policy") {
    return std::nullopt;
  }
  FieldDirectives directives;
  for (const std::string_view part : split_outside(value, separator)) {
    const std::string_view text = strip_ascii_whitespace(part);
    if (!text.empty()) directives.emplace(name_of(text), text);
  }
  return directives;
}

bool is_same_directive(std::string_view field, std::string_view before,
                       std::string_view after) {
  return field == "permissions-policy"
             ? allowlist_of(before) == allowlist_of(after)
             : plain_value(before) == plain_value(after);
}

Level directive_level(std::string_view field, std::string_view directive,
                      Text before, Text after) {
  if (field == "strict-transport-security") {
    return hsts_directive_level(directive, before, after);
  }
  if (field == "permissions-policy") return feature_level(before, after);
  const bool keeps_private = directive == "no-store" || directive == "private";
  return keeps_private && !after ? Level::kWarning : Level::kNote;
}

}  // namespace pagescan
