// The attributes of Active Directory ([MS-ADA1..3], [MS-ADTS]) and OpenLDAP in our terms.
#include "connectors/directory/directory_meaning.h"

#include <algorithm>
#include <utility>

#include "connectors/directory/distinguished_name.h"
#include "core/digest.h"
#include "core/number.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Attribute;
using core::RecordBuilder;

// userAccountControl, [MS-ADTS] 2.2.16.
constexpr std::uint64_t kPasswordNotRequired = 0x20;
constexpr std::uint64_t kPasswordNeverExpires = 0x10000;
// groupType, [MS-ADTS] 2.2.12.
constexpr std::uint64_t kSecurityEnabled = 0x80000000;

/// Longer values are cut. A name of 64 KiB is odd but told as it is.
constexpr std::size_t kLongestValue = 128 * 1024;

/// ASCII without NUL: most values by far.
bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) > 0; });
}

/// `*` fits anything; the rest fits itself.
bool fits(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

template <class Found>
std::string_view first(const Found& found, Role role) {
  const auto values = found[static_cast<std::size_t>(role)].values;
  return values.empty() ? std::string_view() : values.front();
}

/// "0-1499" or "1500-*" of a range that holds `count` values. Several ranges of one entry, as a
/// file may hold them, must follow one another.
void read_range(std::string_view range, std::size_t count, bool is_first, ToldMembers& told) {
  const auto dash = range.find('-');
  const auto first = read_number(range.substr(0, dash));
  const std::string_view end =
      dash == std::string_view::npos ? std::string_view() : range.substr(dash + 1);
  const auto last = read_number(end);
  if (!first || (!last && end != "*") || (last && *last - *first + 1 != count) ||
      (!is_first && told.next != first)) {
    told.broken = true;
    return;
  }
  if (is_first) told.first = *first;
  told.next.reset();
  if (last) told.next = *last + 1;
}

bool looks_like_dn(std::string_view text) {
  const auto equals = text.find('=');
  return equals != std::string_view::npos && equals > 0 && equals < 40 &&
         text.substr(0, equals).find_first_of(" @/:") == std::string_view::npos;
}

}  // namespace

DirectoryMeaning::DirectoryMeaning(const DirectorySettings& settings)
    : settings_(settings),
      people_(flatten(settings.people.names)),
      groups_(flatten(settings.groups.names)) {}

DirectoryMeaning::Names DirectoryMeaning::flatten(const RoleNames& names) {
  Names out;
  for (const auto& [role, attributes] : names) {
    for (std::size_t rank = 0; rank < attributes.size(); ++rank) {
      out.push_back({attributes[rank], role, static_cast<std::uint8_t>(rank),
                     moment_syntax_of(attributes[rank])});
    }
  }
  return out;
}

DirectoryMeaning::Found DirectoryMeaning::look_up(const DirectoryEntry& entry, const Names& names) {
  Found found{};
  std::array<std::uint8_t, kRoleCount> ranks;
  ranks.fill(0xff);
  for (const DirectoryEntry::Attribute& attribute : entry.attributes) {
    if (attribute.begin == attribute.end) continue;
    for (const Name& name : names) {
      const auto role = static_cast<std::size_t>(name.role);
      if (name.rank < ranks[role] && same_name(attribute.name, name.attribute)) {
        ranks[role] = name.rank;
        found[role] = {entry.values_of(attribute), name.syntax};
      }
    }
  }
  return found;
}

std::string_view DirectoryMeaning::clean(std::string_view value, std::string_view what,
                                         EntryReading& reading) {
  if (value.size() > kLongestValue) {
    reading.note = std::string(what) + " of " + std::to_string(value.size()) +
                   " bytes was cut to " + std::to_string(kLongestValue);
    value = value.substr(0, kLongestValue);
    while (!value.empty() && (static_cast<unsigned char>(value.back()) & 0xC0U) == 0x80) {
      value.remove_suffix(1);
    }
    if (!value.empty() && static_cast<unsigned char>(value.back()) >= 0xC0) value.remove_suffix(1);
  }
  if (is_plain_ascii(value)) return value;
  mended_ = core::to_valid_utf8(value);
  // A NUL ends a text in too many places that a value comes by.
  for (auto at = mended_.find('\0'); at != std::string::npos; at = mended_.find('\0', at)) {
    mended_.replace(at, 1, "\xEF\xBF\xBD");
  }
  return mended_;
}

void DirectoryMeaning::set_text(const Found& found, Role role, Attribute attribute,
                                RecordBuilder& record, EntryReading& reading) {
  const auto values = found[static_cast<std::size_t>(role)].values;
  if (values.empty()) return;
  // The smallest of several values: servers promise no order.
  const std::string_view chosen = *std::min_element(values.begin(), values.end());
  record.set(attribute, clean(chosen, core::name_of(attribute), reading));
}

