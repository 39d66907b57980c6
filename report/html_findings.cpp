#include "report/html_findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include "report/html_text.h"

namespace pagescan {
namespace {

constexpr size_t kMaxPlaceUrlBytes = 100;

// What a finding is told by across pages. Whether it counts is part of it: a
// configuration may suppress it on some pages only.
std::string key_of(const Finding& finding) {
  const std::string& told_by =
      finding.fingerprint.empty() ? finding.message : finding.fingerprint;
  return fmt::format("{}{}{}", counts(finding) ? '+' : '-',
                     static_cast<int>(finding.level), told_by);
}

Level worst_level(const FindingTally& tally) {
  for (const Level level : {Level::kError, Level::kWarning}) {
    if (tally.of(level) > 0) return level;
  }
  return Level::kNote;
}

void write_help(const RuleInfo& info, std::string& out) {
  out += "<dl class=\"help\">";
  const auto add = [&out](std::string_view name, const std::string& text) {
    if (text.empty()) return;
    fmt::format_to(std::back_inserter(out), "<div><dt>{}</dt><dd>{}</dd></div>",
                   name, html_text(text, std::string_view::npos));
  };
  add("Why it matters", info.why);
  add("What to do", info.fix);
  if (!info.references.empty()) {
    out += "<div><dt>See</dt><dd>";
    for (const std::string& reference : info.references) {
      fmt::format_to(std::back_inserter(out), "<span class=\"tag\">{}</span> ",
                     html_text(reference));
    }
    out += "</dd></div>";
  }
  out += "</dl>\n";
}

}  // namespace

void FindingTally::add(const Finding& finding) {
  if (counts(finding)) {
    ++by_level[static_cast<size_t>(finding.level)];
  } else {
    ++off;
  }
}

size_t FindingTally::all_that_count() const {
  return std::accumulate(by_level.begin(), by_level.end(), size_t{0});
}

std::string html_finding(const Finding& finding) {
  std::string out = fmt::format("<p class=\"message\">{}</p>",
                                html_isolated(finding.message));
  const std::string& evidence = finding.evidence.text;
  if (!evidence.empty() &&
      finding.message.find(evidence) == std::string::npos) {
    fmt::format_to(std::back_inserter(out),
                   "<code class=\"evidence\" dir=\"auto\">{}</code>",
                   html_text(evidence));
  }
  std::string tags;
  const auto tag = [&tags](std::string_view text) {
    tags += fmt::format(" <span class=\"tag\">{}</span>", html_text(text));
  };
  if (finding.confidence != RuleConfidence::kHigh) {
    tag(fmt::format("{} confidence", rule_confidence_name(finding.confidence)));
  }
  if (finding.baseline != BaselineState::kNone) {
    tag(baseline_state_name(finding.baseline));
  }
  if (finding.suppressed) tag("suppressed: " + *finding.suppressed);
  if (!tags.empty()) out += fmt::format("<p>{}</p>", tags.substr(1));
  return out;
}

std::string html_finding_class(const Finding& finding) {
  return fmt::format("{}{}", level_name(finding.level),
                     counts(finding) ? "" : " off");
}

void HtmlFindings::add(size_t page, size_t host,
                       const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    auto at = by_rule_.find(finding.rule);
    if (at == by_rule_.end()) {
      if (found_.size() >= kMaxHtmlRules) continue;
      at = by_rule_.emplace(finding.rule, found_.size()).first;
      found_.emplace_back().id = finding.rule;
      names_.emplace(finding.rule, finding.name);
    }
    add_to(found_[at->second], page, host, finding);
  }
}

void HtmlFindings::add_to(RuleFindings& rule, size_t page, size_t host,
                          const Finding& finding) {
  rule.tally.add(finding);
  if (rule.last_page != page) ++rule.pages;
  rule.last_page = page;
  const std::string key = key_of(finding);
  auto at = rule.by_key.find(key);
  if (at == rule.by_key.end()) {
    if (rule.groups.size() >= kMaxHtmlGroupsOfRule) {
      ++rule.left_out;
      return;
    }
    at = rule.by_key.emplace(key, rule.groups.size()).first;
    rule.groups.emplace_back().finding = finding;
  }
  Group& group = rule.groups[at->second];
  ++group.count;
  group.hosts.insert(host);
  if (group.last_page != page) ++group.pages;
  group.last_page = page;
  if (group.places.size() < kMaxHtmlPlaces) {
    group.places.push_back({page, html_place(finding.evidence)});
  }
}

