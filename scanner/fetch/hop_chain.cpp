#include "scanner/fetch/hop_chain.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "scanner/base/strings.h"
#include "scanner/fetch/fields.h"
#include "scanner/fetch/redirect.h"

namespace pagescan {
namespace {

std::optional<Error> check_request(const Request& request) {
  if (!request.url.is_http()) {
    return Error{ErrorCode::kUnsupportedScheme,
                 fmt::format("{}: only http and https can be fetched",
                             request.url.scheme())};
  }
  for (const Field& field : request.extra_fields) {
    if (!is_field_name(field.name) || !is_field_value(field.value)) {
      return Error{ErrorCode::kUsage,
                   "--header: a field needs a name of letters, digits and "
                   "dashes, and a value without line breaks"};
    }
  }
  if (!is_field_value(request.user_agent)) {
    return Error{ErrorCode::kUsage, "--user-agent: no line breaks allowed"};
  }
  return std::nullopt;
}

/// The addresses of a CURLOPT_RESOLVE entry ([+]HOST:PORT:ADDRESS[,ADDRESS])
/// for `host`.
void add_pinned(std::string_view entry, std::string_view host,
                std::vector<IpAddress>& pinned) {
  if (entry.starts_with('+')) entry.remove_prefix(1);
  const size_t host_end = entry.find(':');
  if (host_end == std::string_view::npos) return;
  const size_t port_end = entry.find(':', host_end + 1);
  if (port_end == std::string_view::npos) return;
  const std::string_view name = entry.substr(0, host_end);
  if (name != "*" && !ascii_iequals(name, host)) return;
  for (const std::string_view text : split(entry.substr(port_end + 1), ',')) {
    if (const auto address = IpAddress::parse(text)) {
      pinned.push_back(*address);
    }
  }
}

std::vector<IpAddress> pinned_addresses(const Request& request) {
  std::vector<IpAddress> pinned;
  for (const std::string& entry : request.resolve) {
    add_pinned(entry, request.url.host(), pinned);
  }
  return pinned;
}

/// The cookies of the hop just added, with the defaults its URL gives them.
void record_cookies(Response& response, const Url& url, size_t limit) {
  const Hop& hop = response.hops.back();
  for (const std::string_view value : hop.fields.all("set-cookie")) {
    auto cookie = parse_set_cookie(value);
    if (!cookie) continue;
    if (response.cookies.size() >= limit) {
      ++response.dropped_cookies;
      continue;
    }
    if (cookie->host_only) cookie->domain = std::string(url.host());
    if (cookie->path.empty()) {
      cookie->path = std::string(default_cookie_path(url.path()));
    }
    response.cookies.push_back({response.hops.size() - 1, *std::move(cookie)});
  }
}

void add_timing(Timing& sum, const Timing& hop) {
  sum.dns_ms += hop.dns_ms;
  sum.connect_ms += hop.connect_ms;
  sum.tls_ms += hop.tls_ms;
  sum.first_byte_ms += hop.first_byte_ms;
  sum.total_ms += hop.total_ms;
}

void record_hop(Response& response, HopResult&& result, const Url& url,
                const FetchLimits& limits) {
  response.hops.push_back(std::move(result.hop));
  response.final_url = url.href();
  response.content = std::move(result.content);
  response.truncation = result.truncation;
  response.truncation_note = std::move(result.truncation_note);
  add_timing(response.timing, response.hops.back().timing);
  record_cookies(response, url, limits.max_cookies);
}

/// Says what the limits on counts dropped, over all hops.
void note_dropped(Response& response, const FetchLimits& limits) {
  size_t lines = 0;
  size_t names = 0;
  for (const Hop& hop : response.hops) {
    lines += hop.fields.dropped() + hop.trailers.dropped();
    if (hop.tls && hop.tls->certificate) {
      const Certificate& certificate = *hop.tls->certificate;
      names += certificate.alternative_name_count -
               certificate.alternative_names.size();
    }
  }
  const auto note = [&](std::string_view what, size_t limit, size_t dropped,
                        std::string_view kind, std::string_view flag) {
    if (dropped == 0) return;
    response.dropped.push_back(
        {std::string(what), limit,
         fmt::format("{} {} were dropped (raise the limit with {})", dropped,
                     kind, flag)});
  };
  note("response_fields", limits.max_field_lines, lines, "field lines",
       "--max-fields");
  note("cookies", limits.max_cookies, response.dropped_cookies, "cookies",
       "--max-cookies");
  note("certificate_names", limits.max_certificate_names, names,
       "names of certificates", "--max-certificate-names");
}

Error too_many_redirects(const Request& request) {
  return {ErrorCode::kTooManyRedirects,
          fmt::format("{}: more than {} redirects (raise the limit with "
                      "--max-redirects)",
                      request.url.host(), request.limits.max_redirects)};
}

Error out_of_time(const Request& request) {
  return {
      ErrorCode::kTimeout,
      fmt::format(
          "{}: the redirects were not done within {:g} s (raise "
          "the limit with --timeout)",
          request.url.host(),
          std::chrono::duration<double>(request.limits.total_timeout).count())};
}

}  // namespace

HopChain::HopChain(const Request& request)
    : request_(&request),
      guard_(request.address_policy, request.url.host(),
             pinned_addresses(request)),
      url_(request.url),
      time_left_(request.limits.total_timeout),
      error_(check_request(request)) {
  response_.submitted_url = request.url.href();
  response_.final_url = response_.submitted_url;
}

HopPlan HopChain::plan(std::chrono::steady_clock::time_point now) const {
  HopPlan plan{
      url_, now + time_left_, same_origin(url_, request_->url), {}, {}};
  const Url& source = url_.has_credentials() ? url_ : request_->url;
  plan.username = std::string(source.username());
  plan.password = std::string(source.password());
  return plan;
}

bool HopChain::take(HopResult&& hop,
                    std::chrono::steady_clock::duration duration) {
  time_left_ -= duration;
  error_ = std::move(hop.error);
  record_hop(response_, std::move(hop), url_, request_->limits);
  if (error_ || !is_redirect(response_.hops.back())) return false;
  error_ = follow_redirect();
  return !error_;
}

std::optional<Error> HopChain::follow_redirect() {
  auto target = redirect_target(response_.hops.back(), url_);
  if (!target) return std::move(target.error());
  if (redirects_ == request_->limits.max_redirects) {
    return too_many_redirects(*request_);
  }
  if (time_left_ <= std::chrono::steady_clock::duration::zero()) {
    return out_of_time(*request_);
  }
  ++redirects_;
  url_ = *std::move(target);
  return std::nullopt;
}

FetchResult HopChain::finish() {
  note_dropped(response_, request_->limits);
  return {std::move(response_), std::move(error_)};
}

}  // namespace pagescan
