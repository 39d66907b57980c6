#include "scanner/passes/resources.h"

#include <array>
#include <utility>

#include "scanner/base/sha256.h"
#include "scanner/base/strings.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/list_limit.h"
#include "scanner/passes/rel_tokens.h"
#include "scanner/passes/svg_href.h"

namespace pagescan {
namespace {

// The keywords of rel under which a link element is a resource of that kind
// (https://html.spec.whatwg.org/#linkTypes); icons apart.
constexpr auto kLinkKinds = std::to_array<std::string_view>(
    {"stylesheet", "manifest", "preload", "modulepreload", "prefetch",
     "prerender", "preconnect", "dns-prefetch"});

size_t bytes_of(const Resource& r) {
  return (r.address ? byte_size(*r.address) : 0) + byte_size(r.sandbox) +
         byte_size(r.allow) + byte_size(r.name) + byte_size(r.integrity) +
         byte_size(r.crossorigin) + byte_size(r.media) + byte_size(r.as) +
         byte_size(r.loading);
}

class ResourceFinder {
 public:
  ResourceFinder(const PassInput& input, Facts& facts)
      : input_(input), facts_(facts), limit_("resources", input, facts) {}

  void run();

 private:
  void look_at_html(NodeId id, Tag tag);
  void look_at_svg(NodeId id, const Node& node);
  void find_frame(NodeId id, std::string_view kind);
  void find_link(NodeId id);
  void find_source(NodeId id);
  void find_attribute(NodeId id, std::string_view kind,
                      std::string_view attribute);
  void find_srcset(NodeId id, std::string_view kind,
                   std::string_view attribute);
  bool is_in_page(std::string_view written, const Address& address) const;
  bool has_room(NodeId id);
  Resource make(NodeId id, std::string_view kind, std::string_view attribute);
  void append(NodeId id, Resource resource);

