#include "scanner/passes/links.h"

#include <gtest/gtest.h>

#include "scanner/passes/list_limit.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

struct KindCase {
  std::string_view page;
  std::string_view href;
  std::string_view kind;
};

class LinkKindTest : public testing::TestWithParam<KindCase> {};

TEST_P(LinkKindTest, IsWhatTheAddressIsToThePage) {
  const KindCase& c = GetParam();
  const std::string html = "<a href=\"" + std::string(c.href) + "\">";
  const Facts facts = run_pass_for_test(find_links, html, c.page);
  ASSERT_EQ(facts.page.links.size(), 1U);
  EXPECT_EQ(link_kind_name(facts.page.links[0].kind), c.kind);
}

constexpr std::string_view kPage = "https://www.example.co.uk/dir/p?q=1#here";

INSTANTIATE_TEST_SUITE_P(
    Table, LinkKindTest,
    testing::Values(
        KindCase{kPage, "", "same_page"}, KindCase{kPage, "#", "same_page"},
        KindCase{kPage, "#top", "same_page"},
        KindCase{kPage, "?q=1", "same_page"},
        KindCase{kPage, "https://WWW.example.co.uk:443/dir/p?q=1#x",
                 "same_page"},
        KindCase{kPage, "?q=2", "same_origin"},
        KindCase{kPage, "p", "same_origin"},
        KindCase{kPage, "/", "same_origin"},
        KindCase{kPage, "//www.example.co.uk/", "same_origin"},
        KindCase{kPage, "https://user:pass@www.example.co.uk/", "same_origin"},
        KindCase{kPage, "http://www.example.co.uk/", "same_site"},
        KindCase{kPage, "https://www.example.co.uk:8443/", "same_site"},
        KindCase{kPage, "https://example.co.uk/", "same_site"},
        KindCase{kPage, "//a.b.example.co.uk", "same_site"},
        KindCase{kPage, "wss://live.example.co.uk/", "same_site"},
        KindCase{kPage, "https://other.co.uk/", "external"},
        KindCase{kPage, "https://co.uk/", "external"},
        KindCase{kPage, "https://www.example.co.uk.evil.example/", "external"},
        KindCase{kPage, "https://192.0.2.1/", "external"},
        KindCase{kPage, "ftp://ftp.example.org/", "external"},
        KindCase{kPage, "\\\\evil.example\\x", "external"},
        KindCase{kPage, "mailto:a@example.co.uk", "mailto"},
        KindCase{kPage, "MAILTO:a@example.co.uk", "mailto"},
        KindCase{kPage, "tel:+441", "tel"},
        KindCase{kPage, "javascript:void(0)", "javascript"},
        KindCase{kPage, " java&#10;script:0", "javascript"},
        KindCase{kPage, "data:text/html,x", "data"},
        KindCase{kPage, "sms:+441", "other"},
        KindCase{kPage, "file:///etc/passwd", "other"},
        KindCase{kPage, "blob:https://www.example.co.uk/1", "other"},
        KindCase{kPage, "about:blank", "other"},
        KindCase{kPage, "http://[", "invalid"},
        KindCase{kPage, "https://a b/", "invalid"},
        KindCase{kPage, "http://example.co.uk:99999/", "invalid"},
        // A page by address or by a name that is a public suffix.
        KindCase{"http://192.0.2.1/", "http://192.0.2.1:81/", "same_site"},
        KindCase{"http://192.0.2.1/", "http://192.0.2.2/", "external"},
        KindCase{"http://localhost/", "https://localhost/", "same_site"},
        // A local page has an opaque origin.
        KindCase{"file:///d/p.html", "#x", "same_page"},
        KindCase{"file:///d/p.html", "o.html", "other"},
        KindCase{"file:///d/p.html", "https://e.example/", "external"},
        // A page of unknown address.
        KindCase{"", "#x", "same_page"}, KindCase{"", " ", "same_page"},
        KindCase{"", "o.html", "invalid"},
        KindCase{"", "https://e.example/", "external"}));

