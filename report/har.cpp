#include "report/har.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <string_view>

#include "report/escape.h"
#include "report/finding_place.h"
#include "report/json_writer.h"
#include "report/report_time.h"
#include "report/tool.h"
#include "scanner/base/utf8.h"
#include "scanner/fetch/cookie.h"
#include "scanner/url/percent_encode.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

constexpr size_t kMaxTitleBytes = 200;
constexpr size_t kMaxQueryParameters = 1'000;
// What the format calls not applicable or not known.
constexpr int kUnknown = -1;
// 31 December 9999: what an RFC 3339 date can say.
constexpr int64_t kLastSecond = 253'402'300'799;

std::string http_version(std::string_view protocol) {
  if (protocol.empty()) return "unknown";
  if (protocol == "h2") return "HTTP/2";
  return replace_invalid_utf8(protocol);
}

std::string form_decoded(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  return replace_invalid_utf8(percent_decode(spaced));
}

// https://url.spec.whatwg.org/#concept-urlencoded-parser
void write_query(JsonWriter& json, const std::string& href) {
  json.key("queryString");
  json.begin_array();
  const Result<Url> url = Url::parse(href);
  std::string_view rest = url ? url->query().value_or("") : "";
  for (size_t n = 0; !rest.empty() && n < kMaxQueryParameters; ++n) {
    const size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    json.begin_object();
    json.field("name", form_decoded(pair.substr(0, equals)));
    json.field("value",
               form_decoded(pair.substr(std::min(equals + 1, pair.size()))));
    json.end_object();
  }
  json.end_array();
}

void write_no_items(JsonWriter& json, std::string_view name) {
  json.key(name);
  json.begin_array();
  json.end_array();
}

void write_request(JsonWriter& json, const Hop& hop) {
  json.key("request");
  json.begin_object();
  json.field("method", "GET");
  json.bytes_field("url", hop.url);
  json.field("httpVersion", http_version(hop.protocol));
  write_no_items(json, "cookies");
  write_no_items(json, "headers");
  write_query(json, hop.url);
  json.field("headersSize", kUnknown);
  json.field("bodySize", 0);
  json.field("comment", "the fields and cookies sent are not recorded");
  json.end_object();
}

void write_cookie(JsonWriter& json, const Cookie& cookie) {
  json.begin_object();
  json.bytes_field("name", cookie.name);
  json.bytes_field("value", cookie.value);
  json.bytes_field("path", cookie.path);
  json.bytes_field("domain", cookie.domain);
  const auto expires =
      cookie.expires ? parse_cookie_date(*cookie.expires) : std::nullopt;
  if (expires && *expires >= 0 && *expires <= kLastSecond) {
    const WallTime time{std::chrono::seconds(
        std::min(*expires, epoch_seconds(WallTime::max())))};
    json.field("expires", format_rfc3339(time));
  }
  json.field("httpOnly", cookie.http_only);
  json.field("secure", cookie.secure);
  if (cookie.same_site != SameSite::kDefault) {
    json.field("sameSite", same_site_name(cookie.same_site));
  }
  json.end_object();
}

void write_content(JsonWriter& json, const Hop& hop) {
  json.key("content");
  json.begin_object();
  json.field("size", hop.decoded_bytes);
  if (hop.decoded_bytes > hop.wire_bytes) {
    json.field("compression", hop.decoded_bytes - hop.wire_bytes);
  }
  json.bytes_field("mimeType",
                   hop.fields.first("content-type").value_or("x-unknown"));
  json.end_object();
}

void write_response(JsonWriter& json, const Response& response, size_t index) {
  const Hop& hop = response.hops[index];
  json.key("response");
  json.begin_object();
  json.field("status", hop.status);
  json.bytes_field("statusText", hop.reason);
  json.field("httpVersion", http_version(hop.protocol));
  json.key("cookies");
  json.begin_array();
  for (const ReceivedCookie& received : response.cookies) {
    if (received.hop == index) write_cookie(json, received.cookie);
  }
  json.end_array();
  json.list("headers", hop.fields, [](JsonWriter& to, const Field& field) {
    to.begin_object();
    to.bytes_field("name", field.name);
    to.bytes_field("value", field.value);
    to.end_object();
  });
  write_content(json, hop);
  json.bytes_field("redirectURL",
                   hop.location_resolved.value_or(hop.location.value_or("")));
  json.field("headersSize", kUnknown);
  json.field("bodySize", hop.wire_bytes);
  json.end_object();
}

