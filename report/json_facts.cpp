// The catalogue's part of the JSON report.
#include "report/fact_counts.h"
#include "report/json_parts.h"
#include "scanner/passes/form_submission.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

void write_option(JsonWriter& json, const SelectOption& option) {
  json.begin_object();
  json.field("value", option.value);
  json.field("label", option.label);
  json.flag("selected", option.selected);
  json.flag("disabled", option.disabled);
  json.end_object();
}

void write_labels(JsonWriter& json, const ControlLabels& labels) {
  json.key("labels");
  json.begin_object();
  json.field_unless_empty("aria_labelledby", labels.aria_labelledby);
  json.field_unless_empty("aria_label", labels.aria_label);
  json.field_unless_empty("for", labels.for_label);
  json.field_unless_empty("wrapping", labels.wrapping);
  json.field_unless_empty("own_text", labels.own_text);
  json.field_unless_empty("title", labels.title);
  json.field_unless_empty("placeholder", labels.placeholder);
  json.field_unless_empty("browser_default", labels.browser_default);
  json.end_object();
}

void write_overrides(JsonWriter& json, const SubmitterOverrides& overrides) {
  if (overrides.formaction) {
    json.address("formaction", *overrides.formaction);
  }
  json.field_if("formmethod", overrides.formmethod);
  json.field_if("formenctype", overrides.formenctype);
  json.field_if("formtarget", overrides.formtarget);
  json.flag("formnovalidate", overrides.formnovalidate);
}

template <class Purpose>
void write_purpose(JsonWriter& json, const Judged<Purpose>& purpose) {
  json.key("purpose");
  json.begin_object();
  json.field("type", name_of(purpose.type));
  json.hundredths("confidence", purpose.confidence.hundredths);
  json.list("reasons", purpose.reasons, [](JsonWriter& out, Evidence reason) {
    out.value(name_of(reason));
  });
  json.end_object();
}

void write_control(JsonWriter& json, const Control& control) {
  json.begin_object();
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
    json.list("options", control.options, write_option);
  }
  write_labels(json, control.labels);
  if (control.purpose) write_purpose(json, *control.purpose);
  json.flag("submitter", control.submitter);
  write_overrides(json, control.overrides);
  json.position(control.position);
  json.end_object();
}

void write_entry(JsonWriter& json, const FormEntry& entry) {
  json.begin_object();
  json.field("name", entry.name);
  json.field("type", entry.type);
  json.field("value", entry.value);
  json.flag("masked", entry.masked);
  json.end_object();
}

void write_submission(JsonWriter& json, const FormSubmission& submission) {
  json.begin_object();
  json.list("submitters", submission.submitters,
            [](JsonWriter& out, size_t control) { out.value(control); });
  json.field("method", submission.method);
  json.field("url", submission.url);
  json.field_unless_empty("enctype", submission.enctype);
  json.field_unless_empty("target", submission.target);
  json.flag("no_validate", submission.no_validate);
  if (submission.url) {
    json.field("scheme", submission.scheme);
    json.field("relation", site_relation_name(submission.relation));
    json.flag("ip_literal", submission.ip_literal);
    json.flag("punycode", submission.punycode);
  }
  json.list_unless_empty("entries", submission.entries, write_entry);
  json.end_object();
}

void write_form(JsonWriter& json, const Form& form) {
  json.begin_object();
  json.field("heading", form.heading);
  json.field("method", form.method);
  json.field("action",
             form.action ? std::optional(form.action->written) : std::nullopt);
  json.field("url", form.url);
  if (form.url) {
    json.field_unless_empty("unicode_domain",
                            unicode_form_of_url_host(*form.url));
  }
  json.field_unless_empty("id", form.id);
  json.field_unless_empty("name", form.name);
  json.field_if("method_attribute", form.method_attribute);
  json.field("enctype", form.enctype);
  json.field_unless_empty("target", form.target);
  json.field_unless_empty("autocomplete", form.autocomplete);
  json.field_unless_empty("accept_charset", form.accept_charset);
  json.field_unless_empty("rel", form.rel);
  json.flag("novalidate", form.novalidate);
  write_purpose(json, form.purpose);
  json.list("controls", form.controls, write_control);
  json.list("entries", form.entries, write_entry);
  json.list("submissions", form.submissions, write_submission);
  write_form_signals(json, form.signals);
  json.field("html", form.html);
  json.position(form.position);
  json.end_object();
}

void write_link(JsonWriter& json, const Link& link) {
  json.begin_object();
  json.field("element", link.element);
  json.address("href", link.href);
  json.field("kind", link_kind_name(link.kind));
  json.field("text", link.text);
  json.field_unless_empty("rel", link.rel);
  json.field_unless_empty("target", link.target);
  json.field_if("download", link.download);
  json.field_unless_empty("hreflang", link.hreflang);
  json.field_unless_empty("type", link.type);
  json.position(link.position);
  json.end_object();
}

