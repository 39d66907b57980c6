#include "rules/links/host_rules.h"

#include <fmt/format.h>

#include <set>

#include "rules/links/mixed_scripts.h"
#include "rules/page_reading.h"
#include "rules/response/response_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// "a link", "an image".
std::string with_article(std::string_view noun) {
  const bool vowel =
      std::string_view("aeio").find(noun.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(noun);
}

// "https://user:…@host/path": the password is not repeated.
std::string with_password_masked(std::string_view href) {
  const size_t begin = href.find("://") + 3;
  const size_t end = std::min(href.find_first_of("/?#", begin), href.size());
  const size_t at = href.substr(0, end).rfind('@');
  const size_t colon = href.find(':', begin);
  if (at == std::string_view::npos || colon > at) return std::string(href);
  return std::string(href.substr(0, colon)) + ":…" +
         std::string(href.substr(at));
}

// "http://office@shop.example/": a mailbox, with the wrong scheme in front of
// it. A name that ends like a host is no slip.
bool is_mistaken_mailbox(std::string_view masked) {
  const std::string_view after = masked.substr(masked.find("://") + 3);
  const std::string_view user = after.substr(0, after.find('@'));
  if (user.find(':') != std::string_view::npos ||
      rest_of_href(masked).size() > 1) {
    return false;
  }
  return !is_one_of<std::string_view>(user.substr(user.rfind('.') + 1),
                                      {"com", "org", "net", "gov", "edu"});
}

// Servers of files take the name "anonymous" from their addresses.
bool has_web_userinfo(std::string_view href) {
  if (href.find('@') == std::string_view::npos ||
      (!href.starts_with("http:") && !href.starts_with("https:"))) {
    return false;
  }
  const std::string_view before_path =
      href.substr(0, href.size() - rest_of_href(href).size());
  return before_path.find('@') != std::string_view::npos;
}

void check_userinfo(const RuleInput& input, Observations& found) {
  std::set<std::string> known;
  for (const ListedAddress& address : input.addresses->all()) {
    if (!has_web_userinfo(address.url)) continue;
    const std::string host(address.host);
    const std::string masked = with_password_masked(address.url);
    if (!known.insert(masked).second) continue;
    Observation observation;
    observation.message = fmt::format(
        "The address of {} has a user name in front of its host {}: {}",
        with_article(address.what), quoted(host), quoted(masked));
    observation.evidence = in_page(address.position, masked);
    observation.key = std::string(address.what) + ' ' + host;
    if (is_mistaken_mailbox(masked)) {
      observation.level = Level::kNote;
      observation.confidence = RuleConfidence::kLow;
    }
    found.push_back(std::move(observation));
  }
}

bool is_private_address(std::string_view host) {
  const auto address = parse_ipv4(host);
  if (!address) return host.starts_with("[fc") || host.starts_with("[fd");
  return (*address >> 24U) == 10 || (*address >> 20U) == 0xAC1 ||
         (*address >> 16U) == 0xC0A8 || (*address >> 16U) == 0xA9FE;
}

// Not by the serialised host alone: that of no special scheme is opaque.
bool has_ip_host(const ListedAddress& address) {
  const std::string_view host = address.host;
  if (host.empty() || !(is_ascii_digit(host.back()) || host.back() == ']')) {
    return false;
  }
  const size_t colon = address.url.find(':');
  return is_one_of(address.url.substr(0, colon),
                   {std::string_view("http"), std::string_view("https"),
                    std::string_view("ftp"), std::string_view("ws"),
                    std::string_view("wss")});
}

void check_ip_host(const RuleInput& input, Observations& found) {
  if (input.parameters.allow_ip_hosts) return;
  Grouped by_host;
  for (const ListedAddress& address : input.addresses->all()) {
    if (!has_ip_host(address)) continue;
    const bool active = address.use != AddressUse::kResource ||
                        is_one_of<std::string_view>(
                            address.what, {"iframe", "frame", "stylesheet"});
    const std::string_view host = address.host;
    if (!active || is_loopback(host) ||
        (input.url && input.url->host() == host)) {
      continue;
    }
    by_host.add(
        std::string(host),
        address.use == AddressUse::kForm ? address.url : address.written,
        address.position, address.what);
  }
  for (const auto& group : by_host.groups()) {
    Observation observation;
    observation.message = fmt::format(
        "The host of {} is the bare IP address {}{}: {}",
        with_article(group.what), quoted(group.key),
        group.count == 1 ? std::string()
                         : fmt::format(" (and of {} more)", group.count - 1),
        quoted(group.text));
    observation.evidence = in_page(group.position, group.text);
    observation.key = group.key;
    // What documentation of routers and local networks links to.
    if (group.what == "link" && is_private_address(group.key)) {
      observation.level = Level::kNote;
      observation.confidence = RuleConfidence::kLow;
    }
    found.push_back(std::move(observation));
  }
}

void check_mixed_scripts(const RuleInput& input, Observations& found) {
  std::set<std::string, std::less<>> known;
  const auto is_news = [&](std::string_view host) {
    return host.find("xn--") != std::string_view::npos &&
           known.emplace(host).second;
  };
  const auto judge_host = [&](std::string_view host, FindingEvidence evidence) {
    const auto label = mixed_script_label(host);
    if (!label) return;
    found.push_back({fmt::format("The host {} shows as {} and mixes letters of "
                                 "several scripts, which look alike",
                                 quoted(host), quoted(*label)),
                     std::move(evidence), std::string(host)});
  };
  if (input.url && is_news(input.url->host())) {
    const std::string_view host = input.url->host();
    judge_host(host, input.final_hop() ? in_url(last_hop(input), host)
                                       : in_page({}, host));
  }
  for (const ListedAddress& address : input.addresses->all()) {
    if (!is_news(address.host)) continue;
    judge_host(address.host, in_page(address.position, address.written));
  }
}

}  // namespace

std::span<const CodeRule> host_rules() {
  static constexpr CodeRule kRules[] = {
      {"L08", "userinfo-in-url", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "An address has a user name, or one and a password, in front of its "
       "host.",
       "What stands before the @ reads like the host, so that readers take one "
       "site for another; and a password in a page is known to all its "
       "readers.",
       "Leave user name and password out of the address.", "CWE-522 CWE-451",
       check_userinfo},
      {"L09", "ip-host", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "A link, form, script or frame leads to a bare IP address, in whatever "
       "notation.",
       "An address does not say who is behind it, few have a certificate, and "
       "phishing kits on hijacked machines use them.",
       "Give the host a name, or allow such addresses where they are your own "
       "network's (allow_ip_hosts).",
       "CWE-451", check_ip_host},
      {"L10", "idn-mixed-script", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "The name of a host mixes letters of several scripts in one label.",
       "A letter of another script that looks the same makes the host pass for "
       "one the reader trusts.",
       "Do not link to the host unless you know whose it is.",
       "UTS-39 CWE-1007", check_mixed_scripts},
  };
  return kRules;
}

}  // namespace pagescan
