#include "scanner/passes/form_entries.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/decode/encoding.h"
#include "scanner/passes/control_value.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/secret_shape.h"

namespace pagescan {
namespace {

// Parts of the names that frameworks give to tokens, view states and sessions.
constexpr std::array<std::string_view, 11> kTokenWords = {
    "csrf",    "xsrf",     "token",     "authenticity",
    "nonce",   "session",  "viewstate", "eventvalidation",
    "sesskey", "sessconf", "formhash"};

bool has_token_name(std::string_view name) {
  const std::string lower = ascii_lowercase(name);
  return std::any_of(kTokenWords.begin(), kTokenWords.end(),
                     [&lower](std::string_view word) {
                       return lower.find(word) != std::string::npos;
                     });
}

// https://html.spec.whatwg.org/#autofill-field
bool has_secret_autofill(const std::optional<std::string>& autocomplete) {
  if (!autocomplete) return false;
  for (const std::string_view word : split_on_ascii_whitespace(*autocomplete)) {
    for (const std::string_view secret :
         {"one-time-code", "current-password", "new-password"}) {
      if (ascii_iequals(word, secret)) return true;
    }
  }
  return false;
}

// https://html.spec.whatwg.org/#auto-directionality-form-associated-elements
bool has_direction(const Control& control) {
  constexpr std::array<std::string_view, 10> kInputTypes = {
      "hidden", "text",     "search", "tel",   "url",
      "email",  "password", "submit", "reset", "button"};
  if (control.element != "input") return control.element != "select";
  return std::find(kInputTypes.begin(), kInputTypes.end(), control.type) !=
         kInputTypes.end();
}

// By the first character that has a direction, as for dir=auto.
std::string_view direction_of_text(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = code_point_at(text, 0);
    switch (u_charDirection(static_cast<UChar32>(c.value))) {
      case U_LEFT_TO_RIGHT:
        return "ltr";
      case U_RIGHT_TO_LEFT:
      case U_RIGHT_TO_LEFT_ARABIC:
        return "rtl";
      default:
        text.remove_prefix(c.size);
    }
  }
  return "ltr";
}

// https://html.spec.whatwg.org/#the-directionality; nothing where it depends
// on the text of an element around the control.
std::optional<std::string> direction_of(const Document& document,
                                        const Control& control,
                                        NodeId element) {
  for (NodeId id = element; id != kNoNode; id = document.node(id).parent) {
    const std::string_view dir = document.attribute(id, "dir").value_or("");
    if (ascii_iequals(dir, "ltr")) return "ltr";
    if (ascii_iequals(dir, "rtl")) return "rtl";
    const bool is_auto = ascii_iequals(dir, "auto");
    if (id == element) {
      if (is_auto) {
        return std::string(direction_of_text(control.value.value_or("")));
      }
      if (control.type == "tel") return "ltr";
    } else if (is_auto || document.node(id).text == "bdi") {
      return std::nullopt;
    }
  }
  return "ltr";
}

// "Pick an encoding for the form"
// (https://html.spec.whatwg.org/#picking-an-encoding-for-the-form).
std::string_view form_encoding(const PassInput& input, const Form& form) {
  Encoding encoding = input.encoding;
  if (!form.accept_charset.empty()) {
    encoding = Encoding::kUtf8;
    for (const std::string_view label :
         split_on_ascii_whitespace(form.accept_charset)) {
      if (const auto found = encoding_from_label(label)) {
        encoding = *found;
        break;
      }
    }
  }
  // https://encoding.spec.whatwg.org/#get-an-output-encoding
  const bool has_no_encoder = encoding == Encoding::kReplacement ||
                              encoding == Encoding::kUtf16Be ||
                              encoding == Encoding::kUtf16Le;
  return encoding_name(has_no_encoder ? Encoding::kUtf8 : encoding);
}

// https://html.spec.whatwg.org/#concept-select-size. As in browsers, a select
// of size 0 is shown as one of size 1.
bool shows_one_option(const Document& document, NodeId select) {
  std::string_view size =
      strip_ascii_whitespace(document.attribute(select, "size").value_or(""));
  if (size.starts_with('+')) size.remove_prefix(1);
  // One more than fits is many.
  unsigned shown = 1;
  const auto [end, error] =
      std::from_chars(size.data(), size.data() + size.size(), shown);
  return error == std::errc::invalid_argument ||
         (error == std::errc() && shown <= 1);
}

// The last radio button of each name that is checked: it unchecks the others
// (https://html.spec.whatwg.org/#radio-button-group), even if it is disabled.
std::map<std::string_view, size_t> checked_radios(const Form& form) {
  std::map<std::string_view, size_t> checked;
  for (size_t i = 0; i < form.controls.size(); ++i) {
    const Control& control = form.controls[i];
    if (control.type == "radio" && control.checked) checked[control.name] = i;
  }
  return checked;
}

// Whether what the control sends is masked: passwords, one-time codes, and
// hidden values that look like a token or have the name of one.
bool sends_a_secret(const Control& control) {
  if (control.type == "password") return true;
  if (has_secret_autofill(control.autocomplete)) return true;
  const std::string_view value =
      control.value ? std::string_view(*control.value) : std::string_view();
  if (control.type != "hidden" || value.empty()) return false;
  return has_token_name(control.name) || has_token_name(control.id) ||
         has_secret_shape(value) ||
         ((is_secret_name(control.name) || is_secret_name(control.id)) &&
          may_be_random(value));
}

}  // namespace

