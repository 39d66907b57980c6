#include "scanner/store/line_facts.h"

#include "report/json_names.h"
#include "report/rapidjson.h"
#include "rules/judge.h"

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
    if (at("page", 2, "url")) facts_.page_url = text;
    if (at("findings", 3)) take_finding(text);
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
    const bool is_finding = depth_ == 2 && top_ == "findings";
    if (is_finding && facts_.findings.size() < kMaxFindingsOfLine) {
      facts_.findings.emplace_back();
    }
    ++depth_;
    return true;
  }
  bool EndObject(SizeType /*members*/) {
    --depth_;
    return true;
  }
  bool StartArray() {
    if (depth_ == 1 && top_ == "findings") facts_.has_findings = true;
    return depth_++ > 0;  // the line itself is none
  }
  bool EndArray(SizeType /*items*/) {
    --depth_;
    return true;
  }

  LineFacts& facts() { return facts_; }

 private:
  // Whether the value has this key, that deep under a key of the document.
  bool at(std::string_view top, size_t depth, std::string_view key) const {
    return key_ == key && at(top, depth);
  }
  bool at(std::string_view top, size_t depth) const {
    return depth_ == depth && top_ == top;
  }

  // A string that is a member of the finding at hand.
  void take_finding(std::string_view text) {
    if (facts_.findings.empty()) return;  // in an array within the list
    Finding& finding = facts_.findings.back();
    if (key_ == "rule") finding.rule = text;
    if (key_ == "name") finding.name = text;
    if (key_ == "message") finding.message = text;
    if (key_ == "fingerprint") finding.fingerprint = text;
    if (key_ == "suppressed") finding.suppressed = text;
    if (key_ == "level") {
      finding.level = kLevels.find(text).value_or(Level::kNote);
    }
    if (key_ == "baseline") {
      finding.baseline =
          kBaselineStates.find(text).value_or(BaselineState::kNone);
    }
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
  facts.outcome.worst_finding = worst_level(facts.findings);
  facts.outcome.is_bad_line = facts.outcome.error == ErrorCode::kInvalidRow;
  return std::move(facts);
}

}  // namespace pagescan
