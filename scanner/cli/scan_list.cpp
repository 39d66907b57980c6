#include "scanner/cli/scan_list.h"

#include <fmt/format.h>

#include <iterator>

#include "report/escape.h"
#include "report/json_writer.h"
#include "scanner/base/time.h"

namespace pagescan {
namespace {

std::string ending_of(const ScanFacts& facts) {
  if (!facts.error.empty()) return facts.error;
  return facts.status == 0 ? "-" : std::to_string(facts.status);
}

uint64_t count_of(const ScanFacts& facts, Level level) {
  return facts.findings[static_cast<size_t>(level)];
}

}  // namespace

void append_scan_text(const StoredScan& scan, std::string& out) {
  const ScanFacts& facts = scan.facts;
  fmt::format_to(std::back_inserter(out),
                 "{:>6}  {}  {:<3}  {} errors, {} warnings, {} notes  {}",
                 scan.id, format_rfc3339(facts.time),
                 for_terminal(ending_of(facts)), count_of(facts, Level::kError),
                 count_of(facts, Level::kWarning),
                 count_of(facts, Level::kNote), for_terminal(facts.url));
  if (!facts.title.empty()) {
    fmt::format_to(std::back_inserter(out), "  \"{}\"",
                   for_terminal(facts.title));
  }
  out += '\n';
}

void append_scan_json(const StoredScan& scan, std::string& out) {
  const ScanFacts& facts = scan.facts;
  JsonWriter json;
  json.begin_object();
  json.field("id", scan.id);
  json.bytes_field("url", facts.url);
  json.field("time", format_rfc3339(facts.time));
  json.number_or_null("status", facts.status);
  if (!facts.error.empty()) json.bytes_field("error", facts.error);
  json.bytes_field("title", facts.title);
  json.key("findings");
  json.begin_object();
  for (const Level level : {Level::kError, Level::kWarning, Level::kNote}) {
    json.field(level_name(level), count_of(facts, level));
  }
  json.end_object();
  json.end_object();
  append_json_for_terminal(json.json(), out);
  out += '\n';
}

}  // namespace pagescan
