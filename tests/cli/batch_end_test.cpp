// How a `pagescan batch` ends: by a signal, a deadline, an output that takes no
// more, flags that make no sense; and how the next one goes on.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/cli/batch_fixture.h"
#include "tests/support/load_server.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

constexpr std::string_view kHtml = "Content-Type: text/html\r\n";

// A run that gets signals.
class Running {
 public:
  explicit Running(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(),
                     {PAGESCAN_BINARY_DIR "/pagescan", "batch"});
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ != 0) return;
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nowhere, STDERR_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  ~Running() {
    if (pid_ > 0) ::kill(pid_, SIGKILL);
    wait();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  void send(int signal) const { ::kill(pid_, signal); }
  /// The exit code, -1 where a signal ended it.
  int wait() {
    if (pid_ <= 0) return -1;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = -1;
};

class BatchEndTest : public BatchFixture {
 protected:
  static constexpr size_t kPages = 30;

  BatchEndTest() {
    for (size_t n = 0; n < kPages; ++n) {
      const std::string path = "/" + std::to_string(n);
      urls_.push_back(server_.url(path));
      // The first is answered at once and kept: libcurl waits for it to open
      // further connections to a host.
      server_.on(
          path, [this, n](Connection& connection, const ScriptedRequest&) {
            ++asked_;
            connection.keep_alive();
            while (n > 0 && is_held_ && connection.pause(5ms)) {
            }
            connection.send(http_response("200 OK", kHtml, "<title>x</title>"));
          });
    }
  }

  void wait_for_requests(size_t count) const {
    for (int i = 0; i < 30'000 && asked_ < count; ++i) {
      std::this_thread::sleep_for(1ms);
    }
    ASSERT_GE(asked_, count);
  }

  void expect_resumes_to_all(const std::string& out) {
    is_held_ = false;
    const ProgramOutcome rest =
        batch({list_of(urls_), "-o", out, "--resume", "--concurrency", "9"});
    EXPECT_EQ(rest.exit_code, 0) << rest.err;
    EXPECT_THAT(urls_of(reports_in(read(out))),
                testing::UnorderedElementsAreArray(urls_));
  }

  std::atomic<size_t> asked_ = 0;
  std::atomic<bool> is_held_ = false;
  std::vector<std::string> urls_;
  ScriptedServer server_;
};

// The first signal: what is under way is finished, nothing else is begun.
TEST_F(BatchEndTest, ASignalFinishesWhatIsUnderWay) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const std::string out = path(std::to_string(signal) + ".ndjson");
    asked_ = 0;
    is_held_ = true;
    Running run({list_of(urls_), "-o", out, "--concurrency", "4"});
    wait_for_requests(5);
    run.send(signal);
    // Long enough to be heeded; if it is not, more are asked for, and resuming
    // works all the same.
    std::this_thread::sleep_for(1500ms);
    is_held_ = false;
    EXPECT_EQ(run.wait(), 3);
    const auto reports = reports_in(read(out));
    EXPECT_EQ(reports.size(), asked_);
    EXPECT_LT(reports.size(), kPages);
    for (const Json& report : reports) EXPECT_EQ(errors_of(report), "");
    expect_resumes_to_all(out);
    EXPECT_EQ(asked_, kPages);  // each was asked for once
  }
}

// The second one: at once, though servers do not answer.
TEST_F(BatchEndTest, ASecondSignalLeavesAtOnce) {
  const std::string out = path("out.ndjson");
  is_held_ = true;
  Running run(
      {list_of(urls_), "-o", out, "--concurrency", "4", "--timeout", "500"});
  wait_for_requests(5);
  run.send(SIGINT);
  // Two that come together may count as one.
  std::this_thread::sleep_for(1s);
  run.send(SIGINT);
  EXPECT_EQ(run.wait(), 3);
  EXPECT_LE(reports_in(read(out)).size(), 1u);
  expect_resumes_to_all(out);
}

TEST_F(BatchEndTest, ADeadlineLeavesTheRestToResume) {
  const std::string out = path("out.ndjson");
  const std::string summary = path("summary.json");
  is_held_ = true;
  const ProgramOutcome late =
      batch({list_of(urls_), "-o", out, "--deadline", "1", "--concurrency", "4",
             "--summary", summary});
  EXPECT_EQ(late.exit_code, 3);
  EXPECT_THAT(late.err, HasSubstr("the deadline came before the end of the "
                                  "list; --resume goes on from here"));
  const Json counts = Json::parse(read(summary));
  EXPECT_EQ(counts.at("not_reached"),
            kPages - counts.at("targets").get<size_t>());
  EXPECT_LE(counts.at("targets"), 1);
  expect_resumes_to_all(out);
}

