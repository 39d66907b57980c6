#include <fcntl.h>
#include <malloc.h>
#include <unistd.h>

#include <iostream>

#include "scanner/cli/cli.h"

namespace {

// A standard stream that is closed would give its number to the next file or
// socket, and the report would go there. /dev/null, opened the wrong way round,
// makes using it the error it is.
void occupy_closed_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) != -1) continue;
    ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

// One page after another takes and frees the same few megabytes. Given back to
// the system each time, they come again as page faults: a sixth of a batch's
// time. What is kept is bounded by the limits on pages and queues.
void keep_freed_memory() {
  constexpr int kMiB = 1 << 20;
  ::mallopt(M_MMAP_THRESHOLD, 32 * kMiB);
  ::mallopt(M_TRIM_THRESHOLD, 256 * kMiB);
}

}  // namespace

int main(int argc, char** argv) {
  occupy_closed_streams();
  keep_freed_memory();
  // Tied to C's stdin, std::cin takes a read that fails for the end.
  std::ios::sync_with_stdio(false);
  return static_cast<int>(pagescan::run_command_line(argc, argv, std::cin));
}
