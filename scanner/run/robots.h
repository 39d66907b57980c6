// The rules of a robots.txt (RFC 9309): which paths its host asks which
// crawlers to leave alone. Owns its bytes; immutable once parsed, so safe to
// read from several threads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pagescan {

/// What is read of a robots.txt, at least as much as section 2.5 asks for.
inline constexpr size_t kMaxRobotsBytes = size_t{500} << 10;

class RobotsRules {
 public:
  /// No rules: everything is allowed.
  RobotsRules() = default;

  /// Reads the first kMaxRobotsBytes of any bytes; what is no rule is passed
  /// over, as section 2.2 says. Linear time; takes some ten times the memory
  /// of `content` at most.
  static RobotsRules parse(std::string_view content);

  /// Whether the crawler that calls itself `product_token` may fetch
  /// `path_and_query` ("/a?b", as of a URL) of this host. The groups that name
  /// it count together, else those of "*"; of the rules that match, the longest
  /// decides, and allow at equal lengths (section 2.2.2). /robots.txt itself is
  /// always allowed. A character and its percent-encoding are the same, but for
  /// "*" and "$" of a rule. Takes time linear in the lengths of the rules plus,
  /// for each rule, that of the path.
  bool allows(std::string_view product_token,
              std::string_view path_and_query) const;

 private:
  struct Rule {
    bool allow = false;
    bool anchored = false;  // "$": it must match to the end
    size_t octets = 0;      // what makes it more specific than others
    std::string pattern;    // normalised, kWildcard for "*"
  };
  // The rules under one or more user-agent lines.
  struct Group {
    std::vector<std::string> agents;  // lower-case tokens, or "*"
    std::vector<Rule> rules;
  };
  class Parser;

  static bool matches(const Rule& rule, std::string_view path);
  bool is_named(std::string_view agent) const;

  std::vector<Group> groups_;
};

}  // namespace pagescan
