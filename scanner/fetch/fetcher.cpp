#include "scanner/fetch/fetcher.h"

#include <curl/curl.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "scanner/fetch/curl_list.h"
#include "scanner/fetch/hop_chain.h"
#include "scanner/fetch/transfer.h"

namespace pagescan {
namespace {

struct EasyFree {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};

}  // namespace

/// A curl handle with the --resolve entries it was made for: libcurl keeps
/// such entries in the handle for good, so others need a new handle.
class Fetcher::Session {
 public:
  explicit Session(std::vector<std::string> resolve)
      : resolve_(std::move(resolve)), easy_(curl_easy_init()) {
    transfer_ = std::make_unique<Transfer>(easy_.get());
    for (const std::string& entry : resolve_) resolve_list_.append(entry);
  }

  bool ok() const { return easy_ != nullptr; }
  bool fits(const Request& request) const {
    return resolve_ == request.resolve;
  }
  void run(HopChain& chain);

 private:
  std::vector<std::string> resolve_;
  CurlList resolve_list_;
  // Outlives the handle, whose connections point to it.
  std::unique_ptr<Transfer> transfer_;
  std::unique_ptr<CURL, EasyFree> easy_;
};

Fetcher::Fetcher() = default;
Fetcher::~Fetcher() = default;
Fetcher::Fetcher(Fetcher&&) noexcept = default;
Fetcher& Fetcher::operator=(Fetcher&&) noexcept = default;

FetchResult Fetcher::fetch(const Request& request) {
  HopChain chain(request);
  if (!chain.can_start()) return chain.finish();
  // curl_easy_init starts libcurl itself where that was not done; since 7.84
  // from any thread.
  if (!session_ || !session_->fits(request)) {
    session_ = std::make_unique<Session>(request.resolve);
  }
  if (!session_->ok()) {
    FetchResult result = chain.finish();
    result.error = Error{ErrorCode::kInternal, "libcurl can't be started"};
    return result;
  }
  session_->run(chain);
  return chain.finish();
}

void Fetcher::Session::run(HopChain& chain) {
  using Clock = std::chrono::steady_clock;
  Clock::time_point began;
  HopResult hop;
  transfer_->forget_cookies();
  do {
    began = Clock::now();
    hop = transfer_->run(chain.request(), chain.plan(began), chain.guard(),
                         resolve_list_.get());
  } while (chain.take(std::move(hop), Clock::now() - began));
}

}  // namespace pagescan
