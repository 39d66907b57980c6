// What is read out of a history: lists, scans, reports.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "rules/config/nearest_word.h"
#include "scanner/base/sha256.h"
#include "scanner/store/history.h"
#include "scanner/store/history_digest.h"
#include "scanner/store/report_parts.h"

namespace pagescan {
namespace {

constexpr std::string_view kScans =
    "SELECT scan.id, url, key, time, status, error, title, notes, warnings, "
    "errors FROM scan JOIN target ON target.id = target_id "
    "JOIN report ON report.id = report_id ";

constexpr std::string_view kNewestFirst = " ORDER BY time DESC, scan.id DESC ";

// A clock of nanoseconds holds no more, whatever the database says.
constexpr int64_t kMostMilliseconds = 9'000'000'000'000;

StoredScan read_scan(const Statement& row) {
  StoredScan scan;
  scan.id = row.integer(0);
  scan.facts.url = row.bytes(1);
  scan.facts.target = static_cast<TargetKey>(row.integer(2));
  scan.facts.time = WallTime(std::chrono::milliseconds(
      std::clamp(row.integer(3), -kMostMilliseconds, kMostMilliseconds)));
  scan.facts.status = static_cast<int>(row.integer(4));
  scan.facts.error = row.bytes(5);
  scan.facts.title = row.bytes(6);
  constexpr int kNotes = 7;  // the column of the lowest level
  for (size_t level = 0; level < scan.facts.findings.size(); ++level) {
    scan.facts.findings[level] =
        static_cast<uint64_t>(row.integer(kNotes + static_cast<int>(level)));
  }
  return scan;
}

int64_t milliseconds_of(WallTime time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch())
      .count();
}

tl::unexpected<Error> damaged(const Database& database, int64_t id,
                              std::string_view what) {
  return fail(ErrorCode::kReportUnreadable,
              fmt::format("{}: the report of scan {} is damaged: {} (pagescan "
                          "history check says all that is wrong)",
                          database.path(), id, what));
}

// A report while it is put together. The parts own the bytes of the inserts.
struct Reading {
  std::string frame;
  std::string digest;
  std::string_view own;  // lines not yet taken
  std::vector<std::string> parts;
  std::vector<ReportInsert> inserts;
  std::vector<std::string> digests;
};

// Takes the next line of what is the scan's own.
std::optional<std::string_view> take_own(Reading& reading) {
  const size_t end = reading.own.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = reading.own.substr(0, end);
  reading.own.remove_prefix(end + 1);
  return line;
}

// The row: at, SHA-256, size, data; NULL where it is the scan's own. An error's
// message is what is damaged.
Result<void> take_part(const Statement& row, size_t left, Reading& reading) {
  ReportInsert insert;
  insert.at = static_cast<size_t>(row.integer(0));
  insert.is_own = row.is_null(1);
  if (insert.is_own) {
    const auto line = take_own(reading);
    if (!line) return fail(ErrorCode::kReportUnreadable, "a value is missing");
    reading.parts.emplace_back(*line);
    reading.digests.emplace_back();
  } else {
    auto bytes =
        unpack_bytes(row.bytes(3), static_cast<size_t>(row.integer(2)), left);
    if (!bytes) return tl::unexpected(std::move(bytes).error());
    reading.parts.push_back(*std::move(bytes));
    reading.digests.emplace_back(row.bytes(1));
    if (sha256_raw(reading.parts.back()) != reading.digests.back()) {
      return fail(ErrorCode::kReportUnreadable,
                  "a part is not what its SHA-256 says");
    }
  }
  reading.inserts.push_back(insert);
  return {};
}

Result<std::string> join(Reading& reading) {
  ReportDigest digest;
  for (size_t i = 0; i < reading.inserts.size(); ++i) {
    reading.inserts[i].bytes = reading.parts[i];
    digest.add_insert(reading.inserts[i].at, reading.digests[i]);
  }
  if (!reading.own.empty()) {
    return fail(ErrorCode::kReportUnreadable, "a value is too many");
  }
  if (std::move(digest).finish(reading.frame) != reading.digest) {
    return fail(ErrorCode::kReportUnreadable,
                "it is not what its SHA-256 says");
  }
  return join_report(reading.frame, reading.inserts);
}

// "http://host/" of it, or what there is before the third slash.
std::string_view origin_of(std::string_view url) {
  const size_t authority = url.find("//");
  if (authority == std::string_view::npos) return {};
  const size_t end = url.find('/', authority + 2);
  return url.substr(0, end);
}

std::string with_other_scheme(const std::string& url) {
  constexpr std::string_view kHttp = "http://";
  constexpr std::string_view kHttps = "https://";
  if (url.starts_with(kHttp)) {
    return std::string(kHttps) + url.substr(kHttp.size());
  }
  if (url.starts_with(kHttps)) {
    return std::string(kHttp) + url.substr(kHttps.size());
  }
  return url;
}

// Those that begin with `start`, at most kMaxNearUrls.
Result<void> add_urls(Database& database, std::string_view start,
                      std::vector<std::string>& urls) {
  Result<Statement> found = database.prepare(
      "SELECT DISTINCT url FROM target WHERE url >= ?1 AND url < ?1 || x'ff' "
      "LIMIT ?2");
  if (!found) return tl::unexpected(std::move(found).error());
  found->bind(1, start).bind(2, kMaxNearUrls);
  while (true) {
    const Result<bool> row = found->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return {};
    urls.emplace_back(found->bytes(0));
  }
}

}  // namespace

