#include "tests/rules/rule_cases.h"

namespace pagescan::test {

std::vector<RuleCase> simple_rules_cases() {
  using enum CaseKind;
  return {
      {.rule = "H20",
       .kind = kBad,
       .about = "Symfony's profiler",
       .fields = "X-Debug-Token: 3c9c5a\nX-Debug-Token-Link: /_profiler/3c9c5a",
       .message = "The response field \"x-debug-token\" comes from",
       .count = 2},
      {.rule = "H20",
       .kind = kBad,
       .about = "ChromeLogger on an error page",
       .fields = "X-ChromeLogger-Data: eyJ2ZXJzaW9uIjoiNC4wIn0=",
       .status = 500,
       .message = "\"x-chromelogger-data\""},
      {.rule = "H20",
       .kind = kGood,
       .about = "other fields",
       .fields = "X-Request-Id: 3c9c5a"},
      {.rule = "H20",
       .kind = kTrap,
       .about = "a value that mentions it",
       .fields = "Access-Control-Allow-Headers: X-Debug-Token"},
  };
}

}  // namespace pagescan::test
