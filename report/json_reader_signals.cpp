// The signals' part of the JSON report, read: json_signals.cpp's mirror.
#include <algorithm>
#include <vector>

#include "report/json_reader_parts.h"

namespace pagescan {
namespace {

void read_csrf_token(const JsonObject& json, CsrfToken& token) {
  json.field("how", token.how, kCsrfEvidences);
  json.field_if("control", token.control);
}

void read_sensitive_field(const JsonObject& json, SensitiveField& field) {
  json.field("kind", field.kind, kSensitiveKinds);
  json.field("control", field.control);
}

void read_shown_password(const JsonObject& json, ShownPassword& shown) {
  json.field("control", shown.control);
  json.flag("beside_password", shown.beside_password);
}

void read_misuse(const JsonObject& json, AutocompleteMisuse& misuse) {
  json.field("control", misuse.control);
  json.field("fault", misuse.fault, kAutocompleteFaults);
  json.field("token", misuse.token);
}

}  // namespace

void read_form_signals(const JsonObject& json, FormSignals& signals) {
  json.object_if("csrf_token", signals.csrf_token, read_csrf_token);
  json.list_unless_empty("captchas", signals.captchas);
  json.list_unless_empty("payments", signals.payments);
  json.list_unless_empty("login_providers", signals.login_providers);
  json.list_unless_empty("honeypots", signals.honeypots);
  json.list_unless_empty("payment_fields", signals.payment_fields);
  json.list_unless_empty(
      "sensitive_combination", signals.sensitive_combination,
      JsonObject::Read<SensitiveField>(read_sensitive_field));
  json.list_unless_empty("prefilled_identity", signals.prefilled_identity);
  json.list_unless_empty("shown_passwords", signals.shown_passwords,
                         JsonObject::Read<ShownPassword>(read_shown_password));
  json.list_unless_empty("autocomplete_misuse", signals.autocomplete_misuse,
                         JsonObject::Read<AutocompleteMisuse>(read_misuse));
}

namespace {

void read_sighting(const JsonObject& json, ProviderSighting& sighting) {
  json.field("provider", sighting.provider);
  json.field("place", sighting.place, kSightingPlaces);
  json.field_unless_empty("text", sighting.text);
  if (json.has("address")) {
    json.address("address", sighting.address.emplace());
  }
  if (json.has("form")) {
    SightingForm& form = sighting.form.emplace();
    json.field("form", form.form);
    json.field("nearness", form.nearness, kFormNearnesses);
    json.field_if("control", form.control);
  }
  json.position(sighting.position);
}

void read_orphan_group(const JsonObject& json, OrphanGroup& group) {
  json.list("controls", group.controls);
  json.flag("has_password", group.has_password);
}

}  // namespace

void read_page_form_signals(const JsonObject& json, PageFormSignals& signals) {
  constexpr auto kReadSighting =
      JsonObject::Read<ProviderSighting>(read_sighting);
  json.field_unless_empty("csrf_meta", signals.csrf_meta);
  json.list_unless_empty("captchas", signals.captchas, kReadSighting);
  json.list_unless_empty("payments", signals.payments, kReadSighting);
  json.list_unless_empty("login_providers", signals.login_providers,
                         kReadSighting);
  json.list_unless_empty("orphan_groups", signals.orphan_groups,
                         JsonObject::Read<OrphanGroup>(read_orphan_group));
}

namespace {

// Whether numbers lead to nothing past a list.
bool all_below(const std::vector<size_t>& numbers, size_t size) {
  return std::all_of(numbers.begin(), numbers.end(),
                     [size](size_t number) { return number < size; });
}

template <class Item>
bool all_controls_below(const std::vector<Item>& items, size_t size) {
  return std::all_of(items.begin(), items.end(),
                     [size](const Item& item) { return item.control < size; });
}

bool leads_nowhere(const FormSignals& signals, size_t controls,
                   const PageFormSignals& page) {
  const bool token = signals.csrf_token && signals.csrf_token->control &&
                     *signals.csrf_token->control >= controls;
  return token || !all_below(signals.captchas, page.captchas.size()) ||
         !all_below(signals.payments, page.payments.size()) ||
         !all_below(signals.login_providers, page.login_providers.size()) ||
         !all_below(signals.honeypots, controls) ||
         !all_below(signals.payment_fields, controls) ||
         !all_below(signals.prefilled_identity, controls) ||
         !all_controls_below(signals.sensitive_combination, controls) ||
         !all_controls_below(signals.shown_passwords, controls) ||
         !all_controls_below(signals.autocomplete_misuse, controls);
}

bool leads_nowhere(const std::vector<ProviderSighting>& sightings,
                   const std::vector<Form>& forms) {
  return std::any_of(
      sightings.begin(), sightings.end(), [&forms](const auto& sighting) {
        if (!sighting.form) return false;
        const SightingForm& where = *sighting.form;
        return where.form >= forms.size() ||
               (where.control &&
                *where.control >= forms[where.form].controls.size());
      });
}

}  // namespace

void check_form_signals(const JsonObject& json, const FormFacts& facts) {
  for (size_t i = 0; i < facts.forms.size(); ++i) {
    const Form& form = facts.forms[i];
    if (leads_nowhere(form.signals, form.controls.size(), facts.signals)) {
      json.fail_at("forms", i, "signals", "a number leads past the end");
      return;
    }
  }
  const PageFormSignals& page = facts.signals;
  bool wrong = leads_nowhere(page.captchas, facts.forms) ||
               leads_nowhere(page.payments, facts.forms) ||
               leads_nowhere(page.login_providers, facts.forms);
  for (const OrphanGroup& group : page.orphan_groups) {
    wrong |= !all_below(group.controls, facts.orphans.size());
  }
  if (wrong) json.fail_at("form_signals", "a number leads past the end");
}

}  // namespace pagescan
