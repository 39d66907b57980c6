#include "scanner/run/csv_rows.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/run/expect.h"
#include "scanner/url/message.h"

namespace pagescan {
namespace {

// One row at a time through libcsv, strict: a quote that stands where none may
// is an error, not a part of some field, so that rows never run together.
class RowParser {
 public:
  RowParser() { reset(); }
  ~RowParser() { csv_free(&parser_); }
  RowParser(const RowParser&) = delete;
  RowParser& operator=(const RowParser&) = delete;

  /// Adds a line of the row. False where it is no CSV; then reset().
  bool add(std::string_view line) {
    return feed(line) && (row_ended_ || feed("\n"));
  }
  /// Whether the lines added so far are a row, none of whose quotes is open.
  bool row_ended() const { return row_ended_; }
  /// The row's fields; none for an empty line. The next row may begin.
  std::vector<std::string> take_fields() {
    row_ended_ = false;
    return std::exchange(fields_, {});
  }
  void reset() {
    if (is_open_) csv_free(&parser_);
    is_open_ = csv_init(&parser_, CSV_STRICT | CSV_REPALL_NL) == 0;
    csv_set_term_func(&parser_, is_line_feed);
    fields_.clear();
    row_ended_ = false;
  }

 private:
  // Lines come without their breaks: a CR is a byte like others.
  static int is_line_feed(unsigned char c) { return c == '\n' ? 1 : 0; }
  static void add_field(void* text, size_t size, void* self) {
    static_cast<RowParser*>(self)->fields_.emplace_back(
        static_cast<const char*>(text), size);
  }
  static void end_row(int /*terminator*/, void* self) {
    static_cast<RowParser*>(self)->row_ended_ = true;
  }
  bool feed(std::string_view bytes) {
    return csv_parse(&parser_, bytes.data(), bytes.size(), add_field, end_row,
                     this) == bytes.size();
  }

  csv_parser parser_ = {};
  bool is_open_ = false;
  std::vector<std::string> fields_;
  bool row_ended_ = false;
};

enum class ColumnKind { kIgnored, kId, kUrl, kField, kExpectation };

struct Column {
  ColumnKind kind = ColumnKind::kIgnored;
  std::string name;                                     // of a field
  ExpectationKind expected = ExpectationKind::kStatus;  // of an expectation
};

constexpr std::string_view kFieldPrefix = "header.";
constexpr std::string_view kExpectationPrefix = "expect_";

constexpr std::array kExpectations = {
    ExpectationKind::kStatus, ExpectationKind::kUrl, ExpectationKind::kMimeType,
    ExpectationKind::kTitle, ExpectationKind::kText};

Column column_of(std::string_view name) {
  name = strip_ascii_whitespace(name);
  if (ascii_iequals(name, "url")) return {ColumnKind::kUrl, {}, {}};
  if (ascii_iequals(name, "id")) return {ColumnKind::kId, {}, {}};
  if (ascii_istarts_with(name, kFieldPrefix)) {
    return {
        ColumnKind::kField, std::string(name.substr(kFieldPrefix.size())), {}};
  }
  if (!ascii_istarts_with(name, kExpectationPrefix)) return {};
  name.remove_prefix(kExpectationPrefix.size());
  for (const ExpectationKind kind : kExpectations) {
    if (ascii_iequals(name, expectation_name(kind))) {
      return {ColumnKind::kExpectation, {}, kind};
    }
  }
  return {};
}

using Complaint = std::optional<std::string>;

// What is wrong with the header row.
Complaint check_columns(const std::vector<Column>& columns) {
  const auto urls = std::count_if(
      columns.begin(), columns.end(),
      [](const Column& column) { return column.kind == ColumnKind::kUrl; });
  if (urls != 1) {
    return fmt::format(
        "the header row names {} columns url, not one (it is "
        "the first row; commas separate)",
        urls);
  }
  for (const Column& column : columns) {
    if (column.kind == ColumnKind::kField && !is_field_name(column.name)) {
      return fmt::format("the column header.{} names no field",
                         quote_for_message(column.name));
    }
  }
  return std::nullopt;
}

Complaint read_cell(const Column& column, std::string cell, ListRow& row) {
  switch (column.kind) {
    case ColumnKind::kIgnored:
      break;
    case ColumnKind::kId:
      row.id = std::move(cell);
      break;
    case ColumnKind::kUrl:
      row.target = strip_ascii_whitespace(cell);
      break;
    case ColumnKind::kField:
      if (cell.empty()) break;
      if (!is_field_value(cell)) {
        return fmt::format("header.{} can't be sent: a line break or NUL in it",
                           column.name);
      }
      row.fields.push_back(
          {column.name, std::string(strip_ascii_whitespace(cell))});
      break;
    case ColumnKind::kExpectation:
      if (!add_expectation(column.expected, cell, row)) {
        return unmeetable(expectation_name(column.expected), cell);
      }
      break;
  }
  return std::nullopt;
}

Complaint read_cells(const std::vector<Column>& columns,
                     std::vector<std::string> cells, ListRow& row) {
  if (cells.size() > columns.size()) {
    return fmt::format(
        "{} fields in a row of {} columns (quote a field that "
        "has a comma in it)",
        cells.size(), columns.size());
  }
  for (size_t i = 0; i < cells.size(); ++i) {
    if (!is_valid_utf8(cells[i])) return "the row is not UTF-8";
    Complaint complaint = read_cell(columns[i], std::move(cells[i]), row);
    if (complaint) return complaint;
  }
  return std::nullopt;
}

struct OwnedLine {
  std::string text;
  uint64_t number = 0;
  bool cut = false;
};

class CsvRows : public RowReader {
 public:
  CsvRows(ListInput input, size_t max_row_bytes)
      : input_(std::move(input)), max_row_bytes_(max_row_bytes) {}

