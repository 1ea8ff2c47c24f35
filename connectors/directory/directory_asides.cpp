// What is there and is not read as an account or a group: kept where somebody names it, counted
// where the settings leave it out, and a hole where it shows nothing.
#include <algorithm>

#include "connectors/directory/directory_pull.h"
#include "connectors/directory/distinguished_name.h"
#include "core/result.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Index;
using core::kNone;
using core::ObjectClass;
using core::PullIndex;

constexpr std::size_t kMostNamedUnreadable = 20;
// More than these and the class is partial: holding each of them would cost as much as reading it.
constexpr std::size_t kMostHeld = 500;

/// Where every Active Directory keeps policies and secrets that ordinary accounts may not read: a
/// domain that is read by one would never be whole.
bool is_of_the_system(std::string_view normal) {
  for (const std::string_view place : {"cn=system,dc=", "cn=ntds quotas,dc="}) {
    const auto at = normal.find(place);
    if (at == 0 || (at != std::string_view::npos && normal[at - 1] == ',')) return true;
  }
  return false;
}

}  // namespace

Index DirectoryPull::awaited_as(std::string_view dn) {
  const Index exact = waiting_.find(dn);
  if (exact != kNone || waiting_.size() == 0) return exact;
  for (; awaited_indexed_ < waiting_.size(); ++awaited_indexed_) {
    const auto& name = waiting_[static_cast<Index>(awaited_indexed_)];
    awaited_normal_.put(key_of(normalise_dn(waiting_.text_of(name))),
                        static_cast<Index>(awaited_indexed_));
  }
  return awaited_normal_.find(key_of(normalise_dn(dn)));
}

bool DirectoryPull::awaits_any() {
  find_waiting();
  return waiting_.any_open();
}

bool DirectoryPull::take_aside(const DirectoryEntry& entry, Aside what) {
  const Index awaited = awaited_as(entry.dn);
  if (awaited == kNone) return false;
  if (!waiting_[awaited].is_member) {
    leave_out(entry.dn);
    return true;
  }
  if (what == Aside::filtered_group) return take_filtered_group(entry);
  const EntryReading reading =
      meaning_.read_aside(entry, what == Aside::machine ? kMachineKind : kOtherKind, record_);
  const std::string id =
      reading.natural_id.empty() ? "dn:" + normalise_dn(entry.dn) : reading.natural_id;
  Index place = accounts_by_id_.find(key_of(id));
  if (place == kNone) {
    place = pull_.add(ObjectClass::account, id, record_);
    accounts_by_id_.put(key_of(id), place);
  }
  places_.put(key_of(entry.dn), place);
  return true;
}

/// Its members are not ours to read, so that whoever has a right through it is not known.
bool DirectoryPull::take_filtered_group(const DirectoryEntry& entry) {
  const EntryReading reading = meaning_.read_group(entry, record_);
  if (reading.outcome == EntryReading::Outcome::left_out) {
    leave_out(entry.dn);
    return true;
  }
  const std::string id =
      reading.natural_id.empty() ? "dn:" + normalise_dn(entry.dn) : reading.natural_id;
  Index place = groups_by_id_.find(key_of(id));
  if (place == kNone) {
    place = pull_.add(ObjectClass::entitlement, id, record_);
    groups_by_id_.put(key_of(id), place);
    OpenGroup open;
    break_group(open, core::kept(core::ErrorCode{"directory_group_filtered"}, {}), false);
    open_groups_.emplace(place, std::move(open));
  }
  places_.put(key_of(entry.dn), place);
  return true;
}

void DirectoryPull::note_unreadable(std::string_view dn) {
  const NameKey key = key_of(dn);
  if (unreadable_.find(key) != kNone) return;
  const std::string normal = normalise_dn(dn);
  // A place that the settings leave alone holds nobody of ours.
  if (is_elsewhere(normal)) return;
  if (is_of_the_system(normal) && awaited_as(dn) == kNone) return;
  unreadable_.put(key, 0);
  ++unreadable_count_;
  if (unreadable_names_.size() < kMostNamedUnreadable) unreadable_names_.push_back(shown_dn(dn));
}

