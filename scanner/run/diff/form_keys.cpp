#include "scanner/run/diff/form_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/passes/control_signals.h"
#include "scanner/passes/csrf_token.h"
#include "scanner/passes/secret_shape.h"

namespace pagescan {
namespace {

// Shorter values may be what people chose.
constexpr size_t kMinTokenBytes = 16;

// Of random values that are no addresses, paths or numbers with fractions.
bool is_plain_token_byte(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_' || c == '-' ||
         c == '+' || c == '=';
}

// Texts after one another so that no two lists of them give the same.
class KeyWriter {
 public:
  void add(std::string_view text) {
    key_ += std::to_string(text.size());
    key_ += ':';
    key_ += text;
  }
  void add_optional(const std::optional<std::string>& text) {
    if (text) {
      add(*text);
    } else {
      key_ += '-';
    }
  }
  void add_flag(bool flag) { key_ += flag ? '1' : '0'; }

  std::string take() && { return std::move(key_); }

 private:
  std::string key_;
};

// Of a name, in a path.
constexpr size_t kMaxPathName = 80;

std::string for_path(std::string_view name) {
  return strip_and_collapse_ascii_whitespace(utf8_prefix(name, kMaxPathName));
}

std::string path_of_target(const Form& form) {
  if (!form.url) return "";
  const Result<Url> url = Url::parse(*form.url);
  if (!url) return "";
  return std::string(url->path());
}

}  // namespace

PageAddress::PageAddress(std::string_view href) {
  const Result<Url> parsed = Url::parse(href);
  if (!parsed) return;
  url = parsed->href_without_fragment();
  origin = parsed->origin();
  if (origin == "null") origin.clear();
}

std::string url_from_page(std::string_view url, const PageAddress& page) {
  if (!page.url.empty() && url == page.url) return "";
  if (!page.origin.empty() && url.starts_with(page.origin + '/')) {
    return std::string(url.substr(page.origin.size()));
  }
  return std::string(url);
}

bool has_random_name(const Control& control) {
  return control.type == "hidden" && has_secret_shape(control.name);
}

bool holds_token(const Control& control) {
  if (control.type != "hidden") return false;
  if (looks_like_csrf_token(control) ||
      asked_for(control) == FieldPurpose::kCsrfToken) {
    return true;
  }
  if (!control.value || control.value->size() < kMinTokenBytes) return false;
  return has_secret_shape(*control.value) ||
         (std::ranges::all_of(*control.value, is_plain_token_byte) &&
          may_be_random(*control.value));
}

bool FormKeys::hides_token_of(const Control& control) const {
  return masks_ != nullptr && masks_->is_on(kTokenMask) && holds_token(control);
}

std::string FormKeys::name(const Control& control) const {
  if (has_random_name(control) && hides_token_of(control)) return "<token>";
  return name(control.name);
}

std::string FormKeys::masked(std::string_view text, MaskContext context) const {
  if (masks_ == nullptr || text.empty()) return std::string(text);
  return masks_->apply(text, context).text;
}

std::string FormKeys::address(const std::optional<std::string>& url) const {
  if (!url) return "-";
  const std::string seen = relative_ ? url_from_page(*url, page_) : *url;
  return masked(seen, MaskContext::kUrl);
}

std::string FormKeys::url(const Form& form) const { return address(form.url); }

std::string FormKeys::content(const Control& control) const {
  KeyWriter key;
  key.add(control.element);
  key.add(control.type);
  key.add(name(control));
  key.add(name(control.id));
  key.add_flag(control.value.has_value());
  // That there is a token still counts.
  key.add(hides_token_of(control) && control.value_length > 0
              ? "<token>"
              : masked(control.value.value_or(""), MaskContext::kValue));
  if (!control.value) key.add(std::to_string(control.value_length));
  for (const bool flag :
       {control.required, control.disabled, control.readonly, control.multiple,
        control.checked, control.overrides.formnovalidate}) {
    key.add_flag(flag);
  }
  for (const auto* text :
       {&control.pattern, &control.min_length, &control.max_length,
        &control.autocomplete, &control.form_attribute,
        &control.overrides.formmethod, &control.overrides.formenctype,
        &control.overrides.formtarget}) {
    key.add_optional(*text);
  }
  key.add(masked(control.placeholder.value_or(""), MaskContext::kText));
  key.add(masked(control.label, MaskContext::kText));
  key.add_flag(control.overrides.formaction.has_value());
  if (control.overrides.formaction) {
    key.add(address(control.overrides.formaction->url));
  }
  for (const SelectOption& option : control.options) {
    key.add(masked(option.value, MaskContext::kValue));
    key.add(masked(option.label, MaskContext::kText));
    key.add_flag(option.selected);
    key.add_flag(option.disabled);
  }
  return std::move(key).take();
}

std::string FormKeys::content(const Form& form) const {
  KeyWriter key;
  key.add(name(form.id));
  key.add(name(form.name));
  key.add(url(form));
  for (const std::string_view text :
       {std::string_view(form.method), std::string_view(form.enctype),
        std::string_view(form.target), std::string_view(form.autocomplete),
        std::string_view(form.accept_charset), std::string_view(form.rel)}) {
    key.add(text);
  }
  key.add_flag(form.novalidate);
  for (const Control& control : form.controls) key.add(content(control));
  return std::move(key).take();
}

std::string FormKeys::control_set(const Form& form) const {
  std::vector<std::string> names;
  names.reserve(form.controls.size());
  for (const Control& control : form.controls) {
    names.push_back(control.type + ' ' + name(control));
  }
  std::ranges::sort(names);
  KeyWriter key;
  for (const std::string& each : names) key.add(each);
  return std::move(key).take();
}

std::string FormKeys::fingerprint(const Form& form) const {
  KeyWriter key;
  key.add(name_of(form.purpose.type));
  key.add(form.method);
  key.add(url(form));
  key.add(name(form.id));
  key.add(name(form.name));
  key.add(control_set(form));
  return std::move(key).take();
}

std::string FormKeys::controls(const Form& form) const {
  if (form.controls.empty()) return "";
  return form.method + ' ' + control_set(form);
}

PathNames path_names(const Form& form) {
  return {for_path(form.id), for_path(form.name),
          form.purpose.type == FormPurpose::kOther
              ? ""
              : std::string(name_of(form.purpose.type)),
          for_path(ascii_uppercase(form.method) + ' ' + path_of_target(form))};
}

PathNames path_names(const Control& control) {
  const bool is_choice = control.type == "radio" || control.type == "checkbox";
  std::string name = control.name;
  if (is_choice && !name.empty() && control.value) {
    name += '=' + *control.value;
  }
  const auto asked = asked_for(control);
  // A button's purpose says no more than its label.
  std::string purpose = for_path(control.label);
  if (asked && *asked != FieldPurpose::kOther && !is_button(control)) {
    purpose = name_of(*asked);
  }
  return {for_path(name), for_path(control.id), std::move(purpose),
          control.type};
}

std::string own_name(const PathNames& names) {
  for (const std::string& name : names) {
    if (!name.empty()) return name;
  }
  return "";
}

std::string common_name(const PathNames& before, const PathNames& after) {
  // The last is what very different ones have too.
  for (size_t i = 0; i + 1 < before.size(); ++i) {
    if (!before[i].empty() && before[i] == after[i]) return before[i];
  }
  std::string old_name = own_name(before);
  std::string new_name = own_name(after);
  if (old_name == new_name) return old_name;
  const auto& [low, high] = std::minmax(old_name, new_name);
  return fmt::format("{}|{}", low, high);
}

void number_pairs(
    std::vector<NamedPair>& pairs,
    const std::function<std::string(const AlignedPair&)>& tie_break) {
  std::map<std::string, std::vector<size_t>> by_name;
  for (size_t i = 0; i < pairs.size(); ++i) {
    by_name[pairs[i].name].push_back(i);
  }
  const auto rank = [](const AlignedPair& pair) {
    const auto [low, high] = std::minmax(pair.before, pair.after);
    return std::pair<size_t, size_t>(low + high, high - low);
  };
  for (auto& [name, group] : by_name) {
    std::ranges::sort(group, [&](size_t a, size_t b) {
      const auto a_rank = rank(pairs[a].pair);
      const auto b_rank = rank(pairs[b].pair);
      if (a == b || a_rank != b_rank) return a_rank < b_rank;
      // The two are (i, j) and (j, i).
      return tie_break(pairs[a].pair) < tie_break(pairs[b].pair);
    });
    for (size_t n = 1; n < group.size(); ++n) {
      pairs[group[n]].name = fmt::format("{}#{}", name, n + 1);
    }
  }
}

void number_unpaired(std::vector<std::string>& names,
                     const std::vector<NamedPair>& pairs) {
  std::map<std::string, size_t> counts;
  for (const NamedPair& pair : pairs) ++counts[pair.name];
  for (std::string& name : names) {
    const size_t count = ++counts[name];
    if (count > 1) name = fmt::format("{}#{}", name, count);
  }
}

}  // namespace pagescan
