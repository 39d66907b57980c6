// libFuzzer target for the URL parser. The input is a base and a reference,
// parted by the first newline (which the parser would drop anyway); without
// one, a reference alone. Checks what holds for every URL: it serialises to
// ASCII that parses to itself, its parts lie in order within it, and resolving
// it against any base leaves it as it is.
//
//   clang++ -std=c++20 -fsanitize=fuzzer,address,undefined -I. \
//     tests/fuzz/url_fuzz.cpp scanner/url/*.cpp scanner/base/*.cpp \
//     -DFMT_HEADER_ONLY -licuuc -lpsl -lcrypto
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "scanner/base/utf8.h"
#include "scanner/url/site.h"
#include "scanner/url/url.h"

namespace {

using pagescan::Result;
using pagescan::Url;

void require(bool holds, const char* what, std::string_view subject) {
  if (holds) return;
  std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(subject.size()),
               subject.data());
  std::abort();
}

bool is_printable_ascii(std::string_view text) {
  for (const char c : text) {
    if (c < 0x20 || c == 0x7F) return false;
  }
  return true;
}

// The serialisation put together again from the parts
// (https://url.spec.whatwg.org/#url-serializing).
std::string join_parts(const Url& url) {
  std::string out(url.scheme());
  out += ':';
  if (url.host_kind() != pagescan::HostKind::kNone) {
    out += "//";
    out += url.username();
    if (!url.password().empty()) out += ':';
    out += url.password();
    if (url.has_credentials()) out += '@';
    out += url.host();
    if (url.port()) out += ':' + std::to_string(*url.port());
  } else if (!url.has_opaque_path() && url.path().starts_with("//")) {
    out += "/.";
  }
  out += url.path();
  if (url.query()) (out += '?') += *url.query();
  if (url.fragment()) (out += '#') += *url.fragment();
  return out;
}

void check(const Url& url, const Url& base) {
  const std::string& href = url.href();
  require(is_printable_ascii(href), "not ASCII", href);
  require(href.size() <= pagescan::kMaxUrlLength, "too long", href);
  require(join_parts(url) == href, "parts out of place", href);
  const Result<Url> again = Url::parse(href);
  require(again && *again == url, "not idempotent", href);
  require(join_parts(*again) == href, "parts differ", href);
  require(again->host_kind() == url.host_kind(), "host kind differs", href);
  // "https:x" against https is relative, but no serialisation looks so: a
  // special URL has its "//".
  const Result<Url> resolved = Url::parse(href, &base);
  require(resolved && *resolved == url, "base changes it", href);
  require(pagescan::same_origin(url, *again) == (url.origin() != "null"),
          "origin differs", href);
  static_cast<void>(pagescan::same_site(url, base));
  static_cast<void>(pagescan::host_to_unicode(url.host()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  Url base = Url::parse("https://u:p@example.com:81/a/b?c#d").value();
  const size_t newline = input.find('\n');
  if (newline != std::string_view::npos) {
    Result<Url> parsed = Url::parse(input.substr(0, newline));
    if (parsed) {
      check(*parsed, base);
      base = *parsed;
    }
    input.remove_prefix(newline + 1);
  }
  // An encoder that returns what no parser should have to trust.
  const pagescan::QueryEncoder encoder = [](std::string_view utf8) {
    return std::string(utf8.rbegin(), utf8.rend()) + "%26%23N%3B";
  };
  for (const pagescan::QueryEncoder* e : {&encoder, decltype(&encoder)()}) {
    const Result<Url> url = Url::parse(input, &base, e);
    if (url) {
      check(*url, base);
    } else {
      const std::string& message = url.error().message;
      require(pagescan::is_valid_utf8(message), "message not UTF-8", message);
      require(message.size() < 4096, "message too long", message);
    }
  }
  return 0;
}
