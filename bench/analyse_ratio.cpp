// How much all of analyse (decode, parse, flat document, passes, JSON and text
// reports in memory) takes beside Gumbo's own parse with an arena, page by page
// side by side in one process, and how much the rules take on top. Prints user
// time and the ratios.
//
// Usage: analyse_ratio DIR [ROUNDS]
#include <fmt/format.h>
#include <gumbo.h>
#include <sys/resource.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "bench/corpus.h"
#include "report/reporter.h"
#include "rules/observatory/observatory.h"
#include "rules/rule_book.h"
#include "scanner/dom/arena.h"
#include "scanner/dom/gumbo_options.h"
#include "scanner/page.h"

namespace pagescan {
namespace {

double user_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec) * 1e-6;
}

// Gumbo alone on the bytes as they are. Returns something of the result, so
// that nothing is optimised away.
size_t parse_alone(const std::string& page) {
  ParseArena arena;
  const GumboOptions options = gumbo_options(arena);
  const GumboOutput* output =
      gumbo_parse_with_options(&options, page.data(), page.size());
  return output->root->v.element.children.length;
}

// Each step's part of the time.
struct Times {
  double parse = 0;
  double analyse = 0;
  double judge = 0;
};

// What pages come with over HTTP, as none of the corpus says.
Response plain_response(const std::string& url) {
  Response response;
  response.submitted_url = response.final_url = url;
  Hop hop;
  hop.url = url;
  hop.status = 200;
  hop.fields = parse_fields(
      "Content-Type: text/html; charset=utf-8\r\nServer: nginx/1.22.1\r\n"
      "Content-Security-Policy: script-src 'self' https: 'unsafe-inline'\r\n"
      "Strict-Transport-Security: max-age=31536000\r\n"
      "Set-Cookie: session=1; Secure; HttpOnly\r\n");
  response.hops.push_back(std::move(hop));
  return response;
}

// Everything the rules say, the grade too.
size_t judge_page(const RuleBook& book, const RuleInput& input,
                  ScanResult& result) {
  result.findings = judge(book.rules, input, book.limits).findings;
  result.observatory = observatory_grade(input);
  return result.findings.size();
}

// Adds to `times`; returns something of the result, as parse_alone() does.
size_t analyse(const std::string& content, const std::optional<Url>& url,
               const RuleBook& book, const ReportOptions& options,
               Times& times) {
  const double start = user_seconds();
  Result<Page> page = build_page(
      {content, url, std::nullopt, Encoding::kUtf8, ContentOrigin::kLocal}, {});
  if (!page) return 0;
  ScanResult result;
  result.page.url = url->href();
  result.encoding = page->encoding;
  const Response response = plain_response(url->href());
  const RuleInput input{&response, &*page, url, book.parameters, WallTime()};
  const double before_rules = user_seconds();
  size_t bytes = judge_page(book, input, result);
  const double after_rules = user_seconds();
  result.findings.clear();
  result.observatory.reset();
  result.facts = std::move(page->facts);
  // The two that hold all of a page; the others are about its findings.
  for (const char* format : {"text", "json"}) {
    bytes += write_report(*find_reporter(format), options, result).size();
  }
  times.judge += after_rules - before_rules;
  times.analyse += user_seconds() - start - (after_rules - before_rules);
  return bytes;
}

int run(const std::string& dir, int rounds) {
  const std::vector<std::string> pages = read_corpus(dir);
  if (pages.empty()) {
    fmt::print(stderr, "{}: no *.html files\n", dir);
    return 2;
  }
  const std::optional<Url> url = *Url::parse("https://www.example.com/a/b");
  const ReportOptions options{all_sections()};
  const RuleBook book = default_rule_book();
  size_t sink = 0;
  Times times;
  for (int round = 0; round < rounds; ++round) {
    for (const std::string& page : pages) {
      const double start = user_seconds();
      sink += parse_alone(page);
      times.parse += user_seconds() - start;
      sink += analyse(page, url, book, options, times);
    }
  }
  const double count = rounds * static_cast<double>(pages.size());
  fmt::print(
      "{}: {} pages, parse alone {:.3f} ms, analyse {:.3f} ms, rules {:.3f} ms "
      "a page, analyse to parse {:.3f}, rules to analyse {:.3f} ({})\n",
      dir, pages.size(), 1000 * times.parse / count,
      1000 * times.analyse / count, 1000 * times.judge / count,
      times.analyse / times.parse, times.judge / times.analyse,
      sink == 0 ? "nothing done" : "user time");
  return 0;
}

}  // namespace
}  // namespace pagescan

int main(int argc, char** argv) {
  if (argc < 2) {
    fmt::print(stderr, "usage: analyse_ratio DIR [ROUNDS]\n");
    return 2;
  }
  return pagescan::run(argv[1], argc > 2 ? std::atoi(argv[2]) : 3);
}
