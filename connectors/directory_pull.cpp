// The order of things: accounts first, groups after, and whoever is still unknown at the end.
#include "connectors/directory_pull.h"

#include <algorithm>
#include <array>
#include <utility>

#include "connectors/distinguished_name.h"
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
constexpr std::size_t kMostRejectedRows = 1000;
constexpr std::uint32_t kDomainUsers = 513;
constexpr const char* kBrokenRange =
    "the server named a range of members that does not hold what it says";

/// "…#'0101'B" of uniqueMember (RFC 4517 3.3.21) is no part of the name.
std::string_view without_bit_string(std::string_view name) {
  if (!name.ends_with("'B")) return name;
  const auto hash = name.rfind("#'");
  return hash == std::string_view::npos ? name : name.substr(0, hash);
}

std::string name_of_sid(std::string_view sid) {
  static constexpr std::pair<std::string_view, std::string_view> kWellKnown[] = {
      {"S-1-1-0", "Everyone"},
      {"S-1-5-2", "NETWORK"},
      {"S-1-5-4", "INTERACTIVE"},
      {"S-1-5-7", "ANONYMOUS LOGON"},
      {"S-1-5-9", "ENTERPRISE DOMAIN CONTROLLERS"},
      {"S-1-5-11", "Authenticated Users"},
      {"S-1-5-15", "This Organization"},
      {"S-1-5-17", "IUSR"},
      {"S-1-5-18", "SYSTEM"}};
  for (const auto& [known, name] : kWellKnown) {
    if (known == sid) return std::string(name);
  }
  return std::string(sid);
}

std::string_view name_of_rid(std::uint32_t rid) {
  switch (rid) {
    case 512:
      return "Domain Admins";
    case 514:
      return "Domain Guests";
    case 518:
      return "Schema Admins";
    case 519:
      return "Enterprise Admins";
    default:
      return {};
  }
}

