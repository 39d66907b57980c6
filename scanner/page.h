// One page: what was retrieved, and every fact found in it. Owns the document
// and so all the views rules take into it. Nothing here judges. Immutable once
// built; safe to read from several threads.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/base/truncation_note.h"
#include "scanner/decode/decode.h"
#include "scanner/dom/document.h"
#include "scanner/dom/parse.h"
#include "scanner/fetch/response.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/pass_input.h"
#include "scanner/url/url.h"

namespace pagescan {

struct PageLimits {
  ParseLimits parse;
  CatalogueLimits catalogue;
};

/// What a page is made from.
struct PageSource {
  std::string_view content;  // bytes, content codings undone
  /// The document's URL; nothing where it is unknown (standard input).
  std::optional<Url> url;
  std::optional<std::string> transport_charset;  // of Content-Type, as written
  std::optional<Encoding> charset_override;      // the user's word
  ContentOrigin origin = ContentOrigin::kNetwork;
};

struct Page {
  EncodingChoice encoding;
  size_t replaced = 0;  // ill-formed byte sequences that became U+FFFD
  Document document;
  Facts facts;
  std::vector<TruncationNote> truncated;
};

/// Decode, parse, run the passes. Fails only where the page does not fit the
/// parse limits at all (kParseBudget).
Result<Page> build_page(const PageSource& source, const PageLimits& limits);

/// Whether content of this MIME type essence is parsed as HTML.
bool is_html_type(std::string_view essence);

/// The MIME type of content without a usable Content-Type: what its first
/// bytes give away (https://mimesniff.spec.whatwg.org/), else text/html.
std::string_view sniff_mime_type(std::string_view content);

}  // namespace pagescan
