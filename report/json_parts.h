// The parts the JSON report is put together from. Each writes fields into the
// object that is open. Pure functions; thread-safe.
#pragma once

#include <optional>

#include "report/json_writer.h"
#include "scanner/fetch/response.h"
#include "scanner/passes/facts.h"

namespace pagescan {

/// forms, controls, links, scripts, data_blocks, event_handlers,
/// javascript_urls, resources; the same in templates; metadata, stats, text.
void write_facts(JsonWriter& json, const Facts& facts);

/// redirects, response, tls, timing and cookies.
void write_response(JsonWriter& json, const std::optional<Response>& response);

}  // namespace pagescan
