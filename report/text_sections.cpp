#include "report/text_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "report/fact_counts.h"
#include "report/text_shown.h"
#include "scanner/passes/form_submission.h"
#include "scanner/run/expect.h"

namespace pagescan {
namespace {

// "  Name:        value\n", or nothing for an empty value.
void add_shown_row(std::string_view name, std::string_view shown_value,
                   std::string& out) {
  if (shown_value.empty()) return;
  fmt::format_to(std::back_inserter(out), "  {:<14}{}\n",
                 fmt::format("{}:", name), shown_value);
}

void add_row(std::string_view name, std::string_view value, std::string& out) {
  add_shown_row(name, shown(value), out);
}

// "12:5", "field Server", "cookie id of hop 1"; "" for the page as a whole.
std::string shown_place(const FindingEvidence& evidence) {
  if (evidence.place == EvidencePlace::kPage) {
    return evidence.position.line == 0
               ? ""
               : fmt::format("{}:{}", evidence.position.line,
                             evidence.position.column);
  }
  std::string place(evidence_place_name(evidence.place));
  if (!evidence.name.empty()) place += ' ' + shown(evidence.name);
  return place;
}

void write_finding(const Finding& finding, std::string& out) {
  const std::string place = shown_place(finding.evidence);
  fmt::format_to(std::back_inserter(out), "  {:<7}  {} {}{}{}: {}\n",
                 level_name(finding.level), finding.rule, finding.name,
                 place.empty() ? "" : " at ", place, shown(finding.message));
  if (finding.suppressed) {
    fmt::format_to(std::back_inserter(out), "           suppressed: {}\n",
                   shown(*finding.suppressed));
  }
}

// The worst first; those that do not count last.
void write_findings(const ScanResult& result, const Facts& /*facts*/,
                    std::string& out) {
  std::vector<const Finding*> sorted;
  for (const Finding& finding : result.findings) sorted.push_back(&finding);
  std::ranges::stable_sort(sorted, [](const Finding* a, const Finding* b) {
    if (counts(*a) != counts(*b)) return counts(*a);
    return a->level > b->level;
  });
  for (const Finding* finding : sorted) write_finding(*finding, out);
}

void write_page(const ScanResult& result, const Facts& facts,
                std::string& out) {
  const PageSummary& page = result.page;
  add_row("Title", facts.metadata.title, out);
  add_row("Language", facts.metadata.language, out);
  add_shown_row("Domain", shown_host(page.domain), out);
  add_shown_row("Apex domain", shown_host(page.apex_domain), out);
  add_row("Type", page.mime_type, out);
  if (result.encoding) {
    add_row(
        "Charset",
        fmt::format("{} (from {})", encoding_name(result.encoding->encoding),
                    encoding_source_name(result.encoding->source)),
        out);
  }
  if (page.size > 0) {
    add_row("Size", fmt::format("{} bytes", page.size), out);
    add_row("SHA-256", page.sha256, out);
  }
  if (result.observatory) {
    add_row("Observatory",
            fmt::format("{} ({})", result.observatory->grade,
                        result.observatory->score),
            out);
  }
  if (!result.response || result.response->hops.empty()) return;
  const Hop& hop = result.response->final_hop();
  if (!hop.tls) return;
  add_row("TLS",
          fmt::format("{} {}{}", hop.tls->version, hop.tls->cipher,
                      hop.tls->verified ? "" : " (not verified)"),
          out);
  if (!hop.tls->certificate) return;
  add_row("Certificate", hop.tls->certificate->subject, out);
  add_row("Issuer", hop.tls->certificate->issuer, out);
  add_row("Valid",
          fmt::format("{} to {}", hop.tls->certificate->valid_from,
                      hop.tls->certificate->valid_to),
          out);
}

void write_redirects(const ScanResult& result, const Facts& /*facts*/,
                     std::string& out) {
  if (!result.response || result.response->hops.size() < 2) return;
  for (const Hop& hop : result.response->hops) {
    fmt::format_to(std::back_inserter(out), "  {} {} ({})\n", hop.status,
                   shown_url(hop.url), hop.remote_ip);
  }
}

void write_response(const ScanResult& result, const Facts& /*facts*/,
                    std::string& out) {
  if (!result.response || result.response->hops.empty()) return;
  const Hop& hop = result.response->final_hop();
  if (hop.status == 0) return;
  fmt::format_to(std::back_inserter(out), "  {} {} {}\n", hop.protocol,
                 hop.status, shown(hop.reason));
  for (const Field& field : hop.fields) {
    fmt::format_to(std::back_inserter(out), "  {}: {}\n", shown(field.name),
                   shown(field.value));
  }
}

void write_cookies(const ScanResult& result, const Facts& /*facts*/,
                   std::string& out) {
  if (!result.response) return;
  for (const ReceivedCookie& received : result.response->cookies) {
    const Cookie& cookie = received.cookie;
    fmt::format_to(
        std::back_inserter(out), "  {} for {}{}{}{}{}\n", shown(cookie.name),
        shown_host(cookie.domain), shown(cookie.path),
        cookie.secure ? ", Secure" : "", cookie.http_only ? ", HttpOnly" : "",
        cookie.same_site == SameSite::kDefault
            ? ""
            : fmt::format(", SameSite={}", same_site_name(cookie.same_site)));
  }
}

void write_metadata(const ScanResult& /*result*/, const Facts& facts,
                    std::string& out) {
  const Metadata& metadata = facts.metadata;
  add_row("Description", metadata.description, out);
  if (metadata.base) {
    add_shown_row("Base", shown_address(*metadata.base), out);
  }
  if (metadata.canonical) {
    add_shown_row("Canonical", shown_address(*metadata.canonical), out);
  }
  add_row("Robots", metadata.robots, out);
  add_row("Generator", metadata.generator, out);
  add_row("Referrer", metadata.referrer_policy, out);
  for (const std::string& policy : metadata.content_security_policies) {
    add_row("Meta CSP", policy, out);
  }
  if (metadata.refresh) {
    const std::optional<std::string>& url = metadata.refresh->url.url;
    add_shown_row("Refresh",
                  fmt::format("after {} s to {}", metadata.refresh->delay,
                              url ? shown_url(*url) : "an invalid URL"),
                  out);
  }
}

std::string control_flags(const Control& control) {
  std::string flags;
  if (control.required) flags += ", required";
  if (control.disabled) flags += ", disabled";
  if (control.readonly) flags += ", read-only";
  if (control.autocomplete) {
    flags += fmt::format(", autocomplete {}", shown(*control.autocomplete));
  }
  if (control.overrides.formaction) {
    flags += fmt::format(", submits to {}",
                         shown_url(control.overrides.formaction->url.value_or(
                             control.overrides.formaction->written)));
  }
  return flags;
}

void write_control(const Control& control, std::string& out) {
  fmt::format_to(
      std::back_inserter(out), "    {}{}{}{}{}\n", control.type,
      control.name.empty() ? "" : fmt::format(" {}", shown(control.name)),
      control.label.empty() ? "" : fmt::format(" \"{}\"", shown(control.label)),
      control.purpose ? fmt::format(": {}", name_of(control.purpose->type))
                      : "",
      control_flags(control));
}

// Whether a purpose says what a form asks for, not how it is worked.
bool is_asked_for(FieldPurpose purpose) {
  switch (purpose) {
    case FieldPurpose::kSubmit:
    case FieldPurpose::kCancel:
    case FieldPurpose::kReset:
    case FieldPurpose::kCsrfToken:
    case FieldPurpose::kReadOnly:
    case FieldPurpose::kOther:
      return false;
    default:
      return true;
  }
}

// "username, current-password", each once.
std::string asked_for(const Form& form) {
  std::vector<FieldPurpose> seen;
  std::string list;
  for (const Control& control : form.controls) {
    if (!control.purpose || !is_asked_for(control.purpose->type)) continue;
    const FieldPurpose purpose = control.purpose->type;
    if (std::find(seen.begin(), seen.end(), purpose) != seen.end()) continue;
    seen.push_back(purpose);
    if (!list.empty()) list += ", ";
    list += name_of(purpose);
  }
  return list;
}

// "cross-site to https://drop.example/", of one way a form can be submitted.
std::string submission_target(const FormSubmission& submission) {
  if (submission.method == "dialog") return "closes its dialog";
  if (!submission.url) return "an address that is no URL";
  const std::string_view relation =
      submission.relation == SiteRelation::kNone
          ? "to"
          : site_relation_name(submission.relation);
  return fmt::format("{} {}{}", relation, shown_url(*submission.url),
                     submission.ip_literal ? " (an IP address)" : "");
}

// What the form is for, where it leads and what it asks, in a few lines.
void write_form_summary(const Form& form, std::string& out) {
  fmt::format_to(std::back_inserter(out), "    Purpose: {} ({} %)\n",
                 name_of(form.purpose.type),
                 form.purpose.confidence.hundredths);
  for (const FormSubmission& submission : form.submissions) {
    fmt::format_to(std::back_inserter(out), "    Submits: {} {}\n",
                   submission.method, submission_target(submission));
  }
  const std::string asked = asked_for(form);
  if (!asked.empty()) {
    fmt::format_to(std::back_inserter(out), "    Asks for: {}\n", asked);
  }
}

void write_controls(const ScanResult& /*result*/, const Facts& facts,
                    std::string& out) {
  for (const Form& form : facts.page.forms.forms) {
    fmt::format_to(std::back_inserter(out), "  {}\n", shown(form.heading));
    write_form_summary(form, out);
    for (const Control& control : form.controls) write_control(control, out);
  }
  if (facts.page.forms.orphans.empty()) return;
  out += "  In no form\n";
  for (const Control& control : facts.page.forms.orphans) {
    write_control(control, out);
  }
}

// "12: external 3, same_origin 9", or nothing for none at all.
void write_counts(size_t total, const FactCounts::ByKind& counts,
                  std::string& out) {
  if (total == 0) return;
  fmt::format_to(std::back_inserter(out), "  {} in all", total);
  for (const auto& [name, count] : counts) {
    fmt::format_to(std::back_inserter(out), ", {} {}", count, name);
  }
  out += '\n';
}

void write_links(const ScanResult& /*result*/, const Facts& facts,
                 std::string& out) {
  const FactCounts counts = count_facts(facts);
  write_counts(counts.links, counts.links_by_kind, out);
}

void write_scripts(const ScanResult& /*result*/, const Facts& facts,
                   std::string& out) {
  const ScriptFacts& scripts = facts.page.scripts;
  for (const Script& script : scripts.scripts) {
    if (script.src) {
      fmt::format_to(std::back_inserter(out), "  {}{}\n",
                     shown_url(script.src->url.value_or(script.src->written)),
                     script.integrity ? " (with integrity)" : "");
    } else {
      fmt::format_to(std::back_inserter(out),
                     "  inline, {} bytes, sha256 {}…, line {}\n", script.size,
                     script.sha256.substr(0, 16), script.position.line);
    }
  }
  if (!scripts.event_handlers.empty()) {
    fmt::format_to(std::back_inserter(out), "  {} event handler attributes\n",
                   scripts.event_handlers.size());
  }
  for (const JavascriptUrl& url : scripts.javascript_urls) {
    fmt::format_to(std::back_inserter(out), "  {} {}: {}\n", shown(url.element),
                   shown(url.attribute), shown(url.value));
  }
}

void write_resources(const ScanResult& /*result*/, const Facts& facts,
                     std::string& out) {
  const FactCounts counts = count_facts(facts);
  write_counts(counts.resources, counts.resources_by_kind, out);
}

void write_notes(const ScanResult& result, const Facts& /*facts*/,
                 std::string& out) {
  for (const TruncationNote& note : result.truncated) {
    fmt::format_to(std::back_inserter(out), "  cut: {}: {}\n", note.what,
                   shown(note.detail));
  }
  for (const ExpectationResult& checked : result.expectations) {
    if (checked.met) continue;
    fmt::format_to(
        std::back_inserter(out), "  unmet: {}: expected \"{}\", found {}\n",
        expectation_name(checked.expectation.kind),
        shown(checked.expectation.expected),
        checked.actual.empty() ? "none"
                               : fmt::format("\"{}\"", shown(checked.actual)));
  }
  for (const ScanError& error : result.errors) {
    fmt::format_to(std::back_inserter(out), "  error: {}: {}\n",
                   error_name(error.error.code), shown(error.error.message));
  }
}

}  // namespace

std::span<const TextSection> text_sections() {
  static constexpr std::array kSections = {
      TextSection{Section::kFindings, "Findings", write_findings},
      TextSection{Section::kPage, "Page", write_page},
      TextSection{Section::kRedirects, "Redirects", write_redirects},
      TextSection{Section::kResponse, "Response", write_response},
      TextSection{Section::kCookies, "Cookies", write_cookies},
      TextSection{Section::kMetadata, "Metadata", write_metadata},
      TextSection{Section::kControls, "Controls", write_controls},
      TextSection{Section::kLinks, "Links", write_links},
      TextSection{Section::kScripts, "Scripts", write_scripts},
      TextSection{Section::kResources, "Resources", write_resources},
      TextSection{Section::kNotes, "Notes", write_notes},
  };
  return kSections;
}

}  // namespace pagescan
