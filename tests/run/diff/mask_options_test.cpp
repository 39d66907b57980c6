// Masks switched off, users' masks, ignored paths.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "scanner/run/diff/change_list.h"
#include "scanner/run/diff/masks.h"

namespace pagescan {
namespace {

using testing::HasSubstr;

Masks masks_of(const MaskOptions& options) {
  Result<Masks> masks = Masks::make(options);
  EXPECT_TRUE(masks.has_value());
  return *std::move(masks);
}

std::string error_of(const MaskOptions& options) {
  const Result<Masks> masks = Masks::make(options);
  if (masks) return "";
  EXPECT_EQ(masks.error().code, ErrorCode::kUsage);
  return masks.error().message;
}

TEST(MaskOptionsTest, EachMaskCanBeSwitchedOff) {
  struct Sample {
    std::string mask;
    std::string text;
    MaskContext context;
  };
  const std::vector<Sample> samples = {
      {"nonces", "'nonce-a1b2c3d4e5'", MaskContext::kFieldValue},
      {"csrf-tokens", "/?csrf=a1b2c3d4e5", MaskContext::kUrl},
      {"cache-busters", "/?_=1699999999", MaskContext::kUrl},
      {"timestamps", "2026-11-12", MaskContext::kText},
      {"counters", "12 views", MaskContext::kText},
      {"build-ids", "/a.3f9ac1d2.js", MaskContext::kUrl},
      {"request-ids", "Ray ID: 8f1c2d3e4f5a6b7c", MaskContext::kText},
      {"inline-data", "nonce='a1b2c3d4e5'", MaskContext::kCode}};
  ASSERT_EQ(samples.size(), builtin_masks().size());
  for (size_t i = 0; i < samples.size(); ++i) {
    const auto& [mask, text, context] = samples[i];
    EXPECT_EQ(builtin_masks()[i].name, mask);
    EXPECT_EQ(Masks().apply(text, context).used, std::vector<MaskIndex>{i});
    for (const std::string& off : {mask, std::string("all")}) {
      const Masks masks = masks_of({{off}, {}, {}});
      EXPECT_EQ(masks.apply(text, context).text, text);
      EXPECT_FALSE(masks.is_on(mask));
    }
    EXPECT_TRUE(Masks().is_on(mask));
  }
  EXPECT_FALSE(Masks().is_on("no such mask"));
}

TEST(MaskOptionsTest, UserMasksHideInEveryContext) {
  const Masks masks =
      masks_of({{"all"}, {"stock=[0-9]+ left", "empty=x*"}, {}});
  for (const MaskContext context : {MaskContext::kText, MaskContext::kCode}) {
    const MaskedText masked = masks.apply("12 left, 3 left xx", context);
    EXPECT_EQ(masked.text, "<stock>, <stock> <empty>");
    ASSERT_EQ(masked.used.size(), 2U);
    EXPECT_EQ(masks.name(masked.used[0]), "stock");
  }
  EXPECT_EQ(masks.size(), builtin_masks().size() + 2);
}

TEST(MaskOptionsTest, MasksThatOverlapCountBoth) {
  const Masks masks = masks_of({{}, {"mine=at 2026"}, {}});
  const MaskedText masked = masks.apply("at 2026-11-12!", MaskContext::kText);
  EXPECT_EQ(masked.text, "<mine>!");
  EXPECT_EQ(masked.used.size(), 2U);
}

TEST(MaskOptionsTest, WhatMakesNoSenseIsRefused) {
  EXPECT_THAT(error_of({{"dates"}, {}, {}}), HasSubstr("timestamps"));
  EXPECT_THAT(error_of({{}, {"x"}, {}}), HasSubstr("NAME=RE2"));
  EXPECT_THAT(error_of({{}, {"=x"}, {}}), HasSubstr("NAME=RE2"));
  EXPECT_THAT(error_of({{}, {"a b=x"}, {}}), HasSubstr("NAME=RE2"));
  EXPECT_THAT(error_of({{}, {"x=("}, {}}), HasSubstr("RE2"));
  EXPECT_THAT(error_of({{}, {"x="}, {}}), HasSubstr("bytes"));
  EXPECT_THAT(error_of({{}, {"x=" + std::string(2000, 'a')}, {}}),
              HasSubstr("bytes"));
  EXPECT_THAT(error_of({{}, {"x=(a{1000}){1000}"}, {}}), HasSubstr("RE2"));
  EXPECT_THAT(error_of({{}, {"x=a", "x=b"}, {}}), HasSubstr("already"));
  EXPECT_THAT(error_of({{}, {"timestamps=b"}, {}}), HasSubstr("already"));
  EXPECT_THAT(error_of({{}, {"all=b"}, {}}), HasSubstr("already"));
  EXPECT_THAT(error_of({{}, std::vector<std::string>(65, "a=b"), {}}),
              HasSubstr("at most"));
  EXPECT_THAT(error_of({{}, {}, {""}}), HasSubstr("bytes"));
  EXPECT_THAT(error_of({{}, {}, std::vector<std::string>(1001, "a")}),
              HasSubstr("at most"));
}

TEST(MaskOptionsTest, IgnoredPathsAreWholePaths) {
  const Masks masks =
      masks_of({{}, {}, {"forms[*].controls[t?].value", "text", "text*"}});
  const auto ignored = [&](std::string_view path) {
    const std::string* found = masks.ignoring(path);
    return found == nullptr ? std::string() : *found;
  };
  EXPECT_EQ(ignored("forms[a.b].controls[t1].value"),
            "forms[*].controls[t?].value");
  EXPECT_EQ(ignored("forms[\n\xff].controls[t\x01].value"),
            "forms[*].controls[t?].value");
  EXPECT_EQ(ignored("forms[a].controls[t12].value"), "");
  EXPECT_EQ(ignored("forms[a].controls[t1].values"), "");
  EXPECT_EQ(ignored("text"), "text");
  EXPECT_EQ(ignored("texts"), "text*");
  EXPECT_EQ(ignored(""), "");
  EXPECT_EQ(Masks().ignoring("text"), nullptr);
}

// 1,000 patterns beside 10,000 changes.
TEST(MaskOptionsTest, ManyIgnoredPathsAreMatchedAtOnce) {
  MaskOptions options;
  for (int i = 0; i < 1000; ++i) {
    options.ignored_paths.push_back("links[https://a.example/" +
                                    std::to_string(i) + "/*].text");
  }
  const Masks masks = masks_of(options);
  size_t ignored = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string path =
        "links[https://a.example/" + std::to_string(i) + "/b].text";
    if (masks.ignoring(path) != nullptr) ++ignored;
  }
  EXPECT_EQ(ignored, 1000U);
}

TEST(MaskOptionsTest, HiddenChangesAreCounted) {
  const Masks masks = masks_of({{}, {}, {"title"}});
  PageDiff diff;
  ChangeList changes(masks, 10, diff);
  EXPECT_TRUE(changes.same("12 views", "13 views", MaskContext::kText));
  EXPECT_FALSE(changes.same("12 views", "13 goats", MaskContext::kText));
  Change change;
  change.path = "title";
  changes.add(change);
  EXPECT_EQ(diff.hidden, (std::map<std::string, size_t>{{"counters", 1},
                                                        {"ignored title", 1}}));
}

}  // namespace
}  // namespace pagescan
