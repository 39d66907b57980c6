// Runs a program to its end, without a shell: what it wrote, how it ended, and
// no longer than a limit. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pagescan::test {

struct ProgramRun {
  /// The program, looked for in PATH unless a path, and its arguments.
  std::vector<std::string> command = {};
  std::string input = {};  // its standard input
  /// "NAME=value", over the test's own environment.
  std::vector<std::string> environment = {};
  /// Where its standard output goes instead of ProgramOutcome::out.
  std::optional<std::string> output_file = {};
  /// Its standard streams that are closed: STDIN_FILENO and so on.
  std::vector<int> closed_streams = {};
  /// It is killed after this.
  std::chrono::seconds limit{120};
};

struct ProgramOutcome {
  int exit_code = -1;  // -1: a signal ended it
  bool timed_out = false;
  std::string out;
  std::string err;
  /// Bytes resident at most; no less than the caller had at the start.
  size_t peak_memory = 0;
  std::chrono::duration<double> time{};
};

/// Throws std::system_error where it can't be started.
ProgramOutcome run_program(const ProgramRun& run);

}  // namespace pagescan::test
