// The conversation over libldap: its state, which signing in, reading and writing share.
#pragma once

#include <ldap.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "connectors/directory/ldap_session.h"
#include "connectors/transport/deadline_socket.h"

namespace rettesnor::connectors {

struct FreeMessage {
  void operator()(LDAPMessage* p) const { ldap_msgfree(p); }
};
using LdapMessage = std::unique_ptr<LDAPMessage, FreeMessage>;

struct FreeControls {
  void operator()(LDAPControl** p) const { ldap_controls_free(p); }
  void operator()(LDAPControl* p) const { ldap_control_free(p); }
};

struct FreeLdap {
  void operator()(LDAP* p) const { ldap_unbind_ext(p, nullptr, nullptr); }
};

/// As libldap wants to be told how long to wait; a span that is over is none.
timeval as_timeval(std::chrono::steady_clock::duration span);

class LibldapSession final : public LdapSession {
 public:
  explicit LibldapSession(const LdapTarget& target) : target_(target) {}

  void set_deadline(std::chrono::steady_clock::time_point deadline) override {
    pull_end_ = deadline;
  }
  const LdapSecurity& security() const override { return security_; }
  core::Result<LdapSearchEnd> search(const LdapSearch& search, const std::optional<LdapPage>& page,
                                     const OnEntry& on_entry) override;
  core::Result<LdapWriteEnd> modify(const std::string& dn, const std::vector<LdapChange>& changes,
                                    const std::string& assertion) override;

  core::Result<void> connect();
  core::Result<void> secure(const char* priority, int require_certificate);
  core::Result<void> sign_in(const LdapLogin& login);
  /// The TLS library said no, as opposed to the server's answer or its silence.
  bool handshake_failed() const { return handshake_failed_; }

 private:
  core::Result<void> simple_bind(const LdapLogin& login);
  core::Result<void> kerberos_bind();
  void note_protocol();
  /// The next message of `id`.
  core::Result<LdapMessage> next_message(int id, std::chrono::milliseconds patience);
  core::Result<void> hand_over(LDAPMessage* message, const OnEntry& on_entry);
  /// The answer to a modify, and to nothing else.
  core::Result<LdapWriteEnd> finish_write(LDAPMessage* message);
  core::Result<LdapSearchEnd> finish(LDAPMessage* message, LdapSearchEnd end);
  void note_references(LDAPMessage* message, std::vector<std::string>& references);
  /// Why the last library call failed: our deadline, a message too long, or the library's word.
  core::Error trouble(const std::string& tried, std::chrono::milliseconds patience) const;
  std::string out_of_time(std::chrono::milliseconds patience) const {
    if (std::chrono::steady_clock::now() >= pull_end_) {
      return "the time for the whole read is used up (pull_timeout_seconds)";
    }
    return "no complete answer within " + std::to_string(patience.count() / 1000) + " s";
  }
  void arm(std::chrono::milliseconds patience) {
    socket_->set_deadline(std::min(pull_end_, std::chrono::steady_clock::now() + patience));
  }
  void set(int option, const void* value) { ldap_set_option(ldap_.get(), option, value); }

  LdapTarget target_;
  std::chrono::steady_clock::time_point pull_end_ = std::chrono::steady_clock::time_point::max();
  std::unique_ptr<DeadlineSocket> socket_;  // outlives ldap_, which closes through it
  std::unique_ptr<LDAP, FreeLdap> ldap_;
  LdapSecurity security_;
  bool handshake_failed_ = false;
  DirectoryEntry entry_;
};

}  // namespace rettesnor::connectors
