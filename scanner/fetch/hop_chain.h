// The hops of one target: which request comes next, and what all of them gave
// together. Makes no requests itself, so the blocking Fetcher and a batch share
// it. Not thread-safe.
#pragma once

#include <chrono>
#include <optional>

#include "scanner/fetch/address_policy.h"
#include "scanner/fetch/request.h"
#include "scanner/fetch/response.h"
#include "scanner/fetch/transfer.h"
#include "scanner/url/url.h"

namespace pagescan {

class HopChain {
 public:
  /// `request` must outlive the chain.
  explicit HopChain(const Request& request);

  /// False where the request itself is refused, see result().
  bool can_start() const { return !error_.has_value(); }

  const Request& request() const { return *request_; }
  const AddressGuard& guard() const { return guard_; }
  /// What the next hop requests.
  const Url& url() const { return url_; }

  /// The next hop, if it starts now. Only hops use up the time limit, not the
  /// time between them.
  HopPlan plan(std::chrono::steady_clock::time_point now) const;

  /// Takes what the hop gave, which took `duration`. True where a redirect
  /// leads on to another.
  bool take(HopResult&& hop, std::chrono::steady_clock::duration duration);

  /// Everything, once take() returned false or can_start() is false.
  FetchResult finish();

 private:
  std::optional<Error> follow_redirect();

  const Request* request_;
  AddressGuard guard_;
  Url url_;
  std::chrono::steady_clock::duration time_left_;
  unsigned redirects_ = 0;
  Response response_;
  std::optional<Error> error_;
};

}  // namespace pagescan
