// Scans of a real web server: nginx with TLS, HTTP/2, compression, charsets.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/cli/run_pagescan.h"
#include "tests/support/nginx_server.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;

NginxOptions options() {
  NginxOptions options;
  options.directives = R"(
    add_header X-A 1 always;
    add_header X-B 2 always;
    add_header X-A 3 always;
    location = /old { return 301 /new.html?from=old; }
    location = /temporary { return 307 /old; }
    location = /koi { charset koi8-r; default_type text/html;
                      alias koi.html; }
    location /packed { gzip on; gzip_min_length 1; gzip_types text/html; }
  )";
  options.certificate.alternative_names = {"DNS:shop.invalid", "IP:127.0.0.1"};
  return options;
}

TEST(ScanServerTest, ReportsTlsAndHttp2) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("new.html", "<title>New</title><a href=next>next</a>");
  const ProgramOutcome outcome =
      scan_json({server.https_url("/old"), "--ca-file",
                 server.certificate_file().string()});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  const Json report = only_report(outcome.out);
  EXPECT_EQ(report.at("page").at("url"),
            server.https_url("/new.html?from=old"));
  EXPECT_EQ(report.at("page").at("title"), "New");
  const Json& response = report.at("response");
  EXPECT_EQ(response.at("protocol"), "h2");
  EXPECT_EQ(response.at("port"), server.https_port());
  EXPECT_THAT(field_values(response.at("fields"), "x-a"),
              ElementsAre("1", "3"));
  const Json& tls = report.at("tls");
  EXPECT_THAT(tls.at("version").get<std::string>(),
              AnyOf("TLSv1.3", "TLSv1.2"));
  EXPECT_NE(tls.at("cipher"), "");
  EXPECT_EQ(tls.at("verified"), true);
  const Json& certificate = tls.at("certificate");
  EXPECT_EQ(certificate.at("subject"), "CN=pagescan test");
  EXPECT_EQ(certificate.at("issuer"), "CN=pagescan test");
  EXPECT_EQ(certificate.at("subject_alternative_names"),
            Json::array({"shop.invalid", "127.0.0.1"}));
  for (const char* key : {"valid_from", "valid_to"}) {
    EXPECT_THAT(certificate.at(key).get<std::string>(),
                MatchesRegex("[0-9-]{10}T[0-9:]{8}Z"));
  }
  ASSERT_EQ(report.at("redirects").size(), 1u);
  const Json& hop = report.at("redirects").at(0);
  EXPECT_EQ(hop.at("status"), 301);
  EXPECT_EQ(hop.at("tls").at("verified"), true);
  EXPECT_THAT(field_values(hop.at("fields"), "x-a"), ElementsAre("1", "3"));
  EXPECT_GT(report.at("timing").at("total_ms"), 0);
}

TEST(ScanServerTest, ScansInsecurelyWhereTold) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("index.html", "<p>x");
  const ProgramOutcome outcome =
      scan_json({server.https_url("/"), "--insecure"});
  // It is scanned, and found to have no valid certificate.
  EXPECT_EQ(outcome.exit_code, 1);
  const Json report = only_report(outcome.out);
  EXPECT_EQ(report.at("text"), "x");
  EXPECT_EQ(report.at("tls").at("verified"), false);
  EXPECT_EQ(report.at("tls").at("verify_error"), "self-signed certificate");
  const ProgramOutcome text = run_pagescan(
      {"scan", server.https_url("/"), "--insecure", "--sections", "page"});
  EXPECT_THAT(text.out, HasSubstr(" (not verified)\n"));
}

TEST(ScanServerTest, ChecksTheNameOfTheHost) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("index.html", "<p>x");
  const auto errors_at = [&](const std::string& host) {
    return errors_of(only_report(
        scan_json({fmt::format("https://{}:{}/", host, server.https_port()),
                   "--ca-file", server.certificate_file().string(), "--resolve",
                   fmt::format("{}:{}:127.0.0.1", host, server.https_port())})
            .out));
  };
  EXPECT_EQ(errors_at("shop.invalid"), "");
  EXPECT_EQ(errors_at("other.invalid"), "fetch tls_failure");
}

TEST(ScanServerTest, ReportsACaFileThatIsNotThere) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  const ProgramOutcome outcome =
      scan_json({server.https_url("/"), "--ca-file", "/nonexistent/ca.pem"});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_EQ(errors_of(only_report(outcome.out)), "fetch tls_failure");
  EXPECT_THAT(outcome.err, HasSubstr("(check --ca-file)"));
}

TEST(ScanServerTest, UndoesCompression) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  std::string content;
  for (int i = 0; i < 1000; ++i) content += "<p>again";
  server.write("packed.html", content);
  const Json report =
      only_report(scan_json({server.http_url("/packed.html")}).out);
  EXPECT_EQ(report.at("response").at("content_codings"), Json::array({"gzip"}));
  EXPECT_EQ(report.at("response").at("decoded_bytes"), content.size());
  EXPECT_LT(report.at("response").at("wire_bytes"), content.size() / 10);
  EXPECT_EQ(report.at("page").at("size"), content.size());
  EXPECT_EQ(report.at("truncated"), Json::array());
}

TEST(ScanServerTest, ReadsTheCharsetOfContentType) {
  PAGESCAN_REQUIRE_NGINX();
  NginxOptions koi;
  koi.directives = "charset koi8-r;";
  const NginxServer server(koi);
  server.write("index.html", "<p>\xC1");
  const Json report = only_report(scan_json({server.http_url("/")}).out);
  EXPECT_EQ(report.at("page").at("charset"), "KOI8-R");
  EXPECT_EQ(report.at("page").at("mime_type"), "text/html");
  EXPECT_EQ(report.at("text"), "\u0430");
}

TEST(ScanServerTest, FollowsRedirectsOverHttp) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("new.html", "<p>new");
  const Json report =
      only_report(scan_json({server.http_url("/temporary")}).out);
  EXPECT_EQ(report.at("text"), "new");
  ASSERT_EQ(report.at("redirects").size(), 2u);
  EXPECT_EQ(report.at("redirects").at(0).at("status"), 307);
  EXPECT_EQ(report.at("redirects").at(1).at("status"), 301);
  EXPECT_EQ(report.at("response").at("protocol"), "HTTP/1.1");
  EXPECT_EQ(report.at("tls"), nullptr);
}

TEST(ScanServerTest, ReportsImagesByTheirResponse) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("x.png", "\x89PNG\r\n\x1A\n");
  const ProgramOutcome outcome = scan_json({server.http_url("/x.png")});
  EXPECT_EQ(outcome.exit_code, 3);
  const Json report = only_report(outcome.out);
  EXPECT_EQ(errors_of(report), "content not_html");
  EXPECT_EQ(report.at("page").at("mime_type"), "image/png");
  EXPECT_EQ(report.at("page").at("status"), 200);
}

TEST(ScanServerTest, ScansServersAndFilesInTheOrderGiven) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("1.html", "<p>one");
  server.write("2.html", "<p>two");
  const std::string nobody = fmt::format("http://127.0.0.1:{}/", free_port());
  const ProgramOutcome outcome =
      scan_json({server.http_url("/2.html"), nobody, "-",
                 server.https_url("/1.html"), server.http_url("/1.html"),
                 "--ca-file", server.certificate_file().string()},
                "<p>in");
  EXPECT_EQ(outcome.exit_code, 3);
  std::string texts;
  for (const Json& report : reports_in(outcome.out)) {
    texts += report.at("text").get<std::string>() + "|";
  }
  EXPECT_EQ(texts, "two||in|one|one|");
}

}  // namespace
}  // namespace pagescan::test
