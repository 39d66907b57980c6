// Several formats at once, and stored results in another format.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "scanner/store/frame_writer.h"
#include "tests/cli/run_pagescan.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr char kPage[] =
    "<title>Log in</title><form method=post action=http://shop.example/login>"
    "<input type=password name=p></form>";
constexpr char kUrl[] = "https://shop.example/";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class ReportCommandTest : public testing::Test {
 protected:
  std::string path(const char* name) const {
    return (folder_.path() / name).string();
  }
  ProgramOutcome scan(std::vector<std::string> flags) const {
    flags.insert(flags.begin(), {"scan", page_, "--url", kUrl});
    return run_pagescan(flags);
  }
  // Two results in a file.
  std::string stored(const std::string& name, const std::string& bytes) const {
    return folder_.write(name, bytes).string();
  }
  std::string two_results() const { return scan({"-f", "json", page_}).out; }

  TempDir folder_;
  std::string page_ = folder_.write("page.html", kPage).string();
};

TEST_F(ReportCommandTest, ScanWritesEachFormatToItsOutput) {
  const ProgramOutcome outcome =
      scan({"-f", "sarif", "-o", path("a.sarif"), "-f", "csv", "-o",
            path("a.csv"), "-f", "text"});
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, StartsWith("shop.example Open in"));
  const Json sarif = Json::parse(read_file(path("a.sarif")));
  EXPECT_GE(sarif["runs"][0]["results"].size(), 1u);
  EXPECT_THAT(read_file(path("a.csv")), HasSubstr("form-downgrade"));
  // A dash is standard output, so that any of them can go there.
  const ProgramOutcome dash =
      scan({"-f", "csv", "-o", "-", "-f", "json", "-o", path("a.json")});
  EXPECT_EQ(dash.out, read_file(path("a.csv")));
}

TEST_F(ReportCommandTest, ScanRefusesOutputsThatDoNotFit) {
  const std::string file = path("a");
  const struct {
    std::vector<std::string> flags;
    const char* why;
  } cases[] = {
      {{"-f", "csv", "-f", "json"}, "2 formats and 0 outputs"},
      {{"-o", file, "-o", path("b")}, "1 formats and 2 outputs"},
      {{"-f", "csv", "-o", file, "-f", "json", "-o", file},
       "two reports can't go to one place"},
      {{"-f", "csv", "-o", "-", "-f", "json"},
       "two reports can't go to one place"},
  };
  for (const auto& c : cases) {
    const ProgramOutcome outcome = scan(c.flags);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_THAT(outcome.err, HasSubstr(c.why));
  }
}

TEST_F(ReportCommandTest, ScanPutsManyTargetsIntoOneDocument) {
  const ProgramOutcome outcome = scan({page_, "-f", "sarif"});
  const Json sarif = Json::parse(outcome.out);
  EXPECT_EQ(sarif["runs"].size(), 1u);
  EXPECT_EQ(sarif["runs"][0]["results"].size() % 2, 0u);
}

// Nothing is lost on the way through the disk.
TEST_F(ReportCommandTest, GivesWhatScanGives) {
  const std::string lines = two_results();
  const std::string input = stored("pages.ndjson", lines);
  for (const std::string format : {"text", "json", "sarif", "junit", "markdown",
                                   "csv", "github", "har", "urlscan"}) {
    const std::vector<std::string> environment = {
        "SOURCE_DATE_EPOCH=1789734896"};
    const ProgramOutcome scanned = run_pagescan(
        {"scan", page_, page_, "--url", kUrl, "-f", format}, "", environment);
    const ProgramOutcome json = run_pagescan(
        {"scan", page_, page_, "--url", kUrl, "-f", "json"}, "", environment);
    const ProgramOutcome reported =
        run_pagescan({"report", "-", "-f", format}, json.out);
    EXPECT_EQ(reported.exit_code, 0) << reported.err;
    EXPECT_EQ(reported.out, scanned.out) << format;
  }
  EXPECT_EQ(run_pagescan({"report", input, "-f", "json"}).out, lines);
}

TEST_F(ReportCommandTest, ReadsCompressedFilesAndSeveral) {
  const std::string lines = two_results();
  for (const char* name : {"a.ndjson", "a.ndjson.gz", "a.ndjson.zst"}) {
    std::string packed;
    const auto frames = make_frame_writer(coding_of_name(name));
    frames->append(lines, packed);
    frames->finish(packed);
    const std::string input = stored(name, packed);
    const ProgramOutcome outcome =
        run_pagescan({"report", input, input, "-f", "json"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, lines + lines) << name;
    EXPECT_EQ(run_pagescan({"report", "-", "-f", "json"}, packed).out, lines)
        << name;
  }
}

TEST_F(ReportCommandTest, PassesOverLinesThatAreNoReport) {
  const std::string lines = two_results();
  const std::string input =
      stored("bad.ndjson", "{}\n" + lines + "\nno \x1B[31mreport\n");
  const ProgramOutcome outcome = run_pagescan({"report", input, "-f", "json"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.out, lines);
  EXPECT_THAT(outcome.err, HasSubstr("bad.ndjson:1: "));
  EXPECT_THAT(outcome.err, HasSubstr("bad.ndjson:5: "));
  EXPECT_EQ(outcome.err.find('\x1B'), std::string::npos);
}

TEST_F(ReportCommandTest, SaysWhatIsTorn) {
  std::string packed;
  const auto frames = make_frame_writer(coding_of_name("a.gz"));
  frames->append(two_results(), packed);
  frames->finish(packed);
  const std::string input =
      stored("torn.gz", packed.substr(0, packed.size() - 12));
  const ProgramOutcome outcome = run_pagescan({"report", input, "-f", "json"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr("not read to its end"));
}

TEST_F(ReportCommandTest, RefusesWhatItCanNotRead) {
  EXPECT_EQ(run_pagescan({"report", path("missing"), "-f", "csv"}).exit_code,
            2);
  const std::string input = stored("pages.ndjson", two_results());
  const ProgramOutcome same =
      run_pagescan({"report", input, "-f", "csv", "-o", input});
  EXPECT_EQ(same.exit_code, 2);
  EXPECT_THAT(same.err, HasSubstr("it is read as well"));
  EXPECT_THAT(read_file(input), StartsWith("{"));
}

TEST_F(ReportCommandTest, ColoursWhereAsked) {
  EXPECT_EQ(scan({"--sections", "findings"}).out.find('\x1B'),
            std::string::npos);
  EXPECT_THAT(scan({"--sections", "findings", "--color", "always"}).out,
              HasSubstr("\x1B[1;31merror\x1B[0m"));
}

}  // namespace
}  // namespace pagescan::test
