#include <fmt/format.h>

#include "scanner/base/sha256.h"
#include "tests/rules/page_case.h"
#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

using enum CaseKind;

constexpr std::string_view kPage = "https://shop.example/pay";
constexpr std::string_view kWords =
    "\n    owner: Ann\n    justification: it shows the form"
    "\n    authorised_by: Bob\n    date: 2026-11-02";

// A row of scripts, with what a reviewer wrote unless told otherwise.
std::string row(std::string_view what, std::string_view more,
                std::string_view words = kWords) {
  return fmt::format("  - {}{}{}\n", what, words, more);
}

std::string hash_of(std::string_view content) {
  return fmt::format("\n    sha256: {}", sha256_hex(content));
}

std::string inline_row(std::string_view content, std::string_view more = "") {
  return row("inline: sha256:" + sha256_hex(content), more);
}

std::string inventory(std::string_view scripts, std::string_view fields = "") {
  return fmt::format("version: 1\npages: [{}]\nscripts:\n{}fields:\n{}", kPage,
                     scripts.empty() ? "  []\n" : scripts,
                     fields.empty() ? "  []\n" : fields);
}

RuleCase against(std::string inventory, RuleCase rule_case) {
  rule_case.inventory = std::move(inventory);
  return rule_case;
}

RuleCase with_script(std::string url, std::optional<std::string> content,
                     RuleCase rule_case) {
  rule_case.scripts.emplace_back(std::move(url), std::move(content));
  return rule_case;
}

RuleCase pay(std::string_view rule, CaseKind kind, std::string_view about,
             std::string html, std::string message = {}) {
  return page_case_at(std::string(kPage), rule, kind, about, std::move(html),
                      std::move(message));
}

constexpr std::string_view kUrlRow = "url: https://shop.example/a.js";
constexpr std::string_view kUrl = "https://shop.example/a.js";
const char* const kElement = "<p>\n<script src=/a.js></script>";

