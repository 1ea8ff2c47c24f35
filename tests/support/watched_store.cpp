// Dry runs and snapshots of one store, one caller at a time.
#include "tests/support/watched_store.h"

#include <gtest/gtest.h>

namespace rettesnor::test {

WatchedStore::WatchedStore(const core::Pull& first) : folder_("rettesnor-store") {
  auto opened = store::Store::open(folder_.file("rettesnor.db"));
  if (!opened) throw std::runtime_error(opened.error().message);
  store_ = std::move(opened).value();
  const auto applied = apply(first);
  if (!applied) throw std::runtime_error(applied.error().message);
  EXPECT_EQ(applied->outcome, core::PullOutcome::applied);
}

std::string WatchedStore::would_remove(const core::Pull& pull) {
  const std::lock_guard lock(guard_);
  const auto result = store_->apply(pull, source_, {}, store::ApplyMode::dry_run);
  if (!result) return "the store refuses the pull: " + result.error().message;
  std::string what;
  for (const store::ClassChange& change : result->classes) {
    if (change.removed > 0) {
      what += std::to_string(change.removed) + " of class " +
              std::string(name_of(change.object_class)) + " ";
    }
  }
  if (result->members_removed > 0) {
    what += std::to_string(result->members_removed) + " memberships";
  }
  return what;
}

core::Result<store::ApplyResult> WatchedStore::apply(const core::Pull& pull) {
  const std::lock_guard lock(guard_);
  return store_->apply(pull, source_, {}, store::ApplyMode::apply);
}

std::string WatchedStore::content() {
  const std::lock_guard lock(guard_);
  const auto snapshot = store_->latest();
  if (!snapshot) return "no snapshot: " + snapshot.error().message;
  std::string text;
  for (core::Index i = 0; i < snapshot->objects.size(); ++i) {
    const core::SnapshotObject& object = snapshot->objects[i];
    text += std::string(name_of(object.object_class)) + " " + std::string(object.natural_id) + " " +
            std::string(object.record) + "\n";
    for (const core::Index member : snapshot->members_of(i)) {
      text += "  " + std::string(snapshot->objects[member].natural_id) + "\n";
    }
  }
  return text;
}

}  // namespace rettesnor::test
