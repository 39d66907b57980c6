// Those sections of rules/form_words.txt that rules of the classifier ask for
// by name. Constants; thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pagescan {

// X(constant, section).
#define PAGESCAN_FORM_CONCEPTS(X) \
  X(Address, "address")           \
  X(Birth, "birth")               \
  X(Captcha, "captcha")           \
  X(CardCode, "card-code")        \
  X(CardExpiry, "card-expiry")    \
  X(CardNumber, "card-number")    \
  X(City, "city")                 \
  X(Country, "country")           \
  X(Coupon, "coupon")             \
  X(Current, "current")           \
  X(Email, "email")               \
  X(Fax, "fax")                   \
  X(FirstName, "first-name")      \
  X(FullName, "full-name")        \
  X(Gender, "gender")             \
  X(Honorific, "honorific")       \
  X(LastName, "last-name")        \
  X(Login, "login")               \
  X(MiddleName, "middle-name")    \
  X(NationalId, "national-id")    \
  X(New, "new")                   \
  X(Nickname, "nickname")         \
  X(OneTimeCode, "one-time-code") \
  X(Organization, "organization") \
  X(Phone, "phone")               \
  X(PostalCode, "postal-code")    \
  X(Register, "register")         \
  X(State, "state")               \
  X(Subscribe, "subscribe")       \
  X(Timezone, "timezone")         \
  X(Url, "url")                   \
  X(Username, "username")

enum class Concept : uint8_t {
#define PAGESCAN_FORM_CONCEPT_CONSTANT(constant, section) k##constant,
  PAGESCAN_FORM_CONCEPTS(PAGESCAN_FORM_CONCEPT_CONSTANT)
#undef PAGESCAN_FORM_CONCEPT_CONSTANT
};

inline constexpr std::array kConceptNames = {
#define PAGESCAN_FORM_CONCEPT_NAME(constant, section) std::string_view(section),
    PAGESCAN_FORM_CONCEPTS(PAGESCAN_FORM_CONCEPT_NAME)
#undef PAGESCAN_FORM_CONCEPT_NAME
};

}  // namespace pagescan
