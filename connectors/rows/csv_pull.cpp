// Duplicates, persons, members and completeness, in that order.
#include "connectors/rows/csv_pull.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "connectors/rows/csv_values.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::Completeness;
using core::ObjectClass;
using core::Pull;
using core::PullIndex;
using core::RecordView;

constexpr std::array kPersonsOwn = {Attribute::name, Attribute::given_name, Attribute::family_name,
                                    Attribute::mail, Attribute::upn};
/// In the order in which they are believed about a person.
constexpr std::array kTellsOfPersons = {ObjectClass::person, ObjectClass::employment,
                                        ObjectClass::mandate, ObjectClass::engagement};
/// Enough to see what is wrong with a file; beyond it only their number is told.
constexpr std::size_t kTroublesShown = 200;

/// A believed row of some file.
struct Row {
  const CsvFile* file;
  const CsvFile::Row* row;
  std::string_view key() const { return file->key(*row); }
  RecordView record() const { return RecordView(file->record(*row)); }
};

std::string place_of(const Row& row) {
  return row.file->settings->path + " line " + std::to_string(row.row->line);
}

class Assembly {
 public:
  Assembly(const std::string& source, core::Timestamp now, const std::vector<CsvFileOutcome>& files)
      : files_(files), pull_(source, now) {}

  Pull run() {
    declare_classes();
    take_files();
    for (const ObjectClass c : core::kAllObjectClasses) settle_duplicates(c);
    settle_employee_numbers();
    add_plain(ObjectClass::unit);
    add_persons();
    for (const ObjectClass c :
         {ObjectClass::employment, ObjectClass::mandate, ObjectClass::engagement,
          ObjectClass::account, ObjectClass::entitlement}) {
      add_plain(c);
    }
    note_unknown_units();
    add_grants();
    hold_what_was_set_aside();
    tell_troubles();
    return std::move(pull_);
  }

 private:
  using Keyed = std::unordered_map<std::string_view, PullIndex>;

  std::vector<Row>& rows_of(ObjectClass c) { return rows_[static_cast<std::size_t>(c)]; }
  Keyed& index_of(ObjectClass c) { return index_[static_cast<std::size_t>(c)]; }
  std::set<std::string, std::less<>>& set_aside_of(ObjectClass c) {
    return set_aside_[static_cast<std::size_t>(c)];
  }
  bool speaks_of(ObjectClass c) const { return spoken_.contains(c); }

  void declare_classes() {
    for (const auto& outcome : files_) {
      spoken_.insert(outcome.settings->object_class);
      if (is_capacity(outcome.settings->object_class)) spoken_.insert(ObjectClass::person);
    }
    for (const ObjectClass c : spoken_) pull_.set_completeness(c, Completeness::complete);
  }

  /// The class of a file, and the persons that it tells of.
  void add_gap(const CsvFileSettings& file, const std::string& what, const std::string& reason) {
    pull_.add_gap({file.object_class, what, reason});
    if (is_capacity(file.object_class)) pull_.add_gap({ObjectClass::person, what, reason});
    if (file.object_class == ObjectClass::grant) every_list_partial_ = true;
  }

  void note(const CsvFile& file, std::int64_t line, std::string reason) {
    troubles_.push_back({file.settings->path, line, std::move(reason)});
  }

  void take_files() {
    for (const auto& outcome : files_) {
      if (!outcome.file) {
        add_gap(*outcome.settings, outcome.settings->path, outcome.file.error().message);
        continue;
      }
      const CsvFile& file = *outcome.file;
      for (const auto& doubt : file.doubts) add_gap(*file.settings, file.settings->path, doubt);
      auto& rows = rows_of(file.settings->object_class);
      for (const auto& row : file.rows) rows.push_back({&file, &row});
      take_bad_rows(file);
    }
  }

