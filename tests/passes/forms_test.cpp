#include "scanner/passes/forms.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scanner/passes/facts.h"
#include "scanner/passes/pass_input.h"
#include "tests/dom/parse_for_test.h"

namespace pagescan {
namespace {

constexpr const char* kPageUrl = "https://shop.example.com/a/page?q#f";

Facts forms_of(const std::string& html, CatalogueLimits limits = {}) {
  const Document document = parse_for_test(html);
  const UrlResolver resolver(document, *Url::parse(kPageUrl));
  Facts facts;
  find_forms({document, resolver, limits}, facts);
  return facts;
}

struct AttributeCase {
  std::string html;
  std::string heading;
  std::string method;
  std::string enctype;
  std::string url;  // "-" where there is none
};

TEST(Forms, ReadsWhereAFormSubmitsTo) {
  const std::string urlencoded = "application/x-www-form-urlencoded";
  const std::vector<AttributeCase> cases = {
      {"<form>", "GET", "get", urlencoded, kPageUrl},
      {"<form action>", "GET", "get", urlencoded, kPageUrl},
      {"<form action=x>", "GET x", "get", urlencoded,
       "https://shop.example.com/a/x"},
      {"<form method=POST action=/s>", "POST /s", "post", urlencoded,
       "https://shop.example.com/s"},
      {"<form method=dialog>", "DIALOG", "dialog", urlencoded, kPageUrl},
      {"<form method=put>", "GET", "get", urlencoded, kPageUrl},
      // The heading follows the reference, which trims; HTML does not.
      {"<form method='\u00A0post\n'>", "POST", "get", urlencoded, kPageUrl},
      {"<form enctype=MULTIPART/form-data>", "GET", "get",
       "multipart/form-data", kPageUrl},
      {"<form enctype=text/plain>", "GET", "get", "text/plain", kPageUrl},
      {"<form enctype=json>", "GET", "get", urlencoded, kPageUrl},
      {"<base href=https://cdn.example.net/b/><form action=x>", "GET x", "get",
       urlencoded, "https://cdn.example.net/b/x"},
      // An empty action is the document's URL whatever base says.
      {"<base href=https://cdn.example.net/b/><form action=''>", "GET", "get",
       urlencoded, kPageUrl},
      {"<form action='\\\\evil.example/x'>", "GET \\\\evil.example/x", "get",
       urlencoded, "https://evil.example/x"},
      {"<form action='http://[x'>", "GET http://[x", "get", urlencoded, "-"},
      {"<form action='java\nscript:f()'>", "GET java\nscript:f()", "get",
       urlencoded, "javascript:f()"},
  };
  for (const AttributeCase& c : cases) {
    const Facts facts = forms_of(c.html);
    ASSERT_EQ(facts.page.forms.forms.size(), 1U) << c.html;
    const Form& form = facts.page.forms.forms[0];
    EXPECT_EQ(form.heading, c.heading) << c.html;
    EXPECT_EQ(form.method, c.method) << c.html;
    EXPECT_EQ(form.enctype, c.enctype) << c.html;
    EXPECT_EQ(form.url.value_or("-"), c.url) << c.html;
  }
}

// "element/type:name" of every control of the first form, then the orphans
// behind "|".
std::string controls_of(const std::string& html) {
  const Facts facts = forms_of(html);
  std::string names;
  const auto add = [&names](const std::vector<Control>& controls) {
    for (const Control& c : controls) {
      names += ' ';
      names += c.element + '/' + c.type + ':' + c.name;
    }
  };
  if (!facts.page.forms.forms.empty()) {
    add(facts.page.forms.forms[0].controls);
  }
  names += " |";
  add(facts.page.forms.orphans);
  return names;
}

TEST(Forms, CataloguesEveryControlWithItsOwner) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"<form><input name=a></form>", " input/text:a |"},
      {"<form><input type=EMAIL name=a><input type=bogus name=b></form>",
       " input/email:a input/text:b |"},
      {"<form><button name=a></button><button type=reset name=b></button>"
       "<button type=x name=c></button></form>",
       " button/submit:a button/reset:b button/submit:c |"},
      {"<form><select name=a></select><select multiple name=b></select>"
       "<textarea name=c></textarea></form>",
       " select/select-one:a select/select-multiple:b textarea/textarea:c |"},
      {"<form id=f></form><input form=f name=a><input name=b>",
       " input/text:a | input/text:b"},
      {"<table><form><tr><td><input name=a></table><input name=b></form>",
       " input/text:a input/text:b |"},
      {"<form><input form=none name=a></form>", " | input/text:a"},
      {"<form><fieldset name=a></fieldset><output name=b></output></form>",
       " |"},
  };
  for (const auto& [html, expected] : cases) {
    EXPECT_EQ(controls_of(html), expected) << html;
  }
}

