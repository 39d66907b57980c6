#include "rules/config/condition.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "rules/config/config_keys.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

constexpr std::array<std::string_view, 8> kComparisonNames = {
    "equals",    "one_of",  "contains", "starts_with",
    "ends_with", "matches", "at_least", "at_most"};
constexpr std::string_view kPresent = "present";
constexpr std::string_view kIgnoreCase = "ignore_case";

constexpr std::string_view kAll = "all";
constexpr std::string_view kAny = "any";
constexpr std::string_view kNot = "not";

Result<void> read_pattern(const ConfigValue& value, bool ignore_case,
                          Comparison& comparison) {
  if (value.text().size() > kMaxPatternBytes) {
    return value.error(
        fmt::format("a pattern has at most {} bytes", kMaxPatternBytes));
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxPatternMemory);
  options.set_case_sensitive(!ignore_case);
  auto pattern = std::make_shared<const re2::RE2>(value.text(), options);
  if (!pattern->ok()) {
    return value.error(fmt::format("no pattern of RE2: {}", pattern->error()));
  }
  comparison.pattern = std::move(pattern);
  return {};
}

Result<void> read_number(const ConfigValue& value, Comparison& comparison) {
  const std::string& text = value.text();
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, comparison.number);
  if (value.is_scalar() && read.ec == std::errc() && read.ptr == end) return {};
  return value.error("a whole number is expected");
}

Result<void> read_comparison(const ConfigValue& value, ComparisonKind kind,
                             PropertyTest& test) {
  Comparison comparison;
  comparison.kind = kind;
  Result<void> read;
  switch (kind) {
    case ComparisonKind::kOneOf:
      read = read_value(value, comparison.list);
      break;
    case ComparisonKind::kAtLeast:
    case ComparisonKind::kAtMost:
      read = read_number(value, comparison);
      break;
    case ComparisonKind::kMatches:
      read = read_value(value, comparison.text);
      if (read) read = read_pattern(value, test.ignore_case, comparison);
      break;
    default:
      read = read_value(value, comparison.text);
  }
  if (!read) return read;
  test.comparisons.push_back(std::move(comparison));
  return {};
}

// `name: text` or `name: {equals: text, ...}`.
Result<void> read_test(const ConfigValue& value, PropertyTest& test) {
  if (value.is_scalar()) {
    return read_comparison(value, ComparisonKind::kEquals, test);
  }
  if (auto is_mapping = expect_mapping(value); !is_mapping) return is_mapping;
  // Patterns are compiled with it.
  if (const auto ignore_case = value.member(kIgnoreCase)) {
    auto read = read_value(*ignore_case, test.ignore_case);
    if (!read) return read;
  }
  for (const ConfigValue& member : value.children()) {
    if (member.key() == kIgnoreCase) continue;
    const auto name = std::ranges::find(kComparisonNames, member.key());
    Result<void> read;
    if (member.key() == kPresent) {
      read = read_value(member, test.present);
    } else if (name != kComparisonNames.end()) {
      read = read_comparison(
          member, static_cast<ComparisonKind>(name - kComparisonNames.begin()),
          test);
    } else {
      return unknown_key(member, comparison_names());
    }
    if (!read) return read;
  }
  if (test.present || !test.comparisons.empty()) return {};
  return value.error("nothing is asked of it (write present: true, say)");
}

bool same(std::string_view a, std::string_view b, bool ignore_case) {
  return ignore_case ? ascii_iequals(a, b) : a == b;
}

bool compares(const Comparison& comparison, std::string_view text,
              bool ignore_case, std::string& matched) {
  const std::string& wanted = comparison.text;
  switch (comparison.kind) {
    case ComparisonKind::kEquals:
      return same(text, wanted, ignore_case);
    case ComparisonKind::kOneOf:
      return std::ranges::any_of(comparison.list, [&](const auto& one) {
        return same(text, one, ignore_case);
      });
    case ComparisonKind::kContains:
      if (!ignore_case) return text.find(wanted) != std::string_view::npos;
      return ascii_lowercase(text).find(ascii_lowercase(wanted)) !=
             std::string::npos;
    case ComparisonKind::kStartsWith:
      return same(text.substr(0, wanted.size()), wanted, ignore_case);
    case ComparisonKind::kEndsWith:
      return text.size() >= wanted.size() &&
             same(text.substr(text.size() - wanted.size()), wanted,
                  ignore_case);
    case ComparisonKind::kMatches: {
      re2::StringPiece found;
      if (!comparison.pattern->Match({text.data(), text.size()}, 0, text.size(),
                                     re2::RE2::UNANCHORED, &found, 1)) {
        return false;
      }
      if (matched.empty()) matched.assign(found.data(), found.size());
      return true;
    }
    case ComparisonKind::kAtLeast:
    case ComparisonKind::kAtMost:
      break;
  }
  int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return false;
  return comparison.kind == ComparisonKind::kAtLeast
             ? number >= comparison.number
             : number <= comparison.number;
}