TEST_F(BatchEndTest, AFullDiskIsToldAndResumed) {
  const std::string summary = path("s");
  const ProgramOutcome full =
      batch({list_of(urls_), "-o", "/dev/full", "--summary", summary});
  EXPECT_EQ(full.exit_code, 2);
  EXPECT_THAT(full.err, HasSubstr("No space left on device"));
  EXPECT_FALSE(std::filesystem::exists(summary));
}

TEST_F(BatchEndTest, AnOutputThatCanNotBeWrittenIsToldBeforeAnythingIsFetched) {
  const std::string file = write("file", "x");
  const std::string list = list_of(urls_);
  for (const std::vector<std::string>& where :
       std::vector<std::vector<std::string>>{{"-o", path("missing/out")},
                                             {"-o", file + "/out"},
                                             {"-o", path("")},
                                             {"--output-dir", file}}) {
    std::vector<std::string> arguments = {list};
    arguments.insert(arguments.end(), where.begin(), where.end());
    const ProgramOutcome outcome = batch(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << where[1];
    EXPECT_THAT(outcome.err,
                HasSubstr(where[1].substr(0, where[1].size() - 1)));
  }
  EXPECT_EQ(asked_, 0u);
}

TEST_F(BatchEndTest, AReaderThatGoesAwayEndsIt) {
  int pipe_ends[2];
  ASSERT_EQ(::pipe2(pipe_ends, O_CLOEXEC), 0);
  ::close(pipe_ends[0]);
  ProgramRun run;
  run.command = {PAGESCAN_BINARY_DIR "/pagescan", "batch", list_of(urls_)};
  run.output_file = "/proc/self/fd/" + std::to_string(pipe_ends[1]);
  const ProgramOutcome outcome = run_program(run);
  ::close(pipe_ends[1]);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("Broken pipe"));
}

