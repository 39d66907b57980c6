#include "scanner/passes/metadata.h"

#include <gtest/gtest.h>

#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

Metadata metadata_of(std::string html, std::string_view page = kTestPage,
                     const CatalogueLimits& limits = {}) {
  return run_pass_for_test(find_metadata, std::move(html), page, limits)
      .metadata;
}

struct RefreshCase {
  std::string_view content;
  std::string_view parsed;  // "delay url", "delay" alone, "" for none
};

class RefreshTest : public testing::TestWithParam<RefreshCase> {};

TEST_P(RefreshTest, FollowsTheSharedDeclarativeRefreshSteps) {
  const auto refresh = parse_meta_refresh(GetParam().content);
  std::string parsed;
  if (refresh) parsed = std::to_string(refresh->delay);
  if (refresh && refresh->url) parsed.append(" ").append(*refresh->url);
  EXPECT_EQ(parsed, GetParam().parsed);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefreshTest,
    testing::Values(
        RefreshCase{"0", "0"}, RefreshCase{" \n 5 \t", "5"},
        RefreshCase{"", ""}, RefreshCase{" ", ""}, RefreshCase{"x", ""},
        RefreshCase{"-1", ""}, RefreshCase{"+1", ""}, RefreshCase{";url=a", ""},
        RefreshCase{"1.5", "1"}, RefreshCase{".5", "0"}, RefreshCase{".", "0"},
        RefreshCase{"1..2.3;a", "1 a"}, RefreshCase{"1x", ""},
        RefreshCase{"1 x", "1 x"}, RefreshCase{"1;", "1"},
        RefreshCase{"1; ", "1"}, RefreshCase{"1,", "1"},
        RefreshCase{"1;;a", "1 ;a"}, RefreshCase{"1;a", "1 a"},
        RefreshCase{"1,a", "1 a"}, RefreshCase{"1 ; a", "1 a"},
        RefreshCase{"1 a b", "1 a b"}, RefreshCase{"1;url=a", "1 a"},
        RefreshCase{"1;URL=a", "1 a"}, RefreshCase{"1; uRl = a", "1 a"},
        RefreshCase{"1 url=a", "1 a"}, RefreshCase{"1,url=a", "1 a"},
        RefreshCase{"1;url a", "1 url a"}, RefreshCase{"1;u", "1 u"},
        RefreshCase{"1;urn:x", "1 urn:x"}, RefreshCase{"1;url", "1 url"},
        RefreshCase{"1;url=", "1 "}, RefreshCase{"1;url='a'", "1 a"},
        RefreshCase{"1;url=\"a\"b", "1 a"}, RefreshCase{"1;url='a", "1 a"},
        RefreshCase{"1;url='a\"", "1 a\""}, RefreshCase{"1;'a'", "1 a"},
        RefreshCase{"1;\"a;b\" c", "1 a;b"},
        RefreshCase{"1;url=url=a", "1 url=a"},
        RefreshCase{"1;url=a  ", "1 a  "},
        RefreshCase{"4294967295;a", "4294967295 a"},
        RefreshCase{"4294967296;a", "4294967295 a"},
        RefreshCase{"99999999999999999999;a", "4294967295 a"}));

TEST(Refresh, IsTheFirstValidOneWhereverItStands) {
  const Metadata metadata = metadata_of(
      "<template><meta http-equiv=refresh content='9;/t'></template>"
      "<meta http-equiv=refresh><meta http-equiv=refresh content=''>"
      "<meta http-equiv=refresh content=x>"
      "<meta http-equiv=refresh content='1;http://['>"
      "<meta http-equiv=refresh content='1;javascript:f()'>"
      "<body><meta http-equiv=REFRESH content='2;next'>"
      "<meta http-equiv=refresh content='3;/three'>");
  ASSERT_TRUE(metadata.refresh);
  EXPECT_EQ(metadata.refresh->delay, 2U);
  EXPECT_EQ(metadata.refresh->url.written, "next");
  EXPECT_EQ(metadata.refresh->url.url, "https://www.example.com/dir/next");
  EXPECT_FALSE(metadata.refresh->in_noscript);
}

TEST(Refresh, LeadsToThePageWhereNoAddressIsWritten) {
  const Metadata metadata =
      metadata_of("<base href=/b/><meta http-equiv=refresh content=5>");
  ASSERT_TRUE(metadata.refresh);
  EXPECT_EQ(metadata.refresh->url.written, "");
  EXPECT_EQ(metadata.refresh->url.url, kTestPage);
}

TEST(Refresh, SaysWhereScriptsTurnItOff) {
  const Metadata metadata = metadata_of(
      "<noscript><meta http-equiv=refresh content='0;/no'></noscript>");
  ASSERT_TRUE(metadata.refresh);
  EXPECT_TRUE(metadata.refresh->in_noscript);
}

TEST(Refresh, HoldsOnAPageOfUnknownAddress) {
  const Metadata metadata =
      metadata_of("<meta http-equiv=refresh content='0;next'>", "");
  ASSERT_TRUE(metadata.refresh);
  EXPECT_EQ(metadata.refresh->url.written, "next");
  EXPECT_EQ(metadata.refresh->url.url, std::nullopt);
}

