// What changed in the text of a page.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "scanner/run/diff/paragraphs.h"
#include "tests/run/diff/diff_support.h"

namespace pagescan {
namespace {

using Lines = std::vector<std::string>;

Lines facts_of(const PageDiff& diff) {
  Lines lines = change_lines(diff);
  for (size_t i = 0; i < lines.size(); ++i) {
    lines[i] += " | " + diff.changes[i].what;
  }
  std::ranges::sort(lines);
  return lines;
}

// The diff of two texts, as the text pass lays them out; checks the laws.
PageDiff diff_texts(const std::string& before, const std::string& after) {
  const ScanResult old_page = scanned_page(before);
  const ScanResult new_page = scanned_page(after);
  PageDiff diff = diff_results(old_page, new_page, {});
  EXPECT_EQ(facts_of(diff_results(new_page, old_page, {})),
            facts_of(mirrored(diff)))
      << before << '\n'
      << after;
  EXPECT_TRUE(diff_results(new_page, new_page, {}).changes.empty());
  return diff;
}

struct Case {
  std::string before;
  std::string after;
  Lines expected;
};

void expect_changes(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(change_lines(diff_texts(c.before, c.after)), c.expected)
        << c.before << '\n'
        << c.after;
  }
}

TEST(TextChangesTest, TellsParagraphs) {
  expect_changes({
      {"<p>One<p>Two<p>Three",
       "<p>One<p>Three",
       {"text_removed text Two -> (none)"}},
      {"<p>One<p>Three",
       "<p>One<p>Two<p>Three",
       {"text_added text (none) -> Two"}},
      {"<p>One<p>It costs 10 Euro<p>Three",
       "<p>One<p>It costs 12 Euro<p>Three",
       {"text_changed text It costs 10 Euro -> It costs 12 Euro"}},
      {"<p>1<p>2<p>x",
       "<p>3<p>4<p>x",
       {"text_changed text 1 -> 3", "text_changed text 2 -> 4"}},
      {"<p>a b c d<p>x<p>y",
       "<p>x<p>y<p>a b c d",
       {"text_moved text a b c d -> a b c d"}},
      // Added beside one that changed.
      {"<p>x<p>a b c d<p>y",
       "<p>x<p>q r s<p>a b c e<p>y",
       {"text_added text (none) -> q r s",
        "text_changed text a b c d -> a b c e"}},
  });
}

TEST(TextChangesTest, TellsLinesAndItemsThatEndByThemselves) {
  expect_changes({
      {"<div>one</div><div>two</div>three<br>four",
       "<div>one</div><div>too</div>three<br>for",
       {"text_changed text two -> too", "text_changed text four -> for"}},
      {"<ol><li>one<li>two<li>three</ol>",
       "<ol><li>zero<li>one<li>two<li>three</ol>",
       {"text_added text (none) -> zero"}},
      {"<ul><li>one</ul>", "<ol><li>one</ol>", {}},
      {"<blockquote>one<p>two</blockquote>",
       "<blockquote>one<p>two<p>three</blockquote>",
       {"text_added text (none) -> three"}},
  });
}

std::string words(size_t count, size_t from = 0) {
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    text += "word" + std::to_string(from + i) + ' ';
  }
  return text;
}

TEST(TextChangesTest, DoesNotMindHowLinesAreFilled) {
  for (const std::string open : {"<p>", "<ul><li>", "<blockquote>", "<td>"}) {
    const std::string long_text = words(40);
    const PageDiff diff =
        diff_texts(open + long_text, open + "A few more " + long_text);
    ASSERT_EQ(diff.changes.size(), 1u) << open;
    EXPECT_EQ(diff.changes[0].kind.action, ChangeAction::kChanged);
  }
}

// A block that ends where its line is full, then another.
TEST(TextChangesTest, TellsWhereAFullLineEndsByItself) {
  for (size_t length = 1; length < 40; ++length) {
    const std::string tail(length, 'x');
    const std::string other = "<div>another block of text</div>";
    const PageDiff diff =
        diff_texts("<div>" + words(9) + tail + "</div>" + other,
                   "<div>" + words(9) + tail + "xyz</div>" + other);
    ASSERT_EQ(diff.changes.size(), 1u) << length;
    // Where both lines are full, the two blocks are one paragraph.
    EXPECT_TRUE(diff.changes[0].after->starts_with(words(9) + tail + "xyz"));
    EXPECT_TRUE(diff.changes[0].before->starts_with(words(9) + tail));
  }
}

TEST(TextChangesTest, NamesAParagraphTheSameBothWays) {
  const PageDiff diff = diff_texts("<p>x<p>The price is 10 Euro a piece",
                                   "<p>x<p>The price is 12 Euro a piece");
  ASSERT_EQ(diff.changes.size(), 1u);
  EXPECT_EQ(diff.changes[0].what,
            "text \"The price is \xE2\x80\xA6 Euro a piece\"");
}

TEST(TextChangesTest, MirrorsWhateverChanged) {
  std::mt19937 random(3);
  const auto page = [&] {
    std::string html;
    for (size_t i = random() % 20; i > 0; --i) {
      html += random() % 3 == 0 ? "<p>" : "<div>";
      for (size_t word = random() % 5; word > 0; --word) {
        html += std::string(1, static_cast<char>('a' + random() % 4)) + ' ';
      }
    }
    return "<p>" + html;
  };
  for (int round = 0; round < 100; ++round) {
    const std::string before = page();
    diff_texts(before, page());
  }
}

TEST(ParagraphsTest, ReadsTheLayoutOfTheTextPass) {
  const std::string text =
      "TITLE\n\n * one\n   * two\n 12. three\n\n> quoted\n> \n> > deeper\n\n"
      "  pre   line\nlast";
  Lines found;
  for (const Paragraph& paragraph : paragraphs_of(text)) {
    found.push_back(paragraph.text);
  }
  EXPECT_EQ(found, Lines({"TITLE", "one", "two", "three", "quoted", "deeper",
                          "pre line", "last"}));
}

}  // namespace
}  // namespace pagescan
