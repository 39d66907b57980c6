#include "scanner/fetch/fetch_error.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

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
        fmt::format("{}: slower than {} bytes a second for {} s, given up",
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
  if (failure.code == CURLE_PEER_FAILED_VERIFICATION) {
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
  return make(ErrorCode::kTooLarge,
              fmt::format("{}: the fields of the response are over {} bytes",
                          failure.host, failure.limits.max_field_bytes));
}

Error explain_receive(const TransferFailure& failure) {
  if (mentions(failure, "response headers")) return fields_too_large(failure);
  return make(ErrorCode::kConnectionFailed,
              fmt::format("{} broke the connection off: {}", endpoint(failure),
                          detail_of(failure)));
}

Error explain_memory(const TransferFailure& failure) {
  // libcurl reports a single line over its own limit as out of memory.
  if (failure.phase == Phase::kAwaitingFields) {
    return make(
        ErrorCode::kTooLarge,
        fmt::format("{}: a field of the response is too long", failure.host));
  }
  return make(ErrorCode::kInternal,
              fmt::format("{}: out of memory", failure.host));
}

Error protocol_error(const TransferFailure& failure) {
  return make(ErrorCode::kProtocolError,
              fmt::format("{}: the answer is not valid HTTP: {}",
                          endpoint(failure), detail_of(failure)));
}

std::optional<Error> explain_abort(const TransferFailure& failure) {
  if (failure.abort == Abort::kFieldLimit) return fields_too_large(failure);
  if (failure.abort == Abort::kInterimLimit) {
    return make(ErrorCode::kProtocolError,
                fmt::format("{}: more than {} interim (1xx) responses",
                            failure.host, kMaxInterimResponses));
  }
  return std::nullopt;
}

}  // namespace

Error refused_address_error(std::string_view host, const IpAddress& address,
                            AddressClass address_class, PrivatePolicy policy) {
  const std::string text = address.to_string();
  const std::string_view kind = address_class_name(address_class);
  const bool is_literal = IpAddress::parse(host).has_value();
  const std::string where =
      is_literal
          ? fmt::format("{} is a {} address", text, kind)
          : fmt::format("{} leads to the {} address {}", host, kind, text);
  const std::string_view advice =
      policy == PrivatePolicy::kDenyAll
          ? "--deny-private refuses it"
          : "refused; use --allow-private to scan it anyway";
  return make(ErrorCode::kAddressRefused,
              fmt::format("{} ({})", where, advice));
}

Error explain_failure(const TransferFailure& failure) {
  if (failure.refused_address) {
    return refused_address_error(failure.host, *failure.refused_address,
                                 failure.refused_class, failure.private_policy);
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
      return make(ErrorCode::kConnectionFailed,
                  fmt::format("{} closed the connection without an answer",
                              endpoint(failure)));
    case CURLE_PARTIAL_FILE:
      return make(ErrorCode::kConnectionFailed,
                  fmt::format("{} closed the connection before the content "
                              "came",
                              endpoint(failure)));
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return explain_receive(failure);
    case CURLE_BAD_CONTENT_ENCODING:
      return make(ErrorCode::kContentCodingError,
                  fmt::format("{}: the content can't be decoded: {}",
                              failure.host, detail_of(failure)));
    case CURLE_OUT_OF_MEMORY:
      return explain_memory(failure);
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return protocol_error(failure);
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
