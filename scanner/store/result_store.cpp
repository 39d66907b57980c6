#include "scanner/store/result_store.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/store/journal_line.h"
#include "scanner/store/journal_scan.h"

namespace pagescan {
namespace {

constexpr std::string_view kFolderJournal = "/.pagescan-journal";

ReadAt reader_of(const File& file) {
  return [&file](uint64_t offset, std::span<char> into) {
    return file.read_at(offset, into);
  };
}

// Something that is there and is no file or folder: a device, a pipe.
bool is_stream(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) &&
         !S_ISDIR(status.st_mode);
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

Result<File> open_stream(const std::string& path) {
  if (path.empty()) return File::standard_output();
  return File::open(path, O_WRONLY);
}

// The journal, locked: one run at a time has it.
Result<File> open_journal(const std::string& path) {
  Result<File> journal = File::open(path, O_RDWR | O_CREAT);
  if (!journal) return journal;
  const Result<bool> locked = journal->try_lock();
  if (!locked) return tl::unexpected(locked.error());
  if (*locked) return journal;
  return fail(ErrorCode::kOutputUnwritable,
              fmt::format("{}: another run has it open; wait for its end or "
                          "choose another place with -o FILE",
                          path));
}

// The first part in which two identities differ, in words.
std::string difference(const std::string& earlier, const std::string& now) {
  const auto was = split(earlier, '\n');
  const auto is = split(now, '\n');
  const auto [a, b] = std::ranges::mismatch(was, is);
  const auto part_or_nothing = [](const auto& at, const auto& parts) {
    return at == parts.end() || at->empty() ? std::string_view("nothing") : *at;
  };
  return fmt::format("\"{}\" there, \"{}\" here", part_or_nothing(a, was),
                     part_or_nothing(b, is));
}

// An output without a journal is not to be lost to a --resume that can't go on
// with it. (One with an empty journal is of a run of which nothing counts.)
Result<void> may_resume(const StoreOptions& options, const File& output) {
  if (!options.resume || exists(journal_path(options.output))) return {};
  const Result<uint64_t> size = output.size();
  if (!size) return tl::unexpected(size.error());
  if (*size == 0) return {};
  return fail(ErrorCode::kUsage,
              fmt::format("{}: there is no journal to resume it by; move it "
                          "away, or write it anew without --resume",
                          options.output));
}

}  // namespace

std::string journal_path(const std::string& output) {
  return output + ".journal";
}

Result<ResultStore> ResultStore::open(const StoreOptions& options) {
  const bool to_folder = !options.output_dir.empty();
  if (to_folder && !options.output.empty()) {
    return fail(ErrorCode::kUsage,
                "-o and --output-dir exclude each other: give one");
  }
  if (!to_folder && (options.output.empty() || is_stream(options.output))) {
    if (options.resume) {
      return fail(ErrorCode::kUsage,
                  "--resume needs an output that stays: give -o FILE or "
                  "--output-dir FOLDER");
    }
    Result<File> stream = open_stream(options.output);
    if (!stream) return tl::unexpected(std::move(stream).error());
    ResultStore store(make_stream_sink(*std::move(stream)), std::nullopt);
    if (auto opened = store.open_history(options); !opened) {
      return tl::unexpected(std::move(opened).error());
    }
    return store;
  }
  std::unique_ptr<GroupSink> sink;
  if (to_folder) {
    auto folder = open_folder_sink(options.output_dir);
    if (!folder) return tl::unexpected(std::move(folder).error());
    sink = *std::move(folder);
  } else {
    // Nothing of it is changed before the journal is locked and read.
    Result<File> file = File::open(options.output, O_RDWR | O_CREAT);
    if (!file) return tl::unexpected(std::move(file).error());
    if (auto may = may_resume(options, *file); !may) {
      return tl::unexpected(std::move(may).error());
    }
    sink = make_file_sink(*std::move(file));
  }
  Result<File> journal =
      open_journal(to_folder ? options.output_dir + std::string(kFolderJournal)
                             : journal_path(options.output));
  if (!journal) return tl::unexpected(std::move(journal).error());
  ResultStore store(std::move(sink), *std::move(journal));
  auto ready = store.open_history(options);
  if (ready) ready = store.begin(options);
  if (!ready) return tl::unexpected(std::move(ready).error());
  return store;
}

Result<void> ResultStore::open_history(const StoreOptions& options) {
  if (options.history.empty()) return {};
  Result<History> history =
      History::open(options.history, Database::Access::kCreate);
  if (!history) return tl::unexpected(std::move(history).error());
  history_.emplace(*std::move(history));
  run_token_ = new_run_token();
  return {};
}

Result<void> ResultStore::begin(const StoreOptions& options) {
  const std::string& name = journal_->path();
  const Result<uint64_t> output_size = sink_->size();
  if (!output_size) return tl::unexpected(output_size.error());
  const Result<uint64_t> journal_size = journal_->size();
  if (!journal_size) return tl::unexpected(journal_size.error());
  const Result<JournalScan> scan =
      scan_journal(reader_of(*journal_), *output_size,
                   [this](std::span<const TargetOutcome> group) {
                     for (const TargetOutcome& target : group)
                       finished_.insert(target.key);
                   });
  if (!scan) return tl::unexpected(scan.error());
  if (scan->has_header && scan->targets > 0 && !options.resume &&
      !scan->is_complete) {
    return fail(ErrorCode::kUsage,
                fmt::format("{}: {} targets of a run that is not complete are "
                            "in its output; go on with --resume, or choose "
                            "another place with -o",
                            name, scan->targets));
  }
  if (scan->has_header && options.resume) return go_on(options, *scan);
  std::string start(std::min<uint64_t>(*journal_size, kMaxJournalLineBytes),
                    '\0');
  const Result<size_t> read = journal_->read_at(0, start);
  if (!read) return tl::unexpected(read.error());
  if (!is_begun_journal(start) ||
      (!scan->has_header && start.find('\n') != std::string::npos)) {
    return fail(ErrorCode::kUsage,
                fmt::format("{}: it can't be read as a journal ({}); move it "
                            "away, or choose another place with -o",
                            name, scan->damage));
  }
  return start_anew(options);
}

// The journal first: a kill after it leaves an output of nothing that counts.
Result<void> ResultStore::start_anew(const StoreOptions& options) {
  finished_ = KeySet();
  std::string header;
  append_journal_line(JournalHeader{options.run_identity, run_token_}, header);
  if (header.size() > kMaxJournalLineBytes) {
    return fail(ErrorCode::kUsage,
                "the flags of this run are too long for its journal");
  }
  auto done = journal_->truncate(0);
  if (done) done = append_to_journal(header);
  if (done) done = sink_->cut_back(0);
  if (done) done = sync_folder(folder_of(journal_->path()));
  return done;
}

Result<void> ResultStore::go_on(const StoreOptions& options,
                                const JournalScan& scan) {
  const std::string identity = replace_invalid_utf8(options.run_identity);
  if (scan.run_identity != identity) {
    return fail(
        ErrorCode::kUsage,
        fmt::format("{}: it is of another run: {}; give the same "
                    "flags, or choose another place with -o",
                    journal_->path(), difference(scan.run_identity, identity)));
  }
  if (auto cut = cut_tails(scan); !cut) return cut;
  journal_end_ = scan.journal_end;
  output_end_ = scan.output_end;
  targets_ = scan.targets;
  // So that the history knows what was done before from what is done again.
  if (history_ && !scan.run_token.empty()) run_token_ = scan.run_token;
  is_complete_ = scan.is_complete;
  return sync_folder(folder_of(journal_->path()));
}

Result<void> ResultStore::cut_tails(const JournalScan& scan) {
  const Result<uint64_t> journal_size = journal_->size();
  if (!journal_size) return tl::unexpected(journal_size.error());
  if (*journal_size > scan.journal_end) {
    repairs_.push_back(fmt::format(
        "{}: {}; its last {} bytes are cut, what they stand for is done again",
        journal_->path(), scan.damage, *journal_size - scan.journal_end));
    auto cut = journal_->truncate(scan.journal_end);
    if (cut) cut = journal_->sync_data();
    if (!cut) return cut;
  }
  const Result<uint64_t> output_size = sink_->size();
  if (!output_size) return tl::unexpected(output_size.error());
  if (*output_size == UINT64_MAX || *output_size == scan.output_end) return {};
  repairs_.push_back(
      fmt::format("{}: its last {} bytes are of results the journal does not "
                  "count; they are cut and done again",
                  sink_->path(), *output_size - scan.output_end));
  return sink_->cut_back(scan.output_end);
}

Result<void> ResultStore::commit(std::span<const FinishedTarget> group) {
  while (!group.empty()) {
    const size_t size = std::min(group.size(), kMaxGroupTargets);
    if (auto done = commit_part(group.first(size)); !done) return done;
    group = group.subspan(size);
  }
  return {};
}

// What a stream has can't be taken back, so the history has it first.
Result<void> ResultStore::commit_part(std::span<const FinishedTarget> group) {
  if (!journal_) {
    if (auto put = put_into_history(group); !put) return put;
  }
  const Result<uint64_t> end = sink_->write_group(group, output_end_);
  if (!end) return undo(end.error());
  if (!journal_) return {};
  if (auto put = put_into_history(group); !put) return undo(put.error());
  std::string lines;
  for (size_t i = 0; i < group.size(); ++i) {
    append_journal_line(
        JournalEntry{group[i].outcome, group.size() - 1 - i, *end}, lines);
  }
  if (auto written = append_to_journal(lines); !written) {
    return undo(written.error());
  }
  output_end_ = *end;
  targets_ += group.size();
  is_complete_ = false;
  return {};
}

Result<void> ResultStore::put_into_history(
    std::span<const FinishedTarget> group) {
  if (!history_) return {};
  std::vector<NewScan> scans;
  scans.reserve(group.size());
  for (const FinishedTarget& target : group) {
    if (!target.facts) continue;
    scans.push_back(
        {&*target.facts, 0, target.json.empty() ? target.report : target.json});
  }
  return history_->add(run_token_, scans);
}

Result<void> ResultStore::append_to_journal(const std::string& lines) {
  auto done = journal_->write_at(journal_end_, lines);
  if (done) done = journal_->sync_data();
  if (done) journal_end_ += lines.size();
  return done;
}

// A cut that fails too is made at the next --resume.
Result<void> ResultStore::undo(const Error& error) {
  if (!journal_) return tl::unexpected(error);
  (void)journal_->truncate(journal_end_);
  (void)sink_->cut_back(output_end_);
  return fail(error.code,
              fmt::format("{} (what was finished before is kept: make it "
                          "writable and go on with --resume)",
                          error.message));
}

Result<void> ResultStore::replay(
    const std::function<void(const TargetOutcome&)>& on_outcome) const {
  if (!journal_ || targets_ == 0) return {};
  const Result<JournalScan> scan =
      scan_journal(reader_of(*journal_), output_end_,
                   [&on_outcome](std::span<const TargetOutcome> group) {
                     for (const TargetOutcome& target : group)
                       on_outcome(target);
                   });
  if (!scan) return tl::unexpected(scan.error());
  return {};
}

Result<void> ResultStore::close_complete() {
  if (journal_ && !is_complete_) {
    std::string line;
    append_journal_line(JournalClosing{targets_}, line);
    if (auto written = append_to_journal(line); !written) {
      return undo(written.error());
    }
    is_complete_ = true;
  }
  return close();
}

Result<void> ResultStore::close() {
  auto closed = sink_->close();
  if (closed && journal_) closed = journal_->close();
  return closed;
}

}  // namespace pagescan
