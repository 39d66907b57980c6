#include <string>

#include "tests/run/diff/corpus/mutations.h"

namespace pagescan::test {
namespace {

bool drop_hsts(PageState& page, const ScanResult& /*scanned*/,
               std::mt19937& /*random*/) {
  page.erase_field("Strict-Transport-Security");
  return true;
}

bool shorten_hsts(PageState& page, const ScanResult& /*scanned*/,
                  std::mt19937& /*random*/) {
  *page.field("Strict-Transport-Security") = "max-age=60; includeSubDomains";
  return true;
}

bool drop_frame_options(PageState& page, const ScanResult& /*scanned*/,
                        std::mt19937& /*random*/) {
  page.erase_field("X-Frame-Options");
  return true;
}

bool change_referrer_policy(PageState& page, const ScanResult& /*scanned*/,
                            std::mt19937& /*random*/) {
  *page.field("Referrer-Policy") = "unsafe-url";
  return true;
}

bool add_server(PageState& page, const ScanResult& /*scanned*/,
                std::mt19937& /*random*/) {
  page.fields.emplace_back("X-Powered-By", "Something");
  return true;
}

bool replace_in_policy(PageState& page, std::string_view old_text,
                       std::string_view new_text) {
  std::string& policy = *page.field("Content-Security-Policy");
  policy.replace(policy.find(old_text), old_text.size(), new_text);
  return true;
}

bool allow_inline(PageState& page, const ScanResult& /*scanned*/,
                  std::mt19937& /*random*/) {
  return replace_in_policy(page, "script-src 'self'",
                           "script-src 'self' 'unsafe-inline'");
}

bool allow_host(PageState& page, const ScanResult& /*scanned*/,
                std::mt19937& /*random*/) {
  return replace_in_policy(page, "https://cdn.example",
                           "https://cdn.example https://evil.test");
}

bool drop_directive(PageState& page, const ScanResult& /*scanned*/,
                    std::mt19937& /*random*/) {
  return replace_in_policy(page, "; frame-ancestors 'none'", "");
}

bool drop_policy(PageState& page, const ScanResult& /*scanned*/,
                 std::mt19937& /*random*/) {
  page.erase_field("Content-Security-Policy");
  return true;
}

bool weaken_cookie(PageState& page, const ScanResult& /*scanned*/,
                   std::mt19937& /*random*/) {
  *page.field("Set-Cookie") = "sid=0123456789abcdef; Path=/; Secure";
  return true;
}

bool add_cookie(PageState& page, const ScanResult& /*scanned*/,
                std::mt19937& /*random*/) {
  page.fields.emplace_back("Set-Cookie", "tracker_q7=1; Path=/; Secure");
  return true;
}

bool drop_cookie(PageState& page, const ScanResult& /*scanned*/,
                 std::mt19937& /*random*/) {
  page.erase_field("Set-Cookie");
  return true;
}

bool answer_not_found(PageState& page, const ScanResult& /*scanned*/,
                      std::mt19937& /*random*/) {
  page.status = 404;
  return true;
}

bool move_address(PageState& page, const ScanResult& /*scanned*/,
                  std::mt19937& /*random*/) {
  page.ip = "127.9.9.9";
  return true;
}

bool add_redirect(PageState& page, const ScanResult& /*scanned*/,
                  std::mt19937& /*random*/) {
  page.redirects = {"https://start.test/"};
  return true;
}

bool change_issuer(PageState& page, const ScanResult& /*scanned*/,
                   std::mt19937& /*random*/) {
  page.tls.certificate->issuer = "CN=Issuer Two";
  page.tls.certificate->sha256 = std::string(64, 'b');
  return true;
}

bool renew_certificate(PageState& page, const ScanResult& /*scanned*/,
                       std::mt19937& /*random*/) {
  page.tls.certificate->serial = "02";
  page.tls.certificate->sha256 = std::string(64, 'b');
  page.tls.certificate->valid_to = "2027-03-31T00:00:00Z";
  return true;
}

}  // namespace

std::span<const Mutation> response_mutations() {
  static const std::vector<Mutation> kMutations = {
      {"HSTS dropped", {"field_removed"}, {}, nullptr, drop_hsts},
      {"HSTS shortened", {"field_changed"}, {}, nullptr, shorten_hsts},
      {"frame options dropped",
       {"field_removed"},
       {},
       nullptr,
       drop_frame_options},
      {"referrer policy",
       {"field_changed"},
       {},
       nullptr,
       change_referrer_policy},
      {"response field added", {"field_added"}, {}, nullptr, add_server},
      {"policy allows inline scripts",
       {"csp_directive_changed"},
       {},
       nullptr,
       allow_inline},
      {"policy allows a host",
       {"csp_directive_changed"},
       {},
       nullptr,
       allow_host},
      {"policy loses a directive",
       {"csp_directive_removed"},
       {},
       nullptr,
       drop_directive},
      {"policy dropped",
       {"csp_directive_removed"},
       {"field_removed"},
       nullptr,
       drop_policy},
      {"cookie loses HttpOnly", {"cookie_changed"}, {}, nullptr, weaken_cookie},
      {"cookie added", {"cookie_added"}, {}, nullptr, add_cookie},
      {"cookie removed", {"cookie_removed"}, {}, nullptr, drop_cookie},
      {"status", {"status_changed"}, {}, nullptr, answer_not_found},
      {"address", {"address_changed"}, {}, nullptr, move_address},
      {"redirect",
       {"redirect_added"},
       {"redirect_changed"},
       nullptr,
       add_redirect},
      {"certificate of another issuer",
       {"certificate_changed"},
       {"certificate_updated"},
       nullptr,
       change_issuer},
      {"certificate renewed",
       {"certificate_updated"},
       {},
       nullptr,
       renew_certificate},
  };
  return kMutations;
}

}  // namespace pagescan::test
