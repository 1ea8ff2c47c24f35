// What the types of reading and writing do not let anybody spell.
#include "store/log/write.h"

#include <concepts>

#include <gtest/gtest.h>

#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

template <class Door>
concept EndsWithoutEvents = requires(Door door) {
  std::move(door).commit();
};
template <class Door>
concept Executes = requires(const Door& door) {
  door.execute("");
};
template <class Door>
concept PreparesAnything = requires(const Door& door, std::string sql) {
  door.prepare(sql);
};

static_assert(!EndsWithoutEvents<Write>);
static_assert(EndsWithoutEvents<Bookkeeping>, "the concept can tell the two apart");
static_assert(!std::default_initializable<Events>, "no write without an event");
static_assert(!std::constructible_from<Events, std::vector<audit::Event>>);
static_assert(!Executes<Connection> && !Executes<Reader> && Executes<Writer>);
static_assert(!PreparesAnything<Connection> && !PreparesAnything<Reader>);
static_assert(PreparesAnything<Writer>);
static_assert(!std::constructible_from<Writer, sqlite3*>, "a writer is handed out");

class Reading : public StoreTest {};

TEST_F(Reading, AStatementThatTurnsOutToWriteIsNotGivenToAReader) {
  const auto connection = Connection::open(path());
  ASSERT_TRUE(connection);
  EXPECT_EQ(connection->prepare("PRAGMA user_version", "=7").error().kind,
            core::ErrorKind::corrupt);
  EXPECT_EQ(*connection->number("PRAGMA user_version"), 0);
  EXPECT_EQ(*connection->number("SELECT count(*) FROM ", "sqlite_schema"), 0);
}

TEST_F(Reading, AsManyEventsAsRowsAndAtLeastOne) {
  const std::vector<core::Assignment> two(2);
  const std::vector<audit::Event> one{{audit::Kind::rerouted, "system", {}}};
  const auto at = &core::Assignment::since;
  EXPECT_EQ(Events::of_each(two, one, at).error().kind, core::ErrorKind::invalid_input);
  EXPECT_FALSE(Events::of_each(std::vector<core::Assignment>{}, {}, at));
  EXPECT_EQ(Events::of_each(two, {one[0], one[0]}, at)->all().size(), 2U);
}

}  // namespace
}  // namespace rettesnor::store
