// The frame of a SARIF 2.1.0 document and the parts all of ours share: one run,
// its rules, its results up to what code hosts take, its notifications. Values;
// one thread at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "report/finding_place.h"
#include "report/json_writer.h"
#include "rules/rule.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// What GitHub takes of one run (https://docs.github.com/code-security/
/// code-scanning/integrating-with-code-scanning/
/// sarif-support-for-code-scanning).
inline constexpr size_t kMaxSarifResults = 25'000;

/// A message (section 3.11) in which no text from a page is a link or a
/// placeholder.
void write_sarif_message(JsonWriter& json, std::string_view key,
                         std::string_view text);

/// The locations of a result: the place in a file, if any, and the address.
void write_sarif_locations(JsonWriter& json,
                           const std::optional<FilePlace>& place,
                           std::string_view url);

/// A reporting descriptor (section 3.49).
void write_sarif_rule(JsonWriter& json, const RuleInfo& rule);

class SarifLog {
 public:
  /// Appends what stands before the first result.
  static void begin(std::string& out);
  /// The same with the run's `tool`, unless end() gets it.
  static void begin(const JsonWriter& tool, std::string& out);

  /// Appends a result, or counts it where there are too many already.
  void add_result(const JsonWriter& result, std::string& out);

  /// `task` is null for what is said of the report as a whole. An error makes
  /// the run one that did not succeed.
  void notify(const Task* task, Level level, std::string_view descriptor,
              std::string_view text);

  void end(std::string& out);
  void end(const JsonWriter& tool, std::string& out);

 private:
  void write_end(std::string_view tool, std::string& out);

  size_t results_ = 0;
  size_t cut_ = 0;
  std::string notifications_;  // JSON objects
  size_t notification_count_ = 0;
  size_t untold_ = 0;
  bool has_errors_ = false;
};

}  // namespace pagescan
