#include "rules/training/samples.h"

#include <algorithm>
#include <unordered_map>

#include "scanner/dom/form_owner.h"
#include "scanner/passes/classify_forms.h"
#include "scanner/passes/field_class.h"
#include "scanner/passes/form_features.h"

namespace pagescan::training {
namespace {

// Where a page's forms stand, in the order of its catalogue.
struct Placed {
  NodeId element = kNoNode;
  std::vector<NodeId> controls;
};

std::vector<Placed> place_forms(const Document& document) {
  std::vector<Placed> placed;
  std::unordered_map<NodeId, size_t> index;
  for (const NodeId form : document.elements(Tag::kForm)) {
    if (document.node(form).in_template) continue;
    index.emplace(form, placed.size());
    placed.push_back({form, {}});
  }
  const IdIndex ids(document);
  for (const OwnedControl& owned : find_controls(document, ids)) {
    const auto form = index.find(owned.form);
    if (form != index.end())
      placed[form->second].controls.push_back(owned.control);
  }
  return placed;
}

std::optional<Page> read_page(const AnnotatedPage& annotated) {
  auto url = Url::parse(annotated.url);
  PageSource source{annotated.html, std::nullopt, std::nullopt, Encoding::kUtf8,
                    ContentOrigin::kLocal};
  if (url) source.url = *std::move(url);
  Result<Page> page = build_page(source, {});
  if (!page) return std::nullopt;
  const size_t forms = page->facts.page.forms.forms.size();
  if (forms != annotated.forms.size()) return std::nullopt;
  return *std::move(page);
}

FormPage form_page(const AnnotatedPage& annotated, const Page& page) {
  return {page.document, annotated.url, page.facts.metadata.title,
          page.facts.page.forms.forms.size()};
}

std::vector<Feature> copy_of(const FeatureList& list) {
  return {list.features().begin(), list.features().end()};
}

std::optional<size_t> class_number(FieldPurpose purpose) {
  const auto* it = std::find(kFieldClassPurposes.begin(),
                             kFieldClassPurposes.end(), purpose);
  return static_cast<size_t>(it - kFieldClassPurposes.begin());
}

void read_fields(const AnnotatedForm& annotated, const Form& form,
                 FormFeatureReader& reader, FormSample& sample) {
  FeatureList features;
  for (size_t i = 0; i < reader.fields().size(); ++i) {
    const Control& control = form.controls[reader.fields()[i]];
    const auto known = annotated.fields.find(control.name);
    const bool counts = known != annotated.fields.end() &&
                        annotated_control(form, control.name) == &control;
    if (!counts) continue;
    features.clear();
    reader.field_features(i, features);
    sample.fields.push_back(
        {copy_of(features), control.type, class_number(known->second)});
  }
}

}  // namespace

const Control* annotated_control(const Form& form, std::string_view name) {
  const auto it = std::find_if(
      form.controls.begin(), form.controls.end(),
      [&](const Control& c) { return c.name == name && c.type != "hidden"; });
  return it == form.controls.end() ? nullptr : &*it;
}

std::optional<Page> judged_page(const AnnotatedPage& annotated,
                                const FormTable& table) {
  std::optional<Page> page = read_page(annotated);
  if (!page) return std::nullopt;
  const std::vector<Placed> placed = place_forms(page->document);
  std::vector<Form>& forms = page->facts.page.forms.forms;
  const FormPage around = form_page(annotated, *page);
  FormClassifier classifier(table, around);
  for (size_t i = 0; i < forms.size(); ++i) {
    classifier.judge(forms[i], placed[i].element, placed[i].controls);
  }
  return page;
}

std::vector<FormSample> read_samples(std::span<const AnnotatedPage> pages,
                                     const PhraseTable& phrases) {
  std::vector<FormSample> samples;
  for (const AnnotatedPage& annotated : pages) {
    const std::optional<Page> page = read_page(annotated);
    if (!page) continue;
    const std::vector<Placed> placed = place_forms(page->document);
    const std::vector<Form>& forms = page->facts.page.forms.forms;
    const FormPage around = form_page(annotated, *page);
    FormFeatureReader reader(phrases, around);
    for (size_t i = 0; i < forms.size(); ++i) {
      const AnnotatedForm& known = annotated.forms[i];
      if (!known.purpose && known.fields.empty()) continue;
      FormSample sample;
      sample.domain = annotated.domain;
      if (known.purpose) sample.purpose = static_cast<size_t>(*known.purpose);
      const FoundForm found{forms[i], placed[i].element, placed[i].controls};
      reader.read(found);
      FeatureList features;
      reader.form_features(features);
      sample.features = copy_of(features);
      features.clear();
      reader.context_features(features);
      sample.context = copy_of(features);
      read_fields(known, forms[i], reader, sample);
      samples.push_back(std::move(sample));
    }
  }
  return samples;
}

}  // namespace pagescan::training
