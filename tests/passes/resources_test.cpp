#include "scanner/passes/resources.h"

#include <gtest/gtest.h>

#include "scanner/base/sha256.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

struct SrcsetCase {
  std::string_view srcset;
  std::string_view urls;  // with a space between them
};

class SrcsetTest : public testing::TestWithParam<SrcsetCase> {};

TEST_P(SrcsetTest, GivesTheCandidatesThatParse) {
  std::string urls;
  for (const std::string_view url : srcset_urls(GetParam().srcset)) {
    if (!urls.empty()) urls += ' ';
    urls += url;
  }
  EXPECT_EQ(urls, GetParam().urls);
}

INSTANTIATE_TEST_SUITE_P(
    Table, SrcsetTest,
    testing::Values(
        SrcsetCase{"", ""}, SrcsetCase{" \t\n,, , ", ""}, SrcsetCase{"a", "a"},
        SrcsetCase{"a,", "a"}, SrcsetCase{"a,,,", "a"},
        SrcsetCase{"a, b", "a b"}, SrcsetCase{"a,b", "a,b"},
        SrcsetCase{"a ,b", "a b"}, SrcsetCase{",a,b,", "a,b"},
        SrcsetCase{"a 1x, b 2x", "a b"}, SrcsetCase{"a 1x,b 2x", "a b"},
        SrcsetCase{"a 100w, b 200w", "a b"},
        SrcsetCase{"data:,x 1x, b 2x", "data:,x b"}, SrcsetCase{"a 1.5x", "a"},
        SrcsetCase{"a .5x", "a"}, SrcsetCase{"a 1.x", ""},
        SrcsetCase{"a +1x", ""}, SrcsetCase{"a -1x", ""},
        SrcsetCase{"a -0x", "a"}, SrcsetCase{"a 1e3x", "a"},
        SrcsetCase{"a 1E-3x", "a"}, SrcsetCase{"a 1ex", ""},
        SrcsetCase{"a x", ""}, SrcsetCase{"a 0x", "a"}, SrcsetCase{"a 0w", ""},
        SrcsetCase{"a 1.5w", ""}, SrcsetCase{"a -1w", ""},
        SrcsetCase{"a w", ""}, SrcsetCase{"a 1X", ""},
        SrcsetCase{"a 1y, b", "b"}, SrcsetCase{"a 1x 2x, b", "b"},
        SrcsetCase{"a 1x 100w", ""}, SrcsetCase{"a 100w 1x", ""},
        SrcsetCase{"a 100w 50h", "a"}, SrcsetCase{"a 50h 100w", "a"},
        SrcsetCase{"a 50h", ""}, SrcsetCase{"a 50h 1x", ""},
        SrcsetCase{"a 100w 100w", ""}, SrcsetCase{"a 50h 50h 100w", ""},
        SrcsetCase{"a 0h 100w", ""}, SrcsetCase{"a (1x, c 2x), b", "b"},
        SrcsetCase{"a (b", ""}, SrcsetCase{"a 1x(,) , b", "b"},
        SrcsetCase{"a ( , b 1x", ""},
        SrcsetCase{" \n a \f 1x \r , \t b", "a b"}));

struct KindCase {
  std::string_view html;
  std::string_view found;  // kind element.attribute=written, by "; "
};

class ResourceKindTest : public testing::TestWithParam<KindCase> {};

