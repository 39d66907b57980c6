// What a page says of itself.
#include <gtest/gtest.h>

#include "tests/run/diff/diff_support.h"
#include "tests/run/diff/part_support.h"

namespace pagescan {
namespace {

using Lines = std::vector<std::string>;

const std::vector<ChangeSubject> kParts = {ChangeSubject::kMetadata};

struct Case {
  std::string before;
  std::string after;
  Lines expected;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.before + " | " + c.after);
    const ScanResult before = scanned_page(c.before);
    const ScanResult after = scanned_page(c.after);
    EXPECT_EQ(lines_of(diff_results(before, after, {}), kParts), c.expected);
    expect_laws(before, after, kParts);
  }
}

TEST(MetadataChangesTest, TextsAreNotes) {
  check({
      {"<title>Shop</title>", "<title>  Shop\n</title>", {}},
      {"<title>Shop</title>",
       "<title>Hacked</title>",
       {"note metadata_changed metadata.title Shop -> Hacked"}},
      {"<title>Shop</title>",
       "<p>a",
       {"note metadata_removed metadata.title Shop -> (none)"}},
      {"<html lang=en>",
       "<html lang=de>",
       {"note metadata_changed metadata.language en -> de"}},
      {"<meta name=description content=a>",
       "<meta content=b name=description>",
       {"note metadata_changed metadata.description a -> b"}},
      {"<p>a",
       "<meta name=viewport content=a>",
       {"note metadata_added metadata.viewport (none) -> a"}},
      {"<!doctype html>",
       "<p>a",
       {"note metadata_removed metadata.doctype html -> (none)"}},
      {"<meta charset=utf-8>",
       "<meta charset=latin1>",
       {"note metadata_changed metadata.charset_declared utf-8 -> latin1"}},
      {"<meta property=og:title content=a><meta property=og:type content=b>",
       "<meta property=og:type content=b><meta property=og:title content=c>",
       {"note metadata_changed metadata.open_graph[og:title] a -> c"}},
      {"<meta property=og:image content=/a><meta property=og:image content=/b>",
       "<meta property=og:image content=/c><meta property=og:image content=/a>",
       {"note metadata_changed metadata.open_graph[og:image] /b -> /c"}},
      {"<meta name=twitter:card content=a>",
       "<p>a",
       {"note metadata_removed metadata.twitter[twitter:card] a -> (none)"}},
      {"<p>a",
       "<link rel=alternate type=application/rss+xml href=/feed>",
       {"note metadata_added metadata.feeds (none) -> "
        "https://shop.example/feed"}},
  });
}

TEST(MetadataChangesTest, RobotsAndReferrersAreJudgedByWhatIsLost) {
  const std::string robots = "<meta name=robots content='";
  const std::string referrer = "<meta name=referrer content='";
  check({
      {robots + "index, follow'>", robots + "FOLLOW,index'>", {}},
      {robots + "index'>",
       robots + "noindex'>",
       {"warning metadata_changed metadata.robots index -> noindex"}},
      {"<p>a",
       robots + "noindex'>",
       {"warning metadata_added metadata.robots (none) -> noindex"}},
      {robots + "noindex'>",
       "<p>a",
       {"note metadata_removed metadata.robots noindex -> (none)"}},
      {referrer + "no-referrer'>",
       referrer + "unsafe-url'>",
       {"warning metadata_changed metadata.referrer_policy no-referrer -> "
        "unsafe-url"}},
      {referrer + "unsafe-url'>",
       referrer + "no-referrer'>",
       {"note metadata_changed metadata.referrer_policy unsafe-url -> "
        "no-referrer"}},
  });
}

TEST(MetadataChangesTest, AGeneratorIsUpdatedOrAnother) {
  const std::string generator = "<meta name=generator content='";
  check({
      {generator + "WordPress 6.4.2'>",
       generator + "WordPress 6.5'>",
       {"note metadata_updated metadata.generator WordPress 6.4.2 -> "
        "WordPress 6.5"}},
      {generator + "WordPress 6.4.2'>",
       generator + "Hugo 0.1'>",
       {"note metadata_changed metadata.generator WordPress 6.4.2 -> Hugo "
        "0.1"}},
      {"<p>a",
       generator + "Hugo 0.1'>",
       {"note metadata_added metadata.generator (none) -> Hugo 0.1"}},
  });
}

TEST(MetadataChangesTest, AddressesOfOtherSitesAreWorse) {
  const std::string refresh = "<meta http-equiv=refresh content='";
  check({
      {"<link rel=canonical href=/a>",
       "<link rel=canonical href=/b>",
       {"note metadata_changed metadata.canonical https://shop.example/a -> "
        "https://shop.example/b"}},
      {"<link rel=canonical href=/a>",
       "<link rel=canonical href=https://evil.example/a>",
       {"warning metadata_changed metadata.canonical https://shop.example/a "
        "-> https://evil.example/a"}},
      {"<base href=/a/>",
       "<base href=https://evil.example/a/>",
       {"error metadata_changed metadata.base https://shop.example/a/ -> "
        "https://evil.example/a/"}},
      {"<p>a",
       "<base href=/a/>",
       {"warning metadata_added metadata.base (none) -> "
        "https://shop.example/a/"}},
      {"<p>a",
       refresh + "0; url=https://evil.example/'>",
       {"error metadata_added metadata.refresh (none) -> 0; "
        "https://evil.example/"}},
      {refresh + "5; url=/a'>",
       refresh + "5; url=https://evil.example/'>",
       {"error metadata_retargeted metadata.refresh.url "
        "https://shop.example/a -> https://evil.example/"}},
      {refresh + "5; url=/a'>",
       refresh + "9; url=/a'>",
       {"note metadata_changed metadata.refresh.delay 5 -> 9"}},
      {refresh + "5; url=https://evil.example/'>",
       "<p>a",
       {"note metadata_removed metadata.refresh 5; https://evil.example/ -> "
        "(none)"}},
  });
}

TEST(MetadataChangesTest, TypeAndEncodingAreSaidWhereNoFieldSaysThem) {
  const ScanResult before = scanned_page("<p>a");
  ScanResult after = before;
  after.page.mime_type = "application/xhtml+xml";
  after.encoding->encoding = Encoding::kWindows1252;
  EXPECT_EQ(lines_of(diff_results(before, after, {}), kParts),
            Lines({"warning metadata_changed page.mime_type text/html -> "
                   "application/xhtml+xml",
                   "warning metadata_changed decoding.charset UTF-8 -> "
                   "windows-1252"}));
  expect_laws(before, after, kParts);
}

}  // namespace
}  // namespace pagescan
