// The frame of an HTML report: report/html/shell.html around what the report
// says, with its style sheet and its script and a policy that lets the browser
// run and load nothing else. Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pagescan {

/// What a report is of, which decides its style sheet and its script.
enum class HtmlKind : uint8_t { kScans, kDiff };

/// What stands in the frame: markup, all of it escaped.
struct HtmlContent {
  std::string title;
  std::string heading;
  std::string when;     // of the scan
  std::string summary;  // the counts
  std::string tools;    // search and filters
  std::string findings;
  std::string pages;  // the list of them
  std::string details;
};

/// Content-Security-Policy (https://www.w3.org/TR/CSP3/) of the report: nothing
/// is loaded, the script and the style sheet by their digests, no script may
/// turn a string into markup.
std::string html_report_policy(HtmlKind kind = HtmlKind::kScans);

/// Appends the whole document.
void append_html_document(const HtmlContent& content, std::string& out,
                          HtmlKind kind = HtmlKind::kScans);

}  // namespace pagescan
