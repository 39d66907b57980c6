// The kinds link, script, resource, element, meta and comment.
#include "rules/config/fact_properties.h"
#include "rules/config/fact_tables.h"
#include "scanner/base/strings.h"
#include "scanner/passes/element_text.h"

namespace pagescan {
namespace {

constexpr size_t kMaxMarkupBytes = 240;

// --- link, script, resource: each has an address ---

const std::optional<std::string>& url_of(const Link& link) {
  return link.href.url;
}

const std::optional<std::string>& url_of(const Script& script) {
  static const std::optional<std::string> kNone;
  return script.src ? script.src->url : kNone;
}

const std::optional<std::string>& url_of(const Resource& resource) {
  static const std::optional<std::string> kNone;
  return resource.address ? resource.address->url : kNone;
}

template <class Item>
const Item& item_of(const Fact& fact) {
  return *std::get<const Item*>(fact.item);
}

template <class Item>
PropertyValue url_property(const Fact& fact, std::string& scratch) {
  return property_value(url_of(item_of<Item>(fact)), scratch);
}

template <class Item, UrlPart kPart>
PropertyValue url_part(const Fact& fact, std::string& scratch) {
  return part_of_text(url_of(item_of<Item>(fact)), kPart, scratch);
}

constexpr FactProperty kLinkProperties[] = {
    {"element", of<const Link*, &Link::element>},
    {"href", of<const Link*, &Link::href>},
    {"url", url_property<Link>},
    {"scheme", url_part<Link, UrlPart::kScheme>},
    {"host", url_part<Link, UrlPart::kHost>},
    {"domain", url_part<Link, UrlPart::kDomain>},
    {"path", url_part<Link, UrlPart::kPath>},
    {"query", url_part<Link, UrlPart::kQuery>},
    {"kind",
     [](const Fact& fact, std::string&) -> PropertyValue {
       return link_kind_name(item_of<Link>(fact).kind);
     }},
    {"text", of<const Link*, &Link::text>},
    {"rel", of<const Link*, &Link::rel>},
    {"target", of<const Link*, &Link::target>},
    {"download", of<const Link*, &Link::download>},
    {"hreflang", of<const Link*, &Link::hreflang>},
    {"type", of<const Link*, &Link::type>},
};

void each_link(const RuleInput& input, const VisitFact& visit) {
  for (const Link& link : input.page->facts.page.links) visit({&input, &link});
}

FindingEvidence link_evidence(const Fact& fact) {
  const Link& link = item_of<Link>(fact);
  return in_page(link.position, link.href.written);
}

std::string link_key(const Fact& fact) {
  const Link& link = item_of<Link>(fact);
  return link.element + ' ' + link.href.url.value_or(link.href.written);
}

constexpr FactProperty kScriptProperties[] = {
    {"type",
     [](const Fact& fact, std::string&) -> PropertyValue {
       return script_type_name(item_of<Script>(fact).type);
     }},
    {"src", of<const Script*, &Script::src>},
    {"url", url_property<Script>},
    {"scheme", url_part<Script, UrlPart::kScheme>},
    {"host", url_part<Script, UrlPart::kHost>},
    {"domain", url_part<Script, UrlPart::kDomain>},
    {"path", url_part<Script, UrlPart::kPath>},
    {"query", url_part<Script, UrlPart::kQuery>},
    {"async", of<const Script*, &Script::async>},
    {"defer", of<const Script*, &Script::defer>},
    {"integrity", of<const Script*, &Script::integrity>},
    {"crossorigin", of<const Script*, &Script::crossorigin>},
    {"nonce", of<const Script*, &Script::nonce>},
    {"size", of<const Script*, &Script::size>},
    {"sha256", of<const Script*, &Script::sha256>},
    {"first_line", of<const Script*, &Script::first_line>},
};

void each_script(const RuleInput& input, const VisitFact& visit) {
  for (const Script& script : input.page->facts.page.scripts.scripts) {
    visit({&input, &script});
  }
}

FindingEvidence script_evidence(const Fact& fact) {
  const Script& script = item_of<Script>(fact);
  return in_page(script.position,
                 script.src ? script.src->written : script.first_line);
}

std::string script_key(const Fact& fact) {
  const Script& script = item_of<Script>(fact);
  return script.src ? script.src->url.value_or(script.src->written)
                    : script.sha256;
}

constexpr FactProperty kResourceProperties[] = {
    {"kind", of<const Resource*, &Resource::kind>},
    {"element", of<const Resource*, &Resource::element>},
    {"attribute", of<const Resource*, &Resource::attribute>},
    {"address", of<const Resource*, &Resource::address>},
    {"url", url_property<Resource>},
    {"scheme", url_part<Resource, UrlPart::kScheme>},
    {"host", url_part<Resource, UrlPart::kHost>},
    {"domain", url_part<Resource, UrlPart::kDomain>},
    {"path", url_part<Resource, UrlPart::kPath>},
    {"query", url_part<Resource, UrlPart::kQuery>},
    {"sandbox", of<const Resource*, &Resource::sandbox>},
    {"allow", of<const Resource*, &Resource::allow>},
    {"name", of<const Resource*, &Resource::name>},
    {"integrity", of<const Resource*, &Resource::integrity>},
    {"crossorigin", of<const Resource*, &Resource::crossorigin>},
    {"media", of<const Resource*, &Resource::media>},
    {"as", of<const Resource*, &Resource::as>},
    {"loading", of<const Resource*, &Resource::loading>},
};

void each_resource(const RuleInput& input, const VisitFact& visit) {
  for (const Resource& resource : input.page->facts.page.resources) {
    visit({&input, &resource});
  }
}

FindingEvidence resource_evidence(const Fact& fact) {
  const Resource& resource = item_of<Resource>(fact);
  return in_page(resource.position,
                 resource.address ? resource.address->written : "");
}

std::string resource_key(const Fact& fact) {
  const Resource& resource = item_of<Resource>(fact);
  return resource.kind + ' ' + url_of(resource).value_or("");
}

// --- element, meta, comment: nodes of the document ---

const Document& document_of(const Fact& fact) {
  return *std::get<NodeFact>(fact.item).document;
}

NodeId id_of(const Fact& fact) { return std::get<NodeFact>(fact.item).id; }

const Node& node_of(const Fact& fact) {
  return document_of(fact).node(id_of(fact));
}

PropertyValue node_text(const Fact& fact, std::string& /*scratch*/) {
  return node_of(fact).text;
}

PropertyValue child_text(const Fact& fact, std::string& scratch) {
  return child_text_content(document_of(fact), id_of(fact), scratch);
}

PropertyValue node_attribute(const Fact& fact, std::string_view name,
                             std::string& /*scratch*/) {
  return document_of(fact).attribute(id_of(fact), name);
}

void each_node(const RuleInput& input, NodeType type, const VisitFact& visit) {
  const Document& document = input.page->document;
  for (NodeId id = 0; id < document.size(); ++id) {
    const Node& node = document.node(id);
    if (node.type != type || node.in_template) continue;
    visit({&input, NodeFact{&document, id}});
  }
}

// The start tag, about as it was written.
std::string markup_of(const Fact& fact) {
  std::string markup = "<" + std::string(node_of(fact).text);
  for (const Attribute& attribute : document_of(fact).attributes(id_of(fact))) {
    if (markup.size() > kMaxMarkupBytes) break;
    markup += ' ';
    markup += attribute.name;
    markup += "=\"";
    markup += attribute.value.substr(0, kMaxMarkupBytes);
    markup += '"';
  }
  return markup + ">";
}

FindingEvidence element_evidence(const Fact& fact) {
  return in_page(node_of(fact).position, markup_of(fact));
}

std::string element_key(const Fact& fact) {
  std::string key(node_of(fact).text);
  for (const std::string_view name :
       {"id", "name", "property", "src", "href"}) {
    const auto value = document_of(fact).attribute(id_of(fact), name);
    if (value) key += ' ' + std::string(*value);
  }
  return key;
}

constexpr FactProperty kElementProperties[] = {
    {"tag", node_text},
    {"text", child_text},
};

template <const char* kName>
PropertyValue lower_attribute(const Fact& fact, std::string& scratch) {
  const auto value = document_of(fact).attribute(id_of(fact), kName);
  if (!value) return std::nullopt;
  return scratch = ascii_lowercase(*value);
}

constexpr char kName[] = "name";
constexpr char kProperty[] = "property";
constexpr char kHttpEquiv[] = "http-equiv";

constexpr FactProperty kMetaProperties[] = {
    {"name", lower_attribute<kName>},
    {"property", lower_attribute<kProperty>},
    {"http_equiv", lower_attribute<kHttpEquiv>},
    {"content",
     [](const Fact& fact, std::string& scratch) {
       return node_attribute(fact, "content", scratch);
     }},
};

void each_meta(const RuleInput& input, const VisitFact& visit) {
  const Document& document = input.page->document;
  for (const NodeId id : document.elements(Tag::kMeta)) {
    if (document.node(id).in_template) continue;
    visit({&input, NodeFact{&document, id}});
  }
}

constexpr FactProperty kCommentProperties[] = {{"text", node_text}};

FindingEvidence comment_evidence(const Fact& fact) {
  return in_page(node_of(fact).position, node_of(fact).text);
}

std::string comment_key(const Fact& fact) {
  return std::string(node_of(fact).text);
}

constexpr FactKind kKinds[] = {
    {"link", RuleSubject::kPage, kLinkProperties, "", nullptr, each_link,
     link_evidence, link_key},
    {"script", RuleSubject::kPage, kScriptProperties, "", nullptr, each_script,
     script_evidence, script_key},
    {"resource", RuleSubject::kPage, kResourceProperties, "", nullptr,
     each_resource, resource_evidence, resource_key},
    {"element", RuleSubject::kPage, kElementProperties, "@", node_attribute,
     [](const RuleInput& input, const VisitFact& visit) {
       each_node(input, NodeType::kElement, visit);
     },
     element_evidence, element_key},
    {"meta", RuleSubject::kPage, kMetaProperties, "@", node_attribute,
     each_meta, element_evidence, element_key},
    {"comment", RuleSubject::kPage, kCommentProperties, "", nullptr,
     [](const RuleInput& input, const VisitFact& visit) {
       each_node(input, NodeType::kComment, visit);
     },
     comment_evidence, comment_key},
};

}  // namespace

std::span<const FactKind> markup_fact_kinds() { return kKinds; }

}  // namespace pagescan
