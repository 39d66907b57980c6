#include "scanner/store/journal_line.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "report/json_names.h"
#include "report/json_object.h"
#include "report/json_parse.h"
#include "report/json_writer.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

// `,"crc":"xxxxxxxx"}`, over the bytes before the comma.
constexpr std::string_view kCrcStart = ",\"crc\":\"";
constexpr std::string_view kCrcEnd = "\"}";
constexpr size_t kCrcDigits = 8;
constexpr size_t kCrcSize = kCrcStart.size() + kCrcDigits + kCrcEnd.size();

constexpr std::string_view kJournalStart = "{\"pagescan_journal\":";
constexpr int kKeyDigits = 16;
constexpr int kHexadecimal = 16;
// The longest domain (RFC 1035 section 2.3.4); what is longer is cut, since a
// host is for the summary alone.
constexpr size_t kMaxHostBytes = 255;

uint32_t crc_of(std::string_view bytes) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

// Lowercase digits and nothing else.
template <class T>
std::optional<T> parse_hex(std::string_view digits) {
  T value = 0;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value, kHexadecimal);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return value;
}

void write_fields(JsonWriter& json, const JournalHeader& header) {
  json.field("pagescan_journal", kJournalVersion);
  json.bytes_field("run", header.run_identity);
  json.field_unless_empty("history", header.run_token);
}

void write_fields(JsonWriter& json, const JournalEntry& entry) {
  const TargetOutcome& outcome = entry.outcome;
  json.field("key", fmt::format("{:0{}x}", outcome.key, kKeyDigits));
  if (!outcome.host.empty()) {
    const std::string host = replace_invalid_utf8(outcome.host);
    json.field("host", utf8_prefix(host, kMaxHostBytes));
  }
  json.field_unless_zero("status", outcome.status);
  if (outcome.error) json.field("error", error_name(*outcome.error));
  json.flag("bad_line", outcome.is_bad_line);
  json.field_unless_zero("unmet", outcome.unmet_expectations);
  if (outcome.worst_finding) {
    json.field("level", level_name(*outcome.worst_finding));
  }
  json.field_unless_zero("attempts", outcome.attempts);
  json.field_unless_zero("bytes", outcome.bytes);
  json.milliseconds("ms", outcome.milliseconds);
  json.field("left", entry.left);
  json.field("end", entry.end);
}

void write_fields(JsonWriter& json, const JournalClosing& closing) {
  json.field("complete", closing.targets);
}

void read_header(const JsonObject& json, JournalHeader& header) {
  unsigned version = 0;
  json.field("pagescan_journal", version);
  if (version != kJournalVersion) {
    json.fail_at("pagescan_journal",
                 fmt::format("this pagescan reads version {}, not {}",
                             kJournalVersion, version));
  }
  json.field("run", header.run_identity);
  json.field_unless_empty("history", header.run_token);
}

void read_entry(const JsonObject& json, JournalEntry& entry) {
  TargetOutcome& outcome = entry.outcome;
  std::string key;
  json.field("key", key);
  const auto number = parse_hex<TargetKey>(key);
  if (key.size() != kKeyDigits || !number) {
    json.fail_at("key", "16 hexadecimal digits expected");
  }
  outcome.key = number.value_or(0);
  json.field_unless_empty("host", outcome.host);
  uint16_t status = 0;
  json.field_unless_zero("status", status);
  outcome.status = status;
  json.field_if("error", outcome.error, kErrorCodes);
  json.flag("bad_line", outcome.is_bad_line);
  json.field_unless_zero("unmet", outcome.unmet_expectations);
  json.field_if("level", outcome.worst_finding, kLevels);
  json.field_unless_zero("attempts", outcome.attempts);
  json.field_unless_zero("bytes", outcome.bytes);
  json.milliseconds("ms", outcome.milliseconds);
  json.field("left", entry.left, uint64_t{kMaxGroupTargets});
  json.field("end", entry.end);
}

JournalLine read_line(const JsonObject& json) {
  if (json.has("pagescan_journal")) {
    JournalHeader header;
    read_header(json, header);
    return header;
  }
  if (json.has("complete")) {
    JournalClosing closing;
    json.field("complete", closing.targets);
    return closing;
  }
  JournalEntry entry;
  read_entry(json, entry);
  return entry;
}

}  // namespace

void append_journal_line(const JournalLine& line, std::string& out) {
  JsonWriter json;
  json.begin_object();
  std::visit([&json](const auto& fields) { write_fields(json, fields); }, line);
  json.end_object();
  std::string_view text = json.json();
  text.remove_suffix(1);  // the crc comes before the brace
  out += text;
  fmt::format_to(std::back_inserter(out), "{}{:0{}x}{}\n", kCrcStart,
                 crc_of(text), kCrcDigits, kCrcEnd);
}

Result<JournalLine> parse_journal_line(std::string_view line) {
  // What the reader of reports advises after ';' is not for journals.
  const auto damaged = [](const std::string& message) {
    return fail(ErrorCode::kReportUnreadable,
                message.substr(0, message.rfind("; ")));
  };
  if (line.size() < kCrcSize || line.size() > kMaxJournalLineBytes) {
    return damaged("the line is no line of a journal");
  }
  const std::string_view text = line.substr(0, line.size() - kCrcSize);
  const std::string_view check = line.substr(text.size());
  const auto crc =
      parse_hex<uint32_t>(check.substr(kCrcStart.size(), kCrcDigits));
  if (!check.starts_with(kCrcStart) || !check.ends_with(kCrcEnd) || !crc ||
      *crc != crc_of(text)) {
    return damaged("the check at its end does not match");
  }
  ReadLimits limits;
  limits.max_bytes = kMaxJournalLineBytes;
  const Result<rapidjson::Document> tree = parse_json(line, limits);
  if (!tree) return damaged(tree.error().message);
  JsonFailure failure;
  JournalLine read = read_line(JsonObject(*tree, {}, failure));
  if (failure.failed()) return damaged(failure.error().message);
  return read;
}

bool is_begun_journal(std::string_view bytes) {
  const size_t size = std::min(bytes.size(), kJournalStart.size());
  return bytes.substr(0, size) == kJournalStart.substr(0, size);
}

}  // namespace pagescan
