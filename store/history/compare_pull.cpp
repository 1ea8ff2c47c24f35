// Holds a pull against the newest state of its source: what is new, changed or gone.
#include "store/history/compare_pull.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "store/history/compare_members.h"
#include "store/history/pull_facts.h"
#include "store/history/pull_lookup.h"

namespace rettesnor::store {
namespace {

using core::Completeness;
using core::ObjectClass;
using core::PullIndex;

struct HeldKey {
  core::Index at;  // into the pull's held()
  bool is_known = false;
};
using HeldKeys = std::map<std::pair<ObjectClass, std::string_view>, HeldKey>;

HeldKeys held_keys(const core::Pull& pull) {
  HeldKeys keys;
  core::Index at = 0;
  for (const auto& held : pull.held()) {
    keys.try_emplace({held.object_class, held.natural_id}, HeldKey{at++});
  }
  return keys;
}

// A class is as complete as the pull says, but never with a gap in it; what is there although the
// class was not read is true, and says nothing about the rest.
void judge_completeness(const core::Pull& pull, PullPlan& plan) {
  for (const ObjectClass c : core::kAllObjectClasses) {
    plan.classes[static_cast<std::size_t>(c)].completeness = pull.completeness(c);
  }
  for (const core::Gap& gap : pull.gaps()) {
    if (gap.list != core::ListKind::objects) continue;
    auto& completeness = plan.classes[static_cast<std::size_t>(gap.object_class) % 16].completeness;
    completeness = std::min(completeness, Completeness::partial);
  }
  for (PullIndex i = 0; i < pull.size(); ++i) {
    ClassTally& tally = plan.classes[static_cast<std::size_t>(pull.object(i).object_class)];
    ++tally.seen;
    tally.completeness = std::max(tally.completeness, Completeness::partial);
  }
}

/// Yesterday's file put back tells nothing of who is gone since.
core::Result<void> judge_age(const Reader& reader, const core::Pull& pull, PullPlan& plan) {
  const auto newest = newest_in_history(TRY(pull_courses(reader, plan.source)));
  if (!newest) return {};
  for (const ClassChange& before : TRY(content_of(reader, newest->id)).report.classes) {
    const auto from = pull.data_from(before.object_class);
    if (!from || !before.data_from || *from >= *before.data_from) continue;
    auto& completeness = plan.classes[static_cast<std::size_t>(before.object_class)].completeness;
    if (completeness != Completeness::complete) continue;
    completeness = Completeness::partial;
    plan.older.push_back({before.object_class, *from, *before.data_from});
  }
  return {};
}

void place_absent(ObjectClass c, DenseId id, std::string_view natural_id, HeldKeys& held,
                  PullPlan& plan) {
  ClassTally& tally = plan.classes[static_cast<std::size_t>(c)];
  if (const auto at = held.find({c, natural_id}); at != held.end()) {
    at->second.is_known = true;
    ++tally.withheld;
  } else if (tally.completeness == Completeness::complete) {
    plan.place_of[id] = kGone;
    ++tally.removed;
    plan.removed.push_back({c, id, std::string(natural_id)});
  } else {
    ++tally.withheld;
  }
}

core::Result<void> compare_class(Statement& query, ObjectClass c, const core::Pull& pull,
                                 const PullLookup& lookup, HeldKeys& held, PullPlan& plan) {
  ClassTally& tally = plan.classes[static_cast<std::size_t>(c)];
  query.bind(1, plan.source).bind(2, static_cast<std::int64_t>(c));
  while (TRY(query.step()) == Statement::Step::row) {
    const std::string_view natural_id = query.bytes(0);
    const auto id = static_cast<DenseId>(query.integer(1));
    if (id >= plan.place_of.size()) {
      return core::fail(core::ErrorKind::corrupt,
                        "The database holds an object beyond its own counter: restore a backup");
    }
    const bool was_there = !query.is_null(2);
    if (was_there) ++tally.had;
    const PullIndex found = lookup.find(c, natural_id);
    if (found == core::kNone) {
      if (was_there) place_absent(c, id, natural_id, held, plan);
      continue;
    }
    plan.place_of[id] = found;
    plan.id_of[found] = id;
    if (!was_there) {
      ++tally.added;
      plan.returned.push_back(found);
    } else if (query.bytes(2) != pull.object(found).record) {
      ++tally.changed;
      plan.changed.push_back(found);
      for (ToldOtherwise& told : told_otherwise(c, query.bytes(2), pull.object(found).record)) {
        plan.facts.push_back({id, std::move(told)});
      }
    }
  }
  query.reset();
  return {};
}

// Class and the first bytes of the natural id decide most comparisons without a look into the pull.
struct SortKey {
  std::uint64_t front;
  PullIndex index;
  ObjectClass object_class;
};

SortKey sort_key(const core::PulledObject& object, PullIndex index) {
  std::uint64_t front = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const std::uint64_t byte =
        i < object.natural_id.size() ? static_cast<unsigned char>(object.natural_id[i]) : 0;
    front = front << 8 | byte;
  }
  return {front, index, object.object_class};
}

core::Result<void> number_new_objects(const core::Pull& pull, PullPlan& plan) {
  std::vector<SortKey> keys;
  for (PullIndex i = 0; i < pull.size(); ++i) {
    if (plan.id_of[i] != 0) continue;
    keys.push_back(sort_key(pull.object(i), i));
    ++plan.classes[static_cast<std::size_t>(keys.back().object_class)].added;
  }
  if (keys.size() > kLastObject - plan.first_new) {
    return core::fail(core::ErrorKind::unsupported,
                      "The database has given out all of its 4 billion object numbers");
  }
  std::sort(keys.begin(), keys.end(), [&pull](const SortKey& a, const SortKey& b) {
    if (a.object_class != b.object_class) return a.object_class < b.object_class;
    if (a.front != b.front) return a.front < b.front;
    return pull.object(a.index).natural_id < pull.object(b.index).natural_id;
  });
  plan.added.reserve(keys.size());
  for (const SortKey& key : keys) {
    plan.id_of[key.index] = plan.first_new + static_cast<DenseId>(plan.added.size());
    plan.added.push_back(key.index);
  }
  return {};
}

}  // namespace

