#include "rules/rule_book.h"

namespace pagescan {

RuleBook default_rule_book() { return {built_in_rules(), {}, {}, {}}; }

}  // namespace pagescan
