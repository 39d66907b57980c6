#include "rules/config/message_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rules/config/config_keys.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

constexpr std::string_view kMatch = "match";

}  // namespace

Result<void> MessageTemplate::add_place(const ConfigValue& value,
                                        const FactKind& kind,
                                        std::string_view name, Part& part) {
  part.is_match = name == kMatch;
  if (part.is_match) return {};
  part.property = PropertyRef::find(kind, name);
  if (part.property) return {};
  std::vector<std::string_view> names = property_names(kind);
  names.push_back(kMatch);
  return value.error(fmt::format("{{{}}} is no property of \"{}\"{}", name,
                                 kind.name, hint_at(name, names)));
}

Result<MessageTemplate> MessageTemplate::read(const ConfigValue& value,
                                              const FactKind& kind) {
  std::string text;
  if (auto read = read_value(value, text); !read) {
    return tl::unexpected(read.error());
  }
  if (text.size() > kMaxTemplateBytes) {
    return value.error(
        fmt::format("it has at most {} bytes", kMaxTemplateBytes));
  }
  if (text.find_first_of("\n\r") != std::string::npos) {
    return value.error("it must be one line");
  }
  MessageTemplate made;
  Part part;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_brace = c == '{' || c == '}';
    if (!is_brace || (i + 1 < text.size() && text[i + 1] == c)) {
      part.literal += c;
      i += is_brace ? 1 : 0;
      continue;
    }
    const size_t end = text.find('}', i);
    if (c == '}' || end == std::string::npos) {
      return value.error("a brace stands alone (write {{ or }} for one)");
    }
    const std::string_view name =
        std::string_view(text).substr(i + 1, end - i - 1);
    if (auto added = add_place(value, kind, name, part); !added) {
      return tl::unexpected(added.error());
    }
    made.parts_.push_back(std::exchange(part, {}));
    i = end;
  }
  if (made.parts_.size() > kMaxPlaceholders) {
    return value.error(
        fmt::format("it has at most {} places in braces", kMaxPlaceholders));
  }
  made.parts_.push_back(std::move(part));
  return made;
}

template <class Show>
std::string MessageTemplate::fill(const Fact& fact, std::string_view match,
                                  Show show) const {
  std::string out;
  std::string scratch;
  for (const Part& part : parts_) {
    out += part.literal;
    if (part.is_match) {
      out += show(match);
    } else if (part.property) {
      out += show(part.property->of(fact, scratch).value_or(""));
    }
  }
  return out;
}

std::string MessageTemplate::message(const Fact& fact,
                                     std::string_view match) const {
  return fill(fact, match, [](std::string_view text) { return quoted(text); });
}

std::string MessageTemplate::key(const Fact& fact,
                                 std::string_view match) const {
  return fill(fact, match, [](std::string_view text) {
    return text.substr(0, kMaxEvidenceBytes);
  });
}

}  // namespace pagescan
