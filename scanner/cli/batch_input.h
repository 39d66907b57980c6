// What a batch is to scan: the entries of its lists, without those it has
// already, those finished before and those of other shards. next() is for one
// thread, the counts are for any.
#pragma once

#include <atomic>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/base/key_set.h"
#include "scanner/cli/batch_command.h"
#include "scanner/run/pipeline.h"
#include "scanner/run/target_list.h"

namespace pagescan {

class BatchInput {
 public:
  /// `in` is read for "-" and must outlive it; `finished` are the keys of
  /// targets done before. Sitemaps are fetched as `scan` says. kUsage.
  static Result<std::shared_ptr<BatchInput>> open(const BatchFlags& flags,
                                                  const ScanOptions& scan,
                                                  KeySet finished,
                                                  std::istream& in);

  std::optional<ListEntry> next();

  uint64_t duplicates() const { return duplicates_; }
  /// Entries that next() gave.
  uint64_t given() const { return given_; }

 private:
  BatchInput(TargetList list, const Shard& shard, KeySet finished)
      : list_(std::move(list)), shard_(shard), finished_(std::move(finished)) {}

  TargetList list_;
  const Shard shard_;
  const KeySet finished_;
  KeySet seen_;
  std::atomic<uint64_t> duplicates_ = 0;
  std::atomic<uint64_t> given_ = 0;
};

/// How many entries the lists have if each line is one: what a progress bar
/// needs. Nothing where that can't be told beforehand, as for a pipe or a
/// sitemap.
std::optional<uint64_t> count_entries(const std::vector<std::string>& lists);

}  // namespace pagescan
