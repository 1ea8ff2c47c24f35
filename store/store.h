// The product's memory: pulls, history, quarantine, links and findings in one SQLite file.
//
// All SQL of the product is behind these functions. One Store per process and file; not
// thread-safe: use it from one thread at a time. Every function that changes something is one
// transaction: it happened whole, or an Error came and nothing changed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/event.h"
#include "core/campaign.h"
#include "core/finding.h"
#include "core/finding_note.h"
#include "core/mail.h"
#include "core/named.h"
#include "core/order.h"
#include "core/order_file.h"
#include "core/owner_question.h"
#include "core/pull.h"
#include "core/result.h"
#include "core/snapshot.h"

namespace rettesnor::store {

using core::name_of;

/// What the breaker lets through; never off. Of each class, and of all objects together, a pull may
/// take away at most min(count, percent of what was there): whichever is met first. No percentage
/// is so small that one object is a mass change (store/history/breaker.h has the floors).
struct BreakerLimits {
  double removed_percent = 5.0;
  std::int64_t removed_count = 20;           ///< objects of a class, or of all classes
  std::int64_t members_removed_count = 500;  ///< memberships whose member stays
  double unit_percent = 30.0;      ///< of the accounts or employments of one unit or department …
  std::int64_t unit_minimum = 10;  ///< … that had at least this many

  /// For one pull a higher percentage, whatever the counts.
  BreakerLimits raised_to(double percent) const {
    constexpr auto kAnyCount = std::numeric_limits<std::int64_t>::max();
    BreakerLimits raised = *this;
    raised.removed_percent = percent;
    raised.removed_count = raised.members_removed_count = kAnyCount;
    raised.unit_percent = std::max(raised.unit_percent, percent);
    return raised;
  }
};

/// Somebody lets one pull take away more than the standing limits allow. It is logged.
struct Raise {
  BreakerLimits limits;
  std::string by;  ///< key of a person; "system" when the terminal names nobody
  std::string reason;
  core::Timestamp when;
};

struct SourceIdentity {
  std::string name;
  std::string kind;
  std::string system;
};

enum class ApplyMode { apply, dry_run };

/// How a name of the policy came to mean a right. Numbers are stored.
enum class BoundHow : std::uint8_t { met = 1, accepted = 2 };

/// What a pull changes, or would change, in one class.
struct ClassChange {
  core::ObjectClass object_class;
  core::Completeness completeness;
  std::int64_t seen = 0;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t removed = 0;   ///< only in a complete class
  std::int64_t withheld = 0;  ///< absent, but not gone: the class is not complete
  std::optional<core::Timestamp> data_from = std::nullopt;  ///< empty: unknown
};

/// One change, for the dry run's list and for reading a quarantined pull.
struct ChangeLine {
  enum class What { added, changed, removed, member_added, member_removed } what;
  core::ObjectClass object_class;
  std::string natural_id;
  std::string label;   ///< name or login, printable
  std::string detail;  ///< "title: lærer → skoleleder", "Mette Holm (meho)"
};

constexpr auto names_for(const ChangeLine::What*) {
  using enum ChangeLine::What;
  return std::to_array<core::Named<ChangeLine::What>>({
      {added, "added"},
      {changed, "changed"},
      {removed, "removed"},
      {member_added, "member_added"},
      {member_removed, "member_removed"},
  });
}

struct ApplyResult {
  core::PullOutcome outcome;
  std::optional<core::PullId> pull;  ///< absent for a dry run
  std::vector<ClassChange> classes;
  std::int64_t members_seen = 0;
  std::int64_t members_added = 0;
  std::int64_t members_removed = 0;
  std::vector<std::string> breaker_reasons;  ///< why quarantined, as core::kept; else empty
  std::vector<ChangeLine> lines;  ///< at most 1,000; filled in a dry run and on quarantine
};

struct PullSummary {
  core::PullId pull;
  std::string source;
  core::PullOutcome outcome;
  core::Timestamp started;
  core::Timestamp finished;
  std::vector<ClassChange> classes;
  std::int64_t members_seen = 0;
  std::int64_t members_added = 0;
  std::int64_t members_removed = 0;
  std::vector<std::string> breaker_reasons;
  std::string trouble;
  std::vector<std::string> released_by;  ///< persons; at most two
};

/// The readings of one source that a moment lies between.
struct ReadingsAround {
  std::string source;
  std::string system;
  std::optional<core::Timestamp> before = {};  ///< the newest that was history by then began
  std::optional<core::Timestamp> after = {};   ///< the first that became history later began
  core::Timestamp after_known = {};            ///< when that one became history
};

/// The machine's clock does not fit what was written under it before.
struct ClockLeap {
  core::Timestamp newest;  ///< event or reading, since somebody last said a word on the clock
  core::Timestamp now;
};

/// What tracking a run of findings changed.
struct TrackResult {
  std::int64_t appeared = 0;
  std::int64_t stayed = 0;
  std::int64_t resolved = 0;
  std::int64_t reopened = 0;
};

/// Whose account it is, as a person said.
struct LinkWord {
  std::string system;
  std::string account;  ///< natural id
  std::string person_source;
  std::string person;      ///< natural id in that source; empty: nobody's
  std::string decided_by;  ///< key of a person
  std::string reason;
  core::Timestamp when;
  /// Nobody's, and it may stand until the end of this day: the person answers for it.
  std::optional<core::Date> accepted_until = std::nullopt;
};

/// Safe to call from any thread: calls are taken one at a time, each whole.
class Store {
 public:
  /// Creates the file and its folder when absent (mode 0600), migrates an older one forward,
  /// refuses a newer one (unsupported) and one that another process holds (conflict).
  static core::Result<Store> open(const std::string& path);
  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

