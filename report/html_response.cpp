#include "report/html_response.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "report/html_text.h"

namespace pagescan {
namespace {

void append_redirects(const Response& response, const HtmlPageLimits& limits,
                      std::string& out) {
  if (response.hops.size() < 2) return;
  fmt::format_to(std::back_inserter(out),
                 "<h4>Redirects ({})</h4>\n<ol class=\"lines\">\n",
                 response.hops.size() - 1);
  const size_t shown = std::min(limits.items, response.hops.size());
  for (size_t i = 0; i < shown; ++i) {
    const Hop& hop = response.hops[i];
    fmt::format_to(std::back_inserter(out),
                   "<li>{} {} <span class=\"quiet\">{}</span></li>\n",
                   hop.status == 0 ? "no response" : std::to_string(hop.status),
                   html_url(hop.url), html_text(hop.remote_ip));
  }
  out += "</ol>\n";
  append_html_left_out(response.hops.size() - shown, "hop", out);
}

void append_fields(const Hop& hop, const HtmlPageLimits& limits,
                   std::string& out) {
  fmt::format_to(
      std::back_inserter(out), "<h4>Response</h4>\n<p>{} {} {}</p>\n",
      html_text(hop.protocol), hop.status, html_isolated(hop.reason));
  if (hop.fields.empty()) return;
  const size_t shown = std::min(limits.items, hop.fields.size());
  out += "<dl class=\"facts\">\n";
  for (size_t i = 0; i < shown; ++i) {
    const Field& field = hop.fields.items()[i];
    append_html_row(
        field.name,
        field.value.empty() ? "(empty)" : html_isolated(field.value), out);
  }
  out += "</dl>\n";
  append_html_left_out(hop.fields.size() - shown, "field", out);
}

void append_cookie(const Cookie& cookie, std::string& out) {
  auto to = std::back_inserter(out);
  fmt::format_to(to, "<li><strong>{}</strong> for {}{}",
                 html_isolated(cookie.name), html_host(cookie.domain),
                 html_isolated(cookie.path));
  const auto tag = [to](std::string_view text) {
    fmt::format_to(to, " <span class=\"tag\">{}</span>", text);
  };
  if (cookie.secure) tag("Secure");
  if (cookie.http_only) tag("HttpOnly");
  if (cookie.partitioned) tag("Partitioned");
  if (cookie.same_site != SameSite::kDefault) {
    tag(fmt::format("SameSite={}", same_site_name(cookie.same_site)));
  }
  out += "</li>\n";
}

void append_cookies(const Response& response, const HtmlPageLimits& limits,
                    std::string& out) {
  if (response.cookies.empty()) return;
  fmt::format_to(std::back_inserter(out),
                 "<h4>Cookies ({})</h4>\n<ul class=\"lines\">\n",
                 response.cookies.size());
  const size_t shown = std::min(limits.items, response.cookies.size());
  for (size_t i = 0; i < shown; ++i) {
    append_cookie(response.cookies[i].cookie, out);
  }
  out += "</ul>\n";
  append_html_left_out(response.cookies.size() - shown, "cookie", out);
}

}  // namespace

void append_html_tls(const ScanResult& result, std::string& out) {
  if (!result.response || result.response->hops.empty()) return;
  const Hop& hop = result.response->final_hop();
  if (!hop.tls) return;
  append_html_row(
      "TLS",
      fmt::format("{} {}{}", html_text(hop.tls->version),
                  html_text(hop.tls->cipher),
                  hop.tls->verified ? ""
                                    : " <span class=\"tag bad\">not "
                                      "verified</span>"),
      out);
  if (!hop.tls->certificate) return;
  const Certificate& certificate = *hop.tls->certificate;
  append_html_row("Certificate", html_isolated(certificate.subject), out);
  append_html_row("Issuer", html_isolated(certificate.issuer), out);
  append_html_row("Valid",
                  fmt::format("{} to {}", html_text(certificate.valid_from),
                              html_text(certificate.valid_to)),
                  out);
}

void append_html_response(const ScanResult& result,
                          const HtmlPageLimits& limits, std::string& out) {
  if (!result.response || result.response->hops.empty()) return;
  append_redirects(*result.response, limits, out);
  const Hop& hop = result.response->final_hop();
  if (hop.status != 0) append_fields(hop, limits, out);
  append_cookies(*result.response, limits, out);
}

}  // namespace pagescan
