#include "scanner/fetch/transfer.h"

#include <fmt/format.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "scanner/base/strings.h"
#include "scanner/fetch/redirect.h"
#include "scanner/fetch/tls_info.h"

namespace pagescan {
namespace {

/// A Content-Length is a claim: no more than this is allotted on its word.
constexpr size_t kMaxReservedBytes = size_t{1} << 20;

double milliseconds(curl_off_t microseconds) {
  return static_cast<double>(microseconds) / 1000.0;
}

curl_off_t info_number(CURL* easy, CURLINFO info) {
  curl_off_t value = 0;
  curl_easy_getinfo(easy, info, &value);
  return value;
}

/// libcurl's times all count from the start; a report wants each phase.
Timing read_timing(CURL* easy) {
  const curl_off_t dns = info_number(easy, CURLINFO_NAMELOOKUP_TIME_T);
  const curl_off_t connect = info_number(easy, CURLINFO_CONNECT_TIME_T);
  const curl_off_t tls = info_number(easy, CURLINFO_APPCONNECT_TIME_T);
  const curl_off_t sent = info_number(easy, CURLINFO_PRETRANSFER_TIME_T);
  const curl_off_t first = info_number(easy, CURLINFO_STARTTRANSFER_TIME_T);
  Timing timing;
  timing.dns_ms = milliseconds(dns);
  timing.connect_ms = milliseconds(std::max<curl_off_t>(connect - dns, 0));
  timing.tls_ms = milliseconds(std::max<curl_off_t>(tls - connect, 0));
  timing.first_byte_ms = milliseconds(std::max<curl_off_t>(first - sent, 0));
  timing.total_ms = milliseconds(info_number(easy, CURLINFO_TOTAL_TIME_T));
  return timing;
}

std::string_view protocol_name(std::string_view version) {
  if (version == "HTTP/2") return "h2";
  if (version == "HTTP/3") return "h3";
  return version;
}

/// RFC 9112 section 6.3: nobody knows then where the content ends.
bool has_different_lengths(const Fields& fields) {
  if (fields.first("transfer-encoding")) return false;
  const auto lengths = fields.list("content-length");
  return std::ranges::any_of(lengths, [&](std::string_view length) {
    return length != lengths.front();
  });
}

}  // namespace

HopResult Transfer::run(const Request& request, HopPlan plan,
                        const AddressGuard& guard, curl_slist* resolve) {
  const bool runs = start(request, std::move(plan), guard, resolve);
  return finish(runs ? curl_easy_perform(easy_) : CURLE_OK);
}

bool Transfer::start(const Request& request, HopPlan plan,
                     const AddressGuard& guard, curl_slist* resolve,
                     ContentGate* gate) {
  reset_state(request, std::move(plan), guard);
  gate_ = gate;
  // A literal address needs no connection to be judged, and behind a proxy
  // this is the only judgement there is.
  std::optional<IpAddress> literal = IpAddress::parse(plan_->url.host());
  if (!literal && !request.proxy.empty() &&
      is_localhost_name(plan_->url.host())) {
    literal = IpAddress::parse("127.0.0.1");
  }
  if (literal && !judge(*literal)) {
    is_refused_unasked_ = true;
    return false;
  }
  set_options();
  curl_easy_setopt(easy_, CURLOPT_RESOLVE, resolve);
  return true;
}

HopResult Transfer::finish(CURLcode code) {
  if (is_refused_unasked_) {
    result_.error = explain(CURLE_OK);
  } else {
    read_info();
    settle_content(code);
  }
  paused_since_.reset();
  return std::exchange(result_, {});
}

void Transfer::reset_state(const Request& request, HopPlan plan,
                           const AddressGuard& guard) {
  request_ = &request;
  plan_ = std::move(plan);
  guard_ = &guard;
  result_ = {};
  result_.hop.url = plan_->url.href();
  result_.hop.fields = Fields(request.limits.max_field_lines);
  result_.hop.trailers = Fields(request.limits.max_field_lines);
  request_fields_.clear();
  cookie_field_.clear();
  error_buffer_.assign(CURL_ERROR_SIZE, '\0');
  field_state_ = FieldState::kStatusLine;
  phase_ = Phase::kConnecting;
  abort_ = Abort::kNone;
  field_bytes_ = 0;
  keeps_content_ = true;
  is_past_gate_ = false;
  is_refused_unasked_ = false;
  last_progress_ = std::chrono::steady_clock::now();
  paused_since_.reset();
  was_paused_ = false;
  refused_.reset();
}

void Transfer::resume(bool past_gate) {
  const auto now = std::chrono::steady_clock::now();
  plan_->deadline += now - *paused_since_;
  time_limit_ += now - *paused_since_;
  last_progress_ = now;
  paused_since_.reset();
  is_past_gate_ = is_past_gate_ || past_gate;
  curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS,
                   positive_milliseconds(time_limit_));
  curl_easy_pause(easy_, CURLPAUSE_CONT);
}

