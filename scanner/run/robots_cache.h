// What robots.txt says, by origin, for the origins asked of late; and which
// jobs wait for it. Not thread-safe.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/fetch/response.h"
#include "scanner/run/host_schedule.h"
#include "scanner/run/robots.h"
#include "scanner/url/url.h"

namespace pagescan {

/// Origins remembered; those unused longest are asked again.
inline constexpr size_t kMaxRobotsOrigins = 10'000;

/// The product token that robots.txt knows pagescan by (RFC 9309 section
/// 2.2.1).
inline constexpr std::string_view kRobotsProductToken = "pagescan";

struct RobotsVerdict {
  bool is_known = false;         // else robots.txt must be fetched first
  std::optional<Error> refusal;  // why the URL may not be fetched
};

class RobotsCache {
 public:
  /// May `url` be fetched?
  RobotsVerdict judge(const Url& url);

  /// `job` waits for the robots.txt of `origin`. True for the first: whoever
  /// asks must fetch it.
  bool wait_for(const std::string& origin, HostSchedule::JobId job);

  /// What fetching it gave. Returns the jobs that waited.
  std::vector<HostSchedule::JobId> set(const std::string& origin,
                                       const FetchResult& result);
  /// The jobs that wait for any origin, taken out.
  std::vector<HostSchedule::JobId> take_waiting();

 private:
  struct Entry {
    Result<RobotsRules> rules;
    std::list<std::string>::iterator used;
  };

  std::unordered_map<std::string, Entry> known_;
  std::list<std::string> by_use_;  // the latest first
  std::unordered_map<std::string, std::vector<HostSchedule::JobId>> waiting_;
};

}  // namespace pagescan
