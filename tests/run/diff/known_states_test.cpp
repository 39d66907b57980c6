// Which changes last, and which lead to a known state: tables of small diffs.
#include "scanner/run/diff/known_states.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/run/diff/diff_support.h"

namespace pagescan {
namespace {

// "KIND PATH BEFORE AFTER", `-` for no value.
struct Line {
  ChangeSubject subject;
  ChangeAction action;
  const char* path;
  const char* before;
  const char* after;
};

std::optional<std::string> value_of(const char* text) {
  if (std::string_view(text) == "-") return std::nullopt;
  return text;
}

PageDiff diff_of(const std::vector<Line>& lines) {
  PageDiff diff;
  for (const Line& line : lines) {
    Change change;
    change.kind = {line.subject, line.action};
    change.path = line.path;
    change.before = value_of(line.before);
    change.after = value_of(line.after);
    diff.changes.push_back(std::move(change));
  }
  return diff;
}

constexpr auto kAdded = ChangeAction::kAdded;
constexpr auto kRemoved = ChangeAction::kRemoved;
constexpr auto kChanged = ChangeAction::kChanged;
constexpr auto kRenamed = ChangeAction::kRenamed;
constexpr auto kRetargeted = ChangeAction::kRetargeted;
constexpr auto kUpdated = ChangeAction::kUpdated;
constexpr auto kMetadata = ChangeSubject::kMetadata;
constexpr auto kText = ChangeSubject::kText;
constexpr auto kForm = ChangeSubject::kForm;
constexpr auto kControl = ChangeSubject::kControl;
constexpr auto kScript = ChangeSubject::kScript;
constexpr auto kCookie = ChangeSubject::kCookie;

struct Case {
  const char* what;
  std::vector<Line> changes;
  std::vector<Line> other;
  std::vector<std::string> left;
};

TEST(KnownStatesTest, KeepsWhatLasts) {
  const Case cases[] = {
      {"the same change",
       {{kMetadata, kChanged, "page.title", "a", "b"}},
       {{kMetadata, kChanged, "page.title", "a", "b"}},
       {"metadata_changed page.title a -> b"}},
      {"another new value",
       {{kMetadata, kChanged, "page.title", "a", "b"}},
       {{kMetadata, kChanged, "page.title", "a", "c"}},
       {}},
      {"another path",
       {{kText, kAdded, "text", "-", "b"}},
       {{kMetadata, kChanged, "page.title", "a", "b"}},
       {}},
      {"another kind",
       {{kScript, kAdded, "scripts[u]", "-", "u"}},
       {{kScript, kUpdated, "scripts[u]", "t", "u"}},
       {}},
      {"what is gone, told by what it was",
       {{kText, kRemoved, "text", "one", "-"},
        {kText, kRemoved, "text", "two", "-"}},
       {{kText, kRemoved, "text", "two", "-"}},
       {"text_removed text two -> (none)"}},
      {"no value is not an empty one",
       {{kText, kChanged, "text", "", "-"}},
       {{kText, kChanged, "text", "-", ""}},
       {}},
      {"of equal ones as many as both have",
       {{kText, kAdded, "text", "-", "x"}, {kText, kAdded, "text", "-", "x"}},
       {{kText, kAdded, "text", "-", "x"}},
       {"text_added text (none) -> x"}},
  };
  for (const Case& c : cases) {
    PageDiff diff = diff_of(c.changes);
    keep_persistent(diff, diff_of(c.other), Masks());
    EXPECT_EQ(change_lines(diff), c.left) << c.what;
    const size_t hidden = c.changes.size() - c.left.size();
    EXPECT_EQ(diff.hidden[std::string(kNotPersistent)], hidden) << c.what;
  }
}

TEST(KnownStatesTest, NoiseDoesNotMakeAChangePass) {
  Result<Masks> masks = Masks::make({{}, {"clock=[0-9]+:[0-9]+"}, {}});
  ASSERT_TRUE(masks);
  const MaskedText masked = masks->apply("at 10:30", MaskContext::kText);
  if (masked.used.empty()) GTEST_SKIP() << "masks find nothing yet";
  PageDiff diff = diff_of({{kText, kAdded, "text", "-", "at 10:30"}});
  keep_persistent(diff, diff_of({{kText, kAdded, "text", "-", "at 10:45"}}),
                  *masks);
  EXPECT_EQ(diff.changes.size(), 1u);
}

TEST(KnownStatesTest, HidesWhatAKnownStateHasToo) {
  const Case cases[] = {
      {"nothing differs from it",
       {{kMetadata, kChanged, "page.title", "a", "b"},
        {kForm, kRetargeted, "forms[f].url", "/a", "/b"}},
       {},
       {}},
      {"the fact differs from it as well",
       {{kMetadata, kChanged, "page.title", "a", "c"}},
       {{kMetadata, kChanged, "page.title", "b", "c"}},
       {"metadata_changed page.title a -> c"}},
      {"one of many at a path differs",
       {{kText, kAdded, "text", "-", "known"},
        {kText, kAdded, "text", "-", "new"}},
       {{kText, kAdded, "text", "-", "new"}},
       {"text_added text (none) -> new"}},
      {"one of many that are gone from a path",
       {{kText, kRemoved, "text", "known", "-"},
        {kText, kRemoved, "text", "new", "-"}},
       {{kText, kRemoved, "text", "new", "-"}},
       {"text_removed text new -> (none)"}},
      {"gone from both",
       {{kCookie, kRemoved, "cookies[a]", "1", "-"}},
       {{kCookie, kRemoved, "cookies[a]", "2", "-"}},
       {"cookie_removed cookies[a] 1 -> (none)"}},
      {"a new thing that is like the known one but for a part",
       {{kCookie, kAdded, "cookies[a]", "-", "1"}},
       {{kCookie, kChanged, "cookies[a].secure", "true", "false"}},
       {"cookie_added cookies[a] (none) -> 1"}},
      {"a part of what the known one has not at all",
       {{kCookie, kChanged, "cookies[a].secure", "true", "false"}},
       {{kCookie, kAdded, "cookies[a]", "-", "1"}},
       {"cookie_changed cookies[a].secure true -> false"}},
      {"a name that begins like another",
       {{kCookie, kChanged, "cookies[ab].secure", "true", "false"}},
       {{kCookie, kAdded, "cookies[a]", "-", "1"}},
       {}},
      {"the same new value at another path",
       {{kForm, kRetargeted, "forms[in|login].url", "/in", "//evil"}},
       {{kForm, kChanged, "forms[login].url", "/go", "//evil"}},
       {"form_retargeted forms[in|login].url /in -> //evil"}},
      {"a form that is paired otherwise",
       {{kControl, kChanged, "forms[in|login].controls[p].type", "text", "x"}},
       {{kForm, kAdded, "forms[login]", "-", "/go"}},
       {"control_changed forms[in|login].controls[p].type text -> x"}},
      {"a form under another name says nothing of scripts",
       {{kScript, kAdded, "scripts[u]", "-", "u"}},
       {{kForm, kRenamed, "forms[a|b]", "a", "b"}},
       {}},
      {"a script that is paired otherwise",
       {{kScript, kChanged, "scripts[v*].integrity", "x", "-"}},
       {{kScript, kAdded, "scripts[v2]", "-", "v2"}},
       {"script_changed scripts[v*].integrity x -> (none)"}},
  };
  for (const Case& c : cases) {
    PageDiff diff = diff_of(c.changes);
    hide_known(diff, diff_of(c.other));
    EXPECT_EQ(change_lines(diff), c.left) << c.what;
    const size_t hidden = c.changes.size() - c.left.size();
    EXPECT_EQ(diff.hidden[std::string(kKnownState)], hidden) << c.what;
  }
}

TEST(KnownStatesTest, WhatIsNotWholeHidesNothing) {
  const PageDiff change = diff_of({{kText, kAdded, "text", "-", "x"}});
  PageDiff failed;
  failed.not_compared = "the new scan failed";
  PageDiff cut;
  cut.truncated.push_back({"changes", 1, "more"});
  for (const PageDiff& other : {failed, cut}) {
    PageDiff diff = change;
    keep_persistent(diff, other, Masks());
    hide_known(diff, other);
    EXPECT_EQ(diff.changes.size(), 1u);
    EXPECT_TRUE(diff.hidden.empty());
  }
}

// A name of nothing but dots and brackets encloses as much as it has bytes.
TEST(KnownStatesTest, LongPathsAreGoneOverOnce) {
  const std::string path(100'000, '[');
  const std::string longer = path + "].secure";
  PageDiff diff =
      diff_of({{kCookie, kChanged, longer.c_str(), "true", "false"}});
  hide_known(diff, diff_of({{kCookie, kAdded, path.c_str(), "-", "1"}}));
  EXPECT_EQ(diff.changes.size(), 0u);  // `[[[` is followed by `]`, no part
}

}  // namespace
}  // namespace pagescan
