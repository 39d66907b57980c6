#include "scanner/run/expect.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace pagescan {
namespace {

ScanResult page() {
  ScanResult result;
  result.page.url = "https://a.example/new";
  result.page.status = 200;
  result.page.mime_type = "text/html";
  Facts facts;
  facts.metadata.title = "Tea  Shop";
  facts.text.text = "WELCOME\n\nForgot your\npassword?";
  result.facts = std::move(facts);
  return result;
}

struct ExpectationCase {
  ExpectationKind kind;
  std::string expected;
  std::string actual;
  bool met;
};

TEST(ExpectTest, ComparesWithThePage) {
  const std::vector<ExpectationCase> cases = {
      {ExpectationKind::kStatus, "200", "200", true},
      {ExpectationKind::kStatus, "2xx", "200", true},
      {ExpectationKind::kStatus, "404, 2XX", "200", true},
      {ExpectationKind::kStatus, "404,301", "200", false},
      {ExpectationKind::kStatus, "20", "200", false},
      {ExpectationKind::kUrl, "HTTPS://A.example:443/b/../new",
       "https://a.example/new", true},
      {ExpectationKind::kUrl, "https://a.example/", "https://a.example/new",
       false},
      {ExpectationKind::kMimeType, "Text/HTML; charset=utf-8", "text/html",
       true},
      {ExpectationKind::kMimeType, "text", "text/html", false},
      {ExpectationKind::kTitle, "Tea  Sh", "Tea  Shop", true},
      {ExpectationKind::kTitle, "Tea Shop", "Tea  Shop", false},
      {ExpectationKind::kTitle, "tea", "Tea  Shop", false},
      {ExpectationKind::kText, "your  password", "your  password", true},
      {ExpectationKind::kText, "Goodbye", "WELCOME\n\nForgot your\npassword?",
       false},
  };
  const ScanResult result = page();
  for (const ExpectationCase& c : cases) {
    const auto checked = check_expectations({{c.kind, c.expected}}, result);
    ASSERT_EQ(checked.size(), 1u);
    EXPECT_EQ(checked[0].expectation.expected, c.expected);
    EXPECT_EQ(checked[0].actual, c.actual) << c.expected;
    EXPECT_EQ(checked[0].met, c.met) << c.expected;
  }
}

TEST(ExpectTest, MeetsNothingWhereNothingCame) {
  ScanResult failed;
  failed.page.url = "https://a.example/";  // what was asked for
  const auto checked =
      check_expectations({{ExpectationKind::kStatus, "2xx"},
                          {ExpectationKind::kUrl, "https://a.example/"},
                          {ExpectationKind::kMimeType, "text/html"},
                          {ExpectationKind::kTitle, "T"},
                          {ExpectationKind::kText, "t"}},
                         failed);
  ASSERT_EQ(checked.size(), 5u);
  for (const ExpectationResult& result : checked) {
    EXPECT_FALSE(result.met);
    EXPECT_EQ(result.actual, "");
  }
}

TEST(ExpectTest, CutsWhatThePageSays) {
  ScanResult result = page();
  result.facts->metadata.title = std::string(255, 'x') + "\xC3\xA9";
  const auto checked =
      check_expectations({{ExpectationKind::kTitle, "\xC3\xA9"}}, result);
  EXPECT_TRUE(checked[0].met);
  EXPECT_EQ(checked[0].actual, std::string(255, 'x'));
}

TEST(ExpectTest, KnowsWhatCanBeMet) {
  const std::vector<ExpectationCase> cases = {
      {ExpectationKind::kStatus, "200", "", true},
      {ExpectationKind::kStatus, "200, 3xx,404", "", true},
      {ExpectationKind::kStatus, "", "", false},
      {ExpectationKind::kStatus, "99", "", false},
      {ExpectationKind::kStatus, "020", "", false},
      {ExpectationKind::kStatus, "x00", "", false},
      {ExpectationKind::kStatus, "20x", "", false},
      {ExpectationKind::kStatus, "200,", "", false},
      {ExpectationKind::kUrl, "https://a.example/", "", true},
      {ExpectationKind::kUrl, "/login", "", false},
      {ExpectationKind::kMimeType, "text/html", "", true},
      {ExpectationKind::kMimeType, "html", "", false},
      {ExpectationKind::kTitle, "x", "", true},
      {ExpectationKind::kTitle, "\xFF", "", false},
      {ExpectationKind::kText, "x", "", true},
  };
  for (const ExpectationCase& c : cases) {
    EXPECT_EQ(is_expectation({c.kind, c.expected}), c.met) << c.expected;
  }
}

}  // namespace
}  // namespace pagescan
