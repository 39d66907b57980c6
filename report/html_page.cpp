#include "report/html_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <vector>

#include "report/html_forms.h"
#include "report/html_observatory.h"
#include "report/html_response.h"
#include "report/html_text.h"
#include "scanner/run/expect.h"

namespace pagescan {
namespace {

constexpr size_t kMaxLinkTextBytes = 120;

// A list that can be folded away, its items written by `write`.
template <class Item, class Write>
void append_fold(std::string_view title, const std::vector<Item>& items,
                 const HtmlPageLimits& limits, Write write, std::string& out) {
  if (items.empty()) return;
  fmt::format_to(std::back_inserter(out),
                 "<details class=\"fold\"><summary>{} ({})</summary>\n<ul "
                 "class=\"lines\">\n",
                 html_text(title), items.size());
  const size_t shown = std::min(limits.items, items.size());
  for (size_t i = 0; i < shown; ++i) {
    out += "<li>";
    write(items[i], out);
    out += "</li>\n";
  }
  out += "</ul>\n";
  append_html_left_out(items.size() - shown, "line", out);
  out += "</details>\n";
}

void append_notes(const ScanResult& result, std::string& out) {
  std::string list;
  auto to = std::back_inserter(list);
  for (const ScanError& error : result.errors) {
    fmt::format_to(to, "<li class=\"problem\">Error, {}: {}</li>\n",
                   error_name(error.error.code),
                   html_isolated(error.error.message));
  }
  for (const ExpectationResult& checked : result.expectations) {
    if (checked.met) continue;
    fmt::format_to(
        to, "<li class=\"problem\">Unmet, {}: expected {}, found {}</li>\n",
        expectation_name(checked.expectation.kind),
        html_isolated(checked.expectation.expected),
        checked.actual.empty() ? "none" : html_isolated(checked.actual));
  }
  for (const TruncationNote& note : result.truncated) {
    fmt::format_to(to, "<li>Cut, {}: {}</li>\n", html_text(note.what),
                   html_isolated(note.detail));
  }
  if (!list.empty()) out += "<ul class=\"lines\">\n" + list + "</ul>\n";
}

void append_facts(const ScanResult& result, std::string& out) {
  const PageSummary& page = result.page;
  out += "<dl class=\"facts wide\">\n";
  if (result.facts) {
    const Metadata& metadata = result.facts->metadata;
    append_html_row("Title",
                    metadata.title.empty() ? "" : html_isolated(metadata.title),
                    out);
    append_html_row("Language", html_text(metadata.language), out);
  }
  append_html_row("URL", page.url.empty() ? "" : html_url(page.url), out);
  if (result.task.url != page.url) {
    append_html_row("Asked for", html_url(result.task.url), out);
  }
  append_html_row("Row", html_text(result.task.id), out);
  if (result.task.line > 0) {
    append_html_row("List",
                    fmt::format("{} line {}", html_isolated(result.task.list),
                                result.task.line),
                    out);
  }
  append_html_row("Site", html_host(page.apex_domain), out);
  append_html_row("Address", html_text(page.ip), out);
  append_html_row("Type", html_text(page.mime_type), out);
  if (result.encoding) {
    append_html_row(
        "Charset",
        fmt::format("{} (from {})", encoding_name(result.encoding->encoding),
                    encoding_source_name(result.encoding->source)),
        out);
  }
  if (page.size > 0) {
    append_html_row("Size", html_count(page.size, "byte"), out);
    append_html_row(
        "SHA-256", fmt::format("<code>{}</code>", html_text(page.sha256)), out);
  }
  append_html_tls(result, out);
  out += "</dl>\n";
}

void append_forms(const FormFacts& forms, const HtmlPageLimits& limits,
                  std::string& out) {
  if (forms.forms.empty() && forms.orphans.empty()) return;
  fmt::format_to(std::back_inserter(out), "<h4>Forms ({})</h4>\n",
                 forms.forms.size());
  append_html_forms(forms, limits, out);
}

void append_script(const Script& script, std::string& out) {
  auto to = std::back_inserter(out);
  if (script.src) {
    out += html_address(*script.src);
  } else {
    fmt::format_to(to, "inline, {}, <code>{}</code>",
                   html_count(script.size, "byte"),
                   html_isolated(script.first_line));
  }
  const auto tag = [to](std::string_view text) {
    fmt::format_to(to, " <span class=\"tag\">{}</span>", html_text(text));
  };
  if (script.type != ScriptType::kClassic) tag(script_type_name(script.type));
  if (script.integrity) tag("integrity");
  if (script.async) tag("async");
  if (script.defer) tag("defer");
}

void append_scripts(const ScriptFacts& scripts, const HtmlPageLimits& limits,
                    std::string& out) {
  if (scripts.scripts.empty() && scripts.event_handlers.empty() &&
      scripts.javascript_urls.empty()) {
    return;
  }
  fmt::format_to(std::back_inserter(out), "<h4>Scripts ({})</h4>\n",
                 scripts.scripts.size());
  append_fold("Script elements", scripts.scripts, limits, append_script, out);
  const auto write_attribute = [](const auto& found, std::string& to) {
    fmt::format_to(std::back_inserter(to), "{} {} <code>{}</code>",
                   html_text(found.element), html_text(found.attribute),
                   html_isolated(found.value));
  };
  append_fold("Event handlers", scripts.event_handlers, limits, write_attribute,
              out);
  append_fold("javascript: URLs", scripts.javascript_urls, limits,
              write_attribute, out);
}

// Lists of what is of one kind each, by kind.
template <class Item, class Kind, class Write>
void append_by_kind(std::string_view title, const std::vector<Item>& items,
                    const HtmlPageLimits& limits, Kind kind, Write write,
                    std::string& out) {
  if (items.empty()) return;
  fmt::format_to(std::back_inserter(out), "<h4>{} ({})</h4>\n", title,
                 items.size());
  std::map<std::string_view, std::vector<const Item*>> by_kind;
  for (const Item& item : items) by_kind[kind(item)].push_back(&item);
  for (const auto& [name, some] : by_kind) {
    append_fold(name, some, limits, write, out);
  }
}

void append_links(const std::vector<Link>& links, const HtmlPageLimits& limits,
                  std::string& out) {
  append_by_kind(
      "Links", links, limits,
      [](const Link& link) { return link_kind_name(link.kind); },
      [](const Link* link, std::string& to) {
        to += html_address(link->href);
        if (link->text.empty()) return;
        fmt::format_to(std::back_inserter(to), " <bdi class=\"quiet\">{}</bdi>",
                       html_text(link->text, kMaxLinkTextBytes));
      },
      out);
}

void append_resources(const std::vector<Resource>& resources,
                      const HtmlPageLimits& limits, std::string& out) {
  append_by_kind(
      "Resources", resources, limits,
      [](const Resource& resource) { return std::string_view(resource.kind); },
      [](const Resource* resource, std::string& to) {
        to += resource->address ? html_address(*resource->address)
                                : "without an address";
      },
      out);
}

void append_metadata(const Metadata& metadata, std::string& out) {
  std::string rows;
  const auto add = [&rows](std::string_view name, const std::string& value) {
    if (!value.empty()) append_html_row(name, html_isolated(value), rows);
  };
  add("Description", metadata.description);
  if (metadata.base)
    append_html_row("Base", html_address(*metadata.base), rows);
  if (metadata.canonical) {
    append_html_row("Canonical", html_address(*metadata.canonical), rows);
  }
  add("Robots", metadata.robots);
  add("Generator", metadata.generator);
  add("Referrer policy", metadata.referrer_policy);
  for (const std::string& policy : metadata.content_security_policies) {
    add("Meta CSP", policy);
  }
  if (metadata.refresh) {
    append_html_row("Refresh",
                    fmt::format("after {} s to {}", metadata.refresh->delay,
                                html_address(metadata.refresh->url)),
                    rows);
  }
  if (rows.empty()) return;
  out += "<h4>Metadata</h4>\n<dl class=\"facts\">\n" + rows + "</dl>\n";
}

void append_text(const PageText& text, const HtmlPageLimits& limits,
                 std::string& out) {
  if (text.text.empty()) return;
  fmt::format_to(std::back_inserter(out),
                 "<h4>Text</h4>\n<details class=\"fold\"><summary>{}</summary>"
                 "<pre dir=\"auto\">\n{}</pre></details>\n",
                 html_count(text.text.size(), "byte"),
                 html_text(text.text, limits.text_bytes));
}

using WritePart = void (*)(const ScanResult& result, const Facts& facts,
                           const HtmlPageLimits& limits, std::string& out);

constexpr std::array<WritePart, 8> kParts = {
    [](const ScanResult& result, const Facts&, const HtmlPageLimits&,
       std::string& out) { append_facts(result, out); },
    [](const ScanResult&, const Facts& facts, const HtmlPageLimits& limits,
       std::string& out) { append_forms(facts.page.forms, limits, out); },
    [](const ScanResult&, const Facts& facts, const HtmlPageLimits& limits,
       std::string& out) { append_scripts(facts.page.scripts, limits, out); },
    [](const ScanResult&, const Facts& facts, const HtmlPageLimits& limits,
       std::string& out) { append_links(facts.page.links, limits, out); },
    [](const ScanResult&, const Facts& facts, const HtmlPageLimits& limits,
       std::string& out) {
      append_resources(facts.page.resources, limits, out);
    },
    [](const ScanResult& result, const Facts&, const HtmlPageLimits& limits,
       std::string& out) {
      append_html_observatory(result, out);
      append_html_response(result, limits, out);
    },
    [](const ScanResult&, const Facts& facts, const HtmlPageLimits&,
       std::string& out) { append_metadata(facts.metadata, out); },
    [](const ScanResult&, const Facts& facts, const HtmlPageLimits& limits,
       std::string& out) { append_text(facts.text, limits, out); },
};

}  // namespace

HtmlPageRow html_page_row(const ScanResult& result) {
  HtmlPageRow row;
  row.url = result.page.url.empty() ? result.task.url : result.page.url;
  row.status = result.page.status;
  if (!result.errors.empty()) row.error = result.errors[0].error.message;
  for (const Finding& finding : result.findings) {
    row.tally.add(finding);
    row.rules.insert(finding.rule);
  }
  if (result.observatory) {
    row.grade = result.observatory->grade;
    row.score = result.observatory->score;
  }
  if (!result.facts) return row;
  row.title = result.facts->metadata.title;
  row.forms = result.facts->page.forms.forms.size();
  row.scripts = result.facts->page.scripts.scripts.size();
  return row;
}

std::string html_page_details(const ScanResult& result,
                              const HtmlPageLimits& limits) {
  static const Facts kNoFacts;
  const Facts& facts = result.facts ? *result.facts : kNoFacts;
  std::string out;
  append_notes(result, out);
  for (const WritePart write : kParts) {
    std::string part;
    write(result, facts, limits, part);
    if (out.size() + part.size() <= limits.bytes) {
      out += part;
      continue;
    }
    fmt::format_to(std::back_inserter(out),
                   "<p class=\"cut\">A part of {} KB left out: the details of "
                   "a page are at most {} KB. The JSON report has it.</p>\n",
                   part.size() >> 10, limits.bytes >> 10);
  }
  return out;
}

std::string html_page_findings(const ScanResult& result,
                               const HtmlPageLimits& limits) {
  std::vector<const Finding*> sorted;
  for (const Finding& finding : result.findings) sorted.push_back(&finding);
  if (sorted.empty()) return {};
  std::ranges::stable_sort(sorted, [](const Finding* a, const Finding* b) {
    if (counts(*a) != counts(*b)) return counts(*a);
    return a->level > b->level;
  });
  std::string out = fmt::format(
      "<h4>Findings ({})</h4>\n<ul class=\"found\">\n", sorted.size());
  const size_t shown = std::min(limits.findings, sorted.size());
  for (size_t i = 0; i < shown; ++i) {
    const Finding& finding = *sorted[i];
    const std::string place = html_place(finding.evidence);
    fmt::format_to(std::back_inserter(out),
                   "<li class=\"{}\"><p>{} <a href=\"#rule-{}\">{} {}</a> "
                   "<span class=\"quiet\">{}</span></p>{}</li>\n",
                   html_finding_class(finding), html_level(finding.level),
                   html_text(finding.rule), html_text(finding.rule),
                   html_text(finding.name), place, html_finding(finding));
  }
  out += "</ul>\n";
  append_html_left_out(sorted.size() - shown, "finding", out);
  return out;
}

}  // namespace pagescan
