#include "tests/rules/rule_cases.h"

namespace pagescan::test {

std::vector<RuleCase> blocking_cases() {
  using enum CaseKind;
  return {
      {.rule = "F23",
       .kind = kBad,
       .about = "a password that can't be pasted",
       .html = "<form>\n<input type=password name=p "
               "onpaste='return false;'></form>",
       .message = "The password input \"p\" does not let anything be pasted",
       .line = 2,
       .column = 1,
       .level = Level::kNote},
      {.rule = "F23",
       .kind = kBad,
       .about = "an e-mail address, in no form",
       .html = "<input type=email name=e "
               "onpaste='alert(1); event.preventDefault()'>",
       .message = "The email input \"e\""},
      {.rule = "F23",
       .kind = kGood,
       .about = "no handler",
       .html = "<form><input type=password name=p></form>"},
      {.rule = "F23",
       .kind = kTrap,
       .about = "a handler that only looks",
       .html = "<form><input type=password name=p onpaste='check(this)'>"
               "</form>"},
      {.rule = "F23",
       .kind = kTrap,
       .about = "a handler with a condition",
       .html = "<form><input type=password name=p "
               "onpaste='if (long(event)) return false'></form>"},
      {.rule = "F23",
       .kind = kTrap,
       .about = "a field for something else",
       .html = "<form><label>Colour <input name=colour "
               "onpaste='return false'></label></form>"},
      {.rule = "X03",
       .kind = kBad,
       .about = "no context menu",
       .html = "<!doctype html>\n<body oncontextmenu='return false'>",
       .message = "\"oncontextmenu=\"return false\"\"",
       .line = 2,
       .column = 1,
       .level = Level::kNote},
      {.rule = "X03",
       .kind = kGood,
       .about = "nothing of the kind",
       .html = "<body onload=start()>"},
      {.rule = "X03",
       .kind = kTrap,
       .about = "a photographer's picture",
       .html = "<body><img src=a.jpg oncontextmenu='return false'>"},
      {.rule = "X03",
       .kind = kTrap,
       .about = "a menu of its own, at times",
       .html = "<body oncontextmenu='return menu(event) || false'>"},
  };
}

}  // namespace pagescan::test
