#include "scanner/passes/scripts.h"

#include <gtest/gtest.h>

#include "scanner/base/sha256.h"
#include "scanner/passes/event_handler_names.h"
#include "scanner/passes/written_scheme.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

struct TypeCase {
  std::optional<std::string_view> type;
  std::optional<std::string_view> language;
  std::string_view name;
};

class ScriptTypeTest : public testing::TestWithParam<TypeCase> {};

TEST_P(ScriptTypeTest, IsThatOfPrepareTheScriptElement) {
  const TypeCase& c = GetParam();
  EXPECT_EQ(script_type_name(script_type(c.type, c.language)), c.name);
}

constexpr auto kNone = std::nullopt;

INSTANTIATE_TEST_SUITE_P(
    Table, ScriptTypeTest,
    testing::Values(
        TypeCase{kNone, kNone, "classic"}, TypeCase{"", kNone, "classic"},
        TypeCase{kNone, "", "classic"}, TypeCase{"", "vbscript", "classic"},
        TypeCase{" ", kNone, "data"}, TypeCase{kNone, " ", "data"},
        TypeCase{"text/javascript", kNone, "classic"},
        TypeCase{" \tTEXT/JavaScript\n", kNone, "classic"},
        TypeCase{"application/javascript", kNone, "classic"},
        TypeCase{"application/x-javascript", kNone, "classic"},
        TypeCase{"application/ecmascript", kNone, "classic"},
        TypeCase{"application/x-ecmascript", kNone, "classic"},
        TypeCase{"text/ecmascript", kNone, "classic"},
        TypeCase{"text/x-ecmascript", kNone, "classic"},
        TypeCase{"text/x-javascript", kNone, "classic"},
        TypeCase{"text/jscript", kNone, "classic"},
        TypeCase{"text/livescript", kNone, "classic"},
        TypeCase{"text/javascript1.0", kNone, "classic"},
        TypeCase{"text/javascript1.5", kNone, "classic"},
        TypeCase{"text/javascript1.6", kNone, "data"},
        TypeCase{"text/javascript;charset=utf-8", kNone, "data"},
        TypeCase{"text/javascript ;", kNone, "data"},
        TypeCase{"\xC2\xA0text/javascript", kNone, "data"},
        TypeCase{"javascript", kNone, "data"},
        TypeCase{"text/vbscript", kNone, "data"},
        TypeCase{"application/json", kNone, "data"},
        TypeCase{"application/ld+json", kNone, "data"},
        TypeCase{"text/template", kNone, "data"},
        TypeCase{kNone, "JavaScript", "classic"},
        TypeCase{kNone, "javascript1.2", "classic"},
        TypeCase{kNone, "jscript", "classic"},
        TypeCase{kNone, " javascript", "data"},
        TypeCase{kNone, "vbscript", "data"}, TypeCase{kNone, "module", "data"},
        TypeCase{"text/plain", "javascript", "data"},
        TypeCase{"module", kNone, "module"},
        TypeCase{" MODULE ", kNone, "module"},
        TypeCase{"modules", kNone, "data"},
        TypeCase{"importmap", kNone, "importmap"},
        TypeCase{"ImportMap", kNone, "importmap"},
        TypeCase{"speculationrules", kNone, "speculationrules"},
        TypeCase{"importmap-shim", kNone, "data"}));

struct HandlerCase {
  std::string_view html;
  std::string_view handlers;  // element.attribute, one after another
};

class EventHandlerTest : public testing::TestWithParam<HandlerCase> {};

TEST_P(EventHandlerTest, IsOneOfTheKnownNamesOnAnElementThatHasIt) {
  const Facts facts =
      run_pass_for_test(find_scripts, std::string(GetParam().html));
  std::string found;
  for (const EventHandler& handler : facts.page.scripts.event_handlers) {
    if (!found.empty()) found += ' ';
    found += handler.element + "." + handler.attribute;
  }
  EXPECT_EQ(found, GetParam().handlers);
}

