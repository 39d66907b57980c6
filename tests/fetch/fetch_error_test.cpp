#include "scanner/fetch/fetch_error.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <string>
#include <string_view>

namespace pagescan {
namespace {

TransferFailure failure_of(CURLcode code) {
  TransferFailure failure;
  failure.code = code;
  failure.host = "example.test";
  failure.port = 8080;
  return failure;
}

struct ErrorCase {
  CURLcode curl_code;
  std::string_view detail;
  ErrorCode code;
  std::string_view message;
};

TEST(FetchErrorTest, ExplainsCurlCodes) {
  const ErrorCase cases[] = {
      {CURLE_COULDNT_RESOLVE_HOST, "Could not resolve host: example.test",
       ErrorCode::kDnsFailure,
       "example.test: the host name has no address (check the spelling, or "
       "pin it with --resolve)"},
      {CURLE_URL_MALFORMAT, "", ErrorCode::kInvalidUrl,
       "example.test: no host of that name can exist"},
      {CURLE_COULDNT_RESOLVE_PROXY, "Could not resolve proxy: p.test",
       ErrorCode::kProxyFailure,
       "the proxy failed: Could not resolve proxy: p.test (check --proxy)"},
      {CURLE_COULDNT_CONNECT, "Connection lost", ErrorCode::kConnectionFailed,
       "example.test:8080 can't be reached: Connection lost"},
      {CURLE_OPERATION_TIMEDOUT, "Connection timed out after 10000 ms",
       ErrorCode::kTimeout,
       "example.test:8080: no connection within 10 s (is the host up? raise "
       "the limit with --connect-timeout)"},
      {CURLE_OPERATION_TIMEDOUT, "Operation too slow. Less than 64 bytes/sec",
       ErrorCode::kTimeout,
       "example.test: slower than 64 bytes a second for 10 s, given up "
       "(lower the limit with --min-speed, or raise --min-speed-time)"},
      {CURLE_SSL_CONNECT_ERROR, "alert handshake failure",
       ErrorCode::kTlsFailure,
       "example.test:8080: the TLS handshake failed: alert handshake failure"},
      {CURLE_SSL_CONNECT_ERROR, "error:0A00010B::wrong version number",
       ErrorCode::kTlsFailure,
       "example.test:8080 does not speak TLS (try http://)"},
      {CURLE_PEER_FAILED_VERIFICATION, "it is bad", ErrorCode::kTlsFailure,
       "the certificate of example.test:8080 is not trusted: it is bad (use "
       "--ca-file FILE, or --insecure to scan anyway)"},
      {CURLE_SSL_CACERT_BADFILE, "error setting certificate file: /x",
       ErrorCode::kTlsFailure,
       "the trusted certificates can't be read: error setting certificate "
       "file: /x (check --ca-file)"},
      {CURLE_GOT_NOTHING, "Empty reply from server",
       ErrorCode::kConnectionFailed,
       "example.test:8080 closed the connection without an answer"},
      {CURLE_PARTIAL_FILE, "", ErrorCode::kConnectionFailed,
       "example.test:8080 closed the connection before the content came"},
      {CURLE_RECV_ERROR, "Connection reset by peer",
       ErrorCode::kConnectionFailed,
       "example.test:8080 broke the connection off: Connection reset by "
       "peer"},
      {CURLE_RECV_ERROR, "Too large response headers: 307201 > 307200",
       ErrorCode::kTooLarge,
       "example.test: the fields of the response are over 262144 bytes "
       "(raise the limit with --max-field-bytes)"},
      {CURLE_RECV_ERROR,
       "Illegal or missing hexadecimal sequence in "
       "chunked-encoding",
       ErrorCode::kProtocolError,
       "example.test:8080: the answer is not valid HTTP: Illegal or missing "
       "hexadecimal sequence in chunked-encoding"},
      {CURLE_BAD_CONTENT_ENCODING, "incorrect header check",
       ErrorCode::kContentCodingError,
       "example.test: the content can't be decoded: incorrect header check"},
      {CURLE_WEIRD_SERVER_REPLY, "Nul byte in header",
       ErrorCode::kProtocolError,
       "example.test:8080: the answer is not valid HTTP: Nul byte in header"},
      {CURLE_UNSUPPORTED_PROTOCOL, "Received HTTP/0.9 when not allowed",
       ErrorCode::kProtocolError,
       "example.test:8080: the answer is not valid HTTP: Received HTTP/0.9 "
       "when not allowed"},
      {CURLE_SETOPT_OPTION_SYNTAX, "Couldn't parse resolve entry",
       ErrorCode::kUsage,
       "--resolve: Couldn't parse resolve entry (write HOST:PORT:ADDRESS)"},
      {CURLE_HTTP2_STREAM, "stream was not closed cleanly",
       ErrorCode::kProtocolError,
       "example.test:8080: the answer is not valid HTTP: stream was not "
       "closed cleanly"},
      {CURLE_FAILED_INIT, "", ErrorCode::kInternal,
       "example.test: Failed initialization"},
  };
  for (const ErrorCase& test : cases) {
    TransferFailure failure = failure_of(test.curl_code);
    failure.detail = test.detail;
    const Error error = explain_failure(failure);
    EXPECT_EQ(error.code, test.code) << test.message;
    EXPECT_EQ(error.message, test.message);
  }
}

TEST(FetchErrorTest, TellsConnectionErrorsApart) {
  TransferFailure failure = failure_of(CURLE_COULDNT_CONNECT);
  failure.os_errno = ECONNREFUSED;
  EXPECT_EQ(explain_failure(failure).code, ErrorCode::kConnectionRefused);
  EXPECT_EQ(explain_failure(failure).message,
            "example.test:8080 refused the connection (is the server "
            "running?)");
  failure.os_errno = ENETUNREACH;
  EXPECT_EQ(explain_failure(failure).message,
            "example.test:8080 can't be reached: Network is unreachable");
  failure.through_proxy = true;
  EXPECT_EQ(explain_failure(failure).code, ErrorCode::kProxyFailure);
}

TEST(FetchErrorTest, NamesTheLimitThatRanOut) {
  TransferFailure failure = failure_of(CURLE_OPERATION_TIMEDOUT);
  failure.past_deadline = true;
  failure.limits.total_timeout = std::chrono::milliseconds(1500);
  EXPECT_EQ(explain_failure(failure).message,
            "example.test: not done within 1.5 s (raise the limit with "
            "--timeout)");
}

TEST(FetchErrorTest, TellsLongFieldsFromLackOfMemory) {
  TransferFailure failure = failure_of(CURLE_OUT_OF_MEMORY);
  failure.phase = Phase::kAwaitingFields;
  EXPECT_EQ(explain_failure(failure).code, ErrorCode::kTooLarge);
  EXPECT_EQ(explain_failure(failure).message,
            "example.test: a field of the response is over 102400 bytes, the "
            "longest line libcurl takes");
  failure.phase = Phase::kReadingContent;
  EXPECT_EQ(explain_failure(failure).code, ErrorCode::kInternal);
}

TEST(FetchErrorTest, ExplainsOurOwnLimits) {
  TransferFailure failure = failure_of(CURLE_WRITE_ERROR);
  failure.abort = Abort::kFieldLimit;
  EXPECT_EQ(explain_failure(failure).code, ErrorCode::kTooLarge);
  failure.abort = Abort::kInterimLimit;
  EXPECT_EQ(explain_failure(failure).code, ErrorCode::kProtocolError);
  EXPECT_EQ(explain_failure(failure).message,
            "example.test: more than 16 interim (1xx) responses (raise "
            "the limit with --max-interim)");
}

TEST(FetchErrorTest, ExplainsCodings) {
  TransferFailure failure = failure_of(CURLE_BAD_CONTENT_ENCODING);
  failure.detail =
      "Unrecognized content encoding type. libcurl understands deflate, gzip, "
      "br, zstd content encodings.";
  failure.content_codings = {"gzip", "frob\x1b"};
  EXPECT_EQ(
      explain_failure(failure).message,
      R"(example.test: the content has the unknown coding "frob\x1B" and )"
      "can't be read (gzip, deflate, br and zstd are undone; browsers "
      "show such content as it came)");
  failure.detail = "Reject response due to more than 5 content encodings";
  EXPECT_EQ(explain_failure(failure).message,
            "example.test: more than 5 content codings, one on another "
            "(libcurl undoes no more)");
  failure = failure_of(CURLE_WRITE_ERROR);
  failure.abort = Abort::kCodingLimit;
  failure.limits.max_content_codings = 2;
  EXPECT_EQ(explain_failure(failure).message,
            "example.test: more than 2 content codings, one on another "
            "(raise the limit with --max-content-codings)");
}

TEST(FetchErrorTest, NamesTheMostLibcurlTakes) {
  TransferFailure failure = failure_of(CURLE_RECV_ERROR);
  failure.detail = "Too large response headers: 307201 > 307200";
  failure.limits.max_field_bytes = kLibcurlMaxFieldBytes;
  EXPECT_EQ(explain_failure(failure).message,
            "example.test: the fields of the response are over 307200 bytes, "
            "the most libcurl takes");
}

TEST(FetchErrorTest, ExplainsTheGuard) {
  TransferFailure failure = failure_of(CURLE_COULDNT_CONNECT);
  failure.refused_address = IpAddress::parse("10.0.0.1");
  failure.refused_class = AddressClass::kPrivate;
  EXPECT_EQ(explain_failure(failure).code, ErrorCode::kAddressRefused);
  EXPECT_EQ(explain_failure(failure).message,
            "example.test leads to the private address 10.0.0.1 (refused; use "
            "--allow-private to scan it anyway)");
  failure.host = "10.0.0.1";
  failure.private_policy = PrivatePolicy::kDenyAll;
  EXPECT_EQ(explain_failure(failure).message,
            "10.0.0.1 is a private address (--deny-private refuses it)");
  failure.refusal = AddressVerdict::kDenied;
  EXPECT_EQ(explain_failure(failure).message,
            "10.0.0.1 is a private address (--deny-address refuses it)");
}

TEST(FetchErrorTest, GivesTheCertificatesFault) {
  TransferFailure failure = failure_of(CURLE_PEER_FAILED_VERIFICATION);
  failure.detail = "SSL certificate problem";
  failure.tls_verify_error = "self-signed certificate";
  EXPECT_EQ(explain_failure(failure).message,
            "the certificate of example.test:8080 is not trusted: self-signed "
            "certificate (use --ca-file FILE, or --insecure to scan anyway)");
}

}  // namespace
}  // namespace pagescan
