// Objects by objectGUID or entryUUID: a name is only what they are called today.
#include "connectors/writing/writer_session.h"

#include <algorithm>
#include <set>

#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/ldap_filter.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

/// "6f0c…-…": hex digits in five parts.
bool is_guid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = std::string_view("0123456789abcdefABCDEF").find(text[i]) != text.npos;
    if (dash ? text[i] != '-' : !hex) return false;
  }
  return true;
}

std::vector<std::string> wanted_attributes(const WriteSettings& settings) {
  std::set<std::string> members;
  for (const auto& [role, names] : settings.directory.groups.names) {
    if (role == Role::member || role == Role::member_login) {
      members.insert(names.begin(), names.end());
    }
  }
  std::set<std::string> all;
  for (const auto* half : {&settings.directory.people, &settings.directory.groups}) {
    for (const std::string& name : attributes_of(*half)) {
      if (!members.contains(name)) all.insert(name);
    }
  }
  all.insert("objectClass");
  if (settings.directory.flavour == DirectoryFlavour::active_directory) {
    all.insert({"objectSid", "adminCount", "primaryGroupID", "userAccountControl"});
  } else {
    all.insert({"memberURL", settings.disable_attribute});
  }
  return {all.begin(), all.end()};
}

std::string natural_id_attribute(const WriteSettings& settings) {
  for (const auto& [role, names] : settings.directory.people.names) {
    if (role == Role::natural_id && !names.empty()) return names.front();
  }
  return {};
}

}  // namespace

const std::vector<std::string>& DirectoryObject::all(const std::string& lower_case_name) const {
  static const std::vector<std::string> kNone;
  const auto found = values.find(lower_case_name);
  return found == values.end() ? kNone : found->second;
}

std::string DirectoryObject::first(const std::string& lower_case_name) const {
  const auto& told = all(lower_case_name);
  return told.empty() ? std::string() : told.front();
}

bool DirectoryObject::is_of_class(std::string_view object_class) const {
  const auto& told = all("objectclass");
  return std::any_of(told.begin(), told.end(),
                     [&](const std::string& one) { return same_name(one, object_class); });
}

std::string DirectoryObject::shown() const {
  return core::printable(dn, 160);
}

WriterSession::WriterSession(WriteSettings settings)
    : settings_(std::move(settings)),
      meaning_(settings_.directory),
      attributes_(wanted_attributes(settings_)) {}

Result<OpenDirectory*> WriterSession::open() {
  if (server_) return &*server_;
  server_ = TRY(open_directory(settings_.directory, std::chrono::steady_clock::time_point::max()));
  proven_ = Proven::no;
  if (auto noted = note_own_accounts(); !noted) {
    server_.reset();
    return tl::unexpected(std::move(noted).error());
  }
  return &*server_;
}

Result<LdapSearchEnd> WriterSession::search(const LdapSearch& search,
                                            const LdapSession::OnEntry& take) {
  for (;;) {
    const OpenDirectory* server = TRY(open());
    const bool again = proven_ == Proven::yes;
    auto end = server->session->search(search, std::nullopt, take);
    if (end) {
      proven_ = Proven::yes;
      return end;
    }
    server_.reset();
    // A server ends connections that are idle for long; a new one is not tried twice.
    if (!again || end.error().kind != ErrorKind::unreachable) return end;
  }
}

DirectoryObject WriterSession::object_of(const DirectoryEntry& entry) {
  DirectoryObject object;
  object.dn = entry.dn;
  object.natural_id = meaning_.natural_id_of(entry);
  for (const DirectoryEntry::Attribute& attribute : entry.attributes) {
    auto& into = object.values[core::lower_ascii(attribute.name)];
    for (const std::string_view value : entry.values_of(attribute)) into.emplace_back(value);
  }
  object.sid = read_sid(entry.first("objectSid"));
  for (const char* group : {"group", "groupOfNames", "groupOfUniqueNames", "posixGroup",
                            "groupOfMembers", "groupOfURLs"}) {
    if (object.is_of_class(group)) object.sort = DirectoryObject::Sort::group;
  }
  core::RecordBuilder record;
  if (object.sort == DirectoryObject::Sort::group) {
    object.login = meaning_.read_group(entry, record).login;
    const std::string bytes = record.bytes();
    if (object.login.empty()) object.login = core::RecordView(bytes).get(core::Attribute::name);
  } else {
    object.login = meaning_.read_account(entry, record).login;
  }
  return object;
}

