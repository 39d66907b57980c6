// Reads a list on a thread of its own, some entries ahead: reading may wait for
// a pipe or a disk, and fetching must not. Bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

#include "scanner/run/list_entry.h"

namespace pagescan {

struct NumberedEntry {
  uint64_t ordinal = 0;  // from 0, in the order of the list
  ListEntry entry;
};

class EntryReader {
 public:
  using NextEntry = std::function<std::optional<ListEntry>()>;

  /// Starts reading. `notify` is called, by the reading thread, when there is
  /// something after pop() had found nothing.
  EntryReader(NextEntry next, size_t capacity, std::function<void()> notify);
  /// Waits for the entry that is being read, as a thread that goes on while
  /// the program ends meets what is torn down; but not for a read that blocks:
  /// that thread then uses nothing but `next`.
  ~EntryReader();
  EntryReader(const EntryReader&) = delete;
  EntryReader& operator=(const EntryReader&) = delete;

  /// The next entry that is there; does not wait.
  std::optional<NumberedEntry> pop();
  /// Whether everything was read and popped.
  bool is_at_end() const;
  /// Entries read so far, and whether those are all.
  uint64_t count() const;
  bool has_read_all() const;

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
  std::thread thread_;
};

}  // namespace pagescan
