// What forms send, from the markup through the forms pass.
#include "scanner/passes/form_entries.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "scanner/passes/facts.h"
#include "tests/passes/describe_submission.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

struct Case {
  const char* rule;
  std::string controls;  // of the first form, but for what leaves it
  std::string entries;
};

void expect_entries(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.rule) + ": " + c.controls);
    const Facts facts = run_pass_for_test(
        find_forms, "<form action=x>" + c.controls + "</form>");
    EXPECT_EQ(describe_entries(facts.page.forms.forms.at(0).entries),
              c.entries);
  }
}

TEST(FormEntries, WhichControlsSend) {
  expect_entries({
      {"a text field", "<input name=a value=v>", "a=v"},
      {"an empty text field", "<input name=a>", "a="},
      {"no name", "<input value=v><input name value=v>", ""},
      {"a name of white space is one", "<input name=' ' value=v>", " =v"},
      {"the same name twice", "<input name=a value=1><input name=a value=2>",
       "a=1 a=2"},
      {"disabled", "<input name=a disabled><input name=b value=v>", "b=v"},
      {"read-only", "<input name=a readonly value=v>", "a=v"},
      {"in a disabled fieldset",
       "<fieldset disabled><legend><input name=l></legend><input name=a>"
       "</fieldset>",
       "l="},
      {"in a datalist", "<datalist><input name=a></datalist><input name=b>",
       "b="},
      {"deep in a datalist in a datalist",
       "<datalist><span><datalist></datalist><input name=a></datalist>"
       "<input name=b><datalist><input name=c></datalist><input name=d>",
       "b= d="},
      {"buttons",
       "<button name=a value=1></button><button type=button name=b></button>"
       "<input type=submit name=c><input type=image name=d>"
       "<input type=reset name=e><input type=button name=f>",
       ""},
      {"no output, no object, no fieldset",
       "<output name=a>1</output><object name=b></object>"
       "<fieldset name=c></fieldset>",
       ""},
      {"a textarea", "<textarea name=a>\n one\ntwo</textarea>", "a= one\ntwo"},
      {"a file", "<input type=file name=a value=C:\\x>", "a=?"},
      {"an unknown type is text", "<input type=foo name=a value=v>", "a=v"},
      {"hidden", "<input type=hidden name=a value=' v\n'>", "a= v\n"},
      {"a control that form= takes away", "<input name=a form=none>", ""},
      {"a control the parser moves out of a table",
       "<table><input name=a value=v><tr><td><input name=b></table>", "a=v b="},
      {"a control behind the end of a form in a table",
       "<table><tr><td></form></table><input name=a value=v>", "a=v"},
      {"a control of a form in a form", "<form action=y><input name=a value=v>",
       "a=v"},
      {"a control in a template", "<template><input name=a></template>", ""},
  });
}

TEST(FormEntries, ControlsAcrossThePage) {
  const Facts facts = run_pass_for_test(
      find_forms,
      "<input form=f name=before><form id=f><input name=in></form>"
      "<form id=g><input name=own><input form=f name=out></form>"
      "<select form=f name=behind><option>1</select><input name=none>");
  const std::vector<Form>& forms = facts.page.forms.forms;
  ASSERT_EQ(forms.size(), 2U);
  EXPECT_EQ(describe_entries(forms[0].entries), "before= in= out= behind=1");
  EXPECT_EQ(describe_entries(forms[1].entries), "own=");
}

