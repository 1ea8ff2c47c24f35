// What every question of an auditor goes through: may she ask, and the log knows before she sees.
#include "review/auditing/auditing.h"
#include "review/refusal.h"

#include <algorithm>

namespace rettesnor::review {

core::Result<void> check_reader(const Authority& who, Deed deed) {
  if (may(who, deed)) return {};
  return may_not(Refusal::may_not_audit);
}

core::Result<void> log_look(store::Store& store, const Authority& who, const Look& look,
                            core::Timestamp now) {
  audit::Event event{
      look.person.empty() ? audit::Kind::auditor_looked : audit::Kind::looked_at_person,
      who.person(),
      {{"at", look.at}}};
  if (!look.person.empty()) event.facts["person"] = look.person;
  for (const auto& [name, value] : look.facts) {
    if (!value.empty()) event.facts[name] = value;
  }
  TRY(store.append_event(event, now));
  return {};
}

RightNow right_now(const MomentFacts& now, const std::string& person, Index right) {
  const Holder holder = now.holder(person);
  if (!holder.is_known() || right == kNone) return RightNow::unknown;
  return has_right(now.graph(), holder, right) ? RightNow::held : RightNow::gone;
}

std::string system_of_ref(const std::string& ref) {
  return ref.substr(0, ref.find(':'));
}

}  // namespace rettesnor::review
