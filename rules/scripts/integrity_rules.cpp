#include "rules/scripts/integrity_rules.h"

#include <fmt/format.h>

#include <set>
#include <vector>

#include "rules/page_reading.h"
#include "rules/scripts/integrity_metadata.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// What integrity metadata are checked for
// (https://html.spec.whatwg.org/#attr-link-integrity).
struct Checkable {
  std::string_view what;
  const Address* address = nullptr;
  const std::optional<std::string>& integrity;
  const std::optional<std::string>& crossorigin;
  bool always_cors = false;  // modules are fetched so without the attribute
  SourcePosition position;
};

bool is_checkable(const Resource& resource) {
  if (is_one_of<std::string_view>(resource.kind,
                                  {"stylesheet", "modulepreload"})) {
    return true;
  }
  return resource.kind == "preload" && resource.as &&
         (ascii_iequals(*resource.as, "script") ||
          ascii_iequals(*resource.as, "style"));
}

std::string_view name_of_kind(const Resource& resource) {
  if (resource.kind == "stylesheet") return "style sheet";
  return resource.kind == "preload" ? "preload" : "module preload";
}

std::vector<Checkable> checkables(const Catalogue& page) {
  std::vector<Checkable> all;
  for (const Script& script : page.scripts.scripts) {
    const bool module = script.type == ScriptType::kModule;
    if (!script.src || (script.type != ScriptType::kClassic && !module)) {
      continue;
    }
    all.push_back({"script", &*script.src, script.integrity, script.crossorigin,
                   module, script.position});
  }
  for (const Resource& resource : page.resources) {
    if (!resource.address || !is_checkable(resource)) continue;
    all.push_back({name_of_kind(resource), &*resource.address,
                   resource.integrity, resource.crossorigin,
                   resource.kind == "modulepreload", resource.position});
  }
  return all;
}

bool is_web_address(std::string_view href) {
  return href.starts_with("http:") || href.starts_with("https:");
}

// An empty attribute asks for nothing.
bool has_integrity(const Checkable& item) {
  return item.integrity && !strip_ascii_whitespace(*item.integrity).empty();
}

void check_missing(const RuleInput& input, Observations& found) {
  const OwnSite own(input);
  std::set<std::string_view> known;
  for (const Checkable& item : checkables(input.page->facts.page)) {
    if (!item.address->url || has_integrity(item)) continue;
    const std::string& href = *item.address->url;
    const std::string_view host = host_of_href(href);
    if (!is_web_address(href) || !own.is_left_by(href) ||
        host_is_within(host, input.parameters.trusted_domains) ||
        host_is_within(host, input.parameters.rotating_hosts) ||
        !known.insert(without_query(href)).second) {
      continue;
    }
    found.push_back(
        {fmt::format("The {} {} of another site is loaded without integrity",
                     item.what, quoted(href)),
         in_page(item.position, item.address->written),
         std::string(without_query(href))});
  }
}

std::string_view say(IntegrityFault fault) {
  switch (fault) {
    case IntegrityFault::kUnknownAlgorithm:
      return "has no algorithm that browsers know, so that they check nothing";
    case IntegrityFault::kNotBase64:
      return "is not base64, so that browsers check nothing";
    case IntegrityFault::kWrongSize:
      return "has not the size of such a hash, so that nothing can match it";
    case IntegrityFault::kNoHash:
      break;
  }
  return "holds no hash";
}

// Whether the fetch gives an opaque response, which is never eligible for
// integrity validation. The page's origin must be known.
bool lacks_crossorigin(const RuleInput& input, const Checkable& item) {
  if (!input.url || item.always_cors || item.crossorigin) return false;
  const auto url = Url::parse(*item.address->url);
  return url && url->is_http() && !same_origin(*url, *input.url);
}

void check_invalid(const RuleInput& input, Observations& found) {
  for (const Checkable& item : checkables(input.page->facts.page)) {
    if (!item.address->url || !has_integrity(item)) continue;
    const std::string key(without_query(*item.address->url));
    if (const auto problem = integrity_problem(*item.integrity)) {
      found.push_back(
          {fmt::format("The integrity {} of the {} {} {}",
                       quoted(problem->token), item.what,
                       quoted(*item.address->url), say(problem->fault)),
           in_page(item.position, *item.integrity), key});
    } else if (lacks_crossorigin(input, item)) {
      found.push_back(
          {fmt::format("The {} {} of another origin has integrity but no "
                       "crossorigin: browsers refuse it",
                       item.what, quoted(*item.address->url)),
           in_page(item.position, *item.integrity), key + " crossorigin"});
    }
  }
}

}  // namespace

std::span<const CodeRule> integrity_rules() {
  static constexpr CodeRule kRules[] = {
      {"S01", "sri-missing", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A script or style sheet of another site is loaded without integrity.",
       "Whoever takes over the other site runs scripts in this page, and "
       "nobody notices that the file has changed.",
       "Add integrity and crossorigin=\"anonymous\", serve the file yourself, "
       "or list its site in trusted_domains.",
       "CWE-353 CWE-829 ZAP-90003 OBSERVATORY-sri PCI-DSS-6.4.3",
       check_missing},
      {"S02", "sri-invalid", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "Integrity metadata are malformed, or cannot work for want of "
       "crossorigin.",
       "Browsers pass over what they cannot read, so that nothing is checked; "
       "what they cannot compare they refuse to load.",
       "Write sha384- and the hash in base64, and crossorigin=\"anonymous\" "
       "where the file is of another origin.",
       "CWE-353", check_invalid},
  };
  return kRules;
}

}  // namespace pagescan