void Transfer::read_info() {
  Hop& hop = result_.hop;
  const char* ip = nullptr;
  if (curl_easy_getinfo(easy_, CURLINFO_PRIMARY_IP, &ip) == CURLE_OK &&
      ip != nullptr) {
    hop.remote_ip = ip;
  }
  long port = 0;
  curl_easy_getinfo(easy_, CURLINFO_PRIMARY_PORT, &port);
  hop.remote_port = static_cast<uint16_t>(port);
  hop.timing = read_timing(easy_);
  hop.wire_bytes =
      static_cast<uint64_t>(info_number(easy_, CURLINFO_SIZE_DOWNLOAD_T));
}

/// Tells content that is merely cut from a failure.
void Transfer::settle_content(CURLcode code) {
  // libcurl takes a connection closed inside the fields for their end.
  if (code == CURLE_OK && phase_ != Phase::kReadingContent) {
    code = CURLE_PARTIAL_FILE;
  }
  if (code == CURLE_OK || abort_ == Abort::kRedirectRead) return;
  const Hop& hop = result_.hop;
  if (abort_ == Abort::kContentLimit) {
    result_.truncation = Truncation::kContentLimit;
    result_.truncation_note = fmt::format(
        "the content was cut at {} bytes (raise the limit with "
        "--max-bytes)",
        request_->limits.max_content_bytes);
    return;
  }
  const bool has_fields = phase_ == Phase::kReadingContent;
  // Where a redirect leads is known; its content does not matter.
  if (has_fields && is_redirect(hop)) return;
  if (code == CURLE_PARTIAL_FILE && hop.decoded_bytes > 0) {
    result_.truncation = Truncation::kConnectionCut;
    result_.truncation_note = fmt::format(
        "the server closed the connection before the announced end, after {} "
        "bytes",
        hop.wire_bytes);
    return;
  }
  result_.error = explain(code);
}

Error Transfer::explain(CURLcode code) {
  TransferFailure failure;
  failure.code = code;
  failure.abort = abort_;
  failure.phase = phase_;
  failure.detail = error_buffer_.c_str();
  failure.host = std::string(plan_->url.host());
  failure.port = plan_->url.effective_port().value_or(0);
  failure.through_proxy = !request_->proxy.empty();
  failure.limits = request_->limits;
  failure.content_codings = result_.hop.content_codings;
  failure.private_policy = request_->address_policy.private_policy;
  // libcurl's clock counts whole milliseconds.
  constexpr std::chrono::milliseconds kSlack{10};
  failure.past_deadline =
      std::chrono::steady_clock::now() + kSlack >= plan_->deadline;
  long os_errno = 0;
  curl_easy_getinfo(easy_, CURLINFO_OS_ERRNO, &os_errno);
  failure.os_errno = static_cast<int>(os_errno);
  if (refused_) {
    failure.refused_address = refused_;
    failure.refusal = refusal_;
    failure.refused_class = guard_->classify(*refused_);
  }
  if (auto& tls = result_.hop.tls; tls && code != CURLE_OK) {
    if (code == CURLE_PEER_FAILED_VERIFICATION && tls->verify_error.empty()) {
      tls->verify_error = "the certificate is for another host";
    }
    if (request_->tls_verification == TlsVerification::kVerify) {
      failure.tls_verify_error = tls->verify_error;
    }
  }
  return explain_failure(failure);
}

