// An answer may have holes and still call itself success: looking for those who should be in it.
#include <set>

#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/ldap_reading.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;

// One look at one unseen member costs one or two round trips.
constexpr std::size_t kMostLooks = 2000;
// From here on the places that hold neither accounts nor groups are listed in one search first.
constexpr std::size_t kListFrom = 50;
// An object made while we read is no hole in an answer given before. Both clocks may be off a
// little.
constexpr std::chrono::seconds kClockTolerance{600};

}  // namespace

/// A second, cheap reading of the names alone; what it shows and the first did not is looked at.
/// Always of the groups, which are few and which nobody else may name; of people when asked.
void LdapReading::recount() {
  const bool all = settings_.cross_check == DirectorySettings::CrossCheck::recount;
  for (const Half half : {Half::people, Half::groups}) {
    if ((half == Half::people && !all) || pull_.has_gap(class_of(half))) continue;
    for (const std::string& base : bases(half)) {
      if (!lost_) recount_base(half, base);
    }
  }
}

void LdapReading::recount_base(Half half, const std::string& base) {
  const LdapSearch search{base, LdapSearch::Scope::subtree, half_of(half).filter, {"1.1"}, 0};
  const std::string what = "recount of " + shown_dn(base);
  std::vector<std::string> missing;
  std::size_t more_missing = 0;
  std::string cookie;
  std::size_t counted = 0;
  for (bool more = true; more;) {
    const auto end = server_.session->search(
        search, LdapPage{half_of(half).page_size, cookie},
        [&](const DirectoryEntry& entry) -> Result<void> {
          if (++counted > static_cast<std::size_t>(settings_.max_objects)) {
            return fail(ErrorKind::corrupt, "the recount does not come to an end (max_objects)");
          }
          if (pull_.knows(entry.dn)) return {};
          if (missing.size() < kMostLooks) {
            missing.emplace_back(entry.dn);
          } else {
            ++more_missing;
          }
          return {};
        });
    if (!end) return lose(class_of(half), what, end.error());
    if (end->code != 0) {
      pull_.add_gap(class_of(half), what, end->words);
      break;
    }
    const std::string next = end->cookie.value_or("");
    more = !next.empty() && (end->entries > 0 || next != cookie);
    cookie = next;
  }
  for (const std::string& dn : missing) {
    if (lost_ || !look_as(half, dn)) break;
  }
  if (more_missing > 0) {
    pull_.add_gap(class_of(half), what,
                  std::to_string(more_missing) + " entries that the first reading left out");
  }
}

void LdapReading::list_other_places() {
  const std::string filter = "(!(|" + settings_.people.filter + settings_.groups.filter + "))";
  std::set<std::string> all;
  for (const Half half : {Half::people, Half::groups}) {
    for (const std::string& base : bases(half)) all.insert(base);
  }
  for (const std::string& base : all) {
    const LdapSearch search{base, LdapSearch::Scope::subtree, filter, {"1.1"}, 0};
    std::string cookie;
    int pages = 0;
    for (bool more = true; more && !lost_;) {
      const auto end = server_.session->search(search, LdapPage{1000, cookie},
                                               [&](const DirectoryEntry& entry) -> Result<void> {
                                                 if (pull_.awaits(entry.dn))
                                                   pull_.leave_out(entry.dn);
                                                 return {};
                                               });
      if (!end) {
        lose(ObjectClass::account, "members below " + shown_dn(base), end.error());
        return;
      }
      more = end->code == 0 && end->cookie && !end->cookie->empty() && ++pages < 100'000;
      cookie = end->cookie.value_or("");
    }
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

Result<std::optional<DirectoryPull::Settled>> LdapReading::look_at(const std::string& dn) {
  Look look = TRY(look_as(Half::people, dn));
  if (!look.found && look.code == 0) look = TRY(look_as(Half::groups, dn));
  if (look.found) return std::optional<DirectoryPull::Settled>();
  if (look.code == 0) return std::optional(DirectoryPull::Settled::means_nothing);
  return std::optional(look.code == 32 ? DirectoryPull::Settled::gone
                                       : DirectoryPull::Settled::unknown);
}

void LdapReading::look_for_unseen() {
  if (pull_.unseen(kListFrom + 1).size() > kListFrom && !lost_) list_other_places();
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
