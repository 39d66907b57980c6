// Noise in names and IDs: what a library numbers or draws by lot. A number in a
// name of the page's own says which it is, and is compared.
#include <algorithm>
#include <array>

#include "scanner/base/strings.h"
#include "scanner/passes/noise_shapes.h"
#include "scanner/run/diff/noise.h"

namespace pagescan {
namespace {

constexpr size_t kMaxName = 512;

// What libraries begin the IDs with that they number: Ember, YUI, Ext JS,
// jQuery UI, MUI, Angular Material, Headless UI, Radix, React Aria, React
// Select, Bootstrap, JSF, Select2, Dijit, Vuetify, Ant Design, Chakra.
constexpr auto kGenerators = std::to_array<std::string_view>(
    {"ember",       "yui_",       "yui-gen",
     "ext-gen",     "ext-comp-",  "ui-id-",
     "mui-",        "mat-input-", "mat-select-",
     "mat-option-", "cdk-",       "headlessui-",
     "radix-",      "react-aria", "react-select-",
     "react-tabs-", "popover",    "tooltip",
     "j_idt",       "select2-",   "dijit_",
     "input-v-",    "rc_select_", "rc-tabs-",
     "downshift-",  "field-:",    "ngb-",
     "uid-",        "v-input-",   "gform_ajax_frame_"});

bool is_alnum(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }

void add_numbers(std::string_view name, size_t from, NoiseSpans& found) {
  for (size_t begin = from; begin < name.size();) {
    if (!is_ascii_digit(name[begin])) {
      ++begin;
      continue;
    }
    size_t end = begin;
    while (end < name.size() && is_ascii_digit(name[end])) ++end;
    found.add(begin, end, Noise::kCounters);
    begin = end;
  }
}

// React's useId(): `:r3:`, within longer names too.
void add_react_ids(std::string_view name, NoiseSpans& found) {
  constexpr std::string_view kStart = ":r";
  constexpr size_t kMaxDigits = 4;
  for (size_t at = name.find(kStart); at != std::string_view::npos;
       at = name.find(kStart, at + 1)) {
    const size_t begin = at + kStart.size();
    size_t end = begin;
    while (end < name.size() && end - begin < kMaxDigits &&
           is_alnum(name[end])) {
      ++end;
    }
    if (end < name.size() && name[end] == ':') {
      found.add(begin, end, Noise::kCounters);
    }
  }
}

// uniqid() of PHP: the time in thirteen hexadecimal digits, 2012 to 2029.
bool is_uniqid(std::string_view part) {
  return part.size() == 13 && (part[0] == '5' || part[0] == '6') &&
         std::ranges::all_of(part, is_ascii_hex_digit) &&
         std::ranges::any_of(part, is_ascii_alpha);
}

// Drupal's: `edit-name--kR3vXq9ZtL0`.
void add_drupal_suffix(std::string_view name, NoiseSpans& found) {
  constexpr size_t kSuffix = 11;
  if (name.size() < kSuffix + 3) return;
  const std::string_view suffix = name.substr(name.size() - kSuffix);
  if (!name.substr(0, name.size() - kSuffix).ends_with("--")) return;
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (is_named_token(suffix) && std::ranges::any_of(suffix, is_upper)) {
    found.add(name, suffix, Noise::kRequestIds);
  }
}

void look_at_part(std::string_view name, std::string_view part,
                  NoiseSpans& found) {
  if (is_epoch_time(part)) {
    found.add(name, part, Noise::kTimestamps);
  } else if (is_uniqid(part) || is_hex_token(part)) {
    found.add(name, part, Noise::kRequestIds);
  }
}

void add_uuids(std::string_view name, NoiseSpans& found) {
  constexpr size_t kUuid = 36;
  for (size_t at = 0; at + kUuid <= name.size(); ++at) {
    if (is_uuid(name.substr(at, kUuid))) {
      found.add(at, at + kUuid, Noise::kRequestIds);
      at += kUuid - 1;
    }
  }
}

}  // namespace

void find_name_noise(std::string_view name, NoiseSpans& found) {
  if (name.size() > kMaxName) return;
  add_react_ids(name, found);
  if (std::ranges::none_of(name, is_ascii_digit)) return;
  // Joomla's token is a name.
  if (is_hex_token(name)) {
    found.add(0, name.size(), Noise::kCsrfTokens);
    return;
  }
  const auto generator = std::ranges::find_if(
      kGenerators,
      [name](std::string_view prefix) { return name.starts_with(prefix); });
  if (generator != kGenerators.end()) {
    add_numbers(name, generator->size(), found);
    return;
  }
  // Mailchimp's trap for robots names the list it belongs to.
  if (name.starts_with("b_")) return;
  add_uuids(name, found);
  add_drupal_suffix(name, found);
  for (size_t begin = 0; begin < name.size();) {
    size_t end = begin;
    while (end < name.size() && is_alnum(name[end])) ++end;
    if (end > begin) look_at_part(name, name.substr(begin, end - begin), found);
    begin = end + 1;
  }
}

}  // namespace pagescan
