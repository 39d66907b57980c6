#include "tests/store/store_support.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <fstream>
#include <iterator>

namespace pagescan::test {
namespace {

constexpr size_t kRoom = size_t{1} << 20;

std::string gunzip_members(const std::string& bytes) {
  std::string out;
  size_t at = 0;
  while (at < bytes.size()) {
    z_stream stream{};
    EXPECT_EQ(inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    std::string member(kRoom, '\0');
    std::string in = bytes.substr(at);
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(member.data());
    stream.avail_out = static_cast<uInt>(member.size());
    const int result = inflate(&stream, Z_FINISH);
    out.append(member, 0, stream.total_out);
    at += stream.total_in;
    inflateEnd(&stream);
    EXPECT_EQ(result, Z_STREAM_END) << "no whole member";
    if (result != Z_STREAM_END) break;
  }
  return out;
}

std::string unzstd_frames(const std::string& bytes) {
  if (bytes.empty()) return "";
  std::string out(kRoom, '\0');
  const size_t size =
      ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
  EXPECT_EQ(ZSTD_isError(size), 0U) << ZSTD_getErrorName(size);
  out.resize(ZSTD_isError(size) != 0 ? 0 : size);
  return out;
}

}  // namespace

std::string line_of(unsigned n) { return fmt::format("{{\"n\":{}}}\n", n); }

FinishedTarget finished_target(unsigned n) {
  FinishedTarget target;
  target.outcome.key = n;
  target.outcome.host = fmt::format("h{}.example", n);
  target.outcome.status = 200;
  target.report = line_of(n);
  target.file_name = fmt::format("page-{}.json", n);
  return target;
}

std::vector<FinishedTarget> finished_targets(unsigned first, unsigned last) {
  std::vector<FinishedTarget> targets;
  for (unsigned n = first; n <= last; ++n) {
    targets.push_back(finished_target(n));
  }
  return targets;
}

std::string lines_of(unsigned first, unsigned last) {
  std::string lines;
  for (unsigned n = first; n <= last; ++n) lines += line_of(n);
  return lines;
}

std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::string decoded(const std::filesystem::path& path) {
  const std::string bytes = read_bytes(path);
  if (path.extension() == ".gz") return gunzip_members(bytes);
  if (path.extension() == ".zst") return unzstd_frames(bytes);
  return bytes;
}

StoreOptions to_file(const std::filesystem::path& path, bool resume) {
  StoreOptions options;
  options.output = path.string();
  options.resume = resume;
  options.run_identity = "shard 1/1\nformat ndjson";
  return options;
}

void run_groups(const StoreOptions& options,
                const std::vector<unsigned>& group_sizes, bool complete) {
  Result<ResultStore> store = ResultStore::open(options);
  ASSERT_TRUE(store.has_value()) << store.error().message;
  unsigned n = 1;
  for (const unsigned size : group_sizes) {
    ASSERT_TRUE(store->commit(finished_targets(n, n + size - 1)).has_value());
    n += size;
  }
  ASSERT_TRUE(
      (complete ? store->close_complete() : store->close()).has_value());
}

}  // namespace pagescan::test
