// The values of a diff.
#include "scanner/run/diff/change.h"

#include <gtest/gtest.h>

#include "tests/run/diff/diff_support.h"

namespace pagescan {
namespace {

TEST(ChangeTest, MirroringTwiceChangesNothing) {
  PageDiff diff;
  diff.before_time = WallTime(std::chrono::seconds(1));
  Change change;
  change.kind = {ChangeSubject::kForm, ChangeAction::kAdded};
  change.after = "x";
  change.after_position = {2, 3, 4};
  diff.changes = {change};

  const PageDiff mirror = mirrored(diff);
  EXPECT_EQ(change_kind_name(mirror.changes[0].kind), "form_removed");
  EXPECT_EQ(mirror.changes[0].before, "x");
  EXPECT_EQ(mirror.changes[0].before_position.line, 2u);
  EXPECT_FALSE(mirror.before_time);
  EXPECT_TRUE(mirror.after_time);
  EXPECT_EQ(change_kind_name(mirrored(mirror).changes[0].kind), "form_added");
}

TEST(ChangeTest, NoPageDiffersFromItself) {
  const std::string page =
      "<form id=a><input name=b></form><script>c()</script><p>d";
  EXPECT_EQ(change_lines(diff_pages(page, page)), std::vector<std::string>());
}

}  // namespace
}  // namespace pagescan
