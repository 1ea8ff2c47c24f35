// The desk at which reviews are worked on: whoever enters holds it alone.
//
// A use case is a function of its room that takes the held desk first (campaigns::open(held, …),
// answers::page(held, …)). No HTTP and no SQL. What changes something is on disk with its event
// before it returns; an Error means that nothing changed.
#pragma once

#include <memory>
#include <mutex>

#include "core/campaign.h"
#include "core/result.h"
#include "core/time.h"
#include "review/organisation/authority.h"

namespace rettesnor::policies {
struct Policy;
}
namespace rettesnor::store {
class Store;
}

namespace rettesnor::review {

class AnswerDesk;
class Desk;
struct DeskState;
struct Moment;

/// The desk is somebody's while this lives: who has it is one thread, and one that has it already
/// is told so (std::logic_error) where it would wait for itself.
class Hold {
 public:
  explicit Hold(DeskState& state);
  Hold(Hold&&) noexcept = default;
  Hold& operator=(Hold&&) = delete;
  ~Hold();

 private:
  std::unique_lock<std::mutex> lock_;
  DeskState* state_;
};

/// The desk held by somebody who looks. Pointers into it are good as long as this lives.
class Read {
 public:
  const Authority& who() const { return who_; }
  const DeskState* operator->() const { return state_; }
  const DeskState& operator*() const { return *state_; }

 private:
  friend class Desk;
  Read(DeskState& state, Authority who) : hold_(state), state_(&state), who_(std::move(who)) {}
  Hold hold_;
  DeskState* state_;
  Authority who_;

  friend class Change;
  DeskState& state() const { return *state_; }
};

/// The desk held by somebody who changes something, or whose look is logged before it is answered.
class Change {
 public:
  const Authority& who() const { return read_.who(); }
  DeskState* operator->() const { return &read_.state(); }
  DeskState& operator*() const { return read_.state(); }
  /// Who may change may look.
  operator const Read&() const { return read_; }  // NOLINT(google-explicit-constructor)

 private:
  friend class Desk;
  explicit Change(Read read) : read_(std::move(read)) {}
  Read read_;
};

/// Safe to call from any thread: calls are taken one at a time.
class Desk {
 public:
  /// `store` must outlive it and be used through it alone. `zone` must outlive it too.
  Desk(store::Store& store, const core::LocalZone& zone,
       std::shared_ptr<const policies::Policy> policy);
  ~Desk();

  Read look(Authority who) const;
  Change enter(Authority who);
  /// The same, to go to that campaign: what is closed may lie long ago, and its moment is read
  /// before the desk is taken, so that nobody waits for it but who asks.
  Read look(Authority who, core::CampaignId campaign) const;
  Change enter(Authority who, core::CampaignId campaign);
  /// For the program itself: who() is nobody, and may do no deed.
  Read look() const;
  Change enter();

  /// Reads the newest history; call after every pull. Re-routes the open campaigns: people whose
  /// reviewer left, or who have a new one, are passed on, and the log says why.
  core::Result<void> refresh(core::Timestamp now);
  /// From the next refresh() on; logged when it is another than the log says. A campaign is always
  /// read under the policy it was opened with.
  core::Result<void> put_in_force(std::shared_ptr<const policies::Policy> policy,
                                  core::Timestamp now);
  /// The same for the policy that this began with.
  core::Result<void> note_policy_in_force(core::Timestamp now);
  /// What is true now; never null after a refresh().
  std::shared_ptr<const Moment> now() const;

  /// Why nothing is written at present, or empty. Never waits.
  std::optional<core::Error> stopped_writing() const;

  /// Where answers gather while the desk is held (docs/adr/0009).
  AnswerDesk& answers();

 private:
  /// What goes wrong here goes wrong again, and is told, where the campaign is asked for.
  void fetch(core::CampaignId campaign) const;

  std::unique_ptr<DeskState> state_;
};

}  // namespace rettesnor::review
