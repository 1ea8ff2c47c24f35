// From the JSON of one [[source]] to DirectorySettings, with the defaults of each flavour.
#include "connectors/directory/directory_settings.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <nlohmann/json.hpp>

#include "connectors/directory/directory_entry.h"
#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/ldap_filter.h"
#include "connectors/directory/ldap_url.h"
#include "core/text.h"
#include "policies/settings_reader.h"
#include "policies/source_settings_table.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using nlohmann::json;
using policies::kBind;
using policies::kDirectory;
using policies::kDisabledWhen;
using policies::kExport;
using policies::kPeople;
using policies::kServer;
using policies::Setting;
using policies::SettingsReader;
using policies::SettingTable;

// objectGUID, RFC 4530, 389 Directory Server, FreeIPA, IBM: given by the server, kept for ever.
constexpr std::string_view kImmutable[] = {"objectGUID", "entryUUID", "nsUniqueId", "ipaUniqueID",
                                           "ibm-entryuuid"};

bool is_immutable(const std::string& attribute, DirectoryFlavour flavour) {
  if (flavour == DirectoryFlavour::active_directory) return same_name(attribute, "objectGUID");
  return std::any_of(std::begin(kImmutable), std::end(kImmutable),
                     [&](std::string_view one) { return same_name(attribute, one); });
}

struct RoleName {
  std::string_view name;
  Role role;
};

/// The roles that a setting `attributes` may redirect.
constexpr RoleName kRoles[] = {{"natural_id", Role::natural_id},
                               {"login", Role::login},
                               {"upn", Role::upn},
                               {"mail", Role::mail},
                               {"name", Role::name},
                               {"given_name", Role::given_name},
                               {"family_name", Role::family_name},
                               {"employee_no", Role::employee_no},
                               {"title", Role::title},
                               {"department", Role::department},
                               {"description", Role::description},
                               {"manager", Role::manager},
                               {"owner", Role::owner},
                               {"vendor", Role::vendor},
                               {"sponsor", Role::sponsor},
                               {"expires", Role::expires},
                               {"password_set", Role::password_set},
                               {"last_used", Role::last_used},
                               {"created", Role::created},
                               {"member", Role::member},
                               {"member_login", Role::member_login}};
static_assert(std::ranges::equal(kRoles, policies::kDirectoryRoles, {}, &RoleName::name));

RoleNames people_names(DirectoryFlavour flavour) {
  if (flavour == DirectoryFlavour::openldap) {
    return {
        {Role::natural_id, {"entryUUID"}},
        {Role::login, {"uid"}},
        {Role::mail, {"mail"}},
        {Role::name, {"displayName", "cn"}},
        {Role::given_name, {"givenName"}},
        {Role::family_name, {"sn"}},
        {Role::employee_no, {"employeeNumber"}},
        {Role::title, {"title"}},
        {Role::department, {"departmentNumber", "ou"}},
        {Role::description, {"description"}},
        {Role::manager, {"manager"}},
        {Role::expires, {"pwdEndTime"}},
        {Role::password_set, {"pwdChangedTime"}},
        {Role::last_used, {"pwdLastSuccess", "authTimestamp"}},
        {Role::created, {"createTimestamp"}},
        {Role::posix_group, {"gidNumber"}},
        {Role::disabled_mark,
         {"pwdAccountLockedTime", "nsAccountLock", "ds-pwp-account-disabled", "loginDisabled"}}};
  }
  return {{Role::natural_id, {"objectGUID"}},
          {Role::login, {"sAMAccountName"}},
          {Role::upn, {"userPrincipalName"}},
          {Role::mail, {"mail"}},
          {Role::name, {"displayName", "cn"}},
          {Role::given_name, {"givenName"}},
          {Role::family_name, {"sn"}},
          {Role::employee_no, {"employeeID", "employeeNumber"}},
          {Role::title, {"title"}},
          {Role::department, {"department"}},
          {Role::description, {"description"}},
          {Role::manager, {"manager"}},
          {Role::control, {"userAccountControl"}},
          {Role::expires, {"accountExpires"}},
          {Role::password_set, {"pwdLastSet"}},
          {Role::last_used, {"lastLogonTimestamp"}},
          {Role::created, {"whenCreated"}},
          {Role::primary_group, {"primaryGroupID"}},
          {Role::sid, {"objectSid"}},
          {Role::mailbox_type, {"msExchRecipientTypeDetails"}},
          {Role::deleted_mark, {"isDeleted"}}};
}

