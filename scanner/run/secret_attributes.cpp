#include "scanner/run/secret_attributes.h"

#include <algorithm>
#include <array>

#include "scanner/base/strings.h"
#include "scanner/passes/secret_shape.h"

namespace pagescan {
namespace {

struct WrittenAttribute {
  std::string_view name;
  TextSpan value;
};

// Reads the attributes of the start tag whose name ends at `at`; leaves `at`
// behind the tag.
std::vector<WrittenAttribute> read_attributes(std::string_view html,
                                              size_t& at) {
  std::vector<WrittenAttribute> attributes;
  while (at < html.size() && html[at] != '>') {
    if (is_ascii_whitespace(html[at]) || html[at] == '/') {
      ++at;
      continue;
    }
    const size_t name = at;
    while (at < html.size() && !is_ascii_whitespace(html[at]) &&
           html[at] != '=' && html[at] != '>') {
      ++at;
    }
    WrittenAttribute attribute{html.substr(name, at - name), {at, at}};
    if (html.substr(at).starts_with("=\"")) {
      const size_t begin = at + 2;
      const size_t end = std::min(html.find('"', begin), html.size());
      attribute.value = {begin, end};
      at = std::min(end + 1, html.size());
    } else if (at < html.size() && html[at] == '=') {
      ++at;
    }
    attributes.push_back(attribute);
  }
  return attributes;
}

bool holds_url(std::string_view name) {
  constexpr std::array<std::string_view, 11> kUrlAttributes = {
      "action", "cite",   "data", "formaction", "href",      "poster",
      "src",    "srcset", "ping", "longdesc",   "xlink:href"};
  return std::find(kUrlAttributes.begin(), kUrlAttributes.end(), name) !=
         kUrlAttributes.end();
}

std::string_view value_of(std::string_view html,
                          const std::vector<WrittenAttribute>& attributes,
                          std::string_view name) {
  for (const WrittenAttribute& a : attributes) {
    if (a.name == name) return a.value.of(html);
  }
  return {};
}

void add_from_tag(std::string_view html,
                  const std::vector<WrittenAttribute>& attributes,
                  std::vector<AttributeSpan>& found) {
  const bool named = is_secret_name(value_of(html, attributes, "name")) ||
                     is_secret_name(value_of(html, attributes, "id"));
  const std::string_view type = value_of(html, attributes, "type");
  for (const WrittenAttribute& a : attributes) {
    if (a.value.empty()) continue;
    const bool is_value = a.name == "value" || a.name == "content";
    const bool hidden_secret = is_value && ascii_iequals(type, "hidden") &&
                               has_secret_shape(a.value.of(html));
    const bool is_secret =
        (is_value && (named || ascii_iequals(type, "password"))) ||
        hidden_secret ||
        (a.name.starts_with("data-") && is_secret_name(a.name));
    if (is_secret) {
      found.push_back({a.value, AttributeContent::kSecret});
    } else if (holds_url(a.name)) {
      found.push_back({a.value, AttributeContent::kUrl});
    }
  }
}

}  // namespace

std::vector<AttributeSpan> attributes_to_redact(std::string_view html) {
  std::vector<AttributeSpan> found;
  size_t at = html.find('<');
  while (at != std::string_view::npos) {
    ++at;
    if (at < html.size() && is_ascii_alpha(html[at])) {
      while (at < html.size() && !is_ascii_whitespace(html[at]) &&
             html[at] != '>') {
        ++at;
      }
      const std::vector<WrittenAttribute> attributes =
          read_attributes(html, at);
      add_from_tag(html, attributes, found);
    }
    at = html.find('<', at);
  }
  return found;
}

}  // namespace pagescan
