// The public tests of the URL Standard (web-platform-tests, url/resources),
// which stand beside the repository; skipped where they do not.
#include "tests/support/conformance.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "scanner/base/utf8.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

using Json = nlohmann::json;

#define LOAD_OR_SKIP(variable, name)                         \
  const Json variable = test::conformance_json("url/" name); \
  if (variable.is_null()) {                                  \
    GTEST_SKIP() << "no conformance data: "                  \
                 << test::conformance_file("url/" name)      \
                 << " (set PAGESCAN_SHARED)";                \
  }

// Parses out of a heap buffer of exactly the input's size, so that
// AddressSanitizer sees the first byte read past it.
Result<Url> parse_exact(const std::string& input, const Url* base = nullptr,
                        const QueryEncoder* encoder = nullptr) {
  const std::unique_ptr<char[]> buffer(new char[input.size()]);
  std::memcpy(buffer.get(), input.data(), input.size());
  return Url::parse(std::string_view(buffer.get(), input.size()), base,
                    encoder);
}

std::string prefixed(char mark, std::optional<std::string_view> part) {
  if (!part || part->empty()) return "";
  return mark + std::string(*part);
}

// The attributes of the URL interface (https://url.spec.whatwg.org/#api).
std::string attribute(const Url& url, const std::string& name) {
  if (name == "href") return url.href();
  if (name == "origin") return url.origin();
  if (name == "protocol") return std::string(url.scheme()) + ":";
  if (name == "username") return std::string(url.username());
  if (name == "password") return std::string(url.password());
  if (name == "host") return std::string(url.host_and_port());
  if (name == "hostname") return std::string(url.host());
  if (name == "port") return url.port() ? std::to_string(*url.port()) : "";
  if (name == "pathname") return std::string(url.path());
  if (name == "search") return prefixed('?', url.query());
  return prefixed('#', url.fragment());
}

constexpr const char* kAttributes[] = {
    "href",     "origin", "protocol", "username", "password", "host",
    "hostname", "port",   "pathname", "search",   "hash"};

void check_case(const Json& test) {
  const std::string input = test["input"];
  SCOPED_TRACE(test.dump());
  Url base;
  if (test["base"].is_string()) {
    const auto parsed = parse_exact(test["base"]);
    ASSERT_TRUE(parsed || test.contains("failure"));
    if (!parsed) return;
    base = *parsed;
  }
  const auto url = parse_exact(input, test["base"].is_null() ? nullptr : &base);
  ASSERT_EQ(url.has_value(), !test.contains("failure"));
  if (!url) {
    EXPECT_EQ(url.error().code, ErrorCode::kInvalidUrl);
    EXPECT_TRUE(is_valid_utf8(url.error().message));
    return;
  }
  for (const char* name : kAttributes) {
    if (!test.contains(name)) continue;
    EXPECT_EQ(attribute(*url, name), test[name].get<std::string>()) << name;
  }
  const auto again = parse_exact(url->href());
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *url);
}

TEST(UrlConformance, UrlTestData) {
  LOAD_OR_SKIP(tests, "urltestdata.json");
  size_t cases = 0;
  for (const Json& test : tests) {
    if (!test.is_object()) continue;
    ++cases;
    check_case(test);
  }
  EXPECT_EQ(cases, 891U);
}

// What fails without a base parses against a base only where it is marked
// "relativeTo", and then against the bases that names.
TEST(UrlConformance, FailuresWithoutBase) {
  LOAD_OR_SKIP(tests, "urltestdata.json");
  const Url opaque = Url::parse("about:blank").value();
  const Url http = Url::parse("http://example.com/a/b?c#d").value();
  const Url https = Url::parse("https://example.com/a/b?c#d").value();
  size_t cases = 0;
  for (const Json& test : tests) {
    if (!test.is_object() || !test.contains("failure")) continue;
    if (!test["base"].is_null()) continue;
    ++cases;
    const std::string input = test["input"];
    const std::string relative_to = test.value("relativeTo", "nothing");
    EXPECT_EQ(parse_exact(input, &opaque).has_value(),
              relative_to == "any-base")
        << test;
    // "https:x" is relative to a base of its own scheme only.
    const Url& base = input.starts_with("https:") ? https : http;
    EXPECT_EQ(parse_exact(input, &base).has_value(), relative_to != "nothing")
        << test;
  }
  EXPECT_GT(cases, 100U);
}

// As the tests' own harness does: a code point that would end the host.
std::string encode_host_end(const std::string& input) {
  std::string out;
  for (const char c : input) {
    const char* hex = c == '/'    ? "%2F"
                      : c == ':'  ? "%3A"
                      : c == '?'  ? "%3F"
                      : c == '#'  ? "%23"
                      : c == '\\' ? "%5C"
                                  : nullptr;
    if (hex != nullptr) {
      out += hex;
    } else {
      out += c;
    }
  }
  return out;
}

