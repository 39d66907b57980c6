// `pagescan batch` from its lists to its outputs.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "tests/cli/batch_fixture.h"
#include "tests/support/load_server.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class BatchListTest : public BatchFixture {
 protected:
  const LoadServer server_{{.addresses = 4}};

  std::vector<std::string> pages(size_t count) const {
    std::vector<std::string> urls;
    for (size_t n = 0; n < count; ++n) {
      urls.push_back(server_.url(n % 4, fmt::format("/page/{}", n)));
    }
    return urls;
  }
};

TEST_F(BatchListTest, ReportsEveryTargetOnceToStandardOutput) {
  const auto urls = pages(100);
  const ProgramOutcome outcome = batch({list_of(urls)});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto reports = reports_in(outcome.out);
  EXPECT_THAT(urls_of(reports), testing::UnorderedElementsAreArray(urls));
  for (const Json& report : reports) {
    EXPECT_EQ(report.at("page").at("status"), 200);
    EXPECT_EQ(report.at("task").at("list"), list_of(urls));
    EXPECT_EQ(report.at("task").at("attempts"), 1);
  }
  EXPECT_THAT(outcome.err, HasSubstr("targets: 100"));
}

TEST_F(BatchListTest, ReadsStandardInput) {
  const auto urls = pages(3);
  const ProgramOutcome outcome =
      batch({"-", "--ordered"}, fmt::format("{}\n", fmt::join(urls, "\n")));
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const auto reports = reports_in(outcome.out);
  EXPECT_THAT(urls_of(reports), testing::ElementsAreArray(urls));
  EXPECT_EQ(reports.at(2).at("task").at("line"), 3);
}

