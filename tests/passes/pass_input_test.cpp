#include "scanner/passes/pass_input.h"

#include <gtest/gtest.h>

#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

struct BaseCase {
  std::string_view html;
  std::string_view page;
  std::string_view written;
  std::string_view url;  // "" where it does not resolve
};

class UrlResolverTest : public testing::TestWithParam<BaseCase> {};

TEST_P(UrlResolverTest, ResolvesAgainstTheDocumentBaseUrl) {
  const BaseCase& c = GetParam();
  const Document document = parse_for_test(std::string(c.html));
  const UrlResolver resolver(document, url_for_test(c.page));
  const auto url = resolver.resolve(c.written);
  EXPECT_EQ(url ? url->href() : "", c.url);
}

INSTANTIATE_TEST_SUITE_P(
    Table, UrlResolverTest,
    testing::Values(
        BaseCase{"", kTestPage, "x", "https://www.example.com/dir/x"},
        BaseCase{"<base href=/b/>", kTestPage, "x",
                 "https://www.example.com/b/x"},
        BaseCase{"<base href=https://o.example/b/>", kTestPage, "x",
                 "https://o.example/b/x"},
        BaseCase{"<base target=_top><base href=/one/><base href=/two/>",
                 kTestPage, "x", "https://www.example.com/one/x"},
        BaseCase{"<template><base href=/t/></template><base href=/b/>",
                 kTestPage, "x", "https://www.example.com/b/x"},
        BaseCase{"<p><base href=/body/>", kTestPage, "x",
                 "https://www.example.com/body/x"},
        // The first base with an href decides even where it is unusable.
        BaseCase{"<base href=http://[><base href=/two/>", kTestPage, "x",
                 "https://www.example.com/dir/x"},
        BaseCase{"<base href='data:text/html,'>", kTestPage, "x",
                 "https://www.example.com/dir/x"},
        BaseCase{"<base href=' java\nscript:0'>", kTestPage, "x",
                 "https://www.example.com/dir/x"},
        BaseCase{"<base href=''>", kTestPage, "x",
                 "https://www.example.com/dir/x"},
        BaseCase{"", "", "x", ""},
        BaseCase{"", "", "https://a.example", "https://a.example/"},
        BaseCase{"<base href=https://o.example/>", "", "x",
                 "https://o.example/x"},
        BaseCase{"<base href=/b/>", "", "x", ""}));

TEST(UrlResolver, EncodesQueriesInTheDocumentsEncoding) {
  const Document document = parse_for_test("");
  const QueryEncoder encoder = [](std::string_view) {
    return std::string("\xFC");  // windows-1252's u with diaeresis
  };
  const UrlResolver resolver(document, url_for_test(kTestPage), &encoder);
  const auto url = resolver.resolve("?\xC3\xBC");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->href(), "https://www.example.com/dir/p?%FC");

  const Document with_base = parse_for_test("<base href='/b?\xC3\xBC'>");
  const UrlResolver from_base(with_base, url_for_test(kTestPage), &encoder);
  EXPECT_EQ(from_base.resolve("#x")->href(), "https://www.example.com/b?%FC#x");
}

TEST(WithinLimit, NeverCutsInsideACharacter) {
  const Document document = parse_for_test("");
  const UrlResolver resolver(document, std::nullopt);
  const auto cut = [&](std::string_view text, size_t limit) {
    return within_limit(PassInput{document, resolver, {1, limit}}, text);
  };
  EXPECT_EQ(cut("abc", 3), "abc");
  EXPECT_EQ(cut("abcd", 3), "abc");
  EXPECT_EQ(cut("ab\xE2\x82\xAC", 5), "ab\xE2\x82\xAC");
  EXPECT_EQ(cut("ab\xE2\x82\xAC", 4), "ab");
  EXPECT_EQ(cut("ab\xE2\x82\xAC", 3), "ab");
  EXPECT_EQ(cut("\xF0\x9F\x98\x80", 3), "");
  EXPECT_EQ(cut("abc", 0), "");
}

TEST(ResolveAddress, CutsBothFormsAndKeepsWhatDoesNotParse) {
  const Document document = parse_for_test("");
  const UrlResolver resolver(document, url_for_test(kTestPage));
  const PassInput input{document, resolver, {10, 24}};
  const Address address = resolve_address(input, "/a/b/c/d/e/f/g/h/i/j/k/l/m");
  EXPECT_EQ(address.written, "/a/b/c/d/e/f/g/h/i/j/k/l");
  EXPECT_EQ(address.url, "https://www.example.com/");
  const Address invalid = resolve_address(input, "http://[");
  EXPECT_EQ(invalid.written, "http://[");
  EXPECT_EQ(invalid.url, std::nullopt);
}

}  // namespace
}  // namespace pagescan
