// The server's side of TLS on a connected socket, for the scripted server. Used
// by the connection's thread alone.
#pragma once

#include <openssl/ssl.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "tests/support/certificate.h"

namespace pagescan::test {

struct ServerTls {
  CertificatePem certificate;
  /// The highest version spoken, as OpenSSL numbers them; 0: the newest.
  int max_version = 0;
  /// The protocol chosen by ALPN, offered or not; empty: none.
  std::string alpn = {};
};

class TlsSession {
 public:
  /// Waits until `fd` is ready for poll()'s `events`; false: give up.
  using Wait = std::function<bool(int fd, short events)>;

  /// Weak keys and old versions are fine with it. Throws std::runtime_error
  /// where OpenSSL refuses.
  TlsSession(int fd, const ServerTls& tls, Wait wait);

  /// These are false, or 0 or less, once the client has gone.
  bool handshake();
  bool write(std::string_view bytes);
  ptrdiff_t read(std::span<char> into);

  /// Sends the close_notify alert.
  void close();

 private:
  struct ContextFree {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  };
  struct SessionFree {
    void operator()(SSL* session) const { SSL_free(session); }
  };

  bool wait_after(int result);

  int fd_;
  std::string alpn_;
  Wait wait_;
  std::unique_ptr<SSL_CTX, ContextFree> context_;
  std::unique_ptr<SSL, SessionFree> session_;
};

}  // namespace pagescan::test
