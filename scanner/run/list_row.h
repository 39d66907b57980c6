// A row of a list as its reader gives it, and what it becomes: an entry.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/fetch/fields.h"
#include "scanner/run/expectation.h"
#include "scanner/run/list_entry.h"
#include "scanner/run/list_input.h"

namespace pagescan {

/// What a row names.
enum class RowKind {
  kTarget,   // a page
  kPattern,  // a page, or where there is no such file, files by a pattern
  kSitemap,  // a further list
};

/// A row as written, nothing judged but its form. Owns its strings.
struct ListRow {
  uint64_t line = 0;  // 0 where it has none
  RowKind kind = RowKind::kTarget;
  std::string id;
  std::string target;
  std::vector<Field> fields;
  std::vector<Expectation> expectations;
  /// Why it is no row; `target` is then what to show of it, "" for the list.
  std::optional<Error> error;
};

/// Reads the rows of one list. One thread at a time.
class RowReader {
 public:
  RowReader() = default;
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;
  virtual ~RowReader() = default;

  /// Nothing at the end. A row, or a list, that can't be read is a row with an
  /// error.
  virtual std::optional<ListRow> next() = 0;
};

/// Which targets a list may name.
enum class TargetScope {
  kAny,  // files, too: the user's own list
  kWeb,  // http and https URLs: a list that another machine wrote
};

/// The target a row names: kInvalidRow, kFileNotFound, kFileUnreadable or
/// parse_target's own error where it names none. Looks whether a file is there.
Result<Target> target_of_row(std::string_view text, TargetScope scope);

/// The entry of a row of `list`. A row that is none is keyed by its list and
/// line.
ListEntry entry_of_row(ListRow row, const std::string& list, TargetScope scope);

/// The entry of a list, or a part of it, that can't be read; `target` is the
/// list where it is "".
ListEntry entry_of_failure(const std::string& list, uint64_t line,
                           const std::string& target, Error error);

/// The row of a line that is none: kInvalidRow.
ListRow broken_row(uint64_t line, std::string_view text, std::string message);

/// The row of a line that was cut.
ListRow line_too_long(const ListInput::Line& line);

/// Once `input` has no more: nothing, or, where it ended early, the one row
/// that says so.
std::optional<ListRow> end_of(ListInput& input);

/// Adds what a row says of the page, "" for nothing. False where it can't be
/// met by any page: a status that is none, a URL that does not parse.
bool add_expectation(ExpectationKind kind, std::string_view expected,
                     ListRow& row);

/// What is wrong with a row whose expectation was refused.
std::string unmeetable(std::string_view name, std::string_view expected);

}  // namespace pagescan
