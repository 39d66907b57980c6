#include <fcntl.h>
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

}  // namespace

int main(int argc, char** argv) {
  occupy_closed_streams();
  // Tied to C's stdin, std::cin takes a read that fails for the end.
  std::ios::sync_with_stdio(false);
  return static_cast<int>(pagescan::run_command_line(argc, argv, std::cin));
}
