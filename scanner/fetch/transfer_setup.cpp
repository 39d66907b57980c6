// The half of Transfer that tells libcurl what to request and how.
#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/base/base64.h"
#include "scanner/base/strings.h"
#include "scanner/fetch/transfer.h"
#include "scanner/url/percent_encode.h"

namespace pagescan {
namespace {

constexpr std::string_view kDefaultAccept =
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

/// Fields that are secrets of, or bound to, the origin the user typed.
constexpr std::array<std::string_view, 4> kOriginBoundFields = {
    "authorization", "cookie", "host", "proxy-authorization"};

bool is_origin_bound(std::string_view name) {
  return std::ranges::any_of(kOriginBoundFields, [&](std::string_view bound) {
    return ascii_iequals(bound, name);
  });
}

bool has_field(const std::vector<Field>& fields, std::string_view name) {
  return std::ranges::any_of(fields, [&](const Field& field) {
    return ascii_iequals(field.name, name);
  });
}

/// Path and query exactly as serialised; libcurl drops an empty query.
std::string request_target(const Url& url) {
  std::string target(url.path());
  if (const auto query = url.query()) target.append("?").append(*query);
  return target;
}

/// The URL for libcurl: without credentials and fragment.
std::string connection_url(const Url& url) {
  std::string text = fmt::format("{}://{}", url.scheme(), url.host());
  if (const auto port = url.port()) text += fmt::format(":{}", *port);
  return text + request_target(url);
}

}  // namespace

long positive_milliseconds(std::chrono::steady_clock::duration left) {
  const auto rounded =
      std::chrono::duration_cast<std::chrono::milliseconds>(left);
  return static_cast<long>(std::max<int64_t>(rounded.count(), 1));
}

/// The empty cookie only turns libcurl's cookies on: the usual way,
/// CURLOPT_COOKIEFILE, leaks with every curl_easy_reset of libcurl 7.88.
void Transfer::forget_cookies() {
  curl_easy_setopt(easy_, CURLOPT_COOKIELIST, "ALL");
  curl_easy_setopt(easy_, CURLOPT_COOKIELIST, "Set-Cookie:");
}

void Transfer::set_options() {
  curl_easy_reset(easy_);
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_buffer_.data());
  curl_easy_setopt(easy_, CURLOPT_NOSIGNAL, 1L);
  set_target();
  set_limits();
  set_request_fields();
  if (plan_->url.scheme() == "https") set_tls();

  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, &Transfer::on_content);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION,
                   &Transfer::on_open_socket);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, &Transfer::on_before_request);
  curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
}

void Transfer::set_target() {
  curl_easy_setopt(easy_, CURLOPT_URL, connection_url(plan_->url).c_str());
  curl_easy_setopt(easy_, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy_, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy_, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy_, CURLOPT_HTTP_VERSION,
                   static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(easy_, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(easy_, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  // Never the environment's proxy; "" means none.
  curl_easy_setopt(easy_, CURLOPT_PROXY, request_->proxy.c_str());
  curl_easy_setopt(easy_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (request_->proxy.empty()) {
    curl_easy_setopt(easy_, CURLOPT_REQUEST_TARGET,
                     request_target(plan_->url).c_str());
  }
}

void Transfer::set_limits() {
  const FetchLimits& limits = request_->limits;
  time_limit_ = plan_->deadline - std::chrono::steady_clock::now();
  curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS,
                   positive_milliseconds(time_limit_));
  curl_easy_setopt(easy_, CURLOPT_CONNECTTIMEOUT_MS,
                   positive_milliseconds(limits.connect_timeout));
  curl_easy_setopt(easy_, CURLOPT_LOW_SPEED_LIMIT,
                   limits.low_speed_bytes_per_second);
  curl_easy_setopt(easy_, CURLOPT_LOW_SPEED_TIME,
                   static_cast<long>(limits.low_speed_time.count()));
}

void Transfer::set_tls() {
  const bool verify = request_->tls_verification == TlsVerification::kVerify;
  // RFC 8996 ended what came before; browsers speak none of it.
  curl_easy_setopt(easy_, CURLOPT_SSLVERSION,
                   static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYPEER, verify ? 1L : 0L);
  curl_easy_setopt(easy_, CURLOPT_SSL_VERIFYHOST, verify ? 2L : 0L);
  if (request_->ca_file) {
    curl_easy_setopt(easy_, CURLOPT_CAINFO, request_->ca_file->c_str());
    curl_easy_setopt(easy_, CURLOPT_CAPATH, nullptr);
  }
  curl_easy_setopt(easy_, CURLOPT_SSL_CTX_FUNCTION, &Transfer::on_ssl_context);
  curl_easy_setopt(easy_, CURLOPT_SSL_CTX_DATA, this);
}

void Transfer::append_field(const Field& field) {
  // libcurl's way of sending a field without a value is "Name;".
  request_fields_.append(field.value.empty() ? field.name + ";"
                                             : field.name + ": " + field.value);
}

void Transfer::set_request_fields() {
  const std::vector<Field>& extra = request_->extra_fields;
  for (const Field& field : extra) {
    if (is_origin_bound(field.name) && !plan_->is_typed_origin) continue;
    if (ascii_iequals(field.name, "cookie")) {
      // Through libcurl, which joins it with the cookies of earlier hops.
      if (!cookie_field_.empty()) cookie_field_.append("; ");
      cookie_field_.append(field.value);
    } else {
      append_field(field);
    }
  }
  if (!has_field(extra, "accept")) {
    append_field({"Accept", std::string(kDefaultAccept)});
  }
  const bool has_credentials =
      !plan_->username.empty() || !plan_->password.empty();
  if (has_credentials && plan_->is_typed_origin &&
      !has_field(extra, "authorization")) {
    const std::string pair =
        percent_decode(plan_->username) + ":" + percent_decode(plan_->password);
    append_field({"Authorization", "Basic " + base64(pair)});
  }
  curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, request_fields_.get());
  curl_easy_setopt(easy_, CURLOPT_USERAGENT, request_->user_agent.c_str());
  curl_easy_setopt(easy_, CURLOPT_ACCEPT_ENCODING, "");
  if (!cookie_field_.empty()) {
    curl_easy_setopt(easy_, CURLOPT_COOKIE, cookie_field_.c_str());
  }
}

}  // namespace pagescan
