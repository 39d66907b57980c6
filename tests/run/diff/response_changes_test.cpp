// Fields of the response: which differ, how bad it is, and what is noise.
#include <gtest/gtest.h>

#include <map>

#include "tests/run/diff/diff_support.h"
#include "tests/run/diff/part_support.h"

namespace pagescan {
namespace {

using Lines = std::vector<std::string>;

struct Case {
  Lines before;
  Lines after;
  Lines expected;
  std::map<std::string, size_t> hidden = {};
};

const std::vector<ChangeSubject> kFields = {ChangeSubject::kField};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE((c.before.empty() ? "" : c.before[0]) + " | " +
                 (c.after.empty() ? "" : c.after[0]));
    const ScanResult before = scanned_page("<p>a", c.before);
    const ScanResult after = scanned_page("<p>a", c.after);
    const PageDiff diff = diff_results(before, after, {});
    EXPECT_EQ(lines_of(diff, kFields), c.expected);
    EXPECT_EQ(diff.hidden, c.hidden);
    expect_laws(before, after, kFields);
  }
}

TEST(ResponseChangesTest, FieldsAreToldByNameAndCombinedValue) {
  check({
      {{"Server: a"},
       {"Server: b"},
       {"note field_changed fields[server] a -> b"}},
      {{}, {"X-Foo: 1"}, {"note field_added fields[x-foo] (none) -> 1"}},
      {{"X-Foo: 1"}, {}, {"note field_removed fields[x-foo] 1 -> (none)"}},
      {{"X-Foo: 1", "Server: a"}, {"server: a", "x-FOO:   1"}, {}},
      {{"X-Foo: a", "X-Foo: b"}, {"X-Foo: a, b"}, {}},
      {{"X-Foo: a", "X-Foo: b"},
       {"X-Foo: b", "X-Foo: a"},
       {"note field_changed fields[x-foo] a, b -> b, a"}},
      {{"X-Foo: a  b"}, {"X-Foo: a b"}, {}},
      {{}, {"X-Foo:"}, {"note field_added fields[x-foo] (none) -> "}},
      {{"Vary: Cookie, Accept"}, {"Vary: accept", "Vary: cookie"}, {}},
      {{"Vary: Cookie"},
       {"Vary: Cookie, Accept"},
       {"note field_changed fields[vary] Cookie -> Cookie, Accept"}},
      {{"X-Robots-Tag: all"},
       {"X-Robots-Tag: noindex"},
       {"warning field_changed fields[x-robots-tag] all -> noindex"}},
      {{},
       {"Refresh: 0; url=https://evil.example/"},
       {"error field_added fields[refresh] (none) -> 0; "
        "url=https://evil.example/"}},
      {{},
       {"no field"},
       {"note field_added malformed_fields (none) -> no "
        "field"}},
  });
}

TEST(ResponseChangesTest, WhatGuardsThePageIsAnErrorToLose) {
  check({
      {{"Strict-Transport-Security: max-age=31536000"},
       {},
       {"error field_removed fields[strict-transport-security] "
        "max-age=31536000 -> (none)"}},
      {{},
       {"Strict-Transport-Security: max-age=31536000"},
       {"note field_added fields[strict-transport-security] (none) -> "
        "max-age=31536000"}},
      {{"X-Frame-Options: DENY"},
       {},
       {"error field_removed fields[x-frame-options] DENY -> (none)"}},
      {{"X-Frame-Options: DENY"},
       {"X-Frame-Options: SAMEORIGIN"},
       {"warning field_changed fields[x-frame-options] DENY -> SAMEORIGIN"}},
      {{"X-Frame-Options: SAMEORIGIN"},
       {"X-Frame-Options: deny"},
       {"note field_changed fields[x-frame-options] SAMEORIGIN -> deny"}},
      {{"X-Frame-Options: SAMEORIGIN"},
       {"X-Frame-Options: ALLOWALL"},
       {"error field_changed fields[x-frame-options] SAMEORIGIN -> ALLOWALL"}},
      {{"X-Content-Type-Options: nosniff"},
       {},
       {"error field_removed fields[x-content-type-options] nosniff -> "
        "(none)"}},
      {{"Referrer-Policy: no-referrer"},
       {"Referrer-Policy: unsafe-url"},
       {"warning field_changed fields[referrer-policy] no-referrer -> "
        "unsafe-url"}},
      {{"Referrer-Policy: strict-origin-when-cross-origin"},
       {},
       {"warning field_removed fields[referrer-policy] "
        "strict-origin-when-cross-origin -> (none)"}},
      {{"Referrer-Policy: unsafe-url"},
       {},
       {"note field_removed fields[referrer-policy] unsafe-url -> (none)"}},
      {{"Cross-Origin-Opener-Policy: same-origin"},
       {"Cross-Origin-Opener-Policy: unsafe-none"},
       {"warning field_changed fields[cross-origin-opener-policy] same-origin "
        "-> unsafe-none"}},
      {{"Cross-Origin-Resource-Policy: same-site"},
       {"Cross-Origin-Resource-Policy: same-origin"},
       {"note field_changed fields[cross-origin-resource-policy] same-site -> "
        "same-origin"}},
      {{},
       {"Access-Control-Allow-Origin: *"},
       {"warning field_added fields[access-control-allow-origin] (none) -> "
        "*"}},
      {{"Access-Control-Allow-Origin: https://a.example"},
       {},
       {"note field_removed fields[access-control-allow-origin] "
        "https://a.example -> (none)"}},
  });
}

