// A store that is asked from several threads at once.
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "store/store.h"
#include "tests/support/scratch.h"

namespace rettesnor::store {
namespace {

TEST(StoreThreads, EventsFromManyThreadsStandOnceEachAndChained) {
  const test::ScratchFolder folder;
  auto store = Store::open((folder.path() / "data.db").string());
  ASSERT_TRUE(store) << store.error().message;
  const core::Timestamp now = *core::parse_timestamp("2026-11-01T08:00:00Z");
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int turn = 0; turn < 25; ++turn) {
        const audit::Event event(audit::Kind::looked_at_person, "thread " + std::to_string(thread),
                                 {{"person", std::to_string(turn)}});
        EXPECT_TRUE(store->append_event(event, now));
        EXPECT_TRUE(store->events(0, 5));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto events = store->events(0, 1000);
  ASSERT_TRUE(events);
  EXPECT_EQ(events->size(), 200U);
}

}  // namespace
}  // namespace rettesnor::store
