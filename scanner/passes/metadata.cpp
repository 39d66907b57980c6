#include "scanner/passes/metadata.h"

#include <algorithm>
#include <array>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/passes/element_text.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/list_limit.h"
#include "scanner/passes/rel_tokens.h"

namespace pagescan {
namespace {

constexpr auto kOpenGraphPrefixes = std::to_array<std::string_view>(
    {"og:", "article:", "book:", "music:", "product:", "profile:", "video:"});

// https://w3c.github.io/webappsec-referrer-policy/#referrer-policies
constexpr auto kReferrerPolicies = std::to_array<std::string_view>(
    {"no-referrer", "no-referrer-when-downgrade", "origin",
     "origin-when-cross-origin", "same-origin", "strict-origin",
     "strict-origin-when-cross-origin", "unsafe-url"});

struct LegacyPolicy {
  std::string_view word;
  std::string_view policy;
};

// https://html.spec.whatwg.org/#meta-referrer
constexpr auto kLegacyReferrerPolicies = std::to_array<LegacyPolicy>(
    {{"always", "unsafe-url"},
     {"default", "strict-origin-when-cross-origin"},
     {"never", "no-referrer"},
     {"origin-when-crossorigin", "origin-when-cross-origin"}});

// The policy a content names, "" if none.
std::string referrer_policy_of(std::string_view content) {
  const std::string value = ascii_lowercase(content);
  for (const LegacyPolicy& legacy : kLegacyReferrerPolicies) {
    if (value == legacy.word) return std::string(legacy.policy);
  }
  const bool valid =
      std::find(kReferrerPolicies.begin(), kReferrerPolicies.end(), value) !=
      kReferrerPolicies.end();
  return valid ? value : std::string();
}

bool is_open_graph(std::string_view property) {
  return std::any_of(kOpenGraphPrefixes.begin(), kOpenGraphPrefixes.end(),
                     [property](std::string_view prefix) {
                       return ascii_istarts_with(property, prefix);
                     });
}

bool says_feed(std::string_view text) {
  return ascii_lowercase(text).find("feed") != std::string::npos;
}

// Whether an alternate link is a feed
// (https://html.spec.whatwg.org/#rel-alternate, https://www.jsonfeed.org/).
bool is_feed(std::string_view type, std::string_view href,
             std::string_view title) {
  const std::string_view essence =
      strip_ascii_whitespace(type.substr(0, type.find(';')));
  if (ascii_iequals(essence, "application/json")) {
    return says_feed(href) || says_feed(title);
  }
  return ascii_iequals(essence, "application/rss+xml") ||
         ascii_iequals(essence, "application/atom+xml") ||
         ascii_iequals(essence, "application/feed+json");
}

class MetadataFinder {
 public:
  MetadataFinder(const PassInput& input, Facts& facts)
      : input_(input),
        document_(input.document),
        metadata_(facts.metadata),
        open_graph_("open_graph", input, facts),
        twitter_("twitter", input, facts),
        icons_("icons", input, facts),
        feeds_("feeds", input, facts),
        policies_("content_security_policies", input, facts) {}

  void run();

 private:
  void look_at_nodes();
  void find_title();
  void find_base();
  void look_at_meta(NodeId id);
  void look_at_name(std::string_view name, std::string_view content);
  void look_at_properties(std::string_view properties,
                          std::string_view content);
  void look_at_pragma(NodeId id, std::string_view pragma,
                      std::string_view content);
  void set_refresh(NodeId id, std::string_view content);
  void look_at_link(NodeId id);
  void append(std::vector<MetaProperty>& list, ListLimit& limit,
              std::string_view property, std::string_view content);
  void append(std::vector<NamedAddress>& list, ListLimit& limit, NodeId id,
              std::string_view href);
  void set_first(std::string& value, std::string_view text) {
    if (value.empty()) value = within_limit(input_, text);
  }