  /// Makes a pull history: objects that are new, changed or gone, members added or removed. Gone
  /// only in classes that are complete; members only of entitlements whose list is complete, and
  /// only members that the pull holds (no list can name another) or that are gone themselves.
  /// History changes as of the moment when the pull was finished, and of a released one as of its
  /// release. An unchanged pull writes one row. Over the breaker's limits the pull is kept in
  /// quarantine instead. A newer applied or waiting pull of the same source exists → conflict.
  /// While one waits in quarantine a new pull of that source replaces it (the older is rejected by
  /// "superseded"). A raise is an event of its own, whether the pull needed it or not.
  core::Result<ApplyResult> apply(const core::Pull& pull, const SourceIdentity& source,
                                  const std::optional<Raise>& raise, ApplyMode mode,
                                  const BreakerLimits& standing = {});
  /// Records that a source could not be read; changes nothing else.
  core::Result<core::PullId> record_failure(const SourceIdentity& source, core::Timestamp when,
                                            const std::string& why);

  /// Newest first; all sources when empty; at most `limit`.
  core::Result<std::vector<PullSummary>> pulls(const std::string& source, std::size_t limit) const;
  core::Result<std::vector<PullSummary>> quarantined() const;
  /// What a waiting pull would change.
  core::Result<ApplyResult> inspect_quarantined(core::PullId pull) const;
  /// First word is noted, the second by another person applies the pull (outcome released). The
  /// same person twice → refused. `person` is the key of a correlated person, never a login. Each
  /// word is an event, and so is a rejection.
  core::Result<PullSummary> release(core::PullId pull, const std::string& person,
                                    core::Timestamp when, const std::string& reason = {});
  core::Result<PullSummary> reject(core::PullId pull, const std::string& person,
                                   const std::string& reason, core::Timestamp when);

  /// Does `now` fit what was written before? Empty when it does.
  core::Result<std::optional<ClockLeap>> clock_leap(core::Timestamp now) const;
  /// From then on everything that would change something fails with `why`, until resume_writing().
  /// Reading goes on.
  void stop_writing(core::Error why);
  void resume_writing();
  std::optional<core::Error> stopped_writing() const;
  /// Somebody's word that the clock is right: `now` counts from then on, and writing goes on.
  core::Result<void> accept_clock(const audit::Event& event, core::Timestamp now);

  /// Everything as it was at a moment; sources never pulled by then are absent. One sequential
  /// pass.
  core::Result<core::Snapshot> snapshot(core::AsOf as_of) const;
  core::Result<core::Snapshot> latest() const;
  /// By source. What a moment was is known where the readings around it agree.
  core::Result<std::vector<ReadingsAround>> readings_around(core::Timestamp moment) const;

  /// A human's word on whose account this is; the newest counts, older ones stay. Empty person =
  /// nobody's. not_found when the account does not exist.
  core::Result<void> settle_link(const LinkWord& word, const audit::Event& event);

