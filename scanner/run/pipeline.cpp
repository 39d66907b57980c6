#include "scanner/run/pipeline.h"

#include <fmt/format.h>

#include <istream>
#include <utility>

#include "scanner/base/sha256.h"
#include "scanner/run/read_content.h"
#include "scanner/url/site.h"

namespace pagescan {
namespace {

void add_error(ScanResult& result, Stage stage, Error error) {
  result.errors.push_back({stage, std::move(error)});
}

void describe_url(const std::optional<Url>& url, PageSummary& page) {
  if (!url) return;
  page.url = url->href();
  page.domain = url->host();
  page.apex_domain = registrable_domain(*url);
  page.unicode_domain = unicode_form_of_host(url->host());
}

// Asks the rules; `page` is null where there is no HTML to judge.
void judge_result(const std::optional<Url>& url, const Page* page,
                  const ScanOptions& options, ScanResult& result) {
  if (!options.rules) return;
  const RuleBook& book = *options.rules;
  RuleInput input{result.response ? &*result.response : nullptr, page, url,
                  book.parameters, result.task.time};
  input.inventory = options.inventory.get();
  if (options.script_source) input.scripts = options.script_source(input);
  Judgement judgement = judge(book.rules, input, book.limits);
  result.findings = std::move(judgement.findings);
  result.observatory = observatory_grade(input);
  suppress(book.suppressions,
           url ? url->href_without_fragment() : std::string(), result.task.url,
           result.findings);
  if (options.baseline) compare_with(*options.baseline, result);
  result.truncated.insert(result.truncated.end(), judgement.truncated.begin(),
                          judgement.truncated.end());
}

// Decode, parse and passes over content that was retrieved, then the rules.
void analyse(const PageSource& source, const ScanOptions& options,
             ScanResult& result) {
  Result<Page> page = build_page(source, options.page_limits);
  if (!page) {
    add_error(result, Stage::kParse, std::move(page).error());
    judge_result(source.url, nullptr, options, result);
    return;
  }
  result.encoding = page->encoding;
  result.replaced = page->replaced;
  result.truncated.insert(result.truncated.end(), page->truncated.begin(),
                          page->truncated.end());
  const auto& notes = page->facts.truncated;
  result.truncated.insert(result.truncated.end(), notes.begin(), notes.end());
  judge_result(source.url, &*page, options, result);
  result.facts = std::move(page->facts);
}

// Says why content is not analysed, or nothing if it can be.
std::optional<Error> why_not_html(std::string_view content,
                                  std::string_view mime_type) {
  if (content.empty()) {
    return Error{ErrorCode::kEmptyBody,
                 "there is no content: nothing to analyse"};
  }
  if (!is_html_type(mime_type)) {
    return Error{ErrorCode::kNotHtml,
                 fmt::format("the content is {}, not HTML: only the response "
                             "is reported",
                             mime_type)};
  }
  return std::nullopt;
}

// No bytes have no type: "" then.
std::string sniffed_type(std::string_view content) {
  return content.empty() ? std::string()
                         : std::string(sniff_mime_type(content));
}

void describe_content(std::string_view content, PageSummary& page) {
  page.size = content.size();
  page.sha256 = sha256_hex(content);
}

void describe_response(const Response& response, PageSummary& page) {
  if (response.hops.empty()) return;
  const Hop& hop = response.final_hop();
  page.ip = hop.remote_ip;
  page.port = hop.remote_port;
  page.status = hop.status;
}

// The bound is what the user set, or what the server sent before it closed.
void note_cut_content(const Response& response, size_t received,
                      const ScanOptions& options, ScanResult& result) {
  if (response.truncation == Truncation::kNone) return;
  const bool at_limit = response.truncation == Truncation::kContentLimit;
  result.truncated.push_back(
      {"content", at_limit ? options.fetch_limits.max_content_bytes : received,
       response.truncation_note});
}

Task make_task(const Target& target, const ScanOptions& options) {
  Task task;
  task.url = target.submitted;
  task.time = report_time();
  task.address = options.address;
  task.submission = options.submission;
  return task;
}

void describe_fetched(const Target& target, const ScanOptions& options,
                      FetchResult&& fetched, ScanResult& result) {
  const std::string content = std::move(fetched.response.content);
  const Result<Url> final_url = Url::parse(fetched.response.final_url);
  const std::optional<Url> url =
      final_url ? std::optional<Url>(*final_url) : target.url;
  describe_url(url, result.page);
  describe_response(fetched.response, result.page);
  note_cut_content(fetched.response, content.size(), options, result);
  result.truncated.insert(result.truncated.end(),
                          fetched.response.dropped.begin(),
                          fetched.response.dropped.end());
  std::optional<MimeType> type;
  if (!fetched.response.hops.empty()) {
    const auto field =
        fetched.response.final_hop().fields.first("content-type");
    if (field) type = parse_mime_type(*field);
  }
  result.response = std::move(fetched.response);
  result.page.mime_type = type ? type->essence : sniffed_type(content);
  if (fetched.error) {
    add_error(result, Stage::kFetch, *std::move(fetched.error));
    judge_result(url, nullptr, options, result);
    return;
  }
  describe_content(content, result.page);
  if (auto error = why_not_html(content, result.page.mime_type)) {
    add_error(result, Stage::kContent, *std::move(error));
    judge_result(url, nullptr, options, result);
    return;
  }
  analyse({content, url, type ? type->charset : std::nullopt,
           options.charset_override, ContentOrigin::kNetwork},
          options, result);
}

void scan_content(const Target& target, const ReadContent& read,
                  const ScanOptions& options, ScanResult& result) {
  const std::optional<Url> url =
      options.document_url ? options.document_url : target.url;
  describe_url(url, result.page);
  if (read.cut) {
    const size_t limit = options.fetch_limits.max_content_bytes;
    result.truncated.push_back(
        {"content", limit,
         fmt::format("only the first {} bytes were read; raise --max-bytes",
                     limit)});
  }
  describe_content(read.content, result.page);
  result.page.mime_type = sniffed_type(read.content);
  if (auto error = why_not_html(read.content, result.page.mime_type)) {
    add_error(result, Stage::kContent, *std::move(error));
    return;
  }
  analyse({read.content, url, std::nullopt, options.charset_override,
           ContentOrigin::kLocal},
          options, result);
}

}  // namespace

Request make_request(const Url& url, const ScanOptions& options) {
  Request request{url,
                  options.user_agent,
                  options.extra_fields,
                  options.fetch_limits,
                  options.address_policy,
                  options.tls_verification,
                  options.ca_file,
                  options.proxy,
                  options.resolve};
  return request;
}

ScanResult scan_fetched(const Target& target, const ScanOptions& options,
                        FetchResult&& fetched) {
  ScanResult result;
  result.task = make_task(target, options);
  describe_fetched(target, options, std::move(fetched), result);
  return result;
}

std::string_view stage_name(Stage stage) {
  switch (stage) {
    case Stage::kTarget:
      return "target";
    case Stage::kRead:
      return "read";
    case Stage::kFetch:
      return "fetch";
    case Stage::kContent:
      return "content";
    case Stage::kParse:
      break;
  }
  return "parse";
}

ScanResult failed_target(std::string_view submitted, Error error) {
  ScanResult result;
  result.task.url = submitted;
  result.task.time = report_time();
  add_error(result, Stage::kTarget, std::move(error));
  return result;
}

ScanResult scan_target(const Target& target, const ScanOptions& options,
                       Fetcher& fetcher, std::istream& standard_input) {
  ScanResult result;
  result.task = make_task(target, options);
  if (target.kind == TargetKind::kUrl) {
    describe_fetched(target, options,
                     fetcher.fetch(make_request(*target.url, options)), result);
    return result;
  }
  const size_t limit = options.fetch_limits.max_content_bytes;
  Result<ReadContent> read = target.kind == TargetKind::kFile
                                 ? read_file(target.path, limit)
                                 : read_stream(standard_input, limit);
  if (!read) {
    add_error(result, Stage::kRead, std::move(read).error());
    return result;
  }
  scan_content(target, *read, options, result);
  return result;
}

}  // namespace pagescan
