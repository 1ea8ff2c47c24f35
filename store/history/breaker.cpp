// Decides whether a pull would take away more than a pull may (the breaker).
#include "store/history/breaker.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "core/record.h"
#include "core/result.h"
#include "core/text.h"

namespace rettesnor::store {
namespace {

using core::Attribute;
using core::ObjectClass;

std::string percent_of(std::int64_t part, std::int64_t whole) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f",
                100.0 * static_cast<double>(part) / static_cast<double>(whole));
  return text;
}

std::string shortest(double percent) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", percent);
  return text;
}

core::ErrorValues removal(std::string_view what, std::int64_t removed, std::int64_t had,
                          double percent_limit) {
  return {{"things", std::string(what)},
          {"removed", std::to_string(removed)},
          {"had", std::to_string(had)},
          {"percent", percent_of(removed, had)},
          {"percent_limit", shortest(percent_limit)}};
}

/// One list that loses too much is told with the limit that it met; nothing when it may.
void judge_list(JudgedList what, std::string_view things, std::int64_t removed, std::int64_t had,
                const BreakerLimits& limits, std::vector<std::string>& reasons) {
  const Allowance allowed = allowance(what, had, limits);
  if (removed <= allowed.removals) return;
  core::ErrorValues values = removal(things, removed, had, limits.removed_percent);
  values["limit"] = std::to_string(allowed.removals);
  if (allowed.by == Allowance::By::percent) {
    reasons.push_back(core::kept(core::ErrorCode{"breaker_class"}, std::move(values)));
    return;
  }
  values["threshold"] =
      what == JudgedList::memberships ? "breaker_members_removed_count" : "breaker_removed_count";
  reasons.push_back(core::kept(core::ErrorCode{"breaker_count"}, std::move(values)));
}

/// A grant is what a source tells of a membership: one that ends because its account is gone is
/// judged with the account.
core::Result<std::int64_t> grants_lost(const Reader& reader, const PullPlan& plan) {
  std::set<std::string_view> gone;
  for (const RemovedObject& removed : plan.removed) {
    if (removed.object_class == ObjectClass::account) gone.insert(removed.natural_id);
  }
  auto query = TRY(reader.prepare("SELECT record FROM object WHERE id = ?1"));
  std::int64_t lost = 0;
  for (const RemovedObject& removed : plan.removed) {
    if (removed.object_class != ObjectClass::grant) continue;
    query.bind(1, static_cast<std::int64_t>(removed.id));
    if (TRY(query.step()) == Statement::Step::row &&
        !gone.contains(core::RecordView(query.bytes(0)).get(Attribute::account))) {
      ++lost;
    }
    query.reset();
  }
  return lost;
}

/// Persons come with their employments and grants with their memberships, so that all objects
/// together are the ones that stand for themselves.
bool stands_for_itself(ObjectClass c) {
  return c != ObjectClass::person && c != ObjectClass::grant;
}

struct PlaceTally {
  std::int64_t had = 0;
  std::int64_t lost = 0;
};

// One department or unit may vanish inside a class that as a whole loses little.
core::Result<void> judge_places(const Reader& reader, const PullPlan& plan, ObjectClass c,
                                Attribute place, const BreakerLimits& limits,
                                std::vector<std::string>& reasons) {
  const double fewest = limits.unit_percent / 100.0 * static_cast<double>(limits.unit_minimum);
  const std::int64_t removed = plan.classes[static_cast<std::size_t>(c)].removed;
  if (removed == 0 || static_cast<double>(removed) <= fewest) return {};
  auto query = TRY(reader.prepare(
      "SELECT id, record FROM object WHERE source = ?1 AND class = ?2 AND record IS NOT NULL"));
  query.bind(1, plan.source).bind(2, static_cast<std::int64_t>(c));
  std::map<std::string, PlaceTally, std::less<>> tallies;
  while (TRY(query.step()) == Statement::Step::row) {
    const std::string_view name = core::RecordView(query.bytes(1)).get(place);
    if (name.empty()) continue;
    auto at = tallies.find(name);
    if (at == tallies.end()) at = tallies.emplace(std::string(name), PlaceTally{}).first;
    ++at->second.had;
    if (plan.place_of[static_cast<std::size_t>(query.integer(0))] == kGone) ++at->second.lost;
  }
  for (const auto& [name, tally] : tallies) {
    const double allowed = limits.unit_percent / 100.0 * static_cast<double>(tally.had);
    if (tally.had < limits.unit_minimum || static_cast<double>(tally.lost) <= allowed) continue;
    core::ErrorValues values =
        removal(core::name_of(c), tally.lost, tally.had, limits.unit_percent);
    values["place"] = std::string(core::name_of(place));
    values["name"] = core::printable(name);
    reasons.push_back(core::kept(core::ErrorCode{"breaker_place"}, std::move(values)));
  }
  return {};
}

std::int64_t floor_of(JudgedList what) {
  switch (what) {
    case JudgedList::objects_of_a_class:
      return 1;
    case JudgedList::objects_of_all_classes:
      return 2;
    case JudgedList::memberships:
      return 10;
  }
  return 1;
}

}  // namespace

Allowance allowance(JudgedList what, std::int64_t had, const BreakerLimits& limits) {
  const std::int64_t count =
      what == JudgedList::memberships ? limits.members_removed_count : limits.removed_count;
  const auto percent =
      static_cast<std::int64_t>(limits.removed_percent / 100.0 * static_cast<double>(had));
  const std::int64_t by_percent = std::max(percent, floor_of(what));
  if (count < by_percent) return {count, Allowance::By::count};
  return {by_percent, Allowance::By::percent};
}

core::Result<std::vector<std::string>> breaker_reasons(const Reader& reader, const PullPlan& plan,
                                                       const BreakerLimits& limits) {
  std::vector<std::string> reasons;
  ClassTally all;
  for (const ObjectClass c : core::kAllObjectClasses) {
    ClassTally tally = plan.classes[static_cast<std::size_t>(c)];
    // A unit that has a new id is no loss: its people, who would be one, are judged by themselves.
    if (c == ObjectClass::unit) tally.removed -= std::min(tally.removed, tally.added);
    if (stands_for_itself(c)) {
      all.had += tally.had;
      all.removed += tally.removed;
    }
    if (tally.seen == 0 && tally.had > 0 && tally.removed == tally.had) {
      reasons.push_back(core::kept(
          core::ErrorCode{"breaker_class_empty"},
          {{"things", std::string(core::name_of(c))}, {"had", std::to_string(tally.had)}}));
    } else if (c != ObjectClass::grant) {
      judge_list(JudgedList::objects_of_a_class, core::name_of(c), tally.removed, tally.had, limits,
                 reasons);
    } else if (tally.removed > allowance(JudgedList::memberships, tally.had, limits).removals) {
      judge_list(JudgedList::memberships, core::name_of(c), TRY(grants_lost(reader, plan)),
                 tally.had, limits, reasons);
    }
  }
  // Memberships that end because the member itself is gone are judged with the member's class.
  judge_list(JudgedList::memberships, "membership", plan.members_lost, plan.members_had, limits,
             reasons);
  if (reasons.empty()) {
    judge_list(JudgedList::objects_of_all_classes, "object", all.removed, all.had, limits, reasons);
  }
  TRY(judge_places(reader, plan, ObjectClass::account, Attribute::department, limits, reasons));
  TRY(judge_places(reader, plan, ObjectClass::employment, Attribute::unit, limits, reasons));
  return reasons;
}

}  // namespace rettesnor::store
