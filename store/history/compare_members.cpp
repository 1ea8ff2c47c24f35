// Holds a pull's member lists against the newest lists of its source.
#include "store/history/compare_members.h"

#include <algorithm>
#include <utility>

namespace rettesnor::store {
namespace {

using core::Completeness;
using core::Index;
using core::kNone;
using core::ObjectClass;

// Compares sets without sorting either: the pull's members are stamped with the number of their
// list, and the stored ones are looked up in the stamps.
class MemberComparison {
 public:
  MemberComparison(const core::Pull& pull, PullPlan& plan) : pull_(pull), plan_(plan) {}

  core::Result<void> take_lists();
  core::Result<void> compare_stored(DenseId entitlement, std::string_view members);
  void begin_new_lists();

 private:
  enum class Rule { exact, only_adds, untouched };
  Rule rule_for(Index place) const;
  tl::unexpected<core::Error> contradiction(const std::string& what) const;
  void add_unmatched(Index list);

  const core::Pull& pull_;
  PullPlan& plan_;
  std::vector<Index> list_of_;   // by PullIndex; kNone = the pull has no list of it
  std::vector<Index> stamp_of_;  // by PullIndex: 1 + list, until matched
  std::vector<char> is_done_;    // by list: compared with a stored one
  std::vector<char> keeps_;      // by PullIndex: its rights have a hole, so none of them is gone
  IdSorter sorter_;
};

tl::unexpected<core::Error> MemberComparison::contradiction(const std::string& what) const {
  return core::fail(core::ErrorKind::corrupt,
                    "The pull of " + pull_.source() + " contradicts itself: " + what +
                        "; nothing was changed, and the connector is wrong");
}

core::Result<void> MemberComparison::take_lists() {
  list_of_.assign(pull_.size(), kNone);
  stamp_of_.assign(pull_.size(), 0);
  is_done_.assign(pull_.member_list_count(), 0);
  keeps_.assign(pull_.size(), 0);
  if (const auto partial = pull_.rights_are_partial(); !partial.empty()) {
    for (core::PullIndex i = 0; i < pull_.size(); ++i) {
      const core::PulledObject object = pull_.object(i);
      keeps_[i] = std::binary_search(partial.begin(), partial.end(),
                                     std::pair(object.object_class, object.natural_id))
                      ? 1
                      : 0;
    }
  }
  for (std::size_t i = 0; i < pull_.member_list_count(); ++i) {
    const core::MemberList list = pull_.member_list(i);
    if (list.entitlement >= pull_.size()) return contradiction("a member list belongs to nothing");
    const core::PulledObject owner = pull_.object(list.entitlement);
    const std::string name = std::string(owner.natural_id);
    if (owner.object_class != ObjectClass::entitlement) {
      return contradiction(name + " has members but is no entitlement");
    }
    if (list_of_[list.entitlement] != kNone) return contradiction(name + " has two member lists");
    // Sorted, so that the last one is the largest.
    if (!list.members.empty() && list.members.back() >= pull_.size()) {
      return contradiction(name + " has a member that the pull does not hold");
    }
    list_of_[list.entitlement] = static_cast<Index>(i);
    plan_.members_seen += static_cast<std::int64_t>(list.members.size());
  }
  return {};
}

MemberComparison::Rule MemberComparison::rule_for(Index place) const {
  if (place >= pull_.size())
    return Rule::untouched;  // held, withheld, or gone: handled by its member
  const Index list = list_of_[place];
  if (list != kNone) {
    const bool is_whole = pull_.member_list(list).completeness == Completeness::complete;
    return is_whole && plan_.older.empty() ? Rule::exact : Rule::only_adds;
  }
  if (!plan_.older.empty()) return Rule::untouched;
  const auto& entitlements = plan_.classes[static_cast<std::size_t>(ObjectClass::entitlement)];
  return entitlements.completeness == Completeness::complete ? Rule::exact : Rule::untouched;
}

core::Result<void> MemberComparison::compare_stored(DenseId entitlement, std::string_view members) {
  const Index place = plan_.place_of[entitlement];
  const Rule rule = rule_for(place);
  const Index list = rule == Rule::untouched ? kNone : list_of_[place];
  const Index stamp = list == kNone ? 0 : list + 1;
  std::size_t unmatched = 0;
  if (list != kNone) {
    is_done_[list] = 1;
    const auto pulled = pull_.member_list(list).members;
    for (const Index member : pulled) stamp_of_[member] = stamp;
    unmatched = pulled.size();
  }
  ListChange change{.kind = ListChange::Kind::edit,
                    .entitlement = entitlement,
                    .list = kNone,
                    .added_begin = plan_.added_members.size(),
                    .added_end = 0,
                    .removed_begin = plan_.removed_members.size(),
                    .removed_end = 0};
  bool is_sound = true;
  const Decoded decoded = each_member(members, [&](DenseId member) {
    ++plan_.members_had;
    if (member >= plan_.place_of.size()) {
      is_sound = false;
      return;
    }
    const Index at = plan_.place_of[member];
    if (at < pull_.size() && stamp != 0 && stamp_of_[at] == stamp) {
      stamp_of_[at] = 0;
      --unmatched;
    } else if (at == kGone || place == kGone ||
               (rule == Rule::exact && at < pull_.size() && keeps_[at] == 0)) {
      // No list can name a member that the pull does not hold: its absence says nothing.
      plan_.removed_members.push_back(member);
      if (at != kGone) ++plan_.members_lost;
    }
  });
  if (decoded == Decoded::corrupt || !is_sound) {
    return core::fail(core::ErrorKind::corrupt,
                      "The database holds a damaged member list: nothing was changed; "
                      "restore it from a backup");
  }
  if (unmatched != 0) add_unmatched(list);
  change.added_end = plan_.added_members.size();
  change.removed_end = plan_.removed_members.size();
  if (change.added_begin != change.added_end || change.removed_begin != change.removed_end) {
    plan_.lists.push_back(change);
  }
  return {};
}

void MemberComparison::add_unmatched(Index list) {
  const std::size_t begin = plan_.added_members.size();
  for (const Index member : pull_.member_list(list).members) {
    if (stamp_of_[member] != list + 1) continue;
    plan_.added_members.push_back(plan_.id_of[member]);
  }
  sorter_.sort(std::span(plan_.added_members).subspan(begin));
}

void MemberComparison::begin_new_lists() {
  for (std::size_t i = 0; i < is_done_.size(); ++i) {
    const core::MemberList list = pull_.member_list(i);
    if (is_done_[i] != 0 || list.members.empty()) continue;
    plan_.members_added += static_cast<std::int64_t>(list.members.size());
    plan_.lists.push_back({.kind = ListChange::Kind::begin,
                           .entitlement = plan_.id_of[list.entitlement],
                           .list = static_cast<Index>(i),
                           .added_begin = 0,
                           .added_end = 0,
                           .removed_begin = 0,
                           .removed_end = 0});
  }
}

bool can_change_members(const core::Pull& pull, const PullPlan& plan) {
  const auto& entitlements = plan.classes[static_cast<std::size_t>(ObjectClass::entitlement)];
  return pull.member_list_count() > 0 || !plan.removed.empty() ||
         entitlements.completeness == Completeness::complete;
}

}  // namespace

core::Result<void> compare_members(const Reader& reader, const core::Pull& pull, PullPlan& plan) {
  if (!can_change_members(pull, plan)) return {};
  MemberComparison comparison(pull, plan);
  TRY(comparison.take_lists());
  if (plan.beginning == PullPlan::Beginning::later) {
    auto query = TRY(reader.prepare(
        "SELECT entitlement, members FROM member_list WHERE source = ?1 ORDER BY entitlement"));
    query.bind(1, plan.source);
    while (TRY(query.step()) == Statement::Step::row) {
      const auto entitlement = static_cast<DenseId>(query.integer(0));
      if (entitlement >= plan.place_of.size()) {
        return core::fail(core::ErrorKind::corrupt,
                          "The database holds members of an unknown entitlement: restore a backup");
      }
      TRY(comparison.compare_stored(entitlement, query.bytes(1)));
    }
  }
  plan.members_added = static_cast<std::int64_t>(plan.added_members.size());
  plan.members_removed = static_cast<std::int64_t>(plan.removed_members.size());
  comparison.begin_new_lists();
  std::sort(plan.lists.begin(), plan.lists.end(),
            [](const ListChange& a, const ListChange& b) { return a.entitlement < b.entitlement; });
  return {};
}

}  // namespace rettesnor::store
