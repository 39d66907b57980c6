#include "report/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "report/cut_text.h"
#include "report/escape_markdown.h"
#include "report/finding_place.h"
#include "rules/page_reading.h"
#include "rules/rule_set.h"
#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// A comment at GitHub holds 65,536 characters.
constexpr size_t kMaxBytes = size_t{60} << 10;
// Of kMaxBytes, for the table of findings; the rest is for what follows it.
constexpr size_t kMaxTableBytes = size_t{42} << 10;
constexpr size_t kMaxAdviceBytes = size_t{52} << 10;
// Rows held for each level while results come.
constexpr size_t kMaxGroupsOfLevel = 2'000;
constexpr size_t kMaxPagesShown = 3;
constexpr size_t kMaxFailedShown = 20;
constexpr size_t kMaxMessageBytes = 400;
constexpr size_t kMaxUrlBytes = 160;

constexpr std::array<std::string_view, 3> kLevelWords = {"note", "**warning**",
                                                         "**error**"};

// A rule's words, which may come from a file of rules, as plain text: every
// ASCII punctuation character may be escaped
// (https://spec.commonmark.org/0.31.2/#backslash-escapes).
std::string prose(std::string_view bytes) {
  std::string out;
  for (const char c :
       strip_and_collapse_ascii_whitespace(replace_invalid_utf8(bytes))) {
    const bool is_punctuation =
        c > ' ' && c < '\x7F' && !is_ascii_alpha(c) && !is_ascii_digit(c);
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') continue;
    if (is_punctuation && c != '.' && c != ',') out += '\\';
    out += c;
  }
  return out;
}

// The same finding, on however many pages.
struct Group {
  std::string rule;
  std::string name;
  std::string message;
  std::vector<std::string> pages;  // the first kMaxPagesShown
  size_t page_count = 0;
  std::string last_page;  // so that two on one page count once
};

class MarkdownReport : public ReportStream {
 public:
  explicit MarkdownReport(const ReportOptions& options)
      : rules_(options.rules ? *options.rules : built_in_rules()) {}

  void add(const ScanResult& result, std::string& out) override;
  void end(std::string& out) override;

 private:
  void add_finding(const Finding& finding, const std::string& url);
  void write_title(std::string& out) const;
  std::set<std::string> write_table(std::string& out) const;
  void write_advice(const std::set<std::string>& rules, std::string& out) const;
  void write_failed(std::string& out) const;

  RuleSet rules_;
  // By level, then by fingerprint in order of appearance.
  std::array<std::map<std::string, size_t>, kLevelNames.size()> index_;
  std::array<std::vector<Group>, kLevelNames.size()> groups_;
  std::array<size_t, kLevelNames.size()> counts_{};
  std::array<size_t, kLevelNames.size()> not_held_{};
  std::vector<std::string> failed_;  // lines
  size_t failed_count_ = 0;
  size_t pages_ = 0;
  size_t left_out_ = 0;
};

void MarkdownReport::add(const ScanResult& result, std::string& /*out*/) {
  ++pages_;
  const std::string& url = report_url(result);
  if (!result.errors.empty() && failed_count_++ < kMaxFailedShown) {
    const ScanError& error = result.errors.front();
    std::string line = "- ";
    append_markdown_code(cut_text(url, kMaxUrlBytes), line);
    line += ": ";
    append_markdown_code(cut_text(error.error.message, kMaxMessageBytes), line);
    failed_.push_back(line + '\n');
  }
  for (const Finding& finding : result.findings) {
    if (counts(finding)) {
      add_finding(finding, url);
    } else {
      ++left_out_;
    }
  }
}

void MarkdownReport::add_finding(const Finding& finding,
                                 const std::string& url) {
  const auto level = static_cast<size_t>(finding.level);
  ++counts_[level];
  std::vector<Group>& groups = groups_[level];
  const std::string key = finding.rule + '\n' + finding.fingerprint;
  auto known = index_[level].find(key);
  if (known == index_[level].end()) {
    if (groups.size() == kMaxGroupsOfLevel) {
      ++not_held_[level];
      return;
    }
    groups.push_back({finding.rule,
                      finding.name,
                      cut_text(finding.message, kMaxMessageBytes),
                      {},
                      0,
                      {}});
    known = index_[level].emplace(key, groups.size() - 1).first;
  }
  Group& group = groups[known->second];
  if (group.page_count > 0 && group.last_page == url) return;
  group.last_page = url;
  if (group.page_count++ < kMaxPagesShown) {
    group.pages.push_back(cut_text(url, kMaxUrlBytes));
  }
}

