// Active Directory: userAccountControl, primary groups, foreign principals and the last admin.
#include "connectors/writing/ad_revoker.h"

#include <algorithm>

#include "connectors/directory/ldap_filter.h"
#include "connectors/directory/windows_values.h"
#include "connectors/writing/directory_revoker.h"
#include "connectors/writing/revoking_rules.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

// Fixed relative identifiers, [MS-DTYP] 2.4.2.4.
constexpr std::uint32_t kAdministrator = 500;
constexpr std::uint32_t kKrbtgt = 502;
constexpr std::uint32_t kDomainAdmins = 512;
/// The rule of matching that follows memberships to their end, [MS-ADTS] 3.1.1.3.4.4.3.
constexpr std::string_view kInChain = "1.2.840.113556.1.4.1941";
constexpr const char* kCanSignIn =
    "(objectCategory=person)(objectClass=user)"
    "(!(userAccountControl:1.2.840.113556.1.4.803:=2))";

std::string member_in_chain(const DirectoryObject& group) {
  return "(memberOf:" + std::string(kInChain) + ":=" + escape_filter_value(group.dn) + ")";
}

bool has_primary_group(const DirectoryObject& account, const DirectoryObject& group) {
  const auto rid = read_number(account.first("primarygroupid"));
  return rid && group.sid && group.sid->rid == *rid &&
         (!account.sid || account.sid->domain == group.sid->domain);
}

class AdRules final : public RevokingRules {
 public:
  Result<SignInState> sign_in_state(const DirectoryObject& account) override;
  std::string membership_beyond_list(const DirectoryObject& group,
                                     const DirectoryObject& member) override;
  Result<KeptMembership> kept_membership(WriterSession& session,
                                         const DirectoryObject& account) override;
  Result<void> may_write_membership(const DirectoryObject& group,
                                    const DirectoryObject& member) override;
  Result<void> protect(WriterSession& session, const DirectoryObject& account,
                       const DirectoryObject* group) override;
  std::string advice(const DirectoryObject& object, int code) override;

 private:
  Result<void> protect_last_admin(WriterSession& session, const DirectoryObject& account,
                                  const DirectoryObject* group);
};

Result<SignInState> AdRules::sign_in_state(const DirectoryObject& account) {
  const std::string told = account.first("useraccountcontrol");
  const auto control = read_number(told);
  if (!control) {
    return fail(ErrorKind::refused, "userAccountControl of " + account.shown() +
                                        " cannot be read; give the writing account the right");
  }
  if ((*control & kTrustOrComputerAccount) != 0) {
    return fail(ErrorKind::unsupported,
                account.shown() +
                    " is a computer or a trust, no account of a person or a "
                    "service: do it by hand");
  }
  SignInState state;
  state.attribute = "userAccountControl";
  state.before = {told};
  state.after = {std::to_string(*control | kAccountDisabled)};
  state.now =
      (*control & kAccountDisabled) != 0 ? SignInState::Now::barred : SignInState::Now::possible;
  return state;
}

std::string AdRules::membership_beyond_list(const DirectoryObject& group,
                                            const DirectoryObject& member) {
  if (!has_primary_group(member, group)) return {};
  return group.shown() + " is the primary group of " + member.shown() +
         ", which is no entry in its list: make another group primary first (Active Directory "
         "Users and Computers, Member Of, Set Primary Group), then remove it";
}

Result<KeptMembership> AdRules::kept_membership(WriterSession& session,
                                                const DirectoryObject& account) {
  const auto rid = read_number(account.first("primarygroupid"));
  if (!rid) return KeptMembership{};
  KeptMembership kept;
  const std::string_view name = name_of_rid(static_cast<std::uint32_t>(*rid));
  kept.sentence = "the primary group " +
                  (name.empty() ? "with the number " + std::to_string(*rid) : std::string(name)) +
                  " stays, since every account must have one";
  if (!account.sid) return kept;
  const auto groups = TRY(session.find_all(
      equals_filter("objectSid", account.sid->domain + "-" + std::to_string(*rid))));
  if (groups.size() == 1) kept.group = groups.front().natural_id;
  return kept;
}

