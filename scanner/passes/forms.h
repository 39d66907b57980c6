// The forms pass: every form, what it owns, and the controls no form owns.
// Pure function of the document; the result owns its strings.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/dom/document.h"
#include "scanner/passes/form_purposes.h"
#include "scanner/passes/form_signal_facts.h"
#include "scanner/passes/pass_input.h"

namespace pagescan {

struct Facts;

struct SelectOption {
  std::string value;
  std::string label;
  bool selected = false;
  bool disabled = false;
};

/// What may name a control, in about the order in which one is chosen.
struct ControlLabels {
  std::string aria_labelledby;  // the text of the elements it names
  std::string aria_label;
  std::string for_label;  // the label elements whose `for` is its ID
  std::string wrapping;   // the label element around it
  std::string own_text;   // a button's text or value, an image's alt or value
  std::string title;
  std::string placeholder;      // where it can name the control
  std::string browser_default;  // "Submit" where the page says nothing
};

/// A submitter's own say over the form's attributes
/// (https://html.spec.whatwg.org/#form-submission-attributes).
struct SubmitterOverrides {
  std::optional<Address> formaction;
  std::optional<std::string> formmethod;
  std::optional<std::string> formenctype;
  std::optional<std::string> formtarget;
  bool formnovalidate = false;
};

/// A submittable element (https://html.spec.whatwg.org/#category-submit).
struct Control {
  std::string element;  // "input", "button", "select", "textarea"
  std::string type;     // https://html.spec.whatwg.org/#attr-input-type
  std::string name;
  std::string id;
  std::optional<std::string> value;  // never a password's
  size_t value_length = 0;           // code points, a password's too
  bool required = false;
  bool disabled = false;  // itself, or by a fieldset around it
  bool readonly = false;
  bool multiple = false;
  bool checked = false;
  std::optional<std::string> pattern;
  std::optional<std::string> min_length;
  std::optional<std::string> max_length;
  std::optional<std::string> placeholder;
  std::optional<std::string> autocomplete;
  std::optional<std::string> form_attribute;  // `form`, as written
  std::vector<SelectOption> options;
  ControlLabels labels;
  std::string label;  // its accessible name by labels, "" if none
  bool submitter = false;
  /// What it asks for or does; nothing for hidden ones that no list knows.
  std::optional<JudgedField> purpose;
  SubmitterOverrides overrides;
  SourcePosition position;
};

/// One name and value a form sends
/// (https://xhr.spec.whatwg.org/#concept-formdata-entry).
struct FormEntry {
  std::string name;
  std::string type;  // of the control: "hidden", "select-one" ...
  /// Nothing where it is masked, and where only the user or the browser can
  /// tell: a file, where an image is clicked, a direction.
  std::optional<std::string> value;
  bool masked = false;  // a password, a one-time code, a hidden token
};

/// What the page's origin is to that of a URL, in the words of Fetch Metadata
/// (https://w3c.github.io/webappsec-fetch-metadata/#sec-fetch-site-header).
enum class SiteRelation : uint8_t {
  kNone,        // one of them has no origin that can be compared
  kSameOrigin,  // https://html.spec.whatwg.org/#same-origin
  kSameSite,    // the same registrable domain, whatever the schemes
  kCrossSite,
};

/// One way in which a form is submitted: where to, and how.
struct FormSubmission {
  /// Those that give it, as indexes into Form::controls; never a disabled one.
  /// Empty for a form that is submitted without: by script, or from a text
  /// field where there is no submitter.
  std::vector<size_t> submitters;
  std::string method;  // "get", "post" or "dialog"
  /// Absolute. With "get", what the entries replace is left out: the query of
  /// an http, https, mailto or data URL. Nothing where the action does not
  /// parse or the page's address is unknown, so that nothing is sent; nothing
  /// for "dialog", which closes the dialog and sends nothing.
  std::optional<std::string> url;
  std::string enctype;  // "" unless "post": no other method has use for it
  std::string target;   // formtarget, the form's target, base's, else ""
  std::string scheme;   // of url
  SiteRelation relation = SiteRelation::kNone;  // of url to the page
  bool no_validate = false;
  bool ip_literal = false;  // url's host is an IP address
  bool punycode = false;    // a label of url's host begins with "xn--"
  /// What the submitter adds to Form::entries.
  std::vector<FormEntry> entries;
};

struct Form {
  std::string heading;  // "POST /login", as the text report has it
  std::string html;     // pretty-printed outer HTML
  std::string id;
  std::string name;
  std::string method;                           // "get", "post" or "dialog"
  std::optional<std::string> method_attribute;  // as written
  std::optional<Address> action;   // nothing if there is no attribute
  std::optional<std::string> url;  // where it submits to
  std::string enctype;
  std::string target;
  std::string autocomplete;
  std::string accept_charset;
  std::string rel;
  bool novalidate = false;
  std::vector<Control> controls;
  JudgedForm purpose;
  std::vector<FormEntry> entries;  // sent whatever submits it
  std::vector<FormSubmission> submissions;
  FormSignals signals;
  SourcePosition position;
};

struct FormFacts {
  std::vector<Form> forms;       // in tree order
  std::vector<Control> orphans;  // controls no form owns
  PageFormSignals signals;
};

/// Whether the control is a button
/// (https://html.spec.whatwg.org/#concept-button).
bool is_button(const Control& control);

/// The line above a form in the text report: the method in upper case, then
/// the action as written, where there is one.
std::string form_heading(std::string_view method, std::string_view action);

/// Appends to the forms of `facts`, template contents apart. What the page
/// says of itself helps to tell what its forms are for: metadata come first.
void find_forms(const PassInput& input, Facts& facts);

}  // namespace pagescan