RoleNames group_names(DirectoryFlavour flavour) {
  if (flavour == DirectoryFlavour::openldap) {
    return {{Role::natural_id, {"entryUUID"}},
            {Role::name, {"cn"}},
            {Role::mail, {"mail"}},
            {Role::description, {"description"}},
            {Role::owner, {"owner"}},
            {Role::created, {"createTimestamp"}},
            {Role::member, {"member", "uniqueMember"}},
            {Role::member_login, {"memberUid"}},
            {Role::posix_group, {"gidNumber"}},
            {Role::member_rule, {"memberURL", "memberQueryURL"}}};
  }
  return {{Role::natural_id, {"objectGUID"}},
          {Role::login, {"sAMAccountName"}},
          {Role::name, {"cn"}},
          {Role::mail, {"mail"}},
          {Role::description, {"description"}},
          {Role::owner, {"managedBy"}},
          {Role::created, {"whenCreated"}},
          {Role::sid, {"objectSid"}},
          {Role::group_type, {"groupType"}},
          {Role::deleted_mark, {"isDeleted"}},
          {Role::member, {"member"}}};
}

void replace_names(RoleNames& names, Role role, std::vector<std::string> attributes) {
  std::erase_if(names, [&](const auto& one) { return one.first == role; });
  if (!attributes.empty()) names.emplace_back(role, std::move(attributes));
}

void read_attributes(SettingsReader& reader, RoleNames& names) {
  const Setting& row = kPeople["attributes"];
  const json* table = reader.find(row);
  if (table == nullptr) return;
  SettingsReader inner = reader.table(row);
  for (const auto& [key, value] : table->items()) {
    const auto known = std::ranges::find(kRoles, key, &RoleName::name);
    if (known == std::end(kRoles)) {
      inner.wrong(key, "is nothing that an attribute can be read for");
      continue;
    }
    auto attributes = inner.texts(key).value_or(std::vector<std::string>{});
    for (const std::string& attribute : attributes) {
      if (!is_attribute_name(attribute)) inner.wrong(key, "must name attributes");
    }
    replace_names(names, known->role, std::move(attributes));
  }
  reader.take_trouble(inner);
}

void read_half(SettingsReader& all, const Setting& place, const std::vector<std::string>& bases,
               DirectoryHalf& half) {
  SettingsReader own = all.table(place);
  const SettingTable& rows = *place.inner;
  half.bases = own.texts(kPeople["bases"]).value_or(bases);
  half.wanted = own.find(kPeople["bases"]) == nullptr || !half.bases.empty();
  half.class_filter = half.filter;
  half.filter = own.text(kPeople["filter"], half.filter);
  if (!is_one_filter(half.filter)) own.wrong(kPeople["filter"], "is no search filter in brackets");
  const Setting& page_size = *rows.find(kPeople["page_size"].key);
  half.page_size = static_cast<int>(
      own.number(page_size, all.number(kDirectory["page_size"], page_size.default_number)));
  read_attributes(all, half.names);
  read_attributes(own, half.names);
  all.take_trouble(own);
}

/// The longest first: the deepest place, the narrowest pattern decides.
void longest_first(std::vector<std::pair<std::string, std::string>>& kinds) {
  std::ranges::stable_sort(kinds, std::greater{}, [](const auto& one) { return one.first.size(); });
}

std::vector<std::string> names_of_objects(SettingsReader& reader, const Setting& row) {
  std::vector<std::string> out;
  for (const std::string& dn : reader.texts(row).value_or(std::vector<std::string>{})) {
    out.push_back(normalise_dn(dn));
  }
  return out;
}

