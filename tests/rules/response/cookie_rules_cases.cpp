#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

constexpr const char* kHsts = "Strict-Transport-Security: max-age=31536000\r\n";
constexpr const char* kHttp = "http://shop.example/";

std::string set(std::string_view cookie) {
  return "Set-Cookie: " + std::string(cookie) + "\r\n";
}

RuleCase good(std::string_view rule, std::string_view about, std::string fields,
              std::string url = "https://shop.example/") {
  return {.rule = rule,
          .kind = CaseKind::kGood,
          .about = about,
          .url = std::move(url),
          .fields = std::move(fields)};
}

RuleCase trap(std::string_view rule, std::string_view about, std::string fields,
              std::string url = "https://shop.example/") {
  RuleCase made = good(rule, about, std::move(fields), std::move(url));
  made.kind = CaseKind::kTrap;
  return made;
}

RuleCase bad(std::string_view rule, std::string_view about, std::string fields,
             std::string message, std::optional<Level> level = {},
             std::string url = "https://shop.example/") {
  RuleCase made = good(rule, about, std::move(fields), std::move(url));
  made.kind = CaseKind::kBad;
  made.message = std::move(message);
  made.level = level;
  made.count = 1;
  return made;
}

void secure_cases(std::vector<RuleCase>& cases) {
  cases.push_back(bad("C01", "over https", set("id=1"),
                      "\"id\" is set over https without Secure",
                      Level::kWarning));
  cases.push_back(bad("C01", "under HSTS", kHsts + set("id=1"),
                      "only HSTS keeps it", Level::kNote));
  RuleCase redirect = bad("C01", "of a redirect", "", "\"early\"");
  redirect.respond = [](Response& response) {
    redirect_from("https://shop.example/in", response, set("early=1"));
  };
  cases.push_back(redirect);
  cases.push_back(good("C01", "Secure", set("id=1; Secure")));
  cases.push_back(trap("C01", "a deletion by Max-Age", set("id=; Max-Age=0")));
  cases.push_back(trap("C01", "a deletion by date",
                       set("id=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT")));
  cases.push_back(trap("C01", "a deletion, then a new one",
                       set("id=; Max-Age=0") + set("id=1; Secure")));
  cases.push_back(trap("C01", "over http", set("id=1"), kHttp));
}

void http_only_cases(std::vector<RuleCase>& cases) {
  const std::string_view kId = "8f2a1c9e7b3d";
  const auto named = [&](std::string_view name, std::string_view rest = "") {
    return set(std::string(name) + "=" + std::string(kId) + std::string(rest));
  };
  cases.push_back(bad("C02", "PHP's", named("PHPSESSID"),
                      "\"PHPSESSID\" is set without HttpOnly"));
  cases.push_back(bad("C02", "ASP's", named("ASPSESSIONIDQQ"), "scripts"));
  cases.push_back(bad("C02", "Express's", named("connect.sid"), "scripts"));
  cases.push_back(bad("C02", "called a login", named("userlogin"), "scripts"));
  cases.push_back(good("C02", "HttpOnly", named("PHPSESSID", "; HttpOnly")));
  cases.push_back(trap("C02", "a token to be read", named("XSRF-TOKEN")));
  cases.push_back(trap("C02", "a token to be read, of a session",
                       named("csrf_session_token")));
  cases.push_back(trap("C02", "a flag", set("has_session=1")));
  cases.push_back(trap("C02", "another word", named("assessment_id")));
  cases.push_back(
      trap("C02", "the language of a session", named("session_lang")));
  cases.push_back(trap("C02", "a deletion", named("PHPSESSID", "; Max-Age=0")));
  cases.push_back(trap("C02", "something else", named("cart")));
}

void same_site_cases(std::vector<RuleCase>& cases) {
  cases.push_back(bad("C03", "None without Secure", set("id=1; SameSite=None"),
                      "SameSite=None without Secure", Level::kWarning));
  cases.push_back(bad("C03", "no value of it",
                      set("id=1; Secure; SameSite=Sometimes"),
                      "SameSite=\"Sometimes\"", Level::kNote));
  cases.push_back(bad("C03", "a session without it",
                      set("PHPSESSID=8f2a1c9e7b3d; Secure"), "no SameSite",
                      Level::kNote));
  cases.push_back(good("C03", "Lax", set("id=1; SameSite=Lax")));
  cases.push_back(good("C03", "Strict", set("id=1; samesite=STRICT")));
  cases.push_back(good("C03", "None", set("id=1; SameSite=None; Secure")));
  cases.push_back(trap("C03", "no session", set("id=1; Secure")));
  cases.push_back(
      trap("C03", "a deletion", set("id=1; SameSite=None; Max-Age=-1")));
}

void prefix_cases(std::vector<RuleCase>& cases) {
  cases.push_back(bad("C04", "__Secure- without Secure", set("__Secure-id=1"),
                      "\"__Secure-id\" breaks the promise"));
  cases.push_back(bad("C04", "__Host- with a domain",
                      set("__Host-id=1; Secure; Path=/; Domain=shop.example"),
                      "no Domain"));
  cases.push_back(bad("C04", "over http", set("__Host-id=1; Secure; Path=/"),
                      "it needs https", {}, kHttp));
  cases.push_back(good("C04", "kept", set("__Host-id=1; Secure; Path=/")));
  cases.push_back(trap("C04", "a name that is like it", set("_Host-id=1")));
  cases.push_back(trap("C04", "a deletion", set("__Secure-id=; Max-Age=0")));
}

void domain_cases(std::vector<RuleCase>& cases) {
  const std::string www = "https://www.shop.example/";
  cases.push_back(bad("C05", "wider", set("id=1; Domain=.shop.example"),
                      "every host below \"shop.example\"", {}, www));
  cases.push_back(bad("C05", "another's", set("id=1; Domain=other.example"),
                      "may not set cookies for", {}, www));
  cases.push_back(good("C05", "of the host alone", set("id=1"), www));
  cases.push_back(trap("C05", "the host itself",
                       set("id=1; Domain=www.shop.example"), www));
  cases.push_back(trap("C05", "a deletion",
                       set("id=; Domain=.shop.example; Max-Age=0"), www));
}

}  // namespace

std::vector<RuleCase> cookie_cases() {
  std::vector<RuleCase> cases;
  secure_cases(cases);
  http_only_cases(cases);
  same_site_cases(cases);
  prefix_cases(cases);
  domain_cases(cases);
  return cases;
}

}  // namespace pagescan::test
