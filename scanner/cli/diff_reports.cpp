#include "scanner/cli/diff_reports.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "scanner/cli/reports.h"

namespace pagescan {
namespace {

void add_mask_flags(CLI::App& command, DiffReportFlags& flags) {
  const std::string group = "Noise";
  command
      .add_option("--no-mask", flags.no_masks,
                  "Do not hide this noise; all: none of it")
      ->type_name("NAME")
      ->group(group)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--mask", flags.patterns,
                  "Hide what the pattern (RE2) matches, under that name")
      ->type_name("NAME=RE2")
      ->group(group)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("--ignore", flags.ignored,
                  "Do not compare the facts at this path; * is any text: "
                  "fields[x-served-by], forms[*].controls[token]*")
      ->type_name("PATH")
      ->group(group)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

// The least level, note, for "".
Level level_of(std::string_view name) {
  if (name.empty()) return Level::kNote;
  const auto* found = std::ranges::find(kLevelNames, name);
  return static_cast<Level>(found - kLevelNames.begin());
}

}  // namespace

void add_diff_report_flags(CLI::App& command, DiffReportFlags& flags) {
  const std::string group = "Report";
  add_format_flags(command, format_choices(all_diff_reporters()), flags.formats,
                   flags.outputs);
  add_color_flag(command, flags.color);
  command
      .add_option("--fail-on", flags.fail_on,
                  "The least level of a change that gives exit status 1: "
                  "note (the default), warning or error")
      ->type_name("LEVEL")
      ->check(CLI::IsMember({"note", "warning", "error"}).description(""))
      ->group(group);
  command
      .add_option("--max-changes", flags.max_changes,
                  "Changes listed of one page")
      ->type_name("COUNT")
      ->capture_default_str()
      ->group(group);
  add_mask_flags(command, flags);
}

void apply_configuration(const DiffConfiguration& configuration,
                         DiffReportFlags& flags) {
  const auto put_before = [](const std::vector<std::string>& items,
                             std::vector<std::string>& list) {
    list.insert(list.begin(), items.begin(), items.end());
  };
  put_before(configuration.no_masks, flags.no_masks);
  put_before(configuration.patterns, flags.patterns);
  put_before(configuration.ignored, flags.ignored);
  if (flags.fail_on.empty() && configuration.fail_on) {
    flags.fail_on = kLevelNames[static_cast<size_t>(*configuration.fail_on)];
  }
}

Result<DiffOptions> diff_options(const DiffReportFlags& flags) {
  Result<Masks> masks =
      Masks::make({flags.no_masks, flags.patterns, flags.ignored});
  if (!masks) return tl::unexpected(std::move(masks).error());
  return DiffOptions{*std::move(masks), flags.max_changes};
}

Result<DiffReports> DiffReports::open(const DiffReportFlags& flags) {
  std::vector<std::string> formats = flags.formats;
  if (formats.empty()) formats.emplace_back("text");
  const auto places = report_places(formats, flags.outputs);
  if (!places) return tl::unexpected(places.error());
  DiffReports reports;
  reports.fail_on_ = level_of(flags.fail_on);
  for (size_t i = 0; i < formats.size(); ++i) {
    const std::string& place = (*places)[i];
    const bool is_stdout = place == kStandardOutput;
    Result<Output> output = Output::open(is_stdout ? "" : place);
    if (!output) return tl::unexpected(std::move(output).error());
    DiffReportOptions options;
    options.fail_level = reports.fail_on_;
    options.colors =
        wants_colors(flags.color, is_stdout && ::isatty(STDOUT_FILENO) != 0);
    reports.reports_.push_back(
        {find_diff_reporter(formats[i])->open(options), *std::move(output)});
  }
  for (Report& report : reports.reports_) {
    reports.buffer_.clear();
    report.stream->begin(reports.buffer_);
    if (auto written = report.output.write(reports.buffer_); !written) {
      return tl::unexpected(std::move(written).error());
    }
  }
  return reports;
}

Result<void> DiffReports::add(const PageDiff& diff, const DiffPair& pair) {
  all_compared_ = all_compared_ && !diff.not_compared;
  const std::optional<Level> worst = worst_level(diff);
  has_failed_ = has_failed_ || (worst && *worst >= fail_on_);
  for (Report& report : reports_) {
    buffer_.clear();
    report.stream->add(diff, pair, buffer_);
    if (auto written = report.output.write(buffer_); !written) return written;
  }
  return {};
}

Result<void> DiffReports::close() {
  for (Report& report : reports_) {
    buffer_.clear();
    report.stream->end(buffer_);
    if (auto written = report.output.write(buffer_); !written) return written;
    if (auto closed = report.output.close(); !closed) return closed;
  }
  return {};
}

ExitCode DiffReports::exit_code() const {
  if (!all_compared_) return ExitCode::kNotScanned;
  return has_failed_ ? ExitCode::kFindings : ExitCode::kClean;
}

}  // namespace pagescan
