// The settings of one directory source as values: where it is, what is read, what it means.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/connector.h"
#include "core/record.h"
#include "core/result.h"

namespace rettesnor::connectors {

enum class DirectoryFlavour { active_directory, openldap };

/// What an attribute of the directory is to us. The canonical ones are core::Attribute; these are
/// the few that need a rule of their own.
enum class Role : std::uint8_t {
  natural_id,
  login,
  upn,
  mail,
  name,
  given_name,
  family_name,
  employee_no,
  title,
  department,
  description,
  manager,  ///< DN
  owner,    ///< DN → login of that account; other text as it stands
  vendor,
  sponsor,
  expires,
  password_set,
  last_used,
  created,
  control,        ///< userAccountControl
  primary_group,  ///< primaryGroupID
  sid,            ///< objectSid
  mailbox_type,   ///< msExchRecipientTypeDetails
  group_type,     ///< groupType
  disabled_mark,  ///< disabled_when.attribute
  deleted_mark,   ///< isDeleted
  member,         ///< DNs, possibly in ranges
  member_login,   ///< memberUid
  posix_group,    ///< gidNumber: of an account its primary group's, of a group its own
  member_rule,    ///< memberURL: members that the server works out
};

/// For each role the attributes that may hold it, best first.
using RoleNames = std::vector<std::pair<Role, std::vector<std::string>>>;

struct DirectoryHalf {
  std::vector<std::string> bases;  ///< empty with `wanted`: the server's own default
  bool wanted = true;
  std::string filter;
  std::string class_filter;  ///< what the filter is when the settings give none
  int page_size;
  RoleNames names;
};

struct DirectorySettings {
  std::string source;
  DirectoryFlavour flavour;
  DirectoryHalf people;
  DirectoryHalf groups;

  /// No two entries have one natural id: a live server keeps it so itself.
  bool ids_are_unique = false;

  // A live server.
  std::vector<std::string> urls;  ///< tried in turn
  bool start_tls = false;
  std::string ca_file;
  enum class Bind { simple, gssapi } bind = Bind::simple;
  std::string user;
  std::string password_file;  ///< exactly one of these two with a simple bind
  std::string password_env;
  std::chrono::milliseconds connect_timeout{};
  std::chrono::milliseconds answer_timeout{};
  std::chrono::milliseconds pull_timeout{};
  std::uint64_t max_message = 0;
  std::int64_t max_objects = 0;
  int range_size = 0;
  enum class CrossCheck { references, recount } cross_check = CrossCheck::references;

  // A file.
  std::string file;
  std::string file_shown;  ///< as written in the settings
  std::int64_t minimum_entries = 0;

  // Meaning.
  std::vector<std::pair<std::string, std::string>> kind_by_ou;     ///< normalised DN → kind
  std::vector<std::pair<std::string, std::string>> kind_by_login;  ///< folded pattern with * → kind
  std::string default_kind;
  std::map<std::string, std::string> vendor_by_value;
  std::string last_used_lag_days;  ///< "" = the source is exact
  enum class NeverUsed { when_absent, unknown } never_used = NeverUsed::unknown;
  std::vector<std::string> disabled_values;  ///< empty: any value of the mark disables
  enum class Dangling { gap, ignore } dangling = Dangling::gap;
  std::vector<std::string> ignore_members;     ///< normalised DNs
  std::vector<std::string> ignore_references;  ///< normalised DNs: parts read as other sources
  enum class Distribution { read, leave_out } distribution = Distribution::read;
};

/// invalid_input names the source and the setting. `kind` of the settings decides what is needed:
/// urls, ca_file and bind for "ad" and "ldap", path for "ldif".
core::Result<DirectorySettings> read_directory_settings(const SourceSettings& settings);

/// True when the natural id is one that the server gives and never changes.
bool has_immutable_id(const DirectoryHalf& half, DirectoryFlavour flavour);

/// Every attribute that the names of one half mention, in order, once each.
std::vector<std::string> attributes_of(const DirectoryHalf& half);

}  // namespace rettesnor::connectors
