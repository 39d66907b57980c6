// `pagescan batch`: its flags and what it does with them. Used once.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "scanner/cli/cli.h"
#include "scanner/cli/target_flags.h"
#include "scanner/run/batch.h"

namespace CLI {
class App;
}  // namespace CLI

namespace pagescan {

/// The flags of `batch` as the user gave them, with their defaults.
struct BatchFlags {
  std::vector<std::string> lists;
  std::string list_format = "detect";
  std::string shard;
  std::string output;
  std::string output_dir;
  std::string format = "json";
  std::string fields;
  bool ordered = false;
  std::string summary;
  std::string store;
  bool resume = false;
  uint64_t concurrency = kDefaultConcurrency;
  uint64_t workers = 0;
  uint64_t per_host = HostLimits().per_host;
  double host_interval_seconds = 0;
  uint64_t host_failures = HostLimits().failures_to_park;
  uint64_t retries = kDefaultRetries;
  uint64_t max_retry_after =
      static_cast<uint64_t>(kDefaultMaxRetryAfter.count());
  double deadline_seconds = 0;
  bool robots = false;
  uint64_t read_ahead = kDefaultReadAhead;
  uint64_t max_stalled = kDefaultMaxStalled;
  uint64_t max_waiting_bytes = kDefaultMaxWaitingBytes;
  std::string fail_on = "error,expectation,finding";
  bool quiet = false;
  TargetFlags target;
};

/// A part of a list: the targets whose key, divided by `count`, leaves `index`.
struct Shard {
  uint64_t index = 0;
  uint64_t count = 1;
};

/// Reads "I/N", I from 1 to N. kUsage.
Result<Shard> parse_shard(const std::string& text);

/// Adds `batch` and its flags to the program; parsing fills `flags`.
CLI::App* add_batch_command(CLI::App& program, BatchFlags& flags);

/// What the flags ask for; kUsage where one makes no sense.
Result<BatchOptions> batch_options(const BatchFlags& flags);

ExitCode run_batch(const BatchFlags& flags, std::istream& in);

}  // namespace pagescan
