// What came of a page: status code, redirects, addresses, certificate.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>

#include "tests/run/diff/diff_support.h"
#include "tests/run/diff/part_support.h"

namespace pagescan {
namespace {

using Lines = std::vector<std::string>;
using Edit = std::function<void(ScanResult&)>;

const std::vector<ChangeSubject> kParts = {
    ChangeSubject::kPage, ChangeSubject::kStatus, ChangeSubject::kRedirect,
    ChangeSubject::kAddress, ChangeSubject::kCertificate};

struct Case {
  std::string name;
  Edit before;
  Edit after;
  Lines expected;
};

void check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    ScanResult before = scanned_page("<p>a");
    ScanResult after = before;
    if (c.before) c.before(before);
    if (c.after) c.after(after);
    EXPECT_EQ(lines_of(diff_results(before, after, {}), kParts), c.expected);
    expect_laws(before, after, kParts);
  }
}

Edit status(int code) {
  return [code](ScanResult& result) { result.page.status = code; };
}

struct Step {
  int status;
  std::string from;
};

// The hops to the page, and the page's own URL.
Edit hops(const std::vector<Step>& steps, const std::string& url) {
  return [=](ScanResult& result) {
    Response& response = *result.response;
    Hop last = response.hops.back();
    last.url = url;
    response.hops.clear();
    for (const Step& step : steps) {
      Hop& hop = response.hops.emplace_back();
      hop.status = step.status;
      hop.url = step.from;
    }
    response.hops.push_back(last);
    response.final_url = url;
    result.page.url = url;
  };
}

TEST(PageChangesTest, StatusCodesAreJudgedByWhatTheyBecame) {
  check({
      {"same", nullptr, nullptr, {}},
      {"gone",
       nullptr,
       status(404),
       {"error status_changed page.status 200 -> 404"}},
      {"back",
       status(503),
       nullptr,
       {"warning status_changed page.status 503 -> 200"}},
      {"not fetched",
       nullptr,
       status(0),
       {"note status_removed page.status 200 -> (none)"}},
  });
}

TEST(PageChangesTest, RedirectsAreToldByWhereTheyLead) {
  const std::string page = "https://shop.example/page";
  const std::string start = "http://shop.example/page";
  check({
      {"same", hops({{301, start}}, page), hops({{301, start}}, page), {}},
      {"added",
       hops({}, start),
       hops({{301, start}}, page),
       {"warning redirect_added redirects[0] (none) -> 301 " + page}},
      {"removed, and https with it",
       hops({{301, start}}, page),
       hops({}, start),
       {"error redirect_removed redirects[0] 301 " + page + " -> (none)"}},
      {"to another site",
       hops({{301, start}}, page),
       hops({{301, start}}, "https://evil.example/"),
       {"error redirect_retargeted redirects[0].location_url " + page +
        " -> https://evil.example/"}},
      {"to another host of the site",
       hops({{301, start}}, page),
       hops({{301, start}}, "https://www.shop.example/page"),
       {"warning redirect_retargeted redirects[0].location_url " + page +
        " -> https://www.shop.example/page"}},
      {"back from another site",
       hops({{301, page}}, "https://evil.example/"),
       hops({{301, page}}, page + "2"),
       {"warning redirect_retargeted redirects[0].location_url "
        "https://evil.example/ -> " +
        page + "2"}},
      {"new on the way",
       hops({{301, start}}, page),
       hops({{301, start}, {301, "https://evil.example/"}}, page),
       {"error redirect_added redirects[0] (none) -> 301 "
        "https://evil.example/"}},
      {"new on the way, and another status code",
       hops({{301, start}}, page),
       hops({{301, start}, {302, "https://evil.example/"}}, page),
       {"error redirect_retargeted redirects[0].location_url " + page +
            " -> https://evil.example/",
        "warning redirect_added redirects[1] (none) -> 302 " + page}},
      {"another status code",
       hops({{301, start}}, page),
       hops({{308, start}}, page),
       {"note redirect_changed redirects[0].status 301 -> 308"}},
      {"another page was asked for",
       hops({}, page),
       hops({}, page + "2"),
       {"note page_retargeted page.url " + page + " -> " + page + "2"}},
  });
}

TEST(PageChangesTest, AddressesOfServersAreNotes) {
  check({
      {"ip",
       nullptr,
       [](ScanResult& r) { r.page.ip = "127.0.0.2"; },
       {"note address_changed page.ip 127.0.0.1 -> 127.0.0.2"}},
      {"port",
       nullptr,
       [](ScanResult& r) { r.page.port = 8443; },
       {"warning address_changed page.port 443 -> 8443"}},
  });
}

