#include "tests/store/history_support.h"

#include <fmt/format.h>

#include <stdexcept>

#include "report/json.h"
#include "tests/report/rich_result.h"

namespace pagescan::test {

ScanResult scan_of(const std::string& url, int version, int second) {
  ScanResult result = rich_result();
  result.task.url = url;
  result.task.time = WallTime(std::chrono::hours(24 * 365 * 50)) +
                     std::chrono::seconds(second);
  result.page.sha256 = fmt::format("{:064}", version);
  // Enough of them for a part of their own.
  constexpr size_t kLinks = 40;
  Link link;
  link.element = "a";
  link.text = "A link of a page that does not change";
  result.facts->page.links.assign(kLinks, link);
  return result;
}

History open_history(const std::string& path, Database::Access access) {
  Result<History> history = History::open(path, access);
  if (!history) throw std::runtime_error(history.error().message);
  return *std::move(history);
}

Result<void> store(History& history, const ScanResult& result,
                   const std::string& run, uint64_t ordinal) {
  const ScanFacts facts = scan_facts(result, 1);
  const std::string report = json_report(result);
  const NewScan scan{&facts, ordinal, report};
  return history.add(run, {&scan, 1});
}

std::string listed(const History& history,
                   const std::optional<std::string>& url) {
  std::string ids;
  const auto done = history.list(url, 0, [&ids](const StoredScan& scan) {
    ids += fmt::format("{}{}", ids.empty() ? "" : " ", scan.id);
    return Result<void>();
  });
  return done ? ids : done.error().message;
}

std::string why_not_open(const std::string& path, Database::Access access) {
  const Result<History> history = History::open(path, access);
  return history ? "" : history.error().message;
}

}  // namespace pagescan::test
