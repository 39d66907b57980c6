#include "scanner/store/merge.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <optional>
#include <utility>

#include "scanner/base/key_set.h"
#include "scanner/run/target_key.h"
#include "scanner/store/file.h"
#include "scanner/store/journal_scan.h"
#include "scanner/store/line_facts.h"
#include "scanner/store/report_lines.h"
#include "scanner/store/result_store.h"

namespace pagescan {
namespace {

using Write = std::function<Result<void>(std::string_view)>;
using OnGroup = std::function<void(std::span<const TargetOutcome>)>;

struct Shard {
  std::string path;
  bool has_journal = false;
  JournalScan scan;  // where there is a journal
};

// Opened for each reading: there may be more shards than files a process may
// have open.
Result<JournalScan> scan_journal_of(const Shard& shard, uint64_t output_size,
                                    const OnGroup& on_group) {
  const Result<File> journal = File::open(journal_path(shard.path), O_RDONLY);
  if (!journal) return tl::unexpected(journal.error());
  const ReadAt read = [&journal](uint64_t offset, std::span<char> into) {
    return journal->read_at(offset, into);
  };
  return scan_journal(read, output_size, on_group);
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

uint64_t size_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0
             ? static_cast<uint64_t>(status.st_size)
             : 0;
}

class Merger {
 public:
  explicit Merger(const Write& write) : write_(write) {}

  Result<MergeResult> run(const std::vector<std::string>& paths) {
    std::vector<Shard> shards;
    shards.reserve(paths.size());
    for (const std::string& path : paths) shards.push_back(open_shard(path));
    goes_by_journals_ = true;
    for (const Shard& shard : shards) {
      goes_by_journals_ = goes_by_journals_ && shard.has_journal;
    }
    for (const Shard& shard : shards) {
      merge(shard);
      if (!written_) return tl::unexpected(written_.error());
    }
    result_.summary.set_duplicates(result_.duplicates);
    return std::move(result_);
  }

 private:
  void note(const Shard& shard, std::string_view what) {
    result_.notes.push_back(fmt::format("{}: {}", shard.path, what));
  }

  Shard open_shard(const std::string& path) {
    Shard shard{path, false, {}};
    if (!exists(journal_path(path))) return shard;
    Result<JournalScan> scan = scan_journal_of(shard, size_of(path), {});
    if (!scan || !scan->has_header) {
      note(shard, "its journal can't be read; its lines are taken as they are");
      return shard;
    }
    shard.has_journal = true;
    shard.scan = *std::move(scan);
    if (!shard.scan.damage.empty()) {
      note(shard, fmt::format("its journal is damaged ({}); what stands behind "
                              "its first {} targets is left out",
                              shard.scan.damage, shard.scan.targets));
    } else if (!shard.scan.is_complete) {
      note(shard, fmt::format("its run is not complete: {} targets are "
                              "finished; go on with batch --resume",
                              shard.scan.targets));
    }
    return shard;
  }

  void merge(const Shard& shard) {
    line_number_ = 0;
    no_reports_ = 0;
    Result<ReportLines> lines =
        shard.has_journal ? ReportLines::open(shard.path, shard.scan.output_end)
                          : ReportLines::open(shard.path);
    if (!lines) {
      result_.notes.push_back(lines.error().message);
      return;
    }
    if (shard.has_journal) take_counted_lines(shard, *lines);
    while (written_) {
      const auto line = lines->next();
      if (!line) break;
      take_line(*line, shard, nullptr);
    }
    if (!lines->damage().empty()) note(shard, lines->damage());
    if (no_reports_ > 0) {
      note(shard, fmt::format("{} lines are no reports, the first of them "
                              "line {}; they are left out",
                              no_reports_, first_no_report_));
    }
  }

  // Line by line with the journal, which has an entry for each.
  void take_counted_lines(const Shard& shard, ReportLines& lines) {
    uint64_t missing = 0;
    const auto on_group = [&](std::span<const TargetOutcome> group) {
      for (const TargetOutcome& outcome : group) {
        if (!written_) return;
        if (const auto line = lines.next()) {
          take_line(*line, shard, &outcome);
        } else {
          ++missing;
        }
      }
    };
    (void)scan_journal_of(shard, shard.scan.output_end, on_group);
    if (missing > 0) {
      note(shard, fmt::format("its journal counts {} more results than it has "
                              "lines",
                              missing));
    }
  }

  void take_line(std::string_view line, const Shard& shard,
                 const TargetOutcome* counted) {
    ++line_number_;
    const bool is_whole = line.ends_with('\n');
    const std::optional<LineFacts> facts = read_line_facts(line);
    if (!facts && !is_whole) {
      note(shard, "its last line is torn and left out");
      return;
    }
    if (!facts) {
      if (no_reports_++ == 0) first_no_report_ = line_number_;
      return;
    }
    if (!is_new(*facts, counted)) {
      ++result_.duplicates;
      return;
    }
    result_.summary.add(counted != nullptr ? *counted : facts->outcome);
    result_.summary.add_findings(facts->findings, facts->page_url.empty()
                                                      ? facts->url
                                                      : facts->page_url);
    ++result_.lines;
    written_ = write_(line);
    if (written_ && !is_whole) written_ = write_("\n");
  }

  bool is_new(const LineFacts& facts, const TargetOutcome* counted) {
    if (goes_by_journals_ && counted != nullptr) {
      return seen_.insert(counted->key);
    }
    if (facts.url.empty() && facts.id.empty()) return true;
    // NUL is in no URL.
    return seen_.insert(target_key_of_text(facts.url + '\0' + facts.id));
  }

  const Write& write_;
  bool goes_by_journals_ = false;
  KeySet seen_;
  Result<void> written_;
  MergeResult result_;
  // Of the shard at hand.
  uint64_t line_number_ = 0;
  uint64_t no_reports_ = 0;
  uint64_t first_no_report_ = 0;
};

}  // namespace

Result<MergeResult> merge_shards(const std::vector<std::string>& shards,
                                 const Write& write) {
  return Merger(write).run(shards);
}

}  // namespace pagescan
