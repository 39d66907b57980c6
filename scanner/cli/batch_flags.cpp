// The flags of `pagescan batch` and their meaning.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <utility>

#include "scanner/cli/batch_command.h"

namespace pagescan {
namespace {

constexpr std::string_view kExamples = R"(Examples:
  pagescan batch urls.txt -o pages.ndjson
  pagescan batch urls.txt -o pages.ndjson --resume
  pagescan batch sitemap.xml --fields page.url,page.status,errors
  pagescan batch urls.csv -o shard-1.ndjson.gz --shard 1/4
  grep -h '^https' *.log | pagescan batch - --output-dir reports

Exit status: 0 all scanned, 1 a status, an expectation or a finding that
--fail-on names, 2 usage or unwritable output, 3 some targets could not be
scanned or were not reached. 3 goes before 1.)";

// Past these there are no more sockets or threads to be had.
constexpr uint64_t kMostAtOnce = 20'000;
constexpr uint64_t kMostWorkers = 1024;

void add_list_flags(CLI::App& batch, BatchFlags& flags) {
  const std::string group = "Input";
  batch
      .add_option("lists", flags.lists,
                  "Lists of targets: files of lines, CSV, JSON lines, sitemaps "
                  "(files or URLs), saved pages, globs, or - for standard "
                  "input")
      ->required()
      ->type_name("LIST");
  batch
      .add_option("--list-format", flags.list_format,
                  "What the lists are, where their names do not say it")
      ->check(CLI::IsMember({"detect", "lines", "csv", "jsonl", "sitemap"}))
      ->capture_default_str()
      ->group(group);
  batch
      .add_option("--shard", flags.shard,
                  "Scan only the I-th of N parts of the list")
      ->type_name("I/N")
      ->group(group);
  add_charset_flag(batch, flags.target);
}

void add_report_flags(CLI::App& batch, BatchFlags& flags) {
  const std::string group = "Report";
  CLI::Option* const output =
      batch
          .add_option("-o,--output", flags.output,
                      "Write to FILE, a report a line, compressed if it ends "
                      "in .gz or .zst; with a journal beside it")
          ->type_name("FILE")
          ->group(group);
  CLI::Option* const folder =
      batch
          .add_option("--output-dir", flags.output_dir,
                      "Write a file for each page into this folder")
          ->type_name("DIR")
          ->group(group)
          ->excludes(output);
  batch
      .add_option("-f,--format", flags.format,
                  "json, or text for the files of --output-dir")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str()
      ->group(group);
  batch
      .add_option("--fields", flags.fields,
                  "Keep only these keys of each report, separated by commas, "
                  "such as task.url,page.status,forms.purpose")
      ->type_name("LIST")
      ->group(group);
  batch.add_flag("--ordered", flags.ordered,
                 "Write in the order of the list, not of completion");
  batch.get_option("--ordered")->group(group)->excludes(folder);
  batch.add_flag("--resume", flags.resume,
                 "Go on with a run that was interrupted: same lists, same "
                 "output");
  batch.get_option("--resume")->group(group);
  add_store_flag(batch, flags.store);
  batch
      .add_option("--summary", flags.summary,
                  "Write the summary to FILE as JSON, too")
      ->type_name("FILE")
      ->group(group);
  add_redact_flag(batch, flags.target);
}

void add_pace_flags(CLI::App& batch, BatchFlags& flags) {
  const auto add = [&](const char* name, auto& value, const char* text,
                       const char* type) {
    return batch.add_option(name, value, text)
        ->type_name(type)
        ->capture_default_str()
        ->group("Pace");
  };
  add("--concurrency", flags.concurrency,
      "Pages being fetched or waiting to be analysed", "N")
      ->check(count_limit(kMostAtOnce, 1));
  add("--workers", flags.workers,
      "Threads that analyse; 0: one for each processor", "N")
      ->check(count_limit(kMostWorkers));
  add("--per-host", flags.per_host, "Requests to one host at once", "N")
      ->check(count_limit(kMostAtOnce, 1));
  add("--host-interval", flags.host_interval_seconds,
      "Between the starts of two requests to one host", "SECONDS")
      ->check(interval_limit());
  add("--host-failures", flags.host_failures,
      "Failures one after another that give a host up; 0: never", "N")
      ->check(count_limit(kMaxSmallCount));
  add("--retries", flags.retries,
      "Further attempts where one is worth it: no connection, 408, 425, 429, "
      "500, 502, 503, 504",
      "N")
      ->check(count_limit(kMaxSmallCount));
  add("--max-retry-after", flags.max_retry_after,
      "The longest Retry-After that is waited for; a host that asks for more "
      "is given up",
      "SECONDS")
      ->check(count_limit(kMaxSmallCount));
  batch
      .add_option("--deadline", flags.deadline_seconds,
                  "For the whole run; what is left can be resumed")
      ->type_name("SECONDS")
      ->check(time_limit())
      ->group("Pace");
  batch.add_flag("--robots", flags.robots,
                 "Do not fetch what robots.txt asks not to (RFC 9309)");
  batch.get_option("--robots")->group("Pace");
}

void add_queue_flags(CLI::App& batch, BatchFlags& flags) {
  const auto add = [&](const char* name, auto& value, const char* text,
                       const char* type) {
    return batch.add_option(name, value, text)
        ->type_name(type)
        ->capture_default_str()
        ->group("Limits");
  };
  add("--read-ahead", flags.read_ahead,
      "Entries of the list read before they can start", "N")
      ->check(count_limit(kMaxSmallCount, 1));
  add("--max-stalled", flags.max_stalled,
      "Requests to silent servers beside those of --concurrency", "N")
      ->check(count_limit(kMostAtOnce));
  add("--max-waiting-bytes", flags.max_waiting_bytes,
      "Content received and not yet analysed", "BYTES")
      ->transform(CLI::AsSizeValue(false))
      ->check(count_limit(kMaxCount, size_t{1} << 20));
}

}  // namespace

