#include "rules/links/anchor_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "rules/links/shown_address.h"
#include "rules/page_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"
#include "scanner/passes/rel_tokens.h"
#include "scanner/passes/written_scheme.h"

namespace pagescan {
namespace {

// Of archives, disk images and what installs or runs.
constexpr auto kDownloadEndings = std::to_array<std::string_view>(
    {"7z",   "apk", "app", "appimage", "bat", "bz2", "cab", "cmd", "crx",
     "deb",  "dll", "dmg", "exe",      "gz",  "img", "iso", "jar", "msi",
     "msix", "pkg", "ps1", "rar",      "rpm", "run", "scr", "sh",  "tar",
     "tbz",  "tgz", "vbs", "xpi",      "xz",  "zip", "zst"});

bool is_anchor(const Link& link) { return link.element != "link"; }

// https://html.spec.whatwg.org/#get-an-element's-target: the link's own, else
// the first base element's.
std::string base_target(const Document& document) {
  for (const NodeId id : document.elements(Tag::kBase)) {
    if (document.node(id).in_template) continue;
    if (const auto target = document.attribute(id, "target")) {
      return std::string(*target);
    }
  }
  return {};
}

// Whether the target is, or may be, a window of its own.
bool opens_window(std::string_view target) {
  return !target.empty() && !ascii_iequals(target, "_self") &&
         !ascii_iequals(target, "_parent") && !ascii_iequals(target, "_top");
}

void check_opener(const RuleInput& input, Observations& found) {
  const OwnSite own(input);
  const std::string by_default = base_target(input.page->document);
  for (const Link& link : input.page->facts.page.links) {
    const std::string& target = link.target.empty() ? by_default : link.target;
    if (!is_anchor(link) || !link.href.url || !opens_window(target)) continue;
    const auto rel = split_on_ascii_whitespace(link.rel);
    if (!contains_token(rel, "opener") || contains_token(rel, "noopener") ||
        contains_token(rel, "noreferrer") || !own.is_left_by(*link.href.url)) {
      continue;
    }
    found.push_back(
        {fmt::format("The link to {} asks for rel=\"opener\": the other site "
                     "gets a handle on this page's window",
                     quoted(*link.href.url)),
         in_page(link.position, link.href.written), *link.href.url});
  }
}

// Whether a javascript: link is a button and no way to a page, by what its
// element says of itself; the element of facts is not kept, so it is looked up.
bool is_control(const Document& document, NodeId id) {
  return document.has_attribute(id, "role") ||
         document.has_attribute(id, "name") ||
         document.has_attribute(id, "aria-haspopup") ||
         document.has_attribute(id, "aria-expanded") ||
         document.has_attribute(id, "aria-controls");
}

// Where the address is relative to a page nobody knows it may well parse.
bool can_be_parsed(const RuleInput& input, const Link& link) {
  if (link.href.written.size() >= kMaxUrlLength) return true;
  if (input.url) return false;
  const auto base = Url::parse("http://page.invalid/");
  return Url::parse(link.href.written, &*base).has_value();
}

void check_uncrawlable(const RuleInput& input, Observations& found) {
  const Document& document = input.page->document;
  Grouped by_script;
  for (const NodeId id : document.elements(Tag::kA)) {
    const auto href = document.attribute(id, "href");
    if (!href || document.node(id).in_template || is_control(document, id) ||
        !has_written_scheme(*href, "javascript")) {
      continue;
    }
    by_script.add("javascript", *href, document.node(id).position);
  }
  for (const auto& group : by_script.groups()) {
    found.push_back(
        {fmt::format("{} by javascript:, the first by {}",
                     group.count == 1
                         ? "1 link leads on"
                         : counted(group.count, "link") + " lead on",
                     quoted(group.text)),
         in_page(group.position, group.text), group.key});
  }
  std::set<std::string_view> known;
  for (const Link& link : input.page->facts.page.links) {
    if (link.element != "a" || link.kind != LinkKind::kInvalid ||
        can_be_parsed(input, link) || !known.insert(link.href.written).second) {
      continue;
    }
    found.push_back({fmt::format("The address of a link is no URL: {}",
                                 quoted(link.href.written)),
                     in_page(link.position, link.href.written),
                     link.href.written});
  }
}

// What is said of a link that shows another host than it leads to; nothing
// where that is in order.
std::optional<Observation> judge_host_in_text(const RuleInput& input,
                                              const Link& link) {
  const std::string& href = *link.href.url;
  const std::string shown = host_in_text(link.text);
  if (shown.empty() || link.kind == LinkKind::kSamePage) return std::nullopt;
  const std::string_view host = host_of_href(href);
  if (host.empty()) return std::nullopt;
  const HostInTextMatch match = match_host_in_text(shown, href);
  const RuleParameters& parameters = input.parameters;
  if (match == HostInTextMatch::kSame ||
      host_is_within(host, parameters.trusted_domains) ||
      host_is_within(host, parameters.affiliated_domains)) {
    return std::nullopt;
  }
  Observation observation;
  observation.message = fmt::format("A link that reads {} leads to {}",
                                    quoted(link.text), quoted(host));
  observation.evidence = in_page(link.position, link.href.written);
  observation.key = shown + ' ' + std::string(host);
  // A link of the site into itself is most often written wrong.
  const bool own_site =
      link.kind == LinkKind::kSameOrigin || link.kind == LinkKind::kSameSite;
  if (match != HostInTextMatch::kOther || own_site) {
    observation.level = Level::kNote;
    observation.confidence = RuleConfidence::kLow;
  }
  return observation;
}

void check_shown_address(const RuleInput& input, Observations& found) {
  for (const Link& link : input.page->facts.page.links) {
    if (!is_anchor(link) || !link.href.url ||
        !(link.href.url->starts_with("http:") ||
          link.href.url->starts_with("https:"))) {
      continue;
    }
    if (auto observation = judge_host_in_text(input, link)) {
      found.push_back(*std::move(observation));
    }
  }
}

// The last segment of the path, or the one before "download", as some servers
// of files have it.
bool has_download_ending(std::string_view href) {
  std::string_view path = without_query(rest_of_href(href));
  if (path.ends_with("/download")) path.remove_suffix(9);
  const std::string_view segment = path.substr(path.rfind('/') + 1);
  const size_t dot = segment.rfind('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view ending = segment.substr(dot + 1);
  return std::ranges::any_of(kDownloadEndings, [&](std::string_view known) {
    return ascii_iequals(ending, known);
  });
}

void check_download(const RuleInput& input, Observations& found) {
  if (!page_scheme_is(input, "https")) return;
  for (const Link& link : input.page->facts.page.links) {
    if (!is_anchor(link) || !link.href.url ||
        !link.href.url->starts_with("http:") ||
        (!link.download && !has_download_ending(*link.href.url)) ||
        is_loopback(host_of_href(*link.href.url))) {
      continue;
    }
    found.push_back(
        {fmt::format("A page over https has a download over http: {}",
                     quoted(*link.href.url)),
         in_page(link.position, link.href.written),
         std::string(without_query(*link.href.url))});
  }
}

}  // namespace

std::span<const CodeRule> anchor_rules() {
  static constexpr CodeRule kRules[] = {
      {"L02", "opener-leak", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A link to another site opens a window and keeps its opener.",
       "Scripts of the other site can send this page's window elsewhere, to a "
       "copy of its sign-in page for one.",
       "Leave opener out of rel; without it browsers open such links with "
       "noopener.",
       "CWE-1022 ZAP-10108", check_opener},
      {"L03", "anchor-uncrawlable", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A link's address is a javascript: URL or no URL at all.",
       "Search engines do not follow it, and readers can neither open it in a "
       "window of its own nor share it.",
       "Give the link a real address, or make it a button.",
       "lighthouse:crawlable-anchors", check_uncrawlable},
      {"L07", "text-url-mismatch", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "A link reads as the address of one site and leads to another.",
       "Readers believe the address they see: it is how phishing leads them "
       "away.",
       "Let the link lead where it says, or say in words where it leads.",
       "CWE-451", check_shown_address},
      {"L14", "download-insecure", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A page over https links to an archive or a program over http.",
       "Whoever sits on the way can put another file in its place; browsers "
       "block such downloads.",
       "Link to the file over https.", "CWE-494 CWE-319", check_download},
  };
  return kRules;
}

}  // namespace pagescan
