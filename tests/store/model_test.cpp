// History held against a naive model: every moment of random pulls is as the model remembers it.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <rapidcheck/gtest.h>

#include "tests/store/store_words.h"

namespace rettesnor::store {
namespace {

constexpr int kNames = 9;

struct RandomList {
  Completeness completeness;
  std::set<int> accounts;
  std::set<int> groups;
};

struct RandomPull {
  int source;
  Completeness accounts;
  Completeness groups;
  std::map<int, int> account_records;  // name → version of its record
  std::map<int, int> group_records;
  std::map<int, RandomList> lists;  // by group
  std::set<int> held_accounts;
  std::set<int> held_groups;
};

std::map<int, int> random_records() {
  std::map<int, int> records;
  for (int name = 0; name < kNames; ++name) {
    if (*rc::gen::inRange(0, 4) != 0) records[name] = *rc::gen::inRange(0, 2);
  }
  return records;
}

std::set<int> random_subset(const std::map<int, int>& of) {
  std::set<int> some;
  for (const auto& [name, version] : of) {
    if (*rc::gen::inRange(0, 2) == 0) some.insert(name);
  }
  return some;
}

std::set<int> random_held(const std::map<int, int>& present) {
  std::set<int> held;
  for (int name = 0; name < kNames; ++name) {
    if (!present.contains(name) && *rc::gen::inRange(0, 4) == 0) held.insert(name);
  }
  return held;
}

Completeness random_completeness(int most) {
  return static_cast<Completeness>(std::max(0, 2 - *rc::gen::inRange(0, most)));
}

RandomPull random_pull() {
  RandomPull pull;
  pull.source = *rc::gen::inRange(0, 2);
  pull.accounts = random_completeness(4);
  pull.groups = random_completeness(4);
  if (pull.accounts != Completeness::not_read) pull.account_records = random_records();
  if (pull.groups != Completeness::not_read) pull.group_records = random_records();
  pull.held_accounts = random_held(pull.account_records);
  pull.held_groups = random_held(pull.group_records);
  for (const auto& [group, version] : pull.group_records) {
    if (*rc::gen::inRange(0, 4) == 0) continue;
    pull.lists[group] = {
        *rc::gen::inRange(0, 3) == 0 ? Completeness::partial : Completeness::complete,
        random_subset(pull.account_records), random_subset(pull.group_records)};
  }
  return pull;
}

SourceIdentity source_of(const RandomPull& pull) {
  return pull.source == 0 ? kCatalogue : kPayroll;
}
std::string account_name(int name) {
  return "a" + std::to_string(name);
}
std::string group_name(int name) {
  return "G" + std::to_string(name);
}
Facts facts_of(int version) {
  return {{Attribute::title, "t" + std::to_string(version)}};
}

core::Pull told(const RandomPull& random, int hours) {
  Told told(hours, source_of(random));
  told.is(ObjectClass::account, random.accounts).is(ObjectClass::entitlement, random.groups);
  for (const auto& [name, version] : random.group_records) {
    told.object(ObjectClass::entitlement, group_name(name), facts_of(version));
  }
  for (const auto& [name, version] : random.account_records) {
    told.account(account_name(name), facts_of(version));
  }
  for (const auto& [group, list] : random.lists) {
    std::vector<std::string> members;
    for (const int account : list.accounts) members.push_back(account_name(account));
    for (const int member : list.groups) members.push_back(group_name(member));
    told.list(group_name(group), members, list.completeness);
  }
  for (const int name : random.held_accounts) told.held(ObjectClass::account, account_name(name));
  for (const int name : random.held_groups) told.held(ObjectClass::entitlement, group_name(name));
  return std::move(told.pull());
}

/// What one source holds, as plainly as can be.
struct Model {
  std::map<std::string, std::string> objects;                // name → record
  std::map<std::string, int> first_seen;                     // name → hour
  std::map<std::string, std::set<std::string>> memberships;  // group → members
  bool has_begun = false;
};

using Change = std::tuple<int, std::string, std::string, bool>;  // hour, group, member, added

void take_objects(const std::map<int, int>& records, const std::set<int>& held, Completeness c,
                  std::string (*name_of)(int), int hours, Model& model) {
  for (int name = 0; name < kNames; ++name) {
    const std::string text = name_of(name);
    const auto found = records.find(name);
    if (found != records.end()) {
      model.objects[text] = record_of(facts_of(found->second));
      model.first_seen.try_emplace(text, hours);
    } else if (c == Completeness::complete && !held.contains(name)) {
      model.objects.erase(text);
    }
  }
}

std::set<std::string> pulled_members(const RandomList& list) {
  std::set<std::string> names;
  for (const int account : list.accounts) names.insert(account_name(account));
  for (const int group : list.groups) names.insert(group_name(group));
  return names;
}

bool is_pulled(const RandomPull& pull, const std::string& name) {
  const int number = name[1] - '0';
  return name[0] == 'a' ? pull.account_records.contains(number)
                        : pull.group_records.contains(number);
}

void take_pull(const RandomPull& pull, int hours, Model& model, std::vector<Change>& changes) {
  const auto before = model.memberships;
  take_objects(pull.account_records, pull.held_accounts, pull.accounts, account_name, hours, model);
  take_objects(pull.group_records, pull.held_groups, pull.groups, group_name, hours, model);
  for (const auto& [group, version] : pull.group_records) {
    std::set<std::string>& members = model.memberships[group_name(group)];
    const auto list = pull.lists.find(group);
    const bool is_exact = list != pull.lists.end()
                              ? list->second.completeness == Completeness::complete
                              : pull.groups == Completeness::complete;
    std::set<std::string> next =
        list == pull.lists.end() ? std::set<std::string>{} : pulled_members(list->second);
    for (const std::string& member : members) {
      if (!is_exact || !is_pulled(pull, member)) next.insert(member);
    }
    members = next;
  }
  for (auto& [group, members] : model.memberships) {
    if (!model.objects.contains(group)) members.clear();
    std::erase_if(members, [&](const std::string& name) { return !model.objects.contains(name); });
  }
  if (model.has_begun) {
    for (const auto& [group, members] : model.memberships) {
      const auto found = before.find(group);
      const std::set<std::string> old =
          found == before.end() ? std::set<std::string>{} : found->second;
      for (const std::string& name : members) {
        if (!old.contains(name)) changes.emplace_back(hours, group, name, true);
      }
      for (const std::string& name : old) {
        if (!members.contains(name)) changes.emplace_back(hours, group, name, false);
      }
    }
  }
  model.has_begun = true;
}

struct Moment {
  std::map<int, Model> sources;
  std::map<int, std::vector<Change>> changes;
};

std::set<std::string> texts_of(const Moment& moment) {
  std::set<std::string> texts;
  for (const auto& [source, model] : moment.sources) {
    const std::string at_source = (source == 0 ? kCatalogue : kPayroll).name + " ";
    for (const auto& [name, record] : model.objects) {
      texts.insert(at_source + name + " = " + record + " since " +
                   std::to_string(model.first_seen.at(name)));
    }
    for (const auto& [group, members] : model.memberships) {
      for (const std::string& member : members) texts.insert(at_source + group + " < " + member);
    }
    for (const auto& [hour, group, member, added] : moment.changes.at(source)) {
      if (!model.objects.contains(group)) continue;
      texts.insert(at_source + std::to_string(hour) + (added ? " + " : " - ") + group + " < " +
                   (model.objects.contains(member) ? member : "?"));
    }
  }
  return texts;
}

std::set<std::string> texts_of(const core::Snapshot& snapshot) {
  std::set<std::string> texts;
  const auto hour = [](core::Timestamp t) { return std::to_string((t - at(0)).count() / 3600); };
  const auto source = [&](core::Index i) {
    return snapshot.sources[snapshot.objects[i].source].name + " ";
  };
  const auto name = [&](core::Index i) { return std::string(snapshot.objects[i].natural_id); };
  for (core::Index i = 0; i < snapshot.objects.size(); ++i) {
    const core::SnapshotObject& object = snapshot.objects[i];
    texts.insert(source(i) + name(i) + " = " + std::string(object.record) + " since " +
                 hour(object.first_seen));
    for (const core::Index member : snapshot.members_of(i)) {
      texts.insert(source(i) + name(i) + " < " + name(member));
    }
  }
  for (const core::MembershipChange& change : snapshot.changes) {
    texts.insert(source(change.entitlement) + hour(change.seen) +
                 (change.what == core::MembershipChange::What::added ? " + " : " - ") +
                 name(change.entitlement) + " < " +
                 (change.member == core::kNone ? "?" : name(change.member)));
  }
  return texts;
}

void expect_ordered(const core::Snapshot& snapshot) {
  const auto& objects = snapshot.objects;
  for (std::size_t i = 1; i < objects.size(); ++i) {
    const auto key = [&](std::size_t at) {
      return std::tie(objects[at].source, objects[at].object_class, objects[at].natural_id);
    };
    RC_ASSERT(key(i - 1) < key(i));
  }
  RC_ASSERT(snapshot.member_begin.size() == objects.size() + 1);
  for (core::Index i = 0; i < objects.size(); ++i) {
    const auto members = snapshot.members_of(i);
    RC_ASSERT(std::is_sorted(members.begin(), members.end()));
  }
  for (std::size_t i = 1; i < snapshot.changes.size(); ++i) {
    const auto key = [&](std::size_t at) {
      const core::MembershipChange& change = snapshot.changes[at];
      return std::tie(change.seen, change.entitlement, change.member);
    };
    RC_ASSERT(key(i - 1) <= key(i));
  }
}

RC_GTEST_PROP(Model, EveryMomentOfHistoryIsAsItWasThen, ()) {
  test::ScratchFolder folder("model");
  const std::string path = folder.file("m.db");
  Moment moment;
  std::vector<Moment> moments{moment};
  const Raise wide = raised(BreakerLimits{}.raised_to(100));
  const int pulls = *rc::gen::inRange(1, 9);
  {
    auto store = Store::open(path);
    RC_ASSERT(store.has_value());
    for (int hours = 1; hours <= pulls; ++hours) {
      const RandomPull random = random_pull();
      const core::Pull pull = told(random, hours);
      const auto result = store->apply(pull, source_of(random), wide, ApplyMode::apply);
      if (!result) RC_FAIL(result.error().message);
      if (result->outcome == PullOutcome::quarantined) {
        // A class that is suddenly empty: two people let it through.
        RC_ASSERT(store->release(*result->pull, "p1", at(hours)).has_value());
        RC_ASSERT(store->release(*result->pull, "p2", at(hours)).has_value());
      }
      take_pull(random, hours, moment.sources[random.source], moment.changes[random.source]);
      moments.push_back(moment);
    }
  }
  auto store = Store::open(path);
  RC_ASSERT(store.has_value());
  for (int hours = 0; hours <= pulls; ++hours) {
    const auto snapshot = store->snapshot({at(hours)});
    if (!snapshot) RC_FAIL(snapshot.error().message);
    RC_ASSERT(texts_of(*snapshot) == texts_of(moments[static_cast<std::size_t>(hours)]));
    expect_ordered(*snapshot);
  }
}

}  // namespace
}  // namespace rettesnor::store
