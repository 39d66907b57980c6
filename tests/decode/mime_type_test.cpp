#include "scanner/decode/mime_type.h"

#include <gtest/gtest.h>

#include <vector>

namespace pagescan {
namespace {

struct Case {
  std::string value;
  std::string essence;  // empty: no MIME type
  std::optional<std::string> charset;
};

TEST(MimeType, ReadsEssenceAndCharset) {
  const std::vector<Case> cases = {
      {"text/html", "text/html", std::nullopt},
      {"  Text/HTML ; ", "text/html", std::nullopt},
      {"text/html;charset=utf-8", "text/html", "utf-8"},
      {"text/html; CHARSET=UTF-8", "text/html", "UTF-8"},
      {"text/html;charset=\"utf-8\"", "text/html", "utf-8"},
      {"text/html;charset=\"utf\\-8\" junk;x=y", "text/html", "utf-8"},
      {"text/html;charset=\"utf-8", "text/html", "utf-8"},
      {"text/html;charset=\"a\\", "text/html", "a\\"},
      {"text/html;charset=\"\"", "text/html", ""},
      {"text/html;charset='utf-8'", "text/html", "'utf-8'"},
      {"text/html;charset= utf-8 ;x", "text/html", " utf-8"},
      {"text/html;charset=gbk;charset=utf-8", "text/html", "gbk"},
      {"text/html;charset=;charset=utf-8", "text/html", "utf-8"},
      {"text/html;charset", "text/html", std::nullopt},
      {"text/html;charset=", "text/html", std::nullopt},
      {"text/html;charset =utf-8", "text/html", std::nullopt},
      {"text/html;x=\";charset=gbk\";charset=utf-8", "text/html", "utf-8"},
      {"text/html;;;;charset=utf-8", "text/html", "utf-8"},
      {"text/html;charset=\x01;charset=utf-8", "text/html", "utf-8"},
      {"text/html,text/plain;charset=utf-8", "", std::nullopt},
      {"text/html charset=utf-8", "", std::nullopt},
      {"application/xhtml+xml", "application/xhtml+xml", std::nullopt},
      {"text", "", std::nullopt},
      {"text/", "", std::nullopt},
      {"/html", "", std::nullopt},
      {"te xt/html", "", std::nullopt},
      {"text/ html", "", std::nullopt},
      {"", "", std::nullopt},
  };
  for (const Case& c : cases) {
    const auto type = parse_mime_type(c.value);
    ASSERT_EQ(type.has_value(), !c.essence.empty()) << c.value;
    if (!type) continue;
    EXPECT_EQ(type->essence, c.essence) << c.value;
    EXPECT_EQ(type->charset, c.charset) << c.value;
  }
}

TEST(MimeType, AMillionParametersAreLinear) {
  std::string value = "text/html";
  for (int i = 0; i < 1000000; ++i) value += ";a=\"\\";
  value += "\";charset=gbk";
  EXPECT_EQ(parse_mime_type(value)->essence, "text/html");
}

}  // namespace
}  // namespace pagescan
