#include "scanner/run/diff/control_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/forms/form_reading.h"
#include "rules/rule.h"
#include "scanner/base/strings.h"
#include "scanner/passes/control_signals.h"
#include "scanner/passes/csrf_token.h"
#include "scanner/run/diff/form_levels.h"
#include "scanner/run/diff/option_changes.h"

namespace pagescan {
namespace {

// Where a purpose counts though all that a control says is the same: it was
// told from what stands around it.
constexpr uint8_t kSurePurpose = 80;

std::string purpose_name(const Control& control) {
  const auto asked = asked_for(control);
  return asked ? std::string(name_of(*asked)) : "";
}

bool is_sure(const Control& control) {
  return control.purpose &&
         control.purpose->confidence.hundredths >= kSurePurpose;
}

// Whether the label is but what another property has: one change, then.
bool label_repeats(const Control& control,
                   const std::optional<std::string>& property) {
  return property &&
         control.label == strip_and_collapse_ascii_whitespace(*property);
}

// One control of both scans.
class ControlComparison {
 public:
  ControlComparison(const Control& before, const Control& after,
                    const std::string& name, const ControlScope& scope,
                    const FormPages& pages)
      : before_(before),
        after_(after),
        path_(fmt::format("{}[{}]", scope.path, name)),
        what_(fmt::format("control {}{}", quoted(name), scope.owner)),
        secret_(scope.secret || asks_for_secret(after)),
        pages_(pages),
        changes_(pages.changes) {}

  void run() {
    compare_purpose();
    compare_overrides();
    compare_names();
    compare_value();
    changed("type", before_.type, after_.type,
            level_of_type(before_.type, after_.type));
    compare_flag("required", before_.required, after_.required);
    compare_flag("disabled", before_.disabled, after_.disabled);
    compare_flag("readonly", before_.readonly, after_.readonly);
    compare_flag("multiple", before_.multiple, after_.multiple);
    compare_flag("checked", before_.checked, after_.checked);
    changed("pattern", before_.pattern, after_.pattern);
    changed("minlength", before_.min_length, after_.min_length);
    changed("maxlength", before_.max_length, after_.max_length);
    changed("autocomplete", before_.autocomplete, after_.autocomplete);
    changed("form", before_.form_attribute, after_.form_attribute);
    compare_labels();
    compare_options();
  }

 private:
  Change change(ChangeAction action, std::string_view property,
                Level level) const {
    Change change;
    change.kind = {ChangeSubject::kControl, action};
    change.level = level;
    change.path = fmt::format("{}.{}", path_, property);
    change.what = what_;
    change.before_position = before_.position;
    change.after_position = after_.position;
    return change;
  }

  void changed(std::string_view property,
               const std::optional<std::string>& before,
               const std::optional<std::string>& after,
               Level level = Level::kNote,
               MaskContext context = MaskContext::kValue) {
    if (before == after) return;
    changes_.compare(change(ChangeAction::kChanged, property, level), before,
                     after, context);
  }

  void compare_flag(std::string_view property, bool before, bool after) {
    changed(property, if_set(before), if_set(after));
  }

  // A purpose is a judgement: it may be another for what changed elsewhere.
  void compare_purpose() {
    const std::string before = purpose_name(before_);
    const std::string after = purpose_name(after_);
    if (before == after) return;
    const bool is_secret = asks_for_secret(before_) || asks_for_secret(after_);
    if (pages_.keys.masked_before.content(before_) ==
            pages_.keys.masked_after.content(after_) &&
        !(is_secret && is_sure(before_) && is_sure(after_))) {
      return;
    }
    Change found =
        change(ChangeAction::kRepurposed, "purpose", level_of_new(after_));
    found.before = if_any(before);
    found.after = if_any(after);
    changes_.add(std::move(found));
  }

  void compare_overrides() {
    const SubmitterOverrides& before = before_.overrides;
    const SubmitterOverrides& after = after_.overrides;
    const auto url_of = [](const std::optional<Address>& address) {
      return address ? address->url : std::nullopt;
    };
    const auto old_url = url_of(before.formaction);
    const auto new_url = url_of(after.formaction);
    if (old_url != new_url && !pages_.same_target(old_url, new_url)) {
      const Level level =
          level_of_target(old_url, new_url, pages_.url, secret_);
      changes_.compare(change(ChangeAction::kRetargeted, "url", level), old_url,
                       new_url, MaskContext::kUrl);
    }
    changed("formmethod", before.formmethod, after.formmethod,
            level_of_method(ascii_lowercase(after.formmethod.value_or("")),
                            secret_));
    changed("formenctype", before.formenctype, after.formenctype);
    changed("formtarget", before.formtarget, after.formtarget);
    compare_flag("formnovalidate", before.formnovalidate, after.formnovalidate);
  }

  void compare_names() {
    compare_name("name", before_.name, after_.name);
    compare_name("id", before_.id, after_.id);
  }

  void compare_name(std::string_view property, const std::string& before,
                    const std::string& after) {
    if (before == after) return;
    if (has_random_name(before_) && has_random_name(after_) &&
        changes_.hide(kTokenMask)) {
      return;
    }
    changes_.compare(change(ChangeAction::kRenamed, property, Level::kNote),
                     if_any(before), if_any(after), MaskContext::kName);
  }

