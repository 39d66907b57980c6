#include "scanner/fetch/fetch_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "scanner/url/message.h"

namespace pagescan {
namespace {

std::string endpoint(const TransferFailure& failure) {
  return fmt::format("{}:{}", failure.host, failure.port);
}

double seconds(std::chrono::milliseconds duration) {
  return std::chrono::duration<double>(duration).count();
}

bool mentions(const TransferFailure& failure, std::string_view words) {
  return failure.detail.find(words) != std::string::npos;
}

/// libcurl's words, or its name of the code where it left none.
std::string detail_of(const TransferFailure& failure) {
  return failure.detail.empty() ? curl_easy_strerror(failure.code)
                                : failure.detail;
}

Error make(ErrorCode code, std::string message) {
  return Error{code, std::move(message)};
}

Error explain_timeout(const TransferFailure& failure) {
  const FetchLimits& limits = failure.limits;
  if (failure.past_deadline) {
    return make(ErrorCode::kTimeout,
                fmt::format("{}: not done within {:g} s (raise the limit with "
                            "--timeout)",
                            failure.host, seconds(limits.total_timeout)));
  }
  if (mentions(failure, "too slow")) {
    return make(
        ErrorCode::kTimeout,
        fmt::format("{}: slower than {} bytes a second for {} s, given up "
                    "(lower the limit with --min-speed, or raise "
                    "--min-speed-time)",
                    failure.host, limits.low_speed_bytes_per_second,
                    limits.low_speed_time.count()));
  }
  return make(ErrorCode::kTimeout,
              fmt::format("{}: no connection within {:g} s (is the host up? "
                          "raise the limit with --connect-timeout)",
                          endpoint(failure), seconds(limits.connect_timeout)));
}

Error explain_connect(const TransferFailure& failure) {
  if (failure.through_proxy) {
    return make(ErrorCode::kProxyFailure,
                fmt::format("the proxy can't be reached: {} (check --proxy)",
                            detail_of(failure)));
  }
  if (failure.os_errno == ECONNREFUSED) {
    return make(ErrorCode::kConnectionRefused,
                fmt::format("{} refused the connection (is the server "
                            "running?)",
                            endpoint(failure)));
  }
  const std::string reason =
      failure.os_errno == 0 ? detail_of(failure)
                            : std::generic_category().message(failure.os_errno);
  return make(
      ErrorCode::kConnectionFailed,
      fmt::format("{} can't be reached: {}", endpoint(failure), reason));
}

Error explain_tls(const TransferFailure& failure) {
  if (failure.code == CURLE_SSL_CACERT_BADFILE) {
    return make(ErrorCode::kTlsFailure,
                fmt::format("the trusted certificates can't be read: {} "
                            "(check --ca-file)",
                            detail_of(failure)));
  }
  // Where a signature does not hold, libcurl only sees a failed handshake.
  if (failure.code == CURLE_PEER_FAILED_VERIFICATION ||
      (failure.code == CURLE_SSL_CONNECT_ERROR &&
       !failure.tls_verify_error.empty())) {
    const std::string reason = failure.tls_verify_error.empty()
                                   ? detail_of(failure)
                                   : failure.tls_verify_error;
    return make(ErrorCode::kTlsFailure,
                fmt::format("the certificate of {} is not trusted: {} (use "
                            "--ca-file FILE, or --insecure to scan anyway)",
                            endpoint(failure), reason));
  }
  if (mentions(failure, "wrong version number")) {
    return make(
        ErrorCode::kTlsFailure,
        fmt::format("{} does not speak TLS (try http://)", endpoint(failure)));
  }
  return make(ErrorCode::kTlsFailure,
              fmt::format("{}: the TLS handshake failed: {}", endpoint(failure),
                          detail_of(failure)));
}

Error fields_too_large(const TransferFailure& failure) {
  const size_t limit = failure.limits.max_field_bytes;
  if (limit >= kLibcurlMaxFieldBytes) {
    return make(ErrorCode::kTooLarge,
                fmt::format("{}: the fields of the response are over {} bytes, "
                            "the most libcurl takes",
                            failure.host, kLibcurlMaxFieldBytes));
  }
  return make(ErrorCode::kTooLarge,
              fmt::format("{}: the fields of the response are over {} bytes "
                          "(raise the limit with --max-field-bytes)",
                          failure.host, limit));
}

Error protocol_error(const TransferFailure& failure, std::string_view reason) {
  return make(ErrorCode::kProtocolError,
              fmt::format("{}: the answer is not valid HTTP: {}",
                          endpoint(failure), reason));
}

Error explain_receive(const TransferFailure& failure) {
  if (mentions(failure, "response headers")) return fields_too_large(failure);
  if (mentions(failure, "chunked-encoding")) {
    return protocol_error(failure, detail_of(failure));
  }
  return make(ErrorCode::kConnectionFailed,
              fmt::format("{} broke the connection off: {}", endpoint(failure),
                          detail_of(failure)));
}

Error explain_early_close(const TransferFailure& failure) {
  const std::string_view when = failure.code == CURLE_GOT_NOTHING
                                    ? "without an answer"
                                    : "before the content came";
  return make(
      ErrorCode::kConnectionFailed,
      fmt::format("{} closed the connection {}", endpoint(failure), when));
}

Error explain_memory(const TransferFailure& failure) {
  // libcurl reports a single line over its own limit as out of memory.
  if (failure.phase == Phase::kAwaitingFields) {
    return make(
        ErrorCode::kTooLarge,
        fmt::format("{}: a field of the response is over {} bytes, the longest "
                    "line libcurl takes",
                    failure.host, kLibcurlMaxFieldLineBytes));
  }
  return make(ErrorCode::kInternal,
              fmt::format("{}: out of memory", failure.host));
}

Error too_many_codings(const TransferFailure& failure) {
  const unsigned limit = failure.limits.max_content_codings;
  const std::string_view advice =
      limit >= kLibcurlMaxContentCodings
          ? "libcurl undoes no more"
          : "raise the limit with --max-content-codings";
  return make(ErrorCode::kContentCodingError,
              fmt::format("{}: more than {} content codings, one on another "
                          "({})",
                          failure.host,
                          std::min(limit, kLibcurlMaxContentCodings), advice));
}

/// The coding libcurl does not know, or "" where it is not on record.
std::string_view unknown_coding(const TransferFailure& failure) {
  constexpr std::array<std::string_view, 8> kKnown = {
      "identity", "none", "gzip", "x-gzip", "deflate", "br", "zstd", "chunked"};
  for (const std::string& coding : failure.content_codings) {
    if (std::ranges::find(kKnown, coding) == kKnown.end()) return coding;
  }
  return {};
}

Error explain_coding(const TransferFailure& failure) {
  // Two refusals of libcurl that have its code for broken content.
  if (mentions(failure, "due to more than")) return too_many_codings(failure);
  if (mentions(failure, "Unrecognized content encoding")) {
    return make(
        ErrorCode::kContentCodingError,
        fmt::format("{}: the content has the unknown coding {} and can't be "
                    "read (gzip, deflate, br and zstd are undone; browsers "
                    "show such content as it came)",
                    failure.host, quote_for_message(unknown_coding(failure))));
  }
  return make(ErrorCode::kContentCodingError,
              fmt::format("{}: the content can't be decoded: {}", failure.host,
                          detail_of(failure)));
}

std::optional<Error> explain_abort(const TransferFailure& failure) {
  switch (failure.abort) {
    case Abort::kFieldLimit:
      return fields_too_large(failure);
    case Abort::kInterimLimit:
      return make(
          ErrorCode::kProtocolError,
          fmt::format("{}: more than {} interim (1xx) responses (raise "
                      "the limit with --max-interim)",
                      failure.host, failure.limits.max_interim_responses));
    case Abort::kCodingLimit:
      return too_many_codings(failure);
    case Abort::kUpgrade:
      return protocol_error(failure, "it switches protocols (101) unasked");
    case Abort::kLengths:
      return protocol_error(failure, "it has different Content-Length fields");
    case Abort::kNone:
    case Abort::kContentLimit:
    case Abort::kRedirectRead:
      break;
  }
  return std::nullopt;
}

std::string_view refusal_advice(const TransferFailure& failure) {
  if (failure.refusal == AddressVerdict::kDenied) {
    return "--deny-address refuses it";
  }
  return failure.private_policy == PrivatePolicy::kDenyAll
             ? "--deny-private refuses it"
             : "refused; use --allow-private to scan it anyway";
}

/// The network guard's message.
Error refused_address_error(const TransferFailure& failure,
                            const IpAddress& address) {
  const std::string text = address.to_string();
  const std::string_view kind = address_class_name(failure.refused_class);
  const bool is_literal = IpAddress::parse(failure.host).has_value();
  const std::string where = is_literal
                                ? fmt::format("{} is a {} address", text, kind)
                                : fmt::format("{} leads to the {} address {}",
                                              failure.host, kind, text);
  return make(ErrorCode::kAddressRefused,
              fmt::format("{} ({})", where, refusal_advice(failure)));
}

}  // namespace

Error explain_failure(const TransferFailure& failure) {
  if (failure.refused_address) {
    return refused_address_error(failure, *failure.refused_address);
  }
  if (auto error = explain_abort(failure)) return *std::move(error);
  switch (failure.code) {
    case CURLE_URL_MALFORMAT:
      return make(
          ErrorCode::kInvalidUrl,
          fmt::format("{}: no host of that name can exist", failure.host));
    case CURLE_COULDNT_RESOLVE_HOST:
      return make(ErrorCode::kDnsFailure,
                  fmt::format("{}: the host name has no address (check the "
                              "spelling, or pin it with --resolve)",
                              failure.host));
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return make(ErrorCode::kProxyFailure,
                  fmt::format("the proxy failed: {} (check --proxy)",
                              detail_of(failure)));
    case CURLE_COULDNT_CONNECT:
      return explain_connect(failure);
    case CURLE_OPERATION_TIMEDOUT:
      return explain_timeout(failure);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return explain_tls(failure);
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
      return explain_early_close(failure);
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return explain_receive(failure);
    case CURLE_BAD_CONTENT_ENCODING:
      return explain_coding(failure);
    case CURLE_OUT_OF_MEMORY:
      return explain_memory(failure);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return protocol_error(failure, detail_of(failure));
    case CURLE_SETOPT_OPTION_SYNTAX:
      return make(ErrorCode::kUsage,
                  fmt::format("--resolve: {} (write HOST:PORT:ADDRESS)",
                              detail_of(failure)));
    default:
      return make(ErrorCode::kInternal,
                  fmt::format("{}: {}", failure.host, detail_of(failure)));
  }
}

}  // namespace pagescan
