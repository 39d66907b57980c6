#include "rules/config/configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

#include "rules/config/config_keys.h"
#include "rules/config/data_rules.h"
#include "rules/config/suppression.h"
#include "scanner/base/strings.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

constexpr std::string_view kOff = "off";
constexpr size_t kFingerprintDigits = 32;

// --- parameters ---

// Domains as hosts are compared: in ASCII, lower case.
template <auto kMember>
Result<void> domains(const ConfigValue& value, RuleParameters& parameters) {
  std::vector<std::string> written;
  if (auto read = read_value(value, written); !read) return read;
  for (const std::string& domain : written) {
    const Result<Url> url = Url::parse("http://" + domain + "/");
    if (!url || url->href() != fmt::format("http://{}/", url->host())) {
      return value.error(
          fmt::format("\"{}\" is no domain (write example.com)", domain));
    }
    (parameters.*kMember).emplace_back(url->host());
  }
  return {};
}

// Names of URL parameters, compared in lower case; added to those known.
template <auto kMember>
Result<void> parameter_names(const ConfigValue& value,
                             RuleParameters& parameters) {
  std::vector<std::string> written;
  if (auto read = read_value(value, written); !read) return read;
  for (const std::string& name : written) {
    (parameters.*kMember).push_back(ascii_lowercase(name));
  }
  return {};
}

// Lists are added to the defaults; other members take their place:
// `member<&RuleParameters::name>`.
constexpr ConfigKey<RuleParameters> kParameterKeys[] = {
    {"trusted_domains", domains<&RuleParameters::trusted_domains>},
    {"affiliated_domains", domains<&RuleParameters::affiliated_domains>},
    {"hsts_preloaded_domains",
     domains<&RuleParameters::hsts_preloaded_domains>},
    {"min_hsts_seconds", member<&RuleParameters::min_hsts_seconds>},
    {"certificate_days", member<&RuleParameters::certificate_days>},
    {"most_redirects", member<&RuleParameters::most_redirects>},
    {"rotating_hosts", domains<&RuleParameters::rotating_hosts>},
    {"embed_hosts", domains<&RuleParameters::embed_hosts>},
    {"hidden_frame_hosts", domains<&RuleParameters::hidden_frame_hosts>},
    {"allow_ip_hosts", member<&RuleParameters::allow_ip_hosts>},
    {"session_names", parameter_names<&RuleParameters::session_names>},
    {"secret_names", parameter_names<&RuleParameters::secret_names>},
};

// --- rules and their levels ---

