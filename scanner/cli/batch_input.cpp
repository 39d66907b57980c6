#include "scanner/cli/batch_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <utility>

#include "scanner/base/one_of.h"
#include "scanner/fetch/fetcher.h"

namespace pagescan {
namespace {

ListFormat format_called(const std::string& name) {
  if (name == "lines") return ListFormat::kLines;
  if (name == "csv") return ListFormat::kCsv;
  if (name == "jsonl") return ListFormat::kJsonl;
  if (name == "sitemap") return ListFormat::kSitemap;
  return ListFormat::kDetect;
}

/// Retrieves a sitemap, with a connection of its own. What is larger than a
/// sitemap may be is cut, and then said to be damaged where it is read.
Result<std::string> fetch_list(Fetcher& fetcher, const ScanOptions& scan,
                               const Url& url) {
  constexpr size_t kMaxSitemapBytes = size_t{50} << 20;
  Request request = make_request(url, scan);
  request.limits.max_content_bytes = kMaxSitemapBytes;
  FetchResult fetched = fetcher.fetch(request);
  if (fetched.error) return tl::unexpected(*std::move(fetched.error));
  const int status = fetched.response.final_hop().status;
  if (status < 200 || status > 299) {
    return fail(ErrorCode::kFileNotFound,
                fmt::format("{}: the server answered {} (check the address)",
                            fetched.response.final_url, status));
  }
  return std::move(fetched.response.content);
}

}  // namespace

Result<std::shared_ptr<BatchInput>> BatchInput::open(const BatchFlags& flags,
                                                     const ScanOptions& scan,
                                                     KeySet finished,
                                                     std::istream& in) {
  Result<Shard> shard = parse_shard(flags.shard);
  if (!shard) return tl::unexpected(std::move(shard).error());
  const auto fetcher = std::make_shared<Fetcher>();
  Result<TargetList> list =
      TargetList::open(flags.lists, format_called(flags.list_format), in,
                       [fetcher, scan](const Url& url) {
                         return fetch_list(*fetcher, scan, url);
                       });
  if (!list) return tl::unexpected(std::move(list).error());
  return std::shared_ptr<BatchInput>(
      new BatchInput(*std::move(list), *shard, std::move(finished)));
}

std::optional<ListEntry> BatchInput::next() {
  while (std::optional<ListEntry> entry = list_.next()) {
    if (entry->key % shard_.count != shard_.index) continue;
    if (!seen_.insert(entry->key)) {
      ++duplicates_;
    } else if (!finished_.contains(entry->key)) {
      ++given_;
      return entry;
    }
  }
  return std::nullopt;
}

std::optional<uint64_t> count_entries(const std::vector<std::string>& lists) {
  uint64_t lines = 0;
  std::array<char, size_t{1} << 16> buffer;
  for (const std::string& list : lists) {
    const std::filesystem::path path(list);
    std::error_code error;
    const bool has_lines =
        !is_one_of<std::string>(path.extension(), {".xml", ".gz"}) &&
        std::filesystem::is_regular_file(path, error);
    if (!has_lines) return std::nullopt;
    std::ifstream file(path, std::ios::binary);
    while (file) {
      file.read(buffer.data(), buffer.size());
      lines += static_cast<uint64_t>(
          std::count(buffer.data(), buffer.data() + file.gcount(), '\n'));
    }
  }
  return lines;
}

}  // namespace pagescan
