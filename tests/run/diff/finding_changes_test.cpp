// Findings: new, fixed, the same.
#include <gtest/gtest.h>

#include "tests/run/diff/diff_support.h"
#include "tests/run/diff/part_support.h"

namespace pagescan {
namespace {

using Lines = std::vector<std::string>;

const std::vector<ChangeSubject> kFindings = {ChangeSubject::kFinding};

Finding finding(const std::string& fingerprint, Level level) {
  Finding made;
  made.rule = "F02";
  made.name = "form-downgrade";
  made.level = level;
  made.message = "message of " + fingerprint;
  made.fingerprint = fingerprint;
  made.evidence.position = {3, 1, 40};
  return made;
}

Finding suppressed(Finding made) {
  made.suppressed = "known";
  return made;
}

struct Case {
  std::vector<Finding> before;
  std::vector<Finding> after;
  Lines expected;
  size_t same = 0;
};

TEST(FindingChangesTest, FindingsPairByFingerprint) {
  const Finding a = finding("a", Level::kWarning);
  const Finding b = finding("b", Level::kError);
  Finding moved = a;
  moved.evidence.position = {9, 9, 99};
  moved.message = "in other words";
  const std::vector<Case> cases = {
      {{a},
       {a, b},
       {"error finding_added findings[F02] (none) -> message of b"},
       1},
      {{a, b},
       {a},
       {"note finding_removed findings[F02] message of b -> (none)"},
       1},
      {{a, b}, {b, a}, {}, 2},
      {{a}, {moved}, {}, 1},
      {{a, a},
       {a},
       {"note finding_removed findings[F02] message of a -> (none)"},
       1},
      {{a},
       {finding("a", Level::kError)},
       {"error finding_changed findings[F02].level warning -> error"}},
      {{b},
       {finding("b", Level::kNote)},
       {"note finding_changed findings[F02].level error -> note"}},
  };
  for (size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE(i);
    ScanResult before = scanned_page("<p>a");
    ScanResult after = before;
    before.findings = cases[i].before;
    after.findings = cases[i].after;
    const PageDiff diff = diff_results(before, after, {});
    EXPECT_EQ(lines_of(diff, kFindings), cases[i].expected);
    EXPECT_EQ(diff.findings_same, cases[i].same);
    expect_laws(before, after, kFindings);
  }
}

TEST(FindingChangesTest, SuppressedFindingsAreNeitherNewNorFixed) {
  const Finding a = finding("a", Level::kError);
  const Finding b = finding("b", Level::kError);
  ScanResult before = scanned_page("<p>a");
  ScanResult after = before;
  before.findings = {a, suppressed(b)};
  after.findings = {suppressed(a)};
  const PageDiff diff = diff_results(before, after, {});
  EXPECT_EQ(lines_of(diff, kFindings), Lines());
  EXPECT_EQ(diff.findings_same, 0u);
  expect_laws(before, after, kFindings);
}

TEST(FindingChangesTest, AChangeCarriesFingerprintAndPlace) {
  ScanResult before = scanned_page("<p>a");
  ScanResult after = before;
  before.findings = {};
  after.findings = {finding("a", Level::kError)};
  const PageDiff diff = diff_results(before, after, {});
  ASSERT_EQ(diff.changes.size(), 1u);
  EXPECT_EQ(diff.changes[0].fingerprint, "a");
  EXPECT_EQ(diff.changes[0].what, "finding F02 form-downgrade");
  EXPECT_EQ(diff.changes[0].after_position.line, 3u);
  EXPECT_EQ(diff.changes[0].before_position.line, 0u);
}

TEST(FindingChangesTest, ALostFieldIsAFindingOfTheRules) {
  const ScanResult before =
      scanned_page("<p>a", {"Strict-Transport-Security: max-age=31536000"});
  const ScanResult after = scanned_page("<p>a");
  const Lines lines = lines_of(diff_results(before, after, {}), kFindings);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_TRUE(lines[0].starts_with("warning finding_added findings[H08]"));
  expect_laws(before, after, kFindings);
}

}  // namespace
}  // namespace pagescan
