#include "tests/support/scripted_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cctype>
#include <cerrno>
#include <map>
#include <mutex>
#include <span>
#include <system_error>
#include <thread>

namespace pagescan::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kTick{20};
constexpr size_t kMaxHeadBytes = size_t{1} << 20;

class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  ~Socket() { close(); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  int fd() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

/// Listens at `address`; `port` 0 takes a free one.
int listen_at(const std::string& address, uint16_t& port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) throw_errno("socket");
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(port);
  inet_pton(AF_INET, address.c_str(), &name.sin_addr);
  socklen_t size = sizeof(name);
  auto* const generic = reinterpret_cast<sockaddr*>(&name);
  if (::bind(fd, generic, size) != 0) throw_errno("bind");
  constexpr int kBacklog = 64;
  if (::listen(fd, kBacklog) != 0) throw_errno("listen");
  if (::getsockname(fd, generic, &size) != 0) throw_errno("getsockname");
  port = ntohs(name.sin_port);
  return fd;
}

/// Waits for `events` until `stopping`. False where that comes first.
bool wait_for(int fd, short events, const std::atomic<bool>& stopping) {
  while (!stopping) {
    pollfd entry{fd, events, 0};
    if (::poll(&entry, 1, static_cast<int>(kTick.count())) > 0) return true;
  }
  return false;
}

class LiveConnection : public Connection {
 public:
  LiveConnection(int fd, const std::atomic<bool>& stopping)
      : socket_(fd), stopping_(stopping) {}

  /// From here on everything goes through TLS. False where the client will
  /// not have it.
  bool start_tls(const ServerTls& tls) {
    tls_.emplace(socket_.fd(), tls, [this](int fd, short events) {
      return wait_for(fd, events, stopping_);
    });
    return tls_->handshake();
  }

  bool send(std::string_view bytes) override {
    if (socket_.fd() < 0) return false;
    if (tls_) return tls_->write(bytes);
    while (!bytes.empty()) {
      if (!wait_for(socket_.fd(), POLLOUT, stopping_)) return false;
      const ssize_t sent = ::send(socket_.fd(), bytes.data(), bytes.size(),
                                  MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent < 0 && errno == EAGAIN) continue;
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return true;
  }

  bool drop_bytes() override {
    std::array<char, 16384> chunk{};
    return receive(chunk) > 0;
  }

  bool pause(milliseconds duration) override {
    const auto end = std::chrono::steady_clock::now() + duration;
    while (!stopping_ && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::min(duration, kTick));
    }
    return !stopping_;
  }

  void reset() override {
    const linger abort{1, 0};
    ::setsockopt(socket_.fd(), SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
    socket_.close();
  }

  void keep_alive() override { keeps_alive_ = true; }

  /// The next request, or nothing where the client is done.
  std::optional<ScriptedRequest> read_request() {
    keeps_alive_ = false;
    std::string head;
    size_t end = std::string::npos;
    while ((end = head.find("\r\n\r\n")) == std::string::npos) {
      std::array<char, 16384> chunk{};
      if (head.size() > kMaxHeadBytes) return std::nullopt;
      const ptrdiff_t got = receive(chunk);
      if (got <= 0) return std::nullopt;
      head.append(chunk.data(), static_cast<size_t>(got));
    }
    ScriptedRequest request;
    request.head = head.substr(0, end + 2);
    const size_t first = head.find(' ');
    const size_t second = head.find(' ', first + 1);
    request.method = head.substr(0, first);
    request.target = head.substr(first + 1, second - first - 1);
    return request;
  }

  bool keeps_alive() const { return keeps_alive_ && socket_.fd() >= 0; }

  /// Closes so that the client gets all that was sent.
  void close_gently() {
    if (socket_.fd() < 0) return;
    if (tls_) tls_->close();
    ::shutdown(socket_.fd(), SHUT_WR);
    std::array<char, 4096> rest{};
    while (wait_for(socket_.fd(), POLLIN, stopping_) &&
           ::recv(socket_.fd(), rest.data(), rest.size(), 0) > 0) {
    }
  }

 private:
  /// How many bytes came, 0 or less once none will.
  ptrdiff_t receive(std::span<char> into) {
    if (socket_.fd() < 0) return -1;
    if (tls_) return tls_->read(into);
    if (!wait_for(socket_.fd(), POLLIN, stopping_)) return -1;
    return ::recv(socket_.fd(), into.data(), into.size(), 0);
  }

  Socket socket_;
  std::optional<TlsSession> tls_;
  const std::atomic<bool>& stopping_;
  bool keeps_alive_ = false;
};

}  // namespace

