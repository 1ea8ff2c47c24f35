// What is shown of a campaign: lists of reviewers, how far they are, what was left out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/campaign.h"
#include "core/result.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

struct SubjectProgress {
  PersonView subject;
  RouteReason route = RouteReason::leader;
  int items = 0;
  int answered = 0;
  int serious = 0;  ///< rows whose advice is not keep
  int waiting = 0;  ///< answered here, while another has yet to answer too
};

/// One reviewer's part of one campaign; what the start page lists.
struct Task {
  core::Campaign campaign;
  PersonView reviewer;
  bool on_behalf = false;
  std::vector<SubjectProgress> subjects;  ///< in the order of the list
  int items = 0;
  int answered = 0;
  std::optional<core::SignOff> sign_off;
  std::string signed_by_name;   ///< of the sign-off; empty without one
  int days_left = 0;            ///< negative: overdue
  int waiting = 0;              ///< answered here, while another has yet to answer too
  int as_second = 0;            ///< of the items: those that another answers first
  About about = About::people;  ///< what the subjects are
};

/// Of one unit, or of one system.
struct PartProgress {
  std::string name;  ///< empty: people without a unit
  int subjects = 0, items = 0, answered = 0, removals = 0;
};

struct LeftOut {
  PersonView subject;
  /// "no_rights", "not_current" (holds no capacity, but has rights), "not_employed" (elected or of
  /// another employer: a campaign of leaders does not ask about her), "other_kind" (of whom this
  /// kind of campaign does not ask), "nobody_to_ask"
  std::string reason;
};

/// What an answer about a role asks to be changed in the policy files, by people.
struct PolicyChange {
  PersonView role;
  std::string ref;          ///< of the right
  core::Decision decision;  ///< remove, or a smaller right
  std::string decided_by_name;
  bool stands = false;  ///< the policy in force gives it still
};

struct Board {
  core::Campaign campaign;
  std::vector<Task> tasks;            ///< every reviewer's, most behind first
  std::vector<PartProgress> units;    ///< by name
  std::vector<PartProgress> systems;  ///< by name
  bool asks_owners = false;     ///< whoever answers for a system, and not who leads the people
  About about = About::people;  ///< what the subjects are
  std::vector<PolicyChange> policy_changes;  ///< of roles alone: by role, then right
  std::vector<LeftOut> left_out;
  /// Answered: by everybody who must. Removals: one "remove" of two is enough.
  int items = 0, answered = 0, removals = 0;
  int two_decide = 0, two_waiting = 0;  ///< rows for two people; those of them that lack the second
  int nobody_second = 0;                ///< rows for which no second could be found
  int carried = 0;                      ///< kept before and not asked about
  std::string closed_by_name;
};

/// Before a campaign is opened: what would happen, and why it may not.
struct Preflight {
  std::vector<core::Error> refusals;  ///< sources that are stale, partial or in quarantine
  int subjects = 0, items = 0, reviewers = 0;
  int undescribed = 0;  ///< entitlements without a plain description
  std::vector<LeftOut> nobody_to_ask;
  int largest_list = 0;  ///< rows of the reviewer with most
  int two_decide = 0;    ///< rows that two people decide about
  int carried = 0;       ///< rows that were kept before and are not asked about
};

}  // namespace rettesnor::review