  const PassInput& input_;
  Facts& facts_;
  ListLimit limit_;
};

// One look at every node, as SVG's elements are in no list by tag.
void ResourceFinder::run() {
  const std::span<const Node> nodes = input_.document.nodes();
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& node = nodes[id];
    if (node.tag != Tag::kOther) {
      look_at_html(id, node.tag);
    } else if (node.name_space == Namespace::kSvg && node.attribute_count > 0) {
      look_at_svg(id, node);
    }
  }
}

void ResourceFinder::look_at_html(NodeId id, Tag tag) {
  switch (tag) {
    case Tag::kIframe:
      return find_frame(id, "iframe");
    case Tag::kFrame:
      return find_frame(id, "frame");
    case Tag::kLink:
      return find_link(id);
    case Tag::kImg:
      find_attribute(id, "image", "src");
      return find_srcset(id, "image", "srcset");
    case Tag::kSource:
      return find_source(id);
    case Tag::kVideo:
      find_attribute(id, "video", "src");
      return find_attribute(id, "image", "poster");
    case Tag::kAudio:
      return find_attribute(id, "audio", "src");
    case Tag::kTrack:
      return find_attribute(id, "track", "src");
    case Tag::kEmbed:
      return find_attribute(id, "embed", "src");
    case Tag::kObject:
      return find_attribute(id, "object", "data");
    case Tag::kInput: {
      const auto type = input_.document.attribute(id, "type");
      if (type && ascii_iequals(*type, "image")) {
        find_attribute(id, "image", "src");
      }
      return;
    }
    case Tag::kBody:
    case Tag::kTable:
    case Tag::kThead:
    case Tag::kTbody:
    case Tag::kTfoot:
    case Tag::kTr:
    case Tag::kTd:
    case Tag::kTh:
      return find_attribute(id, "image", "background");
    default:
      return;
  }
}

void ResourceFinder::look_at_svg(NodeId id, const Node& node) {
  const bool use = node.text == "use";
  if (!use && node.text != "image" && node.text != "feImage") return;
  const SvgHref href = svg_href(input_.document, id);
  if (!href.value || href.value->empty() || href.value->front() == '#') return;
  if (!has_room(id)) return;
  Address address = resolve_address(input_, *href.value);
  if (is_in_page(*href.value, address)) return;
  Resource resource = make(id, use ? "use" : "image", href.attribute);
  resource.address = std::move(address);
  append(id, std::move(resource));
}

// Whether an SVG element's address is a same-document reference
// (https://svgwg.org/svg2-draft/linking.html#definitions).
bool ResourceFinder::is_in_page(std::string_view written,
                                const Address& address) const {
  const std::optional<Url>& page = input_.resolver.document_url();
  if (!page || !address.url || written.find('#') == std::string_view::npos) {
    return false;
  }
  const std::string_view url = *address.url;
  const std::string_view page_url = page->href();
  return url.substr(0, url.find('#')) == page_url.substr(0, page_url.find('#'));
}

// A frame is one whatever it shows: its address, its srcdoc or nothing yet.
void ResourceFinder::find_frame(NodeId id, std::string_view kind) {
  if (!has_room(id)) return;
  const Document& document = input_.document;
  const auto src = document.attribute(id, "src");
  const bool has_address = src && !src->empty();
  Resource frame = make(id, kind, has_address ? "src" : "");
  if (has_address) frame.address = resolve_address(input_, *src);
  frame.name = attribute_if_any(input_, id, "name");
  if (document.is(id, Tag::kIframe)) {
    frame.sandbox = attribute_if_any(input_, id, "sandbox");
    frame.allow = attribute_if_any(input_, id, "allow");
    if (const auto srcdoc = document.attribute(id, "srcdoc")) {
      frame.srcdoc_size = srcdoc->size();
      frame.srcdoc_sha256 = sha256_hex(*srcdoc);
    }
  }
  append(id, std::move(frame));
}

void ResourceFinder::find_link(NodeId id) {
  const auto rel = input_.document.attribute(id, "rel");
  if (!rel) return;
  const auto tokens = split_on_ascii_whitespace(*rel);
  for (const std::string_view kind : kLinkKinds) {
    if (!contains_token(tokens, kind)) continue;
    find_attribute(id, kind, "href");
    if (kind == "preload") find_srcset(id, kind, "imagesrcset");
  }
  if (contains_icon(tokens)) find_attribute(id, "icon", "href");
}

// A source element stands for the element it is a child of, alone.
void ResourceFinder::find_source(NodeId id) {
  const NodeId parent = input_.document.node(id).parent;
  if (input_.document.is(parent, Tag::kVideo)) {
    find_attribute(id, "video", "src");
  } else if (input_.document.is(parent, Tag::kAudio)) {
    find_attribute(id, "audio", "src");
  } else if (input_.document.node(parent).name_space == Namespace::kHtml &&
             input_.document.node(parent).text == "picture") {
    find_srcset(id, "image", "srcset");
  }
}

void ResourceFinder::find_attribute(NodeId id, std::string_view kind,
                                    std::string_view attribute) {
  const auto written = input_.document.attribute(id, attribute);
  if (!written || written->empty() || !has_room(id)) return;
  Resource resource = make(id, kind, attribute);
  resource.address = resolve_address(input_, *written);
  append(id, std::move(resource));
}

void ResourceFinder::find_srcset(NodeId id, std::string_view kind,
                                 std::string_view attribute) {
  const auto srcset = input_.document.attribute(id, attribute);
  if (!srcset) return;
  for (const std::string_view url : srcset_urls(*srcset)) {
    if (!has_room(id)) return;
    Resource resource = make(id, kind, attribute);
    resource.address = resolve_address(input_, url);
    append(id, std::move(resource));
  }
}

bool ResourceFinder::has_room(NodeId id) {
  const Node& node = input_.document.node(id);
  return limit_.has_room(facts_.catalogue_of(node).resources);
}

Resource ResourceFinder::make(NodeId id, std::string_view kind,
                              std::string_view attribute) {
  const Node& node = input_.document.node(id);
  const bool link = node.tag == Tag::kLink;
  Resource resource;
  resource.kind = kind;
  resource.element = node.text;
  resource.attribute = attribute;
  resource.position = node.position;
  for (const Attribute& a : input_.document.attributes(id)) {
    if (a.name == "crossorigin") {
      resource.crossorigin = within_limit(input_, a.value);
    } else if (a.name == "media") {
      resource.media = within_limit(input_, a.value);
    } else if (a.name == "loading") {
      resource.loading = within_limit(input_, a.value);
    } else if (link && a.name == "integrity") {
      resource.integrity = within_limit(input_, a.value);
    } else if (link && a.name == "as") {
      resource.as = within_limit(input_, a.value);
    } else if (link && a.name == "rel") {
      resource.alternate =
          kind == "stylesheet" &&
          contains_token(split_on_ascii_whitespace(a.value), "alternate");
    }
  }
  return resource;
}

void ResourceFinder::append(NodeId id, Resource resource) {
  auto& list = facts_.catalogue_of(input_.document.node(id)).resources;
  const size_t bytes = bytes_of(resource);
  limit_.append(list, std::move(resource), bytes);
}

}  // namespace

void find_resources(const PassInput& input, Facts& facts) {
  ResourceFinder(input, facts).run();
}

}  // namespace pagescan
