#include "rules/response/policy_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "rules/response/response_reading.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// https://w3c.github.io/webappsec-referrer-policy/#referrer-policies
constexpr auto kReferrerPolicies = std::to_array<std::string_view>(
    {"no-referrer", "no-referrer-when-downgrade", "origin",
     "origin-when-cross-origin", "same-origin", "strict-origin",
     "strict-origin-when-cross-origin", "unsafe-url"});

// What X-Frame-Options comes to
// (https://html.spec.whatwg.org/#the-x-frame-options-header).
enum class Framing { kAbsent, kRestricted, kContradicting, kIgnored };

Framing framing(const Hop& hop) {
  std::set<std::string> values;
  for (const std::string_view value : hop.fields.list("x-frame-options")) {
    values.insert(ascii_lowercase(value));
  }
  if (values.empty()) {
    return hop.fields.first("x-frame-options") ? Framing::kIgnored
                                               : Framing::kAbsent;
  }
  const bool restricts =
      values.contains("deny") || values.contains("sameorigin");
  if (values.size() > 1) {
    return restricts || values.contains("allowall") ? Framing::kContradicting
                                                    : Framing::kIgnored;
  }
  return restricts ? Framing::kRestricted : Framing::kIgnored;
}

// The first meta element that tries to say who may frame the page.
NodeId framing_meta(const Document& document) {
  for (const NodeId id : document.elements(Tag::kMeta)) {
    if (document.node(id).in_template) continue;
    const auto pragma = document.attribute(id, "http-equiv");
    const auto content = document.attribute(id, "content");
    if (!pragma || !content) continue;
    if (ascii_iequals(*pragma, "x-frame-options")) return id;
    if (ascii_iequals(*pragma, "content-security-policy") &&
        ascii_lowercase(content->substr(0, kMaxEvidenceBytes))
                .find("frame-ancestors") != std::string::npos) {
      return id;
    }
  }
  return kNoNode;
}

void check_frame_ancestors(const RuleInput& input, Observations& found) {
  if (!is_page_of_success(input)) return;
  const Hop& hop = *input.final_hop();
  const std::string key = input.url ? std::string(input.url->host()) : "";
  // It goes before X-Frame-Options, whatever that says.
  if (csp_fields_have(hop, "frame-ancestors")) return;
  const std::string value =
      hop.fields.combined("x-frame-options").value_or(std::string());
  const FindingEvidence in_options =
      in_field(last_hop(input), "X-Frame-Options", value);
  switch (framing(hop)) {
    case Framing::kRestricted:
      return;
    case Framing::kContradicting:
      found.push_back({fmt::format("X-Frame-Options says {}, which contradicts "
                                   "itself: browsers let nobody frame the page",
                                   quoted(value)),
                       in_options, key + " contradicting"});
      return;
    case Framing::kIgnored:
      found.push_back(
          {fmt::format("X-Frame-Options is {}, which browsers ignore: "
                       "any site may frame the page",
                       quoted(value)),
           in_options, key + " ignored"});
      return;
    case Framing::kAbsent:
      break;
  }
  const NodeId meta = framing_meta(input.page->document);
  if (meta != kNoNode) {
    const std::string_view content =
        *input.page->document.attribute(meta, "content");
    found.push_back(
        {fmt::format("A meta element says {} of framing, which browsers ignore "
                     "there: any site may frame the page",
                     quoted(content)),
         in_page(input.page->document.node(meta).position, content),
         key + " meta"});
    return;
  }
  found.push_back(
      {"Any site may frame the page: there is neither "
       "frame-ancestors nor X-Frame-Options",
       in_url(last_hop(input), hop.url), key + " missing"});
}

