#include "report/json_object.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "report/escape.h"
#include "report/json_writer.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

using rapidjson::Value;

// How much of a foreign string an error quotes.
constexpr size_t kMaxQuotedBytes = 40;

constexpr std::string_view kScanAgain =
    "scan the page again with --format json";

std::string_view kind_of(const Value& value) {
  switch (value.GetType()) {
    case rapidjson::kNullType:
      return "null";
    case rapidjson::kFalseType:
    case rapidjson::kTrueType:
      return "a boolean";
    case rapidjson::kObjectType:
      return "an object";
    case rapidjson::kArrayType:
      return "an array";
    case rapidjson::kStringType:
      return "a string";
    case rapidjson::kNumberType:
      break;
  }
  return "a number";
}

std::string not_expected(std::string_view expected, const Value& value) {
  return fmt::format("{} expected, {} found", expected, kind_of(value));
}

// For numbers it is not the kind that is wrong.
std::string not_an_integer(std::string_view expected, const Value& value) {
  if (!value.IsNumber()) return not_expected(expected, value);
  return fmt::format("{} expected", expected);
}

std::string_view text_of(const Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

// Fails and gives "" where the value is no text.
std::string read_text(const Value& value, const JsonPlace& place,
                      JsonFailure& failure) {
  if (!value.IsString()) {
    failure.record(place, not_expected("a string", value));
    return {};
  }
  // The parser lets a lone surrogate through where it is escaped.
  if (!is_valid_utf8(text_of(value))) {
    failure.record(place, "a lone surrogate is no character");
    return {};
  }
  return std::string(text_of(value));
}

}  // namespace

std::string json_pointer(const JsonPlace& place) {
  std::vector<const JsonPlace*> steps;
  for (const JsonPlace* p = &place; p->outer != nullptr; p = p->outer) {
    steps.push_back(p);
  }
  std::string pointer;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const auto to = std::back_inserter(pointer);
    if ((*step)->key.empty()) {
      fmt::format_to(to, "/{}", (*step)->index);
    } else {
      fmt::format_to(to, "/{}", (*step)->key);
    }
  }
  return pointer;
}

void JsonFailure::record(const JsonPlace& place, std::string_view what,
                         std::string_view next) {
  if (failed()) return;
  const std::string pointer = json_pointer(place);
  error_ = Error{
      ErrorCode::kReportUnreadable,
      fmt::format("{}: {}; {}", pointer.empty() ? "the document" : pointer,
                  what, next.empty() ? kScanAgain : next)};
}

JsonObject::JsonObject(const Value& value, const JsonPlace& place,
                       JsonFailure& failure)
    : value_(value), place_(place), failure_(failure) {
  if (!value.IsObject()) {
    failure_.record(place, not_expected("an object", value));
  }
}

const Value* JsonObject::find(std::string_view name) const {
  if (failure_.failed()) return nullptr;
  const Value* found = nullptr;
  for (const auto& member : value_.GetObject()) {
    if (text_of(member.name) != name) continue;
    if (found != nullptr) {
      fail_at(name, "the key stands here twice");
      return nullptr;
    }
    found = &member.value;
  }
  return found;
}

const Value* JsonObject::required(std::string_view name) const {
  const Value* value = find(name);
  if (value == nullptr) fail_at(name, "missing");
  return value;
}

bool JsonObject::is_null(std::string_view name) const {
  const Value* value = find(name);
  return value != nullptr && value->IsNull();
}

const Value* JsonObject::array(std::string_view name) const {
  const Value* value = required(name);
  if (value == nullptr || value->IsArray()) return value;
  fail_at(name, not_expected("an array", *value));
  return nullptr;
}

void JsonObject::field(std::string_view name, std::string& out) const {
  if (const Value* value = required(name)) {
    out = read_text(*value, {&place_, name, 0}, failure_);
  }
}

void JsonObject::field(std::string_view name, bool& out) const {
  const Value* value = required(name);
  if (value == nullptr) return;
  if (value->IsBool()) {
    out = value->GetBool();
  } else {
    fail_at(name, not_expected("true or false", *value));
  }
}

double JsonObject::number_up_to(std::string_view name, double max) const {
  const Value* value = required(name);
  if (value == nullptr) return 0;
  if (!value->IsNumber()) {
    fail_at(name, not_expected("a number", *value));
    return 0;
  }
  const double number = value->GetDouble();
  if (number >= 0 && number <= max) return number;
  fail_at(name, fmt::format("out of range, 0 to {} expected", max));
  return 0;
}

void JsonObject::milliseconds(std::string_view name, double& out) const {
  out = number_up_to(name, kMaxMilliseconds);
}

void JsonObject::hundredths(std::string_view name, uint8_t& out) const {
  constexpr double kHundred = 100;
  out = static_cast<uint8_t>(std::lround(number_up_to(name, 1) * kHundred));
}

void JsonObject::address(std::string_view attribute, Address& out) const {
  field(attribute, out.written);
  field("url", out.url);
}

void JsonObject::position(SourcePosition& out) const {
  object("position", out,
         Read<SourcePosition>([](const JsonObject& json, SourcePosition& p) {
           json.field("line", p.line);
           json.field("column", p.column);
         }));
}

void JsonObject::list(std::string_view name,
                      std::vector<std::string>& out) const {
  const Value* items = array(name);
  if (items == nullptr) return;
  const JsonPlace place{&place_, name, 0};
  for (const Value& value : items->GetArray()) {
    std::string text = read_text(value, {&place, "", out.size()}, failure_);
    if (failure_.failed()) return;
    out.push_back(std::move(text));
  }
}

void JsonObject::list(std::string_view name, std::vector<size_t>& out) const {
  const Value* items = array(name);
  if (items == nullptr) return;
  const JsonPlace place{&place_, name, 0};
  for (const Value& value : items->GetArray()) {
    if (!value.IsUint64()) {
      failure_.record({&place, "", out.size()},
                      not_an_integer("an integer of 0 or more", value));
      return;
    }
    out.push_back(value.GetUint64());
  }
}

void JsonObject::fail_at(std::string_view name, std::string_view what) const {
  failure_.record({&place_, name, 0}, what);
}

void JsonObject::fail_at(std::string_view name, size_t index,
                         std::string_view key, std::string_view what) const {
  const JsonPlace place{&place_, name, 0};
  const JsonPlace item{&place, "", index};
  failure_.record({&item, key, 0}, what);
}

int64_t JsonObject::signed_number(const Value& value,
                                  std::string_view name) const {
  if (value.IsInt64()) return value.GetInt64();
  fail_at(name, not_an_integer("an integer of 64 bits", value));
  return 0;
}

uint64_t JsonObject::unsigned_number(const Value& value, std::string_view name,
                                     uint64_t max) const {
  if (value.IsUint64() && value.GetUint64() <= max) return value.GetUint64();
  fail_at(name,
          not_an_integer(fmt::format("an integer from 0 to {}", max), value));
  return 0;
}

void JsonObject::fail_unknown_name(std::string_view name,
                                   std::string_view text) const {
  const std::string_view prefix = utf8_prefix(text, kMaxQuotedBytes);
  failure_.record(
      {&place_, name, 0},
      fmt::format("\"{}{}\" is no name this version knows",
                  for_terminal(prefix), prefix.size() < text.size() ? "…" : ""),
      "read it with the pagescan that wrote it, or scan the page again with "
      "--format json");
}

}  // namespace pagescan
