#include "scanner/passes/provider_sightings.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/strings.h"
#include "scanner/passes/control_signals.h"
#include "scanner/passes/form_providers.h"
#include "scanner/passes/list_limit.h"
#include "scanner/passes/login_offer.h"

namespace pagescan {
namespace {

// The longest class attribute that is read, and the longest name of a control.
constexpr size_t kMaxClass = 1024;
constexpr size_t kMaxName = 256;
// How sure a purpose must be to be the only sign of a captcha.
constexpr uint8_t kMinConfidence = 50;

// A sighting whose place in the tree is not known yet.
struct Placeless {
  uint32_t offset = 0;  // where its element stands in the source
  ProviderKind kind = ProviderKind::kCaptcha;
  ProviderSighting sighting;
};

// Elements that providers have their classes on, or that have links and loads.
bool may_carry_provider(const Node& node) {
  switch (node.tag) {
    case Tag::kA:
    case Tag::kArea:
    case Tag::kButton:
    case Tag::kDiv:
    case Tag::kForm:
    case Tag::kFrame:
    case Tag::kIframe:
    case Tag::kInput:
    case Tag::kOther:
    case Tag::kP:
    case Tag::kScript:
    case Tag::kSection:
    case Tag::kSpan:
    case Tag::kUl:
      return true;
    default:
      return false;
  }
}

class SightingFinder {
 public:
  SightingFinder(const PassInput& input, Contents contents,
                 const FormExtents& extents, Facts& facts)
      : input_(input),
        in_template_(contents == Contents::kTemplates),
        extents_(extents),
        catalogue_(in_template_ ? facts.templates : facts.page),
        captchas_("captchas", input, facts),
        payments_("payments", input, facts),
        login_providers_("login_providers", input, facts) {}

  void run();

 private:
  void look_at_loads();
  void look_at_links();
  void look_at_link(const Link& link);
  void look_at_forms();
  void look_at_control(const Control& control, std::optional<size_t> form,
                       size_t index);
  void look_at_nodes();
  void look_at_element(NodeId id, const Node& node);
  void add_load(const Address& address, const SourcePosition& position,
                SightingPlace place);
  std::optional<SightingForm> form_of(ProviderKind kind, NodeId id) const;
  void place_at(NodeId id, uint32_t offset);
  void add_own_captcha(const Control& control, const SightingForm& form);
  void append(ProviderKind kind, ProviderSighting sighting);

