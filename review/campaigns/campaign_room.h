// A campaign in memory: who is in it, who is asked about whom, and what was answered.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "review/campaigns/campaign_kind.h"
#include "review/campaigns/campaign_views.h"
#include "review/organisation/moment_facts.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

/// Who is asked about one right, beside and instead of who is asked about its person.
struct Ask {
  std::string sent_to;  ///< key of whom the first seat was sent on to, or empty
  std::string sent_by, sent_why;
  int hops = 0;                  ///< how often it was sent on
  std::int64_t sent_event = 0;   ///< of sending it on, or back
  std::int64_t first_after = 0;  ///< answers of the first seat up to this version count no more
  bool two = false;              ///< a second reviewer decides as well
  std::string second;            ///< her key; empty: nobody could be found
  std::string second_reason;
  std::int64_t second_event = 0;
};

/// Who is asked about a person, or about one right of anybody.
struct Asked {
  std::string reviewer;  ///< key, or empty: nobody
  RouteReason reason = RouteReason::nobody;
  std::int64_t assigned = 0;  ///< sequence of the event
};

/// Kept in an earlier campaign, and not asked about again.
struct Carried {
  Index right;
  core::Decision decision;
};

/// One person of a campaign, an account that is nobody's, or a role, with the rights that are asked
/// about.
struct ListedPerson {
  Holder holder;  ///< at the campaign's moment
  std::string key;
  std::vector<Index> rights;  ///< at the campaign's moment; ascending
  std::vector<Ask> asks;      ///< of each of the rights
  std::vector<Carried> carried;
  std::map<std::string, int, std::less<>> not_asked;  ///< rights by the reason why not
  int serious = 0;                                    ///< rights whose advice is not keep
  Asked asked;  ///< about her, unless a right has somebody of its own
};

using AnswersOfPerson = std::map<std::string, std::vector<core::Decision>>;  ///< by entitlement

/// Kept by the desk; what is decided is written into it where it is decided.
struct CampaignRoom {
  core::Campaign campaign;
  std::shared_ptr<const MomentFacts> facts;
  std::vector<ListedPerson> people;                       ///< by name, then key
  std::vector<LeftOut> left_out;                          ///< by name, then key
  std::map<std::string, std::size_t> place;               ///< key → people
  std::map<std::string, std::vector<std::size_t>> lists;  ///< reviewer → people, in their order
  std::map<std::string, AnswersOfPerson> answers;         ///< subject → versions, in their order
  std::vector<core::SignOff> sign_offs;
  std::map<std::string, Asked> of_right;  ///< by entitlement, in a kind that asks by right

  ListedPerson* listed(const std::string& subject);
  const ListedPerson* listed(const std::string& subject) const;
  /// Place in `rights`, or empty when the right is not asked about.
  std::optional<std::size_t> place_of(const ListedPerson& listed,
                                      const std::string& entitlement) const;
  const std::string& right_key(const ListedPerson& listed, std::size_t right) const;
  /// Of either seat.
  const core::Decision* newest(const std::string& subject, const std::string& entitlement) const;
  /// The one that counts in that seat.
  const core::Decision* newest(const ListedPerson& listed, std::size_t right,
                               core::Seat seat) const;
  /// Is she the subject, or does she have the right by the role that is?
  bool is_about(const ListedPerson& listed, std::size_t right, const std::string& person) const;
  /// The same, but for whom the campaign falls back on: where everybody has a right, somebody must.
  bool may_not_answer(const ListedPerson& listed, std::size_t right,
                      const std::string& person) const;
  /// Before anything is sent on. Who is asked about a right is never asked about herself.
  const Asked& asked(const ListedPerson& listed, std::size_t right) const;
  const std::string& reviewer_of(const ListedPerson& listed, std::size_t right,
                                 core::Seat seat) const;
  /// Is there a right that nobody can be asked about?
  bool has_nobody_to_ask(const ListedPerson& listed) const;
  /// Keys of all rights that are asked about.
  std::set<std::string> rights() const;
  /// In which seat this reviewer is asked about the right, if she is.
  std::optional<core::Seat> seat_of(const ListedPerson& listed, std::size_t right,
                                    const std::string& reviewer) const;
  /// In either seat, about any of her rights.
  bool asks(const std::string& reviewer, const ListedPerson& listed) const;
  /// Answered by everybody who must.
  bool is_done(const ListedPerson& listed, std::size_t right) const;
  int done(const ListedPerson& listed) const;
  /// "remove" in either seat.
  bool is_removed(const ListedPerson& listed, std::size_t right) const;
  /// The newest receipt of who is asked, when it is newer than the asking; or null.
  const core::SignOff* signed_since(const Asked& asked) const;
  /// The receipt that covers the row in that seat, or null.
  const core::SignOff* signed_row(const ListedPerson& listed, std::size_t right,
                                  core::Seat seat) const;
  /// Takes what was kept, in that order.
  void take(const core::Assignment& assignment);
  void take(const core::RowAssignment& row);
  /// After a change of reviewers.
  void sort_into_lists();
};

/// What the campaign carries over from the newest `earlier` answers on the person: rights that were
/// kept, look as they did, and are not for two people. Takes them out of what is asked.
void carry_over(CampaignRoom& room, ListedPerson& listed,
                const std::vector<core::Decision>& earlier, core::Date oldest);

/// One that this version does not know is read as "manager".
const CampaignKind& kind_of(const core::Campaign& campaign);

/// What a campaign is made of.
struct PopulationBasis {
  std::shared_ptr<const MomentFacts> facts;   ///< of the campaign's moment
  std::shared_ptr<const MomentFacts> before;  ///< of Campaign::since, or null
  /// Why a right (subject, entitlement) of the kind is not asked about; empty: it is. No function:
  /// all are.
  std::function<std::string_view(const std::string&, const std::string&)> not_asked;
};
/// Who and what a campaign of its kind asks about; nobody is assigned yet.
CampaignRoom populate(core::Campaign campaign, const PopulationBasis& basis);

}  // namespace rettesnor::review
