// One object for each key, and one person for all that is told of her.
#include <algorithm>
#include <deque>

#include "connectors/rows/row_assembly.h"
#include "core/text.h"

namespace rettesnor::connectors {

using core::Attribute;
using core::ErrorCode;
using core::kept;
using core::ObjectClass;
using core::PullIndex;
using core::RecordView;

namespace {

/// In the order in which they are believed about a person.
constexpr std::array kTellsOfPersons = {ObjectClass::person, ObjectClass::employment,
                                        ObjectClass::mandate, ObjectClass::engagement};
constexpr std::array kPersonsOwn = {Attribute::name, Attribute::given_name, Attribute::family_name,
                                    Attribute::mail, Attribute::upn};

Attribute naming_attribute(ObjectClass c) {
  return c == ObjectClass::account ? Attribute::login : Attribute::name;
}

}  // namespace

struct RowAssembly::Telling {
  std::string_view folded;
  std::string_view spelled;
  TableRow row;
};

/// Sorts the rows of a class and leaves at most one of each key.
void RowAssembly::settle(ObjectClass c) {
  auto& rows = rows_of(c);
  const auto comes_before = [](const TableRow& a, const TableRow& b) {
    if (const int order = a.folded().compare(b.folded()); order != 0) return order < 0;
    if (const int order = a.key().compare(b.key()); order != 0) return order < 0;
    return a.record().bytes() < b.record().bytes();
  };
  if (!std::ranges::is_sorted(rows, comes_before)) std::ranges::stable_sort(rows, comes_before);
  const bool alone = std::ranges::adjacent_find(rows, [](const TableRow& a, const TableRow& b) {
                       return a.folded() == b.folded();
                     }) == rows.end();
  if (alone) return;
  std::vector<TableRow> kept_rows;
  kept_rows.reserve(rows.size());
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && rows[end].folded() == rows[begin].folded()) ++end;
    settle_group(c, {rows.data() + begin, end - begin}, kept_rows);
    begin = end;
  }
  rows = std::move(kept_rows);
}

void RowAssembly::settle_group(ObjectClass c, std::span<TableRow> group,
                               std::vector<TableRow>& kept_rows) {
  const TableRow& first = group.front();
  const TableRow& last = group.back();
  const bool one_key = first.key() == last.key();
  if (one_key && first.record().bytes() == last.record().bytes()) {
    kept_rows.push_back(first);
    return;
  }
  if (one_key && first.table->mapping->rows == RowMapping::Rows::newest) {
    if (const TableRow* counts = newest(group)) {
      kept_rows.push_back(*counts);
      return;
    }
  }
  for (std::size_t i = 0; i < group.size(); ++i) {
    const TableRow& other = i == 0 ? group[1] : group[0];
    core::ErrorValues values{{"key", in_quotes(group[i].key())},
                             {"place", other.place()},
                             {"other", in_quotes(other.key())}};
    ErrorCode why = c == ObjectClass::employment ? ErrorCode{"row_employment_twice"}
                                                 : ErrorCode{"row_key_twice"};
    if (!one_key) why = ErrorCode{"row_key_folds"};
    std::string reason = kept(std::move(why), std::move(values));
    if (!one_key) pull_.add_gap({c, group[i].place(), reason});
    reject(group[i], std::move(reason));
    hold_row(c, group[i]);
  }
}

/// The one that began last, else the one that begins first; null when two do at once.
const TableRow* RowAssembly::newest(std::span<TableRow> group) const {
  const std::string today = core::to_iso(rules_.zone.date_of(now_));
  const auto first_day = [](const TableRow& row) {
    return row.record().get(Attribute::start).substr(0, 10);
  };
  const TableRow* counts = nullptr;
  bool twice = false;
  for (const TableRow& row : group) {
    if (counts == nullptr) {
      counts = &row;
      continue;
    }
    const bool begun = first_day(row) <= today;
    const bool counts_begun = first_day(*counts) <= today;
    if (first_day(row) == first_day(*counts)) {
      twice = twice || row.record().bytes() != counts->record().bytes();
    } else if (begun != counts_begun ? begun
                                     : (begun ? first_day(row) > first_day(*counts)
                                              : first_day(row) < first_day(*counts))) {
      counts = &row;
      twice = false;
    }
  }
  return twice ? nullptr : counts;
}

/// Two employments must not share an employee number, whatever their keys are.
void RowAssembly::settle_employee_numbers() {
  auto& rows = rows_of(ObjectClass::employment);
  constexpr std::size_t kNobody = static_cast<std::size_t>(-1);
  std::vector<std::size_t> sharer(rows.size(), kNobody);
  FoldedIndex numbers;
  bool shared = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto number = rows[i].record().get(Attribute::employee_no);
    if (number.empty()) continue;
    const std::string key = folded_copy(number);
    if (const auto found = numbers.find(key)) {
      sharer[i] = *found;
      if (sharer[*found] == kNobody) sharer[*found] = i;
      shared = true;
    } else {
      numbers.add(key, static_cast<std::uint32_t>(i));
    }
  }
  if (!shared) return;
  std::vector<TableRow> kept_rows;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (sharer[i] == kNobody) {
      kept_rows.push_back(rows[i]);
      continue;
    }
    reject(rows[i], kept(ErrorCode{"row_number_twice"},
                         {{"number", in_quotes(rows[i].record().get(Attribute::employee_no))},
                          {"place", rows[sharer[i]].place()}}));
    hold_row(ObjectClass::employment, rows[i]);
  }
  rows = std::move(kept_rows);
}

