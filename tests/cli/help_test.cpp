// The help of the built program, against goldens: a flag's name, its default
// and its words are part of the interface.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

namespace pagescan {
namespace {

struct Outcome {
  int status = -1;
  std::string output;
};

Outcome run_pagescan(const std::string& arguments) {
  Outcome outcome;
  const std::string command =
      "'" PAGESCAN_BINARY_DIR "/pagescan' " + arguments + " 2>&1";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return outcome;
  std::array<char, 4096> buffer{};
  size_t size = 0;
  while ((size = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0) {
    outcome.output.append(buffer.data(), size);
  }
  const int status = pclose(pipe);
  if (WIFEXITED(status)) outcome.status = WEXITSTATUS(status);
  return outcome;
}

void expect_golden_help(const std::string& arguments, const std::string& name) {
  const std::string path = PAGESCAN_SOURCE_DIR "/tests/cli/golden/" + name;
  const Outcome help = run_pagescan(arguments);
  EXPECT_EQ(help.status, 0);
  const char* update = std::getenv("PAGESCAN_UPDATE_GOLDENS");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(path, std::ios::binary) << help.output;
  }
  std::ifstream file(path, std::ios::binary);
  const std::string golden{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(help.output, golden)
      << "if the change is meant: PAGESCAN_UPDATE_GOLDENS=1 "
         "build/cli_test";
}

TEST(HelpTest, Program) { expect_golden_help("--help", "help.txt"); }

TEST(HelpTest, Scan) { expect_golden_help("scan --help", "scan-help.txt"); }

TEST(HelpTest, Batch) { expect_golden_help("batch --help", "batch-help.txt"); }

TEST(HelpTest, Inventory) {
  expect_golden_help("inventory --help", "inventory-help.txt");
  expect_golden_help("inventory init --help", "inventory-init-help.txt");
  expect_golden_help("inventory check --help", "inventory-check-help.txt");
  expect_golden_help("inventory update --help", "inventory-update-help.txt");
}

TEST(HelpTest, Rules) {
  expect_golden_help("rules --help", "rules-help.txt");
  expect_golden_help("rules list --help", "rules-list-help.txt");
  expect_golden_help("rules show --help", "rules-show-help.txt");
  expect_golden_help("rules test --help", "rules-test-help.txt");
}

TEST(HelpTest, Merge) { expect_golden_help("merge --help", "merge-help.txt"); }

TEST(HelpTest, Report) {
  expect_golden_help("report --help", "report-help.txt");
}

TEST(HelpTest, Diff) { expect_golden_help("diff --help", "diff-help.txt"); }

// That of `history diff` is the one of `diff` with a few flags more.
TEST(HelpTest, History) {
  expect_golden_help("history --help", "history-help.txt");
  expect_golden_help("history list --help", "history-list-help.txt");
  expect_golden_help("history show --help", "history-show-help.txt");
  expect_golden_help("history prune --help", "history-prune-help.txt");
  expect_golden_help("history check --help", "history-check-help.txt");
}

// What the README says of flags can't fall behind.
TEST(HelpTest, ReadmeNamesEveryFlag) {
  std::ifstream file(PAGESCAN_SOURCE_DIR "/README.md", std::ios::binary);
  const std::string readme{std::istreambuf_iterator<char>(file), {}};
  std::string help;
  for (const char* command : {"scan", "batch", "report", "diff", "history list",
                              "history show", "history diff", "history prune",
                              "inventory check", "inventory update"}) {
    help += run_pagescan(std::string(command) + " --help").output;
  }
  size_t flags = 0;
  for (size_t at = help.find("--"); at != std::string::npos;
       at = help.find("--", at + 2)) {
    const size_t end =
        help.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at);
    const std::string flag = help.substr(at, end - at);
    EXPECT_NE(readme.find('`' + flag), std::string::npos) << flag;
    ++flags;
  }
  EXPECT_GE(flags, 25U);
}

TEST(HelpTest, NamesItsVersion) {
  const Outcome version = run_pagescan("--version");
  EXPECT_EQ(version.status, 0);
  EXPECT_EQ(version.output, "pagescan " PAGESCAN_VERSION "\n");
}

TEST(HelpTest, UsageErrorsEndWithTwo) {
  for (const char* arguments : {"",
                                "scan",
                                "scann x",
                                "scan --format xml x",
                                "scan --no-such-flag x",
                                "scan --sections nothing x",
                                "scan --charset utf-9 x",
                                "scan --timeout 0 x",
                                "scan --header nonsense x",
                                "scan --allow-private --deny-private x",
                                "scan --color blue x",
                                "scan -f json -f csv x",
                                "batch",
                                "merge",
                                "report",
                                "history",
                                "history list",
                                "history show --store x",
                                "history prune --store x",
                                "history prune --store x --keep -1",
                                "report /dev/null -f nothing",
                                "diff",
                                "diff /dev/null",
                                "rules",
                                "rules show",
                                "rules test",
                                "scan --fail-level high x",
                                "scan --config a --no-config x"}) {
    const Outcome outcome = run_pagescan(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_FALSE(outcome.output.empty()) << arguments;
  }
}

}  // namespace
}  // namespace pagescan