Result<void> History::list(
    const std::optional<std::string>& url, uint64_t limit,
    const std::function<Result<void>(const StoredScan&)>& each) const {
  std::string sql(kScans);
  if (url) sql += "WHERE url = ?1";
  sql += kNewestFirst;
  sql += "LIMIT ?2";
  Result<Statement> scans = database_.prepare(sql);
  if (!scans) return tl::unexpected(std::move(scans).error());
  if (url) scans->bind(1, std::string_view(*url));
  const int64_t most = static_cast<int64_t>(
      std::min<uint64_t>(limit, std::numeric_limits<int64_t>::max()));
  scans->bind(2, limit == 0 ? -1 : most);
  while (true) {
    const Result<bool> row = scans->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return {};
    if (auto done = each(read_scan(*scans)); !done) return done;
  }
}

Result<uint64_t> History::count(const std::optional<std::string>& url) const {
  Result<Statement> counted = database_.prepare(
      url ? "SELECT count(*) FROM scan JOIN target ON target.id = target_id "
            "WHERE url = ?"
          : "SELECT count(*) FROM scan");
  if (!counted) return tl::unexpected(std::move(counted).error());
  if (url) counted->bind(1, std::string_view(*url));
  return counted->number().map([](const std::optional<int64_t>& number) {
    return static_cast<uint64_t>(number.value_or(0));
  });
}

Result<std::optional<StoredScan>> History::first(Statement& statement) const {
  const Result<bool> row = statement.step();
  if (!row) return tl::unexpected(row.error());
  std::optional<StoredScan> scan;
  if (*row) scan = read_scan(statement);
  return scan;
}

Result<std::optional<StoredScan>> History::find(int64_t id) const {
  Result<Statement> scan =
      database_.prepare(std::string(kScans) + "WHERE scan.id = ?");
  if (!scan) return tl::unexpected(std::move(scan).error());
  scan->bind(1, id);
  return first(*scan);
}

Result<std::optional<StoredScan>> History::last(
    const std::string& url, const std::optional<WallTime>& by) const {
  Result<Statement> scan =
      database_.prepare(std::string(kScans) + "WHERE url = ? AND time <= ?" +
                        std::string(kNewestFirst) + "LIMIT 1");
  if (!scan) return tl::unexpected(std::move(scan).error());
  scan->bind(1, std::string_view(url))
      .bind(2, by ? milliseconds_of(*by) : std::numeric_limits<int64_t>::max());
  return first(*scan);
}

Result<std::optional<StoredScan>> History::before(
    const StoredScan& scan) const {
  Result<Statement> earlier = database_.prepare(
      std::string(kScans) +
      "WHERE url = ? AND key = ? AND (time, scan.id) < (?, ?)" +
      std::string(kNewestFirst) + "LIMIT 1");
  if (!earlier) return tl::unexpected(std::move(earlier).error());
  earlier->bind(1, std::string_view(scan.facts.url))
      .bind(2, static_cast<int64_t>(scan.facts.target))
      .bind(3, milliseconds_of(scan.facts.time))
      .bind(4, scan.id);
  return first(*earlier);
}

Result<std::string> History::report(int64_t id) const {
  Result<Statement> scan = database_.prepare(
      "SELECT report.id, sha256, size, frame, own FROM scan "
      "JOIN report ON report.id = report_id WHERE scan.id = ?");
  if (!scan) return tl::unexpected(std::move(scan).error());
  const Result<bool> found = scan->bind(1, id).step();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return damaged(database_, id, "it is not there");
  Reading reading;
  auto frame =
      unpack_bytes(scan->bytes(3), static_cast<size_t>(scan->integer(2)),
                   kMaxStoredReportBytes);
  if (!frame) return damaged(database_, id, frame.error().message);
  reading.frame = *std::move(frame);
  reading.digest = scan->bytes(1);
  reading.own = scan->bytes(4);
  Result<Statement> parts = database_.prepare(
      "SELECT at, sha256, size, data FROM report_part "
      "LEFT JOIN blob ON blob.id = blob_id WHERE report_id = ? "
      "ORDER BY ordinal");
  if (!parts) return tl::unexpected(std::move(parts).error());
  parts->bind(1, scan->integer(0));
  size_t left = kMaxStoredReportBytes - reading.frame.size();
  while (true) {
    const Result<bool> row = parts->step();
    if (!row) return tl::unexpected(row.error());
    if (!*row) break;
    auto taken = take_part(*parts, left, reading);
    if (!taken) return damaged(database_, id, taken.error().message);
    left -= std::min(left, reading.parts.back().size());
  }
  Result<std::string> report = join(reading);
  if (!report) return damaged(database_, id, report.error().message);
  return report;
}

Result<std::string> History::near_url(const std::string& url) const {
  // Those of the same origin, or of the one with the other scheme, by the
  // order of their bytes.
  const std::string other = with_other_scheme(url);
  std::vector<std::string> urls;
  for (const std::string_view start : {origin_of(url), origin_of(other)}) {
    auto added = add_urls(database_, start, urls);
    if (!added) return tl::unexpected(std::move(added).error());
  }
  const std::vector<std::string_view> words(urls.begin(), urls.end());
  return std::string(nearest_word(url, words));
}

}  // namespace pagescan
