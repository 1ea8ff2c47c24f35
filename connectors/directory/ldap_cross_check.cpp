// An answer may have holes and still call itself success: looking for those who should be in it.
#include <algorithm>

#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/entry_class.h"
#include "connectors/directory/ldap_reading.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;

// One look at one unseen member costs one to three round trips.
constexpr std::size_t kMostLooks = 2000;
// From here on what a filter leaves out is listed in one search first.
constexpr std::ptrdiff_t kListFrom = 50;
constexpr std::size_t kMostMissing = 1'000'000;
// A tree holds other things than accounts and groups, but not many times as many.
constexpr std::size_t kCountedPerObject = 4;
// An object made while we read is no hole in an answer given before. Both clocks may be off a
// little.
constexpr std::chrono::seconds kClockTolerance{600};

}  // namespace

/// A second, cheap reading of names and classes alone, without the settings' filters: it shows what
/// the first left out, what the filters leave out, and what is there and cannot be read.
void LdapReading::count_all() {
  for (const Half half : {Half::people, Half::groups}) {
    auto& normal = normal_bases_[half == Half::people ? 0 : 1];
    normal.clear();
    for (const std::string& base : bases(half)) normal.push_back(normalise_dn(base));
  }
  if (settings_.cross_check == DirectorySettings::CrossCheck::recount) {
    for (const std::string& base : outermost_bases()) {
      if (!lost_) count_base(base, "(objectClass=*)");
    }
  } else if (!pull_.has_gap(ObjectClass::entitlement)) {
    // Groups are few, and nobody else may name them.
    for (const std::string& base : bases(Half::groups)) {
      if (!lost_) count_base(base, settings_.groups.filter);
    }
  }
  settle_missing();
}

std::vector<std::string> LdapReading::outermost_bases() const {
  std::vector<std::pair<std::string, std::string>> all;  // normalised, as spelt
  for (const Half half : {Half::people, Half::groups}) {
    for (const std::string& base : bases(half)) all.emplace_back(normalise_dn(base), base);
  }
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return a.first.size() < b.first.size(); });
  std::vector<std::string> out;
  std::vector<std::string> normal;
  for (const auto& base : all) {
    const bool covered = std::any_of(normal.begin(), normal.end(), [&](const std::string& outer) {
      return is_below(base.first, outer);
    });
    if (covered) continue;
    normal.push_back(base.first);
    out.push_back(base.second);
  }
  return out;
}

bool LdapReading::is_in(Half half, const std::string& normal) const {
  const auto& all = normal_bases_[half == Half::people ? 0 : 1];
  return std::any_of(all.begin(), all.end(),
                     [&](const std::string& base) { return is_below(normal, base); });
}

/// What an entry is told by: its class, its id, how it is called.
std::vector<std::string> LdapReading::identity() const {
  std::vector<std::string> out = {"objectClass"};
  for (const DirectoryHalf* half : {&settings_.people, &settings_.groups}) {
    for (const auto& [role, names] : half->names) {
      if (role != Role::natural_id && role != Role::login && role != Role::sid) continue;
      for (const std::string& name : names) {
        if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
      }
    }
  }
  return out;
}

void LdapReading::count_entry(const DirectoryEntry& entry) {
  using Aside = DirectoryPull::Aside;
  if (pull_.knows(entry.dn)) return;
  const EntryClass sort = entry_class_of(entry, settings_.flavour);
  if (sort == EntryClass::machine || sort == EntryClass::other) {
    pull_.take_aside(entry, sort == EntryClass::machine ? Aside::machine : Aside::other);
    return;
  }
  if (sort == EntryClass::principal) return;
  if (sort == EntryClass::unreadable) return pull_.note_unreadable(entry.dn);
  if (missing_.size() >= kMostMissing) {
    ++more_missing_;
    return;
  }
  missing_.push_back({sort == EntryClass::account ? Half::people : Half::groups,
                      std::string(entry.dn), pull_.meaning().natural_id_of(entry)});
}

