// What is made of forms: the author's word, rules beside the model, bounds.
// How often the model is right is for form_languages_test and form_accuracy.
#include "scanner/passes/classify_forms.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "scanner/passes/facts.h"
#include "scanner/passes/passes.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

Form form_of(const std::string& html) {
  const Facts facts = run_pass_for_test(find_forms, html);
  EXPECT_EQ(facts.page.forms.forms.size(), 1u) << html;
  return facts.page.forms.forms.empty() ? Form{}
                                        : facts.page.forms.forms.front();
}

std::string purpose_of(const Form& form, std::string_view name) {
  for (const Control& control : form.controls) {
    if (control.name != name) continue;
    return control.purpose ? std::string(name_of(control.purpose->type))
                           : "none";
  }
  return "no such control";
}

struct FieldCase {
  std::string rule;
  std::string html;  // inside a form; the control is called x
  std::string purpose;
};

const std::vector<FieldCase>& field_cases() {
  static const std::vector<FieldCase> kCases = {
      {"a valid token wins over the label",
       "<label>E-mail <input name=x autocomplete=cc-number></label>",
       "cc-number"},
      {"of several tokens the field counts",
       "<input name=x autocomplete='section-a shipping postal-code'>",
       "postal-code"},
      {"an invalid token is no word",
       "<label>E-mail <input type=email name=x autocomplete=mail></label>",
       "email"},
      {"off is no word",
       "<label>E-mail <input type=email name=x autocomplete=off></label>",
       "email"},
      {"a hidden token by its name",
       "<input type=hidden name=x value=1><input type=hidden "
       "name=authenticity_token value=c2VjcmV0><input name=q>",
       "none"},
      {"a reset button whatever it says", "<input type=reset name=x value=Go>",
       "reset"},
      {"a file", "<input type=file name=x>", "file"},
      {"a password to sign in with",
       "<input name=user><input type=password name=x><button>Log in</button>",
       "current-password"},
      {"a password to sign up with",
       "<input name=email><input type=password name=x><input type=password "
       "name=password_confirm><button>Create an account</button>",
       "new-password"},
      {"a new password by its label",
       "<label>New password <input type=password name=x></label>"
       "<button>Save</button>",
       "new-password"},
      {"a card's code by its words",
       "<label>CVV <input name=x maxlength=4></label>", "cc-csc"},
      {"a card's number by its words",
       "<label>Card number <input name=x></label>", "cc-number"},
      {"a coupon by its words",
       "<label>Promo code <input name=x></label><button>Apply</button>",
       "coupon"},
      {"one known phrase as a label",
       "<label>Firmenname <input name=x></label>", "organization"},
      {"text before stands in for a label",
       "<table><tr><td>Postleitzahl</td><td><input name=x></td></tr></table>",
       "postal-code"},
      {"titles of address are no sex",
       "<label>Anrede <select name=x><option>Herr<option>Frau</select></label>"
       "<label>Vorname <input name=v></label><button>Registrieren</button>",
       "honorific-prefix"},
  };
  return kCases;
}

TEST(ClassifyFormsTest, TellsFieldsByRules) {
  for (const FieldCase& c : field_cases()) {
    const Form form = form_of("<form method=post>" + c.html + "</form>");
    EXPECT_EQ(purpose_of(form, "x"), c.purpose) << c.rule;
  }
}

TEST(ClassifyFormsTest, KnowsTokensAndTraps) {
  const Form form = form_of(
      "<form method=post><input type=hidden name=csrf_token value=b1946ac92492>"
      "<input name=email><textarea name=message></textarea>"
      "<p style='display:none'>Leave this field empty <input name=website "
      "tabindex=-1></p><button>Send</button></form>");
  EXPECT_EQ(purpose_of(form, "csrf_token"), "csrf-token");
  EXPECT_EQ(purpose_of(form, "website"), "honeypot");
  EXPECT_EQ(purpose_of(form, "message"), "message");
  EXPECT_EQ(form.purpose.type, FormPurpose::kContact);
}

TEST(ClassifyFormsTest, TakesNoFormWithAPasswordForASearch) {
  const Form form = form_of(
      "<form method=post><input placeholder='Nombre y apellidos'><input "
      "type=email placeholder=Email><input type=password placeholder="
      "'Contrase\u00F1a'><select><option>Espa\u00F1a<option>M\u00E9xico"
      "</select><button>Empezar</button></form>");
  EXPECT_NE(form.purpose.type, FormPurpose::kSearch);
}

