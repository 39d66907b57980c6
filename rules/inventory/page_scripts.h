// All script of a page that an inventory must know: script elements, event
// handlers and javascript: URLs. Pure functions; values that own their strings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/csp/page_policies.h"
#include "scanner/dom/document.h"
#include "scanner/passes/scripts.h"

namespace pagescan {

struct PageScript {
  PageScriptKind kind = PageScriptKind::kExternal;
  std::string url;  // of kExternal, without fragment
  /// Of what stands in the page, hexadecimal: as it is, and with what changes
  /// from response to response masked. "" of a URL too long to be known in
  /// full, which no inventory can name.
  std::string sha256;
  std::string masked_sha256;
  std::string begins;  // its first line
  std::optional<std::string> integrity;
  std::string written;  // of the address or the value, for evidence
  SourcePosition position;
};

/// "script", "inline script", "event handler", "javascript: URL".
std::string_view page_script_kind_name(PageScriptKind kind);

/// In the order of the kinds, each in tree order; what is the same comes once.
/// Left out is what is never run: data blocks, elements whose address does not
/// parse, javascript: URLs that do nothing. A script at a URL that is not
/// fetched over HTTP (data:, blob:) is told by that URL as if it stood in the
/// page.
std::vector<PageScript> page_scripts(const ScriptFacts& facts);

}  // namespace pagescan
