// Joins the outputs of shards: their lines in the order given, each target
// once. What is torn or can't be read is said and left out, the rest goes on.
// Streaming; memory: the keys of all targets (KeySet) and a line.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "report/batch_summary.h"
#include "scanner/base/error.h"

namespace pagescan {

struct MergeResult {
  /// Of what was written: from the journals, where one lies beside a shard,
  /// from the reports themselves else.
  BatchSummary summary;
  uint64_t lines = 0;
  uint64_t duplicates = 0;
  /// What was wrong with the shards, one line each, raw.
  std::vector<std::string> notes;
};

/// Gives each line to `write`, with its line feed. A target is known by its
/// key in the journals where every shard has one, else by `task.url` and
/// `task.id` of its line; lines with neither are all kept. Of a shard with a
/// journal only what the journal counts is taken. Fails where `write` does.
Result<MergeResult> merge_shards(
    const std::vector<std::string>& shards,
    const std::function<Result<void>(std::string_view line)>& write);

}  // namespace pagescan
