// Facts to JSON values, shared by the parts of the JSON report. Pure
// functions; thread-safe.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/dom/document.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/pass_input.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// Keys keep the order in which they are written.
using Json = nlohmann::ordered_json;

/// Sets `key` unless the value is absent.
template <class T>
void put_if(Json& object, const char* key, const std::optional<T>& value) {
  if (value) object[key] = *value;
}

/// Sets `key` unless the text is empty.
void put_text(Json& object, const char* key, const std::string& text);

/// Sets `key` to true, or not at all.
void put_flag(Json& object, const char* key, bool flag);

/// Bytes from a server as a JSON string: ill-formed UTF-8 becomes U+FFFD.
Json from_bytes(std::string_view bytes);

/// The attribute as written under its own name, and the resolved `url`.
void put_address(Json& object, const char* attribute, const Address& address);

/// `{"line", "column"}`, counted from 1.
Json from_position(const SourcePosition& position);

Json from_forms(const FormFacts& facts);
Json from_controls(const std::vector<Control>& controls);
Json from_links(const std::vector<Link>& links);
Json from_scripts(const std::vector<Script>& scripts);
Json from_resources(const std::vector<Resource>& resources);
/// Sets data_blocks, event_handlers and javascript_urls.
void put_script_facts(Json& object, const ScriptFacts& facts);
Json from_metadata(const Metadata& metadata);
Json from_stats(const Facts& facts);

/// Sets redirects, response, tls, timing and cookies.
void put_response(Json& report, const std::optional<Response>& response);

}  // namespace pagescan
