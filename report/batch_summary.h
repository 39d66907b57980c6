// What came of a batch, in counts: fed with the outcome of each target, told
// for people and as JSON (docs/summary.schema.json). Bounded memory however
// many targets and hosts there are. One thread at a time; a value.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "report/finding_groups.h"
#include "scanner/base/error.h"
#include "scanner/run/target_outcome.h"

namespace pagescan {

/// The version of the summary's schema, raised when a key changes its meaning.
inline constexpr int kSummarySchemaVersion = 1;

/// Hosts whose times are kept. When there are more, the faster half of them is
/// forgotten: the slow are what is looked for.
inline constexpr size_t kMaxSummaryHosts = 10'000;

/// How many of the findings are told to people; JSON has all that are kept.
inline constexpr size_t kFindingGroupsTold = 20;

/// How many of the slowest are told.
inline constexpr size_t kSlowestHosts = 10;

class BatchSummary {
 public:
  struct HostTime {
    std::string host;
    uint64_t targets = 0;
    double mean_milliseconds = 0;
  };
  static constexpr size_t kErrorCodes = static_cast<size_t>(kLastErrorCode) + 1;

  /// A target of this run.
  void add(const TargetOutcome& outcome);
  /// A target of an earlier run that this one goes on with.
  void add_done_before(const TargetOutcome& outcome);

  /// What was found in a target, whose page is at `url`.
  void add_findings(const std::vector<Finding>& findings,
                    std::string_view url) {
    findings_.add(findings, url);
  }
  void set_findings(FindingGroups findings) { findings_ = std::move(findings); }

  void set_duplicates(uint64_t duplicates) { duplicates_ = duplicates; }
  /// Targets left when a deadline or the user ended the run.
  void set_not_reached(uint64_t targets) { not_reached_ = targets; }
  /// How long this run took.
  void set_elapsed_seconds(double seconds) { elapsed_seconds_ = seconds; }

  uint64_t targets() const { return targets_; }
  uint64_t done_before() const { return done_before_; }
  uint64_t duplicates() const { return duplicates_; }
  uint64_t not_reached() const { return not_reached_; }
  uint64_t bad_lines() const { return bad_lines_; }
  uint64_t failed() const { return failed_; }
  uint64_t unmet_expectations() const { return unmet_expectations_; }
  uint64_t retried() const { return retried_; }
  uint64_t bytes() const { return bytes_; }
  double elapsed_seconds() const { return elapsed_seconds_; }
  /// Targets of this run in a second of it; 0 where it took no time.
  double pages_per_second() const;

  /// Status to targets; 0 for those without a response.
  const std::map<int, uint64_t>& statuses() const { return statuses_; }
  /// "2xx", "other" or "none" to targets, those that occur.
  std::map<std::string_view, uint64_t> status_classes() const;
  /// By ErrorCode.
  const std::array<uint64_t, kErrorCodes>& errors() const { return errors_; }

  /// The slowest first, by the mean time of their targets.
  std::vector<HostTime> slowest_hosts() const;
  /// How many times a host was forgotten; one that comes again counts again.
  uint64_t hosts_forgotten() const { return hosts_forgotten_; }

  const FindingGroups& findings() const { return findings_; }

 private:
  struct Times {
    uint64_t targets = 0;
    double milliseconds = 0;
  };

  void add_time(const TargetOutcome& outcome);
  void forget_fast_hosts();

  uint64_t targets_ = 0;
  uint64_t done_before_ = 0;
  uint64_t duplicates_ = 0;
  uint64_t not_reached_ = 0;
  uint64_t bad_lines_ = 0;
  uint64_t failed_ = 0;
  uint64_t unmet_expectations_ = 0;
  uint64_t retried_ = 0;
  uint64_t bytes_ = 0;
  double elapsed_seconds_ = 0;
  std::map<int, uint64_t> statuses_;
  std::array<uint64_t, kErrorCodes> errors_{};
  std::unordered_map<std::string, Times> hosts_;
  uint64_t hosts_forgotten_ = 0;
  FindingGroups findings_;
};

/// Appends lines for people, safe for a terminal.
void write_summary_text(const BatchSummary& summary, std::string& out);

/// Appends one JSON document on one line.
void write_summary_json(const BatchSummary& summary, std::string& out);

}  // namespace pagescan