void LdapReading::count_base(const std::string& base, const std::string& filter) {
  const LdapSearch search{base, LdapSearch::Scope::subtree, filter, identity(), 0};
  const ObjectClass told =
      settings_.people.wanted ? ObjectClass::account : ObjectClass::entitlement;
  const std::string what = "recount of " + shown_dn(base);
  const int size = std::max(settings_.people.page_size, settings_.groups.page_size);
  std::string cookie;
  for (bool more = true; more;) {
    const auto end = server_.session->search(
        search, LdapPage{size, cookie}, [&](const DirectoryEntry& entry) -> Result<void> {
          if (++counted_ > kCountedPerObject * static_cast<std::size_t>(settings_.max_objects)) {
            return fail(ErrorKind::corrupt, "the recount does not come to an end (max_objects)");
          }
          count_entry(entry);
          return {};
        });
    if (!end) return lose(told, what, end.error());
    if (end->code != 0) {
      for (const Half half : {Half::people, Half::groups}) {
        if (half_of(half).wanted) pull_.add_gap(class_of(half), what, end->words);
      }
      return;
    }
    const std::string next = end->cookie.value_or("");
    more = !next.empty() && (end->entries > 0 || next != cookie);
    cookie = next;
  }
}

std::string LdapReading::filter_of(Half half) const {
  return (half == Half::people ? "people.filter " : "groups.filter ") + half_of(half).filter;
}

/// The entries of which the server says that they do not fit the filter. One of which it says
/// nothing is not among them: what the filter asks for may not be visible.
void LdapReading::list_filtered(Half half) {
  for (const std::string& base : bases(half)) {
    const LdapSearch search{base,
                            LdapSearch::Scope::subtree,
                            "(&" + half_of(half).class_filter + "(!" + half_of(half).filter + "))",
                            {"1.1"},
                            0};
    std::string cookie;
    for (bool more = true; more && !lost_;) {
      const auto end = server_.session->search(search, LdapPage{half_of(half).page_size, cookie},
                                               [&](const DirectoryEntry& entry) -> Result<void> {
                                                 filtered_.put(key_of(entry.dn), 0);
                                                 return {};
                                               });
      if (!end) return lose(class_of(half), filter_of(half), end.error());
      const std::string next = end->code == 0 ? end->cookie.value_or("") : "";
      more = !next.empty() && (end->entries > 0 || next != cookie);
      cookie = next;
    }
  }
}

void LdapReading::note_filtered(const Missing& missing) {
  pull_.note_filtered(class_of(missing.half), filter_of(missing.half), missing.dn,
                      missing.natural_id);
}

void LdapReading::settle_missing() {
  for (const Half half : {Half::people, Half::groups}) {
    const auto count = std::count_if(missing_.begin(), missing_.end(),
                                     [&](const Missing& one) { return one.half == half; });
    const bool is_set = half_of(half).filter != half_of(half).class_filter;
    if (is_set && count > kListFrom && !lost_) list_filtered(half);
  }
  std::size_t looks = 0;
  for (const Missing& one : missing_) {
    if (lost_) return;
    if (!half_of(one.half).wanted) continue;
    if (!is_in(one.half, normalise_dn(one.dn))) {
      pull_.note_filtered(class_of(one.half),
                          one.half == Half::people ? "people.bases" : "groups.bases", one.dn);
    } else if (filtered_.find(key_of(one.dn)) != core::kNone) {
      note_filtered(one);
    } else if (++looks > kMostLooks) {
      ++more_missing_;
    } else if (const auto look = look_as(one.half, one.dn); look && !look->found) {
      if (last_taken_ == DirectoryPull::Taken::left_out && look->code == 0) note_filtered(one);
    }
  }
  if (more_missing_ == 0) return;
  for (const Half half : {Half::people, Half::groups}) {
    if (!half_of(half).wanted) continue;
    pull_.add_gap(class_of(half), server_.url,
                  std::to_string(more_missing_) + " entries that the first reading left out");
  }
}

