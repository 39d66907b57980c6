#include "scanner/run/target.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>

namespace pagescan {
namespace {

struct GoodTarget {
  std::string_view text;
  TargetKind kind;
  std::string_view url;   // kUrl
  std::string_view path;  // kFile
};

void PrintTo(const GoodTarget& target, std::ostream* out) {
  *out << target.text;
}

class GoodTargets : public testing::TestWithParam<GoodTarget> {};

TEST_P(GoodTargets, AreRead) {
  const GoodTarget& expected = GetParam();
  const Result<Target> target = parse_target(expected.text);
  ASSERT_TRUE(target) << target.error().message;
  EXPECT_EQ(target->kind, expected.kind);
  EXPECT_EQ(target->submitted, expected.text);
  EXPECT_EQ(target->path, expected.path);
  if (expected.kind == TargetKind::kUrl) {
    ASSERT_TRUE(target->url);
    EXPECT_EQ(target->url->href(), expected.url);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Target, GoodTargets,
    testing::Values(
        GoodTarget{"http://a.example", TargetKind::kUrl, "http://a.example/",
                   ""},
        GoodTarget{"HTTPS://A.Example:443/%7e?q#f", TargetKind::kUrl,
                   "https://a.example/%7e?q#f", ""},
        // What the URL Standard makes of them; a path with that name needs
        // "./" before it.
        GoodTarget{"http:a.example", TargetKind::kUrl, "http://a.example/", ""},
        GoodTarget{"https:\\\\a.example\\x", TargetKind::kUrl,
                   "https://a.example/x", ""},
        GoodTarget{"http://[::1]:8080/", TargetKind::kUrl, "http://[::1]:8080/",
                   ""},
        GoodTarget{"http://u:p@b\xC3\xBC"
                   "cher.example/\xC3\xBC",
                   TargetKind::kUrl, "http://u:p@xn--bcher-kva.example/%C3%BC",
                   ""},
        GoodTarget{"-", TargetKind::kStandardInput, "", ""},
        GoodTarget{"page.html", TargetKind::kFile, "", "page.html"},
        GoodTarget{"./-", TargetKind::kFile, "", "./-"},
        GoodTarget{"example.com/login", TargetKind::kFile, "",
                   "example.com/login"},
        GoodTarget{"", TargetKind::kFile, "", ""},
        GoodTarget{"12:30.html", TargetKind::kFile, "", "12:30.html"},
        GoodTarget{"dir/a:b", TargetKind::kFile, "", "dir/a:b"},
        GoodTarget{"dir/http://x", TargetKind::kFile, "", "dir/http://x"},
        GoodTarget{"://x", TargetKind::kFile, "", "://x"},
        GoodTarget{"localhost:8080/x", TargetKind::kFile, "",
                   "localhost:8080/x"},
        GoodTarget{"javascript:alert(1)", TargetKind::kFile, "",
                   "javascript:alert(1)"},
        GoodTarget{"data:text/html,x", TargetKind::kFile, "",
                   "data:text/html,x"},
        GoodTarget{"mailto:a@b.example", TargetKind::kFile, "",
                   "mailto:a@b.example"},
        GoodTarget{"file:///a/b%20c/d%C3%A9.html", TargetKind::kFile, "",
                   "/a/b c/d\xC3\xA9.html"},
        GoodTarget{"file:///\xC3\xA9.html", TargetKind::kFile, "",
                   "/\xC3\xA9.html"},
        GoodTarget{"FILE:/a/../b", TargetKind::kFile, "", "/b"},
        GoodTarget{"file://localhost/a", TargetKind::kFile, "", "/a"},
        GoodTarget{"file:///a?b#c", TargetKind::kFile, "", "/a"},
        GoodTarget{"file:///a%3Fb%23c%25", TargetKind::kFile, "", "/a?b#c%"},
        GoodTarget{"file:///%FF", TargetKind::kFile, "", "/\xFF"}));

struct BadTarget {
  std::string_view text;
  ErrorCode code;
  std::string_view message;
};

void PrintTo(const BadTarget& target, std::ostream* out) {
  *out << target.text;
}

class BadTargets : public testing::TestWithParam<BadTarget> {};

TEST_P(BadTargets, AreRefused) {
  const Result<Target> target = parse_target(GetParam().text);
  ASSERT_FALSE(target);
  EXPECT_EQ(target.error().code, GetParam().code);
  EXPECT_EQ(target.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Target, BadTargets,
    testing::Values(
        BadTarget{"http:", ErrorCode::kInvalidUrl,
                  R"(the host is missing in "http:")"},
        BadTarget{"http://[", ErrorCode::kInvalidUrl,
                  R"(the host "[" has no closing bracket in "http://[")"},
        BadTarget{"ftp://x", ErrorCode::kUnsupportedScheme,
                  "ftp: only http, https and file URLs can be scanned"},
        BadTarget{"javascript://x/%0Aalert(1)", ErrorCode::kUnsupportedScheme,
                  "javascript: only http, https and file URLs can be scanned"},
        BadTarget{"chrome-extension://x/", ErrorCode::kUnsupportedScheme,
                  "chrome-extension: only http, https and file URLs can be "
                  "scanned"},
        BadTarget{"file://server/share/page.html", ErrorCode::kInvalidUrl,
                  "a file of the host \"server\" can't be read (write "
                  "file:///PATH)"},
        BadTarget{"file:///page.html%00.txt", ErrorCode::kInvalidUrl,
                  "%00 can't be in a path: \"file:///page.html%00.txt\""}));

TEST(TargetTest, GivesAFileItsUrl) {
  const std::string here = std::filesystem::current_path().string();
  const struct {
    std::string path;
    std::string href;
  } cases[] = {
      {"/tmp/a b.html", "file:///tmp/a%20b.html"},
      {"/tmp/./x/../\xC3\xA9#?%.html", "file:///tmp/%C3%A9%23%3F%25.html"},
      {"/tmp/a\xFF", "file:///tmp/a%FF"},
      {"/", "file:///"},
      {"c.html", "file://" + here + "/c.html"},
  };
  for (const auto& [path, href] : cases) {
    const Result<Target> target = parse_target(path);
    ASSERT_TRUE(target) << path;
    ASSERT_TRUE(target->url) << path;
    EXPECT_EQ(target->url->href(), href);
  }
}

}  // namespace
}  // namespace pagescan