std::vector<RuleCase> unauthorised_cases() {
  RuleCase bad =
      against(inventory(""), pay("S11", kBad, "no row at all", kElement,
                                 "script \"https://shop.example/a.js\" is not "
                                 "in the inventory"));
  bad.line = 2;
  bad.column = 1;
  return {
      bad,
      against(inventory(inline_row("one()")),
              counted(1, pay("S11", kBad, "another inline script",
                             "<script>one()</script><script>two()</script>",
                             "inline script that begins \"two()\""))),
      against(inventory(""),
              counted(2, pay("S11", kBad, "script in attributes",
                             "<a href='javascript:pay()' onclick='go()'>x</a>",
                             "event handler that begins \"go()\""))),
      against(inventory(row(kUrlRow, "\n    pages: https://shop.example/pay2")),
              pay("S11", kBad, "authorised on another page", kElement, "a.js")),
      against(inventory(""),
              page_case_at("https://shop.example/other", "S11", kBad,
                           "a page nobody listed", "<p>x", "is not in the")),
      against(inventory(row("url: https://shop.example/a", "")),
              pay("S11", kBad, "a URL that begins alike", kElement, "a.js")),
      against(inventory(""),
              counted(1, pay("S11", kBad, "a URL too long to be known in full",
                             "<script src='data:text/javascript," +
                                 std::string(70'000, 'x') + "'></script>",
                             "begins \"data:text/javascript,xx"))),
      against(inventory(row(kUrlRow, hash_of("a()"))),
              with_script(std::string(kUrl), "a()",
                          pay("S11", kGood, "authorised", kElement))),
      pay("S11", kTrap, "no inventory", kElement),
      against(
          inventory(""),
          pay("S11", kTrap, "what is never run",
              "<script type=application/ld+json>{}</script><script></script>"
              "<a href='javascript:void(0);'>x</a><script src></script>"
              "<template><script>x()</script></template>")),
      against(inventory(row("url: https://shop.example/*.js?v=*",
                            "\n    integrity: any")),
              pay("S11", kTrap, "a build number in the address",
                  "<script src='/assets/a.js?v=17'></script>")),
      against(inventory(inline_row("one()")),
              pay("S11", kTrap, "the same script twice",
                  "<script>one()</script><script>one()</script>")),
  };
}

std::vector<RuleCase> changed_cases() {
  const std::string integrity =
      "<script src=/a.js integrity=sha256-"
      "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=></script>";  // of ""
  const std::string sri = row(kUrlRow, "\n    integrity: sri");
  const std::string url(kUrl);
  return {
      against(inventory(row(kUrlRow, hash_of("a()"))),
              with_script(url, "b()",
                          pay("S12", kBad, "another content", kElement,
                              "the inventory has " + sha256_hex("a()")))),
      against(inventory(row(kUrlRow, hash_of("a()"))),
              at_level(Level::kWarning,
                       with_script(url, std::nullopt,
                                   pay("S12", kBad, "not to be had", kElement,
                                       "could not be checked: its status")))),
      against(inventory(row(kUrlRow, "")),
              with_script(url, "a()",
                          pay("S12", kBad, "a row without a hash", kElement,
                              "the inventory has none"))),
      against(inventory(inline_row("go()\nold()", "\n    begins: go()")),
              pay("S12", kBad, "an inline script that begins alike",
                  "<script>go()\nnew()</script>", "has changed")),
      against(inventory(sri),
              with_script(url, "",
                          pay("S12", kBad, "no attribute any more", kElement,
                              "lost its integrity"))),
      against(inventory(sri),
              with_script(url, "b()",
                          pay("S12", kBad, "an attribute that does not match",
                              integrity, "does not match its integrity"))),
      against(inventory(sri + row("url: https://shop.example/*",
                                  "\n    integrity: any")),
              with_script(url, "",
                          pay("S12", kBad, "a row that names it more closely",
                              kElement, "lost its integrity"))),
      against(
          inventory(row(kUrlRow, hash_of("a()"))),
          with_script(url, "a()", pay("S12", kGood, "as it was", kElement))),
      against(
          inventory(sri),
          with_script(url, "",
                      pay("S12", kGood, "as its attribute says", integrity))),
      against(inventory(row(kUrlRow, hash_of("a()")) +
                        row(kUrlRow, hash_of("b()"))),
              with_script(url, "b()",
                          pay("S12", kTrap, "two rows of one URL", kElement))),
      against(inventory(row(kUrlRow, "\n    integrity: any")),
              with_script(url, std::nullopt,
                          pay("S12", kTrap, "a vendor changes it", kElement))),
  };
}

std::vector<RuleCase> unjustified_cases() {
  constexpr std::string_view kNoDate =
      "\n    owner: Ann\n    justification: x\n    authorised_by: Bob";
  const std::string any = "\n    integrity: any";
  return {
      against(inventory(row(kUrlRow, any, "")),
              at_level(Level::kError,
                       pay("S13", kBad, "nobody looked at it", kElement,
                           "without owner, justification, authorised_by, "
                           "date"))),
      against(inventory(row(kUrlRow, any, kNoDate)),
              at_level(Level::kWarning,
                       pay("S13", kBad, "no date", kElement, "without date"))),
      against(inventory(row(kUrlRow, any)),
              pay("S13", kGood, "reviewed", kElement)),
      against(inventory(row("url: https://shop.example/b.js", any, "")),
              pay("S13", kTrap, "a row that this page does not use", kElement)),
  };
}

std::vector<RuleCase> missing_cases() {
  const std::string pages = fmt::format("\n    pages: [{}]", kPage);
  return {
      against(inventory(row(kUrlRow, pages)),
              pay("S20", kBad, "a script that is gone", "<p>x",
                  "no longer has the script \"https://shop.example/a.js\"")),
      against(inventory(inline_row("one()", "\n    begins: one()" + pages)),
              pay("S20", kBad, "an inline script that is gone", "<p>x",
                  "that begins \"one()\"")),
      against(inventory(row(kUrlRow, pages)),
              pay("S20", kGood, "it is there", kElement)),
      against(inventory(row(kUrlRow, pages) + row(kUrlRow, pages)),
              pay("S20", kTrap, "two rows of one script", kElement)),
      against(inventory(row(kUrlRow, "")),
              pay("S20", kTrap, "a row of every page", "<p>x")),
      against(inventory(row(kUrlRow, "\n    pages: https://shop.example/*")),
              pay("S20", kTrap, "a row of a pattern of pages", "<p>x")),
  };
}

std::string field(std::string_view name, std::string_view value,
                  std::string_view directive = "") {
  return fmt::format(
      "  - name: {}\n    value: \"{}\"\n{}", name, value,
      directive.empty() ? "" : fmt::format("    directive: {}\n", directive));
}

std::vector<RuleCase> field_cases() {
  const std::string csp =
      field("content-security-policy", "'nonce-*' 'self'", "script-src");
  const auto with = [](std::string fields, RuleCase rule_case) {
    return with_fields(std::move(fields), std::move(rule_case));
  };
  return {
      against(inventory("", csp),
              with("Content-Security-Policy: default-src 'self'",
                   counted(2, pay("H19", kBad, "a directive gone", "<p>x",
                                  "script-src of content-security-policy is "
                                  "gone")))),
      against(inventory("", csp),
              with("Content-Security-Policy: script-src 'self' 'nonce-a' *",
                   pay("H19", kBad, "a directive weakened", "<p>x",
                       "is \"'nonce-*' 'self' *\""))),
      against(
          inventory("", field("strict-transport-security", "max-age=31536000")),
          with("X-A: 1", pay("H19", kBad, "a field gone", "<p>x",
                             "strict-transport-security is gone"))),
      against(inventory(""),
              at_level(Level::kWarning,
                       with("Referrer-Policy: unsafe-url",
                            pay("H19", kBad, "a field more", "<p>x",
                                "is not in the inventory")))),
      against(inventory("", csp),
              with("Content-Security-Policy: script-src 'self' 'nonce-a'",
                   pay("H19", kGood, "as it was", "<p>x"))),
      against(inventory("", csp),
              with("Content-Security-Policy:  Script-Src 'nonce-b'  'SELF'; ",
                   pay("H19", kTrap, "another nonce, order and case", "<p>x"))),
      against(inventory(
                  "", field("permissions-policy", "camera=(), geolocation=()")),
              with("Permissions-Policy: geolocation=(),camera=()",
                   pay("H19", kTrap, "the order of a list", "<p>x"))),
      against(inventory(""),
              with("Date: today\nServer: x", pay("H19", kTrap,
                                                 "fields that protect from "
                                                 "nothing",
                                                 "<p>x"))),
  };
}

}  // namespace

std::vector<RuleCase> inventory_cases() {
  return joined({unauthorised_cases(), changed_cases(), unjustified_cases(),
                 missing_cases(), field_cases()});
}

}  // namespace pagescan::test
