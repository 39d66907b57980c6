#include "scanner/page.h"

#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>

namespace pagescan {
namespace {

using namespace std::string_view_literals;

Url url_of(std::string_view text) { return Url::parse(text).value(); }

Page page_of(const PageSource& source, const PageLimits& limits = {}) {
  Result<Page> page = build_page(source, limits);
  EXPECT_TRUE(page) << page.error().message;
  return *std::move(page);
}

struct CharsetCase {
  std::string_view name;
  std::string_view content;
  std::optional<std::string> transport;
  std::optional<Encoding> override_encoding;
  Encoding encoding;
  EncodingSource source;
  std::string_view text;
};

void PrintTo(const CharsetCase& c, std::ostream* out) { *out << c.name; }

class Charsets : public testing::TestWithParam<CharsetCase> {};

TEST_P(Charsets, AreTakenInOrder) {
  const CharsetCase& c = GetParam();
  const Page page =
      page_of({c.content, std::nullopt, c.transport, c.override_encoding});
  EXPECT_EQ(page.encoding.encoding, c.encoding);
  EXPECT_EQ(page.encoding.source, c.source);
  EXPECT_EQ(page.facts.text.text, c.text);
  EXPECT_EQ(page.replaced, 0u);
}

INSTANTIATE_TEST_SUITE_P(
    Page, Charsets,
    testing::Values(CharsetCase{"default",
                                "<p>\x80\xE9",
                                {},
                                {},
                                Encoding::kWindows1252,
                                EncodingSource::kDefault,
                                "\u20AC\u00E9"},
                    CharsetCase{"meta",
                                "<meta charset=koi8-r><p>\xC1",
                                {},
                                {},
                                Encoding::kKoi8R,
                                EncodingSource::kMeta,
                                "\u0430"},
                    CharsetCase{"content type before meta",
                                "<meta charset=koi8-r><p>\xC1",
                                "windows-1251",
                                {},
                                Encoding::kWindows1251,
                                EncodingSource::kTransport,
                                "\u0411"},
                    CharsetCase{"unknown content type passed over",
                                "<meta charset=koi8-r><p>\xC1",
                                "no-such",
                                {},
                                Encoding::kKoi8R,
                                EncodingSource::kMeta,
                                "\u0430"},
                    CharsetCase{"override before content type",
                                "<meta charset=koi8-r><p>\xC3\xA9",
                                "windows-1251", Encoding::kUtf8,
                                Encoding::kUtf8, EncodingSource::kOverride,
                                "\u00E9"},
                    CharsetCase{"byte order mark before all",
                                "\xEF\xBB\xBF<meta charset=koi8-r><p>\xC3\xA9",
                                "windows-1251", Encoding::kShiftJis,
                                Encoding::kUtf8, EncodingSource::kBom,
                                "\u00E9"},
                    CharsetCase{"utf-16le mark",
                                "\xFF\xFE<\0p\0>\0\xE9\0"sv,
                                {},
                                {},
                                Encoding::kUtf16Le,
                                EncodingSource::kBom,
                                "\u00E9"},
                    CharsetCase{"two bytes a character",
                                "<p>\x83\x41",
                                "shift_jis",
                                {},
                                Encoding::kShiftJis,
                                EncodingSource::kTransport,
                                "\u30A2"}));

TEST(PageTest, DetectsUtf8InSavedPagesOnly) {
  for (const auto& [origin, text] :
       {std::pair{ContentOrigin::kLocal, "\u00E9"},
        std::pair{ContentOrigin::kNetwork, "\u00C3\u00A9"}}) {
    const Page page = page_of({"<p>\u00E9", {}, {}, {}, origin});
    EXPECT_EQ(page.facts.text.text, text);
  }
}

TEST(PageTest, CountsWhatIsIllFormed) {
  const Page page =
      page_of({"<p>\xFF\xC3<p>\xE2\x82", {}, {}, Encoding::kUtf8});
  EXPECT_EQ(page.replaced, 3u);
  EXPECT_EQ(page.facts.text.text, "\uFFFD\uFFFD\n\n\uFFFD");
}

struct QueryCase {
  std::string_view label;
  std::string_view href;
  std::string_view url;
};

TEST(PageTest, EncodesQueriesOfLinksInThePagesEncoding) {
  const QueryCase cases[] = {
      {"windows-1252", "/\xE9?q=\xE9#\xE9",
       "https://a.example/%C3%A9?q=%E9#%C3%A9"},
      // What the encoding lacks, as a form would send it.
      {"windows-1252", "?q=&#x20AC;&#x4E2D;",
       "https://a.example/dir/page?q=%80%26%2320013%3B"},
      {"koi8-r", "?q=\xC1", "https://a.example/dir/page?q=%C1"},
      {"shift_jis", "?q=\x83\x41", "https://a.example/dir/page?q=%83A"},
      {"utf-8", "?q=\xC3\xA9", "https://a.example/dir/page?q=%C3%A9"},
      // Decoded as such, but queries go out in UTF-8.
      {"utf-16le", "?\0q\0=\0\xE9\0"sv, "https://a.example/dir/page?q=%C3%A9"},
  };
  for (const QueryCase& c : cases) {
    const bool wide = c.label == "utf-16le";
    const std::string content =
        wide ? std::string("<\0a\0 \0h\0r\0e\0f\0=\0\"\0"sv)
                   .append(c.href)
                   .append("\"\0>\0"sv)
             : std::string("<a href=\"").append(c.href).append("\">");
    const Page page = page_of({content, url_of("https://a.example/dir/page"),
                               std::string(c.label), std::nullopt});
    ASSERT_EQ(page.facts.page.links.size(), 1u) << c.label;
    EXPECT_EQ(page.facts.page.links[0].href.url, c.url) << c.label;
  }
}

TEST(PageTest, ResolvesAgainstTheDocumentUrlAndTheBase) {
  const struct {
    std::optional<Url> url;
    std::string_view content;
    std::optional<std::string> expected;
    LinkKind kind;
  } cases[] = {
      {url_of("https://a.example/dir/page"), "<a href=x>",
       "https://a.example/dir/x", LinkKind::kSameOrigin},
      {url_of("https://a.example/dir/page"), "<base href=/b/><a href=x>",
       "https://a.example/b/x", LinkKind::kSameOrigin},
      {url_of("https://a.example/dir/page"),
       "<base href=https://evil.example/><a href=x>", "https://evil.example/x",
       LinkKind::kExternal},
      {url_of("file:///tmp/page.html"), "<a href=x>", "file:///tmp/x",
       LinkKind::kOther},
      // Nobody knows where the page is from: only absolute addresses resolve.
      {std::nullopt, "<a href=x>", std::nullopt, LinkKind::kInvalid},
      {std::nullopt, "<a href=https://a.example/>", "https://a.example/",
       LinkKind::kExternal},
      {std::nullopt, "<base href=https://b.example/d/><a href=x>",
       "https://b.example/d/x", LinkKind::kExternal},
  };
  for (const auto& c : cases) {
    const Page page = page_of({c.content, c.url, std::nullopt, std::nullopt});
    ASSERT_EQ(page.facts.page.links.size(), 1u) << c.content;
    EXPECT_EQ(page.facts.page.links[0].href.url, c.expected) << c.content;
    EXPECT_EQ(page.facts.page.links[0].kind, c.kind) << c.content;
  }
}

TEST(PageTest, NotesWhatTheParseCouldNotTake) {
  std::string content = "<a href=https://a.example/>first</a>";
  for (int i = 0; i < 20000; ++i) content += "<p>text";
  PageLimits limits;
  limits.parse.memory = size_t{1} << 20;
  const Page page = page_of({content, {}, {}, Encoding::kUtf8}, limits);
  ASSERT_EQ(page.truncated.size(), 1u);
  EXPECT_EQ(page.truncated[0].what, "parse_memory");
  EXPECT_EQ(page.truncated[0].limit, size_t{1} << 20);
  EXPECT_TRUE(page.truncated[0].detail.starts_with("only the first "));
  EXPECT_TRUE(page.truncated[0].detail.ends_with(
      "of 140036 bytes were parsed; raise --parse-memory"));
  // What fits is catalogued.
  ASSERT_EQ(page.facts.page.links.size(), 1u);
  EXPECT_EQ(page.facts.page.links[0].text, "first");
  EXPECT_GT(page.facts.text.text.size(), 1000u);
  EXPECT_LT(page.facts.text.text.size(), 100000u);  // of 120,000
}

TEST(PageTest, FailsWhereNotEvenASmallPartFits) {
  PageLimits limits;
  limits.parse.memory = 1;
  const Result<Page> page =
      build_page({"<p>x", {}, {}, Encoding::kUtf8}, limits);
  ASSERT_FALSE(page);
  EXPECT_EQ(page.error().code, ErrorCode::kParseBudget);
}

struct LateCase {
  std::string_view meta;  // stands past the prescan
  std::optional<std::string> transport;
  Encoding encoding;
  EncodingSource source;
  std::string_view text;
};

TEST(PageTest, LateMetaChangesWhatWasGuessed) {
  using enum EncodingSource;
  const LateCase cases[] = {
      {"<meta charset=koi8-r>", {}, Encoding::kKoi8R, kLateMeta, "\u0430"},
      {"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>",
       {},
       Encoding::kKoi8R,
       kLateMeta,
       "\u0430"},
      {"<meta name=x content='charset=koi8-r'>",
       {},
       Encoding::kWindows1252,
       kDefault,
       "\u00C1"},
      {"<meta charset=nonsense><meta charset=koi8-r>",
       {},
       Encoding::kKoi8R,
       kLateMeta,
       "\u0430"},
      {"<meta charset=utf-16>", {}, Encoding::kUtf8, kLateMeta, "\uFFFD"},
      {"<meta charset=windows-1252>",
       {},
       Encoding::kWindows1252,
       kDefault,
       "\u00C1"},
      {"<meta charset=koi8-r>", "iso-8859-5", Encoding::kIso88595, kTransport,
       "\u0421"},
      {"<script>'<meta charset=koi8-r>'</script>",
       {},
       Encoding::kWindows1252,
       kDefault,
       "\u00C1"},
  };
  for (const LateCase& c : cases) {
    const std::string html = "<style>" + std::string(2000, ' ') + "</style>" +
                             std::string(c.meta) + "<p>\xC1";
    const Page page = page_of({html, {}, c.transport, {}});
    EXPECT_EQ(page.encoding.encoding, c.encoding) << c.meta;
    EXPECT_EQ(page.encoding.source, c.source) << c.meta;
    EXPECT_EQ(page.facts.text.text, c.text) << c.meta;
    EXPECT_TRUE(page.truncated.empty()) << c.meta;
  }
}

// The prescan takes what stands in a script for a declaration, the parser not.
TEST(PageTest, ElementsOverruleThePrescan) {
  const Page page = page_of(
      {"<script>'<meta charset=koi8-r>'</script><meta charset=iso-8859-5>\xC1",
       {},
       {},
       {}});
  EXPECT_EQ(page.encoding.encoding, Encoding::kIso88595);
  EXPECT_EQ(page.facts.text.text, "\u0421");
}

TEST(PageTest, AsciiIsNotReadAgain) {
  const std::string html =
      "<style>" + std::string(2000, ' ') + "</style><meta charset=big5><p>a";
  const Page page = page_of({html, {}, {}, {}});
  EXPECT_EQ(page.encoding.encoding, Encoding::kBig5);
  EXPECT_EQ(page.encoding.source, EncodingSource::kLateMeta);
  EXPECT_EQ(page.facts.text.text, "a");
}

struct OverrunCase {
  std::string_view html;
  TreeLimits limits;
  std::string_view what;
  std::string_view flag;
};

TEST(PageTest, SaysWhichTreeLimitWasReached) {
  const OverrunCase cases[] = {
      {"<p><b><i><u>x", {.max_depth = 4}, "depth", "--max-depth"},
      {"<p a b c>x", {.max_attributes = 2}, "attributes", "--max-attributes"},
      {"<p>x<p>x", {.max_nodes = 6}, "nodes", "--max-nodes"},
  };
  for (const OverrunCase& c : cases) {
    PageLimits limits;
    limits.parse.tree = c.limits;
    const Page page = page_of({c.html, {}, {}, {}}, limits);
    ASSERT_EQ(page.truncated.size(), 1U) << c.what;
    EXPECT_EQ(page.truncated[0].what, c.what);
    EXPECT_NE(page.truncated[0].detail.find(c.flag), std::string::npos);
  }
}

TEST(PageTest, PassesTheCatalogueLimitsOn) {
  PageLimits limits;
  limits.catalogue.max_items = 2;
  const Page page = page_of(
      {"<a href=1>a</a><a href=2>b</a><a href=3>c</a>", {}, {}, {}}, limits);
  EXPECT_EQ(page.facts.page.links.size(), 2u);
  ASSERT_EQ(page.facts.truncated.size(), 1u);
  EXPECT_EQ(page.facts.truncated[0].what, "links");
  EXPECT_EQ(page.facts.truncated[0].limit, 2u);
}

TEST(PageTest, SaysWhereTextIsLaidOutInPart) {
  std::string html;
  for (size_t i = 0; i < kMaxTextMarkerDepth + 10; ++i) html += "<blockquote>";
  html += "x";
  PageLimits limits;
  limits.parse.tree.max_depth = 2 * kMaxTextMarkerDepth;
  const Page page = page_of({html, {}, {}, {}}, limits);
  ASSERT_EQ(page.facts.truncated.size(), 1U);
  EXPECT_EQ(page.facts.truncated[0].what, "text");
}

TEST(PageTest, KeepsAnEmptyPage) {
  const Page page = page_of({"", {}, {}, {}});
  EXPECT_EQ(page.facts.text.text, "");
  EXPECT_TRUE(page.facts.page.forms.forms.empty());
}

TEST(PageTest, KnowsHtmlByItsType) {
  EXPECT_TRUE(is_html_type("text/html"));
  EXPECT_TRUE(is_html_type("application/xhtml+xml"));
  for (const std::string_view essence :
       {"", "text/plain", "application/xml", "image/svg+xml", "text/html5"}) {
    EXPECT_FALSE(is_html_type(essence)) << essence;
  }
}

TEST(PageTest, SniffsTheTypeOfContent) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"<html>", "text/html"},
      {"", "text/html"},
      {"plain words", "text/html"},
      {" %PDF-1.4", "text/html"},
      {"%PDF-1.4\n", "application/pdf"},
      {"%PDF", "text/html"},
      {"%!PS-Adobe-3.0", "application/postscript"},
      {"\x89PNG\r\n\x1A\n....", "image/png"},
      {"\x89PNG\n\x1A\n", "text/html"},
      {"\xFF\xD8\xFF\xE0", "image/jpeg"},
      {"GIF87a", "image/gif"},
      {"GIF89a", "image/gif"},
      {"GIF88a", "text/html"},
      {"RIFF\1\2\3\4WEBPVP8 ", "image/webp"},
      {"RIFF\1\2\3\4WEBP", "text/html"},
      {"\0\0\1\0\1\0"sv, "image/x-icon"},
      {"\0\0\2\0"sv, "image/x-icon"},
      {"OggS\0..."sv, "application/ogg"},
      {"ID3\3", "audio/mpeg"},
      {"MThd\0\0\0\6"sv, "audio/midi"},
      {"\x1A\x45\xDF\xA3", "video/webm"},
      {"\0\0\0\x18"
       "ftypmp42"sv,
       "video/mp4"},
      {"wOFF\0"sv, "font/woff"},
      {"wOF2\0"sv, "font/woff2"},
      {"\x1F\x8B\x08", "application/x-gzip"},
      {"PK\3\4", "application/zip"},
      {"Rar!\x1A\7\0"sv, "application/x-rar-compressed"},
      {"\x7F"
       "ELF\2",
       "application/octet-stream"},
      {"\0asm\1"sv, "application/wasm"},
      {"BM6\0\0\0\0\0"sv, "image/bmp"},
  };
  for (const auto& [content, type] : cases) {
    EXPECT_EQ(sniff_mime_type(content), type)
        << testing::PrintToString(std::string(content));
  }
}

}  // namespace
}  // namespace pagescan
