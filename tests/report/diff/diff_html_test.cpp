#include "report/diff/diff_html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "report/html_shell.h"
#include "tests/report/diff/diff_case.h"

namespace pagescan::test {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(DiffHtmlTest, HasOldAndNewSideBySide) {
  DiffCase made = same_case();
  made.diff.changes = {change_of(ChangeSubject::kText, ChangeAction::kAdded,
                                 Level::kNote, "text", "text")};
  made.diff.changes[0].after = "<b>new</b>";
  const std::string html = diff_report("html", {made});
  EXPECT_THAT(html, HasSubstr("<div class=\"side none\"><span "
                              "class=\"hidden-label\">Old: </span>none</div>"));
  EXPECT_THAT(html, HasSubstr("<code dir=\"auto\">&lt;b&gt;new&lt;/b&gt;"
                              "</code></div>"));
}

TEST(DiffHtmlTest, MarksWordsThatDiffer) {
  const std::string html = diff_report("html", {rich_case()});
  EXPECT_THAT(html, HasSubstr("<del>"));
  EXPECT_THAT(html, HasSubstr("<ins>"));
}

TEST(DiffHtmlTest, HasItsOwnPolicy) {
  const std::string html = diff_report("html", {rich_case()});
  EXPECT_THAT(html, HasSubstr(html_report_policy(HtmlKind::kDiff)));
  EXPECT_NE(html_report_policy(HtmlKind::kDiff), html_report_policy());
  EXPECT_THAT(html, Not(HasSubstr("{{")));
}

TEST(DiffHtmlTest, ListsPagesOfABatchAlone) {
  EXPECT_THAT(diff_report("html", batch_cases()),
              HasSubstr("<tr id=\"page-3-row\">"));
  const std::string one = diff_report("html", {rich_case()});
  EXPECT_THAT(one, Not(HasSubstr("<tr ")));
  EXPECT_THAT(one, HasSubstr("id=\"page-0\" data-state=\"changed\" open>"));
  EXPECT_THAT(diff_report("html", {}), HasSubstr("Nothing was compared."));
}

TEST(DiffHtmlTest, SaysWhatIsCut) {
  DiffCase many = same_case();
  for (int i = 0; i < 600; ++i) {
    many.diff.changes.push_back(change_of(ChangeSubject::kLink,
                                          ChangeAction::kAdded, Level::kNote,
                                          "links[x]", "link"));
  }
  EXPECT_THAT(diff_report("html", {many, many}),
              HasSubstr("and 100 more changes not shown"));
  EXPECT_THAT(diff_report("html", {many}), Not(HasSubstr("not shown")));
}

}  // namespace
}  // namespace pagescan::test
