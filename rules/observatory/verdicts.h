// The tests of the MDN HTTP Observatory, one function each, as its source has
// them (npm @mdn/mdn-http-observatory 1.4.8, src/analyzer/tests). Where a
// standard says otherwise and pagescan follows it, docs/observatory.md says so.
// Pure functions; thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/observatory/results.h"
#include "scanner/fetch/response.h"
#include "scanner/page.h"
#include "scanner/url/url.h"

namespace pagescan::observatory {

/// What the tests read. Borrowed.
struct Subject {
  const Response& response;  // with at least one hop, the last answered
  const Page& page;
  const Url& url;  // of the page

  const Hop& hop() const { return response.final_hop(); }
  bool over_https() const { return url.scheme() == "https"; }
  /// Whether every https hop had a certificate that holds.
  bool verified() const;
  /// Whether the Observatory looks into the content: by the letters of
  /// Content-Type before any ';'.
  bool read_as_html() const;
};

/// The fields of this name as one, as the Observatory gets to see them.
std::optional<std::string> joined_field(const Subject& subject,
                                        std::string_view name);

struct CspVerdict {
  TestResult result = kCspMissing;
  bool has_frame_ancestors = false;
};

CspVerdict judge_csp(const Subject& subject);
TestResult judge_cookies(const Subject& subject, bool has_hsts);
TestResult judge_referrer_policy(const Subject& subject);
TestResult judge_sri(const Subject& subject);
TestResult judge_nosniff(const Subject& subject);
TestResult judge_frame_options(const Subject& subject, const CspVerdict& csp);
TestResult judge_corp(const Subject& subject);
/// Nothing for a page over http: its https twin is not known.
std::optional<TestResult> judge_hsts(const Subject& subject);
/// Nothing unless the first request went to port 80.
std::optional<TestResult> judge_redirection(const Subject& subject);

}  // namespace pagescan::observatory
