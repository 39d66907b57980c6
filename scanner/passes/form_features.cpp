#include "scanner/passes/form_features.h"

#include <algorithm>
#include <cmath>

#include "scanner/passes/form_text.h"

namespace pagescan {
namespace {

// Bounds on what is read of one form. What is past them says nothing new.
constexpr size_t kMaxBagWords = 400;
constexpr size_t kMaxFieldsOfForm = 256;  // that tell what the form is for
constexpr size_t kMaxNameWords = 20;

struct BagKind {
  Evidence evidence;
  FeatureSpace space;
};

// By FormFeatureReader::Bag.
constexpr std::array<BagKind, 15> kBagKinds = {{
    {Evidence::kFields, FeatureSpace::kFormName},
    {Evidence::kFields, FeatureSpace::kFormId},
    {Evidence::kLabel, FeatureSpace::kFormLabel},
    {Evidence::kPlaceholder, FeatureSpace::kFormPlaceholder},
    {Evidence::kButton, FeatureSpace::kFormButton},
    {Evidence::kFields, FeatureSpace::kFormHiddenName},
    {Evidence::kForm, FeatureSpace::kFormNames},
    {Evidence::kAction, FeatureSpace::kFormAction},
    {Evidence::kLinks, FeatureSpace::kFormLinkText},
    {Evidence::kLinks, FeatureSpace::kFormLinkTarget},
    {Evidence::kHeading, FeatureSpace::kFormHeading},
    {Evidence::kHeading, FeatureSpace::kFormHeadingBefore},
    {Evidence::kText, FeatureSpace::kFormText},
    {Evidence::kPageTitle, FeatureSpace::kPageTitle},
    {Evidence::kPageUrl, FeatureSpace::kPageUrl},
}};

bool is_text_entry(const Control& control) {
  constexpr std::array<std::string_view, 8> kTypes = {
      "text", "email",  "tel",      "search",
      "url",  "number", "password", "textarea"};
  return std::find(kTypes.begin(), kTypes.end(), control.type) != kTypes.end();
}

// Path and query of an absolute URL.
std::string_view after_host(std::string_view url) {
  constexpr std::string_view kSlashes = "://";
  const size_t authority = url.find(kSlashes);
  if (authority == std::string_view::npos) return {};
  const size_t path = url.find('/', authority + kSlashes.size());
  return path == std::string_view::npos ? std::string_view() : url.substr(path);
}

void merge(const Words& from, Words& into) {
  if (into.hashes.size() < kMaxBagWords) {
    into.hashes.insert(into.hashes.end(), from.hashes.begin(),
                       from.hashes.end());
  }
  into.concepts |= from.concepts;
  into.whole |= from.whole;
}

size_t count_of_type(const Form& form, std::string_view type) {
  return static_cast<size_t>(
      std::count_if(form.controls.begin(), form.controls.end(),
                    [&](const Control& c) { return c.type == type; }));
}

}  // namespace

void ControlWords::clear() {
  for (Words* words : {&name, &id, &label, &placeholder, &title, &button,
                       &value, &before, &options, &first_option}) {
    words->clear();
  }
  any = {};
}

FormFeatureReader::FormFeatureReader(const PhraseTable& phrases,
                                     const FormPage& page)
    : page_(page), reader_(phrases) {
  constexpr size_t kMaxPageWords = 30;
  reader_.read(page.title, WordStyle::kText, kMaxPageWords, bags_[kTitle]);
  reader_.read(after_host(page.url), WordStyle::kIdentifier, kMaxPageWords,
               bags_[kUrl]);
}

void FormFeatureReader::read_options(const Control& control,
                                     ControlWords& words) {
  constexpr size_t kMaxOptions = 8;
  constexpr size_t kMaxOptionWords = 3;
  constexpr size_t kMaxFirstOptionWords = 4;
  if (control.options.empty()) return;
  const size_t count = std::min(control.options.size(), kMaxOptions);
  for (size_t i = 0; i < count; ++i) {
    reader_.read(control.options[i].label, WordStyle::kText, kMaxOptionWords,
                 words.options);
  }
  reader_.read(control.options.front().label, WordStyle::kText,
               kMaxFirstOptionWords, words.first_option);
}

void FormFeatureReader::read_control(const Control& control, NodeId element,
                                     ControlWords& words) {
  constexpr size_t kMaxLabelWords = 14;
  constexpr size_t kMaxHintWords = 10;
  constexpr size_t kMaxShortWords = 6;
  const auto read = [&](std::string_view text, size_t max, Words& to) {
    reader_.read(text, WordStyle::kText, max, to);
  };
  words.clear();
  reader_.read(control.name, WordStyle::kIdentifier, kMaxNameWords, words.name);
  reader_.read(control.id, WordStyle::kIdentifier, kMaxNameWords, words.id);
  for (const std::string* label :
       {&control.labels.aria_labelledby, &control.labels.aria_label,
        &control.labels.for_label, &control.labels.wrapping}) {
    read(*label, kMaxLabelWords, words.label);
  }
  if (control.placeholder) {
    read(*control.placeholder, kMaxHintWords, words.placeholder);
  }
  read(control.labels.title, kMaxHintWords, words.title);
  if (is_button(control)) {
    const std::string_view value =
        control.value ? std::string_view(*control.value) : std::string_view();
    read(control.label.empty() ? value : control.label, kMaxShortWords,
         words.button);
  } else {
    if (control.value) read(*control.value, kMaxShortWords, words.value);
    reader_.read_last(text_before(page_.document, element, element_),
                      kMaxShortWords, words.before);
  }
  read_options(control, words);
  for (const Words* part :
       {&words.name, &words.id, &words.label, &words.placeholder, &words.title,
        &words.button, &words.before}) {
    words.any |= part->concepts;
  }
}

void FormFeatureReader::read_around() {
  constexpr size_t kMaxTextWords = 60;
  constexpr size_t kMaxLinkWords = 8;
  constexpr size_t kMaxAttributeWords = 30;
  const FormText around = read_form_text(page_.document, element_);
  reader_.read(around.headings, WordStyle::kText, kMaxTextWords,
               bags_[kHeadings]);
  reader_.read(heading_before(page_.document, element_), WordStyle::kText,
               kMaxTextWords, bags_[kHeadingBefore]);
  reader_.read(around.text, WordStyle::kText, kMaxTextWords, bags_[kText]);
  for (const FormText::Link& link : around.links) {
    reader_.read(link.text, WordStyle::kText, kMaxLinkWords, bags_[kLinkTexts]);
    const std::string_view path = after_host(link.href);
    reader_.read(path.empty() ? link.href : path, WordStyle::kIdentifier,
                 kMaxLinkWords, bags_[kLinkTargets]);
  }
  for (const std::string_view name : {"id", "name", "class"}) {
    reader_.read(page_.document.attribute(element_, name).value_or(""),
                 WordStyle::kIdentifier, kMaxAttributeWords, bags_[kFormNames]);
  }
  std::string_view action;
  if (form_->url) action = after_host(*form_->url);
  if (action.empty() && form_->action) action = form_->action->written;
  reader_.read(action, WordStyle::kIdentifier, kMaxAttributeWords,
               bags_[kAction]);
}

void FormFeatureReader::read(const FoundForm& found) {
  form_ = &found.form;
  element_ = found.element;
  controls_ = found.controls;
  late_fields_ = {};
  fields_.clear();
  passwords_.clear();
  for (size_t bag = 0; bag < kTitle; ++bag) bags_[bag].clear();
  for (size_t i = 0; i < form_->controls.size(); ++i) {
    const Control& control = form_->controls[i];
    if (control.type == "hidden") {
      if (bags_[kHiddenNames].hashes.size() < kMaxBagWords) {
        reader_.read(control.name, WordStyle::kIdentifier, kMaxNameWords,
                     bags_[kHiddenNames]);
      }
      continue;
    }
    const size_t field = fields_.size();
    if (control.type == "password") passwords_.push_back(field);
    fields_.push_back(i);
    if (field >= kMaxFieldsOfForm) continue;
    if (control_words_.size() <= field) control_words_.emplace_back();
    ControlWords& words = control_words_[field];
    read_control(control, found.controls[i], words);
    merge(words.name, bags_[kNames]);
    merge(words.id, bags_[kIds]);
    merge(words.button, bags_[kButtons]);
    if (is_button(control)) continue;
    merge(words.label, bags_[kLabels]);
    merge(words.placeholder, bags_[kPlaceholders]);
  }
  read_around();
}

bool FormFeatureReader::is_short() const {
  constexpr std::ptrdiff_t kMost = 2;
  const auto& controls = form_->controls;
  const auto typed =
      std::count_if(controls.begin(), controls.end(), is_text_entry);
  return typed >= 1 && typed <= kMost && count_of_type(*form_, "textarea") == 0;
}

ConceptSet FormFeatureReader::said_anywhere() const {
  ConceptSet said;
  for (const Words& words : bags_) said |= words.concepts;
  return said;
}

ConceptSet FormFeatureReader::said_in_headings() const {
  ConceptSet said;
  for (const Bag bag : {kButtons, kHeadings, kHeadingBefore, kTitle}) {
    said |= bags_[bag].concepts;
  }
  return said;
}

const ControlWords& FormFeatureReader::words_of(size_t index) {
  if (index < kMaxFieldsOfForm) return control_words_[index];
  const size_t slot = index % late_words_.size();
  if (late_fields_[slot] != index) {
    const size_t place = fields_[index];
    read_control(form_->controls[place], controls_[place], late_words_[slot]);
    late_fields_[slot] = index;
  }
  return late_words_[slot];
}

void FormFeatureReader::add_counts(FeatureList& features) const {
  constexpr std::array<std::string_view, 13> kTypes = {
      "password", "text",   "email",  "textarea",   "checkbox",
      "radio",    "file",   "submit", "select-one", "button",
      "tel",      "hidden", "image"};
  const auto add = [&](uint32_t what) {
    features.add(Evidence::kFields, FeatureSpace::kFormCount, what);
  };
  for (const std::string_view type : kTypes) {
    add(hash_bytes(type) + count_step(count_of_type(*form_, type)));
  }
  const auto typed = static_cast<size_t>(std::count_if(
      form_->controls.begin(), form_->controls.end(), is_text_entry));
  const auto passwords =
      static_cast<uint32_t>(std::min<size_t>(passwords_.size(), 2));
  constexpr uint32_t kSteps = 8;
  add(kSteps + count_step(typed));
  add(kSteps * 2 + count_step(fields_.size()));
  add(kSteps * (3 + passwords) + count_step(typed));
  features.add(Evidence::kForm, FeatureSpace::kFormMethod, form_->method);
  if (page_.form_count == 1) {
    features.add(Evidence::kForm, FeatureSpace::kFormOnly, 1U);
  }
}

void FormFeatureReader::form_features(FeatureList& features) {
  const auto add_concepts = [&](const BagKind& kind, const Words& words) {
    const size_t count = words.concepts.count() + words.whole.count();
    if (count == 0) return;
    features.add_concepts(
        kind.evidence, kind.space, words,
        FeatureList::kGroupWeight / std::sqrt(static_cast<float>(count)));
  };
  Words any;
  for (size_t bag = 0; bag < kBagCount; ++bag) {
    const BagKind& kind = kBagKinds[bag];
    features.add_words(kind.evidence, kind.space, bags_[bag].hashes);
    add_concepts(kind, bags_[bag]);
    any.concepts |= bags_[bag].concepts;
    any.whole |= bags_[bag].whole;
  }
  add_concepts({Evidence::kText, FeatureSpace::kFormAny}, any);
  add_counts(features);
}

void FormFeatureReader::context_features(FeatureList& features) const {
  const auto texts = static_cast<size_t>(
      std::count_if(fields_.begin(), fields_.end(), [&](size_t place) {
        const std::string& type = form_->controls[place].type;
        return type == "text" || type == "email";
      }));
  const auto passwords =
      static_cast<uint32_t>(std::min<size_t>(passwords_.size(), 2));
  features.add(Evidence::kForm, FeatureSpace::kContextPasswords, passwords);
  features.add(Evidence::kForm, FeatureSpace::kContextMethod, form_->method);
  features.add(Evidence::kForm, FeatureSpace::kContextTexts, count_step(texts));
  features.add_words(Evidence::kForm, FeatureSpace::kContextButton,
                     bags_[kButtons].hashes);
  features.add_concepts(Evidence::kForm, FeatureSpace::kContextButton,
                        bags_[kButtons].concepts);
  features.add_words(Evidence::kForm, FeatureSpace::kContextAction,
                     bags_[kAction].hashes);
  features.add_words(Evidence::kForm, FeatureSpace::kContextNames,
                     bags_[kFormNames].hashes);
}

}  // namespace pagescan
