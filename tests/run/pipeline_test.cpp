#include "scanner/run/pipeline.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>

#include "scanner/base/sha256.h"
#include "tests/support/payloads.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_dir.h"

namespace pagescan {
namespace {

using namespace std::string_view_literals;

// SOURCE_DATE_EPOCH for the length of a test.
class Epoch {
 public:
  explicit Epoch(const char* seconds) {
    ::setenv("SOURCE_DATE_EPOCH", seconds, 1);
  }
  ~Epoch() { ::unsetenv("SOURCE_DATE_EPOCH"); }
  Epoch(const Epoch&) = delete;
  Epoch& operator=(const Epoch&) = delete;
};

ScanResult scan(const std::string& target, const ScanOptions& options = {},
                const std::string& standard_input = "") {
  Fetcher fetcher;
  std::istringstream in(standard_input);
  return scan_target(parse_target(target).value(), options, fetcher, in);
}

ScanResult scan_stdin(std::string_view content,
                      const ScanOptions& options = {}) {
  return scan("-", options, std::string(content));
}

std::string only_error(const ScanResult& result) {
  if (result.errors.size() != 1) {
    return std::to_string(result.errors.size()) + " errors";
  }
  return std::string(stage_name(result.errors[0].stage))
      .append(" ")
      .append(error_name(result.errors[0].error.code));
}

TEST(PipelineTest, ScansAFile) {
  const Epoch epoch("1700000000");
  const test::TempDir folder;
  const std::string content =
      "<!doctype html><html lang=en><title>T</title><form action=go></form>";
  const std::string path = folder.write("a b.html", content).string();
  ScanOptions options;
  options.address = "192.0.2.1";
  options.submission = "On a day";
  const ScanResult result = scan(path, options);
  EXPECT_TRUE(result.errors.empty());
  EXPECT_EQ(result.task.url, path);
  EXPECT_EQ(format_rfc3339(result.task.time), "2023-11-14T22:13:20.000Z");
  EXPECT_EQ(result.task.address, "192.0.2.1");
  EXPECT_EQ(result.task.submission, "On a day");
  const std::string folder_url = "file://" + folder.path().string();
  EXPECT_EQ(result.page.url, folder_url + "/a%20b.html");
  EXPECT_EQ(result.page.domain, "");
  EXPECT_EQ(result.page.apex_domain, "");
  EXPECT_EQ(result.page.ip, "");
  EXPECT_EQ(result.page.status, 0);
  EXPECT_EQ(result.page.mime_type, "text/html");
  EXPECT_EQ(result.page.size, content.size());
  EXPECT_EQ(result.page.sha256, sha256_hex(content));
  EXPECT_FALSE(result.response);
  ASSERT_TRUE(result.encoding);
  EXPECT_EQ(result.encoding->encoding, Encoding::kWindows1252);
  ASSERT_TRUE(result.facts);
  EXPECT_EQ(result.facts->metadata.title, "T");
  EXPECT_EQ(result.facts->metadata.language, "en");
  ASSERT_EQ(result.facts->page.forms.forms.size(), 1u);
  EXPECT_EQ(result.facts->page.forms.forms[0].url, folder_url + "/go");
  EXPECT_TRUE(result.truncated.empty());
}

TEST(PipelineTest, TakesTheUrlItIsTold) {
  ScanOptions options;
  options.document_url = Url::parse(
                             "https://www.b\xC3\xBC"
                             "cher.co.uk/dir/page?q#f")
                             .value();
  const ScanResult result = scan_stdin("<a href=x>x</a>", options);
  EXPECT_TRUE(result.errors.empty());
  EXPECT_EQ(result.task.url, "-");
  EXPECT_EQ(result.page.url, "https://www.xn--bcher-kva.co.uk/dir/page?q#f");
  EXPECT_EQ(result.page.domain, "www.xn--bcher-kva.co.uk");
  EXPECT_EQ(result.page.unicode_domain,
            "www.b\xC3\xBC"
            "cher.co.uk");
  EXPECT_EQ(result.page.apex_domain, "xn--bcher-kva.co.uk");
  ASSERT_TRUE(result.facts);
  EXPECT_EQ(result.facts->page.links.at(0).href.url,
            "https://www.xn--bcher-kva.co.uk/dir/x");
}

TEST(PipelineTest, KnowsNoUrlOfStandardInput) {
  const ScanResult result = scan_stdin("<a href=x>x</a>");
  EXPECT_EQ(result.page.url, "");
  EXPECT_EQ(result.page.domain, "");
  ASSERT_TRUE(result.facts);
  EXPECT_EQ(result.facts->page.links.at(0).href.url, std::nullopt);
}

struct UnreadableContent {
  std::string_view content;
  std::string_view error;
  std::string_view mime_type;
  std::string_view message;
};

TEST(PipelineTest, ReportsContentThatIsNoHtml) {
  const UnreadableContent cases[] = {
      {"%PDF-1.7 <form action=/x>", "content not_html", "application/pdf",
       "the content is application/pdf, not HTML: only the response is "
       "reported"},
      {"\x89PNG\r\n\x1A\n\0<html>"sv, "content not_html", "image/png",
       "the content is image/png, not HTML: only the response is reported"},
      {"", "content empty_body", "", "there is no content: nothing to analyse"},
  };
  for (const UnreadableContent& c : cases) {
    const ScanResult result = scan_stdin(c.content);
    EXPECT_EQ(only_error(result), c.error);
    EXPECT_EQ(result.errors.at(0).error.message, c.message);
    EXPECT_EQ(result.page.mime_type, c.mime_type);
    EXPECT_EQ(result.page.size, c.content.size());
    EXPECT_EQ(result.page.sha256, sha256_hex(c.content));
    EXPECT_FALSE(result.facts);
    EXPECT_FALSE(result.encoding);
  }
}

TEST(PipelineTest, CutsAFileAndSaysSo) {
  const test::TempDir folder;
  const std::string path = folder.write("x.html", "<p>abcdef").string();
  ScanOptions options;
  options.fetch_limits.max_content_bytes = 5;
  const ScanResult result = scan(path, options);
  EXPECT_TRUE(result.errors.empty());
  ASSERT_EQ(result.truncated.size(), 1u);
  EXPECT_EQ(result.truncated[0].what, "content");
  EXPECT_EQ(result.truncated[0].limit, 5u);
  EXPECT_EQ(result.truncated[0].detail,
            "only the first 5 bytes were read; raise --max-bytes");
  EXPECT_EQ(result.page.size, 5u);
  ASSERT_TRUE(result.facts);
  EXPECT_EQ(result.facts->text.text, "ab");
}

TEST(PipelineTest, ReportsAMissingFile) {
  const ScanResult result = scan("/nonexistent/page.html");
  EXPECT_EQ(only_error(result), "read file_not_found");
  EXPECT_EQ(result.task.url, "/nonexistent/page.html");
  EXPECT_EQ(result.page.mime_type, "");
  EXPECT_FALSE(result.facts);
}

TEST(PipelineTest, GathersTheNotesOfEveryPart) {
  ScanOptions options;
  options.fetch_limits.max_content_bytes = 90000;
  options.page_limits.parse.memory = size_t{1} << 20;
  options.page_limits.catalogue.max_items = 2;
  std::string content;
  for (int i = 0; i < 10000; ++i) content += "<a href=x>y</a>";
  const ScanResult result = scan_stdin(content, options);
  EXPECT_TRUE(result.errors.empty());
  std::string what;
  for (const TruncationNote& note : result.truncated) what += note.what + " ";
  EXPECT_EQ(what, "content parse_memory links ");
}

TEST(PipelineTest, FailsAPageOverEveryParseLimit) {
  ScanOptions options;
  options.page_limits.parse.memory = 1;
  const ScanResult result = scan_stdin("<p>x", options);
  EXPECT_EQ(only_error(result), "parse parse_budget");
  EXPECT_EQ(result.page.size, 4u);
  EXPECT_FALSE(result.facts);
}

TEST(PipelineTest, OverridesTheCharset) {
  ScanOptions options;
  options.charset_override = Encoding::kUtf8;
  const ScanResult result =
      scan_stdin("<meta charset=koi8-r><p>\xC3\xA9\xFF", options);
  ASSERT_TRUE(result.facts);
  EXPECT_EQ(result.facts->text.text, "\u00E9\uFFFD");
  EXPECT_EQ(result.replaced, 1u);
  EXPECT_EQ(result.encoding->source, EncodingSource::kOverride);
  EXPECT_EQ(result.encoding->meta, Encoding::kKoi8R);
}

// A saved page has lost its Content-Type; a server had its chance to send one.
TEST(PipelineTest, DetectsUtf8InFilesAndNotInResponses) {
  const std::string content = "<p>\u00E9";
  EXPECT_EQ(scan_stdin(content).facts.value().text.text, "\u00E9");
  const test::TempDir folder;
  const std::string file = folder.write("x.html", content).string();
  EXPECT_EQ(scan(file).facts.value().text.text, "\u00E9");
  test::ScriptedServer server;
  server.on("/", test::http_response("200 OK", "", content));
  EXPECT_EQ(scan(server.url("/")).facts.value().text.text, "\u00C3\u00A9");
}

TEST(PipelineTest, SummarisesAFetchedPage) {
  test::ScriptedServer server;
  server.on("/old",
            test::http_response("302 Found", "Location: new?q\r\n", ""));
  const std::string content = "<p>\xC1";
  server.on("/new",
            test::http_response("404 Not Found",
                                "Content-Type: text/HTML; charset=koi8-r\r\n",
                                content));
  const ScanResult result = scan(server.url("/old"));
  EXPECT_TRUE(result.errors.empty());
  EXPECT_EQ(result.task.url, server.url("/old"));
  EXPECT_EQ(result.page.url, server.url("/new?q"));
  EXPECT_EQ(result.page.domain, "127.0.0.1");
  EXPECT_EQ(result.page.apex_domain, "");
  EXPECT_EQ(result.page.ip, "127.0.0.1");
  EXPECT_EQ(result.page.port, server.port());
  EXPECT_EQ(result.page.status, 404);
  EXPECT_EQ(result.page.mime_type, "text/html");
  EXPECT_EQ(result.page.sha256, sha256_hex(content));
  ASSERT_TRUE(result.response);
  EXPECT_EQ(result.response->hops.size(), 2u);
  EXPECT_EQ(result.response->content, "");  // not kept
  ASSERT_TRUE(result.facts);
  EXPECT_EQ(result.facts->text.text, "\u0430");
}

TEST(PipelineTest, SniffsAResponseThatHasNoType) {
  test::ScriptedServer server;
  server.on("/html", test::http_response("200 OK", "", "<p>x"));
  server.on("/gif", test::http_response("200 OK", "", "GIF89a"));
  server.on("/bad",
            test::http_response("200 OK", "Content-Type: html\r\n", "<p>x"));
  server.on("/text", test::http_response(
                         "200 OK", "Content-Type: text/plain\r\n", "<p>x"));
  server.on("/empty", test::http_response("200 OK", "", ""));
  const struct {
    std::string_view path;
    std::string_view mime_type;
    bool analysed;
  } cases[] = {{"/html", "text/html", true},
               {"/gif", "image/gif", false},
               {"/bad", "text/html", true},
               {"/text", "text/plain", false},
               {"/empty", "", false}};
  for (const auto& c : cases) {
    const ScanResult result = scan(server.url(c.path));
    EXPECT_EQ(result.page.mime_type, c.mime_type) << c.path;
    EXPECT_EQ(result.facts.has_value(), c.analysed) << c.path;
    EXPECT_EQ(result.page.status, 200) << c.path;
  }
}

TEST(PipelineTest, KeepsWhatIsKnownOfAFailedFetch) {
  const std::string url =
      "http://127.0.0.1:" + std::to_string(test::free_port()) + "/x";
  const ScanResult result = scan(url);
  EXPECT_EQ(only_error(result), "fetch connection_refused");
  EXPECT_EQ(result.page.url, url);
  EXPECT_EQ(result.page.status, 0);
  EXPECT_EQ(result.page.mime_type, "");
  EXPECT_EQ(result.page.sha256, "");
  EXPECT_FALSE(result.facts);
}

TEST(PipelineTest, MakesAResultOfABadTarget) {
  const Epoch epoch("0");
  const ScanResult result =
      failed_target("http:", {ErrorCode::kInvalidUrl, "why"});
  EXPECT_EQ(only_error(result), "target invalid_url");
  EXPECT_EQ(result.task.url, "http:");
  EXPECT_EQ(format_rfc3339(result.task.time), "1970-01-01T00:00:00.000Z");
}

TEST(PipelineTest, PassesOverAnEpochThatIsNoNumber) {
  const Epoch epoch("yesterday");
  const auto before = std::chrono::system_clock::now();
  const ScanResult result = scan_stdin("x");
  EXPECT_GE(result.task.time, before);
  EXPECT_LE(result.task.time, std::chrono::system_clock::now());
}

TEST(PipelineTest, GradesPagesThatCameOverHttp) {
  test::ScriptedServer server;
  const std::string type = "Content-Type: text/html\r\n";
  server.on("/", test::http_response("200 OK", type, "<p>x"));
  server.on("/gone", test::http_response("404 Not Found", type, "<p>x"));
  ScanOptions options;
  EXPECT_FALSE(scan(server.url("/"), options).observatory);
  options.rules = std::make_shared<RuleBook>(default_rule_book());
  const auto grade = scan(server.url("/"), options).observatory;
  ASSERT_TRUE(grade);
  // No policy -25, may be framed -20, no nosniff -5.
  EXPECT_EQ(grade->score, 50);
  EXPECT_EQ(grade->grade, "C");
  EXPECT_FALSE(scan(server.url("/gone"), options).observatory);
  EXPECT_FALSE(scan_stdin("<p>x", options).observatory);
}

}  // namespace
}  // namespace pagescan
