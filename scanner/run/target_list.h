// Lists of targets, read lazily: one entry at a time, so that a list of a
// million lines takes the memory of a list of a hundred. docs/lists.md says
// what a list may be. One thread at a time.
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/run/list_entry.h"
#include "scanner/run/list_format.h"
#include "scanner/run/list_limits.h"
#include "scanner/url/url.h"

namespace pagescan {

/// Retrieves the content of a list at an http or https URL, content codings
/// undone. It is called from TargetList::next() and bounds what it gives.
using FetchList = std::function<Result<std::string>(const Url&)>;

class TargetList {
 public:
  /// Will read `lists`, one after another, each as `format`. `in`, which must
  /// outlive the list, is read for "-". kUsage where there is no list or "-"
  /// is named twice; what else is wrong with one shows as an entry.
  static Result<TargetList> open(std::vector<std::string> lists,
                                 ListFormat format, std::istream& in,
                                 FetchList fetch_list,
                                 const ListLimits& limits = {});

  TargetList(TargetList&&) noexcept;
  TargetList& operator=(TargetList&&) noexcept;
  ~TargetList();

  /// The next entry; nothing at the end. A row that is none, a list that can't
  /// be read or not any further, is an entry whose `parsed` is an error, and
  /// what follows it is read. Duplicates are given as they come.
  std::optional<ListEntry> next();

 private:
  class Reader;

  explicit TargetList(std::unique_ptr<Reader> reader);

  std::unique_ptr<Reader> reader_;
};

}  // namespace pagescan
