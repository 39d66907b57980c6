#include "scanner/run/robots.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pagescan {
namespace {

struct RobotsCase {
  std::string_view agent;
  std::string_view path;
  bool allowed;
};

void expect_allowed(std::string_view robots,
                    const std::vector<RobotsCase>& cases) {
  const RobotsRules rules = RobotsRules::parse(robots);
  for (const RobotsCase& c : cases) {
    EXPECT_EQ(rules.allows(c.agent, c.path), c.allowed)
        << robots << "\n"
        << c.agent << " " << c.path;
  }
}

// RFC 9309 section 5.1.
TEST(RobotsTest, SimpleExampleOfTheRfc) {
  expect_allowed(
      "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\n"
      "Allow: /publications/\n\n"
      "User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\n"
      "Allow:/example/allowed.gif\n\n"
      "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n"
      "User-Agent: quxbot\n\nEOF",
      {{"pagescan", "/a.gif", false},
       {"pagescan", "/a.gif?b", true},
       {"pagescan", "/example/", false},
       {"pagescan", "/example", true},
       {"pagescan", "/publications/", true},
       {"pagescan", "/", true},
       {"foobot", "/", false},
       {"FooBot", "/publications/", false},
       {"foobot/1.0", "/example/page.html", true},
       {"foobot", "/example/allowed.gif", true},
       {"barbot", "/example/page.html", false},
       {"barbot", "/a.gif", true},
       {"bazbot", "/example/page.html", false},
       {"quxbot", "/a.gif", true},
       {"quxbot", "/example/", true}});
}

// Section 5.2.
TEST(RobotsTest, LongestMatchDecides) {
  expect_allowed(
      "User-Agent: foobot\nAllow: /example/page/\n"
      "Disallow: /example/page/disallowed.gif\n",
      {{"foobot", "/example/page/disallowed.gif", false},
       {"foobot", "/example/page/", true},
       {"foobot", "/example/page/disallowed.gif.html", false}});
  for (const char* robots : {"user-agent: *\nallow: /p\ndisallow: /p",
                             "user-agent: *\ndisallow: /p\nallow: /p"}) {
    expect_allowed(robots, {{"a", "/page", true}});
  }
  expect_allowed("user-agent: *\nallow: /$\ndisallow: /",
                 {{"a", "/", true}, {"a", "/x", false}});
  expect_allowed("user-agent: *\nallow: /page\ndisallow: /*.htm",
                 {{"a", "/page.htm", false}, {"a", "/page.html", false}});
}

// Sections 2.2.2 and 2.2.3.
TEST(RobotsTest, EncodingsOfTheRfcAreTheSame) {
  const struct {
    std::string_view pattern;
    std::string_view path;
    bool matches;
  } cases[] = {
      {"/foo/bar?baz=quz", "/foo/bar?baz=quz", true},
      {"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar",
       true},
      {"/foo/bar?baz=https%3a%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar",
       true},
      {"/foo/bar/\xE3\x83\x84", "/foo/bar/%E3%83%84", true},
      {"/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", true},
      {"/foo/bar/%62%61%7A", "/foo/bar/baz", true},
      {"/foo/bar/baz", "/foo/bar/%62%61%7A", true},
      {"/path/file-with-a-%2A.html", "/path/file-with-a-*.html", true},
      {"/path/file-with-a-%2A.html", "/path/file-with-a-b.html", false},
      {"/path/foo-%24", "/path/foo-$", true},
      {"/path/foo-%24", "/path/foo-", false},
      {"/a b", "/a%20b", true},
      {"/100%", "/100%25", true},
      {"/A", "/a", false},
      {"/%41", "/A", true},
      {"/%4", "/%254", true},
  };
  for (const auto& [pattern, path, matches] : cases) {
    const auto rules =
        RobotsRules::parse("User-agent: *\nDisallow: " + std::string(pattern));
    EXPECT_EQ(rules.allows("a", path), !matches) << pattern << " " << path;
  }
}

TEST(RobotsTest, WildcardsMatch) {
  const struct {
    std::string_view pattern;
    std::string_view path;
    bool matches;
  } cases[] = {
      {"/", "/x", true},
      {"/fish", "/fish.html", true},
      {"/fish", "/catfish", false},
      {"/fish*", "/fish", true},
      {"/fish/", "/fish", false},
      {"/*.php", "/folder/a.php?b", true},
      {"/*.php$", "/a.php?b", false},
      {"/*.php$", "/a.php.php", true},
      {"/fish*.php", "/fishes/a.php", true},
      {"/a*b*c$", "/abcbc", true},
      {"/a*b*c$", "/abcbcd", false},
      {"/a**b", "/ab", true},
      {"/a*$", "/abc", true},
      {"/a$", "/a", true},
      {"/a$", "/ab", false},
      {"/a$b", "/a$b", true},
      {"/ab*ab$", "/ab", false},
      {"*", "/x", true},
      {"*a$", "/xa", true},
      {"$", "/", false},
      {"x", "/x", false},
      {"/x", "", false},
      {"/", "", true},
  };
  for (const auto& [pattern, path, matches] : cases) {
    const auto rules =
        RobotsRules::parse("User-agent: *\nDisallow: " + std::string(pattern));
    EXPECT_EQ(rules.allows("a", path), !matches) << pattern << " " << path;
  }
}

// Section 2.2.1.
TEST(RobotsTest, GroupsOfAnAgentCountTogether) {
  expect_allowed(
      "user-agent: a\ndisallow: /1\n\nuser-agent: b\ndisallow: /2\n\n"
      "user-agent: A/2.0\ndisallow: /3\nuser-agent: *\ndisallow: /4\n",
      {{"a", "/1", false},
       {"a", "/2", true},
       {"a", "/3", false},
       {"a", "/4", true},
       {"c", "/1", true},
       {"c", "/4", false},
       {"", "/4", false}});
  // A name is no part of another.
  expect_allowed("user-agent: page\ndisallow: /",
                 {{"pagescan", "/", true}, {"page", "/", false}});
}

TEST(RobotsTest, LinesAreReadAsTheyCome) {
  // Other records, comments and empty lines end no group.
  expect_allowed(
      "\xEF\xBB\xBFUSER-AGENT : a # b\r\nCrawl-delay: 3\r\rSitemap: x\n"
      " \tuser-agent:b\n# c\n\n  DISALLOW\t:\t/x # y\nnonsense\nallow\n:\n",
      {{"a", "/x", false}, {"b", "/x", false}, {"c", "/x", true}});
  expect_allowed("disallow: /\n", {{"a", "/", true}});
  expect_allowed("user-agent: *\ndisallow:\n", {{"a", "/", true}});
  expect_allowed("user-agent: a\ndisallow:\nuser-agent: *\ndisallow: /",
                 {{"a", "/", true}, {"b", "/", false}});
  expect_allowed("user-agent: * b\ndisallow: /", {{"a", "/", false}});
  expect_allowed("user-agent: *b\ndisallow: /", {{"a", "/", true}});
  expect_allowed("<html>", {{"a", "/", true}});
  expect_allowed("", {{"a", "/", true}});
  expect_allowed("user-agent: *\ndisallow: /",
                 {{"a", "/robots.txt", true}, {"a", "/robots.txt2", false}});
  expect_allowed(std::string_view("user-agent: *\ndisallow: /a\0b", 27),
                 {{"a", "/a", true}, {"a", "/a%00b", false}});
  EXPECT_TRUE(RobotsRules().allows("a", "/"));
}

// Section 2.5: what was cut must not say more than it did.
TEST(RobotsTest, IsCutBetweenLines) {
  const std::string start = "user-agent: *\ndisallow: /a\n";
  const std::string end = "\ndisallow: /bcd";
  const std::string robots =
      start +
      std::string(kMaxRobotsBytes - start.size() - end.size() + 2, '#') + end;
  ASSERT_EQ(robots.size(), kMaxRobotsBytes + 2);
  expect_allowed(robots,
                 {{"a", "/a", false}, {"a", "/b", true}, {"a", "/bcd", true}});
  expect_allowed(start + end, {{"a", "/bcd", false}});
}

// One that backtracks would take hours: the time limit of every test tells.
TEST(RobotsTest, TakesLinearTimeForHostilePatterns) {
  const std::string path = "/" + std::string(8'000, 'a');
  std::string wild = "user-agent: *\ndisallow: /";
  for (int i = 0; i < 100'000; ++i) wild += "*a";
  std::string repeated = "user-agent: *\n";
  while (repeated.size() < kMaxRobotsBytes) {
    repeated += "disallow: /*" + std::string(4'000, 'a') + "b*\n";
  }
  std::string many = "user-agent: *\n";
  while (many.size() < kMaxRobotsBytes) many += "allow:*ab\n";
  const std::string stars =
      "user-agent: *\ndisallow: /" + std::string(400'000, '*') + "b";
  for (const std::string& robots : {wild, repeated, many, stars}) {
    EXPECT_TRUE(RobotsRules::parse(robots).allows("x", path));
  }
}

}  // namespace
}  // namespace pagescan
