// What form a list of targets has: told by its name or by how it begins.
// docs/lists.md describes the forms. Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string_view>

#include "scanner/run/list_input.h"

namespace pagescan {

enum class ListFormat {
  kDetect,   // by name and content
  kLines,    // a URL or a path a line
  kCsv,      // RFC 4180, with a header row
  kJsonl,    // a JSON string or object a line
  kSitemap,  // https://www.sitemaps.org/protocol.html
};

/// What a list turns out to be.
enum class ListContent {
  kLines,
  kCsv,
  kJsonl,
  kSitemap,
  kPage,   // no list but a page: a target
  kUtf16,  // can't be read
};

/// What the extension says, ".gz" after it passed over; nothing where it says
/// nothing.
std::optional<ListContent> content_by_name(std::string_view name);

/// What `input` begins like, kLines where like nothing else. Reads no further
/// than it must, so that a list typed by a person is answered line by line.
ListContent content_by_start(ListInput& input);

}  // namespace pagescan
