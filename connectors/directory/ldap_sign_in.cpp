// Connecting, securing and signing in: nothing secret is sent before the server is proved.
#include <openldap.h>
#include <sasl/sasl.h>

#include <algorithm>

#include "connectors/directory/ldap_result_words.h"
#include "connectors/directory/libldap_session.h"
#include "connectors/transport/certificate.h"
#include "connectors/transport/ldap_socket_layer.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using Clock = std::chrono::steady_clock;

// GnuTLS ignores TLS_PROTOCOL_MIN of libldap: its priority string is what holds.
constexpr const char* kModernTls = "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE";
constexpr const char* kAnyTls = "NORMAL:+VERS-ALL:%COMPAT";

/// No question of SASL needs an answer: Kerberos tickets say who we are.
int answer_nothing(LDAP*, unsigned, void*, void* asked) {
  for (auto* at = static_cast<sasl_interact_t*>(asked); at->id != SASL_CB_LIST_END; ++at) {
    at->result = "";
    at->len = 0;
  }
  return LDAP_SUCCESS;
}

}  // namespace

Result<void> LibldapSession::connect() {
  socket_ =
      TRY(DeadlineSocket::connect(target_.address.host, target_.address.port,
                                  std::min(pull_end_, Clock::now() + target_.timeouts.connect)));
  LDAP* raw = nullptr;
  if (ldap_init_fd(socket_->descriptor(), LDAP_PROTO_EXT, target_.address.url.c_str(), &raw) !=
      LDAP_SUCCESS) {
    return fail(ErrorKind::corrupt, "the LDAP library cannot start for " + target_.address.url);
  }
  ldap_.reset(raw);
  Sockbuf* buffer = nullptr;
  ldap_get_option(raw, LDAP_OPT_SOCKBUF, static_cast<void*>(&buffer));
  route_through(*socket_, buffer, target_.max_message);
  const int version = LDAP_VERSION3;
  const int never = LDAP_DEREF_NEVER;
  const timeval patience = as_timeval(target_.timeouts.connect);
  set(LDAP_OPT_PROTOCOL_VERSION, &version);
  set(LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
  set(LDAP_OPT_DEREF, &never);
  set(LDAP_OPT_NETWORK_TIMEOUT, &patience);
  set(LDAP_OPT_TIMEOUT, &patience);
  set(LDAP_OPT_RESTART, LDAP_OPT_ON);
  return {};
}

Result<void> LibldapSession::secure(const char* priority, int require_certificate) {
  if (target_.address.protection == LdapAddress::Protection::none) return {};
  const int no_revocation_list = LDAP_OPT_X_TLS_CRL_NONE;
  const int server_side = 0;
  char* package = nullptr;
  ldap_get_option(ldap_.get(), LDAP_OPT_X_TLS_PACKAGE, &package);
  const bool gnutls = package != nullptr && std::string_view(package) == "GnuTLS";
  ldap_memfree(package);
  set(LDAP_OPT_X_TLS_CACERTDIR, nullptr);
  set(LDAP_OPT_X_TLS_CACERTFILE, target_.ca_file.c_str());
  set(LDAP_OPT_X_TLS_REQUIRE_CERT, &require_certificate);
  set(LDAP_OPT_X_TLS_CRLCHECK, &no_revocation_list);
  if (gnutls) {
    set(LDAP_OPT_X_TLS_CIPHER_SUITE, priority);
  } else {
    const int least = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
    set(LDAP_OPT_X_TLS_PROTOCOL_MIN, &least);
  }
  if (ldap_set_option(ldap_.get(), LDAP_OPT_X_TLS_NEWCTX, &server_side) != LDAP_SUCCESS) {
    return fail(ErrorKind::invalid_input, "cannot use " + target_.ca_file +
                                              " as ca_file: it must exist, be readable and hold "
                                              "PEM certificates");
  }
  arm(target_.timeouts.connect);
  const bool start = target_.address.protection == LdapAddress::Protection::start_tls;
  const int code =
      start ? ldap_start_tls_s(ldap_.get(), nullptr, nullptr) : ldap_install_tls(ldap_.get());
  if (code != LDAP_SUCCESS) {
    handshake_failed_ = code == LDAP_CONNECT_ERROR && !socket_->ran_out_of_time();
    core::Error error = trouble(start ? "StartTLS" : "TLS", target_.timeouts.connect);
    error.message += "; no password was sent";
    return tl::unexpected(std::move(error));
  }
  if (ldap_tls_inplace(ldap_.get()) == 0) {
    return fail(ErrorKind::refused, "StartTLS at " + target_.address.url +
                                        " was answered but the connection is not encrypted");
  }
  berval der{};
  if (ldap_get_option(ldap_.get(), LDAP_OPT_X_TLS_PEERCERT, &der) == LDAP_SUCCESS &&
      der.bv_val != nullptr) {
    security_.certificate.assign(der.bv_val, der.bv_len);
    ber_memfree(der.bv_val);
  }
  note_protocol();
  return {};
}

void LibldapSession::note_protocol() {
  char* version = nullptr;
  ldap_get_option(ldap_.get(), LDAP_OPT_X_TLS_VERSION, static_cast<void*>(&version));
  security_.protocol = version == nullptr ? "unknown" : version;
  ldap_memfree(version);
}

Result<void> LibldapSession::sign_in(const LdapLogin& login) {
  return login.method == LdapLogin::Method::simple ? simple_bind(login) : kerberos_bind();
}

Result<void> LibldapSession::simple_bind(const LdapLogin& login) {
  const bool modern = security_.protocol.find("1.2") != std::string::npos ||
                      security_.protocol.find("1.3") != std::string::npos;
  if (ldap_tls_inplace(ldap_.get()) == 0 || !modern) {
    return fail(ErrorKind::refused,
                "no password is sent to " + target_.address.url +
                    " without TLS 1.2 or later: use ldaps://, or ldap:// with start_tls = true");
  }
  if (login.password.empty() || login.user.empty()) {
    return fail(ErrorKind::invalid_input, "the bind to " + target_.address.url +
                                              " needs a user and a password that is not empty");
  }
  const std::string_view secret = login.password.reveal();
  // The library takes a non-const pointer and does not write through it.
  berval password{secret.size(), const_cast<char*>(secret.data())};
  int id = 0;
  arm(target_.timeouts.connect);
  if (ldap_sasl_bind(ldap_.get(), login.user.c_str(), LDAP_SASL_SIMPLE, &password, nullptr, nullptr,
                     &id) != LDAP_SUCCESS) {
    return tl::unexpected(trouble("sign-in", target_.timeouts.connect));
  }
  const LdapMessage message = TRY(next_message(id, target_.timeouts.connect));
  int code = LDAP_OTHER;
  char* diagnostic = nullptr;
  const int parsed = ldap_parse_result(ldap_.get(), message.get(), &code, nullptr, &diagnostic,
                                       nullptr, nullptr, 0);
  const std::string text = diagnostic == nullptr ? "" : diagnostic;
  ldap_memfree(diagnostic);
  if (parsed != LDAP_SUCCESS) code = parsed;
  if (code == LDAP_SUCCESS) return {};
  const LdapVerdict verdict = ldap_verdict(code, text);
  return fail(verdict.kind, "sign-in as " + core::printable(login.user) + " at " +
                                target_.address.url + ": " + verdict.words);
}

Result<void> LibldapSession::kerberos_bind() {
  const bool tls = ldap_tls_inplace(ldap_.get()) != 0;
  // Under TLS a directory wants no second layer; without TLS the Kerberos layer must encrypt.
  set(LDAP_OPT_X_SASL_SECPROPS,
      tls ? "minssf=0,maxssf=0,noanonymous,noplain" : "minssf=128,noanonymous,noplain");
  set(LDAP_OPT_X_SASL_NOCANON, LDAP_OPT_ON);
  const int endpoint = LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT;
  if (tls) set(LDAP_OPT_X_SASL_CBINDING, &endpoint);
  arm(target_.timeouts.connect);
  const int code = ldap_sasl_interactive_bind_s(ldap_.get(), nullptr, "GSSAPI", nullptr, nullptr,
                                                LDAP_SASL_QUIET, answer_nothing, nullptr);
  if (code != LDAP_SUCCESS) {
    core::Error error = trouble("Kerberos sign-in", target_.timeouts.connect);
    error.message += "; check the ticket (klist), the service name ldap/" + target_.address.host +
                     " and the clocks";
    return tl::unexpected(std::move(error));
  }
  if (!tls) security_.protocol = "Kerberos";
  return {};
}

namespace {

/// A second look without trust and without sign-in, only to say what was wrong. A server that does
/// not get through a handshake at all may be one that is just going down: trying later may help.
core::Error explain_tls_failure(const LdapTarget& target) {
  for (const char* priority : {kModernTls, kAnyTls}) {
    LibldapSession look(target);
    if (!look.connect() || !look.secure(priority, LDAP_OPT_X_TLS_NEVER)) continue;
    if (priority == kAnyTls) {
      return {ErrorKind::refused, "the server only speaks " + look.security().protocol +
                                      "; switch on TLS 1.2 or 1.3 there"};
    }
    return {ErrorKind::refused, trouble_with_certificate(look.security().certificate,
                                                         target.address.host, target.ca_file)};
  }
  return {ErrorKind::unreachable,
          "the server does not complete a TLS handshake of version 1.2 or 1.3 on this port"};
}

}  // namespace

Result<std::unique_ptr<LdapSession>> LdapSession::open(const LdapTarget& target,
                                                       const LdapLogin& login) {
  if (login.method == LdapLogin::Method::simple &&
      target.address.protection == LdapAddress::Protection::none) {
    return fail(ErrorKind::refused,
                "no password is sent to " + target.address.url +
                    " without TLS: use ldaps://, or ldap:// with start_tls = true");
  }
  auto session = std::make_unique<LibldapSession>(target);
  TRY(session->connect());
  if (auto secured = session->secure(kModernTls, LDAP_OPT_X_TLS_HARD); !secured) {
    core::Error error = std::move(secured).error();
    if (session->handshake_failed()) {
      const core::Error why = explain_tls_failure(target);
      if (!why.message.empty()) {
        error = {why.kind,
                 "TLS with " + target.address.url + ": " + why.message + "; no password was sent"};
      }
    }
    return tl::unexpected(std::move(error));
  }
  TRY(session->sign_in(login));
  return std::unique_ptr<LdapSession>(std::move(session));
}

}  // namespace rettesnor::connectors
