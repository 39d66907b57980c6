#include "tests/rules/rule_cases.h"

namespace pagescan::test {
namespace {

// The cases are judged on 2026-11-01.
TlsInfo good_tls() {
  TlsInfo tls;
  tls.version = "TLSv1.3";
  tls.verified = true;
  tls.certificate.emplace();
  tls.certificate->subject = "CN=shop.example";
  tls.certificate->valid_from = "2026-09-15T00:00:00Z";
  tls.certificate->valid_to = "2026-12-14T00:00:00Z";
  return tls;
}

RuleCase with_tls(std::string_view rule, CaseKind kind, std::string_view about,
                  std::function<void(TlsInfo&)> change,
                  std::string message = {}) {
  return {.rule = rule,
          .kind = kind,
          .about = about,
          .html = "<!doctype html><title>Shop</title>",
          .message = std::move(message),
          .count = kind == CaseKind::kBad ? size_t{1} : 0,
          .respond = [change = std::move(change)](Response& response) {
            response.hops.back().tls = good_tls();
            change(*response.hops.back().tls);
          }};
}

std::function<void(TlsInfo&)> valid(std::string from, std::string to) {
  return [from = std::move(from), to = std::move(to)](TlsInfo& tls) {
    tls.certificate->valid_from = from;
    tls.certificate->valid_to = to;
  };
}

std::function<void(TlsInfo&)> not_verified(std::string why) {
  return [why = std::move(why)](TlsInfo& tls) {
    tls.verified = false;
    tls.verify_error = why;
  };
}

std::function<void(TlsInfo&)> version(std::string name) {
  return [name = std::move(name)](TlsInfo& tls) { tls.version = name; };
}

}  // namespace

std::vector<RuleCase> certificate_cases() {
  using enum CaseKind;
  const auto nothing = [](TlsInfo& /*tls*/) {};
  return {
      with_tls("R06", kBad, "it has expired",
               not_verified("certificate has expired"),
               "shop.example is not valid: certificate has expired"),
      with_tls("R06", kBad, "another host's",
               not_verified("the certificate is for another host"),
               "for another host"),
      {.rule = "R06",
       .kind = kBad,
       .about = "the handshake failed: nothing came",
       .message = "self-signed certificate",
       .respond =
           [](Response& response) {
             Hop& hop = response.hops.back();
             hop.status = 0;
             hop.tls.emplace();
             hop.tls->verify_error = "self-signed certificate";
           }},
      {.rule = "R06",
       .kind = kBad,
       .about = "of a host on the way, asked twice",
       .message = "The certificate of a.example",
       .count = 1,
       .respond =
           [](Response& response) {
             for (const char* url :
                  {"https://a.example/1", "https://a.example/2"}) {
               redirect_from(url, response);
               response.hops.front().tls = good_tls();
               response.hops.front().tls->verified = false;
               response.hops.front().tls->verify_error = "expired";
             }
           }},
      with_tls("R06", kGood, "it holds", nothing),
      with_tls("R06", kTrap, "nothing was verified", not_verified("")),
      with_tls("R07", kBad, "ten days left",
               valid("2026-08-13T00:00:00Z", "2026-11-11T12:00:00Z"),
               "ends in 10 days, at 2026-11-11T12:00:00Z"),
      with_tls("R07", kGood, "six weeks left", nothing),
      with_tls("R07", kTrap, "a short life, fresh",
               valid("2026-10-31T00:00:00Z", "2026-11-06T00:00:00Z")),
      with_tls("R07", kTrap, "it has expired: R06 says so",
               valid("2026-07-13T00:00:00Z", "2026-10-11T12:00:00Z")),
      with_tls("R07", kTrap, "dates that are none",
               valid("2026-08-13", "tomorrow")),
      with_tls("R07", kTrap, "no end (RFC 5280 section 4.1.2.5)",
               valid("2026-08-13T00:00:00Z", "9999-12-31T23:59:59Z")),
      with_tls("R08", kBad, "TLS 1.0", version("TLSv1"),
               "speaks TLSv1 with us"),
      with_tls("R08", kBad, "TLS 1.1", version("TLSv1.1"), "TLSv1.1"),
      with_tls("R08", kGood, "TLS 1.2", version("TLSv1.2")),
      with_tls("R08", kTrap, "no version is known", version("")),
  };
}

}  // namespace pagescan::test