struct CharsetCase {
  std::string_view content;
  std::string_view label;
};

class CharsetTest : public testing::TestWithParam<CharsetCase> {};

TEST_P(CharsetTest, IsTheLabelOfTheContent) {
  EXPECT_EQ(charset_of_content(GetParam().content), GetParam().label);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CharsetTest,
    testing::Values(
        CharsetCase{"text/html; charset=utf-8", "utf-8"},
        CharsetCase{"text/html;CHARSET = Latin1 ;x", "Latin1"},
        CharsetCase{"charset=\"a b\"", "a b"}, CharsetCase{"charset='a'b", "a"},
        CharsetCase{"charset='a", ""}, CharsetCase{"charset=a'b", "a'b"},
        CharsetCase{"charset charset=a", "a"}, CharsetCase{"xcharset=a b", "a"},
        CharsetCase{"charset=", ""}, CharsetCase{"chars", ""},
        CharsetCase{"text/html", ""}));

TEST(Metadata, ReadsTheHead) {
  const Metadata metadata = metadata_of(R"(<!DOCTYPE html><html lang="de-AT">
<head><title>
 One  <b>title</title><title>two</title>
<meta charset="UTF-8"><meta http-equiv=content-type content="x;charset=no">
<base target=_top><base href="/b/"><base href="/c/">
<link rel="canonical x" href="can"><link rel=canonical href=other>
<meta name=Description content="first"><meta name=description content="no">
<meta name=ROBOTS content=noindex><meta name=robots content="nofollow">
<meta name=generator content=G><meta name=viewport content=v1>
<meta name=viewport content=v2>)");
  EXPECT_EQ(metadata.doctype, "html");
  EXPECT_EQ(metadata.title, "One <b>title");
  EXPECT_EQ(metadata.language, "de-AT");
  EXPECT_EQ(metadata.charset_declared, "UTF-8");
  ASSERT_TRUE(metadata.base);
  EXPECT_EQ(metadata.base->written, "/b/");
  EXPECT_EQ(metadata.base->url, "https://www.example.com/b/");
  ASSERT_TRUE(metadata.canonical);
  EXPECT_EQ(metadata.canonical->written, "can");
  EXPECT_EQ(metadata.canonical->url, "https://www.example.com/b/can");
  EXPECT_EQ(metadata.description, "first");
  EXPECT_EQ(metadata.robots, "noindex, nofollow");
  EXPECT_EQ(metadata.generator, "G");
  EXPECT_EQ(metadata.viewport, "v2");
}

TEST(Metadata, IsEmptyOfAnEmptyPage) {
  const Metadata metadata = metadata_of("");
  EXPECT_EQ(metadata.doctype, "");
  EXPECT_EQ(metadata.title, "");
  EXPECT_FALSE(metadata.base || metadata.canonical || metadata.refresh);
  EXPECT_EQ(metadata.referrer_policy, "");
  EXPECT_EQ(metadata.comments, 0U);
}

TEST(Metadata, TakesTheTitleOfHtmlAlone) {
  EXPECT_EQ(metadata_of("<svg><title>no</title></svg><title>yes</title>").title,
            "yes");
  EXPECT_EQ(metadata_of("<template><title>no</title></template>").title, "");
}

TEST(Metadata, ResolvesOnlyABaseThatHolds) {
  const Metadata data = metadata_of("<base href='data:,x'><base href=/b/>");
  ASSERT_TRUE(data.base);
  EXPECT_EQ(data.base->written, "data:,x");
  EXPECT_EQ(data.base->url, std::nullopt);
  EXPECT_EQ(metadata_of("<base href='http://['>").base->url, std::nullopt);
}

TEST(Metadata, DeclaresTheFirstCharset) {
  EXPECT_EQ(metadata_of("<meta http-equiv=Content-Type"
                        " content='text/html; charset=a'><meta charset=b>")
                .charset_declared,
            "a");
}

TEST(Metadata, CollectsOpenGraphAndTwitter) {
  const Metadata metadata = metadata_of(
      "<meta property=og:title content=T><meta property='dc:x og:a "
      "article:b' content=V><meta property=OG:u content=U>"
      "<meta property=fb:app content=no><meta name=og:title content=no>"
      "<meta property=og:none><meta name=twitter:card content=C>"
      "<meta property=twitter:site content=S><meta name=twitter content=no>");
  EXPECT_EQ(metadata.open_graph, (std::vector<MetaProperty>{{"og:title", "T"},
                                                            {"og:a", "V"},
                                                            {"article:b", "V"},
                                                            {"OG:u", "U"}}));
  EXPECT_EQ(metadata.twitter,
            (std::vector<MetaProperty>{{"twitter:card", "C"},
                                       {"twitter:site", "S"}}));
}

