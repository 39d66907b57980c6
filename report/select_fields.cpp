#include "report/select_fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/escape.h"
#include "report/rapidjson.h"
#include "scanner/base/strings.h"

// By report_schema_bytes.S.
extern "C" {
// NOLINTBEGIN(readability-identifier-naming): names of the assembler file.
extern const char pagescan_report_schema_begin[];
extern const char pagescan_report_schema_end[];
// NOLINTEND(readability-identifier-naming)
}

namespace pagescan {
namespace {

using rapidjson::SizeType;
using rapidjson::Value;

using Schemas = std::vector<const Value*>;

std::string_view text_of(const Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

const Value* member(const Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

// The schema of our own reports: what keys an object of them may have.
class ReportSchema {
 public:
  ReportSchema() {
    const std::string_view text = report_schema();
    document_.Parse(text.data(), text.size());
  }

  Schemas root() const { return {&document_}; }

  /// The schemas of the key in what these describe, none if it has no such key.
  Schemas of_key(const Schemas& outer, std::string_view key) const {
    Schemas found;
    for (const Value* object : objects(outer)) {
      if (const Value* properties = member(*object, "properties")) {
        for (const auto& property : properties->GetObject()) {
          if (text_of(property.name) == key) found.push_back(&property.value);
        }
      }
      const Value* any = member(*object, "additionalProperties");
      if (any != nullptr && any->IsObject()) found.push_back(any);
    }
    return found;
  }

  /// The names of_key() knows, in order, separated by commas.
  std::string keys(const Schemas& outer) const {
    std::vector<std::string_view> names;
    for (const Value* object : objects(outer)) {
      const Value* properties = member(*object, "properties");
      if (properties == nullptr) continue;
      for (const auto& property : properties->GetObject()) {
        names.push_back(text_of(property.name));
      }
    }
    return fmt::format("{}", fmt::join(names, ", "));
  }

 private:
  // The object schemas among these, behind references, choices and arrays.
  Schemas objects(const Schemas& outer) const {
    // A schema that refers to itself would go on for ever.
    constexpr size_t kMaxSchemas = 1000;
    Schemas open = outer;
    Schemas found;
    for (size_t i = 0; i < open.size() && i < kMaxSchemas; ++i) {
      const Value& schema = *open[i];
      if (!schema.IsObject()) continue;
      found.push_back(&schema);
      if (const Value* reference = member(schema, "$ref")) {
        if (const Value* target = definition(text_of(*reference))) {
          open.push_back(target);
        }
      }
      if (const Value* items = member(schema, "items")) open.push_back(items);
      for (const char* choice : {"oneOf", "anyOf", "allOf"}) {
        const Value* choices = member(schema, choice);
        if (choices == nullptr) continue;
        for (const Value& one : choices->GetArray()) open.push_back(&one);
      }
    }
    return found;
  }

  const Value* definition(std::string_view reference) const {
    constexpr std::string_view kStart = "#/definitions/";
    if (!reference.starts_with(kStart)) return nullptr;
    const std::string name(reference.substr(kStart.size()));
    return member(document_["definitions"], name.c_str());
  }

  rapidjson::Document document_;
};

// Passes on to a writer what is selected of what a parser finds. The names are
// RapidJSON's.
// NOLINTBEGIN(readability-identifier-naming)
class FieldFilter {
 public:
  explicit FieldFilter(const std::vector<FieldSelection::Key>& keys)
      : keys_(keys), writer_(buffer_) {}

  std::string_view json() const {
    return {buffer_.GetString(), buffer_.GetSize()};
  }

  bool Null() { return !is_kept() || writer_.Null(); }
  bool Bool(bool b) { return !is_kept() || writer_.Bool(b); }
  // Numbers come as they are written.
  bool Int(int i) { return !is_kept() || writer_.Int(i); }
  bool Uint(unsigned i) { return !is_kept() || writer_.Uint(i); }
  bool Int64(int64_t i) { return !is_kept() || writer_.Int64(i); }
  bool Uint64(uint64_t i) { return !is_kept() || writer_.Uint64(i); }
  bool Double(double d) { return !is_kept() || writer_.Double(d); }
  bool RawNumber(const char* s, SizeType n, bool /*copy*/) {
    return !is_kept() || writer_.RawValue(s, n, rapidjson::kNumberType);
  }
  bool String(const char* s, SizeType n, bool /*copy*/) {
    return !is_kept() || writer_.String(s, n);
  }

  bool StartObject() {
    open_.push_back(next_);
    return !is_kept() || writer_.StartObject();
  }
  bool Key(const char* s, SizeType n, bool /*copy*/) {
    next_ = inner(open_.back(), {s, n});
    return !is_kept() || writer_.Key(s, n);
  }
  bool EndObject(SizeType /*members*/) {
    leave();
    return !is_kept() || writer_.EndObject();
  }
  bool StartArray() {
    open_.push_back(next_);
    return !is_kept() || writer_.StartArray();
  }
  bool EndArray(SizeType /*items*/) {
    leave();
    return !is_kept() || writer_.EndArray();
  }

 private:
  // What is kept of a value: a key of the selection, all, or nothing.
  using Kept = const FieldSelection::Key*;

  bool is_kept() const { return next_ != nullptr; }

  Kept inner(Kept outer, std::string_view name) const {
    if (outer == nullptr || outer->whole) return outer;
    for (const size_t index : outer->inner) {
      if (keys_[index].name == name) return &keys_[index];
    }
    return nullptr;
  }

  void leave() {
    next_ = open_.back();
    open_.pop_back();
  }

  const std::vector<FieldSelection::Key>& keys_;
  std::vector<Kept> open_;  // of objects and arrays around
  Kept next_ = &keys_.front();
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};
// NOLINTEND(readability-identifier-naming)

tl::unexpected<Error> no_field(std::string why) {
  return fail(ErrorCode::kUsage, "--fields: " + std::move(why));
}

}  // namespace

std::string_view report_schema() {
  const char* const begin = pagescan_report_schema_begin;
  return {begin, static_cast<size_t>(pagescan_report_schema_end - begin)};
}

Result<FieldSelection> FieldSelection::parse(std::string_view list) {
  const ReportSchema schema;
  FieldSelection selection;
  const auto paths = split(list, ',');
  if (paths.size() > kMaxSelectedFields) {
    return no_field(fmt::format("more than {} fields", kMaxSelectedFields));
  }
  for (const std::string_view written : paths) {
    const std::string_view path = strip_ascii_whitespace(written);
    const auto names = split(path, '.');
    Schemas place = schema.root();
    for (const std::string_view name : names) {
      Schemas next = schema.of_key(place, name);
      if (next.empty()) {
        const auto before =
            path.substr(0, static_cast<size_t>(name.data() - path.data()));
        const std::string keys = schema.keys(place);
        return no_field(fmt::format(
            "\"{}\": there is no \"{}\" in {}; {}", path, name,
            before.empty()
                ? "the report"
                : fmt::format("\"{}\"", before.substr(0, before.size() - 1)),
            keys.empty() ? "it has no keys" : "choose from " + keys));
      }
      place = std::move(next);
    }
    selection.add(names);
  }
  return selection;
}

void FieldSelection::add(const std::vector<std::string_view>& path) {
  size_t at = 0;
  for (const std::string_view name : path) {
    const std::vector<size_t>& inner = keys_[at].inner;
    const auto known = std::ranges::find_if(
        inner, [&](size_t index) { return keys_[index].name == name; });
    if (known != inner.end()) {
      at = *known;
      continue;
    }
    keys_.push_back({std::string(name), false, {}});
    keys_[at].inner.push_back(keys_.size() - 1);
    at = keys_.size() - 1;
  }
  keys_[at].whole = true;
}

Result<void> FieldSelection::apply(std::string_view json,
                                   std::string& out) const {
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  FieldFilter filter(keys_);
  if (reader.Parse<kFlags>(stream, filter).IsError()) {
    return fail(
        ErrorCode::kReportUnreadable,
        fmt::format("byte {}: {}", reader.GetErrorOffset(),
                    rapidjson::GetParseError_En(reader.GetParseErrorCode())));
  }
  append_json_for_terminal(filter.json(), out);
  out += '\n';
  return {};
}

}  // namespace pagescan
