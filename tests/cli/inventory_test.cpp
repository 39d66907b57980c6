// `pagescan inventory` on the sample shop, its tampered twin, and hostile ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "tests/cli/run_pagescan.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr int kRuns = 10;

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void replace_all(std::string& text, const std::string& old,
                 const std::string& with) {
  for (size_t at = text.find(old); at != std::string::npos;
       at = text.find(old, at + with.size())) {
    text.replace(at, old.size(), with);
  }
}

// One server for the shop and its vendor, which are told by their hosts.
class InventoryTest : public testing::Test {
 protected:
  InventoryTest() { serve("shop"); }

  // The files of the sample, with the fields of its nginx.conf.
  void serve(const std::string& sample) {
    const fs::path root = fs::path(PAGESCAN_SOURCE_DIR) / "samples" / sample;
    const std::string fields = sample_fields(root / "nginx.conf");
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (!entry.is_regular_file()) continue;
      const std::string path =
          "/" + fs::relative(entry.path(), root).generic_string();
      answer(path, read_text(entry.path()), fields);
    }
  }

  void answer(const std::string& path, std::string content,
              const std::string& fields = "") {
    replace_all(content, ":8081", ":" + std::to_string(server_.port()));
    const std::string type = path.ends_with(".html")
                                 ? "text/html; charset=utf-8"
                                 : "text/javascript";
    server_.on(path, "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\n" +
                         fields + "Content-Length: " +
                         std::to_string(content.size()) + "\r\n\r\n" + content);
  }

  std::string sample_fields(const fs::path& conf) {
    const std::string text = read_text(conf);
    const std::regex line("add_header ([A-Za-z-]+) \"([^\"]*)\" always;");
    std::string fields;
    for (std::sregex_iterator i(text.begin(), text.end(), line), end; i != end;
         ++i) {
      fields += (*i)[1].str() + ": " + (*i)[2].str() + "\r\n";
    }
    replace_all(fields, ":8081", ":" + std::to_string(server_.port()));
    return fields;
  }

  std::string page() const {
    return server_.url_at("shop.test", "/checkout.html");
  }

  ProgramOutcome inventory(const std::string& command,
                           std::vector<std::string> more = {}) const {
    const std::string port = std::to_string(server_.port());
    std::vector<std::string> arguments = {
        "inventory",
        command,
        "--inventory",
        file_.string(),
        "--no-config",
        "--resolve",
        "shop.test:" + port + ":127.0.0.1",
        "--resolve",
        "vendor.shop.test:" + port + ":127.0.0.1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_pagescan(arguments);
  }

  // As a reviewer would.
  void review() const {
    std::string text = read_text(file_);
    replace_all(text, "owner: \"\"", "owner: Ann");
    replace_all(text, "justification: \"\"",
                "justification: needed to pay # ticket 7");
    replace_all(text, "authorised_by: \"\"", "authorised_by: Bob");
    replace_all(text, "date: \"\"", "date: 2026-11-02");
    std::ofstream(file_, std::ios::binary) << text;
  }

  void init_and_review() const {
    const ProgramOutcome init = inventory("init", {page()});
    ASSERT_EQ(init.exit_code, 0) << init.err;
    review();
  }

  static std::vector<std::string> rules_in(const ProgramOutcome& outcome) {
    std::vector<std::string> rules;
    const Json report = only_report(outcome.out);
    for (const Json& finding : report.at("findings")) {
      rules.push_back(finding.at("rule"));
    }
    return rules;
  }

  ScriptedServer server_;
  TempDir folder_;
  fs::path file_ = folder_.path() / "inventory.yaml";
};

TEST_F(InventoryTest, WritesWhatIsThereOnce) {
  const ProgramOutcome init = inventory("init", {page()});
  EXPECT_EQ(init.exit_code, 0) << init.err;
  EXPECT_THAT(init.out, HasSubstr("4 scripts and"));
  const std::string text = read_text(file_);
  EXPECT_THAT(text,
              AllOf(HasSubstr("/js/shop.js\n"), HasSubstr("/vendor/stats.js\n"),
                    HasSubstr("begins: \"window.shop = {"),
                    HasSubstr("begins: \"return shopCheck(this)\""),
                    HasSubstr("# integrity=\"sha384-"),
                    HasSubstr("directive: \"form-action\""),
                    HasSubstr("name: x-frame-options")));
  // Nobody has authorised anything yet.
  const ProgramOutcome check = inventory("check", {"-f", "json"});
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_EQ(rules_in(check), std::vector<std::string>(4, "S13"));
  const ProgramOutcome again = inventory("init", {page()});
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_THAT(again.err, HasSubstr("it is there already"));
  EXPECT_EQ(read_text(file_), text);
}

TEST_F(InventoryTest, UntouchedShopIsClean) {
  init_and_review();
  for (int run = 0; run < kRuns; ++run) {
    const ProgramOutcome check = inventory("check", {"-f", "json"});
    EXPECT_EQ(check.exit_code, 0) << check.err;
    EXPECT_EQ(check.err, "");
    EXPECT_EQ(rules_in(check), std::vector<std::string>());
  }
}

