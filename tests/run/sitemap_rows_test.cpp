#include "scanner/run/sitemap_rows.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/run/list_test_util.h"

namespace pagescan {
namespace {

using test::Web;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr char kNamespace[] =
    "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

std::string urlset(std::string_view items) {
  return fmt::format("<?xml version=\"1.0\"?><urlset {}>{}</urlset>",
                     kNamespace, items);
}

std::string index_of(const std::vector<std::string>& sitemaps) {
  std::string xml = fmt::format("<sitemapindex {}>", kNamespace);
  for (const std::string& sitemap : sitemaps) {
    xml += fmt::format("\n<sitemap><loc>{}</loc></sitemap>", sitemap);
  }
  return xml + "</sitemapindex>";
}

struct SitemapCase {
  std::string content;
  std::vector<std::string> entries;
};

TEST(SitemapRowsTest, AreLocs) {
  const std::vector<SitemapCase> cases = {
      {urlset(""), {}},
      {urlset("<url>\n<loc>\n https://a.example/?a=1&amp;b=2 \n</loc></url>"
              "\n<url><lastmod/><loc>https://b.example/</loc></url>"),
       {"2 https://a.example/?a=1&b=2", "5 https://b.example/"}},
      {urlset("<url><loc><![CDATA[https://a.example/?a&b]]></loc></url>"),
       {"1 https://a.example/?a&b"}},
      {"<urlset><url><loc>https://a.example/</loc></url></urlset>",
       {"1 https://a.example/"}},
      {"\xEF\xBB\xBF" + urlset("<url><loc>https://a.example/</loc></url>"),
       {"1 https://a.example/"}},
      // Those of images are other elements.
      {urlset("<url><loc>https://a.example/</loc><image:image>"
              "<image:loc>https://a.example/i.png</image:loc><loc>https://"
              "no.example/</loc></image:image><video:loc>https://no.example/"
              "</video:loc></url><loc>https://no.example/</loc>"),
       {"1 https://a.example/"}},
      {"<?xml version='1.0'?><s:urlset xmlns:s='x'><s:url><s:loc>https://"
       "a.example/</s:loc><loc>https://no.example/</loc></s:url></s:urlset>",
       {"1 https://a.example/"}},
      {"<?xml version='1.0' encoding='iso-8859-1'?><urlset><url><loc>https://"
       "a.example/\xE9</loc></url></urlset>",
       {"1 https://a.example/\xC3\xA9"}},
  };
  for (const SitemapCase& c : cases) {
    EXPECT_EQ(test::entries_of(c.content), c.entries);
  }
}

TEST(SitemapRowsTest, BadOnesAreEntries) {
  const std::string good = "<url><loc>https://a.example/</loc></url>";
  const std::vector<SitemapCase> cases = {
      {urlset("<url><loc>/b</loc></url>" + good),
       {"1 /b !invalid_row", "1 https://a.example/"}},
      {urlset(
           "<url><loc>file:///etc/passwd</loc></url><url><loc>-</loc></url>"),
       {"1 file:///etc/passwd !invalid_row", "1 - !invalid_row"}},
      {urlset("<url><loc/></url>"), {"1  !invalid_row"}},
      // What came before the fault counts.
      {"<urlset>" + good + "\n<url>",
       {"1 https://a.example/", "2 - !invalid_row"}},
      {"<urlset>" + good + "\n<url></urlset>",
       {"1 https://a.example/", "2 - !invalid_row"}},
      {"<?xml version='1.0'?><!DOCTYPE urlset [<!ENTITY a 'b'>]>\n<urlset>" +
           good + "</urlset>",
       {"1 - !invalid_row"}},
      {"<?xml version='1.0'?><rss/>", {"1 - !invalid_row"}},
      {"<?xml version='1.0'?>", {"1 - !invalid_row"}},
      {"<?xml version='1.0' encoding='utf-99'?><urlset/>",
       {"1 - !invalid_row"}},
      {urlset("<url><loc>https://a.example/&nbsp;</loc></url>"),
       {"1 - !invalid_row"}},
  };
  for (const SitemapCase& c : cases) {
    EXPECT_EQ(test::entries_of(c.content), c.entries);
  }
}

TEST(SitemapRowsTest, AreBounded) {
  const std::string deep = "<urlset>" + [] {
    std::string tags;
    for (int i = 0; i < 100'000; ++i) tags += "<a>";
    return tags;
  }();
  EXPECT_THAT(test::entries_of(deep), ElementsAre("1 - !invalid_row"));
  const auto long_loc = test::entries_of(
      urlset("<url><loc>" + std::string(1'000'000, 'x') +
             "</loc></url><url><loc>https://a.example/</loc></url>"));
  EXPECT_THAT(long_loc,
              ElementsAre("1 " + std::string(256, 'x') + " !invalid_row",
                          "1 https://a.example/"));
  test::ListOptions options;
  options.limits.max_unpacked_bytes = 20'000;
  options.standard_input = urlset("<url><loc>https://a.example/</loc></url>" +
                                  std::string(20'000, ' '));
  EXPECT_THAT(test::shown(test::read_lists({"-"}, options)),
              ElementsAre("1 https://a.example/", "1 - !invalid_row"));
}

// Expat reads a token that goes on from its start again with every block. It
// would take an hour: the time limit of every test tells.
TEST(SitemapRowsTest, TakeLinearTimeForLongTokens) {
  for (const char* open : {"<!--", "<urlset a='", "<?x "}) {
    const std::string content =
        "<?xml version='1.0'?>" + (open + std::string(40'000'000, 'x'));
    EXPECT_THAT(test::entries_of(content), ElementsAre("1 - !invalid_row"));
  }
}

TEST(SitemapIndexTest, LeadsToItsSitemaps) {
  test::ListOptions options;
  options.web = {
      {"https://a.example/sitemap.xml",
       index_of({"https://a.example/1.xml", "https://a.example/gone.xml",
                 "2.xml", "https://a.example/list.txt",
                 "https://a.example/1.xml"})},
      {"https://a.example/1.xml",
       urlset("<url><loc>https://a.example/1</loc></url>")},
      {"https://a.example/list.txt",
       "https://a.example/2\nfile:///etc/passwd\n/etc/passwd\n/etc/*\n"}};
  const auto entries =
      test::read_lists({"https://a.example/sitemap.xml"}, options);
  EXPECT_THAT(
      test::shown(entries),
      ElementsAre("1 https://a.example/1",
                  "3 https://a.example/gone.xml !dns_failure",
                  "4 2.xml !invalid_row", "1 https://a.example/2",
                  "2 file:///etc/passwd !invalid_row",
                  "3 /etc/passwd !invalid_row", "4 /etc/* !invalid_row"));
  EXPECT_EQ(entries[0].list, "https://a.example/1.xml");
  EXPECT_EQ(entries[1].list, "https://a.example/sitemap.xml");
}

TEST(SitemapIndexTest, MayNameItself) {
  test::ListOptions options;
  options.web = {
      {"https://a.example/i.xml", index_of({"https://a.example/i.xml"})}};
  EXPECT_THAT(test::read_lists({"https://a.example/i.xml"}, options),
              IsEmpty());
}

TEST(SitemapIndexTest, IsBounded) {
  test::ListOptions options;
  for (int i = 0; i < 9; ++i) {
    options.web.emplace(fmt::format("https://a.example/{}", i),
                        index_of({fmt::format("https://a.example/{}", i + 1)}));
  }
  options.limits.max_sitemap_depth = 3;
  EXPECT_THAT(test::shown(test::read_lists({"https://a.example/0"}, options)),
              ElementsAre("2 https://a.example/4 !invalid_row"));

  options.web = {{"https://a.example/i",
                  index_of({"https://a.example/1", "https://a.example/2",
                            "https://a.example/3", "https://a.example/4"})},
                 {"https://a.example/1", "https://a.example/p"}};
  options.limits.max_sitemaps = 2;
  EXPECT_THAT(
      test::shown(test::read_lists({"https://a.example/i"}, options)),
      ElementsAre("1 https://a.example/p", "3 https://a.example/2 !dns_failure",
                  "4 https://a.example/3 !too_large"));
}

}  // namespace
}  // namespace pagescan
