// What changed in the forms of a page.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/run/diff/diff_support.h"

namespace pagescan {
namespace {

using Lines = std::vector<std::string>;

// The changes of forms and controls, each with its level.
Lines form_lines(const PageDiff& diff) {
  PageDiff forms;
  for (const Change& change : diff.changes) {
    if (change.kind.subject == ChangeSubject::kForm ||
        change.kind.subject == ChangeSubject::kControl) {
      forms.changes.push_back(change);
    }
  }
  Lines lines = change_lines(forms);
  for (size_t i = 0; i < lines.size(); ++i) {
    lines[i] = std::string(level_name(forms.changes[i].level)) + ' ' + lines[i];
  }
  return lines;
}

// What the law of mirrors compares: all but levels and order.
Lines facts_of(const PageDiff& diff) {
  Lines lines = change_lines(diff);
  for (size_t i = 0; i < lines.size(); ++i) {
    lines[i] += " | " + diff.changes[i].what;
  }
  std::ranges::sort(lines);
  return lines;
}

void expect_mirror(std::string_view before, std::string_view after) {
  const ScanResult old_page = scanned_page(before);
  const ScanResult new_page = scanned_page(after);
  const PageDiff diff = diff_results(old_page, new_page, {});
  const PageDiff turned = diff_results(new_page, old_page, {});
  EXPECT_EQ(facts_of(turned), facts_of(mirrored(diff))) << before << '\n'
                                                        << after;
  EXPECT_EQ(turned.hidden, diff.hidden);
}

struct Case {
  std::string before;
  std::string after;
  Lines expected;
};

void expect_changes(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    EXPECT_EQ(form_lines(diff_pages(c.before, c.after)), c.expected)
        << c.before << '\n'
        << c.after;
    EXPECT_EQ(form_lines(diff_pages(c.before, c.before)), Lines());
    EXPECT_EQ(form_lines(diff_pages(c.after, c.after)), Lines());
    expect_mirror(c.before, c.after);
  }
}

// A form to sign in with, its attributes and its controls.
std::string login(const std::string& attributes, const std::string& more = "") {
  return "<form id=login method=post " + attributes +
         "><label>User name <input name=user></label>"
         "<label>Password <input type=password name=pw></label>" +
         more + "<button>Sign in</button></form>";
}

TEST(FormChangesTest, TellsWhereAFormLeadsNow) {
  expect_changes({
      {login("action=/login"),
       login("action=https://evil.example/login"),
       {"error form_retargeted forms[login].url https://shop.example/login -> "
        "https://evil.example/login"}},
      {login("action=/login"),
       login("action=http://shop.example/login"),
       {"error form_retargeted forms[login].url https://shop.example/login -> "
        "http://shop.example/login"}},
      {login("action=/login"),
       login("action=https://id.shop.example/login"),
       {"error form_retargeted forms[login].url https://shop.example/login -> "
        "https://id.shop.example/login"}},
      {login("action=/login"),
       login("action=/signin"),
       {"warning form_retargeted forms[login].url "
        "https://shop.example/login -> https://shop.example/signin"}},
      {"<form id=s action=/find><input name=q></form>",
       "<form id=s action=https://find.shop.example/><input name=q></form>",
       {"warning form_retargeted forms[s].url https://shop.example/find -> "
        "https://find.shop.example/"}},
      {"<form id=s action=/find><input name=q></form>",
       "<form id=s action='javascript:f()'><input name=q></form>",
       {"error form_retargeted forms[s].url https://shop.example/find -> "
        "javascript:f()"}},
      {"<form id=s><button formaction=/a>Go</button></form>",
       "<form id=s><button formaction=//evil.example/a>Go</button></form>",
       {"error control_retargeted forms[s].controls[Go].url "
        "https://shop.example/a -> https://evil.example/a"}},
  });
}

TEST(FormChangesTest, TellsWhatAFormBecame) {
  expect_changes({
      {login("action=/login"),
       "<form id=login action=/login><label>User name <input name=user>"
       "</label><label>Password <input type=password name=pw></label>"
       "<button>Sign in</button></form>",
       {"error form_changed forms[login].method post -> get"}},
      {login("action=/login"),
       login("action=/login novalidate autocomplete=off target=x rel=opener"),
       {"note form_changed forms[login].target (none) -> x",
        "note form_changed forms[login].autocomplete (none) -> off",
        "note form_changed forms[login].rel (none) -> opener",
        "note form_changed forms[login].novalidate (none) -> true"}},
      {login("action=/login name=old"),
       login("action=/login name=new"),
       {"note form_renamed forms[login].name old -> new"}},
      {"<form id=one action=/s><input name=q></form>",
       "<form id=two action=/s><input name=q></form>",
       {"note form_renamed forms[search].id one -> two"}},
      {"<form id=one action=/s><input name=b17></form>",
       "<form action=/s id=one  ><input\nname=b17 ></form>",
       {}},
  });
}

TEST(FormChangesTest, TellsFormsAddedRemovedAndMoved) {
  const std::string search = "<form id=s action=/find><input name=q></form>";
  const std::string mail =
      "<form id=m action=/mail method=post><input type=email name=mail></form>";
  const std::string chat =
      "<form id=c action=/chat><textarea name=t>x</textarea></form>";
  expect_changes({
      {search,
       search + mail,
       {"note form_added forms[m] (none) -> POST /mail"}},
      {search + mail, mail, {"note form_removed forms[s] GET /find -> (none)"}},
      {"<p>",
       "<p>" + login("action=/x"),
       {"error form_added forms[login] (none) -> POST /x"}},
      {search + mail + chat,
       chat + search + mail,
       {"note form_moved forms[c] form 3 of the page -> form 1 of the page"}},
      {search + mail,
       mail + search,
       {"note form_moved forms[m] form 2 of the page -> form 1 of the page"}},
      {"<template>" + search + "</template>",
       "<template>" + mail + "</template>",
       {"note form_added templates.forms[m] (none) -> POST /mail",
        "note form_removed templates.forms[s] GET /find -> (none)"}},
  });
}

TEST(FormChangesTest, KeepsToTheFormOutOfManyAlike) {
  std::string before;
  std::string after;
  for (int i = 0; i < 30; ++i) {
    const std::string form =
        "<form action=/cart method=post><input type=hidden name=item value=" +
        std::to_string(i) + "><button>Buy</button></form>";
    before += form;
    if (i != 0 && i != 7) after += form;
  }
  expect_changes(
      {{before,
        after,
        {"note form_removed forms[order#29] POST /cart -> (none)",
         "note form_removed forms[order#30] POST /cart -> (none)"}}});
}

TEST(FormChangesTest, TellsWhichOfSeveralAlikeChanged) {
  const std::string form = "<form action=/find><input name=q></form>";
  const std::string mail =
      "<form id=m action=/mail method=post><input type=email name=mail></form>";
  const std::string other = "<form action=/seek><input name=q></form>";
  const std::string retargeted =
      ".url https://shop.example/find -> https://shop.example/seek";
  const Lines expected = {"warning form_retargeted forms[search]" + retargeted};
  expect_changes({
      {form + form, other + form, expected},
      {form + mail + form, other + mail + form, expected},
      {mail + form + form + form,
       mail + form + other + form,
       {"warning form_retargeted forms[search#2]" + retargeted}},
  });
}

TEST(FormChangesTest, TellsControlsAddedAndRemoved) {
  const std::string token =
      "<input type=hidden name=csrf_token value=0123456789abcdef>";
  expect_changes({
      {login("action=/login"),
       login("action=/login",
             "<label>Card number <input name=card autocomplete=cc-number>"
             "</label>"),
       {"error control_added forms[login].controls[card] (none) -> text input "
        "\"card\" for cc-number"}},
      {"<form id=f><input name=a></form>",
       "<form id=f><input name=a><input type=password name=p></form>",
       {"error control_added forms[f].controls[p] (none) -> password input "
        "\"p\" for current-password"}},
      {login("action=/login", token),
       login("action=/login"),
       {"warning control_removed forms[login].controls[csrf_token] hidden "
        "input \"csrf_token\" for csrf-token -> (none)"}},
      {"<form id=f><input name=a></form>",
       "<form id=f><input name=a><input type=file name=b></form>",
       {"warning control_added forms[f].controls[b] (none) -> file input "
        "\"b\" for search-filter"}},
      {"<form id=f><input name=a></form>",
       "<form id=f><input name=a><input type=hidden name=b "
       "value=https://evil.example/></form>",
       {"warning control_added forms[f].controls[b] (none) -> hidden input "
        "\"b\""}},
      {"<input name=a>",
       "<input name=a><input name=b>",
       {"note control_added controls[b] (none) -> text input \"b\""}},
      {"<input name=a><input name=a>",
       "<input name=a>",
       {"note control_removed controls[a#2] text input \"a\" -> (none)"}},
  });
}

TEST(FormChangesTest, TellsWhatAControlBecame) {
  expect_changes({
      {"<form id=f><input name=a></form>",
       "<form id=f><input name=a required maxlength=5 pattern=x></form>",
       {"note control_changed forms[f].controls[a].required (none) -> true",
        "note control_changed forms[f].controls[a].pattern (none) -> x",
        "note control_changed forms[f].controls[a].maxlength (none) -> 5"}},
      {"<form id=f><input name=a placeholder=One></form>",
       "<form id=f><input name=a placeholder=Two></form>",
       {"note control_changed forms[f].controls[a].placeholder One -> Two"}},
      {"<form id=f><input type=submit value=One></form>",
       "<form id=f><input type=submit value=Two></form>",
       {"note control_changed forms[f].controls[One|Two].value One -> Two"}},
      {"<form id=f><button>One</button></form>",
       "<form id=f><button>Two</button></form>",
       {"note control_changed forms[f].controls[One|Two].label One -> Two"}},
      {"<form id=f><input name=a value=x></form>",
       "<form id=f><input name=a type=password></form>",
       {"error control_changed forms[f].controls[a].type text -> password"}},
      {"<input name=a>",
       "<input name=a value=1>",
       {"note control_changed controls[a].value (none) -> 1"}},
      {"<form id=f><input name=a><input name=b><input name=c></form>",
       "<form id=f><input name=a><input name=x><input name=c></form>",
       {"note control_renamed forms[f].controls[b|x].name b -> x"}},
      {"<form id=f><input id=i name=a></form>",
       "<form id=f><input id=i name=b></form>",
       {"note control_renamed forms[f].controls[i].name a -> b"}},
      {login("action=/login"),
       "<form id=login method=post action=/login><label>User name <input "
       "name=user></label><label>Password <input name=pw></label>"
       "<button>Sign in</button></form>",
       {"warning control_changed forms[login].controls[pw].type password -> "
        "text"}},
  });
}

TEST(FormChangesTest, TellsOptionsWhateverTheirOrder) {
  const auto select = [](const std::string& options) {
    return "<form id=f><select name=s>" + options + "</select></form>";
  };
  expect_changes({
      {select("<option value=1>One<option value=2>Two"),
       select("<option value=2>Two<option value=1 selected>One"),
       {"note control_changed forms[f].controls[s].selected (none) -> One "
        "(1)"}},
      {select("<option>One<option>Two<option>Three"),
       select("<option>One<option>Three<option disabled>Four"),
       {"note control_changed forms[f].controls[s].options Two -> Four "
        "[disabled]"}},
  });
}

TEST(FormChangesTest, CountsTokensItHides) {
  const auto form = [](const std::string& controls) {
    return "<form id=f method=post action=/f><input name=a>" + controls +
           "</form>";
  };
  const std::string hidden = "<input type=hidden name=";
  const Case cases[] = {
      {form(hidden + "csrf_token value=abc>"),
       form(hidden + "csrf_token value=abd>"),
       {"hidden"}},
      {form(hidden + "state value=0a1b2c3d4e5f6a7b>"),
       form(hidden + "state value=1f2a3b4c5d6e7f8a>"),
       {"hidden"}},
      {form(hidden + "0123456789abcdef0123456789abcde1 value=1>"),
       form(hidden + "0123456789abcdef0123456789abcde2 value=1>"),
       {"hidden"}},
      {form(hidden + "csrf_token value=abc>"),
       form(hidden + "csrf_token value=''>"),
       {"warning control_changed forms[f].controls[csrf_token].value abc -> "}},
      {form(hidden + "step value=one>"),
       form(hidden + "step value=two>"),
       {"note control_changed forms[f].controls[step].value one -> two"}},
      {form(hidden + "next value=https://shop.example/a>"),
       form(hidden + "next value=https://evil.example/a>"),
       {"warning control_changed forms[f].controls[next].value "
        "https://shop.example/a -> https://evil.example/a"}},
  };
  for (const Case& c : cases) {
    const PageDiff diff = diff_pages(c.before, c.after);
    Lines lines = form_lines(diff);
    const auto tokens = diff.hidden.find("csrf-tokens");
    if (tokens != diff.hidden.end()) {
      EXPECT_EQ(tokens->second, 1u);
      lines.emplace_back("hidden");
    }
    EXPECT_EQ(lines, c.expected) << c.after;
    expect_mirror(c.before, c.after);
  }
}

TEST(FormChangesTest, ShowsTokensWithoutTheMask) {
  MaskOptions masks;
  masks.off = {"csrf-tokens"};
  DiffOptions options;
  options.masks = *Masks::make(masks);
  const std::string form = "<form id=f><input type=hidden name=csrf value=";
  EXPECT_EQ(
      form_lines(diff_results(scanned_page(form + "a></form>"),
                              scanned_page(form + "b></form>"), options)),
      Lines({"note control_changed forms[f].controls[csrf].value a -> b"}));
}

TEST(FormChangesTest, FollowsAPageThatMoved) {
  const std::string page =
      "<form id=f><input name=a></form><form id=g "
      "action=/x><input name=b></form>";
  const auto at = [&](std::string_view url) {
    return scanned_page(page, {}, url);
  };
  EXPECT_EQ(form_lines(diff_results(at("https://a.example/one"),
                                    at("https://b.example/two"), {})),
            Lines());
}

// Forms out of few words, so that much is alike.
std::string random_page(std::mt19937& random) {
  const auto pick = [&](std::initializer_list<const char*> words) {
    return std::string(words.begin()[random() % words.size()]);
  };
  std::string page = "<p>";
  for (size_t forms = random() % 6; forms > 0; --forms) {
    page += "<form " + pick({"", "id=a", "id=b", "name=a", "name=c id=a"}) +
            ' ' + pick({"", "action=/x", "action=/y", "action=//z.example/"}) +
            ' ' + pick({"", "method=post"}) + '>';
    for (size_t controls = random() % 5; controls > 0; --controls) {
      page += "<input " + pick({"", "name=n", "name=m", "name=o"}) + ' ' +
              pick({"", "type=password", "type=hidden", "type=radio"}) + ' ' +
              pick({"", "id=i", "id=j"}) + ' ' +
              pick({"", "value=1", "value=2", "required"}) + '>';
    }
    page += "</form>" + pick({"", "<input name=n>", "<input id=q>"});
  }
  return page;
}

TEST(FormChangesTest, MirrorsWhateverChanged) {
  std::mt19937 random(8);
  for (int round = 0; round < 60; ++round) {
    const std::string before = random_page(random);
    expect_mirror(before, random_page(random));
  }
}

}  // namespace
}  // namespace pagescan
