// Orders to take access away: asked for, approved, carried out, and proved by a later reading.
//
// The one door to orders; no HTTP and no SQL. Safe to call from any thread: calls are taken one at
// a time. Every act is on disk with its event before it returns. Four acts, and no person does two
// of them on one order, with whatever account and for whomever she stands in; nor any on an order
// about herself. Verifying is the program's alone, from a later whole reading of the source;
// where no source can tell, it takes a proof in words and a person who has had no part.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/campaign.h"
#include "core/order.h"
#include "core/result.h"
#include "review/orders/order_views.h"
#include "review/orders/proof_file.h"
#include "review/orders/writable_sources.h"

namespace rettesnor::connectors {
class Revoker;
}
namespace rettesnor::store {
class Store;
}

namespace rettesnor::review {

class Authority;
struct Moment;

/// Takes away in the named source; asked once a run and source.
using RevokerOf =
    std::function<core::Result<std::unique_ptr<connectors::Revoker>>(const std::string& source)>;

/// What somebody asks for: a right of an account, or the account as a whole.
struct OrderWish {
  std::string account;  ///< Thing::key
  std::string right;    ///< Thing::key; empty: disable the account
  core::OrderReason reason = core::OrderReason::finding;
  std::string cause;  ///< as Order::cause
  std::string words;
};

/// What who did it by hand has to show for it.
struct HandProof {
  std::string words;
  std::optional<ProofFile> file = std::nullopt;
};

struct RunPlan {
  enum class Mode : std::uint8_t { carry_out, dry_run } mode = Mode::carry_out;
  std::vector<core::OrderId> only;  ///< empty: all that are due
  /// Raises the limits for this run alone; they are never off.
  std::optional<int> per_hour;
  std::optional<int> percent;
  std::string reason;  ///< needed with either
};

struct ProofLine {
  core::OrderId order{0};
  core::OrderStep::Kind found = core::OrderStep::Kind::verified;
  std::string path;  ///< where it still is
};

/// Every order with its acts, as they are kept; by id.
core::Result<std::vector<OrderStory>> read_stories(const store::Store& store);

class Orders {
 public:
  /// All of them outlive it.
  Orders(store::Store& store, const core::LocalZone& zone, OrderSources sources,
         RevokerOf revoker_of);
  ~Orders();

  /// Takes the newest moment and reads the orders anew, unless it stands on it. Changes nothing.
  core::Result<void> refresh(std::shared_ptr<const Moment> moment);

  // Asking for something. refused: no role for it, a protected account, elected people by anybody
  // but a person, a source whose newest reading cannot be trusted; conflict: the same is ordered.
  core::Result<std::vector<core::Order>> request(const Authority& who, const OrderWish& wish,
                                                 core::Timestamp now);
  /// The same for what an open finding is about, with the finding as its cause.
  core::Result<std::vector<core::Order>> request_against(const Authority& who,
                                                         const std::string& finding,
                                                         const std::string& words,
                                                         core::Timestamp now);
  /// Every usable account of a person at once; another person approves, and the program carries it
  /// out in the same moment.
  core::Result<std::vector<core::Order>> cut_access(const Authority& who, const std::string& person,
                                                    const std::string& incident,
                                                    const std::string& words, core::Timestamp now);
  enum class Proposals : std::uint8_t { decisions, decisions_and_leavers };
  /// What the signed-off lists and closed campaigns remove, and accounts of people who are gone.
  /// Again and again the same; gives what is new. What cannot be ordered now waits for a later
  /// call.
  core::Result<std::vector<core::Order>> propose(Proposals which, core::Timestamp now);
  /// The owner's choice for what comes through nesting: a new order in place of the old.
  core::Result<core::Order> choose(const Authority& who, core::OrderId order,
                                   const std::string& group_ref, const std::string& inner_ref,
                                   core::Timestamp now);
  core::Result<core::Order> undo(const Authority& who, core::OrderId order,
                                 const std::string& words, core::Timestamp now);

  core::Result<OrderView> approve(const Authority& who, core::OrderId order,
                                  const std::string& words, core::Timestamp now);
  core::Result<OrderView> decline(const Authority& who, core::OrderId order,
                                  const std::string& words, core::Timestamp now);
  core::Result<OrderView> cancel(const Authority& who, core::OrderId order,
                                 const std::string& words, core::Timestamp now);

  /// IT. Interrupted ones are looked at first, never repeated blindly.
  core::Result<std::vector<RunLine>> run(const Authority& who, const RunPlan& plan,
                                         core::Timestamp now);
  /// By hand: IT or the system's owner says that it is done, with the proof in words, and in a file
  /// whose digest stands in the event.
  core::Result<OrderView> report(const Authority& who, core::OrderId order, const HandProof& proof,
                                 core::Timestamp now);
  /// By hand, in a system that no source tells of: somebody who has had no part has seen it.
  core::Result<OrderView> confirm(const Authority& who, core::OrderId order,
                                  const std::string& words, core::Timestamp now);
  core::Result<void> stop(const Authority& who, const std::string& words, core::Timestamp now);
  core::Result<void> start(const Authority& who, const std::string& words, core::Timestamp now);

  /// After a pull: what the newest whole reading shows of what was carried out before it.
  core::Result<std::vector<ProofLine>> prove(core::Timestamp now);

  core::Result<OrderBoard> board(const Authority& who, core::Timestamp now) const;
  core::Result<OrderView> order(const Authority& who, core::OrderId order,
                                core::Timestamp now) const;
  /// The file that proves that act, with its bytes, for who may see the order.
  core::Result<core::OrderFile> proof(const Authority& who, core::OrderId order, std::int64_t step,
                                      core::Timestamp now) const;
  std::vector<OrderStory> stories() const;
  /// For each finding that has any, by its id.
  std::map<std::string, FindingOrders> of_findings(
      const Authority& who, const std::vector<const core::TrackedFinding*>& findings) const;
  /// Those that an answer led to: the cause begins so.
  core::Result<std::vector<OrderView>> because_of(const Authority& who, const std::string& cause,
                                                  core::Timestamp now) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rettesnor::review
