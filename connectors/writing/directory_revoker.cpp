// Looks before and after; between them one write that the server alone can call done.
#include "connectors/writing/directory_revoker.h"

#include <algorithm>

#include "connectors/directory/ldap_filter.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using Act = Removal::Act;
using Effect = Outcome::Effect;
using Now = Standing::Now;

/// Result codes by which servers say that the value is not there: RFC 4511's own, and the one of
/// Active Directory for a member that the group does not have ([MS-ADTS] 3.1.1.5.3.2).
bool may_mean_absent(int code) {
  return code == 16 || code == 53;
}

}  // namespace

DirectoryRevoker::DirectoryRevoker(WriteSettings settings, std::unique_ptr<RevokingRules> rules)
    : session_(std::move(settings)), rules_(std::move(rules)) {}

Result<std::vector<CheckLine>> DirectoryRevoker::check(core::Timestamp) {
  return check_writer(session_);
}

Result<DirectoryObject> DirectoryRevoker::must_find(const std::string& natural_id,
                                                    std::string_view what) {
  auto found = TRY(session_.find(natural_id));
  if (found) return std::move(*found);
  return fail(ErrorKind::not_found,
              "no " + std::string(what) + " has the id " + core::printable(natural_id, 80) +
                  " (deleted, or the writing account may not see it); nothing was done");
}

BeforeImage DirectoryRevoker::image_of(const char* act, const DirectoryObject& account) const {
  return {session_.settings().directory.source, act, account.natural_id, account.login, {}, {}};
}

BeforeImage DirectoryRevoker::image_of_disabling(const DirectoryObject& account,
                                                 const SignInState& state) const {
  BeforeImage image = image_of("disable_account", account);
  image.changes.push_back(
      {account.natural_id, account.dn, state.attribute, state.before, state.after});
  return image;
}

void DirectoryRevoker::add_removals(BeforeImage& image, const DirectoryObject& group,
                                    const std::vector<MemberValue>& held) {
  for (const MemberValue& one : held) {
    image.changes.push_back({group.natural_id, group.dn, one.attribute, {one.value}, {}});
  }
}

Result<std::vector<DirectoryObject>> DirectoryRevoker::groups_of(const DirectoryObject& account) {
  std::string filter;
  for (const MemberValue& one : session_.candidates(account)) {
    filter += equals_filter(one.attribute, one.value);
  }
  return session_.find_all("(|" + filter + ")");
}

Result<Standing> DirectoryRevoker::look_at_member(const DirectoryObject& account,
                                                  const std::string& group_id) {
  const auto group = TRY(session_.find(group_id));
  if (!group) return Standing{Now::object_gone, "the group is not there"};
  const std::string beyond = rules_->membership_beyond_list(*group, account);
  if (!beyond.empty()) return Standing{Now::effective, beyond};
  const auto values = TRY(session_.read_membership(*group, account));
  if (values.empty()) {
    return Standing{Now::gone, account.shown() + " is no direct member of " + group->shown()};
  }
  BeforeImage image = image_of("remove_member", account);
  add_removals(image, *group, values);
  return Standing{Now::effective, account.shown() + " is a direct member of " + group->shown(),
                  write_before_image(image).value_or("")};
}

Result<Standing> DirectoryRevoker::look(const Removal& removal) {
  const auto account = TRY(session_.find(removal.account));
  if (!account) return Standing{Now::object_gone, "the account is not there"};
  if (removal.act == Act::remove_member) return look_at_member(*account, removal.group);
  if (removal.act == Act::disable_account) {
    const SignInState state = TRY(rules_->sign_in_state(*account));
    if (state.now == SignInState::Now::barred) {
      return Standing{Now::gone, account->shown() + " is disabled"};
    }
    return Standing{Now::effective, account->shown() + " can sign in",
                    write_before_image(image_of_disabling(*account, state)).value_or("")};
  }
  const auto groups = TRY(groups_of(*account));
  BeforeImage image = image_of("strip_groups", *account);
  image.kept = TRY(rules_->kept_membership(session_, *account)).group;
  if (groups.empty()) {
    return Standing{Now::gone, account->shown() + " stands in no group's list of members",
                    image.kept.empty() ? std::string() : TRY(write_before_image(image))};
  }
  std::string names;
  for (std::size_t i = 0; i < groups.size() && i < 5; ++i) {
    names += (i == 0 ? "" : "; ") + groups[i].shown();
  }
  if (groups.size() > 5) names += " and " + std::to_string(groups.size() - 5) + " more";
  for (const DirectoryObject& group : groups) {
    add_removals(image, group, TRY(held_values(group, *account)));
  }
  return Standing{Now::effective, account->shown() + " is a direct member of " + names,
                  write_before_image(image).value_or("")};
}

Result<Outcome> DirectoryRevoker::carry_out(const Removal& removal) {
  const DirectoryObject account = TRY(must_find(removal.account, "account"));
  if (!removal.expected_login.empty() &&
      core::fold(account.login) != core::fold(removal.expected_login)) {
    return fail(ErrorKind::conflict, account.shown() + " is now called " +
                                         core::printable(account.login, 80) + ", not " +
                                         core::printable(removal.expected_login, 80) +
                                         ": decide anew; nothing was done");
  }
  if (session_.is_own(account)) {
    return fail(ErrorKind::refused, account.shown() +
                                        " is an account of this tool: it never takes away its own "
                                        "access; do it by hand");
  }
  switch (removal.act) {
    case Act::remove_member: {
      const DirectoryObject group = TRY(must_find(removal.group, "group"));
      TRY(rules_->may_write_membership(group, account));
      TRY(rules_->protect(session_, account, &group));
      return remove_member(account, group);
    }
    case Act::disable_account:
      TRY(rules_->protect(session_, account, nullptr));
      return disable(account);
    case Act::strip_groups:
      TRY(rules_->protect(session_, account, nullptr));
      return strip(account);
  }
  return fail(ErrorKind::unsupported, "this act is unknown here");
}

