// What the MDN HTTP Observatory says of the same responses, recorded by
// generate.mjs, is what we say.
#include "rules/observatory/observatory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/observatory/csp_policy.h"
#include "scanner/fetch/cookie.h"
#include "scanner/fetch/fields.h"
#include "scanner/page.h"

namespace pagescan {
namespace {

using Json = nlohmann::json;

constexpr size_t kMinCases = 150;

Json recorded() {
  std::ifstream file(PAGESCAN_SOURCE_DIR
                     "/tests/rules/observatory/recorded.json");
  return Json::parse(file);
}

void add_hop(const Json& entry, bool verified, Response& response) {
  Hop hop;
  hop.url = entry.at("url");
  hop.status = entry.at("status");
  for (const Json& line : entry.at("fields")) {
    hop.fields.add_line(line.get<std::string>());
  }
  if (hop.url.starts_with("https:")) {
    hop.tls.emplace();
    hop.tls->verified = verified;
  }
  const std::string host(Url::parse(hop.url)->host());
  for (const std::string_view value : hop.fields.all("set-cookie")) {
    auto cookie = parse_set_cookie(value);
    if (!cookie) continue;
    if (cookie->domain.empty()) cookie->domain = host;
    if (cookie->path.empty()) cookie->path = "/";
    response.cookies.push_back({response.hops.size(), *std::move(cookie)});
  }
  response.hops.push_back(std::move(hop));
}

std::optional<ObservatoryGrade> grade_of(const Json& entry) {
  const bool verified = entry.at("verified");
  Response response;
  for (const Json& hop : entry.at("redirects")) {
    add_hop(hop, verified, response);
  }
  add_hop(entry, verified, response);
  const std::string html = entry.at("html");
  const std::optional<Url> url =
      *Url::parse(entry.at("url").get<std::string>());
  PageSource source;
  source.content = html;
  source.url = url;
  const Page page = *build_page(source, PageLimits());
  const RuleParameters parameters;
  return observatory_grade({&response, &page, url, parameters, WallTime()});
}

std::map<std::string, std::string> results_of(const ObservatoryGrade& grade) {
  std::map<std::string, std::string> results;
  for (const ObservatoryTest& test : grade.tests) {
    results[test.name] = test.result + ' ' + std::to_string(test.modifier) +
                         (test.pass ? " passed" : " failed");
  }
  return results;
}

std::map<std::string, std::string> results_of(const Json& tests) {
  std::map<std::string, std::string> results;
  for (const auto& [name, test] : tests.items()) {
    results[name] = test.at("result").get<std::string>() + ' ' +
                    std::to_string(test.at("modifier").get<int>()) +
                    (test.at("pass").get<bool>() ? " passed" : " failed");
  }
  return results;
}

// Which tests end otherwise than the Observatory's, and how.
std::map<std::string, std::string> differences(const ObservatoryGrade& grade,
                                               const Json& tests) {
  std::map<std::string, std::string> different;
  for (const ObservatoryTest& test : grade.tests) {
    if (tests.at(test.name).at("result") != test.result) {
      different[test.name] = test.result;
    }
  }
  return different;
}

TEST(ObservatoryTest, GivesTheObservatorysVerdicts) {
  const Json entries = recorded();
  EXPECT_GE(entries.size(), kMinCases);
  for (const Json& entry : entries) {
    if (entry.contains("differs")) continue;
    SCOPED_TRACE(entry.at("about").get<std::string>());
    const auto grade = grade_of(entry);
    ASSERT_TRUE(grade);
    EXPECT_EQ(results_of(*grade), results_of(entry.at("tests")));
    EXPECT_EQ(grade->score, entry.at("score").get<int>());
    EXPECT_EQ(grade->grade, entry.at("grade").get<std::string>());
  }
}

TEST(ObservatoryTest, DiffersOnlyWhereAStandardSaysSo) {
  size_t count = 0;
  for (const Json& entry : recorded()) {
    if (!entry.contains("differs")) continue;
    SCOPED_TRACE(entry.at("about").get<std::string>());
    const auto grade = grade_of(entry);
    ASSERT_TRUE(grade);
    const std::map<std::string, std::string> expected = entry.at("differs");
    EXPECT_EQ(differences(*grade, entry.at("tests")), expected);
    EXPECT_FALSE(entry.at("why").get<std::string>().empty());
    ++count;
  }
  EXPECT_GT(count, 0u);
}

// Every result that a scan can tell is among those recorded.
TEST(ObservatoryTest, EveryModifierIsReached) {
  std::map<std::string, std::set<int>> modifiers;
  std::set<std::string> results;
  for (const Json& entry : recorded()) {
    for (const auto& [name, test] : entry.at("tests").items()) {
      modifiers[name].insert(test.at("modifier").get<int>());
      results.insert(test.at("result"));
    }
  }
  const std::map<std::string, std::set<int>> expected = {
      {"content-security-policy", {-25, -20, -10, 0, 5, 10}},
      {"cookies", {-40, -30, -20, -10, -5, 0, 5}},
      {"cross-origin-resource-policy", {-5, 0, 10}},
      {"redirection", {-20, -10, -5, 0}},
      {"referrer-policy", {-5, 0, 5}},
      {"strict-transport-security", {-20, -10, 0}},
      {"subresource-integrity", {-50, -20, -5, 0, 5}},
      {"x-content-type-options", {-5, 0}},
      {"x-frame-options", {-20, 0, 5}},
  };
  EXPECT_EQ(modifiers, expected);
  EXPECT_EQ(results.size(), 57u);
}

TEST(ObservatoryTest, NamesWhatItCouldNotTest) {
  Json entry = recorded().front();
  EXPECT_EQ(grade_of(entry)->not_tested,
            (std::vector<std::string>{"cross-origin-resource-sharing",
                                      "redirection"}));
  entry["url"] = "http://shop.example.org:8080/";
  EXPECT_EQ(
      grade_of(entry)->not_tested,
      (std::vector<std::string>{"cross-origin-resource-sharing", "redirection",
                                "strict-transport-security"}));
}

TEST(ObservatoryTest, DoesNotGradeWhatTheObservatoryRefuses) {
  Json entry = recorded().front();
  for (const int status : {404, 410, 500, 503}) {
    entry["status"] = status;
    EXPECT_FALSE(grade_of(entry)) << status;
  }
  entry["status"] = 403;
  EXPECT_TRUE(grade_of(entry));
  const std::optional<Url> url;
  const RuleParameters parameters;
  EXPECT_FALSE(
      observatory_grade({nullptr, nullptr, url, parameters, WallTime()}));
}

TEST(ObservatoryTest, LooksAtABoundedPartOfPolicies) {
  using observatory::kMaxPolicies;
  using observatory::parse_policies;
  std::vector<std::string_view> policies(kMaxPolicies, "default-src 'self'");
  policies.emplace_back("x");
  EXPECT_TRUE(parse_policies(policies));
  policies[kMaxPolicies - 1] = "x";
  EXPECT_FALSE(parse_policies(policies));
  std::string repeats;
  for (int i = 0; i < 1000; ++i) {
    repeats += "report-uri /" + std::to_string(i) + ";";
  }
  const auto policy = parse_policies({"default-src 'self'", repeats});
  ASSERT_TRUE(policy);
  EXPECT_TRUE(policy->has_duplicates);
  const std::string padded =
      std::string(observatory::kMaxPolicyBytes, ' ') + "default-src 'self'";
  EXPECT_FALSE(parse_policies({padded}));
}

TEST(ObservatoryTest, GradesFallInSteps) {
  const std::map<int, std::string> expected = {
      {135, "A+"}, {100, "A+"}, {99, "A"},  {90, "A"},  {89, "A-"},
      {85, "A-"},  {80, "B+"},  {75, "B"},  {70, "B"},  {65, "B-"},
      {60, "C+"},  {55, "C"},   {50, "C"},  {45, "C-"}, {40, "D+"},
      {35, "D"},   {30, "D"},   {25, "D-"}, {24, "F"},  {0, "F"}};
  for (const auto& [score, letter] : expected) {
    EXPECT_EQ(observatory_letter(score), letter) << score;
  }
}

}  // namespace
}  // namespace pagescan
