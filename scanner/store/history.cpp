// Opening, and adding scans.
#include "scanner/store/history.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <map>
#include <system_error>
#include <utility>

#include "scanner/base/sha256.h"
#include "scanner/store/history_digest.h"
#include "scanner/store/history_schema.h"
#include "scanner/store/report_parts.h"

namespace pagescan {
namespace {

int64_t milliseconds_of(WallTime time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch())
      .count();
}

// A scan, split and digested.
struct Prepared {
  const NewScan* scan = nullptr;
  ReportParts parts;
  std::vector<std::string> digests;  // of the inserts; "" of what is its own
  std::string digest;                // of the report less what is its own
  std::string own;                   // what is, a line each
};

Prepared prepare(const NewScan& scan) {
  Prepared prepared{&scan, split_report(scan.report), {}, {}, {}};
  prepared.digests.reserve(prepared.parts.inserts.size());
  for (const ReportInsert& insert : prepared.parts.inserts) {
    if (insert.is_own) {
      prepared.digests.emplace_back();
      prepared.own += insert.bytes;
      prepared.own += '\n';
    } else {
      prepared.digests.push_back(sha256_raw(insert.bytes));
    }
  }
  ReportDigest digest;
  for (size_t i = 0; i < prepared.digests.size(); ++i) {
    digest.add_insert(prepared.parts.inserts[i].at, prepared.digests[i]);
  }
  prepared.digest = std::move(digest).finish(prepared.parts.frame);
  return prepared;
}

// Adds scans within one transaction. What is long to do, packing, is done
// before that has the lock, for what seems to be missing then.
class Adder {
 public:
  static Result<Adder> make(Database& database) {
    Adder adder(database);
    for (const auto& [statement, sql] : adder.all()) {
      Result<Statement> prepared = database.prepare(sql);
      if (!prepared) return tl::unexpected(std::move(prepared).error());
      statement->emplace(*std::move(prepared));
    }
    return adder;
  }

  Result<void> pack_missing(const Prepared& scan) {
    const Result<bool> known = has(*find_report_, scan.digest);
    if (!known) return tl::unexpected(known.error());
    if (*known) return {};
    for (size_t i = 0; i < scan.digests.size(); ++i) {
      const std::string& digest = scan.digests[i];
      if (digest.empty() || packed_.contains(digest)) continue;
      const Result<bool> there = has(*find_blob_, digest);
      if (!there) return tl::unexpected(there.error());
      if (*there) continue;
      packed_.emplace(digest, pack_bytes(scan.parts.inserts[i].bytes));
    }
    frames_.emplace(scan.digest, pack_bytes(scan.parts.frame));
    return {};
  }

  Result<void> set_run(const std::string& token) {
    find_run_->bind(1, token);
    add_run_->bind(1, token);
    return find_or_add(*find_run_, *add_run_).map([this](int64_t id) {
      run_ = id;
    });
  }

  Result<void> add(const Prepared& scan) {
    const ScanFacts& facts = *scan.scan->facts;
    const auto target = target_id(facts);
    if (!target) return tl::unexpected(target.error());
    const auto report = report_id(scan);
    if (!report) return tl::unexpected(report.error());
    return add_scan_->bind(1, run_)
        .bind(2, *target)
        .bind(3, static_cast<int64_t>(scan.scan->ordinal))
        .bind(4, milliseconds_of(facts.time))
        .bind(5, *report)
        .bind(6, std::string_view(scan.own))
        .run();
  }

 private:
  explicit Adder(Database& database) : database_(&database) {}

  using Slot = std::optional<Statement>;
  std::vector<std::pair<Slot*, std::string_view>> all() {
    return {
        {&find_run_, "SELECT id FROM run WHERE token = ?"},
        {&add_run_, "INSERT INTO run(token) VALUES(?)"},
        {&find_target_, "SELECT id FROM target WHERE url = ? AND key = ?"},
        {&add_target_, "INSERT INTO target(url, key) VALUES(?, ?)"},
        {&find_blob_, "SELECT id FROM blob WHERE sha256 = ?"},
        {&add_blob_, "INSERT INTO blob(sha256, size, data) VALUES(?, ?, ?)"},
        {&find_report_, "SELECT id FROM report WHERE sha256 = ?"},
        {&add_report_,
         "INSERT INTO report(sha256, size, frame, status, error, title, "
         "errors, warnings, notes) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&add_part_,
         "INSERT INTO report_part(report_id, ordinal, at, blob_id) "
         "VALUES(?, ?, ?, ?)"},
        {&add_scan_,
         "INSERT INTO scan(run_id, target_id, ordinal, time, report_id, own) "
         "VALUES(?, ?, ?, ?, ?, ?) "
         "ON CONFLICT(run_id, target_id, ordinal) DO UPDATE SET "
         "time = excluded.time, report_id = excluded.report_id, "
         "own = excluded.own"},
    };
  }

  static Result<bool> has(Statement& find, const std::string& digest) {
    return find.bind_bytes(1, digest).number().map(
        [](const auto& id) { return id.has_value(); });
  }

