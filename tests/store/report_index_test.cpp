// Where reports stand in an output: plain, compressed, a folder, a stream.
#include "scanner/store/report_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "scanner/store/frame_writer.h"
#include "tests/support/temp_dir.h"

namespace pagescan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string line_of(const std::string& url, int number) {
  return "{\"schema_version\":1,\"task\":{\"url\":\"" + url +
         "\"},\"n\":" + std::to_string(number) + "}\n";
}

class ReportIndexTest : public testing::Test {
 protected:
  Result<ReportIndex> open(const std::string& path) {
    return ReportIndex::open(
        path, [this](const std::string& note) { notes_.push_back(note); });
  }
  std::string write(const std::string& name, const std::string& bytes) const {
    return folder_.write(name, bytes).string();
  }

  test::TempDir folder_;
  std::vector<std::string> notes_;
};

// What take() gives for the URL, "" for nothing.
std::string taken(ReportIndex& index, const std::string& url) {
  const auto place = index.take(url);
  return place ? index.read(*place).value_or("unreadable") + "\n" : "";
}

std::vector<std::string> all_left(const ReportIndex& index) {
  std::vector<std::string> lines;
  for (const auto& place : index.left()) {
    lines.push_back(index.read(place).value_or("unreadable") + "\n");
  }
  return lines;
}

TEST(TaskUrlTest, IsReadWhereItStands) {
  const struct {
    const char* line;
    const char* url;  // null: none
  } cases[] = {
      {R"({"task":{"url":"a"}})", "a"},
      {R"({"url":"x","task":{"id":{"url":"y"},"url":"\u00e4"}})", "ä"},
      {R"({"page":{"url":"x"},"task":{"list":[{"url":"y"}],"url":"z"}})", "z"},
      {R"({"task":{"url":"a"},"cut)", "a"},
      {R"({"task":{}})", nullptr},
      {R"({"task":{"url":3}})", nullptr},
      {R"({"task":[{"url":"y"}]})", nullptr},
      {R"({"page":{"task":{"url":"y"}}})", nullptr},
      {R"([{"task":{"url":"a"}}])", nullptr},
      {R"("task")", nullptr},
      {"", nullptr},
      {"no JSON", nullptr},
  };
  for (const auto& c : cases) {
    const auto url = task_url_of(c.line);
    if (c.url == nullptr) {
      EXPECT_FALSE(url) << c.line;
    } else {
      EXPECT_EQ(url, c.url) << c.line;
    }
  }
}

TEST_F(ReportIndexTest, GivesTheNthOfEqualOnes) {
  const std::string a1 = line_of("a", 1);
  const std::string b = line_of("b", 2);
  const std::string a2 = line_of("a", 3);
  const std::string c = line_of("c", 4);
  auto index = open(write("old.ndjson", a1 + "\n \n" + b + a2 + c));
  ASSERT_TRUE(index);
  EXPECT_EQ(index->size(), 4u);
  EXPECT_EQ(taken(*index, "a"), a1);
  EXPECT_THAT(all_left(*index), ElementsAre(b, a2, c));
  EXPECT_EQ(taken(*index, "c"), c);
  EXPECT_EQ(taken(*index, "a"), a2);
  EXPECT_EQ(taken(*index, "a"), "");
  EXPECT_EQ(taken(*index, "nowhere"), "");
  EXPECT_THAT(all_left(*index), ElementsAre(b));
  EXPECT_FALSE(index->take_only());
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(ReportIndexTest, TakesTheOnlyOneOnce) {
  auto index = open(write("one.json", "\n" + line_of("a", 1)));
  ASSERT_TRUE(index);
  EXPECT_TRUE(index->take_only());
  EXPECT_FALSE(index->take_only());
  EXPECT_FALSE(index->take("a"));
  EXPECT_THAT(all_left(*index), IsEmpty());
}

TEST_F(ReportIndexTest, ReadsWhatBatchWrites) {
  const std::string lines = line_of("b", 1) + line_of("a", 2);
  for (const char* name : {"x.ndjson", "x.ndjson.gz", "x.ndjson.zst"}) {
    std::string packed;
    const auto frames = make_frame_writer(coding_of_name(name));
    frames->append(lines, packed);
    frames->finish(packed);
    auto index = open(write(name, packed));
    ASSERT_TRUE(index) << name;
    EXPECT_EQ(taken(*index, "a"), line_of("a", 2)) << name;
    EXPECT_THAT(all_left(*index), ElementsAre(line_of("b", 1))) << name;
  }
  write("folder/2.json", line_of("a", 2));
  write("folder/1.json", line_of("b", 1));
  write("folder/.journal.json", "hidden");
  write("folder/1.txt", "text");
  auto index = open((folder_.path() / "folder").string());
  ASSERT_TRUE(index);
  EXPECT_THAT(all_left(*index), ElementsAre(line_of("b", 1), line_of("a", 2)));
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(ReportIndexTest, ReadsAStreamOnce) {
  std::istringstream stream(line_of("b", 1) + line_of("a", 2));
  auto index = ReportIndex::of_stream(stream, "standard input",
                                      [](const std::string&) { FAIL(); });
  ASSERT_TRUE(index);
  EXPECT_EQ(taken(*index, "b"), line_of("b", 1));
}

TEST_F(ReportIndexTest, TellsWhatIsNoReport) {
  auto index =
      open(write("bad.ndjson", "[]\n" + line_of("a", 1) + "{\"task\":{}}\n"));
  ASSERT_TRUE(index);
  EXPECT_EQ(index->size(), 1u);
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("bad.ndjson:1: it is no report"),
                                  HasSubstr("bad.ndjson:3: it is no report")));
}

TEST_F(ReportIndexTest, TellsWhatIsDamaged) {
  std::string packed;
  const auto frames = make_frame_writer(coding_of_name("x.gz"));
  frames->append(line_of("a", 1), packed);
  frames->finish(packed);
  packed.resize(packed.size() - 4);
  write("folder/1.json", packed);
  write("folder/2.json", line_of("b", 2));
  auto index = open((folder_.path() / "folder").string());
  ASSERT_TRUE(index);
  EXPECT_EQ(taken(*index, "b"), line_of("b", 2));
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("1.json: not read to its end: ")));
}

TEST_F(ReportIndexTest, SaysThatAFileBecameShorter) {
  const std::string path = write("old.ndjson", line_of("a", 1));
  auto index = open(path);
  ASSERT_TRUE(index);
  write("old.ndjson", "");
  const auto line = index->read(*index->take("a"));
  ASSERT_FALSE(line);
  EXPECT_EQ(line.error().code, ErrorCode::kReportUnreadable);
  EXPECT_FALSE(open(path + "-missing"));
}

}  // namespace
}  // namespace pagescan
