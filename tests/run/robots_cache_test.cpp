#include "scanner/run/robots_cache.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace pagescan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr const char* kOrigin = "https://a.example";

Url url_of(const std::string& text) { return Url::parse(text).value(); }

FetchResult answer(int status, std::string content = "") {
  FetchResult result;
  result.response.hops.emplace_back().status = status;
  result.response.content = std::move(content);
  return result;
}

FetchResult failure(ErrorCode code, const std::string& message) {
  FetchResult result;
  result.response.hops.emplace_back();
  result.error = Error{code, message};
  return result;
}

// What RFC 9309 section 2.3.1 makes of each answer.
TEST(RobotsCacheTest, JudgesByTheAnswer) {
  const std::string rules = "User-agent: *\nDisallow: /private\n";
  const struct {
    const char* name;
    FetchResult result;
    bool public_allowed;
    bool private_allowed;
  } cases[] = {
      {"rules", answer(200, rules), true, false},
      {"no content", answer(204), true, true},
      {"not found", answer(404, rules), true, true},
      {"forbidden", answer(403, rules), true, true},
      {"unfollowed redirect", answer(304, rules), true, true},
      {"too many redirects", failure(ErrorCode::kTooManyRedirects, "x"), true,
       true},
      {"throttled", answer(429, rules), false, false},
      {"server error", answer(500, rules), false, false},
      {"unavailable", answer(503), false, false},
      {"timeout", failure(ErrorCode::kTimeout, "x"), false, false},
  };
  for (const auto& [name, result, public_allowed, private_allowed] : cases) {
    RobotsCache cache;
    EXPECT_FALSE(cache.judge(url_of("https://a.example/")).is_known);
    cache.set(kOrigin, result);
    const RobotsVerdict open = cache.judge(url_of("https://a.example/x"));
    EXPECT_TRUE(open.is_known) << name;
    EXPECT_EQ(!open.refusal, public_allowed) << name;
    const RobotsVerdict closed =
        cache.judge(url_of("https://a.example/private?q"));
    EXPECT_EQ(!closed.refusal, private_allowed) << name;
  }
}

TEST(RobotsCacheTest, SaysWhyItRefuses) {
  RobotsCache cache;
  const Url page = url_of("https://a.example/page");
  cache.set(kOrigin, answer(200, "User-agent: pagescan\nDisallow: /"));
  auto refusal = cache.judge(page).refusal;
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->code, ErrorCode::kRobotsDisallowed);
  EXPECT_THAT(refusal->message,
              HasSubstr("https://a.example/robots.txt asks pagescan not to"));
  cache.set(kOrigin, answer(503));
  refusal = cache.judge(page).refusal;
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->code, ErrorCode::kRobotsDisallowed);
  EXPECT_THAT(refusal->message, HasSubstr("was answered with 503"));
  // The connection's own error, which says more.
  cache.set(kOrigin, failure(ErrorCode::kConnectionRefused, "refused by a"));
  refusal = cache.judge(page).refusal;
  ASSERT_TRUE(refusal.has_value());
  EXPECT_EQ(refusal->code, ErrorCode::kConnectionRefused);
  EXPECT_EQ(refusal->message, "refused by a");
}

TEST(RobotsCacheTest, MatchesPathAndQuery) {
  RobotsCache cache;
  cache.set(kOrigin, answer(200, "User-agent: *\nDisallow: /a?secret"));
  EXPECT_TRUE(cache.judge(url_of("https://a.example/a?secret=1")).refusal);
  EXPECT_FALSE(cache.judge(url_of("https://a.example/a?open")).refusal);
  EXPECT_FALSE(cache.judge(url_of("https://a.example/a#?secret")).refusal);
}

TEST(RobotsCacheTest, KeepsOriginsApart) {
  RobotsCache cache;
  cache.set(kOrigin, answer(200, "User-agent: *\nDisallow: /"));
  for (const char* other : {"http://a.example/", "https://a.example:8443/",
                            "https://b.a.example/"}) {
    EXPECT_FALSE(cache.judge(url_of(other)).is_known) << other;
  }
  EXPECT_TRUE(cache.judge(url_of("https://A.example:443/")).is_known);
}

TEST(RobotsCacheTest, TheFirstWaiterFetchesAndAllAreGivenBack) {
  RobotsCache cache;
  EXPECT_TRUE(cache.wait_for(kOrigin, 7));
  EXPECT_FALSE(cache.wait_for(kOrigin, 3));
  EXPECT_TRUE(cache.wait_for("http://b.example", 5));
  EXPECT_THAT(cache.set(kOrigin, answer(404)), ElementsAre(7, 3));
  EXPECT_THAT(cache.set(kOrigin, answer(404)), IsEmpty());
  EXPECT_TRUE(cache.wait_for(kOrigin, 9));
  EXPECT_THAT(cache.take_waiting(), UnorderedElementsAre(5, 9));
  EXPECT_THAT(cache.take_waiting(), IsEmpty());
}

std::string numbered_origin(size_t n) {
  return fmt::format("http://h{}.example", n);
}

// One that is asked again and again does not fall out, one set twice counts
// once.
TEST(RobotsCacheTest, ForgetsTheOriginsUnusedLongest) {
  RobotsCache cache;
  for (size_t n = 0; n < kMaxRobotsOrigins; ++n) {
    cache.set(numbered_origin(n), answer(404));
    cache.set(numbered_origin(n), answer(404));
  }
  EXPECT_TRUE(cache.judge(url_of(numbered_origin(0))).is_known);
  cache.set("http://new.example", answer(404));
  EXPECT_TRUE(cache.judge(url_of(numbered_origin(0))).is_known);
  EXPECT_FALSE(cache.judge(url_of(numbered_origin(1))).is_known);
  EXPECT_TRUE(cache.judge(url_of(numbered_origin(2))).is_known);
}

}  // namespace
}  // namespace pagescan