TEST(FormEntries, BoxesAndRadioButtons) {
  expect_entries({
      {"an unchecked box", "<input type=checkbox name=a value=v>", ""},
      {"a checked box", "<input type=checkbox name=a value=v checked>", "a=v"},
      {"a checked box without a value", "<input type=checkbox name=a checked>",
       "a=on"},
      {"a checked box with an empty value",
       "<input type=checkbox name=a value checked>", "a="},
      {"checked boxes of one name",
       "<input type=checkbox name=a value=1 checked>"
       "<input type=checkbox name=a value=2 checked>",
       "a=1 a=2"},
      {"an unchecked radio button", "<input type=radio name=a>", ""},
      {"a radio button without a value", "<input type=radio name=a checked>",
       "a=on"},
      {"the last checked radio button unchecks the others",
       "<input type=radio name=a value=1 checked>"
       "<input type=radio name=a value=2 checked>"
       "<input type=radio name=a value=3>",
       "a=2"},
      {"even if it is disabled",
       "<input type=radio name=a value=1 checked>"
       "<input type=radio name=a value=2 checked disabled>",
       ""},
      {"groups by name",
       "<input type=radio name=a value=1 checked>"
       "<input type=radio name=b value=2 checked>"
       "<input type=radio name=A value=3 checked>",
       "a=1 b=2 A=3"},
      {"checked says nothing of text", "<input name=a value=v checked>", "a=v"},
  });
}

TEST(FormEntries, Selects) {
  expect_entries({
      {"the selected option",
       "<select name=a><option>1<option selected>2</select>", "a=2"},
      {"an option's value attribute",
       "<select name=a><option value=v selected>2</select>", "a=v"},
      {"none selected: the first", "<select name=a><option>1<option>2</select>",
       "a=1"},
      {"none selected: the first that is not disabled",
       "<select name=a><option disabled>1<optgroup disabled><option>2"
       "</optgroup><option>3</select>",
       "a=3"},
      {"all disabled", "<select name=a><option disabled>1</select>", ""},
      {"no option", "<select name=a></select>", ""},
      {"several selected: the last",
       "<select name=a><option selected>1<option selected>2<option>3</select>",
       "a=2"},
      {"a selected option that is disabled",
       "<select name=a><option>1<option selected disabled>2</select>", ""},
      {"a list box with none selected",
       "<select name=a size=3><option>1<option>2</select>", ""},
      {"a list box with one selected",
       "<select name=a size=3><option>1<option selected>2</select>", "a=2"},
      {"size=1", "<select name=a size=1><option>1</select>", "a=1"},
      {"size=0, as in browsers", "<select name=a size=0><option>1</select>",
       "a=1"},
      {"sizes that are none",
       "<select name=a size=x><option>1</select>"
       "<select name=b size=-4><option>1</select>"
       "<select name=c size><option>1</select>",
       "a=1 b=1 c=1"},
      {"sizes read as numbers are",
       "<select name=a size=' +2x'><option>1</select>"
       "<select name=b size=99999999999><option>1</select>",
       ""},
      {"multiple",
       "<select multiple name=a><option selected>1<option>2"
       "<option selected>3<option selected disabled>4</select>",
       "a=1 a=3"},
      {"multiple with none selected",
       "<select multiple name=a><option>1</select>", ""},
      {"multiple of size 1",
       "<select multiple size=1 name=a><option>1</select>", ""},
      {"a disabled select", "<select name=a disabled><option>1</select>", ""},
  });
}

