// An access review: the campaign, the answers people give in it, and who stands for whom.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/id.h"
#include "core/named.h"
#include "core/time.h"

namespace rettesnor::core {

using CampaignId = Id<struct CampaignTag>;

/// A campaign reviews what was true at `as_of`; nothing of it is copied, history keeps it.
struct Campaign {
  CampaignId id{0};
  std::string name;  ///< "Efterår 2026"
  std::string
      kind;  ///< "manager": every leader, about the people of the unit (review::CampaignKind)
  Timestamp as_of;  ///< the population is what history knew then
  Timestamp opened_at;
  Date deadline;          ///< inclusive, to the end of the local day
  std::string opened_by;  ///< key of a person (Thing::key)
  std::optional<Timestamp> closed_at;
  std::string closed_by;                 ///< empty while it is open
  std::int64_t open_items_at_close = 0;  ///< > 0: closed incomplete, and `close_reason` says why
  std::string close_reason;
  bool second_reviewer = false;  ///< of what is privileged or extra sensitive: two people decide
  int carry_months = 0;  ///< > 0: what was kept at most so long ago and is as it was is not asked
  std::optional<Timestamp> since;  ///< of a kind that asks about what happened: after this moment
  CampaignId follows{0};  ///< > 0: asks only about what that campaign closed without an answer to
  std::string policy;     ///< fingerprint of the policy it was opened under; empty: not known
};

/// The text of a policy that a campaign was opened under, so that it can be read again under it.
struct PolicyText {
  std::string fingerprint;                                 ///< 64 hex characters
  std::vector<std::pair<std::string, std::string>> files;  ///< name, content; by name
};

/// Which of the two who may have to decide about a right.
enum class Seat : std::uint8_t {
  first = 1,  ///< who is asked about the person
  second = 2  ///< who answers for the system
};
constexpr auto names_for(const Seat*) {
  using enum Seat;
  return std::to_array<Named<Seat>>({
      {first, "first"},
      {second, "second"},
  });
}

enum class Answer : std::uint8_t {
  keep = 1,
  remove = 2,
  keep_until = 3,  ///< with Decision::until
  reduce = 4,      ///< a smaller right would do; the comment names it
  not_mine = 5,    ///< somebody else must decide; the comment says who or why
  dont_know = 6
};
constexpr auto names_for(const Answer*) {
  using enum Answer;
  return std::to_array<Named<Answer>>({
      {keep, "keep"},
      {remove, "remove"},
      {keep_until, "keep_until"},
      {reduce, "reduce"},
      {not_mine, "not_mine"},
      {dont_know, "dont_know"},
  });
}

/// One answer on one item. Append-only: a change of mind is a new version, the highest counts.
struct Decision {
  CampaignId campaign{0};
  std::string subject;       ///< Thing::key of the person whose right it is
  std::string entitlement;   ///< Thing::key
  std::int64_t version = 0;  ///< 1 for the first
  Answer answer = Answer::keep;
  std::optional<Date> until;
  std::string comment;
  std::string decided_by;    ///< Thing::key of the person who answered
  std::string on_behalf_of;  ///< Thing::key of the reviewer she stands for, or empty
  Timestamp decided_at;
  enum class Manner : std::uint8_t { single = 1, bulk = 2 } manner = Manner::single;
  std::string seen;             ///< hash of what the page showed of the item, 64 hex characters
  std::string idempotency_key;  ///< chosen by the page; the same key again is the same decision
  Seat seat = Seat::first;      ///< both seats share one course of versions
};

/// Who answers for whom in a campaign, and why she. Append-only: the newest row counts.
struct Assignment {
  CampaignId campaign{0};
  std::string subject;   ///< Thing::key of the person
  std::string reviewer;  ///< Thing::key of a person, or empty: nobody could be found
  std::string reason;    ///< name of review::RouteReason, "leader", "own_leader", …
  Timestamp since;
  std::int64_t event = 0;  ///< sequence of the event that tells of it
};

/// Who is asked about one right: the second reviewer, or whom the first sent it on to. Append-only:
/// the newest row of (subject, entitlement, seat) counts.
struct RowAssignment {
  CampaignId campaign{0};
  std::string subject;
  std::string entitlement;
  Seat seat = Seat::first;
  std::string reviewer;  ///< key; empty: nobody (second), who is asked about the person (first)
  std::string reason;    ///< "owner" "responsible" "security_lead" "nobody" "forwarded" "returned"
  std::string comment;   ///< why it was sent on
  std::string assigned_by;         ///< key, or "system"
  std::int64_t after_version = 0;  ///< answers of this seat up to this version count no more
  Timestamp since;
  std::int64_t event = 0;  ///< sequence of the event that tells of it
};

/// A reviewer asks a colleague about a right and goes on answering for it herself.
struct Consultation {
  std::int64_t id = 0;
  CampaignId campaign{0};
  std::string subject;
  std::string entitlement;
  std::string asked;     ///< key of the colleague
  std::string asked_by;  ///< key
  std::string question;
  Timestamp asked_at;
  std::string note;  ///< what she said; empty until then
  std::optional<Timestamp> noted_at;
};

/// What people said that IT should hear of, beside any answer. Append-only.
struct Report {
  std::int64_t id = 0;
  std::string kind;        ///< "left" "not_my_employee" "hand_back" "not_me"
  CampaignId campaign{0};  ///< 0: in no campaign
  std::string subject;     ///< key of the person whom it is about
  std::string thing;       ///< key of the right or account, or empty: all of hers
  std::string comment;
  std::string reported_by;
  Timestamp reported_at;
};

/// A reviewer's receipt: her answers on everybody whom she was asked about before it stand. Who is
/// passed on to her later needs another.
struct SignOff {
  CampaignId campaign{0};
  std::string reviewer;
  std::string signed_by;  ///< herself, or her deputy
  Timestamp signed_at;
  std::int64_t items = 0;  ///< how many answers it covers
  std::string digest;      ///< hash over those answers, 64 hex characters
  std::int64_t event = 0;  ///< sequence of the event that tells of it
};

/// A dated stand-in: `deputy` may answer what `leader` is asked, except about herself. Append-only:
/// the newest row of (leader, deputy, from) counts, so that one is ended by a row with `ended_at`.
struct Deputyship {
  std::int64_t id = 0;
  std::string leader;  ///< Thing::key of persons
  std::string deputy;
  Date from;
  Date to;  ///< inclusive, at most 12 months after `from` (policy.md P20)
  std::string reason;
  std::string arranged_by;
  std::optional<Timestamp> ended_at;  ///< ended before time
};

/// One line of the log, as it is kept.
struct LoggedEvent {
  std::int64_t sequence = 0;  ///< 1, 2, 3, … without holes
  Timestamp at;               ///< never before the event before it
  std::string kind;           ///< "decision", "campaign_opened", "looked_at_person", …
  std::string actor;          ///< Thing::key of a person, or "system"
  std::string bytes;          ///< canonical bytes (audit/event.h)
  std::string hash;           ///< 32 bytes: of the hash before it and `bytes`
};

}  // namespace rettesnor::core