std::optional<std::string> ScriptedRequest::field(std::string_view name) const {
  std::string_view rest(head);
  while (!rest.empty()) {
    const size_t end = std::min(rest.find("\r\n"), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos ||
        !same_name(line.substr(0, colon), name)) {
      continue;
    }
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    return std::string(value);
  }
  return std::nullopt;
}

class ScriptedServer::Impl {
 public:
  Impl(const std::string& address, std::optional<ServerTls> tls)
      : address_(address),
        tls_(std::move(tls)),
        listener_(listen_at(address, port_)) {
    acceptor_ = std::thread([this] { accept_all(); });
  }

  ~Impl() {
    stopping_ = true;
    acceptor_.join();
    for (std::thread& worker : workers_) worker.join();
  }

  void on(std::string path, Handler handler) {
    const std::lock_guard lock(mutex_);
    handlers_[std::move(path)] = std::move(handler);
  }

  void on_connect(ConnectHandler handler) {
    const std::lock_guard lock(mutex_);
    connect_handler_ = std::move(handler);
  }

  std::string_view scheme() const { return tls_ ? "https" : "http"; }
  uint16_t port() const { return port_; }
  const std::string& address() const { return address_; }

  std::vector<ScriptedRequest> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void accept_all() {
    while (wait_for(listener_.fd(), POLLIN, stopping_)) {
      const int fd = ::accept4(listener_.fd(), nullptr, nullptr, SOCK_CLOEXEC);
      if (fd >= 0) workers_.emplace_back([this, fd] { serve(fd); });
    }
  }

  void serve(int fd) {
    // OpenSSL writes without MSG_NOSIGNAL.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    LiveConnection connection(fd, stopping_);
    if (const ConnectHandler handler = connect_handler()) {
      handler(connection);
      connection.close_gently();
      return;
    }
    if (tls_ && !connection.start_tls(*tls_)) return;
    do {
      const auto request = connection.read_request();
      if (!request) return;
      handler_for (*request)(connection, *request);
    } while (connection.keeps_alive());
    connection.close_gently();
  }

  ConnectHandler connect_handler() const {
    const std::lock_guard lock(mutex_);
    return connect_handler_;
  }

  Handler handler_for(const ScriptedRequest& request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    const std::string path = request.target.substr(0, request.target.find('?'));
    const auto found = handlers_.find(path);
    if (found != handlers_.end()) return found->second;
    return [](Connection& connection, const ScriptedRequest&) {
      connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    };
  }

  std::string address_;
  std::optional<ServerTls> tls_;
  uint16_t port_ = 0;
  Socket listener_;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;
  ConnectHandler connect_handler_;
  std::map<std::string, Handler> handlers_;
  std::vector<ScriptedRequest> requests_;
  std::vector<std::thread> workers_;  // the acceptor's, then the destructor's
  std::thread acceptor_;
};

ScriptedServer::ScriptedServer(const std::string& address,
                               std::optional<ServerTls> tls)
    : impl_(std::make_unique<Impl>(address, std::move(tls))) {}
ScriptedServer::~ScriptedServer() = default;

void ScriptedServer::on(std::string path, Handler handler) {
  impl_->on(std::move(path), std::move(handler));
}

void ScriptedServer::on(std::string path, std::string bytes) {
  impl_->on(std::move(path),
            [bytes = std::move(bytes)](Connection& connection,
                                       const ScriptedRequest&) {
              connection.send(bytes);
            });
}

void ScriptedServer::on_connect(ConnectHandler handler) {
  impl_->on_connect(std::move(handler));
}

uint16_t ScriptedServer::port() const { return impl_->port(); }

std::string ScriptedServer::url(std::string_view path) const {
  return url_at(impl_->address(), path);
}

std::string ScriptedServer::url_at(std::string_view host,
                                   std::string_view path) const {
  return fmt::format("{}://{}:{}{}", impl_->scheme(), host, port(), path);
}

std::vector<ScriptedRequest> ScriptedServer::requests() const {
  return impl_->requests();
}

uint16_t free_port() {
  uint16_t port = 0;
  const Socket probe(listen_at("127.0.0.1", port));
  return port;
}

}  // namespace pagescan::test
