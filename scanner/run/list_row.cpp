#include "scanner/run/list_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/run/expect.h"
#include "scanner/run/read_content.h"
#include "scanner/url/message.h"

namespace pagescan {
namespace {

// Of a row that is none.
constexpr size_t kMaxShownBytes = 256;

tl::unexpected<Error> invalid(std::string message) {
  return fail(ErrorCode::kInvalidRow, std::move(message));
}

// What the URL parser would pass over is more likely two URLs in a line, or a
// list in some other encoding.
Result<Target> checked_url(Target target, std::string_view text) {
  if (!is_valid_utf8(text)) {
    return invalid(fmt::format("{} is not UTF-8 (save the list as UTF-8)",
                               quote_for_message(text)));
  }
  if (std::any_of(text.begin(), text.end(), is_ascii_whitespace)) {
    return invalid(
        fmt::format("white space in {} (one URL a row; write %20 "
                    "for a space in it)",
                    quote_for_message(text)));
  }
  return target;
}

Result<Target> checked_file(Target target) {
  std::error_code error;
  const auto status = std::filesystem::status(target.path, error);
  if (!std::filesystem::exists(status)) {
    return tl::unexpected<Error>(no_such_file(target.path));
  }
  if (std::filesystem::is_directory(status)) {
    return tl::unexpected<Error>(is_a_folder(target.path));
  }
  return target;
}

// A key of its own for each place of a list.
TargetKey key_of_place(const std::string& list, uint64_t line) {
  return target_key_of_text(fmt::format("{}{}{}", list, '\0', line));
}

}  // namespace

Result<Target> target_of_row(std::string_view text, TargetScope scope) {
  if (text.empty()) return invalid("the row names no URL");
  if (text.find('\0') != std::string_view::npos) {
    return invalid(
        fmt::format("there is a NUL in {}", quote_for_message(text)));
  }
  Result<Target> target = parse_target(text);
  if (!target) return target;
  if (target->kind == TargetKind::kUrl) {
    return checked_url(*std::move(target), text);
  }
  if (scope == TargetScope::kWeb) {
    return invalid(
        fmt::format("{} is no absolute http or https URL, and this "
                    "list may name no other",
                    quote_for_message(text)));
  }
  if (target->kind == TargetKind::kStandardInput) {
    return invalid("standard input (-) can't stand in a list");
  }
  return checked_file(*std::move(target));
}

ListEntry entry_of_failure(const std::string& list, uint64_t line,
                           const std::string& target, Error error) {
  return {list,
          line,
          {},
          target.empty() ? list : target,
          tl::unexpected<Error>(std::move(error)),
          {},
          {},
          key_of_place(list, line)};
}

ListEntry entry_of_row(ListRow row, const std::string& list,
                       TargetScope scope) {
  if (row.error) {
    return entry_of_failure(list, row.line, row.target, *std::move(row.error));
  }
  Result<Target> target = target_of_row(row.target, scope);
  const TargetKey key =
      target ? target_key(*target, row.fields) : target_key_of_text(row.target);
  return {list,
          row.line,
          std::move(row.id),
          std::move(row.target),
          std::move(target),
          std::move(row.fields),
          std::move(row.expectations),
          key};
}

ListRow broken_row(uint64_t line, std::string_view text, std::string message) {
  ListRow row;
  row.line = line;
  // The second cut mends a character that the first one split.
  row.target = utf8_prefix(replace_invalid_utf8(text.substr(0, kMaxShownBytes)),
                           kMaxShownBytes);
  row.error = Error{ErrorCode::kInvalidRow, std::move(message)};
  return row;
}

ListRow line_too_long(const ListInput::Line& line) {
  return broken_row(
      line.number, line.text,
      fmt::format("the line is longer than {} bytes", line.text.size()));
}

std::optional<ListRow> end_of(ListInput& input) {
  std::optional<Error> error = input.take_error();
  if (!error) return std::nullopt;
  ListRow row;
  row.line = input.line() + 1;
  row.error = *std::move(error);
  return row;
}

bool add_expectation(ExpectationKind kind, std::string_view expected,
                     ListRow& row) {
  if (expected.empty()) return true;
  Expectation expectation{kind, std::string(expected)};
  const bool can_be_met = is_expectation(expectation);
  if (can_be_met) row.expectations.push_back(std::move(expectation));
  return can_be_met;
}

std::string unmeetable(std::string_view name, std::string_view expected) {
  return fmt::format(
      "no page can meet the expected {} {} (a status is 200, "
      "2xx or several: 200,301; a type is text/html)",
      name, quote_for_message(expected));
}

}  // namespace pagescan