TEST_F(BatchEndTest, RefusesToResumeWhatIsAnother) {
  const std::string list = list_of({urls_[0], urls_[1]});
  const std::string out = path("out.ndjson");
  ASSERT_EQ(batch({list, "-o", out}).exit_code, 0);
  const std::string before = read(out);
  const struct {
    std::vector<std::string> arguments;
    const char* says;
  } cases[] = {
      {{"--resume"}, "--resume needs"},
      {{"-o", out, "--resume", "--ordered"}, "ordered"},
      {{"-o", out, "--resume", "--redact"}, "redact"},
      {{"-o", out, "--resume", "--fields", "task.url"}, "fields"},
      {{"-o", out, "--resume", "--shard", "1/2"}, "shard"},
      {{"-o", write("other", "kept\n"), "--resume"}, "no journal"},
  };
  for (const auto& [more, says] : cases) {
    std::vector<std::string> arguments = {list};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const ProgramOutcome outcome = batch(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << says;
    EXPECT_THAT(outcome.err, HasSubstr(says));
  }
  EXPECT_EQ(read(out), before);
  EXPECT_EQ(read(path("other")), "kept\n");
  // A complete one has nothing to do.
  asked_ = 0;
  EXPECT_EQ(batch({list, "-o", out, "--resume"}).exit_code, 0);
  EXPECT_EQ(asked_, 0u);
  EXPECT_EQ(read(out), before);
}

TEST_F(BatchEndTest, SaysWhatIsWrongWithFlags) {
  const std::string list = list_of({urls_[0]});
  const struct {
    std::vector<std::string> arguments;
    const char* says;
  } cases[] = {
      {{}, "lists"},
      {{list, "-f", "text"}, "--format text needs --output-dir"},
      {{list, "-f", "text", "--output-dir", path("d"), "--fields", "task.url"},
       "--fields is for --format json"},
      {{list, "-f", "xml"}, "--format"},
      {{list, "--shard", "5/4"}, "write 1/4"},
      {{list, "--fail-on", "nonsense"}, "write error, bad_line"},
      {{list, "--fields", "page.colour"}, "colour"},
      {{list, "-o", path("a"), "--output-dir", path("b")}, "--output-dir"},
      {{list, "--ordered", "--output-dir", path("b")}, "--ordered"},
      {{list, "--list-format", "yaml"}, "--list-format"},
      {{list, "--concurrency", "0"}, "from 1 to 20000"},
      {{list, "--per-host", "-1"}, "from 1 to 20000"},
      {{list, "--workers", "9999"}, "from 0 to 1024"},
      {{list, "--host-interval", "x"}, "not a number of seconds"},
      {{list, "--deadline", "0"}, "not a number of seconds"},
      {{list, "--read-ahead", "0"}, "from 1 to"},
      {{list, "--max-waiting-bytes", "1k"}, "from 1048576 to"},
      {{list, "--retries", "many"}, "--retries"},
  };
  for (const auto& [arguments, says] : cases) {
    const ProgramOutcome outcome = batch(arguments);
    EXPECT_EQ(outcome.exit_code, 2) << says;
    EXPECT_EQ(outcome.out, "") << says;
    EXPECT_THAT(outcome.err, HasSubstr(says));
  }
  EXPECT_EQ(asked_, 0u);
}

class BatchRobotsTest : public BatchFixture {
 protected:
  // "stage code" of the page's errors and how often the page was asked for.
  std::pair<std::string, size_t> scan(const ScriptedServer& server,
                                      const std::string& path) {
    const ProgramOutcome outcome =
        batch({list_of({server.url(path)}), "--robots", "--retries", "0"});
    const Json report = only_report(outcome.out);
    size_t asked = 0;
    for (const auto& request : server.requests()) {
      asked += request.target == path ? 1U : 0U;
    }
    return {errors_of(report), asked};
  }
};

TEST_F(BatchRobotsTest, HonoursRobotsTxt) {
  const std::string page = http_response("200 OK", kHtml, "<p>x");
  const std::string rules = "User-agent: *\nDisallow: /private\n";
  const struct {
    std::string robots;
    std::string path;
    std::string errors;
    size_t asked;
  } cases[] = {
      {http_response("200 OK", "", rules), "/public", "", 1},
      {http_response("200 OK", "", rules), "/private",
       "fetch robots_disallowed", 0},
      {http_response("404 Not Found", "", rules), "/private", "", 1},
      {http_response("500 Oops", "", rules), "/public",
       "fetch robots_disallowed", 0},
      {http_response("200 OK", "", rules), "/into", "fetch robots_disallowed",
       1},
  };
  for (const auto& [robots, path, errors, asked] : cases) {
    ScriptedServer server;
    server.on("/robots.txt", robots);
    server.on("/public", page);
    server.on("/private", page);
    server.on("/into",
              http_response("302 Found", "Location: /private\r\n", ""));
    EXPECT_EQ(scan(server, path), (std::pair{errors, asked})) << path << robots;
    size_t disallowed = 0;
    for (const auto& request : server.requests()) {
      disallowed += request.target == "/private" ? 1U : 0U;
    }
    EXPECT_EQ(disallowed, path == "/private" ? asked : 0) << path;
  }
}

TEST_F(BatchRobotsTest, ReportsTheErrorThatRobotsTxtEndedWith) {
  ScriptedServer server;
  server.on("/robots.txt", [](Connection& connection, const ScriptedRequest&) {
    connection.reset();
  });
  const auto [errors, asked] = scan(server, "/page");
  EXPECT_EQ(errors, "fetch connection_failed");
  EXPECT_EQ(asked, 0u);
}

class BatchHostTest : public BatchFixture {};

TEST_F(BatchHostTest, GivesAHostUpThatFails) {
  const LoadServer good({});
  std::vector<std::string> urls;
  const std::string dead =
      "http://127.0.0.9:" + std::to_string(free_port()) + "/";
  for (int n = 0; n < 40; ++n) urls.push_back(dead + std::to_string(n));
  for (int n = 0; n < 5; ++n)
    urls.push_back(good.url(0, "/" + std::to_string(n)));
  const ProgramOutcome outcome = batch({list_of(urls), "--host-failures", "3",
                                        "--per-host", "1", "--retries", "0"});
  EXPECT_EQ(outcome.exit_code, 3);
  size_t refused = 0;
  size_t given_up = 0;
  size_t scanned = 0;
  for (const Json& report : reports_in(outcome.out)) {
    const std::string errors = errors_of(report);
    refused += errors == "fetch connection_refused" ? 1U : 0U;
    given_up += errors == "fetch host_unavailable" ? 1U : 0U;
    scanned += errors.empty() ? 1U : 0U;
  }
  EXPECT_EQ(refused, 3u);
  EXPECT_EQ(given_up, 37u);
  EXPECT_EQ(scanned, 5u);
}

}  // namespace
}  // namespace pagescan::test
