// A loopback TCP or TLS server whose every path is scripted: raw bytes, delays,
// resets, endless content, whatever a hostile server may do. Each connection
// has a thread. The public functions are for the thread of the test; handlers
// run on connection threads.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/tls_session.h"

namespace pagescan::test {

struct ScriptedRequest {
  std::string method;
  std::string target;  // path and query as sent
  std::string head;    // request line and fields as sent

  /// The first field of that name (ASCII case ignored), stripped.
  std::optional<std::string> field(std::string_view name) const;
};

/// The server's side of a connection, for a handler.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Sends all of it. False once the client has gone or the server stops.
  virtual bool send(std::string_view bytes) = 0;
  /// Waits for the client to send something and drops it. False as above.
  virtual bool drop_bytes() = 0;
  /// Sleeps. False where the server stops meanwhile.
  virtual bool pause(std::chrono::milliseconds duration) = 0;
  /// Breaks the connection off with a TCP reset.
  virtual void reset() = 0;
  /// Reads a further request after the handler returns, in place of closing.
  virtual void keep_alive() = 0;
};

class ScriptedServer {
 public:
  using Handler = std::function<void(Connection&, const ScriptedRequest&)>;

  using ConnectHandler = std::function<void(Connection&)>;

  /// Listens on a free port of `address` (127.0.0.0/8); speaks TLS where told.
  explicit ScriptedServer(const std::string& address = "127.0.0.1",
                          std::optional<ServerTls> tls = std::nullopt);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  /// What requests for `path` (the query left out) get. Other paths get a 404.
  void on(std::string path, Handler handler);
  /// The same, answered with `bytes` and the connection closed.
  void on(std::string path, std::string bytes);
  /// What every connection gets at once, before TLS and before any request; it
  /// is closed after that.
  void on_connect(ConnectHandler handler);

  uint16_t port() const;
  /// "http://ADDRESS:PORT", or https, and `path`.
  std::string url(std::string_view path) const;
  /// The same with another host for the address.
  std::string url_at(std::string_view host, std::string_view path) const;
  /// Every request so far, in order of arrival.
  std::vector<ScriptedRequest> requests() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// A port of 127.0.0.1 on which nobody listens.
uint16_t free_port();

}  // namespace pagescan::test
