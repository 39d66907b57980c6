#include "scanner/dom/form_owner.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/dom/parse_for_test.h"

namespace pagescan {
namespace {

struct Case {
  std::string html;
  std::vector<std::string>
      owners;  // the form's id for each control, "-" if none
};

TEST(FormOwner, FollowsTheStandard) {
  const std::vector<Case> cases = {
      {"<form id=a><input></form><input>", {"a", "-"}},
      {"<form id=a></form><input form=a>", {"a"}},
      {"<form id=a><input form=b></form><form id=b></form>", {"b"}},
      {"<form id=a><input form=none></form>", {"-"}},
      {"<form id=a><input form=''></form>", {"-"}},
      {"<form id=a><input form=x></form><div id=x></div>", {"-"}},
      {"<div id=a></div><form id=a><input form=a></form>", {"-"}},
      // The parser's form element pointer outlives the form's stack entry.
      {"<table><form id=a><tr><td><input></form><tr><td><input></table>",
       {"a", "-"}},
      {"<div><form id=a></div><input></form><input>", {"a", "-"}},
      // Inside the element though after its end tag: the nearest ancestor.
      {"<form id=a><div></form><input></div><input>", {"a", "-"}},
      {"<form id=a><div></form><form id=b><input></form><input></div>",
       {"b", "a"}},
      // An inner form is ignored, its end tag is not.
      {"<form id=a><form id=b><input></form><input>", {"a", "-"}},
      {"<template><form id=a><input></form><input></template><input>",
       {"a", "-", "-"}},
      {"<form id=a><template><input></template><input></form>", {"-", "a"}},
      {"<template><form id=a><input form=b></form></template><form id=b>",
       {"a"}},
      {"<form id=a><button></button><select></select><textarea></textarea>"
       "<output></output></form><div><form id=b></form></div><select>",
       {"a", "a", "a", "-"}},
  };
  for (const Case& c : cases) {
    const Document document = parse_for_test(c.html);
    const IdIndex ids(document);
    std::vector<std::string> owners;
    for (const OwnedControl& control : find_controls(document, ids)) {
      owners.emplace_back(control.form == kNoNode
                              ? "-"
                              : *document.attribute(control.form, "id"));
    }
    EXPECT_EQ(owners, c.owners) << c.html;
  }
}

}  // namespace
}  // namespace pagescan
