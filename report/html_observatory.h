// The Observatory's grade of a page in an HTML report. Templates, as a result
// may have none at all. Pure functions; thread-safe.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>

#include "report/html_page.h"
#include "report/html_text.h"

namespace pagescan {

/// Notes the grade of a result that has one.
template <class Result>
void read_observatory_grade(const Result& result, HtmlPageRow& row) {
  if constexpr (requires { result.observatory->grade; }) {
    if (!result.observatory) return;
    row.grade = result.observatory->grade;
    row.score = result.observatory->score;
  }
}

/// Appends the grade and what each test did to the score, where there is one.
template <class Result>
void append_html_observatory(const Result& result, std::string& out) {
  if constexpr (requires { result.observatory->not_tested; }) {
    if (!result.observatory) return;
    const auto& observatory = *result.observatory;
    auto to = std::back_inserter(out);
    fmt::format_to(to, "<h4>Observatory: {} ({})</h4>\n<ul class=\"lines\">\n",
                   html_text(observatory.grade), observatory.score);
    for (const auto& test : observatory.tests) {
      fmt::format_to(to,
                     "<li><span class=\"tag {}\">{:+}</span> {} <span "
                     "class=\"quiet\">{}</span></li>\n",
                     test.pass ? "good" : "bad", test.modifier,
                     html_text(test.name), html_text(test.result));
    }
    for (const auto& name : observatory.not_tested) {
      fmt::format_to(to, "<li><span class=\"tag\">not tested</span> {}</li>\n",
                     html_text(name));
    }
    out += "</ul>\n";
  }
}

}  // namespace pagescan