// How many of the cases of an IDNA file agree; the rest are named.
size_t count_agreeing(const Json& tests, size_t& cases, std::string& wrong) {
  size_t agreeing = 0;
  for (const Json& test : tests) {
    if (!test.is_object()) continue;
    const std::string input = test["input"];
    if (input.empty()) continue;  // no URL has an empty domain
    ++cases;
    const auto url = parse_exact("https://" + encode_host_end(input) + "/x");
    const bool as_expected =
        test["output"].is_null()
            ? !url.has_value()
            : url && url->host() == test["output"].get<std::string>() &&
                  url->path() == "/x";
    if (as_expected) {
      ++agreeing;
    } else {
      wrong += '\n';
      wrong += test.dump();
      wrong += " gave ";
      wrong += url ? url->href() : url.error().message;
    }
  }
  return agreeing;
}

TEST(UrlConformance, ToAscii) {
  LOAD_OR_SKIP(tests, "toascii.valid.json");
  size_t cases = 0;
  std::string wrong;
  EXPECT_EQ(count_agreeing(tests, cases, wrong), 87U) << wrong;
  EXPECT_EQ(cases, 87U);
}

// ICU 72 knows Unicode 15; idna.cpp brings its mappings up to date. What is
// left are three domains with ideographs that Unicode 17 added; a later
// ICU accepts them.
TEST(UrlConformance, IdnaTestV2) {
  LOAD_OR_SKIP(tests, "IdnaTestV2.valid.json");
  size_t cases = 0;
  std::string wrong;
  EXPECT_GE(count_agreeing(tests, cases, wrong), 2665U) << wrong;
  EXPECT_EQ(cases, 2668U);
}

// Writes "%26%23N%3B" for what the encoding lacks.
void write_reference(const void*, UConverterFromUnicodeArgs* args, const UChar*,
                     int32_t, UChar32 code_point,
                     UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  const std::string text =
      "%26%23" + std::to_string(static_cast<int>(code_point)) + "%3B";
  const std::u16string units(text.begin(), text.end());
  const UChar* begin = units.data();
  ucnv_cbFromUWriteUChars(args, &begin, begin + units.size(), 0, status);
}

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// Where the Encoding Standard's encoders part from ICU's, as far as the tests
// go: what switches states in ISO-2022-JP is refused, the minus sign of the
// Japanese encodings is full-width, gb18030 lacks U+E5E5.
std::u16string prepare_for_icu(const std::string& name, char32_t c) {
  const bool shift = c == 0x0E || c == 0x0F || c == 0x1B;
  if (shift && name == "iso-2022-jp") return u"\uFFFD";
  if (c == 0x2212 && name == "shift_jis") return u"\uFF0D";
  if (c == 0xE5E5 && name == "gb18030") return u"%26%2358853%3B";
  return std::u16string(1, static_cast<char16_t>(c));
}

std::string encode_with_icu(const std::string& name, std::string_view utf8) {
  std::u16string units;
  for (size_t i = 0; i < utf8.size();) {
    const CodePoint c = code_point_at(utf8, i);
    i += c.size;
    units += prepare_for_icu(name, c.value);
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, ConverterCloser> converter(
      ucnv_open(name.c_str(), &status));
  EXPECT_TRUE(U_SUCCESS(status)) << name;
  ucnv_setFromUCallBack(converter.get(), write_reference, nullptr, nullptr,
                        nullptr, &status);
  std::string out(256, '\0');
  const int32_t size = ucnv_fromUChars(
      converter.get(), out.data(), static_cast<int32_t>(out.size()),
      units.data(), static_cast<int32_t>(units.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status)) << name;
  out.resize(static_cast<size_t>(size));
  return out;
}

TEST(UrlConformance, PercentEncoding) {
  LOAD_OR_SKIP(tests, "percent-encoding.json");
  size_t cases = 0;
  for (const Json& test : tests) {
    if (!test.is_object()) continue;
    for (const auto& [name, output] : test["output"].items()) {
      ++cases;
      const std::string encoding = name;
      const QueryEncoder encoder = [&encoding](std::string_view utf8) {
        return encode_with_icu(encoding, utf8);
      };
      const std::string input = test["input"];
      const auto url = parse_exact("https://h/?" + input + "#" + input, nullptr,
                                   encoding == "utf-8" ? nullptr : &encoder);
      ASSERT_TRUE(url);
      EXPECT_EQ(url->query(), output.get<std::string>()) << name << test;
      // Neither the fragment nor a non-special URL's query is so encoded.
      const auto in_utf8 = parse_exact("x://h/?" + input, nullptr, &encoder);
      ASSERT_TRUE(in_utf8);
      EXPECT_EQ(in_utf8->query(), test["output"]["utf-8"].get<std::string>());
    }
  }
  EXPECT_EQ(cases, 16U);
}

}  // namespace
}  // namespace pagescan
