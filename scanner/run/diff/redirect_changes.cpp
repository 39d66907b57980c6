#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "scanner/run/diff/page_parts.h"
#include "scanner/run/diff/value_changes.h"
#include "scanner/url/site.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

// A redirect by what it says: the status code and where it leads.
struct Redirect {
  int status = 0;
  std::string_view from;
  std::string_view url;
};

std::vector<Redirect> redirects_of(const Response& response) {
  std::vector<Redirect> redirects;
  redirects.reserve(response.hops.size());
  for (size_t i = 1; i < response.hops.size(); ++i) {
    const Hop& hop = response.hops[i - 1];
    redirects.push_back({hop.status, hop.url, response.hops[i].url});
  }
  return redirects;
}

bool are_same(const Redirect& before, const Redirect& after,
              ChangeList& changes) {
  return before.status == after.status &&
         changes.same(before.url, after.url, MaskContext::kUrl);
}

std::string text_of(const Redirect& redirect) {
  return fmt::format("{} {}", redirect.status, redirect.url);
}

// The registrable domain, or the host where it has none; "" for a URL that is
// none of http or https.
std::string site_of(std::string_view href) {
  const auto url = Url::parse(href);
  if (!url || !url->is_http()) return "";
  std::string domain = registrable_domain(*url);
  return domain.empty() ? std::string(url->host()) : domain;
}

std::set<std::string> sites_of(const Response& response) {
  std::set<std::string> sites;
  for (const Hop& hop : response.hops) sites.insert(site_of(hop.url));
  return sites;
}

class RedirectComparison {
 public:
  RedirectComparison(const DiffInput& input, ChangeList& changes)
      : changes_(changes),
        before_(redirects_of(*input.before.response)),
        after_(redirects_of(*input.after.response)),
        old_sites_(sites_of(*input.before.response)),
        loses_https_(loses_https(input.before.response->final_url,
                                 input.after.response->final_url)) {}

  void run();

 private:
  void compare_pair(size_t index, const Redirect* before,
                    const Redirect* after);
  Level level_of(const Redirect* redirect) const;

  ChangeList& changes_;
  std::vector<Redirect> before_;
  std::vector<Redirect> after_;
  std::set<std::string> old_sites_;
  bool loses_https_;
};

// By where it leads now and where the redirects led before; null where it is
// gone.
Level RedirectComparison::level_of(const Redirect* redirect) const {
  if (loses_https_) return Level::kError;
  if (redirect == nullptr) return Level::kWarning;
  if (loses_https(redirect->from, redirect->url)) return Level::kError;
  const std::string site = site_of(redirect->url);
  const bool is_new = !site.empty() && !old_sites_.contains(site);
  return is_new ? Level::kError : Level::kWarning;
}

// What is the same at the beginning and at the end is left out: what is between
// has the same place in both directions.
void RedirectComparison::run() {
  const size_t shorter = std::min(before_.size(), after_.size());
  size_t begin = 0;
  while (begin < shorter && are_same(before_[begin], after_[begin], changes_)) {
    ++begin;
  }
  size_t old_end = before_.size();
  size_t new_end = after_.size();
  while (old_end > begin && new_end > begin &&
         are_same(before_[old_end - 1], after_[new_end - 1], changes_)) {
    --old_end;
    --new_end;
  }
  for (size_t i = begin; i < std::max(old_end, new_end); ++i) {
    compare_pair(i, i < old_end ? &before_[i] : nullptr,
                 i < new_end ? &after_[i] : nullptr);
  }
}

void RedirectComparison::compare_pair(size_t index, const Redirect* before,
                                      const Redirect* after) {
  Fact fact{ChangeSubject::kRedirect, fmt::format("redirects[{}]", index),
            fmt::format("redirect {}", index + 1), level_of(after)};
  if (before == nullptr || after == nullptr) {
    const auto text = [](const Redirect* redirect) {
      return redirect == nullptr ? std::nullopt
                                 : std::optional(text_of(*redirect));
    };
    return compare_value(fact, text(before), text(after), changes_);
  }
  const std::string path = fact.path;
  fact.path = path + ".status";
  fact.level = Level::kNote;
  compare_part(fact, std::to_string(before->status),
               std::to_string(after->status), changes_);
  Change change;
  change.kind = {ChangeSubject::kRedirect, ChangeAction::kRetargeted};
  change.level = level_of(after);
  change.path = path + ".location_url";
  change.what = fact.what;
  changes_.compare(std::move(change), std::string(before->url),
                   std::string(after->url), MaskContext::kUrl);
}

}  // namespace

void compare_redirects(const DiffInput& input, ChangeList& changes) {
  RedirectComparison(input, changes).run();
  const Response& before = *input.before.response;
  const Response& after = *input.after.response;
  // Else a redirect tells it.
  if (before.hops.size() > 1 || after.hops.size() > 1) return;
  Change change;
  change.kind = {ChangeSubject::kPage, ChangeAction::kRetargeted};
  // Somebody asked for two pages.
  change.level = Level::kNote;
  change.path = "page.url";
  change.what = "URL of the page";
  changes.compare(std::move(change), before.final_url, after.final_url,
                  MaskContext::kUrl);
}

}  // namespace pagescan
