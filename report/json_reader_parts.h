// The parts the JSON report is read in, each the mirror of a function in
// json_parts.h. What they find wrong is in the JsonObject's failure. Pure
// functions; thread-safe.
#pragma once

#include <optional>

#include "report/json_object.h"
#include "scanner/fetch/response.h"
#include "scanner/passes/facts.h"

namespace pagescan {

/// forms, controls, links, scripts, data_blocks, event_handlers,
/// javascript_urls, resources; the same in templates; metadata, stats, text.
void read_facts(const JsonObject& json, Facts& facts);

/// signals of a form, form_signals of a catalogue.
void read_form_signals(const JsonObject& json, FormSignals& signals);
void read_page_form_signals(const JsonObject& json, PageFormSignals& signals);
/// What stands in signals for forms and controls must not lead past them: once
/// the catalogue's forms and controls are read.
void check_form_signals(const JsonObject& json, const FormFacts& facts);

/// redirects, response, tls, timing and cookies.
void read_response(const JsonObject& json, std::optional<Response>& response);

}  // namespace pagescan
