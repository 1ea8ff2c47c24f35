// The pull of a rows source while it is put together; used by the row_*.cpp beside it alone.
#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "connectors/rows/folded_index.h"
#include "connectors/rows/row_attributes.h"
#include "connectors/rows/row_pull.h"

namespace rettesnor::connectors {

/// A believed row of some table.
struct TableRow {
  const RowTable* table;
  const RowTable::Row* row;
  std::string_view key() const { return table->key(*row); }
  std::string_view folded() const { return table->folded(*row); }
  core::RecordView record() const { return core::RecordView(table->record(*row)); }
  std::string place() const { return table->feed->place_of(row->place); }
};

/// Stages in the order of the rules in row_pull.h.
class RowAssembly {
 public:
  RowAssembly(const RowRules& rules, core::Timestamp now, const std::vector<RowOutcome>& outcomes)
      : rules_(rules), now_(now), outcomes_(outcomes), pull_(rules.source, now) {}

  core::Pull run();

 private:
  /// What was set aside under one folded key: each spelling with what could be read of it.
  using SetAside = std::map<std::string, std::map<std::string, std::string>, std::less<>>;
  enum class Target { known, set_aside, unknown };
  struct Reference {
    Target target;
    core::PullIndex at;  ///< of what is known
  };

  std::vector<TableRow>& rows_of(core::ObjectClass c) { return rows_[static_cast<std::size_t>(c)]; }
  FoldedIndex& index_of(core::ObjectClass c) { return index_[static_cast<std::size_t>(c)]; }
  SetAside& set_aside_of(core::ObjectClass c) { return set_aside_[static_cast<std::size_t>(c)]; }
  bool speaks_of(core::ObjectClass c) const { return spoken_.contains(c); }
  /// Valid until the next call.
  std::string_view folded(std::string_view text) {
    folded_.clear();
    append_folded(folded_, text, rules_.key_case);
    return folded_;
  }
  std::string folded_copy(std::string_view text) { return std::string(folded(text)); }
  static bool is_doubtful(const RowTable& table, core::Attribute attribute) {
    return std::ranges::find(table.doubtful_columns, attribute, &DoubtfulColumn::attribute) !=
           table.doubtful_columns.end();
  }

  // row_pull.cpp: tables, holes, what is told at the end
  void declare_classes();
  void take_tables();
  void tell_moments();
  void take_bad_rows(const RowTable& table);
  void take_values_set_aside(const RowTable& table);
  void take_doubtful_columns(const RowTable& table);
  void add_gap(const RowMapping& mapping, const std::string& what, const std::string& reason);
  void reject(const RowTable& table, std::int64_t place, std::string reason);
  void reject(const TableRow& row, std::string reason) {
    reject(*row.table, row.row->place, std::move(reason));
  }
  void hold(core::ObjectClass c, std::string_view natural, std::string_view clues);
  void hold_row(core::ObjectClass c, const TableRow& row);
  void hold_what_was_set_aside();
  void tell_folded();
  void tell_troubles();

  // row_objects.cpp: one object for each key
  void settle(core::ObjectClass c);
  void settle_group(core::ObjectClass c, std::span<TableRow> group, std::vector<TableRow>& kept);
  const TableRow* newest(std::span<TableRow> group) const;
  void settle_employee_numbers();
  void add_objects(core::ObjectClass c);
  void add_persons();
  struct Telling;
  void build_person(std::span<const Telling> tellings);
  void note_unknown_units();

  // row_references.cpp: what a row names
  Reference find(core::ObjectClass c, std::string_view reference);
  /// The same, counting what only folding made equal.
  Reference resolve(const TableRow& row, core::Attribute attribute, core::ObjectClass c,
                    std::string_view reference);
  /// Also of an object of `c` that is not added yet.
  std::string_view natural_id(core::ObjectClass c, core::PullIndex at) {
    if (at < pull_.size()) return pull_.object(at).natural_id;
    return rows_of(c)[at - base_[static_cast<std::size_t>(c)]].key();
  }
  /// The class that an attribute of a row names an object of; none for grants, which come last.
  static std::optional<core::ObjectClass> class_named_by(core::Attribute attribute);
  std::string_view resolved(const TableRow& row, core::Fact fact);

  // row_leaders.cpp: whose leader is who
  void settle_leaders();
  void refuse_leaders_by_name(const FoldedIndex& numbers);
  struct Votes;
  void take_votes(const FoldedIndex& numbers, Votes& votes);
  void count_votes(const Votes& votes);

  // row_members.cpp: who has what
  struct Grant {
    std::string id;
    TableRow row;
    core::PullIndex entitlement;
    core::PullIndex member;
  };
  void add_grants();
  void add_grant(const TableRow& row);
  void take_bad_grant(const RowTable& table, const BadRow& bad);
  void add_pair(const TableRow& row, std::string_view right, std::string_view holder, bool alone);
  std::string unknown_member(core::ObjectClass c, std::string_view holder, Target target) const;
  /// Why nobody knows a right, and the lists that it may stand for are partial.
  std::string unknown_right(std::string_view right, const std::string& place);
  void make_rights_partial(core::ObjectClass c, core::PullIndex holder, const std::string& place,
                           const std::string& reason);
  void make_all_partial(const RowTable& table, const std::string& place, const std::string& reason);
  std::optional<core::PullIndex> right_by_name(std::string_view name);
  void make_partial(core::PullIndex right, const std::string& place, const std::string& reason);
  void hold_grant(const TableRow& row, std::string_view right, std::string_view holder);
  void take_doubtful_rights();
  void settle_grants();
  void add_member_lists();

  const RowRules& rules_;
  core::Timestamp now_;
  const std::vector<RowOutcome>& outcomes_;
  core::Pull pull_;
  core::RecordBuilder builder_;
  std::string folded_;
  std::set<core::ObjectClass> spoken_;
  std::array<std::vector<TableRow>, 16> rows_;
  std::array<FoldedIndex, 16> index_;
  std::array<SetAside, 16> set_aside_;
  std::array<core::PullIndex, 16> base_{};
  std::vector<std::pair<const RowTable*, const BadRow*>> bad_grants_;
  std::vector<core::RejectedRow> troubles_;
  /// By name of the feed: how many holes of single rows are told already.
  std::map<std::string, std::size_t> holes_told_;

  struct FoldedUse {
    std::size_t count = 0;
    std::string place;
    std::string written;
    std::string meant;
  };
  std::map<std::pair<const RowTable*, core::Attribute>, FoldedUse> folded_uses_;
  std::map<std::string, std::string, std::less<>> leaders_;  // folded unit → employee number

  std::vector<std::pair<core::PullIndex, core::PullIndex>> pairs_;
  std::vector<std::pair<core::PullIndex, core::PullIndex>> bare_pairs_;  // told by nothing else
  std::vector<Grant> grants_;
  std::set<core::PullIndex> partial_lists_;
  std::set<core::PullIndex> partial_rights_;
  std::map<std::string, core::PullIndex, std::less<>> rights_by_name_;
  bool rights_by_name_made_ = false;
  bool every_list_partial_ = false;
};

/// Enough to see what is wrong with a feed; beyond it only their number is told.
inline constexpr std::size_t kTroublesShown = 200;

}  // namespace rettesnor::connectors
