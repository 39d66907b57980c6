#include "scanner/run/diff/item_pairs.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace pagescan {
namespace {

constexpr size_t at(Side side) { return static_cast<size_t>(side); }

}  // namespace

void add_to_key(std::string& key, std::string_view part) {
  key += std::to_string(part.size());
  key += ':';
  key += part;
}

void add_optional_to_key(std::string& key,
                         const std::optional<std::string>& part) {
  if (part) {
    add_to_key(key, *part);
  } else {
    key += '-';
  }
}

ItemPairs::ItemPairs(size_t before_count, size_t after_count)
    : stage_(before_count, 0) {
  const std::array<size_t, 2> counts = {before_count, after_count};
  for (size_t side = 0; side < counts.size(); ++side) {
    left_[side].resize(counts[side]);
    std::iota(left_[side].begin(), left_[side].end(), size_t{0});
    partner_[side].assign(counts[side], kNone);
  }
}

// The keys of all items by number, as neighbours are compared as well.
std::array<std::vector<size_t>, 2> ItemPairs::ranks(const KeyOf& key) const {
  struct Ranked {
    std::string key;
    size_t side;
    size_t index;
  };
  std::vector<Ranked> items;
  items.reserve(partner_[0].size() + partner_[1].size());
  std::array<std::vector<size_t>, 2> result;
  for (const Side side : {Side::kBefore, Side::kAfter}) {
    const size_t count = partner_[at(side)].size();
    result[at(side)].resize(count);
    for (size_t i = 0; i < count; ++i) {
      items.push_back({key(side, i), at(side), i});
    }
  }
  std::ranges::sort(
      items, [](const Ranked& a, const Ranked& b) { return a.key < b.key; });
  size_t rank = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && items[i].key != items[i - 1].key) ++rank;
    result[items[i].side][items[i].index] = rank;
  }
  return result;
}

void ItemPairs::pair_ends(int stage, const std::vector<size_t>& before,
                          const std::vector<size_t>& after) {
  const size_t shorter = std::min(before.size(), after.size());
  size_t head = 0;
  while (head < shorter && before[head] == after[head]) {
    pair(head, head, stage);
    ++head;
  }
  for (size_t tail = 1; tail <= shorter - head; ++tail) {
    const size_t i = before.size() - tail;
    const size_t j = after.size() - tail;
    if (before[i] != after[j]) break;
    pair(i, j, stage);
  }
}

void ItemPairs::match_first(int stage, const KeyOf& key) {
  if (is_done()) return;
  const std::array<std::vector<size_t>, 2> all = ranks(key);
  pair_ends(stage, all[0], all[1]);
  const KeyOf alone = [&all](Side side, size_t i) {
    return std::to_string(all[at(side)][i]);
  };
  const KeyOf behind = [&](Side side, size_t i) {
    return (i == 0 ? "^" : alone(side, i - 1)) + ' ' + alone(side, i);
  };
  const KeyOf ahead = [&](Side side, size_t i) {
    const bool is_last = i + 1 == all[at(side)].size();
    return alone(side, i) + ' ' + (is_last ? "$" : alone(side, i + 1));
  };
  const KeyOf between = [&](Side side, size_t i) {
    return behind(side, i) + ' ' + ahead(side, i);
  };
  for (const KeyOf* closeness : {&between, &behind, &ahead, &alone}) {
    match_groups(stage, *closeness, Groups::kAny);
  }
}

void ItemPairs::match(int stage, const KeyOf& key) {
  match_groups(stage, key, Groups::kAny);
}

void ItemPairs::match_single(int stage, const KeyOf& key) {
  match_groups(stage, key, Groups::kSingle);
}

void ItemPairs::match_between_neighbours(int stage, const KeyOf& key) {
  if (is_done()) return;
  const std::array<std::vector<std::string>, 2> around = {
      neighbours(Side::kBefore), neighbours(Side::kAfter)};
  const KeyOf with_neighbours = [&](Side side, size_t index) {
    std::string result = key(side, index);
    if (!result.empty()) result += around[at(side)][index];
    return result;
  };
  match_groups(stage, with_neighbours, Groups::kEven);
}

std::vector<ItemPairs::Keyed> ItemPairs::keyed(Side side,
                                               const KeyOf& key) const {
  std::vector<Keyed> result;
  result.reserve(left_[at(side)].size());
  for (const size_t index : left_[at(side)]) {
    std::string text = key(side, index);
    if (!text.empty()) result.push_back({std::move(text), index});
  }
  std::ranges::sort(result, [](const Keyed& a, const Keyed& b) {
    const int order = a.key.compare(b.key);
    return order != 0 ? order < 0 : a.index < b.index;
  });
  return result;
}

