// Faults of TLS: certificates, the handshake, what follows it.
#include <fmt/format.h>

#include "tests/support/fault_server.h"
#include "tests/support/payloads.h"

namespace pagescan::test {
namespace {

using namespace std::string_literals;
using std::chrono::milliseconds;

constexpr const char* kFailure = "fetch tls_failure";
constexpr long kDay = 24L * 3600;
constexpr milliseconds kForever{600'000};

std::string page() {
  return http_response("200 OK", "Content-Type: text/html\r\n", "<p>x");
}

CertificatePem authority(std::string name = "pagescan test authority") {
  return make_certificate(
      {.common_name = std::move(name), .alternative_names = {}});
}

/// A server with a certificate of a trusted authority, after `change`.
template <class Change>
FaultSite issued_with(const Change& change,
                      ScriptedServer::Handler handler = nullptr) {
  const CertificatePem issuer = authority();
  CertificateRequest request;
  request.issuer = issuer;
  request.is_authority = false;
  ServerTls tls;
  change(request, tls);
  tls.certificate = make_certificate(request);
  auto server = std::make_shared<ScriptedServer>("127.0.0.1", tls);
  server->on("/", page());
  if (handler) server->on("/", std::move(handler));
  FaultSite site;
  site.url = server->url("/");
  site.authority = issuer.certificate;
  site.servers = {server};
  return site;
}

FaultSite issued(void (*change)(CertificateRequest&)) {
  return issued_with(
      [&](CertificateRequest& request, ServerTls&) { change(request); });
}

FaultSite sound(ScriptedServer::Handler handler = nullptr) {
  return issued_with([](CertificateRequest&, ServerTls&) {},
                     std::move(handler));
}

/// Raw bytes instead of a handshake, once the client has said hello.
std::function<FaultSite()> instead_of_tls(
    ScriptedServer::ConnectHandler handler) {
  return [handler = std::move(handler)] {
    auto server = std::make_shared<ScriptedServer>();
    server->on_connect([handler](Connection& connection) {
      if (connection.drop_bytes()) handler(connection);
    });
    FaultSite site;
    site.url = fmt::format("https://127.0.0.1:{}/", server->port());
    site.servers = {server};
    return site;
  };
}

/// The same with plain http in the URL.
FaultSite tls_on_http() {
  FaultSite site = sound();
  site.url.erase(site.url.find('s'), 1);
  return site;
}

FaultSite under_a_leaf() {
  // A certificate that may not issue others issues one.
  const CertificatePem root = authority();
  CertificateRequest middle;
  middle.issuer = root;
  middle.is_authority = false;
  const CertificatePem leaf_issuer = make_certificate(middle);
  FaultSite site = issued_with([&](CertificateRequest& request, ServerTls&) {
    request.issuer = leaf_issuer;
  });
  site.authority = root.certificate + leaf_issuer.certificate;
  return site;
}

std::vector<Fault> certificates() {
  std::vector<Fault> rows;
  const auto add = [&](std::string name, std::string behaviour,
                       std::function<FaultSite()> start, std::string flag) {
    rows.push_back({.name = std::move(name),
                    .behaviour = std::move(behaviour),
                    .error = kFailure,
                    .flag = std::move(flag),
                    .start = std::move(start)});
  };
  constexpr const char* kInsecure = "--insecure";
  const auto add_issued = [&](std::string name, std::string behaviour,
                              void (*change)(CertificateRequest&)) {
    add(
        std::move(name), std::move(behaviour),
        [change] { return issued(change); }, kInsecure);
  };
  add_issued("expired-certificate", "its certificate has expired",
             [](CertificateRequest& request) {
               request.starts_in_seconds = -2 * kDay;
               request.ends_in_seconds = -kDay;
             });
  add_issued("future-certificate", "its certificate is not valid yet",
             [](CertificateRequest& request) {
               request.starts_in_seconds = kDay;
               request.ends_in_seconds = 2 * kDay;
             });
  add_issued("wrong-host", "its certificate is for another host",
             [](CertificateRequest& request) {
               request.alternative_names = {"DNS:shop.invalid"};
             });
  add_issued("wrong-address", "its certificate is for another address",
             [](CertificateRequest& request) {
               request.alternative_names = {"IP:127.0.0.2"};
             });
  add_issued("self-signed", "its certificate is signed by itself",
             [](CertificateRequest& request) { request.issuer.reset(); });
  add_issued("unknown-authority", "an unknown authority signed its certificate",
             [](CertificateRequest& request) {
               request.issuer = authority("another authority");
             });
  add_issued("forged-authority",
             "another key signed in the name of the authority",
             [](CertificateRequest& request) { request.issuer = authority(); });
  add_issued("weak-key", "its certificate has an RSA key of 768 bits",
             [](CertificateRequest& request) { request.rsa_bits = 768; });
  add_issued("weak-signature", "its certificate is signed over SHA-1",
             [](CertificateRequest& request) { request.digest = "SHA1"; });
  add("not-an-authority", "a certificate that may not sign others signed it",
      under_a_leaf, kInsecure);
  return rows;
}

std::vector<Fault> handshakes() {
  return {
      {.name = "handshake-stall",
       .behaviour = "takes the ClientHello and says nothing",
       .error = "fetch timeout",
       .flag = "--connect-timeout",
       .start = instead_of_tls([](Connection& c) { c.pause(kForever); }),
       .limits = {.connect_timeout = milliseconds(400)}},
      {.name = "handshake-close",
       .behaviour = "takes the ClientHello and closes",
       .error = kFailure,
       .start = instead_of_tls([](Connection&) {})},
      {.name = "handshake-reset",
       .behaviour = "takes the ClientHello and resets",
       .error = kFailure,
       .start = instead_of_tls([](Connection& c) { c.reset(); })},
      {.name = "handshake-alert",
       .behaviour = "answers the ClientHello with an alert",
       .error = kFailure,
       .start = instead_of_tls(
           [](Connection& c) { c.send("\x15\x03\x03\0\x02\x02\x28"s); })},
      {.name = "handshake-garbage",
       .behaviour = "answers the ClientHello with a broken ServerHello",
       .error = kFailure,
       .start = instead_of_tls([](Connection& c) {
         c.send("\x16\x03\x03\0\x08\x02\0\0\x04\xff\xff\xff\xff"s);
       })},
      {.name = "http-on-https",
       .behaviour = "answers in plain HTTP at an https URL",
       .error = kFailure,
       .start = instead_of_tls([](Connection& c) { c.send(page()); })},
      {.name = "https-on-http",
       .behaviour = "answers in TLS at an http URL",
       .error = "fetch connection_failed",
       .start = tls_on_http},
      {.name = "old-tls",
       .behaviour = "speaks TLS 1.1 at most",
       .error = kFailure,
       .start =
           [] {
             return issued_with([](CertificateRequest&, ServerTls& tls) {
               tls.max_version = TLS1_1_VERSION;
             });
           }},
  };
}

std::vector<Fault> sessions() {
  return {
      {.name = "many-certificate-names",
       .behaviour = "has a certificate of more names than are kept",
       .cut = "certificate_names",
       .flag = "--max-certificate-names",
       .start =
           [] {
             return issued([](CertificateRequest& request) {
               for (int i = 0; i < 50; ++i) {
                 request.alternative_names.push_back(
                     fmt::format("DNS:{}.invalid", i));
               }
             });
           }},
      {.name = "tls-reset",
       .behaviour = "resets after the handshake",
       .error = "fetch connection_failed",
       .start = [] { return sound(reset_after("")); }},
      {.name = "tls-stall",
       .behaviour = "falls silent after the handshake",
       .error = "fetch timeout",
       .flag = "--timeout",
       .start = [] { return sound(stall("")); },
       .limits = {.timeout = milliseconds(1500)}},
      {.name = "not-http-2",
       .behaviour = "agrees on HTTP/2 and speaks HTTP/1.1",
       .error = "fetch connection_failed",
       .start =
           [] {
             return issued_with(
                 [](CertificateRequest&, ServerTls& tls) { tls.alpn = "h2"; });
           }},
  };
}

}  // namespace

std::vector<Fault> tls_faults() {
  std::vector<Fault> all = certificates();
  for (const auto& group : {handshakes(), sessions()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

}  // namespace pagescan::test
