#include "scanner/passes/links.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/passes/element_text.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/list_limit.h"
#include "scanner/passes/svg_href.h"
#include "scanner/passes/written_scheme.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

// The first '#' of a serialised URL starts its fragment.
std::string_view without_fragment(const Url& url) {
  const std::string_view href = url.href();
  return href.substr(0, href.find('#'));
}

// Whether the URL leads to a host that can be compared with the page's.
bool has_web_host(const Url& url) {
  return url.is_special() && url.scheme() != "file";
}

LinkKind kind_by_scheme(std::string_view scheme) {
  if (scheme == "mailto") return LinkKind::kMailto;
  if (scheme == "tel") return LinkKind::kTel;
  if (scheme == "javascript") return LinkKind::kJavascript;
  if (scheme == "data") return LinkKind::kData;
  return LinkKind::kOther;
}

LinkKind kind_by_host(const Url& url, const std::optional<Url>& page_url) {
  if (!page_url) return LinkKind::kExternal;
  if (same_origin(url, *page_url)) return LinkKind::kSameOrigin;
  if (same_site(url, *page_url)) return LinkKind::kSameSite;
  return LinkKind::kExternal;
}

// What hosts are to the page, each asked of the Public Suffix List once.
class HostKinds {
 public:
  explicit HostKinds(const std::optional<Url>& page_url)
      : page_url_(page_url) {}

  LinkKind of(const Url& url) {
    const std::string_view host = url.host_and_port();
    const std::string_view href = url.href();
    // Scheme, credentials, host and port: the path starts behind them.
    const std::string_view authority = href.substr(
        0, static_cast<size_t>(host.data() + host.size() - href.data()));
    // Neighbours mostly lead to the same host.
    if (last_ != kinds_.end() && last_->first == authority) {
      return last_->second;
    }
    last_ = kinds_.find(authority);
    if (last_ == kinds_.end()) {
      last_ = kinds_.emplace(authority, kind_by_host(url, page_url_)).first;
    }
    return last_->second;
  }

 private:
  const std::optional<Url>& page_url_;
  std::map<std::string, LinkKind, std::less<>> kinds_;
  std::map<std::string, LinkKind, std::less<>>::const_iterator last_ =
      kinds_.end();
};

template <class KindOfHost>
LinkKind classify(const std::optional<Url>& url,
                  const std::optional<Url>& page_url,
                  KindOfHost&& kind_of_host) {
  if (!url) return LinkKind::kInvalid;
  if (page_url && without_fragment(*url) == without_fragment(*page_url)) {
    return LinkKind::kSamePage;
  }
  if (!has_web_host(*url)) return kind_by_scheme(url->scheme());
  return kind_of_host(*url);
}

class LinkFinder {
 public:
  LinkFinder(const PassInput& input, Facts& facts)
      : input_(input),
        facts_(facts),
        hosts_(input.resolver.document_url()),
        text_(input),
        limit_("links", input, facts) {}

  void run();

 private:
  std::optional<std::string_view> href_of(NodeId id, const Node& node) const;
  LinkKind kind_of(std::string_view written, const std::optional<Url>& url);
  void append(NodeId id, std::string_view href);

  const PassInput& input_;
  Facts& facts_;
  HostKinds hosts_;
  CollapsedText text_;
  ListLimit limit_;
};

// One look at every node, as SVG's elements are in no list by tag.
void LinkFinder::run() {
  const Document& document = input_.document;
  facts_.page.links.reserve(std::min(input_.limits.max_items,
                                     document.elements(Tag::kA).size() +
                                         document.elements(Tag::kLink).size()));
  const std::span<const Node> nodes = document.nodes();
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& node = nodes[id];
    if (node.attribute_count == 0) continue;
    if (const auto href = href_of(id, node)) append(id, *href);
  }
  if (text_.exhausted()) {
    facts_.truncated.push_back(
        {"link_text", input_.document.source().size(),
         "links nest so often that the text of some was not read"});
  }
}

std::optional<std::string_view> LinkFinder::href_of(NodeId id,
                                                    const Node& node) const {
  if (node.tag == Tag::kA || node.tag == Tag::kArea) {
    return input_.document.attribute(id, "href");
  }
  if (node.tag == Tag::kLink) {
    const auto href = input_.document.attribute(id, "href");
    return href && !href->empty() ? href : std::nullopt;
  }
  if (node.name_space == Namespace::kSvg && node.text == "a") {
    return svg_href(input_.document, id).value;
  }
  return std::nullopt;
}

LinkKind LinkFinder::kind_of(std::string_view written,
                             const std::optional<Url>& url) {
  // On a page of unknown address nothing relative resolves, yet a fragment
  // still leads to the page.
  if (!url && !input_.resolver.base_url()) {
    const std::string_view address = strip_ascii_whitespace(written);
    if (address.empty() || address.front() == '#') return LinkKind::kSamePage;
  }
  // The parser refuses what is too long for it, as images in data: URLs are.
  if (written.size() > kMaxUrlLength) {
    if (has_written_scheme(written, "data")) return LinkKind::kData;
    if (has_written_scheme(written, "javascript")) {
      return LinkKind::kJavascript;
    }
  }
  return classify(url, input_.resolver.document_url(),
                  [this](const Url& web_url) { return hosts_.of(web_url); });
}

void LinkFinder::append(NodeId id, std::string_view written) {
  const Node& node = input_.document.node(id);
  std::vector<Link>& list = facts_.catalogue_of(node).links;
  if (!limit_.has_room(list)) return;
  const std::optional<Url> url = input_.resolver.resolve(written);
  Link link;
  link.element = node.text;
  link.href.written = within_limit(input_, written);
  if (url) link.href.url = within_limit(input_, url->href());
  link.kind = kind_of(written, url);
  if (node.tag != Tag::kLink) link.text = text_.of(id);
  for (const Attribute& a : input_.document.attributes(id)) {
    if (a.name == "rel") link.rel = within_limit(input_, a.value);
    if (a.name == "target") link.target = within_limit(input_, a.value);
    if (a.name == "download") link.download = within_limit(input_, a.value);
    if (a.name == "hreflang") link.hreflang = within_limit(input_, a.value);
    if (a.name == "type") link.type = within_limit(input_, a.value);
  }
  link.position = node.position;
  const size_t bytes = byte_size(link.href) + link.text.size() +
                       link.rel.size() + link.target.size() +
                       byte_size(link.download) + link.hreflang.size() +
                       link.type.size();
  limit_.append(list, std::move(link), bytes);
}

}  // namespace

std::string_view link_kind_name(LinkKind kind) {
  switch (kind) {
    case LinkKind::kSamePage:
      return "same_page";
    case LinkKind::kSameOrigin:
      return "same_origin";
    case LinkKind::kSameSite:
      return "same_site";
    case LinkKind::kExternal:
      return "external";
    case LinkKind::kMailto:
      return "mailto";
    case LinkKind::kTel:
      return "tel";
    case LinkKind::kJavascript:
      return "javascript";
    case LinkKind::kData:
      return "data";
    case LinkKind::kOther:
      return "other";
    case LinkKind::kInvalid:
      break;
  }
  return "invalid";
}

LinkKind classify_link(const std::optional<Url>& url,
                       const std::optional<Url>& page_url) {
  return classify(url, page_url, [&page_url](const Url& web_url) {
    return kind_by_host(web_url, page_url);
  });
}

void find_links(const PassInput& input, Facts& facts) {
  LinkFinder(input, facts).run();
}

}  // namespace pagescan
