#include "scanner/run/diff/option_changes.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "scanner/run/diff/item_pairs.h"

namespace pagescan {
namespace {

std::string option_text(const SelectOption& option) {
  std::string text = option.label;
  if (option.value != option.label) {
    text += fmt::format(" ({})", option.value);
  }
  if (option.disabled) text += " [disabled]";
  return text;
}

class OptionList {
 public:
  void add(const SelectOption& option) {
    if (count_++ >= kMaxListedOptions) return;
    if (!text_.empty()) text_ += ", ";
    text_ += option_text(option);
  }

  std::optional<std::string> take() && {
    if (count_ == 0) return std::nullopt;
    if (count_ > kMaxListedOptions) {
      text_ += fmt::format(" and {} more", count_ - kMaxListedOptions);
    }
    return std::move(text_);
  }

 private:
  size_t count_ = 0;
  std::string text_;
};

std::optional<std::string> list_of(std::span<const SelectOption> options,
                                   const std::vector<size_t>& which) {
  OptionList list;
  for (const size_t i : which) list.add(options[i]);
  return std::move(list).take();
}

}  // namespace

OptionDiff compare_options(std::span<const SelectOption> before,
                           std::span<const SelectOption> after,
                           ChangeList& changes) {
  ItemPairs pairs(before.size(), after.size());
  const auto option_at = [&](Side side, size_t i) -> const SelectOption& {
    return side == Side::kBefore ? before[i] : after[i];
  };
  pairs.match(
      0, [&](Side side, size_t i) { return option_text(option_at(side, i)); });
  pairs.match(0, [&](Side side, size_t i) {
    const SelectOption& option = option_at(side, i);
    const Masks& masks = changes.masks();
    return fmt::format("{}\n{}\n{}",
                       masks.apply(option.label, MaskContext::kText).text,
                       masks.apply(option.value, MaskContext::kValue).text,
                       option.disabled ? 1 : 0);
  });
  for (const AlignedPair& pair : pairs.pairs()) {
    const SelectOption& old_option = before[pair.before];
    const SelectOption& new_option = after[pair.after];
    changes.same(old_option.label, new_option.label, MaskContext::kText);
    changes.same(old_option.value, new_option.value, MaskContext::kValue);
  }
  return {list_of(before, pairs.unpaired(Side::kBefore)),
          list_of(after, pairs.unpaired(Side::kAfter))};
}

std::optional<std::string> selected_options(
    std::span<const SelectOption> options) {
  OptionList list;
  for (const SelectOption& option : options) {
    if (option.selected) list.add(option);
  }
  return std::move(list).take();
}

}  // namespace pagescan
