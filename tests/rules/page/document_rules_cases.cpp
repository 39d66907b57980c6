#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

RuleCase of_status(int status, RuleCase rule_case) {
  rule_case.status = status;
  return rule_case;
}

RuleCase as_xhtml(RuleCase rule_case) {
  return with_fields("Content-Type: application/xhtml+xml; charset=utf-8",
                     std::move(rule_case));
}

std::vector<RuleCase> title_cases() {
  return {
      page_case("P01", kBad, "none", "<p>x", "no title element"),
      {"P01", kBad, "empty", "https://shop.example/", "",
       "<html>\n<title> </title>", 200, "is empty", 2, 1},
      page_case("P01", kBad, "that of a drawing alone",
                "<body><svg><title>x</title></svg>", "no title element"),
      page_case("P01", kGood, "one", "<title>Shop</title>"),
      page_case("P01", kTrap, "in the body", "<body><p><title>Shop</title>"),
      of_status(404, page_case("P01", kTrap, "the page of an error", "<p>x")),
      page_case("P01", kTrap, "a frameset",
                "<title>Shop</title><frameset><frame src=a></frameset>"),
  };
}

std::vector<RuleCase> language_cases() {
  return {
      page_case("P02", kBad, "none", "<html><p>x", "which language"),
      {"P02", kBad, "an underscore", "https://shop.example/", "",
       "<!doctype html>\n<html lang=en_US>", 200, "\"en_US\"", 2, 1},
      page_case("P02", kBad, "a name", "<html lang=english>", "\"english\""),
      page_case("P02", kBad, "the code of a country", "<html lang=cz>",
                "\"cz\""),
      page_case("P02", kBad, "XML's attribute alone", "<html xml:lang=en>",
                "xml:lang"),
      page_case("P02", kGood, "a language", "<html lang=en>"),
      page_case("P02", kTrap, "rare and long tags", "<html lang=gsw-CH>"),
      page_case("P02", kTrap, "a script and a region",
                "<html lang=' zh-Hant-TW '>"),
      page_case("P02", kTrap, "private", "<html lang=x-klingon>"),
      as_xhtml(page_case("P02", kTrap, "XHTML", "<html xml:lang=en>")),
  };
}

std::vector<RuleCase> charset_cases() {
  return {
      with_fields("Content-Type: text/html",
                  page_case("P03", kBad, "nothing says", "<p>x", "Nothing")),
      page_case("P03", kBad, "a label nobody knows", "<meta charset=utf-9>",
                "\"utf-9\""),
      page_case("P03", kGood, "a meta element", "<meta charset=utf-8>"),
      with_fields("Content-Type: text/html; charset=utf-8",
                  page_case("P03", kGood, "the field", "<p>x")),
      page_case("P03", kTrap, "the older meta element",
                "<meta http-equiv=content-type "
                "content='text/html; charset=windows-1251'>"),
      page_case("P03", kTrap, "a byte order mark", "\xEF\xBB\xBF<p>x"),
      page_case("P03", kTrap, "an XML declaration",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?><p>x"),
      of_status(500, page_case("P03", kTrap, "the page of an error", "<p>x")),
  };
}

std::vector<RuleCase> doctype_cases() {
  return {
      page_case("P04", kBad, "none", "<html><p>x", "no doctype"),
      page_case("P04", kBad, "another", "<!doctype svg><p>x", "\"svg\""),
      page_case("P04", kGood, "HTML's", "<!doctype html><p>x"),
      page_case("P04", kTrap, "an older one in capitals",
                "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" "
                "\"http://www.w3.org/TR/html4/strict.dtd\"><p>x"),
      page_case("P04", kTrap, "behind a comment and an XML declaration",
                "<?xml version='1.0'?><!-- x --><!doctype html><p>x"),
      page_case("P04", kTrap, "frames",
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Frameset//EN\" "
                "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-frameset.dtd\">"
                "<frameset><frame src=a></frameset>"),
      as_xhtml(page_case("P04", kTrap, "XHTML", "<html><p>x</p></html>")),
  };
}

std::vector<RuleCase> viewport_cases() {
  return {
      page_case("P05", kBad, "none", "<p>x", "no viewport"),
      {"P05", kBad, "no zooming", "https://shop.example/", "",
       "<html>\n<meta name=viewport content='width=device-width, "
       "user-scalable=no'>",
       200, "keeps readers from zooming", 2, 1},
      page_case("P05", kBad, "hardly any zooming",
                "<meta name=viewport "
                "content='width=device-width; Maximum-Scale = 1.0'>",
                "keeps readers from zooming"),
      page_case("P05", kBad, "of no use", "<meta name=viewport content=''>",
                "neither width nor initial-scale"),
      page_case("P05", kGood, "as it should be",
                "<meta name=viewport "
                "content='width=device-width, initial-scale=1'>"),
      page_case("P05", kTrap, "twice the size is enough",
                "<meta name=viewport content='initial-scale=1,maximum-scale=2,"
                "user-scalable=yes'>"),
      page_case("P05", kTrap, "the last counts",
                "<meta name=viewport content='user-scalable=no'>"
                "<meta name=viewport content='width=device-width'>"),
      page_case("P05", kTrap, "frames", "<frameset><frame src=a></frameset>"),
  };
}

std::vector<RuleCase> id_cases() {
  return {
      {"P06",
       kBad,
       "two elements",
       "https://shop.example/",
       "",
       "<p id=a>x\n<p id=a>y<p id=b>z",
       200,
       "1 ID is not unique, the first is \"a\", of 2 elements",
       2,
       1,
       {},
       {},
       1},
      page_case("P06", kBad, "several",
                "<p id=a><p id=b><p id=b><p id=a><p id=b>",
                "2 IDs are not unique, the first is \"b\", of 3 elements"),
      page_case("P06", kGood, "unique", "<p id=a>x<p id=b>y"),
      page_case("P06", kTrap, "another case", "<p id=a>x<p id=A>y"),
      page_case("P06", kTrap, "empty", "<p id=''>x<p id=''>y"),
      page_case("P06", kTrap, "a template",
                "<p id=a>x<template><p id=a></template>"
                "<template><p id=a></template>"),
      page_case("P06", kTrap, "where scripts do not run",
                "<img id=a><noscript><img id=a></noscript>"),
      page_case("P06", kTrap, "drawings",
                "<svg><g id=a /></svg><svg><g id=a /></svg>"),
      page_case("P06", kTrap, "what is in frames",
                "<p id=a><iframe srcdoc='<p id=a>'></iframe>"),
  };
}

}  // namespace

std::vector<RuleCase> document_cases() {
  return joined({title_cases(), language_cases(), charset_cases(),
                 doctype_cases(), viewport_cases(), id_cases()});
}

}  // namespace pagescan::test
