#include "scanner/cli/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace pagescan {

Log::Log(int verbosity)
    : verbosity_(verbosity),
      logger_(std::make_shared<spdlog::logger>(
          "pagescan", std::make_shared<spdlog::sinks::stderr_sink_st>())) {
  logger_->set_pattern("pagescan: %l: %v");
  logger_->set_level(spdlog::level::info);
}

void Log::write(Severity severity, std::string_view line) const {
  constexpr spdlog::level::level_enum kLevels[] = {
      spdlog::level::info, spdlog::level::warn, spdlog::level::err};
  logger_->log(kLevels[static_cast<size_t>(severity)], line);
}

}  // namespace pagescan