// -1 for a phase that did not happen.
void write_phase(JsonWriter& json, std::string_view name, double duration) {
  if (duration > 0) {
    json.milliseconds(name, duration);
  } else {
    json.field(name, kUnknown);
  }
}

double receive_time(const Timing& timing) {
  const double receive = timing.total_ms - timing.dns_ms - timing.connect_ms -
                         timing.tls_ms - timing.first_byte_ms;
  return std::fmax(receive, 0);
}

// `connect` holds `ssl`, and `time` is the sum of all but `ssl`.
void write_timings(JsonWriter& json, const Timing& timing) {
  const double connect = timing.connect_ms + timing.tls_ms;
  json.milliseconds("time", timing.dns_ms + connect + timing.first_byte_ms +
                                receive_time(timing));
  json.key("timings");
  json.begin_object();
  json.field("blocked", kUnknown);
  write_phase(json, "dns", timing.dns_ms);
  write_phase(json, "connect", connect);
  write_phase(json, "ssl", timing.tls_ms);
  json.field("send", 0);
  json.milliseconds("wait", timing.first_byte_ms);
  json.milliseconds("receive", receive_time(timing));
  json.end_object();
}

std::string page_id(size_t page) { return fmt::format("page_{}", page); }

std::string entry_of(const ScanResult& result, size_t index, WallTime started,
                     size_t page) {
  const Hop& hop = result.response->hops[index];
  JsonWriter json;
  json.begin_object();
  json.field("pageref", page_id(page));
  json.field("startedDateTime", format_rfc3339(started));
  write_request(json, hop);
  write_response(json, *result.response, index);
  json.key("cache");
  json.begin_object();
  json.end_object();
  write_timings(json, hop.timing);
  if (!hop.remote_ip.empty())
    json.bytes_field("serverIPAddress", hop.remote_ip);
  if (hop.status == 0 && !result.errors.empty()) {
    json.bytes_field("comment", result.errors.front().error.message);
  }
  json.end_object();
  return std::string(json.json());
}

class HarReport : public ReportStream {
 public:
  void begin(std::string& out) override {
    out += fmt::format(
        R"({{"log":{{"version":"1.2","creator":{{"name":"{}","version":"{}"}},)"
        R"("entries":[)",
        kToolName, tool_version());
  }
  void add(const ScanResult& result, std::string& out) override;
  void end(std::string& out) override {
    out += R"(],"pages":[)" + pages_ + "]}}\n";
  }

 private:
  void add_page(const ScanResult& result);

  size_t page_count_ = 0;
  bool has_entry_ = false;
  std::string pages_;  // JSON objects; some hundred bytes a target
};

void HarReport::add(const ScanResult& result, std::string& out) {
  ++page_count_;
  add_page(result);
  if (!result.response) return;
  WallTime started = result.task.time;
  for (size_t i = 0; i < result.response->hops.size(); ++i) {
    out += has_entry_ ? ",\n" : "\n";
    has_entry_ = true;
    append_json_for_terminal(entry_of(result, i, started, page_count_), out);
    const double total = result.response->hops[i].timing.total_ms;
    started += std::chrono::milliseconds(
        std::llround(std::fmin(std::fmax(total, 0), kMaxMilliseconds)));
  }
}

void HarReport::add_page(const ScanResult& result) {
  std::string title = report_url(result);
  if (result.facts && !result.facts->metadata.title.empty()) {
    title = result.facts->metadata.title;
  }
  JsonWriter json;
  json.begin_object();
  json.field("startedDateTime", format_rfc3339(result.task.time));
  json.field("id", page_id(page_count_));
  json.field("title", utf8_prefix(replace_invalid_utf8(title), kMaxTitleBytes));
  json.key("pageTimings");
  json.begin_object();
  json.end_object();
  json.end_object();
  if (!pages_.empty()) pages_ += ",\n";
  append_json_for_terminal(json.json(), pages_);
}

}  // namespace

std::unique_ptr<ReportStream> open_har_report(
    const ReportOptions& /*options*/) {
  return std::make_unique<HarReport>();
}

}  // namespace pagescan