void ItemPairs::match_groups(int stage, const KeyOf& key, Groups groups) {
  if (is_done()) return;
  forget_matched();
  const std::vector<Keyed> before = keyed(Side::kBefore, key);
  const std::vector<Keyed> after = keyed(Side::kAfter, key);
  const auto end_of_group = [](const std::vector<Keyed>& items, size_t begin) {
    size_t end = begin;
    while (end < items.size() && items[end].key == items[begin].key) ++end;
    return end;
  };
  size_t i = 0;
  size_t j = 0;
  while (i < before.size() && j < after.size()) {
    const int order = before[i].key.compare(after[j].key);
    if (order < 0) ++i;
    if (order > 0) ++j;
    if (order != 0) continue;
    const size_t before_end = end_of_group(before, i);
    const size_t after_end = end_of_group(after, j);
    const size_t before_count = before_end - i;
    const size_t after_count = after_end - j;
    if (groups == Groups::kAny ||
        (before_count == after_count &&
         (groups == Groups::kEven || before_count == 1))) {
      const size_t count = std::min(before_count, after_count);
      for (size_t n = 0; n < count; ++n) {
        pair(before[i + n].index, after[j + n].index, stage);
      }
    }
    i = before_end;
    j = after_end;
  }
}

void ItemPairs::pair(size_t before, size_t after, int stage) {
  partner_[at(Side::kBefore)][before] = after;
  partner_[at(Side::kAfter)][after] = before;
  stage_[before] = stage;
  ++count_;
}

std::vector<size_t> ItemPairs::unpaired(Side side) const {
  const std::vector<size_t>& partners = partner_[at(side)];
  std::vector<size_t> found;
  for (size_t i = 0; i < partners.size(); ++i) {
    if (partners[i] == kNone) found.push_back(i);
  }
  return found;
}

std::vector<AlignedPair> ItemPairs::pairs() const {
  const std::vector<size_t>& after_of = partner_[at(Side::kBefore)];
  std::vector<AlignedPair> found;
  found.reserve(count_);
  for (size_t i = 0; i < after_of.size(); ++i) {
    if (after_of[i] != kNone) found.push_back({i, after_of[i]});
  }
  return found;
}

void ItemPairs::forget_matched() {
  for (size_t side = 0; side < left_.size(); ++side) {
    std::erase_if(left_[side], [this, side](size_t index) {
      return partner_[side][index] != kNone;
    });
  }
}

// Neighbours are told by the older list's index, whichever side is asked.
std::vector<std::string> ItemPairs::neighbours(Side side) const {
  const std::vector<size_t>& partners = partner_[at(side)];
  const auto name = [&](size_t index) {
    return std::to_string(side == Side::kBefore ? index : partners[index]);
  };
  std::vector<std::string> result(partners.size());
  std::string last = "^";
  for (size_t i = 0; i < partners.size(); ++i) {
    if (partners[i] != kNone) {
      last = name(i);
    } else {
      result[i] = ' ' + last;
    }
  }
  last = "$";
  for (size_t i = partners.size(); i-- > 0;) {
    if (partners[i] != kNone) {
      last = name(i);
    } else {
      result[i] += ' ';
      result[i] += last;
    }
  }
  return result;
}

std::vector<ItemPairs::Row> ItemPairs::rows() const {
  const std::vector<size_t>& after_of = partner_[at(Side::kBefore)];
  const std::vector<size_t>& before_of = partner_[at(Side::kAfter)];
  std::vector<std::pair<size_t, Row>> placed;  // by the place in the newer list
  placed.reserve(after_of.size() + before_of.size());
  for (size_t j = 0; j < before_of.size(); ++j) {
    Row row{std::nullopt, j, 0};
    if (before_of[j] != kNone) {
      row.before = before_of[j];
      row.stage = stage_[before_of[j]];
    }
    placed.emplace_back(j + 1, row);
  }
  size_t place = 0;
  for (size_t i = 0; i < after_of.size(); ++i) {
    if (after_of[i] != kNone) {
      place = after_of[i] + 1;
    } else {
      placed.emplace_back(place, Row{i, std::nullopt, 0});
    }
  }
  std::ranges::stable_sort(
      placed, [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Row> result;
  result.reserve(placed.size());
  for (auto& [where, row] : placed) result.push_back(row);
  return result;
}

}  // namespace pagescan
