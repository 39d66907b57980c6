// No secret is left in any format: every string of a full result is filled with
// secrets, redacted and written. That every string was filled is checked in the
// JSON report, so a string added later can't be forgotten.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "report/reporter.h"
#include "scanner/run/redact.h"
#include "scanner/run/result_strings.h"
#include "tests/report/rich_result.h"

namespace pagescan {
namespace {

using nlohmann::json;

// Occurs in no report but where it is put.
constexpr char kMark[] = "hunter";
constexpr char kSecretUrl[] =
    "https://hunterUSER:hunterPASS@files.example/a?token=hunterTOK&page=2"
    "&next=https%3A%2F%2FhunterU2%3AhunterP2%40h%2F%3Fsig%3DhunterSIG"
    "#access_token=hunterFRAG";

std::string report_of(const ScanResult& result, const Reporter& reporter) {
  return write_report(reporter, {all_sections()}, result);
}

json json_of(const ScanResult& result) {
  return json::parse(report_of(result, *find_reporter("json")));
}

// Strings pagescan chose itself; places as in "/forms/controls/type".
const std::set<std::string>& own_places() {
  static const std::set<std::string> kPlaces = {
      "/task/time",
      "/page/ip",
      "/page/charset",
      "/page/sha256",
      "/redirects/protocol",
      "/redirects/ip",
      "/redirects/tls/version",
      "/redirects/tls/cipher",
      "/redirects/tls/verify_error",
      "/redirects/tls/certificate/valid_from",
      "/redirects/tls/certificate/valid_to",
      "/redirects/tls/certificate/serial",
      "/redirects/tls/certificate/sha256",
      "/response/protocol",
      "/response/ip",
      "/tls/version",
      "/tls/cipher",
      "/tls/certificate/valid_from",
      "/tls/certificate/valid_to",
      "/tls/certificate/serial",
      "/tls/certificate/sha256",
      "/cookies/same_site",
      "/expectations/what",
      "/decoding/charset",
      "/decoding/source",
      "/decoding/override",
      "/decoding/bom",
      "/decoding/content_type",
      "/decoding/meta",
      "/forms/method",
      "/forms/enctype",
      "/forms/entries/type",
      "/forms/signals/csrf_token/how",
      "/forms/signals/sensitive_combination/kind",
      "/forms/signals/autocomplete_misuse/fault",
      "/form_signals/captchas/place",
      "/form_signals/captchas/nearness",
      "/form_signals/payments/place",
      "/form_signals/payments/nearness",
      "/form_signals/login_providers/place",
      "/form_signals/login_providers/nearness",
      "/forms/submissions/method",
      "/forms/submissions/enctype",
      "/forms/submissions/relation",
      "/forms/submissions/entries/type",
      "/forms/controls/element",
      "/forms/controls/type",
      "/forms/controls/purpose/type",
      "/forms/controls/purpose/reasons",
      "/forms/purpose/type",
      "/forms/purpose/reasons",
      "/controls/element",
      "/controls/type",
      "/links/element",
      "/links/kind",
      "/scripts/type",
      "/scripts/sha256",
      "/scripts/masked_sha256",
      "/data_blocks/sha256",
      "/data_blocks/masked_sha256",
      "/event_handlers/sha256",
      "/resources/kind",
      "/resources/element",
      "/resources/srcdoc_sha256",
      "/observatory/grade",
      "/observatory/tests/name",
      "/observatory/tests/result",
      "/observatory/not_tested",
      "/findings/rule",
      "/findings/name",
      "/findings/level",
      "/findings/confidence",
      "/findings/evidence/place",
      "/findings/fingerprint",
      "/findings/baseline",
      "/truncated/what",
      "/errors/stage",
      "/errors/code",
  };
  return kPlaces;
}

struct Leaf {
  std::string place;
  std::string text;
};

// Every string in a report with its place, array indexes and the templates'
// own prefix left out.
std::vector<Leaf> string_leaves(const json& report) {
  std::vector<Leaf> leaves;
  std::vector<std::pair<std::string, const json*>> open = {{"", &report}};
  while (!open.empty()) {
    const auto [place, value] = open.back();
    open.pop_back();
    if (value->is_string()) {
      leaves.push_back({place, value->get<std::string>()});
    } else if (value->is_array()) {
      for (const json& item : *value) open.emplace_back(place, &item);
    } else if (value->is_object()) {
      for (const auto& [key, item] : value->items()) {
        open.emplace_back(key == "templates" ? place : place + '/' + key,
                          &item);
      }
    }
  }
  return leaves;
}

// rich_result() with this in every string that is not pagescan's own.
ScanResult filled_with(const std::string& text) {
  ScanResult result = rich_result();
  visit_strings(result,
                [&text](std::string& s, TextKind /*kind*/) { s = text; });
  return result;
}

TEST(RedactReportTest, EveryStringCanBeFilled) {
  size_t filled = 0;
  for (const Leaf& leaf : string_leaves(json_of(filled_with(kSecretUrl)))) {
    if (own_places().contains(leaf.place)) {
      EXPECT_EQ(leaf.text.find(kMark), std::string::npos) << leaf.place;
    } else {
      EXPECT_NE(leaf.text.find(kMark), std::string::npos)
          << leaf.place << " is no string visit_strings() knows: " << leaf.text;
      ++filled;
    }
  }
  EXPECT_GT(filled, 200u);
}

void expect_no_secret(const ScanResult& redacted) {
  for (const Reporter& reporter : all_reporters()) {
    const std::string report = report_of(redacted, reporter);
    const size_t at = report.find(kMark);
    EXPECT_EQ(at, std::string::npos)
        << reporter.name << ": "
        << report.substr(at < 60 ? 0 : at - 60,
                         at == std::string::npos ? 0 : 160);
    EXPECT_NE(report.find("REDACTED"), std::string::npos) << reporter.name;
  }
}

// The target has no secret: each is found by where it stands.
TEST(RedactReportTest, NoUrlInAnyStringKeepsItsSecrets) {
  ScanResult result = filled_with(kSecretUrl);
  result.task.url = "https://example.com/";
  result.response->submitted_url = "https://example.com/";
  expect_no_secret(Redactor({}).redact(std::move(result)));
}

TEST(RedactReportTest, UrlsInTextKeepWhatStandsAroundThem) {
  ScanResult result = filled_with("see " + std::string(kSecretUrl) + " here");
  result.task.url = "https://example.com/";
  result.response->submitted_url = "https://example.com/";
  const ScanResult redacted = Redactor({}).redact(std::move(result));
  expect_no_secret(redacted);
  EXPECT_EQ(redacted.facts->text.text,
            "see https://REDACTED:REDACTED@files.example/a?token=REDACTED"
            "&page=2&next=https%3A%2F%2FREDACTED%3AREDACTED%40h%2F%3Fsig%3D"
            "REDACTED#access_token=REDACTED here");
}

// No place gives these away: they are what the target's URL holds.
TEST(RedactReportTest, NoStringKeepsASecretOfTheTarget) {
  ScanResult result = filled_with("a hunterPASS, HUNTERTOK! hunterSIG");
  result.task.url = kSecretUrl;
  expect_no_secret(Redactor({}).redact(std::move(result)));
}

TEST(RedactReportTest, NoStringKeepsASecretOfAFlag) {
  ScanResult result = filled_with(
      "a hunterPASS, hunterBEARER, hunterCOOKIE, hunterPROXY hunterKEY");
  result.task.url = "https://example.com/";
  expect_no_secret(
      Redactor({{kSecretUrl, "hunterU:hunterPROXY@proxy.example:8080"},
                {{"Authorization", "Bearer hunterBEARER"},
                 {"Cookie", "a=1; b=hunterCOOKIE"},
                 {"X-Api-Key", "hunterKEY"}}})
          .redact(std::move(result)));
}

// Masked, a report is still one that the schema describes.
TEST(RedactReportTest, LeavesWhatPagescanChose) {
  const json before = json_of(rich_result());
  const json after = json_of(Redactor({}).redact(rich_result()));
  for (const char* place : {"/page/sha256", "/page/domain", "/tls/certificate",
                            "/links", "/stats", "/decoding", "/scripts"}) {
    const json::json_pointer pointer(place);
    EXPECT_EQ(after.at(pointer), before.at(pointer)) << place;
  }
}

}  // namespace
}  // namespace pagescan