TEST_P(ResourceKindTest, IsNamedByWhatIsLoaded) {
  const Facts facts =
      run_pass_for_test(find_resources, std::string(GetParam().html));
  std::string found;
  for (const Resource& r : facts.page.resources) {
    if (!found.empty()) found += "; ";
    found += r.kind + " " + r.element + "." + r.attribute;
    if (r.address) found += "=" + r.address->written;
  }
  EXPECT_EQ(found, GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ResourceKindTest,
    testing::Values(
        KindCase{"<iframe src=a>", "iframe iframe.src=a"},
        KindCase{"<iframe>", "iframe iframe."},
        KindCase{"<iframe src=''>", "iframe iframe."},
        KindCase{"<frameset><frame src=a>", "frame frame.src=a"},
        KindCase{"<link rel=stylesheet href=a>", "stylesheet link.href=a"},
        KindCase{"<link rel='x STYLESHEET' href=a>", "stylesheet link.href=a"},
        KindCase{"<link rel=stylesheet href=''>", ""},
        KindCase{"<link rel=stylesheet>", ""},
        KindCase{"<link rel=canonical href=a>", ""},
        KindCase{"<link href=a>", ""},
        KindCase{"<link rel='shortcut icon' href=a>", "icon link.href=a"},
        KindCase{"<link rel=mask-icon href=a>", "icon link.href=a"},
        KindCase{"<link rel=apple-touch-icon-precomposed href=a>",
                 "icon link.href=a"},
        KindCase{"<link rel=manifest href=a>", "manifest link.href=a"},
        KindCase{"<link rel='preload stylesheet' href=a>",
                 "stylesheet link.href=a; preload link.href=a"},
        KindCase{"<link rel=preload as=image href=a imagesrcset='b, c'>",
                 "preload link.href=a; preload link.imagesrcset=b; "
                 "preload link.imagesrcset=c"},
        KindCase{"<link rel=modulepreload href=a>",
                 "modulepreload link.href=a"},
        KindCase{"<link rel=prefetch href=a>", "prefetch link.href=a"},
        KindCase{"<link rel=prerender href=a>", "prerender link.href=a"},
        KindCase{"<link rel='dns-prefetch preconnect' href=a>",
                 "preconnect link.href=a; dns-prefetch link.href=a"},
        KindCase{"<style>@import 'a'</style>", ""},
        KindCase{"<img src=a srcset='b 1x, c 2x'>",
                 "image img.src=a; image img.srcset=b; image img.srcset=c"},
        KindCase{"<img src=''>", ""},
        KindCase{"<image src=a>", "image img.src=a"},
        KindCase{"<picture><source srcset='a, b' src=no><img src=c></picture>",
                 "image source.srcset=a; image source.srcset=b; "
                 "image img.src=c"},
        KindCase{"<video src=a poster=b><source src=c></video>",
                 "video video.src=a; image video.poster=b; "
                 "video source.src=c"},
        KindCase{"<audio src=a><source src=b srcset=no></audio>",
                 "audio audio.src=a; audio source.src=b"},
        KindCase{"<div><source src=a srcset=b></div>", ""},
        KindCase{"<video><track src=a></video>", "track track.src=a"},
        KindCase{"<embed src=a>", "embed embed.src=a"},
        KindCase{"<object data=a></object>", "object object.data=a"},
        KindCase{"<input type=IMAGE src=a>", "image input.src=a"},
        KindCase{"<input src=a>", ""},
        KindCase{"<body background=a>", "image body.background=a"},
        KindCase{"<table background=a><tr background=b><td background=c>"
                 "<th background=d>",
                 "image table.background=a; image tr.background=b; "
                 "image td.background=c; image th.background=d"},
        KindCase{"<p background=a>", ""},
        KindCase{"<svg><image href=a xlink:href=b /><image xlink:href=c />",
                 "image image.href=a; image image.xlink:href=c"},
        KindCase{"<svg><feimage href=a />", "image feImage.href=a"},
        KindCase{"<svg><use href=#i /><use xlink:href=#i /><use href='' />",
                 ""},
        KindCase{"<svg><use href=/i.svg#a />", "use use.href=/i.svg#a"},
        // The page itself by its address.
        KindCase{"<svg><use href=/dir/p#a />", ""},
        KindCase{"<base href=/other><svg><use href=#a />", ""},
        KindCase{"<script src=a></script>", ""}));

TEST(FindResources, DescribesFrames) {
  const Facts facts = run_pass_for_test(
      find_resources,
      "<iframe src=a sandbox='allow-scripts' allow=camera name=n loading=lazy"
      " srcdoc='&lt;p&gt;'></iframe><iframe sandbox></iframe>");
  ASSERT_EQ(facts.page.resources.size(), 2U);
  const Resource& frame = facts.page.resources[0];
  EXPECT_EQ(frame.address->url, "https://www.example.com/dir/a");
  EXPECT_EQ(frame.sandbox, "allow-scripts");
  EXPECT_EQ(frame.allow, "camera");
  EXPECT_EQ(frame.name, "n");
  EXPECT_EQ(frame.loading, "lazy");
  EXPECT_EQ(frame.srcdoc_size, 3U);
  EXPECT_EQ(frame.srcdoc_sha256, sha256_hex("<p>"));
  EXPECT_EQ(frame.position.column, 1U);
  const Resource& empty = facts.page.resources[1];
  EXPECT_FALSE(empty.address);
  EXPECT_EQ(empty.sandbox, "");
  EXPECT_EQ(empty.srcdoc_size, std::nullopt);
  EXPECT_EQ(empty.allow, std::nullopt);
}

TEST(FindResources, DescribesStyleSheetsAndPreloads) {
  const Facts facts = run_pass_for_test(
      find_resources,
      "<link rel='Alternate stylesheet' href=a media=print integrity=sha384-x"
      " crossorigin=anonymous><link rel=preload as=font href=b>"
      "<link rel=stylesheet href=c>");
  ASSERT_EQ(facts.page.resources.size(), 3U);
  const Resource& sheet = facts.page.resources[0];
  EXPECT_TRUE(sheet.alternate);
  EXPECT_EQ(sheet.media, "print");
  EXPECT_EQ(sheet.integrity, "sha384-x");
  EXPECT_EQ(sheet.crossorigin, "anonymous");
  EXPECT_EQ(sheet.as, std::nullopt);
  EXPECT_EQ(facts.page.resources[1].as, "font");
  EXPECT_FALSE(facts.page.resources[1].alternate);
  EXPECT_FALSE(facts.page.resources[2].alternate);
}

TEST(FindResources, KeepsTemplateContentsApart) {
  const Facts facts = run_pass_for_test(
      find_resources,
      "<img src=a><template><img src=b><svg><use href=c /></svg></template>");
  ASSERT_EQ(facts.page.resources.size(), 1U);
  EXPECT_EQ(facts.page.resources[0].address->written, "a");
  ASSERT_EQ(facts.templates.resources.size(), 2U);
  EXPECT_EQ(facts.templates.resources[1].address->written, "c");
}

TEST(FindResources, StopsAtTheLimitForItems) {
  const Facts facts = run_pass_for_test(
      find_resources, "<img src=a srcset='b, c, d, e'>", kTestPage, {3, 100});
  EXPECT_EQ(facts.page.resources.size(), 3U);
  ASSERT_EQ(facts.truncated.size(), 1U);
  EXPECT_EQ(facts.truncated[0].what, "resources");
}

TEST(SrcsetUrls, TakesLinearTime) {
  std::string srcset;
  for (int i = 0; i < 200000; ++i) srcset += "a (((, ";
  EXPECT_EQ(srcset_urls(srcset).size(), 0U);
  srcset.clear();
  for (int i = 0; i < 200000; ++i) srcset += "a 1x, ";
  EXPECT_EQ(srcset_urls(srcset).size(), 200000U);
}

}  // namespace
}  // namespace pagescan
