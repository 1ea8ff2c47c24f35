// OpenLDAP and its kin: one attribute bars the sign-in; computed groups cannot be written.
#include "connectors/writing/ldap_revoker.h"

#include <algorithm>

#include "connectors/directory/distinguished_name.h"
#include "connectors/writing/directory_revoker.h"
#include "connectors/writing/revoking_rules.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

bool is_computed(const DirectoryObject& group) {
  return group.is_of_class("groupOfURLs") || !group.all("memberurl").empty();
}

class LdapRules final : public RevokingRules {
 public:
  LdapRules(std::string attribute, std::string value, std::vector<std::string> own)
      : attribute_(std::move(attribute)), value_(std::move(value)), own_(std::move(own)) {}

  Result<SignInState> sign_in_state(const DirectoryObject& account) override {
    SignInState state;
    state.attribute = attribute_;
    state.before = account.all(core::lower_ascii(attribute_));
    std::sort(state.before.begin(), state.before.end());
    state.after = {value_};
    const bool barred =
        std::find(state.before.begin(), state.before.end(), value_) != state.before.end();
    state.now = barred ? SignInState::Now::barred : SignInState::Now::possible;
    return state;
  }
  std::string membership_beyond_list(const DirectoryObject&, const DirectoryObject&) override {
    return {};
  }
  Result<KeptMembership> kept_membership(WriterSession&, const DirectoryObject&) override {
    return KeptMembership{};
  }
  Result<void> may_write_membership(const DirectoryObject& group, const DirectoryObject&) override {
    if (!is_computed(group)) return {};
    return fail(ErrorKind::unsupported,
                "the members of " + group.shown() +
                    " are computed by the server from memberURL: change what its rule asks for, "
                    "or the rule; a later read proves it");
  }
  Result<void> protect(WriterSession&, const DirectoryObject& account,
                       const DirectoryObject*) override {
    // An account of ours that the directory does not show by its id is known by its name.
    if (std::find(own_.begin(), own_.end(), normalise_dn(account.dn)) == own_.end()) return {};
    return fail(ErrorKind::refused, account.shown() + " is an account of this tool");
  }
  std::string advice(const DirectoryObject&, int code) override {
    if (code == 50) {
      return "give the writing account the access rule that docs/sources-directory.md lists, or do "
             "it by hand";
    }
    if (code == 17) {
      return "this server has no attribute " + attribute_ +
             ": load its password policy, or set write.disable";
    }
    return {};
  }

 private:
  std::string attribute_;
  std::string value_;
  std::vector<std::string> own_;
};

}  // namespace

std::unique_ptr<RevokingRules> make_ldap_rules(const WriteSettings& settings) {
  std::vector<std::string> own = {normalise_dn(settings.directory.user)};
  if (!settings.reader.empty()) own.push_back(normalise_dn(settings.reader));
  return std::make_unique<LdapRules>(settings.disable_attribute, settings.disable_value,
                                     std::move(own));
}

Result<std::unique_ptr<Revoker>> make_ldap_revoker(const SourceSettings& settings) {
  WriteSettings write = TRY(read_write_settings(settings));
  auto rules = make_ldap_rules(write);
  return std::unique_ptr<Revoker>(
      std::make_unique<DirectoryRevoker>(std::move(write), std::move(rules)));
}

}  // namespace rettesnor::connectors
