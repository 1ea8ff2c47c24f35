// Decides whether a pull would take away more than a pull may (the breaker).
#include "store/history/breaker.h"

#include <algorithm>
#include <cstdio>
#include <map>

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

bool is_over(std::int64_t removed, std::int64_t had, const BreakerLimits& limits) {
  const double by_percent = limits.removed_percent / 100.0 * static_cast<double>(had);
  return static_cast<double>(removed) >
         std::max(static_cast<double>(limits.removed_count), by_percent);
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

std::string class_reason(std::string_view what, std::int64_t removed, std::int64_t had,
                         const BreakerLimits& limits) {
  core::ErrorValues values = removal(what, removed, had, limits.removed_percent);
  values["limit"] = std::to_string(limits.removed_count);
  return core::kept(core::ErrorCode{"breaker_class"}, std::move(values));
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

}  // namespace

core::Result<std::vector<std::string>> breaker_reasons(const Reader& reader, const PullPlan& plan,
                                                       const BreakerLimits& limits) {
  std::vector<std::string> reasons;
  for (const ObjectClass c : core::kAllObjectClasses) {
    const ClassTally& tally = plan.classes[static_cast<std::size_t>(c)];
    if (tally.seen == 0 && tally.had > 0 && tally.removed == tally.had) {
      reasons.push_back(core::kept(
          core::ErrorCode{"breaker_class_empty"},
          {{"things", std::string(core::name_of(c))}, {"had", std::to_string(tally.had)}}));
    } else if (is_over(tally.removed, tally.had, limits)) {
      reasons.push_back(class_reason(core::name_of(c), tally.removed, tally.had, limits));
    }
  }
  // Memberships that end because the member itself is gone are judged with the member's class.
  if (is_over(plan.members_lost, plan.members_had, limits)) {
    reasons.push_back(class_reason("membership", plan.members_lost, plan.members_had, limits));
  }
  TRY(judge_places(reader, plan, ObjectClass::account, Attribute::department, limits, reasons));
  TRY(judge_places(reader, plan, ObjectClass::employment, Attribute::unit, limits, reasons));
  return reasons;
}

}  // namespace rettesnor::store
