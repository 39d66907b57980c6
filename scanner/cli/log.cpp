#include "scanner/cli/log.h"

#include <spdlog/sinks/stdout_sinks.h>

namespace pagescan {

Log::Log(int verbosity)
    : logger_(std::make_shared<spdlog::logger>(
          "pagescan", std::make_shared<spdlog::sinks::stderr_sink_st>())) {
  logger_->set_pattern("pagescan: %l: %v");
  spdlog::level::level_enum level = spdlog::level::warn;
  if (verbosity == 1) level = spdlog::level::info;
  if (verbosity > 1) level = spdlog::level::debug;
  logger_->set_level(level);
}

}  // namespace pagescan
