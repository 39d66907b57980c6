// Text to Document: Gumbo in a budgeted arena, repaired where its tree is not
// the HTML Standard's, made flat. The Document owns all it needs. Stateless;
// thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "scanner/base/error.h"
#include "scanner/dom/document.h"
#include "scanner/dom/tree_limits.h"

namespace pagescan {

inline constexpr size_t kDefaultParseMemory = size_t{256} << 20;  // bytes
inline constexpr std::chrono::milliseconds kDefaultParseTime{5000};

struct ParseLimits {
  size_t memory = kDefaultParseMemory;  // bytes of Gumbo's arena
  std::chrono::milliseconds time = kDefaultParseTime;
  TreeLimits tree = {};
  /// Whether long scripts and style sheets are kept from Gumbo (SourceEdits).
  /// The Document is the same either way.
  bool cut_raw_text = true;
};

/// What a parse gave, and what of the input it could not take.
struct ParsedPage {
  Document document;
  size_t parsed_bytes = 0;  // less than the input: only that prefix was parsed
  bool memory_exceeded = false;
  bool time_exceeded = false;
  TreeOverruns overruns;
  /// Content that Gumbo drops and browsers show (see SourceEdits) may be
  /// missing: the page needed more parses than it may take.
  bool is_incomplete = false;
};

/// Parses well-formed UTF-8 without a BOM (https://html.spec.whatwg.org/
/// #parsing, scripting disabled). Where the page exceeds a limit the longest
/// tried prefix that fits is parsed instead and the result says so;
/// kParseBudget only if not even a small one does.
Result<ParsedPage> parse_html(std::string utf8, const ParseLimits& limits = {});

}  // namespace pagescan
