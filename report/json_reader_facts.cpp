// The catalogue's part of the JSON report, read: json_facts.cpp's mirror.
#include <array>
#include <string>
#include <string_view>

#include "report/fact_counts.h"
#include "report/json_reader_parts.h"

namespace pagescan {
namespace {

void read_option(const JsonObject& json, SelectOption& option) {
  json.field("value", option.value);
  json.field("label", option.label);
  json.flag("selected", option.selected);
  json.flag("disabled", option.disabled);
}

void read_labels(const JsonObject& json, ControlLabels& labels) {
  json.field_unless_empty("aria_labelledby", labels.aria_labelledby);
  json.field_unless_empty("aria_label", labels.aria_label);
  json.field_unless_empty("for", labels.for_label);
  json.field_unless_empty("wrapping", labels.wrapping);
  json.field_unless_empty("own_text", labels.own_text);
  json.field_unless_empty("title", labels.title);
  json.field_unless_empty("placeholder", labels.placeholder);
  json.field_unless_empty("browser_default", labels.browser_default);
}

void read_overrides(const JsonObject& json, SubmitterOverrides& overrides) {
  if (json.has("formaction")) {
    json.address("formaction", overrides.formaction.emplace());
  }
  json.field_if("formmethod", overrides.formmethod);
  json.field_if("formenctype", overrides.formenctype);
  json.field_if("formtarget", overrides.formtarget);
  json.flag("formnovalidate", overrides.formnovalidate);
}

void read_reasons(const JsonObject& json, Reasons& reasons) {
  std::vector<std::string> names;
  json.list("reasons", names);
  if (names.size() > Reasons::kMax) json.fail_at("reasons", "too many");
  for (const std::string& name : names) {
    const auto evidence = kEvidence.find(name);
    if (!evidence) {
      json.fail_at("reasons", "no reason of that name is known");
      return;
    }
    reasons.add(*evidence);
  }
}

void read_form_purpose(const JsonObject& json, JudgedForm& purpose) {
  json.field("type", purpose.type, kFormPurposes);
  json.hundredths("confidence", purpose.confidence.hundredths);
  read_reasons(json, purpose.reasons);
}

void read_field_purpose(const JsonObject& json, JudgedField& purpose) {
  json.field("type", purpose.type, kFieldPurposes);
  json.hundredths("confidence", purpose.confidence.hundredths);
  read_reasons(json, purpose.reasons);
}

void read_control(const JsonObject& json, Control& control) {
  json.field("element", control.element);
  json.field("type", control.type);
  json.field("name", control.name);
  json.field("label", control.label);
  json.field_unless_empty("id", control.id);
  json.field_if("value", control.value);
  json.field_unless_zero("value_length", control.value_length);
  json.flag("required", control.required);
  json.flag("disabled", control.disabled);
  json.flag("readonly", control.readonly);
  json.flag("multiple", control.multiple);
  json.flag("checked", control.checked);
  json.field_if("pattern", control.pattern);
  json.field_if("minlength", control.min_length);
  json.field_if("maxlength", control.max_length);
  json.field_if("placeholder", control.placeholder);
  json.field_if("autocomplete", control.autocomplete);
  json.field_if("form", control.form_attribute);
  if (control.element == "select") {
    json.list("options", control.options, read_option);
  }
  json.object("labels", control.labels, read_labels);
  json.object_if("purpose", control.purpose,
                 JsonObject::Read<JudgedField>(read_field_purpose));
  json.flag("submitter", control.submitter);
  read_overrides(json, control.overrides);
  json.position(control.position);
}

void read_entry(const JsonObject& json, FormEntry& entry) {
  json.field("name", entry.name);
  json.field("type", entry.type);
  json.field("value", entry.value);
  json.flag("masked", entry.masked);
}

void read_submission(const JsonObject& json, FormSubmission& submission) {
  json.list("submitters", submission.submitters);
  json.field("method", submission.method);
  json.field("url", submission.url);
  json.field_unless_empty("enctype", submission.enctype);
  json.field_unless_empty("target", submission.target);
  json.flag("no_validate", submission.no_validate);
  if (submission.url) {
    json.field("scheme", submission.scheme);
    json.field("relation", submission.relation, kSiteRelations);
    json.flag("ip_literal", submission.ip_literal);
    json.flag("punycode", submission.punycode);
  }
  json.list_unless_empty("entries", submission.entries,
                         JsonObject::Read<FormEntry>(read_entry));
}

// What indexes the controls must not lead past them.
void check_submitters(const JsonObject& json, const Form& form) {
  for (size_t i = 0; i < form.submissions.size(); ++i) {
    for (const size_t control : form.submissions[i].submitters) {
      if (control >= form.controls.size() ||
          !form.controls[control].submitter) {
        json.fail_at("submissions", i, "submitters",
                     "the control named is no submitter");
        return;
      }
    }
  }
}

void read_form(const JsonObject& json, Form& form) {
  std::optional<std::string> action;
  json.field("heading", form.heading);
  json.field("method", form.method);
  json.field("action", action);
  json.field("url", form.url);
  // Where there is an attribute, what it resolves to is where the form submits.
  if (action) form.action = Address{*action, form.url};
  json.field_unless_empty("id", form.id);
  json.field_unless_empty("name", form.name);
  json.field_if("method_attribute", form.method_attribute);
  json.field("enctype", form.enctype);
  json.field_unless_empty("target", form.target);
  json.field_unless_empty("autocomplete", form.autocomplete);
  json.field_unless_empty("accept_charset", form.accept_charset);
  json.field_unless_empty("rel", form.rel);
  json.flag("novalidate", form.novalidate);
  json.object("purpose", form.purpose, read_form_purpose);
  json.list("controls", form.controls, read_control);
  json.list("entries", form.entries, read_entry);
  json.list("submissions", form.submissions, read_submission);
  check_submitters(json, form);
  if (json.has("signals")) {
    json.object("signals", form.signals, read_form_signals);
  }
  json.field("html", form.html);
  json.position(form.position);
}

void read_link(const JsonObject& json, Link& link) {
  json.field("element", link.element);
  json.address("href", link.href);
  json.field("kind", link.kind, kLinkKinds);
  json.field("text", link.text);
  json.field_unless_empty("rel", link.rel);
  json.field_unless_empty("target", link.target);
  json.field_if("download", link.download);
  json.field_unless_empty("hreflang", link.hreflang);
  json.field_unless_empty("type", link.type);
  json.position(link.position);
}

void read_script(const JsonObject& json, Script& script) {
  json.field("type", script.type, kScriptTypes);
  json.field_unless_empty("type_attribute", script.type_attribute);
  if (json.has("src")) {
    json.address("src", script.src.emplace());
  } else {
    json.field("size", script.size);
    json.field("sha256", script.sha256);
    json.field_unless_empty("masked_sha256", script.masked_sha256);
    json.field("first_line", script.first_line);
  }
  json.flag("async", script.async);
  json.flag("defer", script.defer);
  json.flag("nomodule", script.nomodule);
  json.field_if("integrity", script.integrity);
  json.field_if("crossorigin", script.crossorigin);
  json.field_if("nonce", script.nonce);
  json.field_unless_empty("referrer_policy", script.referrer_policy);
  json.position(script.position);
}

void read_data_block(const JsonObject& json, DataBlock& block) {
  json.field("type", block.type);
  json.field("size", block.size);
  json.field("sha256", block.sha256);
  json.field_unless_empty("masked_sha256", block.masked_sha256);
  json.position(block.position);
}

void read_event_handler(const JsonObject& json, EventHandler& handler) {
  json.field("element", handler.element);
  json.field("attribute", handler.attribute);
  json.field("value", handler.value);
  json.field("sha256", handler.sha256);
  json.position(handler.position);
}

void read_javascript_url(const JsonObject& json, JavascriptUrl& found) {
  json.field("element", found.element);
  json.field("attribute", found.attribute);
  json.field("value", found.value);
  json.position(found.position);
}

// An address stands under the name of its attribute, one of these.
void read_resource_address(const JsonObject& json, Resource& resource) {
  static constexpr std::array<std::string_view, 8> kAttributes = {
      "src",        "srcset", "imagesrcset", "href",
      "xlink:href", "data",   "poster",      "background"};
  for (const std::string_view attribute : kAttributes) {
    if (!json.has(attribute)) continue;
    if (resource.address) {
      json.fail_at(attribute, "a second address of one resource");
      return;
    }
    resource.attribute = attribute;
    json.address(attribute, resource.address.emplace());
  }
  if (!resource.address && json.has("url")) {
    json.fail_at("url", "the attribute it stands in is missing");
  }
}

void read_resource(const JsonObject& json, Resource& resource) {
  json.field("kind", resource.kind);
  json.field("element", resource.element);
  read_resource_address(json, resource);
  json.flag("alternate", resource.alternate);
  json.field_if("sandbox", resource.sandbox);
  json.field_if("allow", resource.allow);
  json.field_if("name", resource.name);
  json.field_if("srcdoc_size", resource.srcdoc_size);
  json.field_if("srcdoc_sha256", resource.srcdoc_sha256);
  json.field_if("integrity", resource.integrity);
  json.field_if("crossorigin", resource.crossorigin);
  json.field_if("media", resource.media);
  json.field_if("as", resource.as);
  json.field_if("loading", resource.loading);
  json.position(resource.position);
}

void read_named_address(const JsonObject& json, NamedAddress& named) {
  json.address("href", named.href);
  json.field_unless_empty("type", named.type);
  json.field_unless_empty("title", named.title);
  json.field_unless_empty("sizes", named.sizes);
}

void read_property(const JsonObject& json, MetaProperty& property) {
  json.field("property", property.first);
  json.field("content", property.second);
}

void read_address_object(const JsonObject& json, Address& address) {
  json.address("href", address);
}

void read_refresh(const JsonObject& json, MetaRefresh& refresh) {
  json.field("delay", refresh.delay);
  json.address("content", refresh.url);
  json.flag("in_noscript", refresh.in_noscript);
}

void read_metadata(const JsonObject& json, Metadata& metadata) {
  json.field_unless_empty("doctype", metadata.doctype);
  json.field_unless_empty("title", metadata.title);
  json.field_unless_empty("language", metadata.language);
  json.object_if("base", metadata.base, read_address_object);
  json.field_unless_empty("charset_declared", metadata.charset_declared);
  json.object_if("canonical", metadata.canonical, read_address_object);
  json.field_unless_empty("description", metadata.description);
  json.field_unless_empty("robots", metadata.robots);
  json.field_unless_empty("generator", metadata.generator);
  json.field_unless_empty("viewport", metadata.viewport);
  json.list("open_graph", metadata.open_graph, read_property);
  json.list("twitter", metadata.twitter, read_property);
  json.list("icons", metadata.icons, read_named_address);
  json.list("feeds", metadata.feeds, read_named_address);
  json.list("content_security_policies", metadata.content_security_policies);
  json.field_unless_empty("referrer_policy", metadata.referrer_policy);
  json.object_if("refresh", metadata.refresh, read_refresh);
  json.field("comments", metadata.comments);
}

// What occurs in a page by kind; kinds come and go between versions.
void read_counts(const JsonObject& /*json*/, FactCounts::ByKind& /*counts*/) {}

// Read for their types alone: they are counted anew.
void read_stats(const JsonObject& json, FactCounts& counts) {
  json.field("forms", counts.forms);
  json.field("controls", counts.controls);
  json.field("links", counts.links);
  json.object("links_by_kind", counts.links_by_kind, read_counts);
  json.field("scripts", counts.scripts);
  json.field("external_scripts", counts.external_scripts);
  json.field("event_handlers", counts.event_handlers);
  json.field("resources", counts.resources);
  json.object("resources_by_kind", counts.resources_by_kind, read_counts);
  json.field("text_bytes", counts.text_bytes);
}

void read_catalogue(const JsonObject& json, Catalogue& catalogue) {
  json.list("forms", catalogue.forms.forms, read_form);
  json.list("controls", catalogue.forms.orphans, read_control);
  if (json.has("form_signals")) {
    json.object("form_signals", catalogue.forms.signals,
                read_page_form_signals);
  }
  check_form_signals(json, catalogue.forms);
  json.list("links", catalogue.links, read_link);
  json.list("scripts", catalogue.scripts.scripts, read_script);
  json.list("data_blocks", catalogue.scripts.data_blocks, read_data_block);
  json.list("event_handlers", catalogue.scripts.event_handlers,
            read_event_handler);
  json.list("javascript_urls", catalogue.scripts.javascript_urls,
            read_javascript_url);
  json.list("resources", catalogue.resources, read_resource);
}

}  // namespace

void read_facts(const JsonObject& json, Facts& facts) {
  FactCounts counts;
  read_catalogue(json, facts.page);
  json.object("templates", facts.templates, read_catalogue);
  json.object("metadata", facts.metadata, read_metadata);
  json.object("stats", counts, read_stats);
  json.field("text", facts.text.text);
}

}  // namespace pagescan
