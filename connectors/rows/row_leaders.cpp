// Whose leader is who, where the personnel system tells it of each employee.
#include <algorithm>

#include "connectors/rows/row_assembly.h"
#include "core/text.h"

namespace rettesnor::connectors {

using core::Attribute;
using core::ErrorCode;
using core::kept;
using core::ListKind;
using core::ObjectClass;

/// Positions in the rows of employments.
struct RowAssembly::Votes {
  struct Vote {
    std::size_t voter;
    std::size_t manager;
  };
  std::map<std::string, std::vector<Vote>> by_unit;            // folded unit of the voter
  std::map<std::string, std::set<std::size_t>> managers_here;  // folded unit of the manager
};

void RowAssembly::settle_leaders() {
  const auto& employments = rows_of(ObjectClass::employment);
  if (employments.empty()) return;
  const bool leaders_told = std::ranges::any_of(
      rows_of(ObjectClass::unit),
      [](const TableRow& row) { return row.table->mapping->maps(Attribute::leader); });
  const bool managers_told = std::ranges::any_of(outcomes_, [](const RowOutcome& outcome) {
    return outcome.mapping->object_class == ObjectClass::employment &&
           outcome.mapping->maps(Attribute::manager);
  });
  if (!leaders_told && !managers_told) return;
  FoldedIndex numbers;
  for (std::size_t i = 0; i < employments.size(); ++i) {
    const auto number = employments[i].record().get(Attribute::employee_no);
    const std::string key = folded_copy(number.empty() ? employments[i].key() : number);
    if (!numbers.find(key)) numbers.add(key, static_cast<std::uint32_t>(i));
  }
  if (leaders_told) refuse_leaders_by_name(numbers);
  if (!managers_told) return;
  Votes votes;
  take_votes(numbers, votes);
  count_votes(votes);
}

/// A leader's name in place of the number leads nowhere: what was known of the unit stays.
void RowAssembly::refuse_leaders_by_name(const FoldedIndex& numbers) {
  std::set<std::string> names;
  auto& units = rows_of(ObjectClass::unit);
  std::erase_if(units, [&](const TableRow& row) {
    const auto leader = row.record().get(Attribute::leader);
    if (leader.empty() || numbers.find(folded(leader))) return false;
    if (names.empty()) {
      for (const TableRow& each : rows_of(ObjectClass::employment)) {
        names.insert(core::fold(each.record().get(Attribute::name)));
      }
    }
    const bool has_digit = std::ranges::any_of(leader, [](char c) { return core::is_digit(c); });
    const bool spoken = !has_digit && leader.find(' ') != std::string_view::npos;
    if (!spoken && !names.contains(core::fold(leader))) return false;
    const std::string reason =
        kept(ErrorCode{"row_leader_by_name"}, {{"value", in_quotes(leader)}});
    pull_.add_gap(
        {ObjectClass::unit, row.place(), reason, ListKind::attributes, std::string(row.key())});
    reject(row, reason);
    hold_row(ObjectClass::unit, row);
    return true;
  });
}

void RowAssembly::take_votes(const FoldedIndex& numbers, Votes& votes) {
  const auto& employments = rows_of(ObjectClass::employment);
  std::size_t unknown = 0;
  FoldedIndex keys;
  for (std::size_t i = 0; i < employments.size(); ++i) {
    keys.add(employments[i].folded(), static_cast<std::uint32_t>(i));
  }
  for (std::size_t i = 0; i < employments.size(); ++i) {
    const auto record = employments[i].record();
    const auto manager = record.get(Attribute::manager);
    if (manager.empty()) continue;
    auto found = numbers.find(folded(manager));
    if (!found) found = keys.find(folded(manager));
    if (!found) {
      if (++unknown > kTroublesShown) continue;
      pull_.add_gap({ObjectClass::employment, employments[i].place(),
                     kept(ErrorCode{"row_manager_unknown"}, {{"value", in_quotes(manager)}}),
                     ListKind::attributes, std::string(employments[i].key())});
      continue;
    }
    votes.by_unit[folded_copy(record.get(Attribute::unit))].push_back({i, *found});
    const auto home = employments[*found].record().get(Attribute::unit);
    votes.managers_here[folded_copy(home)].insert(*found);
  }
}

/// The leader of a unit is the one whom those employed there name, who is not led from above by
/// being named herself; of a unit where nobody names one, the only one there whom anybody names.
void RowAssembly::count_votes(const Votes& votes) {
  const auto& employments = rows_of(ObjectClass::employment);
  for (const TableRow& unit : rows_of(ObjectClass::unit)) {
    const std::string key(unit.folded());
    std::set<std::size_t> named;
    std::set<std::size_t> leaders;
    if (const auto of_unit = votes.by_unit.find(key); of_unit != votes.by_unit.end()) {
      for (const auto& vote : of_unit->second) named.insert(vote.manager);
      for (const auto& vote : of_unit->second) {
        if (!named.contains(vote.voter) || vote.voter == vote.manager) leaders.insert(vote.manager);
      }
    }
    if (leaders.empty()) {
      const auto here = votes.managers_here.find(key);
      if (here != votes.managers_here.end()) leaders = here->second;
    }
    if (leaders.empty()) leaders = named;
    if (leaders.size() == 1) {
      const TableRow& leader = employments[*leaders.begin()];
      const auto number = leader.record().get(Attribute::employee_no);
      leaders_[key] = number.empty() ? leader.key() : number;
    } else if (leaders.size() > 1 && unit.record().get(Attribute::leader).empty()) {
      pull_.add_gap({ObjectClass::unit, unit.place(),
                     kept(ErrorCode{"unit_several_leaders"},
                          {{"unit", in_quotes(unit.key())}, {"n", std::to_string(leaders.size())}}),
                     ListKind::attributes, std::string(unit.key())});
    }
  }
}

}  // namespace rettesnor::connectors