const Control& only_control(const Facts& facts) {
  return facts.page.forms.forms.at(0).controls.at(0);
}

TEST(Forms, ReadsAControlsAttributes) {
  const Facts facts = forms_of(
      "<form>\n<input type=tel id=i name=n value='caf\u00E9' required readonly "
      "pattern='[0-9]+' minlength=2 maxlength=9 placeholder=p "
      "autocomplete='section-x tel'></form>");
  const Control& c = only_control(facts);
  EXPECT_EQ(c.id, "i");
  EXPECT_EQ(c.value, "caf\u00E9");
  EXPECT_EQ(c.value_length, 4U);
  EXPECT_TRUE(c.required);
  EXPECT_TRUE(c.readonly);
  EXPECT_FALSE(c.disabled);
  EXPECT_EQ(c.pattern, "[0-9]+");
  EXPECT_EQ(c.min_length, "2");
  EXPECT_EQ(c.max_length, "9");
  EXPECT_EQ(c.placeholder, "p");
  EXPECT_EQ(c.autocomplete, "section-x tel");
  EXPECT_EQ(c.position.line, 2U);
  EXPECT_FALSE(c.submitter);
}

TEST(Forms, NeverKeepsAPassword) {
  const Facts facts =
      forms_of("<form><input type=PASSWORD value='s\u00E9cret'></form>");
  EXPECT_EQ(only_control(facts).value, std::nullopt);
  EXPECT_EQ(only_control(facts).value_length, 6U);
}

TEST(Forms, ReadsSubmitterOverrides) {
  const Facts facts = forms_of(
      "<form action=/a><button formaction=//evil.example/b formmethod=post "
      "formenctype=text/plain formtarget=_blank formnovalidate>Go</button>"
      "<input type=button formaction=/ignored></form>");
  const Form& form = facts.page.forms.forms.at(0);
  const Control& button = form.controls.at(0);
  EXPECT_TRUE(button.submitter);
  ASSERT_TRUE(button.overrides.formaction.has_value());
  EXPECT_EQ(button.overrides.formaction->written, "//evil.example/b");
  EXPECT_EQ(button.overrides.formaction->url, "https://evil.example/b");
  EXPECT_EQ(button.overrides.formmethod, "post");
  EXPECT_EQ(button.overrides.formenctype, "text/plain");
  EXPECT_EQ(button.overrides.formtarget, "_blank");
  EXPECT_TRUE(button.overrides.formnovalidate);
  EXPECT_FALSE(form.controls.at(1).submitter);
  EXPECT_FALSE(form.controls.at(1).overrides.formaction.has_value());
}

