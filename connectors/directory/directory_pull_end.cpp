// The end of a directory's reading: who the unknown members are, and what is missing.
#include <algorithm>
#include <map>

#include "connectors/directory/directory_pull.h"
#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/windows_values.h"
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

constexpr std::uint32_t kDomainUsers = 513;

}  // namespace

void DirectoryPull::find_waiting() {
  bool some_open = false;
  for (AwaitedNames::Name& name : waiting_) {
    if (name.state == AwaitedNames::State::found || name.state == AwaitedNames::State::nothing) {
      continue;
    }
    const NameKey key = key_of(waiting_.text_of(name));
    const Index place = places_.find(key);
    if (place != kNone) {
      name.found = place;
      name.state = AwaitedNames::State::found;
    } else if (left_out_.find(key) != kNone) {
      name.state = AwaitedNames::State::nothing;
    } else if (unreadable_.find(key) != kNone) {
      name.state = AwaitedNames::State::unknown;
    } else if (name.state == AwaitedNames::State::open) {
      some_open = true;
    }
  }
  if (some_open) find_by_normal_form();
}

void DirectoryPull::find_by_normal_form() {
  for (AwaitedNames::Name& name : waiting_) {
    if (name.state == AwaitedNames::State::open) find_elsewhere(name);
  }
  if (!waiting_.any_open()) return;
  const MemberIndex normal = objects_by_normal_form();
  for (AwaitedNames::Name& name : waiting_) {
    if (name.state != AwaitedNames::State::open) continue;
    const Index place = normal.find(key_of(normalise_dn(waiting_.text_of(name))));
    if (place == kNone) continue;
    name.found = place;
    name.state = AwaitedNames::State::found;
  }
}

MemberIndex DirectoryPull::objects_by_normal_form() const {
  MemberIndex normal;
  for (std::size_t i = 0; i < pull_.size(); ++i) {
    const auto object = pull_.object(static_cast<PullIndex>(i));
    normal.put(key_of(normalise_dn(RecordView(object.record).get(Attribute::distinguished_name))),
               static_cast<PullIndex>(i));
  }
  return normal;
}

void DirectoryPull::find_elsewhere(AwaitedNames::Name& name) {
  const std::string_view dn = waiting_.text_of(name);
  const std::string normal = normalise_dn(dn);
  if (std::find(settings_.ignore_members.begin(), settings_.ignore_members.end(), normal) !=
      settings_.ignore_members.end()) {
    name.state = AwaitedNames::State::nothing;
    if (name.is_member && (ignored_++ == 0 || shown_dn(dn) < first_ignored_)) {
      first_ignored_ = shown_dn(dn);
    }
    return;
  }
  const bool principal = normal.starts_with("cn=s-1-") &&
                         normal.find(",cn=foreignsecurityprincipals,") != std::string::npos;
  if (!principal && base_of(dn) != nullptr && !is_elsewhere(normal)) return;
  if (!name.is_member) {
    name.state = AwaitedNames::State::nothing;
    return;
  }
  const std::string value = first_value_of(dn);
  name.found = principal ? add_foreign(value, name_of_sid(value), dn)
                         : add_foreign("dn:" + normal, value, dn);
  name.state = AwaitedNames::State::found;
}

PullIndex DirectoryPull::add_foreign(const std::string& natural_id, const std::string& name,
                                     std::string_view dn) {
  const auto [at, fresh] = foreign_.emplace(natural_id, kNone);
  if (!fresh) return at->second;
  record_.clear();
  record_.set(Attribute::name, name)
      .set(Attribute::login, first_value_of(dn))
      .set(Attribute::kind, "foreign")
      .set(Attribute::distinguished_name, core::to_valid_utf8(dn))
      .flag(Attribute::foreign, true);
  if (natural_id.starts_with("S-1-")) record_.set(Attribute::object_sid, natural_id);
  at->second = pull_.add(ObjectClass::account, natural_id, record_);
  return at->second;
}

