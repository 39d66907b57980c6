#include "scanner/run/diff/form_match.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "scanner/passes/control_signals.h"
#include "scanner/passes/csrf_token.h"
#include "scanner/passes/form_words.h"
#include "scanner/run/diff/likeness.h"

namespace pagescan {
namespace {

// What becomes of a key that several have.
enum class Repeated : uint8_t {
  kInOrder,  // the nth with the nth
  kLeft,
};

// One step of matching: a key of an item, by the keys of its side.
template <class Item>
using KeyFunction = std::string (*)(const Item& item, const FormKeys& keys);

template <class Item>
struct KeyStep {
  KeyFunction<Item> key;
  bool masked = true;
  Repeated repeated = Repeated::kInOrder;
};

template <class Item>
void match_by(const KeyStep<Item>& step, std::span<const Item> before,
              std::span<const Item> after, const FormKeysOfBoth& keys,
              ItemPairs& pairs) {
  const FormKeys& old_keys = step.masked ? keys.masked_before : keys.before;
  const FormKeys& new_keys = step.masked ? keys.masked_after : keys.after;
  const ItemPairs::KeyOf key = [&](Side side, size_t i) {
    return side == Side::kBefore ? step.key(before[i], old_keys)
                                 : step.key(after[i], new_keys);
  };
  if (step.repeated == Repeated::kLeft) {
    pairs.match_single(0, key);
  } else {
    pairs.match(0, key);
  }
}

std::string form_content(const Form& form, const FormKeys& keys) {
  return keys.content(form);
}

std::string form_fingerprint(const Form& form, const FormKeys& keys) {
  return keys.fingerprint(form);
}

std::string form_names(const Form& form, const FormKeys& keys) {
  if (form.id.empty() && form.name.empty()) return "";
  return keys.name(form.id) + '\n' + keys.name(form.name);
}

std::string names_and_controls(const Form& form, const FormKeys& keys) {
  const std::string names = form_names(form, keys);
  return names.empty() ? "" : names + '\n' + keys.controls(form);
}

std::string target_and_controls(const Form& form, const FormKeys& keys) {
  return keys.url(form) + '\n' + keys.controls(form);
}

std::string form_id(const Form& form, const FormKeys& keys) {
  return keys.name(form.id);
}

std::string form_name(const Form& form, const FormKeys& keys) {
  return keys.name(form.name);
}

std::string form_controls(const Form& form, const FormKeys& keys) {
  return keys.controls(form);
}

// Not of forms that scripts send: they lead to the page itself.
std::string form_target(const Form& form, const FormKeys& keys) {
  if (!form.action || form.action->written.empty()) return "";
  return form.method + ' ' + keys.url(form);
}

std::string form_purpose(const Form& form, const FormKeys& /*keys*/) {
  return form.purpose.type == FormPurpose::kOther
             ? ""
             : std::string(name_of(form.purpose.type));
}

void add_traits(const Form& form, const FormKeys& keys, ItemTraits& traits) {
  const auto add = [&traits](std::string_view kind, std::string_view text) {
    if (text.empty()) return;
    traits.push_back(hash_bytes(text, hash_bytes(kind)));
  };
  add("id ", keys.name(form.id));
  add("name ", keys.name(form.name));
  add("url ", keys.url(form));
  add("method ", form.method);
  add("purpose ", name_of(form.purpose.type));
  for (const Control& control : form.controls) {
    add("control ", keys.name(control));
    add("type ", control.type);
    add("label ", control.label);
  }
}

std::string control_content(const Control& control, const FormKeys& keys) {
  return keys.content(control);
}

std::string name_type_and_value(const Control& control, const FormKeys& keys) {
  if (control.name.empty()) return "";
  return keys.name(control) + '\n' + control.type + '\n' +
         control.value.value_or("");
}

std::string name_and_type(const Control& control, const FormKeys& keys) {
  if (control.name.empty()) return "";
  return keys.name(control) + '\n' + control.type;
}

std::string control_name(const Control& control, const FormKeys& keys) {
  return keys.name(control);
}

std::string control_id(const Control& control, const FormKeys& keys) {
  return keys.name(control.id);
}

std::string type_and_label(const Control& control, const FormKeys& /*keys*/) {
  return control.label.empty() ? "" : control.type + '\n' + control.label;
}

// Many a control has "1".
constexpr size_t kMinTellingValue = 6;

// Two of the same type where there is no other: one took the other's place. Of
// hidden controls it is their value that says so.
std::string type_and_purpose(const Control& control, const FormKeys& /*keys*/) {
  if (control.type == "hidden") {
    if (looks_like_csrf_token(control)) return "token";
    const std::string& value = control.value ? *control.value : control.name;
    return value.size() < kMinTellingValue ? "" : "hidden\n" + value;
  }
  const auto asked = asked_for(control);
  if (!asked || *asked == FieldPurpose::kOther) return "";
  return control.type + '\n' + std::string(name_of(*asked));
}

bool stand_alike(const Control& a, const Control& b) {
  if (a.element != b.element || is_button(a) != is_button(b)) return false;
  if (a.type == "hidden" || b.type == "hidden") {
    return a.type == b.type && a.value == b.value;
  }
  return true;
}

// What is left between two paired neighbours and is all there is on both sides.
void match_by_place(std::span<const Control> before,
                    std::span<const Control> after, ItemPairs& pairs) {
  for (const size_t i : pairs.unpaired(Side::kBefore)) {
    if (i > 0 && !pairs.has_pair(Side::kBefore, i - 1)) continue;
    const size_t j = i == 0 ? 0 : pairs.pair_of(Side::kBefore, i - 1) + 1;
    if (j >= after.size() || pairs.has_pair(Side::kAfter, j)) continue;
    const bool ends_both = i + 1 == before.size() && j + 1 == after.size();
    const bool same_right = i + 1 < before.size() && j + 1 < after.size() &&
                            pairs.pair_of(Side::kBefore, i + 1) == j + 1;
    if ((ends_both || same_right) && stand_alike(before[i], after[j])) {
      pairs.pair(i, j);
    }
  }
}

// Pairs forms that say the same in the same order, so that of several that say
// the same none seems to have moved where another changed.
void match_in_order(std::span<const Form> before, std::span<const Form> after,
                    const FormKeysOfBoth& keys, ItemPairs& pairs) {
  const auto contents_of = [](std::span<const Form> forms, const FormKeys& of) {
    std::vector<std::string> contents;
    contents.reserve(forms.size());
    for (const Form& form : forms) contents.push_back(of.content(form));
    return contents;
  };
  const std::vector<std::string> old_contents =
      contents_of(before, keys.before);
  const std::vector<std::string> new_contents = contents_of(after, keys.after);
  std::unordered_map<std::string_view, uint32_t> known;
  const auto numbers_of = [&](const std::vector<std::string>& contents) {
    std::vector<uint32_t> numbers;
    numbers.reserve(contents.size());
    for (const std::string& content : contents) {
      numbers.push_back(
          known.try_emplace(content, static_cast<uint32_t>(known.size()))
              .first->second);
    }
    return numbers;
  };
  const std::vector<uint32_t> olds = numbers_of(old_contents);
  const std::vector<uint32_t> news = numbers_of(new_contents);
  // An order of the two that does not hang on which is the older.
  const bool swapped = new_contents < old_contents;
  for (const AlignedPair& pair : swapped ? align(news, olds, known.size())
                                         : align(olds, news, known.size())) {
    if (swapped) {
      pairs.pair(pair.after, pair.before);
    } else {
      pairs.pair(pair.before, pair.after);
    }
  }
}

}  // namespace

ItemPairs match_forms(std::span<const Form> before, std::span<const Form> after,
                      const FormKeysOfBoth& keys) {
  static constexpr KeyStep<Form> kSteps[] = {
      {form_content, false},
      {form_content},
      {form_fingerprint},
      {names_and_controls},
      {target_and_controls},
      {form_names, true, Repeated::kLeft},
      {form_id, true, Repeated::kLeft},
      {form_name, true, Repeated::kLeft},
      {form_controls, true, Repeated::kLeft},
      {form_target, true, Repeated::kLeft},
  };
  ItemPairs pairs(before.size(), after.size());
  match_in_order(before, after, keys, pairs);
  for (const KeyStep<Form>& step : kSteps) {
    match_by(step, before, after, keys, pairs);
  }
  pair_alike(
      pairs,
      [&](Side side, size_t i, ItemTraits& traits) {
        if (side == Side::kBefore) {
          add_traits(before[i], keys.masked_before, traits);
        } else {
          add_traits(after[i], keys.masked_after, traits);
        }
      },
      kMinFormLikeness);
  // One form to sign in with for another: it is who asks that changed.
  match_by<Form>({form_purpose, true, Repeated::kLeft}, before, after, keys,
                 pairs);
  return pairs;
}

ItemPairs match_controls(std::span<const Control> before,
                         std::span<const Control> after,
                         const FormKeysOfBoth& keys) {
  static constexpr KeyStep<Control> kSteps[] = {
      {control_content, false},
      {control_content},
      {name_type_and_value},
      {name_and_type},
      {control_name},
      {control_id},
      {type_and_label, true, Repeated::kLeft},
      {type_and_purpose, true, Repeated::kLeft},
  };
  ItemPairs pairs(before.size(), after.size());
  for (const KeyStep<Control>& step : kSteps) {
    match_by(step, before, after, keys, pairs);
  }
  if (!pairs.is_done()) match_by_place(before, after, pairs);
  return pairs;
}

}  // namespace pagescan