void DirectoryMeaning::note_unread(Attribute attribute, std::string_view value,
                                   std::string_view dn) {
  UnreadValues& noted = unread_[std::string(core::name_of(attribute))];
  if (noted.count++ == 0) {
    noted.example = core::printable(value, 40) + " (" + shown_dn(dn) + ")";
  }
}

void DirectoryMeaning::set_moment(const Found& found, Role role, Attribute attribute,
                                  std::string_view dn, RecordBuilder& record) {
  const Told& told = found[static_cast<std::size_t>(role)];
  if (told.values.empty()) return;
  const ToldMoment read = read_moment(told.values.front(), told.syntax);
  if (read.what == ToldMoment::What::moment) {
    record.set(attribute, read.moment);
  } else if (read.what == ToldMoment::What::unreadable) {
    note_unread(attribute, told.values.front(), dn);
  }
}

bool DirectoryMeaning::is_marked_disabled(const DirectoryEntry& entry) const {
  for (const Name& name : people_) {
    if (name.role != Role::disabled_mark) continue;
    const auto values = entry.all(name.attribute);
    if (values.empty()) continue;
    for (const std::string_view value : values) {
      if (settings_.disabled_values.empty() && !same_name(value, "FALSE")) return true;
      for (const std::string& one : settings_.disabled_values) {
        if (same_name(one, value)) return true;
      }
    }
  }
  return false;
}

void DirectoryMeaning::set_control(const Found& found, const DirectoryEntry& entry,
                                   RecordBuilder& record, EntryReading& reading) const {
  const bool marked = is_marked_disabled(entry);
  const auto control = read_number(first(found, Role::control));
  if (control) {
    if ((*control & kTrustOrComputerAccount) != 0) reading.outcome = EntryReading::Outcome::machine;
    record.flag(Attribute::enabled, (*control & kAccountDisabled) == 0 && !marked);
    if ((*control & kPasswordNotRequired) != 0) record.flag(Attribute::password_not_required, true);
    if ((*control & kPasswordNeverExpires) != 0) {
      record.flag(Attribute::password_never_expires, true);
    }
  } else if (marked) {
    record.flag(Attribute::enabled, false);
  }
}

bool DirectoryMeaning::shows_last_use(const DirectoryEntry& entry) const {
  const Told told = look_up(entry, people_)[static_cast<std::size_t>(Role::last_used)];
  return !told.values.empty() &&
         read_moment(told.values.front(), told.syntax).what == ToldMoment::What::moment;
}

void DirectoryMeaning::set_last_use(const Found& found, std::string_view dn,
                                    RecordBuilder& record) {
  const Told& told = found[static_cast<std::size_t>(Role::last_used)];
  ToldMoment read{ToldMoment::What::never, {}};
  if (!told.values.empty() && !told.values.front().empty()) {
    read = read_moment(told.values.front(), told.syntax);
  }
  if (read.what == ToldMoment::What::moment) {
    record.set(Attribute::last_used, read.moment);
    record.set(Attribute::last_used_lag_days, settings_.last_used_lag_days);
  } else if (read.what == ToldMoment::What::unreadable) {
    note_unread(Attribute::last_used, told.values.front(), dn);
  } else if (last_use_is_visible_ &&
             settings_.never_used == DirectorySettings::NeverUsed::when_absent) {
    record.flag(Attribute::never_used, true);
  }
}

const std::string& DirectoryMeaning::kind_of_place(std::string_view dn) {
  const std::string_view parent = parent_of(dn);
  for (const auto& [place, kind] : kinds_of_places_) {
    if (place == parent) return kind;
  }
  const std::string normal = normalise_dn(parent);
  const std::string* kind = &settings_.default_kind;
  for (const auto& [place, told] : settings_.kind_by_ou) {
    if (is_below(normal, place)) {
      kind = &told;
      break;
    }
  }
  // A few places hold nearly everything; more than these are worked out anew.
  if (kinds_of_places_.size() >= 16) kinds_of_places_.erase(kinds_of_places_.begin());
  return kinds_of_places_.emplace_back(parent, *kind).second;
}

const std::string* DirectoryMeaning::kind_of_login(std::string_view login) const {
  if (settings_.kind_by_login.empty()) return nullptr;
  const std::string folded = core::fold(login);
  for (const auto& [pattern, kind] : settings_.kind_by_login) {
    if (fits(pattern, folded)) return &kind;
  }
  return nullptr;
}

