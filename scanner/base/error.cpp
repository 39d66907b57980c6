#include "scanner/base/error.h"

#include <utility>

namespace pagescan {

std::string_view error_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidUrl:
      return "invalid_url";
    case ErrorCode::kUnsupportedScheme:
      return "unsupported_scheme";
    case ErrorCode::kFileNotFound:
      return "file_not_found";
    case ErrorCode::kFileUnreadable:
      return "file_unreadable";
    case ErrorCode::kOutputUnwritable:
      return "output_unwritable";
    case ErrorCode::kDnsFailure:
      return "dns_failure";
    case ErrorCode::kAddressRefused:
      return "address_refused";
    case ErrorCode::kConnectionRefused:
      return "connection_refused";
    case ErrorCode::kConnectionFailed:
      return "connection_failed";
    case ErrorCode::kTimeout:
      return "timeout";
    case ErrorCode::kTlsFailure:
      return "tls_failure";
    case ErrorCode::kProxyFailure:
      return "proxy_failure";
    case ErrorCode::kProtocolError:
      return "protocol_error";
    case ErrorCode::kContentCodingError:
      return "content_coding_error";
    case ErrorCode::kTooManyRedirects:
      return "too_many_redirects";
    case ErrorCode::kRedirectRefused:
      return "redirect_refused";
    case ErrorCode::kTooLarge:
      return "too_large";
    case ErrorCode::kEmptyBody:
      return "empty_body";
    case ErrorCode::kNotHtml:
      return "not_html";
    case ErrorCode::kParseBudget:
      return "parse_budget";
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kInternal:
      return "internal";
    case ErrorCode::kReportUnreadable:
      return "report_unreadable";
    case ErrorCode::kHostUnavailable:
      return "host_unavailable";
    case ErrorCode::kRobotsDisallowed:
      return "robots_disallowed";
    case ErrorCode::kInvalidRow:
      return "invalid_row";
  }
  return "internal";
}

tl::unexpected<Error> fail(ErrorCode code, std::string message) {
  return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace pagescan
