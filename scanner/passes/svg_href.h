// The address of an SVG element. Pure function; thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/dom/document.h"

namespace pagescan {

struct SvgHref {
  std::string_view attribute;  // "href" or "xlink:href"
  std::optional<std::string_view> value;
};

/// `href`, else the older `xlink:href`
/// (https://svgwg.org/svg2-draft/linking.html#XLinkRefAttrs).
inline SvgHref svg_href(const Document& document, NodeId element) {
  if (const auto href = document.attribute(element, "href")) {
    return {"href", href};
  }
  return {"xlink:href", document.attribute(element, "xlink:href")};
}

}  // namespace pagescan
