#include "scanner/passes/volatile_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace pagescan {
namespace {

std::string masked(std::string_view text, VolatileIn in) {
  std::string out;
  size_t at = 0;
  for (const VolatileSpan& span : volatile_spans(text, in)) {
    EXPECT_LE(at, span.begin);
    EXPECT_LT(span.begin, span.end);
    out += text.substr(at, span.begin - at);
    out += '#';
    at = span.end;
  }
  out += text.substr(at);
  return out;
}

struct NoiseCase {
  std::string_view code;
  std::string_view masked;
};

class ScriptNoiseTest : public testing::TestWithParam<NoiseCase> {};

TEST_P(ScriptNoiseTest, IsOnlyValues) {
  const NoiseCase& c = GetParam();
  EXPECT_EQ(masked(c.code, VolatileIn::kScript), c.masked);
}

INSTANTIATE_TEST_SUITE_P(
    Hits, ScriptNoiseTest,
    testing::Values(
        NoiseCase{"a.csrfToken = 'kR3vXq9ZtL0bWm2N';", "a.csrfToken = '#';"},
        NoiseCase{R"({"nonce":"a1b2c3d4e5"})", R"({"nonce":"#"})"},
        NoiseCase{R"(x="{\"nonce\":\"a1b2c3d4e5\"}")",
                  R"(x="{\"nonce\":\"#\"}")"},
        NoiseCase{"xhr.setRequestHeader('X-CSRF-Token', 'kR3vXq9ZtL0bWm2N')",
                  "xhr.setRequestHeader('X-CSRF-Token', '#')"},
        NoiseCase{"var id = \"0f8fad5b-d9cb-469f-a165-70867728950e\"",
                  "var id = \"#\""},
        NoiseCase{"log('0f8fad5b-d9cb-469f-a165-70867728950e')", "log('#')"},
        NoiseCase{"r:'9f86d081884c7d65',t:'MTcwMDAwMDAwMC4wMDAwMDA='",
                  "r:'#',t:'#'"},
        NoiseCase{"now=1700000000;", "now=#;"},
        NoiseCase{R"({"t": 1700000000, "nonce": "a1b2c3d4e5", "n": 1})",
                  R"({"t": #, "nonce": "#", "n": 1})"},
        NoiseCase{"{ts: 1700000000123}", "{ts: #}"},
        NoiseCase{"t=1700000000.123", "t=#"},
        NoiseCase{"new Date(1700000000123)", "new Date(#)"},
        NoiseCase{"stamp: '1700000000'", "stamp: '#'"},
        NoiseCase{"d='2026-11-12T10:33:00Z'", "d='#'"},
        NoiseCase{"d=\"Thu, 12 Nov 2026 10:33:00 GMT\"", "d=\"#\""},
        NoiseCase{"buildId=`kR3vXq9ZtL0bWm2NkQ8sT`", "buildId=`#`"},
        NoiseCase{"\"script-src 'nonce-kR3vXq9ZtL0b'\"",
                  "\"script-src 'nonce-#'\""}));

INSTANTIATE_TEST_SUITE_P(
    Traps, ScriptNoiseTest,
    testing::Values(
        // Text that is decoded or run.
        NoiseCase{"eval(atob('kR3vXq9ZtL0bWm2N'))",
                  "eval(atob('kR3vXq9ZtL0bWm2N'))"},
        NoiseCase{"unescape('9f86d081884c7d65')",
                  "unescape('9f86d081884c7d65')"},
        NoiseCase{"String.fromCharCode(1700000000)",
                  "String.fromCharCode(1700000000)"},
        NoiseCase{"atob('2026-11-12')", "atob('2026-11-12')"},
        NoiseCase{"p=['9f86d081884c7d65','9f86d081884c7d66']",
                  "p=['9f86d081884c7d65','9f86d081884c7d66']"},
        NoiseCase{"p=[1700000000,1700000001]", "p=[1700000000,1700000001]"},
        // Addresses, hosts, paths.
        NoiseCase{"url='https://a1b2c3d4e5f6a7b8.example'",
                  "url='https://a1b2c3d4e5f6a7b8.example'"},
        NoiseCase{"token='//a1b2c3d4e5f6a7b8'", "token='//a1b2c3d4e5f6a7b8'"},
        NoiseCase{"token='/a1b2c3d4e5f6a7b8'", "token='/a1b2c3d4e5f6a7b8'"},
        NoiseCase{"tokenHost='a1b2c3d4e5f6a7b8'",
                  "tokenHost='a1b2c3d4e5f6a7b8'"},
        // Whose it is.
        NoiseCase{"wallet='9f86d081884c7d659f86d081884c7d65'",
                  "wallet='9f86d081884c7d659f86d081884c7d65'"},
        NoiseCase{"token='0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe'",
                  "token='0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe'"},
        NoiseCase{"merchantId:'0f8fad5b-d9cb-469f-a165-70867728950e'",
                  "merchantId:'0f8fad5b-d9cb-469f-a165-70867728950e'"},
        NoiseCase{"token='pk_live_51H8x2kLmNoPqRsT'",
                  "token='pk_live_51H8x2kLmNoPqRsT'"},
        NoiseCase{"s.integrity='sha384-oqVuAfXRKap7fdgcCY5uykM6'",
                  "s.integrity='sha384-oqVuAfXRKap7fdgcCY5uykM6'"},
        // Code and names.
        NoiseCase{"a1b2c3d4e5f6a7b8=1", "a1b2c3d4e5f6a7b8=1"},
        NoiseCase{"title='kR3vXq9ZtL0bWm2N'", "title='kR3vXq9ZtL0bWm2N'"},
        NoiseCase{"token='getUserToken'", "token='getUserToken'"},
        NoiseCase{"if(x>1700000000)", "if(x>1700000000)"},
        NoiseCase{"f(1700000000)", "f(1700000000)"},
        NoiseCase{"price=1500000000", "price=1500000000"},
        NoiseCase{"user_id=1700000000", "user_id=1700000000"},
        NoiseCase{"google_ad_slot='1700000000'", "google_ad_slot='1700000000'"},
        NoiseCase{"google_conversion_label='UzQbCMyspAIQ2J6a-gM'",
                  "google_conversion_label='UzQbCMyspAIQ2J6a-gM'"},
        NoiseCase{"pixel='1512345678901234'", "pixel='1512345678901234'"},
        NoiseCase{"x=1700000000px", "x=1700000000px"},
        NoiseCase{"id=2125551234", "id=2125551234"},
        NoiseCase{"v='6.4.2'", "v='6.4.2'"},
        // Parts of a value.
        NoiseCase{"token='9f86d081884c7d65'+x", "token='9f86d081884c7d65'+x"},
        NoiseCase{"x+'9f86d081884c7d65'", "x+'9f86d081884c7d65'"},
        NoiseCase{"t=`${a}9f86d081884c7d65`", "t=`${a}9f86d081884c7d65`"},
        NoiseCase{"d='at 2026-11-12 10:33'", "d='at 2026-11-12 10:33'"},
        NoiseCase{"d='2026-11-12", "d='2026-11-12"},
        NoiseCase{"d='2026-11-12\"", "d='2026-11-12\""}));

class DataNoiseTest : public testing::TestWithParam<NoiseCase> {};

TEST_P(DataNoiseTest, IsDatesWithinStringsToo) {
  const NoiseCase& c = GetParam();
  EXPECT_EQ(masked(c.code, VolatileIn::kData), c.masked);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DataNoiseTest,
    testing::Values(NoiseCase{R"({"dateModified":"2026-11-12T10:33:00+00:00"})",
                              R"({"dateModified":"#"})"},
                    NoiseCase{
                        R"({"text":"as of 2026-11-12 and 2026-11-13T10:33Z"})",
                        R"({"text":"as of # and #"})"},
                    NoiseCase{R"({"t":1700000000})", R"({"t":#})"},
                    NoiseCase{R"({"image":"/2026-11-12/a.png"})",
                              R"({"image":"/2026-11-12/a.png"})"},
                    NoiseCase{R"({"sku":"kR3vXq9ZtL0bWm2N"})",
                              R"({"sku":"kR3vXq9ZtL0bWm2N"})"},
                    NoiseCase{R"({"price":"19.99"})", R"({"price":"19.99"})"}));

TEST(VolatileTextTest, HashesTellNoiseFromCode) {
  const auto hash = [](std::string_view code) {
    return masked_sha256(code, VolatileIn::kScript);
  };
  EXPECT_EQ(hash("a=1"), "");
  EXPECT_EQ(hash("nonce='a1b2c3d4e5';a()").size(), 64U);
  EXPECT_EQ(hash("nonce='a1b2c3d4e5';a()"), hash("nonce='0f9e8d7c6b';a()"));
  EXPECT_NE(hash("nonce='a1b2c3d4e5';a()"), hash("nonce='a1b2c3d4e5';b()"));
}

TEST(VolatileTextTest, SpansAreBounded) {
  std::string text;
  for (size_t i = 0; i < kMaxVolatileSpans + 10; ++i) text += "t=1700000000;";
  EXPECT_EQ(volatile_spans(text, VolatileIn::kScript).size(),
            kMaxVolatileSpans);
}

TEST(VolatileTextTest, HostileTextIsReadOnce) {
  constexpr size_t kSize = 200'000;
  for (const std::string_view unit :
       {"1", "'", "1'", "'1", "1 ", "\"1 ", "1.", "a1", "=1", "\\\"1"}) {
    std::string text;
    while (text.size() < kSize) text += unit;
    EXPECT_TRUE(volatile_spans(text, VolatileIn::kScript).empty()) << unit;
    EXPECT_TRUE(volatile_spans(text, VolatileIn::kData).empty()) << unit;
  }
}

}  // namespace
}  // namespace pagescan