Result<std::vector<DirectoryObject>> WriterSession::collect(const LdapSearch& search) {
  std::map<std::string, DirectoryObject> found;  // again after a renewed connection: the same
  const auto take = [&](const DirectoryEntry& entry) -> Result<void> {
    DirectoryObject object = object_of(entry);
    std::string key = object.natural_id.empty() ? object.dn : object.natural_id;
    found.insert_or_assign(std::move(key), std::move(object));
    return {};
  };
  const LdapSearchEnd end = TRY(this->search(search, take));
  const bool as_many_as_asked = end.code == 4 && search.size_limit > 0;
  if (end.code != 0 && end.code != 32 && !as_many_as_asked) {
    return fail(end.kind, "looking in " + core::printable(search.base, 120) + ": " + end.words);
  }
  if (end.code == 32 && search.scope == LdapSearch::Scope::subtree) {
    return fail(ErrorKind::not_found, core::printable(search.base, 120) + ": " + end.words);
  }
  if (end.code == 0 && found.empty() && search.scope == LdapSearch::Scope::base) {
    return fail(ErrorKind::refused, "the server shows nothing of " +
                                        core::printable(search.base, 120) +
                                        "; give the writing account the right to read it");
  }
  if (found.empty() && !is_active_directory() && !end.references.empty()) {
    return fail(ErrorKind::refused, "another server holds part of " +
                                        core::printable(search.base, 120) +
                                        ": what is sought may be there");
  }
  std::vector<DirectoryObject> out;
  for (auto& [key, object] : found) out.push_back(std::move(object));
  return out;
}

std::vector<std::string> WriterSession::trees() const {
  const RootFacts& root = server_->root;
  if (is_active_directory()) return {root.default_base};
  return root.naming_contexts.empty() ? settings_.directory.people.bases : root.naming_contexts;
}

