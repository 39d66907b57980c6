#include "report/rule_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/escape.h"
#include "report/json_writer.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// "off" where it is not asked.
std::string_view level_of(const Rule& rule) {
  if (!rule.info.enabled) return "off";
  return level_name(rule.configured_level.value_or(rule.info.level));
}

void write_rule(JsonWriter& json, const Rule& rule) {
  const RuleInfo& info = rule.info;
  json.begin_object();
  json.bytes_field("id", info.id);
  json.bytes_field("name", info.name);
  json.field("level", level_of(rule));
  json.field("default_level", level_name(info.level));
  json.field("confidence", rule_confidence_name(info.confidence));
  json.bytes_field("summary", info.summary);
  json.bytes_field("why", info.why);
  json.bytes_field("fix", info.fix);
  json.list("references", info.references,
            [](JsonWriter& writer, const std::string& reference) {
              writer.value(replace_invalid_utf8(reference));
            });
  json.end_object();
}

// Prose of a rule in Markdown. It is ours or a colleague's, so that it need not
// be a code span, but it must not be markup by accident either.
std::string prose(std::string_view text) {
  const std::string shown = for_terminal(text);
  std::string out;
  for (const char c : shown) {
    if (std::string_view("\\`*_{}[]<>#|!~&").find(c) !=
        std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

std::string joined_references(const RuleInfo& info) {
  return for_terminal(fmt::format("{}", fmt::join(info.references, ", ")));
}

void write_section(const Rule& rule, std::string& out) {
  const RuleInfo& info = rule.info;
  fmt::format_to(std::back_inserter(out), "\n## {} {}\n\n{}\n\n",
                 prose(info.id), prose(info.name), prose(info.summary));
  fmt::format_to(std::back_inserter(out), "- Level: {}; confidence: {}\n",
                 level_of(rule), rule_confidence_name(info.confidence));
  fmt::format_to(std::back_inserter(out), "- Why: {}\n- What to do: {}\n",
                 prose(info.why), prose(info.fix));
  if (info.references.empty()) return;
  fmt::format_to(std::back_inserter(out), "- References: {}\n",
                 prose(joined_references(info)));
}

}  // namespace

void write_rules_text(const RuleSet& rules, std::string& out) {
  size_t id_width = 0;
  size_t name_width = 0;
  for (const Rule& rule : rules) {
    id_width = std::max(id_width, rule.info.id.size());
    name_width = std::max(name_width, rule.info.name.size());
  }
  for (const Rule& rule : rules) {
    fmt::format_to(std::back_inserter(out), "{:<{}}  {:<7}  {:<{}}  {}\n",
                   for_terminal(rule.info.id), id_width, level_of(rule),
                   for_terminal(rule.info.name), name_width,
                   for_terminal(rule.info.summary));
  }
}

void write_rules_json(const RuleSet& rules, std::string& out) {
  JsonWriter json;
  json.begin_array();
  for (const Rule& rule : rules) write_rule(json, rule);
  json.end_array();
  append_json_for_terminal(json.json(), out);
  out += '\n';
}

void write_rules_markdown(const RuleSet& rules, std::string& out) {
  out +=
      "# Rules\n\n"
      "What pagescan judges pages by, as written by\n"
      "`pagescan rules list --format markdown`.\n"
      "[configuration.md](configuration.md) says how to change levels and add "
      "rules.\n\n"
      "| ID | Name | Level | Finds |\n|---|---|---|---|\n";
  for (const Rule& rule : rules) {
    fmt::format_to(std::back_inserter(out), "| {} | {} | {} | {} |\n",
                   prose(rule.info.id), prose(rule.info.name), level_of(rule),
                   prose(rule.info.summary));
  }
  for (const Rule& rule : rules) write_section(rule, out);
}

void write_rule_text(const Rule& rule, std::string& out) {
  const RuleInfo& info = rule.info;
  fmt::format_to(std::back_inserter(out),
                 "{} {}\n  {}\n\n  Level:       {}\n  Confidence:  {}\n"
                 "  Why:         {}\n  What to do:  {}\n",
                 for_terminal(info.id), for_terminal(info.name),
                 for_terminal(info.summary), level_of(rule),
                 rule_confidence_name(info.confidence), for_terminal(info.why),
                 for_terminal(info.fix));
  if (info.references.empty()) return;
  fmt::format_to(std::back_inserter(out), "  References:  {}\n",
                 joined_references(info));
}

void write_rule_json(const Rule& rule, std::string& out) {
  JsonWriter json;
  write_rule(json, rule);
  append_json_for_terminal(json.json(), out);
  out += '\n';
}

}  // namespace pagescan
