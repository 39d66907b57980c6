// What makes one JSON document another, as JSON Patch (RFC 6902). Pure
// function; thread-safe.
#pragma once

#include <string_view>

#include "report/json_writer.h"
#include "scanner/base/error.h"

namespace pagescan {

/// Writes a patch, an array of add, remove and replace, that makes `before`
/// `after`. "" stands for null, the value where there is no document. The order
/// of keys is nothing; of two equal keys the last counts. Items of arrays are
/// compared one by one between what begins and what ends alike, so time and
/// memory are linear in the documents. kReportUnreadable for what is no JSON or
/// past the limits of read_json_report(); then nothing was written.
Result<void> write_json_patch(std::string_view before, std::string_view after,
                              JsonWriter& json);

}  // namespace pagescan
