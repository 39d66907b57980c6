#include "scanner/dom/tag.h"

#include <gtest/gtest.h>

namespace pagescan {
namespace {

TEST(Tag, IsFoundByName) {
  EXPECT_EQ(tag_from_name("a"), Tag::kA);
  EXPECT_EQ(tag_from_name("form"), Tag::kForm);
  EXPECT_EQ(tag_from_name("xmp"), Tag::kXmp);
  EXPECT_EQ(tag_from_name("FORM"), Tag::kOther);
  EXPECT_EQ(tag_from_name("my-element"), Tag::kOther);
  EXPECT_EQ(tag_from_name(""), Tag::kOther);
}

TEST(Tag, KnowsVoidElements) {
  EXPECT_TRUE(is_void_element("input"));
  EXPECT_TRUE(is_void_element("wbr"));
  EXPECT_FALSE(is_void_element("div"));
}

}  // namespace
}  // namespace pagescan