tl::unexpected<Error> no_such_rule(const ConfigValue& value, bool at_key,
                                   std::string_view name,
                                   const RuleSet& rules) {
  std::vector<std::string_view> names;
  for (const Rule& rule : rules) {
    names.push_back(rule.info.id);
    names.push_back(rule.info.name);
  }
  const std::string_view near = nearest_word(name, names);
  const std::string what = fmt::format(
      "there is no rule \"{}\"{}; see pagescan rules list", name,
      near.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", near));
  return at_key ? value.key_error(what) : value.error(what);
}

Rule* rule_called(RuleSet& rules, std::string_view name) {
  const Rule* const found = find_rule(rules, name);
  if (found == nullptr) return nullptr;
  return &rules[static_cast<size_t>(found - rules.data())];
}

Result<void> read_levels(const ConfigValue& value, RuleSet& rules) {
  if (value.is_null()) return {};
  if (auto is_mapping = expect_mapping(value); !is_mapping) return is_mapping;
  constexpr std::array<std::string_view, 4> kChoices = {
      kLevelNames[0], kLevelNames[1], kLevelNames[2], kOff};
  for (const ConfigValue& member : value.children()) {
    Rule* const rule = rule_called(rules, member.key());
    if (rule == nullptr) {
      return no_such_rule(member, /*at_key=*/true, member.key(), rules);
    }
    const Result<size_t> choice = read_name(member, kChoices);
    if (!choice) return tl::unexpected(choice.error());
    rule->info.enabled = kChoices[*choice] != kOff;
    if (rule->info.enabled)
      rule->configured_level = static_cast<Level>(*choice);
  }
  return {};
}

Result<void> add_rule(const ConfigValue& entry, const std::string& file,
                      DataRule&& rule, RuleSet& rules) {
  for (const std::string& name : {rule.info.id, rule.info.name}) {
    if (find_rule(rules, name) == nullptr) continue;
    return entry.error(fmt::format(
        "{}:{}:{}: there is a rule \"{}\" already: choose another id and name",
        file, rule.position.line, rule.position.column, name));
  }
  rules.push_back(make_rule(std::move(rule)));
  return {};
}

Result<void> read_rule_file(const ConfigValue& entry,
                            const ReadConfigFile& read_file, RuleSet& rules) {
  std::string path;
  if (auto read = read_value(entry, path); !read) return read;
  const Result<ConfigTree> tree = read_file(path);
  if (!tree) return entry.error(tree.error().message);
  Result<std::vector<DataRule>> read = pagescan::read_rules(*tree);
  if (!read) return tl::unexpected(std::move(read).error());
  for (DataRule& rule : *read) {
    auto added = add_rule(entry, tree->name(), std::move(rule), rules);
    if (!added) return added;
  }
  return {};
}

Result<void> read_rule_files(const ConfigValue& value,
                             const ReadConfigFile& read_file, RuleSet& rules) {
  if (value.is_null()) return {};
  if (auto is_list = expect_sequence(value); !is_list) return is_list;
  const std::vector<ConfigValue> entries = value.children();
  if (entries.size() > kMaxRuleFiles) {
    return value.error(fmt::format("more than {} files", kMaxRuleFiles));
  }
  for (const ConfigValue& entry : entries) {
    auto read = read_rule_file(entry, read_file, rules);
    if (!read) return read;
  }
  std::ranges::sort(rules, {}, [](const Rule& rule) { return rule.info.id; });
  return {};
}

// --- suppressions ---

struct RawSuppression {
  std::string rule;
  std::string url;
  std::string fingerprint;
  std::string reason;
  std::string expires;
};

constexpr ConfigKey<RawSuppression> kSuppressionKeys[] = {
    {"rule", member<&RawSuppression::rule>},
    {"url", member<&RawSuppression::url>},
    {"fingerprint", member<&RawSuppression::fingerprint>},
    {"reason", member<&RawSuppression::reason>},
    {"expires", member<&RawSuppression::expires>},
};

// YYYY-MM-DD (RFC 3339 full-date).
std::optional<std::chrono::sys_days> date_of(std::string_view text) {
  constexpr size_t kSize = 10;
  if (text.size() != kSize || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  const auto number = [&](size_t begin, size_t size) {
    int value = -1;
    const char* const end = text.data() + begin + size;
    const auto read = std::from_chars(text.data() + begin, end, value);
    return read.ec == std::errc() && read.ptr == end ? value : -1;
  };
  const int year = number(0, 4);
  const int month = number(5, 2);
  const int day = number(8, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const std::chrono::year_month_day date(
      std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
      std::chrono::day{static_cast<unsigned>(day)});
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

Result<bool> has_expired(const ConfigValue& value, const std::string& expires,
                         WallTime now) {
  if (expires.empty()) return false;
  const auto date = date_of(expires);
  if (!date) {
    return value.member("expires")->error(
        fmt::format("\"{}\" is no date (write 2026-12-31)", expires));
  }
  return now >= *date + std::chrono::days(1);
}

Result<Suppression> make_suppression(const ConfigValue& value,
                                     RawSuppression&& raw,
                                     const RuleSet& rules) {
  Suppression suppression;
  if (!raw.rule.empty()) {
    const Rule* const rule = find_rule(rules, raw.rule);
    if (rule == nullptr) {
      return no_such_rule(*value.member("rule"), /*at_key=*/false, raw.rule,
                          rules);
    }
    suppression.rule = rule->info.id;
  }
  if (!raw.fingerprint.empty()) {
    suppression.fingerprint = ascii_lowercase(raw.fingerprint);
    if (suppression.fingerprint.size() != kFingerprintDigits ||
        !std::ranges::all_of(suppression.fingerprint, is_ascii_hex_digit)) {
      return value.member("fingerprint")
          ->error("32 hexadecimal digits are expected, as in a report");
    }
  }
  if (!raw.url.empty()) {
    if (raw.url.size() > kMaxUrlPatternBytes) {
      return value.member("url")->error(
          fmt::format("a pattern has at most {} bytes", kMaxUrlPatternBytes));
    }
    suppression.url = compile_url_pattern(raw.url);
  }
  if (raw.rule.empty() && raw.url.empty() && raw.fingerprint.empty()) {
    return value.error(
        "it would suppress everything: name a rule, a url or a "
        "fingerprint");
  }
  suppression.reason = std::move(raw.reason);
  return suppression;
}

Result<void> read_suppression(const ConfigValue& value, WallTime now,
                              Configuration& configuration) {
  RawSuppression raw;
  auto read = read_mapping<RawSuppression>(value, kSuppressionKeys, raw);
  if (!read) return read;
  constexpr std::string_view kRequired[] = {"reason"};
  if (auto found = require_keys(value, kRequired); !found) return found;
  const Result<bool> expired = has_expired(value, raw.expires, now);
  if (!expired) return tl::unexpected(expired.error());
  const std::string expires = raw.expires;
  Result<Suppression> made =
      make_suppression(value, std::move(raw), configuration.book.rules);
  if (!made) return tl::unexpected(std::move(made).error());
  if (*expired) {
    configuration.warnings.push_back(
        value
            .error(fmt::format("it expired on {} and suppresses nothing any "
                               "more (its reason was: {})",
                               expires, made->reason))
            .value()
            .message);
    return {};
  }
  configuration.book.suppressions.push_back(*std::move(made));
  return {};
}

Result<void> read_suppressions(const ConfigValue& value, WallTime now,
                               Configuration& configuration) {
  if (value.is_null()) return {};
  if (auto is_list = expect_sequence(value); !is_list) return is_list;
  const std::vector<ConfigValue> items = value.children();
  if (items.size() > kMaxSuppressions) {
    return value.error(
        fmt::format("more than {} suppressions", kMaxSuppressions));
  }
  for (const ConfigValue& item : items) {
    auto read = read_suppression(item, now, configuration);
    if (!read) return read;
  }
  return {};
}

// --- the whole ---

// Rules come first, whatever the order in the file: the rest names them.
struct RawConfiguration {
  std::optional<ConfigValue> levels;
  std::optional<ConfigValue> parameters;
  std::optional<ConfigValue> threshold;
  std::optional<ConfigValue> suppressions;
  std::optional<ConfigValue> rules;
  std::optional<ConfigValue> diff;
};

template <auto kMember>
Result<void> later(const ConfigValue& value, RawConfiguration& raw) {
  raw.*kMember = value;
  return {};
}

constexpr ConfigKey<RawConfiguration> kConfigurationKeys[] = {
    {"levels", later<&RawConfiguration::levels>},
    {"parameters", later<&RawConfiguration::parameters>},
    {"threshold", later<&RawConfiguration::threshold>},
    {"suppressions", later<&RawConfiguration::suppressions>},
    {"rules", later<&RawConfiguration::rules>},
    {"diff", later<&RawConfiguration::diff>},
};

Result<void> read_threshold(const ConfigValue& value, Threshold& out) {
  const Result<size_t> choice = read_name(value, kThresholdNames);
  if (!choice) return tl::unexpected(choice.error());
  out = threshold_called(kThresholdNames[*choice]);
  return {};
}

Result<void> read_diff(const ConfigValue& value, DiffConfiguration& out) {
  Result<DiffConfiguration> read = read_diff_configuration(value);
  if (!read) return tl::unexpected(std::move(read).error());
  out = *std::move(read);
  return {};
}

Result<void> read_parts(const RawConfiguration& raw,
                        const ReadConfigFile& read_file, WallTime now,
                        Configuration& configuration) {
  RuleBook& book = configuration.book;
  Result<void> read;
  if (raw.rules) read = read_rule_files(*raw.rules, read_file, book.rules);
  if (read && raw.levels) read = read_levels(*raw.levels, book.rules);
  if (read && raw.parameters) {
    read = read_mapping<RuleParameters>(*raw.parameters, kParameterKeys,
                                        book.parameters);
  }
  if (read && raw.threshold) {
    read = read_threshold(*raw.threshold, configuration.threshold);
  }
  if (read && raw.suppressions) {
    read = read_suppressions(*raw.suppressions, now, configuration);
  }
  if (read && raw.diff) read = read_diff(*raw.diff, configuration.diff);
  return read;
}

}  // namespace

Result<Configuration> read_configuration(const ConfigTree& tree,
                                         const ReadConfigFile& read_file,
                                         WallTime now) {
  Configuration configuration;
  configuration.book = default_rule_book();
  RawConfiguration raw;
  auto read = read_mapping<RawConfiguration>(ConfigValue(tree),
                                             kConfigurationKeys, raw);
  if (read) read = read_parts(raw, read_file, now, configuration);
  if (!read) return tl::unexpected(std::move(read).error());
  return configuration;
}

}  // namespace pagescan
