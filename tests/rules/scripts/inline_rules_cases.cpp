#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

std::string repeated(std::string_view text, size_t times) {
  std::string all;
  for (size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::string script_of(std::string_view text) {
  return "<script>" + std::string(text) + "</script>";
}

std::vector<RuleCase> handler_cases() {
  return {
      {"S08",
       kBad,
       "all of a page",
       "https://shop.example/",
       "",
       "<p>\n<a href='javascript:a()' onclick='b()'>x</a>"
       "<img src=a onerror='c()'>",
       200,
       "2 event handler attributes and 1 javascript: URL",
       2,
       1,
       {},
       {},
       1},
      page_case("S08", kGood, "a script", script_of("a()")),
      page_case("S08", kTrap, "what only looks like a handler",
                "<p one=1 only=x on=y>x<my-tag oncustom=z></my-tag>"),
      page_case("S08", kTrap, "a template",
                "<template><a onclick='b()'>x</a></template>"),
  };
}

std::vector<RuleCase> obfuscated_bad_cases() {
  return {
      {"S10",
       kBad,
       "decoded and run",
       "https://shop.example/",
       "",
       "<p>\n" + script_of("a(); eval( atob('YWxlcnQoMSk='))"),
       200,
       "\"eval( atob('YWxlcnQoMSk='))\"",
       2,
       1,
       {},
       Level::kWarning},
      page_case("S10", kBad, "by the window's own names",
                script_of("new Function(window.unescape('%61%28%29'))()"),
                "decodes text and runs it"),
      page_case("S10", kBad, "a module",
                "<script type=module>setTimeout(String.fromCharCode(97), 1)"
                "</script>",
                "decodes text and runs it"),
      page_case(
          "S10", kBad, "markup hidden by escapes",
          script_of("document.write(unescape('" + repeated("%3C", 40) + "'))"),
          "writes markup"),
      page_case(
          "S10", kBad, "one call of many character codes",
          script_of("x=String.fromCharCode(" + repeated("0x61, ", 30) + "98)"),
          "character codes"),
      page_case("S10", kBad, "many calls of one character code",
                script_of(repeated("x+=String.fromCharCode(97);", 30)),
                "character codes"),
      counted(
          1, page_case(
                 "S10", kBad, "base64 nearly as a whole, twice",
                 script_of("d('" + repeated("aGVsbG8gd29ybGQx", 60) + "')") +
                     script_of("e('" + repeated("d29ybGQxaGVsbG8g", 60) + "')"),
                 "encoded nearly as a whole")),
      at_level(Level::kNote,
               page_case("S10", kBad, "packed",
                         script_of("eval(function(p,a,c,k,e,d){})"),
                         "unpacks itself")),
  };
}

std::vector<RuleCase> obfuscated_cases() {
  return {
      page_case("S10", kGood, "a script in the clear",
                script_of("document.getElementById('a').hidden = true;")),
      page_case("S10", kTrap, "how counters were put in",
                script_of("document.write(unescape(\"%3Cscript src='\" + "
                          "gaJsHost + \"google-analytics.com/ga.js' "
                          "type='text/javascript'%3E%3C/script%3E\"));")),
      page_case("S10", kTrap, "a name that ends like it",
                script_of("medieval(atob('x')); my_eval(atob('x'));")),
      page_case("S10", kTrap, "decoded and read",
                script_of("var a = JSON.parse(atob('e30='));")),
      page_case("S10", kTrap, "a few characters by their codes",
                script_of("q = String.fromCharCode(34, 39) + "
                          "String.fromCharCode(a, b, c, d);")),
      page_case("S10", kTrap, "a picture within",
                script_of("i.src='data:image/png;base64," +
                          repeated("aGVsbG8gd29ybGQx", 60) + "'")),
      page_case(
          "S10", kTrap, "percent-encoded JSON",
          script_of("var s = '" + repeated("%7B%22a%22%3A1%7D", 60) + "';")),
      page_case("S10", kTrap, "data, and what a page loads",
                "<script type=application/json>\"eval(atob(\"</script>"
                "<script src=/a.js>eval(atob('YQ=='))</script>"),
  };
}

}  // namespace

std::vector<RuleCase> inline_cases() {
  return joined({handler_cases(), obfuscated_bad_cases(), obfuscated_cases()});
}

}  // namespace pagescan::test
