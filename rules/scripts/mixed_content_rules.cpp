#include "rules/scripts/mixed_content_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "rules/page_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

bool upgrades(std::string_view policies) {
  for (const std::string_view policy : split(policies, ',')) {
    for (const std::string_view directive : split(policy, ';')) {
      const auto words = split_on_ascii_whitespace(directive);
      if (!words.empty() &&
          ascii_iequals(words.front(), "upgrade-insecure-requests")) {
        return true;
      }
    }
  }
  return false;
}

// https://www.w3.org/TR/upgrade-insecure-requests/: http becomes https before
// anything is fetched.
bool page_upgrades(const RuleInput& input) {
  const auto& in_page = input.page->facts.metadata.content_security_policies;
  if (std::ranges::any_of(in_page, upgrades)) return true;
  const Hop* hop = input.final_hop();
  return hop != nullptr &&
         std::ranges::any_of(hop->fields.all("content-security-policy"),
                             upgrades);
}

// http, and not to the reader's own machine, which is trustworthy.
bool is_insecure(const Address& address) {
  return address.url && address.url->starts_with("http:") &&
         !is_loopback(host_of_href(*address.url));
}

// Blockable content
// (https://www.w3.org/TR/mixed-content/#category-blockable) that an attribute
// of this resource loads.
bool is_blockable(const Resource& resource) {
  if (resource.kind == "preload") {
    return resource.as && (ascii_iequals(*resource.as, "script") ||
                           ascii_iequals(*resource.as, "style"));
  }
  return is_one_of<std::string_view>(
      resource.kind,
      {"iframe", "frame", "stylesheet", "modulepreload", "object", "embed"});
}

std::string_view shown_kind(std::string_view kind) {
  if (kind == "stylesheet") return "style sheet";
  if (kind == "iframe") return "frame";
  return kind == "object" || kind == "embed" ? "plug-in" : kind;
}

// Collects what a page over https loads over http.
class InsecureLoads {
 public:
  explicit InsecureLoads(const RuleInput& input)
      : noscript_(input.page->document), upgraded_(page_upgrades(input)) {}

  void add(std::string_view what, const Address& address,
           SourcePosition position, Observations& found) {
    if (!is_insecure(address) || noscript_.holds(position) ||
        !known_.insert(*address.url).second) {
      return;
    }
    Observation observation;
    observation.message = fmt::format(
        "A page over https loads a {} over http{}: {}", what,
        upgraded_ ? ", which its policy upgrades" : "", quoted(*address.url));
    observation.evidence = in_page(position, address.written);
    observation.key = without_query(*address.url);
    if (upgraded_) observation.level = Level::kNote;
    found.push_back(std::move(observation));
  }

 private:
  const NoscriptContents noscript_;
  const bool upgraded_;
  std::set<std::string> known_;
};

void check_active(const RuleInput& input, Observations& found) {
  if (!page_scheme_is(input, "https")) return;
  InsecureLoads loads(input);
  const Catalogue& page = input.page->facts.page;
  for (const Script& script : page.scripts.scripts) {
    if (script.src && (script.type == ScriptType::kClassic ||
                       script.type == ScriptType::kModule)) {
      loads.add("script", *script.src, script.position, found);
    }
  }
  for (const Resource& resource : page.resources) {
    if (resource.address && is_blockable(resource)) {
      loads.add(shown_kind(resource.kind), *resource.address, resource.position,
                found);
    }
  }
}

void check_passive(const RuleInput& input, Observations& found) {
  if (!page_scheme_is(input, "https")) return;
  const NoscriptContents noscript(input.page->document);
  Grouped by_host;
  for (const Resource& resource : input.page->facts.page.resources) {
    if (!resource.address ||
        !is_one_of<std::string_view>(resource.kind,
                                     {"image", "video", "audio"}) ||
        !is_insecure(*resource.address) || noscript.holds(resource.position)) {
      continue;
    }
    by_host.add(std::string(host_of_href(*resource.address->url)),
                *resource.address->url, resource.position, resource.kind);
  }
  for (const auto& group : by_host.groups()) {
    const std::string more =
        group.count == 1
            ? std::string()
            : fmt::format(" (and {} more from there)", group.count - 1);
    found.push_back(
        {fmt::format("A page over https asks for {} over http{}: {}",
                     group.what == "image" ? "an image" : group.what, more,
                     quoted(group.text)),
         in_page(group.position, group.text), group.key});
  }
}

}  // namespace

std::span<const CodeRule> mixed_content_rules() {
  static constexpr CodeRule kRules[] = {
      {"S03", "script-http", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A page over https loads a script, style sheet or frame over http.",
       "Browsers block it, so that the page is broken; where they do not, "
       "whoever sits on the way takes over the page.",
       "Load it over https.", "CWE-319 CWE-829 ZAP-10040 OBSERVATORY-sri",
       check_active},
      {"S04", "mixed-passive", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A page over https loads an image, audio or video over http.",
       "Browsers ask for it over https instead: it is missing where its server "
       "does not speak that, and older browsers fetch it in the clear.",
       "Load it over https.", "CWE-319 ZAP-10040", check_passive},
  };
  return kRules;
}

}  // namespace pagescan