void read_meaning(SettingsReader& reader, DirectorySettings& out) {
  for (auto& [dn, kind] : reader.pairs(kDirectory["kind_by_ou"])) {
    out.kind_by_ou.emplace_back(normalise_dn(dn), kind);
  }
  longest_first(out.kind_by_ou);
  for (auto& [pattern, kind] : reader.pairs(kDirectory["kind_by_login"])) {
    out.kind_by_login.emplace_back(core::fold(pattern), kind);
  }
  longest_first(out.kind_by_login);
  out.default_kind = reader.choice(kDirectory["default_kind"]);
  for (auto& [value, vendor] : reader.pairs(kDirectory["vendor_by_value"])) {
    out.vendor_by_value.emplace(core::fold(value), vendor);
  }
  const bool ad = out.flavour == DirectoryFlavour::active_directory;
  const auto lag = reader.number(kDirectory["last_used_lag_days"], ad ? 14 : 0);
  if (lag > 0) out.last_used_lag_days = std::to_string(lag);
  out.never_used = reader.flag(kDirectory["never_used_when_absent"], ad)
                       ? DirectorySettings::NeverUsed::when_absent
                       : DirectorySettings::NeverUsed::unknown;
  for (const auto& [row, role] : {std::pair(&kDirectory["vendor_attribute"], Role::vendor),
                                  std::pair(&kDirectory["sponsor_attribute"], Role::sponsor),
                                  std::pair(&kDirectory["owner_attribute"], Role::owner)}) {
    if (const auto names = reader.texts(*row)) replace_names(out.people.names, role, *names);
  }
  SettingsReader mark = reader.table(kDirectory["disabled_when"]);
  if (const auto name = mark.texts(kDisabledWhen["attribute"])) {
    replace_names(out.people.names, Role::disabled_mark, *name);
    out.disabled_values.clear();
  }
  if (const auto values = mark.texts(kDisabledWhen["values"])) out.disabled_values = *values;
  reader.take_trouble(mark);
  out.ignore_members = names_of_objects(reader, kDirectory["ignore_members"]);
  out.ignore_references = names_of_objects(reader, kDirectory["ignore_references"]);
  out.dangling = reader.choice(kDirectory["dangling_members"]) == "ignore"
                     ? DirectorySettings::Dangling::ignore
                     : DirectorySettings::Dangling::gap;
  out.distribution = reader.flag(kDirectory["distribution_groups"])
                         ? DirectorySettings::Distribution::read
                         : DirectorySettings::Distribution::leave_out;
}

void read_bind(SettingsReader& reader, DirectorySettings& out) {
  SettingsReader bind = reader.table(kServer["bind"]);
  out.bind = bind.choice(kBind["method"]) == "gssapi" ? DirectorySettings::Bind::gssapi
                                                      : DirectorySettings::Bind::simple;
  out.user = bind.text(kBind["user"]);
  out.password_file = bind.file(kBind["password_file"]);
  out.password_env = bind.text(kBind["password_env"]);
  if (out.bind == DirectorySettings::Bind::simple) {
    if (out.user.empty()) bind.wrong(kBind["user"], "is missing");
    if (out.password_file.empty() == out.password_env.empty()) {
      bind.wrong(kBind["password_file"], "or password_env is needed, one of the two");
    }
    for (const std::string& url : out.urls) {
      if (url.starts_with("ldap://") && !out.start_tls) {
        bind.wrong(kBind["method"],
                   "simple sends a password: use ldaps:// in urls, or start_tls = true");
      }
    }
  }
  reader.take_trouble(bind);
}

/// Of a server, and of a file, which has no keys for them.
void read_limits(SettingsReader& reader, DirectorySettings& out) {
  using std::chrono::seconds;
  out.connect_timeout = seconds(reader.number(kServer["connect_timeout_seconds"]));
  out.answer_timeout = seconds(reader.number(kServer["answer_timeout_seconds"]));
  out.pull_timeout = seconds(reader.number(kServer["pull_timeout_seconds"]));
  out.max_message = static_cast<std::uint64_t>(reader.number(kServer["max_message_mib"])) << 20U;
  out.max_objects = reader.number(kServer["max_objects"]);
  out.range_size = static_cast<int>(reader.number(kServer["range_size"]));
}

