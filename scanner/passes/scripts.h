// The scripts pass: script elements, event handler attributes and javascript:
// URLs. Pure function of the document; the result owns its strings.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

struct Facts;

/// What a script element holds
/// (https://html.spec.whatwg.org/#prepare-the-script-element).
enum class ScriptType {
  kClassic,
  kModule,
  kImportMap,
  kSpeculationRules,
  kData,  // a data block: never run
};

std::string_view script_type_name(ScriptType type);

/// A classic or module script, an import map or speculation rules.
struct Script {
  ScriptType type = ScriptType::kClassic;
  std::string type_attribute;  // as written
  std::optional<Address> src;  // HTML's src, SVG's href; nothing: inline
  bool async = false;
  bool defer = false;
  bool nomodule = false;
  std::optional<std::string> integrity;
  std::optional<std::string> crossorigin;
  std::optional<std::string> nonce;
  std::string referrer_policy;
  size_t size = 0;     // bytes of an inline script's text
  std::string sha256;  // of an inline script's text, hexadecimal
  // The same without its noise (volatile_text.h); "" where there is none.
  std::string masked_sha256;
  std::string first_line;  // the first line that is not blank, stripped,
                           // at most 200 bytes
  SourcePosition position;
};

/// A script element that is never run: JSON-LD, templates, configuration.
struct DataBlock {
  std::string type;  // as written
  size_t size = 0;   // bytes
  std::string sha256;
  std::string masked_sha256;  // without its noise; "" where there is none
  SourcePosition position;
};

/// The digest that stays where nothing but noise changed, of a
/// script or a data block.
template <class Item>
const std::string& stable_hash(const Item& item) {
  return item.masked_sha256.empty() ? item.sha256 : item.masked_sha256;
}

/// An event handler content attribute, `onclick="..."`.
struct EventHandler {
  std::string element;
  std::string attribute;
  std::string value;
  std::string sha256;
  SourcePosition position;
};

/// A javascript: URL in an attribute that navigates or loads: href of a, area
/// and SVG's a, use and script (or xlink:href), action, formaction, src of
/// iframe, frame and embed, data of object.
struct JavascriptUrl {
  std::string element;
  std::string attribute;
  std::string value;
  SourcePosition position;
};

struct ScriptFacts {
  std::vector<Script> scripts;
  std::vector<DataBlock> data_blocks;
  std::vector<EventHandler> event_handlers;
  std::vector<JavascriptUrl> javascript_urls;
};

/// The type a script element's `type` and `language` attributes give it
/// (https://html.spec.whatwg.org/#prepare-the-script-element). SVG's script has
/// no `language`.
ScriptType script_type(std::optional<std::string_view> type,
                       std::optional<std::string_view> language);

/// Appends to the scripts of `facts`, template contents apart.
void find_scripts(const PassInput& input, Facts& facts);

}  // namespace pagescan
