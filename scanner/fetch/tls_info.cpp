#include "scanner/fetch/tls_info.h"

#include <fmt/format.h>
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <ctime>
#include <memory>
#include <string_view>

#include "scanner/base/strings.h"
#include "scanner/base/time.h"
#include "scanner/fetch/address_policy.h"

namespace pagescan {
namespace {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};

void free_openssl(char* text) { OPENSSL_free(text); }

using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free>>;
using BignumPtr = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using X509Ptr = std::unique_ptr<X509, Deleter<X509_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, Deleter<GENERAL_NAMES_free>>;
using OpensslString = std::unique_ptr<char, Deleter<free_openssl>>;

std::string name_to_string(const X509_NAME* name) {
  if (name == nullptr) return {};
  const BioPtr bio(BIO_new(BIO_s_mem()));
  if (!bio) return {};
  constexpr unsigned long kFlags = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
  X509_NAME_print_ex(bio.get(), name, 0, kFlags);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  if (size <= 0) return {};
  return {data, static_cast<size_t>(size)};
}

std::string time_to_string(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
                     parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                     parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string serial_to_string(const X509& certificate) {
  const BignumPtr number(
      ASN1_INTEGER_to_BN(X509_get0_serialNumber(&certificate), nullptr));
  if (!number) return {};
  const OpensslString text(BN_bn2hex(number.get()));
  return text ? ascii_lowercase(text.get()) : std::string();
}

std::string fingerprint(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_digest(&certificate, EVP_sha256(), digest.data(), &size) != 1) {
    return {};
  }
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += fmt::format("{:02x}", digest[i]);
  }
  return text;
}

std::string_view view_of(const ASN1_STRING* text) {
  const unsigned char* const data = ASN1_STRING_get0_data(text);
  const int size = ASN1_STRING_length(text);
  if (data == nullptr || size <= 0) return {};
  return {reinterpret_cast<const char*>(data), static_cast<size_t>(size)};
}

/// A DNS name as written, an IP address in text; empty for other kinds.
std::string alternative_name(const GENERAL_NAME& name) {
  if (name.type == GEN_DNS) return std::string(view_of(name.d.dNSName));
  if (name.type != GEN_IPADD) return {};
  const std::string_view bytes = view_of(name.d.iPAddress);
  if (bytes.size() != 4 && bytes.size() != 16) return {};
  IpAddress address;
  address.family =
      bytes.size() == 4 ? IpAddress::Family::kIpv4 : IpAddress::Family::kIpv6;
  std::memcpy(address.bytes.data(), bytes.data(), bytes.size());
  return address.to_string();
}

void read_alternative_names(const X509& certificate, size_t max_names,
                            Certificate& out) {
  const NamesPtr names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (!names) return;
  const int count = sk_GENERAL_NAME_num(names.get());
  for (int i = 0; i < count; ++i) {
    std::string text = alternative_name(*sk_GENERAL_NAME_value(names.get(), i));
    if (text.empty()) continue;
    ++out.alternative_name_count;
    if (out.alternative_names.size() < max_names) {
      out.alternative_names.push_back(std::move(text));
    }
  }
}

bool names_host(X509& certificate, std::string host) {
  if (const auto address = IpAddress::parse(host)) {
    return X509_check_ip_asc(&certificate, address->to_string().c_str(), 0) ==
           1;
  }
  if (host.ends_with('.')) host.pop_back();
  return X509_check_host(&certificate, host.data(), host.size(),
                         X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr) == 1;
}

}  // namespace

Certificate describe_certificate(X509& certificate, size_t max_names) {
  Certificate out;
  out.subject = name_to_string(X509_get_subject_name(&certificate));
  out.issuer = name_to_string(X509_get_issuer_name(&certificate));
  out.valid_from = time_to_string(X509_get0_notBefore(&certificate));
  out.valid_to = time_to_string(X509_get0_notAfter(&certificate));
  out.serial = serial_to_string(certificate);
  out.sha256 = fingerprint(certificate);
  read_alternative_names(certificate, max_names, out);
  return out;
}

TlsInfo describe_connection(SSL& connection, const std::string& host,
                            size_t max_names) {
  TlsInfo info;
  info.version = SSL_get_version(&connection);
  if (const char* const cipher = SSL_get_cipher_name(&connection)) {
    info.cipher = cipher;
  }
  const X509Ptr peer(SSL_get1_peer_certificate(&connection));
  if (!peer) {
    info.verify_error = "no certificate";
    return info;
  }
  info.certificate = describe_certificate(*peer, max_names);
  const long verdict = SSL_get_verify_result(&connection);
  if (verdict != X509_V_OK) {
    info.verify_error = X509_verify_cert_error_string(verdict);
  } else if (!names_host(*peer, host)) {
    info.verify_error = "the certificate is for another host";
  } else {
    info.verified = true;
  }
  return info;
}

TlsInfo describe_verification(X509_STORE_CTX& verification, size_t max_names) {
  TlsInfo info;
  const int verdict = X509_STORE_CTX_get_error(&verification);
  if (verdict != X509_V_OK) {
    info.verify_error = X509_verify_cert_error_string(verdict);
  }
  if (X509* const leaf = X509_STORE_CTX_get0_cert(&verification)) {
    info.certificate = describe_certificate(*leaf, max_names);
  }
  return info;
}

}  // namespace pagescan
