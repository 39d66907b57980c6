#include "report/json_parse.h"

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <utility>

#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

using rapidjson::SizeType;

// Iterative: input never gets to choose how deep the stack grows. Numbers to
// the last bit, so that what is read and written is the same.
constexpr unsigned kParseFlags = rapidjson::kParseIterativeFlag |
                                 rapidjson::kParseStopWhenDoneFlag |
                                 rapidjson::kParseFullPrecisionFlag;

// Passes what the parser finds on to the document until a limit is reached.
// The names are RapidJSON's.
// NOLINTBEGIN(readability-identifier-naming)
class BoundedHandler {
 public:
  BoundedHandler(rapidjson::Document& document, const ReadLimits& limits)
      : document_(document), limits_(limits) {}

  bool Null() { return count() && document_.Null(); }
  bool Bool(bool b) { return count() && document_.Bool(b); }
  bool Int(int i) { return count() && document_.Int(i); }
  bool Uint(unsigned i) { return count() && document_.Uint(i); }
  bool Int64(int64_t i) { return count() && document_.Int64(i); }
  bool Uint64(uint64_t i) { return count() && document_.Uint64(i); }
  bool Double(double d) { return count() && document_.Double(d); }
  bool RawNumber(const char* s, SizeType n, bool copy) {
    return count() && document_.RawNumber(s, n, copy);
  }
  bool String(const char* s, SizeType n, bool copy) {
    return count() && document_.String(s, n, copy);
  }
  bool Key(const char* s, SizeType n, bool copy) {
    return count() && document_.Key(s, n, copy);
  }
  bool StartObject() { return enter() && document_.StartObject(); }
  bool EndObject(SizeType n) { return leave() && document_.EndObject(n); }
  bool StartArray() { return enter() && document_.StartArray(); }
  bool EndArray(SizeType n) { return leave() && document_.EndArray(n); }

  /// Which limit was reached, "" if none.
  const std::string& reached() const { return reached_; }

 private:
  bool count() {
    if (++values_ <= limits_.max_values) return true;
    reached_ = fmt::format("more than {} values", limits_.max_values);
    return false;
  }
  bool enter() {
    if (!count()) return false;
    if (++depth_ <= limits_.max_depth) return true;
    reached_ = fmt::format("nested more than {} deep", limits_.max_depth);
    return false;
  }
  bool leave() {
    --depth_;
    return true;
  }

  rapidjson::Document& document_;
  const ReadLimits& limits_;
  size_t values_ = 0;
  size_t depth_ = 0;
  std::string reached_;
};
// NOLINTEND(readability-identifier-naming)

tl::unexpected<Error> unreadable_at(size_t offset, std::string_view why,
                                    std::string_view next) {
  return fail(ErrorCode::kReportUnreadable,
              fmt::format("byte {}: {}; {}", offset, why, next));
}

// `text` is not well-formed.
size_t first_ill_formed(std::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    const CodePoint c = code_point_at(text, i);
    const bool is_replacement = text.substr(i).starts_with("\uFFFD");
    if (c.value == 0xFFFD && !is_replacement) break;
    i += c.size;
  }
  return i;
}

constexpr std::string_view kRestore =
    "the file is damaged or is no report: scan the page again with --format "
    "json";

}  // namespace

Result<rapidjson::Document> parse_json(std::string_view json,
                                       const ReadLimits& limits) {
  if (json.size() > limits.max_bytes) {
    return fail(ErrorCode::kReportUnreadable,
                fmt::format("the report has {} bytes, more than the {} that "
                            "are read; scan the page with a lower --max-items",
                            json.size(), limits.max_bytes));
  }
  if (!is_valid_utf8(json)) {
    return unreadable_at(first_ill_formed(json), "not UTF-8", kRestore);
  }
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::Reader reader;
  rapidjson::Document document;
  BoundedHandler handler(document, limits);
  auto generate = [&reader, &stream, &handler](rapidjson::Document&) {
    return !reader.Parse<kParseFlags>(stream, handler).IsError();
  };
  document.Populate(generate);
  if (!handler.reached().empty()) {
    return unreadable_at(stream.Tell(), handler.reached(), kRestore);
  }
  if (reader.HasParseError()) {
    std::string_view why =
        rapidjson::GetParseError_En(reader.GetParseErrorCode());
    if (why.ends_with('.')) why.remove_suffix(1);
    return unreadable_at(reader.GetErrorOffset(), why, kRestore);
  }
  // The parser would take a NUL for the end.
  const size_t more = json.find_first_not_of(" \t\r\n", stream.Tell());
  if (more != std::string_view::npos) {
    return unreadable_at(more, "more follows the report",
                         "give one report at a time, one line of NDJSON");
  }
  return document;
}

}  // namespace pagescan
