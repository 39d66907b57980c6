// The encoding a parsed page declares in a meta element. Pure function;
// thread-safe.
#pragma once

#include <optional>

#include "scanner/decode/encoding.h"
#include "scanner/dom/document.h"

namespace pagescan {

/// What the first meta element that declares a known encoding says, be it far
/// from the start where the prescan of a page's bytes does not come: the
/// encoding a parser in doubt changes to
/// (https://html.spec.whatwg.org/#parsing-main-inhead). Never UTF-16 nor
/// x-user-defined, see encoding_declared_by_meta.
std::optional<Encoding> declared_encoding(const Document& document);

}  // namespace pagescan
