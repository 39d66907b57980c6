#include "scanner/passes/scripts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "scanner/base/sha256.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/passes/element_text.h"
#include "scanner/passes/event_handler_names.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/list_limit.h"
#include "scanner/passes/svg_href.h"
#include "scanner/passes/volatile_text.h"
#include "scanner/passes/written_scheme.h"

namespace pagescan {
namespace {

// https://mimesniff.spec.whatwg.org/#javascript-mime-type
constexpr auto kJavascriptMimeTypes = std::to_array<std::string_view>(
    {"application/ecmascript", "application/javascript",
     "application/x-ecmascript", "application/x-javascript", "text/ecmascript",
     "text/javascript", "text/javascript1.0", "text/javascript1.1",
     "text/javascript1.2", "text/javascript1.3", "text/javascript1.4",
     "text/javascript1.5", "text/jscript", "text/livescript",
     "text/x-ecmascript", "text/x-javascript"});

// https://mimesniff.spec.whatwg.org/#javascript-mime-type-essence-match: the
// string itself, so "text/javascript;charset=utf-8" is none.
bool is_javascript_mime_type_essence(std::string_view text) {
  return std::any_of(
      kJavascriptMimeTypes.begin(), kJavascriptMimeTypes.end(),
      [text](std::string_view known) { return ascii_iequals(text, known); });
}

// The longest first line kept, in bytes.
constexpr size_t kMaxFirstLine = 200;

std::string first_line_of(std::string_view text) {
  std::string_view line = strip_ascii_whitespace(text);
  line = line.substr(0, line.find_first_of("\r\n"));
  line = utf8_prefix(line, kMaxFirstLine);
  return std::string(strip_ascii_whitespace(line));
}

// Import maps and speculation rules are JSON.
VolatileIn volatile_in(ScriptType type) {
  return type == ScriptType::kClassic || type == ScriptType::kModule
             ? VolatileIn::kScript
             : VolatileIn::kData;
}

// application/json, application/ld+json
bool has_json(std::string_view type) {
  return ascii_lowercase(type).find("json") != std::string::npos;
}

class ScriptFinder {
 public:
  ScriptFinder(const PassInput& input, Facts& facts)
      : input_(input),
        facts_(facts),
        scripts_("scripts", input, facts),
        data_blocks_("data_blocks", input, facts),
        event_handlers_("event_handlers", input, facts),
        javascript_urls_("javascript_urls", input, facts) {}

  void run();

 private:
  void look_at_html(NodeId id, Tag tag);
  void look_at_svg(NodeId id, const Node& node);
  void find_event_handlers(NodeId id, const Node& node);
  void find_javascript_url(NodeId id, std::string_view attribute);
  void append_javascript_url(NodeId id, std::string_view attribute,
                             std::string_view value);
  void append_script(NodeId id, std::optional<std::string_view> language,
                     std::optional<std::string_view> src);
  void append_data_block(NodeId id);
  Script make_script(NodeId id, ScriptType type,
                     std::optional<std::string_view> src);

