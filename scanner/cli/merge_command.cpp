#include "scanner/cli/merge_command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "report/batch_summary.h"
#include "report/escape.h"
#include "scanner/cli/log.h"
#include "scanner/cli/output.h"
#include "scanner/store/frame_writer.h"
#include "scanner/store/merge.h"
#include "scanner/store/result_store.h"

namespace pagescan {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExamples = R"(Examples:
  pagescan merge -o all.ndjson shard-1.ndjson shard-2.ndjson
  pagescan merge -o all.ndjson.zst --summary all.json shard-*.ndjson.gz

A shard's journal (SHARD.journal) beside it says which of its lines count and
which targets they are; without one they are told apart by task.url and task.id.

Exit status: 0 merged, 2 usage or unwritable output, 3 a shard is torn, damaged,
missing or not complete.)";

// How much of the output one gzip member or zstd frame holds.
constexpr size_t kFrameBytes = size_t{4} << 20;

// Lines into the output, compressed by its extension.
class MergedOutput {
 public:
  static Result<MergedOutput> open(const std::string& path) {
    Result<Output> output = Output::open(path);
    if (!output) return tl::unexpected(std::move(output).error());
    return MergedOutput(*std::move(output),
                        make_frame_writer(coding_of_name(path)));
  }

  Result<void> write(std::string_view line) {
    frames_->append(line, buffer_);
    in_frame_ += line.size();
    if (in_frame_ < kFrameBytes) return {};
    return flush();
  }

  Result<void> close() {
    if (auto flushed = flush(); !flushed) return flushed;
    return output_.close();
  }

 private:
  MergedOutput(Output output, std::unique_ptr<FrameWriter> frames)
      : output_(std::move(output)), frames_(std::move(frames)) {}

  Result<void> flush() {
    frames_->finish(buffer_);
    in_frame_ = 0;
    auto written = output_.write(buffer_);
    buffer_.clear();
    return written;
  }

  Output output_;
  std::unique_ptr<FrameWriter> frames_;
  std::string buffer_;
  size_t in_frame_ = 0;
};

// An output that is a shard would be emptied before it is read; one with a
// journal belongs to a run that may want to go on.
std::optional<std::string> why_not_into(const MergeFlags& flags) {
  std::error_code ignored;
  for (const std::string& shard : flags.shards) {
    for (const std::string& written : {flags.output, flags.summary}) {
      if (fs::equivalent(written, shard, ignored)) {
        return fmt::format(
            "{}: it is one of the shards: choose another place "
            "to write",
            written);
      }
    }
  }
  if (flags.output.empty()) return std::nullopt;
  if (flags.output == flags.summary) {
    return fmt::format(
        "{}: it is the output: choose another place for "
        "--summary",
        flags.summary);
  }
  if (fs::exists(journal_path(flags.output), ignored)) {
    return fmt::format(
        "{}: it is the output of a batch, whose journal is "
        "beside it: choose another place with -o FILE",
        flags.output);
  }
  return std::nullopt;
}

Result<void> write_summary(const BatchSummary& summary,
                           const std::string& path) {
  Result<Output> output = Output::open(path);
  if (!output) return tl::unexpected(std::move(output).error());
  std::string json;
  write_summary_json(summary, json);
  if (auto written = output->write(json); !written) return written;
  return output->close();
}

Result<MergeResult> merge_into_output(const MergeFlags& flags) {
  Result<MergedOutput> output = MergedOutput::open(flags.output);
  if (!output) return tl::unexpected(std::move(output).error());
  Result<MergeResult> merged = merge_shards(
      flags.shards,
      [&output](std::string_view line) { return output->write(line); });
  if (!merged) return merged;
  if (auto closed = output->close(); !closed) {
    return tl::unexpected(std::move(closed).error());
  }
  if (flags.summary.empty()) return merged;
  if (auto written = write_summary(merged->summary, flags.summary); !written) {
    return tl::unexpected(std::move(written).error());
  }
  return merged;
}

}  // namespace

CLI::App* add_merge_command(CLI::App& program, MergeFlags& flags) {
  CLI::App* merge = program.add_subcommand(
      "merge", "Join the outputs of the shards of a batch");
  merge
      ->add_option("shards", flags.shards,
                   "NDJSON outputs of batch, plain, gzip or zstd")
      ->required()
      ->type_name("SHARD");
  merge
      ->add_option("-o,--output", flags.output,
                   "Write to FILE instead of standard output, compressed if it "
                   "ends in .gz or .zst")
      ->type_name("FILE");
  merge
      ->add_option("--summary", flags.summary,
                   "Write a summary of all targets to FILE, as JSON")
      ->type_name("FILE");
  merge->add_flag("-v,--verbose", flags.verbosity,
                  "Say on standard error what is done");
  merge->footer(std::string(kExamples));
  return merge;
}

ExitCode run_merge(const MergeFlags& flags) {
  // A closed pipe is an error of writing, not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  const Log log(flags.verbosity);
  if (const auto why = why_not_into(flags)) {
    log.error("{}", for_terminal(*why));
    return ExitCode::kUsage;
  }
  const Result<MergeResult> merged = merge_into_output(flags);
  if (!merged) {
    log.error("{}", for_terminal(merged.error().message));
    return ExitCode::kUsage;
  }
  for (const std::string& note : merged->notes) {
    log.warn("{}", for_terminal(note));
  }
  log.info("{} targets of {} shards, {} duplicates left out", merged->lines,
           flags.shards.size(), merged->duplicates);
  return merged->notes.empty() ? ExitCode::kClean : ExitCode::kNotScanned;
}

}  // namespace pagescan
