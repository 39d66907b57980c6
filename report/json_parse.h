// JSON text from a foreign hand into a tree: never recursing, never past the
// limits. Pure function; thread-safe. Private to what reads JSON reports.
#pragma once

#include <string_view>

#include "report/json_reader.h"
#include "report/rapidjson.h"
#include "scanner/base/error.h"

namespace pagescan {

/// The tree of one JSON document (RFC 8259), which owns its strings. Takes time
/// linear in the text. kReportUnreadable with the offset in bytes where the
/// text is no JSON, is not UTF-8 or goes past `limits`. Strings are well-formed
/// but for lone surrogates written as escapes.
Result<rapidjson::Document> parse_json(std::string_view json,
                                       const ReadLimits& limits);

}  // namespace pagescan
