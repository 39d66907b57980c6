#include "tests/support/certificate.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace pagescan::test {
namespace {

template <auto Free>
struct Deleter {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using KeyPtr = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Deleter<X509_free>>;
using BioPtr = std::unique_ptr<BIO, Deleter<BIO_free>>;
using ExtensionPtr =
    std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

void check(bool ok, const char* what) {
  if (!ok) throw std::runtime_error(what);
}

std::string contents(BIO& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(&bio, &data);
  return {data, static_cast<size_t>(size)};
}

BioPtr reader(const std::string& text) {
  return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

void add_extension(X509& certificate, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const ExtensionPtr extension(
      X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  check(extension != nullptr, "X509V3_EXT_conf_nid");
  check(X509_add_ext(&certificate, extension.get(), -1) == 1, "X509_add_ext");
}

void name_it(X509& certificate, const CertificateRequest& request) {
  X509_NAME* const name = X509_get_subject_name(&certificate);
  check(X509_NAME_add_entry_by_txt(
            name, "CN", MBSTRING_UTF8,
            reinterpret_cast<const unsigned char*>(request.common_name.c_str()),
            -1, -1, 0) == 1,
        "X509_NAME_add_entry_by_txt");
  check(X509_set_issuer_name(&certificate, name) == 1, "issuer");
  std::string names;
  for (const std::string& entry : request.alternative_names) {
    if (!names.empty()) names.push_back(',');
    names.append(entry);
  }
  if (!names.empty()) add_extension(certificate, NID_subject_alt_name, names);
  add_extension(
      certificate, NID_basic_constraints,
      request.is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
}

/// Signs with the issuer's key, or its own.
void sign(X509& certificate, EVP_PKEY& own_key,
          const CertificateRequest& request) {
  const EVP_MD* const digest = EVP_get_digestbyname(request.digest.c_str());
  check(digest != nullptr, "EVP_get_digestbyname");
  if (!request.issuer) {
    check(X509_sign(&certificate, &own_key, digest) > 0, "X509_sign");
    return;
  }
  const BioPtr certificate_pem = reader(request.issuer->certificate);
  const BioPtr key_pem = reader(request.issuer->key);
  const X509Ptr issuer(
      PEM_read_bio_X509(certificate_pem.get(), nullptr, nullptr, nullptr));
  const KeyPtr key(
      PEM_read_bio_PrivateKey(key_pem.get(), nullptr, nullptr, nullptr));
  check(issuer && key, "the issuer's PEM");
  check(X509_set_issuer_name(&certificate,
                             X509_get_subject_name(issuer.get())) == 1,
        "X509_set_issuer_name");
  check(X509_sign(&certificate, key.get(), digest) > 0, "X509_sign");
}

}  // namespace

CertificatePem make_certificate(const CertificateRequest& request) {
  const KeyPtr key(request.rsa_bits == 0
                       ? EVP_EC_gen("P-256")
                       : EVP_RSA_gen(size_t{request.rsa_bits}));
  const X509Ptr certificate(X509_new());
  check(key && certificate, "key generation");
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), request.serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()),
                  request.starts_in_seconds);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()),
                  request.ends_in_seconds);
  X509_set_pubkey(certificate.get(), key.get());
  name_it(*certificate, request);
  sign(*certificate, *key, request);

  const BioPtr certificate_pem(BIO_new(BIO_s_mem()));
  const BioPtr key_pem(BIO_new(BIO_s_mem()));
  check(PEM_write_bio_X509(certificate_pem.get(), certificate.get()) == 1,
        "PEM_write_bio_X509");
  check(PEM_write_bio_PrivateKey(key_pem.get(), key.get(), nullptr, nullptr, 0,
                                 nullptr, nullptr) == 1,
        "PEM_write_bio_PrivateKey");
  return {contents(*certificate_pem), contents(*key_pem)};
}

}  // namespace pagescan::test
