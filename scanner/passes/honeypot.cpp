#include "scanner/passes/honeypot.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/base/strings.h"
#include "scanner/passes/autocomplete_tokens.h"

namespace pagescan {
namespace {

// How far out a hiding element or a telling class is looked for: the paragraph
// or box made for the trap alone.
constexpr size_t kMaxOutwards = 3;
// Attributes are read so far.
constexpr size_t kMaxText = 512;

// Formspree's _gotcha, Netlify's bot-field, Akismet's, Contact Form 7's.
constexpr std::array<std::string_view, 16> kTrapNames = {
    "honeypot",   "honey_pot", "honey-pot",   "_gotcha",
    "bot-field",  "botfield",  "bot_field",   "ak_hp_",
    "hp_field",   "honeyname", "antispambot", "nospam",
    "spam_check", "spamtrap",  "tastyhoney",  "gform_validation_container"};

// What only a field that is hidden is called: a shop has honey to sell, a
// profile a website.
constexpr std::array<std::string_view, 5> kTemptingNames = {
    "honey", "website", "homepage", "web_site", "web-site"};

// Classes of style sheets for what is not shown.
constexpr std::array<std::string_view, 12> kHidingClasses = {
    "hidden",         "hide",    "hid",       "d-none",
    "is-hidden",      "unseen",  "invisible", "visually-hidden",
    "visuallyhidden", "sr-only", "offscreen", "screen-reader-text"};

// What a label or a placeholder says to those who do see it.
constexpr std::array<std::string_view, 19> kLeaveAlone = {
    "leave this field empty",
    "leave this field blank",
    "do not fill",
    "don't fill",
    "don\u2019t fill",
    "do not enter anything",
    "should be empty",
    "should be left blank",
    "should be left unchanged",
    "must be left blank",
    "if you are human",
    "if you're human",
    "dieses feld leer",
    "feld nicht ausf",
    "laissez ce champ vide",
    "ne pas remplir",
    "deja este campo vac",
    "deje este campo",
    "niet invullen"};

std::string lowered(std::string_view text) {
  return ascii_lowercase(text.substr(0, kMaxText));
}

template <size_t N>
bool has_one_of(std::string_view text,
                const std::array<std::string_view, N>& words) {
  if (text.empty()) return false;
  const std::string lower = lowered(text);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

// "Leave this field blank if you have no key" speaks to people who fill others.
bool tells_to_leave_alone(std::string_view text) {
  if (text.empty()) return false;
  const std::string lower = lowered(text);
  for (const std::string_view phrase : kLeaveAlone) {
    const size_t at = lower.find(phrase);
    if (at == std::string::npos) continue;
    const std::string_view rest =
        std::string_view(lower).substr(at + phrase.size());
    if (!rest.starts_with(" if ") && !rest.starts_with(" to ") &&
        !rest.starts_with(" unless ") && !rest.starts_with(" when ")) {
      return true;
    }
  }
  return false;
}

bool is_trap_name(std::string_view name) {
  return ascii_iequals(name, "hp") || has_one_of(name, kTrapNames);
}

// Mailchimp's: "b_", the ID of an account, "_", that of a list.
bool is_mailchimp_trap(std::string_view name) {
  if (!name.starts_with("b_")) return false;
  const std::string_view ids = name.substr(2);
  const size_t line = ids.find('_');
  if (line == std::string_view::npos || line < 20 || ids.size() - line < 8) {
    return false;
  }
  return std::all_of(ids.begin(), ids.end(),
                     [](char c) { return c == '_' || is_ascii_hex_digit(c); });
}

bool can_be_filled(const Control& control) {
  if (control.element == "textarea") return true;
  if (control.element != "input") return false;
  constexpr std::array<std::string_view, 7> kTypes = {
      "text", "email", "url", "tel", "number", "search", "checkbox"};
  return std::find(kTypes.begin(), kTypes.end(), control.type) != kTypes.end();
}

// A declaration's property and value without white space: "left:-9999px".
std::string compact(std::string_view style) {
  std::string out;
  for (const char c : style.substr(0, kMaxText)) {
    if (!is_ascii_whitespace(c)) out += ascii_lower(c);
  }
  return out;
}

enum class Hidden : uint8_t { kNot, kNotShown, kOutOfSight };

// "left:-5000px", "margin-left:-100em": far enough that nobody scrolls there.
bool is_moved_away(std::string_view style) {
  for (const std::string_view side : {"left:-", "top:-", "right:-"}) {
    const size_t at = style.find(side);
    if (at == std::string_view::npos) continue;
    size_t digits = 0;
    while (at + side.size() + digits < style.size() &&
           is_ascii_digit(style[at + side.size() + digits])) {
      ++digits;
    }
    if (digits >= 3) return true;
  }
  return false;
}

Hidden hidden_by_style(std::string_view style) {
  if (style.empty()) return Hidden::kNot;
  const std::string declarations = compact(style);
  const auto has = [&](std::string_view part) {
    return declarations.find(part) != std::string::npos;
  };
  if (is_moved_away(declarations)) return Hidden::kOutOfSight;
  if (has("opacity:0;") || declarations.ends_with("opacity:0") ||
      has("clip:rect(0") || has("clip:rect(1px") || has("-999")) {
    return Hidden::kOutOfSight;
  }
  if (has("display:none") || has("visibility:hidden")) return Hidden::kNotShown;
  return Hidden::kNot;
}

// Whether the element holds no control but this one: what hides many is a part
// of the form that is shown later.
bool holds_only(const Document& document, NodeId element, NodeId control) {
  constexpr NodeId kMaxNodes = 40;
  const NodeId end = document.node(element).end;
  if (end - element > kMaxNodes) return false;
  for (NodeId id = element; id < end; ++id) {
    const Tag tag = document.node(id).tag;
    if (id != control && (tag == Tag::kInput || tag == Tag::kSelect ||
                          tag == Tag::kTextarea || tag == Tag::kForm)) {
      return false;
    }
  }
  return true;
}

struct Surroundings {
  Hidden hidden = Hidden::kNot;
  bool aria_hidden = false;
  bool called_trap = false;
  bool tempts = false;   // in a class or an ID
  NodeId box = kNoNode;  // the outermost that is made for the control alone
};

bool has_hiding_class(std::string_view classes) {
  for (const std::string_view name :
       split_on_ascii_whitespace(classes.substr(0, kMaxText))) {
    for (const std::string_view hiding : kHidingClasses) {
      if (ascii_iequals(name, hiding)) return true;
    }
  }
  return false;
}

void look_at_attribute(const Attribute& a, Surroundings& found) {
  if (a.name == "style") {
    found.hidden = std::max(found.hidden, hidden_by_style(a.value));
  } else if (a.name == "hidden") {
    found.hidden = std::max(found.hidden, Hidden::kNotShown);
  } else if (a.name == "aria-hidden") {
    found.aria_hidden |= ascii_iequals(a.value, "true");
  } else if (a.name == "class" || a.name == "id") {
    found.called_trap |= has_one_of(a.value, kTrapNames);
    found.tempts |= has_one_of(a.value, kTemptingNames);
    if (a.name == "class" && has_hiding_class(a.value)) {
      found.hidden = std::max(found.hidden, Hidden::kNotShown);
    }
  }
}

Surroundings surroundings_of(const Document& document, NodeId control) {
  Surroundings found;
  NodeId id = control;
  for (size_t steps = 0; steps <= kMaxOutwards && id != kNoNode; ++steps) {
    if (document.is(id, Tag::kForm) || document.is(id, Tag::kBody)) break;
    if (id != control && !holds_only(document, id, control)) break;
    for (const Attribute& a : document.attributes(id)) {
      look_at_attribute(a, found);
    }
    found.box = id;
    id = document.node(id).parent;
  }
  return found;
}

// Whether the text of the control's own box says that it be left alone.
bool says_leave_alone(const Document& document, NodeId box) {
  std::string text;
  for (NodeId id = box; id < document.node(box).end; ++id) {
    if (document.is_text(id))
      text += document.node(id).text.substr(0, kMaxText);
    if (text.size() > kMaxText) break;
  }
  return tells_to_leave_alone(text);
}

bool is_autofill_decoy(const Control& control) {
  constexpr std::array<std::string_view, 4> kParts = {
      "fake", "autofill", "autocomplete", "remembered"};
  return has_one_of(control.name, kParts) || has_one_of(control.id, kParts);
}

bool refuses_autofill(const Control& control) {
  if (!control.autocomplete) return false;
  const AutocompleteState state =
      parse_autocomplete(
          std::string_view(*control.autocomplete).substr(0, kMaxText))
          .state;
  return state == AutocompleteState::kOff ||
         state == AutocompleteState::kStateLike;
}

}  // namespace

bool looks_like_honeypot(const Document& document, NodeId element,
                         const Control& control) {
  const bool named = is_trap_name(control.name) || is_trap_name(control.id) ||
                     is_mailchimp_trap(control.name);
  if (control.type == "hidden") {
    // When the form was made goes by the name of its trap.
    return named && !lowered(control.name).ends_with("time");
  }
  if (!can_be_filled(control) || is_autofill_decoy(control)) return false;
  if (named || tells_to_leave_alone(control.label) ||
      tells_to_leave_alone(control.placeholder.value_or(""))) {
    return true;
  }
  const Surroundings around = surroundings_of(document, element);
  if (around.called_trap) return true;
  // Where people see it, such a text is help for those who have nothing to say.
  if (around.hidden != Hidden::kNot && around.box != kNoNode &&
      says_leave_alone(document, around.box)) {
    return true;
  }
  if (control.required || !control.value.value_or("").empty()) return false;
  // A search box behind an icon and a field shown on demand are hidden too, but
  // neither is taken out of the tab order or from readers of the screen.
  const bool unreachable =
      document.attribute(element, "tabindex").value_or("") == "-1";
  const bool tempts = around.tempts || has_one_of(control.name, kTemptingNames);
  switch (around.hidden) {
    case Hidden::kNot:
      return false;
    case Hidden::kNotShown:
      return tempts || (unreachable && refuses_autofill(control));
    case Hidden::kOutOfSight:
      return tempts || unreachable || around.aria_hidden ||
             refuses_autofill(control);
  }
  return false;
}

}  // namespace pagescan