TEST(Metadata, CollectsIconsAndFeeds) {
  const Metadata metadata = metadata_of(R"(
<link rel="shortcut icon" href=i type=image/png sizes=16x16 title=t>
<link rel=mask-icon href=m><link rel=apple-touch-icon href=a><link rel=icon>
<link rel=alternate type="Application/RSS+xml; charset=x" href=r title=R>
<link rel=alternate type=application/atom+xml href=at>
<link rel=alternate type=application/feed+json href=j1>
<link rel=alternate type=application/json href=/feed.json>
<link rel=alternate type=application/json title="Feed" href=/j>
<link rel=alternate type=application/json title=JSON href=/wp-json/p/1>
<link rel=alternate hreflang=de href=/de><link rel=x type=application/rss+xml
 href=no>)");
  ASSERT_EQ(metadata.icons.size(), 3U);
  EXPECT_EQ(metadata.icons[0].href.url, "https://www.example.com/dir/i");
  EXPECT_EQ(metadata.icons[0].type, "image/png");
  EXPECT_EQ(metadata.icons[0].sizes, "16x16");
  EXPECT_EQ(metadata.icons[0].title, "t");
  EXPECT_EQ(metadata.icons[2].href.written, "a");
  std::string feeds;
  for (const NamedAddress& feed : metadata.feeds) {
    feeds += feed.href.written + " ";
  }
  EXPECT_EQ(feeds, "r at j1 /feed.json /j ");
  EXPECT_EQ(metadata.feeds[0].title, "R");
}

TEST(Metadata, TakesContentSecurityPoliciesOfTheHeadAlone) {
  const Metadata metadata = metadata_of(
      "<head><meta http-equiv=Content-Security-Policy content=one>"
      "<meta http-equiv=content-security-policy content=''>"
      "<meta http-equiv=content-security-policy-report-only content=no>"
      "<meta http-equiv=content-security-policy content=two>"
      "<noscript><meta http-equiv=content-security-policy content=no>"
      "</noscript></head>"
      "<body><meta http-equiv=content-security-policy content=no>");
  EXPECT_EQ(metadata.content_security_policies,
            (std::vector<std::string>{"one", "two"}));
}

struct ReferrerCase {
  std::string_view html;
  std::string_view policy;
};

class ReferrerTest : public testing::TestWithParam<ReferrerCase> {};

TEST_P(ReferrerTest, IsTheLastValidPolicy) {
  EXPECT_EQ(metadata_of(std::string(GetParam().html)).referrer_policy,
            GetParam().policy);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ReferrerTest,
    testing::Values(
        ReferrerCase{"<meta name=referrer content=no-referrer>", "no-referrer"},
        ReferrerCase{"<meta name=REFERRER content=Same-Origin>", "same-origin"},
        ReferrerCase{"<meta name=referrer content=never>", "no-referrer"},
        ReferrerCase{"<meta name=referrer content=always>", "unsafe-url"},
        ReferrerCase{"<meta name=referrer content=default>",
                     "strict-origin-when-cross-origin"},
        ReferrerCase{"<meta name=referrer content=origin-when-crossorigin>",
                     "origin-when-cross-origin"},
        ReferrerCase{"<meta name=referrer content=bogus>", ""},
        ReferrerCase{"<meta name=referrer content=' origin'>", ""},
        ReferrerCase{"<meta name=referrer content=''>", ""},
        ReferrerCase{"<meta name=referrer content=origin><body>"
                     "<meta name=referrer content=unsafe-url>"
                     "<meta name=referrer content=bogus>",
                     "unsafe-url"},
        ReferrerCase{"<template><meta name=referrer content=origin>"
                     "</template>",
                     ""}));

TEST(Metadata, CountsComments) {
  EXPECT_EQ(metadata_of("<!--1--><!DOCTYPE html><!--2--><p><!--3--><?4>"
                        "<template><!--no--></template><script><!--no-->"
                        "</script></html><!--5-->")
                .comments,
            5U);
}

TEST(Metadata, IgnoresTemplateContents) {
  const Metadata metadata = metadata_of(
      "<template><base href=/t/><link rel=canonical href=t>"
      "<link rel=icon href=t><meta name=description content=t>"
      "<meta property=og:t content=t><meta charset=t></template>");
  EXPECT_FALSE(metadata.base || metadata.canonical);
  EXPECT_TRUE(metadata.icons.empty() && metadata.open_graph.empty());
  EXPECT_EQ(metadata.description + metadata.charset_declared, "");
}

TEST(Metadata, StopsAtTheLimits) {
  const Facts facts =
      run_pass_for_test(find_metadata,
                        "<title>123456789</title><meta property=og:a content=1>"
                        "<meta property=og:b content=2><link rel=icon href=1>"
                        "<link rel=icon href=2>",
                        kTestPage, {1, 5});
  EXPECT_EQ(facts.metadata.title, "12345");
  EXPECT_EQ(facts.metadata.open_graph.size(), 1U);
  EXPECT_EQ(facts.metadata.icons.size(), 1U);
  ASSERT_EQ(facts.truncated.size(), 2U);
  EXPECT_EQ(facts.truncated[0].what, "open_graph");
  EXPECT_EQ(facts.truncated[1].what, "icons");
}

}  // namespace
}  // namespace pagescan
