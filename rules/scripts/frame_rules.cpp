#include "rules/scripts/frame_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "rules/page_reading.h"
#include "scanner/base/strings.h"
#include "scanner/passes/form_providers.h"
#include "scanner/passes/rendering.h"

namespace pagescan {
namespace {

bool is_expected(const RuleParameters& parameters, std::string_view host) {
  return host_is_within(host, parameters.trusted_domains) ||
         host_is_within(host, parameters.affiliated_domains);
}

void check_third_party(const RuleInput& input, Observations& found) {
  const OwnSite own(input);
  Grouped by_site;
  for (const Script& script : input.page->facts.page.scripts.scripts) {
    if (!script.src || !script.src->url || !own.is_left_by(*script.src->url) ||
        (script.type != ScriptType::kClassic &&
         script.type != ScriptType::kModule)) {
      continue;
    }
    const std::string_view host = host_of_href(*script.src->url);
    if (is_expected(input.parameters, host)) continue;
    by_site.add(input.addresses->site_of(host), *script.src->url,
                script.position);
  }
  for (const auto& group : by_site.groups()) {
    found.push_back({fmt::format("The page runs {} of {}: {}",
                                 counted(group.count, "script"),
                                 quoted(group.key), quoted(group.text)),
                     in_page(group.position, group.text), group.key});
  }
}

// An iframe of another site: its element and its address.
struct ForeignFrame {
  NodeId id = kNoNode;
  const Resource* resource = nullptr;
  std::string_view host;
};

// The iframe elements of the document and of the facts stand in one order; the
// facts may end before.
std::vector<ForeignFrame> foreign_frames(const RuleInput& input) {
  const OwnSite own(input);
  const Document& document = input.page->document;
  const NoscriptContents noscript(document);
  const auto& resources = input.page->facts.page.resources;
  std::vector<ForeignFrame> frames;
  auto resource = resources.begin();
  const auto is_iframe = [](const Resource& r) { return r.kind == "iframe"; };
  for (const NodeId id : document.elements(Tag::kIframe)) {
    if (document.node(id).in_template) continue;
    resource = std::find_if(resource, resources.end(), is_iframe);
    if (resource == resources.end()) break;
    const Resource& frame = *resource++;
    // srcdoc wins over src, and is of the page's own origin.
    if (!frame.address || !frame.address->url || frame.srcdoc_size ||
        !own.is_left_by(*frame.address->url) ||
        noscript.holds(frame.position)) {
      continue;
    }
    const std::string_view host = host_of_href(*frame.address->url);
    if (!is_expected(input.parameters, host)) {
      frames.push_back({id, &frame, host});
    }
  }
  return frames;
}

void check_unsandboxed(const RuleInput& input, Observations& found) {
  std::set<std::string_view> known;
  for (const ForeignFrame& frame : foreign_frames(input)) {
    const std::string& href = *frame.resource->address->url;
    // Captchas and the fields and pages of payment services.
    if (frame.resource->sandbox || provider_of_load(href) != nullptr ||
        provider_of_page(href) != nullptr ||
        host_is_within(frame.host, input.parameters.embed_hosts) ||
        !known.insert(without_query(href)).second) {
      continue;
    }
    found.push_back(
        {fmt::format("The frame {} of another site has no sandbox",
                     quoted(href)),
         in_page(frame.resource->position, frame.resource->address->written),
         std::string(without_query(href))});
  }
}

// At most one pixel: "0", "1", "1px". A percentage is none.
bool is_tiny(std::string_view length) {
  length = strip_ascii_whitespace(length);
  if (length.size() >= 2 &&
      ascii_iequals(length.substr(length.size() - 2), "px")) {
    length.remove_suffix(2);
  }
  return length == "0" || length == "1";
}

// The value of the last declaration of a property in a style attribute without
// strings or comments, as lengths need none.
std::optional<std::string_view> declared(std::string_view style,
                                         std::string_view property) {
  std::optional<std::string_view> value;
  for (std::string_view declaration : split(style, ';')) {
    const size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    const auto name = strip_ascii_whitespace(declaration.substr(0, colon));
    if (!ascii_iequals(name, property)) continue;
    value = declaration.substr(colon + 1);
    value = value->substr(0, value->find('!'));
  }
  return value;
}

bool is_tiny_side(const Document& document, NodeId id, std::string_view side) {
  if (const auto style = document.attribute(id, "style")) {
    if (const auto value = declared(*style, side)) return is_tiny(*value);
  }
  const auto attribute = document.attribute(id, side);
  return attribute && is_tiny(*attribute);
}

// How the frame's own markup hides it; "" where it does not. That an ancestor
// is hidden says little: dialogs and tabs are.
std::string_view how_hidden(const Document& document, NodeId id) {
  const auto hidden = document.attribute(id, "hidden");
  if (hidden && !ascii_iequals(*hidden, "until-found")) {
    return "by its attribute hidden";
  }
  if (const auto style = document.attribute(id, "style")) {
    const Rendering rendering = apply_style_attribute({}, *style);
    if (rendering.box == Box::kNone) return "by display: none";
    if (rendering.visibility == Visibility::kHidden) {
      return "by visibility: hidden";
    }
  }
  if (is_tiny_side(document, id, "width") &&
      is_tiny_side(document, id, "height")) {
    return "by its size";
  }
  return {};
}

void check_hidden(const RuleInput& input, Observations& found) {
  std::set<std::string_view> known;
  for (const ForeignFrame& frame : foreign_frames(input)) {
    const std::string_view how = how_hidden(input.page->document, frame.id);
    const std::string& href = *frame.resource->address->url;
    if (how.empty() || provider_of_load(href) != nullptr ||
        host_is_within(frame.host, input.parameters.hidden_frame_hosts) ||
        !known.insert(without_query(href)).second) {
      continue;
    }
    found.push_back(
        {fmt::format("A frame of another site is hidden {}: {}", how,
                     quoted(href)),
         in_page(frame.resource->position, frame.resource->address->written),
         std::string(without_query(href))});
  }
}

}  // namespace

std::span<const CodeRule> frame_rules() {
  static constexpr CodeRule kRules[] = {
      {"S05", "script-third-party", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage, "The page runs scripts of another site.",
       "They may read and change everything in the page, and so may whoever "
       "takes over the other site.",
       "Keep the list short, and name the sites you trust in trusted_domains, "
       "your own in affiliated_domains.",
       "CWE-829 ZAP-10017 PCI-DSS-6.4.3", check_third_party},
      {"S14", "iframe-unsandboxed", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kPage, "A frame of another site has no sandbox.",
       "What is in the frame may open windows, start downloads and send the "
       "whole page elsewhere after a click.",
       "Give the frame a sandbox attribute with the few permissions it needs.",
       "CWE-1021", check_unsandboxed},
      {"S15", "iframe-hidden", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kPage, "A frame of another site is hidden from readers.",
       "Injected code loads malware and fakes visits in frames that nobody "
       "sees; trackers do it too.",
       "Find out who put it there, and take it out or list its host in "
       "hidden_frame_hosts.",
       "CWE-506", check_hidden},
  };
  return kRules;
}

}  // namespace pagescan
