#include "scanner/passes/autocomplete_tokens.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pagescan {
namespace {

std::string_view state_name(AutocompleteState state) {
  constexpr std::array<std::string_view, 6> kNames = {
      "none", "on", "off", "state-like", "field", "invalid"};
  return kNames[static_cast<size_t>(state)];
}

// "state [section] [address] [contact] [field] [webauthn] [fault:token]".
std::string described(std::string_view attribute) {
  constexpr std::array<std::string_view, 3> kAddresses = {"", "shipping",
                                                          "billing"};
  constexpr std::array<std::string_view, 6> kContacts = {
      "", "home", "work", "mobile", "fax", "pager"};
  const AutocompleteTokens tokens = parse_autocomplete(attribute);
  std::string out(state_name(tokens.state));
  const auto add = [&out](std::string_view word) {
    if (!word.empty()) out.append(" ").append(word);
  };
  add(tokens.section);
  add(kAddresses[static_cast<size_t>(tokens.address)]);
  add(kContacts[static_cast<size_t>(tokens.contact)]);
  if (tokens.field) add(name_of(*tokens.field));
  if (tokens.webauthn) add("webauthn");
  if (tokens.fault != AutocompleteFault::kNone) {
    add(std::string(name_of(tokens.fault)) + ':' +
        std::string(tokens.fault_token));
  }
  return out;
}

TEST(AutocompleteTokens, FollowTheGrammar) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "none"},
      {" \t\n", "none"},
      {"on", "on"},
      {"OFF", "off"},
      {" off ", "off"},
      {"email", "field email"},
      {"Cc-Number", "field cc-number"},
      {"section-blue shipping home tel-national",
       "field section-blue shipping home tel-national"},
      {"section- billing postal-code", "field section- billing postal-code"},
      {"billing work email", "field billing work email"},
      {"username webauthn", "field username webauthn"},
      {"section-a current-password webauthn",
       "field section-a current-password webauthn"},
      {"fax tel", "field fax tel"},
      {"PAGER IMPP", "field pager impp"},
  };
  for (const auto& [attribute, expected] : cases) {
    EXPECT_EQ(described(attribute), expected) << attribute;
  }
}

// Each is reported by some checker as a fault of the page and is none.
TEST(AutocompleteTokens, WordsMeantAsOnOrOffAreNoFault) {
  for (const char* word :
       {"none", "false", "true", "xoff", "disabled", "nope", "off1", "new-off",
        "offoff", "off off", "chrome-off", "NONE", "null", "0"}) {
    EXPECT_EQ(described(word), "state-like") << word;
  }
}

TEST(AutocompleteTokens, SayWhatIsWrong) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"e-mail", "invalid unknown-token:e-mail"},
      {"password", "invalid unknown-token:password"},
      {"phone email", "invalid email unknown-token:phone"},
      {"billing", "invalid billing no-field:billing"},
      {"webauthn", "invalid webauthn no-field:webauthn"},
      {"section-a", "invalid section-a no-field:section-a"},
      {"home", "invalid home no-field:home"},
      {"username email", "invalid email several-fields:email"},
      {"billing section-a name",
       "invalid section-a billing name wrong-order:section-a"},
      {"name billing", "invalid billing name wrong-order:billing"},
      {"home billing tel", "invalid billing home tel wrong-order:billing"},
      {"shipping billing name", "invalid billing name wrong-order:billing"},
      {"webauthn username", "invalid username webauthn wrong-order:username"},
      {"home name", "invalid home name contact-kind:home"},
      {"off email", "invalid email state-mixed:off"},
      {"email none", "invalid email state-mixed:none"},
      // Our own purposes are no field names of the Standard.
      {"captcha", "invalid unknown-token:captcha"},
      {"username-or-email", "invalid unknown-token:username-or-email"},
  };
  for (const auto& [attribute, expected] : cases) {
    EXPECT_EQ(described(attribute), expected) << attribute;
  }
}

TEST(AutocompleteTokens, TakeTimeInLineWithTheirNumber) {
  std::string attribute;
  for (int i = 0; i < 200000; ++i) attribute += "email ";
  EXPECT_EQ(described(attribute), "invalid email several-fields:email");
}

TEST(AutocompleteTokens, FieldsSuitTheirControlGroups) {
  struct Case {
    FieldPurpose field;
    const char* type;
    bool suits;
  };
  const std::vector<Case> cases = {
      {FieldPurpose::kEmail, "email", true},
      {FieldPurpose::kEmail, "text", true},
      {FieldPurpose::kEmail, "search", true},
      {FieldPurpose::kEmail, "hidden", true},
      {FieldPurpose::kEmail, "tel", false},
      {FieldPurpose::kEmail, "password", false},
      {FieldPurpose::kEmail, "checkbox", false},
      {FieldPurpose::kUsername, "email", true},
      {FieldPurpose::kUsername, "tel", true},
      {FieldPurpose::kUsername, "password", false},
      {FieldPurpose::kCurrentPassword, "password", true},
      {FieldPurpose::kCurrentPassword, "text", true},
      {FieldPurpose::kCurrentPassword, "email", false},
      {FieldPurpose::kName, "text", true},
      {FieldPurpose::kName, "email", false},
      {FieldPurpose::kStreetAddress, "text", false},
      {FieldPurpose::kAddressLine1, "text", true},
      {FieldPurpose::kCcNumber, "tel", true},
      {FieldPurpose::kCcCsc, "password", true},
      {FieldPurpose::kCcExp, "month", true},
      {FieldPurpose::kCcExp, "date", false},
      {FieldPurpose::kCcExpMonth, "number", true},
      {FieldPurpose::kOneTimeCode, "number", true},
      {FieldPurpose::kBday, "date", true},
      {FieldPurpose::kBday, "month", false},
      {FieldPurpose::kUrl, "url", true},
      {FieldPurpose::kTel, "number", false},
      {FieldPurpose::kTel, "submit", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(suits_control(c.field, "input", c.type), c.suits)
        << name_of(c.field) << ' ' << c.type;
  }
  EXPECT_TRUE(
      suits_control(FieldPurpose::kStreetAddress, "textarea", "textarea"));
  EXPECT_TRUE(suits_control(FieldPurpose::kCountry, "select", "select-one"));
  EXPECT_FALSE(suits_control(FieldPurpose::kName, "button", "submit"));
}

}  // namespace
}  // namespace pagescan
