#include "rules/forms/blocking_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "rules/forms/form_reading.h"
#include "scanner/base/strings.h"
#include "scanner/passes/control_signals.h"

namespace pagescan {
namespace {

// Whether an event handler always cancels its event: nothing but statements
// that return false or prevent the default, no condition about it.
bool always_cancels(std::string_view handler) {
  constexpr size_t kMaxHandler = 512;
  if (handler.size() > kMaxHandler) return false;
  std::string code;
  for (const char c : handler) {
    if (!is_ascii_whitespace(c)) code += ascii_lower(c);
  }
  constexpr std::array<std::string_view, 7> kConditional = {
      "if(", "?", "&&", "||", "switch(", "function", "=>"};
  const auto has = [&](std::string_view part) {
    return code.find(part) != std::string::npos;
  };
  if (std::ranges::any_of(kConditional, has)) return false;
  return has("returnfalse") || has("return(false)") ||
         has("event.preventdefault(") || has("event.returnvalue=false");
}

// What is typed with care, or by a password manager.
bool should_take_paste(const Control& control) {
  if (control.type == "password" || control.type == "email") return true;
  const auto asked = asked_for(control);
  return asked && (*asked == FieldPurpose::kEmail ||
                   *asked == FieldPurpose::kEmailConfirmation ||
                   *asked == FieldPurpose::kUsername ||
                   *asked == FieldPurpose::kUsernameOrEmail ||
                   *asked == FieldPurpose::kOneTimeCode ||
                   *asked == FieldPurpose::kNewPassword ||
                   *asked == FieldPurpose::kCurrentPassword ||
                   *asked == FieldPurpose::kPasswordConfirmation);
}

std::string handler_markup(const EventHandler& handler) {
  return handler.attribute + "=\"" + handler.value + '"';
}

// Handlers that block pasting, by where their elements are.
using PasteHandlers = std::unordered_map<uint32_t, const EventHandler*>;

void look_at(const Control& control, const PasteHandlers& handlers,
             Observations& found) {
  if (!should_take_paste(control)) return;
  const auto handler = handlers.find(control.position.offset);
  if (handler == handlers.end()) return;
  const std::string markup = handler_markup(*handler->second);
  found.push_back({fmt::format("The {} does not let anything be pasted: {}",
                               control_title(control), quoted(markup)),
                   in_page(control.position, markup),
                   control_markup(control) + ' ' + markup});
}

void check_paste(const RuleInput& input, Observations& found) {
  const Catalogue& catalogue = input.page->facts.page;
  PasteHandlers handlers;
  for (const EventHandler& handler : catalogue.scripts.event_handlers) {
    if (handler.attribute == "onpaste" && always_cancels(handler.value)) {
      handlers.emplace(handler.position.offset, &handler);
    }
  }
  if (handlers.empty()) return;
  for (const Form& form : catalogue.forms.forms) {
    for (const Control& control : form.controls) {
      look_at(control, handlers, found);
    }
  }
  for (const Control& control : catalogue.forms.orphans) {
    look_at(control, handlers, found);
  }
}

// On the page as a whole: on pictures alone it keeps them from being saved,
// which is their owner's business.
void check_context_menu(const RuleInput& input, Observations& found) {
  for (const EventHandler& handler :
       input.page->facts.page.scripts.event_handlers) {
    if (handler.attribute != "oncontextmenu") continue;
    if (handler.element != "body" && handler.element != "html") continue;
    if (!always_cancels(handler.value)) continue;
    const std::string markup = handler_markup(handler);
    found.push_back({"The page takes the context menu away: " + quoted(markup),
                     in_page(handler.position, markup), markup});
  }
}

}  // namespace

std::span<const CodeRule> blocking_rules() {
  static constexpr CodeRule kRules[] = {
      {"F23", "paste-blocked", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A field for a password, a code or an e-mail address refuses what is "
       "pasted.",
       "Password managers are kept out, so people choose passwords they can "
       "type.",
       "Remove the onpaste attribute.", "WCAG-3.3.8", check_paste},
      {"X03", "context-menu-blocked", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage, "The page blocks the context menu everywhere.",
       "Nobody can copy a link or look at the page's source that way; pages "
       "that hide something do it.",
       "Remove the oncontextmenu attribute.", "", check_context_menu},
  };
  return kRules;
}

}  // namespace pagescan
