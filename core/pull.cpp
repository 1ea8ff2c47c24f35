// A pull's arena and flat arrays.
#include "core/pull.h"

#include <algorithm>

namespace rettesnor::core {

PullIndex Pull::add(ObjectClass c, std::string_view natural_id, RecordBuilder& record) {
  Entry entry{arena_.size(), static_cast<std::uint32_t>(natural_id.size()), 0, c};
  arena_.append(natural_id);
  const std::size_t before = arena_.size();
  record.write_to(arena_);
  entry.record_size = static_cast<std::uint32_t>(arena_.size() - before);
  entries_.push_back(entry);
  return static_cast<PullIndex>(entries_.size() - 1);
}

void Pull::add_members(PullIndex entitlement, std::vector<PullIndex>& members, Completeness c) {
  std::sort(members.begin(), members.end());
  members.erase(std::unique(members.begin(), members.end()), members.end());
  lists_.push_back({entitlement, members_.size(), members_.size() + members.size(), c});
  members_.insert(members_.end(), members.begin(), members.end());
}

void Pull::set_completeness(ObjectClass c, Completeness value) {
  completeness_[static_cast<std::size_t>(c)] = value;
}

Completeness Pull::completeness(ObjectClass c) const {
  return completeness_[static_cast<std::size_t>(c)];
}

void Pull::add_gap(Gap gap) {
  auto& state = completeness_[static_cast<std::size_t>(gap.object_class)];
  if (gap.list == ListKind::objects && state == Completeness::complete)
    state = Completeness::partial;
  gaps_.push_back(std::move(gap));
}

void Pull::set_data_from(ObjectClass c, Timestamp t) {
  auto& moment = data_from_[static_cast<std::size_t>(c)];
  moment = moment ? std::min(*moment, t) : t;
}

std::vector<std::pair<ObjectClass, std::string_view>> Pull::rights_are_partial() const {
  std::vector<std::pair<ObjectClass, std::string_view>> found;
  for (const Gap& gap : gaps_) {
    if (gap.list == ListKind::rights) found.emplace_back(gap.object_class, gap.object);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

MemberList Pull::member_list(std::size_t i) const {
  const List& list = lists_[i];
  return {
      list.entitlement, {members_.data() + list.begin, list.end - list.begin}, list.completeness};
}

}  // namespace rettesnor::core
