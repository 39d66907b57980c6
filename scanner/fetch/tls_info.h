// What a TLS connection and its certificate say, read through OpenSSL.
// Results own their strings. Thread-safe for distinct connections.
#pragma once

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstddef>
#include <string>

#include "scanner/fetch/response.h"

namespace pagescan {

/// The parts of a certificate a report shows. Names are UTF-8; a certificate
/// is hostile input, so control bytes in it come through escaped as RFC 2253
/// does or, in alternative names, raw. At most `max_names` of those are kept.
Certificate describe_certificate(X509& certificate, size_t max_names);

/// Protocol, cipher and peer certificate of an established connection to
/// `host` (a DNS name or an IP literal, brackets allowed). `verified` is
/// OpenSSL's verdict on the chain together with the host name.
TlsInfo describe_connection(SSL& connection, const std::string& host,
                            size_t max_names);

/// What is known of a handshake that is failing in its certificate check.
TlsInfo describe_verification(X509_STORE_CTX& verification, size_t max_names);

}  // namespace pagescan
