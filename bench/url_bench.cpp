// The URL parser beside libcurl's URL API on the addresses a page has.
#include <benchmark/benchmark.h>
#include <curl/curl.h>

#include <string>
#include <string_view>

#include "scanner/url/url.h"

namespace {

constexpr const char* kBase = "https://www.example.com/shop/cart/index.html";

// As they stand in href and src attributes.
constexpr const char* kReferences[] = {
    "/",
    "#main",
    "product.html?id=12345&ref=list",
    "../images/photo-large.jpg",
    "/static/css/main.4f2a91.css",
    "//cdn.example.net/lib/jquery-3.7.1.min.js",
    "https://www.example.org/news/2026/11/24/a-headline-in-some-words.html",
    "https://accounts.example.com:8443/login?next=%2Fshop%2Fcart",
    "?page=2",
    "mailto:office@example.com",
    "./a/b/../c/./d.html#section-4",
    "javascript:void(0)",
};
constexpr int64_t kReferenceCount = std::size(kReferences);

void BM_UrlParse(benchmark::State& state) {
  const pagescan::Url base = pagescan::Url::parse(kBase).value();
  for (auto _ : state) {
    for (const char* reference : kReferences) {
      benchmark::DoNotOptimize(pagescan::Url::parse(reference, &base));
    }
  }
  state.SetItemsProcessed(state.iterations() * kReferenceCount);
}
BENCHMARK(BM_UrlParse);

void BM_UrlParseRelativePath(benchmark::State& state) {
  const pagescan::Url base = pagescan::Url::parse(kBase).value();
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        pagescan::Url::parse("../images/photo-large.jpg", &base));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_UrlParseRelativePath);

void BM_UrlParseUnicodeHost(benchmark::State& state) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        pagescan::Url::parse("https://b\u00FCcher.example/"));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_UrlParseUnicodeHost);

// A base handle is duplicated for each reference, as there is no other way to
// resolve against it again; the result is asked for as a string.
void BM_CurlUrl(benchmark::State& state) {
  constexpr unsigned kFlags =
      CURLU_URLENCODE | CURLU_ALLOW_SPACE | CURLU_NON_SUPPORT_SCHEME;
  CURLU* base = curl_url();
  curl_url_set(base, CURLUPART_URL, kBase, 0);
  for (auto _ : state) {
    for (const char* reference : kReferences) {
      CURLU* url = curl_url_dup(base);
      char* href = nullptr;
      if (curl_url_set(url, CURLUPART_URL, reference, kFlags) == CURLUE_OK &&
          curl_url_get(url, CURLUPART_URL, &href, 0) == CURLUE_OK) {
        benchmark::DoNotOptimize(href);
        curl_free(href);
      }
      curl_url_cleanup(url);
    }
  }
  curl_url_cleanup(base);
  state.SetItemsProcessed(state.iterations() * kReferenceCount);
}
BENCHMARK(BM_CurlUrl);

}  // namespace

BENCHMARK_MAIN();
