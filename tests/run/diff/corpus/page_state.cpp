#include "tests/run/diff/corpus/page_state.h"

#include <algorithm>
#include <memory>

#include "scanner/decode/decode.h"
#include "scanner/dom/parse.h"
#include "scanner/dom/serialize.h"
#include "scanner/run/pipeline.h"

namespace pagescan::test {
namespace {

bool is_named(const std::pair<std::string, std::string>& field,
              std::string_view name) {
  return field.first == name;
}

std::string serialized(std::string_view bytes) {
  // All of the corpora are UTF-8, whatever their meta elements say.
  std::string text = decode(bytes, Encoding::kUtf8).utf8;
  const auto parsed = parse_html(std::move(text));
  std::string html = "<!DOCTYPE html>";
  if (!parsed) return html;
  const auto roots = parsed->document.elements(Tag::kHtml);
  if (!roots.empty()) append_outer_html(parsed->document, roots.front(), html);
  return html;
}

Hop hop_of(const PageState& page, std::string url, int status) {
  Hop hop;
  hop.url = std::move(url);
  hop.status = status;
  hop.protocol = "h2";
  hop.remote_ip = page.ip;
  hop.remote_port = 443;
  return hop;
}

void add_redirects(const PageState& page, Response& response) {
  for (size_t i = 0; i < page.redirects.size(); ++i) {
    Hop hop = hop_of(page, page.redirects[i], 302);
    hop.location_resolved =
        i + 1 < page.redirects.size() ? page.redirects[i + 1] : page.url;
    hop.location = hop.location_resolved;
    hop.fields.add("Location", *hop.location);
    response.hops.push_back(std::move(hop));
  }
}

}  // namespace

std::string* PageState::field(std::string_view name) {
  const auto found = std::ranges::find_if(
      fields, [&](const auto& field) { return is_named(field, name); });
  return found == fields.end() ? nullptr : &found->second;
}

void PageState::erase_field(std::string_view name) {
  std::erase_if(fields,
                [&](const auto& field) { return is_named(field, name); });
}

PageState make_page(std::string_view bytes, const std::string& url) {
  PageState page;
  page.url = url;
  if (page.url.starts_with("http:")) page.url.insert(4, "s");
  page.html = serialized(bytes);
  page.fields = {
      {"Content-Type", "text/html; charset=utf-8"},
      {"Strict-Transport-Security", "max-age=31536000; includeSubDomains"},
      {"Content-Security-Policy",
       "default-src 'self'; script-src 'self' https://cdn.example; "
       "frame-ancestors 'none'"},
      {"X-Frame-Options", "DENY"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "same-origin"},
      {"Cache-Control", "no-store"},
      {"Set-Cookie", "sid=0123456789abcdef; Path=/; Secure; HttpOnly"},
  };
  page.tls.version = "TLSv1.3";
  page.tls.cipher = "TLS_AES_256_GCM_SHA384";
  page.tls.verified = true;
  Certificate certificate;
  certificate.subject = "CN=shop.example";
  certificate.issuer = "CN=Issuer One";
  certificate.valid_from = "2026-01-01T00:00:00Z";
  certificate.valid_to = "2026-12-31T00:00:00Z";
  certificate.serial = "01";
  certificate.sha256 = std::string(64, 'a');
  page.tls.certificate = certificate;
  return page;
}

ScanResult scan(const PageState& page) {
  FetchResult fetched;
  Response& response = fetched.response;
  response.submitted_url =
      page.redirects.empty() ? page.url : page.redirects.front();
  response.final_url = page.url;
  add_redirects(page, response);
  Hop hop = hop_of(page, page.url, page.status);
  hop.tls = page.tls;
  for (const auto& [name, value] : page.fields) {
    hop.fields.add(name, value);
    if (name != "Set-Cookie") continue;
    if (auto cookie = parse_set_cookie(value)) {
      response.cookies.push_back({response.hops.size(), *std::move(cookie)});
    }
  }
  response.hops.push_back(std::move(hop));
  response.content = page.html;
  static const auto kBook =
      std::make_shared<const RuleBook>(default_rule_book());
  ScanOptions options;
  options.rules = kBook;
  const Result<Target> target = parse_target(page.url);
  if (!target) return failed_target(page.url, target.error());
  return scan_fetched(*target, options, std::move(fetched));
}

size_t end_of_tag(std::string_view html, size_t offset) {
  if (offset >= html.size() || html[offset] != '<') return std::string::npos;
  bool in_quotes = false;
  for (size_t i = offset; i < html.size(); ++i) {
    if (html[i] == '"') in_quotes = !in_quotes;
    if (html[i] == '>' && !in_quotes) return i + 1;
  }
  return std::string::npos;
}

bool set_attribute(std::string& html, size_t offset, std::string_view name,
                   const std::optional<std::string>& value) {
  const size_t end = end_of_tag(html, offset);
  if (end == std::string::npos) return false;
  std::string tag = html.substr(offset, end - offset);
  const std::string start = " " + std::string(name) + "=\"";
  if (const size_t at = tag.find(start); at != std::string::npos) {
    const size_t quote = tag.find('"', at + start.size());
    tag.erase(at, quote + 1 - at);
  }
  if (value) {
    std::string written = start;
    append_escaped(*value, EscapeMode::kAttribute, written);
    tag.insert(tag.size() - 1, written + '"');
  }
  html.replace(offset, end - offset, tag);
  return true;
}

bool replace_last(std::string& html, std::string_view old_text,
                  std::string_view new_text) {
  const size_t at = html.rfind(old_text);
  if (at == std::string::npos) return false;
  html.replace(at, old_text.size(), new_text);
  return true;
}

void append_to_body(std::string& html, std::string_view markup) {
  const size_t end = html.rfind("</body>");
  html.insert(end == std::string::npos ? html.size() : end, markup);
}

bool append_to_head(std::string& html, std::string_view markup) {
  const size_t end = html.find("</head>");
  if (end == std::string::npos) return false;
  html.insert(end, markup);
  return true;
}

}  // namespace pagescan::test