std::vector<DirectoryPull::Unseen> DirectoryPull::unseen(std::size_t most) {
  find_waiting();
  std::vector<Unseen> out;
  for (Index i = 0; i < waiting_.size() && out.size() < most; ++i) {
    if (waiting_[i].state != AwaitedNames::State::open) continue;
    out.push_back({i, std::string(waiting_.text_of(waiting_[i])),
                   waiting_[i].is_member ? Unseen::As::member : Unseen::As::manager});
  }
  return out;
}

void DirectoryPull::settle(const Unseen& unseen, Settled what) {
  using State = AwaitedNames::State;
  State& state = waiting_[unseen.name].state;
  if (what == Settled::kept) {
    // By its name as somebody spelt it, when the entry itself spells it otherwise.
    find_waiting();
    if (state == State::open) state = State::unknown;
    return;
  }
  state = what == Settled::gone ? State::gone : State::unknown;
}

std::string DirectoryPull::name_of(PullIndex group) const {
  return core::printable(RecordView(pull_.object(group).record).get(Attribute::name), 80);
}

PullIndex DirectoryPull::synthetic_group(const std::string& domain, std::uint32_t rid) {
  const std::string id = Sid{domain, rid}.text();
  const std::string_view known = name_of_rid(rid);
  record_.clear();
  record_.set(Attribute::name, known.empty() ? "RID " + std::to_string(rid) : std::string(known))
      .set(Attribute::kind, "group");
  const PullIndex group = pull_.add(ObjectClass::entitlement, "sid:" + id, record_);
  primary_groups_.note_group({domain, rid}, group);
  OpenGroup open;
  break_group(open, "it is the primary group of accounts but could not be read itself", true);
  add_gap(ObjectClass::entitlement, known.empty() ? id : std::string(known),
          core::kept(core::ErrorCode{"directory_primary_group_unread"}, {}));
  open_groups_.emplace(group, std::move(open));
  return group;
}

void DirectoryPull::finish_primary_groups() {
  std::vector<std::vector<PullIndex>> groups;
  std::size_t unknown = 0;
  std::uint32_t first_unknown = 0;
  for (const Sid& sid : primary_groups_.groups()) {
    std::vector<PullIndex> found = primary_groups_.groups_of(sid);
    if (found.empty() && sid.domain == kPosix) {
      // A number that only the machines know, as of a user's private group.
      first_unknown = unknown++ == 0 ? sid.rid : std::min(first_unknown, sid.rid);
    } else if (found.empty() && sid.rid != kDomainUsers) {
      // Everybody's default group says nothing; any other primary group is a right.
      found.push_back(synthetic_group(sid.domain, sid.rid));
    }
    groups.push_back(std::move(found));
  }
  for (const PrimaryGroups::Member& member : primary_groups_.members()) {
    for (const PullIndex group : groups[member.group]) {
      const auto open = open_groups_.find(group);
      if (open != open_groups_.end()) {
        open->second.members.push_back(member.account);
      } else {
        add_gap(ObjectClass::entitlement, "members of " + name_of(group),
                "an account of this primary group was found after its members had been read");
      }
    }
  }
  if (unknown > 0) {
    add_note(
        ObjectClass::account, "gidNumber",
        core::kept(core::ErrorCode{"directory_primary_groups_unknown"},
                   {{"n", std::to_string(unknown)}, {"example", std::to_string(first_unknown)}}));
  }
}