void DirectoryMeaning::set_kind(const Found& found, std::string_view dn,
                                const EntryReading& reading, RecordBuilder& record) {
  if (const std::string* kind = kind_of_login(reading.login)) {
    record.set(Attribute::kind, *kind);
    return;
  }
  // Exchange: shared, room and equipment mailboxes have an account that nobody owns.
  const auto mailbox = read_number(first(found, Role::mailbox_type));
  if (mailbox && (*mailbox == 4 || *mailbox == 16 || *mailbox == 32)) {
    record.set(Attribute::kind, "mailbox");
    return;
  }
  record.set(Attribute::kind,
             settings_.kind_by_ou.empty() ? settings_.default_kind : kind_of_place(dn));
}

std::string DirectoryMeaning::read_natural_id(const Found& found) const {
  const std::string_view told = first(found, Role::natural_id);
  if (told.empty() || told.size() > 512) return {};
  if (settings_.flavour == DirectoryFlavour::active_directory) {
    if (auto guid = guid_text(told)) return *guid;
  }
  const bool plain =
      std::all_of(told.begin(), told.end(), [](char c) { return c > 32 && c < 127; });
  if (plain) {
    return core::lower_ascii(told);
  }
  return told.size() == 16 ? core::to_hex(told) : std::string();
}

std::string DirectoryMeaning::natural_id_of(const DirectoryEntry& entry) const {
  return read_natural_id(look_up(entry, people_));
}

void DirectoryMeaning::set_owner(const Found& found, RecordBuilder& record, EntryReading& reading) {
  const std::string_view owner = first(found, Role::owner);
  if (looks_like_dn(owner)) {
    reading.owner = owner;
  } else if (!owner.empty()) {
    record.set(Attribute::owner, core::without_outer_spaces(clean(owner, "owner", reading)));
  }
}

void DirectoryMeaning::set_place(std::string_view dn, RecordBuilder& record,
                                 EntryReading& reading) {
  record.set(Attribute::distinguished_name, clean(dn, "distinguished name", reading));
}

EntryReading DirectoryMeaning::read_account(const DirectoryEntry& entry, RecordBuilder& record) {
  record.clear();
  EntryReading reading;
  const Found found = look_up(entry, people_);
  const auto told = [&](Role role) { return first(found, role); };
  reading.natural_id = read_natural_id(found);
  if (same_name(told(Role::deleted_mark), "TRUE")) {
    reading.outcome = EntryReading::Outcome::left_out;
    return reading;
  }
  if (reading.natural_id.empty()) {
    reading.outcome = EntryReading::Outcome::no_key;
    return reading;
  }
  const std::string_view login = told(Role::login).empty() ? std::string_view() : told(Role::login);
  if (!login.empty() && !core::is_valid_utf8(login)) reading.note = "its login is not valid UTF-8";
  reading.login = login.empty() ? first_value_of(entry.dn) : clean(login, "login", reading);
  record.set(Attribute::login, reading.login);
  set_text(found, Role::name, Attribute::name, record, reading);
  set_text(found, Role::given_name, Attribute::given_name, record, reading);
  set_text(found, Role::family_name, Attribute::family_name, record, reading);
  set_text(found, Role::upn, Attribute::upn, record, reading);
  set_text(found, Role::mail, Attribute::mail, record, reading);
  set_text(found, Role::title, Attribute::title, record, reading);
  set_text(found, Role::department, Attribute::department, record, reading);
  set_text(found, Role::description, Attribute::description, record, reading);
  set_text(found, Role::sponsor, Attribute::sponsor, record, reading);
  record.set(Attribute::employee_no,
             core::without_outer_spaces(clean(told(Role::employee_no), "employee_no", reading)));
  if (const std::string_view vendor = told(Role::vendor); !vendor.empty()) {
    const std::string value(core::without_outer_spaces(clean(vendor, "vendor", reading)));
    const auto known = settings_.vendor_by_value.find(core::fold(value));
    // With a table, what it does not name is the municipality itself or unknown: no vendor.
    if (settings_.vendor_by_value.empty()) {
      record.set(Attribute::vendor, value);
    } else if (known != settings_.vendor_by_value.end()) {
      record.set(Attribute::vendor, known->second);
    }
  }
  set_control(found, entry, record, reading);
  set_moment(found, Role::expires, Attribute::expires, entry.dn, record);
  set_moment(found, Role::password_set, Attribute::password_set, entry.dn, record);
  set_moment(found, Role::created, Attribute::created, entry.dn, record);
  set_last_use(found, entry.dn, record);
  set_kind(found, entry.dn, reading, record);
  set_owner(found, record, reading);
  set_place(entry.dn, record, reading);
  reading.manager = told(Role::manager);
  reading.sid = read_sid(told(Role::sid));
  if (reading.sid) record.set(Attribute::object_sid, reading.sid->text());
  reading.primary_rid = core::number_in<std::uint32_t>(told(Role::primary_group));
  reading.gid = core::number_in<std::uint32_t>(told(Role::posix_group));
  return reading;
}

