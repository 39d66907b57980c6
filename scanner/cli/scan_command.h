// `pagescan scan`: its flags and what it does with them. Used once.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/cli/cli.h"
#include "scanner/run/pipeline.h"

namespace pagescan {

/// The flags of `scan` as the user gave them, with their defaults.
struct ScanFlags {
  std::vector<std::string> targets;
  std::string format = "text";
  std::string output;
  std::string sections = "all";
  std::string charset;
  std::string url;
  std::string address;
  std::string submission;
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
  uint64_t max_form_html = kDefaultMaxFormHtmlBytes;
  std::string ca_file;
  bool insecure = false;
  std::string proxy;
  std::vector<std::string> resolve;
  bool allow_private = false;
  bool deny_private = false;
  std::vector<std::string> deny_addresses;
  int verbosity = 0;
};

/// Adds `scan` and its flags to the program; parsing fills `flags`.
CLI::App* add_scan_command(CLI::App& program, ScanFlags& flags);

/// What the flags ask for; kUsage where one makes no sense.
Result<ScanOptions> scan_options(const ScanFlags& flags);

ExitCode run_scan(const ScanFlags& flags, std::istream& in);

}  // namespace pagescan
