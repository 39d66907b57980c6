#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/base/one_of.h"
#include "scanner/run/diff/page_parts.h"
#include "scanner/run/diff/value_changes.h"

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

// By the page that is asked for, and where the redirects led before.
Level level_of(const ScanResult& before, const ScanResult& after,
               const Redirect* redirect) {
  const Response& old_response = *before.response;
  const Response& new_response = *after.response;
  if (loses_https(old_response.final_url, new_response.final_url)) {
    return Level::kError;
  }
  if (redirect == nullptr) return Level::kWarning;
  if (loses_https(redirect->from, redirect->url)) return Level::kError;
  const bool leaves = is_of_other_site(redirect->url, redirect->from);
  const bool led_there =
      std::ranges::any_of(old_response.hops, [redirect](const Hop& hop) {
        return !is_of_other_site(redirect->url, hop.url);
      });
  return leaves && !led_there ? Level::kError : Level::kWarning;
}

class RedirectComparison {
 public:
  RedirectComparison(const DiffInput& input, ChangeList& changes)
      : input_(input),
        changes_(changes),
        before_(redirects_of(*input.before.response)),
        after_(redirects_of(*input.after.response)) {}

  void run();

 private:
  void compare_pair(size_t index, const Redirect* before,
                    const Redirect* after);

  const DiffInput& input_;
  ChangeList& changes_;
  std::vector<Redirect> before_;
  std::vector<Redirect> after_;
};

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
            fmt::format("redirect {}", index + 1),
            level_of(input_.before, input_.after, after)};
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
  change.level = level_of(input_.before, input_.after, after);
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