void HtmlFindings::write_group(const Group& group,
                               const std::vector<HtmlPageName>& pages,
                               std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to,
                 "<li class=\"{}\" data-level=\"{}\" data-hosts=\"{}\">{}<ul "
                 "class=\"where quiet\">",
                 html_finding_class(group.finding),
                 level_name(group.finding.level), fmt::join(group.hosts, " "),
                 html_finding(group.finding));
  for (const Place& place : group.places) {
    if (pages.size() == 1) {
      fmt::format_to(to, "<li>{}</li>",
                     place.where.empty() ? "the page as a whole" : place.where);
      continue;
    }
    fmt::format_to(to, "<li><a href=\"#page-{}\">{}</a>{}{}</li>", place.page,
                   html_isolated(pages[place.page].url, kMaxPlaceUrlBytes),
                   place.where.empty() ? "" : " ", place.where);
  }
  if (group.count > group.places.size()) {
    fmt::format_to(to, "<li class=\"cut\">and {} more</li>",
                   html_count(group.count - group.places.size(), "place"));
  }
  out += "</ul></li>\n";
}

void HtmlFindings::write_groups(const RuleFindings& rule,
                                const std::vector<HtmlPageName>& pages,
                                std::string& out) {
  std::vector<const Group*> sorted;
  for (const Group& group : rule.groups) sorted.push_back(&group);
  std::ranges::stable_sort(sorted, [](const Group* a, const Group* b) {
    return std::make_tuple(!counts(a->finding), b->finding.level, b->pages) <
           std::make_tuple(!counts(b->finding), a->finding.level, a->pages);
  });
  out += "<ul class=\"found\">\n";
  for (const Group* group : sorted) write_group(*group, pages, out);
  out += "</ul>\n";
  if (rule.left_out > 0) {
    fmt::format_to(std::back_inserter(out),
                   "<p class=\"cut\">{} more not listed here: {} of a rule are "
                   "the most. The details of each page have its own.</p>\n",
                   rule.left_out, kMaxHtmlGroupsOfRule);
  }
}

std::vector<const HtmlFindings::RuleFindings*> HtmlFindings::worst_first()
    const {
  std::vector<const RuleFindings*> sorted;
  for (const RuleFindings& rule : found_) sorted.push_back(&rule);
  // Rules of whose findings none counts come last.
  const auto order = [](const RuleFindings* rule) {
    const size_t all = rule->tally.all_that_count();
    return std::make_tuple(all == 0,
                           -static_cast<int>(worst_level(rule->tally)),
                           -static_cast<int64_t>(all), std::cref(rule->id));
  };
  std::ranges::sort(sorted, [&](const RuleFindings* a, const RuleFindings* b) {
    return order(a) < order(b);
  });
  return sorted;
}

void HtmlFindings::write(const RuleSet& rules,
                         const std::vector<HtmlPageName>& pages,
                         std::string& out) const {
  out += "<div id=\"rules\">\n";
  size_t order = 0;
  for (const RuleFindings* found : worst_first()) {
    const Rule* rule = find_rule(rules, found->id);
    const std::string& name = names_.at(found->id);
    const size_t all = found->tally.all_that_count();
    const std::string off =
        found->tally.off == 0 ? ""
                              : fmt::format("{} not counted", found->tally.off);
    fmt::format_to(
        std::back_inserter(out),
        "<details class=\"card rule\" id=\"rule-{0}\" data-rule=\"{0}\" "
        "data-order=\"{1}\" data-findings=\"{2}\" data-pages=\"{3}\"{4}>"
        "<summary>{5}<h3>{6} <span class=\"quiet\">{0} {7}</span></h3>"
        "<span class=\"tally\">{8}{9}{10}{11} </span></summary>\n"
        "<div class=\"body\">\n",
        html_text(found->id), order++, all, found->pages,
        pages.size() == 1 ? " open" : "", html_level(worst_level(found->tally)),
        html_text(rule == nullptr ? name : rule->info.summary), html_text(name),
        all == 0 ? "" : html_count(all, "finding"),
        all == 0 || off.empty() ? "" : ", ", off,
        pages.size() == 1 ? "" : " on " + html_count(found->pages, "page"));
    if (rule != nullptr) write_help(rule->info, out);
    write_groups(*found, pages, out);
    out += "</div></details>\n";
  }
  out += "</div>\n";
}

}  // namespace pagescan
