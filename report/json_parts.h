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

/// signals of a form, form_signals of a catalogue; each left out where empty.
void write_form_signals(JsonWriter& json, const FormSignals& signals);
void write_page_form_signals(JsonWriter& json, const PageFormSignals& signals);

/// redirects, response, tls, timing and cookies.
void write_response(JsonWriter& json, const std::optional<Response>& response);

}  // namespace pagescan
