// libldap over a socket of our own, so that no read outlasts its deadline.
#include "connectors/ldap_session.h"

#include <ldap.h>
#include <openldap.h>
#include <sasl/sasl.h>

#include <algorithm>
#include <cerrno>

#include "connectors/certificate.h"
#include "connectors/deadline_socket.h"
#include "connectors/ldap_result_words.h"
#include "connectors/ldap_socket_layer.h"
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

struct FreeMessage {
  void operator()(LDAPMessage* p) const { ldap_msgfree(p); }
};
using Message = std::unique_ptr<LDAPMessage, FreeMessage>;

struct FreeControls {
  void operator()(LDAPControl** p) const { ldap_controls_free(p); }
  void operator()(LDAPControl* p) const { ldap_control_free(p); }
};

struct FreeLdap {
  void operator()(LDAP* p) const { ldap_unbind_ext(p, nullptr, nullptr); }
};

timeval as_timeval(Clock::duration span) {
  const auto left = std::max<std::int64_t>(
      0, std::chrono::duration_cast<std::chrono::microseconds>(span).count());
  return {static_cast<time_t>(left / 1'000'000), static_cast<suseconds_t>(left % 1'000'000)};
}

/// No question of SASL needs an answer: Kerberos tickets say who we are.
int answer_nothing(LDAP*, unsigned, void*, void* asked) {
  for (auto* at = static_cast<sasl_interact_t*>(asked); at->id != SASL_CB_LIST_END; ++at) {
    at->result = "";
    at->len = 0;
  }
  return LDAP_SUCCESS;
}

std::string diagnostic_of(LDAP* ldap) {
  char* text = nullptr;
  ldap_get_option(ldap, LDAP_OPT_DIAGNOSTIC_MESSAGE, &text);
  std::string out = text == nullptr ? "" : text;
  ldap_memfree(text);
  return out;
}

class LibldapSession final : public LdapSession {
 public:
  explicit LibldapSession(const LdapTarget& target) : target_(target) {}

  void set_deadline(Clock::time_point deadline) override { pull_end_ = deadline; }
  const LdapSecurity& security() const override { return security_; }
  Result<LdapSearchEnd> search(const LdapSearch& search, const std::optional<LdapPage>& page,
                               const OnEntry& on_entry) override;

  Result<void> connect();
  Result<void> secure(const char* priority, int require_certificate);
  Result<void> sign_in(const LdapLogin& login);
  /// The TLS library said no, as opposed to the server's answer or its silence.
  bool handshake_failed() const { return handshake_failed_; }

 private:
  Result<void> simple_bind(const LdapLogin& login);
  Result<void> kerberos_bind();
  void note_protocol();
  /// The next message of `id`.
  Result<Message> next_message(int id, std::chrono::milliseconds patience);
  Result<void> hand_over(LDAPMessage* message, const OnEntry& on_entry);
  Result<LdapSearchEnd> finish(LDAPMessage* message, LdapSearchEnd end);
  void note_references(LDAPMessage* message, std::vector<std::string>& references);
  /// Why the last library call failed: our deadline, a message too long, or the library's word.
  core::Error trouble(const std::string& tried, std::chrono::milliseconds patience) const;
  std::string out_of_time(std::chrono::milliseconds patience) const {
    if (Clock::now() >= pull_end_) {
      return "the time for the whole read is used up (pull_timeout_seconds)";
    }
    return "no complete answer within " + std::to_string(patience.count() / 1000) + " s";
  }
  void arm(std::chrono::milliseconds patience) {
    socket_->set_deadline(std::min(pull_end_, Clock::now() + patience));
  }
  void set(int option, const void* value) { ldap_set_option(ldap_.get(), option, value); }

  LdapTarget target_;
  Clock::time_point pull_end_ = Clock::time_point::max();
  std::unique_ptr<DeadlineSocket> socket_;  // outlives ldap_, which closes through it
  std::unique_ptr<LDAP, FreeLdap> ldap_;
  LdapSecurity security_;
  bool handshake_failed_ = false;
  DirectoryEntry entry_;
};