TEST(FormEntries, ValuesOfTypes) {
  expect_entries({
      {"text loses its newlines", "<input name=a value=' x\r\ny '>", "a= xy "},
      {"url and email are stripped",
       "<input type=url name=a value=' h\n '><input type=email name=b "
       "value='\tb@c '>",
       "a=h b=b@c"},
      {"a list of addresses",
       "<input type=email multiple name=a value=' b@c , d@e,'>", "a=b@c,d@e,"},
      {"numbers",
       "<input type=number name=a value=-.5e3><input type=number "
       "name=b value=1.><input type=number name=c value=+1><input type=number "
       "name=d value='1 '><input type=number name=e value=1e999><input "
       "type=number name=f value=->",
       "a=-.5e3 b= c= d= e= f="},
      {"a range starts in the middle", "<input type=range name=a>", "a=50"},
      {"a range between bounds",
       "<input type=range name=a min=10 max=20 value=30><input type=range "
       "name=b min=10 max=20 value=1><input type=range name=c min=10 max=20 "
       "value=12><input type=range name=d min=10 max=5>",
       "a=20 b=10 c=12 d=10"},
      {"a range by steps from its minimum",
       "<input type=range name=a min=0 max=10 step=3 value=4><input "
       "type=range name=b max=10 step=3 min=1 value=9.9><input type=range "
       "name=c max=1 step=any><input type=range name=d min=0 max=1 step=.25 "
       "value=.3><input type=range name=e max=10 step=4 value=10 min=0>",
       "a=3 b=10 c=0.5 d=0.25 e=8"},
      {"a range by steps from its value",
       "<input type=range name=a max=10 step=3 value=4><input type=range "
       "name=b max=10 step=3>",
       "a=4 b=6"},
      {"colors",
       "<input type=color name=a><input type=color name=b "
       "value=#ABCDEF><input type=color name=c value=#abc>",
       "a=#000000 b=#abcdef c=#000000"},
      {"dates",
       "<input type=date name=a value=2024-02-29><input type=date name=b "
       "value=2023-02-29><input type=date name=c value=0000-01-01><input "
       "type=date name=d value=12345-12-31><input type=date name=e "
       "value=2024-4-1><input type=date name=f value='2024-04-31'>",
       "a=2024-02-29 b= c= d=12345-12-31 e= f="},
      {"months",
       "<input type=month name=a value=2024-12><input type=month "
       "name=b value=2024-13><input type=month name=c value=2024-12-01>",
       "a=2024-12 b= c="},
      {"weeks",
       "<input type=week name=a value=2020-W53><input type=week "
       "name=b value=2021-W53><input type=week name=c value=2021-W52><input "
       "type=week name=d value=2021-w01>",
       "a=2020-W53 b= c=2021-W52 d="},
      {"times",
       "<input type=time name=a value=23:59><input type=time name=b "
       "value=24:00><input type=time name=c value=01:02:03.456><input "
       "type=time name=d value=01:02:03.4567><input type=time name=e "
       "value=1:02>",
       "a=23:59 b= c=01:02:03.456 d= e="},
      {"local dates and times",
       "<input type=datetime-local name=a value='2024-01-01 10:20:00'><input "
       "type=datetime-local name=b value=2024-01-01T10:20:30.500><input "
       "type=datetime-local name=c value=2024-01-01><input "
       "type=datetime-local name=d value=2024-01-01T10:20Z><input "
       "type=datetime-local name=e value=2024-01-01T10:20:00.000>",
       "a=2024-01-01T10:20 b=2024-01-01T10:20:30.5 c= d= e=2024-01-01T10:20"},
  });
}

TEST(FormEntries, MasksSecrets) {
  expect_entries({
      {"a password", "<input type=password name=a value=hunter2>", "a=*"},
      {"an empty password", "<input type=PASSWORD name=a>", "a=*"},
      {"a one-time code", "<input name=a autocomplete='one-time-code'>", "a=*"},
      {"a password shown as text",
       "<input name=a autocomplete='section-x Current-Password' value=v>",
       "a=*"},
      {"hidden tokens by name",
       "<input type=hidden name=authenticity_token value=x>"
       "<input type=hidden name=_csrf value=x>"
       "<input type=hidden name=__VIEWSTATE value=x>"
       "<input type=hidden name=__EVENTVALIDATION value=x>"
       "<input type=hidden name=_wpnonce value=1>"
       "<input type=hidden name=x id=XSRF value=1>"
       "<input type=hidden name=sesskey value=1>",
       "authenticity_token=* _csrf=* __VIEWSTATE=* __EVENTVALIDATION=* "
       "_wpnonce=* x=* sesskey=*"},
      {"hidden tokens by shape",
       "<input type=hidden name=a value=0123456789abcdef0123456789abcdef>"
       "<input type=hidden name=b value=a1B2c3D4e5F6g7H8i9J0>",
       "a=* b=*"},
      {"a hidden value of a secret's name that could be chance",
       "<input type=hidden name=state value=x7f2q><input type=hidden "
       "name=state value=open>",
       "state=* state=open"},
      {"an empty hidden token", "<input type=hidden name=csrf>", "csrf="},
      {"what is plain",
       "<input type=hidden name=next value=/orders><input type=hidden "
       "name=utf8 value=\u2713><input name=token_name value=t>",
       "next=/orders utf8=\u2713 token_name=t"},
  });
}

