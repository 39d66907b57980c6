#include "tests/rules/rule_cases.h"

namespace pagescan::test {

std::vector<RuleCase> simple_rules_cases() {
  using enum CaseKind;
  return {
      {.rule = "S17",
       .kind = kBad,
       .about = "a note to oneself",
       .html = "<p>x</p>\n<!-- TODO check the role first -->",
       .message = "A comment of the page says \"TODO\": \"TODO check",
       .line = 2,
       .column = 1},
      {.rule = "S17",
       .kind = kBad,
       .about = "a password",
       .html = "<!-- db password = hunter2x --><p>x",
       .message = "\"password = hunter\""},
      {.rule = "S17",
       .kind = kGood,
       .about = "an ordinary comment",
       .html = "<!-- the end of the menu --><p>x"},
      {.rule = "S17",
       .kind = kTrap,
       .about = "a comment of a script",
       .html = "<script>/* TODO password: hunter2x */</script>"},
      {.rule = "S17",
       .kind = kTrap,
       .about = "a control that is commented out",
       .html = "<!-- <input type=\"password\" name=\"password\"> -->"},
      {.rule = "S17",
       .kind = kTrap,
       .about = "a word of another language",
       .html = "<!-- todo el contenido --><p>x"},
  };
}

}  // namespace pagescan::test
