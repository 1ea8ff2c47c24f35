// A writer is somebody else than the reader, and objects are named by what never changes.
#include "connectors/writing/write_settings.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "connectors/directory/directory_entry.h"
#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/ldap_filter.h"
#include "connectors/settings_reader.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;

// objectGUID, RFC 4530, 389 Directory Server, FreeIPA, IBM: given by the server, kept for ever.
constexpr std::string_view kImmutable[] = {"objectGUID", "entryUUID", "nsUniqueId", "ipaUniqueID",
                                           "ibm-entryuuid"};

bool is_immutable(const std::string& attribute, DirectoryFlavour flavour) {
  if (flavour == DirectoryFlavour::active_directory) return same_name(attribute, "objectGUID");
  return std::any_of(std::begin(kImmutable), std::end(kImmutable),
                     [&](std::string_view one) { return same_name(attribute, one); });
}

bool is_immutable(const DirectoryHalf& half, DirectoryFlavour flavour) {
  for (const auto& [role, names] : half.names) {
    if (role == Role::natural_id) return names.size() == 1 && is_immutable(names.front(), flavour);
  }
  return false;
}

void read_writer(SettingsReader& write, const std::string& folder, WriteSettings& out) {
  DirectorySettings& directory = out.directory;
  out.reader = directory.user;
  const std::string user = write.text("bind");
  if (user.empty()) write.wrong("bind", "is missing: the account that may write, and only that");
  if (core::fold(user) == core::fold(out.reader) ||
      normalise_dn(user) == normalise_dn(out.reader)) {
    write.wrong("bind", "is the account that reads: writing needs one of its own");
  }
  const std::string password = in_folder(folder, write.text("password_file"));
  if (password.empty()) write.wrong("password_file", "is missing");
  if (password == directory.password_file) {
    write.wrong("password_file", "is the one of the account that reads: writing needs its own");
  }
  directory.bind = DirectorySettings::Bind::simple;
  directory.user = user;
  directory.password_file = password;
  directory.password_env.clear();
  for (const std::string& url : directory.urls) {
    if (url.starts_with("ldap://") && !directory.start_tls) {
      write.wrong("bind", "sends a password: use ldaps:// in urls, or start_tls = true");
    }
  }
}

void read_disable(SettingsReader& write, WriteSettings& out) {
  SettingsReader disable = write.table("disable");
  if (write.find("disable") != nullptr) {
    out.disable_attribute = disable.text("attribute");
    out.disable_value = disable.text("value");
    if (!is_attribute_name(out.disable_attribute)) disable.wrong("attribute", "names no attribute");
    if (out.disable_value.empty()) disable.wrong("value", "is missing");
    if (out.directory.flavour == DirectoryFlavour::active_directory) {
      write.wrong("disable", "is for kind = \"ldap\": Active Directory has userAccountControl");
    }
  }
  write.take_trouble(disable);
}

}  // namespace

Result<WriteSettings> read_write_settings(const SourceSettings& settings) {
  const std::string where = "source " + settings.name + ": ";
  if (settings.values == nullptr || !settings.values->is_object() ||
      !settings.values->contains("write")) {
    return fail(ErrorKind::refused, where +
                                        "writing is off; switch it on with [source.write] and an "
                                        "account of its own (docs/sources-directory.md)");
  }
  WriteSettings out;
  out.directory = TRY(read_directory_settings(settings));
  SettingsReader reader(*settings.values, {});
  SettingsReader write = reader.table("write");
  reader.take_trouble(write);
  read_writer(write, settings.folder, out);
  read_disable(write, out);
  reader.take_trouble(write);
  if (!is_immutable(out.directory.people, out.directory.flavour) ||
      !is_immutable(out.directory.groups, out.directory.flavour)) {
    reader.wrong("attributes",
                 "give natural_id another attribute than the directory's own immutable id "
                 "(objectGUID, entryUUID): then nothing is taken away, since a name can be given "
                 "to somebody else");
  }
  if (!reader.trouble().empty()) {
    return fail(ErrorKind::invalid_input, where + reader.trouble());
  }
  return out;
}

}  // namespace rettesnor::connectors