Result<void> AdRules::may_write_membership(const DirectoryObject& group,
                                           const DirectoryObject& member) {
  if (group.sort != DirectoryObject::Sort::group) {
    return fail(ErrorKind::unsupported, group.shown() + " is no group");
  }
  if (member.is_of_class("foreignSecurityPrincipal")) {
    return fail(ErrorKind::unsupported,
                member.shown() +
                    " is a principal of another domain, known here by its SID alone: "
                    "have it taken out of " +
                    group.shown() +
                    " by hand (Active Directory Users and Computers, Members), or take the access "
                    "away in its own domain; a later read proves it");
  }
  return {};
}

Result<void> AdRules::protect(WriterSession& session, const DirectoryObject& account,
                              const DirectoryObject* group) {
  if (account.sid && (account.sid->rid == kAdministrator || account.sid->rid == kKrbtgt) &&
      account.sort == DirectoryObject::Sort::account) {
    return fail(ErrorKind::refused,
                account.shown() +
                    (account.sid->rid == kKrbtgt ? " signs the tickets of the whole domain"
                                                 : " is the domain's built-in administrator") +
                    ": it is never touched by a program; do it by hand");
  }
  return protect_last_admin(session, account, group);
}

Result<void> AdRules::protect_last_admin(WriterSession& session, const DirectoryObject& account,
                                         const DirectoryObject* group) {
  const std::string domain = account.sid ? account.sid->domain : std::string();
  if (account.is_of_class("contact")) return {};  // it has no SID and never signs in
  if (domain.empty()) {
    return fail(ErrorKind::refused, "objectSid of " + account.shown() +
                                        " cannot be read: without it nobody knows whether it is "
                                        "the last administrator; give the right to read it");
  }
  const auto admins = TRY(
      session.find_all(equals_filter("objectSid", domain + "-" + std::to_string(kDomainAdmins))));
  if (admins.size() != 1) {
    return fail(ErrorKind::refused,
                "the group Domain Admins cannot be read: without it nobody knows whether " +
                    account.shown() + " is the last administrator; give the right to read it");
  }
  const DirectoryObject& top = admins.front();
  const DirectoryObject& touched = group == nullptr ? account : *group;
  const bool concerns = touched.natural_id == top.natural_id || has_primary_group(touched, top) ||
                        TRY(session.fits(touched, member_in_chain(top)));
  if (!concerns) return {};
  const std::string others =
      "(&" + std::string(kCanSignIn) + "(|" + member_in_chain(top) +
      equals_filter("primaryGroupID", std::to_string(kDomainAdmins)) + ")" +
      (account.sort == DirectoryObject::Sort::group ? "(!" + member_in_chain(account) + ")"
                                                    : std::string()) +
      ")";
  const auto left = TRY(session.find_all(others));
  const bool somebody = std::any_of(left.begin(), left.end(), [&](const DirectoryObject& one) {
    return one.natural_id != account.natural_id && one.sid && one.sid->rid != kAdministrator;
  });
  if (somebody) return {};
  return fail(ErrorKind::refused,
              "after this nobody but the built-in Administrator would be left in Domain Admins "
              "with an account that can sign in: put another administrator there first");
}

std::string AdRules::advice(const DirectoryObject& object, int code) {
  if (code != 50) return {};
  if (object.first("admincount") == "1") {
    return object.shown() +
           " has adminCount = 1: Active Directory resets its access list every hour, so that a "
           "delegation on its OU does not reach it; do it by hand";
  }
  return "delegate to the writing account what docs/sources-directory.md lists, on the OU of this "
         "object, or do it by hand";
}

}  // namespace

std::unique_ptr<RevokingRules> make_ad_rules() {
  return std::make_unique<AdRules>();
}

Result<std::unique_ptr<Revoker>> make_ad_revoker(const SourceSettings& settings) {
  WriteSettings write = TRY(read_write_settings(settings));
  return std::unique_ptr<Revoker>(
      std::make_unique<DirectoryRevoker>(std::move(write), make_ad_rules()));
}

}  // namespace rettesnor::connectors