size_t Transfer::take_line(std::string_view line) {
  last_progress_ = std::chrono::steady_clock::now();
  field_bytes_ += line.size();
  if (field_bytes_ > request_->limits.max_field_bytes) {
    abort_ = Abort::kFieldLimit;
    return 0;
  }
  const bool is_end = line == "\r\n" || line == "\n";
  switch (field_state_) {
    case FieldState::kStatusLine:
      return is_end || take_status_line(line) ? line.size() : 0;
    case FieldState::kFields:
      if (is_end) return end_of_fields() ? line.size() : 0;
      result_.hop.fields.add_line(line);
      return line.size();
    case FieldState::kTrailers:
      if (!is_end) result_.hop.trailers.add_line(line);
      return line.size();
  }
  return 0;
}

/// RFC 9112 section 4, as leniently as libcurl let it through. False ends the
/// transfer.
bool Transfer::take_status_line(std::string_view line) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  Hop& hop = result_.hop;
  const size_t space = line.find(' ');
  hop.protocol = std::string(protocol_name(line.substr(0, space)));
  std::string_view rest =
      space == std::string_view::npos ? "" : line.substr(space + 1);
  hop.status = 0;
  const auto parsed =
      std::from_chars(rest.data(), rest.data() + rest.size(), hop.status);
  rest.remove_prefix(static_cast<size_t>(parsed.ptr - rest.data()));
  if (rest.starts_with(' ')) rest.remove_prefix(1);
  if (rest.ends_with(' ')) rest.remove_suffix(1);
  hop.reason = std::string(rest);
  hop.fields = Fields(request_->limits.max_field_lines);
  field_state_ = FieldState::kFields;
  if (hop.status / 100 == 1 &&
      ++hop.interim_responses > request_->limits.max_interim_responses) {
    abort_ = Abort::kInterimLimit;
    return false;
  }
  return true;
}

/// Every coding multiplies what a few bytes may unfold to, transfer codings
/// like content codings.
bool Transfer::has_too_many_codings() const {
  const Hop& hop = result_.hop;
  const auto transfer_codings = hop.fields.list("transfer-encoding");
  const auto undone =
      std::ranges::count_if(transfer_codings, [](std::string_view coding) {
        return !ascii_iequals(coding, "chunked");
      });
  return hop.content_codings.size() + static_cast<size_t>(undone) >
         request_->limits.max_content_codings;
}

/// False ends the transfer.
bool Transfer::end_of_fields() {
  Hop& hop = result_.hop;
  if (hop.status == 101) {
    abort_ = Abort::kUpgrade;
    return false;
  }
  if (hop.status / 100 == 1) {
    field_state_ = FieldState::kStatusLine;
    return true;
  }
  field_state_ = FieldState::kTrailers;
  phase_ = Phase::kReadingContent;
  for (const std::string_view coding : hop.fields.list("content-encoding")) {
    hop.content_codings.push_back(ascii_lowercase(coding));
  }
  keeps_content_ = !is_redirect(hop);
  if (!keeps_content_) return true;
  if (has_too_many_codings()) abort_ = Abort::kCodingLimit;
  if (has_different_lengths(hop.fields)) abort_ = Abort::kLengths;
  if (abort_ != Abort::kNone) return false;
  const curl_off_t announced =
      info_number(easy_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T);
  if (announced > 0) {
    const size_t most =
        std::min(kMaxReservedBytes, request_->limits.max_content_bytes);
    result_.content.reserve(static_cast<size_t>(
        std::min<curl_off_t>(announced, static_cast<curl_off_t>(most))));
  }
  return true;
}

