// The order of things: accounts first, groups after, and whoever is still unknown at the end.
#include "connectors/directory/directory_pull.h"

#include <algorithm>
#include <array>
#include <utility>

#include "connectors/directory/distinguished_name.h"
#include "core/result.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::Completeness;
using core::Index;
using core::kNone;
using core::ObjectClass;
using core::PullIndex;
using core::RecordView;

constexpr Index kDeferredMark = 1U << 31U;
constexpr const char* kBrokenRange =
    "the server named a range of members that does not hold what it says";

/// "…#'0101'B" of uniqueMember (RFC 4517 3.3.21) is no part of the name.
std::string_view without_bit_string(std::string_view name) {
  if (!name.ends_with("'B")) return name;
  const auto hash = name.rfind("#'");
  return hash == std::string_view::npos ? name : name.substr(0, hash);
}

}  // namespace

DirectoryPull::DirectoryPull(const DirectorySettings& settings, core::Timestamp started)
    : settings_(settings),
      pull_(settings.source, started),
      meaning_(settings),
      where_(settings.file_shown.empty() && !settings.urls.empty() ? settings.urls.front()
                                                                   : settings.file_shown) {}

void DirectoryPull::set_bases(const std::vector<std::string>& dns) {
  for (const std::string& dn : dns) {
    std::string normal = normalise_dn(dn);
    const bool told = std::any_of(bases_.begin(), bases_.end(),
                                  [&](const Base& base) { return base.normal == normal; });
    if (!told) bases_.push_back({dn, std::move(normal)});
  }
  // The deepest base that fits is the one a message names.
  std::stable_sort(bases_.begin(), bases_.end(),
                   [](const Base& a, const Base& b) { return a.normal.size() > b.normal.size(); });
}

const DirectoryPull::Base* DirectoryPull::base_of(std::string_view dn) const {
  const std::string normal = normalise_dn(dn);
  for (const Base& base : bases_) {
    if (is_below(normal, base.normal)) return &base;
  }
  return nullptr;
}

void DirectoryPull::reject(std::int64_t line, std::string_view dn, const std::string& reason) {
  if (++rejected_ > kMostRejectedRows) return;
  pull_.add_rejected(
      {where_, line, reason.starts_with("{\"") ? reason : shown_dn(dn) + ": " + reason});
}

/// A server keeps its own ids unique; what a file says, or an attribute that people fill in, may be
/// of two entries. Which of them was told first means nothing, so neither is believed.
bool DirectoryPull::is_doubled(ObjectClass object_class, std::string_view natural_id,
                               std::string_view dn, Index known, std::int64_t line) {
  if (settings_.ids_are_unique || places_.find(key_of(dn)) == known) return false;
  places_.put(key_of(dn), known);
  doubled_.emplace(object_class, std::string(natural_id));
  reject(line, dn,
         core::kept(core::ErrorCode{"directory_id_doubled"},
                    {{"id", core::printable(natural_id, 80)}, {"dn", shown_dn(dn)}}));
  return true;
}

DirectoryPull::Taken DirectoryPull::take_account(const DirectoryEntry& entry, std::int64_t line) {
  EntryReading reading = meaning_.read_account(entry, record_);
  if (reading.outcome == EntryReading::Outcome::left_out) {
    leave_out(entry.dn);
    return Taken::left_out;
  }
  if (reading.outcome == EntryReading::Outcome::machine) {
    return take_aside(entry, Aside::machine) ? Taken::known : Taken::left_out;
  }
  if (reading.outcome == EntryReading::Outcome::no_key) {
    unreadable_.put(key_of(entry.dn), 0);
    if (without_key_[0]++ == 0) first_without_key_[0] = shown_dn(entry.dn);
    return Taken::unreadable;
  }
  if (!reading.note.empty()) reject(line, entry.dn, reading.note);
  const Index known = accounts_by_id_.find(key_of(reading.natural_id));
  if (known != kNone) {
    if (is_doubled(ObjectClass::account, reading.natural_id, entry.dn, known, line)) {
      return Taken::doubled;
    }
    // Told twice, or moved between two pages: one object, reachable under both names.
    places_.put(key_of(entry.dn), known);
    return Taken::known;
  }
  place_account(reading, entry.dn);
  ++accounts_;
  return Taken::added;
}

