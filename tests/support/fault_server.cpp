#include "tests/support/fault_server.h"

#include <fmt/format.h>

#include <iterator>
#include <ostream>
#include <utility>

namespace pagescan::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kDripPause{100};
/// Longer than any limit of a row; cut short when the server stops.
constexpr milliseconds kForever{600'000};
/// For bytes to be read before a reset takes them away.
constexpr milliseconds kArrival{100};

FaultSite site_of(std::shared_ptr<ScriptedServer> server) {
  FaultSite site;
  site.url = server->url("/");
  site.servers.push_back(std::move(server));
  return site;
}

}  // namespace

std::vector<Fault> all_faults() {
  std::vector<Fault> all = connection_faults();
  for (auto group : {content_faults(), redirect_faults(), tls_faults()}) {
    all.insert(all.end(), std::make_move_iterator(group.begin()),
               std::make_move_iterator(group.end()));
  }
  return all;
}

std::string test_name(const Fault& fault) {
  std::string name = fault.name;
  std::erase_if(name, [](char c) { return c == '-' || c == '.'; });
  return name;
}

void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.name << ": " << fault.behaviour;
}

std::function<FaultSite()> answer(std::string bytes) {
  return answer([bytes = std::move(bytes)](Connection& connection,
                                           const ScriptedRequest&) {
    connection.send(bytes);
  });
}

std::function<FaultSite()> answer(ScriptedServer::Handler handler) {
  return [handler = std::move(handler)] {
    auto server = std::make_shared<ScriptedServer>();
    server->on("/", handler);
    return site_of(std::move(server));
  };
}

std::function<FaultSite()> at_connect(ScriptedServer::ConnectHandler handler) {
  return [handler = std::move(handler)] {
    auto server = std::make_shared<ScriptedServer>();
    server->on_connect(handler);
    return site_of(std::move(server));
  };
}

ScriptedServer::Handler endless(std::string head, std::string piece) {
  return [head = std::move(head), piece = std::move(piece)](
             Connection& connection, const ScriptedRequest&) {
    connection.send(head);
    while (connection.send(piece)) {
    }
  };
}

ScriptedServer::Handler drip(std::string head, std::string piece) {
  return [head = std::move(head), piece = std::move(piece)](
             Connection& connection, const ScriptedRequest&) {
    connection.send(head);
    while (connection.send(piece) && connection.pause(kDripPause)) {
    }
  };
}

ScriptedServer::Handler stall(std::string head) {
  return
      [head = std::move(head)](Connection& connection, const ScriptedRequest&) {
        connection.send(head);
        connection.pause(kForever);
      };
}

ScriptedServer::Handler reset_after(std::string head) {
  return
      [head = std::move(head)](Connection& connection, const ScriptedRequest&) {
        connection.send(head);
        connection.pause(kArrival);
        connection.reset();
      };
}

std::string page_head(std::string_view fields) {
  return fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{}\r\n",
                     fields);
}

}  // namespace pagescan::test
