#include "tests/support/tls_session.h"

#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <poll.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <utility>

namespace pagescan::test {
namespace {

void check(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(what);
}

void use_certificate(SSL_CTX& context, const CertificatePem& pem) {
  const auto reader = [](const std::string& text) {
    return std::unique_ptr<BIO, decltype(&BIO_free)>(
        BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), BIO_free);
  };
  const auto certificate_pem = reader(pem.certificate);
  const auto key_pem = reader(pem.key);
  X509* const certificate =
      PEM_read_bio_X509(certificate_pem.get(), nullptr, nullptr, nullptr);
  EVP_PKEY* const key =
      PEM_read_bio_PrivateKey(key_pem.get(), nullptr, nullptr, nullptr);
  const bool ok = SSL_CTX_use_certificate(&context, certificate) == 1 &&
                  SSL_CTX_use_PrivateKey(&context, key) == 1;
  X509_free(certificate);
  EVP_PKEY_free(key);
  check(ok, "the server's certificate");
}

/// Chooses the protocol in `alpn`, a std::string, whatever was offered.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* size,
                    const unsigned char*, unsigned, void* alpn) {
  const auto& name = *static_cast<const std::string*>(alpn);
  *out = reinterpret_cast<const unsigned char*>(name.data());
  *size = static_cast<unsigned char>(name.size());
  return SSL_TLSEXT_ERR_OK;
}

int clamped(size_t size) {
  return static_cast<int>(
      std::min<size_t>(size, std::numeric_limits<int>::max()));
}

}  // namespace

TlsSession::TlsSession(int fd, const ServerTls& tls, Wait wait)
    : fd_(fd),
      alpn_(tls.alpn),
      wait_(std::move(wait)),
      context_(SSL_CTX_new(TLS_server_method())) {
  check(context_ != nullptr, "SSL_CTX_new");
  SSL_CTX_set_security_level(context_.get(), 0);
  check(SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0") == 1,
        "SSL_CTX_set_cipher_list");
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context_.get(), tls.max_version);
  if (!alpn_.empty()) {
    SSL_CTX_set_alpn_select_cb(context_.get(), choose_protocol, &alpn_);
  }
  use_certificate(*context_, tls.certificate);
  session_.reset(SSL_new(context_.get()));
  check(session_ != nullptr, "SSL_new");
  ::fcntl(fd_, F_SETFL, ::fcntl(fd_, F_GETFL) | O_NONBLOCK);
  check(SSL_set_fd(session_.get(), fd_) == 1, "SSL_set_fd");
}

/// Whether the call that gave `result` is worth another try.
bool TlsSession::wait_after(int result) {
  switch (SSL_get_error(session_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return wait_(fd_, POLLIN);
    case SSL_ERROR_WANT_WRITE:
      return wait_(fd_, POLLOUT);
    default:
      return false;
  }
}

bool TlsSession::handshake() {
  while (true) {
    const int result = SSL_accept(session_.get());
    if (result == 1) return true;
    if (!wait_after(result)) return false;
  }
}

bool TlsSession::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const int sent =
        SSL_write(session_.get(), bytes.data(), clamped(bytes.size()));
    if (sent > 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if (!wait_after(sent)) {
      return false;
    }
  }
  return true;
}

ptrdiff_t TlsSession::read(std::span<char> into) {
  while (true) {
    const int got = SSL_read(session_.get(), into.data(), clamped(into.size()));
    if (got > 0 || !wait_after(got)) return got;
  }
}

void TlsSession::close() { SSL_shutdown(session_.get()); }

}  // namespace pagescan::test