TEST(ClassifyFormsTest, KnowsTheFirstStepOfAnAccount) {
  const std::string step =
      "</h1><form method=post><input name=id placeholder='E-mail'>"
      "<button>Next</button></form>";
  EXPECT_EQ(form_of("<h1>Sign in" + step).purpose.type, FormPurpose::kLogin);
  EXPECT_EQ(form_of("<h1>Anmelden" + step).purpose.type, FormPurpose::kLogin);
  EXPECT_EQ(form_of("<h1>Create your account" + step).purpose.type,
            FormPurpose::kRegistration);
}

TEST(ClassifyFormsTest, SaysHowSureAndWhy) {
  const Form form = form_of(
      "<form action=/login method=post><label>User name <input name=user>"
      "</label><label>Password <input type=password name=pass></label>"
      "<button>Log in</button></form>");
  EXPECT_EQ(form.purpose.type, FormPurpose::kLogin);
  EXPECT_GT(form.purpose.confidence.hundredths, 80);
  EXPECT_LE(form.purpose.confidence.hundredths, 100);
  EXPECT_EQ(form.purpose.reasons.size(), Reasons::kMax);
  for (const Control& control : form.controls) {
    ASSERT_TRUE(control.purpose.has_value()) << control.name;
    EXPECT_GT(control.purpose->reasons.size(), 0u) << control.name;
    EXPECT_GT(control.purpose->confidence.hundredths, 50) << control.name;
  }
}

// Past the fields whose words are kept each is read when it is its turn.
TEST(ClassifyFormsTest, JudgesEveryFieldOfALongForm) {
  std::string html = "<form method=post>";
  for (int i = 0; i < 1500; ++i) {
    html += "<label>Phone <input type=tel name=phone" + std::to_string(i) +
            "></label>";
  }
  const Form form = form_of(html + "</form>");
  ASSERT_EQ(form.controls.size(), 1500u);
  for (const Control& control : form.controls) {
    ASSERT_TRUE(control.purpose.has_value()) << control.name;
    EXPECT_EQ(control.purpose->type, FieldPurpose::kTel) << control.name;
  }
}

TEST(ClassifyFormsTest, JudgesAnEmptyForm) {
  const Form form = form_of("<form></form>");
  EXPECT_EQ(form.purpose.type, FormPurpose::kOther);
}

// A table of nothing, as while the first one is learned.
TEST(ClassifyFormsTest, JudgesNothingWithoutATable) {
  const Document document = parse_for_test("<form><input name=q></form>");
  Form form;
  form.controls.emplace_back();
  const FormTable none;
  const FormPage page{document, "", "", 1};
  const std::vector<NodeId> controls = {2};
  FormClassifier(none, page).judge(form, 1, controls);
  EXPECT_EQ(form.purpose.type, FormPurpose::kOther);
  EXPECT_FALSE(form.controls.front().purpose.has_value());
}

TEST(FormPurposesTest, AreAllDocumented) {
  std::ifstream file(PAGESCAN_SOURCE_DIR "/docs/form-purposes.md");
  const std::string doc{std::istreambuf_iterator<char>(file), {}};
  for (const std::string_view name : kFormPurposeNames) {
    EXPECT_NE(doc.find("| `" + std::string(name) + "` |"), std::string::npos)
        << name;
  }
  for (size_t i = kAutofillFieldCount; i < kFieldPurposeNames.size(); ++i) {
    const std::string row = "| `" + std::string(kFieldPurposeNames[i]) + "` |";
    EXPECT_NE(doc.find(row), std::string::npos) << row;
  }
  for (const std::string_view name : kEvidenceNames) {
    EXPECT_NE(doc.find("`" + std::string(name) + "`"), std::string::npos)
        << name;
  }
}

TEST(FormPurposesTest, AreFoundByTheirNames) {
  for (size_t i = 0; i < kFieldPurposeNames.size(); ++i) {
    EXPECT_EQ(field_purpose_named(kFieldPurposeNames[i]),
              static_cast<FieldPurpose>(i));
  }
  EXPECT_EQ(field_purpose_named("nothing"), std::nullopt);
  EXPECT_EQ(form_purpose_named("login"), FormPurpose::kLogin);
}

}  // namespace
}  // namespace pagescan