core::Error LibldapSession::trouble(const std::string& tried,
                                    std::chrono::milliseconds patience) const {
  const int failure = errno;
  const std::string where = tried + " at " + target_.address.url + ": ";
  if (socket_ != nullptr && socket_->ran_out_of_time()) {
    return {ErrorKind::unreachable, where + out_of_time(patience)};
  }
  int code = LDAP_SUCCESS;
  ldap_get_option(ldap_.get(), LDAP_OPT_RESULT_CODE, &code);
  if (failure == ERANGE && code == LDAP_SERVER_DOWN) {
    return {ErrorKind::corrupt, where + "a message is longer than " +
                                    std::to_string(target_.max_message >> 20U) +
                                    " MiB (max_message_mib)"};
  }
  const LdapVerdict verdict = ldap_verdict(code, diagnostic_of(ldap_.get()));
  return {verdict.kind, where + verdict.words};
}

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
  const Message message = TRY(next_message(id, target_.timeouts.connect));
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

Result<Message> LibldapSession::next_message(int id, std::chrono::milliseconds patience) {
  arm(patience);
  timeval wait = as_timeval(std::min<Clock::duration>(patience, pull_end_ - Clock::now()));
  LDAPMessage* raw = nullptr;
  errno = 0;
  const int kind = ldap_result(ldap_.get(), id, LDAP_MSG_ONE, &wait, &raw);
  Message message(raw);
  if (kind > 0) return message;
  if (kind == 0) {
    return fail(ErrorKind::unreachable,
                "waiting for " + target_.address.url + ": " + out_of_time(patience));
  }
  return tl::unexpected(trouble("reading", patience));
}

Result<void> LibldapSession::hand_over(LDAPMessage* message, const OnEntry& on_entry) {
  entry_.clear();
  BerElement* raw = nullptr;
  berval dn{};
  if (ldap_get_dn_ber(ldap_.get(), message, &raw, &dn) != LDAP_SUCCESS) {
    return fail(ErrorKind::corrupt, "an entry from " + target_.address.url + " cannot be decoded");
  }
  struct Close {
    void operator()(BerElement* p) const { ber_free(p, 0); }
  };
  const std::unique_ptr<BerElement, Close> bytes(raw);
  entry_.dn = {dn.bv_val, dn.bv_len};
  for (;;) {
    berval name{};
    berval* values = nullptr;
    if (ldap_get_attribute_ber(ldap_.get(), message, raw, &name, &values) != LDAP_SUCCESS) {
      return fail(ErrorKind::corrupt, "the entry " + core::printable(entry_.dn) + " from " +
                                          target_.address.url + " cannot be decoded");
    }
    if (name.bv_val == nullptr) break;
    const auto begin = static_cast<std::uint32_t>(entry_.values.size());
    for (const berval* at = values; at != nullptr && at->bv_val != nullptr; ++at) {
      entry_.values.emplace_back(at->bv_val, at->bv_len);
    }
    ber_memfree(values);
    entry_.attributes.push_back(
        {{name.bv_val, name.bv_len}, begin, static_cast<std::uint32_t>(entry_.values.size())});
  }
  return on_entry(entry_);
}

void LibldapSession::note_references(LDAPMessage* message, std::vector<std::string>& references) {
  char** urls = nullptr;
  if (ldap_parse_reference(ldap_.get(), message, &urls, nullptr, 0) != LDAP_SUCCESS) return;
  // The URLs of one reference are copies of one another; a server of thousands is not believed.
  if (urls != nullptr && urls[0] != nullptr && references.size() < 1000) {
    references.emplace_back(urls[0]);
  }
  ldap_memvfree(reinterpret_cast<void**>(urls));
}