void DirectoryPull::place_account(EntryReading& reading, std::string_view dn) {
  const Index manager = reading.manager.empty() ? kNone : places_.find(key_of(reading.manager));
  const Index owner = reading.owner.empty() ? kNone : places_.find(key_of(reading.owner));
  const bool waits =
      (!reading.manager.empty() && manager == kNone) || (!reading.owner.empty() && owner == kNone);
  Index place = kNone;
  created_of_last_.reset();
  if (waits && !accounts_ended_) {
    place = static_cast<Index>(deferred_.size()) | kDeferredMark;
    deferred_.push_back({reading.natural_id, record_.bytes(), std::string(reading.manager),
                         std::string(reading.owner)});
  } else {
    if (manager != kNone) record_.set(Attribute::manager, natural_id_at(manager));
    if (owner != kNone) record_.set(Attribute::owner, login_of(reading.owner));
    place = pull_.add(ObjectClass::account, reading.natural_id, record_);
    created_of_last_ =
        core::parse_timestamp(RecordView(pull_.object(place).record).get(Attribute::created));
  }
  places_.put(key_of(dn), place);
  accounts_by_id_.put(key_of(reading.natural_id), place);
  if (reading.primary_rid) primary_groups_.note_account(place, reading.sid, *reading.primary_rid);
  if (reading.gid) primary_groups_.note_account(place, Sid{kPosix, 0}, *reading.gid);
}

std::string_view DirectoryPull::natural_id_at(Index place) const {
  return (place & kDeferredMark) != 0
             ? std::string_view(deferred_[place & ~kDeferredMark].natural_id)
             : pull_.object(place).natural_id;
}

std::string DirectoryPull::login_of(std::string_view dn) const {
  const Index place = places_.find(key_of(dn));
  if (place == kNone) return {};
  const RecordView record((place & kDeferredMark) != 0
                              ? std::string_view(deferred_[place & ~kDeferredMark].record)
                              : pull_.object(place).record);
  const std::string_view employee = record.get(Attribute::employee_no);
  return std::string(employee.empty() ? record.get(Attribute::login) : employee);
}

void DirectoryPull::end_accounts() {
  accounts_ended_ = true;
  std::vector<PullIndex> moved(deferred_.size());
  for (std::size_t i = 0; i < deferred_.size(); ++i) {
    Deferred& one = deferred_[i];
    record_.clear();
    RecordView(one.record).each([&](const core::Fact& fact) {
      record_.set(fact.attribute, fact.value);
    });
    if (!one.manager.empty()) {
      const Index manager = places_.find(key_of(one.manager));
      if (manager == kNone) {
        waiting_.await(one.manager);
      } else {
        record_.set(Attribute::manager, natural_id_at(manager));
      }
    }
    if (!one.owner.empty()) record_.set(Attribute::owner, login_of(one.owner));
    moved[i] = pull_.add(ObjectClass::account, one.natural_id, record_);
  }
  const auto settle = [&](Index& place) {
    if ((place & kDeferredMark) != 0) place = moved[place & ~kDeferredMark];
  };
  places_.each(settle);
  accounts_by_id_.each(settle);
  for (auto& member : primary_groups_.members()) settle(member.account);
  std::vector<Deferred>().swap(deferred_);
}

