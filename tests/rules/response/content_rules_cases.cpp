#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

constexpr const char* kPage = "<!doctype html><title>Shop</title>";
constexpr const char* kLogin =
    "<!doctype html><form method=post><input type=password name=p></form>";

RuleCase made(std::string_view rule, CaseKind kind, std::string_view about,
              std::string fields, std::string html, std::string message = {}) {
  return {.rule = rule,
          .kind = kind,
          .about = about,
          .fields = std::move(fields),
          .html = std::move(html),
          .message = std::move(message),
          .count = kind == CaseKind::kBad ? size_t{1} : 0};
}

std::string generator(std::string_view text) {
  return "<!doctype html>\n<meta name=generator content=\"" +
         std::string(text) + "\">";
}

void version_cases(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  const auto bad = [&cases](std::string_view field) {
    cases.push_back(made("H15", kBad, field, std::string(field), kPage,
                         "which version is in use"));
  };
  const auto trap = [&cases](std::string_view field) {
    cases.push_back(made("H15", kTrap, field, std::string(field), kPage));
  };
  bad("Server: nginx/1.18.0");
  bad("Server: Apache/2.4.41 (Ubuntu)");
  bad("Server: Apache/2");
  bad("X-Powered-By: PHP/8.1.2-1ubuntu2");
  bad("X-AspNet-Version: 4.0.30319");
  bad("X-Backend-Server: web17");
  bad("X-Generator: Drupal 10.1");
  trap("Server: AmazonS3");
  trap("Server: ECS (nyb/1D2E)");
  trap("Server: ECAcc (lac/5678)");
  trap("Server: 10.0.0.17");
  trap("X-Powered-By: Next.js");
  trap("X-Powered-By: W3 Total Cache");
  trap("X-Request-Id: 1.2.3");
  cases.push_back(made("H15", kGood, "the product alone", "Server: nginx",
                       generator("Hugo")));
  RuleCase in_page = made("H15", kBad, "in a generator element", "",
                          generator("WordPress 6.4.2"), "WordPress 6.4.2");
  in_page.line = 2;
  in_page.column = 1;
  cases.push_back(in_page);
  in_page.about = "in a generator element of a file";
  in_page.url = "";
  in_page.status = 0;
  cases.push_back(in_page);
}

void cache_cases(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  cases.push_back(made("H16", kBad, "a password, no field", "", kLogin,
                       "Cache-Control is missing"));
  cases.push_back(made("H16", kBad, "a password, kept",
                       "Cache-Control: max-age=60", kLogin,
                       "Cache-Control is \"max-age=60\""));
  cases.push_back(made(
      "H16", kBad, "a payment card", "",
      "<form method=post><input autocomplete=cc-number name=n>"
      "<input autocomplete=cc-exp name=e><input autocomplete=cc-csc name=c>"
      "</form>",
      "payment card"));
  cases.push_back(made("H16", kGood, "not kept",
                       "Cache-Control: private, No-Store", kLogin));
  cases.push_back(
      made("H16", kTrap, "a search form", "", "<form><input name=q></form>"));
  cases.push_back(made("H16", kTrap, "an error", "", kLogin));
  cases.back().status = 401;
}

void charset_cases(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  const std::string utf8 = "Content-Type: text/html; charset=utf-8";
  cases.push_back(made("H17", kBad, "the field against the element", utf8,
                       "<!doctype html><meta charset=iso-8859-2>",
                       "Content-Type says UTF-8, the meta element says "
                       "ISO-8859-2; browsers read UTF-8"));
  cases.push_back(made("H17", kBad, "the mark against the field",
                       "Content-Type: text/html; charset=shift_jis",
                       "\xEF\xBB\xBF<!doctype html>",
                       "the byte order mark says UTF-8"));
  RuleCase mark = made("H17", kBad, "the mark against the element, of a file",
                       "", "\xEF\xBB\xBF<!doctype html><meta charset=gbk>",
                       "the byte order mark says UTF-8, the meta element");
  mark.status = 0;
  cases.push_back(mark);
  RuleCase late = made("H17", kBad, "a meta element that comes late", "",
                       "<!doctype html><!--" + std::string(1100, 'x') +
                           "-->\n<meta charset=utf-8>",
                       "after the first 1024 bytes");
  late.line = 2;
  late.column = 1;
  cases.push_back(late);
  cases.push_back(made("H17", kGood, "they agree", utf8,
                       "\xEF\xBB\xBF<!doctype html><meta charset=UTF-8>"));
  cases.push_back(made("H17", kTrap, "two labels of one encoding",
                       "Content-Type: text/html; charset=iso-8859-1",
                       "<!doctype html><meta charset=windows-1252>"));
  cases.push_back(made("H17", kTrap, "a late element after the field spoke",
                       utf8,
                       "<!doctype html><!--" + std::string(1100, 'x') +
                           "--><meta charset=utf-8>"));
  cases.push_back(made("H17", kTrap, "nobody says anything", "", kPage));
}

void type_cases(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  cases.push_back(
      made("H18", kBad, "no field", "", kPage, "without Content-Type"));
  cases.push_back(made("H18", kBad, "empty", "Content-Type:", kPage,
                       "without Content-Type"));
  cases.push_back(made("H18", kBad, "no media type", "Content-Type: html",
                       kPage, "no media type"));
  cases.push_back(made("H18", kGood, "HTML", "Content-Type: text/html", kPage));
  cases.push_back(made("H18", kTrap, "no content", "", ""));
  cases.back().status = 204;
  cases.push_back(made("H18", kTrap, "not modified", "", ""));
  cases.back().status = 304;
  cases.push_back(made("H18", kTrap, "a redirect", "", ""));
  cases.back().status = 301;
  cases.push_back(
      made("H18", kTrap, "a length of zero", "Content-Length: 0", ""));
}

void debug_cases(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  cases.push_back(made("H20", kBad, "Symfony's tool bar",
                       "X-Debug-Token: 8f2a1c", kPage, "X-Debug-Token"));
  cases.push_back(made("H20", kBad, "Chrome Logger",
                       "x-chromelogger-data: eyJ2ZXJzaW9uIjo", kPage,
                       "X-ChromeLogger-Data"));
  RuleCase redirect =
      made("H20", kBad, "of a redirect", "", kPage, "\"8f2a1c\"");
  redirect.respond = [](Response& response) {
    redirect_from("https://shop.example/a", response, "X-Debug-Token: 8f2a1c");
  };
  cases.push_back(redirect);
  cases.push_back(made("H20", kGood, "none", "Server: nginx", kPage));
  cases.push_back(
      made("H20", kTrap, "a request's number", "X-Request-Id: 1", kPage));
}

}  // namespace

std::vector<RuleCase> content_cases() {
  std::vector<RuleCase> cases;
  version_cases(cases);
  cache_cases(cases);
  charset_cases(cases);
  type_cases(cases);
  debug_cases(cases);
  return cases;
}

}  // namespace pagescan::test