  const PassInput& input_;
  bool in_template_;
  const FormExtents& extents_;
  Catalogue& catalogue_;
  ListLimit captchas_;
  ListLimit payments_;
  ListLimit login_providers_;
  std::vector<Placeless> placeless_;  // sorted by offset while nodes are read
};

void SightingFinder::append(ProviderKind kind, ProviderSighting sighting) {
  PageFormSignals& signals = catalogue_.forms.signals;
  const size_t bytes = sighting.text.size() +
                       (sighting.address ? byte_size(*sighting.address) : 0);
  std::vector<ProviderSighting>* list = &signals.captchas;
  ListLimit* limit = &captchas_;
  if (kind == ProviderKind::kPayment) {
    list = &signals.payments;
    limit = &payments_;
  } else if (kind == ProviderKind::kLogin) {
    list = &signals.login_providers;
    limit = &login_providers_;
  }
  if (!limit->has_room(*list)) return;
  if (sighting.form) {
    FormSignals& of_form = catalogue_.forms.forms[sighting.form->form].signals;
    std::vector<size_t>& places =
        kind == ProviderKind::kCaptcha   ? of_form.captchas
        : kind == ProviderKind::kPayment ? of_form.payments
                                         : of_form.login_providers;
    places.push_back(list->size());
  }
  limit->append(*list, std::move(sighting), bytes);
}

void SightingFinder::add_load(const Address& address,
                              const SourcePosition& position,
                              SightingPlace place) {
  if (!address.url) return;
  const FormProvider* provider = provider_of_load(*address.url);
  if (provider == nullptr) return;
  ProviderSighting sighting;
  sighting.provider = provider->name;
  sighting.place = place;
  sighting.address = address;
  sighting.position = position;
  placeless_.push_back({position.offset, provider->kind, std::move(sighting)});
}

void SightingFinder::look_at_loads() {
  for (const Script& script : catalogue_.scripts.scripts) {
    if (script.src) {
      add_load(*script.src, script.position, SightingPlace::kScript);
    }
  }
  for (const Resource& resource : catalogue_.resources) {
    if (resource.address &&
        (resource.kind == "iframe" || resource.kind == "frame")) {
      add_load(*resource.address, resource.position, SightingPlace::kFrame);
    }
  }
}

void SightingFinder::look_at_link(const Link& link) {
  if (link.element == "link") return;
  const FormProvider* provider = nullptr;
  if (link.href.url && link.kind == LinkKind::kExternal) {
    provider = provider_of_page(*link.href.url);
  }
  if (provider == nullptr) provider = login_offer_in_text(link.text);
  if (provider == nullptr && link.href.url &&
      link.kind != LinkKind::kSamePage) {
    provider = login_offer_in_address(*link.href.url);
  }
  if (provider == nullptr) return;
  ProviderSighting sighting;
  sighting.provider = provider->name;
  sighting.place = SightingPlace::kLink;
  sighting.text = link.text;
  sighting.address = link.href;
  sighting.position = link.position;
  placeless_.push_back(
      {link.position.offset, provider->kind, std::move(sighting)});
}

void SightingFinder::look_at_links() {
  for (const Link& link : catalogue_.links) look_at_link(link);
}

// A captcha of the page's own: the field for its answer.
void SightingFinder::add_own_captcha(const Control& control,
                                     const SightingForm& form) {
  const bool asks = control.type != "hidden" && control.type != "file" &&
                    (control.element == "input") && !is_action(control);
  if (!asks) return;
  const bool named =
      ascii_lowercase(control.name.substr(0, kMaxName)).find("captcha") !=
      std::string::npos;
  const bool judged = control.purpose &&
                      control.purpose->type == FieldPurpose::kCaptcha &&
                      control.purpose->confidence.hundredths >= kMinConfidence;
  if (!judged && (control.purpose || !named)) return;
  ProviderSighting sighting;
  sighting.place = SightingPlace::kField;
  sighting.form = form;
  sighting.position = control.position;
  append(ProviderKind::kCaptcha, std::move(sighting));
}

void SightingFinder::look_at_control(const Control& control,
                                     std::optional<size_t> form, size_t index) {
  ProviderSighting sighting;
  sighting.position = control.position;
  if (form) sighting.form = SightingForm{*form, FormNearness::kInside, index};
  if (is_action(control)) {
    const auto* const provider = login_offer_in_text(control.label);
    if (provider == nullptr) return;
    sighting.provider = provider->name;
    sighting.place = SightingPlace::kButton;
    sighting.text = control.label;
    if (control.overrides.formaction) {
      sighting.address = control.overrides.formaction;
    }
    if (form) return append(provider->kind, std::move(sighting));
    placeless_.push_back(
        {control.position.offset, provider->kind, std::move(sighting)});
    return;
  }
  if (!form) return;
  const auto* const provider = provider_of_field(control.name);
  if (provider == nullptr) return add_own_captcha(control, *sighting.form);
  sighting.provider = provider->name;
  sighting.place = SightingPlace::kField;
  append(provider->kind, std::move(sighting));
}

void SightingFinder::look_at_forms() {
  const FormFacts& facts = catalogue_.forms;
  for (size_t i = 0; i < facts.forms.size(); ++i) {
    const Form& form = facts.forms[i];
    for (size_t j = 0; j < form.controls.size(); ++j) {
      look_at_control(form.controls[j], i, j);
    }
    for (const FormSubmission& submission : form.submissions) {
      if (!submission.url) continue;
      const auto* provider = provider_of_page(*submission.url);
      if (provider == nullptr) {
        provider = login_offer_in_address(*submission.url);
      }
      if (provider == nullptr) continue;
      ProviderSighting sighting;
      sighting.provider = provider->name;
      sighting.place = SightingPlace::kAction;
      // As a submission has it: what a form and a button write differs.
      sighting.address = Address{*submission.url, submission.url};
      sighting.form = SightingForm{i, FormNearness::kInside, std::nullopt};
      sighting.position = form.position;
      append(provider->kind, std::move(sighting));
      break;
    }
  }
  for (size_t i = 0; i < facts.orphans.size(); ++i) {
    look_at_control(facts.orphans[i], std::nullopt, i);
  }
}

// Buttons to sign in stand beside forms; a captcha or a card is in one or is
// not the form's.
std::optional<SightingForm> SightingFinder::form_of(ProviderKind kind,
                                                    NodeId id) const {
  if (kind == ProviderKind::kLogin) return extents_.of(id);
  const auto form = extents_.around(id);
  if (!form) return std::nullopt;
  return SightingForm{*form, FormNearness::kInside, std::nullopt};
}

void SightingFinder::look_at_element(NodeId id, const Node& node) {
  const FormProvider* provider = nullptr;
  if (node.tag == Tag::kOther && node.name_space == Namespace::kHtml) {
    provider = provider_of_element(node.text);
  }
  for (const Attribute& a : input_.document.attributes(id)) {
    if (provider != nullptr) break;
    if (a.name == "id") {
      provider = provider_of_element(a.value);
    } else if (a.name == "class") {
      const std::string_view classes = a.value.substr(0, kMaxClass);
      for (size_t begin = 0; begin < classes.size() && provider == nullptr;) {
        size_t end = begin;
        while (end < classes.size() && !is_ascii_whitespace(classes[end])) {
          ++end;
        }
        provider = provider_of_element(classes.substr(begin, end - begin));
        begin = end + 1;
      }
    }
  }
  if (provider == nullptr) return;
  ProviderSighting sighting;
  sighting.provider = provider->name;
  sighting.place = SightingPlace::kElement;
  sighting.form = form_of(provider->kind, id);
  sighting.position = node.position;
  append(provider->kind, std::move(sighting));
}

// Gives the sightings of the element at `offset` their form.
void SightingFinder::place_at(NodeId id, uint32_t offset) {
  auto found = std::lower_bound(
      placeless_.begin(), placeless_.end(), offset,
      [](const Placeless& p, uint32_t o) { return p.offset < o; });
  for (; found != placeless_.end() && found->offset == offset; ++found) {
    if (!found->sighting.form) found->sighting.form = form_of(found->kind, id);
  }
}

void SightingFinder::look_at_nodes() {
  const std::span<const Node> nodes = input_.document.nodes();
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& node = nodes[id];
    if (node.type != NodeType::kElement || node.in_template != in_template_ ||
        !may_carry_provider(node)) {
      continue;
    }
    if (node.attribute_count > 0 || node.tag == Tag::kOther) {
      look_at_element(id, node);
    }
    if (!placeless_.empty()) place_at(id, node.position.offset);
  }
}

void SightingFinder::run() {
  look_at_loads();
  look_at_links();
  look_at_forms();
  std::stable_sort(placeless_.begin(), placeless_.end(),
                   [](const Placeless& a, const Placeless& b) {
                     return a.offset < b.offset;
                   });
  look_at_nodes();
  for (Placeless& p : placeless_) append(p.kind, std::move(p.sighting));
}

}  // namespace

void find_sightings(const PassInput& input, Contents contents,
                    const FormExtents& extents, Facts& facts) {
  SightingFinder(input, contents, extents, facts).run();
}

}  // namespace pagescan