CLI::App* add_batch_command(CLI::App& program, BatchFlags& flags) {
  CLI::App* const batch = program.add_subcommand(
      "batch", "Scan every target of a list, many at once");
  add_list_flags(*batch, flags);
  add_report_flags(*batch, flags);
  add_pace_flags(*batch, flags);
  add_target_flags(*batch, flags.target);
  add_queue_flags(*batch, flags);
  batch
      ->add_option("--fail-on", flags.fail_on,
                   "What makes the exit status 3: error, names of errors, "
                   "bad_line; what makes it 1: expectation, finding, statuses "
                   "such as 404,5xx; or none")
      ->type_name("LIST")
      ->capture_default_str();
  batch->add_flag("-q,--quiet", flags.quiet,
                  "Neither progress nor warnings nor the summary");
  batch->footer(std::string(kExamples));
  return batch;
}

Result<Shard> parse_shard(const std::string& text) {
  if (text.empty()) return Shard();
  Shard shard;
  const char* const end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  const bool has_slash = index.ptr != end && *index.ptr == '/';
  const auto count =
      has_slash ? std::from_chars(index.ptr + 1, end, shard.count) : index;
  const bool is_whole = has_slash && index.ec == std::errc() &&
                        count.ec == std::errc() && count.ptr == end;
  if (!is_whole || shard.index < 1 || shard.index > shard.count) {
    return fail(ErrorCode::kUsage,
                fmt::format("--shard: \"{}\" is not I/N with I from 1 to N "
                            "(write 1/4)",
                            text));
  }
  --shard.index;
  return shard;
}

Result<BatchOptions> batch_options(const BatchFlags& flags) {
  Result<ScanOptions> scan = target_options(flags.target);
  if (!scan) return tl::unexpected(std::move(scan).error());
  if (flags.format != "json" && flags.output_dir.empty()) {
    return fail(ErrorCode::kUsage,
                "--format text needs --output-dir: a file of many reports has "
                "a JSON document a line");
  }
  if (flags.format != "json" && !flags.fields.empty()) {
    return fail(ErrorCode::kUsage, "--fields is for --format json");
  }
  if (flags.resume && flags.output.empty() && flags.output_dir.empty()) {
    return fail(ErrorCode::kUsage,
                "--resume needs the -o or --output-dir of the run to go on "
                "with");
  }
  BatchOptions options;
  options.scan = *std::move(scan);
  options.concurrency = flags.concurrency;
  options.workers = flags.workers;
  options.hosts.per_host = flags.per_host;
  options.hosts.interval = to_milliseconds(flags.host_interval_seconds);
  options.hosts.failures_to_park = static_cast<unsigned>(flags.host_failures);
  options.retries = static_cast<unsigned>(flags.retries);
  options.max_retry_after =
      std::chrono::seconds(static_cast<int64_t>(flags.max_retry_after));
  options.robots = flags.robots;
  if (flags.deadline_seconds > 0) {
    options.deadline = to_milliseconds(flags.deadline_seconds);
  }
  options.read_ahead = flags.read_ahead;
  options.max_stalled = flags.max_stalled;
  options.max_waiting_bytes = flags.max_waiting_bytes;
  return options;
}

}  // namespace pagescan