void MarkdownReport::write_title(std::string& out) const {
  // By the comment a bot finds its own comment to write it anew.
  fmt::format_to(std::back_inserter(out),
                 "<!-- pagescan -->\n### pagescan: {}, {}, {} on {}\n\n",
                 counted(counts_[2], "error"), counted(counts_[1], "warning"),
                 counted(counts_[0], "note"), counted(pages_, "page"));
  if (failed_count_ > 0) {
    fmt::format_to(std::back_inserter(out), "{} could not be scanned.\n\n",
                   counted(failed_count_, "page"));
  }
  if (left_out_ > 0) {
    fmt::format_to(std::back_inserter(out),
                   "Not shown: {}, suppressed or known before.\n\n",
                   counted(left_out_, "finding"));
  }
}

std::string row_of(const Group& group, size_t level) {
  std::string pages;
  for (const std::string& page : group.pages) {
    if (!pages.empty()) pages += "<br>";
    pages += markdown_cell(page, kMaxUrlBytes + 4);
  }
  if (group.page_count > group.pages.size()) {
    pages +=
        fmt::format("<br>and {} more", group.page_count - group.pages.size());
  }
  return fmt::format("| {} | {} | {} | {} |\n", kLevelWords[level],
                     markdown_cell(group.rule + ' ' + group.name, kMaxUrlBytes),
                     markdown_cell(group.message, kMaxMessageBytes + 4), pages);
}

// The worst first, and of a level what most pages have. Gives the rules shown.
std::set<std::string> MarkdownReport::write_table(std::string& out) const {
  std::set<std::string> shown;
  size_t dropped = 0;
  bool is_full = false;
  for (size_t level = groups_.size(); level-- > 0;) {
    std::vector<const Group*> sorted;
    for (const Group& group : groups_[level]) sorted.push_back(&group);
    std::ranges::stable_sort(sorted, std::greater(),
                             [](const Group* g) { return g->page_count; });
    for (const Group* group : sorted) {
      const std::string row = row_of(*group, level);
      is_full = is_full || out.size() + row.size() > kMaxTableBytes;
      if (is_full) {
        ++dropped;
        continue;
      }
      if (shown.empty()) {
        out += "| Level | Rule | Finding | Pages |\n|---|---|---|---|\n";
      }
      shown.insert(group->rule);
      out += row;
    }
    dropped += not_held_[level];
  }
  if (!shown.empty()) out += '\n';
  if (dropped > 0) {
    fmt::format_to(std::back_inserter(out),
                   "Cut: {} more not shown, as a comment holds no more.\n\n",
                   counted(dropped, "finding"));
  }
  return shown;
}

void MarkdownReport::write_advice(const std::set<std::string>& rules,
                                  std::string& out) const {
  std::string advice;
  for (const Rule& rule : rules_) {
    if (!rules.contains(rule.info.id)) continue;
    const std::string line = fmt::format(
        "- **{} {}**: {} {}\n", prose(rule.info.id), prose(rule.info.name),
        prose(rule.info.why), prose(rule.info.fix));
    if (out.size() + advice.size() + line.size() > kMaxAdviceBytes) break;
    advice += line;
  }
  if (advice.empty()) return;
  out += "#### What to do\n\n" + advice + '\n';
}

void MarkdownReport::write_failed(std::string& out) const {
  if (failed_.empty()) return;
  constexpr size_t kMoreBytes = 40;
  out += "#### Not scanned\n\n";
  size_t shown = 0;
  for (const std::string& line : failed_) {
    if (out.size() + line.size() + kMoreBytes > kMaxBytes) break;
    out += line;
    ++shown;
  }
  if (shown < failed_count_) {
    fmt::format_to(std::back_inserter(out), "- and {} more\n",
                   failed_count_ - shown);
  }
}

void MarkdownReport::end(std::string& out) {
  std::string report;
  write_title(report);
  const std::set<std::string> rules = write_table(report);
  write_advice(rules, report);
  write_failed(report);
  out += report;
}

}  // namespace

std::unique_ptr<ReportStream> open_markdown_report(
    const ReportOptions& options) {
  return std::make_unique<MarkdownReport>(options);
}

}  // namespace pagescan
