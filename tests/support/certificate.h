// Certificates made at test time, self-signed or issued. Thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace pagescan::test {

struct CertificatePem {
  std::string certificate;
  std::string key;
};

struct CertificateRequest {
  std::string common_name = "pagescan test";
  /// As subjectAltName writes them: "DNS:example.test", "IP:127.0.0.1".
  std::vector<std::string> alternative_names = {"DNS:localhost",
                                                "IP:127.0.0.1"};
  long starts_in_seconds = -3600;
  long ends_in_seconds = 24 * 3600;
  long serial = 1;
  std::optional<CertificatePem> issuer = {};  // nothing: self-signed
  bool is_authority = true;                   // may issue others
  unsigned rsa_bits = 0;                      // 0: a P-256 key
  std::string digest = "SHA256";
};

/// Throws std::runtime_error where OpenSSL refuses.
CertificatePem make_certificate(const CertificateRequest& request = {});

}  // namespace pagescan::test
