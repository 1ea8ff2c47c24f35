// X.509 by OpenSSL; only to explain, the decision is the TLS library's.
#include "connectors/transport/certificate.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <chrono>
#include <ctime>
#include <memory>

#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;

struct FreeX509 {
  void operator()(X509* p) const { X509_free(p); }
  void operator()(BIO* p) const { BIO_free(p); }
  void operator()(X509_STORE* p) const { X509_STORE_free(p); }
  void operator()(X509_STORE_CTX* p) const { X509_STORE_CTX_free(p); }
  void operator()(GENERAL_NAMES* p) const { GENERAL_NAMES_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, FreeX509>;

Owned<X509> parse(std::string_view der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  return Owned<X509>(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

std::string text_of(const X509_NAME* name) {
  const Owned<BIO> out(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(out.get(), name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(out.get(), &bytes);
  return core::printable({bytes, static_cast<std::size_t>(size)});
}

core::Timestamp moment_of(const ASN1_TIME* time) {
  std::tm parts{};
  ASN1_TIME_to_tm(time, &parts);
  return core::Timestamp(std::chrono::seconds(::timegm(&parts)));
}

std::string address_text(std::string_view bytes) {
  if (bytes.size() != 4) return "IPv6 address";
  std::string out;
  for (const char c : bytes) {
    out += (out.empty() ? "" : ".") + std::to_string(static_cast<unsigned char>(c));
  }
  return out;
}

std::string names_of(X509* certificate) {
  std::string out;
  const Owned<GENERAL_NAMES> names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  const int count = names ? sk_GENERAL_NAME_num(names.get()) : 0;
  for (int i = 0; i < count; ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_DNS && name->type != GEN_IPADD) continue;
    const ASN1_STRING* value = name->type == GEN_DNS ? name->d.dNSName : name->d.iPAddress;
    const std::string_view bytes(reinterpret_cast<const char*>(ASN1_STRING_get0_data(value)),
                                 static_cast<std::size_t>(ASN1_STRING_length(value)));
    out += out.empty() ? "" : ", ";
    out += name->type == GEN_DNS ? std::string(bytes) : address_text(bytes);
  }
  return core::printable(out);
}

bool is_for(X509* certificate, const std::string& host) {
  return X509_check_host(certificate, host.data(), host.size(), 0, nullptr) == 1 ||
         X509_check_ip_asc(certificate, host.c_str(), 0) == 1;
}

}  // namespace

core::Result<Certificate> read_certificate(std::string_view der) {
  const auto parsed = parse(der);
  if (!parsed) return fail(ErrorKind::corrupt, "the server's certificate cannot be read");
  return Certificate{text_of(X509_get_subject_name(parsed.get())),
                     text_of(X509_get_issuer_name(parsed.get())),
                     moment_of(X509_get0_notBefore(parsed.get())),
                     moment_of(X509_get0_notAfter(parsed.get())), names_of(parsed.get())};
}

std::string trouble_with_certificate(std::string_view der, const std::string& host,
                                     const std::string& ca_file) {
  const auto parsed = parse(der);
  if (!parsed) return "the server's certificate cannot be read";
  const auto facts = read_certificate(der);
  if (X509_cmp_current_time(X509_get0_notAfter(parsed.get())) < 0) {
    return "the certificate expired on " + core::to_iso(facts->valid_to) +
           "; install a new one on the server";
  }
  if (X509_cmp_current_time(X509_get0_notBefore(parsed.get())) > 0) {
    return "the certificate is not valid before " + core::to_iso(facts->valid_from) +
           "; check the clocks of both machines";
  }
  if (!is_for(parsed.get(), host)) {
    return "the certificate is for " + (facts->names.empty() ? facts->subject : facts->names) +
           ", not for " + host + "; use one of its names in url";
  }
  const Owned<X509_STORE> store(X509_STORE_new());
  if (X509_STORE_load_file(store.get(), ca_file.c_str()) != 1) {
    return "the authorities in " + ca_file + " cannot be read; ca_file must hold PEM certificates";
  }
  const Owned<X509_STORE_CTX> context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), parsed.get(), nullptr);
  if (X509_verify_cert(context.get()) != 1) {
    return "the certificate was issued by " + facts->issuer + ", which " + ca_file +
           " does not vouch for; put that authority's certificate into ca_file";
  }
  return {};
}

}  // namespace rettesnor::connectors
