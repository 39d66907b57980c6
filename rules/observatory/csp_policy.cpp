#include "rules/observatory/csp_policy.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/url/percent_encode.h"

namespace pagescan::observatory {
namespace {

// The Observatory takes no policy shorter than "img-src", less one.
constexpr size_t kMinPolicyBytes = 6;

// Of report-uri and report-to in one policy; more are not looked at, as each is
// sorted in among the others.
constexpr size_t kMaxRepeats = 8;

struct Source {
  std::string text;
  size_t policy = 0;
  bool keep = false;
};

using Sources = std::vector<Source>;

// The Observatory sorts by the collation order of English, in which ASCII
// stands so (https://www.unicode.org/reports/tr10/).
constexpr std::string_view kCollationOrder =
    " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";

constexpr std::array<uint8_t, 256> make_ranks() {
  std::array<uint8_t, 256> ranks{};
  for (size_t i = 0; i < ranks.size(); ++i) ranks[i] = i < 0x80 ? 0 : 0xFF;
  for (size_t i = 0; i < kCollationOrder.size(); ++i) {
    ranks[static_cast<uint8_t>(kCollationOrder[i])] =
        static_cast<uint8_t>(i + 1);
  }
  return ranks;
}

bool collates_before(std::string_view a, std::string_view b) {
  static constexpr std::array<uint8_t, 256> kRanks = make_ranks();
  return std::ranges::lexicographical_compare(
      a, b, {}, [](char c) { return kRanks[static_cast<uint8_t>(c)]; },
      [](char c) { return kRanks[static_cast<uint8_t>(c)]; });
}

// As decodeURIComponent: nothing for a '%' without two digits, or what does
// not decode to UTF-8.
std::optional<std::string> decoded(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') continue;
    if (i + 2 >= text.size() || !is_ascii_hex_digit(text[i + 1]) ||
        !is_ascii_hex_digit(text[i + 2])) {
      return std::nullopt;
    }
  }
  std::string bytes = percent_decode(text);
  if (!is_valid_utf8(bytes)) return std::nullopt;
  return bytes;
}

// Whether the source `b` is within `a`; nothing where either is malformed.
std::optional<bool> part_matches(std::string_view a, std::string_view b) {
  std::vector<std::string_view> parts = split(a, '/');
  const std::vector<std::string_view> others = split(b, '/');
  const bool exact = !a.ends_with('/');
  if (parts.size() > others.size()) return false;
  if (exact && parts.size() != others.size()) return false;
  if (!exact) parts.pop_back();
  for (size_t i = 0; i < parts.size(); ++i) {
    const auto part = decoded(parts[i]);
    const auto other = decoded(others[i]);
    if (!part || !other) return std::nullopt;
    if (*part != *other) return false;
  }
  return true;
}

class Parser {
 public:
  explicit Parser(size_t count) : count_(count) {}

  // False where a policy is invalid.
  bool add(std::string_view policy);
  CspPolicy take() &&;

 private:
  bool add_directive(const std::string& name,
                     const std::vector<std::string_view>& words);
  Sources written(const std::string& name,
                  const std::vector<std::string_view>& words) const;
  static bool thin(Sources& sources);

  size_t count_;
  size_t policy_ = 0;
  std::map<std::string, Sources, std::less<>> directives_;
  bool has_duplicates_ = false;
};

bool Parser::add(std::string_view policy) {
  std::set<std::string, std::less<>> seen;
  size_t repeats = 0;
  for (const std::string_view entry : split(policy, ';')) {
    const auto words = split_on_ascii_whitespace(entry);
    if (words.empty()) continue;
    const std::string name = ascii_lowercase(words.front());
    if (!seen.insert(name).second) {
      if (name != "report-uri" && name != "report-to") return false;
      has_duplicates_ = true;
      if (++repeats > kMaxRepeats) continue;
    }
    if (!add_directive(name, words)) return false;
  }
  ++policy_;
  return true;
}

Sources Parser::written(const std::string& name,
                        const std::vector<std::string_view>& words) const {
  const bool keep = policy_ == 0;
  Sources sources;
  for (size_t i = 1; i < words.size(); ++i) {
    sources.push_back({ascii_lowercase(words[i]), policy_, keep});
  }
  if (words.size() == 1 && name.ends_with("-src")) {
    sources.push_back({"'none'", policy_, keep});
  }
  return sources;
}

// A longer source of the same policy adds nothing; one of another policy
// counts only where both have it.
bool Parser::thin(Sources& sources) {
  for (size_t i = 1; i < sources.size(); ++i) {
    const Source& previous = sources[i - 1];
    Source& source = sources[i];
    if (source.policy == previous.policy) {
      if (source.text.starts_with(previous.text)) source.keep = false;
      continue;
    }
    const auto matches = part_matches(previous.text, source.text);
    if (!matches) return false;
    if (*matches) source.keep = true;
  }
  std::erase_if(sources, [](const Source& source) { return !source.keep; });
  return true;
}

bool Parser::add_directive(const std::string& name,
                           const std::vector<std::string_view>& words) {
  Sources combined;
  if (policy_ > 0) combined = directives_[name];
  for (Source& source : written(name, words)) {
    combined.push_back(std::move(source));
  }
  std::ranges::stable_sort(combined, [](const Source& a, const Source& b) {
    return collates_before(a.text, b.text);
  });
  if (!thin(combined)) return false;
  // Of the first of several policies nothing stays unless another has it too.
  if (policy_ == 0 && count_ > 1) {
    for (Source& source : combined) source.keep = false;
  }
  directives_[name] = std::move(combined);
  return true;
}

CspPolicy Parser::take() && {
  CspPolicy policy;
  policy.has_duplicates = has_duplicates_;
  for (auto& [name, sources] : directives_) {
    SourceSet& set = policy.directives[name];
    for (Source& source : sources) set.insert(std::move(source.text));
    if (set.empty()) set.insert("'none'");
  }
  return policy;
}

}  // namespace

std::optional<CspPolicy> parse_policies(
    const std::vector<std::string_view>& policies) {
  std::vector<std::string> clean;
  for (const std::string_view policy : policies) {
    if (clean.size() == kMaxPolicies) break;
    // Line breaks are no white space to it.
    std::string text(policy.substr(0, kMaxPolicyBytes));
    std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
    clean.emplace_back(strip_ascii_whitespace(text));
    if (clean.back().size() < kMinPolicyBytes) return std::nullopt;
  }
  Parser parser(clean.size());
  for (const std::string& policy : clean) {
    if (!parser.add(policy)) return std::nullopt;
  }
  return std::move(parser).take();
}

}  // namespace pagescan::observatory
