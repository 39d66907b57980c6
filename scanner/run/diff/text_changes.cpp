#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/rule.h"
#include "scanner/base/utf8.h"
#include "scanner/passes/form_words.h"
#include "scanner/run/diff/align.h"
#include "scanner/run/diff/likeness.h"
#include "scanner/run/diff/paragraphs.h"
#include "scanner/run/diff/parts.h"

namespace pagescan {
namespace {

// How many words and pairs of words two paragraphs have in common at least, in
// percent, if one became the other.
constexpr size_t kMinLikeness = 25;

// Where as many paragraphs follow each other on both sides and are in nothing
// alike, the nth became the nth, if they are no more than this.
constexpr size_t kMaxReplaced = 4;

using Paragraphs = std::span<const Paragraph>;

// The paragraphs of one text without noise, as numbers both texts share.
struct Numbered {
  std::vector<std::string> texts;
  std::vector<uint32_t> numbers;
};

class Numbering {
 public:
  explicit Numbering(const Masks& masks) : masks_(masks) {}

  Numbered number(Paragraphs paragraphs) {
    Numbered numbered;
    numbered.texts.reserve(paragraphs.size());
    numbered.numbers.reserve(paragraphs.size());
    for (const Paragraph& paragraph : paragraphs) {
      numbered.texts.push_back(
          masks_.apply(paragraph.text, MaskContext::kText).text);
      numbered.numbers.push_back(
          numbers_
              .try_emplace(numbered.texts.back(),
                           static_cast<uint32_t>(numbers_.size()))
              .first->second);
    }
    return numbered;
  }

  size_t size() const { return numbers_.size(); }

 private:
  const Masks& masks_;
  // Of the texts of what was numbered before.
  std::unordered_map<std::string_view, uint32_t> numbers_;
};

// Words, and words with the next: what a paragraph is like.
void add_traits(std::string_view text, ItemTraits& traits) {
  uint32_t last = kEmptyHash;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    const std::string_view word = text.substr(begin, end - begin);
    const uint32_t hash = hash_bytes(word);
    traits.push_back(hash);
    traits.push_back(hash_bytes(word, last));
    last = hash;
    begin = end + 1;
  }
}

// What two paragraphs begin and end with in common, in whole words.
std::string common_ends(std::string_view before, std::string_view after) {
  const size_t shorter = std::min(before.size(), after.size());
  const auto head_end =
      std::mismatch(before.begin(),
                    before.begin() + static_cast<std::ptrdiff_t>(shorter),
                    after.begin())
          .first;
  std::string_view head(before.data(),
                        static_cast<size_t>(head_end - before.begin()));
  head = head.substr(0, head.rfind(' ') == head.npos ? 0 : head.rfind(' '));
  const size_t rest = shorter - head.size();
  size_t length = 0;
  while (length < rest && before[before.size() - 1 - length] ==
                              after[after.size() - 1 - length]) {
    ++length;
  }
  std::string_view tail = before.substr(before.size() - length);
  const size_t space = tail.find(' ');
  tail = space == tail.npos ? "" : tail.substr(space + 1);
  constexpr size_t kMaxEnd = 35;
  if (tail.size() > kMaxEnd) tail = "";
  std::string ends(utf8_prefix(head, kMaxEnd));
  if (!tail.empty()) ends += ends.empty() ? "" : " ";
  if (!ends.empty() || !tail.empty()) ends += "\xE2\x80\xA6 ";
  return ends + std::string(tail);
}

class TextComparison {
 public:
  TextComparison(Paragraphs before, Paragraphs after, bool swapped,
                 ChangeList& changes)
      : before_(before),
        after_(after),
        swapped_(swapped),
        changes_(changes),
        pairs_(before.size(), after.size()) {}

  void run() {
    Numbering numbering(changes_.masks());
    old_ = numbering.number(before_);
    new_ = numbering.number(after_);
    for (const AlignedPair& pair : aligned(numbering)) {
      pairs_.pair(pair.before, pair.after);
      count_noise(pair);
    }
    old_gaps_ = gaps_of(Side::kBefore, before_.size());
    new_gaps_ = gaps_of(Side::kAfter, after_.size());
    const std::vector<size_t> unpaired = pairs_.unpaired(Side::kBefore);
    pairs_.match(0, [&](Side side, size_t i) {
      return std::to_string(numbered(side).numbers[i]);
    });
    for (const size_t i : unpaired) {
      if (!pairs_.has_pair(Side::kBefore, i)) continue;
      add_moved({i, pairs_.pair_of(Side::kBefore, i)});
    }
    pair_in_gaps(1);
    pair_alike(
        pairs_,
        [&](Side side, size_t i, ItemTraits& traits) {
          add_traits(numbered(side).texts[i], traits);
        },
        kMinLikeness);
    pair_in_gaps(kMaxReplaced);
    add_rest();
  }

