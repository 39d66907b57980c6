#include "scanner/run/diff/field_noise.h"

#include <algorithm>
#include <array>

namespace pagescan {
namespace {

constexpr std::string_view kRequestIds = "request-ids";
constexpr std::string_view kTimestamps = "timestamps";
constexpr std::string_view kBuildIds = "build-ids";
constexpr std::string_view kCounters = "counters";
constexpr std::string_view kNonces = "nonces";
constexpr std::string_view kCsrfTokens = "csrf-tokens";

// The first that fits counts.
constexpr auto kNoise = std::to_array<FieldNoise>({
    // Who asked, and which server answered.
    {"request-id", kRequestIds, true},
    {"x-request-id", kRequestIds, true},
    {"x-requestid", kRequestIds, true},
    {"x-req-id", kRequestIds, true},
    {"x-correlation-id", kRequestIds, true},
    {"x-transaction-id", kRequestIds, true},
    {"x-trace-id", kRequestIds, true},
    {"x-b3-*", kRequestIds, true},
    {"x-cloud-trace-context", kRequestIds, true},
    {"traceparent", kRequestIds, true},
    {"tracestate", kRequestIds, true},
    {"traceresponse", kRequestIds, true},
    {"x-amz-*", kRequestIds, true},
    {"x-amzn-*", kRequestIds, true},
    {"x-ms-request-id", kRequestIds, true},
    {"x-azure-ref*", kRequestIds, true},
    {"x-msedge-ref", kRequestIds, true},
    {"x-goog-*", kRequestIds, true},
    {"x-guploader-uploadid", kRequestIds, true},
    {"x-github-request-id", kRequestIds, true},
    {"x-fastly-request-id", kRequestIds, true},
    {"x-vercel-id", kRequestIds, true},
    {"x-nf-request-id", kRequestIds, true},
    {"fly-request-id", kRequestIds, true},
    {"x-wix-request-id", kRequestIds, true},
    {"x-render-origin-server", kRequestIds},
    {"x-sucuri-id", kRequestIds, true},
    {"x-iinfo", kRequestIds, true},
    {"x-akamai-*", kRequestIds, true},
    {"akamai-*", kRequestIds, true},
    {"cf-ray", kRequestIds, true},
    {"x-served-by", kRequestIds},
    {"x-server-id", kRequestIds},
    {"x-backend", kRequestIds},
    {"x-backend-server", kRequestIds},
    {"x-host", kRequestIds},
    {"x-hostname", kRequestIds},
    {"x-pod", kRequestIds},
    // What a cache on the way says of itself.
    {"x-cache-hits", kCounters, true},
    {"x-cache*", kRequestIds, true},
    {"x-proxy-cache", kRequestIds, true},
    {"x-drupal-cache", kRequestIds, true},
    {"x-drupal-dynamic-cache", kRequestIds, true},
    {"x-litespeed-cache", kRequestIds, true},
    {"x-vercel-cache", kRequestIds, true},
    {"x-varnish", kRequestIds, true},
    {"cf-cache-status", kRequestIds, true},
    {"cache-status", kRequestIds, true},
    {"via", kRequestIds},
    {"report-to", kRequestIds},  // its endpoints have IDs
    {"nel", kRequestIds},
    // When.
    {"date", kTimestamps, true},
    {"expires", kTimestamps},
    {"last-modified", kTimestamps, true},
    {"age", kTimestamps, true},
    {"x-timer", kTimestamps, true},
    {"x-generated-at", kTimestamps},
    {"x-request-start", kTimestamps, true},
    // How long it took, how much is left. Content that grows by a word is no
    // change of the field.
    {"server-timing", kCounters, true},
    {"x-runtime", kCounters, true},
    {"x-response-time", kCounters, true},
    {"x-envoy-upstream-service-time", kCounters, true},
    {"content-length", kCounters, true},
    {"transfer-encoding", kCounters, true},
    {"connection", kCounters, true},
    {"keep-alive", kCounters, true},
    {"ratelimit*", kCounters},
    {"x-ratelimit*", kCounters},
    {"x-rate-limit*", kCounters},
    {"retry-after", kCounters},
    // Which content, which build.
    {"etag", kBuildIds, true},
    {"digest", kBuildIds},
    {"content-digest", kBuildIds},
    {"repr-digest", kBuildIds},
    {"content-md5", kBuildIds},
    {"x-build*", kBuildIds},
    {"x-version", kBuildIds},
    {"x-app-version", kBuildIds},
    {"x-revision", kBuildIds},
    {"x-git-*", kBuildIds},
    {"x-commit*", kBuildIds},
    {"x-deployment-id", kBuildIds},
    // What only one response is to have.
    {"x-nonce", kNonces},
    {"x-csrf-token", kCsrfTokens},
    {"x-xsrf-token", kCsrfTokens},
});

bool fits(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace

const FieldNoise* find_field_noise(std::string_view name) {
  const auto found = std::ranges::find_if(
      kNoise,
      [name](const FieldNoise& noise) { return fits(noise.name, name); });
  return found == kNoise.end() ? nullptr : &*found;
}

}  // namespace pagescan