Result<std::vector<DirectoryObject>> WriterSession::find_all(const std::string& filter) {
  TRY(open());
  std::vector<DirectoryObject> all;
  for (const std::string& tree : trees()) {
    const LdapSearch search{tree, LdapSearch::Scope::subtree, filter, attributes_, 0};
    auto some = TRY(collect(search));
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  std::sort(all.begin(), all.end(),
            [](const auto& a, const auto& b) { return a.natural_id < b.natural_id; });
  return all;
}

Result<std::vector<DirectoryObject>> WriterSession::sample(const std::string& base,
                                                           const std::string& filter, int most) {
  return collect({base, LdapSearch::Scope::subtree, filter, attributes_, most});
}

Result<std::optional<DirectoryObject>> WriterSession::find_by_filter(
    const std::string& filter, const std::string& natural_id) {
  // An empty answer must come twice: one that lost its entry on the way is no proof.
  for (int attempt = 0; attempt < 2; ++attempt) {
    std::vector<DirectoryObject> found = TRY(find_all(filter));
    if (found.size() > 1) {
      return fail(ErrorKind::corrupt,
                  "more than one object has the id " + core::printable(natural_id, 80));
    }
    if (!found.empty()) return std::optional(std::move(found.front()));
  }
  return std::optional<DirectoryObject>();
}

Result<std::optional<DirectoryObject>> WriterSession::find(const std::string& natural_id) {
  const std::string id = core::lower_ascii(natural_id);
  const std::string shown = core::printable(natural_id, 80);
  if (id.starts_with("dn:") || id.empty()) {
    return fail(ErrorKind::unsupported,
                shown +
                    " is known by its name alone, which can be given to somebody else: it is "
                    "held by another directory; take it away by hand");
  }
  if (is_active_directory() && id.starts_with("s-1-")) {
    return find_by_filter(equals_filter("objectSid", natural_id), natural_id);
  }
  std::optional<DirectoryObject> object;
  if (is_active_directory()) {
    if (!is_guid(id)) return fail(ErrorKind::invalid_input, shown + " is no objectGUID");
    const LdapSearch search{"<GUID=" + id + ">", LdapSearch::Scope::base, "(objectClass=*)",
                            attributes_, 0};
    std::vector<DirectoryObject> found = TRY(collect(search));
    if (found.size() > 1) return fail(ErrorKind::corrupt, "two objects have the id " + shown);
    if (!found.empty()) object = std::move(found.front());
    if (object && same_name(object->first("isdeleted"), "TRUE")) object.reset();
  } else {
    object = TRY(find_by_filter(equals_filter(natural_id_attribute(settings_), id), natural_id));
  }
  if (object && object->natural_id != id) {
    return fail(ErrorKind::corrupt, "asked for " + shown + ", the server tells of " +
                                        core::printable(object->natural_id, 80));
  }
  return object;
}

Result<bool> WriterSession::fits(const DirectoryObject& object, const std::string& filter) {
  const LdapSearch search{name_of(object),
                          LdapSearch::Scope::base,
                          "(&" + filter_of(object) + filter + ")",
                          {"1.1"},
                          0};
  bool seen = false;
  const LdapSearchEnd end = TRY(this->search(search, [&](const DirectoryEntry&) -> Result<void> {
    seen = true;
    return {};
  }));
  if (end.code != 0 && end.code != 32) {
    return fail(end.kind, "looking at " + object.shown() + ": " + end.words);
  }
  return seen;
}

std::vector<MemberValue> WriterSession::candidates(const DirectoryObject& member) const {
  std::vector<MemberValue> out;
  for (const auto& [role, names] : settings_.directory.groups.names) {
    for (const std::string& name : names) {
      if (role == Role::member) out.push_back({name, member.dn});
      if (role == Role::member_login && member.sort == DirectoryObject::Sort::account) {
        out.push_back({name, member.login});
      }
    }
  }
  return out;
}

Result<void> WriterSession::must_be_alone_with_login(const DirectoryObject& member) {
  std::string filter;
  for (const auto& [role, names] : settings_.directory.people.names) {
    if (role != Role::login) continue;
    for (const std::string& name : names) filter += equals_filter(name, member.login);
  }
  const auto all = TRY(find_all("(|" + filter + ")"));
  if (all.size() == 1 && all.front().natural_id == member.natural_id) return {};
  return fail(ErrorKind::unsupported,
              (all.empty() ? "no account" : "more than one account") +
                  std::string(" has the login ") + core::printable(member.login, 80) +
                  ", by which the group lists " + member.shown() + ": take it out by hand");
}

Result<WriterSession::MemberReading> WriterSession::read_list(const DirectoryObject& group,
                                                              const DirectoryObject& member) {
  const std::string dn = normalise_dn(member.dn);
  std::set<std::string> wanted;
  std::vector<std::string> ask;
  for (const MemberValue& one : candidates(member)) {
    if (wanted.insert(core::lower_ascii(one.attribute)).second) ask.push_back(one.attribute);
  }
  const auto width = static_cast<std::uint64_t>(settings_.directory.range_size);
  MemberReading reading;
  for (std::optional<std::uint64_t> next = 0; next;) {
    LdapSearch search{name_of(group), LdapSearch::Scope::base, filter_of(group), ask, 0};
    const std::uint64_t from = *next;
    if (is_active_directory()) {
      search.attributes = {"member;range=" + std::to_string(from) + "-" +
                           std::to_string(from + width - 1)};
    }
    next.reset();
    enum class Told { nothing, whole, broken } told = Told::nothing;
    const auto take = [&](const DirectoryEntry& entry) -> Result<void> {
      const ToldMembers range = meaning_.read_members(entry);
      next = range.next;
      told = range.broken || (from > 0 && range.first != from) ? Told::broken : Told::whole;
      for (const DirectoryEntry::Attribute& attribute : entry.attributes) {
        const std::string base(attribute.name.substr(0, attribute.name.find(';')));
        if (!wanted.contains(core::lower_ascii(base))) continue;
        for (const std::string_view value : entry.values_of(attribute)) {
          ++reading.told;
          const bool same = value == member.dn || normalise_dn(value) == dn ||
                            (member.sort == DirectoryObject::Sort::account &&
                             value.find('=') == value.npos && value == member.login);
          if (same) reading.found.push_back({base, std::string(value)});
        }
      }
      return {};
    };
    const LdapSearchEnd end = TRY(this->search(search, take));
    if (end.code != 0 || told != Told::whole || (next && *next <= from)) {
      return fail(end.code != 0 ? end.kind : ErrorKind::corrupt,
                  "the members of " + group.shown() + " cannot be read to the end" +
                      (end.code != 0 ? ": " + end.words : std::string()));
    }
  }
  return reading;
}

Result<std::vector<MemberValue>> WriterSession::read_membership(const DirectoryObject& group,
                                                                const DirectoryObject& member) {
  MemberReading reading = TRY(read_list(group, member));
  if (!reading.found.empty()) return std::move(reading.found);
  const auto now = TRY(find(member.natural_id));
  if (!now || now->dn != member.dn || now->login != member.login) {
    return fail(ErrorKind::conflict, member.shown() +
                                         " was renamed, moved or deleted while the members of " +
                                         group.shown() + " were read: look again");
  }
  if (reading.told > 0) return std::move(reading.found);
  // An empty list is told like one that we may not see. These must have a member; Active Directory
  // tells it a second time, at the member.
  const bool hidden = is_active_directory() ? TRY(fits(*now, equals_filter("memberOf", group.dn)))
                                            : group.is_of_class("groupOfNames") ||
                                                  group.is_of_class("groupOfUniqueNames");
  if (!hidden) return std::move(reading.found);
  return fail(ErrorKind::refused, "the members of " + group.shown() +
                                      " are not shown; give the writing account the right to read "
                                      "them");
}

std::string WriterSession::name_of(const DirectoryObject& object) const {
  return is_active_directory() ? "<GUID=" + object.natural_id + ">" : object.dn;
}

std::string WriterSession::filter_of(const DirectoryObject& object) const {
  return is_active_directory() ? "(objectClass=*)"
                               : equals_filter(natural_id_attribute(settings_), object.natural_id);
}

Result<LdapWriteEnd> WriterSession::modify(const DirectoryObject& object,
                                           const std::vector<LdapChange>& changes) {
  const OpenDirectory* server = TRY(open());
  // Active Directory finds the object by its GUID at the moment of the write; elsewhere the write
  // itself asserts that the entry of this name is still the one that was read.
  const std::string assertion = is_active_directory() || assertion_ == Assertion::unknown_there
                                    ? std::string()
                                    : filter_of(object);
  auto end = server->session->modify(name_of(object), changes, assertion);
  if (!end) {
    server_.reset();
    return end;
  }
  if (end->code == 12 && !assertion.empty()) {
    assertion_ = Assertion::unknown_there;
    return modify(object, changes);
  }
  return end;
}

bool WriterSession::is_own(const DirectoryObject& object) const {
  return std::find(own_ids_.begin(), own_ids_.end(), object.natural_id) != own_ids_.end();
}

Result<std::string> WriterSession::id_of_login(const std::string& user) {
  LdapSearch search{user, LdapSearch::Scope::base, "(objectClass=*)", attributes_, 0};
  if (user.find('=') == user.npos) {
    const auto slash = user.find('\\');
    const std::string account =
        slash == user.npos ? user.substr(0, user.find('@')) : user.substr(slash + 1);
    search.base = server_->root.default_base;
    search.scope = LdapSearch::Scope::subtree;
    search.filter = "(|" + equals_filter("userPrincipalName", user) +
                    equals_filter("sAMAccountName", account) + ")";
  }
  std::string id;
  const auto take = [&](const DirectoryEntry& entry) -> Result<void> {
    id = meaning_.natural_id_of(entry);
    return {};
  };
  const LdapSearchEnd end = TRY(server_->session->search(search, std::nullopt, take));
  // Not here, or in another domain: then it cannot be touched here either. Any other answer is
  // none, and without one this tool could take away its own access.
  if (end.code != 0 && end.code != 10 && end.code != 32) {
    return fail(end.kind,
                "looking for the account " + core::printable(user, 120) + ": " + end.words);
  }
  return id;
}

Result<void> WriterSession::note_own_accounts() {
  own_ids_.clear();
  const std::string writer = TRY(id_of_login(settings_.directory.user));
  const std::string reader =
      settings_.reader.empty() ? std::string() : TRY(id_of_login(settings_.reader));
  if (!writer.empty() && writer == reader) {
    return fail(ErrorKind::invalid_input,
                "source " + settings_.directory.source +
                    ": write.bind is the account that reads: writing needs one of its own");
  }
  for (const std::string& id : {writer, reader}) {
    if (!id.empty()) own_ids_.push_back(id);
  }
  return {};
}

}  // namespace rettesnor::connectors
