#include "scanner/store/line_facts.h"

#include "report/json_names.h"
#include "report/rapidjson.h"

namespace pagescan {
namespace {

using rapidjson::SizeType;

// Notes the values that stand at known places. The names are RapidJSON's.
// NOLINTBEGIN(readability-identifier-naming)
class FactsHandler {
 public:
  bool Null() { return depth_ > 0; }
  bool Bool(bool b) {
    if (!b && at("expectations", 3, "met")) {
      ++facts_.outcome.unmet_expectations;
    }
    return depth_ > 0;
  }
  bool Int(int /*i*/) { return depth_ > 0; }
  bool Int64(int64_t /*i*/) { return depth_ > 0; }
  bool Uint(unsigned i) { return Uint64(i); }
  bool Uint64(uint64_t i) {
    constexpr uint64_t kMaxCount = 1'000'000;
    if (at("page", 2, "status") && i <= kMaxCount) {
      facts_.outcome.status = static_cast<int>(i);
    } else if (at("task", 2, "attempts") && i <= kMaxCount) {
      facts_.outcome.attempts = static_cast<unsigned>(i);
    } else if (at("response", 2, "wire_bytes") ||
               at("redirects", 3, "wire_bytes")) {
      facts_.outcome.bytes += i;
    }
    return depth_ > 0;
  }
  bool Double(double d) {
    if (at("timing", 2, "total_ms") && d >= 0) facts_.outcome.milliseconds = d;
    return depth_ > 0;
  }
  bool RawNumber(const char* /*s*/, SizeType /*n*/, bool /*copy*/) {
    return false;  // not asked for
  }
  bool String(const char* s, SizeType n, bool /*copy*/) {
    const std::string_view text(s, n);
    if (at("task", 2, "url")) facts_.url = text;
    if (at("task", 2, "id")) facts_.id = text;
    if (at("page", 2, "domain")) facts_.outcome.host = text;
    if (at("errors", 3, "code") && !facts_.outcome.error) {
      facts_.outcome.error = kErrorCodes.find(text);
    }
    return depth_ > 0;
  }
  bool Key(const char* s, SizeType n, bool /*copy*/) {
    (depth_ == 1 ? top_ : key_).assign(s, n);
    return true;
  }
  bool StartObject() {
    ++depth_;
    return true;
  }
  bool EndObject(SizeType /*members*/) {
    --depth_;
    return true;
  }
  bool StartArray() { return depth_++ > 0; }  // the line itself is none
  bool EndArray(SizeType /*items*/) {
    --depth_;
    return true;
  }

  LineFacts& facts() { return facts_; }

 private:
  // Whether the value has this key, that deep under a key of the document.
  bool at(std::string_view top, size_t depth, std::string_view key) const {
    return depth_ == depth && key_ == key && top_ == top;
  }

  LineFacts facts_;
  size_t depth_ = 0;
  std::string top_;
  std::string key_;
};
// NOLINTEND(readability-identifier-naming)

}  // namespace

std::optional<LineFacts> read_line_facts(std::string_view line) {
  rapidjson::MemoryStream stream(line.data(), line.size());
  rapidjson::Reader reader;
  FactsHandler handler;
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  if (reader.Parse<kFlags>(stream, handler).IsError()) return std::nullopt;
  LineFacts& facts = handler.facts();
  facts.outcome.is_bad_line = facts.outcome.error == ErrorCode::kInvalidRow;
  return std::move(facts);
}

}  // namespace pagescan