Result<LdapSearchEnd> LibldapSession::finish(LDAPMessage* message, LdapSearchEnd end) {
  char* diagnostic = nullptr;
  char** referrals = nullptr;
  LDAPControl** raw = nullptr;
  const int parsed =
      ldap_parse_result(ldap_.get(), message, &end.code, nullptr, &diagnostic, &referrals, &raw, 0);
  const std::unique_ptr<LDAPControl*, FreeControls> controls(raw);
  const std::string text = diagnostic == nullptr ? "" : diagnostic;
  ldap_memfree(diagnostic);
  ldap_memvfree(reinterpret_cast<void**>(referrals));
  if (parsed != LDAP_SUCCESS) {
    return fail(ErrorKind::corrupt,
                "the end of a search at " + target_.address.url + " cannot be decoded");
  }
  if (end.code != LDAP_SUCCESS) {
    const LdapVerdict verdict = ldap_verdict(end.code, text);
    end.words = verdict.words;
    end.kind = verdict.kind;
  }
  LDAPControl* paging = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, raw, nullptr);
  if (paging != nullptr) {
    ber_int_t estimate = 0;
    berval cookie{};
    if (ldap_parse_pageresponse_control(ldap_.get(), paging, &estimate, &cookie) != LDAP_SUCCESS) {
      return fail(ErrorKind::corrupt,
                  "the paging answer of " + target_.address.url + " cannot be decoded");
    }
    end.cookie.emplace(cookie.bv_val == nullptr ? "" : cookie.bv_val, cookie.bv_len);
    ber_memfree(cookie.bv_val);
  }
  return end;
}

Result<LdapSearchEnd> LibldapSession::search(const LdapSearch& search,
                                             const std::optional<LdapPage>& page,
                                             const OnEntry& on_entry) {
  std::vector<char*> attributes;
  for (const std::string& name : search.attributes) {
    attributes.push_back(const_cast<char*>(name.c_str()));
  }
  attributes.push_back(nullptr);
  std::unique_ptr<LDAPControl, FreeControls> paging;
  if (page) {
    berval cookie{page->cookie.size(), const_cast<char*>(page->cookie.data())};
    LDAPControl* raw = nullptr;
    if (ldap_create_page_control(ldap_.get(), page->size, &cookie, 1, &raw) != LDAP_SUCCESS) {
      return tl::unexpected(trouble("asking for a page", target_.timeouts.answer));
    }
    paging.reset(raw);
  }
  LDAPControl* controls[] = {paging.get(), nullptr};
  const int scope = search.scope == LdapSearch::Scope::base ? LDAP_SCOPE_BASE : LDAP_SCOPE_SUBTREE;
  int id = 0;
  arm(target_.timeouts.answer);
  const int sent =
      ldap_search_ext(ldap_.get(), search.base.c_str(), scope, search.filter.c_str(),
                      attributes.data(), 0, controls, nullptr, nullptr, search.size_limit, &id);
  if (sent != LDAP_SUCCESS) {
    return tl::unexpected(
        trouble("searching " + core::printable(search.base), target_.timeouts.answer));
  }
  LdapSearchEnd end;
  for (;;) {
    const Message message = TRY(next_message(id, target_.timeouts.answer));
    switch (ldap_msgtype(message.get())) {
      case LDAP_RES_SEARCH_ENTRY:
        ++end.entries;
        TRY(hand_over(message.get(), on_entry));
        break;
      case LDAP_RES_SEARCH_REFERENCE:
        note_references(message.get(), end.references);
        break;
      case LDAP_RES_SEARCH_RESULT:
        return finish(message.get(), std::move(end));
      case LDAP_RES_INTERMEDIATE:
        break;
      default:
        return fail(ErrorKind::corrupt,
                    "a message from " + target_.address.url + " is no answer to a search");
    }
  }
}

/// A second look without trust and without sign-in, only to say what was wrong.
std::string explain_tls_failure(const LdapTarget& target) {
  for (const char* priority : {kModernTls, kAnyTls}) {
    LibldapSession look(target);
    if (!look.connect() || !look.secure(priority, LDAP_OPT_X_TLS_NEVER)) continue;
    if (priority == kAnyTls) {
      return "the server only speaks " + look.security().protocol +
             "; switch on TLS 1.2 or 1.3 there";
    }
    return trouble_with_certificate(look.security().certificate, target.address.host,
                                    target.ca_file);
  }
  return "the server does not complete a TLS handshake of version 1.2 or 1.3 on this port";
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
      if (const std::string why = explain_tls_failure(target); !why.empty()) {
        error = {ErrorKind::refused,
                 "TLS with " + target.address.url + ": " + why + "; no password was sent"};
      }
    }
    return tl::unexpected(std::move(error));
  }
  TRY(session->sign_in(login));
  return std::unique_ptr<LdapSession>(std::move(session));
}

}  // namespace rettesnor::connectors
