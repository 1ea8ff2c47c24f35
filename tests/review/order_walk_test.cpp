// Every sequence of up to six calls by one person, with whatever account: none ends approved and
// carried out.
#include <algorithm>
#include <functional>
#include <iostream>
#include <optional>

#include "review/organisation/persons.h"
#include "tests/review/order_words.h"

namespace rettesnor::review {
namespace {

/// One person may hold every role at once and stand in for a leader: the worst case.
Town one_person_town() {
  Town town = order_town();
  town.with(appointed_as("It-drift", "sif"),
            test::system("K", [](policies::System& k) { k.owner = "n-sif"; }));
  // A leaver whose closing the program asks for: she has no part in the asking.
  town.with(person("zoe").employed("Team").until("2026-10-01"), account("zoe", "K").of("zoe"));
  return town;
}

class Walk {
 public:
  /// Calls are made through one of her logins; the product sees the person behind it.
  using Call = std::function<bool(OrderStage&, const Authority&, int)>;

  enum class Acts { usual, all };
  Walk(Acts acts, int longest) : acts_(acts), longest_(longest) {}
  void go() { step({}); }

  std::size_t sequences = 0;  ///< of calls that were made, refused ones too
  std::size_t accepted = 0;
  std::size_t broken = 0;

 private:
  std::vector<Call> calls() const {
    std::vector<Call> all;
    const auto on_each = [&all](auto act) {
      for (int order = 1; order <= 3; ++order) {
        all.push_back([act, order](OrderStage& stage, const Authority& who, int hour) {
          return act(stage.orders(), who, core::OrderId(order), later(hour));
        });
      }
    };
    all.push_back([](OrderStage& stage, const Authority& who, int hour) {
      OrderWish wish{"K/ada", "K:H", core::OrderReason::finding, "", "væk"};
      return stage.orders().request(who, wish, later(hour)).has_value();
    });
    all.push_back([](OrderStage& stage, const Authority& who, int hour) {
      return stage.orders().cut_access(who, key_of("ada"), "I-1", "væk", later(hour)).has_value();
    });
    all.push_back([](OrderStage& stage, const Authority& who, int hour) {
      const auto lines = stage.orders().run(who, {}, later(hour));
      return lines && std::any_of(lines->begin(), lines->end(), [](const RunLine& line) {
               return line.outcome == RunLine::Outcome::done;
             });
    });
    on_each([](Orders& orders, const Authority& who, core::OrderId order, core::Timestamp at) {
      return orders.approve(who, order, "ja", at).has_value();
    });
    on_each([](Orders& orders, const Authority& who, core::OrderId order, core::Timestamp at) {
      return orders.cancel(who, order, "nej", at).has_value();
    });
    on_each([](Orders& orders, const Authority& who, core::OrderId order, core::Timestamp at) {
      return orders.undo(who, order, "tilbage", at).has_value();
    });
    on_each([](Orders& orders, const Authority& who, core::OrderId order, core::Timestamp at) {
      return orders.report(who, order, {"gjort"}, at).has_value() ||
             orders.confirm(who, order, "set", at).has_value();
    });
    if (acts_ == Acts::usual) return all;
    all.push_back([](OrderStage& stage, const Authority&, int hour) {
      const auto asked =
          stage.orders().propose(Orders::Proposals::decisions_and_leavers, later(hour));
      return asked && !asked->empty();
    });
    on_each([](Orders& orders, const Authority& who, core::OrderId order, core::Timestamp at) {
      return orders.decline(who, order, "nej", at).has_value();
    });
    return all;
  }

  /// Replays what was accepted, then tries every call with each of her logins. A refused call
  /// changes nothing (held below), so whatever follows it was walked already.
  void step(const std::vector<std::size_t>& path) {
    const auto all = calls();
    std::optional<OrderStage> held(std::in_place, one_person_town());
    const char* logins[] = {"K/sif", "K/sif-adm"};
    const auto person = [&](const char* login) {
      Desk& desk = held->stage().review();
      const std::string key = must(organisation::person_of_login(desk.look(), login));
      return must(organisation::authority(desk.look(), key));
    };
    const auto replay = [&] {
      int hour = 1;
      for (const std::size_t call : path) {
        EXPECT_TRUE(all[call](*held, person(logins[hour % 2]), hour)) << "not repeatable";
        ++hour;
      }
    };
    replay();
    const int hour = static_cast<int>(path.size()) + 1;
    for (std::size_t call = 0; call < all.size(); ++call) {
      for (const char* login : logins) {
        ++sequences;
        const std::size_t before = must(held->stage().store().events(0, 1000)).size();
        if (all[call](*held, person(login), hour)) {
          judge(*held);
          std::vector<std::size_t> further = path;
          further.push_back(call);
          ++accepted;
          if (static_cast<int>(further.size()) < longest_) step(further);
          held.emplace(one_person_town());
          replay();
          break;  // the other login is the same person
        }
        ASSERT_EQ(before, must(held->stage().store().events(0, 1000)).size())
            << "a refused call changed something";
      }
    }
  }

  Acts acts_;
  int longest_;

  void judge(OrderStage& stage) {
    for (const OrderStory& story : stage.orders().stories()) {
      const bool approved = approvals_of(story) >= approvals_needed(story.order);
      if (approved && newest(story, core::OrderStep::Kind::carried_out) != nullptr) ++broken;
    }
    if (stage.directory().writes > 0) ++broken;
  }
};

void walk(Walk::Acts acts, int longest) {
  Walk walk(acts, longest);
  walk.go();
  EXPECT_EQ(walk.broken, 0U);
  EXPECT_GT(walk.accepted, 20U);
  std::cout << walk.sequences << " calls at the ends of sequences, " << walk.accepted
            << " accepted\n";
}

TEST(OrderWalk, NoSequenceOfSixCallsByOnePersonEndsApprovedAndCarriedOut) {
  walk(Walk::Acts::usual, 6);
}

TEST(OrderWalk, NorAnyOfFourWithWhatTheProgramProposesAndWhatIsDeclined) {
  walk(Walk::Acts::all, 4);
}

}  // namespace
}  // namespace rettesnor::review
