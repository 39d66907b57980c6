#include "rules/forms/control_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/forms/dropped_forms.h"
#include "rules/forms/form_reading.h"
#include "rules/forms/page_elements.h"
#include "rules/judge.h"
#include "scanner/passes/control_signals.h"
#include "scanner/passes/rendering.h"

namespace pagescan {
namespace {

std::string clause_of(const AutocompleteMisuse& misuse) {
  const std::string token = quoted(misuse.token);
  switch (misuse.fault) {
    case AutocompleteFault::kUnknownToken:
      return token + " is no autofill field";
    case AutocompleteFault::kNoField:
      return token + " names no field, only a part of one";
    case AutocompleteFault::kSeveralFields:
      return token + " is a second field, and only one may be named";
    case AutocompleteFault::kWrongOrder:
      return token + " stands in the wrong place";
    case AutocompleteFault::kContactKind:
      return token + " goes only with telephone, e-mail and chat fields";
    case AutocompleteFault::kStateMixed:
      return token + " stands beside others, and must stand alone";
    case AutocompleteFault::kWrongControl:
      return token + " is nothing this kind of control can hold";
    case AutocompleteFault::kNone:
      break;
  }
  return token + " is invalid";
}

// The Standard has a street address in several lines; browsers and axe take
// one of a single line as well.
bool is_one_line_street(const Control& control,
                        const AutocompleteMisuse& misuse) {
  return misuse.fault == AutocompleteFault::kWrongControl &&
         misuse.token == "street-address" && control.type == "text";
}

void look_at(const Control& control, const AutocompleteMisuse& misuse,
             Observations& found) {
  // As axe's autocomplete-valid: what can't be filled in needs no hint.
  if (!is_for_users(control) || control.disabled) return;
  if (is_one_line_street(control, misuse)) return;
  const std::string& written = *control.autocomplete;
  const bool misplaced = misuse.fault == AutocompleteFault::kWrongControl;
  found.push_back(
      {fmt::format("autocomplete={} of the {} is not valid: {}",
                   quoted(written), control_title(control), clause_of(misuse)),
       in_page(control.position, written),
       control_markup(control) + ' ' + written,
       {},
       misplaced ? std::optional<RuleConfidence>(RuleConfidence::kMedium)
                 : std::nullopt});
}

void check_autocomplete(const RuleInput& input, Observations& found) {
  const FormFacts& facts = input.page->facts.page.forms;
  for (const Form& form : facts.forms) {
    for (const AutocompleteMisuse& misuse : form.signals.autocomplete_misuse) {
      look_at(form.controls[misuse.control], misuse, found);
    }
  }
  for (size_t i = 0; i < facts.orphans.size(); ++i) {
    if (const auto misuse = autocomplete_misuse(facts.orphans[i], i)) {
      look_at(facts.orphans[i], *misuse, found);
    }
  }
}

// https://html.spec.whatwg.org/#category-label, but for what names itself.
bool needs_label(const Control& control) {
  constexpr std::array<std::string_view, 5> kNamedByThemselves = {
      "hidden", "submit", "reset", "image", "button"};
  if (!is_for_users(control)) return false;
  return std::ranges::find(kNamedByThemselves, control.type) ==
         kNamedByThemselves.end();
}

// A title and a placeholder count even where an empty label element keeps
// Chromium from using them, as they do for axe. What browsers write on a file
// control does not say which file is asked for.
bool has_name(const Control& control) {
  const ControlLabels& labels = control.labels;
  const bool by_browser = control.label == labels.browser_default;
  return (!control.label.empty() && !by_browser) || !labels.title.empty() ||
         !labels.placeholder.empty();
}

std::vector<const Control*> unlabelled_controls(const FormFacts& forms) {
  std::vector<const Control*> controls;
  const auto take = [&](const Control& control) {
    if (needs_label(control) && !has_name(control)) {
      controls.push_back(&control);
    }
  };
  for (const Form& form : forms.forms) {
    std::ranges::for_each(form.controls, take);
  }
  std::ranges::for_each(forms.orphans, take);
  std::ranges::sort(controls, {}, [](const Control* control) {
    return control->position.offset;
  });
  return controls;
}

bool is_out_of_sight(const Document& document, const RenderedNodes& rendered,
                     NodeId id) {
  return rendered.has_no_box(id) || rendered.is_invisible(id) ||
         rendered.is_aria_hidden(id) ||
         document.ancestor(id, Tag::kNoscript) != kNoNode;
}

void check_unlabelled(const RuleInput& input, Observations& found) {
  const Page& page = *input.page;
  const std::vector<const Control*> controls =
      unlabelled_controls(page.facts.page.forms);
  if (controls.empty()) return;
  const PageElements elements(page.document,
                              {Tag::kInput, Tag::kSelect, Tag::kTextarea});
  std::vector<NodeId> nodes;  // kNoNode where there is none
  nodes.reserve(controls.size());
  for (const Control* control : controls) {
    nodes.push_back(elements.at(control->position));
  }
  const RenderedNodes rendered(page.document, nodes);
  for (size_t i = 0; i < controls.size(); ++i) {
    const Control* const control = controls[i];
    const NodeId id = nodes[i];
    if (id != kNoNode && is_out_of_sight(page.document, rendered, id)) continue;
    found.push_back(
        {fmt::format("The {} has no label, title or ARIA name: who cannot see "
                     "the page is not told what to enter",
                     control_title(*control)),
         in_page(control->position, control_markup(*control)),
         control_markup(*control) + ' ' + control->id});
  }
}

bool is_submitter(const Control& control) { return control.submitter; }

// Buttons that do nothing by themselves: a script of theirs may submit.
bool is_plain_button(const Control& control) {
  return is_action(control) && !control.submitter;
}

void check_no_submit(const RuleInput& input, Observations& found) {
  for (const Form& form : input.page->facts.page.forms.forms) {
    if (std::ranges::none_of(form.controls, is_for_users)) continue;
    if (std::ranges::any_of(form.controls, is_submitter)) continue;
    const bool has_button = std::ranges::any_of(form.controls, is_plain_button);
    found.push_back(
        {fmt::format("The form {} has fields and no submit button{}",
                     quoted(form.heading),
                     has_button ? ", only buttons that need a script" : ""),
         in_page(form.position, form.heading),
         form_key(form),
         {},
         has_button ? std::optional<RuleConfidence>(RuleConfidence::kLow)
                    : std::nullopt});
  }
}

// The way it is sent by POST without the files in it; null if there is none.
const FormSubmission* fileless_submission(const Form& form) {
  const auto way = std::ranges::find_if(form.submissions, [](const auto& s) {
    return s.method == "post" && s.enctype != "multipart/form-data" &&
           !s.submitters.empty();
  });
  return way == form.submissions.end() ? nullptr : &*way;
}

void check_file_enctype(const RuleInput& input, Observations& found) {
  const Page& page = *input.page;
  std::optional<PageElements> elements;
  for (const Form& form : page.facts.page.forms.forms) {
    // Without a name it is not sent: a script reads it.
    const auto file = std::ranges::find_if(form.controls, [](const auto& c) {
      return c.type == "file" && !c.name.empty() && !c.disabled;
    });
    if (file == form.controls.end()) continue;
    const FormSubmission* way = fileless_submission(form);
    if (way == nullptr) continue;
    if (!elements) elements.emplace(page.document, kSubmissionTags);
    if (is_submitted_by_script(page.document, *elements, form)) continue;
    found.push_back(
        {fmt::format("The form {} has the {} but submits as {}: only the "
                     "file's name is sent",
                     quoted(form.heading), control_title(*file),
                     quoted(way->enctype)),
         in_page(file->position, control_markup(*file)), form_key(form)});
  }
}

void check_missing_owner(const RuleInput& input, Observations& found) {
  for (const Control& control : input.page->facts.page.forms.orphans) {
    const std::string id = control.form_attribute.value_or("");
    if (id.empty()) continue;  // which takes a control out of its form
    found.push_back(
        {fmt::format("The {} names the form {}, and the page has no form with "
                     "this ID: it is sent with none",
                     control_title(control), quoted(id)),
         in_page(control.position, control_markup(control)),
         control_markup(control) + ' ' + id});
  }
}

void check_form_owner(const RuleInput& input, Observations& found) {
  check_missing_owner(input, found);
  // Of a page that was cut, the source goes on behind the tree.
  if (!input.page->truncated.empty()) return;
  const Document& document = input.page->document;
  for (const DroppedForm& dropped :
       find_dropped_forms(document, kDefaultMaxFindingsOfRule + 1)) {
    const std::string_view outer_id =
        document.attribute(dropped.outer, "id").value_or("");
    const std::string_view outer_action =
        document.attribute(dropped.outer, "action").value_or("");
    found.push_back(
        {fmt::format("The form {} stands in another one{} and so is dropped by "
                     "browsers: its fields go to the outer form",
                     quoted(dropped.tag),
                     outer_action.empty()
                         ? std::string()
                         : " (action " + quoted(outer_action) + ')'),
         in_page(dropped.position, dropped.tag),
         std::string(dropped.tag) + ' ' + std::string(outer_id)});
  }
}

}  // namespace

std::span<const CodeRule> form_control_rules() {
  static constexpr CodeRule kRules[] = {
      {"F15", "autocomplete-invalid", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "An autocomplete attribute is not what the HTML Standard allows.",
       "Browsers ignore it, so the field is not filled in, or with something "
       "else.",
       "Use the tokens of the Standard, such as \"email\", "
       "\"current-password\" or \"off\".",
       "axe:autocomplete-valid WCAG-1.3.5", check_autocomplete},
      {"F17", "control-unlabelled", Level::kWarning, RuleConfidence::kMedium,
       RuleSubject::kPage,
       "A control has no label, nothing else that names it, and no placeholder "
       "that may.",
       "Screen readers and voice control have nothing to call it by.",
       "Put a label element around it or name its ID in the label's for.",
       "axe:label axe:select-name WCAG-4.1.2 WCAG-1.3.1", check_unlabelled},
      {"F19", "form-no-submit", Level::kNote, RuleConfidence::kMedium,
       RuleSubject::kPage, "A form with fields has no submit button.",
       "Without a script, or without a keyboard, nobody can send it; some "
       "users do not know that Enter does.",
       "Add a button of type submit.", "WCAG-3.2.2 H32", check_no_submit},
      {"F20", "file-wrong-enctype", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A form with a file control submits by POST, but not as "
       "multipart/form-data.",
       "The server gets the file's name and not its content.",
       "Set enctype=\"multipart/form-data\".", "", check_file_enctype},
      {"F21", "form-owner-broken", Level::kNote, RuleConfidence::kHigh,
       RuleSubject::kPage,
       "A control names a form that is not there, or a form stands in another "
       "form.",
       "The control is sent with no form, or with the wrong one.",
       "Correct the form attribute, or close the outer form first.", "",
       check_form_owner},
  };
  return kRules;
}

}  // namespace pagescan