  void compare_value() {
    if (before_.type == "password" && after_.type == "password") {
      if (before_.value_length == after_.value_length) return;
      changed("value_length", std::to_string(before_.value_length),
              std::to_string(after_.value_length));
      return;
    }
    if (before_.value == after_.value || before_.type == "password" ||
        after_.type == "password") {
      return;  // that of a password is not known
    }
    if (holds_token(before_) && holds_token(after_) &&
        before_.value_length > 0 && after_.value_length > 0 &&
        changes_.hide(kTokenMask)) {
      return;
    }
    const bool loses_token =
        looks_like_csrf_token(before_) && after_.value_length == 0;
    changed("value", before_.value, after_.value,
            loses_token ? Level::kWarning : level_of_value(before_, after_));
  }

  void compare_labels() {
    changed("placeholder", before_.placeholder, after_.placeholder,
            Level::kNote, MaskContext::kText);
    if ((label_repeats(before_, before_.placeholder) &&
         label_repeats(after_, after_.placeholder)) ||
        (label_repeats(before_, before_.value) &&
         label_repeats(after_, after_.value))) {
      return;
    }
    changed("label", if_any(before_.label), if_any(after_.label), Level::kNote,
            MaskContext::kText);
  }

  void compare_options() {
    if (before_.options.empty() && after_.options.empty()) return;
    OptionDiff options =
        pagescan::compare_options(before_.options, after_.options, changes_);
    if (!options.removed && !options.added) {
      changed("selected", selected_options(before_.options),
              selected_options(after_.options), Level::kNote,
              MaskContext::kText);
      return;
    }
    Change found = change(ChangeAction::kChanged, "options", Level::kNote);
    found.before = std::move(options.removed);
    found.after = std::move(options.added);
    changes_.add(std::move(found));
  }

  const Control& before_;
  const Control& after_;
  std::string path_;
  std::string what_;
  bool secret_;
  const FormPages& pages_;
  ChangeList& changes_;
};

// All of one control that a reader needs to see what it is.
std::string description(const Control& control) {
  std::string text = control_title(control);
  const std::string purpose = purpose_name(control);
  if (!purpose.empty()) text += " for " + purpose;
  return text;
}

std::vector<std::string> own_names(std::span<const Control> controls,
                                   const std::vector<size_t>& which) {
  std::vector<std::string> names;
  names.reserve(which.size());
  for (const size_t i : which) {
    names.push_back(own_name(path_names(controls[i])));
  }
  return names;
}

Change of_one(const std::string& name, ChangeAction action,
              const ControlScope& scope) {
  Change change;
  change.kind = {ChangeSubject::kControl, action};
  change.path = fmt::format("{}[{}]", scope.path, name);
  change.what = fmt::format("control {}{}", quoted(name), scope.owner);
  return change;
}

void add_new(std::span<const Control> controls,
             const std::vector<size_t>& which,
             const std::vector<std::string>& names, const ControlScope& scope,
             ChangeList& changes) {
  for (size_t i = 0; i < which.size(); ++i) {
    const Control& control = controls[which[i]];
    Change change = of_one(names[i], ChangeAction::kAdded, scope);
    change.level = level_of_new(control);
    change.after = description(control);
    change.after_position = control.position;
    changes.add(std::move(change));
  }
}

void add_gone(std::span<const Control> controls,
              const std::vector<size_t>& which,
              const std::vector<std::string>& names, const ControlScope& scope,
              ChangeList& changes) {
  for (size_t i = 0; i < which.size(); ++i) {
    const Control& control = controls[which[i]];
    Change change = of_one(names[i], ChangeAction::kRemoved, scope);
    change.level = level_of_gone(control);
    change.before = description(control);
    change.before_position = control.position;
    changes.add(std::move(change));
  }
}

}  // namespace

bool FormPages::same_target(const std::optional<std::string>& old_url,
                            const std::optional<std::string>& new_url) const {
  return old_url && new_url && before.url != after.url &&
         url_from_page(*old_url, before) == url_from_page(*new_url, after);
}

std::optional<std::string> if_any(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

std::optional<std::string> if_set(bool flag) {
  if (!flag) return std::nullopt;
  return "true";
}

void compare_controls(std::span<const Control> before,
                      std::span<const Control> after, const ControlScope& scope,
                      const FormPages& pages) {
  if (before.empty() && after.empty()) return;
  const ItemPairs pairing = match_controls(before, after, pages.keys);
  std::vector<NamedPair> pairs;
  pairs.reserve(before.size());
  for (const AlignedPair& pair : pairing.pairs()) {
    pairs.push_back({pair, common_name(path_names(before[pair.before]),
                                       path_names(after[pair.after]))});
  }
  const std::vector<size_t> removed = pairing.unpaired(Side::kBefore);
  const std::vector<size_t> added = pairing.unpaired(Side::kAfter);
  std::vector<std::string> removed_names = own_names(before, removed);
  std::vector<std::string> added_names = own_names(after, added);
  number_unpaired(removed_names, pairs);
  number_unpaired(added_names, pairs);
  number_pairs(pairs, [&](const AlignedPair& pair) {
    const std::string old_text = pages.keys.before.content(before[pair.before]);
    const std::string new_text = pages.keys.after.content(after[pair.after]);
    return std::min(old_text, new_text) + std::max(old_text, new_text);
  });
  add_new(after, added, added_names, scope, pages.changes);
  for (const NamedPair& pair : pairs) {
    ControlComparison(before[pair.pair.before], after[pair.pair.after],
                      pair.name, scope, pages)
        .run();
  }
  add_gone(before, removed, removed_names, scope, pages.changes);
}

}  // namespace pagescan