void DirectoryPull::take_members(const ToldMembers& told, OpenGroup& group) {
  // Look-ups miss the cache: ask for the slots of a few names before reading any of them.
  constexpr std::size_t kAhead = 16;
  std::array<NameKey, kAhead> keys;
  std::array<std::string_view, kAhead> names;
  for (std::size_t begin = 0; begin < told.names.size(); begin += kAhead) {
    const std::size_t count = std::min(kAhead, told.names.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      names[i] = without_bit_string(told.names[begin + i]);
      keys[i] = key_of(names[i]);
      places_.prefetch(keys[i]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (names[i].empty()) continue;
      const Index place = places_.find(keys[i]);
      if (place != kNone) {
        group.members.push_back(place);
      } else {
        const Index waiting = waiting_.await(names[i]);
        waiting_[waiting].is_member = true;
        group.waiting.push_back(waiting);
      }
    }
  }
  take_logins(told, group);
}

void DirectoryPull::take_logins(const ToldMembers& told, OpenGroup& group) {
  for (const std::string_view login : told.logins) {
    const PullIndex account = account_with_login(login);
    if (account == kSeveral) {
      break_group(group,
                  core::kept(core::ErrorCode{"directory_login_of_several"},
                             {{"login", core::printable(login, 60)}}),
                  false);
    } else if (account != kNone) {
      group.members.push_back(account);
    } else if (settings_.dangling == DirectorySettings::Dangling::gap) {
      break_group(group,
                  "memberUid " + core::printable(login, 60) +
                      " is nobody among the accounts read (dangling_members = \"ignore\" if the "
                      "directory keeps members that are gone)",
                  false);
    }
  }
}

PullIndex DirectoryPull::account_with_login(std::string_view login) {
  if (logins_.size() == 0) {
    const auto put = [](MemberIndex& index, std::string_view name, PullIndex account) {
      const NameKey key = key_of(name);
      index.put(key, index.find(key) == kNone ? account : kSeveral);
    };
    for (std::size_t i = 0; i < pull_.size(); ++i) {
      const auto object = pull_.object(static_cast<PullIndex>(i));
      if (object.object_class != ObjectClass::account) continue;
      const std::string_view told = RecordView(object.record).get(Attribute::login);
      put(logins_, told, static_cast<PullIndex>(i));
      put(folded_logins_, core::fold(told), static_cast<PullIndex>(i));
    }
  }
  const PullIndex exact = logins_.find(key_of(login));
  return exact != kNone ? exact : folded_logins_.find(key_of(core::fold(login)));
}

void DirectoryPull::break_group(OpenGroup& group, std::string reason, bool is_unread) {
  if (group.broken.empty()) group.broken = std::move(reason);
  group.is_unread = group.is_unread || is_unread;
}

DirectoryPull::GroupTaken DirectoryPull::take_group(const DirectoryEntry& entry,
                                                    std::int64_t line) {
  EntryReading reading = meaning_.read_group(entry, record_);
  if (reading.outcome == EntryReading::Outcome::left_out) {
    leave_out(entry.dn);
    return {Taken::left_out, std::nullopt};
  }
  if (reading.outcome == EntryReading::Outcome::no_key) {
    unreadable_.put(key_of(entry.dn), 0);
    if (without_key_[1]++ == 0) first_without_key_[1] = shown_dn(entry.dn);
    return {Taken::unreadable, std::nullopt};
  }
  if (!reading.note.empty()) reject(line, entry.dn, reading.note);
  const Index known = groups_by_id_.find(key_of(reading.natural_id));
  if (known != kNone) {
    if (is_doubled(ObjectClass::entitlement, reading.natural_id, entry.dn, known, line)) {
      return {Taken::doubled, std::nullopt};
    }
    places_.put(key_of(entry.dn), known);
    return {Taken::known, std::nullopt};
  }
  if (!reading.owner.empty()) record_.set(Attribute::owner, login_of(reading.owner));
  const PullIndex group = pull_.add(ObjectClass::entitlement, reading.natural_id, record_);
  created_of_last_ =
      core::parse_timestamp(RecordView(pull_.object(group).record).get(Attribute::created));
  ++group_count_;
  places_.put(key_of(entry.dn), group);
  groups_by_id_.put(key_of(reading.natural_id), group);
  std::optional<Sid> primary = reading.sid;
  if (reading.gid) primary = Sid{kPosix, *reading.gid};
  if (primary) primary_groups_.note_group(*primary, group);

  const ToldMembers told = meaning_.read_members(entry);
  OpenGroup open;
  open.members = std::move(room_);
  open.members.clear();
  take_members(told, open);
  if (told.broken || told.first != 0) break_group(open, kBrokenRange, true);
  if (reading.is_computed) {
    break_group(open, core::kept(core::ErrorCode{"directory_members_computed"}, {}), false);
  }
  const bool goes_on = continued_.find(key_of(entry.dn)) != kNone;
  std::optional<OpenRange> range;
  if (told.next) range = OpenRange{group, std::string(entry.dn), *told.next};
  if (!range && !goes_on && open.waiting.empty() && open.broken.empty() &&
      !primary_groups_.is_one(primary)) {
    pull_.add_members(group, open.members, Completeness::complete);
    room_ = std::move(open.members);
  } else {
    open_groups_.emplace(group, std::move(open));
  }
  return {Taken::added, std::move(range)};
}

std::optional<OpenRange> DirectoryPull::take_range(const OpenRange& range,
                                                   const DirectoryEntry& entry) {
  const ToldMembers told = meaning_.read_members(entry);
  OpenGroup& group = open_groups_[range.group];
  take_members(told, group);
  const auto broken = [&](std::string reason) {
    break_group(group, std::move(reason), true);
    return std::nullopt;
  };
  if (told.broken) return broken(kBrokenRange);
  if (told.names.empty()) {
    return broken("nothing came for the members from " + std::to_string(range.next) + " on");
  }
  if (told.first != range.next) {
    return broken("asked for the members from " + std::to_string(range.next) +
                  " on, the server told those from " + std::to_string(told.first) + " on");
  }
  if (!told.next) return std::nullopt;
  if (*told.next <= range.next || *told.next > static_cast<std::uint64_t>(settings_.max_objects)) {
    return broken("the ranges of members do not come to an end");
  }
  return OpenRange{range.group, range.dn, *told.next};
}

void DirectoryPull::break_range(const OpenRange& range, const std::string& reason) {
  break_group(open_groups_[range.group],
              "the members from " + std::to_string(range.next) + " on: " + reason, true);
}

void DirectoryPull::take_more(const DirectoryEntry& entry) {
  const Index place = places_.find(key_of(entry.dn));
  const auto open = place == kNone ? open_groups_.end() : open_groups_.find(place);
  if (open != open_groups_.end()) {
    take_members(meaning_.read_members(entry), open->second);
  } else if (place == kNone) {
    early_more_.emplace_back(entry.dn);
  }
}

void DirectoryPull::leave_out(std::string_view dn) {
  left_out_.put(key_of(dn), 0);
}

bool DirectoryPull::knows(std::string_view dn) const {
  const NameKey key = key_of(dn);
  return places_.find(key) != kNone || left_out_.find(key) != kNone ||
         unreadable_.find(key) != kNone;
}

void DirectoryPull::add_gap(ObjectClass object_class, std::string what, std::string reason) {
  has_gap_[static_cast<std::size_t>(object_class)] = true;
  pull_.add_gap({object_class, std::move(what), std::move(reason)});
}

void DirectoryPull::add_note(ObjectClass object_class, std::string what, std::string reason) {
  pull_.add_gap({object_class, std::move(what), std::move(reason), core::ListKind::attributes, {}});
}

bool DirectoryPull::has_gap(ObjectClass object_class) const {
  return has_gap_[static_cast<std::size_t>(object_class)];
}

}  // namespace rettesnor::connectors