Result<LdapReading::Look> LdapReading::look_as(Half half, const std::string& dn) {
  const LdapSearch search{dn, LdapSearch::Scope::base, half_of(half).filter, attributes(half), 0};
  last_taken_ = DirectoryPull::Taken::left_out;
  const auto end = server_.session->search(
      search, std::nullopt, [&](const DirectoryEntry& entry) { return take(half, entry); });
  if (!end) {
    lose(class_of(half), shown_dn(dn), end.error());
    return tl::unexpected(end.error());
  }
  const auto made = pull_.created_of_last();
  const auto until_now = std::chrono::duration_cast<std::chrono::seconds>(elapsed());
  const bool just_made = made && *made >= request_.now - kClockTolerance &&
                         *made <= request_.now + until_now + kClockTolerance;
  if (last_taken_ == DirectoryPull::Taken::added && !just_made) {
    const auto i = half == Half::people ? 0U : 1U;
    if (holes_[i]++ == 0) first_hole_[i] = shown_dn(dn);
  }
  const bool found =
      last_taken_ == DirectoryPull::Taken::added || last_taken_ == DirectoryPull::Taken::known;
  return Look{found, end->code};
}

/// What is there under this name, whatever it is. Only a class that it shows says what it is.
Result<DirectoryPull::Settled> LdapReading::look_aside(const std::string& dn) {
  using Settled = DirectoryPull::Settled;
  using Aside = DirectoryPull::Aside;
  const LdapSearch search{dn, LdapSearch::Scope::base, "(objectClass=*)", identity(), 0};
  const std::string normal = normalise_dn(dn);
  Settled settled = Settled::unknown;
  const auto end = server_.session->search(search, std::nullopt,
                                           [&](const DirectoryEntry& entry) -> Result<void> {
                                             if (normalise_dn(entry.dn) != normal) return {};
                                             switch (entry_class_of(entry, settings_.flavour)) {
                                               case EntryClass::unreadable:
                                                 pull_.note_unreadable(entry.dn);
                                                 return {};
                                               case EntryClass::account:
                                                 pull_.take_aside(entry, Aside::filtered_account);
                                                 break;
                                               case EntryClass::group:
                                                 pull_.take_aside(entry, Aside::filtered_group);
                                                 break;
                                               case EntryClass::machine:
                                                 pull_.take_aside(entry, Aside::machine);
                                                 break;
                                               case EntryClass::other:
                                                 pull_.take_aside(entry, Aside::other);
                                                 break;
                                               case EntryClass::principal:
                                                 break;
                                             }
                                             settled = Settled::kept;
                                             return {};
                                           });
  if (!end) {
    lose(ObjectClass::account, shown_dn(dn), end.error());
    return tl::unexpected(end.error());
  }
  return end->code == 32 ? Settled::gone : settled;
}

Result<std::optional<DirectoryPull::Settled>> LdapReading::look_at(const std::string& dn) {
  const std::string normal = normalise_dn(dn);
  for (const Half half : {Half::people, Half::groups}) {
    if (!half_of(half).wanted || !is_in(half, normal)) continue;
    const Look look = TRY(look_as(half, dn));
    if (look.found) return std::optional<DirectoryPull::Settled>();
    if (look.code == 32) return std::optional(DirectoryPull::Settled::gone);
    if (look.code != 0) return std::optional(DirectoryPull::Settled::unknown);
  }
  return std::optional(TRY(look_aside(dn)));
}

void LdapReading::look_for_unseen() {
  // Whom we do not look for stays unseen, and finish() tells so.
  for (const auto& unseen : pull_.unseen(kMostLooks)) {
    if (lost_) break;
    const auto settled = look_at(unseen.dn);
    if (!settled) {
      pull_.settle(unseen, DirectoryPull::Settled::unknown);
    } else if (*settled) {
      pull_.settle(unseen, **settled);
    }
  }
  follow_ranges();
}

void LdapReading::note_holes() {
  for (const Half half : {Half::people, Half::groups}) {
    const auto i = half == Half::people ? 0U : 1U;
    if (holes_[i] == 0) continue;
    pull_.add_gap(class_of(half), "answer of " + server_.url,
                  "it left out " + std::to_string(holes_[i]) + " entries that are there, e.g. " +
                      first_hole_[i] + "; others may be missing as well: read again");
  }
}

}  // namespace rettesnor::connectors
