#include "report/batch_summary.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "tests/report/golden.h"

namespace pagescan {
namespace {

using nlohmann::json;
using valijson::adapters::NlohmannJsonAdapter;

std::string text_of(const BatchSummary& summary) {
  std::string out;
  write_summary_text(summary, out);
  return out;
}

std::string json_of(const BatchSummary& summary) {
  std::string out;
  write_summary_json(summary, out);
  return out;
}

TargetOutcome outcome(const std::string& host, int status, double ms) {
  TargetOutcome made;
  made.host = host;
  made.status = status;
  made.attempts = 1;
  made.bytes = 1000;
  made.milliseconds = ms;
  return made;
}

TargetOutcome failure(const std::string& host, ErrorCode code) {
  TargetOutcome made = outcome(host, 0, 30'000);
  made.bytes = 0;
  made.error = code;
  made.attempts = 3;
  return made;
}

Finding found(const std::string& rule, Level level, char digit) {
  Finding made;
  made.rule = rule;
  made.name = "rule-" + rule;
  made.level = level;
  made.message = "Found \x1b by " + rule;
  made.fingerprint = std::string(32, digit);
  return made;
}

BatchSummary rich_summary() {
  BatchSummary summary;
  summary.add_done_before(outcome("fast.example", 200, 10));
  summary.add_done_before(failure("gone.example", ErrorCode::kDnsFailure));
  summary.add(outcome("fast.example", 200, 15.5));
  summary.add(outcome("fast.example", 204, 20));
  summary.add(outcome("xn--bcher-kva.example", 404, 150.25));
  summary.add(outcome("xn--bcher-kva.example", 503, 250));
  summary.add(outcome("odd.example", 777, 1));
  summary.add(failure("slow.example", ErrorCode::kTimeout));
  summary.add(failure("slow.example", ErrorCode::kTimeout));
  TargetOutcome line;
  line.is_bad_line = true;
  line.error = ErrorCode::kInvalidRow;
  summary.add(line);
  TargetOutcome unmet = outcome("fast.example", 301, 10);
  unmet.unmet_expectations = 2;
  summary.add(unmet);
  for (const char* page : {"d", "b", "c", "a"}) {
    summary.add_findings({found("F02", Level::kError, 'a')},
                         fmt::format("https://fast.example/{}", page));
  }
  summary.add_findings(
      {found("F09", Level::kWarning, 'b'), found("F02", Level::kError, 'c')},
      "https://xn--bcher-kva.example/");
  for (int i = 0; i < 8; ++i) {
    summary.add(outcome(fmt::format("h{}.example", i), 200, 5));
  }
  summary.set_duplicates(4);
  summary.set_not_reached(6);
  summary.set_elapsed_seconds(2.5);
  return summary;
}

std::string complaint(const std::string& document) {
  valijson::Schema schema;
  const json description = json::parse(read_file_bytes(
      std::filesystem::path(PAGESCAN_SOURCE_DIR) / "docs/summary.schema.json"));
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(NlohmannJsonAdapter(description), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  const json value = json::parse(document);
  if (validator.validate(schema, NlohmannJsonAdapter(value), &results)) {
    return "";
  }
  valijson::ValidationResults::Error error;
  results.popError(error);
  return error.description + " ";
}

TEST(BatchSummaryTest, Goldens) {
  expect_golden_text("summary/rich.txt", text_of(rich_summary()));
  expect_golden_json("summary/rich.json", json_of(rich_summary()));
  expect_golden_text("summary/empty.txt", text_of({}));
  expect_golden_json("summary/empty.json", json_of({}));
}

TEST(BatchSummaryTest, CountsAsMuchAsItWasGiven) {
  const BatchSummary summary = rich_summary();
  EXPECT_EQ(summary.targets(), 19U);
  EXPECT_EQ(summary.done_before(), 2U);
  EXPECT_EQ(summary.failed(), 4U);
  EXPECT_EQ(summary.bad_lines(), 1U);
  EXPECT_EQ(summary.unmet_expectations(), 2U);
  EXPECT_EQ(summary.retried(), 3U);
  EXPECT_EQ(summary.bytes(), 15'000U);
  EXPECT_EQ(summary.pages_per_second(), 17 / 2.5);
  uint64_t by_status = 0;
  for (const auto& [status, count] : summary.statuses()) by_status += count;
  EXPECT_EQ(by_status, summary.targets());
  uint64_t by_class = 0;
  for (const auto& [name, count] : summary.status_classes()) by_class += count;
  EXPECT_EQ(by_class, summary.targets());
}

TEST(FindingGroupsTest, TellsEachThingOnce) {
  FindingGroups groups;
  Finding suppressed = found("F03", Level::kError, 'e');
  suppressed.suppressed = "known";
  Finding unchanged = found("F03", Level::kError, 'f');
  unchanged.baseline = BaselineState::kUnchanged;
  for (const char* url : {"d", "b", "c", "a"}) {
    groups.add({found("F01", Level::kNote, 'a'), suppressed, unchanged}, url);
  }
  groups.add({found("F02", Level::kError, 'b')},
             std::string(kMaxGroupUrlBytes + 1, 'x'));
  const auto sorted = groups.sorted();
  ASSERT_EQ(sorted.size(), 2U);
  EXPECT_EQ(sorted[0]->rule, "F02");
  EXPECT_TRUE(sorted[0]->urls.empty());
  EXPECT_EQ(sorted[1]->targets, 4U);
  EXPECT_EQ(sorted[1]->urls, (std::set<std::string>{"a", "b", "c"}));
  EXPECT_EQ(groups.levels()[static_cast<size_t>(Level::kNote)], 4U);
  EXPECT_EQ(groups.levels()[static_cast<size_t>(Level::kError)], 1U);
}

TEST(FindingGroupsTest, IsBounded) {
  FindingGroups groups;
  for (size_t i = 0; i < kMaxFindingGroups + 7; ++i) {
    Finding one = found("F01", Level::kNote, 'a');
    one.fingerprint = fmt::format("{:032x}", i);
    one.message.assign(10'000, 'm');
    groups.add({one}, "u");
  }
  EXPECT_EQ(groups.sorted().size(), kMaxFindingGroups);
  EXPECT_EQ(groups.left_out(), 7U);
  EXPECT_EQ(groups.sorted().front()->message.size(), kMaxGroupMessageBytes);
  // Notes leave room for errors.
  groups.add({found("F02", Level::kError, 'b')}, "u");
  EXPECT_EQ(groups.sorted().front()->rule, "F02");
  EXPECT_EQ(groups.left_out(), 7U);
}

TEST(BatchSummaryTest, SchemaHolds) {
  EXPECT_EQ(complaint(json_of(rich_summary())), "");
  EXPECT_EQ(complaint(json_of({})), "");
  for (int code = 0; code <= static_cast<int>(kLastErrorCode); ++code) {
    BatchSummary summary;
    summary.add(failure("a.example", static_cast<ErrorCode>(code)));
    EXPECT_EQ(complaint(json_of(summary)), "") << code;
  }
}

TEST(BatchSummaryTest, SchemaNamesEveryKeyAndNoOther) {
  const json written = json::parse(json_of(rich_summary()));
  for (const auto& [key, value] : written.items()) {
    json changed = written;
    changed.erase(key);
    EXPECT_NE(complaint(changed.dump()), "") << key;
  }
  for (const char* pointer :
       {"", "/slowest_hosts/0", "/status_classes", "/statuses", "/errors"}) {
    json changed = written;
    changed.at(json::json_pointer(pointer))["unheard_of"] = 1;
    EXPECT_NE(complaint(changed.dump()), "") << pointer;
  }
}

// A million hosts take the memory of ten thousand; the slow are still known.
TEST(BatchSummaryTest, ForgetsTheFastHosts) {
  BatchSummary summary;
  for (unsigned i = 0; i < 50'000; ++i) {
    // Every 5000th is slow, the slowest of them first.
    const double ms = i % 5000 == 0 ? 1'000'000 - i : 10;
    summary.add(outcome(fmt::format("h{}.example", i), 200, ms));
  }
  const auto slowest = summary.slowest_hosts();
  ASSERT_EQ(slowest.size(), 10U);
  for (size_t i = 0; i < slowest.size(); ++i) {
    EXPECT_EQ(slowest[i].host, fmt::format("h{}.example", i * 5000));
  }
  EXPECT_EQ(summary.hosts_forgotten(), 40'000U);
  EXPECT_NE(text_of(summary).find("the fastest were forgotten"),
            std::string::npos);
}

TEST(BatchSummaryTest, IsHarmlessOnATerminal) {
  BatchSummary summary;
  summary.add(outcome("\x1B[2J\xFF\u202E.example", 200, 1));
  for (const std::string& written : {text_of(summary), json_of(summary)}) {
    EXPECT_EQ(written.find('\x1B'), std::string::npos) << written;
    EXPECT_EQ(written.find('\xFF'), std::string::npos) << written;
    EXPECT_EQ(written.find("\u202E"), std::string::npos) << written;
  }
}

}  // namespace
}  // namespace pagescan