TEST(FormEntries, CharsetAndDirection) {
  expect_entries({
      {"_charset_", "<input type=hidden name=_charset_ value=x>",
       "_charset_=UTF-8"},
      {"_charset_ in any case", "<input type=hidden name=_Charset_>",
       "_Charset_=UTF-8"},
      {"_charset_ of a text field", "<input name=_charset_ value=x>",
       "_charset_=x"},
      {"dirname", "<input name=a value=v dirname=a.dir>", "a=v a.dir=ltr"},
      {"an empty dirname", "<input name=a value=v dirname>", "a=v"},
      {"the direction of an element around it",
       "<div dir=RTL><p dir=x><textarea name=a dirname=d></textarea></div>",
       "a= d=rtl"},
      {"a direction of its own",
       "<div dir=rtl><input name=a dirname=d dir=ltr></div>", "a= d=ltr"},
      {"a telephone number is left to right",
       "<div dir=rtl><input type=tel name=a dirname=d><input type=tel name=b "
       "dirname=e dir=rtl></div>",
       "a= d=ltr b= e=rtl"},
      {"the direction of the value",
       "<input name=a dir=auto dirname=d value='1 \u05D0b'>"
       "<input name=b dir=auto dirname=e value='1 b\u05D0'>"
       "<input name=c dir=auto dirname=f>",
       "a=1 \u05D0b d=rtl b=1 b\u05D0 e=ltr c= f=ltr"},
      {"a direction that takes the text around it",
       "<p dir=auto><input name=a dirname=d></p><bdi><input name=b dirname=e>"
       "</bdi>",
       "a= d=? b= e=?"},
      {"no direction",
       "<input type=number name=a dirname=d><select name=b "
       "dirname=e><option>1</select>",
       "a= b=1"},
  });
}

std::string charset_of(const std::string& form_attributes, Encoding encoding) {
  const Document document =
      parse_for_test("<form " + form_attributes +
                     "><input type=hidden name=_charset_></form>");
  const UrlResolver resolver(document, url_for_test(kTestPage));
  Facts facts;
  find_forms(PassInput{document, resolver, {}, encoding}, facts);
  return describe_entries(facts.page.forms.forms.at(0).entries);
}

TEST(FormEntries, CharsetIsTheFormsOrThePages) {
  EXPECT_EQ(charset_of("", Encoding::kWindows1252), "_charset_=windows-1252");
  EXPECT_EQ(charset_of("", Encoding::kUtf16Le), "_charset_=UTF-8");
  EXPECT_EQ(charset_of("accept-charset='none sjis utf-8'", Encoding::kUtf8),
            "_charset_=Shift_JIS");
  EXPECT_EQ(charset_of("accept-charset=none", Encoding::kWindows1252),
            "_charset_=UTF-8");
  EXPECT_EQ(charset_of("accept-charset=utf-16", Encoding::kWindows1252),
            "_charset_=UTF-8");
}

TEST(FormEntries, TellTheTypeOfTheirControl) {
  const Facts facts = run_pass_for_test(
      find_forms,
      "<form><input name=a dirname=d><select name=b><option>1</select>"
      "<textarea name=c></textarea><input type=hidden name=e></form>");
  std::string types;
  for (const FormEntry& entry : facts.page.forms.forms.at(0).entries) {
    types += entry.name + ':' + entry.type + ' ';
  }
  EXPECT_EQ(types, "a:text d:text b:select-one c:textarea e:hidden ");
}

}  // namespace
}  // namespace pagescan
