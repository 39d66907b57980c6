#include "scanner/run/expect.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "scanner/base/strings.h"
#include "scanner/base/utf8.h"
#include "scanner/decode/mime_type.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

// "200" or "2xx"; RFC 9110 section 15.
bool is_status_pattern(std::string_view part) {
  const bool has_class = part.size() == 3 && part[0] >= '1' && part[0] <= '9';
  if (!has_class) return false;
  return ascii_iequals(part.substr(1), "xx") ||
         (is_ascii_digit(part[1]) && is_ascii_digit(part[2]));
}

bool matches_status(std::string_view part, std::string_view status) {
  return ascii_iequals(part.substr(1), "xx") ? status.starts_with(part[0])
                                             : part == status;
}

bool has_status(std::string_view expected, std::string_view status) {
  const auto parts = split(expected, ',');
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) {
    part = strip_ascii_whitespace(part);
    return is_status_pattern(part) && matches_status(part, status);
  });
}

bool is_same_url(std::string_view expected, std::string_view actual) {
  const Result<Url> a = Url::parse(expected);
  const Result<Url> b = Url::parse(actual);
  return a && b && *a == *b;
}

// Its essence: "text/html; charset=utf-8" expects text/html.
std::string essence_of(std::string_view type) {
  const auto parsed = parse_mime_type(type);
  return parsed ? parsed->essence : std::string();
}

// What the page has, in full. `title` and `text` of a page that was not parsed
// are "".
std::string_view actual_text(ExpectationKind kind, const ScanResult& result) {
  if (kind == ExpectationKind::kUrl) {
    const bool came = result.page.status != 0 || result.facts;
    return came ? std::string_view(result.page.url) : std::string_view();
  }
  if (kind == ExpectationKind::kMimeType) return result.page.mime_type;
  if (!result.facts) return {};
  return kind == ExpectationKind::kTitle ? result.facts->metadata.title
                                         : result.facts->text.text;
}

// Where the page's text is broken into lines says nothing about the page.
bool has_text(std::string_view expected, std::string_view text) {
  return strip_and_collapse_ascii_whitespace(text).find(
             strip_and_collapse_ascii_whitespace(expected)) !=
         std::string::npos;
}

bool is_met(const Expectation& expectation, std::string_view actual) {
  const std::string_view expected = expectation.expected;
  if (actual.empty()) return false;
  switch (expectation.kind) {
    case ExpectationKind::kStatus:
      return has_status(expected, actual);
    case ExpectationKind::kUrl:
      return is_same_url(expected, actual);
    case ExpectationKind::kMimeType:
      return essence_of(expected) == actual;
    case ExpectationKind::kTitle:
      return actual.find(expected) != std::string_view::npos;
    case ExpectationKind::kText:
      break;
  }
  return has_text(expected, actual);
}

// Of a text that holds what is expected, that.
std::string shown_actual(const Expectation& expectation,
                         std::string_view actual, bool met) {
  const bool in_text = expectation.kind == ExpectationKind::kText && met;
  return std::string(
      utf8_prefix(in_text ? expectation.expected : actual, kMaxActualBytes));
}

}  // namespace

std::string_view expectation_name(ExpectationKind kind) {
  switch (kind) {
    case ExpectationKind::kStatus:
      return "status";
    case ExpectationKind::kUrl:
      return "url";
    case ExpectationKind::kMimeType:
      return "type";
    case ExpectationKind::kTitle:
      return "title";
    case ExpectationKind::kText:
      break;
  }
  return "text";
}

bool is_expectation(const Expectation& expectation) {
  const std::string_view expected = expectation.expected;
  if (!is_valid_utf8(expected)) return false;
  switch (expectation.kind) {
    case ExpectationKind::kStatus: {
      const auto parts = split(expected, ',');
      return std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
        return is_status_pattern(strip_ascii_whitespace(part));
      });
    }
    case ExpectationKind::kUrl:
      return Url::parse(expected).has_value();
    case ExpectationKind::kMimeType:
      return parse_mime_type(expected).has_value();
    case ExpectationKind::kTitle:
    case ExpectationKind::kText:
      break;
  }
  return true;
}

std::vector<ExpectationResult> check_expectations(
    const std::vector<Expectation>& expectations, const ScanResult& result) {
  const std::string status =
      result.page.status == 0 ? "" : fmt::format("{}", result.page.status);
  std::vector<ExpectationResult> results;
  results.reserve(expectations.size());
  for (const Expectation& expectation : expectations) {
    const std::string_view actual = expectation.kind == ExpectationKind::kStatus
                                        ? std::string_view(status)
                                        : actual_text(expectation.kind, result);
    const bool met = is_met(expectation, actual);
    results.push_back(
        {expectation, shown_actual(expectation, actual, met), met});
  }
  return results;
}

}  // namespace pagescan
