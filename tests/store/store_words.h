// A small vocabulary for the store's tests: pulls in a line, snapshots as sorted texts.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/pull.h"
#include "core/snapshot.h"
#include "store/bookkeeping.h"
#include "store/store.h"
#include "tests/support/scratch.h"

namespace rettesnor::store {

using core::Attribute;
using core::Completeness;
using core::ObjectClass;
using core::PullOutcome;

/// Hours after the first of November 2026.
inline core::Timestamp at(int hours) {
  return core::Timestamp{std::chrono::seconds{1'793'491'200 + 3600LL * hours}};
}

using Facts = std::vector<std::pair<Attribute, std::string>>;

inline std::string record_of(const Facts& facts) {
  core::RecordBuilder builder;
  for (const auto& [attribute, value] : facts) builder.set(attribute, value);
  return builder.bytes();
}

inline const SourceIdentity kCatalogue{"kataloget", "ldif", "Kataloget"};
inline const SourceIdentity kPayroll{"loen", "csv", "Loen"};

/// A pull that is told object by object. Accounts and entitlements are complete unless said
/// otherwise.
class Told {
 public:
  explicit Told(int hours, const SourceIdentity& source = kCatalogue)
      : pull_(source.name, at(hours)) {
    pull_.set_finished(at(hours));
    pull_.set_completeness(ObjectClass::account, Completeness::complete);
    pull_.set_completeness(ObjectClass::entitlement, Completeness::complete);
  }

  Told& object(ObjectClass c, const std::string& id, const Facts& facts = {}) {
    core::RecordBuilder builder;
    for (const auto& [attribute, value] : facts) builder.set(attribute, value);
    places_[{c, id}] = pull_.add(c, id, builder);
    return *this;
  }
  Told& account(const std::string& id, const Facts& facts = {{Attribute::enabled, "1"}}) {
    return object(ObjectClass::account, id, facts);
  }
  Told& accounts(const std::string& prefix, int from, int to, const Facts& facts = {}) {
    for (int i = from; i < to; ++i) account(prefix + std::to_string(i), facts);
    return *this;
  }
  Told& group(const std::string& id, const std::vector<std::string>& members = {},
              Completeness c = Completeness::complete) {
    object(ObjectClass::entitlement, id, {{Attribute::name, id}});
    return members.empty() && c == Completeness::complete ? *this : list(id, members, c);
  }
  Told& list(const std::string& id, const std::vector<std::string>& members, Completeness c) {
    std::vector<core::PullIndex> places;
    for (const std::string& member : members) {
      const auto account = places_.find({ObjectClass::account, member});
      places.push_back(account != places_.end() ? account->second
                                                : places_.at({ObjectClass::entitlement, member}));
    }
    pull_.add_members(places_.at({ObjectClass::entitlement, id}), places, c);
    return *this;
  }
  Told& is(ObjectClass c, Completeness completeness) {
    pull_.set_completeness(c, completeness);
    return *this;
  }
  Told& gap(ObjectClass c, const std::string& what = "page 2") {
    pull_.add_gap({c, what, "connection lost"});
    return *this;
  }
  Told& held(ObjectClass c, const std::string& id) {
    pull_.add_held(c, id);
    return *this;
  }
  core::Pull& pull() { return pull_; }

 private:
  core::Pull pull_;
  std::map<std::pair<ObjectClass, std::string>, core::PullIndex> places_;
};

/// One store in a scratch folder of its own.
class StoreTest : public ::testing::Test {
 protected:
  Store open() {
    auto store = Store::open(path());
    if (!store) throw std::runtime_error(store.error().message);
    return std::move(*store);
  }
  std::string path() const { return folder_.file("rettesnor.db"); }

 private:
  test::ScratchFolder folder_{"store"};
};

inline Raise raised(const BreakerLimits& limits) {
  return {limits, "HR/adm", "moved in", at(1)};
}

inline ApplyResult applied(Store& store, Told& told, const SourceIdentity& source = kCatalogue,
                           const std::optional<Raise>& raise = std::nullopt) {
  auto result = store.apply(told.pull(), source, raise, ApplyMode::apply);
  if (!result) throw std::runtime_error(result.error().message);
  return *result;
}

/// Whatever a test needs done to a database that no Store has open.
inline core::Result<void> execute(const Connection& connection, const std::string& sql) {
  auto books = TRY(Bookkeeping::begin(connection));
  TRY(books.writer().execute(sql));
  return std::move(books).commit();
}

inline core::Snapshot seen(const Store& store, int hours) {
  auto snapshot = store.snapshot({at(hours)});
  if (!snapshot) throw std::runtime_error(snapshot.error().message);
  return std::move(*snapshot);
}

/// "kataloget account ada" → record bytes.
inline std::map<std::string, std::string> objects_of(const core::Snapshot& snapshot) {
  std::map<std::string, std::string> objects;
  for (const core::SnapshotObject& object : snapshot.objects) {
    objects[snapshot.sources[object.source].name + " " +
            std::string(core::name_of(object.object_class)) + " " +
            std::string(object.natural_id)] = object.record;
  }
  return objects;
}

inline std::set<std::string> ids_of(const core::Snapshot& snapshot, ObjectClass c) {
  std::set<std::string> ids;
  for (const core::SnapshotObject& object : snapshot.objects) {
    if (object.object_class == c) ids.emplace(object.natural_id);
  }
  return ids;
}

/// "G_Drift < ada".
inline std::set<std::string> memberships_of(const core::Snapshot& snapshot) {
  std::set<std::string> memberships;
  for (core::Index i = 0; i < snapshot.objects.size(); ++i) {
    for (const core::Index member : snapshot.members_of(i)) {
      memberships.insert(std::string(snapshot.objects[i].natural_id) + " < " +
                         std::string(snapshot.objects[member].natural_id));
    }
  }
  return memberships;
}

/// "+G_Drift < ada", "-G_Drift < ?" when the member is gone; in the snapshot's order.
inline std::vector<std::string> changes_of(const core::Snapshot& snapshot) {
  std::vector<std::string> changes;
  for (const core::MembershipChange& change : snapshot.changes) {
    const std::string member = change.member == core::kNone
                                   ? "?"
                                   : std::string(snapshot.objects[change.member].natural_id);
    changes.push_back((change.what == core::MembershipChange::What::added ? "+" : "-") +
                      std::string(snapshot.objects[change.entitlement].natural_id) + " < " +
                      member);
  }
  return changes;
}

inline const ClassChange& class_of(const std::vector<ClassChange>& classes, ObjectClass c) {
  for (const ClassChange& change : classes) {
    if (change.object_class == c) return change;
  }
  throw std::runtime_error("the pull says nothing about that class");
}

}  // namespace rettesnor::store