  std::optional<ListRow> next() override {
    if (!has_header_) {
      has_header_ = true;
      auto header = next_cells();
      if (!header) return end_of(input_);
      if (auto error = read_header(*std::move(header))) return error;
    }
    while (!unusable_) {
      auto cells = next_cells();
      if (!cells) return end_of(input_);
      if (cells->error) return std::move(cells->error);
      return row_of(*std::move(cells));
    }
    return std::nullopt;
  }

 private:
  struct Cells {
    std::vector<std::string> cells;
    std::vector<OwnedLine> lines;  // that they stand in
    std::optional<ListRow> error;  // instead
  };

  // The fields of the next row that is not empty; nothing at the end.
  std::optional<Cells> next_cells() {
    for (;;) {
      Cells row;
      size_t bytes = 0;
      do {
        auto line = next_line();
        if (!line) return row.lines.empty() ? std::nullopt : unclosed(row);
        bytes += line->text.size() + 1;
        row.lines.push_back(*std::move(line));
        if (row.lines.back().cut || bytes > max_row_bytes_ + 1) {
          return too_long(row);
        }
        if (!parser_.add(row.lines.back().text)) return no_csv(row);
      } while (!parser_.row_ended());
      row.cells = parser_.take_fields();
      if (!row.cells.empty()) return row;
    }
  }

  std::optional<OwnedLine> next_line() {
    if (!again_.empty()) {
      OwnedLine line = std::move(again_.front());
      again_.pop_front();
      return line;
    }
    const auto line = input_.next_line();
    if (!line) return std::nullopt;
    return OwnedLine{std::string(line->text), line->number, line->cut};
  }

  // A row that fails is its first line alone: the quote that opens there may
  // be a slip, and the lines after it rows. Each line is read at most twice
  // more than once: only one with an odd number of quotes opens a row, and no
  // line with an odd number stands within one.
  std::optional<Cells> failed(Cells& row, std::string message) {
    parser_.reset();
    const OwnedLine& first = row.lines.front();
    row.error = broken_row(first.number, first.text, std::move(message));
    again_.insert(again_.begin(),
                  std::make_move_iterator(row.lines.begin() + 1),
                  std::make_move_iterator(row.lines.end()));
    return std::move(row);
  }
  std::optional<Cells> unclosed(Cells& row) {
    return failed(row, "a quote that opens in this row is never closed");
  }
  std::optional<Cells> too_long(Cells& row) {
    return failed(
        row,
        fmt::format("the row is longer than {} bytes{}", max_row_bytes_,
                    row.lines.size() > 1 ? " (is a quote not closed?)" : ""));
  }
  std::optional<Cells> no_csv(Cells& row) {
    return failed(row,
                  "a quote stands where none may (quote the whole field and "
                  "double the quotes in it)");
  }

  std::optional<ListRow> read_header(Cells header) {
    for (const std::string& name : header.cells) {
      columns_.push_back(column_of(name));
    }
    std::optional<ListRow> error = std::move(header.error);
    if (!error) {
      if (auto complaint = check_columns(columns_)) {
        const OwnedLine& line = header.lines.front();
        error = broken_row(line.number, line.text, *std::move(complaint));
      }
    }
    unusable_ = error.has_value();
    return error;
  }

  ListRow row_of(Cells cells) {
    const OwnedLine& first = cells.lines.front();
    ListRow row;
    row.line = first.number;
    auto complaint = read_cells(columns_, std::move(cells.cells), row);
    if (!complaint) return row;
    return broken_row(first.number, first.text, *std::move(complaint));
  }

  ListInput input_;
  size_t max_row_bytes_;
  RowParser parser_;
  bool has_header_ = false;
  bool unusable_ = false;  // without a header, no row means anything
  std::vector<Column> columns_;
  std::deque<OwnedLine> again_;  // read before, to be read as new
};

}  // namespace

std::unique_ptr<RowReader> read_csv_rows(ListInput input,
                                         size_t max_row_bytes) {
  return std::make_unique<CsvRows>(std::move(input), max_row_bytes);
}

}  // namespace pagescan
