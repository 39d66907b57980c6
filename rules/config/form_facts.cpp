// The kinds form and control.
#include "rules/config/fact_properties.h"
#include "rules/config/fact_tables.h"
#include "rules/forms/form_reading.h"
#include "scanner/passes/form_purposes.h"
#include "scanner/passes/form_submission.h"

namespace pagescan {
namespace {

const Form& form_of(const Fact& fact) {
  return *std::get<const Form*>(fact.item);
}

template <UrlPart kPart>
PropertyValue form_url_part(const Fact& fact, std::string& scratch) {
  return part_of_text(form_of(fact).url, kPart, scratch);
}

constexpr FactProperty kFormProperties[] = {
    {"method", of<const Form*, &Form::method>},
    {"action", of<const Form*, &Form::action>},
    {"url", of<const Form*, &Form::url>},
    {"scheme", form_url_part<UrlPart::kScheme>},
    {"host", form_url_part<UrlPart::kHost>},
    {"domain", form_url_part<UrlPart::kDomain>},
    {"id", of<const Form*, &Form::id>},
    {"name", of<const Form*, &Form::name>},
    {"enctype", of<const Form*, &Form::enctype>},
    {"target", of<const Form*, &Form::target>},
    {"autocomplete", of<const Form*, &Form::autocomplete>},
    {"novalidate", of<const Form*, &Form::novalidate>},
    {"controls",
     [](const Fact& fact, std::string& scratch) {
       return property_value(form_of(fact).controls.size(), scratch);
     }},
    {"has_password",
     [](const Fact& fact, std::string& scratch) {
       return property_value(first_password(form_of(fact)) != nullptr, scratch);
     }},
    {"purpose",
     [](const Fact& fact, std::string&) -> PropertyValue {
       return name_of(form_of(fact).purpose.type);
     }},
    {"relation",
     [](const Fact& fact, std::string&) -> PropertyValue {
       const auto& submissions = form_of(fact).submissions;
       if (submissions.empty()) return std::nullopt;
       return site_relation_name(submissions.front().relation);
     }},
};

void each_form(const RuleInput& input, const VisitFact& visit) {
  for (const Form& form : input.page->facts.page.forms.forms) {
    visit({&input, &form});
  }
}

FindingEvidence form_evidence(const Fact& fact) {
  return in_page(form_of(fact).position, form_of(fact).heading);
}

const Control& control_of(const Fact& fact) {
  return *std::get<ControlFact>(fact.item).control;
}

template <auto kMember>
PropertyValue of_control(const Fact& fact, std::string& scratch) {
  return property_value(control_of(fact).*kMember, scratch);
}

template <auto kMember>
PropertyValue of_form_of_control(const Fact& fact, std::string& scratch) {
  const Form* const form = std::get<ControlFact>(fact.item).form;
  if (form == nullptr) return std::nullopt;
  return property_value(form->*kMember, scratch);
}

constexpr FactProperty kControlProperties[] = {
    {"element", of_control<&Control::element>},
    {"type", of_control<&Control::type>},
    {"name", of_control<&Control::name>},
    {"id", of_control<&Control::id>},
    {"value", of_control<&Control::value>},
    {"value_length", of_control<&Control::value_length>},
    {"required", of_control<&Control::required>},
    {"disabled", of_control<&Control::disabled>},
    {"readonly", of_control<&Control::readonly>},
    {"placeholder", of_control<&Control::placeholder>},
    {"autocomplete", of_control<&Control::autocomplete>},
    {"label", of_control<&Control::label>},
    {"submitter", of_control<&Control::submitter>},
    {"purpose",
     [](const Fact& fact, std::string&) -> PropertyValue {
       const auto& purpose = control_of(fact).purpose;
       if (!purpose) return std::nullopt;
       return name_of(purpose->type);
     }},
    {"form_method", of_form_of_control<&Form::method>},
    {"form_url", of_form_of_control<&Form::url>},
};

void each_control(const RuleInput& input, const VisitFact& visit) {
  const FormFacts& facts = input.page->facts.page.forms;
  for (const Form& form : facts.forms) {
    for (const Control& control : form.controls) {
      visit({&input, ControlFact{&form, &control}});
    }
  }
  for (const Control& control : facts.orphans) {
    visit({&input, ControlFact{nullptr, &control}});
  }
}

FindingEvidence control_evidence(const Fact& fact) {
  return in_page(control_of(fact).position, control_markup(control_of(fact)));
}

std::string control_key(const Fact& fact) {
  const Form* const form = std::get<ControlFact>(fact.item).form;
  return (form == nullptr ? "" : form->heading) + ' ' +
         control_markup(control_of(fact));
}

constexpr FactKind kKinds[] = {
    {"form", RuleSubject::kPage, kFormProperties, "", nullptr, each_form,
     form_evidence, [](const Fact& fact) { return form_key(form_of(fact)); }},
    {"control", RuleSubject::kPage, kControlProperties, "", nullptr,
     each_control, control_evidence, control_key},
};

}  // namespace

std::span<const FactKind> form_fact_kinds() { return kKinds; }

}  // namespace pagescan
