#include "rules/inventory/inventory_edits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "rules/config/yaml_reader.h"
#include "rules/inventory/inventory_reader.h"
#include "scanner/base/sha256.h"

namespace pagescan {
namespace {

using testing::HasSubstr;

const std::string kOld = sha256_hex("old()");
const std::string kNew = sha256_hex("new()");

// As a reviewer may leave it: comments, an order of one's own.
std::string reviewed() {
  return "# ours\nversion: 1\npages:\n  - https://a.test/pay  # the one\n"
         "scripts:\n  # the form\n  - url: https://a.test/a.js\n"
         "    justification: needed   # see ticket 7\n    owner: Ann\n"
         "    authorised_by: Bob\n    date: 2026-11-02\n    sha256:\n      - " +
         kOld + "\n  - inline: sha256:" + kOld +
         "\n    begins: go()\n"
         "fields:\n  - name: x-frame-options\n    value: deny # never else\n";
}

PaymentPage pay_page() {
  PaymentPage page;
  page.url = "https://a.test/pay";
  PageScript external;
  external.url = "https://a.test/a.js";
  PageScript within;
  within.kind = PageScriptKind::kInline;
  within.sha256 = kNew;
  within.masked_sha256 = kNew;
  within.begins = "go()";
  page.scripts = {external, within};
  page.fields = {{"x-frame-options", "", "deny"}};
  return page;
}

struct Edited {
  InventoryUpdate update;
  std::string text;
};

Edited edited(const std::string& text, const PaymentPage& page,
              ChangedRows changed) {
  const ConfigTree tree = read_yaml(text, "i.yaml").value();
  const Inventory inventory = read_inventory(tree).value();
  FetchedScripts fetched;
  fetched["https://a.test/a.js"] = hashed_script("new()");
  fetched["https://b.test/b.js"] = hashed_script("b()");
  Edited result;
  result.update = plan_update(inventory, {page}, fetched, changed);
  const auto text_after = edit_inventory(text, tree, inventory, result.update);
  result.text = text_after ? *text_after : text_after.error().message;
  return result;
}

std::string replaced(std::string text, const std::string& old,
                     const std::string& with) {
  for (size_t at = text.find(old); at != std::string::npos;
       at = text.find(old, at + with.size())) {
    text.replace(at, old.size(), with);
  }
  return text;
}

TEST(InventoryEditsTest, LeavesChangedRowsUnlessTold) {
  const Edited result = edited(reviewed(), pay_page(), ChangedRows::kLeave);
  EXPECT_TRUE(result.update.empty());
  EXPECT_EQ(result.text, reviewed());
  ASSERT_EQ(result.update.notes.size(), 2u);
  EXPECT_THAT(result.update.notes[0], HasSubstr("--accept"));
}

TEST(InventoryEditsTest, AcceptsHashesAndKeepsWords) {
  const Edited result = edited(reviewed(), pay_page(), ChangedRows::kAccept);
  EXPECT_EQ(result.text, replaced(reviewed(), kOld, kNew));
  EXPECT_EQ(result.update.hashes.size(), 2u);
}

TEST(InventoryEditsTest, AcceptsValuesOfFields) {
  PaymentPage page = pay_page();
  page.scripts.clear();
  page.fields = {{"x-frame-options", "", "sameorigin"}};
  const Edited result = edited(reviewed(), page, ChangedRows::kAccept);
  EXPECT_THAT(result.text, HasSubstr("    value: \"sameorigin\"\n"));
  EXPECT_THAT(result.text, HasSubstr("# see ticket 7"));
}

TEST(InventoryEditsTest, PutsNewRowsFirst) {
  PaymentPage page = pay_page();
  page.url = "https://a.test/new";
  page.scripts.resize(1);
  page.scripts[0].url = "https://b.test/b.js";
  page.fields = {{"referrer-policy", "", "origin"},
                 {"x-frame-options", "", "deny"}};
  const Edited result = edited(reviewed(), page, ChangedRows::kLeave);
  EXPECT_THAT(result.text, HasSubstr("pages:\n  - https://a.test/new\n"
                                     "  - https://a.test/pay  # the one\n"));
  EXPECT_THAT(result.text,
              HasSubstr("scripts:\n  - url: https://b.test/b.js\n"));
  EXPECT_THAT(result.text, HasSubstr("owner: \"\"\n"));
  EXPECT_THAT(result.text, HasSubstr("fields:\n  - name: referrer-policy\n"));
  // Again: there is nothing left to do.
  const Edited again = edited(result.text, page, ChangedRows::kAccept);
  EXPECT_TRUE(again.update.empty());
  EXPECT_EQ(again.text, result.text);
}

TEST(InventoryEditsTest, AddsListsThatAreNotThere) {
  PaymentPage page = pay_page();
  page.scripts.resize(1);
  for (const char* rest : {"", "scripts: []\nfields: []\n", "scripts:\n"}) {
    const Edited result =
        edited(std::string("version: 1\npages:\n- https://a.test/pay\n") + rest,
               page, ChangedRows::kLeave);
    EXPECT_THAT(result.text, HasSubstr("scripts:\n  - url: https://a.test/a"));
    EXPECT_THAT(result.text, HasSubstr("fields:\n  - name: x-frame-options\n"));
  }
}

TEST(InventoryEditsTest, RefusesWhatItCanNotChange) {
  PaymentPage page = pay_page();
  page.url = "https://a.test/new";
  const Edited result = edited("{version: 1, pages: [https://a.test/pay]}",
                               page, ChangedRows::kLeave);
  EXPECT_THAT(result.text, HasSubstr("i.yaml: it is written in a way"));
}

}  // namespace
}  // namespace pagescan
