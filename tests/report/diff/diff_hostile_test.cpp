// Every hostile string in every place of a change, in every format: what reads
// the format reads one report, and nothing acts on it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "tests/report/diff/diff_case.h"
#include "tests/report/hazard.h"
#include "tests/support/hostile_strings.h"

namespace pagescan::test {
namespace {

using nlohmann::json;

DiffCase filled(DiffCase made, std::string_view bytes) {
  visit_strings(made.diff, [bytes](std::string& text) { text = bytes; });
  for (auto* side : {&made.before, &made.after}) {
    for (ScanResult& result : *side) {
      result.task.url = result.task.list = bytes;
      for (Finding& finding : result.findings) {
        finding.message = finding.evidence.text = bytes;
      }
    }
  }
  return made;
}

std::vector<DiffCase> filled_batch(std::string_view bytes) {
  std::vector<DiffCase> cases;
  for (DiffCase& made : batch_cases()) {
    cases.push_back(filled(std::move(made), bytes));
  }
  return cases;
}

TEST(DiffHostileTest, NothingActsOnAnyReport) {
  for (const HostileString& hostile : hostile_strings()) {
    for (const DiffReporter& reporter : all_diff_reporters()) {
      EXPECT_EQ(
          hazard_in(diff_report(reporter.name, filled_batch(hostile.bytes)),
                    reporter.name == "github"),
          "")
          << reporter.name << ' ' << hostile.what;
    }
  }
}

TEST(DiffHostileTest, JsonHasWhatWasThere) {
  for (const HostileString& hostile : hostile_strings()) {
    const DiffCase made = filled(rich_case(), hostile.bytes);
    const json change = json::parse(diff_report("json", {made}))["changes"][4];
    const std::string wanted = replace_invalid_utf8(hostile.bytes);
    for (const char* key : {"path", "what", "before", "after"}) {
      EXPECT_EQ(change[key], wanted) << hostile.what;
    }
    const json patch = json::parse(
        diff_report("json-patch", {made, made})
            .substr(0, diff_report("json-patch", {made, made}).find('\n')));
    EXPECT_EQ(patch["url"], wanted) << hostile.what;
  }
}

TEST(DiffHostileTest, MarkdownStaysATable) {
  for (const HostileString& hostile : hostile_strings()) {
    const std::string report =
        diff_report("markdown", filled_batch(hostile.bytes));
    size_t rows = 0;
    for (const std::string_view line : split(report, '\n')) {
      if (!line.starts_with("| ")) continue;
      ++rows;
      EXPECT_TRUE(cells_of(line) == 3 || cells_of(line) == 4)
          << hostile.what << ": " << line;
    }
    EXPECT_GE(rows, 8u) << hostile.what;
  }
}

// One command for each change and each page that was not compared.
TEST(DiffHostileTest, GithubHasNoCommandOfThePage) {
  for (const HostileString& hostile : hostile_strings()) {
    const std::string report =
        diff_report("github", filled_batch(hostile.bytes));
    size_t commands = 0;
    for (const std::string_view line : split(report, '\n')) {
      if (!strip_ascii_whitespace(line).starts_with("::")) continue;
      ++commands;
      const bool is_ours = line.starts_with("::error ") ||
                           line.starts_with("::warning ") ||
                           line.starts_with("::notice ");
      EXPECT_TRUE(is_ours) << hostile.what << ": " << line;
    }
    EXPECT_EQ(commands, 14u) << hostile.what;
  }
}

// But for the marks of words that differ, which depend on the words.
std::vector<std::string> skeleton_of(std::string_view bytes) {
  std::vector<std::string> parts =
      skeleton(diff_report("html", filled_batch(bytes)));
  std::erase(parts, "del");
  std::erase(parts, "ins");
  return parts;
}

TEST(DiffHostileTest, NoStringMakesAnElementOrAnAttribute) {
  const std::vector<std::string> harmless = skeleton_of("harmless");
  EXPECT_GT(harmless.size(), 150u);
  for (const std::string& part : harmless) {
    EXPECT_EQ(part.find(" on"), std::string::npos) << part;
    EXPECT_EQ(part.find(" src="), std::string::npos) << part;
    const size_t href = part.find(" href=");
    if (href == std::string::npos || part.starts_with("link ")) continue;
    EXPECT_EQ(part.substr(href, 7), " href=#") << part;
  }
  for (const HostileString& hostile : hostile_strings()) {
    if (hostile.bytes.empty()) continue;
    EXPECT_EQ(skeleton_of(hostile.bytes), harmless) << hostile.what;
  }
}

}  // namespace
}  // namespace pagescan::test
