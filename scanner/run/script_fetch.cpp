#include "scanner/run/script_fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// Whether the user gave an address for the host.
bool is_pinned(const std::vector<std::string>& resolve, std::string_view host) {
  return std::any_of(resolve.begin(), resolve.end(),
                     [host](std::string_view entry) {
                       // "+" and "-" in front are curl's own marks.
                       if (entry.starts_with('+') || entry.starts_with('-')) {
                         entry.remove_prefix(1);
                       }
                       return ascii_istarts_with(entry, host) &&
                              entry.substr(host.size()).starts_with(':');
                     });
}

FetchedScript problem(std::string what) {
  FetchedScript script;
  script.problem = std::move(what);
  return script;
}

}  // namespace

Request ScriptFetcher::make_script_request(const Url& url,
                                           const Url& page) const {
  Request request = make_request(url, options_);
  request.limits.total_timeout =
      std::min(limits_.timeout, request.limits.total_timeout);
  // The page chose this URL, not the user.
  AddressPolicy& policy = request.address_policy;
  const bool is_users_choice =
      url.host() == page.host() || is_pinned(request.resolve, url.host());
  if (policy.private_policy == PrivatePolicy::kAllowTyped && !is_users_choice) {
    policy.private_policy = PrivatePolicy::kDenyAll;
  }
  if (url.origin() != page.origin()) request.extra_fields.clear();
  return request;
}

FetchedScript ScriptFetcher::fetch_one(const std::string& href,
                                       const Url& page) {
  const Result<Url> url = Url::parse(href);
  if (!url) return problem(url.error().message);
  const FetchResult result = fetcher_.fetch(make_script_request(*url, page));
  if (result.error) return problem(result.error->message);
  const Response& response = result.response;
  const int status = response.hops.empty() ? 0 : response.final_hop().status;
  if (status < 200 || status > 299) {
    return problem(fmt::format("its status is {}", status));
  }
  if (response.truncation != Truncation::kNone) {
    return problem(response.truncation_note);
  }
  return hashed_script(response.content);
}

void ScriptFetcher::fetch(const std::vector<PageScript>& scripts,
                          const Url& page) {
  size_t count = 0;
  for (const PageScript& script : scripts) {
    if (script.kind != PageScriptKind::kExternal) continue;
    if (fetched_.contains(script.url)) continue;
    FetchedScript fetched =
        count++ < limits_.max_scripts
            ? fetch_one(script.url, page)
            : problem(fmt::format("the page has more than {} scripts; raise "
                                  "--max-scripts",
                                  limits_.max_scripts));
    fetched_.emplace(script.url, std::move(fetched));
  }
}

}  // namespace pagescan
