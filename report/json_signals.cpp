// The signals' part of the JSON report.
#include "report/json_parts.h"

namespace pagescan {
namespace {

void write_number(JsonWriter& json, size_t number) { json.value(number); }

void write_sensitive_field(JsonWriter& json, const SensitiveField& field) {
  json.begin_object();
  json.field("kind", sensitive_kind_name(field.kind));
  json.field("control", field.control);
  json.end_object();
}

void write_shown_password(JsonWriter& json, const ShownPassword& shown) {
  json.begin_object();
  json.field("control", shown.control);
  json.flag("beside_password", shown.beside_password);
  json.end_object();
}

void write_misuse(JsonWriter& json, const AutocompleteMisuse& misuse) {
  json.begin_object();
  json.field("control", misuse.control);
  json.field("fault", name_of(misuse.fault));
  json.field("token", misuse.token);
  json.end_object();
}

}  // namespace

void write_form_signals(JsonWriter& json, const FormSignals& signals) {
  if (signals.empty()) return;
  json.key("signals");
  json.begin_object();
  if (signals.csrf_token) {
    json.key("csrf_token");
    json.begin_object();
    json.field("how", csrf_evidence_name(signals.csrf_token->how));
    json.field_if("control", signals.csrf_token->control);
    json.end_object();
  }
  json.list_unless_empty("captchas", signals.captchas, write_number);
  json.list_unless_empty("payments", signals.payments, write_number);
  json.list_unless_empty("login_providers", signals.login_providers,
                         write_number);
  json.list_unless_empty("honeypots", signals.honeypots, write_number);
  json.list_unless_empty("payment_fields", signals.payment_fields,
                         write_number);
  json.list_unless_empty("sensitive_combination", signals.sensitive_combination,
                         write_sensitive_field);
  json.list_unless_empty("prefilled_identity", signals.prefilled_identity,
                         write_number);
  json.list_unless_empty("shown_passwords", signals.shown_passwords,
                         write_shown_password);
  json.list_unless_empty("autocomplete_misuse", signals.autocomplete_misuse,
                         write_misuse);
  json.end_object();
}

namespace {

void write_sighting(JsonWriter& json, const ProviderSighting& sighting) {
  json.begin_object();
  json.field("provider", sighting.provider);
  json.field("place", sighting_place_name(sighting.place));
  json.field_unless_empty("text", sighting.text);
  if (sighting.address) json.address("address", *sighting.address);
  if (sighting.form) {
    json.field("form", sighting.form->form);
    json.field("nearness", form_nearness_name(sighting.form->nearness));
    json.field_if("control", sighting.form->control);
  }
  json.position(sighting.position);
  json.end_object();
}

void write_orphan_group(JsonWriter& json, const OrphanGroup& group) {
  json.begin_object();
  json.list("controls", group.controls, write_number);
  json.flag("has_password", group.has_password);
  json.end_object();
}

}  // namespace

void write_page_form_signals(JsonWriter& json, const PageFormSignals& signals) {
  if (signals.empty()) return;
  json.key("form_signals");
  json.begin_object();
  json.field_unless_empty("csrf_meta", signals.csrf_meta);
  json.list_unless_empty("captchas", signals.captchas, write_sighting);
  json.list_unless_empty("payments", signals.payments, write_sighting);
  json.list_unless_empty("login_providers", signals.login_providers,
                         write_sighting);
  json.list_unless_empty("orphan_groups", signals.orphan_groups,
                         write_orphan_group);
  json.end_object();
}

}  // namespace pagescan