void DirectoryPull::note_filtered(ObjectClass object_class, const std::string& by,
                                  std::string_view dn, std::string natural_id) {
  Filtered& filtered = filtered_[{object_class, by}];
  std::string shown = shown_dn(dn);
  if (filtered.count++ == 0 || shown < filtered.example) filtered.example = std::move(shown);
  if (natural_id.empty()) return;
  if (held_.size() < kMostHeld) {
    held_.emplace_back(object_class, std::move(natural_id));
  } else {
    ++not_held_[object_class == ObjectClass::account ? 0 : 1];
  }
}

bool DirectoryPull::is_elsewhere(std::string_view normal) const {
  return std::any_of(settings_.ignore_references.begin(), settings_.ignore_references.end(),
                     [&](const std::string& one) { return is_below(normal, one); });
}

void DirectoryPull::note_reference(ObjectClass object_class, std::string_view base,
                                   std::string_view url) {
  const auto slashes = url.find("://");
  const auto slash = slashes == std::string_view::npos ? slashes : url.find('/', slashes + 3);
  std::string_view dn =
      slash == std::string_view::npos ? std::string_view() : url.substr(slash + 1);
  dn = dn.substr(0, dn.find('?'));
  const std::string normal = normalise_dn(dn);
  // Partitions that every domain refers to and that never hold people.
  const bool technical =
      normal.starts_with("cn=configuration,") || normal.starts_with("cn=schema,") ||
      normal.starts_with("dc=domaindnszones,") || normal.starts_with("dc=forestdnszones,");
  if (technical || is_elsewhere(normal)) return;
  add_gap(object_class, "part of " + shown_dn(base),
          "another server holds " + shown_dn(dn.empty() ? url : dn) +
              "; read it as a source of its own and name it in ignore_references");
}

void DirectoryPull::finish_unreadable() {
  if (unreadable_count_ == 0) return;
  std::sort(unreadable_names_.begin(), unreadable_names_.end());
  for (const auto& [object_class, wanted] :
       {std::pair(ObjectClass::account, settings_.people.wanted),
        std::pair(ObjectClass::entitlement, settings_.groups.wanted)}) {
    if (!wanted) continue;
    for (const std::string& dn : unreadable_names_) {
      add_gap(object_class, dn, core::kept(core::ErrorCode{"directory_entry_unreadable"}, {}));
    }
    if (unreadable_count_ > unreadable_names_.size()) {
      add_gap(object_class, unreadable_names_.front(),
              core::kept(core::ErrorCode{"directory_entries_unreadable"},
                         {{"n", std::to_string(unreadable_count_)}}));
    }
  }
}

/// Somebody who says that she is in a group tells of it, even when nobody else does.
void DirectoryPull::finish_member_of() {
  std::vector<std::string> missing;
  std::optional<MemberIndex> normal;
  for (const AwaitedNames::Name& name : named_groups_) {
    const std::string_view dn = named_groups_.text_of(name);
    if (knows(dn) || base_of(dn) == nullptr) continue;
    if (!normal) normal = objects_by_normal_form();
    if (normal->find(key_of(normalise_dn(dn))) == kNone) missing.push_back(shown_dn(dn));
  }
  std::sort(missing.begin(), missing.end());
  for (std::size_t i = 0; i < missing.size() && i < kMostNamedUnreadable; ++i) {
    add_gap(ObjectClass::entitlement, missing[i],
            core::kept(core::ErrorCode{"directory_group_only_named"}, {}));
  }
  if (missing.size() > kMostNamedUnreadable) {
    add_gap(ObjectClass::entitlement, missing.front(),
            core::kept(core::ErrorCode{"directory_groups_only_named"},
                       {{"n", std::to_string(missing.size())}}));
  }
}

/// Principals of elsewhere are known through the groups that name them, and through nothing else.
void DirectoryPull::finish_foreign() {
  if (!settings_.groups.wanted) return;
  const bool held = std::any_of(pull_.held().begin(), pull_.held().end(), [](const auto& one) {
    return one.object_class == ObjectClass::entitlement;
  });
  if (!groups_unread_ && !held && !has_gap(ObjectClass::entitlement)) return;
  add_gap(ObjectClass::account, settings_.source,
          core::kept(core::ErrorCode{"directory_foreign_unknown"}, {}));
}

