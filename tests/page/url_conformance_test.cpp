// The URL Standard's public tests once more, as a page writes them: the base in
// a base element, the input in the href of a link. Skipped where they are not.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "scanner/base/utf8.h"
#include "scanner/page.h"
#include "tests/support/conformance.h"

namespace pagescan {
namespace {

// Every character as a reference: so nothing of the parser of HTML but
// references takes part. Those it changes say nothing: NUL, and the C1 controls
// that stand for windows-1252.
std::string attribute_value(const std::string& text) {
  std::string value;
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    value += fmt::format("&#{};", static_cast<uint32_t>(c.value));
    i += c.size;
  }
  return value;
}

bool can_be_written(const std::string& text) {
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i);
    if (c.value == 0 || (c.value >= 0x80 && c.value <= 0x9F)) return false;
    i += c.size;
  }
  return true;
}

// https://html.spec.whatwg.org/#set-the-frozen-base-url takes no other.
bool can_be_base(const nlohmann::json& base) {
  if (base.is_null()) return true;
  const Result<Url> url = Url::parse(base.get<std::string>());
  return url && url->scheme() != "data" && url->scheme() != "javascript";
}

TEST(UrlInPage, UrlTestData) {
  const nlohmann::json tests = test::conformance_json("url/urltestdata.json");
  if (tests.is_null()) {
    GTEST_SKIP() << "no conformance data: "
                 << test::conformance_file("url/urltestdata.json")
                 << " (set PAGESCAN_SHARED)";
  }
  size_t written = 0;
  for (const auto& test : tests) {
    if (!test.is_object()) continue;
    const std::string input = test["input"];
    if (!can_be_written(input) || !can_be_base(test["base"])) continue;
    ++written;
    std::string html = "<meta charset=utf-8>";
    if (test["base"].is_string()) {
      html += "<base href='" + attribute_value(test["base"]) + "'>";
    }
    html += "<a href='" + attribute_value(input) + "'>x</a>";
    const Result<Page> page = build_page({html, {}, {}, {}}, {});
    ASSERT_TRUE(page);
    ASSERT_EQ(page->facts.page.links.size(), 1U) << input;
    const std::optional<std::string>& url = page->facts.page.links[0].href.url;
    std::optional<std::string> expected;
    if (!test.contains("failure")) expected = test["href"];
    EXPECT_EQ(url, expected) << test.dump();
  }
  EXPECT_GE(written, 850U);
}

}  // namespace
}  // namespace pagescan
