// The flags that say how targets are fetched and read, shared by the commands
// that scan, and their meaning. A value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/cli/rule_flags.h"
#include "scanner/run/pipeline.h"

namespace CLI {
class App;
class Validator;
}  // namespace CLI

namespace pagescan {

/// As the user gave them, with their defaults.
struct TargetFlags {
  std::string charset;
  bool redact = false;
  std::string user_agent;
  std::vector<std::string> headers;
  double timeout_seconds = 0;
  double connect_timeout_seconds = 0;
  uint64_t max_bytes = kDefaultMaxContentBytes;
  uint64_t max_field_bytes = kDefaultMaxFieldBytes;
  unsigned max_redirects = kDefaultMaxRedirects;
  uint64_t max_fields = kDefaultMaxFieldLines;
  uint64_t max_interim = kDefaultMaxInterimResponses;
  uint64_t max_content_codings = kDefaultMaxContentCodings;
  uint64_t max_cookies = kDefaultMaxCookies;
  uint64_t max_certificate_names = kDefaultMaxCertificateNames;
  uint64_t min_speed = kDefaultLowSpeedBytesPerSecond;
  uint64_t min_speed_seconds = 0;
  uint64_t parse_memory = kDefaultParseMemory;
  double parse_seconds = 0;
  uint64_t max_depth = kDefaultMaxDepth;
  uint64_t max_attributes = kDefaultMaxAttributes;
  uint64_t max_nodes = kDefaultMaxNodes;
  uint64_t max_items = kDefaultMaxItems;
  uint64_t max_value_bytes = kDefaultMaxValueBytes;
  uint64_t max_findings = kDefaultMaxFindingsOfRule;
  uint64_t max_form_html = kDefaultMaxFormHtmlBytes;
  std::string ca_file;
  bool insecure = false;
  std::string proxy;
  std::vector<std::string> resolve;
  bool allow_private = false;
  bool deny_private = false;
  std::vector<std::string> deny_addresses;
  RuleFlags rules;
  int verbosity = 0;
};

/// Sets the defaults and adds the flags to a command; parsing fills `flags`.
void add_target_flags(CLI::App& command, TargetFlags& flags);
/// The same without those of rules.
void add_fetch_flags(CLI::App& command, TargetFlags& flags);
void add_verbose_flag(CLI::App& command, TargetFlags& flags);
void add_charset_flag(CLI::App& command, TargetFlags& flags);
void add_redact_flag(CLI::App& command, TargetFlags& flags);
/// --store, of the commands that scan.
void add_store_flag(CLI::App& command, std::string& path);

/// What the flags ask for, but for the rules (see rule_options()); kUsage where
/// one makes no sense.
Result<ScanOptions> target_options(const TargetFlags& flags);

/// CLI::PositiveNumber lets through what no clock can count: inf and nan.
CLI::Validator time_limit();
/// The same, but 0 is allowed.
CLI::Validator interval_limit();
/// CLI11 reads -1 as the largest unsigned number.
inline constexpr uint64_t kMaxCount = uint64_t{1} << 40;
inline constexpr uint64_t kMaxSmallCount = 1'000'000;
CLI::Validator count_limit(uint64_t most = kMaxCount, uint64_t least = 0);

double to_seconds(std::chrono::milliseconds time);
std::chrono::milliseconds to_milliseconds(double seconds);

}  // namespace pagescan