TEST(ClassifyLink, AgreesWithThePassAndKnowsNothingOfUnknownPages) {
  const auto page = url_for_test("https://www.example.com/");
  EXPECT_EQ(classify_link(url_for_test("https://a.example.com/"), page),
            LinkKind::kSameSite);
  EXPECT_EQ(classify_link(url_for_test("https://www.example.com/#x"), page),
            LinkKind::kSamePage);
  EXPECT_EQ(classify_link(url_for_test("https://www.example.com/"), {}),
            LinkKind::kExternal);
  EXPECT_EQ(classify_link(std::nullopt, page), LinkKind::kInvalid);
}

TEST(FindLinks, TakesEveryElementWithAnAddressInTreeOrder) {
  const Facts facts = run_pass_for_test(find_links, R"(
<link rel=canonical href=/c><link rel=preload href=''><a name=x>no</a>
<map><area href=/area></map>
<svg><a href=/svg xlink:href=/old>S</a><a xlink:href=/xlink>X</a><a>n</a>
<link href=/svglink></svg><math><a href=/math>m</a></math>
<a href=/last rel="nofollow noopener" target=_blank download hreflang=de
 type=text/html>L</a>)");
  std::vector<std::string> found;
  for (const Link& link : facts.page.links) {
    found.push_back(link.element + " " + link.href.written + " " + link.text);
  }
  // SVG has no link element, MathML no a.
  EXPECT_EQ(found,
            (std::vector<std::string>{"link /c ", "area /area ", "a /svg S",
                                      "a /xlink X", "a /last L"}));
  const Link& last = facts.page.links.back();
  EXPECT_EQ(last.href.url, "https://www.example.com/last");
  EXPECT_EQ(last.rel, "nofollow noopener");
  EXPECT_EQ(last.target, "_blank");
  EXPECT_EQ(last.download, "");
  EXPECT_EQ(last.hreflang, "de");
  EXPECT_EQ(last.type, "text/html");
  EXPECT_EQ(last.position.line, 6U);
  EXPECT_EQ(last.position.column, 1U);
  EXPECT_EQ(facts.page.links[2].download, std::nullopt);
}

struct TextCase {
  std::string_view html;
  std::string_view text;
};

class LinkTextTest : public testing::TestWithParam<TextCase> {};