  /// The newest word on every name of the policy; ordered by (system, name).
  core::Result<std::vector<core::NameBinding>> name_bindings() const;
  /// From now on the names mean these rights; all have one `at`. invalid_input for none.
  core::Result<void> bind_names(const std::vector<core::NameBinding>& names, BoundHow how,
                                const audit::Event& event);

  /// Gives it its id, and the event the fact "question".
  core::Result<core::OwnerQuestion> add_owner_question(core::OwnerQuestion question,
                                                       audit::Event event);
  /// The answer, with the word on the account that it gives, if it gives one. conflict when the
  /// question has an answer.
  core::Result<void> answer_owner_question(std::int64_t question, const core::OwnerAnswer& answer,
                                           const std::optional<LinkWord>& word,
                                           const audit::Event& event);
  core::Result<std::vector<core::OwnerQuestion>> owner_questions() const;  ///< oldest first

  /// Brings the table of findings to `findings`: new ones appear, others stay or are resolved.
  core::Result<TrackResult> track(const std::vector<core::Finding>& findings, core::Timestamp when);
  /// Open ones, and with `resolved` also those that are over; ordered by core::comes_before.
  enum class Which { open, open_and_resolved };
  core::Result<std::vector<core::TrackedFinding>> findings(Which which) const;
  /// Who looks into a finding, and what was noted; not_found when there is no such finding.
  core::Result<core::FindingNote> add_finding_note(core::FindingNote note,
                                                   const audit::Event& event);
  core::Result<std::vector<core::FindingNote>> finding_notes() const;  ///< oldest first

  // Access reviews. Each change is written together with its event, and the event's line is on disk
  // in `log.jsonl` beside the database before the change counts. When that file cannot be written:
  // unreachable, and nothing changed. `event` needs no time and no place: it gets the next sequence
  // and the later of `now` and the event before it.
  core::Result<core::LoggedEvent> append_event(const audit::Event& event, core::Timestamp now);
  /// Gives the campaign its id, and the event the fact "campaign". Keeps `policy` with it; one that
  /// is kept already, or has no files, is not kept again.
  core::Result<core::Campaign> open_campaign(core::Campaign campaign,
                                             std::vector<core::Assignment> assignments,
                                             audit::Event event,
                                             const core::PolicyText& policy = {});
  /// Without files when it is not kept.
  core::Result<core::PolicyText> policy_text(const std::string& fingerprint) const;
  /// Takes closed_at, closed_by, open_items_at_close and close_reason; conflict when it is closed.
  core::Result<void> close_campaign(const core::Campaign& campaign, const audit::Event& event);
  /// Takes the version from the decision: the newest kept plus one, else conflict. A key that is
  /// kept already gives that decision when it says the same, else conflict. conflict when the
  /// campaign is closed.
  core::Result<core::Decision> add_decision(const core::Decision& decision,
                                            const audit::Event& event);
  /// A word about the whole person, kept with the answers.
  struct AlsoReported {
    core::Report report;
    audit::Event event;
  };
  /// All or nothing, one event for each, in the same order; `also` is kept with them. When the
  /// first key is kept already, every one of them must be.
  core::Result<std::vector<core::Decision>> add_decisions(
      const std::vector<core::Decision>& decisions, const std::vector<audit::Event>& events,
      const std::optional<AlsoReported>& also);
  /// One event for each, in the same order; all or nothing. Gives them back with their events.
  core::Result<std::vector<core::Assignment>> add_assignments(
      std::vector<core::Assignment> assignments, const std::vector<audit::Event>& events);
  core::Result<std::vector<core::RowAssignment>> add_row_assignments(
      std::vector<core::RowAssignment> assignments, const std::vector<audit::Event>& events);
  /// Gives it its id, and the event the fact "consultation".
  core::Result<core::Consultation> add_consultation(core::Consultation consultation,
                                                    audit::Event event);
  /// Takes id, note and noted_at; conflict when there is a note already.
  core::Result<void> add_note(const core::Consultation& consultation, const audit::Event& event);
  core::Result<core::Report> add_report(core::Report report, const audit::Event& event);
  core::Result<core::SignOff> add_sign_off(core::SignOff sign_off, const audit::Event& event);
  /// Gives it its id.
  core::Result<core::Deputyship> add_deputyship(core::Deputyship deputyship,
                                                const audit::Event& event, core::Timestamp now);

