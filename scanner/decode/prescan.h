// The encoding a page declares in its first bytes: meta elements and the XML
// declaration (https://html.spec.whatwg.org/multipage/parsing.html
// #prescan-a-byte-stream-to-determine-its-encoding). Views returned point into
// the argument. Thread-safe.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "scanner/decode/encoding.h"

namespace pagescan {

/// How many bytes of a page are looked at, as the HTML Standard asks.
inline constexpr size_t kPrescanBytes = 1024;

struct PrescanResult {
  /// Ready to decode with: a declaration of UTF-16 that could be read as ASCII
  /// was made UTF-8.
  std::optional<Encoding> encoding;
  /// The first label, as written, that would have decided had anybody known it.
  std::string_view unknown_label;
};

/// The prescan, "get an XML encoding" included, over the first kPrescanBytes
/// of `bytes`.
PrescanResult prescan(std::string_view bytes);

/// The encoding a meta element with this label declares, as the prescan and
/// "change the encoding" take it: UTF-16 means UTF-8, x-user-defined means
/// windows-1252. Nothing for a label nobody knows.
std::optional<Encoding> encoding_declared_by_meta(std::string_view label);

/// The label that "extracting a character encoding from a meta element" finds
/// in a `content` attribute's value (https://html.spec.whatwg.org/multipage/
/// urls-and-fetching.html#extracting-character-encodings-from-meta-elements).
std::optional<std::string_view> label_in_meta_content(std::string_view content);

}  // namespace pagescan
