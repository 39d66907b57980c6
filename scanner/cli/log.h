// Diagnostics on standard error, through spdlog. Callers escape what came from
// a page. One thread at a time.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

namespace spdlog {
class logger;
}  // namespace spdlog

namespace pagescan {

class Log {
 public:
  /// 0: warnings and errors; 1: what is done; 2 and more: details.
  explicit Log(int verbosity);

  template <class... Args>
  void info(fmt::format_string<Args...> format, Args&&... args) const {
    if (verbosity_ < 1) return;
    write(Severity::kInfo, fmt::format(format, std::forward<Args>(args)...));
  }
  template <class... Args>
  void warn(fmt::format_string<Args...> format, Args&&... args) const {
    write(Severity::kWarning, fmt::format(format, std::forward<Args>(args)...));
  }
  template <class... Args>
  void error(fmt::format_string<Args...> format, Args&&... args) const {
    write(Severity::kError, fmt::format(format, std::forward<Args>(args)...));
  }

 private:
  enum class Severity : uint8_t { kInfo, kWarning, kError };

  void write(Severity severity, std::string_view line) const;

  int verbosity_;
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace pagescan