  core::Result<std::vector<core::Campaign>> campaigns() const;  ///< in the order of their opening
  /// All versions, by (subject, entitlement, version).
  core::Result<std::vector<core::Decision>> decisions(core::CampaignId campaign) const;
  /// The newest of each right of `subject`, in campaigns before `campaign`; by entitlement.
  core::Result<std::vector<core::Decision>> earlier_decisions(core::CampaignId campaign,
                                                              const std::string& subject) const;
  /// The newest of each subject; by subject.
  core::Result<std::vector<core::Assignment>> assignments(core::CampaignId campaign) const;
  /// Every one there ever was; oldest first.
  core::Result<std::vector<core::Assignment>> assignment_history(core::CampaignId campaign) const;
  /// All of them, oldest first.
  core::Result<std::vector<core::RowAssignment>> row_assignments(core::CampaignId campaign) const;
  core::Result<std::vector<core::Consultation>> consultations() const;  ///< oldest first
  core::Result<std::vector<core::Report>> reports() const;              ///< newest first
  core::Result<std::vector<core::SignOff>> sign_offs(
      core::CampaignId campaign) const;                             ///< oldest first
  core::Result<std::vector<core::Deputyship>> deputyships() const;  ///< in the order of arranging
  /// Newest first, those before the sequence `before`; 0 = from the end.
  core::Result<std::vector<core::LoggedEvent>> events(std::int64_t before, std::size_t limit) const;
  /// Newest first, of one kind, about one person: its fact "person", or else "subject".
  core::Result<std::vector<core::LoggedEvent>> events_about(audit::Kind kind,
                                                            const std::string& person,
                                                            std::size_t limit) const;

  // Orders to take access away. Each act is written together with its event, as above.
  /// One event for each, in the same order; all or nothing. Gives each its id, and its event the
  /// fact "order".
  core::Result<std::vector<core::Order>> add_orders(std::vector<core::Order> orders,
                                                    std::vector<audit::Event> events);
  /// conflict when `number` is not the next. Who may not, or too early, is held back by the
  /// database itself (store/migrations/0007_orders.sql).
  core::Result<core::OrderStep> add_order_step(core::OrderStep step, const audit::Event& event);
  /// Acts that follow one another on one order, an event for each, with a file that proves the one
  /// it names; all or nothing.
  core::Result<std::vector<core::OrderStep>> add_order_steps(
      std::vector<core::OrderStep> steps, const std::vector<audit::Event>& events,
      const std::optional<core::OrderFile>& file);
  core::Result<std::vector<core::Order>> orders() const;           ///< by id
  core::Result<std::vector<core::OrderStep>> order_steps() const;  ///< by (order, number)
  core::Result<std::vector<core::OrderFile>> order_files() const;  ///< by (order, step), no bytes
  /// With its bytes; not_found when the act has none, corrupt when they are not those of its
  /// digest.
  core::Result<core::OrderFile> order_file(core::OrderId order, std::int64_t step) const;
  core::Result<void> set_order_brake(const core::OrderBrake& brake, const audit::Event& event);
  core::Result<std::optional<core::OrderBrake>> order_brake() const;  ///< the newest word
  // Mails: the intent is kept before the first try, each outcome after it.
  /// Gives it its id. conflict when one with this message_id is kept. A `state` of failed is kept
  /// as its first and last outcome.
  core::Result<core::Mail> queue_mail(core::Mail mail, const audit::Event& event);
  /// sent, deferred, failed or dropped; refused by the database after any but deferred.
  core::Result<void> note_mail(std::int64_t mail, core::MailState outcome,
                               const std::string& detail, const audit::Event& event,
                               core::Timestamp at);
  enum class MailChoice { waiting, all };
  /// In the order of queueing. Messages are filled in for those that wait alone.
  core::Result<std::vector<core::Mail>> mails(MailChoice choice) const;
  core::Result<std::string> message_of_mail(std::int64_t mail) const;
  /// "da" or "en", for mails; no decision, and so no event.
  core::Result<void> choose_language(const std::string& person, const std::string& language);
  core::Result<std::string> chosen_language(const std::string& person) const;  ///< empty: none

 private:
  struct State;
  explicit Store(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace rettesnor::store
