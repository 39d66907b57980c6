#include "scanner/fetch/fields.h"

#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr std::string_view kOptionalWhitespace = " \t";

std::string_view strip_optional_whitespace(std::string_view text) {
  const size_t begin = text.find_first_not_of(kOptionalWhitespace);
  if (begin == std::string_view::npos) return {};
  const size_t end = text.find_last_not_of(kOptionalWhitespace);
  return text.substr(begin, end - begin + 1);
}

std::string_view without_line_break(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

bool Fields::is_full() {
  if (items_.size() + malformed_.size() < max_lines_) return false;
  ++dropped_;
  last_ = Last::kNone;
  return true;
}

void Fields::add(std::string name, std::string value) {
  if (is_full()) return;
  items_.push_back(Field{std::move(name), std::move(value)});
  last_ = Last::kField;
}

void Fields::continue_line(std::string_view line) {
  const std::string_view more = strip_optional_whitespace(line);
  if (last_ == Last::kNone || more.empty()) return;
  std::string& value =
      last_ == Last::kField ? items_.back().value : malformed_.back();
  if (!value.empty()) value.push_back(' ');
  value.append(more);
}

void Fields::add_line(std::string_view line) {
  line = without_line_break(line);
  if (line.empty()) return;
  if (kOptionalWhitespace.find(line.front()) != std::string_view::npos) {
    continue_line(line);
    return;
  }
  const size_t colon = line.find(':');
  const std::string_view name =
      strip_optional_whitespace(line.substr(0, colon));
  if (colon == std::string_view::npos || name.empty()) {
    if (is_full()) return;
    malformed_.emplace_back(line);
    last_ = Last::kMalformed;
    return;
  }
  add(std::string(name),
      std::string(strip_optional_whitespace(line.substr(colon + 1))));
}

std::optional<std::string_view> Fields::first(std::string_view name) const {
  for (const Field& field : items_) {
    if (ascii_iequals(field.name, name)) return field.value;
  }
  return std::nullopt;
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const Field& field : items_) {
    if (ascii_iequals(field.name, name)) values.emplace_back(field.value);
  }
  return values;
}

std::optional<std::string> Fields::combined(std::string_view name) const {
  std::optional<std::string> joined;
  for (const std::string_view value : all(name)) {
    if (joined) {
      joined->append(", ").append(value);
    } else {
      joined.emplace(value);
    }
  }
  return joined;
}

std::vector<std::string_view> Fields::list(std::string_view name) const {
  std::vector<std::string_view> members;
  for (const std::string_view value : all(name)) {
    for (const std::string_view part : split(value, ',')) {
      const std::string_view member = strip_optional_whitespace(part);
      if (!member.empty()) members.push_back(member);
    }
  }
  return members;
}

bool is_field_name(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of(
             "!#$%&'*+-.^_`|~0123456789"
             "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
             "abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

bool is_field_value(std::string_view value) {
  return value.find_first_of(std::string_view("\r\n\0", 3)) ==
         std::string_view::npos;
}

std::optional<Field> field_from_text(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(0, colon);
  const std::string_view value = text.substr(colon + 1);
  if (!is_field_name(name) || !is_field_value(value)) return std::nullopt;
  return Field{std::string(name), std::string(strip_ascii_whitespace(value))};
}

Fields parse_fields(std::string_view block) {
  Fields fields;
  while (!block.empty()) {
    const size_t end = block.find('\n');
    const std::string_view line = block.substr(0, end);
    if (without_line_break(line).empty()) break;
    fields.add_line(line);
    if (end == std::string_view::npos) break;
    block.remove_prefix(end + 1);
  }
  return fields;
}

}  // namespace pagescan
