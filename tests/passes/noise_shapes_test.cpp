#include "scanner/passes/noise_shapes.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace pagescan {
namespace {

struct DateCase {
  std::string_view text;
  size_t size;
};

class DateTimePrefixTest : public testing::TestWithParam<DateCase> {};

TEST_P(DateTimePrefixTest, IsTheDateOnly) {
  EXPECT_EQ(date_time_prefix(GetParam().text), GetParam().size)
      << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Table, DateTimePrefixTest,
    testing::Values(DateCase{"2026-11-12", 10}, DateCase{"2026-11-12T", 10},
                    DateCase{"2026-11-12T10:33Z", 17},
                    DateCase{"2026-11-12 10:33:00", 19},
                    DateCase{"2026-11-12t10:33:00.123456+01:00", 32},
                    DateCase{"2026-11-12T10:33:00+0100 x", 24},
                    DateCase{"2026-11-12 10:33:00 UTC", 23},
                    DateCase{"20261112T103300Z", 16},
                    DateCase{"Thu, 12 Nov 2026 10:33:00 GMT", 29},
                    DateCase{"Thu, 12-Nov-2026 10:33:00 GMT;", 29},
                    DateCase{"Thu Nov 12 2026 10:33:00 GMT+0000", 28},
                    DateCase{"2026-13-12", 0}, DateCase{"2026-11-32", 0},
                    DateCase{"20261112", 0}, DateCase{"1234-11-12", 0},
                    DateCase{"hello 2026-11-12", 0}, DateCase{"", 0},
                    DateCase{"2026-11-12T99:99", 10},
                    DateCase{"onT, 12 Nov 2026 10:33:00 GMT", 0}));

struct ShapeCase {
  std::string_view text;
  bool uuid, epoch, hex, random, named, something;
};

class NoiseShapeTest : public testing::TestWithParam<ShapeCase> {};

TEST_P(NoiseShapeTest, IsToldByItsLook) {
  const ShapeCase& c = GetParam();
  EXPECT_EQ(is_uuid(c.text), c.uuid) << c.text;
  EXPECT_EQ(is_epoch_time(c.text), c.epoch) << c.text;
  EXPECT_EQ(is_hex_token(c.text), c.hex) << c.text;
  EXPECT_EQ(is_random_token(c.text), c.random) << c.text;
  EXPECT_EQ(is_named_token(c.text), c.named) << c.text;
  EXPECT_EQ(names_something(c.text), c.something) << c.text;
}

constexpr bool kY = true;
constexpr bool kN = false;

INSTANTIATE_TEST_SUITE_P(
    Table, NoiseShapeTest,
    testing::Values(
        ShapeCase{"0f8fad5b-d9cb-469f-a165-70867728950e", kY, kN, kN, kY, kY,
                  kN},
        ShapeCase{"0f8fad5b-d9cb-469f-a165-70867728950", kN, kN, kN, kN, kY,
                  kN},
        ShapeCase{"1700000000", kN, kY, kN, kN, kY, kN},
        ShapeCase{"1700000000123", kN, kY, kN, kN, kY, kN},
        ShapeCase{"1700000000.123", kN, kY, kN, kN, kN, kN},
        ShapeCase{"2125551234", kN, kN, kN, kN, kY, kN},
        ShapeCase{"1300000000", kN, kN, kN, kN, kY, kN},
        ShapeCase{"17000000001", kN, kN, kN, kN, kY, kN},
        ShapeCase{"9f86d081884c7d65", kN, kN, kY, kY, kY, kN},
        ShapeCase{"9f86d081884c7d6", kN, kN, kN, kN, kY, kN},
        ShapeCase{"a1b2c3d4e5", kN, kN, kN, kN, kY, kN},
        ShapeCase{"facadefacadefaca", kN, kN, kN, kN, kN, kN},
        ShapeCase{"kR3vXq9ZtL0bWm2N", kN, kN, kN, kY, kY, kN},
        ShapeCase{"kR3vXq9ZtL0bWm2NkQ==", kN, kN, kN, kY, kY, kN},
        ShapeCase{"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0."
                  "dBjftJeZ4CVPmB92K27uhbUJU1p1r",
                  kN, kN, kN, kY, kY, kN},
        ShapeCase{"thisIsALongVariableName", kN, kN, kN, kN, kN, kN},
        ShapeCase{"iphone15promax256gb", kN, kN, kN, kN, kY, kN},
        ShapeCase{"/a1B2/c3D4/e5F6/g7H8", kN, kN, kN, kN, kN, kN},
        ShapeCase{"evil1234.example.com", kN, kN, kN, kN, kN, kN},
        ShapeCase{"//x1y2z3w4v5u6.example", kN, kN, kN, kN, kN, kN},
        ShapeCase{"password", kN, kN, kN, kN, kN, kN},
        ShapeCase{"pk_live_51H8x2kLmNoPqRsT", kN, kN, kN, kN, kN, kY},
        ShapeCase{"acct_1032D82eZvKYlo2C", kN, kN, kN, kN, kN, kY},
        ShapeCase{"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", kN, kN, kN, kN, kN, kY},
        ShapeCase{"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", kN, kN, kN, kN,
                  kN, kY},
        ShapeCase{"0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe", kN, kN, kN, kN,
                  kN, kY},
        ShapeCase{"sha384-oqVuAfXRKap7fdgcCY5uykM6", kN, kN, kN, kN, kN, kY},
        ShapeCase{"6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI", kN, kN, kN, kN,
                  kN, kY},
        ShapeCase{"AIzaSyD9x2kLmNoPqRsTuVwXyZ012345", kN, kN, kN, kN, kN, kY},
        ShapeCase{"", kN, kN, kN, kN, kN, kN}));

struct NameCase {
  std::string_view name;
  bool identity, token, fleeting;
};

class NoiseNameTest : public testing::TestWithParam<NameCase> {};

TEST_P(NoiseNameTest, SaysWhatItsValueIs) {
  const NameCase& c = GetParam();
  EXPECT_EQ(is_identity_name(c.name), c.identity) << c.name;
  EXPECT_EQ(is_token_name(c.name), c.token) << c.name;
  EXPECT_EQ(is_volatile_name(c.name), c.fleeting) << c.name;
}

INSTANTIATE_TEST_SUITE_P(
    Table, NoiseNameTest,
    testing::Values(NameCase{"client-id", true, false, false},
                    NameCase{"merchantId", true, false, false},
                    NameCase{"siteKey", true, false, false},
                    NameCase{"integrity", true, false, false},
                    NameCase{"wallet_address", true, false, false},
                    NameCase{"btc", true, false, false},
                    NameCase{"csrf_token", false, true, true},
                    NameCase{"X-CSRF-Token", false, true, true},
                    NameCase{"_wpnonce", false, true, true},
                    NameCase{"sesskey", false, true, true},
                    NameCase{"formkey", false, true, true},
                    NameCase{"requestId", false, false, true},
                    NameCase{"buildId", false, false, true},
                    NameCase{"ts", false, false, true},
                    NameCase{"title", false, false, false},
                    NameCase{"", false, false, false}));

TEST(NoiseShapesTest, LongInputTakesOneLook) {
  const std::string digits(1'000'000, '1');
  EXPECT_FALSE(is_epoch_time(digits));
  EXPECT_FALSE(is_random_token(digits));
  EXPECT_FALSE(is_token_name(digits));
  EXPECT_EQ(date_time_prefix(digits), 0U);
  EXPECT_FALSE(is_random_token(std::string(1'000'000, '.')));
}

}  // namespace
}  // namespace pagescan