INSTANTIATE_TEST_SUITE_P(
    Table, EventHandlerTest,
    testing::Values(
        HandlerCase{"<p onclick=f()>", "p.onclick"},
        HandlerCase{"<p ONCLICK=f() OnLoad=g()>", "p.onclick p.onload"},
        HandlerCase{"<p onclick>", "p.onclick"},
        HandlerCase{"<p once=1 online-status=2 on=3 onx=4 only=5>", ""},
        HandlerCase{"<p data-onclick=1 _onclick=1 onclicks=1 onclic=1>", ""},
        HandlerCase{"<x-y onerror=1>", "x-y.onerror"},
        HandlerCase{"<details ontoggle=1>", "details.ontoggle"},
        HandlerCase{"<div onbeforetoggle=1 oncommand=1>",
                    "div.onbeforetoggle div.oncommand"},
        HandlerCase{"<p onscrollend=1 onscrollsnapchange=1>",
                    "p.onscrollend p.onscrollsnapchange"},
        HandlerCase{"<p onpointerdown=1 ontouchstart=1 oncopy=1>",
                    "p.onpointerdown p.ontouchstart p.oncopy"},
        HandlerCase{"<p onanimationend=1 ontransitionrun=1>",
                    "p.onanimationend p.ontransitionrun"},
        HandlerCase{"<p onwebkitanimationend=1 onmousewheel=1>",
                    "p.onwebkitanimationend p.onmousewheel"},
        HandlerCase{"<body onhashchange=1 onload=2>",
                    "body.onhashchange body.onload"},
        HandlerCase{"<p onhashchange=1 onbeforeunload=1 onmessage=1>", ""},
        HandlerCase{"<frameset onunload=1>", "frameset.onunload"},
        HandlerCase{"<svg onload=1 onunload=1>", "svg.onload svg.onunload"},
        HandlerCase{"<svg><g onclick=1 onunload=1>", "g.onclick"},
        HandlerCase{"<svg><animate onbegin=1 onend=1 onrepeat=1>",
                    "animate.onbegin animate.onend animate.onrepeat"},
        HandlerCase{"<svg><set onbegin=1></set><animatemotion onend=1>",
                    "set.onbegin animateMotion.onend"},
        HandlerCase{"<p onbegin=1 onend=1>", ""},
        HandlerCase{"<math onclick=1><mi onmouseover=1>",
                    "math.onclick mi.onmouseover"},
        HandlerCase{"<marquee onstart=1 onfinish=2>",
                    "marquee.onstart marquee.onfinish"},
        HandlerCase{"<p onstart=1>", ""},
        HandlerCase{"<video onencrypted=1 onplay=1>",
                    "video.onencrypted video.onplay"},
        HandlerCase{"<p onencrypted=1>", ""}));

TEST(EventHandlers, CarryTheirValueAndItsHash) {
  const Facts facts =
      run_pass_for_test(find_scripts, "\n <b onclick='a(&quot;x&quot;)'>");
  ASSERT_EQ(facts.page.scripts.event_handlers.size(), 1U);
  const EventHandler& handler = facts.page.scripts.event_handlers[0];
  EXPECT_EQ(handler.value, "a(\"x\")");
  EXPECT_EQ(handler.sha256, sha256_hex("a(\"x\")"));
  EXPECT_EQ(handler.position.line, 2U);
  EXPECT_EQ(handler.position.column, 2U);
}

struct SchemeCase {
  std::string_view written;
  bool is_javascript;
};

class WrittenSchemeTest : public testing::TestWithParam<SchemeCase> {};

TEST_P(WrittenSchemeTest, IsWhatTheUrlParserSays) {
  const SchemeCase& c = GetParam();
  EXPECT_EQ(has_written_scheme(c.written, "javascript"), c.is_javascript);
  const Result<Url> url = Url::parse(c.written);
  if (!url) return;  // relative: no scheme to compare with
  EXPECT_EQ(url->scheme() == "javascript", c.is_javascript);
}

using std::string_view_literals::operator""sv;

