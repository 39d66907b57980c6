// How much all of analyse (decode, parse, flat document, passes, JSON and text
// reports in memory) takes beside Gumbo's own parse with an arena, page by page
// side by side in one process. Prints user time and their ratio.
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

size_t analyse(const std::string& content, const Url& url,
               const ReportOptions& options) {
  Result<Page> page = build_page(
      {content, url, std::nullopt, Encoding::kUtf8, ContentOrigin::kLocal}, {});
  if (!page) return 0;
  ScanResult result;
  result.page.url = url.href();
  result.encoding = page->encoding;
  result.facts = std::move(page->facts);
  size_t bytes = 0;
  // The two that hold all of a page; the others are about its findings.
  for (const char* format : {"text", "json"}) {
    bytes += write_report(*find_reporter(format), options, result).size();
  }
  return bytes;
}

int run(const std::string& dir, int rounds) {
  const std::vector<std::string> pages = read_corpus(dir);
  if (pages.empty()) {
    fmt::print(stderr, "{}: no *.html files\n", dir);
    return 2;
  }
  const Url url = *Url::parse("https://www.example.com/a/b");
  const ReportOptions options{all_sections()};
  size_t sink = 0;
  double parse_time = 0;
  double analyse_time = 0;
  for (int round = 0; round < rounds; ++round) {
    for (const std::string& page : pages) {
      const double start = user_seconds();
      sink += parse_alone(page);
      const double middle = user_seconds();
      sink += analyse(page, url, options);
      parse_time += middle - start;
      analyse_time += user_seconds() - middle;
    }
  }
  const double count = rounds * static_cast<double>(pages.size());
  fmt::print(
      "{}: {} pages, parse alone {:.3f} ms, analyse {:.3f} ms a page, "
      "ratio {:.3f} ({})\n",
      dir, pages.size(), 1000 * parse_time / count, 1000 * analyse_time / count,
      analyse_time / parse_time, sink == 0 ? "nothing done" : "user time");
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
