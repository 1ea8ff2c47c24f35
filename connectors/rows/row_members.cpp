// Who has what: pairs of known ends, and of the others which lists they leave with a hole.
#include <algorithm>
#include <tuple>

#include "connectors/rows/row_assembly.h"
#include "core/text.h"

namespace rettesnor::connectors {

using core::Attribute;
using core::Completeness;
using core::ErrorCode;
using core::kept;
using core::ListKind;
using core::ObjectClass;
using core::PullIndex;
using core::RecordView;

namespace {

/// Beyond this it is not single accounts whose rights are in doubt, but all lists.
constexpr std::size_t kMostPartialRights = 1000;

bool is_of_the_pair(Attribute attribute) {
  return attribute == Attribute::account || attribute == Attribute::entitlement;
}

bool tells_more_than_the_pair(RecordView record) {
  bool more = false;
  record.each([&](core::Fact fact) { more = more || !is_of_the_pair(fact.attribute); });
  return more;
}

bool tells_the_same(RecordView a, RecordView b) {
  const auto rest = [](RecordView record) {
    std::vector<std::pair<Attribute, std::string_view>> facts;
    record.each([&](core::Fact fact) {
      if (!is_of_the_pair(fact.attribute)) facts.emplace_back(fact.attribute, fact.value);
    });
    return facts;
  };
  return rest(a) == rest(b);
}

std::string grant_id(std::string_view right, std::string_view holder, std::string_view scope) {
  std::string id(right);
  id += '|';
  id += holder;
  id += '|';
  id += scope;
  return id;
}

}  // namespace

void RowAssembly::add_grants() {
  const auto& rows = rows_of(ObjectClass::grant);
  pairs_.reserve(rows.size());
  for (const TableRow& row : rows) add_grant(row);
  for (const auto& [table, bad] : bad_grants_) take_bad_grant(*table, *bad);
  take_doubtful_rights();
  settle_grants();
  if (!speaks_of(ObjectClass::grant)) every_list_partial_ = true;
  add_member_lists();
}

void RowAssembly::add_grant(const TableRow& row) {
  // Almost every row has one of each.
  std::string_view holder;
  std::string_view right;
  std::size_t pairs = 1;
  std::size_t holders = 0;
  std::size_t rights = 0;
  row.record().each([&](core::Fact fact) {
    if (fact.attribute == Attribute::account && holders++ == 0) holder = fact.value;
    if (fact.attribute == Attribute::entitlement && rights++ == 0) right = fact.value;
  });
  pairs = holders * rights;
  if (pairs == 1) {
    add_pair(row, right, holder, true);
    return;
  }
  const auto all_holders = row.record().all(Attribute::account);
  for (const std::string_view each_right : row.record().all(Attribute::entitlement)) {
    for (const std::string_view each_holder : all_holders) {
      add_pair(row, each_right, each_holder, false);
    }
  }
}

void RowAssembly::add_pair(const TableRow& row, std::string_view right, std::string_view holder,
                           bool alone) {
  const RowMapping& mapping = *row.table->mapping;
  const ObjectClass c = mapping.member_class;
  const Reference of_right = resolve(row, Attribute::entitlement, ObjectClass::entitlement, right);
  const Reference of_holder = resolve(row, Attribute::account, c, holder);
  const bool knows_right = of_right.target == Target::known;
  const bool knows_holder = of_holder.target == Target::known;
  if (knows_right && knows_holder) {
    pairs_.emplace_back(of_right.at, of_holder.at);
    const bool doubtful = std::ranges::any_of(row.table->doubtful_columns, [&](const auto& column) {
      return weight_of(ObjectClass::grant, column.attribute) == Weight::deciding &&
             !row.record().get(column.attribute).empty();
    });
    if (doubtful) {
      hold_grant(row, natural_id(ObjectClass::entitlement, of_right.at),
                 natural_id(c, of_holder.at));
    } else if (tells_more_than_the_pair(row.record())) {
      std::string id(row.key());
      if (id.empty()) {
        id = grant_id(natural_id(ObjectClass::entitlement, of_right.at),
                      natural_id(c, of_holder.at), row.record().get(Attribute::scope));
      } else if (!alone) {
        id = grant_id(id, natural_id(ObjectClass::entitlement, of_right.at),
                      natural_id(c, of_holder.at));
      }
      grants_.push_back({std::move(id), row, of_right.at, of_holder.at});
    } else if (mapping.key.empty() && mapping.columns.size() > 2) {
      bare_pairs_.emplace_back(of_right.at, of_holder.at);
    }
    return;
  }
  const std::string place = row.place();
  std::string reason;
  if (!knows_holder) reason = unknown_member(c, holder, of_holder.target);
  if (knows_right) {
    make_partial(of_right.at, place, reason);
  } else if (knows_holder) {
    reason = unknown_right(right, place);
    if (of_right.target == Target::unknown) make_rights_partial(c, of_holder.at, place, reason);
  } else {
    unknown_right(right, place);
    const bool both_unknown =
        of_right.target == Target::unknown && of_holder.target == Target::unknown;
    if (both_unknown)
      reason = kept(ErrorCode{"grant_fits_nothing"},
                    {{"member", in_quotes(holder)}, {"right", in_quotes(right)}});
    if (of_right.target == Target::unknown) make_all_partial(*row.table, place, reason);
  }
  reject(row, reason);
  hold_grant(row, right, holder);
}

std::string RowAssembly::unknown_member(ObjectClass c, std::string_view holder,
                                        Target target) const {
  return kept(
      target == Target::set_aside ? ErrorCode{"member_set_aside"} : ErrorCode{"member_unknown"},
      {{"class", std::string(core::name_of(c))}, {"value", in_quotes(holder)}});
}

std::string RowAssembly::unknown_right(std::string_view right, const std::string& place) {
  if (find(ObjectClass::entitlement, right).target == Target::set_aside) {
    return kept(ErrorCode{"right_set_aside"}, {{"value", in_quotes(right)}});
  }
  if (const auto named = right_by_name(right)) {
    std::string reason = kept(ErrorCode{"right_by_name"},
                              {{"value", in_quotes(right)},
                               {"key", in_quotes(natural_id(ObjectClass::entitlement, *named))}});
    make_partial(*named, place, reason);
    return reason;
  }
  std::string several = kept(ErrorCode{"right_several"}, {{"value", in_quotes(right)}});
  std::size_t known = 0;
  for (std::size_t from = 0; from <= right.size();) {
    const std::size_t end = std::min(right.find_first_of(";,|/+\n", from), right.size());
    const std::string_view part = core::trimmed(right.substr(from, end - from));
    from = end + 1;
    if (part.empty() || part.size() == right.size()) continue;
    const Reference found = find(ObjectClass::entitlement, part);
    const auto at = found.target == Target::known ? std::optional(found.at) : right_by_name(part);
    if (!at) continue;
    ++known;
    make_partial(*at, place, several);
  }
  if (known > 0) return several;
  return kept(ErrorCode{"right_unknown"}, {{"value", in_quotes(right)}});
}

std::optional<PullIndex> RowAssembly::right_by_name(std::string_view name) {
  if (!rights_by_name_made_) {
    for (const TableRow& row : rows_of(ObjectClass::entitlement)) {
      const auto told = row.record().get(Attribute::name);
      const auto at = *index_of(ObjectClass::entitlement).find(row.folded());
      if (!told.empty()) rights_by_name_.emplace(core::fold(told), at);
    }
    rights_by_name_made_ = true;
  }
  const auto found = rights_by_name_.find(core::fold(name));
  return found == rights_by_name_.end() ? std::nullopt : std::optional(found->second);
}

void RowAssembly::make_partial(PullIndex right, const std::string& place,
                               const std::string& reason) {
  if (!partial_lists_.insert(right).second) return;
  pull_.add_gap({ObjectClass::entitlement, place, reason, ListKind::members,
                 std::string(natural_id(ObjectClass::entitlement, right))});
}

void RowAssembly::make_rights_partial(ObjectClass c, PullIndex holder, const std::string& place,
                                      const std::string& reason) {
  if (partial_rights_.size() > kMostPartialRights || !partial_rights_.insert(holder).second) return;
  if (partial_rights_.size() <= kMostPartialRights) {
    pull_.add_gap({c, place, reason, ListKind::rights, std::string(natural_id(c, holder))});
    return;
  }
  every_list_partial_ = true;
  pull_.add_gap(
      {ObjectClass::grant, place,
       kept(ErrorCode{"rights_too_many_unknown"}, {{"n", std::to_string(kMostPartialRights)}})});
}

void RowAssembly::make_all_partial(const RowTable& table, const std::string& place,
                                   const std::string& reason) {
  every_list_partial_ = true;
  if (++holes_told_[table.name] <= kTroublesShown) {
    pull_.add_gap({ObjectClass::grant, place, reason});
  }
}

void RowAssembly::hold_grant(const TableRow& row, std::string_view right, std::string_view holder) {
  const std::string id = row.key().empty()
                             ? grant_id(right, holder, row.record().get(Attribute::scope))
                             : std::string(row.key());
  hold(ObjectClass::grant, id, {});
}

/// A grant that cannot be believed may still say whose list it stands in.
void RowAssembly::take_bad_grant(const RowTable& table, const BadRow& bad) {
  const std::string place = table.feed->place_of(bad.place);
  const RecordView clues(bad.clues);
  const ObjectClass c = table.mapping->member_class;
  const auto holders = clues.all(Attribute::account);
  const auto rights = clues.all(Attribute::entitlement);
  bool placed = false;
  for (const std::string_view right : rights) {
    const Reference found = find(ObjectClass::entitlement, right);
    if (found.target == Target::known) {
      make_partial(found.at, place, bad.reason);
      placed = true;
    }
    placed = placed || found.target == Target::set_aside;
  }
  if (!placed) {
    for (const std::string_view holder : holders) {
      const Reference found = find(c, holder);
      if (found.target != Target::known) continue;
      make_rights_partial(c, found.at, place, bad.reason);
      placed = true;
    }
  }
  if (!placed) make_all_partial(table, place, bad.reason);
  if (!table.mapping->key.empty()) return;
  if (!bad.scope_known || holders.empty() || rights.empty()) {
    if (placed && ++holes_told_[table.name] <= kTroublesShown) {
      pull_.add_gap({ObjectClass::grant, place, bad.reason});
    } else if (placed) {
      pull_.set_completeness(ObjectClass::grant, Completeness::partial);
    }
    return;
  }
  for (const std::string_view right : rights) {
    const Reference of_right = find(ObjectClass::entitlement, right);
    for (const std::string_view holder : holders) {
      const Reference of_holder = find(c, holder);
      const auto natural = [&](ObjectClass of, const Reference& found, std::string_view written) {
        return found.target == Target::known ? natural_id(of, found.at) : written;
      };
      hold(ObjectClass::grant,
           grant_id(natural(ObjectClass::entitlement, of_right, right),
                    natural(c, of_holder, holder), clues.get(Attribute::scope)),
           {});
    }
  }
}

void RowAssembly::take_doubtful_rights() {
  for (const auto& outcome : outcomes_) {
    if (!outcome.table) continue;
    const RowTable& table = *outcome.table;
    for (const DoubtfulRight& doubt : table.doubtful_rights) {
      const std::string place = table.feed->place_of(doubt.place);
      reject(table, doubt.place, doubt.reason);
      const Reference right = find(ObjectClass::entitlement, doubt.entitlement);
      if (right.target == Target::known) {
        make_partial(right.at, place, doubt.reason);
      } else {
        make_all_partial(table, place, doubt.reason);
      }
    }
  }
}

/// One grant for each id; what rows tell differently is not believed, the membership is.
void RowAssembly::settle_grants() {
  const auto by_id = [](const Grant& a, const Grant& b) {
    return std::tuple(std::string_view(a.id), a.row.record().bytes()) <
           std::tuple(std::string_view(b.id), b.row.record().bytes());
  };
  std::ranges::stable_sort(grants_, by_id);
  std::ranges::sort(bare_pairs_);
  FoldedIndex& index = index_of(ObjectClass::grant);
  const bool indexes = !set_aside_of(ObjectClass::grant).empty();
  for (std::size_t begin = 0; begin < grants_.size();) {
    std::size_t end = begin + 1;
    bool agree = true;
    while (end < grants_.size() && grants_[end].id == grants_[begin].id) {
      agree = agree && grants_[end].entitlement == grants_[begin].entitlement &&
              grants_[end].member == grants_[begin].member &&
              tells_the_same(grants_[end].row.record(), grants_[begin].row.record());
      ++end;
    }
    const Grant& first = grants_[begin];
    const bool bare =
        first.row.key().empty() && first.row.record().get(Attribute::scope).empty() &&
        std::ranges::binary_search(bare_pairs_, std::pair(first.entitlement, first.member));
    if (agree && !bare) {
      builder_.clear();
      first.row.record().each([&](core::Fact fact) {
        if (is_of_the_pair(fact.attribute) || is_doubtful(*first.row.table, fact.attribute)) return;
        builder_.set(fact.attribute, fact.value);
      });
      builder_.set(Attribute::account,
                   natural_id(first.row.table->mapping->member_class, first.member));
      builder_.set(Attribute::entitlement, natural_id(ObjectClass::entitlement, first.entitlement));
      const PullIndex at = pull_.add(ObjectClass::grant, first.id, builder_);
      if (indexes && !index.find(folded(first.id))) index.add(folded(first.id), at);
    } else {
      for (std::size_t i = begin; i < end; ++i) {
        const Grant& other = grants_[i == begin && end > begin + 1 ? begin + 1 : begin];
        reject(grants_[i].row, kept(ErrorCode{"row_grant_twice"},
                                    {{"key", in_quotes(first.id)}, {"place", other.row.place()}}));
      }
      hold(ObjectClass::grant, first.id, {});
    }
    begin = end;
  }
}

void RowAssembly::add_member_lists() {
  std::ranges::sort(pairs_);
  std::size_t at = 0;
  const PullIndex base = base_[static_cast<std::size_t>(ObjectClass::entitlement)];
  std::vector<PullIndex> members;
  for (std::size_t i = 0; i < rows_of(ObjectClass::entitlement).size(); ++i) {
    const auto entitlement = static_cast<PullIndex>(base + i);
    members.clear();
    // Indexes were given in the order of these rows, so one walk over the pairs is enough.
    for (; at < pairs_.size() && pairs_[at].first == entitlement; ++at) {
      members.push_back(pairs_[at].second);
    }
    const bool partial = every_list_partial_ || partial_lists_.contains(entitlement);
    if (members.empty() && !partial) continue;
    pull_.add_members(entitlement, members,
                      partial ? Completeness::partial : Completeness::complete);
  }
}

}  // namespace rettesnor::connectors
