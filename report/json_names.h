// The names that stand in the JSON report for enumerators, both ways, from the
// one function that names them. Constants; thread-safe.
#pragma once

#include <optional>
#include <string_view>
#include <type_traits>

#include "rules/finding.h"
#include "scanner/base/error.h"
#include "scanner/decode/encoding.h"
#include "scanner/decode/sniff.h"
#include "scanner/fetch/cookie.h"
#include "scanner/passes/form_purposes.h"
#include "scanner/passes/form_signal_facts.h"
#include "scanner/passes/form_submission.h"
#include "scanner/passes/links.h"
#include "scanner/passes/scripts.h"
#include "scanner/run/expect.h"
#include "scanner/run/scan_result.h"

namespace pagescan {

/// An enumeration that counts up from 0 to `last`, and what its values are
/// called in reports.
template <class Enum>
struct EnumNames {
  std::string_view (*name_of)(Enum);
  Enum last;

  /// The enumerator of this name, nothing if there is none.
  std::optional<Enum> find(std::string_view name) const {
    using Number = std::underlying_type_t<Enum>;
    for (Number i = 0; i <= static_cast<Number>(last); ++i) {
      if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
    }
    return std::nullopt;
  }
};

inline constexpr EnumNames<Stage> kStages{stage_name, Stage::kParse};
inline constexpr EnumNames<ErrorCode> kErrorCodes{error_name, kLastErrorCode};
inline constexpr EnumNames<Encoding> kEncodings{encoding_name,
                                                Encoding::kXUserDefined};
inline constexpr EnumNames<EncodingSource> kEncodingSources{
    encoding_source_name, EncodingSource::kLateMeta};
inline constexpr EnumNames<SameSite> kSameSites{same_site_name,
                                                SameSite::kStrict};
inline constexpr EnumNames<LinkKind> kLinkKinds{link_kind_name,
                                                LinkKind::kInvalid};
inline constexpr EnumNames<SiteRelation> kSiteRelations{
    site_relation_name, SiteRelation::kCrossSite};
inline constexpr EnumNames<FormPurpose> kFormPurposes{name_of,
                                                      FormPurpose::kOther};
inline constexpr EnumNames<FieldPurpose> kFieldPurposes{name_of,
                                                        FieldPurpose::kOther};
inline constexpr EnumNames<Evidence> kEvidence{name_of, Evidence::kMarkup};
inline constexpr EnumNames<CsrfEvidence> kCsrfEvidences{csrf_evidence_name,
                                                        CsrfEvidence::kMeta};
inline constexpr EnumNames<SightingPlace> kSightingPlaces{
    sighting_place_name, SightingPlace::kAction};
inline constexpr EnumNames<FormNearness> kFormNearnesses{form_nearness_name,
                                                         FormNearness::kBeside};
inline constexpr EnumNames<SensitiveKind> kSensitiveKinds{sensitive_kind_name,
                                                          SensitiveKind::kPin};
inline constexpr EnumNames<AutocompleteFault> kAutocompleteFaults{
    name_of, AutocompleteFault::kWrongControl};
inline constexpr EnumNames<ExpectationKind> kExpectationKinds{
    expectation_name, ExpectationKind::kText};
inline constexpr EnumNames<Level> kLevels{level_name, Level::kError};
inline constexpr EnumNames<RuleConfidence> kRuleConfidences{
    rule_confidence_name, RuleConfidence::kHigh};
inline constexpr EnumNames<EvidencePlace> kEvidencePlaces{
    evidence_place_name, EvidencePlace::kCertificate};
inline constexpr EnumNames<BaselineState> kBaselineStates{
    baseline_state_name, BaselineState::kUnchanged};
// Data blocks have a list of their own.
inline constexpr EnumNames<ScriptType> kScriptTypes{
    script_type_name, ScriptType::kSpeculationRules};

}  // namespace pagescan
