// Diagnostics on standard error, through spdlog. Callers escape what came from
// a page. One thread at a time.
#pragma once

#include <spdlog/logger.h>

#include <memory>
#include <utility>

namespace pagescan {

class Log {
 public:
  /// 0: warnings and errors; 1: what is done; 2 and more: details.
  explicit Log(int verbosity);

  template <class... Args>
  void info(spdlog::format_string_t<Args...> format, Args&&... args) const {
    logger_->info(format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void warn(spdlog::format_string_t<Args...> format, Args&&... args) const {
    logger_->warn(format, std::forward<Args>(args)...);
  }
  template <class... Args>
  void error(spdlog::format_string_t<Args...> format, Args&&... args) const {
    logger_->error(format, std::forward<Args>(args)...);
  }

 private:
  std::shared_ptr<spdlog::logger> logger_;
};

}  // namespace pagescan
