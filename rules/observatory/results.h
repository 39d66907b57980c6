// What the tests of the MDN HTTP Observatory can result in, and what each
// result does to the score: the names and numbers of its scoring table,
// algorithm version 4 (npm @mdn/mdn-http-observatory 1.4.8). Constants.
#pragma once

#include <string_view>

namespace pagescan::observatory {

struct TestResult {
  std::string_view name;
  int modifier = 0;
  bool pass = false;

  friend bool operator==(const TestResult&, const TestResult&) = default;
};

inline constexpr TestResult kCspDefaultNone{
    "csp-implemented-with-no-unsafe-default-src-none", 10, true};
inline constexpr TestResult kCspNoUnsafe{"csp-implemented-with-no-unsafe", 5,
                                         true};
inline constexpr TestResult kCspUnsafeInlineStyle{
    "csp-implemented-with-unsafe-inline-in-style-src-only", 0, true};
inline constexpr TestResult kCspDuplicates{
    "csp-implemented-but-duplicate-directives", 0, true};
inline constexpr TestResult kCspInsecurePassive{
    "csp-implemented-with-insecure-scheme-in-passive-content-only", -10, true};
inline constexpr TestResult kCspUnsafeEval{"csp-implemented-with-unsafe-eval",
                                           -10, false};
inline constexpr TestResult kCspUnsafeInline{
    "csp-implemented-with-unsafe-inline", -20, false};
inline constexpr TestResult kCspInsecureScheme{
    "csp-implemented-with-insecure-scheme", -20, false};
inline constexpr TestResult kCspInvalid{"csp-header-invalid", -25, false};
inline constexpr TestResult kCspMissing{"csp-not-implemented", -25, false};
inline constexpr TestResult kCspReportOnly{
    "csp-not-implemented-but-reporting-enabled", -25, false};

inline constexpr TestResult kCookiesSameSite{
    "cookies-secure-with-httponly-sessions-and-samesite", 5, true};
inline constexpr TestResult kCookiesSecure{
    "cookies-secure-with-httponly-sessions", 0, true};
inline constexpr TestResult kCookiesNone{"cookies-not-found", 0, true};
inline constexpr TestResult kCookiesInsecureHsts{
    "cookies-without-secure-flag-but-protected-by-hsts", -5, false};
inline constexpr TestResult kCookiesSessionInsecureHsts{
    "cookies-session-without-secure-flag-but-protected-by-hsts", -10, false};
inline constexpr TestResult kCookiesInsecure{"cookies-without-secure-flag", -20,
                                             false};
inline constexpr TestResult kCookiesBadSameSite{"cookies-samesite-flag-invalid",
                                                -20, false};
inline constexpr TestResult kCookiesCsrfSameSite{
    "cookies-anticsrf-without-samesite-flag", -20, false};
inline constexpr TestResult kCookiesSessionScript{
    "cookies-session-without-httponly-flag", -30, false};
inline constexpr TestResult kCookiesSessionInsecure{
    "cookies-session-without-secure-flag", -40, false};

inline constexpr TestResult kRedirectionToHttps{"redirection-to-https", 0,
                                                true};
inline constexpr TestResult kRedirectionOffHost{
    "redirection-off-host-from-http", -5, false};
inline constexpr TestResult kRedirectionLate{
    "redirection-not-to-https-on-initial-redirection", -10, false};
inline constexpr TestResult kRedirectionNotHttps{"redirection-not-to-https",
                                                 -20, false};
inline constexpr TestResult kRedirectionMissing{"redirection-missing", -20,
                                                false};
inline constexpr TestResult kRedirectionBadCert{"redirection-invalid-cert", -20,
                                                false};

inline constexpr TestResult kReferrerPrivate{"referrer-policy-private", 5,
                                             true};
inline constexpr TestResult kReferrerMissing{"referrer-policy-not-implemented",
                                             0, true};
inline constexpr TestResult kReferrerUnsafe{"referrer-policy-unsafe", -5,
                                            false};
inline constexpr TestResult kReferrerInvalid{"referrer-policy-header-invalid",
                                             -5, false};

inline constexpr TestResult kHstsLong{
    "hsts-implemented-max-age-at-least-six-months", 0, true};
inline constexpr TestResult kHstsShort{
    "hsts-implemented-max-age-less-than-six-months", -10, false};
inline constexpr TestResult kHstsMissing{"hsts-not-implemented", -20, false};
inline constexpr TestResult kHstsInvalid{"hsts-header-invalid", -20, false};
inline constexpr TestResult kHstsBadCert{"hsts-invalid-cert", -20, false};

inline constexpr TestResult kSriAll{
    "sri-implemented-and-all-scripts-loaded-securely", 5, true};
inline constexpr TestResult kSriExternal{
    "sri-implemented-and-external-scripts-loaded-securely", 5, true};
inline constexpr TestResult kSriNotHtml{"sri-not-implemented-response-not-html",
                                        0, true};
inline constexpr TestResult kSriNoScripts{
    "sri-not-implemented-but-no-scripts-loaded", 0, true};
inline constexpr TestResult kSriSecureOrigin{
    "sri-not-implemented-but-all-scripts-loaded-from-secure-origin", 0, true};
inline constexpr TestResult kSriMissing{
    "sri-not-implemented-but-external-scripts-loaded-securely", -5, false};
inline constexpr TestResult kSriOverHttp{
    "sri-implemented-but-external-scripts-not-loaded-securely", -20, false};
inline constexpr TestResult kSriMissingOverHttp{
    "sri-not-implemented-and-external-scripts-not-loaded-securely", -50, false};

inline constexpr TestResult kNosniff{"x-content-type-options-nosniff", 0, true};
inline constexpr TestResult kNosniffMissing{
    "x-content-type-options-not-implemented", -5, false};
inline constexpr TestResult kNosniffInvalid{
    "x-content-type-options-header-invalid", -5, false};

inline constexpr TestResult kFrameByCsp{"x-frame-options-implemented-via-csp",
                                        5, true};
inline constexpr TestResult kFrameDenied{"x-frame-options-sameorigin-or-deny",
                                         0, true};
inline constexpr TestResult kFrameAllowFrom{"x-frame-options-allow-from-origin",
                                            0, true};
inline constexpr TestResult kFrameMissing{"x-frame-options-not-implemented",
                                          -20, false};
inline constexpr TestResult kFrameInvalid{"x-frame-options-header-invalid", -20,
                                          false};

inline constexpr TestResult kCorpMissing{"corp-not-implemented", 0, true};
inline constexpr TestResult kCorpSameOrigin{"corp-implemented-with-same-origin",
                                            10, true};
inline constexpr TestResult kCorpSameSite{"corp-implemented-with-same-site", 10,
                                          true};
inline constexpr TestResult kCorpCrossOrigin{
    "corp-implemented-with-cross-origin", 0, true};
inline constexpr TestResult kCorpInvalid{"corp-header-invalid", -5, false};

}  // namespace pagescan::observatory
