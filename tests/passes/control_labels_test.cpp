// Labels as accessible names. Every case gives the name that Chromium 156
// gives, scripts off, white space collapsed.
#include "scanner/passes/control_labels.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "scanner/passes/facts.h"
#include "scanner/passes/forms.h"
#include "tests/passes/run_pass_for_test.h"

namespace pagescan {
namespace {

// The control named "c" of the form around `html`.
Control control_c(const std::string& html) {
  const Facts facts =
      run_pass_for_test(find_forms, "<!DOCTYPE html><form>" + html + "</form>");
  for (const Control& control : facts.page.forms.forms.at(0).controls) {
    if (control.name == "c") return control;
  }
  ADD_FAILURE() << "no control c: " << html;
  return {};
}

using Cases = std::vector<std::pair<std::string, std::string>>;

void expect_labels(const Cases& cases) {
  for (const auto& [html, label] : cases) {
    EXPECT_EQ(control_c(html).label, label) << html;
  }
}

TEST(ControlLabels, LabelElementsNameAControl) {
  expect_labels({
      {"<label for=i>By <b>ID</b></label><input id=i name=c>", "By ID"},
      {"<label>Wrap <input name=c></label>", "Wrap"},
      {"<label>before <input name=c> after</label>", "before after"},
      {"<label>a<input name=c>b</label>", "a b"},
      {"<label for=i>two</label><label for=i>three</label>"
       "<label>one<input id=i name=c></label>",
       "two three one"},
      {"<label>one<input id=i name=c></label><label for=i>two</label>",
       "one two"},
      {"<label>out <label for=i>in</label><input id=i name=c></label>",
       "out in"},
      {"<label for=other>x<input name=c></label>", ""},
      {"<label for>x<input name=c></label>", ""},
      {"<label>x<input name=other><input name=c></label>", ""},
      {"<label>x<input type=hidden><input name=c></label>", "x"},
      {"<template><label for=i>no</label></template><input id=i name=c>", ""},
      {"<label for=i aria-label=A>text</label><input id=i name=c>", "A"},
      {"<label for=i aria-labelledby=b>text</label><input id=i name=c>"
       "<b id=b>B</b>",
       "B"},
      {"<label for=i title=T></label><input id=i name=c title=own>", "T"},
      {"<label>L <button name=c>B</button></label>", "L"},
      {"<label>L <input type=submit value=V name=c></label>", "L"},
      {"<label>L <input type=image alt=A name=c></label>", "L"},
      {"<label>L <input type=file name=c></label>", "L"},
      {"<label>L <select name=c><option>o</select></label>", "L"},
      {"<label>L <textarea name=c>text</textarea></label>", "L"},
  });
}

// A label element is the end of the search, as long as there is one.
TEST(ControlLabels, EmptyLabelElementsEndTheSearch) {
  expect_labels({
      {"<label for=i></label><input id=i name=c title=T placeholder=P>", ""},
      {"<label for=i> </label><button id=i name=c>B</button>", ""},
      {"<label for=i></label><input type=submit id=i name=c>", ""},
      {"<label for=i></label><input id=i name=c aria-label=A>", "A"},
      {"<label for=i></label><label>x<input id=i name=c></label>", "x"},
      {"<label for=i>&nbsp;</label><input id=i name=c title=T>", "\u00A0"},
  });
}

TEST(ControlLabels, AriaComesFirst) {
  expect_labels({
      {"<input aria-label=' Aria  label ' title=T name=c>", "Aria label"},
      {"<label>L<input aria-label=A name=c></label>", "A"},
      {"<label>L<input aria-label=' ' name=c></label>", "L"},
      {"<b id=x>X</b><i id=y>Y</i>"
       "<input aria-labelledby='y none x' aria-label=no name=c>",
       "Y X"},
      {"<b id=x>X</b><input aria-labelledby='x x' name=c>", "X X"},
      {"<input aria-labelledby=none title=T name=c>", "T"},
      {"<b id=x> </b><label>L<input aria-labelledby=x name=c></label>", "L"},
      {"<b id=x aria-label=A>X</b><input aria-labelledby=x name=c>", "A"},
      {"<b id=x title=T></b><input aria-labelledby=x name=c>", "T"},
      {"<img id=x alt=I><input aria-labelledby=x name=c>", "I"},
      {"<input id=x value=V aria-label=no><input aria-labelledby=x name=c>",
       "V"},
      {"<input id=x placeholder=P><input aria-labelledby=x name=c>", "P"},
      // The control itself: by what else names it, else by its value.
      {"<input id=i aria-labelledby='i x' aria-label=A value=V name=c>"
       "<b id=x>X</b>",
       "A X"},
      {"<label>L<input id=i aria-labelledby='i x' value=V name=c></label>"
       "<b id=x>X</b>",
       "L X"},
      {"<input id=i aria-labelledby='i x' value=V name=c><b id=x>X</b>", "V X"},
      {"<button id=i aria-labelledby='i x' name=c>B</button><b id=x>X</b>",
       "B X"},
  });
}

TEST(ControlLabels, ReferencesReadWhatIsHidden) {
  expect_labels({
      {"<b id=x hidden>X</b><input aria-labelledby=x name=c>", "X"},
      {"<b id=x hidden>X<i>y</i><i style='display:none'>z</i>"
       "<i aria-hidden=true>w</i></b><input aria-labelledby=x name=c>",
       "X y z w"},
      {"<div style='display:none'><b id=x>X<i hidden>y</i></b></div>"
       "<input aria-labelledby=x name=c>",
       "X y"},
      {"<b id=x style='visibility:hidden'>X<i>y</i></b>"
       "<input aria-labelledby=x name=c>",
       "Xy"},
      {"<div aria-hidden=true><b id=x>X<i aria-hidden=true>y</i></b></div>"
       "<input aria-labelledby=x name=c>",
       "Xy"},
      {"<b id=x>X<i hidden>y</i></b><input aria-labelledby=x name=c>", "X"},
  });
}

TEST(ControlLabels, ControlsNameThemselves) {
  expect_labels({
      {"<input type=submit name=c>", "Submit"},
      {"<input type=RESET title=T name=c>", "Reset"},
      {"<input type=button name=c>", ""},
      {"<input type=button title=T name=c>", "T"},
      {"<input type=submit value='Go\n on' title=T name=c>", "Go on"},
      {"<input type=submit value='' title=T name=c>", ""},
      {"<input type=button value='' title=T name=c>", ""},
      {"<input type=image name=c>", "Submit"},
      {"<input type=image alt=A value=V title=T name=c>", "A"},
      {"<input type=image alt='' value=V title=T name=c>", "V"},
      {"<input type=image alt='' title=T name=c>", "T"},
      {"<input type=image value='' title=T name=c>", ""},
      {"<input type=file title=T name=c>", "Choose File"},
      {"<input type=file multiple name=c>", "Choose Files"},
      {"<input title=T placeholder=P name=c>", "T"},
      {"<input title=' ' placeholder=P name=c>", "P"},
      {"<input type=password placeholder=P name=c>", "P"},
      {"<input type=number placeholder=P name=c>", "P"},
      {"<input type=nonsense placeholder=P name=c>", "P"},
      {"<textarea placeholder='P\n p' name=c>text</textarea>", "P p"},
      {"<input aria-placeholder=P name=c>", "P"},
      {"<input type=date placeholder=P name=c>", ""},
      {"<input type=checkbox placeholder=P value=V name=c>", ""},
      {"<input type=radio placeholder=P title=T name=c>", "T"},
      {"<select placeholder=P name=c><option>o</select>", ""},
      {"<select title=T name=c><option>o</select>", "T"},
  });
}

TEST(ControlLabels, ButtonsAreNamedByWhatIsInThem) {
  expect_labels({
      {"<button name=c> Log <img alt=in> </button>", "Log in"},
      {"<button name=c>a<img alt=b>c</button>", "a b c"},
      {"<button name=c><img title=T></button>", "T"},
      {"<button name=c><img alt='' title=T></button>", ""},
      {"<button title=T name=c> <img alt=''></button>", "T"},
      {"<button title=T name=c>B</button>", "B"},
      {"<button value=V name=c></button>", ""},
      {"<button name=c><i title=T></i></button>", ""},
      {"<button name=c><a href=x title=T></a>b</button>", "T b"},
      {"<button name=c><svg><title>T</title><text>x</text></svg></button>",
       "T"},
      {"<button name=c><svg aria-label=A><path/></svg></button>", "A"},
      {"<button name=c><svg><style>s</style><path/></svg>b</button>", "b"},
      {"<button name=c><span aria-label=A>no</span>b</button>", "A b"},
      {"<button name=c><span aria-hidden=true>x</span>b</button>", "b"},
      {"<button name=c><input value=V>b</button>", "V b"},
      {"<button name=c><script>s</script>b<style>t</style></button>", "b"},
  });
}

TEST(ControlLabels, BoxesPartWords) {
  expect_labels({
      {"<label for=i>a<b>b</b><a href=x>c</a></label><input id=i name=c>",
       "abc"},
      {"<label for=i>a<br>b</label><input id=i name=c>", "a b"},
      {"<label for=i>a<div>b</div>c<p>d<h3>e</h3></label><input id=i name=c>",
       "a b c d e"},
      {"<button name=c><ul><li>a<li>b</ul></button>", "a b"},
      {"<button name=c><table><tr><td>a<td>b</table></button>", "a b"},
      {"<button name=c>a<span style='display:inline-block'>b</span>c</button>",
       "a b c"},
      {"<button name=c>a<span style='float:left'>b</span>c</button>", "a b c"},
      {"<button name=c>a<span style='position:fixed'>b</span>c</button>",
       "a b c"},
      {"<button name=c>a<div style='display:inline'>b</div>c</button>", "abc"},
      {"<button name=c>a<span style='display:odd'>b</span>c</button>", "abc"},
      {"<button name=c>a&nbsp;b&shy;c\n d</button>", "a\u00A0b\u00ADc d"},
  });
}

TEST(ControlLabels, EmbeddedControlsGiveTheirValues) {
  expect_labels({
      {"<label for=i>a<input value=V aria-label=no>b</label>"
       "<input id=i name=c>",
       "a V b"},
      {"<label for=i>a<input value='' placeholder=P>b</label>"
       "<input id=i name=c>",
       "a P b"},
      {"<label for=i>a<input type=range value=5>b</label><input id=i name=c>",
       "a 5 b"},
      {"<label for=i>a<input type=checkbox value=V checked title=T>b</label>"
       "<input id=i name=c>",
       "a T b"},
      {"<label for=i>a<input type=hidden value=V>b</label><input id=i name=c>",
       "ab"},
      {"<label for=i>a<input type=submit>b</label><input id=i name=c>",
       "a Submit b"},
      {"<label for=i>a<button aria-label=A>B</button>b</label>"
       "<input id=i name=c>",
       "a A b"},
      {"<label for=i>a<textarea>x\n y</textarea>b</label><input id=i name=c>",
       "a x y b"},
      {"<label for=i>a<select><option>x<option selected>y</select>b</label>"
       "<input id=i name=c>",
       "a y b"},
      {"<label for=i>a<select><option disabled>x<option label=L>y</select>b"
       "</label><input id=i name=c>",
       "a L b"},
      {"<label for=i>a<select multiple><option selected>x<option>y"
       "<option selected>z</select>b</label><input id=i name=c>",
       "a x z b"},
      {"<label for=i>a<select size=3><option>x</select>b</label>"
       "<input id=i name=c>",
       "a b"},
  });
}

TEST(ControlLabels, LeavesOutWhatIsHidden) {
  expect_labels({
      {"<label for=i hidden>a</label><input id=i name=c placeholder=P>", ""},
      {"<div style='display:none'><label for=i>a</label></div>"
       "<input id=i name=c>",
       ""},
      {"<label for=i style='visibility:hidden'>a</label><input id=i name=c>",
       ""},
      {"<label for=i aria-hidden=true>a</label><input id=i name=c>", ""},
      {"<div aria-hidden=true><label for=i>a</label></div><input id=i name=c>",
       "a"},
      {"<label for=i>x</label><label for=i hidden>y</label><input id=i name=c>",
       "x"},
      {"<label for=i>a<i hidden>b</i></label><input id=i name=c>", "a"},
      {"<label for=i>a<i hidden=until-found>b</i></label><input id=i name=c>",
       "ab"},
      {"<label for=i>a<i hidden style='display:block'>b</i></label>"
       "<input id=i name=c>",
       "a b"},
      {"<label for=i>a<i style='color:red;DISPLAY : None'>b</i></label>"
       "<input id=i name=c>",
       "a"},
      {"<label for=i>a<i style='/*;*/display/**/:none!important;display:block'>"
       "b</i></label><input id=i name=c>",
       "a"},
      {"<label for=i>a<i style='display:none;display:inline'>b</i></label>"
       "<input id=i name=c>",
       "ab"},
      {"<label for=i>a<i style='background:url(;display:none)'>b</i></label>"
       "<input id=i name=c>",
       "ab"},
      {"<button name=c>a<i style='visibility:hidden'>b<b style='visibility:"
       "visible'>c</b></i>d</button>",
       "acd"},
      {"<label for=i>a<select hidden><option>x</select>b</label>"
       "<input id=i name=c>",
       "ab"},
      {"<details><summary>s</summary><label for=i>a</label></details>"
       "<input id=i name=c>",
       ""},
      {"<dialog open><label for=i>a</label></dialog><input id=i name=c>", "a"},
  });
}

// Not in a browser's accessibility tree: the names they have once shown.
TEST(ControlLabels, HiddenControlsHaveTheLabelsHiddenWithThem) {
  expect_labels({
      {"<div hidden><label for=i>a</label><input id=i name=c></div>", "a"},
      {"<div style='display:none'><label>a<input name=c></label></div>", "a"},
      {"<dialog><label>a<i hidden>b</i><input name=c></label></dialog>", "a"},
      {"<input type=hidden id=i name=c><label for=i>a</label>", "a"},
  });
}

TEST(ControlLabels, KeepsEverySource) {
  const Control input = control_c(
      "<b id=x>by</b><label for=i>for</label><label>around"
      "<input id=i name=c aria-labelledby=x aria-label=aria title=title "
      "placeholder=placeholder></label>");
  EXPECT_EQ(input.label, "by");
  EXPECT_EQ(input.labels.aria_labelledby, "by");
  EXPECT_EQ(input.labels.aria_label, "aria");
  EXPECT_EQ(input.labels.for_label, "for");
  EXPECT_EQ(input.labels.wrapping, "around");
  EXPECT_EQ(input.labels.own_text, "");
  EXPECT_EQ(input.labels.title, "title");
  EXPECT_EQ(input.labels.placeholder, "placeholder");
  EXPECT_EQ(input.labels.browser_default, "");

  const Control image = control_c("<input type=image alt=A title=T name=c>");
  EXPECT_EQ(image.labels.own_text, "A");
  EXPECT_EQ(image.labels.title, "T");
  EXPECT_EQ(image.labels.browser_default, "");

  const Control submit = control_c("<input type=submit placeholder=P name=c>");
  EXPECT_EQ(submit.labels.own_text, "");
  EXPECT_EQ(submit.labels.placeholder, "");
  EXPECT_EQ(submit.labels.browser_default, "Submit");
}

TEST(ControlLabels, ASecretIsInNoName) {
  EXPECT_EQ(control_c("<label for=i>a<input name=csrf_token value=secret>b"
                      "</label><input id=i name=c>")
                .label,
            "a b");
  EXPECT_EQ(control_c("<label for=i>a<textarea id=access-token title=T>secret"
                      "</textarea></label><input id=i name=c>")
                .label,
            "a T");
  EXPECT_EQ(control_c("<label for=i>a<input type=password value=secret></label>"
                      "<input id=i name=c>")
                .label,
            "a");
  EXPECT_EQ(control_c("<input type=password id=i aria-labelledby=i "
                      "value=secret name=c>")
                .label,
            "");
}

TEST(ControlLabels, AreCut) {
  const std::string megabyte(1 << 20, 'x');
  EXPECT_EQ(control_c("<label>" + megabyte + "<input name=c></label>").label,
            std::string(kMaxLabelBytes, 'x'));
  EXPECT_EQ(control_c("<input name=c title=" + megabyte + ">").label,
            std::string(kMaxLabelBytes, 'x'));
  // Whole characters.
  std::string wide;
  for (int i = 0; i < 2000; ++i) wide += "\u20AC";
  EXPECT_EQ(control_c("<label>" + wide + "<input name=c></label>").label.size(),
            kMaxLabelBytes / 3 * 3);
}

TEST(ControlLabels, ManyControlsOfOneTextStayWithinTheBudget) {
  std::string html = "<div id=x>" + std::string(100, 'x');
  for (int i = 0; i < 600; ++i) html += "<i style='color:red'> </i>";
  html += "</div>";
  for (int i = 0; i < 20000; ++i) html += "<input aria-labelledby='x x x'>";
  const Facts facts = run_pass_for_test(find_forms, html);
  const auto& controls = facts.page.forms.orphans;
  ASSERT_EQ(controls.size(), 20000U);
  EXPECT_EQ(controls.front().label.substr(0, 100), std::string(100, 'x'));
  EXPECT_EQ(controls.back().label, "");
  ASSERT_EQ(facts.truncated.size(), 1U);
  EXPECT_EQ(facts.truncated[0].what, "labels");
  EXPECT_EQ(facts.truncated[0].limit, html.size());
}

}  // namespace
}  // namespace pagescan
