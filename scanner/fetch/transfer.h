// One hop: one request over libcurl, its limits enforced while it runs, and
// the Hop it gives. Not thread-safe. Lives at a fixed address for as long as
// its curl handle, because kept connections hold pointers to it.
#pragma once

#include <curl/curl.h>
#include <openssl/types.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scanner/fetch/address_policy.h"
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
  HopResult run(const Request& request, const HopPlan& plan,
                const AddressGuard& guard, curl_slist* resolve);

 private:
  struct SlistFree {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };
  using Slist = std::unique_ptr<curl_slist, SlistFree>;

  enum class FieldState { kStatusLine, kFields, kTrailers };

  void reset_state(const Request& request, const HopPlan& plan,
                   const AddressGuard& guard);
  void set_options();
  void set_target();
  void set_limits();
  void set_tls();
  void set_request_fields();
  void append_field(const Field& field);
  void append_line(const std::string& line);
  void finish(CURLcode code);
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
  const HopPlan* plan_ = nullptr;
  const AddressGuard* guard_ = nullptr;

  HopResult result_;
  Slist request_fields_;
  std::string cookie_field_;
  std::string error_buffer_;
  FieldState field_state_ = FieldState::kStatusLine;
  Phase phase_ = Phase::kConnecting;
  Abort abort_ = Abort::kNone;
  size_t field_bytes_ = 0;
  bool keeps_content_ = true;
  std::optional<IpAddress> refused_;
  AddressVerdict refusal_ = AddressVerdict::kAllowed;
};

}  // namespace pagescan
