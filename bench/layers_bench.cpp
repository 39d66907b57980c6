// Each layer over a folder of pages, named by the environment variable
// PAGESCAN_CORPUS. Figures are per pass over the whole folder; bytes/s is of
// source.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "bench/corpus.h"
#include "report/reporter.h"
#include "scanner/base/sha256.h"
#include "scanner/page.h"
#include "scanner/passes/passes.h"

namespace pagescan {
namespace {

const std::vector<std::string>& corpus() {
  static const std::vector<std::string> kPages = [] {
    const char* dir = std::getenv("PAGESCAN_CORPUS");
    return read_corpus(dir == nullptr ? "samples" : dir);
  }();
  return kPages;
}

void set_bytes(benchmark::State& state) {
  size_t bytes = 0;
  for (const std::string& page : corpus()) bytes += page.size();
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes));
}

void decode_pages(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& page : corpus()) {
      benchmark::DoNotOptimize(sniff_and_decode(page, {}, Encoding::kUtf8));
    }
  }
  set_bytes(state);
}
BENCHMARK(decode_pages);

void hash_pages(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& page : corpus()) {
      benchmark::DoNotOptimize(sha256_hex(page));
    }
  }
  set_bytes(state);
}
BENCHMARK(hash_pages);

void parse_pages(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& page : corpus()) {
      benchmark::DoNotOptimize(parse_html(page));
    }
  }
  set_bytes(state);
}
BENCHMARK(parse_pages);

std::vector<Document> documents() {
  std::vector<Document> all;
  for (const std::string& page : corpus()) {
    all.push_back(std::move(parse_html(page)->document));
  }
  return all;
}

void run_pass(benchmark::State& state, const Pass& pass) {
  const std::vector<Document> pages = documents();
  const Url url = *Url::parse("https://www.example.com/a/b");
  for (auto _ : state) {
    for (const Document& page : pages) {
      const UrlResolver resolver(page, url);
      Facts facts;
      pass.run({page, resolver, {}}, facts);
      benchmark::DoNotOptimize(facts);
    }
  }
  set_bytes(state);
}

void run_reporter(benchmark::State& state, const Reporter& reporter) {
  std::vector<ScanResult> results;
  const Url url = *Url::parse("https://www.example.com/a/b");
  for (const std::string& content : corpus()) {
    Result<Page> page = build_page({content, url, {}, Encoding::kUtf8}, {});
    ScanResult& result = results.emplace_back();
    result.facts = std::move(page->facts);
  }
  const ReportOptions options{all_sections()};
  for (auto _ : state) {
    for (const ScanResult& result : results) {
      std::string out = write_report(reporter, options, result);
      benchmark::DoNotOptimize(out);
    }
  }
  set_bytes(state);
}

void register_tables() {
  for (const Pass& pass : all_passes()) {
    benchmark::RegisterBenchmark(
        ("pass/" + std::string(pass.name)).c_str(),
        [&pass](benchmark::State& state) { run_pass(state, pass); });
  }
  for (const Reporter& reporter : all_reporters()) {
    benchmark::RegisterBenchmark(
        ("report/" + std::string(reporter.name)).c_str(),
        [&reporter](benchmark::State& state) {
          run_reporter(state, reporter);
        });
  }
}

}  // namespace
}  // namespace pagescan

int main(int argc, char** argv) {
  if (pagescan::corpus().empty()) return 2;  // read before the clock starts
  pagescan::register_tables();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