  const PassInput& input_;
  const Document& document_;
  Metadata& metadata_;
  ListLimit open_graph_;
  ListLimit twitter_;
  ListLimit icons_;
  ListLimit feeds_;
  ListLimit policies_;
};

void MetadataFinder::run() {
  look_at_nodes();
  find_title();
  find_base();
  const auto roots = document_.elements(Tag::kHtml);
  if (!roots.empty()) {
    metadata_.language = attribute_or_empty(input_, roots.front(), "lang");
  }
  for (const NodeId id : document_.elements(Tag::kMeta)) {
    if (!document_.node(id).in_template) look_at_meta(id);
  }
  for (const NodeId id : document_.elements(Tag::kLink)) {
    if (!document_.node(id).in_template) look_at_link(id);
  }
}

void MetadataFinder::look_at_nodes() {
  for (const Node& node : document_.nodes()) {
    if (node.type == NodeType::kComment) {
      if (!node.in_template) ++metadata_.comments;
    } else if (node.type == NodeType::kDoctype) {
      metadata_.doctype = within_limit(input_, node.text);
    }
  }
}

// The parser makes no document whose root is SVG's, so that the first title
// element of HTML decides, be it in the head or not.
void MetadataFinder::find_title() {
  for (const NodeId id : document_.elements(Tag::kTitle)) {
    if (document_.node(id).in_template) continue;
    std::string storage;
    const std::string_view text = child_text_content(document_, id, storage);
    metadata_.title =
        within_limit(input_, strip_and_collapse_ascii_whitespace(text));
    return;
  }
}

// https://html.spec.whatwg.org/#frozen-base-url, as UrlResolver has it.
void MetadataFinder::find_base() {
  for (const NodeId id : document_.elements(Tag::kBase)) {
    const auto href = document_.attribute(id, "href");
    if (!href || document_.node(id).in_template) continue;
    const std::optional<Url>& page = input_.resolver.document_url();
    const Result<Url> url = Url::parse(*href, page ? &*page : nullptr);
    const bool usable =
        url && url->scheme() != "data" && url->scheme() != "javascript";
    metadata_.base = Address{within_limit(input_, *href), std::nullopt};
    if (usable && input_.resolver.base_url()) {
      metadata_.base->url =
          within_limit(input_, input_.resolver.base_url()->href());
    }
    return;
  }
}

void MetadataFinder::look_at_meta(NodeId id) {
  std::optional<std::string_view> name;
  std::optional<std::string_view> property;
  std::optional<std::string_view> pragma;
  std::optional<std::string_view> content;
  for (const Attribute& a : document_.attributes(id)) {
    if (a.name == "name") name = a.value;
    if (a.name == "property") property = a.value;
    if (a.name == "http-equiv") pragma = a.value;
    if (a.name == "content") content = a.value;
    if (a.name == "charset") set_first(metadata_.charset_declared, a.value);
  }
  if (!content) return;
  if (name) look_at_name(*name, *content);
  if (property) look_at_properties(*property, *content);
  if (pragma) look_at_pragma(id, *pragma, *content);
}

void MetadataFinder::look_at_name(std::string_view name,
                                  std::string_view content) {
  if (ascii_iequals(name, "description")) {
    set_first(metadata_.description, content);
  } else if (ascii_iequals(name, "generator")) {
    set_first(metadata_.generator, content);
  } else if (ascii_iequals(name, "viewport")) {
    metadata_.viewport = within_limit(input_, content);
  } else if (ascii_iequals(name, "robots")) {
    if (metadata_.robots.size() >= input_.limits.max_value_bytes) return;
    if (!metadata_.robots.empty()) metadata_.robots += ", ";
    metadata_.robots += within_limit(input_, content);
  } else if (ascii_iequals(name, "referrer")) {
    std::string policy = referrer_policy_of(within_limit(input_, content));
    if (!policy.empty()) metadata_.referrer_policy = std::move(policy);
  } else if (ascii_istarts_with(name, "twitter:")) {
    append(metadata_.twitter, twitter_, name, content);
  }
}

// RDFa's `property` holds any number of names.
void MetadataFinder::look_at_properties(std::string_view properties,
                                        std::string_view content) {
  for (const std::string_view name : split_on_ascii_whitespace(properties)) {
    if (is_open_graph(name)) {
      append(metadata_.open_graph, open_graph_, name, content);
    } else if (ascii_istarts_with(name, "twitter:")) {
      append(metadata_.twitter, twitter_, name, content);
    }
  }
}

// https://html.spec.whatwg.org/#pragma-directives
void MetadataFinder::look_at_pragma(NodeId id, std::string_view pragma,
                                    std::string_view content) {
  if (content.empty()) return;
  if (ascii_iequals(pragma, "content-type")) {
    set_first(metadata_.charset_declared, charset_of_content(content));
  } else if (ascii_iequals(pragma, "content-security-policy")) {
    const bool holds = document_.is(document_.node(id).parent, Tag::kHead);
    auto& list = metadata_.content_security_policies;
    if (!holds || !policies_.has_room(list)) return;
    policies_.append(list, within_limit(input_, content), content.size());
  } else if (ascii_iequals(pragma, "refresh")) {
    set_refresh(id, content);
  }
}

void MetadataFinder::set_refresh(NodeId id, std::string_view content) {
  if (metadata_.refresh) return;
  const auto parsed = parse_meta_refresh(content);
  if (!parsed) return;
  MetaRefresh refresh;
  refresh.delay = parsed->delay;
  if (parsed->url) {
    const std::optional<Url> url = input_.resolver.resolve(*parsed->url);
    // What does not parse, or is a script, is no refresh; a relative address
    // on a page of unknown address is one, though nobody knows whither.
    if (url ? url->scheme() == "javascript"
            : input_.resolver.base_url().has_value()) {
      return;
    }
    refresh.url.written = within_limit(input_, *parsed->url);
    if (url) refresh.url.url = within_limit(input_, url->href());
  } else if (const auto& page = input_.resolver.document_url()) {
    refresh.url.url = within_limit(input_, page->href());
  }
  refresh.in_noscript = document_.ancestor(id, Tag::kNoscript) != kNoNode;
  metadata_.refresh = std::move(refresh);
}

void MetadataFinder::look_at_link(NodeId id) {
  const auto href = document_.attribute(id, "href");
  const auto rel = document_.attribute(id, "rel");
  if (!href || href->empty() || !rel) return;
  const auto tokens = split_on_ascii_whitespace(*rel);
  if (!metadata_.canonical && contains_token(tokens, "canonical")) {
    metadata_.canonical = resolve_address(input_, *href);
  }
  if (contains_icon(tokens)) append(metadata_.icons, icons_, id, *href);
  if (!contains_token(tokens, "alternate")) return;
  const auto type = document_.attribute(id, "type");
  const auto title = document_.attribute(id, "title");
  if (type && is_feed(*type, *href, title.value_or(std::string_view()))) {
    append(metadata_.feeds, feeds_, id, *href);
  }
}

void MetadataFinder::append(std::vector<MetaProperty>& list, ListLimit& limit,
                            std::string_view property,
                            std::string_view content) {
  if (!limit.has_room(list)) return;
  MetaProperty item(within_limit(input_, property),
                    within_limit(input_, content));
  const size_t bytes = item.first.size() + item.second.size();
  limit.append(list, std::move(item), bytes);
}

void MetadataFinder::append(std::vector<NamedAddress>& list, ListLimit& limit,
                            NodeId id, std::string_view href) {
  if (!limit.has_room(list)) return;
  NamedAddress item;
  item.href = resolve_address(input_, href);
  item.type = attribute_or_empty(input_, id, "type");
  item.title = attribute_or_empty(input_, id, "title");
  item.sizes = attribute_or_empty(input_, id, "sizes");
  const size_t bytes = byte_size(item.href) + item.type.size() +
                       item.title.size() + item.sizes.size();
  limit.append(list, std::move(item), bytes);
}

}  // namespace

std::string_view charset_of_content(std::string_view content) {
  constexpr std::string_view kCharset = "charset";
  for (size_t at = 0; at + kCharset.size() <= content.size();) {
    if (!ascii_istarts_with(content.substr(at), kCharset)) {
      ++at;
      continue;
    }
    at += kCharset.size();
    std::string_view rest = content.substr(at);
    while (!rest.empty() && is_ascii_whitespace(rest.front())) {
      rest.remove_prefix(1);
    }
    if (!rest.starts_with('=')) continue;
    rest = strip_ascii_whitespace(rest.substr(1));
    if (rest.starts_with('"') || rest.starts_with('\'')) {
      const size_t end = rest.find(rest.front(), 1);
      return end == std::string_view::npos ? std::string_view()
                                           : rest.substr(1, end - 1);
    }
    return rest.substr(0, rest.find_first_of("; \t\n\f\r"));
  }
  return {};
}

void find_metadata(const PassInput& input, Facts& facts) {
  MetadataFinder(input, facts).run();
}

}  // namespace pagescan