  void take_bad_rows(const CsvFile& file) {
    const ObjectClass c = file.settings->object_class;
    std::size_t unreadable = 0;
    for (const auto& bad : file.bad) {
      note(file, bad.line, bad.reason);
      const std::string what = file.settings->path + " line " + std::to_string(bad.line);
      const bool shown_as_gap = unreadable < kTroublesShown;
      if (bad.key.empty()) {
        ++unreadable;
        if (shown_as_gap) pull_.add_gap({c, what, bad.reason});
      } else {
        set_aside_of(c).insert(bad.key);
      }
      if (is_capacity(c)) {
        if (!bad.person.empty()) {
          set_aside_of(ObjectClass::person).insert(bad.person);
        } else if (shown_as_gap) {
          pull_.add_gap({ObjectClass::person, what, bad.reason});
        }
      }
      if (c == ObjectClass::grant) take_bad_grant(bad);
    }
    if (unreadable > kTroublesShown) {
      add_gap(*file.settings, file.settings->path,
              "and " + std::to_string(unreadable - kTroublesShown) + " more rows without a key");
    }
  }

  void take_bad_grant(const BadCsvRow& bad) {
    if (bad.entitlement.empty()) {
      every_list_partial_ = true;
    } else {
      partial_lists_.insert(bad.entitlement);
    }
  }

  void set_aside(ObjectClass c, const Row& row, std::string reason) {
    note(*row.file, row.row->line, std::move(reason));
    set_aside_of(c).insert(std::string(row.key()));
    if (is_capacity(c)) {
      set_aside_of(ObjectClass::person).insert(std::string(row.record().get(Attribute::person)));
    }
    if (c == ObjectClass::grant) doubtful_grants_.push_back(row);
  }

  /// Sorts the rows of a class by key and leaves at most one of each.
  void settle_duplicates(ObjectClass c) {
    auto& rows = rows_of(c);
    std::ranges::stable_sort(rows, [](const Row& a, const Row& b) {
      return std::pair(a.key(), a.record().bytes()) < std::pair(b.key(), b.record().bytes());
    });
    std::vector<Row> kept;
    kept.reserve(rows.size());
    for (std::size_t begin = 0; begin < rows.size();) {
      std::size_t end = begin + 1;
      while (end < rows.size() && rows[end].key() == rows[begin].key()) ++end;
      const bool all_equal =
          rows[begin].record().bytes() == rows[end - 1].record().bytes();  // sorted by record
      if (all_equal) {
        kept.push_back(rows[begin]);
      } else {
        for (std::size_t i = begin; i < end; ++i) {
          const Row& other = i == begin ? rows[begin + 1] : rows[begin];
          set_aside(c, rows[i],
                    "the key " + quoted(rows[i].key()) + " stands in " + place_of(other) +
                        " as well, with other values: all are set aside");
        }
      }
      begin = end;
    }
    rows = std::move(kept);
  }

