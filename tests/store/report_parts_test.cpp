// Reports cut into parts and put together again.
#include "scanner/store/report_parts.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "report/json.h"
#include "tests/report/rich_result.h"

namespace pagescan {
namespace {

std::string joined(const ReportParts& parts) {
  const Result<std::string> report = join_report(parts.frame, parts.inserts);
  return report ? *report : report.error().message;
}

// What is the scan's own.
std::vector<std::string> own_of(const std::string& report) {
  std::vector<std::string> own;
  for (const ReportInsert& insert : split_report(report).inserts) {
    if (insert.is_own) own.emplace_back(insert.bytes);
  }
  return own;
}

TEST(ReportPartsTest, CutsOutWhatIsLongAndWhatIsVolatile) {
  const std::string links = "[\"" + std::string(kMinPartBytes, ']') + "\\\"\"]";
  const std::string report =
      R"({"task":{"url":"a","time":"t\"","list":"time","attempts":2},"links":)" +
      links + R"(,"timing":{"dns_ms":1},"x":{"time":3}})" + "\n";
  const ReportParts parts = split_report(report);
  EXPECT_EQ(parts.frame,
            R"({"task":{"url":"a","time":,"list":"time","attempts":},"links":)"
            R"(,"timing":,"x":{"time":3}})"
            "\n");
  ASSERT_EQ(parts.inserts.size(), 4u);
  EXPECT_EQ(parts.inserts[0].bytes, R"("t\"")");
  EXPECT_EQ(parts.inserts[1].bytes, "2");
  EXPECT_EQ(parts.inserts[2].bytes, links);
  EXPECT_FALSE(parts.inserts[2].is_own);
  EXPECT_EQ(parts.inserts[3].bytes, R"({"dns_ms":1})");
  EXPECT_EQ(joined(parts), report);
}

TEST(ReportPartsTest, PutsRealReportsTogetherAgain) {
  for (const ScanResult& result : {rich_result(), failed_result()}) {
    const std::string report = json_report(result);
    EXPECT_EQ(joined(split_report(report)), report);
  }
}

// Two scans of an unchanged page differ in their own values alone.
TEST(ReportPartsTest, AnUnchangedPageHasTheSameParts) {
  ScanResult result = rich_result();
  const std::string first = json_report(result);
  result.task.time += std::chrono::hours(1);
  result.task.attempts = 9;
  result.response->timing.total_ms += 7;
  const std::string second = json_report(result);
  const ReportParts a = split_report(first);
  const ReportParts b = split_report(second);
  EXPECT_EQ(a.frame, b.frame);
  ASSERT_EQ(a.inserts.size(), b.inserts.size());
  for (size_t i = 0; i < a.inserts.size(); ++i) {
    EXPECT_EQ(a.inserts[i].at, b.inserts[i].at);
    EXPECT_EQ(a.inserts[i].is_own, b.inserts[i].is_own);
    if (a.inserts[i].is_own) continue;
    EXPECT_EQ(a.inserts[i].bytes, b.inserts[i].bytes);
  }
  EXPECT_NE(own_of(first), own_of(second));
}

// Whatever the bytes are.
TEST(ReportPartsTest, PutsAnythingTogetherAgain) {
  const std::string report = json_report(rich_result());
  std::mt19937 random(8);  // the same bytes in every run
  const std::string specials = "\"{}[],:\\\n\0 x";
  for (int round = 0; round < 300; ++round) {
    std::string bytes = report.substr(0, random() % report.size());
    for (int i = 0; i < 5 && !bytes.empty(); ++i) {
      bytes[random() % bytes.size()] = specials[random() % specials.size()];
    }
    EXPECT_EQ(joined(split_report(bytes)), bytes);
  }
  for (const std::string bytes :
       {"", "{", "{\"", "{\"a", "{\"a\\", "{\"a\"", "{\"task\":", "[1]",
        "{\"task\":{\"time\":", "{\"timing\":}", "{\"task\":1,\"timing\"}"}) {
    EXPECT_EQ(joined(split_report(bytes)), bytes);
  }
}

TEST(ReportPartsTest, RefusesPlacesThatDoNotFit) {
  EXPECT_FALSE(join_report("abc", {{4, false, "x"}}));
  EXPECT_FALSE(join_report("abc", {{2, false, "x"}, {1, false, "y"}}));
  EXPECT_EQ(join_report("abc", {{1, true, "x"}, {1, false, "y"}}).value(),
            "axybc");
}

TEST(ReportPartsTest, UnpacksWhatItPacked) {
  for (const std::string& bytes :
       {std::string(), std::string("x"), std::string(100'000, 'x'),
        json_report(rich_result())}) {
    const std::string packed = pack_bytes(bytes);
    EXPECT_LE(packed.size(), bytes.size());
    EXPECT_EQ(unpack_bytes(packed, bytes.size(), bytes.size()).value(), bytes);
  }
  const std::string packed = pack_bytes(std::string(100'000, 'x'));
  EXPECT_FALSE(unpack_bytes(packed, 100'000, 99'999));
  EXPECT_FALSE(unpack_bytes(packed, 99'999, 200'000));
  EXPECT_FALSE(unpack_bytes(packed, 100'001, 200'000));
  EXPECT_FALSE(unpack_bytes("no frame", 100, 200));
}

}  // namespace
}  // namespace pagescan
