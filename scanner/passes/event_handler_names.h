// Which attributes are event handlers. Constants; thread-safe.
#pragma once

#include <string_view>

#include "scanner/dom/document.h"

namespace pagescan {

/// Whether `attribute` (lower-case) is an event handler content attribute
/// (https://html.spec.whatwg.org/#event-handler-content-attributes) of
/// `element`: one of the Standard's, of a specification that adds to them, or
/// of a browser's own. Those of the window count on body, frameset and SVG's
/// svg alone, those of media, animation and marquee elements on these alone.
bool is_event_handler(const Node& element, std::string_view attribute);

}  // namespace pagescan