TEST(Forms, ReadsOptions) {
  const Facts facts = forms_of(
      "<form><select><option>  A\n b </option><option value=x selected>B"
      "<optgroup disabled><option label=L>C</optgroup>"
      "<option disabled value=''>D</select></form>");
  const auto& options = only_control(facts).options;
  ASSERT_EQ(options.size(), 4U);
  EXPECT_EQ(options[0].value, "A b");
  EXPECT_EQ(options[0].label, "A b");
  EXPECT_FALSE(options[0].disabled);
  EXPECT_EQ(options[1].value, "x");
  EXPECT_TRUE(options[1].selected);
  EXPECT_EQ(options[2].label, "L");
  EXPECT_EQ(options[2].value, "C");
  EXPECT_TRUE(options[2].disabled);
  EXPECT_EQ(options[3].value, "");
  EXPECT_TRUE(options[3].disabled);
}

TEST(Forms, FieldsetsDisableAllButTheirFirstLegend) {
  const Facts facts = forms_of(
      "<form><fieldset disabled><legend><input name=in-first></legend>"
      "<legend><input name=in-second></legend><input name=plain>"
      "<fieldset><input name=inner></fieldset></fieldset>"
      "<input name=outside><input name=own disabled></form>");
  std::string disabled;
  for (const Control& c : facts.page.forms.forms.at(0).controls) {
    if (c.disabled) disabled += c.name + ' ';
  }
  EXPECT_EQ(disabled, "in-second plain inner own ");
}

TEST(Forms, CataloguesTemplatesApart) {
  const Facts facts = forms_of(
      "<template><form action=t><input name=x></form><input name=y></template>"
      "<form action=p></form>");
  ASSERT_EQ(facts.page.forms.forms.size(), 1U);
  EXPECT_EQ(facts.page.forms.forms[0].heading, "GET p");
  EXPECT_TRUE(facts.page.forms.orphans.empty());
  ASSERT_EQ(facts.templates.forms.forms.size(), 1U);
  EXPECT_EQ(facts.templates.forms.forms[0].heading, "GET t");
  EXPECT_EQ(facts.templates.forms.forms[0].controls.size(), 1U);
  EXPECT_EQ(facts.templates.forms.orphans.size(), 1U);
}

TEST(Forms, PrettyPrintsItsHtml) {
  const Facts facts = forms_of("<form action=a><div><input></div></form>");
  EXPECT_EQ(facts.page.forms.forms.at(0).html,
            "<form action=\"a\">\n  <div><input></div>\n</form>");
}

TEST(Forms, NotesWhatItCuts) {
  std::string html;
  for (int i = 0; i < 5; ++i) {
    html +=
        "<form><input value=12345678><select><option>1<option>2<option>3"
        "<option>4</select></form>";
  }
  CatalogueLimits limits;
  limits.max_items = 3;
  limits.max_value_bytes = 4;
  limits.max_form_html_bytes = 300;
  const Facts facts = forms_of(html, limits);
  ASSERT_EQ(facts.page.forms.forms.size(), 3U);
  EXPECT_FALSE(facts.page.forms.forms[0].html.empty());
  EXPECT_TRUE(facts.page.forms.forms[2].html.empty());
  EXPECT_EQ(facts.page.forms.forms[0].controls.at(0).value, "1234");
  EXPECT_EQ(facts.page.forms.forms[0].controls.at(1).options.size(), 3U);
  std::string cut;
  for (const TruncationNote& note : facts.truncated) cut += note.what + ' ';
  EXPECT_EQ(cut, "form_html forms options ");
}

// Forms nested by misplaced end tags hold each other's markup.
TEST(Forms, NestedFormsStayWithinTheBudget) {
  std::string html;
  for (int i = 0; i < 3000; ++i) html += "<form><div></form>";
  CatalogueLimits limits;
  limits.max_form_html_bytes = 1 << 20;
  const Facts facts = forms_of(html, limits);
  size_t bytes = 0;
  for (const Form& form : facts.page.forms.forms) bytes += form.html.size();
  EXPECT_EQ(facts.page.forms.forms.size(), 3000U);
  EXPECT_LE(bytes, limits.max_form_html_bytes);
  EXPECT_FALSE(facts.truncated.empty());
}

}  // namespace
}  // namespace pagescan
