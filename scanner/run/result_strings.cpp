#include "scanner/run/result_strings.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// The visitor, and what strings are made of.
class Visit {
 public:
  explicit Visit(const StringVisitor& visit) : visit_(visit) {}

  void text(std::string& s) const { visit_(s, TextKind::kText); }
  void text(std::optional<std::string>& s) const {
    if (s) text(*s);
  }
  void texts(std::vector<std::string>& list) const {
    for (std::string& s : list) text(s);
  }
  void url(std::string& s) const { visit_(s, TextKind::kUrl); }
  void url(std::optional<std::string>& s) const {
    if (s) url(*s);
  }
  void target(std::string& s) const { visit_(s, TextKind::kTarget); }
  void html(std::string& s) const { visit_(s, TextKind::kHtml); }
  void address(Address& a) const {
    url(a.written);
    url(a.url);
  }
  void address(std::optional<Address>& a) const {
    if (a) address(*a);
  }

 private:
  const StringVisitor& visit_;
};

// Fields whose value is one URL (RFC 9110 sections 8.7, 10.1.3 and 10.2.2).
bool is_url_field(std::string_view name) {
  return ascii_iequals(name, "location") || ascii_iequals(name, "referer") ||
         ascii_iequals(name, "content-location");
}

void visit_fields(Fields& fields, const Visit& visit) {
  std::vector<Field> items = fields.items();
  for (Field& field : items) {
    if (is_url_field(field.name)) {
      visit.url(field.value);
    } else {
      visit.text(field.value);
    }
    visit.text(field.name);
  }
  std::vector<std::string> malformed = fields.malformed();
  visit.texts(malformed);
  fields = Fields(std::move(items), std::move(malformed), fields.dropped());
}

void visit_tls(TlsInfo& tls, const Visit& visit) {
  if (!tls.certificate) return;
  visit.text(tls.certificate->subject);
  visit.text(tls.certificate->issuer);
  visit.texts(tls.certificate->alternative_names);
}

void visit_hop(Hop& hop, const Visit& visit) {
  visit.url(hop.url);
  visit.text(hop.reason);
  visit_fields(hop.fields, visit);
  visit_fields(hop.trailers, visit);
  if (hop.tls) visit_tls(*hop.tls, visit);
  visit.texts(hop.content_codings);
  visit.url(hop.location);
  visit.url(hop.location_resolved);
}

void visit_cookie(Cookie& cookie, const Visit& visit) {
  visit.text(cookie.name);
  visit.text(cookie.value);
  visit.text(cookie.domain);
  visit.url(cookie.path);
  visit.text(cookie.expires);
  visit.text(cookie.same_site_as_written);
}

void visit_response(Response& response, const Visit& visit) {
  visit.url(response.submitted_url);
  visit.url(response.final_url);
  for (Hop& hop : response.hops) visit_hop(hop, visit);
  visit.text(response.content);
  visit.text(response.truncation_note);
  for (TruncationNote& note : response.dropped) visit.text(note.detail);
  for (ReceivedCookie& received : response.cookies) {
    visit_cookie(received.cookie, visit);
  }
}

void visit_control(Control& control, const Visit& visit) {
  visit.text(control.name);
  visit.text(control.id);
  visit.text(control.value);
  visit.text(control.pattern);
  visit.text(control.min_length);
  visit.text(control.max_length);
  visit.text(control.placeholder);
  visit.text(control.autocomplete);
  visit.text(control.form_attribute);
  for (SelectOption& option : control.options) {
    visit.text(option.value);
    visit.text(option.label);
  }
  visit.text(control.labels.aria_labelledby);
  visit.text(control.labels.aria_label);
  visit.text(control.labels.for_label);
  visit.text(control.labels.wrapping);
  visit.text(control.labels.own_text);
  visit.text(control.labels.title);
  visit.text(control.labels.placeholder);
  visit.text(control.labels.browser_default);
  visit.text(control.label);
  visit.address(control.overrides.formaction);
  visit.text(control.overrides.formmethod);
  visit.text(control.overrides.formenctype);
  visit.text(control.overrides.formtarget);
}

void visit_entries(std::vector<FormEntry>& entries, const Visit& visit) {
  for (FormEntry& entry : entries) {
    visit.text(entry.name);
    visit.text(entry.value);
  }
}

void visit_submission(FormSubmission& submission, const Visit& visit) {
  visit.url(submission.url);
  visit.text(submission.target);
  visit.text(submission.scheme);
  visit_entries(submission.entries, visit);
}

void visit_form(Form& form, const Visit& visit) {
  visit.url(form.heading);
  visit.html(form.html);
  visit.text(form.id);
  visit.text(form.name);
  visit.text(form.method_attribute);
  visit.address(form.action);
  visit.url(form.url);
  visit.text(form.target);
  visit.text(form.autocomplete);
  visit.text(form.accept_charset);
  visit.text(form.rel);
  for (Control& control : form.controls) visit_control(control, visit);
  visit_entries(form.entries, visit);
  for (FormSubmission& submission : form.submissions) {
    visit_submission(submission, visit);
  }
  for (AutocompleteMisuse& misuse : form.signals.autocomplete_misuse) {
    visit.text(misuse.token);
  }
}

void visit_sightings(std::vector<ProviderSighting>& sightings,
                     const Visit& visit) {
  for (ProviderSighting& sighting : sightings) {
    visit.text(sighting.provider);
    visit.text(sighting.text);
    visit.address(sighting.address);
  }
}