core::Result<PullPlan> compare_pull(const Reader& reader, const core::Pull& pull,
                                    std::int64_t source, PullPlan::Beginning beginning) {
  PullPlan plan;
  plan.source = source;
  plan.beginning = beginning;
  const PullLookup lookup = TRY(PullLookup::over(pull));
  HeldKeys held = held_keys(pull);
  judge_completeness(pull, plan);
  TRY(judge_age(reader, pull, plan));
  plan.first_new =
      static_cast<DenseId>(TRY(reader.number("SELECT id FROM next_object WHERE one = 1")));
  plan.place_of.assign(plan.first_new, kNotInPull);
  plan.id_of.assign(pull.size(), 0);
  if (beginning == PullPlan::Beginning::later) {
    auto query = TRY(
        reader.prepare("SELECT natural_id, id, record FROM object WHERE source = ?1 AND class = ?2 "
                       "ORDER BY natural_id"));
    for (const ObjectClass c : core::kAllObjectClasses) {
      if (plan.classes[static_cast<std::size_t>(c)].completeness == Completeness::not_read)
        continue;
      TRY(compare_class(query, c, pull, lookup, held, plan));
    }
  }
  for (const auto& [key, one] : held) {
    if (!one.is_known && lookup.find(key.first, key.second) == core::kNone) {
      plan.unseen.push_back(one.at);
    }
  }
  TRY(number_new_objects(pull, plan));
  TRY(compare_members(reader, pull, plan));
  return plan;
}

}  // namespace rettesnor::store