bool passes(const PropertyTest& test, const Fact& fact, std::string& matched) {
  std::string scratch;
  const PropertyValue value = test.property.of(fact, scratch);
  if (test.present && *test.present != value.has_value()) return false;
  return std::ranges::all_of(test.comparisons, [&](const auto& comparison) {
    return value && compares(comparison, *value, test.ignore_case, matched);
  });
}

}  // namespace

std::vector<std::string_view> comparison_names() {
  std::vector<std::string_view> names(kComparisonNames.begin(),
                                      kComparisonNames.end());
  names.push_back(kPresent);
  names.push_back(kIgnoreCase);
  return names;
}

Result<Condition> Condition::read(const ConfigValue& value,
                                  const FactKind& kind) {
  return read_part(value, kind, 0);
}

Result<Condition> Condition::read_list(const ConfigValue& value, Join join,
                                       const FactKind& kind, size_t depth) {
  if (auto is_list = expect_sequence(value); !is_list) {
    return tl::unexpected(is_list.error());
  }
  Condition condition;
  condition.join_ = join;
  for (const ConfigValue& item : value.children()) {
    Result<Condition> part = read_part(item, kind, depth);
    if (!part) return part;
    condition.parts_.push_back(*std::move(part));
  }
  if (condition.parts_.empty()) return value.error("the list is empty");
  return condition;
}

Result<Condition> Condition::read_part(const ConfigValue& value,
                                       const FactKind& kind, size_t depth) {
  if (depth > kMaxConditionDepth) {
    return value.error(fmt::format("more than {} conditions in one another",
                                   kMaxConditionDepth));
  }
  if (auto is_mapping = expect_mapping(value); !is_mapping) {
    return tl::unexpected(is_mapping.error());
  }
  Condition condition;
  for (const ConfigValue& member : value.children()) {
    const std::string& key = member.key();
    if (key == kAll || key == kAny || key == kNot) {
      Result<Condition> part =
          key == kNot ? read_part(member, kind, depth + 1)
                      : read_list(member, key == kAll ? Join::kAll : Join::kAny,
                                  kind, depth + 1);
      if (!part) return part;
      if (key == kNot) {
        Condition negated;
        negated.join_ = Join::kNot;
        negated.parts_.push_back(*std::move(part));
        condition.parts_.push_back(std::move(negated));
      } else {
        condition.parts_.push_back(*std::move(part));
      }
      continue;
    }
    const std::optional<PropertyRef> property = PropertyRef::find(kind, key);
    if (!property) {
      return member.key_error(fmt::format("\"{}\" has no property \"{}\"{}",
                                          kind.name, key,
                                          hint_at(key, property_names(kind))));
    }
    PropertyTest test{*property, {}, false, {}};
    if (auto read = read_test(member, test); !read) {
      return tl::unexpected(read.error());
    }
    condition.tests_.push_back(std::move(test));
  }
  return condition;
}

// As deep as the file was read: kMaxConditionDepth.
bool Condition::holds(const Fact& fact, std::string& matched) const {
  const auto part_holds = [&](const Condition& part) {
    return part.holds(fact, matched);
  };
  switch (join_) {
    case Join::kAll:
      break;
    case Join::kAny:
      return std::ranges::any_of(parts_, part_holds);
    case Join::kNot: {
      std::string unused;
      return !parts_.front().holds(fact, unused);
    }
  }
  return std::ranges::all_of(tests_,
                             [&](const PropertyTest& test) {
                               return passes(test, fact, matched);
                             }) &&
         std::ranges::all_of(parts_, part_holds);
}

}  // namespace pagescan
