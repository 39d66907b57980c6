#include "scanner/run/target_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <filesystem>
#include <istream>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

#include "tests/run/list_test_util.h"
#include "tests/support/temp_dir.h"

namespace pagescan {
namespace {

using test::entries_of;
using test::read_lists;
using test::shown;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kUrlset[] =
    "<urlset><url><loc>https://a.example/</loc></url></urlset>";

std::string gzip(const std::string& content) {
  z_stream stream = {};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, content.size()), '\0');
  std::string input = content;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST(TargetListTest, TellsFormsByTheirBeginning) {
  EXPECT_THAT(entries_of("https://a.example/\n"),
              ElementsAre("1 https://a.example/"));
  EXPECT_THAT(entries_of("\xEF\xBB\xBF \n {\"url\":\"https://a.example/\"}\n"),
              ElementsAre("2 https://a.example/"));
  EXPECT_THAT(entries_of(kUrlset), ElementsAre("1 https://a.example/"));
  EXPECT_THAT(entries_of("<!DOCTYPE HTML><title>T</title>"),
              ElementsAre("0 - !invalid_row"));
  EXPECT_THAT(entries_of(std::string("\xFF\xFEh\0t\0", 6)),
              ElementsAre("0 - !invalid_row"));
  EXPECT_THAT(entries_of("\xEF\xBB"), ElementsAre("1 \xEF\xBB "
                                                  "!file_not_found"));
}

TEST(TargetListTest, TellsFilesByTheirNames) {
  const test::TempDir dir;
  const struct {
    const char* name;
    std::string content;
    const char* entry;
  } cases[] = {
      {"a.txt", "https://a.example/", "1 https://a.example/"},
      {"a", "https://a.example/", "1 https://a.example/"},
      {"a.CSV", "url\nhttps://a.example/", "2 https://a.example/"},
      {"a.jsonl", "\"https://a.example/\"", "1 https://a.example/"},
      {"a.ndjson", "\"https://a.example/\"", "1 https://a.example/"},
      {"a.xml",
       "<!-- --><urlset><url><loc>https://a.example/</loc></url></"
       "urlset>",
       "1 https://a.example/"},
      {"a.xml.gz", gzip(kUrlset), "1 https://a.example/"},
      {"a.csv.gz", gzip("url\nhttps://a.example/"), "2 https://a.example/"},
      {"packed.txt", gzip("https://a.example/") + gzip("x\n#"),
       "1 https://a.example/x"},
  };
  for (const auto& [name, content, entry] : cases) {
    const std::string path = dir.write(name, content).string();
    EXPECT_THAT(shown(read_lists({path})), ElementsAre(entry)) << name;
  }
  for (const char* name : {"a.html", "a.HTM", "a.xhtml"}) {
    const std::string path = dir.write(name, "x").string();
    EXPECT_THAT(shown(read_lists({path})), ElementsAre("0 " + path));
  }
  const std::string saved = dir.write("saved", "\n<html lang=en>").string();
  EXPECT_THAT(shown(read_lists({saved})), ElementsAre("0 " + saved));
}

TEST(TargetListTest, IsReadAsTold) {
  EXPECT_THAT(
      entries_of("{\"url\":\"https://a.example/\"}", ListFormat::kLines),
      ElementsAre("1 {\"url\":\"https://a.example/\"} "
                  "!file_not_found"));
  EXPECT_THAT(entries_of("\"https://a.example/\"", ListFormat::kJsonl),
              ElementsAre("1 https://a.example/"));
  EXPECT_THAT(
      entries_of("<!-- -->" + std::string(kUrlset), ListFormat::kSitemap),
      ElementsAre("1 https://a.example/"));
}

TEST(TargetListTest, GoesOnAfterWhatIsNoList) {
  const test::TempDir dir;
  const std::string folder = dir.path().string();
  const std::string good = dir.write("good.txt", "https://a.example/").string();
  const std::string broken =
      dir.write("broken.gz", gzip(std::string(50'000, '\n')).substr(0, 40))
          .string();
  const std::string none = folder + "/none.txt";
  const auto entries =
      read_lists({none, folder, "ftp://a.example/", "https://gone.example/list",
                  broken, folder + "/*.csv", "file://" + good});
  EXPECT_THAT(shown(entries),
              ElementsAre("0 " + none + " !file_not_found",
                          "0 " + folder + " !file_unreadable",
                          "0 ftp://a.example/ !unsupported_scheme",
                          "0 https://gone.example/list !dns_failure",
                          HasSubstr(" !content_coding_error"),
                          "0 " + folder + "/*.csv !file_not_found",
                          "1 https://a.example/"));
  EXPECT_EQ(entries[1].parsed.error().message,
            folder + ": is a folder (for the pages in it, write '" + folder +
                "/*.html')");
  EXPECT_EQ(entries[4].list, broken);
}

TEST(TargetListTest, TakesPatternsOfLists) {
  const test::TempDir dir;
  dir.write("b.txt", "https://b.example/");
  dir.write("a.txt", "https://a.example/");
  dir.write("c.txt/x", "");
  const std::string page = dir.write("d.html", "").string();
  const auto entries = read_lists({dir.path().string() + "/*.[th]*"});
  EXPECT_THAT(shown(entries), ElementsAre("1 https://a.example/",
                                          "1 https://b.example/", "0 " + page));
  EXPECT_EQ(entries[0].list, (dir.path() / "a.txt").string());
}

TEST(TargetListTest, KeysEntries) {
  test::ListOptions options;
  options.format = ListFormat::kCsv;
  options.standard_input =
      "url,header.X\nHTTPS://A.example:443,\nhttps://a.example/,1\nnone,\n"
      "none,\nhttps://a.example/\",\nhttps://a.example/\",\n";
  const auto entries = read_lists({"-"}, options);
  ASSERT_EQ(entries.size(), 6u);
  const Target target = parse_target("https://a.example/").value();
  EXPECT_EQ(entries[0].key, target_key(target, {}));
  EXPECT_EQ(entries[1].key, target_key(target, {{"X", "1"}}));
  EXPECT_EQ(entries[2].key, target_key_of_text("none"));
  EXPECT_EQ(entries[3].key, entries[2].key);
  // Rows that are none are told apart by where they stand.
  EXPECT_NE(entries[4].key, entries[5].key);
}

TEST(TargetListTest, RefusesNoListsAndTwoStandardInputs) {
  std::istringstream in;
  EXPECT_FALSE(TargetList::open({}, ListFormat::kDetect, in, {}));
  EXPECT_FALSE(TargetList::open({"-", "a", "-"}, ListFormat::kDetect, in, {}));
}

// Gives one line a read, and says how many it gave.
class LineByLine : public std::streambuf {
 public:
  size_t given() const { return given_; }

 private:
  int_type underflow() override {
    if (given_ == 3) return traits_type::eof();
    ++given_;
    line_ = "https://a.example/\n";
    setg(line_.data(), line_.data(), line_.data() + line_.size());
    return traits_type::to_int_type(line_[0]);
  }

  std::string line_;
  size_t given_ = 0;
};

TEST(TargetListTest, WaitsForNoMoreThanALine) {
  LineByLine lines;
  std::istream in(&lines);
  auto list = TargetList::open({"-"}, ListFormat::kDetect, in, {});
  ASSERT_TRUE(list);
  for (size_t i = 1; i <= 3; ++i) {
    const auto entry = list->next();
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->line, i);
    EXPECT_EQ(lines.given(), i);
  }
  EXPECT_FALSE(list->next());
}

// A device that fails after some bytes.
class Failing : public std::streambuf {
  int_type underflow() override {
    if (given_) throw std::ios_base::failure("broken");
    given_ = true;
    setg(text_, text_, text_ + sizeof text_ - 1);
    return traits_type::to_int_type(text_[0]);
  }

  char text_[26] = "https://a.example/\nhttps:";
  bool given_ = false;
};

TEST(TargetListTest, SaysWhereReadingFailed) {
  Failing failing;
  std::istream in(&failing);
  auto list = TargetList::open({"-"}, ListFormat::kDetect, in, {});
  ASSERT_TRUE(list);
  EXPECT_EQ(shown(*list->next()), "1 https://a.example/");
  EXPECT_EQ(shown(*list->next()), "2 - !file_unreadable");
  EXPECT_FALSE(list->next());
}

TEST(TargetListTest, ReadsTheSamples) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(PAGESCAN_SOURCE_DIR);
  const auto entries =
      read_lists({"samples/urls.txt", "samples/urls.csv", "samples/urls.jsonl",
                  "samples/sitemap.xml"});
  std::filesystem::current_path(before);
  EXPECT_EQ(entries.size(), 11u);
  for (const ListEntry& entry : entries) {
    EXPECT_TRUE(entry.parsed) << shown(entry);
  }
}

}  // namespace
}  // namespace pagescan
