// Puts back what a before-image holds, unless somebody changed it since.
#include <algorithm>

#include "connectors/writing/directory_revoker.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Error;
using core::ErrorKind;
using core::fail;
using core::Result;
using Effect = Outcome::Effect;

Error misfit(const std::string& why) {
  return {ErrorKind::corrupt, "this before-image " + why + ": nothing was put back"};
}

}  // namespace

Result<Outcome> DirectoryRevoker::restore(const std::string& before_image) {
  const BeforeImage image = TRY(read_before_image(before_image));
  if (image.source != session_.settings().directory.source) {
    return tl::unexpected(misfit("is of another source"));
  }
  if (image.changes.empty()) return tl::unexpected(misfit("holds nothing"));
  if (image.act == "disable_account") return restore_sign_in(image);
  if (image.act == "remove_member" || image.act == "strip_groups") {
    return restore_memberships(image);
  }
  return tl::unexpected(misfit("is of an act that is unknown here"));
}

Result<Outcome> DirectoryRevoker::restore_sign_in(const BeforeImage& image) {
  const BeforeImage::Change& change = image.changes.front();
  const DirectoryObject account = TRY(must_find(image.account, "account"));
  const SignInState state = TRY(rules_->sign_in_state(account));
  if (image.changes.size() != 1 || change.object != image.account ||
      !same_name(change.attribute, state.attribute)) {
    return tl::unexpected(misfit("writes something that disabling does not write"));
  }
  if (session_.is_own(account)) {
    return fail(ErrorKind::refused, account.shown() + " is an account of this tool");
  }
  if (state.before == change.before) {
    return Outcome{Effect::already_so,
                   {},
                   state.attribute + " of " + account.shown() + " is what it was before"};
  }
  if (state.before != change.after) {
    return fail(ErrorKind::conflict, state.attribute + " of " + account.shown() +
                                         " was changed since: decide by hand; nothing was done");
  }
  TRY(write_sign_in(account, state.attribute, change.after, change.before));
  return Outcome{Effect::done, {}, "put back " + state.attribute + " of " + account.shown()};
}

Result<Outcome> DirectoryRevoker::restore_membership(const BeforeImage& image,
                                                     const DirectoryObject& account,
                                                     const BeforeImage::Change& change) {
  // The value is what the account is called now: it was found by its id.
  const auto all = session_.candidates(account);
  const auto value = std::find_if(all.begin(), all.end(), [&](const MemberValue& one) {
    return same_name(one.attribute, change.attribute);
  });
  if (value == all.end() || !change.after.empty() || change.before.size() != 1) {
    return tl::unexpected(misfit("writes something that a removal does not write"));
  }
  if (value->value == account.login && account.login != image.login) {
    return fail(ErrorKind::conflict, account.shown() + " is now called " +
                                         core::printable(account.login, 80) + ", not " +
                                         core::printable(image.login, 80) + ": decide by hand");
  }
  const DirectoryObject group = TRY(must_find(change.object, "group"));
  TRY(rules_->may_write_membership(group, account));
  const std::string names = account.shown() + " into " + group.shown();
  const std::string already = account.shown() + " is a member of " + group.shown();
  const auto stands = [&](const std::vector<MemberValue>& held) {
    return std::any_of(held.begin(), held.end(), [&](const MemberValue& one) {
      return same_name(one.attribute, change.attribute);
    });
  };
  if (stands(TRY(session_.read_membership(group, account)))) {
    return Outcome{Effect::already_so, {}, already};
  }
  const LdapWriteEnd end =
      TRY(session_.modify(group, {{LdapChange::Act::add, value->attribute, {value->value}}}));
  if (end.code == 0) return Outcome{Effect::done, {}, "put " + names};
  if ((end.code == 20 || end.code == 68) && stands(TRY(session_.read_membership(group, account)))) {
    return Outcome{Effect::already_so, {}, already};
  }
  return tl::unexpected(refusal("putting " + names, group, end));
}

Result<Outcome> DirectoryRevoker::restore_memberships(const BeforeImage& image) {
  const DirectoryObject account = TRY(must_find(image.account, "account"));
  if (session_.is_own(account)) {
    return fail(ErrorKind::refused, account.shown() + " is an account of this tool");
  }
  std::size_t put_back = 0;
  std::string sentence;
  std::string left;
  std::optional<Error> trouble;
  for (const BeforeImage::Change& change : image.changes) {
    auto outcome = restore_membership(image, account, change);
    if (!outcome) {
      left += (left.empty() ? "" : "; ") + outcome.error().message;
      if (!trouble) trouble = outcome.error();
      if (outcome.error().kind == ErrorKind::unreachable) break;
      continue;
    }
    if (outcome->effect == Effect::done) ++put_back;
    sentence += (sentence.empty() ? "" : "; ") + outcome->sentence;
  }
  if (trouble && put_back == 0) return tl::unexpected(std::move(*trouble));
  if (trouble) return Outcome{Effect::partly, {}, sentence + "; not all is done: " + left};
  return Outcome{put_back == 0 ? Effect::already_so : Effect::done, {}, std::move(sentence)};
}

}  // namespace rettesnor::connectors
