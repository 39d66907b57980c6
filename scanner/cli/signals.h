// SIGINT and SIGTERM as something to wait for, and the end of other threads'
// work likewise. Made before any thread is started, which then block the
// signals, too. One object at a time; waits on one thread.
#pragma once

#include <chrono>
#include <csignal>

namespace pagescan {

enum class Wake { kTimeout, kSignal, kDone };

class SignalWaiter {
 public:
  /// Also ignores SIGPIPE: a closed pipe is an error of writing.
  SignalWaiter();
  /// Gives the signals their old meaning back.
  ~SignalWaiter();
  SignalWaiter(const SignalWaiter&) = delete;
  SignalWaiter& operator=(const SignalWaiter&) = delete;

  Wake wait(std::chrono::milliseconds timeout);
  /// Makes wait() return kDone, from now on. Any thread.
  void done();

 private:
  sigset_t old_mask_{};
  struct sigaction old_pipe_ {};
  int signal_fd_ = -1;
  int done_fd_ = -1;
};

}  // namespace pagescan
