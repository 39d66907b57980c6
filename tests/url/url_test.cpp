#include "scanner/url/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <thread>
#include <vector>

#include "scanner/url/idna.h"

namespace pagescan {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

Url url_of(std::string_view text) { return Url::parse(text).value(); }

std::string message_of(std::string_view text, const Url* base = nullptr) {
  const auto url = Url::parse(text, base);
  return url ? "parsed: " + url->href() : url.error().message;
}

TEST(Url, GivesItsParts) {
  const Url url = url_of("HTTPS://u%20:p@Example.COM:8443/a/../b?q'#f`");
  EXPECT_EQ(url.href(), "https://u%20:p@example.com:8443/b?q%27#f%60");
  EXPECT_EQ(url.href_without_fragment(),
            "https://u%20:p@example.com:8443/b?q%27");
  EXPECT_EQ(url.scheme(), "https");
  EXPECT_EQ(url.username(), "u%20");
  EXPECT_EQ(url.password(), "p");
  EXPECT_TRUE(url.has_credentials());
  EXPECT_EQ(url.host_kind(), HostKind::kDomain);
  EXPECT_EQ(url.host(), "example.com");
  EXPECT_EQ(url.host_and_port(), "example.com:8443");
  EXPECT_EQ(url.port(), 8443);
  EXPECT_EQ(url.effective_port(), 8443);
  EXPECT_EQ(url.path(), "/b");
  EXPECT_EQ(url.query(), "q%27");
  EXPECT_EQ(url.fragment(), "f%60");
  EXPECT_FALSE(url.has_opaque_path());
  EXPECT_TRUE(url.is_special());
  EXPECT_TRUE(url.is_http());
  EXPECT_EQ(url.origin(), "https://example.com:8443");
}

TEST(Url, TellsAbsentFromEmpty) {
  const Url bare = url_of("http://h");
  EXPECT_EQ(bare.href(), "http://h/");
  EXPECT_EQ(bare.query(), std::nullopt);
  EXPECT_EQ(bare.fragment(), std::nullopt);
  EXPECT_EQ(bare.port(), std::nullopt);
  EXPECT_EQ(bare.effective_port(), 80);
  EXPECT_FALSE(bare.has_credentials());
  const Url empty = url_of("http://@h:/?#");
  EXPECT_EQ(empty.href(), "http://h/?#");
  EXPECT_EQ(empty.query(), "");
  EXPECT_EQ(empty.fragment(), "");
  EXPECT_EQ(empty.href_without_fragment(), "http://h/?");
}

TEST(Url, HasNoHostInAnOpaqueOne) {
  const Url url = url_of("mailto:a@b?subject=x");
  EXPECT_TRUE(url.has_opaque_path());
  EXPECT_EQ(url.host_kind(), HostKind::kNone);
  EXPECT_EQ(url.host(), "");
  EXPECT_EQ(url.host_and_port(), "");
  EXPECT_EQ(url.username(), "");
  EXPECT_EQ(url.password(), "");
  EXPECT_EQ(url.path(), "a@b");
  EXPECT_EQ(url.query(), "subject=x");
  EXPECT_EQ(url.effective_port(), std::nullopt);
  EXPECT_EQ(url.origin(), "null");
  EXPECT_FALSE(url.is_special());
}

TEST(Url, KeepsItsPartsBehindADotSegmentGuard) {
  const Url url = url_of("web+demo:/..//p?q#f");
  EXPECT_EQ(url.href(), "web+demo:/.//p?q#f");
  EXPECT_EQ(url.path(), "//p");
  EXPECT_EQ(url.query(), "q");
  EXPECT_EQ(url.fragment(), "f");
  EXPECT_EQ(Url::parse("x", &url).value().href(), "web+demo:/.//x");
  EXPECT_EQ(Url::parse("/x", &url).value().href(), "web+demo:/x");
  EXPECT_EQ(Url::parse("//x", &url).value().href(), "web+demo://x");
  EXPECT_EQ(Url::parse("#g", &url).value().href(), "web+demo:/.//p?q#g");
}

TEST(Url, IsAboutBlankByDefault) {
  EXPECT_EQ(Url(), url_of("about:blank"));
  EXPECT_EQ(Url().scheme(), "about");
  EXPECT_EQ(Url().path(), "blank");
  EXPECT_EQ(Url().origin(), "null");
}

TEST(Url, CopiesAndMovesWithItsParts) {
  Url url = url_of("https://example.com/a?b");
  const Url copy = url;
  const Url moved = std::move(url);
  EXPECT_EQ(copy, moved);
  EXPECT_EQ(moved.query(), "b");
  url = copy;
  EXPECT_EQ(url.path(), "/a");
  EXPECT_FALSE(url == url_of("https://example.com/a?c"));
}

struct ResolveCase {
  std::string_view base;
  std::string_view reference;
  std::string_view result;
};

// What a page gets by writing an address in a way that another parser would
// read otherwise.
TEST(Url, ResolvesAsBrowsersDo) {
  constexpr std::string_view kPage = "https://shop.example/a/b?c#d";
  const std::vector<ResolveCase> cases = {
      {kPage, "", "https://shop.example/a/b?c"},
      {kPage, "#e", "https://shop.example/a/b?c#e"},
      {kPage, "?e", "https://shop.example/a/b?e"},
      {kPage, "../../../e", "https://shop.example/e"},
      {kPage, "%2E%2e/e", "https://shop.example/e"},
      {kPage, "//evil.example/", "https://evil.example/"},
      {kPage, "\\\\evil.example/", "https://evil.example/"},
      {kPage, "https:evil.example", "https://shop.example/a/evil.example"},
      {kPage, "http:evil.example", "http://evil.example/"},
      {kPage, "https:/evil.example", "https://shop.example/evil.example"},
      {kPage, " \t//evil\n.example", "https://evil.example/"},
      {kPage, "/\t/evil.example", "https://evil.example/"},
      {kPage, "https://shop.example@evil.example",
       "https://shop.example@evil.example/"},
      {kPage, "https://evil.example\\@shop.example/",
       "https://evil.example/@shop.example/"},
      {kPage, "https://0x7f.1/", "https://127.0.0.1/"},
      {kPage, "\xC3\x28\xC3\t\xA4",
       "https://shop.example/a/%EF%BF%BD("
       "%EF%BF%BD%EF%BF%BD"},
      {kPage, "java\nscript:alert(1)", "javascript:alert(1)"},
      {"file:///C:/a/b", "/d", "file:///C:/d"},
      {"file:///C:/a/b", "D|/d", "file:///D:/d"},
      {"file:///C:/a/b", "../../..", "file:///C:/"},
      {"file:///C:/a/b", "//h/x", "file://h/x"},
      {"file:///C:x/a", "/d", "file:///d"},
  };
  for (const ResolveCase& c : cases) {
    const Url base = url_of(c.base);
    const auto url = Url::parse(c.reference, &base);
    ASSERT_TRUE(url) << c.reference << ": " << url.error().message;
    EXPECT_EQ(url->href(), c.result) << c.reference;
  }
}

TEST(Url, SaysWhichPartIsWrong) {
  const Url opaque = url_of("mailto:a");
  EXPECT_EQ(message_of("http://h:99999/"),
            R"(the port 99999 is out of range in "http://h:99999/")");
  EXPECT_EQ(message_of("http://h:8x/"),
            R"(the port "8x" is not a number in "http://h:8x/")");
  EXPECT_EQ(message_of("http://h:99999999999999999999999/"),
            "the port 99999999999999999999... is out of range in "
            "\"http://h:99999999999999999999999/\"");
  EXPECT_EQ(message_of("foo"),
            R"(no scheme (such as https:) and no base URL in "foo")");
  EXPECT_EQ(message_of("foo", &opaque),
            R"(the base URL "mailto:a" takes only a fragment, not what stands )"
            R"(in "foo")");
  EXPECT_EQ(message_of("http://"), R"(the host is missing in "http://")");
  EXPECT_EQ(message_of("foo://u@/"), R"(the host is missing in "foo://u@/")");
  EXPECT_EQ(message_of("foo://:1/"), R"(the host is missing in "foo://:1/")");
  EXPECT_EQ(message_of("http://a b\x1B/"),
            "the host \"a b\\x1B\" contains \" \", which no host may contain "
            "in \"http://a b\\x1B/\"");
  const std::string long_text(kMaxUrlLength, 'a');
  EXPECT_THAT(message_of(long_text), EndsWith("aaa...\""));
  EXPECT_LT(message_of(long_text).size(), 300U);
}

TEST(Url, BoundsTheLength) {
  const std::string prefix = "http://h/";
  const std::string fits = prefix + std::string(kMaxUrlLength - 9, 'a');
  EXPECT_EQ(url_of(fits).href().size(), kMaxUrlLength);
  EXPECT_THAT(message_of(fits + "a"),
              HasSubstr("65537 bytes, over the limit of 65536, in \"http"));
  // Spaces treble once serialised; what is parsed must parse again.
  const std::string grows = prefix + std::string(kMaxUrlLength / 2, ' ') + "a";
  EXPECT_THAT(message_of(grows), HasSubstr("serialised 98314 bytes"));
  const Url base = url_of(fits);
  EXPECT_FALSE(Url::parse("?" + std::string(100, 'q'), &base));
  EXPECT_TRUE(Url::parse("/", &base));
}

TEST(Url, HasTheOriginOfTheUrlWithinABlob) {
  EXPECT_EQ(url_of("blob:https://a.example:81/id").origin(),
            "https://a.example:81");
  EXPECT_EQ(url_of("blob:ftp://a.example/id").origin(), "null");
  EXPECT_EQ(url_of("blob:blob:https://a.example/id").origin(), "null");
  EXPECT_EQ(url_of("blob:x").origin(), "null");
  EXPECT_EQ(url_of("ftp://h:21/").origin(), "ftp://h");
  EXPECT_EQ(url_of("ws://[::1]:9/").origin(), "ws://[::1]:9");
  EXPECT_EQ(url_of("file:///a").origin(), "null");
}

TEST(SameOrigin, ComparesTuplesOnly) {
  EXPECT_TRUE(same_origin(url_of("https://a/x"), url_of("https://u@a:443/y")));
  EXPECT_TRUE(same_origin(url_of("blob:https://a/x"), url_of("https://a/")));
  EXPECT_FALSE(same_origin(url_of("https://a/"), url_of("http://a/")));
  EXPECT_FALSE(same_origin(url_of("https://a/"), url_of("https://a:444/")));
  EXPECT_FALSE(same_origin(url_of("https://a/"), url_of("https://b/")));
  EXPECT_FALSE(same_origin(url_of("data:,"), url_of("data:,")));
  EXPECT_FALSE(same_origin(url_of("file:///a"), url_of("file:///a")));
}

TEST(QueryEncoder, IsAskedOnlyWhereEncodingsDiffer) {
  int calls = 0;
  const QueryEncoder encoder = [&calls](std::string_view utf8) {
    ++calls;
    EXPECT_EQ(utf8, "a\u00E4'");
    return std::string("a\xE4'");
  };
  EXPECT_EQ(Url::parse("http://h/?a\u00E4'", nullptr, &encoder)->query(),
            "a%E4%27");
  EXPECT_EQ(calls, 1);
  EXPECT_EQ(
      Url::parse("http://h/\u00E4?ascii#\u00E4", nullptr, &encoder)->href(),
      "http://h/%C3%A4?ascii#%C3%A4");
  EXPECT_EQ(Url::parse("wss://h/?a\u00E4'", nullptr, &encoder)->query(),
            "a%C3%A4%27");
  EXPECT_EQ(Url::parse("foo:?a\u00E4'", nullptr, &encoder)->query(),
            "a%C3%A4'");
  const QueryEncoder none;
  EXPECT_EQ(Url::parse("http://h/?\u00E4", nullptr, &none)->query(), "%C3%A4");
  EXPECT_EQ(calls, 1);
}

std::string repeated(std::string_view text, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += text;
  return out;
}

// Inputs that cost a careless parser the square of their length, at or near
// the limit. Each takes well under a millisecond of processor time (not of the
// clock, which a busy machine stretches), so a second tells linear from
// quadratic even under a sanitizer.
TEST(Url, TakesLinearTimeOnHostileInput) {
  const std::vector<std::string> inputs = {
      "http://" + repeated("@", 20000) + "h/",
      "http://" + repeated("u:@", 12000) + "h/",
      "http://h/" + repeated("a/../", 12000),
      "http://h" + repeated("/..", 20000),
      "http://h/" + repeated("a/", 15000) + repeated("../", 10000),
      "http://h/" + repeated("%2e", 20000),
      "http://" + repeated("a.", 30000) + "/",
      "http://" + repeated("\u00E4.", 20000) + "/",
      "http://" + repeated("\u00E4", 30000) + "/",
      "http://" + repeated("\u00E4", kMaxUnicodeDomain / 2) + "/",
      "http://" + repeated("\u00E4.", kMaxUnicodeDomain / 3) + "/",
      "http://" + repeated("1.", 30000) + "/",
      "http://[" + repeated(":", 60000) + "]/",
      "http://h:" + repeated("0", 60000) + "/",
      "http://" + repeated("/", 60000) + "h",
      "foo:" + repeated("/.", 30000) + "//",
      repeated("\t", 60000) + "http://h/",
      "http://h/" + repeated("\xFF", 7000),
  };
  const Url base = url_of("http://h/" + repeated("b/", 30000));
  for (const std::string& input : inputs) {
    const std::clock_t start = std::clock();
    const auto url = Url::parse(input, &base);
    const std::clock_t took = std::clock() - start;
    EXPECT_LT(took, CLOCKS_PER_SEC) << input.substr(0, 30);
    if (!url) continue;
    EXPECT_EQ(url_of(url->href()), *url) << input.substr(0, 30);
  }
}

// ICU's UTS 46 instance is shared: for a run under ThreadSanitizer.
TEST(Url, ParsesOnManyThreads) {
  const Url base = url_of("https://h/a/b");
  std::vector<std::thread> threads;
  std::vector<int> right(4, 0);
  for (int& count : right) {
    threads.emplace_back([&count, &base] {
      for (int i = 0; i < 200; ++i) {
        const auto url = Url::parse("//b\u00FCcher.example/../\u00E4", &base);
        count += url && url->href() == "https://xn--bcher-kva.example/%C3%A4";
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, std::vector<int>(4, 200));
}

}  // namespace
}  // namespace pagescan