size_t Transfer::take_content(std::string_view bytes) {
  last_progress_ = std::chrono::steady_clock::now();
  if (gate_ != nullptr && !is_past_gate_ && !gate_->admits(bytes.size())) {
    paused_since_ = last_progress_;
    was_paused_ = true;
    // Time stands still meanwhile: it is not the server that is slow.
    curl_easy_setopt(easy_, CURLOPT_TIMEOUT_MS, 0L);
    return CURL_WRITEFUNC_PAUSE;
  }
  uint64_t& read = result_.hop.decoded_bytes;
  read += bytes.size();
  if (!keeps_content_) {
    if (read <= kMaxRedirectContentBytes) return bytes.size();
    abort_ = Abort::kRedirectRead;
    return 0;
  }
  const size_t left =
      request_->limits.max_content_bytes - result_.content.size();
  const std::string_view kept = bytes.substr(0, left);
  result_.content.append(kept);
  if (gate_ != nullptr) gate_->add(kept.size());
  if (bytes.size() <= left) return bytes.size();
  abort_ = Abort::kContentLimit;
  return 0;
}

bool Transfer::judge(const IpAddress& address) {
  const AddressVerdict verdict = guard_->judge(address);
  if (verdict == AddressVerdict::kAllowed) return true;
  if (!refused_) {
    refused_ = address;
    refusal_ = verdict;
  }
  return false;
}

/// The guard proper: sees the address about to be connected to, after DNS.
curl_socket_t Transfer::open_socket(curlsocktype purpose,
                                    const curl_sockaddr& address) {
  if (purpose != CURLSOCKTYPE_IPCXN) return CURL_SOCKET_BAD;
  // The user named the proxy; what lies behind it is not seen from here.
  if (request_->proxy.empty()) {
    const auto ip = IpAddress::from_sockaddr(address.addr);
    if (!ip || !judge(*ip)) return CURL_SOCKET_BAD;
  }
  return ::socket(address.family, address.socktype | SOCK_CLOEXEC,
                  address.protocol);
}

/// Once connected, before anything is sent. A connection kept from an earlier
/// hop or target never went through open_socket for this one.
int Transfer::before_request(const char* ip) {
  phase_ = Phase::kAwaitingFields;
  refused_.reset();
  if (request_->proxy.empty()) {
    const auto address = IpAddress::parse(ip == nullptr ? "" : ip);
    if (!address || !judge(*address)) return CURL_PREREQFUNC_ABORT;
  }
  if (plan_->url.scheme() == "https") read_tls();
  return CURL_PREREQFUNC_OK;
}

void Transfer::read_tls() {
  const curl_tlssessioninfo* session = nullptr;
  curl_easy_getinfo(easy_, CURLINFO_TLS_SSL_PTR, &session);
  if (session == nullptr || session->backend != CURLSSLBACKEND_OPENSSL ||
      session->internals == nullptr) {
    return;
  }
  result_.hop.tls = describe_connection(*static_cast<SSL*>(session->internals),
                                        std::string(plan_->url.host()),
                                        request_->limits.max_certificate_names);
}

size_t Transfer::on_header(char* data, size_t size, size_t count, void* self) {
  return static_cast<Transfer*>(self)->take_line({data, size * count});
}

size_t Transfer::on_content(char* data, size_t size, size_t count, void* self) {
  return static_cast<Transfer*>(self)->take_content({data, size * count});
}

curl_socket_t Transfer::on_open_socket(void* self, curlsocktype purpose,
                                       curl_sockaddr* address) {
  return static_cast<Transfer*>(self)->open_socket(purpose, *address);
}

int Transfer::on_before_request(void* self, char* remote_ip, char*, int, int) {
  return static_cast<Transfer*>(self)->before_request(remote_ip);
}

CURLcode Transfer::on_ssl_context(CURL*, void* context, void* self) {
  SSL_CTX_set_cert_verify_callback(static_cast<SSL_CTX*>(context),
                                   &Transfer::on_verify, self);
  return CURLE_OK;
}

/// Runs OpenSSL's own check and keeps the certificate, which is gone with the
/// connection where the check fails.
int Transfer::on_verify(X509_STORE_CTX* verification, void* self) {
  const int verdict = X509_verify_cert(verification);
  auto* const transfer = static_cast<Transfer*>(self);
  transfer->result_.hop.tls = describe_verification(
      *verification, transfer->request_->limits.max_certificate_names);
  return verdict;
}

}  // namespace pagescan
