#include "scanner/cli/scan_messages.h"

#include <string>

#include "report/escape.h"

namespace pagescan {

void say_what_happened(const ScanResult& result, const Log& log) {
  const std::string target = for_terminal(result.task.url);
  if (result.response) {
    for (const Hop& hop : result.response->hops) {
      log.info("{} {} from {} in {:.0f} ms", hop.status, for_terminal(hop.url),
               hop.remote_ip, hop.timing.total_ms);
    }
  }
  for (const TruncationNote& note : result.truncated) {
    log.warn("{}: cut ({}): {}", target, note.what, for_terminal(note.detail));
  }
  for (const ScanError& error : result.errors) {
    const std::string message = for_terminal(error.error.message);
    // Errors of files name the file themselves.
    const bool names_target = message.starts_with(target + ": ");
    log.error("{}{}", names_target ? "" : target + ": ", message);
  }
}

}  // namespace pagescan
