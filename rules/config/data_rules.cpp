#include "rules/config/data_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rules/config/config_keys.h"
#include "scanner/base/strings.h"
#include "scanner/fetch/fields.h"
#include "scanner/url/url.h"

// By simple_rules_bytes.S.
extern "C" {
// NOLINTBEGIN(readability-identifier-naming)
extern const char pagescan_simple_rules_begin[];
extern const char pagescan_simple_rules_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace pagescan {
namespace {

constexpr size_t kMaxNameBytes = 64;
constexpr int kMinStatus = 100;
constexpr int kMaxStatus = 599;

// What is read before the kind of facts is known, which the rest needs.
struct RawRule {
  DataRule rule;
  std::optional<ConfigValue> match;
  std::optional<ConfigValue> where;
  std::optional<ConfigValue> when;
  std::optional<ConfigValue> message;
  std::optional<ConfigValue> key;
};

// Letters, digits and '-', a letter first: what --fields, SARIF and file names
// can all hold.
Result<void> read_word(const ConfigValue& value, std::string& out) {
  if (auto read = read_value(value, out); !read) return read;
  const bool is_word =
      out.size() <= kMaxNameBytes && !out.empty() && is_ascii_alpha(out[0]) &&
      std::ranges::all_of(out, [](char c) {
        return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-';
      });
  if (is_word) return {};
  return value.error(fmt::format(
      "letters, digits and \"-\" are expected, a letter first, at most {}",
      kMaxNameBytes));
}

template <auto kMember>
Result<void> info_text(const ConfigValue& value, RawRule& raw) {
  return read_value(value, raw.rule.info.*kMember);
}

template <auto kMember>
Result<void> info_word(const ConfigValue& value, RawRule& raw) {
  return read_word(value, raw.rule.info.*kMember);
}

template <auto kMember>
Result<void> later(const ConfigValue& value, RawRule& raw) {
  raw.*kMember = value;
  return {};
}

Result<void> read_level(const ConfigValue& value, RawRule& raw) {
  const Result<size_t> level = read_name(value, kLevelNames);
  if (!level) return tl::unexpected(level.error());
  raw.rule.info.level = static_cast<Level>(*level);
  return {};
}

Result<void> read_confidence(const ConfigValue& value, RawRule& raw) {
  const Result<size_t> confidence = read_name(value, kRuleConfidenceNames);
  if (!confidence) return tl::unexpected(confidence.error());
  raw.rule.info.confidence = static_cast<RuleConfidence>(*confidence);
  return {};
}

Result<void> read_example_url(const ConfigValue& value, RuleExample& example) {
  if (auto read = read_value(value, example.url); !read) return read;
  if (example.url.empty() || Url::parse(example.url)) return {};
  return value.error("no absolute URL");
}

Result<void> read_example_status(const ConfigValue& value,
                                 RuleExample& example) {
  if (auto read = read_value(value, example.status); !read) return read;
  if (example.status >= kMinStatus && example.status <= kMaxStatus) return {};
  return value.error("no status code (100 to 599)");
}

Result<void> read_example_fields(const ConfigValue& value,
                                 RuleExample& example) {
  if (auto read = read_value(value, example.fields); !read) return read;
  for (const std::string& field : example.fields) {
    if (!field_from_text(field)) {
      return value.error(fmt::format("\"{}\" is not \"Name: value\"", field));
    }
  }
  return {};
}

constexpr ConfigKey<RuleExample> kExampleKeys[] = {
    {"about", member<&RuleExample::about>}, {"url", read_example_url},
    {"status", read_example_status},        {"fields", read_example_fields},
    {"html", member<&RuleExample::html>},
};

// HTML alone, or what else there is.
Result<void> read_example(const ConfigValue& value, RuleExample& example) {
  example.position = value.position();
  if (value.is_scalar()) return read_value(value, example.html);
  return read_mapping<RuleExample>(value, kExampleKeys, example);
}

constexpr ConfigKey<DataRule> kExamplesKeys[] = {
    {"bad",
     [](const ConfigValue& value, DataRule& rule) {
       return read_items(value, rule.bad, read_example);
     }},
    {"good",
     [](const ConfigValue& value, DataRule& rule) {
       return read_items(value, rule.good, read_example);
     }},
};

constexpr ConfigKey<RawRule> kRuleKeys[] = {
    {"id", info_word<&RuleInfo::id>},
    {"name", info_word<&RuleInfo::name>},
    {"level", read_level},
    {"confidence", read_confidence},
    {"enabled",
     [](const ConfigValue& value, RawRule& raw) {
       return read_value(value, raw.rule.info.enabled);
     }},
    {"summary", info_text<&RuleInfo::summary>},
    {"why", info_text<&RuleInfo::why>},
    {"fix", info_text<&RuleInfo::fix>},
    {"references",
     [](const ConfigValue& value, RawRule& raw) {
       return read_value(value, raw.rule.info.references);
     }},
    {"match", later<&RawRule::match>},
    {"where", later<&RawRule::where>},
    {"when", later<&RawRule::when>},
    {"message", later<&RawRule::message>},
    {"key", later<&RawRule::key>},
    {"examples",
     [](const ConfigValue& value, RawRule& raw) {
       return read_mapping<DataRule>(value, kExamplesKeys, raw.rule);
     }},
};

constexpr std::string_view kRequiredKeys[] = {
    "id", "name", "level", "summary", "why", "fix", "match", "message"};

Result<void> read_kind(const ConfigValue& value, DataRule& rule) {
  const std::vector<const FactKind*> kinds = fact_kinds();
  std::vector<std::string_view> names;
  names.reserve(kinds.size());
  for (const FactKind* kind : kinds) names.push_back(kind->name);
  const Result<size_t> index = read_name(value, names);
  if (!index) return tl::unexpected(index.error());
  rule.kind = kinds[*index];
  return {};
}

Result<void> read_condition(const std::optional<ConfigValue>& value,
                            const FactKind& kind, Condition& out) {
  if (!value) return {};
  Result<Condition> condition = Condition::read(*value, kind);
  if (!condition) return tl::unexpected(std::move(condition).error());
  out = *std::move(condition);
  return {};
}

Result<void> read_rule(const ConfigValue& value, DataRule& out) {
  RawRule raw;
  if (auto read = read_mapping<RawRule>(value, kRuleKeys, raw); !read) {
    return read;
  }
  if (auto found = require_keys(value, kRequiredKeys); !found) return found;
  DataRule& rule = raw.rule;
  rule.position = value.position();
  if (auto read = read_kind(*raw.match, rule); !read) return read;
  if (auto read = read_condition(raw.where, *rule.kind, rule.where); !read) {
    return read;
  }
  if (auto read = read_condition(raw.when, page_fact_kind(), rule.when);
      !read) {
    return read;
  }
  Result<MessageTemplate> message =
      MessageTemplate::read(*raw.message, *rule.kind);
  if (!message) return tl::unexpected(std::move(message).error());
  rule.message = *std::move(message);
  if (raw.key) {
    Result<MessageTemplate> key = MessageTemplate::read(*raw.key, *rule.kind);
    if (!key) return tl::unexpected(std::move(key).error());
    rule.key = *std::move(key);
  }
  out = std::move(rule);
  return {};
}

struct RulesFile {
  std::vector<DataRule> rules;
};

constexpr ConfigKey<RulesFile> kFileKeys[] = {
    {"rules",
     [](const ConfigValue& value, RulesFile& file) -> Result<void> {
       if (value.is_sequence() && value.children().size() > kMaxRulesOfFile) {
         return value.error(
             fmt::format("more than {} rules in one file", kMaxRulesOfFile));
       }
       return read_items(value, file.rules, read_rule);
     }},
};

void check_data_rule(const DataRule& rule, const RuleInput& input,
                     Observations& found) {
  std::string unused;
  if (!rule.when.holds({&input, PageFact{}}, unused)) return;
  rule.kind->each(input, [&](const Fact& fact) {
    std::string match;
    if (found.size() >= kMaxMatchesOfRule || !rule.where.holds(fact, match)) {
      return;
    }
    Observation observation;
    observation.message = rule.message.message(fact, match);
    observation.evidence = rule.kind->evidence(fact);
    observation.key =
        rule.key ? rule.key->key(fact, match) : rule.kind->key(fact);
    found.push_back(std::move(observation));
  });
}

}  // namespace

Result<std::vector<DataRule>> read_rules(const ConfigTree& tree) {
  RulesFile file;
  const ConfigValue root(tree);
  if (auto read = read_mapping<RulesFile>(root, kFileKeys, file); !read) {
    return tl::unexpected(std::move(read).error());
  }
  if (file.rules.empty()) {
    return root.error(
        "there are no rules (a list under the key \"rules\" is "
        "expected)");
  }
  return std::move(file.rules);
}

Rule make_rule(DataRule rule) {
  Rule made;
  made.info = rule.info;
  made.subject = rule.kind->subject;
  rule.bad.clear();
  rule.good.clear();
  const auto shared = std::make_shared<const DataRule>(std::move(rule));
  made.check = [shared](const RuleInput& input, Observations& found) {
    check_data_rule(*shared, input, found);
  };
  return made;
}

std::string_view simple_rules_text() {
  const char* const begin = pagescan_simple_rules_begin;
  return {begin, static_cast<size_t>(pagescan_simple_rules_end - begin)};
}

}  // namespace pagescan