 private:
  // In an order of the two that does not hang on which is the older.
  std::vector<AlignedPair> aligned(const Numbering& numbering) const {
    const std::span<const uint32_t> old_numbers = old_.numbers;
    const std::span<const uint32_t> new_numbers = new_.numbers;
    if (!swapped_) return align(old_numbers, new_numbers, numbering.size());
    std::vector<AlignedPair> pairs =
        align(new_numbers, old_numbers, numbering.size());
    for (AlignedPair& pair : pairs) std::swap(pair.before, pair.after);
    return pairs;
  }

  void count_noise(const AlignedPair& pair) {
    changes_.same(before_[pair.before].text, after_[pair.after].text,
                  MaskContext::kText);
  }

  const Numbered& numbered(Side side) const {
    return side == Side::kBefore ? old_ : new_;
  }

  // Numbers what is between aligned paragraphs.
  std::vector<size_t> gaps_of(Side side, size_t size) const {
    std::vector<size_t> gaps(size);
    size_t gap = 0;
    for (size_t i = 0; i < size; ++i) {
      if (pairs_.has_pair(side, i)) ++gap;
      gaps[i] = gap;
    }
    return gaps;
  }

  // Pairs what is left in gaps with as many on both sides, up to `max`.
  void pair_in_gaps(size_t max) {
    std::map<size_t, std::pair<std::vector<size_t>, std::vector<size_t>>> gaps;
    for (const size_t i : pairs_.unpaired(Side::kBefore)) {
      gaps[old_gaps_[i]].first.push_back(i);
    }
    for (const size_t i : pairs_.unpaired(Side::kAfter)) {
      gaps[new_gaps_[i]].second.push_back(i);
    }
    for (const auto& [gap, sides] : gaps) {
      const auto& [olds, news] = sides;
      if (olds.size() != news.size() || olds.size() > max) continue;
      for (size_t i = 0; i < olds.size(); ++i) {
        pairs_.pair(olds[i], news[i]);
      }
    }
  }

  static Change change(ChangeAction action, const std::string& what) {
    Change change;
    change.kind = {ChangeSubject::kText, action};
    change.path = "text";
    change.what = "text " + what;
    return change;
  }

  void add_moved(const AlignedPair& pair) {
    const std::string& old_text = before_[pair.before].text;
    const std::string& new_text = after_[pair.after].text;
    Change found =
        change(ChangeAction::kMoved, quoted(std::min(old_text, new_text)));
    found.before = old_text;
    found.after = new_text;
    changes_.add(std::move(found));
  }

  // In the order of the newer text, then what it has no more.
  void add_rest() {
    for (size_t j = 0; j < after_.size(); ++j) {
      const std::string& new_text = after_[j].text;
      const size_t i = pairs_.pair_of(Side::kAfter, j);
      if (i == ItemPairs::kNone) {
        Change found = change(ChangeAction::kAdded, quoted(new_text));
        found.after = new_text;
        changes_.add(std::move(found));
      } else if (old_.numbers[i] != new_.numbers[j]) {
        const std::string& old_text = before_[i].text;
        Change found = change(ChangeAction::kChanged,
                              quoted(common_ends(old_text, new_text)));
        found.before = old_text;
        found.after = new_text;
        changes_.add(std::move(found));
      }
    }
    for (const size_t i : pairs_.unpaired(Side::kBefore)) {
      Change found = change(ChangeAction::kRemoved, quoted(before_[i].text));
      found.before = before_[i].text;
      changes_.add(std::move(found));
    }
  }

  Paragraphs before_;
  Paragraphs after_;
  bool swapped_;
  ChangeList& changes_;
  ItemPairs pairs_;
  Numbered old_;
  Numbered new_;
  std::vector<size_t> old_gaps_;
  std::vector<size_t> new_gaps_;
};

// Drops what both texts begin and end with.
void trim_common_ends(std::vector<Paragraph>& before,
                      std::vector<Paragraph>& after) {
  const auto same = [](const Paragraph& a, const Paragraph& b) {
    return a.text == b.text;
  };
  const auto tails = std::mismatch(before.rbegin(), before.rend(),
                                   after.rbegin(), after.rend(), same);
  before.erase(tails.first.base(), before.end());
  after.erase(tails.second.base(), after.end());
  const auto heads = std::mismatch(before.begin(), before.end(), after.begin(),
                                   after.end(), same);
  before.erase(before.begin(), heads.first);
  after.erase(after.begin(), heads.second);
}

}  // namespace

void compare_text(const DiffInput& input, ChangeList& changes) {
  if (!input.before.facts || !input.after.facts) return;
  const std::string& old_text = input.before.facts->text.text;
  const std::string& new_text = input.after.facts->text.text;
  if (old_text == new_text) return;
  std::vector<Paragraph> before = paragraphs_of(old_text);
  std::vector<Paragraph> after = paragraphs_of(new_text);
  // What is the same at both ends need not be looked at for noise.
  trim_common_ends(before, after);
  cut_alike(before, after);
  TextComparison(before, after, new_text < old_text, changes).run();
}

}  // namespace pagescan
