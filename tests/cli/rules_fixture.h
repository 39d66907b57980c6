// What tests of rules, configurations and baselines share: a folder to run the
// built program in. Not thread-safe.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/cli/run_pagescan.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {

/// One finding of level error (F02), one of level warning (F03) over http.
// Pages in which no other rule finds anything.
#define PAGESCAN_TEST_HEAD                            \
  "<!doctype html><html lang=en><meta charset=utf-8>" \
  "<meta name=viewport content=width=device-width><title>T</title>"
#define PAGESCAN_TEST_FIELDS \
  "<label>Q <input name=q></label><button>Go</button></form>"
inline constexpr char kDowngrade[] = PAGESCAN_TEST_HEAD
    "<form action=http://shop.example/go>" PAGESCAN_TEST_FIELDS;
inline constexpr char kClean[] =
    PAGESCAN_TEST_HEAD "<form action=/go>" PAGESCAN_TEST_FIELDS;
inline constexpr char kPasswordByGet[] = PAGESCAN_TEST_HEAD
    "<form action=/in><input type=password name=p aria-label=P>"
    "<button>Go</button></form>";

class RulesFixture : public testing::Test {
 protected:
  /// Runs it in the folder, or one within.
  ProgramOutcome run_in(const std::string& folder,
                        const std::vector<std::string>& arguments) const {
    ProgramRun run;
    // The shell gets every argument as one of its own: nothing is expanded.
    run.command = {"sh",
                   "-c",
                   "cd \"$1\" && shift && exec \"$@\"",
                   "sh",
                   (folder_.path() / folder).string(),
                   PAGESCAN_BINARY_DIR "/pagescan"};
    run.command.insert(run.command.end(), arguments.begin(), arguments.end());
    run.environment = {"SOURCE_DATE_EPOCH=1781524800"};  // 2026-06-15
    return run_program(run);
  }
  ProgramOutcome run(const std::vector<std::string>& arguments) const {
    return run_in("", arguments);
  }

  /// Scans `page.html` of the folder as a page of https://shop.example/.
  ProgramOutcome scan(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {
        "scan", "page.html", "--url", "https://shop.example/", "-f", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  std::string path(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  void write(const std::string& name, const std::string& bytes) const {
    folder_.write(name, bytes);
  }

  /// "F02 error" of each finding, and " suppressed", " new", " unchanged".
  static std::string findings_in(const Json& report) {
    std::string all;
    for (const Json& finding : report.at("findings")) {
      if (!all.empty()) all += ", ";
      all += fmt::format("{} {}", finding.at("rule").get<std::string>(),
                         finding.at("level").get<std::string>());
      if (finding.contains("suppressed")) all += " suppressed";
      if (finding.contains("baseline")) {
        all += ' ' + finding.at("baseline").get<std::string>();
      }
    }
    return all;
  }

 private:
  TempDir folder_;
};

}  // namespace pagescan::test
