// The system's nginx on free loopback ports, configured at test time: a static
// root over http and, with a certificate made for it, https with HTTP/2.
// Stopped in the destructor. Not thread-safe.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "tests/support/certificate.h"
#include "tests/support/temp_dir.h"

namespace pagescan::test {

struct NginxOptions {
  /// Directives for both servers, e.g. "location /old { return 301 /new; }".
  std::string directives;
  CertificateRequest certificate;
  /// Offers HTTP/2 by ALPN on the https server.
  bool http2 = true;
  /// A folder to serve; empty: one of the server's own, see write().
  std::filesystem::path root;
};

class NginxServer {
 public:
  /// Whether nginx is installed. Tests skip, saying so, where it is not.
  static bool is_installed();

  /// Starts it and waits until it answers. Throws std::runtime_error with
  /// nginx's own words where it does not.
  explicit NginxServer(const NginxOptions& options = {});
  ~NginxServer();
  NginxServer(const NginxServer&) = delete;
  NginxServer& operator=(const NginxServer&) = delete;

  /// Puts a file below the root.
  void write(const std::filesystem::path& name, std::string_view bytes) const;

  uint16_t http_port() const { return http_port_; }
  uint16_t https_port() const { return https_port_; }
  std::string http_url(std::string_view path) const;
  std::string https_url(std::string_view path) const;
  /// The server's certificate in PEM, fit for --ca-file.
  std::filesystem::path certificate_file() const;

 private:
  std::string configuration(const NginxOptions& options) const;
  void start();
  bool is_ready();
  void stop();

  TempDir folder_;
  std::filesystem::path root_;
  uint16_t http_port_ = 0;
  uint16_t https_port_ = 0;
  pid_t pid_ = -1;
};

}  // namespace pagescan::test

/// Ends a test with a notice where nginx is not installed.
#define PAGESCAN_REQUIRE_NGINX()                      \
  do {                                                \
    if (!pagescan::test::NginxServer::is_installed()) \
      GTEST_SKIP() << "nginx is not installed";       \
  } while (false)