void DirectoryPull::finish_groups() {
  // Each hole of its own is named for so many groups; more of them are told of by the classes.
  constexpr std::size_t kMostNamed = 200;
  std::size_t named = 0;
  std::vector<PullIndex> order;
  for (const auto& [group, open] : open_groups_) order.push_back(group);
  std::sort(order.begin(), order.end());
  for (const std::string& dn : early_more_) {
    const Index place = places_.find(key_of(dn));
    const auto open = open_groups_.find(place);
    if (place != kNone && open != open_groups_.end()) {
      break_group(open->second, core::kept(core::ErrorCode{"ldif_continued_too_early"}, {}), true);
    }
  }
  for (const PullIndex group : order) {
    OpenGroup& open = open_groups_[group];
    std::size_t lost = 0;
    std::string example;
    for (const Index waiting : open.waiting) {
      const AwaitedNames::Name& name = waiting_[waiting];
      using State = AwaitedNames::State;
      if (name.state == State::found) open.members.push_back(name.found);
      const bool is_lost =
          name.state == State::open || name.state == State::unknown ||
          (name.state == State::gone && settings_.dangling == DirectorySettings::Dangling::gap);
      if (!is_lost) continue;
      std::string dn = shown_dn(waiting_.text_of(name));
      if (lost++ == 0 || dn < example) example = std::move(dn);
    }
    if (lost > 0) {
      break_group(open,
                  core::kept(core::ErrorCode{"directory_members_unknown"},
                             {{"n", std::to_string(lost)}, {"example", example}}),
                  false);
    }
    pull_.add_members(group, open.members,
                      open.broken.empty() ? Completeness::complete : Completeness::partial);
    groups_unread_ = groups_unread_ || open.is_unread;
    if (!open.broken.empty() && named++ < kMostNamed) {
      pull_.add_gap({ObjectClass::entitlement, "members of " + name_of(group), open.broken,
                     core::ListKind::members, std::string(pull_.object(group).natural_id)});
    }
  }
  open_groups_.clear();
}

void DirectoryPull::finish_unknown_members() {
  struct Count {
    std::size_t count = 0;
    std::string example;
  };
  std::map<std::string, Count> unknown;
  std::map<std::string, Count> gone;
  for (const AwaitedNames::Name& name : waiting_) {
    using State = AwaitedNames::State;
    const bool open = name.state == State::open || name.state == State::unknown;
    if (!name.is_member || (!open && name.state != State::gone)) continue;
    const Base* base = base_of(waiting_.text_of(name));
    Count& at = (open ? unknown : gone)[base == nullptr ? std::string() : base->shown];
    const std::string dn = shown_dn(waiting_.text_of(name));
    if (at.count++ == 0 || dn < at.example) at.example = dn;
  }
  for (const auto& [base, told] : unknown) {
    add_gap(ObjectClass::account, "members below " + shown_dn(base),
            std::to_string(told.count) +
                " members of groups are not among the entries that were read, e.g. " +
                told.example);
  }
  if (settings_.dangling == DirectorySettings::Dangling::gap) {
    for (const auto& [base, told] : gone) {
      add_gap(ObjectClass::account, "members below " + shown_dn(base),
              std::to_string(told.count) + " members of groups cannot be seen, e.g. " +
                  told.example +
                  "; give the account the right to read them, or set dangling_members = "
                  "\"ignore\" if this directory keeps members that are gone");
    }
  }
}

void DirectoryPull::finish_gaps() {
  finish_unknown_members();
  finish_unreadable();
  finish_member_of();
  static constexpr ObjectClass kClasses[] = {ObjectClass::account, ObjectClass::entitlement};
  for (std::size_t i = 0; i < 2; ++i) {
    if (without_key_[i] == 0) continue;
    add_gap(kClasses[i], "natural id",
            std::to_string(without_key_[i]) +
                " entries have no readable natural id and were set aside, e.g. " +
                first_without_key_[i]);
  }
  finish_foreign();
  finish_notes();
  if (rejected_ > kMostRejectedRows) {
    pull_.add_rejected({where_, 0,
                        "and " + std::to_string(rejected_ - kMostRejectedRows) +
                            " more entries with values that were cut or mended"});
  }
}

core::Pull DirectoryPull::finish(core::Timestamp now) {
  if (!accounts_ended_) end_accounts();
  find_waiting();
  finish_primary_groups();
  finish_groups();
  finish_gaps();
  pull_.set_finished(now);
  return without_doubled();
}

}  // namespace rettesnor::connectors
