#include "scanner/run/robots_cache.h"

#include <fmt/format.h>

#include <utility>

namespace pagescan {
namespace {

// Path and query, which the rules match.
std::string matched_part(const Url& url) {
  std::string part(url.path());
  if (const auto query = url.query()) part.append("?").append(*query);
  return part;
}

// RFC 9309 section 2.3.1: no robots.txt allows everything, a server that can't
// be reached or fails disallows everything.
Result<RobotsRules> rules_of(const std::string& origin,
                             const FetchResult& result) {
  // More redirects than are followed are taken for no robots.txt.
  const bool unavailable =
      result.error && result.error->code == ErrorCode::kTooManyRedirects;
  if (unavailable) return RobotsRules::parse("");
  if (result.error) return tl::unexpected(*result.error);
  const int status = result.response.final_hop().status;
  if (status >= 200 && status < 300) {
    return RobotsRules::parse(result.response.content);
  }
  if (status < 500 && status != 429) return RobotsRules::parse("");
  return fail(ErrorCode::kRobotsDisallowed,
              fmt::format("{}/robots.txt was answered with {}, so nothing of "
                          "this host may be fetched now (try again later)",
                          origin, status));
}

}  // namespace

RobotsVerdict RobotsCache::judge(const Url& url) {
  const auto it = known_.find(url.origin());
  if (it == known_.end()) return {};
  by_use_.splice(by_use_.begin(), by_use_, it->second.used);
  const Result<RobotsRules>& rules = it->second.rules;
  if (!rules) return {true, rules.error()};
  if (rules->allows(kRobotsProductToken, matched_part(url))) return {true, {}};
  return {true,
          Error{ErrorCode::kRobotsDisallowed,
                fmt::format("{}/robots.txt asks {} not to fetch this page "
                            "(leave --robots out to do it all the same)",
                            url.origin(), kRobotsProductToken)}};
}

bool RobotsCache::wait_for(const std::string& origin, HostSchedule::JobId job) {
  auto& waiting = waiting_[origin];
  waiting.push_back(job);
  return waiting.size() == 1;
}

std::vector<HostSchedule::JobId> RobotsCache::set(const std::string& origin,
                                                  const FetchResult& result) {
  if (const auto before = known_.find(origin); before != known_.end()) {
    by_use_.erase(before->second.used);
    known_.erase(before);
  } else if (known_.size() >= kMaxRobotsOrigins) {
    known_.erase(by_use_.back());
    by_use_.pop_back();
  }
  by_use_.push_front(origin);
  known_.insert_or_assign(origin,
                          Entry{rules_of(origin, result), by_use_.begin()});
  const auto it = waiting_.find(origin);
  if (it == waiting_.end()) return {};
  std::vector<HostSchedule::JobId> jobs = std::move(it->second);
  waiting_.erase(it);
  return jobs;
}

std::vector<HostSchedule::JobId> RobotsCache::take_waiting() {
  std::vector<HostSchedule::JobId> jobs;
  for (const auto& [origin, waiting] : waiting_) {
    jobs.insert(jobs.end(), waiting.begin(), waiting.end());
  }
  waiting_.clear();
  return jobs;
}

}  // namespace pagescan
