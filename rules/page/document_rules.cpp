#include "rules/page/document_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <unordered_map>

#include "rules/page/language_tag.h"
#include "rules/page_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"
#include "scanner/decode/mime_type.h"

namespace pagescan {
namespace {

// Readers with poor sight need text of twice its size (WCAG 1.4.4).
constexpr double kNeededScale = 2;

bool is_xhtml(const RuleInput& input) {
  const Hop* hop = input.final_hop();
  if (hop == nullptr) return false;
  const auto field = hop->fields.first("content-type");
  const auto type = field ? parse_mime_type(*field) : std::nullopt;
  return type && type->essence == "application/xhtml+xml";
}

// Where the first element with this tag is, of the document itself.
NodeId first_element(const Document& document, Tag tag) {
  for (const NodeId id : document.elements(tag)) {
    if (!document.node(id).in_template) return id;
  }
  return kNoNode;
}

FindingEvidence at_element(const Document& document, NodeId id,
                           std::string_view text) {
  return id == kNoNode ? FindingEvidence()
                       : in_page(document.node(id).position, text);
}

void check_title(const RuleInput& input, Observations& found) {
  if (!is_ordinary_page(input) || !input.page->facts.metadata.title.empty()) {
    return;
  }
  const Document& document = input.page->document;
  const NodeId title = first_element(document, Tag::kTitle);
  found.push_back({title == kNoNode ? "The page has no title element"
                                    : "The title of the page is empty",
                   at_element(document, title, "<title>"), "title"});
}

void check_language(const RuleInput& input, Observations& found) {
  if (!is_ordinary_page(input)) return;
  const Document& document = input.page->document;
  const NodeId html = first_element(document, Tag::kHtml);
  if (html == kNoNode) return;
  const auto lang = document.attribute(html, "lang");
  const auto xml_lang = document.attribute(html, "xml:lang");
  if (is_xhtml(input) && xml_lang) return;
  const std::string_view tag = strip_ascii_whitespace(lang.value_or(""));
  if (tag.empty()) {
    found.push_back({xml_lang ? "The html element says its language by "
                                "xml:lang alone, which HTML does not read"
                              : "The html element does not say which language "
                                "the page is in",
                     FindingEvidence(), "missing"});
    return;
  }
  const LanguageTagFault fault = language_tag_fault(tag);
  if (fault == LanguageTagFault::kNone) return;
  found.push_back(
      {fmt::format("The language {} of the html element is no {}", quoted(tag),
                   fault == LanguageTagFault::kMalformed
                       ? "language tag"
                       : "language that has a code"),
       at_element(document, html, tag), "invalid " + std::string(tag)});
}

void check_charset(const RuleInput& input, Observations& found) {
  if (!is_ordinary_page(input)) return;
  const EncodingChoice& encoding = input.page->encoding;
  if (encoding.bom || encoding.transport) return;
  const std::string& unknown = encoding.unknown_transport_label.empty()
                                   ? encoding.unknown_meta_label
                                   : encoding.unknown_transport_label;
  if (!unknown.empty() && !encoding.meta) {
    found.push_back({fmt::format("The page names an encoding that browsers do "
                                 "not know: {}",
                                 quoted(unknown)),
                     FindingEvidence(), "unknown"});
    return;
  }
  if (encoding.meta || !input.page->facts.metadata.charset_declared.empty()) {
    return;
  }
  // The Content-Type of a saved page is lost.
  found.push_back({"Nothing says which encoding the page is in",
                   FindingEvidence(),
                   "missing",
                   {},
                   input.response == nullptr
                       ? std::optional(RuleConfidence::kLow)
                       : std::nullopt});
}

void check_doctype(const RuleInput& input, Observations& found) {
  if (!is_ordinary_page(input) || is_xhtml(input)) return;
  const std::string& doctype = input.page->facts.metadata.doctype;
  if (ascii_iequals(doctype, "html")) return;
  found.push_back(
      {doctype.empty()
           ? std::string("The page has no doctype, so that browsers lay it out "
                         "in quirks mode")
           : fmt::format("The doctype is {} and not html", quoted(doctype)),
       FindingEvidence(), "doctype"});
}

// The value of a property of a viewport's content, "width" of
// "width=device-width, initial-scale=1"; nothing if absent.
std::optional<std::string> viewport_property(std::string_view content,
                                             std::string_view name) {
  std::string text = ascii_lowercase(content);
  std::ranges::replace(text, ';', ',');
  for (const std::string_view item : split(text, ',')) {
    const size_t equals = item.find('=');
    if (equals != std::string_view::npos &&
        strip_ascii_whitespace(item.substr(0, equals)) == name) {
      return std::string(strip_ascii_whitespace(item.substr(equals + 1)));
    }
  }
  return std::nullopt;
}

bool keeps_from_zooming(std::string_view content) {
  const auto scalable = viewport_property(content, "user-scalable");
  if (scalable && (*scalable == "no" || *scalable == "0")) return true;
  const auto maximum = viewport_property(content, "maximum-scale");
  if (!maximum) return false;
  double scale = 0;
  const auto read = std::from_chars(maximum->data(),
                                    maximum->data() + maximum->size(), scale);
  return read.ec == std::errc() && scale > 0 && scale < kNeededScale;
}

NodeId viewport_element(const Document& document) {
  NodeId last = kNoNode;
  for (const NodeId id : document.elements(Tag::kMeta)) {
    const auto name = document.attribute(id, "name");
    if (name && !document.node(id).in_template &&
        ascii_iequals(*name, "viewport")) {
      last = id;
    }
  }
  return last;
}

void check_viewport(const RuleInput& input, Observations& found) {
  const Document& document = input.page->document;
  // What is in the frames has viewports of its own.
  if (!is_ordinary_page(input) ||
      first_element(document, Tag::kFrameset) != kNoNode) {
    return;
  }
  const NodeId meta = viewport_element(document);
  if (meta == kNoNode) {
    found.push_back(
        {"The page has no viewport, so that phones show it as "
         "wide as a desk and small",
         FindingEvidence(), "missing"});
    return;
  }
  const std::string content(document.attribute(meta, "content").value_or(""));
  const FindingEvidence evidence = at_element(document, meta, content);
  if (!viewport_property(content, "width") &&
      !viewport_property(content, "initial-scale")) {
    found.push_back({fmt::format("The viewport {} gives neither width nor "
                                 "initial-scale",
                                 quoted(content)),
                     evidence, "no width"});
  } else if (keeps_from_zooming(content)) {
    found.push_back({fmt::format("The viewport {} keeps readers from zooming",
                                 quoted(content)),
                     evidence, "zoom"});
  }
}

struct IdUse {
  SourcePosition position;  // of the second element
  size_t count = 0;
};

// One for the page, as templates repeat whole blocks. The IDs of drawings are
// left out: they only matter among themselves.
void check_duplicate_ids(const RuleInput& input, Observations& found) {
  const Document& document = input.page->document;
  const NoscriptContents noscript(document);
  std::unordered_map<std::string_view, IdUse> uses;
  std::optional<std::string_view> first;
  size_t duplicates = 0;
  for (NodeId id = 0; id < document.size(); ++id) {
    const Node& node = document.node(id);
    if (node.attribute_count == 0 || node.in_template ||
        node.name_space != Namespace::kHtml) {
      continue;
    }
    const auto value = document.attribute(id, "id");
    if (!value || value->empty() || noscript.holds(node.position)) continue;
    IdUse& use = uses[*value];
    if (++use.count != 2) continue;
    use.position = node.position;
    ++duplicates;
    if (!first) first = value;
  }
  if (!first) return;
  const IdUse& use = uses[*first];
  found.push_back(
      {fmt::format("{}, the first is {}, of {}",
                   duplicates == 1
                       ? std::string("1 ID is not unique")
                       : fmt::format("{} IDs are not unique", duplicates),
                   quoted(*first), counted(use.count, "element")),
       in_page(use.position, *first), "page"});
}

}  // namespace

std::span<const CodeRule> document_rules() {
  static constexpr CodeRule kRules[] = {
      {"P01", "title-missing", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage, "The page has no title, or an empty one.",
       "Tabs, bookmarks, search results and screen readers call the page by "
       "its title.",
       "Say in the title what the page is and whose it is.",
       "WCAG-2.4.2 axe:document-title", check_title},
      {"P02", "html-lang-missing", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "The html element has no lang attribute, or an invalid one.",
       "Screen readers read the page aloud in the language they find there.",
       "Write the language on the html element, as in lang=\"en\".",
       "WCAG-3.1.1 axe:html-has-lang axe:html-lang-valid", check_language},
      {"P03", "charset-missing", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "Nothing says which character encoding the page is in, or what says so "
       "names none.",
       "Browsers guess, and show letters other than those written; attackers "
       "have smuggled scripts through wrong guesses.",
       "Send charset=utf-8 in Content-Type, and write meta charset at the top.",
       "CWE-838 lighthouse:charset", check_charset},
      {"P04", "doctype-missing", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage, "The page has no doctype, or not that of HTML.",
       "Without it browsers imitate the faults of browsers of the nineties.",
       "Begin the page with <!doctype html>.", "lighthouse:doctype",
       check_doctype},
      {"P05", "viewport-missing", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "The page has no viewport, or one that is of no use or forbids zooming.",
       "On phones the text is too small to read, and cannot be made larger "
       "where zooming is forbidden.",
       "Write width=device-width, initial-scale=1 and nothing that limits "
       "zooming.",
       "WCAG-1.4.4 axe:meta-viewport lighthouse:viewport", check_viewport},
      {"P06", "duplicate-id", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage, "An ID is given to more than one element.",
       "Labels, links into the page and scripts find the first element alone.",
       "Give each element an ID of its own, or a class.", "axe:duplicate-id",
       check_duplicate_ids},
  };
  return kRules;
}

}  // namespace pagescan
