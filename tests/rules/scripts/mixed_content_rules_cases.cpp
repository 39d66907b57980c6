#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

std::vector<RuleCase> active_cases() {
  const std::string script = "<script src=http://a.test/a.js></script>";
  return {
      {"S03",
       kBad,
       "a script",
       "https://shop.example/",
       "",
       "<p>\n" + script,
       200,
       "script over http: \"http://a.test/a.js\"",
       2,
       1,
       {},
       Level::kError},
      page_case("S03", kBad, "a style sheet",
                "<link rel=stylesheet href=http://a.test/a.css>",
                "style sheet"),
      page_case("S03", kBad, "a frame", "<iframe src=http://a.test/></iframe>",
                "a frame"),
      page_case("S03", kBad, "by the base element's address",
                "<base href=http://shop.example/><script src=a.js></script>",
                "\"http://shop.example/a.js\""),
      at_level(Level::kNote,
               with_fields("Content-Security-Policy: default-src 'self'; "
                           "upgrade-insecure-requests",
                           page_case("S03", kBad, "upgraded by a field", script,
                                     "which its policy upgrades"))),
      at_level(Level::kNote,
               page_case("S03", kBad, "upgraded by a meta element",
                         "<meta http-equiv=content-security-policy "
                         "content=upgrade-insecure-requests>" +
                             script,
                         "which its policy upgrades")),
      page_case("S03", kGood, "over https",
                "<script src=https://a.test/a.js></script>"),
      page_case("S03", kTrap, "relative to the scheme",
                "<script src=//a.test/a.js></script>"
                "<link rel=stylesheet href=//a.test/a.css>"),
      page_case("S03", kTrap, "a comment for old browsers",
                "<!--[if lt IE 9]>" + script + "<![endif]-->"),
      page_case("S03", kTrap, "a template",
                "<template>" + script + "</template>"),
      page_case("S03", kTrap, "where scripts do not run",
                "<noscript><iframe src=http://a.test/></iframe></noscript>"),
      page_case("S03", kTrap, "a link",
                "<a href=http://a.test/>x</a>"
                "<link rel=canonical href=http://a.test/>"),
      page_case("S03", kTrap, "the reader's own machine",
                "<script src=http://127.0.0.1:35729/livereload.js></script>"),
      page_case_at("http://shop.example/", "S03", kTrap, "a page over http",
                   script),
  };
}

std::vector<RuleCase> passive_cases() {
  return {
      {"S04", kBad, "an image", "https://shop.example/", "",
       "<p>\n<img src=http://a.test/a.png>", 200, "\"http://a.test/a.png\"", 2,
       1},
      counted(1, page_case("S04", kBad, "images of one host",
                           "<img src=http://a.test/a.png>"
                           "<img srcset='http://a.test/b.png 2x'>"
                           "<video poster=http://a.test/c.png></video>",
                           "(and 2 more from there)")),
      page_case("S04", kBad, "audio", "<audio src=http://a.test/a.mp3></audio>",
                "asks for audio"),
      page_case("S04", kGood, "over https", "<img src=https://a.test/a.png>"),
      page_case("S04", kTrap, "relative to the scheme",
                "<img src=//a.test/a.png>"),
      page_case("S04", kTrap, "where scripts do not run",
                "<noscript><img src=http://a.test/pixel></noscript>"),
      page_case_at("http://shop.example/", "S04", kTrap, "a page over http",
                   "<img src=http://a.test/a.png>"),
  };
}

}  // namespace

std::vector<RuleCase> mixed_content_cases() {
  return joined({active_cases(), passive_cases()});
}

}  // namespace pagescan::test
