// A writer is somebody else than the reader, and objects are named by what never changes.
#include "connectors/writing/write_settings.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "connectors/directory/directory_entry.h"
#include "connectors/directory/distinguished_name.h"
#include "connectors/directory/ldap_filter.h"
#include "core/text.h"
#include "policies/settings_reader.h"
#include "policies/source_settings_table.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using policies::kAdSource;
using policies::kDirectory;
using policies::kDisable;
using policies::kLdapSource;
using policies::kLdapWriter;
using policies::kWriter;
using policies::Setting;
using policies::SettingsReader;

void read_writer(SettingsReader& write, WriteSettings& out) {
  DirectorySettings& directory = out.directory;
  out.reader = directory.user;
  const std::string user = write.text(kWriter["bind"]);
  if (user.empty())
    write.wrong(kWriter["bind"], "is missing: the account that may write, and only that");
  if (core::fold(user) == core::fold(out.reader) ||
      normalise_dn(user) == normalise_dn(out.reader)) {
    write.wrong(kWriter["bind"], "is the account that reads: writing needs one of its own");
  }
  const std::string password = write.file(kWriter["password_file"]);
  if (password.empty()) write.wrong(kWriter["password_file"], "is missing");
  if (password == directory.password_file) {
    write.wrong(kWriter["password_file"],
                "is the one of the account that reads: writing needs its own");
  }
  directory.bind = DirectorySettings::Bind::simple;
  directory.user = user;
  directory.password_file = password;
  directory.password_env.clear();
  for (const std::string& url : directory.urls) {
    if (url.starts_with("ldap://") && !directory.start_tls) {
      write.wrong(kWriter["bind"], "sends a password: use ldaps:// in urls, or start_tls = true");
    }
  }
}

void read_disable(SettingsReader& write, WriteSettings& out) {
  SettingsReader disable = write.table(kLdapWriter["disable"]);
  out.disable_attribute = disable.text(kDisable["attribute"]);
  out.disable_value = disable.text(kDisable["value"]);
  if (write.find(kLdapWriter["disable"]) != nullptr) {
    for (const Setting* row : {&kDisable["attribute"], &kDisable["value"]}) {
      if (disable.text(*row, "").empty()) disable.wrong(*row, "is missing");
    }
    if (!is_attribute_name(out.disable_attribute))
      disable.wrong(kDisable["attribute"], "names no attribute");
    if (out.directory.flavour == DirectoryFlavour::active_directory) {
      write.wrong(kLdapWriter["disable"],
                  "is for kind = \"ldap\": Active Directory has userAccountControl");
    }
  }
  write.take_trouble(disable);
}

}  // namespace

Result<WriteSettings> read_write_settings(const SourceSettings& settings) {
  const std::string where = "source " + settings.name + ": ";
  if (settings.values == nullptr || !settings.values->is_object() ||
      !settings.values->contains(kLdapSource["write"].key)) {
    return fail(ErrorKind::refused, where +
                                        "writing is off; switch it on with [source.write] and an "
                                        "account of its own (docs/sources-directory.md)");
  }
  WriteSettings out;
  out.directory = TRY(read_directory_settings(settings));
  SettingsReader reader(*settings.values, {}, settings.folder);
  SettingsReader write =
      reader.table(settings.kind == "ldap" ? kLdapSource["write"] : kAdSource["write"]);
  reader.take_trouble(write);
  read_writer(write, out);
  read_disable(write, out);
  reader.take_trouble(write);
  if (!has_immutable_id(out.directory.people, out.directory.flavour) ||
      !has_immutable_id(out.directory.groups, out.directory.flavour)) {
    reader.wrong(kDirectory["attributes"],
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
