// Certificates made with OpenSSL's library: P-256 keys, so that a test waits for nothing.
#include "tests/support/test_certificates.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

#include "tests/support/scratch.h"

namespace rettesnor::test {
namespace {

struct Free {
  void operator()(X509* p) const { X509_free(p); }
  void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
  void operator()(BIO* p) const { BIO_free(p); }
  void operator()(X509_EXTENSION* p) const { X509_EXTENSION_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

Owned<X509> blank(const std::string& name, EVP_PKEY* key, int from_days, int to_days) {
  static long serial = 1000;
  Owned<X509> certificate(X509_new());
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from_days * 86400L);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), to_days * 86400L);
  X509_set_pubkey(certificate.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  return certificate;
}

void extend(X509* certificate, int nid, const std::string& value) {
  Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, nullptr, nid, value.c_str()));
  if (!extension) throw std::runtime_error("certificate extension " + value);
  X509_add_ext(certificate, extension.get(), -1);
}

template <class Write>
std::string pem(Write write) {
  Owned<BIO> memory(BIO_new(BIO_s_mem()));
  if (write(memory.get()) != 1) throw std::runtime_error("cannot write PEM");
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

}  // namespace

TestAuthority::TestAuthority(const std::string& common_name) {
  Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  auto certificate = blank(common_name, key.get(), -400, 3650);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
  extend(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  extend(certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
  if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0) {
    throw std::runtime_error("cannot sign the test authority");
  }
  certificate_ = certificate.release();
  key_ = key.release();
}

TestAuthority::~TestAuthority() {
  X509_free(static_cast<X509*>(certificate_));
  EVP_PKEY_free(static_cast<EVP_PKEY*>(key_));
}

std::string TestAuthority::certificate_pem() const {
  return pem([&](BIO* out) { return PEM_write_bio_X509(out, static_cast<X509*>(certificate_)); });
}

void TestAuthority::issue(const std::filesystem::path& folder, const std::string& name,
                          const CertificateWish& wish) const {
  Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  auto certificate = blank(wish.common_name, key.get(), wish.valid_from_days, wish.valid_to_days);
  X509_set_issuer_name(certificate.get(), X509_get_subject_name(static_cast<X509*>(certificate_)));
  std::string names;
  for (const auto& dns : wish.dns_names) names += (names.empty() ? "DNS:" : ",DNS:") + dns;
  for (const auto& ip : wish.addresses) names += (names.empty() ? "IP:" : ",IP:") + ip;
  if (!names.empty()) extend(certificate.get(), NID_subject_alt_name, names);
  extend(certificate.get(), NID_ext_key_usage, "serverAuth");
  if (X509_sign(certificate.get(), static_cast<EVP_PKEY*>(key_), EVP_sha256()) == 0) {
    throw std::runtime_error("cannot sign " + name);
  }
  write_file(folder / (name + ".crt"),
             pem([&](BIO* out) { return PEM_write_bio_X509(out, certificate.get()); }));
  write_secret(folder / (name + ".key"), pem([&](BIO* out) {
                 return PEM_write_bio_PrivateKey(out, key.get(), nullptr, nullptr, 0, nullptr,
                                                 nullptr);
               }));
}

}  // namespace rettesnor::test