INSTANTIATE_TEST_SUITE_P(
    Table, WrittenSchemeTest,
    testing::Values(
        SchemeCase{"javascript:f()", true}, SchemeCase{"JavaScript:f()", true},
        SchemeCase{"javascript:", true},
        SchemeCase{"\x01\x1F  javascript:f()", true},
        SchemeCase{"\0javascript:f()"sv, true},
        SchemeCase{"java\tscr\nipt\r:f()", true},
        SchemeCase{"\tj\n:f()", false}, SchemeCase{"javascript :f()", false},
        SchemeCase{"java script:f()", false},
        SchemeCase{"java\x01script:f()", false},
        SchemeCase{"java\0script:f()"sv, false},
        SchemeCase{"javascript", false}, SchemeCase{"javascript/:f()", false},
        SchemeCase{"javascripts:f()", false},
        SchemeCase{"xjavascript:f()", false},
        SchemeCase{"/javascript:f()", false},
        SchemeCase{"\xC2\xA0javascript:f()", false},
        SchemeCase{"javascript&colon;f()", false},
        SchemeCase{"java%73cript:f()", false},
        SchemeCase{"javascript://%0af()", true}, SchemeCase{"", false}));

struct JavascriptUrlCase {
  std::string_view html;
  std::string_view found;  // element.attribute, one after another
};

class JavascriptUrlTest : public testing::TestWithParam<JavascriptUrlCase> {};