void read_server(SettingsReader& reader, DirectorySettings& out) {
  const Setting& servers =
      reader.find(kServer["urls"]) != nullptr ? kServer["urls"] : kServer["url"];
  out.urls = reader.texts(servers).value_or(std::vector<std::string>{});
  if (out.urls.empty()) {
    reader.wrong(kServer["urls"], "is missing: write the servers, best first");
  }
  out.start_tls = reader.flag(kServer["start_tls"]);
  for (const std::string& url : out.urls) {
    if (auto parsed = parse_ldap_url(url, out.start_tls); !parsed) {
      reader.wrong(kServer["urls"], "is wrong: " + parsed.error().message);
    }
  }
  out.ca_file = reader.file(kServer["ca_file"]);
  if (out.ca_file.empty()) {
    reader.wrong(kServer["ca_file"],
                 "is missing: the PEM file of the authority that issued the server's certificate");
  }
  read_bind(reader, out);
  out.cross_check = reader.choice(kServer["cross_check"]) == "recount"
                        ? DirectorySettings::CrossCheck::recount
                        : DirectorySettings::CrossCheck::references;
}

}  // namespace

Result<DirectorySettings> read_directory_settings(const SourceSettings& settings) {
  static const json kEmpty = json::object();
  const json& values = settings.values == nullptr ? kEmpty : *settings.values;
  if (!values.is_object()) {
    return fail(ErrorKind::invalid_input, "source " + settings.name + ": settings are no table");
  }
  SettingsReader reader(values, {}, settings.folder);
  const std::string flavour =
      reader.choice(kDirectory["flavour"], settings.kind == "ldap" ? "openldap" : "ad");
  DirectorySettings out;
  out.source = settings.name;
  out.flavour = flavour == "ad" ? DirectoryFlavour::active_directory : DirectoryFlavour::openldap;
  const bool ad = out.flavour == DirectoryFlavour::active_directory;
  out.people.names = people_names(out.flavour);
  out.groups.names = group_names(out.flavour);
  out.people.filter = ad ? "(&(objectCategory=person)(objectClass=user))"
                         : "(|(objectClass=inetOrgPerson)(objectClass=posixAccount))";
  out.groups.filter = ad ? "(objectCategory=group)"
                         : "(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)"
                           "(objectClass=posixGroup)(objectClass=groupOfMembers)"
                           "(objectClass=groupOfURLs)(objectClass=groupOfEntries))";
  if (!ad) out.disabled_values = {"000001010000Z", "TRUE"};
  const auto bases = reader.texts(kDirectory["base_dns"]).value_or(std::vector<std::string>{});
  read_half(reader, kDirectory["people"], bases, out.people);
  read_half(reader, kDirectory["groups"], bases, out.groups);
  read_meaning(reader, out);
  read_limits(reader, out);
  if (settings.kind == "ldif") {
    out.file_shown = reader.text(kExport["path"]);
    if (out.file_shown.empty()) reader.wrong(kExport["path"], "is missing: the LDIF file to read");
    out.file = reader.file(kExport["path"]);
    out.minimum_entries = reader.number(kExport["minimum_entries"]);
  } else {
    read_server(reader, out);
  }
  out.ids_are_unique = settings.kind != "ldif" && has_immutable_id(out.people, out.flavour) &&
                       has_immutable_id(out.groups, out.flavour);
  if (!reader.trouble().empty()) {
    return fail(ErrorKind::invalid_input, "source " + settings.name + ": " + reader.trouble());
  }
  return out;
}

bool has_immutable_id(const DirectoryHalf& half, DirectoryFlavour flavour) {
  for (const auto& [role, names] : half.names) {
    if (role == Role::natural_id) return names.size() == 1 && is_immutable(names.front(), flavour);
  }
  return false;
}

std::vector<std::string> attributes_of(const DirectoryHalf& half) {
  std::vector<std::string> out;
  for (const auto& [role, names] : half.names) {
    for (const std::string& name : names) {
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
  }
  return out;
}

}  // namespace rettesnor::connectors
