// The flags of `pagescan scan` and their meaning.
#include <CLI/CLI.hpp>
#include <utility>

#include "scanner/cli/scan_command.h"

namespace pagescan {
namespace {

constexpr std::string_view kExamples = R"(Examples:
  pagescan scan https://example.com/login
  pagescan scan saved.html --url https://example.com/login
  curl -s https://example.com/ | pagescan scan - --url https://example.com/
  pagescan scan --format json https://example.com/ | jq '.forms[].url'
  pagescan scan -f sarif -o site.sarif -f text https://example.com/
  pagescan scan --resolve example.com:443:127.0.0.1 https://example.com/

Exit status: 0 scanned, 1 findings at or above --fail-level, 2 usage or
unwritable output, 3 some targets could not be scanned. 3 goes before 1.)";

void add_output_flags(CLI::App& scan, ScanFlags& flags) {
  const std::string group = "Report";
  add_report_flags(scan, flags.report);
  scan.add_option("--address", flags.address,
                  "Text of the report's address line, for saved pages")
      ->type_name("TEXT")
      ->group(group);
  scan.add_option("--submission", flags.submission,
                  "Text of the report's submission line, for saved pages")
      ->type_name("TEXT")
      ->group(group);
  add_store_flag(scan, flags.store);
  add_redact_flag(scan, flags.target);
}

void add_input_flags(CLI::App& scan, ScanFlags& flags) {
  const std::string group = "Input";
  scan.add_option("--url", flags.url,
                  "Where a file or standard input came from: addresses in it "
                  "resolve against this URL")
      ->type_name("URL")
      ->group(group);
  add_charset_flag(scan, flags.target);
}

}  // namespace

CLI::App* add_scan_command(CLI::App& program, ScanFlags& flags) {
  CLI::App* scan =
      program.add_subcommand("scan", "Scan pages and report what is in them");
  scan->add_option("targets", flags.targets,
                   "http or https URLs, files, file: URLs, or - for standard "
                   "input")
      ->required()
      ->type_name("TARGET");
  add_output_flags(*scan, flags);
  add_input_flags(*scan, flags);
  add_target_flags(*scan, flags.target);
  scan->footer(std::string(kExamples));
  return scan;
}

Result<ScanOptions> scan_options(const ScanFlags& flags) {
  Result<ScanOptions> options = target_options(flags.target);
  if (!options) return options;
  options->address = flags.address;
  options->submission = flags.submission;
  if (!flags.url.empty()) {
    Result<Url> url = Url::parse(flags.url);
    if (!url) {
      return fail(ErrorCode::kUsage, "--url: " + url.error().message);
    }
    options->document_url = *std::move(url);
  }
  return options;
}

}  // namespace pagescan
