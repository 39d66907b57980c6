#include "tests/report/format_case.h"

#include <algorithm>
#include <utility>

namespace pagescan::test {
namespace {

RuleSet make_rules() {
  Rule page;
  page.info = {"F02",
               "form-downgrade",
               Level::kError,
               RuleConfidence::kHigh,
               true,
               "A form of a page over https submits over http.",
               "Whoever is on the way reads it.",
               "Let the form submit to an https address.",
               {"CWE-319", "ZAP-10042"}};
  Rule response;
  response.info = {"X01",
                   "no-field",
                   Level::kNote,
                   RuleConfidence::kLow,
                   true,
                   "A field is not there.",
                   "Browsers then guess.",
                   "Send it.",
                   {"OBSERVATORY-x"}};
  response.subject = RuleSubject::kResponse;
  return {page, response};
}

}  // namespace

const RuleSet& format_rules() {
  static const RuleSet kRules = make_rules();
  return kRules;
}

Finding finding_of(const std::string& message, const std::string& fingerprint) {
  Finding finding;
  finding.rule = "F02";
  finding.name = "form-downgrade";
  finding.message = message;
  finding.evidence.position = {3, 7, 40};
  finding.evidence.text = "<form>";
  finding.fingerprint = fingerprint;
  return finding;
}

ScanResult page_with(const std::string& url, std::vector<Finding> findings) {
  ScanResult result;
  result.task.url = url;
  result.task.list = "lists/urls.txt";
  result.task.line = 4;
  result.page.url = url;
  Hop hop;
  hop.url = url;
  hop.status = 200;
  hop.protocol = "HTTP/1.1";
  hop.remote_ip = "192.0.2.7";
  hop.remote_port = 443;
  Response response;
  response.submitted_url = url;
  response.final_url = url;
  response.hops = {hop};
  result.response = std::move(response);
  result.facts.emplace();
  result.findings = std::move(findings);
  return result;
}

std::string report_in(std::string_view format,
                      const std::vector<ScanResult>& results) {
  ReportOptions options{all_sections()};
  options.rules = &format_rules();
  const auto stream = find_reporter(format)->open(options);
  std::string out;
  stream->begin(out);
  for (const ScanResult& result : results) stream->add(result, out);
  stream->end(out);
  return out;
}

std::vector<std::vector<std::string>> read_csv(std::string_view csv) {
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> record;
  for (size_t i = 0; i < csv.size();) {
    if (csv[i] != '"') return {};
    std::string field;
    for (++i; i < csv.size(); ++i) {
      if (csv[i] == '"' && !csv.substr(i + 1).starts_with('"')) break;
      if (csv[i] == '"') ++i;
      field += csv[i];
    }
    record.push_back(field);
    const std::string_view rest = csv.substr(std::min(i + 1, csv.size()));
    if (rest.starts_with("\r\n")) {
      records.push_back(std::exchange(record, {}));
      i += 3;
    } else if (rest.starts_with(',')) {
      i += 2;
    } else {
      return {};
    }
  }
  return record.empty() ? records : std::vector<std::vector<std::string>>();
}

}  // namespace pagescan::test
