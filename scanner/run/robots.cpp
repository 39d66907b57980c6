#include "scanner/run/robots.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

// For "*" in a pattern: normalised text has no NUL, it encodes them.
constexpr char kWildcard = '\0';

constexpr std::string_view kEveryAgent = "*";

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Reserved and unreserved (RFC 3986 sections 2.2 and 2.3).
bool stands_for_itself(char c) {
  constexpr std::string_view kMarks = "-._~:/?#[]@!$&'()*+,;=";
  return is_ascii_alpha(c) || is_ascii_digit(c) ||
         kMarks.find(c) != std::string_view::npos;
}

// Whether an encoded octet starts at `offset`, and which.
std::optional<char> encoded_octet(std::string_view text, size_t offset) {
  const std::string_view triple = text.substr(offset, 3);
  const bool is_encoded = triple.size() == 3 && triple[0] == '%' &&
                          is_ascii_hex_digit(triple[1]) &&
                          is_ascii_hex_digit(triple[2]);
  if (!is_encoded) return std::nullopt;
  return percent_decode(triple).front();
}

// Appends an octet in the one way it is written in normalised text. Section
// 2.2.2 has reserved octets encoded, wherever they come from, and unreserved
// ones decoded; that both are decoded here compares the same and keeps the
// number of octets.
void append_normalised(char octet, std::string& out) {
  if (stands_for_itself(octet)) {
    out += octet;
    return;
  }
  constexpr std::string_view kHexDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(octet);
  out += '%';
  out += kHexDigits[byte >> 4];
  out += kHexDigits[byte & 0xF];
}

// `wildcard` is what becomes of a "*" that is not encoded.
std::string normalise(std::string_view text, char wildcard) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*') {
      out += wildcard;
    } else if (const auto octet = encoded_octet(text, i)) {
      append_normalised(*octet, out);
      i += 2;
    } else {
      append_normalised(text[i], out);
    }
  }
  return out;
}

// The letters, "_" and "-" a name starts with (section 2.2.1), in lower case:
// "Bot/1.0" is about bot.
std::string token_of(std::string_view name) {
  size_t size = 0;
  while (size < name.size() && (is_ascii_alpha(name[size]) ||
                                name[size] == '_' || name[size] == '-')) {
    ++size;
  }
  return ascii_lowercase(name.substr(0, size));
}

std::string agent_of(std::string_view value) {
  const bool is_every = value.starts_with('*') &&
                        (value.size() == 1 || is_ascii_whitespace(value[1]));
  return is_every ? std::string(kEveryAgent) : token_of(value);
}

// Where `part` is found first, in linear time, which find() is not.
size_t find_part(std::string_view text, std::string_view part) {
  const void* found =
      ::memmem(text.data(), text.size(), part.data(), part.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace

// Gathers groups line by line.
class RobotsRules::Parser {
 public:
  explicit Parser(std::vector<Group>& groups) : groups_(groups) {}

  void add_line(std::string_view line) {
    line = line.substr(0, line.find('#'));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string_view key = strip_ascii_whitespace(line.substr(0, colon));
    const std::string_view value =
        strip_ascii_whitespace(line.substr(colon + 1));
    if (ascii_iequals(key, "user-agent")) {
      add_agent(value);
    } else if (ascii_iequals(key, "allow")) {
      add_rule(true, value);
    } else if (ascii_iequals(key, "disallow")) {
      add_rule(false, value);
    }
    // Other records end no group (section 2.2.4).
  }

 private:
  void add_agent(std::string_view value) {
    if (!in_agents_) groups_.emplace_back();
    in_agents_ = true;
    groups_.back().agents.push_back(agent_of(value));
  }

  void add_rule(bool allow, std::string_view value) {
    in_agents_ = false;
    // A path starts with "/": nothing else can match one.
    const bool can_match = value.starts_with('/') || value.starts_with('*');
    if (groups_.empty() || !can_match) return;
    const bool anchored = value.ends_with('$');
    if (anchored) value.remove_suffix(1);
    Rule rule{allow, anchored, 0, normalise(value, kWildcard)};
    rule.octets = rule.pattern.size() + (anchored ? 1 : 0);
    groups_.back().rules.push_back(std::move(rule));
  }

  std::vector<Group>& groups_;
  bool in_agents_ = false;  // the line before was a user-agent
};

RobotsRules RobotsRules::parse(std::string_view content) {
  const bool cut = content.size() > kMaxRobotsBytes;
  content = content.substr(0, kMaxRobotsBytes);
  // Of a path that was cut, what is left would say more than it does.
  if (cut) content = content.substr(0, content.find_last_of("\r\n") + 1);
  if (content.starts_with(kByteOrderMark)) {
    content.remove_prefix(kByteOrderMark.size());
  }
  RobotsRules robots;
  Parser parser(robots.groups_);
  while (!content.empty()) {
    const size_t end = content.find_first_of("\r\n");
    parser.add_line(content.substr(0, end));
    if (end == std::string_view::npos) break;
    content.remove_prefix(end + 1);
  }
  return robots;
}

// Each part between wildcards where it comes first leaves the most for those
// after it; the last of an anchored pattern stands at the end.
bool RobotsRules::matches(const Rule& rule, std::string_view path) {
  std::string_view pattern = rule.pattern;
  size_t end = std::min(pattern.find(kWildcard), pattern.size());
  if (!path.starts_with(pattern.substr(0, end))) return false;
  path.remove_prefix(end);
  while (end < pattern.size()) {
    pattern.remove_prefix(end + 1);
    end = std::min(pattern.find(kWildcard), pattern.size());
    const std::string_view part = pattern.substr(0, end);
    const bool is_last = end == pattern.size();
    if (is_last && rule.anchored) return path.ends_with(part);
    const size_t found = find_part(path, part);
    if (found == std::string_view::npos) return false;
    path.remove_prefix(found + part.size());
  }
  return !rule.anchored || path.empty();
}

bool RobotsRules::is_named(std::string_view agent) const {
  return std::any_of(groups_.begin(), groups_.end(), [&](const Group& group) {
    return std::find(group.agents.begin(), group.agents.end(), agent) !=
           group.agents.end();
  });
}

bool RobotsRules::allows(std::string_view product_token,
                         std::string_view path_and_query) const {
  if (path_and_query == "/robots.txt") return true;
  std::string agent = token_of(product_token);
  if (agent.empty() || !is_named(agent)) agent = kEveryAgent;
  const std::string path = path_and_query.empty()
                               ? std::string("/")
                               : normalise(path_and_query, '*');
  bool allowed = true;
  size_t most_octets = 0;
  for (const Group& group : groups_) {
    if (std::find(group.agents.begin(), group.agents.end(), agent) ==
        group.agents.end()) {
      continue;
    }
    for (const Rule& rule : group.rules) {
      const bool counts = rule.octets > most_octets ||
                          (rule.octets == most_octets && rule.allow);
      if (!counts || !matches(rule, path)) continue;
      allowed = rule.allow;
      most_octets = rule.octets;
    }
  }
  return allowed;
}

}  // namespace pagescan
