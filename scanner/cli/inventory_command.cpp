#include "scanner/cli/inventory_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "report/escape.h"
#include "report/inventory/assessor_report.h"
#include "rules/config/yaml_reader.h"
#include "rules/inventory/inventory_edits.h"
#include "rules/inventory/inventory_reader.h"
#include "rules/inventory/url_pattern.h"
#include "scanner/cli/inventory_scan.h"
#include "scanner/cli/output.h"
#include "scanner/run/read_content.h"

namespace pagescan {
namespace {

constexpr std::array<std::string_view, 5> kInventoryRules = {
    "H19", "S11", "S12", "S13", "S20"};

struct InventoryFile {
  std::string text;
  ConfigTree tree;
  Inventory inventory;
};

Result<InventoryFile> read_inventory_file(const std::string& path) {
  Result<ReadContent> read = read_file(path, kMaxConfigBytes + 1);
  if (!read) {
    return fail(ErrorCode::kUsage,
                std::move(read).error().message +
                    " (pagescan inventory init writes an inventory)");
  }
  Result<ConfigTree> tree = read_yaml(read->content, path);
  if (!tree) return tl::unexpected(std::move(tree).error());
  Result<Inventory> inventory = read_inventory(*tree);
  if (!inventory) return tl::unexpected(std::move(inventory).error());
  return InventoryFile{std::move(read->content), *std::move(tree),
                       *std::move(inventory)};
}

// Those given, or those the inventory names in full.
Result<std::vector<std::string>> urls_of(const InventoryFlags& flags,
                                         const Inventory& inventory) {
  if (!flags.urls.empty()) return flags.urls;
  std::vector<std::string> urls;
  std::copy_if(inventory.pages.begin(), inventory.pages.end(),
               std::back_inserter(urls),
               [](const std::string& page) { return !is_url_pattern(page); });
  if (!urls.empty()) return urls;
  return fail(ErrorCode::kUsage,
              fmt::format("{}: it names no page in full: give the URLs to look "
                          "at",
                          flags.file));
}

ScriptFetchLimits script_limits(const InventoryFlags& flags) {
  return {flags.max_scripts, to_milliseconds(flags.script_seconds)};
}

// No rules: init and update look at what there is.
Result<ScanOptions> plain_options(const InventoryFlags& flags) {
  Result<ScanOptions> options = target_options(flags.target);
  if (options) options->rules = std::make_shared<const RuleBook>();
  return options;
}

std::vector<AssessedPage> scan_all(const std::vector<std::string>& urls,
                                   PaymentScanner& scanner, const Log& log) {
  std::vector<AssessedPage> pages;
  pages.reserve(urls.size());
  for (const std::string& url : urls) {
    log.info("scanning {}", for_terminal(url));
    pages.push_back(scanner.scan(url).assessed);
  }
  return pages;
}

// Of those that could be had.
std::vector<PaymentPage> known_pages(const std::vector<AssessedPage>& pages) {
  std::vector<PaymentPage> known;
  for (const AssessedPage& page : pages) {
    if (page.problems.empty()) known.push_back(page.page);
  }
  return known;
}

bool all_had(const FetchedScripts& fetched) {
  return std::all_of(fetched.begin(), fetched.end(),
                     [](const auto& script) { return script.second.ok(); });
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  Result<Output> output = Output::open(path);
  if (!output) return tl::unexpected(std::move(output).error());
  if (auto written = output->write(bytes); !written) return written;
  return output->close();
}

// The old file stays until the new one is whole.
Result<void> replace_file(const std::string& path, std::string_view bytes) {
  const std::string fresh = path + ".new";
  if (auto written = write_file(fresh, bytes); !written) return written;
  std::error_code error;
  std::filesystem::rename(fresh, path, error);
  if (!error) return {};
  return fail(ErrorCode::kOutputUnwritable,
              fmt::format("{}: can't be replaced by {}: {}", path, fresh,
                          error.message()));
}

void say(const std::string& line) { fmt::print("{}\n", for_terminal(line)); }

void say_update(const InventoryUpdate& update, const Inventory& inventory) {
  for (const std::string& page : update.pages) say("new page: " + page);
  for (const NewScriptRow& added : update.scripts) {
    const InventoryScript& row = added.row;
    say("new script, to be reviewed: " +
        (row.url.empty() ? added.comment + " " + row.begins : row.url));
  }
  for (const InventoryField& field : update.fields) {
    say(fmt::format("new field: {} {} {}", field.name, field.directive,
                    field.value));
  }
  for (const HashChange& change : update.hashes) {
    const InventoryScript& row = inventory.scripts[change.row];
    say(fmt::format("accepted: {} has SHA-256 {} now, authorised by {} on {}",
                    row.url.empty() ? row.begins : row.url, change.sha256,
                    row.authorised_by.empty() ? "nobody" : row.authorised_by,
                    row.date.empty() ? "no date" : row.date));
  }
  for (const ValueChange& change : update.values) {
    const InventoryField& field = inventory.fields[change.row];
    say(fmt::format("accepted: {} {} is {} now", field.name, field.directive,
                    change.value));
  }
  for (const std::string& note : update.notes) say("left alone: " + note);
}

void keep_inventory_rules(ScanOptions& options) {
  RuleBook book = *options.rules;
  std::erase_if(book.rules, [](const Rule& rule) {
    return std::find(kInventoryRules.begin(), kInventoryRules.end(),
                     rule.info.id) == kInventoryRules.end();
  });
  options.rules = std::make_shared<const RuleBook>(std::move(book));
}

Result<void> write_assessor_reports(const InventoryFlags& flags,
                                    const AssessorReport& report) {
  if (!flags.assessor_markdown.empty()) {
    const std::string text = write_assessor_markdown(report);
    if (auto written = write_file(flags.assessor_markdown, text); !written) {
      return written;
    }
  }
  if (flags.assessor_html.empty()) return {};
  return write_file(flags.assessor_html, write_assessor_html(report));
}

// Whether something could not be compared that ought to have been.
bool has_unchecked(const AssessedPage& page, const Inventory& inventory,
                   const FetchedScripts& fetched) {
  const PageVerdict verdict = judge_payment_page(inventory, page.page, fetched);
  return std::any_of(verdict.scripts.begin(), verdict.scripts.end(),
                     [](const ScriptVerdict& script) {
                       return script.status == ScriptStatus::kUnchecked;
                     });
}

struct CheckOutcome {
  std::vector<AssessedPage> pages;
  bool has_failed = false;
};

Result<CheckOutcome> check_pages(const InventoryFlags& flags,
                                 const std::vector<std::string>& urls,
                                 const RuleSet& rules, Threshold threshold,
                                 PaymentScanner& scanner, const Log& log) {
  // Opened first: a report that can't be written is not worth a scan.
  Result<Reports> reports = Reports::open(flags.report, &rules);
  if (!reports) return tl::unexpected(std::move(reports).error());
  CheckOutcome outcome;
  for (const std::string& url : urls) {
    log.info("scanning {}", for_terminal(url));
    PaymentScan scan = scanner.scan(url);
    outcome.has_failed = outcome.has_failed ||
                         fails(worst_level(scan.result.findings), threshold);
    if (auto added = reports->add(scan.result); !added) {
      return tl::unexpected(added.error());
    }
    outcome.pages.push_back(std::move(scan.assessed));
  }
  if (auto closed = reports->close(); !closed) {
    return tl::unexpected(closed.error());
  }
  return outcome;
}

ExitCode refuse(const Error& error, const Log& log) {
  log.error("{}", for_terminal(error.message));
  return ExitCode::kUsage;
}

}  // namespace

ExitCode run_inventory_init(const InventoryFlags& flags, const Log& log) {
  std::error_code ignored;
  if (std::filesystem::exists(flags.file, ignored)) {
    return refuse({ErrorCode::kUsage,
                   flags.file + ": it is there already: pagescan inventory "
                                "update adds to it"},
                  log);
  }
  Result<ScanOptions> options = plain_options(flags);
  if (!options) return refuse(options.error(), log);
  PaymentScanner scanner(*std::move(options), script_limits(flags));
  const std::vector<AssessedPage> pages = scan_all(flags.urls, scanner, log);
  const bool whole = say_problems(pages, scanner.fetched(), log);
  const std::vector<PaymentPage> known = known_pages(pages);
  // What is written of some pages alone would look like all of them.
  if (!whole || known.empty()) return ExitCode::kNotScanned;
  const InventoryUpdate update =
      plan_update({}, known, scanner.fetched(), ChangedRows::kLeave);
  const std::string text =
      write_inventory(update.pages, update.scripts, update.fields);
  if (auto written = replace_file(flags.file, text); !written) {
    return refuse(written.error(), log);
  }
  for (const std::string& note : update.notes) say("left out: " + note);
  say(fmt::format("{}: {} scripts and {} fields of {} pages, to be reviewed",
                  flags.file, update.scripts.size(), update.fields.size(),
                  update.pages.size()));
  return all_had(scanner.fetched()) ? ExitCode::kClean : ExitCode::kNotScanned;
}

ExitCode run_inventory_check(const InventoryFlags& flags, const Log& log) {
  Result<InventoryFile> file = read_inventory_file(flags.file);
  if (!file) return refuse(file.error(), log);
  const Result<std::vector<std::string>> urls = urls_of(flags, file->inventory);
  if (!urls) return refuse(urls.error(), log);
  Result<ScanOptions> options = target_options(flags.target);
  if (!options) return refuse(options.error(), log);
  const Result<RuleOptions> rules =
      rule_options(flags.target.rules, flags.target.max_findings);
  if (!rules) return refuse(rules.error(), log);
  for (const std::string& warning : rules->warnings) {
    log.warn("{}", for_terminal(warning));
  }
  rules->apply_to(*options);
  if (!flags.all_rules) keep_inventory_rules(*options);
  options->inventory = std::make_shared<const Inventory>(file->inventory);
  const std::shared_ptr<const RuleBook> book = options->rules;
  PaymentScanner scanner(*std::move(options), script_limits(flags));
  const Result<CheckOutcome> outcome =
      check_pages(flags, *urls, book->rules, rules->threshold, scanner, log);
  if (!outcome) return refuse(outcome.error(), log);
  const auto& pages = outcome->pages;
  if (auto written = write_assessor_reports(
          flags, {flags.file, file->inventory, pages, scanner.fetched()});
      !written) {
    return refuse(written.error(), log);
  }
  bool is_whole = say_problems(pages, scanner.fetched(), log);
  for (const AssessedPage& page : pages) {
    is_whole =
        is_whole && !has_unchecked(page, file->inventory, scanner.fetched());
  }
  if (!is_whole) return ExitCode::kNotScanned;
  return outcome->has_failed ? ExitCode::kFindings : ExitCode::kClean;
}

ExitCode run_inventory_update(const InventoryFlags& flags, const Log& log) {
  const Result<InventoryFile> file = read_inventory_file(flags.file);
  if (!file) return refuse(file.error(), log);
  const Result<std::vector<std::string>> urls = urls_of(flags, file->inventory);
  if (!urls) return refuse(urls.error(), log);
  Result<ScanOptions> options = plain_options(flags);
  if (!options) return refuse(options.error(), log);
  PaymentScanner scanner(*std::move(options), script_limits(flags));
  const std::vector<AssessedPage> pages = scan_all(*urls, scanner, log);
  const bool whole = say_problems(pages, scanner.fetched(), log);
  const InventoryUpdate update =
      plan_update(file->inventory, known_pages(pages), scanner.fetched(),
                  flags.accept ? ChangedRows::kAccept : ChangedRows::kLeave);
  if (!update.empty()) {
    const Result<std::string> text =
        edit_inventory(file->text, file->tree, file->inventory, update);
    if (!text) return refuse(text.error(), log);
    if (auto written = replace_file(flags.file, *text); !written) {
      return refuse(written.error(), log);
    }
  }
  say_update(update, file->inventory);
  if (update.empty()) say(flags.file + ": left as it was");
  return whole && all_had(scanner.fetched()) ? ExitCode::kClean
                                             : ExitCode::kNotScanned;
}

}  // namespace pagescan
