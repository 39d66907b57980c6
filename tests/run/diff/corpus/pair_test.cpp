// The laws of the diff, on pairs of real pages that have nothing to do with
// each other.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "report/diff/diff_reporter.h"
#include "report/json.h"
#include "scanner/run/diff/diff.h"
#include "tests/run/diff/corpus/corpus_pages.h"
#include "tests/run/diff/corpus/page_state.h"
#include "tests/run/diff/diff_support.h"

namespace pagescan::test {
namespace {

using nlohmann::json;

// But for levels, and for the order.
std::vector<std::string> sorted_lines(const PageDiff& diff) {
  std::vector<std::string> lines = change_lines(diff);
  for (size_t i = 0; i < lines.size(); ++i) {
    lines[i] += " | " + diff.changes[i].what;
  }
  std::ranges::sort(lines);
  return lines;
}

class PairTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!has_corpora()) GTEST_SKIP() << "the corpora are not there";
    for (const CorpusPage& page : corpus_pages(120)) {
      results_.push_back(scan(make_page(page.bytes, page.url)));
    }
  }

  // Each with one by chance.
  template <class Check>
  void for_pairs(Check check) {
    std::mt19937 random(7);
    for (const ScanResult& before : results_) {
      check(before, results_[random() % results_.size()]);
    }
  }

  std::vector<ScanResult> results_;
};

TEST_F(PairTest, NoPageDiffersFromItself) {
  for (const ScanResult& result : results_) {
    const PageDiff diff = diff_results(result, result, {});
    EXPECT_TRUE(diff.changes.empty()) << result.task.url;
    EXPECT_TRUE(diff.hidden.empty()) << result.task.url;
  }
}

TEST_F(PairTest, TheOtherWayRoundIsTheMirror) {
  size_t changes = 0;
  for_pairs([&](const ScanResult& before, const ScanResult& after) {
    const PageDiff there = diff_results(before, after, {});
    const PageDiff back = diff_results(after, before, {});
    changes += there.changes.size();
    EXPECT_EQ(sorted_lines(mirrored(there)), sorted_lines(back))
        << before.task.url << ' ' << after.task.url;
    EXPECT_EQ(there.hidden, back.hidden)
        << before.task.url << ' ' << after.task.url;
  });
  EXPECT_GT(changes, results_.size());
}

TEST_F(PairTest, ThePatchMakesTheNewReportOfTheOld) {
  const DiffReporter* const reporter = find_diff_reporter("json-patch");
  ASSERT_NE(reporter, nullptr);
  for_pairs([&](const ScanResult& before, const ScanResult& after) {
    const std::string before_json = json_report(before);
    const std::string after_json = json_report(after);
    const auto stream = reporter->open({});
    std::string patch;
    stream->begin(patch);
    stream->add(diff_results(before, after, {}),
                {&before, &after, before_json, after_json}, patch);
    stream->end(patch);
    EXPECT_EQ(json::parse(before_json).patch(json::parse(patch)),
              json::parse(after_json))
        << before.task.url << ' ' << after.task.url;
  });
}

}  // namespace
}  // namespace pagescan::test
