// Page by page, entry by entry: nothing of a page is held.
#include "connectors/directory/ldap_reading.h"

#include <algorithm>

#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/ldap_filter.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::ObjectClass;
using core::Result;

constexpr int kMostBarrenPages = 100;

}  // namespace

std::vector<std::string> LdapReading::attributes(Half half) const {
  auto out = attributes_of(half_of(half));
  if (half == Half::groups && settings_.flavour == DirectoryFlavour::active_directory &&
      server_.root.is_active_directory) {
    // Asked in explicit ranges, no server can cut a long list without saying so.
    for (std::string& name : out) {
      if (same_name(name, "member")) {
        name += ";range=0-" + std::to_string(settings_.range_size - 1);
      }
    }
  }
  return out;
}

std::vector<std::string> LdapReading::bases(Half half) const {
  const DirectoryHalf& own = half_of(half);
  if (!own.bases.empty() || !own.wanted) return own.bases;
  return server_.root.default_base.empty() ? std::vector<std::string>{}
                                           : std::vector<std::string>{server_.root.default_base};
}

void LdapReading::lose(ObjectClass object_class, std::string what, core::Error error) {
  lost_ = true;
  pull_.add_gap(object_class, std::move(what), error.message);
  if (!first_error_) first_error_ = std::move(error);
}

Result<void> LdapReading::take(Half half, const DirectoryEntry& entry) {
  if (pull_.pull().size() >= static_cast<std::size_t>(settings_.max_objects)) {
    return fail(ErrorKind::corrupt, "more than " + std::to_string(settings_.max_objects) +
                                        " objects came (max_objects)");
  }
  if (half == Half::people) {
    last_taken_ = pull_.take_account(entry);
  } else {
    auto group = pull_.take_group(entry);
    last_taken_ = group.taken;
    if (group.range) ranges_.push_back(std::move(*group.range));
  }
  if (request_.progress && ++since_progress_ >= 1000) {
    since_progress_ = 0;
    request_.progress(pull_.pull().size(), half == Half::people ? "accounts" : "groups");
  }
  return {};
}

void LdapReading::note_references(Half half, const std::string& base,
                                  const std::vector<std::string>& references) {
  for (const std::string& url : references) pull_.note_reference(class_of(half), base, url);
}

LdapReading::Next LdapReading::after_page(Half half, const std::string& base,
                                          const LdapSearchEnd& end, PageCount& count,
                                          std::string& cookie) {
  const std::string where = "page " + std::to_string(count.number) + " of " + shown_dn(base);
  note_references(half, base, end.references);
  if (end.code != 0) {
    pull_.add_gap(class_of(half), where, end.words);
    if (!first_error_) first_error_ = core::Error{end.kind, where + ": " + end.words};
    return Next::done;
  }
  if (!end.cookie) {
    pull_.add_gap(class_of(half), where,
                  "the server did not say whether this was the last page (no paging control)");
    return Next::done;
  }
  if (end.cookie->empty()) return Next::done;
  const std::size_t now = taken(half);
  const bool barren = now == count.before;
  count.before = now;
  count.barren = barren ? count.barren + 1 : 0;
  // A server may send an empty page on the way, but not the same page again for ever.
  const bool repeats = barren && end.entries > 0 && *end.cookie == cookie;
  if (repeats || count.barren >= kMostBarrenPages) {
    core::Error error{ErrorKind::corrupt, where + ": the pages do not come to an end"};
    lose(class_of(half), where, std::move(error));
    return Next::done;
  }
  cookie = *end.cookie;
  return Next::page;
}

void LdapReading::read_base(Half half, const std::string& base) {
  const LdapSearch search{base, LdapSearch::Scope::subtree, half_of(half).filter, attributes(half),
                          0};
  PageCount count;
  count.before = taken(half);
  std::string cookie;
  const int size = half_of(half).page_size;
  for (Next next = Next::page; next == Next::page;) {
    ++count.number;
    const auto most = static_cast<std::size_t>(size);
    std::size_t came = 0;
    const auto end = server_.session->search(
        search, LdapPage{size, cookie}, [&](const DirectoryEntry& entry) -> Result<void> {
          if (++came > most) {
            return fail(ErrorKind::corrupt, "the server sends more than the " +
                                                std::to_string(size) + " entries asked");
          }
          return take(half, entry);
        });
    if (!end) {
      lose(class_of(half), "page " + std::to_string(count.number) + " of " + shown_dn(base),
           end.error());
      return;
    }
    next = after_page(half, base, *end, count, cookie);
    if (next == Next::page) follow_ranges();
    if (lost_) return;
  }
  follow_ranges();
}

void LdapReading::read_half(Half half) {
  pull_.pull().set_completeness(class_of(half), core::Completeness::complete);
  const auto all = bases(half);
  if (all.empty()) {
    pull_.add_gap(class_of(half), "base_dns", "none is set and the server names no default");
  }
  for (const std::string& base : all) {
    if (lost_) {
      pull_.add_gap(class_of(half), shown_dn(base), "not begun: the connection was lost before");
    } else {
      read_base(half, base);
    }
  }
}

