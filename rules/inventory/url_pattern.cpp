#include "rules/inventory/url_pattern.h"

#include <algorithm>

#include "scanner/url/url.h"

namespace pagescan {
namespace {

tl::unexpected<Error> no_pattern(const std::string& why) {
  return fail(ErrorCode::kUsage, why);
}

// Where the path begins; npos where there is no host before it.
size_t path_of(std::string_view text) {
  const size_t authority = text.find("://");
  if (authority == std::string_view::npos) return std::string_view::npos;
  return text.find('/', authority + 3);
}

}  // namespace

bool is_url_pattern(std::string_view text) {
  return text.find('*') != std::string_view::npos;
}

Result<std::string> normal_url_pattern(std::string_view text) {
  if (text.size() > kMaxInventoryUrlBytes) {
    return no_pattern("the URL is longer than " +
                      std::to_string(kMaxInventoryUrlBytes) + " bytes");
  }
  // The Standard leaves `*` alone wherever it may stand.
  const Result<Url> url = Url::parse(text);
  if (!url) return no_pattern(url.error().message);
  if (!url->is_http()) {
    return no_pattern("an http or https URL is expected");
  }
  if (is_url_pattern(text) && text.find('*') < path_of(text)) {
    return no_pattern("* may stand in the path and query of a URL only");
  }
  return url->href_without_fragment();
}

// Greedy with one point to come back to: the last `*`.
bool matches_url(std::string_view pattern, std::string_view url) {
  size_t p = 0;
  size_t u = 0;
  size_t star = std::string_view::npos;
  size_t star_url = 0;
  while (u < url.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_url = u;
    } else if (p < pattern.size() && pattern[p] == url[u]) {
      ++p;
      ++u;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      u = ++star_url;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool covers_url(const std::vector<std::string>& patterns,
                std::string_view url) {
  return patterns.empty() || std::any_of(patterns.begin(), patterns.end(),
                                         [url](const std::string& pattern) {
                                           return matches_url(pattern, url);
                                         });
}

}  // namespace pagescan
