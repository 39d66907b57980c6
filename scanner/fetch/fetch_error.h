// From libcurl's result codes to Error: what failed, where, and what to do
// next. Pure functions; thread-safe.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "scanner/base/error.h"
#include "scanner/fetch/address_policy.h"
#include "scanner/fetch/request.h"

namespace pagescan {

/// Why our own callbacks ended a transfer.
enum class Abort {
  kNone,
  kContentLimit,  // not an error: the content is cut
  kRedirectRead,  // not an error: enough of a redirect's content was read
  kFieldLimit,    // FetchLimits::max_field_bytes
  kInterimLimit,  // FetchLimits::max_interim_responses
  kCodingLimit,   // FetchLimits::max_content_codings
  kUpgrade,       // 101, which nobody asked for
  kLengths,       // Content-Length fields that differ
};

/// Where a transfer stood when it failed.
enum class Phase { kConnecting, kAwaitingFields, kReadingContent };

struct TransferFailure {
  CURLcode code = CURLE_OK;
  Abort abort = Abort::kNone;
  Phase phase = Phase::kConnecting;
  int os_errno = 0;
  std::string detail;  // libcurl's error buffer
  std::string host;    // as serialised
  uint16_t port = 0;
  bool through_proxy = false;
  bool past_deadline = false;  // the total time limit is used up
  std::optional<IpAddress> refused_address;
  AddressVerdict refusal = AddressVerdict::kNotPublic;
  AddressClass refused_class = AddressClass::kPublic;
  PrivatePolicy private_policy = PrivatePolicy::kAllowTyped;
  std::string tls_verify_error;  // of the certificate, empty where none
  std::vector<std::string> content_codings;  // lower case, raw bytes
  FetchLimits limits;
};

/// `failure.code` is not CURLE_OK, or an address was refused.
Error explain_failure(const TransferFailure& failure);

}  // namespace pagescan