TEST(PageChangesTest, ListsThatWereCutAreSaid) {
  check({
      {"cut",
       nullptr,
       [](ScanResult& r) {
         r.truncated.push_back({"links", 7, "some"});
       },
       {"note page_changed truncated[links] (none) -> 7"}},
      {"cut in both",
       [](ScanResult& r) {
         r.truncated.push_back({"links", 7, "three"});
       },
       [](ScanResult& r) {
         r.truncated.push_back({"links", 7, "four"});
       },
       {}},
  });
}

// --- The certificate ---------------------------------------------------------

Certificate certificate() {
  Certificate made;
  made.subject = "CN=shop.example";
  made.issuer = "CN=R10,O=Let's Encrypt,C=US";
  made.valid_from = "2026-01-01T00:00:00Z";
  made.valid_to = "2026-04-01T00:00:00Z";
  made.alternative_names = {"shop.example", "www.shop.example"};
  made.alternative_name_count = 2;
  made.serial = "01";
  made.sha256 = "aa";
  return made;
}

Edit tls(const std::function<void(TlsInfo&)>& edit) {
  return [edit](ScanResult& result) {
    TlsInfo& info = result.response->hops.back().tls.emplace();
    info.version = "TLSv1.3";
    info.cipher = "TLS_AES_256_GCM_SHA384";
    info.verified = true;
    info.certificate = certificate();
    if (edit) edit(info);
  };
}

TEST(PageChangesTest, ARenewedCertificateIsOneNote) {
  check({
      {"renewed",
       tls(nullptr),
       tls([](TlsInfo& info) {
         info.certificate->serial = "02";
         info.certificate->sha256 = "bb";
         info.certificate->valid_to = "2026-07-01T00:00:00Z";
         info.certificate->issuer = "CN=R11,O=Let's Encrypt,C=US";
         std::ranges::sort(info.certificate->alternative_names,
                           std::greater<>());
       }),
       {"note certificate_updated tls.certificate serial 01, valid from "
        "2026-01-01T00:00:00Z to 2026-04-01T00:00:00Z, SHA-256 aa, issued by "
        "CN=R10,O=Let's Encrypt,C=US -> serial 02, valid from "
        "2026-01-01T00:00:00Z to 2026-07-01T00:00:00Z, SHA-256 bb, issued by "
        "CN=R11,O=Let's Encrypt,C=US"}},
      {"order of names",
       tls(nullptr),
       tls([](TlsInfo& info) {
         std::ranges::sort(info.certificate->alternative_names,
                           std::greater<>());
       }),
       {}},
  });
}

TEST(PageChangesTest, ACertificateOfAnotherIsAWarning) {
  check({
      {"issuer",
       tls(nullptr),
       tls([](TlsInfo& info) {
         info.certificate->issuer = "CN=X,O=Let's Go\\, O=Let's Encrypt,C=US";
       }),
       {"warning certificate_changed tls.certificate.issuer CN=R10,O=Let's "
        "Encrypt,C=US -> CN=X,O=Let's Go\\, O=Let's Encrypt,C=US"}},
      {"subject",
       tls(nullptr),
       tls([](TlsInfo& info) {
         info.certificate->subject = "CN=other.example";
         info.certificate->serial = "02";
       }),
       {"warning certificate_changed tls.certificate.subject CN=shop.example "
        "-> CN=other.example"}},
      {"names",
       tls(nullptr),
       tls([](TlsInfo& info) {
         info.certificate->alternative_names = {"shop.example", "b", "a"};
       }),
       {"warning certificate_changed "
        "tls.certificate.subject_alternative_names www.shop.example -> a, b"}},
  });
}

TEST(PageChangesTest, LostTrustIsAnError) {
  const Edit expired = tls([](TlsInfo& info) {
    info.verified = false;
    info.verify_error = "certificate has expired";
  });
  const Edit old_version = tls([](TlsInfo& info) { info.version = "TLSv1.2"; });
  check({
      {"expired",
       tls(nullptr),
       expired,
       {"error certificate_changed tls.verified verified -> certificate has "
        "expired"}},
      {"trusted again",
       expired,
       tls(nullptr),
       {"note certificate_changed tls.verified certificate has expired -> "
        "verified"}},
      {"version lowered",
       tls(nullptr),
       old_version,
       {"warning certificate_changed tls.version TLSv1.3 -> TLSv1.2"}},
      {"version raised",
       old_version,
       tls(nullptr),
       {"note certificate_changed tls.version TLSv1.2 -> TLSv1.3"}},
      {"cipher",
       tls(nullptr),
       tls([](TlsInfo& info) { info.cipher = "TLS_AES_128_GCM_SHA256"; }),
       {"note certificate_changed tls.cipher TLS_AES_256_GCM_SHA384 -> "
        "TLS_AES_128_GCM_SHA256"}},
  });
}

}  // namespace
}  // namespace pagescan
