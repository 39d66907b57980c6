// The commands of docs/ci.md, as a job in CI runs them, night after night,
// against nginx.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/nginx_server.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// The fenced blocks of docs/ci.md that are commands of a shell.
std::vector<std::string> documented_commands() {
  const std::string page = text_of(PAGESCAN_SOURCE_DIR "/docs/ci.md");
  std::vector<std::string> commands;
  const std::string fence = "```sh\n";
  for (size_t at = page.find(fence); at != std::string::npos;
       at = page.find(fence, at + 1)) {
    const size_t begin = at + fence.size();
    commands.push_back(page.substr(begin, page.find("```", begin) - begin));
  }
  return commands;
}

class CiWalkthroughTest : public testing::Test {
 protected:
  void SetUp() override {
    PAGESCAN_REQUIRE_NGINX();
    server_ = std::make_unique<NginxServer>();
    server_->write("index.html", kShop);
    server_->write("login.html", "<title>Login</title><p>Sign in here");
    std::ofstream(folder_.path() / "urls.txt")
        << server_->http_url("/index.html") << '\n'
        << server_->http_url("/login.html") << '\n';
    fs::copy_file(PAGESCAN_SOURCE_DIR "/samples/ci/watch.sh",
                  folder_.path() / "watch.sh");
  }

  // Runs it in the folder, with pagescan found by its name.
  ProgramOutcome run(const std::string& command) const {
    const std::string script = "cd '" + folder_.path().string() +
                               "'\nPATH=" PAGESCAN_BINARY_DIR ":$PATH\n" +
                               command;
    return run_program({{"sh", "-eu", "-c", script}});
  }
  ProgramOutcome run_night() const { return run("./watch.sh urls.txt state"); }
  fs::path state(const char* name) const {
    return folder_.path() / "state" / name;
  }

  static constexpr std::string_view kShop =
      "<title>Shop</title><form action='/pay' method='post'>"
      "<input name='amount'></form>";

  TempDir folder_;
  std::unique_ptr<NginxServer> server_;
};

TEST_F(CiWalkthroughTest, GoesNightByNight) {
  const ProgramOutcome first = run_night();
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.out, HasSubstr("The first scan"));

  const ProgramOutcome quiet = run_night();
  EXPECT_EQ(quiet.exit_code, 0) << quiet.out << quiet.err;

  server_->write("index.html",
                 "<title>Shop</title><form action='https://evil.test/pay' "
                 "method='post'><input name='amount'></form>");
  const ProgramOutcome changed = run_night();
  EXPECT_EQ(changed.exit_code, 1) << changed.out << changed.err;
  EXPECT_THAT(changed.out, HasSubstr("evil.test"));
  EXPECT_THAT(text_of(state("changes.md")), HasSubstr("evil.test"));
  EXPECT_THAT(text_of(state("changes.xml")), HasSubstr("<failure"));
  const json sarif = json::parse(text_of(state("changes.sarif")));
  const json& result = sarif.at("runs").at(0).at("results").at(0);
  // Code hosts refuse what stands nowhere in the repository.
  const json& place = result.at("locations").at(0).at("physicalLocation");
  EXPECT_EQ(place.at("artifactLocation").at("uri"), "urls.txt");
  EXPECT_EQ(place.at("region").at("startLine"), 1);

  EXPECT_EQ(run("./watch.sh accept state").exit_code, 0);
  EXPECT_EQ(run_night().exit_code, 0);
}

TEST_F(CiWalkthroughTest, SaysWhatCouldNotBeScanned) {
  EXPECT_EQ(run_night().exit_code, 0);
  std::ofstream(folder_.path() / "urls.txt", std::ios::app)
      << "http://127.0.0.1:1/\n";
  EXPECT_EQ(run_night().exit_code, 3);
  EXPECT_EQ(run("./watch.sh urls.txt").exit_code, 2);
  EXPECT_EQ(run("./watch.sh absent.txt state").exit_code, 3);
}

TEST_F(CiWalkthroughTest, EveryCommandOfTheDocumentRuns) {
  const std::vector<std::string> commands = documented_commands();
  EXPECT_GE(commands.size(), 5u);
  for (const std::string& command : commands) {
    const ProgramOutcome outcome = run(command);
    EXPECT_EQ(outcome.exit_code, 0) << command << outcome.out << outcome.err;
  }
}

}  // namespace
}  // namespace pagescan::test
