// Reports that are none: each kind of wrongness, with what is said about it.
#include "report/json_reader.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "report/reporter.h"
#include "scanner/base/utf8.h"
#include "tests/report/rich_result.h"

namespace pagescan {
namespace {

using nlohmann::ordered_json;
using namespace std::string_view_literals;

constexpr std::string_view kScanAgain =
    "; scan the page again with --format json";
constexpr std::string_view kRestore =
    "; the file is damaged or is no report: scan the page again with --format "
    "json";
constexpr std::string_view kOtherVersion =
    "; read it with the pagescan that wrote it, or scan the page again with "
    "--format json";

std::string json_of(const ScanResult& result) {
  return write_report(*find_reporter("json"), {}, result);
}

// The message, "" for a report that is read.
std::string complaint(std::string_view json, const ReadLimits& limits = {}) {
  // An exact-size copy, so that a sanitizer sees every byte read past it.
  const std::vector<char> bytes(json.begin(), json.end());
  const Result<ScanResult> result =
      read_json_report({bytes.data(), bytes.size()}, limits);
  if (result) return "";
  EXPECT_EQ(result.error().code, ErrorCode::kReportUnreadable);
  EXPECT_TRUE(is_valid_utf8(result.error().message));
  return result.error().message;
}

// "/a/b", "c" of "/a/b/c".
ordered_json& parent_of(ordered_json& report, std::string_view pointer,
                        std::string& key) {
  const size_t slash = pointer.rfind('/');
  key = pointer.substr(slash + 1);
  return report.at(
      ordered_json::json_pointer(std::string(pointer.substr(0, slash))));
}

struct WrongValue {
  const char* pointer;
  ordered_json value;
  std::string_view what;  // between the pointer and the advice
  std::string_view advice = kScanAgain;
};

const std::vector<WrongValue>& wrong_values() {
  static const std::vector<WrongValue> kCases = {
      // Another type.
      {"/schema_version", "1",
       "an integer of 64 bits expected, a string found"},
      {"/task", nullptr, "an object expected, null found"},
      {"/task/url", 1, "a string expected, a number found"},
      {"/task/time", true, "a string expected, a boolean found"},
      {"/task/address", nullptr, "a string expected, null found"},
      {"/task/attempts", "2",
       "an integer from 0 to 4294967295 expected, a string found"},
      {"/expectations/0/met", 1, "true or false expected, a number found"},
      {"/page", ordered_json::array(), "an object expected, an array found"},
      {"/page/url", false, "a string expected, a boolean found"},
      {"/page/port", "80",
       "an integer from 0 to 65535 expected, a string found"},
      {"/page/title", 7, "a string expected, a number found"},
      {"/page/size", nullptr,
       "an integer from 0 to 18446744073709551615 expected, null found"},
      {"/redirects", ordered_json::object(),
       "an array expected, an object found"},
      {"/redirects/0", "hop", "an object expected, a string found"},
      {"/redirects/0/fields/0/value", ordered_json::array(),
       "a string expected, an array found"},
      {"/redirects/0/malformed_fields/0", 1,
       "a string expected, a number found"},
      {"/redirects/0/tls", nullptr, "an object expected, null found"},
      {"/response", "none", "an object expected, a string found"},
      {"/response/location", nullptr, "a string expected, null found"},
      {"/tls/verified", 1, "true or false expected, a number found"},
      {"/timing/dns_ms", "0", "a number expected, a string found"},
      {"/timing/hops/1", 0, "an object expected, a number found"},
      {"/cookies/0/max_age", "1",
       "an integer of 64 bits expected, a string found"},
      {"/decoding", nullptr, "an object expected, null found"},
      {"/forms/0/action", 1, "a string expected, a number found"},
      {"/forms/1/controls", nullptr, "an array expected, null found"},
      {"/forms/0/controls/0/type", 3, "a string expected, a number found"},
      {"/forms/0/controls/0/required", "yes",
       "true or false expected, a string found"},
      {"/forms/0/controls/1/options/1/label", nullptr,
       "a string expected, null found"},
      {"/forms/0/entries/1/masked", 1,
       "true or false expected, a number found"},
      {"/forms/0/submissions/0/submitters/0", -1,
       "an integer of 0 or more expected"},
      {"/forms/0/submissions/0/submitters",
       {2, 3},
       "the control named is no submitter"},
      {"/forms/0/submissions/0/submitters",
       {0},
       "the control named is no submitter"},
      {"/forms/0/controls/0/labels", "none",
       "an object expected, a string found"},
      {"/controls/0/url", 1, "a string expected, a number found"},
      {"/links/3/position/line", nullptr,
       "an integer from 0 to 4294967295 expected, null found"},
      {"/templates/scripts/0/async", 1,
       "true or false expected, a number found"},
      {"/templates/resources/0/src", nullptr, "a string expected, null found"},
      {"/metadata/open_graph/0/property", 1,
       "a string expected, a number found"},
      {"/metadata/content_security_policies/0", nullptr,
       "a string expected, null found"},
      {"/stats/links", "10",
       "an integer from 0 to 18446744073709551615 expected, a string found"},
      {"/stats/links_by_kind", 1, "an object expected, a number found"},
      {"/text", nullptr, "a string expected, null found"},
      {"/truncated/0", nullptr, "an object expected, null found"},
      // Numbers out of range.
      {"/page/port", 65536, "an integer from 0 to 65535 expected"},
      {"/page/status", 1000, "an integer from 0 to 999 expected"},
      {"/page/status", -1, "an integer from 0 to 999 expected"},
      {"/page/size", 1.5, "an integer from 0 to 18446744073709551615 expected"},
      {"/page/size", 1e300,
       "an integer from 0 to 18446744073709551615 expected"},
      {"/response/interim_responses", 4294967296,
       "an integer from 0 to 4294967295 expected"},
      {"/links/0/position/column", 4294967296,
       "an integer from 0 to 4294967295 expected"},
      {"/metadata/refresh/delay", -5,
       "an integer from 0 to 4294967295 expected"},
      {"/cookies/0/max_age", 9223372036854775808u,
       "an integer of 64 bits expected"},
      {"/timing/total_ms", -0.5, "out of range, 0 to 1000000000 expected"},
      {"/timing/hops/0/tls_ms", 1e10, "out of range, 0 to 1000000000 expected"},
      // Names nobody knows.
      {"/links/0/kind", "elsewhere",
       "\"elsewhere\" is no name this version knows", kOtherVersion},
      {"/links/0/kind", "", "\"\" is no name this version knows",
       kOtherVersion},
      {"/scripts/0/type", "data", "\"data\" is no name this version knows",
       kOtherVersion},
      {"/errors/0/stage", "\x1B[2J",
       "\"\\u{1B}[2J\" is no name this version knows", kOtherVersion},
      {"/errors/0/code", std::string(41, 'x'),
       "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\" is no name this version "
       "knows",
       kOtherVersion},
      {"/cookies/0/same_site", "lax", "\"lax\" is no name this version knows",
       kOtherVersion},
      {"/decoding/charset", "utf-8", "\"utf-8\" is no name this version knows",
       kOtherVersion},
      {"/decoding/source", "guess", "\"guess\" is no name this version knows",
       kOtherVersion},
      {"/decoding/meta", "UTF-9", "\"UTF-9\" is no name this version knows",
       kOtherVersion},
      // Other versions.
      {"/schema_version", 2, "2 is not 1, the version this pagescan reads",
       "; read it with the pagescan that wrote it, or scan the page again"},
      {"/schema_version", -1, "-1 is not 1, the version this pagescan reads",
       "; read it with the pagescan that wrote it, or scan the page again"},
      // Parts that contradict each other.
      {"/response", nullptr, "null after redirects"},
      {"/timing", nullptr, "null beside a response"},
      {"/timing/hops", ordered_json::array(),
       "0 hops, but 2 among redirects and response"},
      {"/cookies/1/hop", 2, "there are only 2 hops"},
      {"/resources/0/poster", "p.png", "a second address of one resource"},
      {"/resources/1/url", "https://example.com/",
       "the attribute it stands in is missing"},
  };
  return kCases;
}

TEST(JsonReaderTest, SaysWhatIsWrongAndWhere) {
  const ordered_json report = ordered_json::parse(json_of(rich_result()));
  for (const WrongValue& c : wrong_values()) {
    ordered_json changed = report;
    std::string key;
    ordered_json& parent = parent_of(changed, c.pointer, key);
    if (parent.is_array()) {
      parent.at(std::stoul(key)) = c.value;
    } else {
      parent[key] = c.value;
    }
    // What one part says of another may be found in another place.
    const std::string pointer =
        c.pointer == "/timing/hops"sv ? "/timing" : c.pointer;
    std::string expected = pointer + ": ";
    expected.append(c.what).append(c.advice);
    EXPECT_EQ(complaint(changed.dump()), expected);
  }
}

TEST(JsonReaderTest, TakesOnlyTimesThatAre) {
  const ordered_json report = ordered_json::parse(json_of(rich_result()));
  const std::vector<std::string> wrong = {
      "",
      "yesterday",
      "2026-09-18",
      "2026-09-18T12:34:56Z",
      "2026-09-18T12:34:56.7890Z",
      "2026-09-18t12:34:56.789z",
      "2026-09-18T12:34:56.789+",
      "2026-09-18 12:34:56.789Z",
      "2026-13-18T12:34:56.789Z",
      "2026-00-18T12:34:56.789Z",
      "2026-02-29T12:34:56.789Z",
      "2026-09-31T12:34:56.789Z",
      "2026-09-18T24:00:00.000Z",
      "2026-09-18T12:60:00.000Z",
      "2026-09-18T12:34:60.000Z",
      "1677-12-31T23:59:59.999Z",
      "2262-01-01T00:00:00.000Z",
      "-026-09-18T12:34:56.789Z",
      "2026-09-18T12:34:56.7 9Z",
  };
  for (const std::string& time : wrong) {
    ordered_json changed = report;
    changed["task"]["time"] = time;
    EXPECT_EQ(complaint(changed.dump()),
              "/task/time: a time such as 2026-09-18T12:34:56.789Z expected" +
                  std::string(kScanAgain))
        << time;
  }
}

// Each key that the schema requires of the object at the pointer.
struct RequiredKeys {
  const char* object;
  std::vector<const char*> keys;
};

TEST(JsonReaderTest, MissesWhatIsRequired) {
  const std::vector<RequiredKeys> cases = {
      {"", {"schema_version", "task",           "page",
            "redirects",      "response",       "tls",
            "timing",         "cookies",        "forms",
            "controls",       "links",          "scripts",
            "data_blocks",    "event_handlers", "javascript_urls",
            "resources",      "templates",      "metadata",
            "stats",          "text",           "truncated",
            "errors"}},
      {"/task", {"url", "time"}},
      {"/expectations/0", {"what", "expected", "actual", "met"}},
      {"/page",
       {"url", "domain", "apex_domain", "ip", "port", "status", "mime_type",
        "title", "language", "charset", "size", "sha256"}},
      {"/redirects/0",
       {"url", "status", "reason", "protocol", "ip", "port", "fields",
        "content_codings", "wire_bytes", "decoded_bytes", "location_url"}},
      {"/response/fields/0", {"name", "value"}},
      {"/tls", {"version", "cipher", "verified"}},
      {"/tls/certificate",
       {"subject", "issuer", "valid_from", "valid_to",
        "subject_alternative_names", "subject_alternative_name_count", "serial",
        "sha256"}},
      {"/timing", {"dns_ms", "hops"}},
      {"/timing/hops/0",
       {"dns_ms", "connect_ms", "tls_ms", "first_byte_ms", "total_ms"}},
      {"/cookies/0",
       {"name", "value", "domain", "path", "host_only", "secure", "http_only",
        "partitioned", "same_site", "hop"}},
      {"/decoding", {"charset", "source", "replaced"}},
      {"/forms/0",
       {"heading", "method", "action", "url", "enctype", "controls", "entries",
        "submissions", "html", "position"}},
      {"/forms/0/controls/1",
       {"element", "type", "name", "label", "labels", "options", "position"}},
      {"/forms/0/controls/1/options/0", {"value", "label"}},
      {"/forms/0/entries/0", {"name", "type", "value"}},
      {"/forms/0/submissions/0",
       {"submitters", "method", "url", "scheme", "relation"}},
      {"/controls/0", {"url"}},
      {"/links/0", {"element", "href", "url", "kind", "text", "position"}},
      {"/links/0/position", {"line", "column"}},
      {"/scripts/0", {"type", "url", "position"}},
      {"/scripts/1", {"size", "sha256", "first_line"}},
      {"/data_blocks/0", {"type", "size", "sha256", "position"}},
      {"/event_handlers/0",
       {"element", "attribute", "value", "sha256", "position"}},
      {"/javascript_urls/0", {"element", "attribute", "value", "position"}},
      {"/resources/0", {"kind", "element", "url", "position"}},
      {"/templates", {"forms", "resources"}},
      {"/metadata",
       {"open_graph", "twitter", "icons", "feeds", "content_security_policies",
        "comments"}},
      {"/metadata/base", {"href", "url"}},
      {"/metadata/icons/0", {"href", "url"}},
      {"/metadata/open_graph/0", {"property", "content"}},
      {"/metadata/refresh", {"delay", "content", "url"}},
      {"/stats", {"forms", "controls", "resources_by_kind", "text_bytes"}},
      {"/truncated/0", {"what", "limit", "detail"}},
      {"/errors/0", {"stage", "code", "message"}},
  };
  const ordered_json report = ordered_json::parse(json_of(rich_result()));
  for (const RequiredKeys& c : cases) {
    for (const char* key : c.keys) {
      ordered_json changed = report;
      const size_t erased =
          changed.at(ordered_json::json_pointer(c.object)).erase(key);
      ASSERT_EQ(erased, 1u) << c.object << "/" << key;
      EXPECT_EQ(complaint(changed.dump()), std::string(c.object) + "/" + key +
                                               ": missing" +
                                               std::string(kScanAgain));
    }
  }
}

struct WrongText {
  const char* what;
  std::string json;
  std::string expected;
};

std::string restore(std::string_view where_and_what) {
  return std::string(where_and_what).append(kRestore);
}

TEST(JsonReaderTest, SaysWhereTextIsNoJson) {
  const std::string report = json_of(failed_result());
  const std::string end = std::to_string(report.size());
  const std::vector<WrongText> cases = {
      {"nothing", "", restore("byte 0: The document is empty")},
      {"white space", " \n", restore("byte 2: The document is empty")},
      {"a word", "report", restore("byte 0: Invalid value")},
      {"HTML", "<!DOCTYPE html>", restore("byte 0: Invalid value")},
      {"a byte order mark", "\uFEFF{}", restore("byte 0: Invalid value")},
      {"a number", "1",
       "the document: an object expected, a number found" +
           std::string(kScanAgain)},
      {"an array", "[]",
       "the document: an object expected, an array found" +
           std::string(kScanAgain)},
      {"an empty object", "{}",
       "/schema_version: missing" + std::string(kScanAgain)},
      {"cut short", "{\"schema_version\":1,\"ta",
       restore("byte 23: Missing a closing quotation mark in string")},
      {"cut between", "{\"schema_version\":1",
       restore("byte 19: Missing a comma or '}' after an object member")},
      {"a comma too many", "{\"schema_version\":1,}",
       restore("byte 20: Missing a name for object member")},
      {"single quotes", "{'a':1}",
       restore("byte 1: Missing a name for object member")},
      {"a comment", "/**/{}", restore("byte 0: Invalid value")},
      {"a NUL after it", report + '\0',
       "byte " + end +
           ": more follows the report; give one report at a time, one line of "
           "NDJSON"},
      {"a NUL and more", report + std::string("\0{}", 3),
       "byte " + end +
           ": more follows the report; give one report at a time, one line of "
           "NDJSON"},
      {"two reports", report + report,
       "byte " + end +
           ": more follows the report; give one report at a time, one line of "
           "NDJSON"},
      {"a NUL inside", std::string("{\"a\0\":1}", 8),
       restore("byte 3: Missing a closing quotation mark in string")},
      {"a line break inside", "{\"a\n\":1}",
       restore("byte 3: Invalid escape character in string")},
      {"a bad escape", "{\"\\x\":1}",
       restore("byte 2: Invalid escape character in string")},
      {"half a surrogate pair", "{\"\\ud800\":1}",
       restore("byte 2: The surrogate pair in string is invalid")},
      {"a number too big", "{\"a\":1e999}",
       restore("byte 5: Number too big to be stored in double")},
      {"NaN", "{\"a\":NaN}", restore("byte 5: Invalid value")},
      {"a leading zero", "{\"a\":01}",
       restore("byte 6: Missing a comma or '}' after an object member")},
      {"a lone byte", "{\"a\":\"\x9B\"}", restore("byte 6: not UTF-8")},
      {"a replacement character before", "{\"\uFFFD\":\"\xC3\"}",
       restore("byte 8: not UTF-8")},
      {"overlong", "{\"\xC0\x80\":1}", restore("byte 2: not UTF-8")},
      {"a surrogate in UTF-8", "{\"\xED\xA0\x80\":1}",
       restore("byte 2: not UTF-8")},
  };
  for (const WrongText& c : cases) {
    EXPECT_EQ(complaint(c.json), c.expected) << c.what;
  }
}

// The parser takes a lone second half of a surrogate pair.
TEST(JsonReaderTest, RefusesLoneSurrogates) {
  std::string json = json_of(failed_result());
  const std::string_view text = "\"text\":\"\"";
  json.replace(json.find(text), text.size(), R"("text":"\udc00")");
  EXPECT_EQ(complaint(json), "/text: a lone surrogate is no character" +
                                 std::string(kScanAgain));
}

TEST(JsonReaderTest, RefusesKeysThatStandTwice) {
  std::string json = json_of(failed_result());
  json.insert(1, "\"schema_version\":1,");
  EXPECT_EQ(complaint(json), "/schema_version: the key stands here twice" +
                                 std::string(kScanAgain));
  json = json_of(rich_result());
  json.insert(json.find("\"href\""), "\"kind\":\"data\",");
  EXPECT_EQ(complaint(json), "/links/0/kind: the key stands here twice" +
                                 std::string(kScanAgain));
}

TEST(JsonReaderTest, PassesOverUnknownKeys) {
  const std::string written = json_of(rich_result());
  ordered_json report = ordered_json::parse(written);
  const ordered_json news = {{"new", {1, "two", {{"three", nullptr}}}}};
  for (const char* object :
       {"", "/task", "/page", "/redirects/0", "/response", "/tls", "/timing",
        "/cookies/0", "/decoding", "/forms/0", "/forms/0/controls/0",
        "/links/0", "/scripts/0", "/resources/0", "/metadata", "/stats",
        "/templates", "/truncated/0", "/errors/0"}) {
    report.at(ordered_json::json_pointer(object))["unheard_of"] = news;
  }
  const Result<ScanResult> read = read_json_report(report.dump());
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(json_of(*read), written);
}

TEST(JsonReaderTest, TakesWhiteSpaceAround) {
  EXPECT_EQ(complaint(" \t\r\n" + json_of(rich_result()) + "\n \r\n\t"), "");
}

std::string repeated(std::string_view text, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(JsonReaderTest, StopsAtItsLimits) {
  const std::string report = json_of(rich_result());
  const size_t size = report.size();
  EXPECT_EQ(complaint(report, {.max_bytes = size}), "");
  EXPECT_EQ(complaint(report, {.max_bytes = size - 1}),
            "the report has " + std::to_string(size) +
                " bytes, more than the " + std::to_string(size - 1) +
                " that are read; scan the page with a lower --max-items");
  EXPECT_EQ(complaint("[1,2,3]", {.max_values = 3}),
            restore("byte 6: more than 3 values"));
  EXPECT_EQ(complaint("{\"a\":1}", {.max_values = 2}),
            restore("byte 6: more than 2 values"));
  EXPECT_EQ(complaint(report, {.max_depth = 8}), "");
  EXPECT_NE(complaint(report, {.max_depth = 7}), "");
  EXPECT_EQ(complaint(repeated("[", 33)),
            restore("byte 32: nested more than 32 deep"));
  EXPECT_EQ(complaint(repeated("{\"a\":", 33)),
            restore("byte 160: nested more than 32 deep"));
}

// What deep or wide input may do to a parser, at sizes where it would show.
TEST(JsonReaderTest, IsNotImpressedBySize) {
  constexpr size_t kMany = size_t{1} << 20;
  const std::vector<std::string> hostile = {
      repeated("[", kMany),
      repeated("{\"a\":", kMany),
      repeated("[{\"a\":", kMany),
      "[" + repeated("0,", kMany) + "0]",
      "{" + repeated("\"schema_version\":1,", kMany / 8) + "\"a\":0}",
      "{\"" + std::string(kMany, 'a') + "\":1}",
      "{\"a\":" + std::string(kMany, '9') + "}",
      "{\"a\":0." + std::string(kMany, '1') + "}",
      "{\"a\":1e-" + std::string(kMany, '9') + "}",
  };
  for (const std::string& json : hostile) {
    EXPECT_NE(complaint(json), "") << json.substr(0, 20);
  }
}

// A list is as long as what stands in it, whatever its length promises.
TEST(JsonReaderTest, ReservesNothingForItemsThatAreNone) {
  std::string json = json_of(failed_result());
  const std::string_view forms = "\"forms\":[]";
  const std::string many = "\"forms\":[" + repeated("0,", 1 << 20) + "0]";
  json.replace(json.find(forms), forms.size(), many);
  EXPECT_EQ(complaint(json), "/forms/0: an object expected, a number found" +
                                 std::string(kScanAgain));
}

TEST(JsonReaderTest, KnowsMoreThanFortyKindsOfWrong) {
  EXPECT_GE(wrong_values().size(), 40u);
}

}  // namespace
}  // namespace pagescan
