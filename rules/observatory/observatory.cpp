#include "rules/observatory/observatory.h"

#include <algorithm>
#include <array>

#include "rules/observatory/verdicts.h"

namespace pagescan {
namespace {

using observatory::TestResult;

constexpr int kStartingScore = 100;
// Bonuses count only for who would have an A without them.
constexpr int kLeastScoreForBonus = 90;

struct Letter {
  int least_score;
  std::string_view letter;
};

constexpr auto kLetters = std::to_array<Letter>({{100, "A+"},
                                                 {90, "A"},
                                                 {85, "A-"},
                                                 {80, "B+"},
                                                 {70, "B"},
                                                 {65, "B-"},
                                                 {60, "C+"},
                                                 {50, "C"},
                                                 {45, "C-"},
                                                 {40, "D+"},
                                                 {30, "D"},
                                                 {25, "D-"}});

bool judges_status(int status) {
  return (status >= 200 && status < 400) || status == 401 || status == 403;
}

void add(std::string_view name, const std::optional<TestResult>& result,
         ObservatoryGrade& grade) {
  if (!result) {
    grade.not_tested.emplace_back(name);
    return;
  }
  grade.tests.push_back({std::string(name), result->pass,
                         std::string(result->name), result->modifier});
}

int score_of(const std::vector<ObservatoryTest>& tests) {
  int without_bonuses = kStartingScore;
  int bonuses = 0;
  for (const ObservatoryTest& test : tests) {
    (test.modifier < 0 ? without_bonuses : bonuses) += test.modifier;
  }
  const int score = without_bonuses >= kLeastScoreForBonus
                        ? without_bonuses + bonuses
                        : without_bonuses;
  return std::max(score, 0);
}

}  // namespace

std::string_view observatory_letter(int score) {
  const auto found = std::ranges::find_if(
      kLetters, [score](const Letter& l) { return score >= l.least_score; });
  return found == kLetters.end() ? "F" : found->letter;
}

std::optional<ObservatoryGrade> observatory_grade(const RuleInput& input) {
  const Hop* hop = input.final_hop();
  if (hop == nullptr || input.page == nullptr || !input.url) {
    return std::nullopt;
  }
  if (!input.url->is_http() || !judges_status(hop->status)) {
    return std::nullopt;
  }
  const observatory::Subject subject{*input.response, *input.page, *input.url};
  const observatory::CspVerdict csp = judge_csp(subject);
  const std::optional<TestResult> hsts = judge_hsts(subject);
  ObservatoryGrade grade;
  add("content-security-policy", csp.result, grade);
  add("cookies", judge_cookies(subject, hsts && hsts->pass), grade);
  // Needs a preflight request from another origin.
  add("cross-origin-resource-sharing", std::nullopt, grade);
  add("redirection", judge_redirection(subject), grade);
  add("referrer-policy", judge_referrer_policy(subject), grade);
  add("strict-transport-security", hsts, grade);
  add("subresource-integrity", judge_sri(subject), grade);
  add("x-content-type-options", judge_nosniff(subject), grade);
  add("x-frame-options", judge_frame_options(subject, csp), grade);
  add("cross-origin-resource-policy", judge_corp(subject), grade);
  grade.score = score_of(grade.tests);
  grade.grade = observatory_letter(grade.score);
  return grade;
}

}  // namespace pagescan
