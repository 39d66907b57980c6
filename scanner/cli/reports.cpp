#include "scanner/cli/reports.h"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <set>
#include <string_view>
#include <utility>

namespace pagescan {

Result<std::vector<std::string>> report_places(
    const std::vector<std::string>& formats,
    const std::vector<std::string>& outputs) {
  std::vector<std::string> places = outputs;
  if (places.size() + 1 == formats.size()) {
    places.emplace_back(kStandardOutput);
  }
  if (places.size() != formats.size()) {
    return fail(ErrorCode::kUsage,
                fmt::format("{} formats and {} outputs: give each --format an "
                            "-o of its own, one of which may be left out or "
                            "be - for standard output",
                            formats.size(), outputs.size()));
  }
  std::set<std::string_view> seen;
  for (const std::string& place : places) {
    if (seen.insert(place).second) continue;
    return fail(ErrorCode::kUsage,
                fmt::format("-o {}: two reports can't go to one place: choose "
                            "another for one of them",
                            place));
  }
  return places;
}

void add_format_flags(CLI::App& command,
                      const std::vector<FormatChoice>& choices,
                      std::vector<std::string>& formats,
                      std::vector<std::string>& outputs) {
  const std::string group = "Report";
  std::string help = "May be repeated, each with an -o of its own:";
  std::vector<std::string> names;
  for (const FormatChoice& choice : choices) {
    help += fmt::format("\n{}: {}", choice.name, choice.description);
    names.emplace_back(choice.name);
  }
  command.add_option("-f,--format", formats, help)
      ->check(CLI::IsMember(names).description(""))
      ->type_name("FORMAT")
      ->default_str("text")
      ->group(group)
      ->expected(1)
      ->allow_extra_args(false)  // what follows is a target
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  command
      .add_option("-o,--output", outputs,
                  "Write the report to FILE instead of standard output; the "
                  "nth is for the nth --format")
      ->type_name("FILE")
      ->group(group)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_report_flags(CLI::App& command, ReportFlags& flags) {
  const std::string group = "Report";
  add_format_flags(command, format_choices(all_reporters()), flags.formats,
                   flags.outputs);
  command
      .add_option("--sections", flags.sections,
                  "Sections of the text report, separated by commas: seed "
                  "(header,forms,text), all, or any of header, forms, text, "
                  "findings, page, redirects, response, cookies, metadata, "
                  "controls, links, scripts, resources, notes")
      ->type_name("LIST")
      ->capture_default_str()
      ->group(group);
  add_color_flag(command, flags.color);
}

void add_color_flag(CLI::App& command, std::string& color) {
  command
      .add_option("--color", color,
                  "Colour the levels in the text report: auto (on a terminal, "
                  "unless NO_COLOR is set), always or never")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}).description(""))
      ->capture_default_str()
      ->group("Report");
}

bool wants_colors(const std::string& color, bool to_terminal) {
  if (color != "auto") return color == "always";
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  const bool is_dumb =
      terminal == nullptr || std::string_view(terminal) == "dumb";
  const bool is_unwanted = no_color != nullptr && *no_color != '\0';
  return to_terminal && !is_dumb && !is_unwanted;
}

Result<Reports> Reports::open(const ReportFlags& flags, const RuleSet* rules) {
  Result<std::set<Section>> sections = parse_sections(flags.sections);
  if (!sections) return tl::unexpected(std::move(sections).error());
  std::vector<std::string> formats = flags.formats;
  if (formats.empty()) formats.emplace_back("text");
  const Result<std::vector<std::string>> places =
      report_places(formats, flags.outputs);
  if (!places) return tl::unexpected(places.error());
  Reports reports;
  for (size_t i = 0; i < formats.size(); ++i) {
    const Reporter* const reporter = find_reporter(formats[i]);
    if (reporter == nullptr) {
      return fail(ErrorCode::kUsage,
                  fmt::format("--format: there is no format \"{}\" (--help "
                              "lists them)",
                              formats[i]));
    }
    const std::string& place = (*places)[i];
    const bool is_stdout = place == kStandardOutput;
    Result<Output> output = Output::open(is_stdout ? "" : place);
    if (!output) return tl::unexpected(std::move(output).error());
    ReportOptions options{*sections};
    options.rules = rules;
    options.colors =
        wants_colors(flags.color, is_stdout && ::isatty(STDOUT_FILENO) != 0);
    reports.reports_.push_back({reporter->open(options), *std::move(output)});
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

Result<void> Reports::add(const ScanResult& result) {
  for (Report& report : reports_) {
    buffer_.clear();
    report.stream->add(result, buffer_);
    if (auto written = report.output.write(buffer_); !written) return written;
  }
  return {};
}

Result<void> Reports::close() {
  for (Report& report : reports_) {
    buffer_.clear();
    report.stream->end(buffer_);
    if (auto written = report.output.write(buffer_); !written) return written;
    if (auto closed = report.output.close(); !closed) return closed;
  }
  return {};
}

}  // namespace pagescan
