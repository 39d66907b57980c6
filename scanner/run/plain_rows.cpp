#include "scanner/run/plain_rows.h"

#include <utility>

#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// A "#" with white space before it; one within a word is a fragment's.
std::string_view without_comment(std::string_view line) {
  for (size_t hash = line.find('#'); hash != std::string_view::npos;
       hash = line.find('#', hash + 1)) {
    if (hash == 0 || is_ascii_whitespace(line[hash - 1])) {
      return line.substr(0, hash);
    }
  }
  return line;
}

class PlainRows : public RowReader {
 public:
  explicit PlainRows(ListInput input) : input_(std::move(input)) {}

  std::optional<ListRow> next() override {
    while (const auto line = input_.next_line()) {
      const std::string_view text =
          strip_ascii_whitespace(without_comment(line->text));
      if (text.empty()) continue;
      if (line->cut) return line_too_long(*line);
      ListRow row;
      row.line = line->number;
      row.kind = RowKind::kPattern;
      row.target = text;
      return row;
    }
    return end_of(input_);
  }

 private:
  ListInput input_;
};

}  // namespace

std::unique_ptr<RowReader> read_plain_rows(ListInput input) {
  return std::make_unique<PlainRows>(std::move(input));
}

}  // namespace pagescan
