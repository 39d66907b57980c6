#include "report/inventory/assessor_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "report/tool.h"
#include "rules/inventory/inventory_rules.h"
#include "rules/inventory/url_pattern.h"

namespace pagescan {
namespace {

using Kind = AssessorBlock::Kind;
using Blocks = std::vector<AssessorBlock>;
using Row = std::vector<std::string>;

void heading(int level, std::string text, std::string subject, Blocks& out) {
  out.push_back(
      {Kind::kHeading, level, std::move(text), std::move(subject), {}, {}});
}

void text(std::string words, std::string subject, Blocks& out) {
  out.push_back({Kind::kText, 0, std::move(words), std::move(subject), {}, {}});
}

void table(Row heads, std::vector<Row> rows, Blocks& out) {
  out.push_back({Kind::kTable, 0, "", "", std::move(heads), std::move(rows)});
}

struct Assessed {
  const AssessedPage* page;
  PageVerdict verdict;
};

size_t count_of(const PageVerdict& verdict, ScriptStatus status) {
  return static_cast<size_t>(
      std::count_if(verdict.scripts.begin(), verdict.scripts.end(),
                    [status](const ScriptVerdict& script) {
                      return script.status == status;
                    }));
}

size_t unreviewed_count(const PageVerdict& verdict) {
  std::set<const InventoryScript*> rows;
  for (const ScriptVerdict& script : verdict.scripts) {
    if (script.row && !unfilled(*script.row).empty()) rows.insert(script.row);
  }
  return rows.size();
}

std::string verdict_word(const Assessed& assessed) {
  const PageVerdict& verdict = assessed.verdict;
  if (!assessed.page->problems.empty()) return "not checked in full";
  if (!verdict.covered) return "not in the inventory";
  const size_t wrong = count_of(verdict, ScriptStatus::kUnauthorised) +
                       count_of(verdict, ScriptStatus::kChanged) +
                       verdict.fields.size() + unreviewed_count(verdict);
  if (wrong > 0) return "deviates";
  return count_of(verdict, ScriptStatus::kUnchecked) > 0 ? "not checked in full"
                                                         : "as authorised";
}

void add_result(const std::vector<Assessed>& all, Blocks& out) {
  heading(2, "Result", "", out);
  std::vector<Row> rows;
  rows.reserve(all.size());
  for (const Assessed& assessed : all) {
    const AssessedPage& page = *assessed.page;
    const PageVerdict& verdict = assessed.verdict;
    rows.push_back(
        {page.page.url.empty() ? page.submitted : page.page.url,
         format_rfc3339(page.time), std::to_string(page.status),
         std::to_string(page.page.scripts.size()),
         std::to_string(count_of(verdict, ScriptStatus::kUnauthorised)),
         std::to_string(count_of(verdict, ScriptStatus::kChanged)),
         std::to_string(count_of(verdict, ScriptStatus::kUnchecked)),
         std::to_string(unreviewed_count(verdict)),
         std::to_string(verdict.fields.size()), verdict_word(assessed)});
  }
  table({"Page", "Scanned", "Status", "Scripts", "Unauthorised", "Changed",
         "Not checked", "Not reviewed", "Fields that differ", "Result"},
        std::move(rows), out);
  for (const Assessed& assessed : all) {
    if (assessed.page->problems.empty()) continue;
    text("Not checked in full: ", assessed.page->submitted, out);
    table({"Problem"}, {}, out);
    for (const std::string& problem : assessed.page->problems) {
      out.back().rows.push_back({problem});
    }
  }
}

Row script_row(const ScriptVerdict& verdict, const FetchedScripts& fetched) {
  const PageScript& script = *verdict.script;
  const bool is_external = script.kind == PageScriptKind::kExternal;
  std::string sha256 = script.sha256;
  std::string sri;
  if (is_external) {
    const auto found = fetched.find(script.url);
    if (found != fetched.end() && found->second.ok()) {
      sha256 = found->second.sha256;
      sri = "sha384-" + found->second.sha384_sri;
    }
  }
  static const InventoryScript kNobody;
  const InventoryScript& row = verdict.row ? *verdict.row : kNobody;
  std::string status(script_status_name(verdict.status));
  const auto missing = unfilled(row);
  if (!verdict.detail.empty()) {
    status += ": it " + verdict.detail;
  } else if (verdict.status == ScriptStatus::kAuthorised && !missing.empty()) {
    status = fmt::format("not reviewed: no {}", fmt::join(missing, ", "));
  }
  return {is_external ? script.url : script.begins,
          std::string(page_script_kind_name(script.kind)),
          row.owner,
          row.justification,
          row.authorised_by,
          row.date,
          verdict.row ? std::string(integrity_mode_name(row.integrity)) : "",
          std::move(sha256),
          std::move(sri),
          std::move(status)};
}

void add_scripts(const std::vector<Assessed>& all,
                 const FetchedScripts& fetched, Blocks& out) {
  heading(2, "Requirement 6.4.3: scripts of payment pages", "", out);
  text(
      "Each script is authorised by a row of the inventory, which names its "
      "owner, why it is needed, who authorised it and when, and how its "
      "integrity is assured. exact: its SHA-256 is one of the row's; masked: "
      "the same without nonces and tokens; sri: its integrity attribute must "
      "be there and match; any: its owner changes it at will, as justified.",
      "", out);
  for (const Assessed& assessed : all) {
    if (!assessed.verdict.covered) continue;
    heading(3, "Scripts of ", assessed.page->page.url, out);
    std::vector<Row> rows;
    rows.reserve(assessed.verdict.scripts.size());
    for (const ScriptVerdict& script : assessed.verdict.scripts) {
      rows.push_back(script_row(script, fetched));
    }
    table({"Script", "Kind", "Owner", "Justification", "Authorised by", "Date",
           "Integrity", "SHA-256", "Integrity attribute to use", "Status"},
          std::move(rows), out);
    if (assessed.verdict.missing.empty()) continue;
    text("Authorised for this page, and no longer there:", "", out);
    table({"Script"}, {}, out);
    for (const InventoryScript* row : assessed.verdict.missing) {
      out.back().rows.push_back({row_text(*row)});
    }
  }
}

void add_fields_of(const Assessed& assessed, const Inventory& inventory,
                   Blocks& out) {
  using Key = std::pair<std::string, std::string>;
  std::map<Key, Row> rows;
  for (const InventoryField& field : inventory.fields) {
    if (!covers_url(field.pages, assessed.page->page.url)) continue;
    rows.try_emplace(
        {field.name, field.directive},
        Row{field.name, field.directive, field.value, "", "as expected"});
  }
  for (const SecurityField& field : *assessed.page->page.fields) {
    Row& row = rows.try_emplace(
                       {field.name, field.directive},
                       Row{field.name, field.directive, "", "", "as expected"})
                   .first->second;
    row[3] = field.value;
  }
  for (const FieldVerdict& field : assessed.verdict.fields) {
    rows[{field.name, field.directive}][4] = !field.received ? "gone"
                                             : !field.expected
                                                 ? "not in the inventory"
                                                 : "changed";
  }
  std::vector<Row> all;
  all.reserve(rows.size());
  for (auto& [key, row] : rows) all.push_back(std::move(row));
  table({"Field", "Directive", "Expected", "Received", "Status"},
        std::move(all), out);
}

void add_fields(const std::vector<Assessed>& all, const Inventory& inventory,
                Blocks& out) {
  heading(2, "Requirement 11.6.1: security-impacting response fields", "", out);
  text("Nonces are masked; policies are compared by directive.", "", out);
  for (const Assessed& assessed : all) {
    if (!assessed.verdict.covered || !assessed.page->page.fields) continue;
    heading(3, "Fields of ", assessed.page->page.url, out);
    add_fields_of(assessed, inventory, out);
  }
}

void add_frames(const std::vector<Assessed>& all, Blocks& out) {
  std::vector<Row> rows;
  for (const Assessed& assessed : all) {
    for (const std::string& frame : assessed.page->frames) {
      rows.push_back({assessed.page->page.url, frame});
    }
  }
  if (rows.empty()) return;
  heading(2, "Frames", "", out);
  text(
      "What runs in a frame was not looked at: it is the affair of whoever "
      "serves it, such as the payment provider. Scripts of the page around it "
      "can still replace the frame.",
      "", out);
  table({"Page", "Frame"}, std::move(rows), out);
}

void add_limits(Blocks& out) {
  heading(2, "What this check can't see", "", out);
  text("The pages were fetched and read, not run. So it says nothing about:",
       "", out);
  // Long items are literals in pieces.
  // NOLINTBEGIN(bugprone-suspicious-missing-comma)
  out.push_back(
      {Kind::kList,
       0,
       "",
       "",
       {"scripts added by scripts, such as those a tag manager or a vendor's "
        "loader brings along: list what a browser loads (its developer tools, "
        "or the reports of a Content-Security-Policy) and authorise it too",
        "what other visitors get: variants of a test, other countries, "
        "devices, times and addresses of the network, or a server that shows "
        "scanners another page",
        "pages behind a login or with a basket in it, unless the scan was "
        "given what it takes to get there",
        "service workers and what a browser has in its cache",
        "what runs within frames",
        "changes between two checks: 11.6.1 asks for one every seven days at "
        "least, or as often as a targeted risk analysis says"},
       {}});
  // NOLINTEND(bugprone-suspicious-missing-comma)
}

}  // namespace

std::vector<AssessorBlock> assessor_document(const AssessorReport& report) {
  std::vector<Assessed> all;
  all.reserve(report.pages.size());
  for (const AssessedPage& page : report.pages) {
    all.push_back({&page, judge_payment_page(report.inventory, page.page,
                                             report.fetched)});
  }
  Blocks out;
  heading(1, "Scripts and response fields of payment pages", "", out);
  text(fmt::format("{} {}, PCI DSS 4.0.1, requirements 6.4.3 and 11.6.1. The "
                   "inventory: ",
                   kToolName, tool_version()),
       std::string(report.inventory_file), out);
  add_result(all, out);
  add_scripts(all, report.fetched, out);
  add_fields(all, report.inventory, out);
  add_frames(all, out);
  add_limits(out);
  return out;
}

std::vector<std::string> frame_urls(const std::vector<Resource>& resources) {
  std::vector<std::string> urls;
  for (const Resource& resource : resources) {
    if (resource.kind != "iframe" && resource.kind != "frame") continue;
    if (!resource.address) continue;
    urls.push_back(resource.address->url.value_or(resource.address->written));
  }
  return urls;
}

}  // namespace pagescan
