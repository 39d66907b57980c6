// What the field model tells apart, and which purpose each class stands for.
// Coarser than the purposes: as fine as there are enough examples to learn
// from. Constants; thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "scanner/passes/form_purposes.h"

namespace pagescan {

/// The order is that of the field model's classes; training and inference use
/// it alike.
inline constexpr std::array kFieldClassPurposes = {
    FieldPurpose::kUsername,
    FieldPurpose::kCurrentPassword,  // or a new one: the form tells
    FieldPurpose::kPasswordConfirmation,
    FieldPurpose::kEmail,
    FieldPurpose::kEmailConfirmation,
    FieldPurpose::kUsernameOrEmail,
    FieldPurpose::kCaptcha,
    FieldPurpose::kHoneypot,
    FieldPurpose::kTerms,
    FieldPurpose::kNewsletterConsent,
    FieldPurpose::kRememberMe,
    FieldPurpose::kSubmit,
    FieldPurpose::kCancel,
    FieldPurpose::kReset,
    FieldPurpose::kGivenName,
    FieldPurpose::kFamilyName,
    FieldPurpose::kAdditionalName,
    FieldPurpose::kName,
    FieldPurpose::kOrganization,
    FieldPurpose::kSex,
    FieldPurpose::kDateDay,    // or of a birthday
    FieldPurpose::kDateMonth,  // the same
    FieldPurpose::kDateYear,   // the same
    FieldPurpose::kDate,       // the same
    FieldPurpose::kTimeZone,
    FieldPurpose::kDaylightSaving,
    FieldPurpose::kCountry,
    FieldPurpose::kAddressLevel2,
    FieldPurpose::kAddressLevel1,
    FieldPurpose::kStreetAddress,
    FieldPurpose::kPostalCode,
    FieldPurpose::kTel,
    FieldPurpose::kFax,
    FieldPurpose::kUrl,
    FieldPurpose::kOpenid,
    FieldPurpose::kAbout,
    FieldPurpose::kMessage,
    FieldPurpose::kSubject,
    FieldPurpose::kSecurityQuestion,
    FieldPurpose::kSecurityAnswer,
    FieldPurpose::kSearchQuery,
    FieldPurpose::kSearchFilter,
    FieldPurpose::kQuantity,
    FieldPurpose::kStyle,
    FieldPurpose::kSortOrder,
    FieldPurpose::kNumber,
    FieldPurpose::kReadOnly,
    FieldPurpose::kOther};

inline constexpr size_t kFieldClassCount = kFieldClassPurposes.size();

/// Whether a control of this type can be for what the class says: no button is
/// a captcha, nothing typed is a box to tick.
bool can_be(FieldPurpose field_class, std::string_view type);

}  // namespace pagescan
