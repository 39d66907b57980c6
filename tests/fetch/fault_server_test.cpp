// Every row of the fault server through the Fetcher, and the table of them in
// docs/faults.md, which is written anew with PAGESCAN_UPDATE_GOLDENS=1.
#include "tests/support/fault_server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "scanner/fetch/fetcher.h"
#include "tests/fetch/fetch_test_util.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {

namespace {

using testing::HasSubstr;

/// What a slow machine may add to a limit; a hang takes longer.
constexpr std::chrono::seconds kMargin{25};

/// libcurl hands content on in pieces of at most this.
constexpr size_t kBufferBytes = size_t{64} << 10;

FetchLimits fetch_limits(const FaultLimits& given) {
  FetchLimits limits;
  limits.total_timeout = given.timeout;
  limits.connect_timeout = given.connect_timeout;
  limits.low_speed_time = given.min_speed_time;
  limits.max_content_bytes = given.max_bytes;
  limits.max_field_bytes = given.max_field_bytes;
  limits.max_field_lines = given.max_fields;
  limits.max_cookies = given.max_cookies;
  limits.max_certificate_names = given.max_certificate_names;
  limits.max_redirects = given.max_redirects;
  limits.max_interim_responses = given.max_interim;
  limits.max_content_codings = given.max_content_codings;
  return limits;
}

Request request_of(const FaultSite& site, const FaultLimits& limits,
                   const TempDir& folder) {
  Request request = request_for(site.url);
  request.limits = fetch_limits(limits);
  request.resolve = site.resolve;
  for (const std::string& range : site.denied) {
    request.address_policy.denied.push_back(*AddressRange::parse(range));
  }
  if (!site.authority.empty()) {
    request.ca_file = folder.write("ca.pem", site.authority).string();
  }
  return request;
}

/// What was cut, as truncated[].what has it, and the note on it.
std::string cut_of(const Response& response, std::string& note) {
  if (response.truncation != Truncation::kNone) {
    note = response.truncation_note;
    return "content";
  }
  if (response.dropped.empty()) return "";
  note = response.dropped.front().detail;
  return response.dropped.front().what;
}

class FaultServerTest : public testing::TestWithParam<Fault> {};

TEST_P(FaultServerTest, GivesTheDocumentedResult) {
  const Fault& fault = GetParam();
  const FaultSite site = fault.start();
  const TempDir folder;
  const Request request = request_of(site, fault.limits, folder);
  const auto start = std::chrono::steady_clock::now();
  const FetchResult result = fetch(request);
  EXPECT_LT(std::chrono::steady_clock::now() - start,
            fault.limits.timeout + kMargin);
  // What only the content tells is for the layers after this one.
  const bool fails_here = fault.error.starts_with("fetch ");
  const std::string error =
      result.error ? "fetch " + std::string(error_name(result.error->code))
                   : std::string();
  EXPECT_EQ(error, fails_here ? fault.error : "") << message_of(result);
  std::string note;
  EXPECT_EQ(cut_of(result.response, note), fault.cut) << note;
  const std::string said = message_of(result) + note;
  EXPECT_THAT(said, HasSubstr(fault.flag));
  // However far it unfolds, no more is read than the limit and a buffer.
  EXPECT_LE(result.response.content.size(), fault.limits.max_bytes);
  for (const Hop& hop : result.response.hops) {
    EXPECT_LT(hop.decoded_bytes, 2 * fault.limits.max_bytes + kBufferBytes);
  }
  // Never a limit without its flag.
  if (fault.flag.empty()) {
    EXPECT_EQ(said.find("the limit with"), std::string::npos) << said;
  }
}

INSTANTIATE_TEST_SUITE_P(All, FaultServerTest, testing::ValuesIn(all_faults()),
                         [](const auto& row) { return test_name(row.param); });

TEST(FaultTableTest, HasManyRowsOfDifferentNames) {
  std::set<std::string> names;
  for (const Fault& fault : all_faults()) {
    EXPECT_TRUE(names.insert(fault.name).second) << fault.name;
  }
  EXPECT_GE(names.size(), 75u);
}

std::string table_row(const Fault& fault) {
  std::string result = "scanned";
  if (!fault.error.empty()) result = fmt::format("`{}`", fault.error);
  if (!fault.cut.empty()) {
    result += fmt::format(", `{}` cut", fault.cut);
  }
  return fmt::format(
      "| {} | {} | {} | {} | {} |\n", fault.name, fault.behaviour, result,
      fault.exit_status(),
      fault.flag.empty() ? std::string() : fmt::format("`{}`", fault.flag));
}

std::string table_of(const std::vector<Fault>& faults) {
  std::string table =
      "| Fault | What the server does | What pagescan says | Exit | Flag |\n"
      "|---|---|---|---|---|\n";
  for (const Fault& fault : faults) table += table_row(fault);
  return table;
}

std::string faults_document() {
  return "# Faults\n\n"
         "What pagescan makes of servers that are hostile or broken. Each row "
         "is a behaviour\nof the test suite's fault server, tried with every "
         "build; this page is written\nfrom its table.\n\n"
         "What pagescan says is the `stage` and `code` of an entry of the "
         "report's\n`errors[]`, or that the page was scanned, and then what "
         "`truncated[]` names as\ncut. The flag is that of the limit or the "
         "rule that was reached, and the message\nnames it; where there is "
         "none, no flag changes the result. `--timeout` ends every\nscan that "
         "nothing else ends.\n\n"
         "## Connections, status lines, fields\n\n" +
         table_of(connection_faults()) + "\n## Content\n\n" +
         table_of(content_faults()) + "\n## Redirects\n\n" +
         table_of(redirect_faults()) + "\n## TLS\n\n" + table_of(tls_faults()) +
         "\nBounds no flag changes are those of libcurl (300 KiB of fields of "
         "one hop, 100\nKiB of one field line, 5 codings) and of URLs (64 "
         "KiB). The content of a redirect\nis read to 64 KiB and never kept.\n";
}

TEST(FaultTableTest, IsInTheDocuments) {
  const std::string path = PAGESCAN_SOURCE_DIR "/docs/faults.md";
  const char* const update = std::getenv("PAGESCAN_UPDATE_GOLDENS");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(path, std::ios::binary) << faults_document();
  }
  std::ifstream file(path, std::ios::binary);
  const std::string written{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(written, faults_document())
      << "if the change is meant: PAGESCAN_UPDATE_GOLDENS=1 build/fetch_test";
}

}  // namespace
}  // namespace pagescan::test
