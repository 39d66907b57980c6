#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "scanner/fetch/fetcher.h"
#include "tests/fetch/fetch_test_util.h"
#include "tests/support/nginx_server.h"
#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::MatchesRegex;

NginxOptions options() {
  NginxOptions options;
  options.certificate.common_name = "Shop, \"O\"";
  options.certificate.alternative_names = {"DNS:localhost",
                                           "DNS:*.shop.invalid", "IP:127.0.0.1",
                                           "IP:::1", "email:a@shop.invalid"};
  options.certificate.serial = 0x1234abcd;
  options.directives = R"(
    gzip on; gzip_min_length 1; gzip_types text/html;
    charset iso-8859-15;
    location = /old { return 301 /new.html; }
    location = /down { return 302 http://127.0.0.1:$arg_port/new.html; }
    add_header Set-Cookie "s=1; Secure; HttpOnly";
  )";
  return options;
}

TEST(FetcherTlsTest, RefusesAnUntrustedCertificate) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  const FetchResult result = fetch(request_for(server.https_url("/")));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kTlsFailure);
  EXPECT_EQ(result.error->message,
            fmt::format("the certificate of 127.0.0.1:{} is not trusted: "
                        "self-signed certificate (use --ca-file FILE, or "
                        "--insecure to scan anyway)",
                        server.https_port()));
  // The certificate is reported all the same.
  const auto& tls = result.response.final_hop().tls;
  ASSERT_TRUE(tls);
  EXPECT_FALSE(tls->verified);
  EXPECT_EQ(tls->verify_error, "self-signed certificate");
  ASSERT_TRUE(tls->certificate);
  EXPECT_EQ(tls->certificate->serial, "1234abcd");
}

TEST(FetcherTlsTest, TrustsACaFile) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("index.html", "<p>over HTTP/2</p>");
  Request request = request_for(server.https_url("/"));
  request.ca_file = server.certificate_file();
  const FetchResult result = fetch(request);
  ASSERT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.content, "<p>over HTTP/2</p>");
  const Hop& hop = result.response.final_hop();
  EXPECT_EQ(hop.status, 200);
  EXPECT_EQ(hop.reason, "");
  EXPECT_EQ(hop.protocol, "h2");
  EXPECT_EQ(hop.fields.first("content-type"), "text/html; charset=iso-8859-15");
  EXPECT_THAT(hop.content_codings, ElementsAre("gzip"));
  EXPECT_GT(hop.timing.tls_ms, 0);
  EXPECT_EQ(result.response.cookies.at(0).cookie.name, "s");
  ASSERT_TRUE(hop.tls);
  EXPECT_THAT(hop.tls->version, AnyOf("TLSv1.3", "TLSv1.2"));
  EXPECT_NE(hop.tls->cipher, "");
  EXPECT_TRUE(hop.tls->verified);
  EXPECT_EQ(hop.tls->verify_error, "");
  ASSERT_TRUE(hop.tls->certificate);
  const Certificate& certificate = *hop.tls->certificate;
  EXPECT_EQ(certificate.subject, R"(CN=Shop\, \"O\")");
  EXPECT_EQ(certificate.issuer, certificate.subject);
  EXPECT_THAT(certificate.alternative_names,
              ElementsAre("localhost", "*.shop.invalid", "127.0.0.1", "::1"));
  EXPECT_EQ(certificate.alternative_name_count, 4u);
  EXPECT_EQ(certificate.serial, "1234abcd");
  EXPECT_THAT(certificate.sha256, MatchesRegex("[0-9a-f]{64}"));
  EXPECT_THAT(certificate.valid_from,
              MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:"
                           "[0-9]{2}Z"));
  EXPECT_LT(certificate.valid_from, certificate.valid_to);
}

TEST(FetcherTlsTest, SpeaksHttp11WhereNothingElseIsOffered) {
  PAGESCAN_REQUIRE_NGINX();
  NginxOptions http1 = options();
  http1.http2 = false;
  const NginxServer server(http1);
  server.write("index.html", "x");
  Request request = request_for(server.https_url("/"));
  request.ca_file = server.certificate_file();
  const FetchResult result = fetch(request);
  ASSERT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.final_hop().protocol, "HTTP/1.1");
  EXPECT_EQ(result.response.final_hop().reason, "OK");
}

