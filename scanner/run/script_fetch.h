// Fetches the external scripts of pages to know what they are, under the same
// guards as the pages. One thread at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "rules/inventory/fetched_scripts.h"
#include "rules/inventory/page_scripts.h"
#include "scanner/fetch/fetcher.h"
#include "scanner/run/pipeline.h"

namespace pagescan {

/// Of one page; those beyond it are not fetched, and said to be so.
inline constexpr size_t kDefaultMaxScripts = 200;
inline constexpr std::chrono::milliseconds kDefaultScriptTimeout{10'000};

struct ScriptFetchLimits {
  size_t max_scripts = kDefaultMaxScripts;
  /// For one script in all, redirects included.
  std::chrono::milliseconds timeout = kDefaultScriptTimeout;
};

class ScriptFetcher {
 public:
  /// `options` are those of the pages and must outlive the fetcher.
  ScriptFetcher(const ScanOptions& options, const ScriptFetchLimits& limits)
      : options_(options), limits_(limits) {}

  /// What is at the URLs of the scripts; each URL is fetched once, however many
  /// pages have it. `page` is what the user asked for. An address that is not
  /// public is connected to only where the user let the page's own host or,
  /// with --resolve, the script's be there. Fields of the user's are sent to
  /// the page's origin alone. A script that could not be had whole, with a
  /// status of 2xx, has a problem instead of hashes.
  void fetch(const std::vector<PageScript>& scripts, const Url& page);

  /// Everything so far.
  const FetchedScripts& fetched() const { return fetched_; }

 private:
  FetchedScript fetch_one(const std::string& href, const Url& page);
  Request make_script_request(const Url& url, const Url& page) const;

  const ScanOptions& options_;
  const ScriptFetchLimits limits_;
  Fetcher fetcher_;
  FetchedScripts fetched_;
};

}  // namespace pagescan