// Each is told with its line, counted and reported; none ends the run.
TEST_F(BatchListTest, TellsBadLinesAndGoesOn) {
  const std::string good = server_.url(0, "/good");
  const std::string list = list_of({good, "http://[broken", "# comment", "",
                                    "no such file", server_.url(0, "/more")});
  const ProgramOutcome outcome = batch({list, "--ordered"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(outcome.err, HasSubstr(list + ":2: "));
  EXPECT_THAT(outcome.err, HasSubstr(list + ":5: "));
  EXPECT_THAT(outcome.err, HasSubstr("bad lines: 2"));
  const auto reports = reports_in(outcome.out);
  ASSERT_THAT(reports, SizeIs(4));
  EXPECT_EQ(errors_of(reports[0]), "");
  EXPECT_EQ(errors_of(reports[1]), "target invalid_url");
  EXPECT_EQ(errors_of(reports[2]), "target file_not_found");
  EXPECT_EQ(errors_of(reports[3]), "");
  EXPECT_EQ(batch({list, "--fail-on", "none"}).exit_code, 0);
}

TEST_F(BatchListTest, ScansDuplicatesOnce) {
  const std::string url = server_.url(1, "/same");
  const std::string summary = path("summary.json");
  const ProgramOutcome outcome =
      batch({list_of({url, server_.url(1, "/x/../same"), url}), "--summary",
             summary});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_THAT(reports_in(outcome.out), SizeIs(1));
  EXPECT_EQ(server_.counts(1).requests, 1u);
  EXPECT_EQ(Json::parse(read(summary)).at("duplicates"), 2);
}

TEST_F(BatchListTest, KeepsTheOrderOfTheList) {
  LoadServer slow({.addresses = 1, .delay = std::chrono::milliseconds(150)});
  std::vector<std::string> urls = pages(40);
  urls.insert(urls.begin(), slow.url(0, "/first"));
  const std::string out = path("out.ndjson");
  ASSERT_EQ(batch({list_of(urls), "--ordered", "-o", out}).exit_code, 0);
  EXPECT_THAT(urls_of(reports_in(read(out))), testing::ElementsAreArray(urls));
}

TEST_F(BatchListTest, WritesAFileForEachPage) {
  const auto urls = pages(20);
  for (const std::string format : {"json", "text"}) {
    const std::string folder = path("reports-" + format);
    const ProgramOutcome outcome =
        batch({list_of(urls), "--output-dir", folder, "-f", format});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, "");
    std::multiset<std::string> found;
    for (const auto& file : fs::directory_iterator(folder)) {
      const std::string name = file.path().filename();
      if (name == ".pagescan-journal") continue;
      EXPECT_TRUE(name.ends_with(format == "json" ? ".json" : ".txt")) << name;
      const std::string bytes = read(file.path());
      if (format == "json") {
        found.insert(urls_of(reports_in(bytes)).at(0));
      } else {
        EXPECT_THAT(bytes, HasSubstr("URL: http://127.1.0."));
        found.insert(name);
      }
    }
    EXPECT_EQ(found.size(), 20u);
    if (format == "json") {
      EXPECT_EQ(found, std::multiset<std::string>(urls.begin(), urls.end()));
    }
  }
}

TEST_F(BatchListTest, CompressesByExtension) {
  const auto urls = pages(50);
  for (const char* name : {"out.ndjson.gz", "out.ndjson.zst"}) {
    const std::string out = path(name);
    ASSERT_EQ(batch({list_of(urls), "-o", out}).exit_code, 0);
    const std::string magic = read(out).substr(0, 2);
    EXPECT_EQ(magic, name[11] == 'g' ? "\x1f\x8b" : "\x28\xb5") << name;
    const ProgramOutcome back = run_pagescan({"merge", out});
    EXPECT_THAT(urls_of(reports_in(back.out)),
                testing::UnorderedElementsAreArray(urls));
  }
}

TEST_F(BatchListTest, KeepsChosenFields) {
  const std::string url = server_.url(0, "/page");
  const ProgramOutcome outcome =
      batch({list_of({url}), "--fields", "task.url,page.status,errors"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out,
            fmt::format("{{\"task\":{{\"url\":\"{}\"}},\"page\":{{\"status\":"
                        "200}},\"errors\":[]}}\n",
                        url));
}

TEST_F(BatchListTest, ShardsAndMergeGiveEveryTargetOnce) {
  const auto urls = pages(120);
  std::vector<std::string> merge = {"merge"};
  size_t smallest = urls.size();
  for (const char* part : {"1/3", "2/3", "3/3"}) {
    const std::string out =
        path(fmt::format("part{}.ndjson.gz", std::string(part).substr(0, 1)));
    ASSERT_EQ(batch({list_of(urls), "--shard", part, "-o", out}).exit_code, 0);
    merge.push_back(out);
    const auto lines = reports_in(run_pagescan({"merge", out}).out);
    smallest = std::min(smallest, lines.size());
  }
  EXPECT_GE(smallest, 20u);
  const ProgramOutcome joined = run_pagescan(merge);
  EXPECT_EQ(joined.exit_code, 0) << joined.err;
  EXPECT_THAT(urls_of(reports_in(joined.out)),
              testing::UnorderedElementsAreArray(urls));
  EXPECT_EQ(server_.all_counts().requests, 120u);
}

// Rows say what is sent and what is expected.
TEST_F(BatchListTest, SendsTheFieldsOfRowsAndChecksTheirExpectations) {
  ScriptedServer server;
  server.on("/a", http_response("200 OK", "Content-Type: text/html\r\n",
                                "<title>Welcome</title>"));
  const std::string list = write(
      "rows.csv", fmt::format("id,url,header.X-Row,expect_status,expect_title\n"
                              "one,{0},1,200,Welcome\n"
                              "two,{0},2,404,Nothing\n",
                              server.url("/a")));
  const ProgramOutcome outcome = batch({list, "--ordered"});
  EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
  const auto reports = reports_in(outcome.out);
  ASSERT_THAT(reports, SizeIs(2));
  EXPECT_EQ(reports[0].at("task").at("id"), "one");
  EXPECT_EQ(reports[0].at("expectations").at(0).at("met"), true);
  EXPECT_EQ(reports[1].at("expectations").at(0).at("met"), false);
  std::set<std::string> sent;
  for (const auto& request : server.requests()) {
    sent.insert(request.field("X-Row").value_or("none"));
  }
  EXPECT_EQ(sent, (std::set<std::string>{"1", "2"}));
  EXPECT_EQ(batch({list, "--fail-on", "error"}).exit_code, 0);
}

// Neither in a report nor in a message: a page that gives a row's own secret
// back, a bad line, the fields of a row that fails.
TEST_F(BatchListTest, RedactsTheSecretsOfRows) {
  ScriptedServer server;
  server.on("/a", [](Connection& connection, const ScriptedRequest& request) {
    connection.send(http_response(
        "200 OK", "Content-Type: text/html\r\n",
        "<p>You sent " + request.field("Authorization").value_or("none") +
            " and " + request.field("X-Api-Key").value_or("none")));
  });
  const std::string csv =
      write("rows.csv",
            fmt::format("url,header.Authorization,header.X-Api-Key\n"
                        "{},Bearer hunterROW1,hunterKEY1\n"
                        "http://u:hunterPASS@[broken,Bearer hunterROW2,\n"
                        "http://127.0.0.1:{}/?token=hunterTOK,,hunterKEY2\n",
                        server.url("/a"), free_port()));
  const std::string jsonl = write(
      "rows.jsonl",
      fmt::format(
          "{{\"url\":\"{}\",\"headers\":{{\"Cookie\":\"sid=hunterCOOKIE\","
          "\"Authorization\":\"Bearer hunterROW3\"}}}}\n",
          server.url("/a")));
  const ProgramOutcome plain = batch({csv, jsonl, "--retries", "0"});
  EXPECT_THAT(plain.out, HasSubstr("hunterROW1"));
  const ProgramOutcome outcome =
      batch({csv, jsonl, "--redact", "-vv", "--retries", "0", "-H",
             "X-Auth-Token: hunterFLAG"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_THAT(reports_in(outcome.out), SizeIs(4));
  EXPECT_THAT(outcome.out, Not(HasSubstr("hunter")));
  EXPECT_THAT(outcome.err, Not(HasSubstr("hunter")));
  EXPECT_THAT(outcome.out, HasSubstr("You sent REDACTED and REDACTED"));
}

TEST_F(BatchListTest, QuietSaysNothingOfItsOwn) {
  const ProgramOutcome outcome =
      batch({list_of({server_.url(0, "/a"), "http://[broken"}), "--quiet"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(reports_in(outcome.out), SizeIs(2));
}

}  // namespace
}  // namespace pagescan::test