  // Both are bound.
  Result<int64_t> find_or_add(Statement& find, Statement& add) {
    const auto found = find.number();
    if (!found) return tl::unexpected(found.error());
    if (*found) {
      add.reset();
      return **found;
    }
    return added(add);
  }

  Result<int64_t> added(Statement& add) {
    return add.run().map([this] { return database_->last_insert_id(); });
  }

  Result<int64_t> target_id(const ScanFacts& facts) {
    const auto key = static_cast<int64_t>(facts.target);
    find_target_->bind(1, std::string_view(facts.url)).bind(2, key);
    add_target_->bind(1, std::string_view(facts.url)).bind(2, key);
    return find_or_add(*find_target_, *add_target_);
  }

  Result<int64_t> blob_id(const std::string& digest, std::string_view bytes) {
    const auto found = find_blob_->bind_bytes(1, digest).number();
    if (!found) return tl::unexpected(found.error());
    if (*found) return **found;
    // It may have been there before, and pruned since.
    const auto packed = packed_.find(digest);
    add_blob_->bind_bytes(1, digest)
        .bind(2, static_cast<int64_t>(bytes.size()))
        .bind_bytes(
            3, packed == packed_.end() ? pack_bytes(bytes) : packed->second);
    return added(*add_blob_);
  }

  Result<int64_t> report_id(const Prepared& scan) {
    const auto found = find_report_->bind_bytes(1, scan.digest).number();
    if (!found) return tl::unexpected(found.error());
    if (*found) return **found;
    const ScanFacts& facts = *scan.scan->facts;
    const auto packed = frames_.find(scan.digest);
    add_report_->bind_bytes(1, scan.digest)
        .bind(2, static_cast<int64_t>(scan.parts.frame.size()))
        .bind_bytes(3, packed == frames_.end() ? pack_bytes(scan.parts.frame)
                                               : packed->second)
        .bind(4, facts.status)
        .bind(5, std::string_view(facts.error))
        .bind(6, std::string_view(facts.title));
    for (const Level level : {Level::kError, Level::kWarning, Level::kNote}) {
      const auto at = static_cast<size_t>(level);
      add_report_->bind(static_cast<int>(9 - at),
                        static_cast<int64_t>(facts.findings[at]));
    }
    auto id = added(*add_report_);
    if (!id) return id;
    if (auto done = add_parts(*id, scan); !done) {
      return tl::unexpected(std::move(done).error());
    }
    return id;
  }

  Result<void> add_parts(int64_t report, const Prepared& scan) {
    for (size_t i = 0; i < scan.parts.inserts.size(); ++i) {
      const ReportInsert& insert = scan.parts.inserts[i];
      std::optional<int64_t> blob;
      if (!insert.is_own) {
        const auto id = blob_id(scan.digests[i], insert.bytes);
        if (!id) return tl::unexpected(id.error());
        blob = *id;
      }
      add_part_->bind(1, report)
          .bind(2, static_cast<int64_t>(i))
          .bind(3, static_cast<int64_t>(insert.at));
      blob ? add_part_->bind(4, *blob) : add_part_->bind_null(4);
      if (auto done = add_part_->run(); !done) return done;
    }
    return {};
  }

  Database* database_;
  Slot find_run_, add_run_, find_target_, add_target_, find_blob_, add_blob_,
      find_report_, add_report_, add_part_, add_scan_;
  int64_t run_ = 0;
  std::map<std::string, std::string> packed_;  // by digest
  std::map<std::string, std::string> frames_;  // by digest of the report
};

}  // namespace

std::string new_run_token() {
  std::array<unsigned char, 16> bytes{};
  if (::getentropy(bytes.data(), bytes.size()) != 0) {
    throw std::system_error(errno, std::generic_category(), "getentropy");
  }
  std::string token;
  for (const unsigned char byte : bytes) token += fmt::format("{:02x}", byte);
  return token;
}

Result<History> History::open(const std::string& path,
                              Database::Access access) {
  Result<Database> database = open_history_database(path, access);
  if (!database) return tl::unexpected(std::move(database).error());
  return History(*std::move(database));
}

Result<void> History::add(const std::string& run_token,
                          std::span<const NewScan> scans) {
  if (scans.empty()) return {};
  Result<Adder> adder = Adder::make(database_);
  if (!adder) return tl::unexpected(std::move(adder).error());
  std::vector<Prepared> prepared;
  prepared.reserve(scans.size());
  for (const NewScan& scan : scans) {
    if (scan.report.size() > kMaxStoredReportBytes) {
      return fail(ErrorCode::kTooLarge,
                  fmt::format("{}: a report of {} bytes is too long to be "
                              "stored (lower --max-bytes)",
                              database_.path(), scan.report.size()));
    }
    prepared.push_back(prepare(scan));
    if (auto packed = adder->pack_missing(prepared.back()); !packed) {
      return packed;
    }
  }
  Result<Transaction> transaction = Transaction::begin(database_);
  if (!transaction) return tl::unexpected(std::move(transaction).error());
  auto done = adder->set_run(run_token);
  for (size_t i = 0; done && i < prepared.size(); ++i) {
    done = adder->add(prepared[i]);
  }
  if (!done) return done;
  return transaction->commit();
}

}  // namespace pagescan
