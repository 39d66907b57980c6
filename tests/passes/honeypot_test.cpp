#include "scanner/passes/honeypot.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scanner/passes/facts.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

// Whether the one control with the name "t" or "T..." is a trap; the markup
// stands in a form with another field.
bool is_trap(const std::string& markup, Tag tag = Tag::kInput) {
  const Document document =
      parse_for_test("<body><form><input id=other>" + markup + "</form>");
  const UrlResolver resolver(document, url_for_test(kTestPage));
  Facts facts;
  find_forms(PassInput{document, resolver, {}}, facts);
  const Form& form = facts.page.forms.forms.at(0);
  const NodeId element = document.elements(tag).back();
  return looks_like_honeypot(document, element, form.controls.back());
}

TEST(Honeypot, IsToldByNamesTextsAndHiding) {
  for (const char* markup : {
           "<input name=honeypot>",
           "<input name=_gotcha type=hidden>",
           "<input name=bot-field>",
           "<input name=b_0123456789abcdef012345678_0a1b2c3d4e tabindex=-1>",
           "<label>Leave this field blank <input name=x></label>",
           "<input name=x placeholder='Do not fill'>",
           "<div style='position:absolute; left: -5000px'>"
           "<input name=x tabindex=-1></div>",
           "<div style='margin:0 0 0 -9999px'>"
           "<input name=x autocomplete=off></div>",
           "<p class=hidden><input name=website></p>",
           "<p hidden><input name=x tabindex=-1 autocomplete=nope></p>",
           "<li style='display:none'>Should be Empty: <input name=x></li>",
           "<li class=gform_validation_container><input name=input_9></li>",
       }) {
    EXPECT_TRUE(is_trap(markup)) << markup;
  }
  EXPECT_TRUE(
      is_trap("<p style=display:none><textarea name=website></textarea>",
              Tag::kTextarea));
}

TEST(Honeypot, IsNotWhatIsOnlyNotShown) {
  for (const char* markup : {
           "<input name=email>",
           "<input name=website>",
           "<input name=honey>",
           "<div style=display:none><input name=other_reason></div>",
           "<div class=hidden><input name=coupon autocomplete=off></div>",
           // A part of the form that is shown later.
           "<div style=display:none><input name=website><input name=b></div>",
           // The browser's password manager is meant.
           "<input style=display:none name=fakeusernameremembered tabindex=-1 "
           "autocomplete=off>",
           "<input type=password style=display:none tabindex=-1 "
           "autocomplete=off>",
           "<input type=hidden name=honeypot_time>",
           "<input type=hidden name=website>",
           "<div style='left:-9999px'><input name=x value=1 tabindex=-1></div>",
           "<div style='left:-9999px'><input name=x required "
           "tabindex=-1></div>",
           "<label>Leave this field blank if you have no key<input name=x>",
           "<p>Leave this field blank, please. <input name=x></p>",
           "<button name=honeypot>",
       }) {
    EXPECT_FALSE(is_trap(markup)) << markup;
  }
}

}  // namespace
}  // namespace pagescan