TEST_P(JavascriptUrlTest, IsFoundWhereItNavigatesOrLoads) {
  const Facts facts =
      run_pass_for_test(find_scripts, std::string(GetParam().html));
  std::string found;
  for (const JavascriptUrl& url : facts.page.scripts.javascript_urls) {
    if (!found.empty()) found += ' ';
    found += url.element + "." + url.attribute;
  }
  EXPECT_EQ(found, GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(
    Table, JavascriptUrlTest,
    testing::Values(
        JavascriptUrlCase{"<a href=javascript:f()>", "a.href"},
        JavascriptUrlCase{"<a href='jav&#9;ascript:f()'>", "a.href"},
        JavascriptUrlCase{"<a href='&#106;avascript&colon;f()'>", "a.href"},
        JavascriptUrlCase{"<area href=javascript:f()>", "area.href"},
        JavascriptUrlCase{"<form action=JAVASCRIPT:f()>", "form.action"},
        JavascriptUrlCase{"<button formaction=javascript:f()>",
                          "button.formaction"},
        JavascriptUrlCase{"<input formaction=javascript:f()>",
                          "input.formaction"},
        JavascriptUrlCase{"<iframe src=javascript:f()>", "iframe.src"},
        JavascriptUrlCase{"<frameset><frame src=javascript:f()>", "frame.src"},
        JavascriptUrlCase{"<embed src=javascript:f()>", "embed.src"},
        JavascriptUrlCase{"<object data=javascript:f()>", "object.data"},
        JavascriptUrlCase{"<svg><a href=javascript:f()>", "a.href"},
        JavascriptUrlCase{"<svg><a xlink:href=javascript:f()>", "a.xlink:href"},
        JavascriptUrlCase{"<svg><a href=x xlink:href=javascript:f()>", ""},
        JavascriptUrlCase{"<svg><use href=javascript:f()>", "use.href"},
        JavascriptUrlCase{"<svg><script xlink:href=javascript:f()>",
                          "script.xlink:href"},
        JavascriptUrlCase{"<img src=javascript:f()>", ""},
        JavascriptUrlCase{"<base href=javascript:f()>", ""},
        JavascriptUrlCase{"<p href=javascript:f()>", ""},
        JavascriptUrlCase{"<a href='x#javascript:f()'>", ""},
        // No URL: a space in what reads as a host.
        JavascriptUrlCase{"<a href='javascript://a b'>", ""},
        JavascriptUrlCase{"<a href='javascript://%0aalert(1)'>", "a.href"}));

TEST(FindScripts, TellsExternalFromInline) {
  const Facts facts = run_pass_for_test(find_scripts, R"(
<script src=/x.js async defer nomodule integrity=sha256-A crossorigin nonce=N
 referrerpolicy=no-referrer type=module>ignored()</script>
<script>

  first();
second();</script><script src=""></script><script src="http://["></script>)");
  const auto& scripts = facts.page.scripts.scripts;
  ASSERT_EQ(scripts.size(), 4U);
  const Script& external = scripts[0];
  EXPECT_EQ(external.type, ScriptType::kModule);
  EXPECT_EQ(external.type_attribute, "module");
  ASSERT_TRUE(external.src);
  EXPECT_EQ(external.src->written, "/x.js");
  EXPECT_EQ(external.src->url, "https://www.example.com/x.js");
  EXPECT_TRUE(external.async && external.defer && external.nomodule);
  EXPECT_EQ(external.integrity, "sha256-A");
  EXPECT_EQ(external.crossorigin, "");
  EXPECT_EQ(external.nonce, "N");
  EXPECT_EQ(external.referrer_policy, "no-referrer");
  EXPECT_EQ(external.size, 0U);
  EXPECT_EQ(external.sha256, "");
  const std::string text = "\n\n  first();\nsecond();";
  EXPECT_EQ(scripts[1].src, std::nullopt);
  EXPECT_FALSE(scripts[1].async || scripts[1].defer || scripts[1].nomodule);
  EXPECT_EQ(scripts[1].integrity, std::nullopt);
  EXPECT_EQ(scripts[1].size, text.size());
  EXPECT_EQ(scripts[1].sha256, sha256_hex(text));
  EXPECT_EQ(scripts[1].first_line, "first();");
  EXPECT_EQ(scripts[1].position.line, 4U);
  ASSERT_TRUE(scripts[2].src);
  EXPECT_EQ(scripts[2].src->url, std::nullopt);
  EXPECT_EQ(scripts[3].src->written, "http://[");
  EXPECT_EQ(scripts[3].src->url, std::nullopt);
}

TEST(FindScripts, HashesWhatIsLeftWithoutNoise) {
  const auto scripts_of = [](const std::string& nonce) {
    return run_pass_for_test(find_scripts,
                             "<script>nonce='" + nonce +
                                 "'</script><script>a()</script>"
                                 "<script type=application/ld+json>"
                                 "{\"x\":\"as of " +
                                 (nonce < "b" ? "2026-11-12" : "2026-11-13") +
                                 "\"}</script>")
        .page.scripts;
  };
  const ScriptFacts before = scripts_of("a1b2c3d4e5");
  const ScriptFacts after = scripts_of("f6a7b8c9d0");
  ASSERT_EQ(before.scripts.size(), 2U);
  ASSERT_EQ(before.data_blocks.size(), 1U);
  EXPECT_NE(before.scripts[0].sha256, after.scripts[0].sha256);
  EXPECT_EQ(before.scripts[0].masked_sha256, sha256_hex("nonce='<noise>'"));
  EXPECT_EQ(before.scripts[0].masked_sha256, after.scripts[0].masked_sha256);
  EXPECT_EQ(before.scripts[1].masked_sha256, "");
  EXPECT_NE(before.data_blocks[0].sha256, after.data_blocks[0].sha256);
  EXPECT_EQ(before.data_blocks[0].masked_sha256,
            sha256_hex("{\"x\":\"as of <noise>\"}"));
  EXPECT_EQ(before.data_blocks[0].masked_sha256,
            after.data_blocks[0].masked_sha256);
}

TEST(FindScripts, KeepsDataBlocksApart) {
  const Facts facts =
      run_pass_for_test(find_scripts,
                        "<script type=application/ld+json>{}</script>"
                        "<script type=importmap>{\"imports\":{}}</script>"
                        "<script type=text/template src=/t>x</script>");
  ASSERT_EQ(facts.page.scripts.scripts.size(), 1U);
  EXPECT_EQ(facts.page.scripts.scripts[0].type, ScriptType::kImportMap);
  ASSERT_EQ(facts.page.scripts.data_blocks.size(), 2U);
  const DataBlock& block = facts.page.scripts.data_blocks[0];
  EXPECT_EQ(block.type, "application/ld+json");
  EXPECT_EQ(block.size, 2U);
  // SHA-256 of "{}", as sha256sum has it.
  EXPECT_EQ(block.sha256,
            "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  EXPECT_EQ(facts.page.scripts.data_blocks[1].type, "text/template");
}

TEST(FindScripts, ReadsSvgScripts) {
  const Facts facts = run_pass_for_test(
      find_scripts,
      "<svg><script href=/a.js xlink:href=/b.js></script>"
      "<script xlink:href=/c.js></script>"
      "<script src=/no.js language=vbscript>a<g>b</g>c</script></svg>");
  const auto& scripts = facts.page.scripts.scripts;
  ASSERT_EQ(scripts.size(), 3U);
  EXPECT_EQ(scripts[0].src->written, "/a.js");
  EXPECT_EQ(scripts[1].src->written, "/c.js");
  // The child text content leaves descendants' text out.
  EXPECT_EQ(scripts[2].src, std::nullopt);
  EXPECT_EQ(scripts[2].sha256, sha256_hex("ac"));
  EXPECT_EQ(scripts[2].size, 2U);
}

TEST(FindScripts, CutsTheFirstLineBetweenCharacters) {
  const std::string line = std::string(199, 'x') + "\xC3\xA9y";
  const Facts facts =
      run_pass_for_test(find_scripts, "<script>" + line +
                                          "\nz</script><script>a\r\nb</script>"
                                          "<script> \n </script>");
  const auto& scripts = facts.page.scripts.scripts;
  ASSERT_EQ(scripts.size(), 3U);
  EXPECT_EQ(scripts[0].first_line, std::string(199, 'x'));
  EXPECT_EQ(scripts[1].first_line, "a");
  EXPECT_EQ(scripts[2].first_line, "");
  EXPECT_EQ(scripts[2].size, 3U);
}

TEST(FindScripts, KeepsTemplateContentsApart) {
  const Facts facts =
      run_pass_for_test(find_scripts,
                        "<template><script>1</script><script type=x>2</script>"
                        "<a href=javascript:3 onclick=4></a></template>");
  EXPECT_TRUE(facts.page.scripts.scripts.empty());
  EXPECT_TRUE(facts.page.scripts.data_blocks.empty());
  EXPECT_TRUE(facts.page.scripts.event_handlers.empty());
  EXPECT_TRUE(facts.page.scripts.javascript_urls.empty());
  const ScriptFacts& scripts = facts.templates.scripts;
  EXPECT_EQ(scripts.scripts.size(), 1U);
  EXPECT_EQ(scripts.data_blocks.size(), 1U);
  EXPECT_EQ(scripts.event_handlers.size(), 1U);
  EXPECT_EQ(scripts.javascript_urls.size(), 1U);
}

TEST(FindScripts, StopsEachListAtTheLimit) {
  const Facts facts = run_pass_for_test(
      find_scripts,
      "<script>1</script><script>2</script><script type=x></script>"
      "<script type=y></script><a onclick=1 href=javascript:1></a>"
      "<a onclick=2 href=javascript:2></a>",
      kTestPage, {1, 100});
  EXPECT_EQ(facts.page.scripts.scripts.size(), 1U);
  EXPECT_EQ(facts.page.scripts.data_blocks.size(), 1U);
  EXPECT_EQ(facts.page.scripts.event_handlers.size(), 1U);
  EXPECT_EQ(facts.page.scripts.javascript_urls.size(), 1U);
  std::vector<std::string> noted;
  for (const TruncationNote& t : facts.truncated) noted.push_back(t.what);
  EXPECT_EQ(noted,
            (std::vector<std::string>{"scripts", "data_blocks",
                                      "event_handlers", "javascript_urls"}));
}

TEST(FindScripts, HashesTheWholeOfWhatItCuts) {
  const Facts facts = run_pass_for_test(find_scripts, "<b onclick=123456789>",
                                        kTestPage, {9, 4});
  ASSERT_EQ(facts.page.scripts.event_handlers.size(), 1U);
  EXPECT_EQ(facts.page.scripts.event_handlers[0].value, "1234");
  EXPECT_EQ(facts.page.scripts.event_handlers[0].sha256,
            sha256_hex("123456789"));
}

}  // namespace
}  // namespace pagescan
