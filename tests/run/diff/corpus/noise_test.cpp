// Real pages whose servers put noise into every answer: no change is reported,
// and what was hidden is counted. With PAGESCAN_VERBOSE in the environment each
// failure is printed.
#include "tests/run/diff/corpus/noise.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "scanner/run/diff/diff.h"
#include "tests/run/diff/corpus/corpus_pages.h"
#include "tests/run/diff/diff_support.h"

namespace pagescan::test {
namespace {

// The masks that have something to hide on every page.
constexpr const char* kExpected[] = {
    "nonces",    "cache-busters", "timestamps",  "counters",
    "build-ids", "request-ids",   "inline-data",
};

void say(const CorpusPage& page, const PageDiff& diff) {
  if (std::getenv("PAGESCAN_VERBOSE") == nullptr) return;
  std::cout << page.name << '\n';
  for (const std::string& line : change_lines(diff)) {
    std::cout << "    " << line.substr(0, 300) << '\n';
  }
}

// A page may end within a comment or a script, which then swallows the noise.
bool has_noise(const ScanResult& result) {
  return std::ranges::any_of(
      result.facts->page.scripts.scripts, [](const Script& script) {
        return script.src && script.src->written.starts_with("/static/main.");
      });
}

bool has_token(const ScanResult& result) {
  for (const Form& form : result.facts->page.forms.forms) {
    for (const Control& control : form.controls) {
      if (control.name == "csrf_token") return true;
    }
  }
  return false;
}

TEST(NoiseTest, IsHiddenAndCounted) {
  if (!has_corpora()) GTEST_SKIP() << "the corpora are not there";
  size_t pages = 0;
  size_t quiet = 0;
  for (const CorpusPage& source : corpus_pages(200)) {
    const PageState plain = make_page(source.bytes, source.url);
    std::mt19937 random(static_cast<unsigned>(source.bytes.size()));
    PageState older = plain;
    add_noise(older, random);
    PageState newer = plain;
    add_noise(newer, random);
    shuffle_attributes(newer.html, random);
    const ScanResult before = scan(older);
    if (!before.facts || !has_noise(before)) continue;
    const PageDiff diff = diff_results(before, scan(newer), {});
    ++pages;
    if (diff.changes.empty()) ++quiet;
    if (!diff.changes.empty()) say(source, diff);
    for (const char* mask : kExpected) {
      EXPECT_TRUE(diff.hidden.contains(mask)) << mask << ": " << source.name;
    }
    if (has_token(before)) {
      EXPECT_TRUE(diff.hidden.contains("csrf-tokens")) << source.name;
    }
  }
  std::cout << fmt::format("{} of {} pages without a change\n", quiet, pages);
  EXPECT_GT(pages, 0u);
  EXPECT_GE(quiet * 100, pages * 98);
}

// Masks that hid everything would pass the test above.
TEST(NoiseTest, IsReportedWithoutMasks) {
  PageState older = make_page("<p>A page", "https://shop.example/");
  PageState newer = older;
  std::mt19937 random(1);
  add_noise(older, random);
  add_noise(newer, random);
  DiffOptions options;
  options.masks = Masks::make({{"all"}, {}, {}}).value();
  const PageDiff diff = diff_results(scan(older), scan(newer), options);
  EXPECT_GT(diff.changes.size(), 10u);
  EXPECT_TRUE(diff.hidden.empty());
}

}  // namespace
}  // namespace pagescan::test
