// What a user may tell the rules about the pages. A value; immutable while
// pages are judged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

struct RuleParameters {
  /// Registrable domains of other parties whose scripts, styles and frames are
  /// expected.
  std::vector<std::string> trusted_domains;
  /// Registrable domains of the pages' own party, and those it signs in or
  /// pays with: posting to them is no news.
  std::vector<std::string> affiliated_domains;
  /// Domains that browsers come with as hosts under HSTS. The whole list is
  /// long and changes every week; these top-level domains have always been on
  /// it.
  std::vector<std::string> hsts_preloaded_domains = {
      "app",       "bank", "day", "dev",  "foo",
      "insurance", "mov",  "new", "page", "zip"};
  /// How long HSTS is to hold, in seconds: half a year, as many have it.
  uint64_t min_hsts_seconds = 15552000;
  /// A certificate that ends in fewer days is about to.
  unsigned certificate_days = 14;
  /// Redirects before a page that are no news.
  size_t most_redirects = 3;
  /// Hosts whose files change under the same address, so that no hash of them
  /// can be given.
  std::vector<std::string> rotating_hosts = {
      "accounts.google.com",
      "cdn.jwplayer.com",
      "connect.facebook.net",
      "fonts.googleapis.com",
      "googlesyndication.com",
      "googletagmanager.com",
      "googletagservices.com",
      "google-analytics.com",
      "googleadservices.com",
      "google.com",
      "js.stripe.com",
      "maps.googleapis.com",
      "platform.twitter.com",
      "plausible.io",
      "securepubads.g.doubleclick.net",
      "static.cloudflareinsights.com",
      "use.typekit.net",
      "widgets.getpocket.com",
  };
  /// Hosts of videos, maps, posts and payments made to be embedded, whose
  /// frames do not work in a sandbox or need none.
  std::vector<std::string> embed_hosts = {
      "youtube.com",           "youtube-nocookie.com", "player.vimeo.com",
      "dailymotion.com",       "player.twitch.tv",     "fast.wistia.net",
      "www.google.com",        "maps.google.com",      "docs.google.com",
      "calendar.google.com",   "facebook.com",         "platform.twitter.com",
      "instagram.com",         "w.soundcloud.com",     "open.spotify.com",
      "embed.music.apple.com", "bandcamp.com",         "openstreetmap.org",
      "calendly.com",          "disqus.com",           "googletagmanager.com",
  };
  /// Hosts whose hidden frames are known to be what they seem.
  std::vector<std::string> hidden_frame_hosts = {
      "googletagmanager.com", "fls.doubleclick.net", "accounts.google.com",
      "recaptcha.net",        "insight.adsrvr.org",  "facebook.com",
  };
  /// Whether addresses with an IP address for a host are expected, as on an
  /// intranet.
  bool allow_ip_hosts = false;
  /// Names of the parameters that hold a session token, in lower case.
  std::vector<std::string> session_names = {
      "jsessionid",   "phpsessid", "asp.net_sessionid",
      "aspsessionid", "sessionid", "session_id",
      "sessid",       "sid",       "cftoken",
      "zenid",        "oscsid",
  };
  /// Names of the parameters that hold a secret, in lower case.
  std::vector<std::string> secret_names = {
      "access_token",  "accesstoken", "auth_token",    "authtoken", "id_token",
      "refresh_token", "reset_token", "token",         "jwt",       "password",
      "passwd",        "pwd",         "client_secret", "secret",
  };
};

/// Whether `host` (lower-case ASCII) is one of `domains` or below one.
bool host_is_within(std::string_view host,
                    const std::vector<std::string>& domains);

}  // namespace pagescan
