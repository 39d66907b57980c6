// Faults of redirects. 127.0.0.66 stands for the address a scan must not
// reach: it is refused by --deny-address, and would answer.
#include <fmt/format.h>

#include "tests/support/fault_server.h"
#include "tests/support/payloads.h"

namespace pagescan::test {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kDenied = "127.0.0.66";

std::string redirect(std::string_view location) {
  return http_response("302 Found", fmt::format("Location: {}\r\n", location),
                       "");
}

std::string page() {
  return http_response("200 OK", "Content-Type: text/html\r\n", "<p>x");
}

/// A site that redirects to what `location` makes of the denied server.
std::function<FaultSite()> led_astray(
    std::function<std::string(const ScriptedServer& denied)> location) {
  return [location = std::move(location)] {
    auto denied = std::make_shared<ScriptedServer>(std::string(kDenied));
    denied->on("/", page());
    auto start = std::make_shared<ScriptedServer>();
    start->on("/", redirect(location(*denied)));
    FaultSite site;
    site.url = start->url("/");
    site.denied = {std::string(kDenied)};
    site.resolve = {
        fmt::format("inner.invalid:{}:{}", denied->port(), kDenied)};
    site.servers = {denied, start};
    return site;
  };
}

/// `head` at /, with a Location of /end, where a page is.
std::function<FaultSite()> then_a_page(ScriptedServer::Handler handler) {
  return [handler = std::move(handler)] {
    auto server = std::make_shared<ScriptedServer>();
    server->on("/", handler);
    server->on("/end", page());
    FaultSite site;
    site.url = server->url("/");
    site.servers = {server};
    return site;
  };
}

ScriptedServer::Handler slow_loop() {
  return [](Connection& connection, const ScriptedRequest&) {
    connection.pause(milliseconds(150));
    connection.send(redirect("/"));
  };
}

/// Redirects to a new URL every time, each with a cookie more.
ScriptedServer::Handler ever_further() {
  return [](Connection& connection, const ScriptedRequest& request) {
    const std::string next = request.target + "x";
    connection.send(http_response(
        "302 Found",
        fmt::format("Location: {}\r\nSet-Cookie: c{}=1\r\n",
                    next.starts_with("/?") ? next : "/?x", next.size()),
        ""));
  };
}

std::vector<Fault> loops() {
  return {
      {.name = "redirect-loop",
       .behaviour = "redirects to itself",
       .error = "fetch too_many_redirects",
       .flag = "--max-redirects",
       .start = answer(redirect("/"))},
      {.name = "endless-redirects",
       .behaviour = "redirects to ever new URLs, each setting a cookie",
       .error = "fetch too_many_redirects",
       .flag = "--max-redirects",
       .start = answer(ever_further())},
      {.name = "slow-redirects",
       .behaviour = "redirects to itself, each time after a while",
       .error = "fetch timeout",
       .flag = "--timeout",
       .start = answer(slow_loop()),
       .limits = {.timeout = milliseconds(400), .max_redirects = 1000}},
      {.name = "redirect-with-endless-content",
       .behaviour = "redirects with content without end: followed",
       .start =
           then_a_page(endless("HTTP/1.1 302 Found\r\nLocation: /end\r\n\r\n",
                               std::string(4096, 'x')))},
      {.name = "redirect-with-broken-gzip",
       .behaviour = "redirects with content that is broken: followed",
       .start = then_a_page([](Connection& c, const ScriptedRequest&) {
         c.send(
             "HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Encoding: "
             "gzip\r\nContent-Length: 8\r\n\r\nnot gzip");
       })},
      {.name = "redirect-with-wrong-length",
       .behaviour = "redirects, announcing more content than it sends: "
                    "followed",
       .start = then_a_page([](Connection& c, const ScriptedRequest&) {
         c.send(
             "HTTP/1.1 302 Found\r\nLocation: /end\r\nContent-Length: "
             "99\r\n\r\nx");
       })},
  };
}

std::vector<Fault> targets() {
  std::vector<Fault> rows;
  const auto add = [&](std::string name, std::string behaviour,
                       std::string error, std::string_view location) {
    rows.push_back({.name = std::move(name),
                    .behaviour = std::move(behaviour),
                    .error = std::move(error),
                    .start = answer(redirect(location))});
  };
  constexpr const char* kRefused = "fetch redirect_refused";
  add("redirect-to-file", "redirects to `file:`", kRefused,
      "file:///etc/passwd");
  add("redirect-to-javascript", "redirects to `javascript:`", kRefused,
      "javascript:alert(1)");
  add("redirect-to-data", "redirects to `data:`", kRefused, "data:text/html,x");
  add("redirect-to-ftp", "redirects to `ftp:`", kRefused, "ftp://127.0.0.1/");
  add("redirect-to-bad-port", "redirects to the port of another protocol",
      kRefused, "http://127.0.0.1:25/");
  add("redirect-to-nowhere", "redirects to what is no URL", "fetch invalid_url",
      "http://[::1/");
  add("redirect-to-empty-host", "redirects to a URL without a host",
      "fetch invalid_url", "http://");
  add("huge-location", "redirects to a URL of 70 KB", kRefused,
      "/" + std::string(70'000, 'a'));
  rows.push_back({.name = "two-locations",
                  .behaviour = "redirects to two URLs at once",
                  .error = "fetch protocol_error",
                  .start = answer(http_response(
                      "302 Found", "Location: /a\r\nLocation: /b\r\n", ""))});
  return rows;
}

std::vector<Fault> refused_addresses() {
  constexpr const char* kRefused = "fetch address_refused";
  return {
      {.name = "redirect-to-refused-address",
       .behaviour = "redirects to an address that is refused",
       .error = kRefused,
       .flag = "--deny-address",
       .start = led_astray([](const ScriptedServer& s) { return s.url("/"); })},
      {.name = "redirect-to-mapped-address",
       .behaviour = "redirects to that address as IPv6 maps it",
       .error = kRefused,
       .flag = "--deny-address",
       .start = led_astray([](const ScriptedServer& s) {
         return s.url_at("[::ffff:127.0.0.66]", "/");
       })},
      {.name = "redirect-to-decimal-address",
       .behaviour = "redirects to that address as one decimal number",
       .error = kRefused,
       .flag = "--deny-address",
       .start = led_astray([](const ScriptedServer& s) {
         return s.url_at("2130706498", "/");
       })},
      {.name = "redirect-to-refused-name",
       .behaviour = "redirects to a name that has that address",
       .error = kRefused,
       .flag = "--deny-address",
       .start = led_astray([](const ScriptedServer& s) {
         return s.url_at("inner.invalid", "/");
       })},
      {.name = "redirect-to-nobody",
       .behaviour = "redirects to a port nobody listens at",
       .error = "fetch connection_refused",
       .start =
           [] {
             return answer(
                 redirect(fmt::format("http://127.0.0.1:{}/", free_port())))();
           }},
  };
}

}  // namespace

std::vector<Fault> redirect_faults() {
  std::vector<Fault> all = loops();
  for (const auto& group : {targets(), refused_addresses()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

}  // namespace pagescan::test
