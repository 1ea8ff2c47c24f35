// The end of a directory's reading: who the unknown members are, and what is missing.
#include <algorithm>
#include <map>

#include "connectors/directory/directory_pull.h"
#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/windows_values.h"
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
  MemberIndex normal;
  for (std::size_t i = 0; i < pull_.size(); ++i) {
    const auto object = pull_.object(static_cast<PullIndex>(i));
    normal.put(key_of(normalise_dn(RecordView(object.record).get(Attribute::distinguished_name))),
               static_cast<PullIndex>(i));
  }
  for (AwaitedNames::Name& name : waiting_) {
    if (name.state != AwaitedNames::State::open) continue;
    const Index place = normal.find(key_of(normalise_dn(waiting_.text_of(name))));
    if (place == kNone) continue;
    name.found = place;
    name.state = AwaitedNames::State::found;
  }
}

void DirectoryPull::find_elsewhere(AwaitedNames::Name& name) {
  const std::string_view dn = waiting_.text_of(name);
  const std::string normal = normalise_dn(dn);
  if (std::find(settings_.ignore_members.begin(), settings_.ignore_members.end(), normal) !=
      settings_.ignore_members.end()) {
    name.state = AwaitedNames::State::nothing;
    return;
  }
  const bool principal = normal.starts_with("cn=s-1-") &&
                         normal.find(",cn=foreignsecurityprincipals,") != std::string::npos;
  if (!principal && base_of(dn) != nullptr) return;
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
  at->second = pull_.add(ObjectClass::account, natural_id, record_);
  return at->second;
}

bool DirectoryPull::awaits(std::string_view dn) const {
  return waiting_.knows(dn);
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
  waiting_[unseen.name].state = what == Settled::means_nothing ? State::nothing
                                : what == Settled::gone        ? State::gone
                                                               : State::unknown;
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
  open.broken = "it is the primary group of accounts but could not be read itself";
  open_groups_.emplace(group, std::move(open));
  return group;
}

void DirectoryPull::finish_primary_groups() {
  std::vector<PullIndex> groups;
  for (const Sid& sid : primary_groups_.groups()) {
    PullIndex group = primary_groups_.group_of(sid);
    // Everybody's default group says nothing; any other primary group is a right.
    if (group == kNone && sid.rid != kDomainUsers) group = synthetic_group(sid.domain, sid.rid);
    groups.push_back(group);
  }
  for (const PrimaryGroups::Member& member : primary_groups_.members()) {
    const PullIndex group = groups[member.group];
    if (group == kNone) continue;
    const auto open = open_groups_.find(group);
    if (open != open_groups_.end()) {
      open->second.members.push_back(member.account);
    } else {
      add_gap(ObjectClass::entitlement, "members of " + name_of(group),
              "an account of this primary group was found after its members had been read");
    }
  }
}

void DirectoryPull::finish_groups() {
  std::vector<PullIndex> order;
  for (const auto& [group, open] : open_groups_) order.push_back(group);
  std::sort(order.begin(), order.end());
  for (const PullIndex group : order) {
    OpenGroup& open = open_groups_[group];
    Completeness completeness =
        open.broken.empty() ? Completeness::complete : Completeness::partial;
    for (const Index waiting : open.waiting) {
      const AwaitedNames::Name& name = waiting_[waiting];
      using State = AwaitedNames::State;
      if (name.state == State::found) open.members.push_back(name.found);
      const bool lost =
          name.state == State::open || name.state == State::unknown ||
          (name.state == State::gone && settings_.dangling == DirectorySettings::Dangling::gap);
      if (lost) completeness = Completeness::partial;
    }
    pull_.add_members(group, open.members, completeness);
    if (!open.broken.empty()) {
      add_gap(ObjectClass::entitlement, "members of " + name_of(group), open.broken);
    }
  }
  open_groups_.clear();
}

void DirectoryPull::finish_gaps() {
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
  static constexpr ObjectClass kClasses[] = {ObjectClass::account, ObjectClass::entitlement};
  for (std::size_t i = 0; i < 2; ++i) {
    if (without_key_[i] == 0) continue;
    add_gap(kClasses[i], "natural id",
            std::to_string(without_key_[i]) +
                " entries have no readable natural id and were set aside, e.g. " +
                first_without_key_[i]);
  }
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
  return std::move(pull_);
}

}  // namespace rettesnor::connectors
