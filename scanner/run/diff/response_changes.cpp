#include <fmt/format.h>

#include <map>
#include <set>
#include <string>

#include "rules/rule.h"
#include "scanner/base/strings.h"
#include "scanner/run/diff/field_directives.h"
#include "scanner/run/diff/field_levels.h"
#include "scanner/run/diff/field_noise.h"
#include "scanner/run/diff/page_parts.h"
#include "scanner/run/diff/parts.h"
#include "scanner/run/diff/value_changes.h"

namespace pagescan {
namespace {

// Combined values by names in lower case.
using FieldTexts = std::map<std::string, std::string, std::less<>>;

FieldTexts texts_of(const Fields& fields) {
  FieldTexts texts;
  for (const Field& field : fields) {
    const std::string name = ascii_lowercase(field.name);
    // Compared by parts of their own.
    if (name == "set-cookie" || is_csp_field(name)) continue;
    const std::string value = strip_and_collapse_ascii_whitespace(field.value);
    const auto [found, is_new] = texts.emplace(name, value);
    if (is_new) continue;
    found->second += ", ";
    found->second += value;
  }
  return texts;
}

std::optional<std::string> text_of(const FieldTexts& texts,
                                   const std::string& name) {
  const auto found = texts.find(name);
  return found == texts.end() ? std::nullopt : std::optional(found->second);
}

class FieldComparison {
 public:
  FieldComparison(std::string_view list, ChangeList& changes)
      : list_(list), changes_(changes) {}

  void run(const Fields& before, const Fields& after);

 private:
  void compare_one(const std::string& name,
                   const std::optional<std::string>& before,
                   const std::optional<std::string>& after);
  void compare_directives(const std::string& name,
                          const FieldDirectives& before,
                          const FieldDirectives& after);

  std::string_view list_;
  ChangeList& changes_;
};

void FieldComparison::run(const Fields& before, const Fields& after) {
  const FieldTexts old_texts = texts_of(before);
  const FieldTexts new_texts = texts_of(after);
  std::set<std::string_view> names;
  for (const auto& [name, text] : old_texts) names.insert(name);
  for (const auto& [name, text] : new_texts) names.insert(name);
  for (const std::string_view view : names) {
    const std::string name(view);
    const auto old_text = text_of(old_texts, name);
    const auto new_text = text_of(new_texts, name);
    if (old_text != new_text) compare_one(name, old_text, new_text);
  }
}

void FieldComparison::compare_one(const std::string& name,
                                  const std::optional<std::string>& before,
                                  const std::optional<std::string>& after) {
  const bool both = before && after;
  const FieldNoise* noise = find_field_noise(name);
  if (noise != nullptr && (both || noise->comes_and_goes) &&
      changes_.hide(noise->mask)) {
    return;
  }
  if (both && is_set_field(name) &&
      set_field_words(*before) == set_field_words(*after)) {
    return;
  }
  const auto old_parts = both ? field_directives(name, *before) : std::nullopt;
  const auto new_parts = both ? field_directives(name, *after) : std::nullopt;
  if (old_parts && new_parts) {
    return compare_directives(name, *old_parts, *new_parts);
  }
  Fact fact{ChangeSubject::kField, fmt::format("{}[{}]", list_, name),
            "field " + quoted(name), field_level(name, before, after)};
  if (!is_guarding_field(name)) fact.context = MaskContext::kFieldValue;
  compare_value(fact, before, after, changes_);
}

void FieldComparison::compare_directives(const std::string& name,
                                         const FieldDirectives& before,
                                         const FieldDirectives& after) {
  std::set<std::string_view> directives;
  for (const auto& [directive, text] : before) directives.insert(directive);
  for (const auto& [directive, text] : after) directives.insert(directive);
  for (const std::string_view view : directives) {
    const std::string directive(view);
    const auto old_text = text_of(before, directive);
    const auto new_text = text_of(after, directive);
    if (old_text && new_text && is_same_directive(name, *old_text, *new_text)) {
      continue;
    }
    compare_part(
        {ChangeSubject::kField,
         fmt::format("{}[{}].{}", list_, name, directive),
         fmt::format("{} of field {}", quoted(directive), quoted(name)),
         directive_level(name, directive, old_text, new_text)},
        old_text, new_text, changes_);
  }
}

}  // namespace

void compare_response(const DiffInput& input, ChangeList& changes) {
  const Hop* before = last_hop_of(input.before);
  const Hop* after = last_hop_of(input.after);
  if (before != nullptr && after != nullptr) {
    FieldComparison("fields", changes).run(before->fields, after->fields);
    FieldComparison("trailers", changes).run(before->trailers, after->trailers);
    compare_values(
        {ChangeSubject::kField, "malformed_fields", "line that is no field",
         Level::kNote, MaskContext::kFieldValue},
        before->fields.malformed(), after->fields.malformed(), changes);
  }
  compare_csp(input, changes);
}

}  // namespace pagescan
