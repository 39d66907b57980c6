#include "scanner/run/diff/code_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "rules/rule.h"
#include "scanner/base/sha256.h"
#include "scanner/base/utf8.h"
#include "scanner/run/diff/item_pairs.h"

namespace pagescan {
namespace {

// How two of them were found to be one.
enum Stage : int { kSame, kNoise, kSamePlace };

constexpr size_t kMaxShownCode = 200;  // bytes

// Code as a change shows it: the start of what is long, and its digest.
std::string shown_code(const std::string& code) {
  if (code.size() <= kMaxShownCode) return code;
  return fmt::format("{}... ({} bytes, sha256 {})",
                     utf8_prefix(code, kMaxShownCode), code.size(),
                     sha256_hex(code));
}

// Event handlers and javascript: URLs are compared alike: by the element, the
// attribute and its value.
template <class Item>
class AttributeCode {
 public:
  AttributeCode(const CatalogueDiff& diff, const std::vector<Item>& before,
                const std::vector<Item>& after, ChangeSubject subject,
                std::string_view list, std::string_view thing)
      : diff_(diff),
        before_(before),
        after_(after),
        subject_(subject),
        list_(list),
        thing_(thing) {}

  void run() {
    ItemPairs pairs(before_.size(), after_.size());
    const auto place = [this](Side side, size_t i) {
      const Item& item = (side == Side::kBefore ? before_ : after_)[i];
      std::string key;
      add_to_key(key, item.element);
      add_to_key(key, item.attribute);
      return key;
    };
    const auto value = [this](Side side, size_t i) -> const std::string& {
      return (side == Side::kBefore ? before_ : after_)[i].value;
    };
    pairs.match_first(kSame, [&](Side side, size_t i) {
      return place(side, i) + value(side, i);
    });
    pairs.match(kNoise, [&](Side side, size_t i) {
      return place(side, i) + diff_.changes.masks()
                                  .apply(value(side, i), MaskContext::kCode)
                                  .text;
    });
    pairs.match_between_neighbours(kSamePlace, place);
    pairs.match_single(kSamePlace, place);
    for (const ItemPairs::Row& row : pairs.rows()) {
      if (row.before && row.after && row.stage == kSame) continue;
      report(row.before ? &before_[*row.before] : nullptr,
             row.after ? &after_[*row.after] : nullptr);
    }
  }

 private:
  void report(const Item* before, const Item* after) {
    const Item& item = after != nullptr ? *after : *before;
    Change change;
    change.kind = {subject_, ChangeAction::kChanged};
    change.level = after != nullptr ? Level::kWarning : Level::kNote;
    if (before == nullptr) change.kind.action = ChangeAction::kAdded;
    if (after == nullptr) change.kind.action = ChangeAction::kRemoved;
    change.path = diff_.path(
        list_,
        name_for_path(fmt::format("{} {}", item.element, item.attribute)));
    change.what =
        diff_.what(fmt::format("{} {} of {}", thing_, quoted(item.attribute),
                               quoted('<' + item.element + '>')));
    if (before != nullptr) change.before_position = before->position;
    if (after != nullptr) change.after_position = after->position;
    if (before != nullptr && after != nullptr &&
        diff_.changes.same(before->value, after->value, MaskContext::kCode)) {
      return;
    }
    if (before != nullptr) change.before = shown_code(before->value);
    if (after != nullptr) change.after = shown_code(after->value);
    diff_.changes.add(std::move(change));
  }

  const CatalogueDiff& diff_;
  const std::vector<Item>& before_;
  const std::vector<Item>& after_;
  ChangeSubject subject_;
  std::string_view list_;
  std::string_view thing_;
};

std::string block_summary(const DataBlock& block) {
  return fmt::format("sha256 {}, {} bytes", block.sha256, block.size);
}

void report_data_block(const CatalogueDiff& diff, const DataBlock* before,
                       const DataBlock* after) {
  const DataBlock& block = after != nullptr ? *after : *before;
  std::string name = block.type;
  Change change;
  change.kind = {ChangeSubject::kDataBlock, ChangeAction::kChanged};
  if (before == nullptr || after == nullptr) {
    change.kind.action =
        before == nullptr ? ChangeAction::kAdded : ChangeAction::kRemoved;
    name += ' ';
    name += short_hash(block.sha256);
  }
  change.path = diff.path("data_blocks", name_for_path(name));
  change.what = diff.what("data block of type " + quoted(block.type));
  if (before != nullptr) {
    change.before = block_summary(*before);
    change.before_position = before->position;
  }
  if (after != nullptr) {
    change.after = block_summary(*after);
    change.after_position = after->position;
  }
  diff.changes.add(std::move(change));
}

void compare_data_blocks(const CatalogueDiff& diff) {
  const std::vector<DataBlock>& before = diff.before.scripts.data_blocks;
  const std::vector<DataBlock>& after = diff.after.scripts.data_blocks;
  ItemPairs pairs(before.size(), after.size());
  const auto block = [&](Side side, size_t i) -> const DataBlock& {
    return (side == Side::kBefore ? before : after)[i];
  };
  const auto type = [&](Side side, size_t i) {
    std::string key;
    add_to_key(key, block(side, i).type);
    return key;
  };
  pairs.match_first(kSame, [&](Side side, size_t i) {
    return type(side, i) + block(side, i).sha256;
  });
  pairs.match(kNoise, [&](Side side, size_t i) {
    return type(side, i) + stable_hash(block(side, i));
  });
  pairs.match_between_neighbours(kSamePlace, type);
  pairs.match_single(kSamePlace, type);
  for (const ItemPairs::Row& row : pairs.rows()) {
    const bool both = row.before && row.after;
    if (both && row.stage == kSame) continue;
    if (both && row.stage == kNoise && diff.changes.hide("inline-data")) {
      continue;
    }
    report_data_block(diff, row.before ? &before[*row.before] : nullptr,
                      row.after ? &after[*row.after] : nullptr);
  }
}

}  // namespace

void compare_code(const CatalogueDiff& diff) {
  const ScriptFacts& before = diff.before.scripts;
  const ScriptFacts& after = diff.after.scripts;
  AttributeCode<EventHandler>(diff, before.event_handlers, after.event_handlers,
                              ChangeSubject::kEventHandler, "event_handlers",
                              "event handler")
      .run();
  AttributeCode<JavascriptUrl>(
      diff, before.javascript_urls, after.javascript_urls,
      ChangeSubject::kJavascriptUrl, "javascript_urls", "javascript: URL in")
      .run();
  compare_data_blocks(diff);
}

}  // namespace pagescan
