#include "rules/response/transport_rules.h"

#include <fmt/format.h>

#include <set>

#include "rules/page_reading.h"
#include "rules/response/response_reading.h"

namespace pagescan {
namespace {

constexpr std::string_view kHstsField = "Strict-Transport-Security";
constexpr uint64_t kSecondsOfDay = 86400;

// What browsers make of the field at the last hop, by https.
void check_hsts_value(const Url& url, std::string_view value,
                      const RuleInput& input, Observations& found) {
  const FindingEvidence evidence = in_field(last_hop(input), kHstsField, value);
  const std::string host(url.host());
  const std::optional<HstsPolicy> policy = parse_hsts(value);
  if (!policy) {
    found.push_back({fmt::format("{} is {}: browsers ignore it, as it has no "
                                 "valid max-age or says something twice",
                                 kHstsField, quoted(value)),
                     evidence, host + " malformed"});
    return;
  }
  if (policy->max_age == 0) {
    found.push_back({fmt::format("{} is {}: max-age=0 switches HSTS off",
                                 kHstsField, quoted(value)),
                     evidence, host + " off"});
    return;
  }
  if (policy->max_age < input.parameters.min_hsts_seconds) {
    found.push_back(
        {fmt::format("{} is {}: it holds for {} days, less than {}", kHstsField,
                     quoted(value), policy->max_age / kSecondsOfDay,
                     input.parameters.min_hsts_seconds / kSecondsOfDay),
         evidence, host + " short", Level::kNote});
  }
}

// Fields that came over http, which browsers ignore (RFC 6797 section 8.1).
void check_hsts_on_http(const RuleInput& input, Observations& found) {
  const std::vector<Hop>& hops = input.response->hops;
  for (size_t i = 0; i < hops.size(); ++i) {
    const auto value = hops[i].fields.first(kHstsField);
    if (!value || is_https(hops[i])) continue;
    const auto url = Url::parse(hops[i].url);
    if (!url || is_loopback(url->host())) continue;
    found.push_back({fmt::format("{} {} came over http from {}, where browsers "
                                 "ignore it",
                                 kHstsField, quoted(*value), url->host()),
                     in_field(i, kHstsField, *value),
                     std::string(url->host()) + " http", Level::kNote});
  }
}

void check_hsts(const RuleInput& input, Observations& found) {
  check_hsts_on_http(input, found);
  const Hop* hop = input.final_hop();
  if (hop == nullptr || hop->status < 200 || hop->status > 299) return;
  const std::optional<Url> url = named_https_url(*hop);
  if (!url || is_loopback(url->host())) return;
  // Under a certificate that does not hold there is no HSTS to speak of.
  if (hop->tls && !hop->tls->verified) return;
  const std::vector<std::string_view> values = hop->fields.all(kHstsField);
  if (!values.empty()) check_hsts_value(*url, values.front(), input, found);
  if (values.size() > 1) {
    found.push_back(
        {fmt::format("{} came {} times: browsers take the first, {}",
                     kHstsField, values.size(), quoted(values.front())),
         in_field(last_hop(input), kHstsField, values[1]),
         std::string(url->host()) + " multiple", Level::kNote});
  }
  if (!values.empty() ||
      host_is_within(url->host(), input.parameters.hsts_preloaded_domains)) {
    return;
  }
  found.push_back({fmt::format("{} answers over https without {}: whoever sits "
                               "on the way can keep a visitor on http",
                               url->host(), kHstsField),
                   in_url(last_hop(input), url->href()),
                   std::string(url->host()) + " missing"});
}

void check_off_host_first(const RuleInput& input, Observations& found) {
  const std::vector<Hop>& hops = input.response->hops;
  if (hops.size() < 2 || is_https(hops.front())) return;
  const auto from = Url::parse(hops[0].url);
  const auto to = Url::parse(hops[1].url);
  if (!from || !to || from->host() == to->host()) return;
  if (is_loopback(from->host()) || from->host_kind() != HostKind::kDomain)
    return;
  found.push_back(
      {fmt::format("http://{} redirects to another host, {}, before it goes to "
                   "https on its own: it can't set HSTS for itself",
                   from->host(), quoted(to->href())),
       in_field(0, "Location", hops[0].location.value_or(hops[1].url)),
       std::string(from->host()) + ' ' + std::string(to->host())});
}

// Where a hop leads to by its redirect, followed or not; "" if it does not.
std::string_view redirect_target(const std::vector<Hop>& hops, size_t i) {
  if (i + 1 < hops.size()) return hops[i + 1].url;
  const Hop& hop = hops[i];
  const bool redirects = hop.status >= 300 && hop.status < 400;
  if (!redirects || !hop.location_resolved) return {};
  return *hop.location_resolved;
}

void check_redirect_downgrade(const RuleInput& input, Observations& found) {
  const std::vector<Hop>& hops = input.response->hops;
  for (size_t i = 0; i < hops.size(); ++i) {
    if (!is_https(hops[i])) continue;
    const auto from = Url::parse(hops[i].url);
    const auto to = Url::parse(redirect_target(hops, i));
    if (!from || !to || to->scheme() != "http") continue;
    if (is_loopback(to->host())) continue;
    found.push_back(
        {fmt::format("{} over https redirects to {} over http", from->host(),
                     quoted(to->href())),
         in_field(i, "Location", hops[i].location.value_or(to->href())),
         std::string(from->host()) + ' ' + std::string(to->host())});
  }
}

void check_long_redirects(const RuleInput& input, Observations& found) {
  const std::vector<Hop>& hops = input.response->hops;
  std::set<std::string_view> seen;
  for (size_t i = 0; i < hops.size(); ++i) {
    if (seen.insert(hops[i].url).second) continue;
    found.push_back(
        {fmt::format("The redirects come back to {}", quoted(hops[i].url)),
         in_url(i, hops[i].url), hops.front().url + " loop"});
    return;
  }
  const size_t redirects = hops.size() - 1;
  if (redirects <= input.parameters.most_redirects) return;
  found.push_back(
      {fmt::format("It takes {} redirects, more than {}, to get from {} to {}",
                   redirects, input.parameters.most_redirects,
                   quoted(hops.front().url), quoted(hops.back().url)),
       in_url(redirects, hops.back().url), hops.front().url + " long"});
}

}  // namespace

std::span<const CodeRule> response_transport_rules() {
  static constexpr CodeRule kRules[] = {
      {"H08", "hsts", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "A host that speaks https does not keep browsers on it: "
       "Strict-Transport-Security is missing, short, malformed, sent twice or "
       "sent over http.",
       "A visitor who types the name starts on http, and whoever sits on the "
       "way can keep them there.",
       "Send \"Strict-Transport-Security: max-age=31536000; "
       "includeSubDomains\" once with every response over https.",
       "RFC-6797 CWE-319 CWE-523 ZAP-10035 OBSERVATORY-hsts", check_hsts},
      {"R02", "redirect-off-host-first", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "The first redirect of an http address goes to another host.",
       "The host never gets to set HSTS for itself, so that each visit by its "
       "name starts on http again.",
       "Redirect http to https on the same host first, then to the other host.",
       "RFC-6797 OBSERVATORY-redirection", check_off_host_first},
      {"R03", "redirect-downgrade", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kResponse, "A redirect leads from https to http.",
       "From there on everyone on the way reads the page and can change it.",
       "Redirect to an https address.", "CWE-319", check_redirect_downgrade},
      {"R04", "redirect-long", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "It takes many redirects to get to the page, or they come back to where "
       "they were.",
       "Each redirect is a round trip before anything shows, and a loop ends "
       "nowhere.",
       "Redirect to the last address at once.", "RFC-9110",
       check_long_redirects},
  };
  return kRules;
}

}  // namespace pagescan