EntryLister::EntryLister(const PassInput& input, Facts& facts)
    : input_(input), limit_("entries", input, facts) {
  for (const NodeId id : input.document.elements(Tag::kDatalist)) {
    if (!datalists_.empty() && id < datalists_.back().end) continue;
    datalists_.push_back({id, input.document.node(id).end});
  }
}

bool EntryLister::in_datalist(NodeId element) const {
  const auto behind = std::upper_bound(
      datalists_.begin(), datalists_.end(), element,
      [](NodeId id, const Datalist& list) { return id < list.begin; });
  return behind != datalists_.begin() && element < std::prev(behind)->end;
}

void EntryLister::append(Form& form, FormEntry entry) {
  const size_t bytes = byte_size(entry);
  limit_.append(form.entries, std::move(entry), bytes);
}

// https://html.spec.whatwg.org/#selectedness-setting-algorithm
void EntryLister::append_options(Form& form, const Control& select,
                                 NodeId element) {
  const SelectOption* chosen = nullptr;  // of a select that takes one
  const SelectOption* first = nullptr;
  for (const SelectOption& option : select.options) {
    if (!option.disabled && first == nullptr) first = &option;
    if (!option.selected) continue;
    chosen = &option;
    if (select.multiple && !option.disabled && limit_.has_room(form.entries)) {
      append(form, {select.name, select.type, option.value, false});
    }
  }
  if (select.multiple) return;
  if (chosen == nullptr && shows_one_option(input_.document, element)) {
    chosen = first;
  }
  if (chosen != nullptr && !chosen->disabled) {
    append(form, {select.name, select.type, chosen->value, false});
  }
}

std::optional<FormEntry> EntryLister::direction_entry(const Control& control,
                                                      NodeId element) const {
  const auto name = input_.document.attribute(element, "dirname");
  if (!name || name->empty() || !has_direction(control)) return std::nullopt;
  return FormEntry{within_limit(input_, *name), control.type,
                   direction_of(input_.document, control, element), false};
}

void EntryLister::list_entries(Form& form, std::span<const NodeId> elements) {
  const auto radios = checked_radios(form);
  for (size_t i = 0; i < form.controls.size(); ++i) {
    const Control& control = form.controls[i];
    if (control.disabled || control.name.empty() || is_button(control) ||
        in_datalist(elements[i])) {
      continue;
    }
    if (control.type == "checkbox" && !control.checked) continue;
    if (control.type == "radio" &&
        (!control.checked || radios.at(control.name) != i)) {
      continue;
    }
    if (!limit_.has_room(form.entries)) return;
    if (control.element == "select") {
      append_options(form, control, elements[i]);
    } else if (control.type == "hidden" &&
               ascii_iequals(control.name, "_charset_")) {
      append(form, {control.name, control.type,
                    std::string(form_encoding(input_, form)), false});
    } else if (sends_a_secret(control)) {
      append(form, {control.name, control.type, std::nullopt, true});
    } else {
      append(form,
             {control.name, control.type,
              submitted_value(input_.document, control, elements[i]), false});
    }
    if (auto direction = direction_entry(control, elements[i])) {
      append(form, *std::move(direction));
    }
  }
}

std::vector<FormEntry> EntryLister::submitter_entries(const Control& submitter,
                                                      NodeId element) const {
  if (in_datalist(element)) return {};
  std::vector<FormEntry> entries;
  if (submitter.type == "image" && submitter.element == "input") {
    const std::string prefix =
        submitter.name.empty() ? std::string() : submitter.name + '.';
    for (const char* axis : {"x", "y"}) {
      entries.push_back({prefix + axis, submitter.type, std::nullopt, false});
    }
  } else if (!submitter.name.empty()) {
    entries.push_back(
        {submitter.name, submitter.type, submitter.value.value_or(""), false});
    if (auto direction = direction_entry(submitter, element)) {
      entries.push_back(*std::move(direction));
    }
  }
  return entries;
}

}  // namespace pagescan
