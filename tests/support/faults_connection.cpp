// Faults up to the end of the fields: connecting, the status line, the fields.
#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "tests/support/fault_server.h"

namespace pagescan::test {
namespace {

using namespace std::string_literals;
using std::chrono::milliseconds;

constexpr FaultLimits kShortConnect = {.connect_timeout = milliseconds(400)};

/// A listener whose queue of connections is full, so that no further one is
/// ever made.
class FullListener {
 public:
  FullListener() {
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto* const generic = reinterpret_cast<sockaddr*>(&name);
    socklen_t size = sizeof(name);
    ::bind(listener_, generic, size);
    ::listen(listener_, 0);
    ::getsockname(listener_, generic, &size);
    port_ = ntohs(name.sin_port);
    for (int& fd : fillers_) {
      fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
      ::connect(fd, generic, size);
    }
  }
  ~FullListener() {
    ::close(listener_);
    for (const int fd : fillers_) ::close(fd);
  }
  FullListener(const FullListener&) = delete;
  FullListener& operator=(const FullListener&) = delete;

  uint16_t port() const { return port_; }

 private:
  int listener_ = -1;
  uint16_t port_ = 0;
  std::array<int, 4> fillers_{};
};

FaultSite full_listener() {
  const auto listener = std::make_shared<FullListener>();
  FaultSite site;
  site.url = fmt::format("http://127.0.0.1:{}/", listener->port());
  site.servers.push_back(listener);
  return site;
}

FaultSite nobody() {
  FaultSite site;
  site.url = fmt::format("http://127.0.0.1:{}/", free_port());
  return site;
}

std::string many(size_t count, std::string_view piece) {
  std::string all;
  all.reserve(count * piece.size());
  for (size_t i = 0; i < count; ++i) all += piece;
  return all;
}

std::vector<Fault> connecting() {
  return {
      {.name = "connection-refused",
       .behaviour = "nobody listens at the port",
       .error = "fetch connection_refused",
       .start = nobody},
      {.name = "connect-stall",
       .behaviour = "the TCP connection is never taken",
       .error = "fetch timeout",
       .flag = "--connect-timeout",
       .start = full_listener,
       .limits = kShortConnect},
      {.name = "close-at-connect",
       .behaviour = "closes at once",
       .error = "fetch connection_failed",
       .start = at_connect([](Connection&) {})},
      {.name = "reset-at-connect",
       .behaviour = "resets at once",
       .error = "fetch connection_failed",
       .start = at_connect([](Connection& c) { c.reset(); })},
      {.name = "silence",
       .behaviour = "takes the request and never answers",
       .error = "fetch timeout",
       .flag = "--timeout",
       .start = answer(stall("")),
       .limits = kShortTimeout},
      {.name = "close-without-answer",
       .behaviour = "takes the request and closes",
       .error = "fetch connection_failed",
       .start = answer("")},
      {.name = "reset-without-answer",
       .behaviour = "takes the request and resets",
       .error = "fetch connection_failed",
       .start = answer(reset_after(""))},
  };
}

std::vector<Fault> status_line() {
  return {
      {.name = "http-0.9",
       .behaviour = "answers with content alone, as HTTP/0.9 did",
       .error = "fetch protocol_error",
       .start = answer("<html>hello</html>")},
      {.name = "other-protocol",
       .behaviour = "greets as an SSH server",
       .error = "fetch protocol_error",
       .start = at_connect(
           [](Connection& c) { c.send("SSH-2.0-OpenSSH_9.2\r\n"); })},
      {.name = "binary-answer",
       .behaviour = "answers with bytes of no protocol",
       .error = "fetch protocol_error",
       .start = answer("\x00\x01\x02\xff\xfe\r\n\r\n"s)},
      {.name = "reset-in-status-line",
       .behaviour = "resets after `HTTP/1.1 2`",
       .error = "fetch connection_failed",
       .start = answer(reset_after("HTTP/1.1 2"))},
      {.name = "close-in-status-line",
       .behaviour = "closes after `HTTP/1.1 2`",
       .error = "fetch connection_failed",
       .start = answer("HTTP/1.1 2")},
      {.name = "status-line-drip",
       .behaviour = "sends a reason that never ends, a byte at a time",
       .error = "fetch timeout",
       .flag = "--min-speed",
       .start = answer(drip("HTTP/1.1 200 O", "K")),
       .limits = kShortSpeedTime},
      {.name = "endless-status-line",
       .behaviour = "sends a reason that never ends",
       .error = "fetch too_large",
       .start = answer(endless("HTTP/1.1 200 ", std::string(4096, 'x')))},
      {.name = "no-status",
       .behaviour = "sends a status line without a number",
       .error = "fetch protocol_error",
       .start = answer("HTTP/1.1 OK\r\n\r\n<p>x")},
      {.name = "unknown-version",
       .behaviour = "answers in HTTP/9.9",
       .error = "fetch protocol_error",
       .start = answer("HTTP/9.9 200 OK\r\n\r\n<p>x")},
      {.name = "unasked-upgrade",
       .behaviour = "switches protocols (101) unasked",
       .error = "fetch protocol_error",
       .start = answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n"
                       "Connection: Upgrade\r\n\r\n\x01\x02")},
      {.name = "endless-interim",
       .behaviour = "sends interim (1xx) responses without end",
       .error = "fetch protocol_error",
       .flag = "--max-interim",
       .start = answer(endless("", "HTTP/1.1 103 Early Hints\r\n\r\n"))},
  };
}

std::vector<Fault> fields() {
  return {
      {.name = "reset-in-fields",
       .behaviour = "resets in a field line",
       .error = "fetch connection_failed",
       .start = answer(reset_after("HTTP/1.1 200 OK\r\nServer: x"))},
      {.name = "close-in-fields",
       .behaviour = "closes in a field line",
       .error = "fetch connection_failed",
       .start = answer("HTTP/1.1 200 OK\r\nServer: x")},
      {.name = "fields-stall",
       .behaviour = "falls silent in the fields",
       .error = "fetch timeout",
       .flag = "--timeout",
       .start = answer(stall("HTTP/1.1 200 OK\r\nServer: x")),
       .limits = kShortTimeout},
      {.name = "fields-drip",
       .behaviour = "sends a field a byte at a time",
       .error = "fetch timeout",
       .flag = "--min-speed",
       .start = answer(drip("HTTP/1.1 200 OK\r\nX: ", "x")),
       .limits = kShortSpeedTime},
      {.name = "nul-in-field",
       .behaviour = "puts a NUL into a field",
       .error = "fetch protocol_error",
       .start = answer("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n<p>x"s)},
      {.name = "field-without-colon",
       .behaviour = "sends a field line without a colon",
       .error = "fetch protocol_error",
       .start = answer(page_head("no colon\r\n") + "<p>x")},
      {.name = "nameless-field",
       .behaviour = "sends a field line without a name: listed as malformed",
       .start = answer(page_head(": no name\r\n") + "<p>x")},
  };
}

std::vector<Fault> floods_of_fields() {
  return {
      {.name = "endless-fields",
       .behaviour = "sends field lines without end",
       .error = "fetch too_large",
       .flag = "--max-field-bytes",
       .start = answer(endless("HTTP/1.1 200 OK\r\n",
                               many(100, "X-Filler: 0123456789\r\n"))),
       .limits = {.max_fields = 1'000'000}},
      {.name = "endless-field",
       .behaviour = "sends one field line that never ends",
       .error = "fetch too_large",
       .start =
           answer(endless("HTTP/1.1 200 OK\r\nX: ", std::string(4096, 'x')))},
      {.name = "endless-folding",
       .behaviour = "folds one field over lines without end",
       .error = "fetch too_large",
       .flag = "--max-field-bytes",
       .start = answer(endless("HTTP/1.1 200 OK\r\nX: x\r\n",
                               " " + std::string(1000, 'x') + "\r\n"))},
      {.name = "huge-fields",
       .behaviour = "sends fields over what libcurl takes",
       .error = "fetch too_large",
       .start = answer(
           page_head(many(8, "X: " + std::string(50'000, 'x') + "\r\n")) +
           "<p>x"),
       .limits = {.max_field_bytes = size_t{300} << 10}},
      {.name = "many-fields",
       .behaviour = "sends more field lines than are kept",
       .cut = "response_fields",
       .flag = "--max-fields",
       .start = answer(page_head(many(200, "X: 1\r\n")) + "<p>x")},
      {.name = "many-cookies",
       .behaviour = "sets more cookies than are kept",
       .cut = "cookies",
       .flag = "--max-cookies",
       .start = answer(page_head(many(50, "Set-Cookie: a=1\r\n")) + "<p>x")},
  };
}

}  // namespace

std::vector<Fault> connection_faults() {
  std::vector<Fault> all = connecting();
  for (const auto& group : {status_line(), fields(), floods_of_fields()}) {
    all.insert(all.end(), group.begin(), group.end());
  }
  return all;
}

}  // namespace pagescan::test
