#include "scanner/passes/forms.h"

#include <unicode/uchar.h>

#include <string_view>
#include <unordered_map>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/dom/form_owner.h"
#include "scanner/dom/serialize.h"
#include "scanner/passes/classify_forms.h"
#include "scanner/passes/control_labels.h"
#include "scanner/passes/facts.h"
#include "scanner/passes/form_controls.h"
#include "scanner/passes/form_submission.h"
#include "scanner/passes/html_format.h"
#include "scanner/passes/list_limit.h"

namespace pagescan {
namespace {

// The form's HTML while the budget for all of it lasts: forms nested by
// misplaced end tags hold each other's markup over and over.
void format_form(const PassInput& input, NodeId element, size_t& budget,
                 Form& form, Facts& facts) {
  const Document& document = input.document;
  if (budget > 0) {
    std::string markup;
    append_outer_html(document, element, markup);
    form.html = format_html(markup);
    if (form.html.size() <= budget) {
      budget -= form.html.size();
      return;
    }
    form.html.clear();
    budget = 0;
    facts.truncated.push_back(
        {"form_html", input.limits.max_form_html_bytes,
         "the HTML of later forms is left out; raise --max-form-html"});
  }
}

Form read_form(const PassInput& input, NodeId element) {
  Form form;
  const Document& document = input.document;
  form.method_attribute = attribute_if_any(input, element, "method");
  form.id = attribute_or_empty(input, element, "id");
  form.name = attribute_or_empty(input, element, "name");
  form.method = form_method(form.method_attribute.value_or(""));
  form.enctype = form_enctype(attribute_or_empty(input, element, "enctype"));
  form.target = attribute_or_empty(input, element, "target");
  form.autocomplete = attribute_or_empty(input, element, "autocomplete");
  form.accept_charset = attribute_or_empty(input, element, "accept-charset");
  form.rel = attribute_or_empty(input, element, "rel");
  form.novalidate = document.has_attribute(element, "novalidate");
  form.position = document.node(element).position;
  const auto action = document.attribute(element, "action");
  if (action) form.action = resolve_address(input, *action);
  form.heading =
      form_heading(form.method_attribute.value_or(""), action.value_or(""));
  // https://html.spec.whatwg.org/#form-submission-algorithm: without an
  // action, or with an empty one, a form submits to the document's URL.
  if (action && !action->empty()) {
    form.url = form.action->url;
  } else if (input.resolver.document_url()) {
    form.url = input.resolver.document_url()->href();
    if (form.action) form.action->url = form.url;
  }
  return form;
}

// White space as ECMAScript's String.prototype.trim removes it.
bool is_trimmed(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0xFEFF || c == 0x2028 ||
         c == 0x2029 ||
         u_charType(static_cast<UChar32>(c)) == U_SPACE_SEPARATOR;
}

std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const CodePoint first = code_point_at(text, 0);
    if (!is_trimmed(first.value)) break;
    text.remove_prefix(first.size);
  }
  while (!text.empty()) {
    const size_t start = utf8_prefix(text, text.size() - 1).size();
    if (!is_trimmed(code_point_at(text, start).value)) break;
    text.remove_suffix(text.size() - start);
  }
  return text;
}

// A form that is in a catalogue.
struct ListedForm {
  NodeId element = kNoNode;
  size_t index = 0;              // in its catalogue
  std::vector<NodeId> controls;  // the elements of Form::controls
};

// The forms that are listed, in tree order, and where each is by its element.
struct ListedForms {
  std::vector<ListedForm> list;
  std::unordered_map<NodeId, size_t> place;

  ListedForm* find(NodeId element) {
    const auto found = place.find(element);
    return found == place.end() ? nullptr : &list[found->second];
  }
};

// Every control, to the form that owns it or to the orphans. A control of a
// form that is not listed is not listed either.
void add_controls(const PassInput& input, ListedForms& forms, Facts& facts) {
  const Document& document = input.document;
  const IdIndex ids(document);
  const std::vector<OwnedControl> controls = find_controls(document, ids);
  if (controls.empty()) return;
  LabelFinder labels(document, ids, controls);
  const DisabledByFieldset disabled(document);
  ListLimit limit("controls", input, facts);
  for (const OwnedControl& owned : controls) {
    FormFacts& found = facts.catalogue_of(document.node(owned.control)).forms;
    ListedForm* form = forms.find(owned.form);
    if (owned.form != kNoNode && form == nullptr) continue;
    std::vector<Control>& list =
        form == nullptr ? found.orphans : found.forms[form->index].controls;
    if (!limit.has_room(list)) continue;
    Control control =
        read_control(input, owned.control, labels, disabled, facts);
    const auto& action = control.overrides.formaction;
    const size_t bytes = action ? byte_size(*action) : 0;
    limit.append(list, std::move(control), bytes);
    if (form != nullptr) form->controls.push_back(owned.control);
  }
  if (labels.exhausted()) {
    facts.truncated.push_back(
        {"labels", document.source().size(),
         "controls share so much text that some labels were not read"});
  }
}

}  // namespace

bool is_button(const Control& control) {
  return control.element == "button" ||
         (control.element == "input" &&
          (control.type == "submit" || control.type == "image" ||
           control.type == "reset" || control.type == "button"));
}

std::string form_heading(std::string_view method, std::string_view action) {
  const std::string_view trimmed = trim(method);
  std::string heading = "GET";
  if (ascii_iequals(trimmed, "post")) heading = "POST";
  if (ascii_iequals(trimmed, "dialog")) heading = "DIALOG";
  if (!action.empty()) {
    heading += ' ';
    heading += action;
  }
  return heading;
}

void find_forms(const PassInput& input, Facts& facts) {
  const Document& document = input.document;
  ListedForms listed;
  ListLimit form_limit("forms", input, facts);
  size_t html_budget = input.limits.max_form_html_bytes;
  for (const NodeId element : document.elements(Tag::kForm)) {
    auto& forms = facts.catalogue_of(document.node(element)).forms.forms;
    if (!form_limit.has_room(forms)) break;
    Form form = read_form(input, element);
    format_form(input, element, html_budget, form, facts);
    listed.place.emplace(element, listed.list.size());
    listed.list.push_back({element, forms.size(), {}});
    const size_t bytes = byte_size(form.url) + form.heading.size() +
                         (form.action ? byte_size(*form.action) : 0);
    form_limit.append(forms, std::move(form), bytes);
  }
  add_controls(input, listed, facts);
  if (listed.list.empty()) return;  // spares what is set up for forms alone
  SubmissionFinder submissions(input, facts);
  const auto& url = input.resolver.document_url();
  const FormPage page{document,
                      url ? std::string_view(url->href()) : std::string_view(),
                      facts.metadata.title, facts.page.forms.forms.size()};
  const FormTable table = built_in_form_table();
  FormClassifier classifier(table, page);
  for (const ListedForm& listed_form : listed.list) {
    const NodeId element = listed_form.element;
    FormFacts& found = facts.catalogue_of(document.node(element)).forms;
    Form& form = found.forms[listed_form.index];
    submissions.find(form, element, listed_form.controls);
    classifier.judge(form, element, listed_form.controls);
  }
}

}  // namespace pagescan