TEST(ResponseChangesTest, SomeFieldsAreComparedByDirective) {
  check({
      {{"Strict-Transport-Security: max-age=600; includeSubDomains"},
       {"Strict-Transport-Security: includesubdomains;max-age=\"600\""},
       {}},
      {{"Strict-Transport-Security: max-age=600; includeSubDomains"},
       {"Strict-Transport-Security: max-age=60"},
       {"warning field_changed "
        "fields[strict-transport-security].includesubdomains "
        "includeSubDomains -> (none)",
        "warning field_changed fields[strict-transport-security].max-age "
        "max-age=600 -> max-age=60"}},
      {{"Strict-Transport-Security: max-age=600"},
       {"Strict-Transport-Security: max-age=6000; preload"},
       {"note field_changed fields[strict-transport-security].max-age "
        "max-age=600 -> max-age=6000",
        "note field_changed fields[strict-transport-security].preload (none) "
        "-> preload"}},
      {{"Strict-Transport-Security: max-age=600"},
       {"Strict-Transport-Security: max-age=0"},
       {"error field_changed fields[strict-transport-security].max-age "
        "max-age=600 -> max-age=0"}},
      // Browsers ignore what says something twice.
      {{"Strict-Transport-Security: max-age=600"},
       {"Strict-Transport-Security: max-age=600; max-age=600"},
       {"error field_changed fields[strict-transport-security] max-age=600 -> "
        "max-age=600; max-age=600"}},
      // Of two fields they take the first.
      {{"Strict-Transport-Security: max-age=600"},
       {"Strict-Transport-Security: max-age=600",
        "Strict-Transport-Security: max-age=0"},
       {"note field_changed fields[strict-transport-security] max-age=600 -> "
        "max-age=600, max-age=0"}},
      {{"Permissions-Policy: camera=(), geolocation=(self "
        "\"https://a.example\")"},
       {"Permissions-Policy: geolocation=(\"https://a.example\"  self), "
        "camera=()"},
       {}},
      {{"Permissions-Policy: camera=(), usb=(self)"},
       {"Permissions-Policy: camera=*, usb=()"},
       {"warning field_changed fields[permissions-policy].camera camera=() -> "
        "camera=*",
        "note field_changed fields[permissions-policy].usb usb=(self) -> "
        "usb=()"}},
      {{"Permissions-Policy: camera=(), usb=()"},
       {"Permissions-Policy: camera=()"},
       {"warning field_changed fields[permissions-policy].usb usb=() -> "
        "(none)"}},
      {{"Cache-Control: no-store, max-age=0"},
       {"Cache-Control: max-age=0", "Cache-Control: public"},
       {"warning field_changed fields[cache-control].no-store no-store -> "
        "(none)",
        "note field_changed fields[cache-control].public (none) -> public"}},
  });
}

TEST(ResponseChangesTest, WhatChangesWithEveryResponseIsCountedUnderItsMask) {
  check({
      {{"Date: Tue, 24 Nov 2026 07:31:00 GMT", "ETag: \"a\"", "Age: 1"},
       {"Date: Tue, 24 Nov 2026 07:32:00 GMT", "ETag: \"b\""},
       {},
       {{"timestamps", 2}, {"build-ids", 1}}},
      {{"X-Request-Id: 1", "CF-Ray: 2", "X-Amz-Cf-Id: 3", "Via: 1.1 a"},
       {"X-Request-Id: 9", "CF-Ray: 8", "X-Amz-Cf-Id: 7", "Via: 1.1 b"},
       {},
       {{"request-ids", 4}}},
      {{"X-Cache: HIT", "X-Cache-Hits: 3", "Content-Length: 10"},
       {"X-Cache-Hits: 4", "Content-Length: 11"},
       {},
       {{"request-ids", 1}, {"counters", 2}}},
      // That it is there tells something.
      {{"Expires: 0"}, {}, {"note field_removed fields[expires] 0 -> (none)"}},
      // The same: nothing is hidden.
      {{"ETag: \"a\""}, {"ETag: \"a\""}, {}},
  });
}

TEST(ResponseChangesTest, MasksThatAreOffHideNoField) {
  const ScanResult before =
      scanned_page("<p>a", {"ETag: 1", "X-Request-Id: 1"});
  const ScanResult after = scanned_page("<p>a", {"ETag: 2", "X-Request-Id: 2"});
  const DiffOptions options = without_mask("build-ids");
  const PageDiff diff = diff_results(before, after, options);
  EXPECT_EQ(lines_of(diff, kFields),
            Lines({"note field_changed fields[etag] 1 -> 2"}));
  EXPECT_EQ(diff.hidden, (std::map<std::string, size_t>{{"request-ids", 1}}));
  expect_laws(before, after, kFields, options);
}

TEST(ResponseChangesTest, TrailersAreFieldsOfTheirOwn) {
  const ScanResult before = scanned_page("<p>a");
  ScanResult after = before;
  after.response->hops.back().trailers.add("X-Sum", "1");
  EXPECT_EQ(lines_of(diff_results(before, after, {}), kFields),
            Lines({"note field_added trailers[x-sum] (none) -> 1"}));
  expect_laws(before, after, kFields);
}

TEST(ResponseChangesTest, APageThatWasNotFetchedHasNoFieldsToCompare) {
  const ScanResult before = scanned_page("<p>a", {"Server: a"});
  ScanResult after = before;
  after.response.reset();
  EXPECT_EQ(lines_of(diff_results(before, after, {}), kFields), Lines());
  expect_laws(before, after, kFields);
}

}  // namespace
}  // namespace pagescan
