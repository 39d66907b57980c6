// The text of a page: what of a Document a person would read, laid out in
// lines of at most 80 characters, with lists marked, quotations quoted and
// headings in upper case. The bytes are those of html-to-text 9.0.5 with
// `wordwrap: 80`, links without their addresses and images left out, over the
// HTML Standard's tree with scripting off and template contents in place.
//
// Pure function of the Document; the result owns its bytes. Thread-safe. Takes
// time and memory linear in the size of the Document.
#pragma once

#include <cstddef>
#include <string>

#include "scanner/dom/document.h"

namespace pagescan {

/// The width lines are filled to, in UTF-16 code units.
inline constexpr int kTextWidth = 80;

/// How deep list items and quotations may nest before they get no marker and
/// no indentation any more (the reference fails at about 2,000).
inline constexpr size_t kMaxTextMarkerDepth = 1000;

/// No text is larger than this, in bytes: a fixed allowance and a multiple of
/// the page's source. Deep indentation is what could grow past it.
inline constexpr size_t kTextSizeAllowance = size_t{4} << 20;
inline constexpr size_t kTextSizePerSourceByte = 32;

struct PageText {
  std::string text;  // UTF-8, lines ended by LF, no LF added at the end
  /// Whether one of the limits above left something out.
  bool truncated = false;
};

/// The text of the document's body elements, or of the whole tree where there
/// is none (frameset pages).
PageText extract_text(const Document& document);

}  // namespace pagescan
