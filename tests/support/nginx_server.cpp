#include "tests/support/nginx_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <thread>

#include "tests/support/scripted_server.h"

namespace pagescan::test {
namespace {

namespace fs = std::filesystem;

constexpr int kStartAttempts = 3;
constexpr std::chrono::seconds kStartLimit{10};

/// nginx in PATH or where Debian puts it, which a user's PATH may lack.
std::optional<fs::path> find_nginx() {
  const char* const path = std::getenv("PATH");
  std::string folders = path == nullptr ? "" : path;
  folders += ":/usr/sbin:/usr/local/sbin";
  size_t begin = 0;
  while (begin <= folders.size()) {
    const size_t end = std::min(folders.find(':', begin), folders.size());
    const fs::path candidate =
        fs::path(folders.substr(begin, end - begin)) / "nginx";
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
    begin = end + 1;
  }
  return std::nullopt;
}

bool accepts(uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in name{};
  name.sin_family = AF_INET;
  name.sin_port = htons(port);
  name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool ok =
      ::connect(fd, reinterpret_cast<sockaddr*>(&name), sizeof(name)) == 0;
  ::close(fd);
  return ok;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

bool NginxServer::is_installed() { return find_nginx().has_value(); }

NginxServer::NginxServer(const NginxOptions& options)
    : root_(options.root.empty() ? folder_.path() / "root" : options.root) {
  fs::create_directories(root_);
  const CertificatePem pem = make_certificate(options.certificate);
  folder_.write("certificate.pem", pem.certificate);
  folder_.write("key.pem", pem.key);
  // Somebody else may take a free port before nginx does.
  for (int attempt = 0; attempt < kStartAttempts; ++attempt) {
    http_port_ = free_port();
    https_port_ = free_port();
    folder_.write("nginx.conf", configuration(options));
    start();
    if (is_ready()) return;
    stop();
  }
  throw std::runtime_error("nginx did not start: " +
                           read_file(folder_.path() / "error.log"));
}

NginxServer::~NginxServer() { stop(); }

std::string NginxServer::configuration(const NginxOptions& options) const {
  return fmt::format(
      R"(daemon off;
master_process off;
pid {0}/nginx.pid;
error_log {0}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {0}/body;
  proxy_temp_path {0}/proxy;
  fastcgi_temp_path {0}/fastcgi;
  uwsgi_temp_path {0}/uwsgi;
  scgi_temp_path {0}/scgi;
  default_type application/octet-stream;
  types {{
    text/html html htm;
    text/plain txt;
    application/xhtml+xml xhtml;
    text/css css;
    text/javascript js;
    application/json json;
    image/png png;
    image/svg+xml svg;
    application/pdf pdf;
  }}
  server {{
    listen 127.0.0.1:{1};
    root {3};
    {4}
  }}
  server {{
    listen 127.0.0.1:{2} ssl{5};
    ssl_certificate {0}/certificate.pem;
    ssl_certificate_key {0}/key.pem;
    root {3};
    {4}
  }}
}}
)",
      folder_.path().string(), http_port_, https_port_, root_.string(),
      options.directives, options.http2 ? " http2" : "");
}

void NginxServer::start() {
  const std::string program = find_nginx().value_or("nginx").string();
  const std::string prefix = folder_.path().string();
  const std::string conf = prefix + "/nginx.conf";
  const std::string log = prefix + "/error.log";
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork");
  if (pid_ > 0) return;
  // In the child: nothing but system calls. Dies with the test, however the
  // test ends.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(1);
  const int null = ::open(log.c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
  ::dup2(null, STDOUT_FILENO);
  ::dup2(null, STDERR_FILENO);
  ::execl(program.c_str(), program.c_str(), "-p", prefix.c_str(), "-c",
          conf.c_str(), "-e", log.c_str(), nullptr);
  ::_exit(127);
}

bool NginxServer::is_ready() {
  const auto end = std::chrono::steady_clock::now() + kStartLimit;
  while (std::chrono::steady_clock::now() < end) {
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
      pid_ = -1;
      return false;
    }
    if (accepts(http_port_) && accepts(https_port_)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

void NginxServer::stop() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

void NginxServer::write(const fs::path& name, std::string_view bytes) const {
  const fs::path full = root_ / name;
  fs::create_directories(full.parent_path());
  std::ofstream file(full, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string NginxServer::http_url(std::string_view path) const {
  return fmt::format("http://127.0.0.1:{}{}", http_port_, path);
}

std::string NginxServer::https_url(std::string_view path) const {
  return fmt::format("https://127.0.0.1:{}{}", https_port_, path);
}

fs::path NginxServer::certificate_file() const {
  return folder_.path() / "certificate.pem";
}

}  // namespace pagescan::test