TEST(FetcherTlsTest, ScansInsecurelyAndSaysSo) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("index.html", "x");
  Request request = request_for(server.https_url("/"));
  request.tls_verification = TlsVerification::kInsecure;
  const FetchResult result = fetch(request);
  ASSERT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.content, "x");
  ASSERT_TRUE(result.response.final_hop().tls);
  EXPECT_FALSE(result.response.final_hop().tls->verified);
  EXPECT_EQ(result.response.final_hop().tls->verify_error,
            "self-signed certificate");
}

TEST(FetcherTlsTest, ChecksTheHostName) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("index.html", "x");
  const auto request_at = [&](std::string_view host) {
    Request request =
        request_for(fmt::format("https://{}:{}/", host, server.https_port()));
    request.ca_file = server.certificate_file();
    request.resolve = {
        fmt::format("{}:{}:127.0.0.1", host, server.https_port())};
    return request;
  };
  const FetchResult good = fetch(request_at("a.shop.invalid"));
  EXPECT_EQ(message_of(good), "");
  EXPECT_TRUE(good.response.final_hop().tls->verified);

  Request wrong = request_at("other.invalid");
  const FetchResult refused = fetch(wrong);
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->code, ErrorCode::kTlsFailure);
  EXPECT_EQ(refused.error->message,
            fmt::format("the certificate of other.invalid:{} is not trusted: "
                        "the certificate is for another host (use --ca-file "
                        "FILE, or --insecure to scan anyway)",
                        server.https_port()));
  ASSERT_TRUE(refused.response.final_hop().tls);
  EXPECT_TRUE(refused.response.final_hop().tls->certificate);

  wrong.tls_verification = TlsVerification::kInsecure;
  const FetchResult insecure = fetch(wrong);
  EXPECT_EQ(message_of(insecure), "");
  EXPECT_FALSE(insecure.response.final_hop().tls->verified);
}

TEST(FetcherTlsTest, KeepsTheCertificateOnAKeptConnection) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("new.html", "new");
  Request request = request_for(server.https_url("/old"));
  request.ca_file = server.certificate_file();
  Fetcher fetcher;
  for (int round = 0; round < 2; ++round) {
    const FetchResult result = fetcher.fetch(request);
    ASSERT_EQ(message_of(result), "");
    ASSERT_EQ(result.response.hops.size(), 2u);
    EXPECT_EQ(result.response.content, "new");
    for (const Hop& hop : result.response.hops) {
      ASSERT_TRUE(hop.tls);
      EXPECT_TRUE(hop.tls->verified);
      EXPECT_EQ(hop.tls->certificate->serial, "1234abcd");
    }
    EXPECT_EQ(result.response.hops[1].timing.tls_ms, 0);
  }
}

TEST(FetcherTlsTest, FollowsFromHttpsToHttp) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  server.write("new.html", "new");
  Request request = request_for(
      server.https_url(fmt::format("/down?port={}", server.http_port())));
  request.ca_file = server.certificate_file();
  const FetchResult result = fetch(request);
  ASSERT_EQ(message_of(result), "");
  EXPECT_EQ(result.response.final_url, server.http_url("/new.html"));
  EXPECT_TRUE(result.response.hops[0].tls);
  EXPECT_FALSE(result.response.hops[1].tls);
}

TEST(FetcherTlsTest, ReportsAMissingCaFile) {
  PAGESCAN_REQUIRE_NGINX();
  const NginxServer server(options());
  Request request = request_for(server.https_url("/"));
  request.ca_file = "/nonexistent/ca.pem";
  const FetchResult result = fetch(request);
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kTlsFailure);
  EXPECT_THAT(result.error->message, testing::HasSubstr("--ca-file"));
}

}  // namespace
}  // namespace pagescan::test
