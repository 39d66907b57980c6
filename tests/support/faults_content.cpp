// Faults of the content: where it ends, how it is framed, how it is coded.
#include <fmt/format.h>

#include "tests/support/fault_server.h"
#include "tests/support/payloads.h"

namespace pagescan::test {
namespace {

using namespace std::string_literals;

constexpr std::string_view kPage = "<p>Hello, hello, hello, hello!</p>";
constexpr std::string_view kChunked = "Transfer-Encoding: chunked\r\n";
constexpr size_t kBombBytes = size_t{64} << 20;

std::string length(std::string_view value) {
  return page_head(fmt::format("Content-Length: {}\r\n", value));
}

std::string coded(std::string_view codings, std::string_view content) {
  return page_head(fmt::format("Content-Encoding: {}\r\nContent-Length: {}\r\n",
                               codings, content.size()))
      .append(content);
}

std::vector<Fault> interruptions() {
  return {
      {.name = "endless-content",
       .behaviour = "sends content without end",
       .cut = "content",
       .flag = "--max-bytes",
       .start = answer(endless(page_head(), std::string(4096, 'x')))},
      {.name = "content-drip",
       .behaviour = "sends content a byte at a time",
       .error = "fetch timeout",
       .flag = "--min-speed",
       .start = answer(drip(page_head() + "<p>", "x")),
       .limits = kShortSpeedTime},
      {.name = "content-stall",
       .behaviour = "falls silent in the content",
       .error = "fetch timeout",
       .flag = "--timeout",
       .start = answer(stall(page_head() + "<p>x")),
       .limits = kShortTimeout},
      {.name = "reset-before-content",
       .behaviour = "resets after the fields",
       .error = "fetch connection_failed",
       .start = answer(reset_after(length("100")))},
      {.name = "reset-in-content",
       .behaviour = "resets in the content",
       .error = "fetch connection_failed",
       .start = answer(reset_after(length("100") + "<p>x"))},
  };
}

std::vector<Fault> lengths() {
  return {
      {.name = "close-before-content",
       .behaviour = "announces content and closes",
       .error = "fetch connection_failed",
       .start = answer(length("100"))},
      {.name = "close-in-content",
       .behaviour = "announces more content than it sends",
       .cut = "content",
       .start = answer(length("100") + "<p>x")},
      {.name = "huge-length",
       .behaviour = "announces an exabyte and sends a few bytes",
       .cut = "content",
       .start = answer(length("999999999999999999") + "<p>x")},
      {.name = "length-overflow",
       .behaviour = "announces a length no number holds",
       .start = answer(length("99999999999999999999999") + "<p>x")},
      {.name = "negative-length",
       .behaviour = "announces a negative length",
       .error = "fetch protocol_error",
       .start = answer(length("-1") + "<p>x")},
      {.name = "short-length",
       .behaviour = "sends more than it announces: the rest is not read",
       .start = answer(length("4") + "<p>x and more")},
      {.name = "two-lengths",
       .behaviour = "announces two lengths that differ",
       .error = "fetch protocol_error",
       .start = answer(page_head("Content-Length: 4\r\nContent-Length: 9\r\n") +
                       "<p>x12345")},
      {.name = "length-and-chunks",
       .behaviour = "announces a length and sends chunks: the chunks count",
       .start = answer(page_head("Content-Length: 99\r\n"s.append(kChunked)) +
                       "4\r\n<p>x\r\n0\r\n\r\n")},
      {.name = "empty-content",
       .behaviour = "sends a page of no bytes",
       .error = "content empty_body",
       .start = answer(length("0"))},
      {.name = "not-html",
       .behaviour = "sends an image as a page",
       .error = "content not_html",
       .start = answer(http_response("200 OK", "Content-Type: image/png\r\n",
                                     "\x89PNG\r\n\x1a\n"))},
  };
}

std::vector<Fault> chunks() {
  const std::string head = page_head(kChunked);
  return {
      {.name = "close-in-chunk",
       .behaviour = "closes in a chunk",
       .cut = "content",
       .start = answer(head + "64\r\n<p>x")},
      {.name = "no-last-chunk",
       .behaviour = "closes after a chunk that is not the last",
       .cut = "content",
       .start = answer(head + "4\r\n<p>x\r\n")},
      {.name = "bad-chunk-size",
       .behaviour = "sends a chunk size that is no number",
       .error = "fetch protocol_error",
       .start = answer(head + "zz\r\n<p>x\r\n0\r\n\r\n")},
      {.name = "huge-chunk-size",
       .behaviour = "sends a chunk size no number holds",
       .error = "fetch protocol_error",
       .start = answer(head + "fffffffffffffffffffff\r\n<p>x\r\n0\r\n\r\n")},
      {.name = "endless-chunk-extension",
       .behaviour = "sends a chunk extension without end",
       .error = "fetch timeout",
       .flag = "--min-speed",
       .start = answer(endless(head + "4;", std::string(4096, 'x'))),
       .limits = kShortSpeedTime},
      {.name = "endless-trailers",
       .behaviour = "sends trailer fields without end",
       .error = "fetch too_large",
       .flag = "--max-field-bytes",
       .start =
           answer(endless(head + "4\r\n<p>x\r\n0\r\n", "X: 0123456789\r\n")),
       .limits = {.max_fields = 1'000'000}},
      {.name = "endless-empty-page",
       .behaviour = "sends chunks of one byte without end",
       .cut = "content",
       .flag = "--max-bytes",
       .start = answer(endless(head, "1\r\nx\r\n1\r\ny\r\n"))},
  };
}

std::vector<Fault> bombs() {
  return {
      {.name = "gzip-bomb",
       .behaviour = "sends 64 MiB of zeros in 64 KiB of gzip",
       .cut = "content",
       .flag = "--max-bytes",
       .start = [] { return answer(coded("gzip", gzip_zeros(kBombBytes)))(); }},
      {.name = "triple-gzip-bomb",
       .behaviour = "sends the same in gzip three times over",
       .cut = "content",
       .flag = "--max-bytes",
       .start =
           [] {
             return answer(coded("gzip, gzip, gzip",
                                 gzip(gzip(gzip_zeros(kBombBytes)))))();
           }},
      {.name = "too-many-codings",
       .behaviour = "uses more codings, one on another, than are undone",
       .error = "fetch content_coding_error",
       .flag = "--max-content-codings",
       .start = answer(coded("gzip, gzip, gzip", gzip(gzip(gzip(kPage))))),
       .limits = {.max_content_codings = 2}},
      {.name = "too-many-transfer-codings",
       .behaviour = "does the same with transfer codings",
       .error = "fetch content_coding_error",
       .flag = "--max-content-codings",
       .start = answer(page_head("Transfer-Encoding: gzip, gzip\r\n") +
                       gzip(gzip(kPage))),
       .limits = {.max_content_codings = 1}},
      {.name = "six-codings",
       .behaviour = "uses six codings, more than libcurl undoes",
       .error = "fetch content_coding_error",
       .start = answer(coded("gzip, gzip, gzip, gzip, gzip, gzip",
                             gzip(gzip(gzip(gzip(gzip(gzip(kPage))))))))},
      {.name = "gzip-drip",
       .behaviour = "sends gzip a byte at a time that unfolds to nothing",
       .error = "fetch timeout",
       .flag = "--min-speed",
       .start = answer(drip(page_head("Content-Encoding: gzip\r\n") +
                                "\x1f\x8b\x08\x08\0\0\0\0\0\0"s,
                            "x")),
       .limits = kShortSpeedTime},
  };
}

std::vector<Fault> codings() {
  const std::string packed = gzip(kPage);
  std::string flipped = packed;
  flipped[flipped.size() - 8] ^= '\x55';  // the checksum's first byte
  return {
      {.name = "not-gzip",
       .behaviour = "calls plain content gzip",
       .error = "fetch content_coding_error",
       .start = answer(coded("gzip", kPage))},
      {.name = "broken-gzip",
       .behaviour = "sends gzip that turns to garbage",
       .error = "fetch content_coding_error",
       .start = answer(
           coded("gzip", packed.substr(0, 12) + "garbage garbage garbage"))},
      {.name = "gzip-bad-checksum",
       .behaviour = "sends gzip with a wrong checksum",
       .error = "fetch content_coding_error",
       .start = answer(coded("gzip", flipped))},
      {.name = "gzip-cut",
       .behaviour = "ends in the middle of its gzip: what unfolds is scanned",
       .start = answer(coded("gzip", packed.substr(0, packed.size() - 12)))},
      {.name = "not-deflate",
       .behaviour = "calls plain content deflate",
       .error = "fetch content_coding_error",
       .start = answer(coded("deflate", kPage))},
      {.name = "not-brotli",
       .behaviour = "calls other bytes br",
       .error = "fetch content_coding_error",
       .start = answer(coded("br", "\xff\xff\xff\xff"))},
      {.name = "unknown-coding",
       .behaviour = "names a content coding nobody knows",
       .error = "fetch content_coding_error",
       .start = answer(coded("frobnicate", kPage))},
  };
}

}  // namespace

std::vector<Fault> content_faults() {
  std::vector<Fault> all = interruptions();
  for (const auto& group : {lengths(), chunks(), bombs(), codings()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

}  // namespace pagescan::test