void write_script(JsonWriter& json, const Script& script) {
  json.begin_object();
  json.field("type", script_type_name(script.type));
  json.field_unless_empty("type_attribute", script.type_attribute);
  if (script.src) {
    json.address("src", *script.src);
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
  json.end_object();
}

void write_data_block(JsonWriter& json, const DataBlock& block) {
  json.begin_object();
  json.field("type", block.type);
  json.field("size", block.size);
  json.field("sha256", block.sha256);
  json.field_unless_empty("masked_sha256", block.masked_sha256);
  json.position(block.position);
  json.end_object();
}

void write_event_handler(JsonWriter& json, const EventHandler& handler) {
  json.begin_object();
  json.field("element", handler.element);
  json.field("attribute", handler.attribute);
  json.field("value", handler.value);
  json.field("sha256", handler.sha256);
  json.position(handler.position);
  json.end_object();
}

void write_javascript_url(JsonWriter& json, const JavascriptUrl& found) {
  json.begin_object();
  json.field("element", found.element);
  json.field("attribute", found.attribute);
  json.field("value", found.value);
  json.position(found.position);
  json.end_object();
}

void write_resource(JsonWriter& json, const Resource& resource) {
  json.begin_object();
  json.field("kind", resource.kind);
  json.field("element", resource.element);
  if (resource.address) json.address(resource.attribute, *resource.address);
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
  json.end_object();
}

void write_named_address(JsonWriter& json, const NamedAddress& named) {
  json.begin_object();
  json.address("href", named.href);
  json.field_unless_empty("type", named.type);
  json.field_unless_empty("title", named.title);
  json.field_unless_empty("sizes", named.sizes);
  json.end_object();
}

void write_property(JsonWriter& json, const MetaProperty& property) {
  json.begin_object();
  json.field("property", property.first);
  json.field("content", property.second);
  json.end_object();
}

void write_address_object(JsonWriter& json, const char* name,
                          const std::optional<Address>& address) {
  if (!address) return;
  json.key(name);
  json.begin_object();
  json.address("href", *address);
  json.end_object();
}

void write_metadata(JsonWriter& json, const Metadata& metadata) {
  json.key("metadata");
  json.begin_object();
  json.field_unless_empty("doctype", metadata.doctype);
  json.field_unless_empty("title", metadata.title);
  json.field_unless_empty("language", metadata.language);
  write_address_object(json, "base", metadata.base);
  json.field_unless_empty("charset_declared", metadata.charset_declared);
  write_address_object(json, "canonical", metadata.canonical);
  json.field_unless_empty("description", metadata.description);
  json.field_unless_empty("robots", metadata.robots);
  json.field_unless_empty("generator", metadata.generator);
  json.field_unless_empty("viewport", metadata.viewport);
  json.list("open_graph", metadata.open_graph, write_property);
  json.list("twitter", metadata.twitter, write_property);
  json.list("icons", metadata.icons, write_named_address);
  json.list("feeds", metadata.feeds, write_named_address);
  json.list(
      "content_security_policies", metadata.content_security_policies,
      [](JsonWriter& out, const std::string& policy) { out.value(policy); });
  json.field_unless_empty("referrer_policy", metadata.referrer_policy);
  if (metadata.refresh) {
    json.key("refresh");
    json.begin_object();
    json.field("delay", metadata.refresh->delay);
    json.address("content", metadata.refresh->url);
    json.flag("in_noscript", metadata.refresh->in_noscript);
    json.end_object();
  }
  json.field("comments", metadata.comments);
  json.end_object();
}

void write_counts(JsonWriter& json, const char* name,
                  const FactCounts::ByKind& counts) {
  json.key(name);
  json.begin_object();
  for (const auto& [kind, count] : counts) json.field(kind, count);
  json.end_object();
}

void write_stats(JsonWriter& json, const Facts& facts) {
  const FactCounts counts = count_facts(facts);
  json.key("stats");
  json.begin_object();
  json.field("forms", counts.forms);
  json.field("controls", counts.controls);
  json.field("links", counts.links);
  write_counts(json, "links_by_kind", counts.links_by_kind);
  json.field("scripts", counts.scripts);
  json.field("external_scripts", counts.external_scripts);
  json.field("event_handlers", counts.event_handlers);
  json.field("resources", counts.resources);
  write_counts(json, "resources_by_kind", counts.resources_by_kind);
  json.field("text_bytes", counts.text_bytes);
  json.end_object();
}

void write_catalogue(JsonWriter& json, const Catalogue& catalogue) {
  json.list("forms", catalogue.forms.forms, write_form);
  json.list("controls", catalogue.forms.orphans, write_control);
  write_page_form_signals(json, catalogue.forms.signals);
  json.list("links", catalogue.links, write_link);
  json.list("scripts", catalogue.scripts.scripts, write_script);
  json.list("data_blocks", catalogue.scripts.data_blocks, write_data_block);
  json.list("event_handlers", catalogue.scripts.event_handlers,
            write_event_handler);
  json.list("javascript_urls", catalogue.scripts.javascript_urls,
            write_javascript_url);
  json.list("resources", catalogue.resources, write_resource);
}

}  // namespace

void write_facts(JsonWriter& json, const Facts& facts) {
  write_catalogue(json, facts.page);
  json.key("templates");
  json.begin_object();
  write_catalogue(json, facts.templates);
  json.end_object();
  write_metadata(json, facts.metadata);
  write_stats(json, facts);
  json.field("text", facts.text.text);
}

}  // namespace pagescan
