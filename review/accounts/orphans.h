// The work list of accounts that nobody rightly stands behind, most dangerous first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/named.h"
#include "core/owner_question.h"
#include "reconcile/access_graph.h"
#include "review/campaigns/review_row.h"
#include "review/organisation/person_view.h"

namespace rettesnor::review {

using core::name_of;

/// Why somebody must look at an open account; in the order of the list.
enum class OrphanSituation : std::uint8_t {
  released,       ///< its person is released from duty
  left,           ///< its person has left or is dead
  mandate_ended,  ///< the office that it was for is over
  vendor_ended,   ///< a vendor's or partner's person without a current engagement
  vanished,       ///< its person is no longer told of, and nobody said that she left
  unclear,        ///< fits several people, or one by name alone
  nobody          ///< fits nobody, and is in no register
};
constexpr auto names_for(const OrphanSituation*) {
  using enum OrphanSituation;
  return std::to_array<core::Named<OrphanSituation>>({
      {released, "released"},
      {left, "left"},
      {mandate_ended, "mandate_ended"},
      {vendor_ended, "vendor_ended"},
      {vanished, "vanished"},
      {unclear, "unclear"},
      {nobody, "nobody"},
  });
}

struct Orphan {
  core::Index place = core::kNone;  ///< of the account in the graph
  core::Thing account;
  core::Thing person;  ///< kind empty when there is none
  OrphanSituation situation = OrphanSituation::nobody;
  enum class Reach : std::uint8_t { inside, remote } reach = Reach::inside;
  std::optional<core::Date> since;  ///< when the person's last capacity ended
  /// Never proposed for closing by the program: elected people are a person's decision, and so is
  /// whether somebody left of whom nobody said it.
  enum class Closing : std::uint8_t { ladder, person } closing = Closing::ladder;
};
/// Accounts that can be used and that a person's capacity no longer explains. Those that are
/// accepted are left out as long as that holds (reconcile::Acceptance). Remote access first
/// (policy.md P17), then by situation, then by account.
std::vector<Orphan> orphans_of(const reconcile::AccessGraph& graph);

/// What IT asked who answers for the account's system, and what she said; by name.
struct OwnerWord {
  core::OwnerQuestion question;
  std::string asked;
  std::string answered_by;  ///< empty until then
};

/// One of them with what somebody needs to decide.
struct OrphanLine {
  Orphan orphan;
  PersonView person;                   ///< as orphan.person; empty key when there is none
  std::vector<PersonView> candidates;  ///< whom it may be, when that is unclear
  std::string owner;                   ///< name of who answers for the account's system, or empty
  std::optional<OwnerWord> owner_word = std::nullopt;  ///< the newest
};

/// What waits for the word of who answers for a system.
struct OwnerQuestionView {
  std::string owner;  ///< key of who answers for the system by now
  core::OwnerQuestion question;
  Orphan orphan;
  PersonView person;                ///< as orphan.person; empty key when there is none
  std::string asked_by;             ///< name
  std::vector<std::string> rights;  ///< by name, most serious first
  std::optional<LastUse> last_use;  ///< nullopt: it can do nothing
};
struct OwnerReply {
  std::int64_t question = 0;
  core::OwnerVerdict verdict = core::OwnerVerdict::unknown;
  std::optional<core::Date> until;  ///< the last day; needed with `stands`
  std::string words;
};

/// "This account is hers", said by somebody else; or "it is nobody's and may stand until then, and
/// she answers for it".
struct AccountWord {
  std::string account;  ///< Thing::key
  std::string person;   ///< Thing::key
  std::string reason;
  std::optional<core::Date> accepted_until = std::nullopt;  ///< its last day; empty: it is hers
};
/// Then somebody must look at it again.
constexpr std::chrono::days kLongestAcceptance{366};

/// An open account that a human let stand though it is nobody's.
struct AcceptedAccount {
  core::Thing account;
  PersonView answers;  ///< who answers for it; empty key when no source tells of her any more
  core::Date until;    ///< its last day
  std::string reason;
  std::string decided_by;  ///< a person's key, or name
  core::Timestamp decided_at;
  bool holds;  ///< today; else the account is in the work list again
};
/// By day, then account; each says by key who decided it.
std::vector<AcceptedAccount> accepted_of(const reconcile::AccessGraph& graph);

}  // namespace rettesnor::review