void DirectoryPull::finish_notes() {
  for (const auto& [key, told] : filtered_) {
    add_note(key.first, key.second,
             core::kept(core::ErrorCode{"directory_filtered"},
                        {{"n", std::to_string(told.count)}, {"example", told.example}}));
  }
  for (auto& [object_class, id] : held_) {
    const MemberIndex& known =
        object_class == ObjectClass::account ? accounts_by_id_ : groups_by_id_;
    if (known.find(key_of(id)) == kNone) pull_.add_held(object_class, std::move(id));
  }
  static constexpr ObjectClass kClasses[] = {ObjectClass::account, ObjectClass::entitlement};
  for (std::size_t i = 0; i < 2; ++i) {
    if (not_held_[i] == 0) continue;
    add_gap(kClasses[i], settings_.source,
            core::kept(core::ErrorCode{"directory_filter_is_wide"},
                       {{"n", std::to_string(kMostHeld + not_held_[i])}}));
  }
  if (ignored_ > 0) {
    add_note(ObjectClass::entitlement, "ignore_members",
             core::kept(core::ErrorCode{"directory_members_ignored"},
                        {{"n", std::to_string(ignored_)}, {"example", first_ignored_}}));
  }
  for (const auto& [attribute, unread] : meaning_.unread_values()) {
    add_note(ObjectClass::account, attribute,
             core::kept(core::ErrorCode{"directory_values_unread"},
                        {{"n", std::to_string(unread.count)}, {"example", unread.example}}));
  }
  if (!meaning_.trusts_last_use()) {
    add_note(ObjectClass::account, "last_used",
             core::kept(core::ErrorCode{"directory_no_last_use"}, {}));
  }
}

/// Objects are only ever added to a pull, so those that are not believed are left behind.
core::Pull DirectoryPull::without_doubled() {
  if (doubled_.empty()) return std::move(pull_);
  core::Pull out(pull_.source(), pull_.started());
  std::vector<PullIndex> moved(pull_.size(), kNone);
  for (PullIndex i = 0; i < pull_.size(); ++i) {
    const core::PulledObject object = pull_.object(i);
    if (doubled_.contains({object.object_class, std::string(object.natural_id)})) continue;
    record_.clear();
    core::RecordView(object.record).each([&](const core::Fact& fact) {
      record_.set(fact.attribute, fact.value);
    });
    moved[i] = out.add(object.object_class, object.natural_id, record_);
  }
  for (std::size_t i = 0; i < pull_.member_list_count(); ++i) {
    const core::MemberList list = pull_.member_list(i);
    if (moved[list.entitlement] == kNone) continue;
    core::Completeness completeness = list.completeness;
    room_.clear();
    for (const PullIndex member : list.members) {
      if (moved[member] != kNone) {
        room_.push_back(moved[member]);
      } else {
        completeness = std::min(completeness, core::Completeness::partial);
      }
    }
    out.add_members(moved[list.entitlement], room_, completeness);
  }
  for (const ObjectClass c : {ObjectClass::account, ObjectClass::entitlement}) {
    out.set_completeness(c, pull_.completeness(c));
    if (const auto moment = pull_.data_from(c)) out.set_data_from(c, *moment);
  }
  for (const core::Gap& gap : pull_.gaps()) out.add_gap(gap);
  for (const core::RejectedRow& row : pull_.rejected()) out.add_rejected(row);
  for (const auto& held : pull_.held()) {
    out.add_held(held.object_class, held.natural_id, held.clues);
  }
  for (const auto& [object_class, id] : doubled_) {
    out.add_held(object_class, id);
    out.add_gap({object_class, core::printable(id, 80),
                 core::kept(core::ErrorCode{"directory_id_of_several"},
                            {{"id", core::printable(id, 80)}})});
  }
  if (const auto skew = pull_.clock_skew_seconds()) out.set_clock_skew(*skew);
  out.set_finished(pull_.finished());
  return out;
}

}  // namespace rettesnor::connectors