void visit_page_signals(PageFormSignals& signals, const Visit& visit) {
  visit.text(signals.csrf_meta);
  visit_sightings(signals.captchas, visit);
  visit_sightings(signals.payments, visit);
  visit_sightings(signals.login_providers, visit);
}

void visit_link(Link& link, const Visit& visit) {
  visit.address(link.href);
  visit.text(link.text);
  visit.text(link.rel);
  visit.text(link.target);
  visit.text(link.download);
  visit.text(link.hreflang);
  visit.text(link.type);
}

void visit_scripts(ScriptFacts& facts, const Visit& visit) {
  for (Script& script : facts.scripts) {
    visit.text(script.type_attribute);
    visit.address(script.src);
    visit.text(script.integrity);
    visit.text(script.crossorigin);
    visit.text(script.nonce);
    visit.text(script.referrer_policy);
    visit.text(script.first_line);
  }
  for (DataBlock& block : facts.data_blocks) visit.text(block.type);
  for (EventHandler& handler : facts.event_handlers) {
    visit.text(handler.element);
    visit.text(handler.attribute);
    visit.text(handler.value);
  }
  for (JavascriptUrl& found : facts.javascript_urls) {
    visit.text(found.element);
    visit.text(found.attribute);
    visit.text(found.value);
  }
}

void visit_resource(Resource& resource, const Visit& visit) {
  visit.address(resource.address);
  visit.text(resource.sandbox);
  visit.text(resource.allow);
  visit.text(resource.name);
  visit.text(resource.integrity);
  visit.text(resource.crossorigin);
  visit.text(resource.media);
  visit.text(resource.as);
  visit.text(resource.loading);
}

void visit_catalogue(Catalogue& catalogue, const Visit& visit) {
  for (Form& form : catalogue.forms.forms) visit_form(form, visit);
  for (Control& control : catalogue.forms.orphans) {
    visit_control(control, visit);
  }
  visit_page_signals(catalogue.forms.signals, visit);
  for (Link& link : catalogue.links) visit_link(link, visit);
  visit_scripts(catalogue.scripts, visit);
  for (Resource& resource : catalogue.resources) {
    visit_resource(resource, visit);
  }
}

void visit_named_addresses(std::vector<NamedAddress>& list,
                           const Visit& visit) {
  for (NamedAddress& named : list) {
    visit.address(named.href);
    visit.text(named.type);
    visit.text(named.title);
    visit.text(named.sizes);
  }
}

void visit_properties(std::vector<MetaProperty>& list, const Visit& visit) {
  for (auto& [property, content] : list) {
    visit.text(property);
    visit.text(content);
  }
}

void visit_metadata(Metadata& metadata, const Visit& visit) {
  for (std::string* s :
       {&metadata.doctype, &metadata.title, &metadata.language,
        &metadata.charset_declared, &metadata.description, &metadata.robots,
        &metadata.generator, &metadata.viewport, &metadata.referrer_policy}) {
    visit.text(*s);
  }
  visit.address(metadata.base);
  visit.address(metadata.canonical);
  visit_properties(metadata.open_graph, visit);
  visit_properties(metadata.twitter, visit);
  visit_named_addresses(metadata.icons, visit);
  visit_named_addresses(metadata.feeds, visit);
  visit.texts(metadata.content_security_policies);
  if (metadata.refresh) visit.address(metadata.refresh->url);
}

void visit_page(PageSummary& page, const Visit& visit) {
  visit.url(page.url);
  visit.text(page.domain);
  visit.text(page.unicode_domain);
  visit.text(page.apex_domain);
  visit.text(page.mime_type);
}

void visit_finding(Finding& finding, const Visit& visit) {
  visit.text(finding.message);
  visit.text(finding.evidence.name);
  visit.text(finding.evidence.text);
  visit.text(finding.suppressed);
}

void visit_task(Task& task, const Visit& visit) {
  visit.target(task.url);
  visit.text(task.address);
  visit.text(task.submission);
  visit.text(task.id);
  visit.target(task.list);
}

void visit_expectation(ExpectationResult& result, const Visit& visit) {
  for (std::string* s : {&result.expectation.expected, &result.actual}) {
    if (result.expectation.kind == ExpectationKind::kUrl) {
      visit.url(*s);
    } else {
      visit.text(*s);
    }
  }
}

}  // namespace

void visit_strings(ScanResult& result, const StringVisitor& visitor) {
  const Visit visit(visitor);
  visit_task(result.task, visit);
  visit_page(result.page, visit);
  if (result.response) visit_response(*result.response, visit);
  if (result.encoding) {
    visit.text(result.encoding->unknown_transport_label);
    visit.text(result.encoding->unknown_meta_label);
  }
  if (result.facts) {
    visit_catalogue(result.facts->page, visit);
    visit_catalogue(result.facts->templates, visit);
    visit_metadata(result.facts->metadata, visit);
    visit.text(result.facts->text.text);
    for (TruncationNote& note : result.facts->truncated) {
      visit.text(note.detail);
    }
  }
  for (ExpectationResult& checked : result.expectations) {
    visit_expectation(checked, visit);
  }
  for (Finding& finding : result.findings) visit_finding(finding, visit);
  for (TruncationNote& note : result.truncated) visit.text(note.detail);
  for (ScanError& error : result.errors) visit.text(error.error.message);
}

}  // namespace pagescan
