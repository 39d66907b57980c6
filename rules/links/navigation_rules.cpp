#include "rules/links/navigation_rules.h"

#include <fmt/format.h>

#include <set>

#include "rules/page_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"
#include "scanner/passes/rel_tokens.h"

namespace pagescan {
namespace {

// WCAG 2.2 success criterion 2.2.1: a time limit of 20 hours or more is none.
constexpr unsigned kNoTimeLimitSeconds = 20 * 60 * 60;

std::string_view without_fragment(std::string_view href) {
  return href.substr(0, href.find('#'));
}

bool is_absolute(std::string_view written) {
  const std::string_view stripped = strip_ascii_whitespace(written);
  return ascii_istarts_with(stripped, "http:") ||
         ascii_istarts_with(stripped, "https:");
}

void judge_canonical(const OwnSite& own, const Link& link,
                     Observations& found) {
  const FindingEvidence evidence = in_page(link.position, link.href.written);
  if (!is_absolute(link.href.written)) {
    found.push_back({fmt::format("The canonical address is relative: {}",
                                 quoted(link.href.written)),
                     evidence, "relative"});
  } else if (link.href.url && own.is_left_by(*link.href.url)) {
    found.push_back({fmt::format("The canonical address is on another site: {}",
                                 quoted(*link.href.url)),
                     evidence,
                     "other site " + std::string(host_of_href(*link.href.url)),
                     {},
                     RuleConfidence::kLow});
  }
}

void check_canonical(const RuleInput& input, Observations& found) {
  const OwnSite own(input);
  std::set<std::string> addresses;
  const Link* first = nullptr;
  for (const Link& link : input.page->facts.page.links) {
    if (link.element != "link" ||
        !contains_token(split_on_ascii_whitespace(link.rel), "canonical")) {
      continue;
    }
    addresses.insert(link.href.url.value_or(link.href.written));
    if (first == nullptr) {
      first = &link;
      judge_canonical(own, link, found);
    } else if (addresses.size() == 2) {
      found.push_back(
          {fmt::format("The page has a second canonical address, {}, beside {}",
                       quoted(link.href.written), quoted(first->href.written)),
           in_page(link.position, link.href.written), "second"});
      return;
    }
  }
}

// Whether a robots directive keeps the page out of all indexes. A user agent's
// name may stand in front of it, as in "googlebot: noindex"; the directives
// that take a value are none of these.
bool is_noindex(std::string_view directive) {
  directive = strip_ascii_whitespace(directive);
  const size_t colon = directive.find(':');
  if (colon != std::string_view::npos) {
    const std::string name =
        ascii_lowercase(strip_ascii_whitespace(directive.substr(0, colon)));
    if (is_one_of<std::string_view>(
            name, {"max-snippet", "max-image-preview", "max-video-preview",
                   "unavailable_after"})) {
      return false;
    }
    directive = strip_ascii_whitespace(directive.substr(colon + 1));
  }
  return ascii_iequals(directive, "noindex") ||
         ascii_iequals(directive, "none");
}

bool has_noindex(std::string_view content) {
  for (const std::string_view directive : split(content, ',')) {
    if (is_noindex(directive)) return true;
  }
  return false;
}

void check_noindex_field(const RuleInput& input, Observations& found) {
  const Hop* hop = input.final_hop();
  if (hop == nullptr) return;
  for (const Field& field : hop->fields) {
    if (!ascii_iequals(field.name, "X-Robots-Tag") ||
        !has_noindex(field.value)) {
      continue;
    }
    found.push_back(
        {fmt::format("The field X-Robots-Tag keeps the page out of search "
                     "engines: {}",
                     quoted(field.value)),
         in_field(static_cast<size_t>(hop - input.response->hops.data()),
                  field.name, field.value),
         "field"});
    return;
  }
}

void check_noindex(const RuleInput& input, Observations& found) {
  if (!is_ordinary_page(input)) return;
  if (input.url && is_loopback(input.url->host())) return;
  const Document& document = input.page->document;
  for (const NodeId id : document.elements(Tag::kMeta)) {
    const auto name = document.attribute(id, "name");
    const auto content = document.attribute(id, "content");
    if (!name || !content || document.node(id).in_template ||
        !(ascii_iequals(*name, "robots") || ascii_iequals(*name, "googlebot") ||
          ascii_iequals(*name, "bingbot")) ||
        !has_noindex(*content)) {
      continue;
    }
    found.push_back(
        {fmt::format("The meta element {} keeps the page out of search "
                     "engines: {}",
                     quoted(*name), quoted(*content)),
         in_page(document.node(id).position, *content), "meta"});
    break;
  }
  check_noindex_field(input, found);
}

void check_base(const RuleInput& input, Observations& found) {
  const auto& base = input.page->facts.metadata.base;
  if (!input.url || !base || !base->url) return;
  const auto url = Url::parse(*base->url);
  if (!url || !url->is_http() || same_origin(*url, *input.url)) return;
  if (host_is_within(url->host(), input.parameters.trusted_domains)) return;
  SourcePosition position;
  for (const NodeId id : input.page->document.elements(Tag::kBase)) {
    if (!input.page->document.has_attribute(id, "href")) continue;
    position = input.page->document.node(id).position;
    break;
  }
  const bool other_site = OwnSite(input).is_left_by(*base->url);
  const bool downgrade =
      page_scheme_is(input, "https") && url->scheme() == "http";
  Observation observation;
  observation.message = fmt::format(
      "The base element has every relative address of the page lead to another "
      "{}: {}",
      other_site ? "site" : "origin", quoted(url->href()));
  observation.evidence = in_page(position, base->written);
  observation.key = url->href();
  if (!other_site && !downgrade) observation.level = Level::kNote;
  found.push_back(std::move(observation));
}

SourcePosition refresh_position(const Document& document) {
  for (const NodeId id : document.elements(Tag::kMeta)) {
    const auto what = document.attribute(id, "http-equiv");
    const auto content = document.attribute(id, "content");
    if (what && content && !document.node(id).in_template &&
        ascii_iequals(*what, "refresh") && parse_meta_refresh(*content)) {
      return document.node(id).position;
    }
  }
  return {};
}

void check_refresh(const RuleInput& input, Observations& found) {
  const auto& refresh = input.page->facts.metadata.refresh;
  if (!refresh || refresh->delay >= kNoTimeLimitSeconds || !refresh->url.url) {
    return;
  }
  const std::string& url = *refresh->url.url;
  if (refresh->url.written.empty() ||
      (input.url &&
       without_fragment(url) == without_fragment(input.url->href()))) {
    return;
  }
  const bool other_site = OwnSite(input).is_left_by(url);
  // What readers without scripts are sent to.
  if (refresh->in_noscript && !other_site) return;
  Observation observation;
  observation.message = fmt::format(
      "The page sends its readers on {}, to {}{}",
      refresh->delay == 0 ? "at once"
                          : "after " + counted(refresh->delay, "second"),
      other_site ? "another site: " : "", quoted(url));
  observation.evidence =
      in_page(refresh_position(input.page->document), refresh->url.written);
  observation.key = std::string(without_query(url));
  if (other_site && !refresh->in_noscript) observation.level = Level::kWarning;
  found.push_back(std::move(observation));
}

}  // namespace

std::span<const CodeRule> navigation_rules() {
  static constexpr CodeRule kRules[] = {
      {"L15", "canonical-conflict", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "A page names two canonical addresses, a relative one, or one on "
       "another site.",
       "Search engines ignore what contradicts itself and may list another "
       "page than the one meant.",
       "Name one canonical address, absolute, on the page's own site.",
       "lighthouse:canonical RFC-6596", check_canonical},
      {"L17", "noindex", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A meta element or the field X-Robots-Tag keeps the page out of search "
       "engines.",
       "What is right for a draft or a page behind a login takes a public page "
       "out of every search.",
       "Leave noindex out where the page is to be found.",
       "lighthouse:is-crawlable", check_noindex},
      {"L18", "base-cross-origin", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "The base element makes relative addresses lead to another origin.",
       "A base element put into a page redirects its scripts, links and forms "
       "in one stroke.",
       "Use a base of the page's own origin, and base-uri in its content "
       "security policy; list a host that serves previews in trusted_domains.",
       "CWE-829", check_base},
      {"L19", "meta-refresh", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A meta element sends readers on to another page after a while.",
       "Slow readers lose the page before they are done with it; and where it "
       "goes to another site, nobody asked to go there.",
       "Redirect by the status of the response, or let readers follow a link.",
       "axe:meta-refresh WCAG-2.2.1 WCAG-3.2.5", check_refresh},
  };
  return kRules;
}

}  // namespace pagescan
