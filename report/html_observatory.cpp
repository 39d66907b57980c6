#include "report/html_observatory.h"

#include <fmt/format.h>

#include <iterator>

#include "report/html_text.h"

namespace pagescan {

void append_html_observatory(const ScanResult& result, std::string& out) {
  if (!result.observatory) return;
  auto to = std::back_inserter(out);
  fmt::format_to(to, "<h4>Observatory: {} ({})</h4>\n<ul class=\"lines\">\n",
                 html_text(result.observatory->grade),
                 result.observatory->score);
  for (const auto& test : result.observatory->tests) {
    fmt::format_to(to,
                   "<li><span class=\"tag {}\">{:+}</span> {} <span "
                   "class=\"quiet\">{}</span></li>\n",
                   test.pass ? "good" : "bad", test.modifier,
                   html_text(test.name), html_text(test.result));
  }
  for (const auto& name : result.observatory->not_tested) {
    fmt::format_to(to, "<li><span class=\"tag\">not tested</span> {}</li>\n",
                   html_text(name));
  }
  out += "</ul>\n";
}

}  // namespace pagescan
