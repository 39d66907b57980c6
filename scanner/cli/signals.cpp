#include "scanner/cli/signals.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>

namespace pagescan {

SignalWaiter::SignalWaiter() {
  sigset_t caught;
  sigemptyset(&caught);
  sigaddset(&caught, SIGINT);
  sigaddset(&caught, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &caught, &old_mask_);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &old_pipe_);
  signal_fd_ = ::signalfd(-1, &caught, SFD_CLOEXEC | SFD_NONBLOCK);
  done_fd_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

SignalWaiter::~SignalWaiter() {
  ::close(signal_fd_);
  ::close(done_fd_);
  ::sigaction(SIGPIPE, &old_pipe_, nullptr);
  pthread_sigmask(SIG_SETMASK, &old_mask_, nullptr);
}

Wake SignalWaiter::wait(std::chrono::milliseconds timeout) {
  std::array<pollfd, 2> watched{
      {{signal_fd_, POLLIN, 0}, {done_fd_, POLLIN, 0}}};
  ::poll(watched.data(), watched.size(), static_cast<int>(timeout.count()));
  signalfd_siginfo info{};
  if (::read(signal_fd_, &info, sizeof info) ==
      static_cast<ssize_t>(sizeof info)) {
    return Wake::kSignal;
  }
  return (watched[1].revents & POLLIN) != 0 ? Wake::kDone : Wake::kTimeout;
}

void SignalWaiter::done() { ::eventfd_write(done_fd_, 1); }

}  // namespace pagescan
