// Where reports go, and usage that makes no sense: exit code 2.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "tests/cli/run_pagescan.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

using testing::HasSubstr;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ScanOutputTest, WritesToAFile) {
  const TempDir folder;
  const std::string page = folder.write("page.html", "<p>x").string();
  const std::string file =
      folder.write("report", "an old report, longer than the new").string();
  for (const std::string flag : {"-o", "--output"}) {
    const ProgramOutcome outcome =
        run_pagescan({"scan", page, page, flag, file, "--sections", "text"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, "");
    EXPECT_EQ(read_file(file), "Text Content\n\nx\n\nText Content\n\nx");
  }
  const ProgramOutcome json = scan_json({page, "-o", file});
  EXPECT_EQ(json.out, "");
  EXPECT_EQ(only_report(read_file(file)).at("text"), "x");
}

// Where one target fails its report is written all the same.
TEST(ScanOutputTest, WritesAFailureToTheFileToo) {
  const TempDir folder;
  const std::string file = (folder.path() / "report").string();
  EXPECT_EQ(scan_json({"missing", "-o", file}).exit_code, 3);
  EXPECT_EQ(errors_of(only_report(read_file(file))), "read file_not_found");
}

TEST(ScanOutputTest, ReportsAFileItCanNotWrite) {
  const TempDir folder;
  const std::string page = folder.write("page.html", "<p>x").string();
  const std::string directory = folder.path().string();
  const struct {
    std::string output;
    std::string reason;
  } cases[] = {
      {directory, "Is a directory"},
      {directory + "/missing/report", "No such file or directory"},
      {page + "/report", "Not a directory"},
      {"/dev/full", "No space left on device"},
  };
  for (const auto& [output, reason] : cases) {
    const ProgramOutcome outcome = run_pagescan({"scan", page, "-o", output});
    EXPECT_EQ(outcome.exit_code, 2) << output;
    EXPECT_EQ(outcome.out, "") << output;
    EXPECT_EQ(outcome.err, "pagescan: error: " + output +
                               ": can't write the report: " + reason +
                               " (choose another place with -o FILE)\n");
  }
}

TEST(ScanOutputTest, ReportsAFullStandardOutput) {
  const TempDir folder;
  // Small reports fail when they are flushed, large ones when written.
  for (const size_t size : {size_t{1}, size_t{1} << 20}) {
    const std::string page =
        folder.write("page.html", std::string(size, 'x')).string();
    ProgramRun run;
    run.command = {PAGESCAN_BINARY_DIR "/pagescan", "scan", page};
    run.output_file = "/dev/full";
    const ProgramOutcome outcome = run_program(run);
    EXPECT_EQ(outcome.exit_code, 2) << size;
    EXPECT_EQ(outcome.err,
              "pagescan: error: standard output: can't write the report: No "
              "space left on device (choose another place with -o FILE)\n");
  }
}

// The numbers of closed streams must not become those of a file or a socket.
TEST(ScanOutputTest, SurvivesClosedStreams) {
  ScriptedServer server;
  server.on("/", http_response("200 OK", "", "<p>x"));
  const TempDir folder;
  const std::string file = (folder.path() / "report").string();
  const auto run_closed = [&](std::vector<std::string> arguments,
                              std::vector<int> streams) {
    ProgramRun run;
    run.command = {PAGESCAN_BINARY_DIR "/pagescan", "scan", "--format", "json"};
    run.command.insert(run.command.end(), arguments.begin(), arguments.end());
    run.closed_streams = std::move(streams);
    return run_program(run);
  };
  const ProgramOutcome no_output = run_closed({server.url("/")}, {1});
  EXPECT_EQ(no_output.exit_code, 2);
  EXPECT_EQ(no_output.err,
            "pagescan: error: standard output: can't write the report: Bad "
            "file descriptor (choose another place with -o FILE)\n");
  const ProgramOutcome to_file =
      run_closed({server.url("/"), "missing", "-o", file}, {0, 1, 2});
  EXPECT_EQ(to_file.exit_code, 3);
  EXPECT_EQ(reports_in(read_file(file)).size(), 2u);
  const ProgramOutcome no_input = run_closed({"-"}, {0});
  EXPECT_EQ(no_input.exit_code, 3);
  EXPECT_EQ(errors_of(only_report(no_input.out)), "read file_unreadable");
}

struct BadUsage {
  std::vector<std::string> arguments;
  std::string message;  // part of what standard error says
};

TEST(ScanOutputTest, RefusesUsageThatMakesNoSense) {
  const BadUsage cases[] = {
      {{}, "subcommand"},
      {{"scan"}, "targets"},
      {{"look", "x"}, ""},
      {{"scan", "--no-such-flag", "x"}, "--no-such-flag"},
      {{"scan", "--format", "yaml", "x"}, "yaml"},
      {{"scan", "--format"}, "--format"},
      {{"scan", "--sections", "text,nothing", "x"},
       "there is no section \"nothing\"; choose from seed, all, header"},
      {{"scan", "--charset", "no-such", "x"},
       "--charset: no encoding is called \"no-such\" (try utf-8"},
      {{"scan", "--url", "no-scheme", "-"}, "--url: no scheme"},
      {{"scan", "--header", "no colon", "x"},
       "--header: \"no colon\" is not \"Name: value\""},
      {{"scan", "--header", ": x", "x"}, "--header"},
      {{"scan", "--header", "A b: x", "x"}, "--header"},
      {{"scan", "--header", "A: x\r\nB: y", "x"}, "--header"},
      {{"scan", "--allow-private", "--deny-private", "x"}, "--deny-private"},
      {{"scan", "--timeout", "0", "x"}, "--timeout"},
      {{"scan", "--timeout", "-1", "x"}, "--timeout"},
      {{"scan", "--timeout", "nan", "x"}, "--timeout"},
      {{"scan", "--timeout", "inf", "x"}, "--timeout"},
      {{"scan", "--timeout", "1e30", "x"}, "--timeout"},
      {{"scan", "--timeout", "soon", "x"}, "--timeout"},
      {{"scan", "--parse-time", "nan", "x"}, "--parse-time"},
      {{"scan", "--connect-timeout", "1e18", "x"}, "--connect-timeout"},
      {{"scan", "--max-bytes", "-1", "x"}, "--max-bytes"},
      {{"scan", "--max-bytes", "18446744073709551615", "x"}, "--max-bytes"},
      {{"scan", "--max-bytes", "99999999999g", "x"}, "--max-bytes"},
      {{"scan", "--max-bytes", "many", "x"}, "--max-bytes"},
      {{"scan", "--max-redirects", "-1", "x"}, "--max-redirects"},
      {{"scan", "--max-items", "-1", "x"}, "--max-items"},
  };
  for (const BadUsage& c : cases) {
    const ProgramOutcome outcome = run_pagescan(c.arguments);
    const std::string all = testing::PrintToString(c.arguments);
    EXPECT_EQ(outcome.exit_code, 2) << all;
    EXPECT_EQ(outcome.out, "") << all;
    EXPECT_NE(outcome.err, "") << all;
    EXPECT_THAT(outcome.err, HasSubstr(c.message)) << all;
  }
}

// What can't be scanned at all is no reason to lose a report of before.
TEST(ScanOutputTest, LeavesTheFileAloneOnBadUsage) {
  const TempDir folder;
  const std::string file = folder.write("report", "of before").string();
  EXPECT_EQ(
      run_pagescan({"scan", "x", "-o", file, "--charset", "none"}).exit_code,
      2);
  EXPECT_EQ(read_file(file), "of before");
}

}  // namespace
}  // namespace pagescan::test
