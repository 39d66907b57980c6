// One hop: one request over libcurl, its limits enforced while it runs, and
// the Hop it gives. Not thread-safe. Lives at a fixed address for as long as
// its curl handle, because kept connections hold pointers to it.
#pragma once

#include <curl/curl.h>
#include <openssl/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "scanner/fetch/address_policy.h"
#include "scanner/fetch/content_gate.h"
#include "scanner/fetch/curl_list.h"
#include "scanner/fetch/fetch_error.h"
#include "scanner/fetch/request.h"
#include "scanner/fetch/response.h"

namespace pagescan {

/// What of one hop differs from the target's Request.
struct HopPlan {
  Url url;
  std::chrono::steady_clock::time_point deadline;
  /// Whether the hop has the origin the user typed: only then do credentials
  /// and the fields bound to it go out.
  bool is_typed_origin = false;
  /// Of the typed URL, for hops of its origin without their own.
  std::string username;
  std::string password;
};

/// A time still left for libcurl, where 0 would mean no limit.
long positive_milliseconds(std::chrono::steady_clock::duration left);

struct HopResult {
  Hop hop;
  std::string content;
  Truncation truncation = Truncation::kNone;
  std::string truncation_note;
  std::optional<Error> error;
};

class Transfer {
 public:
  explicit Transfer(CURL* easy) : easy_(easy) {}
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// Runs the hop to its end. `resolve` is the list for CURLOPT_RESOLVE or
  /// null; it and the other arguments must outlive the call.
  HopResult run(const Request& request, HopPlan plan, const AddressGuard& guard,
                curl_slist* resolve);

  /// The same in two steps, for whoever runs the curl handle himself. Sets it
  /// up; false where there is nothing to run, because the guard refuses the
  /// address as it is written: finish() then says so. `request` and `guard`
  /// must live until finish(); `gate` may be null and must too.
  bool start(const Request& request, HopPlan plan, const AddressGuard& guard,
             curl_slist* resolve, ContentGate* gate = nullptr);
  /// What the hop gave, the curl handle having ended with `code`.
  HopResult finish(CURLcode code);

  /// No cookie of an earlier target may reach the next one.
  void forget_cookies();

  /// When bytes were last seen, or the hop began.
  std::chrono::steady_clock::time_point last_progress() const {
    return last_progress_;
  }
  /// Whether the gate held back content; see resume().
  bool is_paused() const { return paused_since_.has_value(); }
  std::chrono::steady_clock::time_point paused_since() const {
    return *paused_since_;
  }
  /// Lets a paused transfer go on, its time limit put off by the pause. With
  /// `past_gate`, whatever the gate says from now on.
  void resume(bool past_gate);
  /// Whether it went on after a pause and its time is up: libcurl may not
  /// notice, as it set its alarm when the transfer began.
  bool is_overdue(std::chrono::steady_clock::time_point now) const {
    return was_paused_ && !is_paused() && now > plan_->deadline;
  }
  bool was_paused() const { return was_paused_; }

 private:
  enum class FieldState { kStatusLine, kFields, kTrailers };

  void reset_state(const Request& request, HopPlan plan,
                   const AddressGuard& guard);
  void set_options();
  void set_target();
  void set_limits();
  void set_tls();
  void set_request_fields();
  void append_field(const Field& field);
  void read_info();
  void settle_content(CURLcode code);
  Error explain(CURLcode code);

  size_t take_line(std::string_view line);
  bool take_status_line(std::string_view line);
  bool end_of_fields();
  bool has_too_many_codings() const;
  size_t take_content(std::string_view bytes);
  curl_socket_t open_socket(curlsocktype purpose, const curl_sockaddr& address);
  int before_request(const char* ip);
  bool judge(const IpAddress& address);
  void read_tls();

  static size_t on_header(char* data, size_t size, size_t count, void* self);
  static size_t on_content(char* data, size_t size, size_t count, void* self);
  static curl_socket_t on_open_socket(void* self, curlsocktype purpose,
                                      curl_sockaddr* address);
  static int on_before_request(void* self, char* remote_ip, char* local_ip,
                               int remote_port, int local_port);
  static CURLcode on_ssl_context(CURL* easy, void* context, void* self);
  static int on_verify(X509_STORE_CTX* verification, void* self);

  CURL* easy_;
  const Request* request_ = nullptr;
  std::optional<HopPlan> plan_;
  const AddressGuard* guard_ = nullptr;
  ContentGate* gate_ = nullptr;

  HopResult result_;
  CurlList request_fields_;
  std::string cookie_field_;
  std::string error_buffer_;
  FieldState field_state_ = FieldState::kStatusLine;
  Phase phase_ = Phase::kConnecting;
  Abort abort_ = Abort::kNone;
  size_t field_bytes_ = 0;
  bool keeps_content_ = true;
  bool is_past_gate_ = false;
  bool is_refused_unasked_ = false;
  std::chrono::steady_clock::duration time_limit_{};
  std::chrono::steady_clock::time_point last_progress_;
  std::optional<std::chrono::steady_clock::time_point> paused_since_;
  bool was_paused_ = false;
  std::optional<IpAddress> refused_;
  AddressVerdict refusal_ = AddressVerdict::kAllowed;
};

}  // namespace pagescan
