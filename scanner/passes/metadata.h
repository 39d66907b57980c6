// The metadata pass: what a page says about itself. Pure function of the
// document; the result owns its strings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

struct Facts;

/// A link the page names for a purpose: an icon, a feed.
struct NamedAddress {
  Address href;
  std::string type;
  std::string title;
  std::string sizes;
};

/// `<meta http-equiv=refresh>`
/// (https://html.spec.whatwg.org/#shared-declarative-refresh-steps).
struct MetaRefresh {
  unsigned delay = 0;  // seconds
  Address url;         // the page itself where none is given
};

/// A property and its content, in tree order.
using MetaProperty = std::pair<std::string, std::string>;

struct Metadata {
  std::string doctype;   // the doctype's name, "" if there is none
  std::string title;     // https://html.spec.whatwg.org/#document.title
  std::string language;  // of the root element
  std::optional<Address> base;
  std::string charset_declared;  // as written in a meta element
  std::optional<Address> canonical;
  std::string description;
  std::string robots;
  std::string generator;
  std::string viewport;
  std::vector<MetaProperty> open_graph;
  std::vector<MetaProperty> twitter;
  std::vector<NamedAddress> icons;
  std::vector<NamedAddress> feeds;
  std::vector<std::string> content_security_policies;  // of meta elements
  std::string referrer_policy;
  std::optional<MetaRefresh> refresh;
  size_t comments = 0;
};

/// The delay and the address of a refresh, nothing if it is not one.
std::optional<std::pair<unsigned, std::optional<std::string>>>
parse_meta_refresh(std::string_view content);

void find_metadata(const PassInput& input, Facts& facts);

}  // namespace pagescan