void LdapReading::follow_ranges() {
  std::vector<OpenRange> ranges;
  ranges.swap(ranges_);
  for (OpenRange& range : ranges) {
    if (lost_) {
      pull_.break_range(range, "the connection was lost");
    } else {
      follow(std::move(range));
    }
  }
}

void LdapReading::follow(OpenRange range) {
  for (std::optional<OpenRange> next = std::move(range); next;) {
    const OpenRange now = std::move(*next);
    next.reset();
    const auto last = now.next + static_cast<std::uint64_t>(settings_.range_size) - 1;
    const LdapSearch search{
        now.dn,
        LdapSearch::Scope::base,
        "(objectClass=*)",
        {"member;range=" + std::to_string(now.next) + "-" + std::to_string(last)},
        0};
    bool came = false;
    const auto end = server_.session->search(search, std::nullopt,
                                             [&](const DirectoryEntry& entry) -> Result<void> {
                                               if (!came) next = pull_.take_range(now, entry);
                                               came = true;
                                               return {};
                                             });
    if (!end) {
      pull_.break_range(now, end.error().message);
      lose(ObjectClass::entitlement, "members of " + shown_dn(now.dn), end.error());
      return;
    }
    if (end->code != 0 || !came) {
      pull_.break_range(now, end->code != 0 ? end->words : "the server tells them no more");
      return;
    }
  }
}

/// When nobody seems to have signed in ever, it is our right to see it that is missing.
void LdapReading::look_at_last_use() {
  std::string any;
  for (const auto& [role, names] : settings_.people.names) {
    if (role != Role::last_used) continue;
    for (const std::string& name : names) any += "(" + name + "=*)";
  }
  if (any.empty() || settings_.never_used == DirectorySettings::NeverUsed::unknown) return;
  for (const std::string& base : bases(Half::people)) {
    const LdapSearch search{base,
                            LdapSearch::Scope::subtree,
                            "(&" + settings_.people.filter + "(|" + any + "))",
                            {"1.1"},
                            1};
    bool seen = false;
    const auto end =
        server_.session->search(search, std::nullopt, [&](const DirectoryEntry&) -> Result<void> {
          seen = true;
          return {};
        });
    if (!end) {
      lose(ObjectClass::account, "last sign-in below " + shown_dn(base), end.error());
      return;
    }
    if (seen) return;
  }
  pull_.meaning().distrust_last_use();
}

void LdapReading::read_primary_groups() {
  if (server_.root.default_base.empty() || !settings_.groups.wanted) return;
  for (const Sid& sid : pull_.missing_primary_groups()) {
    if (lost_) return;
    const LdapSearch search{
        server_.root.default_base, LdapSearch::Scope::subtree,
        "(&(objectCategory=group)" + equals_filter("objectSid", sid.text()) + ")",
        attributes(Half::groups), 0};
    const auto end = server_.session->search(
        search, std::nullopt,
        [&](const DirectoryEntry& entry) { return take(Half::groups, entry); });
    if (!end) lose(ObjectClass::entitlement, "primary group " + sid.text(), end.error());
  }
  follow_ranges();
}

/// The data are of the moment when the reading began, by the server's clock when it tells one.
void LdapReading::note_moment() {
  // What it answers now is of now. Its clock tells how far the two differ (CLOCK_SKEW), and not of
  // which moment its entries are.
  for (const Half half : {Half::people, Half::groups}) {
    if (half_of(half).wanted) pull_.pull().set_data_from(class_of(half), request_.now);
  }
}

Result<core::Pull> LdapReading::run() {
  const auto deadline = begun_ + settings_.pull_timeout;
  server_ = TRY(open_directory(settings_, deadline));
  if (const auto skew = clock_skew(server_.root, request_.now, elapsed())) {
    pull_.pull().set_clock_skew(*skew);
  }
  note_moment();
  pull_.set_bases(bases(Half::people));
  pull_.set_bases(bases(Half::groups));
  look_at_last_use();
  if (settings_.people.wanted) read_half(Half::people);
  pull_.end_accounts();
  if (settings_.groups.wanted) {
    read_half(Half::groups);
    read_primary_groups();
  }
  if (!lost_) count_all();
  // Looking for single members helps against a hole, not against half a tree.
  if (!pull_.has_gap(ObjectClass::account) && settings_.people.wanted) look_for_unseen();
  note_holes();
  if (pull_.pull().size() == 0 && first_error_) return tl::unexpected(std::move(*first_error_));
  if (settings_.people.wanted && pull_.account_count() == 0) {
    pull_.add_gap(ObjectClass::account, "accounts",
                  "not one was found: check base_dns, people.filter and the right to read");
  }
  if (settings_.groups.wanted && pull_.group_count() == 0) {
    pull_.add_gap(ObjectClass::entitlement, "groups",
                  "not one was found: check base_dns and groups.filter, or set groups.bases = [] "
                  "if there are none");
  }
  return pull_.finish(request_.now + std::chrono::duration_cast<std::chrono::seconds>(elapsed()));
}

}  // namespace rettesnor::connectors
