#include "scanner/run/diff/catalogue_diff.h"

#include <fmt/format.h>

#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {

std::string CatalogueDiff::path(std::string_view list,
                                std::string_view name) const {
  return fmt::format("{}{}[{}]", in_template ? "templates." : "", list, name);
}

std::string CatalogueDiff::what(std::string thing) const {
  if (in_template) thing += " in a template";
  return thing;
}

void for_each_catalogue(const DiffInput& input, ChangeList& changes,
                        void (*compare)(const CatalogueDiff& diff)) {
  if (!input.before.facts || !input.after.facts) return;
  const Facts& before = *input.before.facts;
  const Facts& after = *input.after.facts;
  const PageAddresses before_page(input.before);
  const PageAddresses after_page(input.after);
  compare({before, after, before.page, after.page, before_page, after_page,
           false, changes});
  compare({before, after, before.templates, after.templates, before_page,
           after_page, true, changes});
}

void PropertyChanges::compare(std::string_view property,
                              const std::optional<std::string>& before,
                              const std::optional<std::string>& after,
                              Level level, std::optional<MaskContext> context) {
  if (before == after) return;
  Change change = base_;
  change.path += '.';
  change.path += property;
  change.level = level;
  if (context) {
    changes_.compare(std::move(change), before, after, *context);
    return;
  }
  change.before = before;
  change.after = after;
  changes_.add(std::move(change));
}

void PropertyChanges::compare_text(std::string_view property,
                                   const std::string& before,
                                   const std::string& after,
                                   std::optional<MaskContext> context) {
  if (before == after) return;
  const auto some = [](const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
  };
  compare(property, some(before), some(after), Level::kNote, context);
}

void PropertyChanges::compare_flag(std::string_view property, bool before,
                                   bool after) {
  const auto some = [](bool flag) {
    return flag ? std::optional<std::string>("true") : std::nullopt;
  };
  compare(property, some(before), some(after));
}

void PropertyChanges::compare_integrity(
    const std::optional<std::string>& before,
    const std::optional<std::string>& after) {
  Level level = Level::kNote;
  if (has_integrity(before)) {
    level = has_integrity(after) ? Level::kWarning : Level::kError;
  }
  compare("integrity", before, after, level);
}

bool has_integrity(const std::optional<std::string>& integrity) {
  return integrity && !strip_ascii_whitespace(*integrity).empty();
}

}  // namespace pagescan
