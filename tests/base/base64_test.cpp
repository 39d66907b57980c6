#include "scanner/base/base64.h"

#include <gtest/gtest.h>

#include <string_view>

namespace pagescan {
namespace {

using namespace std::string_view_literals;

// RFC 4648 section 10, and bytes of every kind.
TEST(Base64Test, EncodesAsTheRfcDoes) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(base64("\0\xFF\xFB\xEF"sv), "AP/77w==");
}

}  // namespace
}  // namespace pagescan
