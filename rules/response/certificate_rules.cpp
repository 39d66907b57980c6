#include "rules/response/certificate_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

#include "rules/response/response_reading.h"
#include "scanner/base/strings.h"

namespace pagescan {
namespace {

// A certificate that is near its end by its own measure, whatever its lifetime.
constexpr int kPartOfLifetime = 3;

constexpr auto kOldVersions = std::to_array<std::string_view>(
    {"SSLv2", "SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"});

std::string host_of(const Hop& hop) {
  const auto url = Url::parse(hop.url);
  return url ? std::string(url->host()) : std::string();
}

// "YYYY-MM-DDThh:mm:ssZ", as Certificate has its dates.
std::optional<WallTime> parse_time(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return std::nullopt;
  for (size_t i = 0; i < kForm.size(); ++i) {
    const bool fits =
        kForm[i] == '0' ? is_ascii_digit(text[i]) : text[i] == kForm[i];
    if (!fits) return std::nullopt;
  }
  const auto number = [text](size_t offset, size_t digits) {
    int n = 0;
    for (const char c : text.substr(offset, digits)) n = 10 * n + (c - '0');
    return n;
  };
  // WallTime holds no more.
  constexpr int kLastYear = 2261;
  using namespace std::chrono;
  const year_month_day day{
      year(std::min(number(0, 4), kLastYear)),
      month(static_cast<unsigned>(number(5, 2))),
      std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  if (!day.ok() || day.year() < year(1970)) return std::nullopt;
  return WallTime(sys_days(day)) + hours(number(11, 2)) +
         minutes(number(14, 2)) + seconds(number(17, 2));
}

// Asks `check` about the first hop to each host that got to TLS.
template <class Check>
void for_each_tls_host(const RuleInput& input, Check check) {
  std::set<std::string> seen;
  const std::vector<Hop>& hops = input.response->hops;
  for (size_t i = 0; i < hops.size(); ++i) {
    if (!hops[i].tls) continue;
    const std::string host = host_of(hops[i]);
    if (seen.insert(host).second) check(i, host, *hops[i].tls);
  }
}

void check_invalid(const RuleInput& input, Observations& found) {
  for_each_tls_host(input, [&](size_t hop, const std::string& host,
                               const TlsInfo& tls) {
    if (tls.verified || tls.verify_error.empty()) return;
    // Browsers may know the issuer, or fetch what the server left out.
    const bool may_be_known =
        tls.verify_error.find("local issuer") != std::string::npos;
    found.push_back(
        {fmt::format("The certificate of {} is not valid: {}", host,
                     tls.verify_error),
         in_certificate(
             hop, tls.certificate ? tls.certificate->subject : std::string()),
         host + ' ' + tls.verify_error,
         {},
         may_be_known ? std::optional<RuleConfidence>(RuleConfidence::kMedium)
                      : std::nullopt});
  });
}

void check_expiring(const RuleInput& input, Observations& found) {
  using std::chrono::days;
  for_each_tls_host(input, [&](size_t hop, const std::string& host,
                               const TlsInfo& tls) {
    if (!tls.certificate) return;
    const auto from = parse_time(tls.certificate->valid_from);
    const auto to = parse_time(tls.certificate->valid_to);
    if (!from || !to || *to <= input.now || *from > input.now) return;
    const auto left = *to - input.now;
    if (left >= days(input.parameters.certificate_days) ||
        left >= (*to - *from) / kPartOfLifetime) {
      return;
    }
    found.push_back({fmt::format("The certificate of {} ends in {} days, at {}",
                                 host, std::chrono::floor<days>(left).count(),
                                 tls.certificate->valid_to),
                     in_certificate(hop, tls.certificate->valid_to), host});
  });
}

void check_old(const RuleInput& input, Observations& found) {
  for_each_tls_host(input, [&](size_t hop, const std::string& host,
                               const TlsInfo& tls) {
    if (std::ranges::find(kOldVersions, tls.version) == kOldVersions.end()) {
      return;
    }
    found.push_back({fmt::format("{} speaks {} with us, which is out of use",
                                 host, tls.version),
                     in_certificate(hop, tls.version), host});
  });
}

}  // namespace

std::span<const CodeRule> certificate_rules() {
  static constexpr CodeRule kRules[] = {
      {"R06", "cert-invalid", Level::kError, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "The certificate of a host on the way to the page does not hold: its "
       "chain, its name or its dates.",
       "Browsers warn and turn visitors away, and who clicks through can't "
       "tell "
       "the host from an impostor.",
       "Install a certificate that names the host, with the chain that leads "
       "to a trusted root.",
       "RFC-5280 CWE-295", check_invalid},
      {"R07", "cert-expiring", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "The certificate of a host on the way to the page ends soon.",
       "Once it has ended browsers turn visitors away.",
       "Renew the certificate, and find out why that did not happen by itself.",
       "RFC-5280", check_expiring},
      {"R08", "tls-old", Level::kWarning, RuleConfidence::kHigh,
       RuleSubject::kResponse,
       "A host on the way to the page speaks a TLS version below 1.2.",
       "TLS 1.0 and 1.1 are out of use: browsers refuse them, and their "
       "ciphers are broken.",
       "Switch TLS 1.2 and 1.3 on and the older versions off.",
       "RFC-8996 CWE-327", check_old},
  };
  return kRules;
}

}  // namespace pagescan
