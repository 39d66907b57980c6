#include "report/urlscan.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "report/escape.h"
#include "report/json_parts.h"
#include "report/json_writer.h"
#include "report/report_time.h"
#include "report/tool.h"
#include "report/urlscan_parts.h"
#include "scanner/base/utf8.h"
#include "scanner/run/expect.h"
#include "scanner/url/site.h"
#include "scanner/url/url.h"

namespace pagescan {
namespace {

constexpr int64_t kDaySeconds = 86'400;

// A name-based UUID (RFC 9562 section 5.5) of what was scanned and when: the
// same report has the same.
std::string task_uuid(const Task& task) {
  // The namespace of URLs, RFC 9562 section 6.6.
  constexpr std::string_view kNamespace =
      "\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8";
  std::string name(kNamespace.data(), 16);
  name += task.url + '\n' + format_rfc3339(task.time);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  EVP_Digest(name.data(), name.size(), digest.data(), nullptr, EVP_sha1(),
             nullptr);
  digest[6] = static_cast<unsigned char>((digest[6] & 0x0F) | 0x50);
  digest[8] = static_cast<unsigned char>((digest[8] & 0x3F) | 0x80);
  std::string uuid;
  for (size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) uuid += '-';
    uuid += fmt::format("{:02x}", digest[i]);
  }
  return uuid;
}

std::string host_of(const std::string& href) {
  const Result<Url> url = Url::parse(href);
  return url ? std::string(url->host()) : std::string();
}

void write_task(JsonWriter& json, const Task& task) {
  json.key("task");
  json.begin_object();
  json.field("uuid", task_uuid(task));
  json.field("time", format_rfc3339(task.time));
  json.bytes_field("url", task.url);
  if (const Result<Url> url = Url::parse(task.url); url && url->is_http()) {
    json.field("domain", url->host());
    json.field_unless_empty("apexDomain", registrable_domain(*url));
  }
  json.field("visibility", "private");
  json.field("method", "api");
  if (!task.id.empty()) {
    json.key("tags");
    json.begin_array();
    json.value(replace_invalid_utf8(task.id));
    json.end_array();
  }
  json.end_object();
}

int64_t days_between(WallTime from, WallTime to) {
  return (epoch_seconds(to) - epoch_seconds(from)) / kDaySeconds;
}

void write_page_tls(JsonWriter& json, const Certificate& certificate,
                    WallTime now) {
  json.bytes_field("tlsIssuer", common_name(certificate.issuer));
  const auto from = parse_certificate_time(certificate.valid_from);
  const auto to = parse_certificate_time(certificate.valid_to);
  if (!from) return;
  json.field("tlsValidFrom", format_rfc3339(*from));
  if (to) json.field("tlsValidDays", days_between(*from, *to));
  json.field("tlsAgeDays", days_between(*from, now));
}

const Hop* answered_hop(const ScanResult& result) {
  if (!result.response || result.response->hops.empty()) return nullptr;
  const Hop& hop = result.response->final_hop();
  return hop.status == 0 ? nullptr : &hop;
}

void write_page(JsonWriter& json, const ScanResult& result) {
  const PageSummary& page = result.page;
  const auto put = [&json](const char* name, std::string_view text) {
    if (!text.empty()) json.bytes_field(name, text);
  };
  json.key("page");
  json.begin_object();
  put("url", page.url);
  put("domain", page.domain);
  put("apexDomain", page.apex_domain);
  put("ip", page.ip);
  put("mimeType", page.mime_type);
  if (page.status != 0) json.field("status", std::to_string(page.status));
  if (result.facts) {
    put("title", result.facts->metadata.title);
    put("language", result.facts->metadata.language);
  }
  if (const Hop* hop = answered_hop(result)) {
    put("server", hop->fields.first("server").value_or(""));
    if (hop->tls && hop->tls->certificate) {
      write_page_tls(json, *hop->tls->certificate, result.task.time);
    }
  }
  json.end_object();
}

// Links to other origins, which is what urlscan lists.
std::vector<const Link*> outward_links(const ScanResult& result) {
  std::vector<const Link*> links;
  if (!result.facts) return links;
  for (const Link& link : result.facts->page.links) {
    const bool is_outward =
        link.kind == LinkKind::kExternal || link.kind == LinkKind::kSameSite;
    if (is_outward && link.element != "link" && link.href.url) {
      links.push_back(&link);
    }
  }
  return links;
}

void write_certificates(JsonWriter& json, const Response& response) {
  std::vector<const Certificate*> certificates;
  for (const Hop& hop : response.hops) {
    if (!hop.tls || !hop.tls->certificate) continue;
    const Certificate& certificate = *hop.tls->certificate;
    const bool is_known = std::ranges::any_of(
        certificates, [&](const Certificate* c) { return *c == certificate; });
    if (!is_known) certificates.push_back(&certificate);
  }
  json.list_unless_empty(
      "certificates", certificates,
      [](JsonWriter& to, const Certificate* certificate) {
        to.begin_object();
        to.bytes_field("subjectName", common_name(certificate->subject));
        to.bytes_field("issuer", common_name(certificate->issuer));
        const auto epoch = [&to](const char* name, std::string_view time) {
          if (const auto parsed = parse_certificate_time(time)) {
            to.field(name, epoch_seconds(*parsed));
          }
        };
        epoch("validFrom", certificate->valid_from);
        epoch("validTo", certificate->valid_to);
        to.end_object();
      });
}

// What was contacted; what a page merely refers to is under `pagescan`.
void write_lists(JsonWriter& json, const ScanResult& result) {
  std::vector<std::string> ips;
  std::vector<std::string> domains;
  std::vector<std::string> servers;
  std::vector<std::string> urls;
  json.key("lists");
  json.begin_object();
  if (result.response) {
    for (const Hop& hop : result.response->hops) {
      if (hop.remote_ip.empty()) continue;
      ips.push_back(hop.remote_ip);
      domains.push_back(host_of(hop.url));
      urls.push_back(hop.url);
      servers.emplace_back(hop.fields.first("server").value_or(""));
    }
    write_certificates(json, *result.response);
  }
  write_unique(json, "ips", ips);
  write_unique(json, "domains", domains);
  write_unique(json, "servers", servers);
  write_unique(json, "urls", urls);
  std::vector<std::string> link_domains;
  for (const Link* link : outward_links(result)) {
    link_domains.push_back(host_of(*link->href.url));
  }
  write_unique(json, "linkDomains", link_domains);
  write_unique(json, "hashes", {result.page.sha256});
  json.end_object();
}

void write_data(JsonWriter& json, const ScanResult& result,
                const std::vector<const Link*>& links) {
  json.key("data");
  json.begin_object();
  write_urlscan_requests(json, result);
  if (result.response) write_urlscan_cookies(json, *result.response);
  if (result.facts) {
    json.list("links", links, [](JsonWriter& to, const Link* link) {
      to.begin_object();
      to.field("href", *link->href.url);
      to.field("text", link->text);
      to.end_object();
    });
  }
  if (result.response) {
    json.key("timing");
    json.begin_object();
    json.field("beginNavigation", format_rfc3339(result.task.time));
    json.end_object();
  }
  json.end_object();
}

// Hosts of what the page would have a browser load.
std::vector<std::string> referenced_domains(const Facts& facts) {
  std::vector<std::string> domains;
  for (const Script& script : facts.page.scripts.scripts) {
    if (script.src && script.src->url) {
      domains.push_back(host_of(*script.src->url));
    }
  }
  for (const Resource& resource : facts.page.resources) {
    if (resource.address && resource.address->url) {
      domains.push_back(host_of(*resource.address->url));
    }
  }
  return domains;
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  json.bytes_field("rule", finding.rule);
  json.bytes_field("name", finding.name);
  json.field("level", level_name(finding.level));
  json.field("confidence", rule_confidence_name(finding.confidence));
  json.bytes_field("message", finding.message);
  json.bytes_field("fingerprint", finding.fingerprint);
  json.field("counts", counts(finding));
  json.end_object();
}

void write_own(JsonWriter& json, const ScanResult& result) {
  json.key("pagescan");
  json.begin_object();
  json.field("capture", "static");
  json.field("version", tool_version());
  if (result.facts) {
    write_facts(json, *result.facts);
    json.key("referenced");
    json.begin_object();
    write_unique(json, "domains", referenced_domains(*result.facts));
    json.end_object();
  }
  json.list("findings", result.findings, write_finding);
  json.list_unless_empty(
      "expectations", result.expectations,
      [](JsonWriter& to, const ExpectationResult& checked) {
        to.begin_object();
        to.field("what", expectation_name(checked.expectation.kind));
        to.bytes_field("expected", checked.expectation.expected);
        to.bytes_field("actual", checked.actual);
        to.field("met", checked.met);
        to.end_object();
      });
  json.list_unless_empty("truncated", result.truncated,
                         [](JsonWriter& to, const TruncationNote& note) {
                           to.begin_object();
                           to.field("what", note.what);
                           to.bytes_field("detail", note.detail);
                           to.end_object();
                         });
  json.list_unless_empty("errors", result.errors,
                         [](JsonWriter& to, const ScanError& error) {
                           to.begin_object();
                           to.field("code", error_name(error.error.code));
                           to.bytes_field("message", error.error.message);
                           to.end_object();
                         });
  json.end_object();
}

class UrlscanReport : public ReportStream {
 public:
  void add(const ScanResult& result, std::string& out) override {
    const std::vector<const Link*> links = outward_links(result);
    JsonWriter json;
    json.begin_object();
    write_task(json, result.task);
    write_page(json, result);
    write_lists(json, result);
    write_data(json, result, links);
    if (result.facts) {
      json.key("stats");
      json.begin_object();
      json.field("totalLinks", links.size());
      json.end_object();
    }
    write_own(json, result);
    json.end_object();
    append_json_for_terminal(json.json(), out);
    out += '\n';
  }
};

}  // namespace

std::unique_ptr<ReportStream> open_urlscan_report(
    const ReportOptions& /*options*/) {
  return std::make_unique<UrlscanReport>();
}

}  // namespace pagescan
