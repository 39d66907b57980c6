// Standard error of a long run: messages, and below them how far it is. On a
// terminal the progress is one line drawn over and over; elsewhere a plain line
// now and then. Thread-safe. Callers escape what came from a page.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>

#include "scanner/cli/log.h"

namespace pagescan {

/// How often progress is drawn on a terminal, and told elsewhere.
inline constexpr std::chrono::milliseconds kDrawInterval{200};
inline constexpr std::chrono::seconds kPlainInterval{10};

struct ProgressCounts {
  uint64_t done = 0;
  uint64_t failed = 0;
  uint64_t in_flight = 0;
  /// How many there are in all, where that is known.
  std::optional<uint64_t> total;
};

/// "1234 of 5000 (24 %), 310/s, 5 failed, 64 in flight, 0:12 left": the rate
/// over all of `elapsed`.
std::string progress_text(const ProgressCounts& counts,
                          std::chrono::duration<double> elapsed);

class Console {
 public:
  /// With `quiet` only errors are told.
  Console(int verbosity, bool quiet);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void info(const std::string& message);
  void warn(const std::string& message);
  void error(const std::string& message);
  /// Lines as they are, with their line feeds.
  void print(const std::string& lines);

  /// Shows the counts where it is time to.
  void progress(const ProgressCounts& counts);
  bool is_terminal() const { return is_terminal_; }

 private:
  using Clock = std::chrono::steady_clock;

  void clear_line();

  std::mutex mutex_;
  Log log_;
  const bool quiet_;
  const bool is_terminal_;
  bool is_drawn_ = false;
  Clock::time_point began_;
  Clock::time_point shown_;
};

}  // namespace pagescan
