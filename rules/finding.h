// What a rule found. Values that own their strings; strings a page or a server
// wrote are raw bytes in them: whoever writes them out escapes. Thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "scanner/dom/document.h"

namespace pagescan {

/// SARIF 2.1.0 section 3.27.10, in rising order.
enum class Level : uint8_t { kNote, kWarning, kError };

inline constexpr std::array<std::string_view, 3> kLevelNames = {
    "note", "warning", "error"};
constexpr std::string_view level_name(Level level) {
  return kLevelNames[static_cast<size_t>(level)];
}

/// How sure a finding is, in rising order.
enum class RuleConfidence : uint8_t { kLow, kMedium, kHigh };

inline constexpr std::array<std::string_view, 3> kRuleConfidenceNames = {
    "low", "medium", "high"};
constexpr std::string_view rule_confidence_name(RuleConfidence confidence) {
  return kRuleConfidenceNames[static_cast<size_t>(confidence)];
}

/// What the evidence is part of.
enum class EvidencePlace : uint8_t {
  kPage,         // the source text
  kField,        // a field of a response
  kCookie,       // a Set-Cookie field
  kUrl,          // the URL of a hop, or the page's own
  kCertificate,  // the certificate or the connection under it
};

inline constexpr std::array<std::string_view, 5> kEvidencePlaceNames = {
    "page", "field", "cookie", "url", "certificate"};
constexpr std::string_view evidence_place_name(EvidencePlace place) {
  return kEvidencePlaceNames[static_cast<size_t>(place)];
}

/// What a finding rests on.
struct FindingEvidence {
  EvidencePlace place = EvidencePlace::kPage;
  /// Of kPage; line 0: the page as a whole, nothing in it alone.
  SourcePosition position;
  size_t hop = 0;    // of the others: index into Response::hops
  std::string name;  // of a field or cookie
  std::string text;  // as written, cut to kMaxEvidenceBytes
};

inline constexpr size_t kMaxEvidenceBytes = 240;

/// What a baseline says of a finding (SARIF 2.1.0 section 3.27.24).
enum class BaselineState : uint8_t { kNone, kNew, kUnchanged };

inline constexpr std::array<std::string_view, 3> kBaselineStateNames = {
    "none", "new", "unchanged"};
constexpr std::string_view baseline_state_name(BaselineState state) {
  return kBaselineStateNames[static_cast<size_t>(state)];
}

struct Finding {
  std::string rule;  // ID, "F02"
  std::string name;  // of the rule, "form-downgrade"
  Level level = Level::kWarning;
  RuleConfidence confidence = RuleConfidence::kHigh;
  std::string message;  // one line that quotes the evidence
  FindingEvidence evidence;
  /// 32 hexadecimal digits that stay when the page around it moves, and are the
  /// same for the same thing on another page.
  std::string fingerprint;
  /// Why a configuration says not to count it; nothing: it counts.
  std::optional<std::string> suppressed;
  BaselineState baseline = BaselineState::kNone;
};

/// Whether a finding can fail a run: neither suppressed nor known before.
inline bool counts(const Finding& finding) {
  return !finding.suppressed && finding.baseline != BaselineState::kUnchanged;
}

}  // namespace pagescan