/// Adds every row of a class as it stands, references resolved; what is told of persons goes to
/// the person.
void RowAssembly::add_objects(ObjectClass c) {
  auto& rows = rows_of(c);
  FoldedIndex& index = index_of(c);
  index.reserve(rows.size());
  base_[static_cast<std::size_t>(c)] = static_cast<PullIndex>(pull_.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    index.add(rows[i].folded(), static_cast<PullIndex>(pull_.size() + i));
  }
  for (const TableRow& row : rows) {
    builder_.clear();
    bool named = false;
    bool led = false;
    row.record().each([&](core::Fact fact) {
      if (is_capacity(c) && is_of_the_person(fact.attribute)) return;
      if (c == ObjectClass::employment && fact.attribute == Attribute::manager) return;
      if (is_doubtful(*row.table, fact.attribute)) return;
      if (fact.attribute == naming_attribute(c)) named = true;
      if (fact.attribute == Attribute::leader) led = true;
      builder_.set(fact.attribute, resolved(row, fact));
    });
    if (!named && !is_capacity(c)) builder_.set(naming_attribute(c), row.key());
    if (c == ObjectClass::unit && !led && !leaders_.empty()) {
      const auto leader = leaders_.find(row.folded());
      if (leader != leaders_.end()) builder_.set(Attribute::leader, leader->second);
    }
    pull_.add(c, row.key(), builder_);
  }
}

void RowAssembly::add_persons() {
  std::vector<Telling> tellings;
  std::deque<std::string> folded_texts;
  for (const ObjectClass c : kTellsOfPersons) {
    for (const TableRow& row : rows_of(c)) {
      if (c == ObjectClass::person) {
        tellings.push_back({row.folded(), row.key(), row});
        continue;
      }
      const auto person = row.record().get(Attribute::person);
      const auto common = folded(person);
      tellings.push_back(
          {common == person ? person : folded_texts.emplace_back(common), person, row});
    }
  }
  // Stable: the order in which they are believed stays within each person.
  const auto by_folded = [](const Telling& a, const Telling& b) { return a.folded < b.folded; };
  if (!std::ranges::is_sorted(tellings, by_folded)) std::ranges::stable_sort(tellings, by_folded);
  FoldedIndex& index = index_of(ObjectClass::person);
  index.reserve(tellings.size());
  for (std::size_t begin = 0; begin < tellings.size();) {
    std::size_t end = begin + 1;
    while (end < tellings.size() && tellings[end].folded == tellings[begin].folded) ++end;
    const std::span<const Telling> of_one{tellings.data() + begin, end - begin};
    std::string_view natural = of_one.front().spelled;
    if (of_one.front().row.table->mapping->object_class != ObjectClass::person) {
      natural = std::ranges::min_element(of_one, {}, &Telling::spelled)->spelled;
    }
    build_person(of_one);
    index.add(of_one.front().folded, pull_.add(ObjectClass::person, natural, builder_));
    begin = end;
  }
}

void RowAssembly::build_person(std::span<const Telling> tellings) {
  builder_.clear();
  const TableRow& first = tellings[0].row;
  if (first.table->mapping->object_class == ObjectClass::person) {
    first.record().each([&](core::Fact fact) { builder_.set(fact.attribute, fact.value); });
  }
  for (const Attribute attribute : kPersonsOwn) {
    std::string_view believed;
    for (const auto& telling : tellings) {
      const auto value = telling.row.record().get(attribute);
      if (value.empty()) continue;
      if (believed.empty()) {
        believed = value;
        builder_.set(attribute, value);
      } else if (value != believed && core::fold(value) != core::fold(believed)) {
        reject(telling.row, kept(ErrorCode{"row_tells_otherwise"},
                                 {{"attribute", std::string(core::name_of(attribute))},
                                  {"value", in_quotes(value)},
                                  {"person", in_quotes(telling.spelled)},
                                  {"believed", in_quotes(believed)}}));
      }
    }
  }
}

void RowAssembly::note_unknown_units() {
  if (!speaks_of(ObjectClass::unit)) return;
  for (const TableRow& row : rows_of(ObjectClass::employment)) {
    const auto unit = row.record().get(Attribute::unit);
    if (unit.empty() || find(ObjectClass::unit, unit).target != Target::unknown) continue;
    reject(row, kept(ErrorCode{"row_unknown_unit"}, {{"unit", in_quotes(unit)}}));
  }
}

}  // namespace rettesnor::connectors
