// What policies block, in tables. tests/browser compares the same with a
// browser.
#include <gtest/gtest.h>

#include <string>

#include "rules/csp/evaluate.h"

namespace pagescan {
namespace {

// printf alert(1) | openssl dgst -sha256 -binary | base64, and so on
constexpr std::string_view kText = "alert(1)";
constexpr std::string_view kSha256 =
    "bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=";
constexpr std::string_view kSha256ForUrls =
    "bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF-pI";

// The directive that blocks, "" if none does.
std::string blocker(const CspVerdict& verdict) {
  return verdict ? verdict->directive->name : "";
}

// $1: the hash of kText, $2: the same for URLs and file names.
CspPolicies policies(std::string text) {
  for (const auto& [name, value] :
       {std::pair{"$1", kSha256}, std::pair{"$2", kSha256ForUrls}}) {
    const size_t place = text.find(name);
    if (place != std::string::npos) text.replace(place, 2, value);
  }
  return parse_csp_list(text);
}

struct InlineCase {
  const char* policy;
  CspInline kind;
  const char* blocker;
  const char* nonce = nullptr;
};

TEST(CspEvaluateTest, InlineScript) {
  using enum CspInline;
  const InlineCase kCases[] = {
      {"img-src 'none'", kScript, ""},
      {"default-src 'self'", kScript, "default-src"},
      {"script-src *; default-src 'unsafe-inline'", kScript, "script-src"},
      {"script-src-elem 'none'; script-src 'unsafe-inline'", kScript,
       "script-src-elem"},
      {"script-src-elem 'none'; script-src 'unsafe-inline'", kScriptAttribute,
       ""},
      {"script-src-attr 'none'; script-src 'unsafe-inline'", kScriptAttribute,
       "script-src-attr"},
      {"script-src 'unsafe-inline'", kScript, ""},
      {"script-src 'unsafe-inline' 'nonce-abc'", kScript, "script-src"},
      {"script-src 'unsafe-inline' 'nonce-abc'", kScript, "", "abc"},
      {"script-src 'unsafe-inline' 'nonce-abc'", kScript, "script-src", "ABC"},
      {"script-src 'nonce-abc'", kScript, "script-src", ""},
      {"script-src 'unsafe-inline' 'strict-dynamic'", kScript, "script-src"},
      {"style-src 'unsafe-inline' 'strict-dynamic'", kStyle, ""},
      {"script-src 'sha256-$1'", kScript, ""},
      {"script-src 'sha256-$2'", kScript, ""},
      {"script-src 'sha256-AAAA' 'unsafe-inline'", kScript, "script-src"},
      {"script-src 'sha512-$1'", kScript, "script-src"},
      {"script-src 'sha256-$1'", kScriptAttribute, "script-src"},
      {"script-src 'unsafe-hashes' 'sha256-$1'", kScriptAttribute, ""},
      {"script-src 'unsafe-hashes' 'nonce-abc'", kScriptAttribute, "script-src",
       "abc"},
      {"script-src 'sha256-$1'", kNavigation, "script-src"},
      {"script-src 'unsafe-hashes' 'sha256-$1'", kNavigation, ""},
      {"script-src-attr 'none'; script-src 'unsafe-inline'", kNavigation, ""},
      {"default-src 'none'; style-src 'unsafe-inline'", kStyle, ""},
      {"style-src-attr 'none'; style-src 'unsafe-inline'", kStyleAttribute,
       "style-src-attr"},
      {"script-src 'inline-speculation-rules'", kSpeculationRules, ""},
      {"script-src 'inline-speculation-rules'", kScript, "script-src"},
      {"sandbox", kScript, "sandbox"},
      {"sandbox Allow-Scripts", kScript, ""},
      {"sandbox", kStyle, ""},
      {"script-src 'unsafe-inline', script-src 'self'", kScript, "script-src"},
      {"script-src 'unsafe-inline', script-src 'nonce-abc'", kScript, "",
       "abc"},
  };
  for (const InlineCase& c : kCases) {
    CspInlineText text(kText);
    const CspPolicies list = policies(c.policy);
    const auto nonce = c.nonce != nullptr
                           ? std::optional<std::string_view>(c.nonce)
                           : std::nullopt;
    EXPECT_EQ(blocker(csp_blocks_inline({list}, c.kind, text, nonce)),
              c.blocker)
        << c.policy;
  }
}

TEST(CspEvaluateTest, DigestsOfEveryLength) {
  CspInlineText text("abc");
  EXPECT_EQ(text.digest(CspHashAlgorithm::kSha256),
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0");
  EXPECT_EQ(text.digest(CspHashAlgorithm::kSha384),
            "ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
  EXPECT_EQ(text.digest(CspHashAlgorithm::kSha512),
            "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU"
            "1EI2Q86A4qmslPpUyknw");
}

struct ScriptCase {
  const char* policy;
  const char* blocker;
  const char* url = "https://cdn.example/a.js";
  const char* nonce = nullptr;
  const char* integrity = "";
  bool parser_inserted = true;
};

TEST(CspEvaluateTest, ExternalScript) {
  const ScriptCase kCases[] = {
      {"img-src 'none'", ""},
      {"default-src 'none'", "default-src"},
      {"script-src 'self'", "script-src"},
      {"script-src 'self'", "", "https://a.example/x.js"},
      {"script-src 'self' cdn.example", ""},
      {"script-src 'unsafe-inline'", "script-src"},
      {"script-src 'nonce-abc'", "", "https://cdn.example/a.js", "abc"},
      {"script-src 'nonce-abc'", "script-src", "https://cdn.example/a.js",
       "abd"},
      {"script-src https: 'strict-dynamic'", "script-src"},
      {"script-src 'strict-dynamic'", "", "https://cdn.example/a.js", nullptr,
       "", false},
      {"script-src 'sha256-$1'", "", "https://cdn.example/a.js", nullptr,
       "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI="},
      {"script-src 'sha256-$1'", "", "https://cdn.example/a.js", nullptr,
       "md5-AAAA sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=?ct=x"},
      {"script-src 'sha256-$1'", "script-src", "https://cdn.example/a.js",
       nullptr,
       "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI= sha384-AAAA"},
      {"script-src 'sha256-$1'", "script-src"},
      {"script-src cdn.example, script-src 'self'", "script-src"},
      {"sandbox", "sandbox"},
  };
  const Url self = *Url::parse("https://a.example/");
  for (const ScriptCase& c : kCases) {
    const CspPolicies list = policies(c.policy);
    const Url url = *Url::parse(c.url);
    const auto nonce = c.nonce != nullptr
                           ? std::optional<std::string_view>(c.nonce)
                           : std::nullopt;
    EXPECT_EQ(blocker(csp_blocks_script(
                  {list, &self}, {url, nonce, c.integrity, c.parser_inserted})),
              c.blocker)
        << c.policy << ' ' << c.url;
  }
}

TEST(CspEvaluateTest, OtherRequestsFallBack) {
  using enum CspDestination;
  const struct {
    const char* policy;
    CspDestination destination;
    const char* blocker;
  } kCases[] = {
      {"default-src 'none'", kImage, "default-src"},
      {"default-src 'none'; img-src *", kImage, ""},
      {"default-src 'none'; child-src *", kFrame, ""},
      {"frame-src 'none'; child-src *", kFrame, "frame-src"},
      {"child-src 'none'", kFrame, "child-src"},
      {"style-src-elem 'none'; style-src *", kStyle, "style-src-elem"},
      {"default-src *; style-src 'self'", kStyle, "style-src"},
      {"default-src 'none'; font-src *", kFont, ""},
      {"object-src 'none'", kObject, "object-src"},
      {"media-src 'none'", kMedia, "media-src"},
      {"manifest-src 'none'", kManifest, "manifest-src"},
      {"connect-src 'none'", kConnection, "connect-src"},
      {"script-src 'none'", kConnection, ""},
  };
  const Url self = *Url::parse("https://a.example/");
  const Url url = *Url::parse("https://b.example/x");
  for (const auto& c : kCases) {
    const CspPolicies list = policies(c.policy);
    EXPECT_EQ(blocker(csp_blocks_request({list, &self}, c.destination, url)),
              c.blocker)
        << c.policy;
  }
  const CspPolicies none = policies("frame-src 'none'");
  EXPECT_FALSE(
      csp_blocks_request({none, &self}, kFrame, *Url::parse("about:blank")));
}

TEST(CspEvaluateTest, FormActionAndBaseFallBackToNothing) {
  const Url self = *Url::parse("https://a.example/");
  const Url other = *Url::parse("https://b.example/");
  const CspPolicies fallback = policies("default-src 'none'");
  EXPECT_FALSE(csp_blocks_submission({fallback, &self}, other));
  EXPECT_FALSE(csp_blocks_base({fallback, &self}, other));
  const CspPolicies own = policies("form-action 'self'; base-uri 'self'");
  EXPECT_EQ(blocker(csp_blocks_submission({own, &self}, other)), "form-action");
  EXPECT_EQ(blocker(csp_blocks_submission({own, &self}, self)), "");
  EXPECT_EQ(blocker(csp_blocks_base({own, &self}, other)), "base-uri");
  const CspPolicies sandbox = policies("sandbox allow-scripts");
  EXPECT_EQ(blocker(csp_blocks_submission({sandbox, &self}, self)), "sandbox");
}

TEST(CspEvaluateTest, ReportOnlyAndWhatIsNotWhollyReadBlockNothing) {
  CspPolicies list = policies("script-src 'none'");
  CspInlineText text(kText);
  list[0].report_only = true;
  EXPECT_FALSE(csp_blocks_inline({list}, CspInline::kScript, text, {}));
  list[0].report_only = false;
  list[0].complete = false;
  EXPECT_FALSE(csp_blocks_inline({list}, CspInline::kScript, text, {}));
  list[0].complete = true;
  EXPECT_TRUE(csp_blocks_inline({list}, CspInline::kScript, text, {}));
}

TEST(CspEvaluateTest, AMetaElementHoldsForWhatComesAfterIt) {
  CspPolicies list = {parse_csp("script-src 'none'", true)};
  list[0].position.offset = 100;
  CspInlineText text(kText);
  EXPECT_FALSE(
      csp_blocks_inline({list, nullptr, 99}, CspInline::kScript, text, {}));
  EXPECT_TRUE(
      csp_blocks_inline({list, nullptr, 101}, CspInline::kScript, text, {}));
}

TEST(CspEvaluateTest, UpgradesInsecureRequests) {
  CspPolicies list = policies("img-src *, upgrade-insecure-requests");
  EXPECT_EQ(csp_upgrade_policy(list), &list[1]);
  list[1].report_only = true;
  EXPECT_EQ(csp_upgrade_policy(list), nullptr);
  EXPECT_EQ(csp_upgraded(*Url::parse("http://a.example/x?y")).href(),
            "https://a.example/x?y");
  EXPECT_EQ(csp_upgraded(*Url::parse("http://a.example:8080/")).href(),
            "https://a.example:8080/");
  EXPECT_EQ(csp_upgraded(*Url::parse("data:,x")).href(), "data:,x");
}

}  // namespace
}  // namespace pagescan
