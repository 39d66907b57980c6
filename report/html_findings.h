// The findings of every page of an HTML report, gathered by rule and, across
// pages, by fingerprint. Bounded memory however many pages there are. One
// thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/finding.h"
#include "rules/rule_set.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// Findings of one rule that are told apart; more are only counted.
inline constexpr size_t kMaxHtmlGroupsOfRule = 200;
/// Rules, the user's own included; findings of more are only counted.
inline constexpr size_t kMaxHtmlRules = 1000;
/// Places listed of one finding; more are only counted.
inline constexpr size_t kMaxHtmlPlaces = 20;

/// Findings that count by level, and those that do not: suppressed ones and
/// those a baseline knows.
struct FindingTally {
  std::array<size_t, kLevelNames.size()> by_level{};
  size_t off = 0;

  void add(const Finding& finding);
  size_t all_that_count() const;
  size_t of(Level level) const { return by_level[static_cast<size_t>(level)]; }
};

/// What a place in a page is called, in the list of pages.
struct HtmlPageName {
  std::string url;
  size_t host = 0;  // index into the hosts of the report
};

class HtmlFindings {
 public:
  /// Notes the findings of page number `page`.
  void add(size_t page, size_t host, const std::vector<Finding>& findings);

  /// The rules that found something: ID to name, by ID.
  const std::map<std::string, std::string>& rules() const { return names_; }

  /// Appends the rules, the worst first, each with its help out of `rules` and
  /// with what it found. `pages` are named by number; one page alone isn't.
  void write(const RuleSet& rules, const std::vector<HtmlPageName>& pages,
             std::string& out) const;

 private:
  struct Place {
    size_t page = 0;
    std::string where;  // markup
  };
  struct Group {
    Finding finding;  // the first
    std::vector<Place> places;
    size_t count = 0;
    std::set<size_t> hosts;
    size_t pages = 0;
    std::optional<size_t> last_page;
  };
  struct RuleFindings {
    std::string id;
    std::vector<Group> groups;
    std::unordered_map<std::string, size_t> by_key;  // into groups
    FindingTally tally;
    size_t pages = 0;
    std::optional<size_t> last_page;
    size_t left_out = 0;
  };

  void add_to(RuleFindings& rule, size_t page, size_t host,
              const Finding& finding);
  static void write_group(const Group& group,
                          const std::vector<HtmlPageName>& pages,
                          std::string& out);
  static void write_groups(const RuleFindings& rule,
                           const std::vector<HtmlPageName>& pages,
                           std::string& out);
  std::vector<const RuleFindings*> worst_first() const;

  std::vector<RuleFindings> found_;
  std::unordered_map<std::string, size_t> by_rule_;  // into found_
  std::map<std::string, std::string> names_;
};

/// What a finding says and rests on, as markup, without where it is.
std::string html_finding(const Finding& finding);

/// The classes of a finding's list item: its level, and "off" where it does not
/// count.
std::string html_finding_class(const Finding& finding);

}  // namespace pagescan
