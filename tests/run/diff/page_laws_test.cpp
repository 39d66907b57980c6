// The laws of a diff, of pairs of responses put together at random.
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <span>

#include "tests/run/diff/diff_support.h"
#include "tests/run/diff/part_support.h"

namespace pagescan {
namespace {

constexpr auto kFieldLines = std::to_array<std::string_view>({
    "Strict-Transport-Security: max-age=600; includeSubDomains",
    "Strict-Transport-Security: max-age=31536000; preload",
    "Strict-Transport-Security: max-age",
    "X-Frame-Options: DENY",
    "X-Frame-Options: SAMEORIGIN",
    "Referrer-Policy: no-referrer, unsafe-url",
    "Permissions-Policy: camera=(self \"https://a.example\"), usb=()",
    "Permissions-Policy: camera=(), usb=*",
    "Cache-Control: no-store",
    "Cache-Control: max-age=1, private=\"a, b\"",
    "ETag: 1",
    "ETag: 2",
    "Age: 3",
    "X-Request-Id: 4",
    "Vary: b, A",
    "Vary: a",
    "Set-Cookie: sid=1; Secure; HttpOnly; Max-Age=9",
    "Set-Cookie: sid=2; Domain=shop.example; SameSite=Lax",
    "Set-Cookie: sid=1; Path=/x; Expires=Tue, 25 Nov 2025 16:00:00 GMT",
    "Set-Cookie: csrf=5",
    "Set-Cookie: csrf=6; Partitioned",
    "Content-Security-Policy: script-src 'self' 'nonce-aaaa', img-src *",
    "Content-Security-Policy: img-src *; script-src 'nonce-bbbb' b.example",
    "Content-Security-Policy: default-src 'none'; sandbox allow-scripts",
    "Content-Security-Policy-Report-Only: script-src 'unsafe-inline' data:",
    "Content-Security-Policy-Report-Only: report-uri /a; style-src 'self'",
    "no field at all",
});

constexpr auto kMarkup = std::to_array<std::string_view>({
    "<!doctype html>",
    "<html lang=en>",
    "<title>One</title>",
    "<title>Two</title>",
    "<meta name=robots content='noindex, follow'>",
    "<meta name=robots content='follow'>",
    "<meta name=generator content='Tool 1'>",
    "<meta name=generator content='Tool 2'>",
    "<meta name=referrer content=unsafe-url>",
    "<meta property=og:image content=/a>",
    "<meta property=og:image content=/b>",
    "<meta http-equiv=refresh content='3; url=/a'>",
    "<meta http-equiv=refresh content='4; url=https://evil.example/'>",
    "<meta http-equiv=content-security-policy content=\"img-src 'self'\">",
    "<meta http-equiv=content-security-policy content='img-src *; a b'>",
    "<base href=/a/>",
    "<link rel=canonical href=https://shop.example/x>",
    "<link rel=alternate type=application/rss+xml href=/feed>",
    "<form action=http://evil.example/><input type=password></form>",
});

using Random = std::mt19937;

// Some of the list in any order.
std::vector<std::string> some_of(std::span<const std::string_view> list,
                                 Random& random) {
  std::vector<std::string> some;
  const size_t count = random() % list.size();
  some.reserve(count);
  for (size_t i = 0; i < count; ++i) {
    some.emplace_back(list[random() % list.size()]);
  }
  return some;
}

ScanResult random_result(Random& random) {
  std::string html;
  for (const std::string& tag : some_of(kMarkup, random)) html += tag;
  ScanResult result = scanned_page(html, some_of(kFieldLines, random));
  result.task.time = WallTime(std::chrono::seconds(1'764'000'000));
  Response& response = *result.response;
  const Hop last = response.hops.back();
  for (size_t i = random() % 4; i > 0; --i) {
    Hop hop = last;
    hop.url = random() % 2 == 0 ? "http://shop.example/" : "https://b.example/";
    hop.status = random() % 2 == 0 ? 301 : 302;
    response.hops.insert(response.hops.begin(), hop);
  }
  return result;
}

TEST(PageLawsTest, RandomPairsKeepTheLaws) {
  constexpr int kPairs = 100;
  const std::vector<ChangeSubject> parts = {
      ChangeSubject::kPage,         ChangeSubject::kStatus,
      ChangeSubject::kRedirect,     ChangeSubject::kAddress,
      ChangeSubject::kCertificate,  ChangeSubject::kMetadata,
      ChangeSubject::kField,        ChangeSubject::kCookie,
      ChangeSubject::kCspDirective, ChangeSubject::kFinding};
  const std::array<DiffOptions, 3> options = {
      DiffOptions(), without_mask("nonces"), without_mask("timestamps")};
  Random random(8);  // NOLINT(cert-msc51-cpp): the same pairs every time
  for (int i = 0; i < kPairs; ++i) {
    SCOPED_TRACE(i);
    const ScanResult before = random_result(random);
    const ScanResult after = random_result(random);
    expect_laws(before, after, parts, options[random() % options.size()]);
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace pagescan
