#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "rules/observatory/verdicts.h"
#include "scanner/base/strings.h"

namespace pagescan::observatory {
namespace {

// 180 days, which the Observatory calls six months.
constexpr double kSixMonths = 15552000;

// As much as the Observatory looks at.
constexpr size_t kMaxValueBytes = 256;
constexpr size_t kMaxLongValueBytes = 1024;
constexpr size_t kMaxNumberBytes = 120;

constexpr auto kPrivatePolicies = std::to_array<std::string_view>(
    {"no-referrer", "same-origin", "strict-origin",
     "strict-origin-when-cross-origin"});
constexpr auto kUnsafePolicies = std::to_array<std::string_view>(
    {"origin", "origin-when-cross-origin", "unsafe-url",
     "no-referrer-when-downgrade"});

template <size_t n>
bool is_one_of(const std::array<std::string_view, n>& list,
               std::string_view word) {
  return std::ranges::find(list, word) != list.end();
}

std::string normalized(std::string_view value, size_t max_bytes) {
  return ascii_lowercase(strip_ascii_whitespace(value.substr(0, max_bytes)));
}

// JavaScript's parseInt: the digits a text starts with, NaN for none.
double leading_integer(std::string_view text) {
  text = strip_ascii_whitespace(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const size_t end = text.find_first_not_of("0123456789");
  text = text.substr(0, end);
  if (text.empty()) return std::nan("");
  double number = 0;
  for (const char c : text) number = number * 10 + (c - '0');
  return negative ? -number : number;
}

// The content of the last meta element that names a referrer policy.
std::string_view meta_referrer(const Document& document) {
  std::string_view last;
  for (const NodeId id : document.elements(Tag::kMeta)) {
    if (document.node(id).in_template) continue;
    const auto name = document.attribute(id, "name");
    const auto content = document.attribute(id, "content");
    if (!name || !content || content->empty()) continue;
    if (document.has_attribute(id, "http-equiv")) continue;
    if (ascii_iequals(strip_ascii_whitespace(*name), "referrer")) {
      last = *content;
    }
  }
  return last;
}

}  // namespace

bool Subject::verified() const {
  return std::ranges::all_of(
      response.hops, [](const Hop& h) { return !h.tls || h.tls->verified; });
}

bool Subject::read_as_html() const {
  const std::string_view type =
      hop().fields.first("content-type").value_or(std::string_view());
  const std::string_view essence = type.substr(0, type.find(';'));
  return essence == "text/html" || essence == "application/xhtml+xml";
}

std::optional<std::string> joined_field(const Subject& subject,
                                        std::string_view name) {
  return subject.hop().fields.combined(name);
}

std::optional<TestResult> judge_hsts(const Subject& subject) {
  if (!subject.over_https()) return std::nullopt;
  if (!subject.verified()) return kHstsBadCert;
  const auto field = joined_field(subject, "strict-transport-security");
  if (!field) return kHstsMissing;
  const std::string_view value =
      std::string_view(*field).substr(0, kMaxLongValueBytes);
  if (value.find(',') != std::string_view::npos) return kHstsInvalid;
  std::optional<double> max_age;
  for (const std::string_view part : split(value, ';')) {
    const std::string directive = normalized(part, part.size());
    constexpr std::string_view kMaxAge = "max-age=";
    if (!directive.starts_with(kMaxAge)) continue;
    max_age = leading_integer(
        std::string_view(directive).substr(kMaxAge.size(), kMaxNumberBytes));
  }
  if (!max_age) return kHstsInvalid;
  // What is no number is not less either.
  return *max_age < kSixMonths ? kHstsShort : kHstsLong;
}

TestResult judge_referrer_policy(const Subject& subject) {
  std::optional<std::string> policies =
      joined_field(subject, "referrer-policy");
  const std::string_view in_meta = subject.read_as_html()
                                       ? meta_referrer(subject.page.document)
                                       : std::string_view();
  if (!in_meta.empty()) {
    policies = policies ? *policies + ", " : std::string();
    *policies += in_meta;
  }
  if (!policies) return kReferrerMissing;
  std::optional<TestResult> last;
  for (const std::string_view part : split(*policies, ',')) {
    const std::string policy = normalized(part, part.size());
    if (is_one_of(kPrivatePolicies, policy)) last = kReferrerPrivate;
    if (is_one_of(kUnsafePolicies, policy)) last = kReferrerUnsafe;
  }
  return last.value_or(kReferrerInvalid);
}

TestResult judge_nosniff(const Subject& subject) {
  const auto field = joined_field(subject, "x-content-type-options");
  if (!field || field->empty()) return kNosniffMissing;
  return normalized(*field, kMaxValueBytes) == "nosniff" ? kNosniff
                                                         : kNosniffInvalid;
}

TestResult judge_frame_options(const Subject& subject, const CspVerdict& csp) {
  if (csp.has_frame_ancestors) return kFrameByCsp;
  const auto field = joined_field(subject, "x-frame-options");
  if (!field || field->empty()) return kFrameMissing;
  const std::string value = normalized(*field, kMaxLongValueBytes);
  if (value == "deny" || value == "sameorigin") return kFrameDenied;
  return value.starts_with("allow-from") ? kFrameAllowFrom : kFrameInvalid;
}

TestResult judge_corp(const Subject& subject) {
  const auto field = joined_field(subject, "cross-origin-resource-policy");
  if (!field) return kCorpMissing;
  const std::string value = normalized(*field, kMaxValueBytes);
  if (value.empty()) return kCorpMissing;
  if (value == "same-site") return kCorpSameSite;
  if (value == "same-origin") return kCorpSameOrigin;
  return value == "cross-origin" ? kCorpCrossOrigin : kCorpInvalid;
}

std::optional<TestResult> judge_redirection(const Subject& subject) {
  const std::vector<Hop>& hops = subject.response.hops;
  const auto first = Url::parse(hops.front().url);
  if (!first || first->scheme() != "http" || first->port()) return std::nullopt;
  if (!subject.verified()) return kRedirectionBadCert;
  if (hops.size() == 1) return kRedirectionMissing;
  if (!subject.over_https()) return kRedirectionNotHttps;
  const auto second = Url::parse(hops[1].url);
  if (!second || second->scheme() != "https") return kRedirectionLate;
  return first->host() == second->host() ? kRedirectionToHttps
                                         : kRedirectionOffHost;
}

}  // namespace pagescan::observatory
