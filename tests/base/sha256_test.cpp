#include "scanner/base/sha256.h"

#include <gtest/gtest.h>

#include "scanner/base/base64.h"

namespace pagescan {
namespace {

// FIPS 180-4 example values.
TEST(Sha256, GivesThePublishedDigests) {
  EXPECT_EQ(sha256_hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_raw("abc").size(), 32U);
}

// The published digests of "abc", in base64.
TEST(Sha256, TheLongerKinGiveThePublishedDigests) {
  EXPECT_EQ(base64(sha384_raw("abc")),
            "ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
  EXPECT_EQ(
      base64(sha512_raw("abc")),
      "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1E"
      "I2Q86A4qmslPpUyknw==");
}

// RFC 4648 section 10.
TEST(Base64, GivesTheExamplesOfTheStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace pagescan
