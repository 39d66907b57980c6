#include "scanner/cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace pagescan {
namespace {

std::string clock_text(double seconds) {
  const auto all = static_cast<uint64_t>(seconds);
  const uint64_t hours = all / 3600;
  const uint64_t minutes = all / 60 % 60;
  return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, all % 60)
                   : fmt::format("{}:{:02}", minutes, all % 60);
}

}  // namespace

std::string progress_text(const ProgressCounts& counts,
                          std::chrono::duration<double> elapsed) {
  const double seconds = elapsed.count();
  const double rate =
      seconds > 0 ? static_cast<double>(counts.done) / seconds : 0;
  std::string text = fmt::format("{}", counts.done);
  const bool knows_total = counts.total && *counts.total >= counts.done;
  if (knows_total && *counts.total > 0) {
    text += fmt::format(" of {} ({} %)", *counts.total,
                        counts.done * 100 / *counts.total);
  }
  text += fmt::format(" done, {:.{}f}/s, {} failed, {} in flight", rate,
                      rate < 10 ? 1 : 0, counts.failed, counts.in_flight);
  // A day and more is no estimate.
  constexpr double kLongest = 86'400;
  if (knows_total && rate > 0) {
    const double left = static_cast<double>(*counts.total - counts.done) / rate;
    if (left < kLongest) text += fmt::format(", {} left", clock_text(left));
  }
  return text;
}

Console::Console(int verbosity, bool quiet)
    : log_(verbosity),
      quiet_(quiet),
      is_terminal_(::isatty(STDERR_FILENO) == 1),
      began_(Clock::now()),
      shown_(began_) {}

Console::~Console() { clear_line(); }

void Console::clear_line() {
  if (!is_drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  is_drawn_ = false;
}

void Console::info(const std::string& message) {
  const std::lock_guard lock(mutex_);
  if (quiet_) return;
  clear_line();
  log_.info("{}", message);
}

void Console::warn(const std::string& message) {
  const std::lock_guard lock(mutex_);
  if (quiet_) return;
  clear_line();
  log_.warn("{}", message);
}

void Console::error(const std::string& message) {
  const std::lock_guard lock(mutex_);
  clear_line();
  log_.error("{}", message);
}

void Console::print(const std::string& lines) {
  const std::lock_guard lock(mutex_);
  clear_line();
  std::fputs(lines.c_str(), stderr);
}

void Console::progress(const ProgressCounts& counts) {
  const std::lock_guard lock(mutex_);
  if (quiet_) return;
  const auto now = Clock::now();
  const auto interval =
      is_terminal_ ? Clock::duration(kDrawInterval) : kPlainInterval;
  if (now - shown_ < interval) return;
  shown_ = now;
  const std::string text = progress_text(counts, now - began_);
  if (is_terminal_) {
    std::fputs(fmt::format("\r{}\x1b[K", text).c_str(), stderr);
    std::fflush(stderr);
    is_drawn_ = true;
  } else {
    std::fputs(fmt::format("pagescan: {}\n", text).c_str(), stderr);
  }
}

}  // namespace pagescan
