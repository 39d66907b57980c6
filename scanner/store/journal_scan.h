// Reads a journal from its beginning for as long as it can be trusted, and says
// where that ends. Memory: one group of entries. The bytes are foreign: a disk
// may have torn them, a person edited them. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "scanner/base/error.h"
#include "scanner/run/target_outcome.h"

namespace pagescan {

/// Reads bytes at an offset: how many there were, fewer only at the end.
using ReadAt = std::function<Result<size_t>(uint64_t, std::span<char>)>;

struct JournalScan {
  bool has_header = false;
  std::string run_identity;
  std::string run_token;     // see JournalHeader
  uint64_t journal_end = 0;  // the good part: header, whole groups, closing
  uint64_t output_end = 0;   // of the output with those groups in it
  uint64_t targets = 0;      // entries of whole groups
  bool is_complete = false;  // the last good line is the closing one
  /// Why the journal was not read to its end, one clause; "" where it was.
  std::string damage;
};

/// `output_size` is how long the output is: a group that ends behind it can't
/// be in it, so the good part ends before that group. `on_group`, which may be
/// empty, gets the outcomes of each whole group, in order. Fails only where
/// `read` does.
Result<JournalScan> scan_journal(
    const ReadAt& read, uint64_t output_size,
    const std::function<void(std::span<const TargetOutcome>)>& on_group);

}  // namespace pagescan
