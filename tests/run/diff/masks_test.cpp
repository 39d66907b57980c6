// What the built-in masks hide in each context, and what they leave.
#include "scanner/run/diff/masks.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace pagescan {
namespace {

struct MaskCase {
  std::string_view text;
  std::string_view masked;
};

const Masks& all_masks() {
  static const Masks kMasks;
  return kMasks;
}

void expect_masked(const MaskCase& c, MaskContext context) {
  const MaskedText masked = all_masks().apply(c.text, context);
  EXPECT_EQ(masked.text, c.masked);
  EXPECT_EQ(masked.used.empty(), c.text == c.masked) << c.text;
  const MaskedText again = all_masks().apply(masked.text, context);
  EXPECT_EQ(again.text, masked.text);
  EXPECT_TRUE(again.used.empty()) << masked.text;
}

constexpr MaskCase kTimes[] = {
    {"at 2026-11-12T10:33:00Z.", "at <timestamps>."},
    {"2026-11-12 10:33:00 +01:00", "<timestamps>"},
    {"on 2026-11-12", "on <timestamps>"},
    {"2026/11/12", "<timestamps>"},
    {"Thu, 12 Nov 2026 10:33:00 GMT", "<timestamps>"},
    {"Wed Dec 09 10:10:33 EST 2015", "<timestamps>"},
    {"Posted 12 November 2026", "Posted <timestamps>"},
    {"Nov 12, 2026 10:33 pm", "<timestamps>"},
    {"November 12th, 2026", "<timestamps>"},
    {"Saturday, November 28", "<timestamps>"},
    {"12.11.2026", "<timestamps>"},
    {"11/12/2026", "<timestamps>"},
    {"12. November 2026, 10:33 Uhr", "<timestamps>"},
    {"3. März 2026", "<timestamps>"},
    {"12 novembre 2026", "<timestamps>"},
    {"1er août 2026", "<timestamps>"},
    {"12 de noviembre de 2026", "<timestamps>"},
    {"12 de março de 2026", "<timestamps>"},
    {"12 listopada 2026", "<timestamps>"},
    {"12 ноября 2026 г.", "<timestamps> г."},
    {"12 листопада 2026", "<timestamps>"},
    {"12 Kasım 2026", "<timestamps>"},
    {"12 marraskuuta 2026", "<timestamps>"},
    {"2026年11月12日", "<timestamps>"},
    {"更新日：2026年1月2日 10時33分", "更新日：<timestamps> <timestamps>"},
    {"2026년 11월 12일", "<timestamps>"},
    {"open at 10:33", "open at <timestamps>"},
    {"10:33:59 AM EST", "<timestamps>"},
    {"9 p.m. sharp", "<timestamps>. sharp"},
    {"3 minutes ago", "<timestamps>"},
    {"an hour ago", "<timestamps>"},
    {"5h ago", "<timestamps>"},
    {"vor 3 Minuten", "<timestamps>"},
    {"il y a 2 heures", "<timestamps>"},
    {"hace 3 días", "<timestamps>"},
    {"há 3 dias", "<timestamps>"},
    {"3 ore fa", "<timestamps>"},
    {"3 dagen geleden", "<timestamps>"},
    {"5 минут назад", "<timestamps>"},
    {"3分前", "<timestamps>"},
    {"3분 전", "<timestamps>"},
};

constexpr MaskCase kCounters[] = {
    {"1,234 views", "<counters>"},
    {"1.234 Aufrufe", "<counters>"},
    {"12 345 просмотров", "<counters>"},
    {"1 comment", "<counters>"},
    {"2 comments and 1 reply", "<counters> and <counters>"},
    {"12.5K likes", "<counters>"},
    {"Comments (12)", "<counters>"},
    {"Views: 1,234", "<counters>"},
    {"3 users online", "<counters>"},
    {"17 people are viewing this", "<counters> this"},
    {"Page generated in 0.123 seconds", "Page <counters>"},
    {"34 queries", "<counters>"},
    {"Memory: 12.3 MB", "<counters>"},
    {"1,234件のコメント", "<counters>"},
    {"2.5万次播放", "<counters>"},
};

constexpr MaskCase kTextIds[] = {
    {"id 0f8fad5b-d9cb-469f-a165-70867728950e.", "id <request-ids>."},
    {"Ray ID: 8f1c2d3e4f5a6b7c", "Ray ID: <request-ids>"},
    {"Request ID = kR3vXq9ZtL0b", "Request ID = <request-ids>"},
    {"Reference #18.2d3e4f5a.17.3f9a", "Reference #<request-ids>"},
    {"see https://a.example/x.js?t=1700000000 now",
     "see https://a.example/x.js?t=<cache-busters> now"},
};

constexpr MaskCase kTextTraps[] = {
    {"", ""},
    {"Nothing here", "Nothing here"},
    {"© 2026 Shop", "© 2026 Shop"},
    {"Copyright 2019-2026", "Copyright 2019-2026"},
    {"In November 2026 we", "In November 2026 we"},
    {"EUR 12.11", "EUR 12.11"},
    {"only $1,234.00", "only $1,234.00"},
    {"version 6.4.2", "version 6.4.2"},
    {"call 212-555-1234", "call 212-555-1234"},
    {"call 2125551234 or 1700000000", "call 2125551234 or 1700000000"},
    {"32.13.2026", "32.13.2026"},
    {"chapter 12", "chapter 12"},
    {"Pack of 12 (12)", "Pack of 12 (12)"},
    {"12 apples", "12 apples"},
    {"Catch 22", "Catch 22"},
    {"ratio 16:9", "ratio 16:9"},
    {"marathon 2026", "marathon 2026"},
    {"IBAN DE89370400440532013000", "IBAN DE89370400440532013000"},
    {"send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
     "send to 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
    {"0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe",
     "0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe"},
    {"SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
     "SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0"
     "8"},
    {"see https://a.example/2026/11/12/story",
     "see https://a.example/2026/11/12/story"},
    {"at https://0f8fad5b-d9cb-469f-a165-70867728950e.example/",
     "at https://0f8fad5b-d9cb-469f-a165-70867728950e.example/"},
    {"0f8fad5b-d9cb-469f-a165-70867728950e.evil.example",
     "0f8fad5b-d9cb-469f-a165-70867728950e.evil.example"},
    {"event management", "event management"},
};

constexpr MaskCase kUrls[] = {
    // Cache-busters
    {"/a.js?1699999999", "/a.js?<cache-busters>"},
    {"/a.css?abc12d3f", "/a.css?<cache-busters>"},
    {"/a.js?v=3f9ac1d2", "/a.js?v=<cache-busters>"},
    {"/a.js?ver=1699999999", "/a.js?ver=<cache-busters>"},
    {"/a.js?v=20261112", "/a.js?v=<cache-busters>"},
    {"/x?_=1699999999123", "/x?_=<cache-busters>"},
    {"/x?a=1&cb=837465&b=2", "/x?a=1&cb=<cache-busters>&b=2"},
    {"/x?rnd=0.7364529", "/x?rnd=<cache-busters>"},
    {"/x?t=0.7364529&ts=1699999999", "/x?t=<cache-busters>&ts=<cache-busters>"},
    {"/x?page?1699999999", "/x?page?1699999999"},
    // CSRF tokens
    {"/x?_wpnonce=a1b2c3d4e5", "/x?_wpnonce=<csrf-tokens>"},
    {"/x?authenticity_token=kR3vXq9ZtL0bWm2N%3D%3D",
     "/x?authenticity_token=<csrf-tokens>"},
    {"/x?state=kR3vXq9ZtL0bWm2N&y", "/x?state=<csrf-tokens>&y"},
    {"/x?sid=9f86d081884c7d65", "/x?sid=<csrf-tokens>"},
    {"/x?csrf%5Ftoken=kR3vXq9ZtL0b", "/x?csrf%5Ftoken=<csrf-tokens>"},
    // Times
    {"/x?from=1699999999", "/x?from=<timestamps>"},
    {"/x?at=2026-11-12T10%3A33%3A00Z", "/x?at=<timestamps>"},
    // Build IDs
    {"/app.3f9ac1d2.js", "/app.<build-ids>.js"},
    {"/js/chunk-4XQ5JLB7.js", "/js/chunk-<build-ids>.js"},
    {"/assets/main-AbC123xY.css", "/assets/main-<build-ids>.css"},
    {"/assets/index-B_x9-K2q.js", "/assets/index-<build-ids>.js"},
    {"/2.a1b2c3d4.chunk.js?x=1", "/2.<build-ids>.chunk.js?x=1"},
    {"/app.3f9ac1d2.min.js", "/app.<build-ids>.min.js"},
    {"/logo.3f9ac1d2e4.png", "/logo.<build-ids>.png"},
    {"/_next/static/kR3vXq9ZtL0bWm2NkQ8sT/_buildManifest.js",
     "/_next/static/<build-ids>/_buildManifest.js"},
    {"/static/version1699999999/frontend/a.js",
     "/static/version<build-ids>/frontend/a.js"},
    {"https://cdn.example/assets/3f9ac1d2e4f5a6b7/app.js",
     "https://cdn.example/assets/<build-ids>/app.js"},
    {"/a.1699999999.css", "/a.<build-ids>.css"},
    {"//cdn.example/static/js/3f9ac1d2e4f5.js",
     "//cdn.example/static/js/<build-ids>.js"},
    // IDs of requests
    {"/x?request_id=kR3vXq9ZtL0bWm2N", "/x?request_id=<request-ids>"},
    {"/x?corr=0f8fad5b-d9cb-469f-a165-70867728950e", "/x?corr=<request-ids>"},
    {"/x;jsessionid=9F86D081?a=1", "/x;jsessionid=<request-ids>?a=1"},
    {"/x?X-Amz-Signature=9f86d081884c7d65&X-Amz-Date=20261112T103300Z",
     "/x?X-Amz-Signature=<request-ids>&X-Amz-Date=<request-ids>"},
};

constexpr std::string_view kUrlTraps[] = {
    "",
    "?",
    "/",
    "/a.js?ver=6.4.2",
    "/a.js?v=12",
    "/jquery-3.6.0.min.js",
    "/bootstrap5/js/bootstrap.bundle.min.js",
    "/js/SideMenu.js",
    "/js/MyFooBar.js",
    "/html5shiv.js",
    "/uploads/3f9ac1d2e4f5a6b7.jpg",
    "/uploads/3f9ac1d2e4f5a6b7.js",
    "/uploads/3f9ac1d2e4f5a6b7/app.js",
    "/articles/0f8fad5b-d9cb-469f-a165-70867728950e",
    "/article-1699999999",
    "/1699999999/story",
    "/2026/11/12/story",
    "/x?id=0f8fad5b-d9cb-469f-a165-70867728950e",
    "/x?date=2026-11-12",
    "/x?page=2&q=2026",
    "/watch?t=120",
    "/viewtopic.php?f=16&t=10234",
    "/watch?v=dQw4w9WgXcQ",
    "/sdk.js?client-id=AeA1QIZXiflr1kR3vXq9ZtL0bWm2N",
    "/pay?merchant=0f8fad5b-d9cb-469f-a165-70867728950e",
    "/pay?token=pk_live_51H8x2kLmNoPqRsT",
    "/maps.js?key=AIzaSyD9x2kLmNoPqRsTuVwXyZ012345",
    "/x?to=1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
    "/x?policy=privacy",
    "/photos/3605068004_3f9ac1d2e4_t.jpg",
    "/photos/3f9ac1d2e4f5_wolf.jpg",
    "/photos/wolf-1699999999.jpg",
    "/js/0f8fad5b-d9cb-469f-a165-70867728950e.js",
    "/x?member_id=1699999999",
    "/x?state=California",
    "/x?csrf=1",
    "https://3f9ac1d2e4f5a6b7.evil.example/",
    "https://u9f86d081884c7d65:p1699999999@evil.example/",
    "//1699999999.example",
    "https://evil.example:1699/",
    "data:text/javascript;base64,kR3vXq9ZtL0bWm2N?v=1699999999",
    "javascript:go(1699999999)//?_=1699999999",
    "mailto:a@b.example?subject=1699999999",
    "#1699999999",
    "/a#?v=1699999999",
    "/x?next=https%3A%2F%2Fevil.example%2F1699999999",
};

constexpr MaskCase kFields[] = {
    {"Thu, 12 Nov 2026 10:33:00 GMT", "<timestamps>"},
    {"script-src 'nonce-kR3vXq9ZtL0b' 'self'",
     "script-src 'nonce-<nonces>' 'self'"},
    {"8f1c2d3e4f5a6b7c-FRA", "<request-ids>-FRA"},
    {"0f8fad5b-d9cb-469f-a165-70867728950e", "<request-ids>"},
    {"Root=1-67891233-3f9ac1d2e4f5a6b7c8d9e0f1; x", "Root=<request-ids>; x"},
    {"\"9f86d081884c7d65\"", "\"<request-ids>\""},
    {"1699999999", "<timestamps>"},
    {"report-uri https://r.example/?reqid=9f86d081884c7d65",
     "report-uri https://r.example/?reqid=<request-ids>"},
};

constexpr std::string_view kFieldTraps[] = {
    "max-age=63072000; includeSubDomains",
    "script-src 'sha256-kR3vXq9ZtL0bWm2NkR3vXq9ZtL0bWm2NkR3vXq9ZtL0='",
    "script-src 'strict-dynamic' 'unsafe-inline'",
    "connect-src 9f86d081884c7d65.cloudfront.net",
    "connect-src https://9f86d081884c7d65.cloudfront.net",
    "connect-src cdn.example/9f86d081884c7d65",
    "frame-src https://a.example/?client_id=9f86d081884c7d65",
    "DENY",
    "text/html; charset=utf-8",
    "nginx/1.25.3",
    "https://a.example/2026-11-12/",
    "sha-256=kR3vXq9ZtL0bWm2N",
    "'nonce-",
};

constexpr MaskCase kCookies[] = {
    {"9f86d081884c7d659f86d081884c7d65", "<request-ids>"},
    {"GA1.2.1234567890.1699999999", "GA1.2.<request-ids>.<timestamps>"},
    {"0f8fad5b-d9cb-469f-a165-70867728950e", "<request-ids>"},
    {"s%3AkR3vXq9ZtL0bWm2N.x", "s%<request-ids>.x"},
    {"en-GB", "en-GB"},
    {"1", "1"},
    {"accepted2026", "accepted2026"},
};

constexpr MaskCase kValues[] = {
    {"kR3vXq9ZtL0bWm2NkR3vXq9ZtL0bWm2N", "<csrf-tokens>"},
    {"9f86d081884c7d65", "<csrf-tokens>"},
    {" 9f86d081884c7d65 ", " <csrf-tokens> "},
    {"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r",
     "<csrf-tokens>"},
    {"1699999999", "<timestamps>"},
    {"2026-11-12", "<timestamps>"},
    {"0f8fad5b-d9cb-469f-a165-70867728950e", "<request-ids>"},
    {"1699999999-9f86d081884c7d65", "<csrf-tokens>"},
    {"default-src 'nonce-kR3vXq9ZtL0b'", "default-src 'nonce-<nonces>'"},
    {"https://a.example/x?_=1699999999",
     "https://a.example/x?_=<cache-busters>"},
};

constexpr std::string_view kValueTraps[] = {
    "iphone15promax256gb",
    "CLEAN1PC1YR_TIME",
    "product-12-size-34-color-5",
    "thisIsALongVariableName",
    "https://9f86d081884c7d65.example/",
    "//9f86d081884c7d65.example/",
    "/a1B2/c3D4/e5F6/g7H8",
    "seller@example.com",
    "acct_1032D82eZvKYlo2C",
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "sha384-oqVuAfXRKap7fdgcCY5uykM6wXbCwn4GHIlNkR3vXq9Z",
    "4111111111111111",
    "1,234.00",
    "on",
};

constexpr MaskCase kNames[] = {
    {"ember1234", "ember<counters>"},
    {"yui_3_18_1_1_1699999999999_12",
     "yui_<counters>_<counters>_<counters>_<counters>_<counters>_<counters>"},
    {":r3:", ":r<counters>:"},
    {"radix-:r1a:", "radix-:r<counters>:"},
    {"react-select-2-input", "react-select-<counters>-input"},
    {"ui-id-12", "ui-id-<counters>"},
    {"9f86d081884c7d659f86d081884c7d65", "<csrf-tokens>"},
    {"form-5f3c1a2b3c4d5", "form-<request-ids>"},
    {"form_1699999999", "form_<timestamps>"},
    {"m-0f8fad5b-d9cb-469f-a165-70867728950e", "m-<request-ids>"},
    {"edit-name--kR3vXq9ZtL0", "edit-name--<request-ids>"},
};

constexpr std::string_view kNameTraps[] = {
    "question-12",     "address2",     "line1",
    "qty[1234567]",    "password",     "b_9f86d081884c7d65_a1b2c3d4e5",
    "field_2026",      "item-3",       "card-number-1",
    "edit-name--wide", "remember1234",
};

TEST(MasksTest, HideTimesInTexts) {
  for (const MaskCase& c : kTimes) expect_masked(c, MaskContext::kText);
}

TEST(MasksTest, HideCountersInTexts) {
  for (const MaskCase& c : kCounters) expect_masked(c, MaskContext::kText);
}

TEST(MasksTest, HideIdsInTexts) {
  for (const MaskCase& c : kTextIds) expect_masked(c, MaskContext::kText);
}

TEST(MasksTest, LeaveTexts) {
  for (const MaskCase& c : kTextTraps) expect_masked(c, MaskContext::kText);
}

TEST(MasksTest, HideInUrls) {
  for (const MaskCase& c : kUrls) expect_masked(c, MaskContext::kUrl);
}

TEST(MasksTest, LeaveUrls) {
  for (const std::string_view url : kUrlTraps) {
    expect_masked({url, url}, MaskContext::kUrl);
  }
}

TEST(MasksTest, HideInFields) {
  for (const MaskCase& c : kFields) expect_masked(c, MaskContext::kFieldValue);
}

TEST(MasksTest, LeaveFields) {
  for (const std::string_view value : kFieldTraps) {
    expect_masked({value, value}, MaskContext::kFieldValue);
  }
}

TEST(MasksTest, HideInCookies) {
  for (const MaskCase& c : kCookies) {
    expect_masked(c, MaskContext::kCookieValue);
  }
}

TEST(MasksTest, HideInValues) {
  for (const MaskCase& c : kValues) expect_masked(c, MaskContext::kValue);
}

TEST(MasksTest, LeaveValues) {
  for (const std::string_view value : kValueTraps) {
    expect_masked({value, value}, MaskContext::kValue);
  }
}

TEST(MasksTest, HideInNames) {
  for (const MaskCase& c : kNames) expect_masked(c, MaskContext::kName);
}

TEST(MasksTest, LeaveNames) {
  for (const std::string_view name : kNameTraps) {
    expect_masked({name, name}, MaskContext::kName);
  }
}

TEST(MasksTest, HideValuesInCode) {
  expect_masked({"var nonce='a1b2c3d4e5';", "var nonce='<inline-data>';"},
                MaskContext::kCode);
  expect_masked(
      {"script-src 'nonce-a1b2c3d4e5'", "script-src 'nonce-<nonces>'"},
      MaskContext::kCode);
  expect_masked(
      {"eval(atob('kR3vXq9ZtL0bWm2N'))", "eval(atob('kR3vXq9ZtL0bWm2N'))"},
      MaskContext::kCode);
}

TEST(MasksTest, SayWhichFoundSome) {
  const MaskedText masked =
      all_masks().apply("12 views on 2026-11-12", MaskContext::kText);
  ASSERT_EQ(masked.used.size(), 2U);
  EXPECT_EQ(all_masks().name(masked.used[0]), "timestamps");
  EXPECT_EQ(all_masks().name(masked.used[1]), "counters");
}

TEST(MasksTest, HostileTextIsReadOnce) {
  constexpr size_t kSize = 200'000;
  for (const std::string_view unit :
       {"1", "-", "'", "\"", "1 ", "1,", "?", "&a=1", "/1", "a-", "12:", "1.",
        "'nonce-", "january ", "http://", "00000000-", ":r", "2026-"}) {
    std::string text;
    while (text.size() < kSize) text += unit;
    for (const MaskContext context :
         {MaskContext::kText, MaskContext::kUrl, MaskContext::kFieldValue,
          MaskContext::kCookieValue, MaskContext::kName, MaskContext::kValue,
          MaskContext::kCode}) {
      EXPECT_LE(all_masks().apply(text, context).text.size(), 20 * kSize);
    }
  }
}

}  // namespace
}  // namespace pagescan
