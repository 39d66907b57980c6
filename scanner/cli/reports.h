// The reports of a command: each a format and where it goes. Owns the outputs.
// One thread at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "report/reporter.h"
#include "scanner/base/error.h"
#include "scanner/cli/output.h"
#include "scanner/run/scan_result.h"

namespace CLI {
class App;
}  // namespace CLI

namespace pagescan {

/// As the user gave them, with their defaults.
struct ReportFlags {
  std::vector<std::string> formats;  // none: text
  std::vector<std::string> outputs;  // the nth is the nth format's
  std::string sections = "all";
  std::string color = "auto";
};

/// Adds the flags to a command; parsing fills `flags`.
void add_report_flags(CLI::App& command, ReportFlags& flags);

/// What --format may say.
struct FormatChoice {
  std::string_view name;
  std::string_view description;
};

/// The choices that a table of reporters gives.
template <class Reporters>
std::vector<FormatChoice> format_choices(const Reporters& reporters) {
  std::vector<FormatChoice> choices;
  choices.reserve(reporters.size());
  for (const auto& reporter : reporters) {
    choices.push_back({reporter.name, reporter.description});
  }
  return choices;
}

/// Adds --format and --output, each of which may be repeated.
void add_format_flags(CLI::App& command,
                      const std::vector<FormatChoice>& choices,
                      std::vector<std::string>& formats,
                      std::vector<std::string>& outputs);
void add_color_flag(CLI::App& command, std::string& color);

/// How `-o` names standard output.
inline constexpr std::string_view kStandardOutput = "-";

/// Where each of the formats goes. kUsage where the counts do not fit or two
/// would go to one place.
Result<std::vector<std::string>> report_places(
    const std::vector<std::string>& formats,
    const std::vector<std::string>& outputs);

/// Whether the text report is coloured: as `--color` says, where that is auto
/// on a terminal that is not "dumb", unless NO_COLOR is set
/// (https://no-color.org/).
bool wants_colors(const std::string& color, bool to_terminal);

class Reports {
 public:
  /// Opens every output and writes what stands before the first result.
  /// `rules` outlives the reports; null: the built-in ones. kUsage,
  /// kOutputUnwritable.
  static Result<Reports> open(const ReportFlags& flags, const RuleSet* rules);

  /// Writes one result to all of them.
  Result<void> add(const ScanResult& result);

  /// Writes what is left and closes the outputs. Once.
  Result<void> close();

 private:
  struct Report {
    std::unique_ptr<ReportStream> stream;
    Output output;
  };

  std::vector<Report> reports_;
  std::string buffer_;
};

}  // namespace pagescan
