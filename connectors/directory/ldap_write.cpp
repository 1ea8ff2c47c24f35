// Writing over libldap: one modify, and the server's word for how it ended.
#include "connectors/directory/ldap_result_words.h"
#include "connectors/directory/libldap_session.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

/// Changes in the form that libldap takes; borrows every byte of them.
class LdapMods {
 public:
  explicit LdapMods(const std::vector<LdapChange>& changes) {
    for (const LdapChange& change : changes) {
      Room room;
      for (const std::string& value : change.values) {
        room.values.push_back({value.size(), const_cast<char*>(value.data())});
      }
      for (berval& value : room.values) room.pointers.push_back(&value);
      room.pointers.push_back(nullptr);
      rooms_.push_back(std::move(room));
    }
    for (std::size_t i = 0; i < changes.size(); ++i) {
      LDAPMod mod{};
      const int act = changes[i].act == LdapChange::Act::add      ? LDAP_MOD_ADD
                      : changes[i].act == LdapChange::Act::remove ? LDAP_MOD_DELETE
                                                                  : LDAP_MOD_REPLACE;
      mod.mod_op = act | LDAP_MOD_BVALUES;
      // The library takes non-const pointers and does not write through them.
      mod.mod_type = const_cast<char*>(changes[i].attribute.c_str());
      mod.mod_bvalues = rooms_[i].pointers.data();
      mods_.push_back(mod);
    }
    for (LDAPMod& mod : mods_) pointers_.push_back(&mod);
    pointers_.push_back(nullptr);
  }
  LDAPMod** get() { return pointers_.data(); }

 private:
  struct Room {
    std::vector<berval> values;
    std::vector<berval*> pointers;
  };
  std::vector<Room> rooms_;
  std::vector<LDAPMod> mods_;
  std::vector<LDAPMod*> pointers_;
};

core::Error unknown(std::string message) {
  return {ErrorKind::unreachable,
          std::move(message) + "; nobody knows whether it was done: look before trying again"};
}

}  // namespace

Result<LdapWriteEnd> LibldapSession::finish_write(LDAPMessage* message) {
  if (ldap_msgtype(message) != LDAP_RES_MODIFY) {
    return tl::unexpected(
        unknown("a message from " + target_.address.url + " is no answer to a write"));
  }
  LdapWriteEnd end;
  char* diagnostic = nullptr;
  char** referrals = nullptr;
  const int parsed = ldap_parse_result(ldap_.get(), message, &end.code, nullptr, &diagnostic,
                                       &referrals, nullptr, 0);
  const std::string text = diagnostic == nullptr ? "" : diagnostic;
  ldap_memfree(diagnostic);
  ldap_memvfree(reinterpret_cast<void**>(referrals));
  if (parsed != LDAP_SUCCESS) {
    return tl::unexpected(
        unknown("the answer of " + target_.address.url + " to a write cannot be decoded"));
  }
  if (end.code != LDAP_SUCCESS) {
    const LdapVerdict verdict = ldap_verdict(end.code, text);
    end.words = verdict.words;
    end.kind = verdict.kind;
  }
  return end;
}

Result<LdapWriteEnd> LibldapSession::modify(const std::string& dn,
                                            const std::vector<LdapChange>& changes,
                                            const std::string& assertion) {
  std::unique_ptr<LDAPControl, FreeControls> asserted;
  if (!assertion.empty()) {
    LDAPControl* raw = nullptr;
    if (ldap_create_assertion_control(ldap_.get(), const_cast<char*>(assertion.c_str()), 1, &raw) !=
        LDAP_SUCCESS) {
      return fail(ErrorKind::invalid_input, "the assertion for " + core::printable(dn) +
                                                " cannot be encoded; nothing was sent");
    }
    asserted.reset(raw);
  }
  LDAPControl* controls[] = {asserted.get(), nullptr};
  LdapMods mods(changes);
  int id = 0;
  arm(target_.timeouts.answer);
  if (ldap_modify_ext(ldap_.get(), dn.c_str(), mods.get(), controls, nullptr, &id) !=
      LDAP_SUCCESS) {
    // Part of the request, or all of it, may be on its way.
    return tl::unexpected(unknown(trouble("writing", target_.timeouts.answer).message));
  }
  auto message = next_message(id, target_.timeouts.answer);
  if (!message) return tl::unexpected(unknown(std::move(message).error().message));
  return finish_write(message->get());
}

}  // namespace rettesnor::connectors
