#include "tests/support/load_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <optional>
#include <queue>
#include <string_view>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

namespace pagescan::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kHostsOfANet = 254;

[[noreturn]] void throw_errno(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in loopback(size_t index, uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr =
      htonl(0x7F010000U + static_cast<uint32_t>((index / kHostsOfANet) << 8 |
                                                (index % kHostsOfANet + 1)));
  return address;
}

int listen_on(size_t index, uint16_t& port) {
  const int socket =
      ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket < 0) throw_errno("socket");
  const int on = 1;
  ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  sockaddr_in address = loopback(index, port);
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (::bind(socket, plain, size) != 0 || ::listen(socket, 1024) != 0) {
    ::close(socket);
    throw_errno("bind");
  }
  ::getsockname(socket, plain, &size);
  port = ntohs(address.sin_port);
  return socket;
}

}  // namespace

class LoadServer::Impl {
 public:
  explicit Impl(const LoadServerOptions& options);
  ~Impl();

  uint16_t port() const { return port_; }
  LoadCounts counts(size_t index) const {
    const std::lock_guard lock(mutex_);
    return hosts_[index].counts;
  }
  size_t addresses() const { return options_.addresses; }

 private:
  struct Host {
    int listener = -1;
    LoadCounts counts;
    size_t at_once = 0;
    Clock::time_point second{};
    size_t in_second = 0;
    Clock::time_point closed_until{};
    std::optional<Clock::time_point> latest;
  };
  struct Client {
    size_t host = 0;
    std::string received;
    std::string unsent;
    bool is_waiting = false;
    uint64_t number = 0;
  };
  struct Answer {
    Clock::time_point time;
    int socket;
    uint64_t client;
    std::string bytes;
    bool operator>(const Answer& other) const { return time > other.time; }
  };

  void watch(int descriptor);
  void run();
  void accept_all(size_t host);
  void read_from(int socket);
  void take_request(int socket, Client& client);
  std::string answer_to(std::string_view target, Host& host);
  bool is_throttled(Host& host, Clock::time_point now);
  void send_due();
  void send_to(int socket);
  void close_client(int socket);
  int milliseconds_to_wait() const;

  const LoadServerOptions options_;
  uint16_t port_ = 0;
  int epoll_ = -1;
  int stop_ = -1;
  mutable std::mutex mutex_;
  std::vector<Host> hosts_;
  std::unordered_map<int, size_t> listeners_;
  std::unordered_map<int, Client> clients_;
  uint64_t next_number_ = 1;
  std::priority_queue<Answer, std::vector<Answer>, std::greater<>> answers_;
  std::thread thread_;
};

LoadServer::Impl::Impl(const LoadServerOptions& options)
    : options_(options),
      port_(options.port),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      stop_(::eventfd(0, EFD_CLOEXEC)),
      hosts_(options.addresses) {
  if (epoll_ < 0 || stop_ < 0) throw_errno("epoll");
  watch(stop_);
  for (size_t i = 0; i < hosts_.size(); ++i) {
    hosts_[i].listener = listen_on(i, port_);
    listeners_[hosts_[i].listener] = i;
    watch(hosts_[i].listener);
  }
  thread_ = std::thread([this] { run(); });
}

LoadServer::Impl::~Impl() {
  ::eventfd_write(stop_, 1);
  thread_.join();
  for (const auto& [socket, client] : clients_) ::close(socket);
  for (const Host& host : hosts_) ::close(host.listener);
  ::close(stop_);
  ::close(epoll_);
}

void LoadServer::Impl::watch(int descriptor) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = descriptor;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event);
}

int LoadServer::Impl::milliseconds_to_wait() const {
  if (answers_.empty()) return -1;
  const auto left = answers_.top().time - Clock::now();
  return static_cast<int>(std::max<int64_t>(
      std::chrono::ceil<std::chrono::milliseconds>(left).count(), 0));
}

void LoadServer::Impl::run() {
  std::array<epoll_event, 512> events;
  while (true) {
    const int count =
        ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                     milliseconds_to_wait());
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events[static_cast<size_t>(i)];
      const int descriptor = event.data.fd;
      if (descriptor == stop_) return;
      const auto listener = listeners_.find(descriptor);
      if (listener != listeners_.end()) {
        accept_all(listener->second);
        continue;
      }
      if ((event.events & EPOLLOUT) != 0) send_to(descriptor);
      if ((event.events & ~uint32_t{EPOLLOUT}) != 0) read_from(descriptor);
    }
    send_due();
  }
}