std::string shown(std::string_view dn) {
  return core::printable(dn, 120);
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

void DirectoryPull::reject(std::int64_t line, std::string_view dn, std::string reason) {
  if (++rejected_ > kMostRejectedRows) return;
  pull_.add_rejected({where_, line, shown(dn) + ": " + std::move(reason)});
}

DirectoryPull::Taken DirectoryPull::take_account(const DirectoryEntry& entry, std::int64_t line) {
  EntryReading reading = meaning_.read_account(entry, record_);
  if (reading.outcome == EntryReading::Outcome::left_out) {
    leave_out(entry.dn);
    return Taken::left_out;
  }
  if (reading.outcome == EntryReading::Outcome::no_key) {
    if (without_key_[0]++ == 0) first_without_key_[0] = shown(entry.dn);
    return Taken::unreadable;
  }
  if (!reading.note.empty()) reject(line, entry.dn, reading.note);
  const Index known = objects_.find(key_of(reading.natural_id));
  if (known != kNone) {
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
  objects_.put(key_of(reading.natural_id), place);
  if (reading.primary_rid) note_primary(place, reading);
}

void DirectoryPull::note_primary(PullIndex account, const EntryReading& reading) {
  const Sid group{reading.sid ? reading.sid->domain : std::string(), *reading.primary_rid};
  const auto [at, fresh] =
      primary_index_.emplace(group.text(), static_cast<std::uint32_t>(primary_sids_.size()));
  if (fresh) primary_sids_.push_back(group);
  primary_members_.push_back({account, at->second});
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
        wait_for(one.manager);
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
  objects_.each(settle);
  for (PrimaryMember& member : primary_members_) settle(member.account);
  std::vector<Deferred>().swap(deferred_);
}

Index DirectoryPull::wait_for(std::string_view dn) {
  const NameKey key = key_of(dn);
  Index known = waiting_index_.find(key);
  if (known == kNone) {
    known = static_cast<Index>(waiting_.size());
    waiting_.push_back({waiting_text_.size(), static_cast<std::uint32_t>(dn.size())});
    waiting_text_.append(dn);
    waiting_index_.put(key, known);
  }
  return known;
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
        const Index waiting = wait_for(names[i]);
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
    if (account != kNone) {
      group.members.push_back(account);
    } else if (settings_.dangling == DirectorySettings::Dangling::gap) {
      group.broken = "memberUid " + core::printable(login, 60) +
                     " is nobody among the accounts read (dangling_members = \"ignore\" if the "
                     "directory keeps members that are gone)";
    }
  }
}

PullIndex DirectoryPull::account_with_login(std::string_view login) {
  if (logins_.size() == 0) {
    for (std::size_t i = 0; i < pull_.size(); ++i) {
      const auto object = pull_.object(static_cast<PullIndex>(i));
      if (object.object_class != ObjectClass::account) continue;
      logins_.put(key_of(RecordView(object.record).get(Attribute::login)),
                  static_cast<PullIndex>(i));
    }
  }
  return logins_.find(key_of(login));
}

bool DirectoryPull::is_primary(const std::optional<Sid>& sid) const {
  return sid && (primary_index_.contains(sid->text()) ||
                 primary_index_.contains(Sid{{}, sid->rid}.text()));
}

DirectoryPull::GroupTaken DirectoryPull::take_group(const DirectoryEntry& entry,
                                                    std::int64_t line) {
  EntryReading reading = meaning_.read_group(entry, record_);
  if (reading.outcome == EntryReading::Outcome::left_out) {
    leave_out(entry.dn);
    return {Taken::left_out, std::nullopt};
  }
  if (reading.outcome == EntryReading::Outcome::no_key) {
    if (without_key_[1]++ == 0) first_without_key_[1] = shown(entry.dn);
    return {Taken::unreadable, std::nullopt};
  }
  if (!reading.note.empty()) reject(line, entry.dn, reading.note);
  const Index known = objects_.find(key_of(reading.natural_id));
  if (known != kNone) {
    places_.put(key_of(entry.dn), known);
    return {Taken::known, std::nullopt};
  }
  if (!reading.owner.empty()) record_.set(Attribute::owner, login_of(reading.owner));
  const PullIndex group = pull_.add(ObjectClass::entitlement, reading.natural_id, record_);
  created_of_last_ =
      core::parse_timestamp(RecordView(pull_.object(group).record).get(Attribute::created));
  ++group_count_;
  places_.put(key_of(entry.dn), group);
  objects_.put(key_of(reading.natural_id), group);
  if (reading.sid) groups_by_sid_.emplace(reading.sid->text(), group);

  const ToldMembers told = meaning_.read_members(entry);
  OpenGroup open;
  open.members = std::move(room_);
  open.members.clear();
  take_members(told, open);
  if (told.broken || told.first != 0) open.broken = kBrokenRange;
  std::optional<OpenRange> range;
  if (told.next) range = OpenRange{group, std::string(entry.dn), *told.next};
  if (!range && open.waiting.empty() && open.broken.empty() && !is_primary(reading.sid)) {
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
  if (told.broken) {
    group.broken = kBrokenRange;
    return std::nullopt;
  }
  if (told.names.empty()) {
    group.broken = "nothing came for the members from " + std::to_string(range.next) + " on";
    return std::nullopt;
  }
  if (told.first != range.next) {
    group.broken = "asked for the members from " + std::to_string(range.next) +
                   " on, the server told those from " + std::to_string(told.first) + " on";
    return std::nullopt;
  }
  if (!told.next) return std::nullopt;
  if (*told.next <= range.next || *told.next > static_cast<std::uint64_t>(settings_.max_objects)) {
    group.broken = "the ranges of members do not come to an end";
    return std::nullopt;
  }
  return OpenRange{range.group, range.dn, *told.next};
}

void DirectoryPull::break_range(const OpenRange& range, const std::string& reason) {
  open_groups_[range.group].broken =
      "the members from " + std::to_string(range.next) + " on: " + reason;
}

void DirectoryPull::leave_out(std::string_view dn) {
  left_out_.put(key_of(dn), 0);
}

bool DirectoryPull::knows(std::string_view dn) const {
  const NameKey key = key_of(dn);
  return places_.find(key) != kNone || left_out_.find(key) != kNone;
}

void DirectoryPull::find_waiting() {
  bool some_open = false;
  for (WaitingName& name : waiting_) {
    if (name.state == WaitingName::State::found || name.state == WaitingName::State::nothing) {
      continue;
    }
    const NameKey key = key_of(text_of(name));
    const Index place = places_.find(key);
    if (place != kNone) {
      name.found = place;
      name.state = WaitingName::State::found;
    } else if (left_out_.find(key) != kNone) {
      name.state = WaitingName::State::nothing;
    } else if (name.state == WaitingName::State::open) {
      some_open = true;
    }
  }
  if (some_open) find_by_normal_form();
}

void DirectoryPull::find_by_normal_form() {
  for (WaitingName& name : waiting_) {
    if (name.state == WaitingName::State::open) find_elsewhere(name);
  }
  if (std::none_of(waiting_.begin(), waiting_.end(), [](const WaitingName& name) {
        return name.state == WaitingName::State::open;
      })) {
    return;
  }
  MemberIndex normal;
  for (std::size_t i = 0; i < pull_.size(); ++i) {
    const auto object = pull_.object(static_cast<PullIndex>(i));
    normal.put(key_of(normalise_dn(RecordView(object.record).get(Attribute::distinguished_name))),
               static_cast<PullIndex>(i));
  }
  for (WaitingName& name : waiting_) {
    if (name.state != WaitingName::State::open) continue;
    const Index place = normal.find(key_of(normalise_dn(text_of(name))));
    if (place == kNone) continue;
    name.found = place;
    name.state = WaitingName::State::found;
  }
}

void DirectoryPull::find_elsewhere(WaitingName& name) {
  const std::string_view dn = text_of(name);
  const std::string normal = normalise_dn(dn);
  if (std::find(settings_.ignore_members.begin(), settings_.ignore_members.end(), normal) !=
      settings_.ignore_members.end()) {
    name.state = WaitingName::State::nothing;
    return;
  }
  const bool principal = normal.starts_with("cn=s-1-") &&
                         normal.find(",cn=foreignsecurityprincipals,") != std::string::npos;
  if (!principal && base_of(dn) != nullptr) return;
  if (!name.is_member) {
    name.state = WaitingName::State::nothing;
    return;
  }
  const std::string value = first_value_of(dn);
  name.found = principal ? add_foreign(value, name_of_sid(value), dn)
                         : add_foreign("dn:" + normal, value, dn);
  name.state = WaitingName::State::found;
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
  return waiting_index_.find(key_of(dn)) != kNone;
}

std::vector<DirectoryPull::Unseen> DirectoryPull::unseen(std::size_t most) {
  find_waiting();
  std::vector<Unseen> out;
  for (std::size_t i = 0; i < waiting_.size() && out.size() < most; ++i) {
    if (waiting_[i].state != WaitingName::State::open) continue;
    out.push_back({static_cast<Index>(i), std::string(text_of(waiting_[i])),
                   waiting_[i].is_member ? Unseen::As::member : Unseen::As::manager});
  }
  return out;
}

void DirectoryPull::settle(const Unseen& unseen, Settled what) {
  using State = WaitingName::State;
  waiting_[unseen.name].state = what == Settled::means_nothing ? State::nothing
                                : what == Settled::gone        ? State::gone
                                                               : State::unknown;
}

std::vector<Sid> DirectoryPull::missing_primary_groups() const {
  std::vector<Sid> out;
  for (const Sid& sid : primary_sids_) {
    if (!sid.domain.empty() && !groups_by_sid_.contains(sid.text())) out.push_back(sid);
  }
  return out;
}

void DirectoryPull::add_gap(ObjectClass object_class, std::string what, std::string reason) {
  has_gap_[static_cast<std::size_t>(object_class)] = true;
  pull_.add_gap({object_class, std::move(what), std::move(reason)});
}

bool DirectoryPull::has_gap(ObjectClass object_class) const {
  return has_gap_[static_cast<std::size_t>(object_class)];
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
  groups_by_sid_.emplace(id, group);
  OpenGroup open;
  open.broken = "it is the primary group of accounts but could not be read itself";
  open_groups_.emplace(group, std::move(open));
  return group;
}

void DirectoryPull::finish_primary_groups() {
  std::vector<PullIndex> groups(primary_sids_.size(), kNone);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Sid& sid = primary_sids_[i];
    auto found = groups_by_sid_.find(sid.text());
    if (found == groups_by_sid_.end() && sid.domain.empty()) {
      found = std::find_if(groups_by_sid_.begin(), groups_by_sid_.end(), [&](const auto& one) {
        return one.first.ends_with("-" + std::to_string(sid.rid));
      });
    }
    if (found != groups_by_sid_.end()) {
      groups[i] = found->second;
    } else if (sid.rid != kDomainUsers) {
      // Everybody's default group says nothing; any other primary group is a right.
      groups[i] = synthetic_group(sid.domain, sid.rid);
    }
  }
  for (const PrimaryMember& member : primary_members_) {
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
      const WaitingName& name = waiting_[waiting];
      using State = WaitingName::State;
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
  for (const WaitingName& name : waiting_) {
    using State = WaitingName::State;
    const bool open = name.state == State::open || name.state == State::unknown;
    if (!name.is_member || (!open && name.state != State::gone)) continue;
    const Base* base = base_of(text_of(name));
    Count& at = (open ? unknown : gone)[base == nullptr ? std::string() : base->shown];
    const std::string dn = shown(text_of(name));
    if (at.count++ == 0 || dn < at.example) at.example = dn;
  }
  for (const auto& [base, told] : unknown) {
    add_gap(ObjectClass::account, "members below " + shown(base),
            std::to_string(told.count) +
                " members of groups are not among the entries that were read, e.g. " +
                told.example);
  }
  if (settings_.dangling == DirectorySettings::Dangling::gap) {
    for (const auto& [base, told] : gone) {
      add_gap(ObjectClass::account, "members below " + shown(base),
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
