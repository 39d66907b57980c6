// The journal's lines, and how far a journal is trusted.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "scanner/store/journal_line.h"
#include "scanner/store/journal_scan.h"

namespace pagescan {
namespace {

std::string line(const JournalLine& fields) {
  std::string out;
  append_journal_line(fields, out);
  return out;
}

JournalEntry entry(TargetKey key, uint64_t left, uint64_t end) {
  JournalEntry made;
  made.outcome.key = key;
  made.left = left;
  made.end = end;
  return made;
}

struct Scanned {
  JournalScan scan;
  std::vector<TargetKey> keys;
};

Scanned scan_bytes(const std::string& bytes, uint64_t output_size) {
  const ReadAt read = [&bytes](uint64_t offset,
                               std::span<char> into) -> Result<size_t> {
    if (offset >= bytes.size()) return size_t{0};
    return bytes.copy(into.data(), into.size(), offset);
  };
  Scanned scanned;
  auto scan = scan_journal(read, output_size,
                           [&](std::span<const TargetOutcome> group) {
                             for (const auto& target : group) {
                               scanned.keys.push_back(target.key);
                             }
                           });
  EXPECT_TRUE(scan.has_value());
  scanned.scan = *scan;
  return scanned;
}

TEST(JournalLineTest, TheWorstFindingIsReadBack) {
  for (const std::optional<Level> level :
       {std::optional<Level>(), std::optional(Level::kNote),
        std::optional(Level::kError)}) {
    JournalEntry written = entry(7, 0, 1);
    written.outcome.worst_finding = level;
    std::string text = line(written);
    text.pop_back();
    const auto read = parse_journal_line(text);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(std::get<JournalEntry>(*read).outcome.worst_finding, level);
  }
}

TEST(JournalLineTest, EveryErrorIsReadBack) {
  for (int code = 0; code <= static_cast<int>(kLastErrorCode); ++code) {
    JournalEntry written = entry(7, 0, 1);
    written.outcome.error = static_cast<ErrorCode>(code);
    std::string text = line(written);
    text.pop_back();
    const auto read = parse_journal_line(text);
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(std::get<JournalEntry>(*read).outcome.error,
              static_cast<ErrorCode>(code));
  }
}

TEST(JournalLineTest, CutsAHostNobodyCanHave) {
  JournalEntry written = entry(1, 0, 1);
  written.outcome.host = std::string(100'000, '"');
  std::string text = line(written);
  EXPECT_LT(text.size(), 1000U);
  text.pop_back();
  const auto read = parse_journal_line(text);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(std::get<JournalEntry>(*read).outcome.host, std::string(255, '"'));
}

TEST(JournalScanTest, TrustsWhatFollows) {
  const std::string header = line(JournalHeader{"run"});
  const std::string group = line(entry(1, 1, 10)) + line(entry(2, 0, 10));
  const std::string next = line(entry(3, 0, 30));
  const std::string closing = line(JournalClosing{3});
  const struct {
    const char* name;
    std::string bytes;
    uint64_t output_size;
    std::string good;
    size_t targets;
    uint64_t output_end;
    bool complete;
    std::string damage;
  } cases[] = {
      {"empty", "", 9, "", 0, 0, false, ""},
      {"header", header, 9, header, 0, 0, false, ""},
      {"groups", header + group + next, 30, header + group + next, 3, 30, false,
       ""},
      {"complete", header + group + next + closing, 99,
       header + group + next + closing, 3, 30, true, ""},
      {"went on", header + group + next + closing + line(entry(4, 0, 40)), 99,
       header + group + next + closing + line(entry(4, 0, 40)), 4, 40, false,
       ""},
      {"half a group", header + next + line(entry(1, 1, 40)), 99, header + next,
       1, 30, false, "the last group of results is not whole"},
      {"torn", header + group + next.substr(0, next.size() - 1), 99,
       header + group, 2, 10, false, "the last line is torn"},
      {"short output", header + group + next + closing, 29, header + group, 2,
       10, false, "the output has 29 bytes where the journal says 30 or more"},
      {"entry lost", header + line(entry(1, 2, 10)) + line(entry(2, 0, 10)), 99,
       header, 0, 0, false, "an entry does not follow the one before it"},
      {"group mixed", header + line(entry(1, 1, 10)) + next, 99, header, 0, 0,
       false, "an entry does not follow the one before it"},
      {"backwards", header + next + group, 99, header + next, 1, 30, false,
       "an entry does not follow the one before it"},
      {"no header", group, 99, "", 0, 0, false,
       "it does not begin with its first line"},
      {"two headers", header + header, 99, header, 0, 0, false,
       "a second first line"},
      {"closing wrong", header + group + closing, 99, header + group, 2, 10,
       false, "the closing line does not fit what stands before it"},
      {"closing in a group", header + line(entry(1, 1, 10)) + closing, 99,
       header, 0, 0, false,
       "the closing line does not fit what stands before it"},
      {"endless line", header + group + std::string(200'000, 'x') + '\n', 99,
       header + group, 2, 10, false, "the line is no line of a journal"},
  };
  for (const auto& c : cases) {
    const auto [scan, keys] = scan_bytes(c.bytes, c.output_size);
    EXPECT_EQ(c.bytes.substr(0, scan.journal_end), c.good) << c.name;
    EXPECT_EQ(scan.targets, c.targets) << c.name;
    EXPECT_EQ(keys.size(), c.targets) << c.name;
    EXPECT_EQ(scan.output_end, c.output_end) << c.name;
    EXPECT_EQ(scan.is_complete, c.complete) << c.name;
    EXPECT_EQ(scan.damage, c.damage) << c.name;
  }
}

// Longer than what is read at once.
TEST(JournalScanTest, ReadsALongJournal) {
  std::string bytes = line(JournalHeader{"run"});
  for (unsigned i = 0; i < 20'000; ++i) bytes += line(entry(i, 0, i));
  const auto [scan, keys] = scan_bytes(bytes, UINT64_MAX);
  EXPECT_EQ(scan.damage, "");
  EXPECT_EQ(scan.journal_end, bytes.size());
  ASSERT_EQ(keys.size(), 20'000U);
  EXPECT_TRUE(std::ranges::is_sorted(keys));
}

TEST(JournalScanTest, GivesTheErrorOfReading) {
  const ReadAt read = [](uint64_t, std::span<char>) -> Result<size_t> {
    return fail(ErrorCode::kOutputUnwritable, "broken disk");
  };
  const auto scan = scan_journal(read, 0, {});
  ASSERT_FALSE(scan.has_value());
  EXPECT_EQ(scan.error().message, "broken disk");
}

}  // namespace
}  // namespace pagescan