TEST_F(InventoryTest, FindsWhatWasTamperedWith) {
  init_and_review();
  serve("shop-tampered");
  const std::string markdown = (folder_.path() / "pci.md").string();
  const std::string html = (folder_.path() / "pci.html").string();
  const ProgramOutcome check = inventory(
      "check",
      {"-f", "json", "--assessor-markdown", markdown, "--assessor-html", html});
  EXPECT_EQ(check.exit_code, 1) << check.err;
  EXPECT_THAT(rules_in(check), UnorderedElementsAre("S11", "S12", "H19"));
  EXPECT_THAT(check.out,
              AllOf(HasSubstr("A skimmer"), HasSubstr("vendor/stats.js"),
                    HasSubstr("form-action of content-security-policy is "
                              "gone")));
  // Each stands under its requirement.
  const std::string report = read_text(markdown);
  const size_t scripts = report.find("## Requirement 6.4.3");
  const size_t fields = report.find("## Requirement 11.6.1");
  ASSERT_NE(fields, std::string::npos);
  const std::string of_scripts = report.substr(scripts, fields - scripts);
  EXPECT_THAT(of_scripts,
              AllOf(HasSubstr("A skimmer"), HasSubstr("`unauthorised`"),
                    HasSubstr("`changed: it has changed"), HasSubstr("`Bob`")));
  EXPECT_THAT(report.substr(fields),
              AllOf(HasSubstr("`form-action`"), HasSubstr("`gone`"),
                    HasSubstr("scripts added by scripts")));
  EXPECT_THAT(
      read_text(html),
      AllOf(HasSubstr("Requirement 11.6.1"), HasSubstr("unauthorised"),
            HasSubstr("scripts added by scripts"), Not(HasSubstr("<script"))));
  // SARIF names the requirements too.
  const ProgramOutcome sarif = inventory("check", {"-f", "sarif"});
  EXPECT_THAT(sarif.out,
              AllOf(HasSubstr("PCI-DSS-6.4.3"), HasSubstr("PCI-DSS-11.6.1")));
}

TEST_F(InventoryTest, UpdateAddsForReviewAndKeepsWords) {
  init_and_review();
  serve("shop-tampered");
  const ProgramOutcome update = inventory("update");
  EXPECT_EQ(update.exit_code, 0) << update.err;
  EXPECT_THAT(
      update.out,
      AllOf(HasSubstr("new script, to be reviewed: inline script"),
            HasSubstr("--accept takes it"), HasSubstr("form-action is gone")));
  const std::string text = read_text(file_);
  EXPECT_THAT(text, AllOf(HasSubstr("A skimmer"),
                          HasSubstr("justification: needed to pay # ticket "
                                    "7")));
  // A row that nobody authorised authorises nothing.
  const ProgramOutcome check = inventory("check", {"-f", "json"});
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_THAT(rules_in(check), UnorderedElementsAre("S12", "S13", "H19"));
  const ProgramOutcome accept = inventory("update", {"--accept"});
  EXPECT_EQ(accept.exit_code, 0);
  EXPECT_THAT(accept.out, HasSubstr("accepted: "));
  EXPECT_THAT(rules_in(inventory("check", {"-f", "json"})),
              UnorderedElementsAre("S13", "H19"));
  const ProgramOutcome again = inventory("update", {"--accept"});
  EXPECT_THAT(again.out, HasSubstr("left as it was"));
}

TEST_F(InventoryTest, SaysWhatItCouldNotCheck) {
  init_and_review();
  server_.on("/vendor/stats.js",
             "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
  const ProgramOutcome check = inventory("check", {"-f", "json"});
  EXPECT_EQ(check.exit_code, 3);
  EXPECT_THAT(check.err, HasSubstr("its status is 503"));
  EXPECT_EQ(rules_in(check), std::vector<std::string>{"S12"});
  EXPECT_THAT(check.out, HasSubstr("could not be checked: its status is 503"));
  const ProgramOutcome limited =
      inventory("check", {"-f", "json", "--max-scripts", "1"});
  EXPECT_EQ(limited.exit_code, 3);
  EXPECT_THAT(limited.out, HasSubstr("raise --max-scripts"));
  server_.on("/checkout.html",
             "HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n"
             "Content-Length: 4\r\n\r\nGone");
  EXPECT_EQ(inventory("check").exit_code, 3);
}

TEST_F(InventoryTest, PagesChooseNoPrivateAddressAndGetNoSecrets) {
  answer("/js/internal.js", "secret()");
  const std::string internal = server_.url("/js/internal.js");
  answer("/checkout.html", "<script src=" + internal + "></script>" +
                               "<script src=http://vendor.shop.test:8081/"
                               "vendor/stats.js></script>"
                               "<script src=/js/shop.js></script>");
  const ProgramOutcome init = inventory("init", {page(), "-H", "X-Key: hush"});
  EXPECT_EQ(init.exit_code, 3);
  EXPECT_THAT(init.err, HasSubstr("internal.js: could not be had"));
  std::map<std::string, bool> has_key;
  for (const ScriptedRequest& request : server_.requests()) {
    has_key[request.target] = request.field("X-Key").has_value();
  }
  EXPECT_EQ(has_key,
            (std::map<std::string, bool>{{"/checkout.html", true},
                                         {"/js/shop.js", true},
                                         {"/vendor/stats.js", false}}));
}

TEST_F(InventoryTest, RefusesWhatIsNoInventoryOrNoUrl) {
  EXPECT_EQ(inventory("check").exit_code, 2);
  std::ofstream(file_) << "version: 1\npage: x\n";
  const ProgramOutcome wrong = inventory("check");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("did you mean \"pages\"?"));
  std::ofstream(file_) << "version: 1\npages: https://a.test/*\n";
  EXPECT_THAT(inventory("check").err, HasSubstr("names no page in full"));
  const ProgramOutcome local = inventory("check", {"page.html"});
  EXPECT_EQ(local.exit_code, 3);
  EXPECT_THAT(local.err, HasSubstr("give the URL of the page"));
}

}  // namespace
}  // namespace pagescan::test
