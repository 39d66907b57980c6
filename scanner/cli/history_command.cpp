#include "scanner/cli/history_command.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

#include "report/escape.h"
#include "report/json_reader.h"
#include "report/report_time.h"
#include "scanner/base/strings.h"
#include "scanner/base/time.h"
#include "scanner/cli/diff_pages.h"
#include "scanner/cli/log.h"
#include "scanner/cli/output.h"
#include "scanner/cli/scan_list.h"
#include "scanner/run/diff/diff.h"
#include "scanner/store/history.h"

namespace pagescan {
namespace {

Result<void> print(const std::string& text) {
  Result<Output> output = Output::open("");
  if (!output) return tl::unexpected(std::move(output).error());
  if (auto written = output->write(text); !written) return written;
  return output->close();
}

tl::unexpected<Error> no_scan_of(const History& history, const std::string& url,
                                 std::string_view more = "") {
  const Result<std::string> near = history.near_url(url);
  if (!near) return tl::unexpected(near.error());
  const std::string hint = near->empty()
                               ? "history list says which there are"
                               : fmt::format("did you mean \"{}\"?", *near);
  return fail(
      ErrorCode::kUsage,
      fmt::format("there is no stored scan of \"{}\"{} ({})", url, more, hint));
}

Result<StoredScan> scan_of_id(const History& history, int64_t id) {
  Result<std::optional<StoredScan>> scan = history.find(id);
  if (!scan) return tl::unexpected(std::move(scan).error());
  if (*scan) return **std::move(scan);
  return fail(ErrorCode::kUsage,
              fmt::format("there is no stored scan {} (history list says which "
                          "there are)",
                          id));
}

Result<StoredScan> last_scan(const History& history, const std::string& url,
                             const std::optional<WallTime>& by) {
  Result<std::optional<StoredScan>> scan = history.last(url, by);
  if (!scan) return tl::unexpected(std::move(scan).error());
  if (*scan) return **std::move(scan);
  return no_scan_of(history, url, by ? " begun by then" : "");
}

// ----------------------------------------------------------------------- list

Result<ExitCode> list_scans(const HistoryFlags& flags, const Log& log) {
  const Result<History> history =
      History::open(flags.store, Database::Access::kRead);
  if (!history) return tl::unexpected(history.error());
  std::optional<std::string> url;
  if (!flags.url.empty()) url = flags.url;
  const Result<uint64_t> count = history->count(url);
  if (!count) return tl::unexpected(count.error());
  if (url && *count == 0) return no_scan_of(*history, *url);
  Result<Output> output = Output::open("");
  if (!output) return tl::unexpected(std::move(output).error());
  std::string line;
  auto done = history->list(url, flags.limit, [&](const StoredScan& scan) {
    line.clear();
    flags.list_format == "json" ? append_scan_json(scan, line)
                                : append_scan_text(scan, line);
    return output->write(line);
  });
  if (done) done = output->close();
  if (!done) return tl::unexpected(std::move(done).error());
  if (flags.limit != 0 && *count > flags.limit) {
    log.warn("{} more are not listed (--limit 0 lists all)",
             *count - flags.limit);
  }
  return ExitCode::kClean;
}

// ----------------------------------------------------------------------- show

Result<std::optional<WallTime>> time_at(const std::string& text) {
  if (text.empty()) return std::optional<WallTime>();
  for (const auto& time :
       {parse_report_time(text), parse_certificate_time(text),
        parse_certificate_time(text + "T00:00:00Z")}) {
    if (time) return time;
  }
  return fail(ErrorCode::kUsage,
              fmt::format("--at: \"{}\" is no time: write "
                          "2026-11-24T07:31:00Z or 2026-11-24",
                          text));
}

// Digits alone are an ID.
Result<StoredScan> scan_meant(const History& history,
                              const HistoryFlags& flags) {
  const Result<std::optional<WallTime>> at = time_at(flags.at);
  if (!at) return tl::unexpected(at.error());
  const std::string& text = flags.scan;
  int64_t id = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, id);
  const bool is_id =
      read.ptr == end && std::ranges::all_of(text, is_ascii_digit);
  if (!is_id) return last_scan(history, text, *at);
  if (*at) {
    return fail(ErrorCode::kUsage, "--at is for a URL, not for an ID");
  }
  if (read.ec != std::errc()) return no_scan_of(history, text);
  return scan_of_id(history, id);
}

Result<StoredReport> read_report(const History& history, int64_t id) {
  Result<std::string> json = history.report(id);
  if (!json) return tl::unexpected(std::move(json).error());
  Result<ScanResult> result = read_json_report(*json);
  if (!result) return tl::unexpected(std::move(result).error());
  return StoredReport{*std::move(json), *std::move(result)};
}

Result<ExitCode> show_scan(const HistoryFlags& flags) {
  const Result<History> history =
      History::open(flags.store, Database::Access::kRead);
  if (!history) return tl::unexpected(history.error());
  const Result<StoredScan> scan = scan_meant(*history, flags);
  if (!scan) return tl::unexpected(scan.error());
  const Result<StoredReport> report = read_report(*history, scan->id);
  if (!report) return tl::unexpected(report.error());
  Result<Reports> reports = Reports::open(flags.report, nullptr);
  if (!reports) return tl::unexpected(std::move(reports).error());
  auto done = reports->add(report->result);
  if (done) done = reports->close();
  if (!done) return tl::unexpected(std::move(done).error());
  return ExitCode::kClean;
}

// ----------------------------------------------------------------------- diff

// What is compared: the scan `before`, and those after it up to the one meant.
struct ScansMeant {
  int64_t before = 0;
  std::vector<int64_t> after;  // in their order; --persist of them
};

// Nothing where there are too few.
Result<std::optional<ScansMeant>> scans_meant(const History& history,
                                              const HistoryFlags& flags) {
  if (flags.url.empty() && flags.to == 0) {
    return fail(ErrorCode::kUsage,
                "history diff: give a URL, or --from ID and --to ID");
  }
  Result<StoredScan> scan = flags.to != 0
                                ? scan_of_id(history, flags.to)
                                : last_scan(history, flags.url, std::nullopt);
  if (!scan) return tl::unexpected(std::move(scan).error());
  ScansMeant meant;
  meant.after.push_back(scan->id);
  while (meant.after.size() < flags.persist || flags.from == 0) {
    Result<std::optional<StoredScan>> before = history.before(*scan);
    if (!before) return tl::unexpected(std::move(before).error());
    if (!*before) return std::optional<ScansMeant>();
    scan = **std::move(before);
    if (meant.after.size() >= flags.persist) {
      meant.before = scan->id;
      break;
    }
    meant.after.insert(meant.after.begin(), scan->id);
  }
  if (flags.from != 0) {
    const Result<StoredScan> before = scan_of_id(history, flags.from);
    if (!before) return tl::unexpected(before.error());
    meant.before = before->id;
  }
  return meant;
}

PageStates states_of(const History& history, const ScansMeant& meant,
                     const std::string& url) {
  const auto load = [&history](int64_t id) {
    return [&history, id] { return read_report(history, id); };
  };
  PageStates states;
  states.url = url;
  states.before = load(meant.before);
  states.after = load(meant.after.back());
  for (size_t i = 0; i + 1 < meant.after.size(); ++i) {
    states.earlier.emplace_back(load(meant.after[i]));
  }
  return states;
}

Result<ExitCode> diff_scans(const HistoryFlags& flags, const Log& log) {
  const Result<Configuration> configuration =
      chosen_configuration(flags.configuration);
  if (!configuration) return tl::unexpected(configuration.error());
  DiffReportFlags report_flags = flags.diff_report;
  apply_configuration(configuration->diff, report_flags);
  const Result<DiffOptions> options = diff_options(report_flags);
  if (!options) return tl::unexpected(options.error());
  const Result<History> history =
      History::open(flags.store, Database::Access::kRead);
  if (!history) return tl::unexpected(history.error());
  const Result<std::optional<ScansMeant>> meant = scans_meant(*history, flags);
  if (!meant) return tl::unexpected(meant.error());
  if (!*meant) {
    log.error("{}: there is no earlier scan to compare with: scan it again",
              for_terminal(flags.url));
    return ExitCode::kNotScanned;
  }
  Result<DiffReports> reports = DiffReports::open(report_flags);
  if (!reports) return tl::unexpected(std::move(reports).error());
  const ComparedPage page =
      compare_states(states_of(*history, **meant, flags.url), *options);
  for (const std::string& note : page.notes) {
    log.warn("{}", for_terminal(note));
  }
  auto done = reports->add(page.diff, page.pair());
  if (done) done = reports->close();
  if (!done) return tl::unexpected(std::move(done).error());
  return reports->exit_code();
}

// ------------------------------------------------------------- prune and check

Result<ExitCode> prune_scans(const HistoryFlags& flags) {
  if (flags.keep == 0 && flags.older_than_days == 0) {
    return fail(ErrorCode::kUsage,
                "history prune: --keep 0 would remove every scan: give "
                "--older-than DAYS with it, or delete the file");
  }
  Result<History> history =
      History::open(flags.store, Database::Access::kWrite);
  if (!history) return tl::unexpected(std::move(history).error());
  History::PruneOptions options;
  options.keep = flags.keep;
  if (flags.older_than_days != 0) {
    constexpr std::chrono::hours kDay{24};
    options.older_than =
        report_time() - kDay * static_cast<int64_t>(flags.older_than_days);
  }
  const Result<History::Pruned> pruned = history->prune(options);
  if (!pruned) return tl::unexpected(pruned.error());
  return print(fmt::format("{} scans removed, {} reports and {} parts with "
                           "them, {} bytes given back\n",
                           pruned->scans, pruned->reports, pruned->parts,
                           pruned->freed_bytes))
      .map([] { return ExitCode::kClean; });
}

Result<ExitCode> check_scans(const HistoryFlags& flags) {
  const Result<History> history =
      History::open(flags.store, Database::Access::kRead);
  if (!history) return tl::unexpected(history.error());
  const Result<std::vector<std::string>> problems = history->check();
  if (!problems) return tl::unexpected(problems.error());
  std::string text;
  for (const std::string& problem : *problems) {
    text += for_terminal(problem);
    text += '\n';
  }
  if (problems->empty()) {
    const Result<uint64_t> count = history->count(std::nullopt);
    if (!count) return tl::unexpected(count.error());
    text = fmt::format("{} scans, nothing is damaged\n", *count);
  }
  return print(text).map([&] {
    return problems->empty() ? ExitCode::kClean : ExitCode::kFindings;
  });
}

}  // namespace

ExitCode run_history(const HistoryFlags& flags) {
  // A closed pipe is an error of writing, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  const Log log(0);
  const Result<ExitCode> code = flags.list->parsed()    ? list_scans(flags, log)
                                : flags.show->parsed()  ? show_scan(flags)
                                : flags.diff->parsed()  ? diff_scans(flags, log)
                                : flags.prune->parsed() ? prune_scans(flags)
                                                        : check_scans(flags);
  if (code) return *code;
  log.error("{}", for_terminal(code.error().message));
  return ExitCode::kUsage;
}

}  // namespace pagescan
