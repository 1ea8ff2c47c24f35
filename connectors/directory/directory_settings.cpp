// From the JSON of one [[source]] to DirectorySettings, with the defaults of each flavour.
#include "connectors/directory/directory_settings.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/ldap_filter.h"
#include "connectors/directory/ldap_url.h"
#include "connectors/settings_reader.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using nlohmann::json;

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

constexpr std::string_view kAccountKinds[] = {"personal",   "admin",  "service", "shared", "robot",
                                              "breakglass", "vendor", "test",    "mailbox"};

RoleNames people_names(DirectoryFlavour flavour) {
  if (flavour == DirectoryFlavour::openldap) {
    return {{Role::natural_id, {"entryUUID"}},
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
            {Role::disabled_mark, {"pwdAccountLockedTime"}}};
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
            {Role::member_login, {"memberUid"}}};
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
  const json* table = reader.find("attributes");
  if (table == nullptr) return;
  SettingsReader inner = reader.table("attributes");
  for (const auto& [key, value] : table->items()) {
    const auto known =
        std::find_if(std::begin(kRoles), std::end(kRoles),
                     [&, name = &key](const RoleName& r) { return r.name == *name; });
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

void read_half(SettingsReader& all, std::string_view key, const std::vector<std::string>& bases,
               DirectoryHalf& half) {
  SettingsReader own = all.table(key);
  half.bases = own.texts("bases").value_or(bases);
  half.wanted = own.find("bases") == nullptr || !half.bases.empty();
  half.filter = own.text("filter", half.filter);
  if (!is_one_filter(half.filter)) own.wrong("filter", "is no search filter in brackets");
  half.page_size = static_cast<int>(
      own.number("page_size", all.number("page_size", half.page_size, 1, 100'000), 1, 100'000));
  read_attributes(all, half.names);
  read_attributes(own, half.names);
  all.take_trouble(own);
}

void check_kind(SettingsReader& reader, std::string_view key, const std::string& kind) {
  if (std::find(std::begin(kAccountKinds), std::end(kAccountKinds), kind) ==
      std::end(kAccountKinds)) {
    reader.wrong(key, "names \"" + core::printable(kind, 40) +
                          "\"; kinds are personal, admin, service, shared, robot, breakglass, "
                          "vendor, test and mailbox");
  }
}

void read_meaning(SettingsReader& reader, DirectorySettings& out) {
  for (auto& [dn, kind] : reader.pairs("kind_by_ou")) {
    check_kind(reader, "kind_by_ou", kind);
    out.kind_by_ou.emplace_back(normalise_dn(dn), kind);
  }
  // The deepest place decides.
  std::stable_sort(out.kind_by_ou.begin(), out.kind_by_ou.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  for (auto& [pattern, kind] : reader.pairs("kind_by_login")) {
    check_kind(reader, "kind_by_login", kind);
    out.kind_by_login.emplace_back(core::fold(pattern), kind);
  }
  std::stable_sort(out.kind_by_login.begin(), out.kind_by_login.end(),
                   [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  out.default_kind = reader.text("default_kind", out.default_kind);
  check_kind(reader, "default_kind", out.default_kind);
  for (auto& [value, vendor] : reader.pairs("vendor_by_value")) {
    out.vendor_by_value.emplace(core::fold(value), vendor);
  }
  const bool ad = out.flavour == DirectoryFlavour::active_directory;
  const auto lag = reader.number("last_used_lag_days", ad ? 14 : 0, 0, 366);
  if (lag > 0) out.last_used_lag_days = std::to_string(lag);
  out.never_used = reader.flag("never_used_when_absent", ad)
                       ? DirectorySettings::NeverUsed::when_absent
                       : DirectorySettings::NeverUsed::unknown;
  for (const auto& [key, role] :
       {std::pair("vendor_attribute", Role::vendor), std::pair("sponsor_attribute", Role::sponsor),
        std::pair("owner_attribute", Role::owner)}) {
    if (const auto names = reader.texts(key)) replace_names(out.people.names, role, *names);
  }
  SettingsReader mark = reader.table("disabled_when");
  if (const auto name = mark.texts("attribute")) {
    replace_names(out.people.names, Role::disabled_mark, *name);
    out.disabled_values.clear();
  }
  if (const auto values = mark.texts("values")) out.disabled_values = *values;
  reader.take_trouble(mark);
  for (const std::string& dn :
       reader.texts("ignore_members").value_or(std::vector<std::string>{})) {
    out.ignore_members.push_back(normalise_dn(dn));
  }
  const std::string dangling = reader.text("dangling_members", "gap");
  if (dangling != "gap" && dangling != "ignore") {
    reader.wrong("dangling_members", "must be \"gap\" or \"ignore\"");
  }
  out.dangling =
      dangling == "ignore" ? DirectorySettings::Dangling::ignore : DirectorySettings::Dangling::gap;
  out.distribution = reader.flag("distribution_groups", true)
                         ? DirectorySettings::Distribution::read
                         : DirectorySettings::Distribution::leave_out;
}

void read_server(SettingsReader& reader, const std::string& folder, DirectorySettings& out) {
  out.urls = reader.texts(reader.find("urls") != nullptr ? "urls" : "url")
                 .value_or(std::vector<std::string>{});
  if (out.urls.empty()) reader.wrong("urls", "is missing: write the servers, best first");
  out.start_tls = reader.flag("start_tls", false);
  for (const std::string& url : out.urls) {
    if (auto parsed = parse_ldap_url(url, out.start_tls); !parsed) {
      reader.wrong("urls", "is wrong: " + parsed.error().message);
    }
  }
  out.ca_file = in_folder(folder, reader.text("ca_file"));
  if (out.ca_file.empty()) {
    reader.wrong("ca_file",
                 "is missing: the PEM file of the authority that issued the server's "
                 "certificate");
  }
  SettingsReader bind = reader.table("bind");
  const std::string method = bind.text("method", "simple");
  if (method != "simple" && method != "gssapi") {
    bind.wrong("method", "must be \"simple\" or \"gssapi\"");
  }
  out.bind = method == "gssapi" ? DirectorySettings::Bind::gssapi : DirectorySettings::Bind::simple;
  out.user = bind.text("user");
  out.password_file = in_folder(folder, bind.text("password_file"));
  out.password_env = bind.text("password_env");
  if (out.bind == DirectorySettings::Bind::simple) {
    if (out.user.empty()) bind.wrong("user", "is missing");
    if (out.password_file.empty() == out.password_env.empty()) {
      bind.wrong("password_file", "or password_env is needed, one of the two");
    }
    for (const std::string& url : out.urls) {
      if (url.starts_with("ldap://") && !out.start_tls) {
        bind.wrong("method", "simple sends a password: use ldaps:// in urls, or start_tls = true");
      }
    }
  }
  reader.take_trouble(bind);
  using std::chrono::milliseconds;
  out.connect_timeout = milliseconds(1000 * reader.number("connect_timeout_seconds", 10, 1, 600));
  out.answer_timeout = milliseconds(1000 * reader.number("answer_timeout_seconds", 60, 1, 3600));
  out.pull_timeout = milliseconds(1000 * reader.number("pull_timeout_seconds", 3600, 1, 86'400));
  out.max_message = static_cast<std::uint64_t>(reader.number("max_message_mib", 256, 1, 2047))
                    << 20U;
  out.max_objects = reader.number("max_objects", out.max_objects, 1, 100'000'000);
  out.range_size = static_cast<int>(reader.number("range_size", out.range_size, 1, 1'000'000));
  const std::string check = reader.text("cross_check", "references");
  if (check != "references" && check != "recount") {
    reader.wrong("cross_check", "must be \"references\" or \"recount\"");
  }
  out.cross_check = check == "recount" ? DirectorySettings::CrossCheck::recount
                                       : DirectorySettings::CrossCheck::references;
  for (const std::string& dn :
       reader.texts("ignore_references").value_or(std::vector<std::string>{})) {
    out.ignore_references.push_back(normalise_dn(dn));
  }
}

}  // namespace

Result<DirectorySettings> read_directory_settings(const SourceSettings& settings) {
  static const json kEmpty = json::object();
  const json& values = settings.values == nullptr ? kEmpty : *settings.values;
  if (!values.is_object()) {
    return fail(ErrorKind::invalid_input, "source " + settings.name + ": settings are no table");
  }
  SettingsReader reader(values, {});
  const std::string flavour = reader.text("flavour", settings.kind == "ldap" ? "openldap" : "ad");
  if (flavour != "ad" && flavour != "openldap") {
    reader.wrong("flavour", "must be \"ad\" or \"openldap\"");
  }
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
                           "(objectClass=posixGroup))";
  out.people.page_size = 1000;
  // A page of groups is as big as their members: smaller pages keep the server's memory bounded.
  out.groups.page_size = 200;
  if (!ad) out.disabled_values = {"000001010000Z"};
  const auto bases = reader.texts("base_dns").value_or(std::vector<std::string>{});
  read_half(reader, "people", bases, out.people);
  read_half(reader, "groups", bases, out.groups);
  read_meaning(reader, out);
  if (settings.kind == "ldif") {
    out.file_shown = reader.text("path");
    if (out.file_shown.empty()) reader.wrong("path", "is missing: the LDIF file to read");
    out.file = in_folder(settings.folder, out.file_shown);
    out.minimum_entries = reader.number("minimum_entries", 1, 1, 100'000'000);
  } else {
    read_server(reader, settings.folder, out);
  }
  if (!reader.trouble().empty()) {
    return fail(ErrorKind::invalid_input, "source " + settings.name + ": " + reader.trouble());
  }
  return out;
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