  /// Two employments must not share an employee number, whatever their keys are.
  void settle_employee_numbers() {
    auto& rows = rows_of(ObjectClass::employment);
    std::map<std::string, std::vector<std::size_t>> by_number;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto number = rows[i].record().get(Attribute::employee_no);
      if (!number.empty()) by_number[core::fold(number)].push_back(i);
    }
    std::vector<char> doubtful(rows.size(), 0);
    for (const auto& [number, sharers] : by_number) {
      if (sharers.size() < 2) continue;
      for (const std::size_t i : sharers) {
        const Row& other = rows[i == sharers[0] ? sharers[1] : sharers[0]];
        set_aside(ObjectClass::employment, rows[i],
                  "the employee number " + quoted(rows[i].record().get(Attribute::employee_no)) +
                      " stands in " + place_of(other) + " as well: both are set aside");
        doubtful[i] = 1;
      }
    }
    std::vector<Row> kept;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (doubtful[i] == 0) kept.push_back(rows[i]);
    }
    rows = std::move(kept);
  }

  /// Adds every row of a class as it stands; what is told of persons goes to the person.
  void add_plain(ObjectClass c) {
    auto& rows = rows_of(c);
    Keyed& index = index_of(c);
    index.reserve(rows.size());
    for (const Row& row : rows) {
      builder_.clear();
      bool named = false;
      row.record().each([&](core::Fact fact) {
        if (is_capacity(c) && std::ranges::find(kPersonsOwn, fact.attribute) != kPersonsOwn.end()) {
          return;
        }
        if (fact.attribute == naming_attribute(c)) named = true;
        builder_.set(fact.attribute, fact.value);
      });
      if (!named && !is_capacity(c)) builder_.set(naming_attribute(c), row.key());
      index.emplace(row.key(), pull_.add(c, row.key(), builder_));
    }
  }

  static Attribute naming_attribute(ObjectClass c) {
    return c == ObjectClass::account ? Attribute::login : Attribute::name;
  }

  struct Telling {
    std::string_view person;
    Row row;
  };

  void add_persons() {
    std::vector<Telling> tellings;
    for (const ObjectClass c : kTellsOfPersons) {
      for (const Row& row : rows_of(c)) {
        const auto person =
            c == ObjectClass::person ? row.key() : row.record().get(Attribute::person);
        tellings.push_back({person, row});
      }
    }
    // Stable: the order in which they are believed stays within each person.
    std::ranges::stable_sort(tellings, {}, &Telling::person);
    Keyed& index = index_of(ObjectClass::person);
    for (std::size_t begin = 0; begin < tellings.size();) {
      std::size_t end = begin + 1;
      while (end < tellings.size() && tellings[end].person == tellings[begin].person) ++end;
      const auto person = tellings[begin].person;
      build_person({tellings.data() + begin, end - begin});
      index.emplace(person, pull_.add(ObjectClass::person, person, builder_));
      begin = end;
    }
  }

  void build_person(std::span<const Telling> tellings) {
    builder_.clear();
    const Row& first = tellings[0].row;
    const bool from_person_file = first.file->settings->object_class == ObjectClass::person;
    if (from_person_file) {
      first.record().each([&](core::Fact fact) { builder_.set(fact.attribute, fact.value); });
    }
    for (const Attribute attribute : kPersonsOwn) {
      std::string_view believed;
      for (const auto& [person, row] : tellings) {
        const auto value = row.record().get(attribute);
        if (value.empty()) continue;
        if (believed.empty()) {
          believed = value;
          builder_.set(attribute, value);
        } else if (value != believed && core::fold(value) != core::fold(believed)) {
          note(*row.file, row.row->line,
               "tells " + std::string(core::name_of(attribute)) + " " + quoted(value) +
                   " of person " + quoted(person) + ", another row tells " + quoted(believed) +
                   ", which counts; the row is kept");
        }
      }
    }
  }

  void note_unknown_units() {
    if (!speaks_of(ObjectClass::unit)) return;
    const Keyed& units = index_of(ObjectClass::unit);
    for (const Row& row : rows_of(ObjectClass::employment)) {
      const auto unit = row.record().get(Attribute::unit);
      if (unit.empty() || units.contains(unit) || set_aside_of(ObjectClass::unit).contains(unit)) {
        continue;
      }
      note(*row.file, row.row->line,
           "the unit " + quoted(unit) + " is in no unit file; the employment is kept");
    }
  }

  // ---- grants and members ----

  enum class Target { known, set_aside, unknown };
  Target find(ObjectClass c, std::string_view key) {
    if (index_of(c).contains(key)) return Target::known;
    return set_aside_of(c).contains(key) ? Target::set_aside : Target::unknown;
  }

  static bool tells_more_than_the_pair(RecordView record) {
    bool more = false;
    record.each([&](core::Fact fact) {
      if (fact.attribute != Attribute::account && fact.attribute != Attribute::entitlement) {
        more = true;
      }
    });
    return more;
  }

  enum class Membership { told, not_told };
  /// Adds the pair of a grant row when both ends are known; otherwise says why not.
  Membership add_membership(const Row& row) {
    const RecordView record = row.record();
    const auto entitlement = record.get(Attribute::entitlement);
    const auto account = record.get(Attribute::account);
    const ObjectClass member_class = row.file->settings->member_class;
    const Target holder = find(member_class, account);
    const Target right = find(ObjectClass::entitlement, entitlement);
    if (holder == Target::known && right == Target::known) {
      pairs_.emplace_back(index_of(ObjectClass::entitlement).at(entitlement),
                          index_of(member_class).at(account));
      return Membership::told;
    }
    const auto describe = [](ObjectClass c, std::string_view key, Target target) {
      return std::string(core::name_of(c)) + " " + quoted(key) +
             (target == Target::set_aside ? " was set aside" : " is unknown");
    };
    note(*row.file, row.row->line,
         holder != Target::known ? "the " + describe(member_class, account, holder)
                                 : "the " + describe(ObjectClass::entitlement, entitlement, right));
    // A holder that may exist after all may be a member.
    if (holder == Target::set_aside || pull_.completeness(member_class) != Completeness::complete) {
      partial_lists_.emplace(entitlement);
    }
    if (holder == Target::set_aside || right == Target::set_aside) {
      set_aside_of(ObjectClass::grant).insert(std::string(row.key()));
    }
    return Membership::not_told;
  }

  void add_grants() {
    for (const Row& row : rows_of(ObjectClass::grant)) {
      if (add_membership(row) == Membership::not_told) continue;
      if (!tells_more_than_the_pair(row.record())) continue;
      builder_.clear();
      row.record().each([&](core::Fact fact) { builder_.set(fact.attribute, fact.value); });
      index_of(ObjectClass::grant)
          .emplace(row.key(), pull_.add(ObjectClass::grant, row.key(), builder_));
    }
    for (const Row& row : doubtful_grants_) add_membership(row);
    if (!speaks_of(ObjectClass::grant)) every_list_partial_ = true;
    add_member_lists();
  }

  void add_member_lists() {
    std::ranges::sort(pairs_);
    std::size_t at = 0;
    for (const Row& row : rows_of(ObjectClass::entitlement)) {
      const PullIndex entitlement = index_of(ObjectClass::entitlement).at(row.key());
      std::vector<PullIndex> members;
      // Indexes were given in the order of these rows, so one walk over the pairs is enough.
      for (; at < pairs_.size() && pairs_[at].first == entitlement; ++at) {
        members.push_back(pairs_[at].second);
      }
      const bool partial = every_list_partial_ || partial_lists_.contains(row.key());
      if (members.empty() && !partial) continue;
      pull_.add_members(entitlement, members,
                        partial ? Completeness::partial : Completeness::complete);
    }
  }

  void hold_what_was_set_aside() {
    for (const ObjectClass c : core::kAllObjectClasses) {
      for (const auto& key : set_aside_of(c)) {
        if (!index_of(c).contains(key)) pull_.add_held(c, key);
      }
    }
  }

  void tell_troubles() {
    std::map<std::string, std::size_t> order;
    for (const auto& outcome : files_) order.emplace(outcome.settings->path, order.size());
    std::ranges::stable_sort(troubles_, [&](const auto& a, const auto& b) {
      return std::tuple(order[a.file], a.line, std::string_view(a.reason)) <
             std::tuple(order[b.file], b.line, std::string_view(b.reason));
    });
    std::map<std::string, std::size_t> count;
    for (auto& trouble : troubles_) {
      const std::size_t nth = ++count[trouble.file];
      if (nth <= kTroublesShown) pull_.add_rejected(trouble);
    }
    for (const auto& [file, number] : count) {
      if (number <= kTroublesShown) continue;
      pull_.add_rejected({file, 0,
                          "and " + std::to_string(number - kTroublesShown) +
                              " more rows of this file that are not shown"});
    }
  }

  const std::vector<CsvFileOutcome>& files_;
  Pull pull_;
  core::RecordBuilder builder_;
  std::set<ObjectClass> spoken_;
  std::array<std::vector<Row>, 16> rows_;
  std::array<Keyed, 16> index_;
  std::array<std::set<std::string, std::less<>>, 16> set_aside_;
  std::vector<Row> doubtful_grants_;
  std::vector<std::pair<PullIndex, PullIndex>> pairs_;
  std::set<std::string, std::less<>> partial_lists_;
  bool every_list_partial_ = false;
  std::vector<core::RejectedRow> troubles_;
};

}  // namespace

Pull assemble_csv_pull(const std::string& source, core::Timestamp now,
                       const std::vector<CsvFileOutcome>& files) {
  return Assembly(source, now, files).run();
}

}  // namespace rettesnor::connectors
