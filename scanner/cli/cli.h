// The command line: flags to options, results to bytes, errors to exit codes.
// The only layer that writes to a terminal. Used once, on the main thread.
#pragma once

#include <iosfwd>

namespace pagescan {

/// What a run of pagescan ends with. Part of the interface: see README.md.
enum class ExitCode : int {
  kClean = 0,
  kFindings = 1,    // findings or changes at or above the threshold
  kUsage = 2,       // flags, configuration, output that can't be written
  kNotScanned = 3,  // some targets could not be scanned
};

/// Runs the command the arguments ask for. `in` is read for the target `-`.
ExitCode run_command_line(int argc, const char* const* argv, std::istream& in);

}  // namespace pagescan
