// Which right a name of the policy means is kept, and the newest word counts.
#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

const audit::Event kMet{audit::Kind::rule_names_bound, "system", {{"names", "1"}}};
const audit::Event kAccepted{audit::Kind::rule_name_accepted,
                             "HR/ada",
                             {{"name", "K:G"}, {"right", "K/2"}, {"reason", "r"}}};

core::NameBinding binding(const std::string& id, int hours) {
  return {"K", "G", kCatalogue.name, id, "G", at(hours)};
}

class NameBindings : public StoreTest {};

TEST_F(NameBindings, TheNewestWordCountsAndTheFirstOneBackwards) {
  Store store = open();
  applied(store, Told(1).group("1"));
  Told later(4);
  later.group("1").group("2");
  applied(store, later);
  ASSERT_TRUE(store.bind_names({binding("1", 2)}, BoundHow::met, kMet));
  ASSERT_TRUE(store.bind_names({binding("2", 5)}, BoundHow::accepted, kAccepted));
  EXPECT_EQ(store.name_bindings()->at(0).natural_id, "2");
  EXPECT_EQ(store.latest()->bindings.at(0).natural_id, "2") << "an accepted name counts at once";
  EXPECT_EQ(seen(store, 4).bindings.at(0).natural_id, "1");
  EXPECT_EQ(seen(store, 1).bindings.at(0).natural_id, "1") << "what it meant before it was met";
}

TEST_F(NameBindings, NothingIsBoundWithoutAnEvent) {
  Store store = open();
  applied(store, Told(1).group("1"));
  EXPECT_FALSE(store.bind_names({}, BoundHow::met, kMet));
  EXPECT_TRUE(store.events(0, 9)->empty());
  ASSERT_TRUE(store.bind_names({binding("1", 2)}, BoundHow::met, kMet));
  ASSERT_EQ(store.events(0, 9)->size(), 1U);
  EXPECT_EQ(store.events(0, 9)->front().kind, "rule_names_bound");
}

}  // namespace
}  // namespace rettesnor::store
