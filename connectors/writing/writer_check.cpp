// What `check` says of the account that writes: each right that it needs, and those it should not
// have.
#include <algorithm>
#include <set>

#include "connectors/writing/directory_revoker.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::Result;
using Verdict = CheckLine::Verdict;

/// Values that no entry has, one of each syntax: asking to delete one shows the right, and changes
/// nothing.
constexpr const char* kNobody[] = {"cn=rettesnor-check-6f1d0b52,dc=invalid", "19000102030405Z",
                                   "-1606938045"};
constexpr int kAccountsLookedAt = 50;

class WriterCheck {
 public:
  explicit WriterCheck(WriterSession& session) : session_(session) {}
  std::vector<CheckLine> run();

 private:
  struct Wanted {
    const char* what;
    const DirectoryHalf& half;
    std::vector<std::string> attributes;  ///< that the work needs, lower-case
    /// Of which one on an object is enough (OpenLDAP's kinds of group).
    enum class Need { every, any } need;
  };
  struct Seen {
    std::size_t objects = 0;
    std::size_t writable = 0;
    std::set<std::string> beyond;
  };

  void say(Verdict verdict, std::string what, std::string detail) {
    lines_.push_back({verdict, std::move(what), std::move(detail)});
  }
  void say_rights(const Wanted& wanted, const std::string& base);
  Result<Seen> told_rights(const Wanted& wanted, const std::string& base);
  Result<Seen> tried_rights(const Wanted& wanted, const std::string& base);
  Result<bool> may_write(const DirectoryObject& object, const std::string& attribute);

  WriterSession& session_;
  std::vector<CheckLine> lines_;
};

/// Active Directory tells it: allowedAttributesEffective ([MS-ADTS] 3.1.1.4.5.7).
Result<WriterCheck::Seen> WriterCheck::told_rights(const Wanted& wanted, const std::string& base) {
  Seen seen;
  const LdapSearch search{base,
                          LdapSearch::Scope::subtree,
                          wanted.half.filter,
                          {"allowedAttributesEffective", "sDRightsEffective", "objectGUID"},
                          kAccountsLookedAt};
  const auto take = [&](const DirectoryEntry& entry) -> Result<void> {
    DirectoryObject own;
    own.natural_id = guid_text(entry.first("objectGUID")).value_or("");
    if (session_.is_own(own)) return {};
    ++seen.objects;
    std::set<std::string> allowed;
    for (const std::string_view name : entry.all("allowedAttributesEffective")) {
      allowed.insert(core::lower_ascii(name));
    }
    const bool all = std::all_of(wanted.attributes.begin(), wanted.attributes.end(),
                                 [&](const std::string& one) { return allowed.contains(one); });
    if (all) ++seen.writable;
    for (const std::string& one : wanted.attributes) allowed.erase(one);
    seen.beyond.insert(allowed.begin(), allowed.end());
    const auto rights = read_number(entry.first("sDRightsEffective"));
    if (rights && *rights != 0) seen.beyond.insert("its own access list");
    return {};
  };
  const LdapSearchEnd end = TRY(session_.search(search, take));
  if (end.code != 0 && end.code != 4) return core::fail(end.kind, end.words);
  return seen;
}

Result<bool> WriterCheck::may_write(const DirectoryObject& object, const std::string& attribute) {
  for (const char* value : kNobody) {
    const LdapWriteEnd end =
        TRY(session_.modify(object, {{LdapChange::Act::remove, attribute, {value}}}));
    // 16: no such value, after the access rules let it through; 21: not even a value of its kind.
    if (end.code != 21) return end.code == 16;
  }
  return false;
}

/// Other servers do not tell: they are asked to delete a value that is not there.
Result<WriterCheck::Seen> WriterCheck::tried_rights(const Wanted& wanted, const std::string& base) {
  Seen seen;
  std::vector<DirectoryObject> some = TRY(session_.sample(base, wanted.half.filter, 5));
  for (const DirectoryObject& object : some) {
    if (session_.is_own(object)) continue;
    ++seen.objects;
    std::size_t may = 0;
    for (const std::string& attribute : wanted.attributes) {
      if (TRY(may_write(object, attribute))) ++may;
    }
    const bool enough =
        wanted.need == Wanted::Need::any ? may > 0 : may == wanted.attributes.size();
    if (enough) ++seen.writable;
    for (const char* attribute : {"description", "userPassword", "mail"}) {
      const bool needed = std::find(wanted.attributes.begin(), wanted.attributes.end(),
                                    core::lower_ascii(attribute)) != wanted.attributes.end();
      if (!needed && TRY(may_write(object, attribute))) seen.beyond.insert(attribute);
    }
  }
  return seen;
}

void WriterCheck::say_rights(const Wanted& wanted, const std::string& base) {
  const std::string what =
      std::string("writing ") + wanted.what + " below " + core::printable(base, 120);
  std::string names;
  for (const std::string& one : wanted.attributes) names += (names.empty() ? "" : ", ") + one;
  const auto seen =
      session_.is_active_directory() ? told_rights(wanted, base) : tried_rights(wanted, base);
  if (!seen) return say(Verdict::bad, what, seen.error().message);
  if (seen->objects == 0) return say(Verdict::note, what, "none is visible");
  const std::string of = std::to_string(seen->writable) + " of " + std::to_string(seen->objects);
  if (seen->writable == 0) {
    say(Verdict::note, what,
        "no right to write " + names + " on any of " + std::to_string(seen->objects) +
            " looked at: removals there will be refused and must be done by hand");
  } else {
    say(Verdict::good, what, names + " on " + of + " looked at");
  }
  if (seen->beyond.empty()) return;
  std::string more;
  std::size_t shown = 0;
  for (const std::string& one : seen->beyond) {
    if (++shown > 6) break;
    more += (more.empty() ? "" : ", ") + core::printable(one, 60);
  }
  if (seen->beyond.size() > 6) {
    more += " and " + std::to_string(seen->beyond.size() - 6) + " more";
  }
  say(Verdict::note, what,
      "the writing account may also write " + more + ": take away what it does not need");
}

std::vector<CheckLine> WriterCheck::run() {
  const auto opened = session_.open();
  if (!opened) {
    say(Verdict::bad, "writing", opened.error().message);
    return std::move(lines_);
  }
  const DirectorySettings& directory = session_.settings().directory;
  say(Verdict::good, "writing",
      "signed in as " + core::printable(directory.user, 120) + " at " + (*opened)->url);
  if (session_.settings().reader.empty()) {
    say(Verdict::note, "writing",
        "the account that reads signs in by Kerberos and is not known by name: write it in "
        "bind.user, so that its own access is never taken away");
  }
  const bool ad = session_.is_active_directory();
  std::vector<std::string> members;
  for (const auto& [role, names] : directory.groups.names) {
    if (role != Role::member && role != Role::member_login) continue;
    for (const std::string& name : names) members.push_back(core::lower_ascii(name));
  }
  const std::string disable =
      ad ? "useraccountcontrol" : core::lower_ascii(session_.settings().disable_attribute);
  const Wanted wanted[] = {{"people", directory.people, {disable}, Wanted::Need::every},
                           {"groups", directory.groups, members, Wanted::Need::any}};
  for (const Wanted& one : wanted) {
    auto bases = one.half.bases;
    if (bases.empty() && one.half.wanted) bases = {(*opened)->root.default_base};
    for (const std::string& base : bases) say_rights(one, base);
  }
  return std::move(lines_);
}

}  // namespace

Result<std::vector<CheckLine>> check_writer(WriterSession& session) {
  return WriterCheck(session).run();
}

}  // namespace rettesnor::connectors
