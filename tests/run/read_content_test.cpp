#include "scanner/run/read_content.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <limits>
#include <sstream>
#include <string>

#include "tests/support/temp_dir.h"

namespace pagescan {
namespace {

constexpr size_t kPlenty = size_t{1} << 20;

TEST(ReadContentTest, ReadsAFileWhole) {
  const test::TempDir folder;
  const std::string bytes("a\0b\r\n\xFF", 6);
  const auto read = read_file(folder.write("x", bytes).string(), kPlenty);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->content, bytes);
  EXPECT_FALSE(read->cut);
  const auto empty = read_file(folder.write("empty", "").string(), kPlenty);
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->content, "");
  EXPECT_FALSE(empty->cut);
}

TEST(ReadContentTest, CutsAtTheLimit) {
  // Around the limit and around the size of one read.
  for (const size_t size : {size_t{0}, size_t{1}, size_t{2}, size_t{262143},
                            size_t{262144}, size_t{262145}, size_t{600000}}) {
    for (const size_t limit :
         {size_t{0}, size_t{1}, size_t{262143}, size_t{262144}, size_t{262145},
          size_t{600000}, std::numeric_limits<size_t>::max()}) {
      std::istringstream stream(std::string(size, 'x'));
      const auto read = read_stream(stream, limit);
      ASSERT_TRUE(read);
      EXPECT_EQ(read->content.size(), std::min(size, limit))
          << size << " of " << limit;
      EXPECT_EQ(read->cut, size > limit) << size << " of " << limit;
    }
  }
}

TEST(ReadContentTest, EndsOnAnEndlessFile) {
  const auto read = read_file("/dev/zero", 1000);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->content, std::string(1000, '\0'));
  EXPECT_TRUE(read->cut);
}

TEST(ReadContentTest, SaysWhatToTryWhereThereIsNoFile) {
  const struct {
    std::string path;
    std::string message;
  } cases[] = {
      {"no-such-file", "no-such-file: no such file (check the path)"},
      {"", ": no such file (check the path)"},
      {"./no-such.html", "./no-such.html: no such file (check the path)"},
      {".no-such/x", ".no-such/x: no such file (check the path)"},
      {"no-such./x", "no-such./x: no such file (check the path)"},
      {"no-such.example/login?x",
       "no-such.example/login?x: no such file (check the path; for a web page, "
       "write https://no-such.example/login?x)"},
  };
  for (const auto& [path, message] : cases) {
    const auto read = read_file(path, kPlenty);
    ASSERT_FALSE(read) << path;
    EXPECT_EQ(read.error().code, ErrorCode::kFileNotFound);
    EXPECT_EQ(read.error().message, message);
  }
}

TEST(ReadContentTest, RefusesADirectory) {
  const test::TempDir folder;
  const std::string path = folder.path().string();
  const auto read = read_file(path, kPlenty);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kFileUnreadable);
  EXPECT_EQ(read.error().message,
            path + ": is a directory (name a file in it)");
}

TEST(ReadContentTest, ReportsAFileThatMayNotBeRead) {
  // A socket can't be opened by anyone, a file without permissions not by
  // anyone but root.
  const test::TempDir folder;
  const std::string file = folder.write("x", "x").string();
  std::filesystem::permissions(file, std::filesystem::perms::none);
  std::string path = file;
  if (::geteuid() == 0) {
    path = (folder.path() / "socket").string();
    ASSERT_EQ(::mknod(path.c_str(), S_IFSOCK | 0600, 0), 0);
  }
  const auto read = read_file(path, kPlenty);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kFileUnreadable);
  EXPECT_EQ(read.error().message,
            path + ": can't be opened (check its permissions)");
}

// What is below a file is not there either.
TEST(ReadContentTest, FindsNothingBelowAFile) {
  const test::TempDir folder;
  const auto read =
      read_file(folder.write("x", "x").string() + "/page", kPlenty);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kFileNotFound);
}

class FailingBuffer : public std::streambuf {
 protected:
  int_type underflow() override { throw 1; }
};

TEST(ReadContentTest, ReportsAReadThatFails) {
  FailingBuffer buffer;
  std::istream stream(&buffer);
  const auto read = read_stream(stream, kPlenty);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kFileUnreadable);
  EXPECT_EQ(read.error().message,
            "reading failed half-way (is the input open for reading?)");
}

}  // namespace
}  // namespace pagescan