  const PassInput& input_;
  Facts& facts_;
  ListLimit scripts_;
  ListLimit data_blocks_;
  ListLimit event_handlers_;
  ListLimit javascript_urls_;
};

// One look at every element and the names of its attributes.
void ScriptFinder::run() {
  const std::span<const Node> nodes = input_.document.nodes();
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& node = nodes[id];
    if (node.attribute_count > 0) find_event_handlers(id, node);
    if (node.tag != Tag::kOther) {
      look_at_html(id, node.tag);
    } else if (node.name_space == Namespace::kSvg) {
      look_at_svg(id, node);
    }
  }
}

void ScriptFinder::look_at_html(NodeId id, Tag tag) {
  switch (tag) {
    case Tag::kScript:
      append_script(id, input_.document.attribute(id, "language"),
                    input_.document.attribute(id, "src"));
      break;
    case Tag::kA:
    case Tag::kArea:
      find_javascript_url(id, "href");
      break;
    case Tag::kForm:
      find_javascript_url(id, "action");
      break;
    case Tag::kButton:
    case Tag::kInput:
      find_javascript_url(id, "formaction");
      break;
    case Tag::kIframe:
    case Tag::kFrame:
    case Tag::kEmbed:
      find_javascript_url(id, "src");
      break;
    case Tag::kObject:
      find_javascript_url(id, "data");
      break;
    default:
      break;
  }
}

void ScriptFinder::look_at_svg(NodeId id, const Node& node) {
  const bool script = node.text == "script";
  if (!script && node.text != "a" && node.text != "use") return;
  const SvgHref href = svg_href(input_.document, id);
  if (script) append_script(id, std::nullopt, href.value);
  if (href.value) append_javascript_url(id, href.attribute, *href.value);
}

void ScriptFinder::find_event_handlers(NodeId id, const Node& node) {
  for (const Attribute& a : input_.document.attributes(id)) {
    if (!is_event_handler(node, a.name)) continue;
    auto& list = facts_.catalogue_of(node).scripts.event_handlers;
    if (!event_handlers_.has_room(list)) return;
    EventHandler handler;
    handler.element = node.text;
    handler.attribute = a.name;
    handler.value = within_limit(input_, a.value);
    handler.sha256 = sha256_hex(a.value);
    handler.position = node.position;
    const size_t bytes = handler.value.size() + handler.sha256.size();
    event_handlers_.append(list, std::move(handler), bytes);
  }
}

void ScriptFinder::find_javascript_url(NodeId id, std::string_view attribute) {
  const auto value = input_.document.attribute(id, attribute);
  if (value) append_javascript_url(id, attribute, *value);
}

void ScriptFinder::append_javascript_url(NodeId id, std::string_view attribute,
                                         std::string_view value) {
  if (!has_written_scheme(value, "javascript")) return;
  // What does not parse runs nowhere, unless it is only too long for ours.
  if (value.size() <= kMaxUrlLength && !input_.resolver.resolve(value)) return;
  const Node& node = input_.document.node(id);
  auto& list = facts_.catalogue_of(node).scripts.javascript_urls;
  if (!javascript_urls_.has_room(list)) return;
  JavascriptUrl url;
  url.element = node.text;
  url.attribute = attribute;
  url.value = within_limit(input_, value);
  url.position = node.position;
  const size_t bytes = url.value.size();
  javascript_urls_.append(list, std::move(url), bytes);
}

void ScriptFinder::append_script(NodeId id,
                                 std::optional<std::string_view> language,
                                 std::optional<std::string_view> src) {
  const ScriptType type =
      script_type(input_.document.attribute(id, "type"), language);
  if (type == ScriptType::kData) return append_data_block(id);
  auto& list = facts_.catalogue_of(input_.document.node(id)).scripts.scripts;
  if (!scripts_.has_room(list)) return;
  Script script = make_script(id, type, src);
  const size_t bytes = (script.src ? byte_size(*script.src) : 0) +
                       script.type_attribute.size() +
                       byte_size(script.integrity) + script.first_line.size();
  scripts_.append(list, std::move(script), bytes);
}

Script ScriptFinder::make_script(NodeId id, ScriptType type,
                                 std::optional<std::string_view> src) {
  const Document& document = input_.document;
  Script script;
  script.type = type;
  script.type_attribute = attribute_or_empty(input_, id, "type");
  script.async = document.has_attribute(id, "async");
  script.defer = document.has_attribute(id, "defer");
  script.nomodule = document.has_attribute(id, "nomodule");
  script.integrity = attribute_if_any(input_, id, "integrity");
  script.crossorigin = attribute_if_any(input_, id, "crossorigin");
  script.nonce = attribute_if_any(input_, id, "nonce");
  script.referrer_policy = attribute_or_empty(input_, id, "referrerpolicy");
  script.position = document.node(id).position;
  if (src) {
    // An empty one is an error: nothing is fetched and nothing runs.
    script.src = src->empty() ? Address{} : resolve_address(input_, *src);
    return script;
  }
  std::string storage;
  const std::string_view text = child_text_content(document, id, storage);
  script.size = text.size();
  script.sha256 = sha256_hex(text);
  script.masked_sha256 = masked_sha256(text, volatile_in(type));
  script.first_line = first_line_of(text);
  return script;
}

void ScriptFinder::append_data_block(NodeId id) {
  const Node& node = input_.document.node(id);
  auto& list = facts_.catalogue_of(node).scripts.data_blocks;
  if (!data_blocks_.has_room(list)) return;
  std::string storage;
  const std::string_view text =
      child_text_content(input_.document, id, storage);
  DataBlock block;
  block.type = attribute_or_empty(input_, id, "type");
  block.size = text.size();
  block.sha256 = sha256_hex(text);
  block.masked_sha256 = masked_sha256(
      text, has_json(block.type) ? VolatileIn::kData : VolatileIn::kScript);
  block.position = node.position;
  const size_t bytes =
      block.type.size() + block.sha256.size() + block.masked_sha256.size();
  data_blocks_.append(list, std::move(block), bytes);
}

}  // namespace

std::string_view script_type_name(ScriptType type) {
  switch (type) {
    case ScriptType::kClassic:
      return "classic";
    case ScriptType::kModule:
      return "module";
    case ScriptType::kImportMap:
      return "importmap";
    case ScriptType::kSpeculationRules:
      return "speculationrules";
    case ScriptType::kData:
      break;
  }
  return "data";
}

ScriptType script_type(std::optional<std::string_view> type,
                       std::optional<std::string_view> language) {
  std::string text;
  if (type ? type->empty() : !language || language->empty()) {
    text = "text/javascript";
  } else if (type) {
    text = strip_ascii_whitespace(*type);
  } else {
    text = "text/" + std::string(*language);
  }
  if (is_javascript_mime_type_essence(text)) return ScriptType::kClassic;
  if (ascii_iequals(text, "module")) return ScriptType::kModule;
  if (ascii_iequals(text, "importmap")) return ScriptType::kImportMap;
  if (ascii_iequals(text, "speculationrules")) {
    return ScriptType::kSpeculationRules;
  }
  return ScriptType::kData;
}

void find_scripts(const PassInput& input, Facts& facts) {
  ScriptFinder(input, facts).run();
}

}  // namespace pagescan