core::Error DirectoryRevoker::refusal(const std::string& tried, const DirectoryObject& object,
                                      const LdapWriteEnd& end) {
  // The server answered: an entry or a value that is not there means a change behind our back.
  const ErrorKind kind = end.kind == ErrorKind::not_found ? ErrorKind::conflict : end.kind;
  const std::string advice = rules_->advice(object, end.code);
  return {kind, tried + ": " + end.words + (advice.empty() ? "" : "; " + advice)};
}

Result<std::vector<MemberValue>> DirectoryRevoker::held_values(const DirectoryObject& group,
                                                               const DirectoryObject& account) {
  std::vector<MemberValue> held;
  for (MemberValue& one : session_.candidates(account)) {
    if (TRY(session_.fits(group, equals_filter(one.attribute, one.value)))) {
      held.push_back(std::move(one));
    }
  }
  if (!held.empty()) return held;
  return session_.read_membership(group, account);
}

Result<Outcome> DirectoryRevoker::remove_member(const DirectoryObject& account,
                                                const DirectoryObject& group) {
  if (const auto beyond = rules_->membership_beyond_list(group, account); !beyond.empty()) {
    return fail(ErrorKind::unsupported, beyond);
  }
  const auto held = TRY(held_values(group, account));
  return remove_held(account, group, held);
}

Result<Outcome> DirectoryRevoker::remove_held(const DirectoryObject& account,
                                              const DirectoryObject& group,
                                              const std::vector<MemberValue>& held) {
  const std::string names = account.shown() + " from " + group.shown();
  if (held.empty()) {
    return Outcome{Effect::already_so, {}, account.shown() + " is no member of " + group.shown()};
  }
  BeforeImage image = image_of("remove_member", account);
  std::vector<LdapChange> changes;
  for (const MemberValue& one : held) {
    if (one.value == account.login) TRY(session_.must_be_alone_with_login(account));
    changes.push_back({LdapChange::Act::remove, one.attribute, {one.value}});
  }
  add_removals(image, group, held);
  std::string before = TRY(write_before_image(image));
  const LdapWriteEnd end = TRY(session_.modify(group, changes));
  if (end.code == 0) {
    return Outcome{Effect::done, std::move(before),
                   "removed " + names + " (" + held.front().attribute + ")"};
  }
  if (may_mean_absent(end.code) && TRY(session_.read_membership(group, account)).empty()) {
    return Outcome{Effect::already_so, {}, account.shown() + " is no member of " + group.shown()};
  }
  if (end.code == 65) {
    return fail(ErrorKind::unsupported,
                "removing " + names +
                    ": it is the group's last member, and this kind of group "
                    "must have one; put another member in first, or delete the group by hand");
  }
  if (end.code == 32 && !TRY(session_.find(group.natural_id))) {
    return fail(ErrorKind::not_found, "the group " + group.shown() + " is not there any more");
  }
  return tl::unexpected(refusal("removing " + names, group, end));
}

Result<void> DirectoryRevoker::write_sign_in(const DirectoryObject& account,
                                             const std::string& attribute,
                                             const std::vector<std::string>& from,
                                             const std::vector<std::string>& to) {
  // The old value is named, so that a change by somebody else in between makes the write fail.
  std::vector<LdapChange> changes;
  if (!from.empty()) changes.push_back({LdapChange::Act::remove, attribute, from});
  if (!to.empty()) changes.push_back({LdapChange::Act::add, attribute, to});
  const LdapWriteEnd end = TRY(session_.modify(account, changes));
  if (end.code == 0) return {};
  const auto now = TRY(session_.find(account.natural_id));
  if (!now) return fail(ErrorKind::not_found, account.shown() + " is not there any more");
  const SignInState state = TRY(rules_->sign_in_state(*now));
  if (state.before != from) {
    return fail(ErrorKind::conflict, attribute + " of " + account.shown() +
                                         " was changed by somebody else meanwhile; nothing was "
                                         "done: look again");
  }
  return tl::unexpected(refusal("writing " + attribute + " of " + account.shown(), account, end));
}

Result<Outcome> DirectoryRevoker::disable(const DirectoryObject& account) {
  if (account.sort == DirectoryObject::Sort::group) {
    return fail(ErrorKind::unsupported, account.shown() + " is a group: it cannot be disabled");
  }
  const SignInState state = TRY(rules_->sign_in_state(account));
  if (state.now == SignInState::Now::barred) {
    return Outcome{Effect::already_so, {}, account.shown() + " is disabled already"};
  }
  std::string before = TRY(write_before_image(image_of_disabling(account, state)));
  TRY(write_sign_in(account, state.attribute, state.before, state.after));
  return Outcome{Effect::done, std::move(before),
                 "disabled " + account.shown() + " (" + state.attribute + ")"};
}

}  // namespace rettesnor::connectors