// https://fetch.spec.whatwg.org/#determine-nosniff: the first value counts.
void check_nosniff(const RuleInput& input, Observations& found) {
  const Hop* hop = input.final_hop();
  if (hop == nullptr || hop->status < 200 || hop->status > 299) return;
  if (hop->status == 204 || hop->status == 205) return;
  constexpr std::string_view kName = "X-Content-Type-Options";
  const std::string key = input.url ? std::string(input.url->host()) : "";
  const auto value = hop->fields.combined(kName);
  if (!value) {
    found.push_back({fmt::format("There is no {}: browsers may take content "
                                 "for another type than the server says",
                                 kName),
                     in_url(last_hop(input), hop->url), key + " missing"});
    return;
  }
  const std::string_view first = split(*value, ',').front();
  if (ascii_iequals(strip_ascii_whitespace(first), "nosniff")) return;
  found.push_back({fmt::format("{} is {}, not nosniff: browsers ignore it",
                               kName, quoted(*value)),
                   in_field(last_hop(input), kName, *value), key + " invalid"});
}

// The last policy of the fields that browsers know, "" if there is none.
std::string referrer_policy(const Hop& hop) {
  std::string policy;
  for (const std::string_view value : hop.fields.list("referrer-policy")) {
    const std::string word = ascii_lowercase(value);
    const auto& known = kReferrerPolicies;
    if (std::ranges::find(known, word) != known.end()) policy = word;
  }
  return policy;
}

bool is_unsafe_referrer(std::string_view policy) {
  return policy == "unsafe-url" || policy == "no-referrer-when-downgrade";
}

std::string leak_of(std::string_view policy) {
  return fmt::format(
      "Referrer policy {}: other sites are told the whole "
      "address of the page, path and query included",
      quoted(policy));
}

// Where the page's policy is set by a meta element, the last valid one.
SourcePosition referrer_meta(const Document& document) {
  SourcePosition position;
  for (const NodeId id : document.elements(Tag::kMeta)) {
    if (document.node(id).in_template) continue;
    const auto name = document.attribute(id, "name");
    if (name && ascii_iequals(*name, "referrer")) {
      position = document.node(id).position;
    }
  }
  return position;
}

void check_referrer_policy(const RuleInput& input, Observations& found) {
  if (!is_page_of_success(input)) return;
  const Hop& hop = *input.final_hop();
  const std::string key = input.url ? std::string(input.url->host()) : "";
  const std::string& in_meta = input.page->facts.metadata.referrer_policy;
  if (!in_meta.empty()) {
    if (!is_unsafe_referrer(in_meta)) return;
    found.push_back({leak_of(in_meta),
                     in_page(referrer_meta(input.page->document), in_meta),
                     key + ' ' + in_meta});
    return;
  }
  const auto value = hop.fields.combined("referrer-policy");
  if (!value || value->empty()) return;
  const FindingEvidence evidence =
      in_field(last_hop(input), "Referrer-Policy", *value);
  const std::string policy = referrer_policy(hop);
  if (policy.empty()) {
    found.push_back({fmt::format("Referrer-Policy is {}, which browsers "
                                 "ignore: it names no policy",
                                 quoted(*value)),
                     evidence, key + " invalid"});
  } else if (is_unsafe_referrer(policy)) {
    found.push_back({leak_of(policy), evidence, key + ' ' + policy});
  }
}

}  // namespace

std::span<const CodeRule> policy_rules() {
  static constexpr CodeRule kRules[] = {
      {"H09", "frame-ancestors", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kResponse,
       "Other sites may show the page in a frame, or what should stop them "
       "does not work.",
       "A site that frames the page unseen can have its visitors click in it "
       "without knowing.",
       "Send \"Content-Security-Policy: frame-ancestors 'self'\".",
       "CWE-1021 ZAP-10020 OBSERVATORY-x-frame-options", check_frame_ancestors},
      {"H10", "nosniff", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "The response lacks \"X-Content-Type-Options: nosniff\".",
       "What is uploaded as an image or a text may be run as a script.",
       "Send \"X-Content-Type-Options: nosniff\" with every response.",
       "CWE-693 ZAP-10021 OBSERVATORY-x-content-type-options", check_nosniff},
      {"H11", "referrer-policy", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "The page's referrer policy tells other sites its whole address, or is "
       "none that browsers know.",
       "Addresses hold what was searched for, and often tokens.",
       "Send \"Referrer-Policy: strict-origin-when-cross-origin\", or leave it "
       "out: that is what browsers do by themselves.",
       "CWE-200 OBSERVATORY-referrer-policy", check_referrer_policy},
  };
  return kRules;
}

}  // namespace pagescan
