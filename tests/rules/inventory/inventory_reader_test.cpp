#include "rules/inventory/inventory_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "rules/inventory/inventory_writer.h"
#include "scanner/base/sha256.h"

namespace pagescan {
namespace {

using testing::HasSubstr;

std::string error_of(const std::string& text) {
  const auto inventory = read_inventory_text(text, "i.yaml");
  return inventory ? "" : inventory.error().message;
}

std::string of_script(const std::string& row) {
  return error_of("version: 1\npages: https://a.test/\nscripts:\n  - " + row);
}

TEST(InventoryReaderTest, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(error_of("version: 2\npages: https://a.test/"),
              HasSubstr("i.yaml:1:10: version: version 1 is expected"));
  EXPECT_THAT(error_of("version: 1"), HasSubstr("\"pages\" is missing"));
  EXPECT_THAT(error_of("version: 1\npages: []"), HasSubstr("no pages"));
  EXPECT_THAT(error_of("version: 1\npages: https://*/"), HasSubstr("path and"));
  EXPECT_THAT(of_script("ownr: x"), HasSubstr("did you mean \"owner\""));
  EXPECT_THAT(of_script("owner: x"), HasSubstr("either url or inline"));
  EXPECT_THAT(of_script("inline: md5:00"), HasSubstr("sha256: and 64"));
  EXPECT_THAT(of_script("url: https://a.test/\n    date: 2.11.2026"),
              HasSubstr("YYYY-MM-DD"));
  EXPECT_THAT(of_script("url: https://a.test/\n    integrity: exakt"),
              HasSubstr("did you mean \"exact\""));
  EXPECT_THAT(of_script("url: https://a.test/\n    integrity: masked"),
              HasSubstr("inline scripts alone"));
  EXPECT_THAT(of_script("url: https://a.test/\n    sha256: [12]"),
              HasSubstr("64 hexadecimal digits"));
  EXPECT_THAT(error_of("version: 1\npages: https://a.test/\nfields:\n"
                       "  - name: x-frame-option\n"),
              HasSubstr("did you mean \"x-frame-options\""));
  EXPECT_THAT(error_of("version: 1\npages: https://a.test/\nfields:\n"
                       "  - name: content-security-policy\n"),
              HasSubstr("a directive is expected"));
  EXPECT_EQ(of_script("url: https://a.test/"), "");
}

TEST(InventoryReaderTest, BoundsPatterns) {
  std::string text = "version: 1\npages:\n";
  for (size_t i = 0; i <= kMaxInventoryPatterns; ++i) {
    text += "  - https://a.test/" + std::to_string(i) + "*\n";
  }
  EXPECT_THAT(error_of(text), HasSubstr("more than 500 URLs with *"));
}

// Whatever a page has written, what is written is read back.
TEST(InventoryReaderTest, ReadsBackWhatIsWritten) {
  NewScriptRow external;
  external.row.url = "https://a.test/x.js?a=%22&b=*";
  external.row.owner = "Ann: \"the\" owner # one";
  external.row.date = "2026-11-02";
  external.row.integrity = IntegrityMode::kAny;
  external.row.sha256 = {sha256_hex("a"), sha256_hex("b")};
  external.row.pages = {"https://a.test/"};
  external.comment = "a hint";
  NewScriptRow within;
  within.row.inline_sha256 = sha256_hex("c");
  within.row.begins =
      "\x01\t\\ 'q' \xEF\xBB\xBF\xE2\x80\xAE \xC2\x85 \xE7\x8C\xAB \xF0\x9F"
      "\x92\xA9 - [x]: {y}\x7F";
  within.row.pages = external.row.pages;
  const InventoryField field{"content-security-policy",
                             "script-src",
                             "'self' \"",
                             {"https://a.test/"}};
  const std::string text =
      write_inventory({"https://a.test/"}, {external, within}, {field});
  const auto read = read_inventory_text(text, "i.yaml");
  ASSERT_TRUE(read) << read.error().message << '\n' << text;
  EXPECT_EQ(read->pages, std::vector<std::string>{"https://a.test/"});
  ASSERT_EQ(read->scripts.size(), 2u);
  EXPECT_EQ(read->scripts[0], external.row) << text;
  EXPECT_EQ(read->scripts[1], within.row) << text;
  EXPECT_EQ(read->fields, std::vector<InventoryField>{field});
}

}  // namespace
}  // namespace pagescan
