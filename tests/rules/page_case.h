// Short ways to write cases of rules that look at one page. Values.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "tests/rules/rule_case.h"

namespace pagescan::test {

/// A page of https://shop.example/. Where it is bad, `message` is part of what
/// is said of it.
RuleCase page_case(std::string_view rule, CaseKind kind, std::string_view about,
                   std::string html, std::string message = {});

/// The same, of another address.
RuleCase page_case_at(std::string url, std::string_view rule, CaseKind kind,
                      std::string_view about, std::string html,
                      std::string message = {});

/// The case, and how bad its first finding is.
RuleCase at_level(Level level, RuleCase rule_case);

/// The case, and how many findings it has.
RuleCase counted(size_t count, RuleCase rule_case);

/// The case, with fields in its response.
RuleCase with_fields(std::string fields, RuleCase rule_case);

/// The case, judged with other parameters.
RuleCase configured(std::function<void(RuleParameters&)> configure,
                    RuleCase rule_case);

std::vector<RuleCase> joined(
    std::initializer_list<std::vector<RuleCase>> lists);

}  // namespace pagescan::test