TEST_P(LinkTextTest, IsStrippedAndCollapsed) {
  const Facts facts =
      run_pass_for_test(find_links, std::string(GetParam().html));
  ASSERT_EQ(facts.page.links.size(), 1U);
  EXPECT_EQ(facts.page.links[0].text, GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, LinkTextTest,
    testing::Values(
        TextCase{"<a href=x>one</a>", "one"},
        TextCase{"<a href=x> \n one \t two\f </a>", "one two"},
        TextCase{"<a href=x>o<b>n</b>e</a>", "one"},
        TextCase{"<a href=x>one<b> two</b></a>", "one two"},
        TextCase{"<a href=x>one <b> two</b></a>", "one two"},
        TextCase{"<a href=x>one <i> </i> <b>two </b> </a>", "one two"},
        TextCase{"<a href=x> <i> </i> </a>", ""},
        TextCase{"<a href=x>one<script>two</script></a>", "one"},
        TextCase{"<a href=x>one<style>two</style> three</a>", "one three"},
        TextCase{"<a href=x>one<template>two</template></a>", "one"},
        TextCase{"<a href=x>one<!-- two --></a>", "one"},
        TextCase{"<a href=x>a&nbsp;b</a>",
                 "a\xC2\xA0"
                 "b"},
        TextCase{"<a href=x><svg><style>s</style><text>t</text></svg></a>",
                 "t"},
        TextCase{"<a href=x><img alt=no></a>", ""}));

TEST(FindLinks, KeepsTemplateContentsApart) {
  const Facts facts = run_pass_for_test(
      find_links,
      "<a href=1></a><template><a href=2>t</a><svg><a href=3></svg>"
      "</template>");
  ASSERT_EQ(facts.page.links.size(), 1U);
  EXPECT_EQ(facts.page.links[0].href.written, "1");
  ASSERT_EQ(facts.templates.links.size(), 2U);
  EXPECT_EQ(facts.templates.links[0].text, "t");
  EXPECT_EQ(facts.templates.links[1].href.written, "3");
}

TEST(FindLinks, StopsAtTheLimitForItemsAndNotesItOnce) {
  const Facts facts = run_pass_for_test(
      find_links, "<a href=1></a><a href=2></a><a href=3></a><a href=4></a>",
      kTestPage, {2, 100});
  ASSERT_EQ(facts.page.links.size(), 2U);
  EXPECT_EQ(facts.page.links[1].href.written, "2");
  ASSERT_EQ(facts.truncated.size(), 1U);
  EXPECT_EQ(facts.truncated[0].what, "links");
  EXPECT_EQ(facts.truncated[0].limit, 2U);
}

TEST(FindLinks, CutsValuesAtTheLimit) {
  const Facts facts =
      run_pass_for_test(find_links,
                        "<a href=/123456789abcdef rel=123456789abcdef>\xC3\xA9"
                        "12345678\xC3\xA9</a>",
                        kTestPage, {9, 10});
  ASSERT_EQ(facts.page.links.size(), 1U);
  EXPECT_EQ(facts.page.links[0].href.written, "/123456789");
  EXPECT_EQ(facts.page.links[0].href.url, "https://ww");
  EXPECT_EQ(facts.page.links[0].rel, "123456789a");
  EXPECT_EQ(facts.page.links[0].text,
            "\xC3\xA9"
            "12345678");
}

TEST(FindLinks, KnowsDataAndScriptsTooLongToParse) {
  const std::string tail(kMaxUrlLength, 'x');
  const Facts facts = run_pass_for_test(
      find_links, "<a href='data:," + tail + "'></a><a href='javascript:" +
                      tail + "'></a><a href='https://a.example/" + tail + "'>");
  ASSERT_EQ(facts.page.links.size(), 3U);
  EXPECT_EQ(facts.page.links[0].kind, LinkKind::kData);
  EXPECT_EQ(facts.page.links[1].kind, LinkKind::kJavascript);
  EXPECT_EQ(facts.page.links[2].kind, LinkKind::kInvalid);
}

std::string repeat(std::string_view text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

// 20,000 nested links over one text would read it 20,000 times.
TEST(FindLinks, BoundsTheWorkForTextsOfNestedLinks) {
  const Facts facts =
      run_pass_for_test(find_links, "<svg>" + repeat("<a href=x>", 20000) +
                                        repeat("text ", 20000));
  EXPECT_EQ(facts.page.links.size(), 20000U);
  ASSERT_EQ(facts.truncated.size(), 1U);
  EXPECT_EQ(facts.truncated[0].what, "link_text");
  size_t text_bytes = 0;
  for (const Link& link : facts.page.links) text_bytes += link.text.size();
  EXPECT_LE(text_bytes, 8 * (20000U * 15 + 20000U + 20000U));
}

TEST(FindLinks, BoundsTheBytesOfALongBaseUnderManyLinks) {
  const Facts facts = run_pass_for_test(
      find_links, "<base href='https://a.example/" + std::string(60000, 'b') +
                      "/'>" + repeat("<a href=x></a>", 5000));
  const size_t each = 60000 + 18 + 1 + 1 + 1;
  EXPECT_EQ(facts.page.links.size(), kMaxListBytes / each + 1);
  ASSERT_EQ(facts.truncated.size(), 1U);
  EXPECT_EQ(facts.truncated[0].what, "links");
  EXPECT_EQ(facts.truncated[0].limit, kMaxListBytes);
}

}  // namespace
}  // namespace pagescan