EntryReading DirectoryMeaning::read_aside(const DirectoryEntry& entry, std::string_view kind,
                                          RecordBuilder& record) {
  record.clear();
  EntryReading reading;
  const Found found = look_up(entry, people_);
  reading.natural_id = read_natural_id(found);
  const std::string_view login = first(found, Role::login);
  reading.login = login.empty() ? first_value_of(entry.dn) : clean(login, "login", reading);
  record.set(Attribute::login, reading.login);
  set_text(found, Role::name, Attribute::name, record, reading);
  if (first(found, Role::name).empty()) record.set(Attribute::name, first_value_of(entry.dn));
  const std::string* told = kind == kMachineKind ? kind_of_login(reading.login) : nullptr;
  record.set(Attribute::kind, told == nullptr ? kind : std::string_view(*told));
  set_place(entry.dn, record, reading);
  reading.sid = read_sid(first(found, Role::sid));
  if (reading.sid) record.set(Attribute::object_sid, reading.sid->text());
  return reading;
}

EntryReading DirectoryMeaning::read_group(const DirectoryEntry& entry, RecordBuilder& record) {
  record.clear();
  EntryReading reading;
  const Found found = look_up(entry, groups_);
  const auto told = [&](Role role) { return first(found, role); };
  reading.natural_id = read_natural_id(found);
  if (same_name(told(Role::deleted_mark), "TRUE")) {
    reading.outcome = EntryReading::Outcome::left_out;
    return reading;
  }
  if (reading.natural_id.empty()) {
    reading.outcome = EntryReading::Outcome::no_key;
    return reading;
  }
  const auto type = read_number(told(Role::group_type));
  const bool is_distribution = type && (*type & kSecurityEnabled) == 0;
  if (is_distribution && settings_.distribution == DirectorySettings::Distribution::leave_out) {
    reading.outcome = EntryReading::Outcome::left_out;
    return reading;
  }
  // sAMAccountName is unique in its domain, cn only in its place; "$…" is Exchange's own invention.
  const std::string_view login = told(Role::login);
  const bool by_login = !login.empty() && login.front() != '$';
  if (by_login && !core::is_valid_utf8(login)) reading.note = "its name is not valid UTF-8";
  if (by_login) {
    reading.login = clean(login, "name", reading);
    record.set(Attribute::login, reading.login);
    record.set(Attribute::name, reading.login);
  } else if (told(Role::name).empty()) {
    record.set(Attribute::name, first_value_of(entry.dn));
  } else {
    set_text(found, Role::name, Attribute::name, record, reading);
  }
  set_text(found, Role::mail, Attribute::mail, record, reading);
  set_text(found, Role::description, Attribute::description, record, reading);
  set_moment(found, Role::created, Attribute::created, entry.dn, record);
  record.set(Attribute::kind, is_distribution ? "distribution" : "group");
  set_owner(found, record, reading);
  set_place(entry.dn, record, reading);
  reading.sid = read_sid(told(Role::sid));
  if (reading.sid) record.set(Attribute::object_sid, reading.sid->text());
  reading.gid = core::number_in<std::uint32_t>(told(Role::posix_group));
  reading.is_computed = !told(Role::member_rule).empty();
  return reading;
}

ToldMembers DirectoryMeaning::read_members(const DirectoryEntry& entry) const {
  ToldMembers told;
  bool is_first = true;
  for (const DirectoryEntry::Attribute& attribute : entry.attributes) {
    const std::string_view base = attribute.name.substr(0, attribute.name.find(';'));
    const auto known = std::find_if(groups_.begin(), groups_.end(), [&](const Name& name) {
      return (name.role == Role::member || name.role == Role::member_login) &&
             same_name(name.attribute, base);
    });
    if (known == groups_.end()) continue;
    const auto values = entry.values_of(attribute);
    auto& into = known->role == Role::member ? told.names : told.logins;
    into.insert(into.end(), values.begin(), values.end());
    std::string_view options = attribute.name.substr(base.size());
    if (options.size() < 8 || !same_name(options.substr(0, 7), ";range=")) continue;
    read_range(options.substr(7), values.size(), std::exchange(is_first, false), told);
  }
  return told;
}

}  // namespace rettesnor::connectors
