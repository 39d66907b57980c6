// The grade the MDN HTTP Observatory would give, as far as one scan of a page
// can tell. Values that own their strings; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rule.h"

namespace pagescan {

/// One test, in the Observatory's words.
struct ObservatoryTest {
  std::string name;    // "cookies"
  bool pass = false;   // as good as the Observatory asks
  std::string result;  // "cookies-not-found"
  int modifier = 0;    // of the score
};

struct ObservatoryGrade {
  int score = 0;      // 0 and up: 100 is where everyone starts
  std::string grade;  // "A+" to "F"
  std::vector<ObservatoryTest> tests;
  /// The tests that a scan of this page can't decide; they leave the score as
  /// it is.
  std::vector<std::string> not_tested;
};

/// Nothing unless the page came over HTTP, with a status the Observatory judges
/// (200 to 399, 401, 403).
std::optional<ObservatoryGrade> observatory_grade(const RuleInput& input);

/// "A+" to "F".
std::string_view observatory_letter(int score);

}  // namespace pagescan
