#include "rules/links/shown_address.h"

#include <algorithm>
#include <array>

#include "rules/page_reading.h"
#include "scanner/base/one_of.h"
#include "scanner/base/strings.h"
#include "scanner/url/percent_encode.h"
#include "scanner/url/site.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

// The longest text that is looked at; a longer one is no address to a reader.
constexpr size_t kMaxShownAddress = 512;

// Shorteners, and what mail and social networks put in front of addresses.
constexpr auto kRedirectors =
    std::to_array<std::string_view>({"amzn.to",
                                     "awstrack.me",
                                     "bit.ly",
                                     "buff.ly",
                                     "dlvr.it",
                                     "doi.org",
                                     "doubleclick.net",
                                     "googleadservices.com",
                                     "facebook.com",
                                     "fb.me",
                                     "feedproxy.google.com",
                                     "goo.gl",
                                     "hubspotlinks.com",
                                     "is.gd",
                                     "list-manage.com",
                                     "lnkd.in",
                                     "mandrillapp.com",
                                     "mcafee.com",
                                     "mimecast.com",
                                     "outlook.com",
                                     "ow.ly",
                                     "proofpoint.com",
                                     "sendgrid.net",
                                     "t.co",
                                     "tinyurl.com",
                                     "twitter.com",
                                     "urldefense.com",
                                     "x.com",
                                     "youtu.be"});

bool is_redirector(std::string_view host) {
  return is_within_any(host, kRedirectors);
}

bool has_web_scheme(std::string_view text) {
  return ascii_istarts_with(text, "http://") ||
         ascii_istarts_with(text, "https://");
}

// Up to the first slash, question mark or number sign.
std::string_view authority_of(std::string_view text) {
  if (has_web_scheme(text)) text.remove_prefix(text.find('/') + 2);
  return text.substr(0, find_one_of(text, "/?#"));
}

// Endings that files and versions do not have.
bool has_plain_ending(std::string_view host) {
  const std::string ending = ascii_lowercase(host.substr(host.rfind('.') + 1));
  return is_one_of<std::string_view>(
      ending, {"com", "org", "net", "edu", "gov", "info"});
}

// The label in front of the public suffix: "bank" of bank.co.example.
std::string_view name_of_site(std::string_view site) {
  return site.substr(0, site.find('.'));
}

}  // namespace

std::string host_in_text(std::string_view text) {
  text = strip_ascii_whitespace(text);
  if (text.size() > kMaxShownAddress) return {};
  const bool has_scheme = has_web_scheme(text);
  // Most texts of links.
  if (!has_scheme && text.find('.') == std::string_view::npos) return {};
  const std::string_view authority = authority_of(text);
  // Text, an address cut short, or a mailbox.
  if (find_one_of(text, " \t\n\r\f") != std::string_view::npos ||
      authority.find("…") != std::string_view::npos ||
      authority.find("...") != std::string_view::npos ||
      (!has_scheme && authority.find('@') != std::string_view::npos)) {
    return {};
  }
  const bool has_path = text.substr(authority.size()).size() > 1;
  if (!has_scheme && !ascii_istarts_with(text, "www.") &&
      !(has_path && has_plain_ending(authority))) {
    return {};
  }
  const auto url = Url::parse(has_scheme ? std::string(text)
                                         : "http://" + std::string(text));
  if (!url || registrable_domain(*url).empty()) return {};
  return std::string(url->host());
}

HostInTextMatch match_host_in_text(std::string_view shown,
                                   std::string_view href) {
  const std::string_view host = host_of_href(href);
  const std::string shown_site = site_of_host(shown);
  const std::string site = site_of_host(host);
  if (site == shown_site || is_redirector(host)) {
    return HostInTextMatch::kSame;
  }
  const std::string rest = ascii_lowercase(percent_decode(rest_of_href(href)));
  if (name_of_site(site) == name_of_site(shown_site)) {
    return HostInTextMatch::kOtherEnding;
  }
  return rest.find(shown_site) != std::string::npos
             ? HostInTextMatch::kMentioned
             : HostInTextMatch::kOther;
}

}  // namespace pagescan
