// Every direct membership of a disabled account, one write each.
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

}  // namespace

Result<Outcome> DirectoryRevoker::strip(const DirectoryObject& account) {
  const SignInState state = TRY(rules_->sign_in_state(account));
  if (state.now == SignInState::Now::possible) {
    return fail(ErrorKind::conflict, account.shown() +
                                         " can sign in: only a disabled account loses all of its "
                                         "groups; disable it first");
  }
  const auto groups = TRY(groups_of(account));
  const KeptMembership kept = TRY(rules_->kept_membership(session_, account));
  BeforeImage image = image_of("strip_groups", account);
  image.kept = kept.group;
  std::size_t removed = 0;
  std::string left;
  std::optional<Error> trouble;
  for (const DirectoryObject& group : groups) {
    std::vector<MemberValue> held;
    auto outcome = [&]() -> Result<Outcome> {
      TRY(rules_->may_write_membership(group, account));
      held = TRY(held_values(group, account));
      return remove_held(account, group, held);
    }();
    if (outcome && outcome->effect == Effect::already_so) continue;
    if (outcome) {
      auto one = TRY(read_before_image(outcome->before_image));
      image.changes.insert(image.changes.end(), one.changes.begin(), one.changes.end());
      ++removed;
      continue;
    }
    left += (left.empty() ? "" : "; ") + outcome.error().message;
    if (!trouble) trouble = outcome.error();
    if (outcome.error().kind != ErrorKind::unreachable) continue;
    // Nobody knows of this one: putting back what still is there does no harm.
    add_removals(image, group, held);
    break;
  }
  if (trouble && removed == 0) return tl::unexpected(std::move(*trouble));
  const std::string stays = kept.sentence.empty() ? "" : "; " + kept.sentence;
  std::string sentence = "removed " + account.shown() + " from " + std::to_string(removed) +
                         (removed == 1 ? " group" : " groups") + stays;
  if (removed == 0) {
    return Outcome{Effect::already_so,
                   kept.group.empty() ? std::string() : TRY(write_before_image(image)),
                   account.shown() + " stands in no group's list" + stays};
  }
  std::string before = TRY(write_before_image(image));
  if (!trouble) return Outcome{Effect::done, std::move(before), std::move(sentence)};
  return Outcome{Effect::partly, std::move(before), sentence + "; not all is done: " + left};
}

}  // namespace rettesnor::connectors
