#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

constexpr const char* kPage = "<!doctype html><title>Shop</title>";

std::string hsts(std::string_view value) {
  return "Strict-Transport-Security: " + std::string(value) + "\r\n";
}

// Redirects before the page, the first first.
std::function<void(Response&)> from(std::vector<std::string> urls) {
  return [urls = std::move(urls)](Response& response) {
    for (auto url = urls.rbegin(); url != urls.rend(); ++url) {
      redirect_from(*url, response);
    }
  };
}

void hsts_good_cases(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  const std::string url = "https://shop.example/";
  const auto good = [&](CaseKind kind, std::string_view about,
                        std::string_view of, std::string fields,
                        int status = 200) {
    cases.push_back({"H08", kind, about, std::string(of), std::move(fields),
                     kPage, status});
  };
  good(kGood, "a year", url, hsts("max-age=31536000; includeSubDomains"));
  good(kGood, "quoted, in capitals", url, hsts("MAX-AGE=\"31536000\""));
  good(kGood, "unknown directives", url,
       hsts("max-age=31536000; preload; x=1"));
  good(kGood, "180 days", url, hsts("max-age=15552000"));
  good(kTrap, "no https at all", "http://shop.example/", "");
  good(kTrap, "a preloaded top-level domain", "https://shop.dev/", "");
  good(kTrap, "an address", "https://192.0.2.1/", "");
  good(kTrap, "a developer's machine", "https://localhost/", "");
  good(kTrap, "an error", url, "", 404);
  good(kTrap, "a redirect that was not followed", url, "", 302);
  cases.push_back({.rule = "H08",
                   .kind = kTrap,
                   .about = "a redirect without it on the way",
                   .url = "https://www.shop.example/",
                   .fields = hsts("max-age=31536000"),
                   .html = kPage,
                   .respond = from({"https://shop.example/"})});
  cases.push_back({.rule = "H08",
                   .kind = kTrap,
                   .about = "preloaded, by configuration",
                   .html = kPage,
                   .configure = [](RuleParameters& parameters) {
                     parameters.hsts_preloaded_domains = {"shop.example"};
                   }});
}

void hsts_bad_cases(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  const auto bad = [&](std::string_view about, std::string fields,
                       std::string message, std::optional<Level> level) {
    cases.push_back({.rule = "H08",
                     .kind = kBad,
                     .about = about,
                     .fields = std::move(fields),
                     .html = kPage,
                     .message = std::move(message),
                     .level = level,
                     .count = 1});
  };
  bad("missing", "", "without Strict-Transport-Security", Level::kWarning);
  bad("a week", hsts("max-age=604800"), "holds for 7 days", Level::kNote);
  bad("switched off", hsts("max-age=0"), "switches HSTS off", Level::kWarning);
  bad("no max-age", hsts("includeSubDomains"), "ignore it", Level::kWarning);
  bad("max-age twice", hsts("max-age=31536000; max-age=1"), "twice",
      Level::kWarning);
  bad("two values in one", hsts("max-age=31536000, max-age=31536000"),
      "ignore it", Level::kWarning);
  bad("no number", hsts("max-age=one year"), "ignore it", Level::kWarning);
  bad("longer than any policy",
      hsts("max-age=31536000" + std::string(5000, ';')), "ignore it",
      Level::kWarning);
  bad("several fields", hsts("max-age=31536000") + hsts("max-age=31536000"),
      "came 2 times", Level::kNote);
  cases.push_back({.rule = "H08",
                   .kind = kBad,
                   .about = "over http",
                   .url = "http://shop.example/",
                   .fields = hsts("max-age=31536000"),
                   .html = kPage,
                   .message = "came over http from shop.example",
                   .level = Level::kNote,
                   .count = 1});
}

void redirect_cases(std::vector<RuleCase>& cases) {
  using enum CaseKind;
  const auto add = [&](std::string_view rule, CaseKind kind,
                       std::string_view about, std::string url,
                       std::vector<std::string> hops,
                       std::string message = {}) {
    cases.push_back({.rule = rule,
                     .kind = kind,
                     .about = about,
                     .url = std::move(url),
                     .html = kPage,
                     .message = std::move(message),
                     .count = kind == kBad ? size_t{1} : 0,
                     .respond = from(std::move(hops))});
  };
  const std::string www = "https://www.shop.example/";
  add("R02", kBad, "to www at once", www, {"http://shop.example/"},
      "another host, \"https://www.shop.example/\"");
  add("R02", kBad, "to www by http", www,
      {"http://shop.example/", "http://www.shop.example/"}, "another host");
  add("R02", kGood, "to https first", www,
      {"http://shop.example/", "https://shop.example/"});
  add("R02", kTrap, "from https to another host", www,
      {"https://shop.example/"});
  add("R02", kTrap, "from a developer's machine", www,
      {"http://localhost:8080/"});
  add("R02", kTrap, "no redirect", "http://shop.example/", {});

  add("R03", kBad, "to http", "http://shop.example/a",
      {"https://shop.example/"},
      "redirects to \"http://shop.example/a\" over http");
  add("R03", kBad, "to http and back", www,
      {"https://shop.example/", "http://shop.example/b"}, "over http");
  add("R03", kGood, "to https", www, {"http://shop.example/"});
  add("R03", kTrap, "to an app on one's own machine", "http://127.0.0.1:9/done",
      {"https://login.example/"});
  cases.push_back({.rule = "R03",
                   .kind = kBad,
                   .about = "a redirect that was not followed",
                   .status = 302,
                   .message = "over http",
                   .respond = [](Response& response) {
                     Hop& hop = response.hops.back();
                     hop.location = "http://shop.example/b";
                     hop.location_resolved = hop.location;
                   }});
  cases.push_back({.rule = "R03",
                   .kind = kTrap,
                   .about = "Location of a page that was made",
                   .html = kPage,
                   .status = 201,
                   .respond = [](Response& response) {
                     Hop& hop = response.hops.back();
                     hop.location = "http://shop.example/b";
                     hop.location_resolved = hop.location;
                   }});

  add("R04", kBad, "four redirects", "https://e.example/",
      {"https://a.example/", "https://b.example/", "https://c.example/",
       "https://d.example/"},
      "4 redirects, more than 3");
  add("R04", kBad, "a loop", "https://a.example/",
      {"https://a.example/", "https://b.example/"}, "come back to");
  add("R04", kGood, "three redirects", "https://d.example/",
      {"https://a.example/", "https://b.example/", "https://c.example/"});
  add("R04", kTrap, "the same path of other hosts", "https://b.example/x",
      {"https://a.example/x"});
}

}  // namespace

std::vector<RuleCase> response_transport_cases() {
  std::vector<RuleCase> cases;
  hsts_good_cases(cases);
  hsts_bad_cases(cases);
  redirect_cases(cases);
  return cases;
}

}  // namespace pagescan::test
