#include "scanner/cli/rules_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "report/escape.h"
#include "report/rule_list.h"
#include "rules/config/data_rules.h"
#include "rules/config/nearest_word.h"
#include "rules/config/rule_examples.h"
#include "scanner/cli/config_file.h"
#include "scanner/cli/log.h"
#include "scanner/cli/output.h"

namespace pagescan {
namespace {

constexpr std::string_view kExamples = R"(Examples:
  pagescan rules list
  pagescan rules show F02
  pagescan rules test house-rules.yaml

list and show say what the configuration makes of the rules.

Exit status: 0 done, 1 an example of rules test that is not judged as the file
says, 2 usage or a file that can't be read.)";

Result<void> print(const std::string& text) {
  Result<Output> output = Output::open("");
  if (!output) return tl::unexpected(std::move(output).error());
  if (auto written = output->write(text); !written) return written;
  return output->close();
}

Result<ExitCode> list_rules(const RulesFlags& flags) {
  const Result<Configuration> configuration = chosen_configuration(flags.rules);
  if (!configuration) return tl::unexpected(configuration.error());
  const RuleSet& rules = configuration->book.rules;
  std::string text;
  if (flags.list_format == "json") {
    write_rules_json(rules, text);
  } else if (flags.list_format == "markdown") {
    write_rules_markdown(rules, text);
  } else {
    write_rules_text(rules, text);
  }
  return print(text).map([] { return ExitCode::kClean; });
}

Result<ExitCode> show_rule(const RulesFlags& flags) {
  const Result<Configuration> configuration = chosen_configuration(flags.rules);
  if (!configuration) return tl::unexpected(configuration.error());
  const RuleSet& rules = configuration->book.rules;
  const Rule* const rule = find_rule(rules, flags.rule);
  if (rule == nullptr) {
    std::vector<std::string_view> names;
    for (const Rule& each : rules) {
      names.push_back(each.info.id);
      names.push_back(each.info.name);
    }
    const std::string_view near = nearest_word(flags.rule, names);
    return fail(
        ErrorCode::kUsage,
        fmt::format(
            "there is no rule \"{}\"{}; see pagescan rules "
            "list",
            flags.rule,
            near.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", near)));
  }
  std::string text;
  flags.show_format == "json" ? write_rule_json(*rule, text)
                              : write_rule_text(*rule, text);
  return print(text).map([] { return ExitCode::kClean; });
}

Result<ExitCode> test_rules(const RulesFlags& flags) {
  const Result<ConfigTree> tree = read_config_tree(flags.file);
  if (!tree) return tl::unexpected(tree.error());
  const Result<std::vector<DataRule>> rules = read_rules(*tree);
  if (!rules) return tl::unexpected(rules.error());
  std::string text;
  size_t examples = 0;
  size_t failed = 0;
  for (const DataRule& rule : *rules) {
    examples += rule.bad.size() + rule.good.size();
    for (const std::string& failure : failed_examples(rule)) {
      ++failed;
      fmt::format_to(std::back_inserter(text), "{}\n",
                     for_terminal(tree->name() + ':' + failure));
    }
  }
  fmt::format_to(std::back_inserter(text), "{} rules, {} examples: {}\n",
                 rules->size(), examples,
                 failed == 0 ? "all as the file says"
                             : fmt::format("{} complaints", failed));
  return print(text).map(
      [&] { return failed == 0 ? ExitCode::kClean : ExitCode::kFindings; });
}

}  // namespace

CLI::App* add_rules_command(CLI::App& program, RulesFlags& flags) {
  CLI::App* rules = program.add_subcommand(
      "rules", "Say what pages are judged by, and try rules of your own");
  rules->require_subcommand(1);
  rules->footer(std::string(kExamples));
  flags.list = rules->add_subcommand("list", "List every rule");
  flags.list
      ->add_option("-f,--format", flags.list_format, "text, json or markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}))
      ->capture_default_str();
  add_config_flags(*flags.list, flags.rules);
  flags.show = rules->add_subcommand("show", "Describe a rule");
  flags.show->add_option("rule", flags.rule, "The ID or name of a rule")
      ->required()
      ->type_name("RULE");
  flags.show->add_option("-f,--format", flags.show_format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add_config_flags(*flags.show, flags.rules);
  flags.test = rules->add_subcommand(
      "test", "Try the rules of a file on the examples in it");
  flags.test->add_option("file", flags.file, "Rules as YAML or JSON")
      ->required()
      ->type_name("FILE");
  return rules;
}

ExitCode run_rules(const RulesFlags& flags) {
  const Log log(0);
  Result<ExitCode> code = flags.list->parsed()   ? list_rules(flags)
                          : flags.show->parsed() ? show_rule(flags)
                                                 : test_rules(flags);
  if (code) return *code;
  log.error("{}", for_terminal(code.error().message));
  return ExitCode::kUsage;
}

}  // namespace pagescan