void LoadServer::Impl::accept_all(size_t host) {
  while (true) {
    const int socket = ::accept4(hosts_[host].listener, nullptr, nullptr,
                                 SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (socket < 0) return;
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    clients_[socket] = Client{host, {}, {}, false, next_number_++};
    watch(socket);
    const std::lock_guard lock(mutex_);
    ++hosts_[host].counts.connections;
  }
}

void LoadServer::Impl::close_client(int socket) {
  const auto it = clients_.find(socket);
  if (it == clients_.end()) return;
  if (it->second.is_waiting) --hosts_[it->second.host].at_once;
  clients_.erase(it);
  ::close(socket);
}

void LoadServer::Impl::read_from(int socket) {
  const auto it = clients_.find(socket);
  if (it == clients_.end()) return;
  std::array<char, 16384> buffer;
  const ssize_t size = ::recv(socket, buffer.data(), buffer.size(), 0);
  if (size < 0 && errno == EAGAIN) return;
  if (size <= 0) {
    close_client(socket);
    return;
  }
  Client& client = it->second;
  client.received.append(buffer.data(), static_cast<size_t>(size));
  if (client.received.find("\r\n\r\n") != std::string::npos) {
    take_request(socket, client);
  }
}

void LoadServer::Impl::take_request(int socket, Client& client) {
  const Clock::time_point now = Clock::now();
  const std::string request = std::exchange(client.received, {});
  const size_t begin = request.find(' ') + 1;
  const std::string_view target =
      std::string_view(request).substr(begin, request.find(' ', begin) - begin);
  const std::lock_guard lock(mutex_);
  Host& host = hosts_[client.host];
  LoadCounts& counts = host.counts;
  ++counts.requests;
  client.is_waiting = true;
  counts.most_at_once = std::max(counts.most_at_once, ++host.at_once);
  if (host.latest) {
    const double gap =
        std::chrono::duration<double, std::milli>(now - *host.latest).count();
    const bool is_shorter =
        counts.shortest_gap_ms < 0 || gap < counts.shortest_gap_ms;
    if (is_shorter) counts.shortest_gap_ms = gap;
  }
  host.latest = now;
  if (target.starts_with("/stall")) return;
  answers_.push({now + options_.delay, socket, client.number,
                 is_throttled(host, now) ? answer_to("/status/429", host)
                                         : answer_to(target, host)});
}

bool LoadServer::Impl::is_throttled(Host& host, Clock::time_point now) {
  if (now < host.closed_until) {
    ++host.counts.too_early;
    ++host.counts.throttled;
    return true;
  }
  if (options_.requests_per_second == 0) return false;
  if (now - host.second >= std::chrono::seconds(1)) {
    host.second = now;
    host.in_second = 0;
  }
  if (++host.in_second <= options_.requests_per_second) return false;
  ++host.counts.throttled;
  if (options_.retry_after_seconds > 0) {
    host.closed_until =
        now + std::chrono::seconds(options_.retry_after_seconds);
  }
  return true;
}

std::string LoadServer::Impl::answer_to(std::string_view target,
                                        Host& /*host*/) {
  if (target.starts_with("/redirect?")) {
    return fmt::format(
        "HTTP/1.1 302 Found\r\nLocation: http://{}\r\nContent-Length: "
        "0\r\n\r\n",
        target.substr(target.find('?') + 1));
  }
  std::string status = "200 OK";
  std::string field;
  if (target.starts_with("/status/")) {
    status = fmt::format("{} -", target.substr(8, 3));
    if (target.starts_with("/status/429") &&
        options_.retry_after_seconds >= 0) {
      field = fmt::format("Retry-After: {}\r\n", options_.retry_after_seconds);
    }
  }
  std::string page = fmt::format(
      "<!DOCTYPE html><title>{}</title><form action=/go><input name=q></form>"
      "<p>",
      target);
  while (page.size() < options_.page_bytes) page += "some words of a page ";
  return fmt::format(
      "HTTP/1.1 {}\r\nContent-Type: text/html\r\n{}Content-Length: "
      "{}\r\n\r\n{}",
      status, field, page.size(), page);
}

void LoadServer::Impl::send_due() {
  const Clock::time_point now = Clock::now();
  while (!answers_.empty() && answers_.top().time <= now) {
    const Answer answer = answers_.top();
    answers_.pop();
    const auto it = clients_.find(answer.socket);
    if (it == clients_.end() || it->second.number != answer.client) continue;
    {
      const std::lock_guard lock(mutex_);
      it->second.is_waiting = false;
      --hosts_[it->second.host].at_once;
    }
    it->second.unsent += answer.bytes;
    send_to(answer.socket);
  }
}

/// As much as the socket takes; the rest when it takes more.
void LoadServer::Impl::send_to(int socket) {
  const auto it = clients_.find(socket);
  if (it == clients_.end()) return;
  std::string& unsent = it->second.unsent;
  const ssize_t sent =
      ::send(socket, unsent.data(), unsent.size(), MSG_NOSIGNAL);
  if (sent < 0 && errno != EAGAIN) {
    close_client(socket);
    return;
  }
  if (sent > 0) unsent.erase(0, static_cast<size_t>(sent));
  epoll_event event{};
  event.events = EPOLLIN | (unsent.empty() ? 0U : uint32_t{EPOLLOUT});
  event.data.fd = socket;
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, socket, &event);
}

LoadServer::LoadServer(const LoadServerOptions& options)
    : impl_(std::make_unique<Impl>(options)) {}
LoadServer::~LoadServer() = default;

uint16_t LoadServer::port() const { return impl_->port(); }

std::string LoadServer::address(size_t index) const {
  return fmt::format("127.1.{}.{}", index / kHostsOfANet,
                     index % kHostsOfANet + 1);
}

std::string LoadServer::url(size_t index, const std::string& path) const {
  return fmt::format("http://{}:{}{}", address(index), port(), path);
}

LoadCounts LoadServer::counts(size_t index) const {
  return impl_->counts(index);
}

LoadCounts LoadServer::all_counts() const {
  LoadCounts all;
  for (size_t i = 0; i < impl_->addresses(); ++i) {
    const LoadCounts one = impl_->counts(i);
    all.requests += one.requests;
    all.connections += one.connections;
    all.throttled += one.throttled;
    all.too_early += one.too_early;
    all.most_at_once = std::max(all.most_at_once, one.most_at_once);
    const bool is_shorter =
        one.shortest_gap_ms >= 0 &&
        (all.shortest_gap_ms < 0 || one.shortest_gap_ms < all.shortest_gap_ms);
    if (is_shorter) all.shortest_gap_ms = one.shortest_gap_ms;
  }
  return all;
}

}  // namespace pagescan::test
