// What every question of an auditor goes through: may she ask, and the log knows before she sees.
#pragma once

#include <map>
#include <string>

#include "review/auditing/audit_views.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"

namespace rettesnor::review {

/// Auditors and the security lead; else refused.
core::Result<void> check_reader(const Authority& who, Deed deed);

struct Look {
  std::string at;      ///< "search", "answer", "population", "who_had", "had_what"
  std::string person;  ///< whom alone it is about, who is shown it; or empty
  std::map<std::string, std::string> facts;  ///< empty ones are left out
};
/// On disk before anything is shown.
core::Result<void> log_look(store::Store& store, const Authority& who, const Look& look,
                            core::Timestamp now);

/// As an auditor reads it. `right`: where it is at the newest moment, or kNone.
core::Result<DecisionLine> line_of(const Read& held, const core::Decision& decision, Index right);
RightNow right_now(const MomentFacts& now, const std::string& person, Index right);
/// "System" of "System:Name", which a key that nobody knows any longer still tells.
std::string system_of_ref(const std::string& ref);

}  // namespace rettesnor::review
