// Fetches targets over libcurl, redirects followed hop by hop, every hop
// recorded. Not thread-safe: one Fetcher a thread. Connections and TLS
// sessions are kept from one target to the next; cookies are not.
#pragma once

#include <memory>

#include "scanner/fetch/request.h"
#include "scanner/fetch/response.h"

namespace pagescan {

class Fetcher {
 public:
  /// Cheap: libcurl starts with the first fetch.
  Fetcher();
  ~Fetcher();
  Fetcher(Fetcher&&) noexcept;
  Fetcher& operator=(Fetcher&&) noexcept;

  /// Retrieves `request.url` with GET. Blocks for at most the total time
  /// limit. A status of 4xx or 5xx is a response like any other; errors are
  /// those of the transport and of the limits. Every URL set out for has a
  /// hop, the failing one included (its status may be 0).
  FetchResult fetch(const Request& request);

 private:
  class Session;
  std::unique_ptr<Session> session_;
};

}  // namespace pagescan
