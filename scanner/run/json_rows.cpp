#include "scanner/run/json_rows.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/run/expect.h"
#include "scanner/url/message.h"

namespace pagescan {
namespace {

using nlohmann::json;

constexpr std::array kExpectations = {
    ExpectationKind::kStatus, ExpectationKind::kUrl, ExpectationKind::kMimeType,
    ExpectationKind::kTitle, ExpectationKind::kText};

using Complaint = std::optional<std::string>;

const json* member(const json& object, std::string_view name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

// A string, or a whole number in decimal.
std::optional<std::string> text_of(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_integer()) return value.dump();
  return std::nullopt;
}

Complaint read_header(std::string_view name, const json& value, ListRow& row) {
  if (!value.is_string()) {
    return fmt::format("headers: the value of {} is no string",
                       quote_for_message(name));
  }
  const auto& text = value.get_ref<const std::string&>();
  if (!is_field_name(name) || !is_field_value(text)) {
    return fmt::format("headers: {} can't be sent as a field",
                       quote_for_message(name));
  }
  row.fields.push_back(
      {std::string(name), std::string(strip_ascii_whitespace(text))});
  return std::nullopt;
}

Complaint read_header_list(const json& list, ListRow& row) {
  for (const json& item : list) {
    auto field = item.is_string()
                     ? field_from_text(item.get_ref<const std::string&>())
                     : std::nullopt;
    if (!field) return "headers: an item is not \"Name: value\"";
    row.fields.push_back(*std::move(field));
  }
  return std::nullopt;
}

Complaint read_headers(const json& headers, ListRow& row) {
  if (headers.is_array()) return read_header_list(headers, row);
  if (!headers.is_object()) {
    return "headers is neither an object nor an array of strings";
  }
  for (const auto& [name, value] : headers.items()) {
    if (auto complaint = read_header(name, value, row)) return complaint;
  }
  return std::nullopt;
}

Complaint read_expectations(const json& expect, ListRow& row) {
  if (!expect.is_object()) return "expect is no object";
  for (const ExpectationKind kind : kExpectations) {
    const std::string_view name = expectation_name(kind);
    const json* value = member(expect, name);
    if (value == nullptr) continue;
    const auto text = text_of(*value);
    if (!text) return fmt::format("expect: {} is no string", name);
    if (!add_expectation(kind, *text, row)) return unmeetable(name, *text);
  }
  return std::nullopt;
}

Complaint read_object(const json& object, ListRow& row) {
  const json* url = member(object, "url");
  if (url == nullptr || !url->is_string()) return "url is missing or no string";
  row.target = strip_ascii_whitespace(url->get_ref<const std::string&>());
  if (const json* id = member(object, "id")) {
    auto text = text_of(*id);
    if (!text) return "id is neither a string nor a whole number";
    row.id = *std::move(text);
  }
  if (const json* headers = member(object, "headers")) {
    if (auto complaint = read_headers(*headers, row)) return complaint;
  }
  if (const json* expect = member(object, "expect")) {
    return read_expectations(*expect, row);
  }
  return std::nullopt;
}

Complaint read_value(const json& value, ListRow& row) {
  if (value.is_discarded()) {
    return "the line is no JSON value, or not UTF-8 (one value a line)";
  }
  if (value.is_object()) return read_object(value, row);
  if (!value.is_string()) {
    return "a row is a string or an object (of a JSON array, jq -c '.[]' "
           "makes rows)";
  }
  row.target = strip_ascii_whitespace(value.get_ref<const std::string&>());
  return std::nullopt;
}

class JsonRows : public RowReader {
 public:
  explicit JsonRows(ListInput input) : input_(std::move(input)) {}

  std::optional<ListRow> next() override {
    while (const auto line = input_.next_line()) {
      if (strip_ascii_whitespace(line->text).empty()) continue;
      if (line->cut) return line_too_long(*line);
      ListRow row;
      row.line = line->number;
      const json value = json::parse(line->text, nullptr, false);
      if (auto complaint = read_value(value, row)) {
        return broken_row(line->number, line->text, *std::move(complaint));
      }
      return row;
    }
    return end_of(input_);
  }

 private:
  ListInput input_;
};

}  // namespace

std::unique_ptr<RowReader> read_json_rows(ListInput input) {
  return std::make_unique<JsonRows>(std::move(input));
}

}  // namespace pagescan
