#include "report/diff/diff_json.h"

#include "report/diff/diff_totals.h"
#include "report/escape.h"
#include "report/json_writer.h"
#include "scanner/base/time.h"
#include "scanner/base/utf8.h"

namespace pagescan {
namespace {

void write_time(JsonWriter& json, std::string_view name,
                const std::optional<WallTime>& time) {
  if (time) {
    json.field(name, format_rfc3339(*time));
  } else {
    json.field(name, nullptr);
  }
}

// Whole, up to a bound; then its length is said.
void write_value(JsonWriter& json, std::string_view name,
                 std::string_view length_name,
                 const std::optional<std::string>& value) {
  if (!value) {
    json.field(name, nullptr);
    return;
  }
  if (value->size() <= kMaxJsonValueBytes) {
    json.bytes_field(name, *value);
    return;
  }
  json.field(name,
             utf8_prefix(replace_invalid_utf8(*value), kMaxJsonValueBytes));
  json.field(length_name, value->size());
}

void write_position(JsonWriter& json, std::string_view name,
                    const SourcePosition& position) {
  if (position.line == 0) return;
  json.key(name);
  json.begin_object();
  json.field("line", position.line);
  json.field("column", position.column);
  json.end_object();
}

void write_change(JsonWriter& json, const Change& change) {
  json.begin_object();
  json.field("kind", change_kind_name(change.kind));
  json.field("subject",
             kChangeSubjectNames[static_cast<size_t>(change.kind.subject)]);
  json.field("action",
             kChangeActionNames[static_cast<size_t>(change.kind.action)]);
  json.field("level", level_name(change.level));
  json.bytes_field("path", change.path);
  json.bytes_field("what", change.what);
  write_value(json, "before", "before_bytes", change.before);
  write_value(json, "after", "after_bytes", change.after);
  write_position(json, "before_position", change.before_position);
  write_position(json, "after_position", change.after_position);
  if (!change.fingerprint.empty()) {
    json.bytes_field("fingerprint", change.fingerprint);
  }
  json.end_object();
}

void write_counts(JsonWriter& json, const PageDiff& diff) {
  const ChangeCounts counts = count_changes(diff);
  json.key("levels");
  json.begin_object();
  for (size_t level = counts.size(); level-- > 0;) {
    json.field(kLevelNames[level], counts[level]);
  }
  json.end_object();
}

void write_hidden(JsonWriter& json, const PageDiff& diff) {
  json.key("hidden");
  json.begin_object();
  for (const auto& [mask, count] : diff.hidden) {
    json.field(replace_invalid_utf8(mask), count);
  }
  json.end_object();
}

void write_note(JsonWriter& json, const TruncationNote& note) {
  json.begin_object();
  json.field("what", note.what);
  json.field("limit", note.limit);
  json.bytes_field("detail", note.detail);
  json.end_object();
}

class DiffJson : public DiffStream {
 public:
  void add(const PageDiff& diff, const DiffPair& /*pair*/,
           std::string& out) override {
    JsonWriter json;
    json.begin_object();
    json.field("schema_version", kDiffSchemaVersion);
    json.bytes_field("url", diff.url);
    write_time(json, "before_time", diff.before_time);
    write_time(json, "after_time", diff.after_time);
    json.text_or_null("not_compared", diff.not_compared.value_or(""));
    write_counts(json, diff);
    json.list("changes", diff.changes, write_change);
    write_hidden(json, diff);
    json.field("findings_same", diff.findings_same);
    json.list("truncated", diff.truncated, write_note);
    json.end_object();
    append_json_for_terminal(json.json(), out);
    out += '\n';
  }
};

}  // namespace

std::unique_ptr<DiffStream> open_diff_json(
    const DiffReportOptions& /*options*/) {
  return std::make_unique<DiffJson>();
}

}  // namespace pagescan
