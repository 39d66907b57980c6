#include "rules/config/data_rules.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "rules/config/rule_examples.h"
#include "rules/config/yaml_reader.h"
#include "rules/rule_set.h"

namespace pagescan {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A rule with these lines, its keys already indented.
std::string file_with(const std::string& lines) {
  return "rules:\n  - id: T1\n    name: tried\n    level: warning\n"
         "    summary: S.\n    why: W.\n    fix: F.\n" +
         lines;
}

Result<std::vector<DataRule>> read_text(const std::string& text) {
  Result<ConfigTree> tree = read_yaml(text, "r.yaml");
  if (!tree) return tl::unexpected(tree.error());
  return read_rules(*tree);
}

std::string complaint(const std::string& lines) {
  const auto rules = read_text(file_with(lines));
  return rules ? "" : rules.error().message;
}

// The messages of what `match`, `where`, ... find in the example.
std::vector<std::string> found(const std::string& lines,
                               const RuleExample& example) {
  const auto rules = read_text(file_with(lines));
  if (!rules) return {rules.error().message};
  std::vector<std::string> messages;
  for (const Finding& finding :
       findings_of_example(make_rule(rules->front()), example)) {
    messages.push_back(finding.message);
  }
  return messages;
}

RuleExample page(const std::string& html) {
  RuleExample example;
  example.html = html;
  return example;
}

RuleExample answer(std::vector<std::string> fields) {
  RuleExample example;
  example.fields = std::move(fields);
  return example;
}

TEST(DataRulesTest, MatchesEveryKindOfFact) {
  const RuleExample links =
      page("<a href=/a>A</a><a href=http://b.example/?q=1>B</a>");
  EXPECT_THAT(found("    match: link\n    where: {host: b.example}\n"
                    "    message: '{text} {query}'",
                    links),
              ElementsAre("\"B\" \"q=1\""));
  EXPECT_THAT(found("    match: element\n    where: {tag: a, '@href': /a}\n"
                    "    message: '{@href} {text}'",
                    links),
              ElementsAre("\"/a\" \"A\""));
  EXPECT_THAT(found("    match: form\n    where: {has_password: 'true'}\n"
                    "    message: '{method} {url} {purpose}'",
                    page("<form action=/in><input type=password name=p>"
                         "<input name=user><button>Sign in</button></form>")),
              ElementsAre("\"get\" \"https://shop.example/in\" \"login\""));
  EXPECT_THAT(found("    match: control\n    where: {type: password}\n"
                    "    message: '{name} {form_method}'",
                    page("<form method=post><input type=password name=p>"
                         "</form><input type=password name=o>")),
              ElementsAre("\"p\" \"post\"", "\"o\" \"\""));
  EXPECT_THAT(found("    match: script\n    where: {path: {ends_with: /x.js}}\n"
                    "    message: '{src} {async}'",
                    page("<script async src=x.js></script><script>1</script>")),
              ElementsAre("\"x.js\" \"true\""));
  EXPECT_THAT(found("    match: resource\n    where: {kind: iframe, "
                    "sandbox: {present: false}}\n    message: '{url}'",
                    page("<iframe src=/f></iframe>"
                         "<iframe sandbox src=/g></iframe>")),
              ElementsAre("\"https://shop.example/f\""));
  EXPECT_THAT(found("    match: meta\n    where: {name: generator}\n"
                    "    message: '{content}'",
                    page("<meta name=GENERATOR content='X 1'>")),
              ElementsAre("\"X 1\""));
  EXPECT_THAT(found("    match: comment\n    where: {text: {matches: "
                    "'(?i)todo'}}\n    message: '{match}'",
                    page("<!-- ToDo: later --><p>todo")),
              ElementsAre("\"ToDo\""));
  EXPECT_THAT(found("    match: page\n    where: {text: {contains: Fatal}, "
                    "path: /}\n    message: 'at {url}'",
                    page("<p>Fatal error")),
              ElementsAre("at \"https://shop.example/\""));
}

TEST(DataRulesTest, MatchesResponses) {
  EXPECT_THAT(found("    match: field\n    where: {name: x-a}\n"
                    "    message: '{name}: {value}'",
                    answer({"X-A: 1", "X-B: 2", "x-a: 3"})),
              ElementsAre("\"x-a\": \"1\"", "\"x-a\": \"3\""));
  EXPECT_THAT(found("    match: cookie\n    where: {secure: 'false', "
                    "same_site: Lax}\n    message: '{name}'",
                    answer({"Set-Cookie: a=1; SameSite=Lax",
                            "Set-Cookie: b=1; SameSite=Lax; Secure"})),
              ElementsAre("\"a\""));
  RuleExample both = page("<form></form>");
  both.fields = {"Content-Security-Policy: default-src 'self'"};
  EXPECT_THAT(found("    match: page\n    where: "
                    "{'field:content-security-policy': {present: true}}\n"
                    "    message: '{field:Content-Security-Policy}'",
                    both),
              ElementsAre("\"default-src 'self'\""));
}

TEST(DataRulesTest, AsksThePageFirst) {
  const std::string rule =
      "    match: link\n    when: {has_form: 'true', status: {at_least: 200, "
      "at_most: 299}}\n    message: M";
  EXPECT_THAT(found(rule, page("<form></form><a href=/>A</a>")),
              ElementsAre("M"));
  EXPECT_THAT(found(rule, page("<a href=/>A</a>")), IsEmpty());
  RuleExample missing = page("<form></form><a href=/>A</a>");
  missing.status = 404;
  EXPECT_THAT(found(rule, missing), IsEmpty());
}

TEST(DataRulesTest, ComparesAsItIsTold) {
  const auto names = [](const std::string& where) {
    std::string all;
    for (const std::string& message :
         found("    match: field\n    where: " + where +
                   "\n    message: '{name}'",
               answer({"A: alpha", "B: Beta", "C: 12", "D: -3"}))) {
      all += message;
    }
    return all;
  };
  EXPECT_EQ(names("{value: alpha}"), "\"a\"");
  EXPECT_EQ(names("{value: {equals: beta}}"), "");
  EXPECT_EQ(names("{value: {equals: beta, ignore_case: true}}"), "\"b\"");
  EXPECT_EQ(names("{value: {one_of: [alpha, '12']}}"), "\"a\"\"c\"");
  EXPECT_EQ(names("{value: {contains: et}}"), "\"b\"");
  EXPECT_EQ(names("{value: {contains: ET, ignore_case: true}}"), "\"b\"");
  EXPECT_EQ(names("{value: {starts_with: al, ends_with: ha}}"), "\"a\"");
  EXPECT_EQ(names("{value: {matches: '^b', ignore_case: true}}"), "\"b\"");
  EXPECT_EQ(names("{value: {matches: '^b'}}"), "");
  EXPECT_EQ(names("{value: {at_least: -3, at_most: 11}}"), "\"d\"");
  EXPECT_EQ(names("{not: {value: {matches: '[a-z]'}}}"), "\"c\"\"d\"");
  EXPECT_EQ(names("{any: [{name: a}, {value: '12'}]}"), "\"a\"\"c\"");
  EXPECT_EQ(names("{name: a, any: [{value: '12'}, {value: '-3'}]}"), "");
  EXPECT_EQ(names("{all: [{name: a}, {not: {value: x}}]}"), "\"a\"");
}

TEST(DataRulesTest, ExplainsWhatIsWrong) {
  const std::string message = "    message: M\n";
  EXPECT_THAT(complaint("    match: lnk\n" + message),
              HasSubstr("r.yaml:8:12: rules[0].match: \"lnk\" is none of"));
  EXPECT_THAT(complaint("    match: link\n    where: {hots: x}\n" + message),
              HasSubstr("\"link\" has no property \"hots\" (did you mean "
                        "\"host\"?)"));
  EXPECT_THAT(complaint("    match: link\n    where: {'@href': x}\n" + message),
              HasSubstr("\"link\" has no property \"@href\""));
  EXPECT_THAT(
      complaint("    match: link\n    where: {host: {is: x}}\n" + message),
      HasSubstr("there is no key \"is\""));
  EXPECT_THAT(complaint("    match: link\n    where: {host: {}}\n" + message),
              HasSubstr("nothing is asked of it"));
  EXPECT_THAT(complaint("    match: link\n    where: {host: {matches: '('}}\n" +
                        message),
              HasSubstr("no pattern of RE2"));
  EXPECT_THAT(complaint("    match: link\n    where: {any: []}\n" + message),
              HasSubstr("the list is empty"));
  EXPECT_THAT(complaint("    match: link\n    message: 'to {ulr}'"),
              HasSubstr("{ulr} is no property of \"link\" (did you mean "
                        "\"url\"?)"));
  EXPECT_THAT(complaint("    match: link\n    message: 'to {url'"),
              HasSubstr("a brace stands alone"));
  EXPECT_THAT(complaint("    match: link\n"), HasSubstr("\"message\" is miss"));
  EXPECT_THAT(complaint("    match: link\n    mesage: M\n"),
              HasSubstr("did you mean \"message\"?"));
  EXPECT_THAT(complaint("    match: link\n    message: M\n    examples: {bad: "
                        "[{url: x}]}"),
              HasSubstr("no absolute URL"));
  std::string deep = "{host: x}";
  for (size_t i = 0; i <= kMaxConditionDepth; ++i) deep = "{not: " + deep + "}";
  EXPECT_THAT(complaint("    match: link\n    where: " + deep + "\n" + message),
              HasSubstr("conditions in one another"));
}

TEST(DataRulesTest, BoundsWhatAPageCanMakeOfARule) {
  std::string html;
  for (size_t i = 0; i < kMaxMatchesOfRule + 5; ++i) html += "<p>";
  const auto rules =
      read_text(file_with("    match: element\n    message: M\n"));
  ASSERT_TRUE(rules);
  std::optional<Url> url;
  PageSource source;
  source.content = html;
  const Result<Page> built = build_page(source, PageLimits());
  ASSERT_TRUE(built);
  const RuleParameters parameters;
  const RuleInput input{nullptr, &*built, url, parameters, {}};
  Observations observed;
  make_rule(rules->front()).check(input, observed);
  EXPECT_EQ(observed.size(), kMaxMatchesOfRule);
}

TEST(DataRulesTest, KeysAFindingByWhatStays) {
  const std::string rule =
      "    match: field\n    where: {name: x-token}\n    message: '{value}'\n";
  const auto print = [](const std::string& lines, const std::string& value) {
    const auto rules = read_text(file_with(lines));
    return findings_of_example(make_rule(rules->front()),
                               answer({"X-Token: " + value}))
        .front()
        .fingerprint;
  };
  EXPECT_EQ(print(rule, "1"), print(rule, "2"));
  const std::string keyed = rule + "    key: '{value}'\n";
  EXPECT_NE(print(keyed, "1"), print(keyed, "2"));
}

TEST(DataRulesTest, ExamplesThatFailAreTold) {
  const auto rules = read_text(file_with(
      "    match: link\n    where: {host: a.example}\n    message: M\n"
      "    examples:\n"
      "      bad:\n        - <a href=//b.example/>B</a>\n"
      "      good:\n        - about: same\n"
      "          html: <a href=//a.example/>A</a>\n"));
  ASSERT_TRUE(rules) << rules.error().message;
  EXPECT_THAT(failed_examples(rules->front()),
              ElementsAre("13:11: T1 tried: nothing is found",
                          "15:11: T1 tried: same: it is found: M"));
}

TEST(DataRulesTest, ARuleWithoutExamplesIsTold) {
  const auto rules = read_text(file_with("    match: link\n    message: M\n"));
  ASSERT_TRUE(rules);
  EXPECT_THAT(failed_examples(rules->front()),
              ElementsAre(HasSubstr("no example under examples.bad"),
                          HasSubstr("no example under examples.good")));
}

TEST(SimpleRulesTest, AreReadAndJudgeTheirExamples) {
  const auto rules = read_text(std::string(simple_rules_text()));
  ASSERT_TRUE(rules) << rules.error().message;
  EXPECT_FALSE(rules->empty());
  const RuleSet all = built_in_rules();
  for (const DataRule& rule : *rules) {
    EXPECT_NE(find_rule(all, rule.info.id), nullptr) << rule.info.id;
    EXPECT_THAT(failed_examples(rule), IsEmpty());
  }
}

}  // namespace
}  // namespace pagescan
