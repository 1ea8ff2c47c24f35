// Which tables there are, what each of them leaves unknown, and what is told at the end.
#include "connectors/rows/row_pull.h"

#include "connectors/rows/row_assembly.h"
#include "core/text.h"

namespace rettesnor::connectors {

using core::Attribute;
using core::Completeness;
using core::ErrorCode;
using core::kept;
using core::ListKind;
using core::ObjectClass;
using core::RecordView;

namespace {

/// The classes that a mapping tells of.
std::vector<ObjectClass> classes_of(const RowMapping& mapping) {
  if (!is_capacity(mapping.object_class)) return {mapping.object_class};
  return {mapping.object_class, ObjectClass::person};
}

}  // namespace

core::Pull RowAssembly::run() {
  declare_classes();
  take_tables();
  for (const ObjectClass c : core::kAllObjectClasses) {
    if (c != ObjectClass::grant) settle(c);
  }
  settle_employee_numbers();
  settle_leaders();
  add_objects(ObjectClass::unit);
  add_persons();
  for (const ObjectClass c :
       {ObjectClass::employment, ObjectClass::mandate, ObjectClass::engagement,
        ObjectClass::account, ObjectClass::entitlement}) {
    add_objects(c);
  }
  note_unknown_units();
  add_grants();
  hold_what_was_set_aside();
  tell_folded();
  tell_troubles();
  tell_moments();
  return std::move(pull_);
}

void RowAssembly::declare_classes() {
  for (const auto& outcome : outcomes_) {
    for (const ObjectClass c : classes_of(*outcome.mapping)) spoken_.insert(c);
  }
  for (const ObjectClass c : spoken_) pull_.set_completeness(c, Completeness::complete);
}

void RowAssembly::add_gap(const RowMapping& mapping, const std::string& what,
                          const std::string& reason) {
  for (const ObjectClass c : classes_of(mapping)) pull_.add_gap({c, what, reason});
  if (mapping.object_class == ObjectClass::grant) every_list_partial_ = true;
}

void RowAssembly::reject(const RowTable& table, std::int64_t place, std::string reason) {
  troubles_.push_back({table.name, place, std::move(reason)});
}

void RowAssembly::take_tables() {
  for (const auto& outcome : outcomes_) {
    if (!outcome.table) {
      add_gap(*outcome.mapping, outcome.feed->name(), kept(outcome.table.error()));
      continue;
    }
    const RowTable& table = *outcome.table;
    for (const auto& doubt : table.doubts) add_gap(*table.mapping, table.name, doubt);
    for (const auto& note : table.notes) pull_.add_note({table.name, note});
    take_doubtful_columns(table);
    take_bad_rows(table);
    take_values_set_aside(table);
  }
}

void RowAssembly::take_doubtful_columns(const RowTable& table) {
  const ObjectClass c = table.mapping->object_class;
  std::vector<Attribute> deciding;
  for (const auto& column : table.doubtful_columns) {
    const bool decides = weight_of(c, column.attribute) == Weight::deciding;
    if (decides) deciding.push_back(column.attribute);
    pull_.add_gap(
        {c, table.name, column.reason, decides ? ListKind::objects : ListKind::attributes, {}});
  }
  auto& rows = rows_of(c);
  rows.reserve(rows.size() + table.rows.size());
  for (const auto& each : table.rows) {
    const TableRow row{&table, &each};
    const bool holds = c != ObjectClass::grant && std::ranges::any_of(deciding, [&](Attribute a) {
                         return !row.record().get(a).empty();
                       });
    if (holds) {
      hold_row(c, row);
    } else {
      rows.push_back(row);
    }
  }
}

void RowAssembly::take_bad_rows(const RowTable& table) {
  const ObjectClass c = table.mapping->object_class;
  std::size_t unreadable = 0;
  for (const auto& bad : table.bad) {
    reject(table, bad.place, bad.reason);
    if (c == ObjectClass::grant && table.mapping->key.empty()) {
      bad_grants_.emplace_back(&table, &bad);
      continue;
    }
    const bool shown = unreadable < kTroublesShown;
    const std::string place = table.feed->place_of(bad.place);
    if (bad.key.empty()) {
      ++unreadable;
      if (shown) pull_.add_gap({c, place, bad.reason});
    } else {
      hold(c, bad.key, bad.clues);
    }
    if (c == ObjectClass::grant) bad_grants_.emplace_back(&table, &bad);
    if (!is_capacity(c)) continue;
    const auto person = RecordView(bad.clues).get(Attribute::person);
    if (!person.empty()) {
      hold(ObjectClass::person, person, bad.clues);
    } else if (shown) {
      pull_.add_gap({ObjectClass::person, place, bad.reason});
    }
  }
  if (unreadable > kTroublesShown) {
    add_gap(*table.mapping, table.name,
            kept(ErrorCode{"more_rows_without_key"},
                 {{"n", std::to_string(unreadable - kTroublesShown)}}));
  }
}

void RowAssembly::take_values_set_aside(const RowTable& table) {
  const ObjectClass c = table.mapping->object_class;
  std::size_t told = 0;
  for (const auto& value : table.values_set_aside) {
    if (++told > kTroublesShown) break;
    const TableRow row{&table, &table.rows[value.row]};
    const bool of_person = is_capacity(c) && is_of_the_person(value.attribute);
    std::string object(of_person ? row.record().get(Attribute::person) : row.key());
    pull_.add_gap({of_person ? ObjectClass::person : c, row.place(), value.reason,
                   ListKind::attributes, std::move(object)});
  }
  if (told > kTroublesShown) {
    pull_.add_gap({c,
                   table.name,
                   kept(ErrorCode{"more_values_set_aside"},
                        {{"n", std::to_string(table.values_set_aside.size() - kTroublesShown)}}),
                   ListKind::attributes,
                   {}});
  }
}

void RowAssembly::hold(ObjectClass c, std::string_view natural, std::string_view clues) {
  if (natural.empty()) return;
  std::string& known = set_aside_of(c)[folded_copy(natural)][std::string(natural)];
  if (known == clues) return;
  core::RecordBuilder both;
  for (const std::string_view bytes : {std::string_view(known), clues}) {
    RecordView(bytes).each([&](core::Fact fact) { both.set(fact.attribute, fact.value); });
  }
  known = both.bytes();
}

void RowAssembly::hold_row(ObjectClass c, const TableRow& row) {
  core::RecordBuilder believed;
  row.record().each([&](core::Fact fact) {
    if (!is_doubtful(*row.table, fact.attribute)) believed.set(fact.attribute, fact.value);
  });
  const std::string clues = believed.bytes();
  hold(c, row.key(), clues);
  if (is_capacity(c)) {
    hold(ObjectClass::person, row.record().get(Attribute::person), clues);
  }
}

void RowAssembly::hold_what_was_set_aside() {
  for (const ObjectClass c : core::kAllObjectClasses) {
    for (const auto& [folded_key, spellings] : set_aside_of(c)) {
      if (index_of(c).find(folded_key)) continue;
      for (const auto& [natural, clues] : spellings) pull_.add_held(c, natural, clues);
    }
  }
}

void RowAssembly::tell_folded() {
  for (const auto& [where, use] : folded_uses_) {
    const auto& [table, attribute] = where;
    pull_.add_note({table->name, kept(ErrorCode{"references_folded"},
                                      {{"attribute", std::string(core::name_of(attribute))},
                                       {"n", std::to_string(use.count)},
                                       {"place", use.place},
                                       {"written", in_quotes(use.written)},
                                       {"meant", in_quotes(use.meant)}})});
  }
}

void RowAssembly::tell_troubles() {
  std::map<std::string, std::size_t> order;
  for (const auto& outcome : outcomes_) order.emplace(outcome.feed->name(), order.size());
  std::ranges::stable_sort(troubles_, [&](const auto& a, const auto& b) {
    return std::tuple(order[a.file], a.line, std::string_view(a.reason)) <
           std::tuple(order[b.file], b.line, std::string_view(b.reason));
  });
  std::map<std::string, std::size_t> count;
  for (auto& trouble : troubles_) {
    if (++count[trouble.file] <= kTroublesShown) pull_.add_rejected(trouble);
  }
  for (const auto& [file, number] : count) {
    if (number <= kTroublesShown) continue;
    pull_.add_rejected(
        {file, 0,
         kept(ErrorCode{"more_rows_set_aside"}, {{"n", std::to_string(number - kTroublesShown)}})});
  }
}

void RowAssembly::tell_moments() {
  for (const ObjectClass c : spoken_) {
    bool all_tell = true;
    std::optional<core::Timestamp> oldest;
    for (const auto& outcome : outcomes_) {
      const auto classes = classes_of(*outcome.mapping);
      if (!outcome.table || std::ranges::find(classes, c) == classes.end()) continue;
      const auto& moment = outcome.table->data_from;
      all_tell = all_tell && moment.has_value();
      if (moment) oldest = oldest ? std::min(*oldest, *moment) : *moment;
    }
    if (all_tell && oldest) pull_.set_data_from(c, *oldest);
  }
}

core::Pull assemble_row_pull(const RowRules& rules, core::Timestamp now,
                             const std::vector<RowOutcome>& outcomes) {
  return RowAssembly(rules, now, outcomes).run();
}

}  // namespace rettesnor::connectors
