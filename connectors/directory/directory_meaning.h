// What one directory entry means: an account, a group, or nothing that can sign in.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/directory/directory_entry.h"
#include "connectors/directory/directory_settings.h"
#include "connectors/directory/windows_values.h"
#include "core/record.h"

namespace rettesnor::connectors {

/// `member` as told in one entry.
struct ToldMembers {
  std::vector<std::string_view> names;   ///< DNs; views into the entry
  std::vector<std::string_view> logins;  ///< memberUid
  std::uint64_t first = 0;               ///< position of the first name
  /// Set when the server told only a range that goes on: where the next one begins.
  std::optional<std::uint64_t> next;
  /// Set when a range cannot be understood, or does not hold what it says.
  bool broken = false;
};

/// What became of an entry. Views belong to the entry.
struct EntryReading {
  enum class Outcome {
    good,
    left_out,  ///< a deleted object, a group that the settings leave out
    machine,   ///< a computer or a trust: nobody's account, but it may be a member
    no_key,    ///< its natural id is not there or cannot be
  } outcome = Outcome::good;
  std::string natural_id;
  std::string login;  ///< as in the record
  std::string_view manager;
  std::string_view owner;  ///< a DN (resolved later), or empty when the record has it already
  std::optional<Sid> sid;
  std::optional<std::uint32_t> primary_rid;
  std::optional<std::uint32_t> gid;  ///< gidNumber: of its primary group, or the group's own
  bool is_computed = false;          ///< a group whose members a rule works out (memberURL)
  std::string note;                  ///< what was cut or mended in this entry; empty mostly
};

/// Kinds of accounts that are only kept as members.
inline constexpr std::string_view kMachineKind = "machine";
inline constexpr std::string_view kOtherKind = "other";

/// Values of one attribute that could not be understood.
struct UnreadValues {
  std::size_t count = 0;
  std::string example;  ///< one of the values and where it stood
};

/// Not shared between threads: it keeps room between entries. `settings` must outlive it.
class DirectoryMeaning {
 public:
  explicit DirectoryMeaning(const DirectorySettings& settings);

  /// Fills `record`, except manager and an owner that is a DN.
  EntryReading read_account(const DirectoryEntry& entry, core::RecordBuilder& record);
  EntryReading read_group(const DirectoryEntry& entry, core::RecordBuilder& record);
  ToldMembers read_members(const DirectoryEntry& entry) const;
  /// As read_account() would name it; empty when it cannot be read.
  std::string natural_id_of(const DirectoryEntry& entry) const;
  /// Fills `record` with the little that is kept of a member that is neither account nor group as
  /// they are read: login, name, kind, where it stands. Empty natural id when none can be read.
  EntryReading read_aside(const DirectoryEntry& entry, std::string_view kind,
                          core::RecordBuilder& record);
  bool shows_last_use(const DirectoryEntry& entry) const;

  /// From now on an absent last use means nothing: the account that reads may not see it.
  void distrust_last_use() { last_use_is_visible_ = false; }
  bool trusts_last_use() const { return last_use_is_visible_; }
  /// By attribute as we call it.
  const std::map<std::string, UnreadValues>& unread_values() const { return unread_; }

 private:
  static constexpr std::size_t kRoleCount = static_cast<std::size_t>(Role::member_rule) + 1;
  struct Name {
    std::string attribute;
    Role role;
    std::uint8_t rank;
    MomentSyntax syntax;
  };
  using Names = std::vector<Name>;
  struct Told {
    std::span<const std::string_view> values;
    MomentSyntax syntax = MomentSyntax::by_shape;
  };
  using Found = std::array<Told, kRoleCount>;

  static Names flatten(const RoleNames& names);
  static Found look_up(const DirectoryEntry& entry, const Names& names);
  std::string_view clean(std::string_view value, std::string_view what, EntryReading& reading);
  void set_text(const Found& found, Role role, core::Attribute attribute,
                core::RecordBuilder& record, EntryReading& reading);
  void set_moment(const Found& found, Role role, core::Attribute attribute, std::string_view dn,
                  core::RecordBuilder& record);
  bool is_marked_disabled(const DirectoryEntry& entry) const;
  void set_control(const Found& found, const DirectoryEntry& entry, core::RecordBuilder& record,
                   EntryReading& reading) const;
  void set_last_use(const Found& found, std::string_view dn, core::RecordBuilder& record);
  void note_unread(core::Attribute attribute, std::string_view value, std::string_view dn);
  void set_kind(const Found& found, std::string_view dn, const EntryReading& reading,
                core::RecordBuilder& record);
  const std::string& kind_of_place(std::string_view dn);
  const std::string* kind_of_login(std::string_view login) const;  ///< null: no pattern fits
  std::string read_natural_id(const Found& found) const;
  void set_owner(const Found& found, core::RecordBuilder& record, EntryReading& reading);
  void set_place(std::string_view dn, core::RecordBuilder& record, EntryReading& reading);

  const DirectorySettings& settings_;
  Names people_;
  Names groups_;
  std::string mended_;
  bool last_use_is_visible_ = true;
  std::map<std::string, UnreadValues> unread_;
  std::vector<std::pair<std::string, std::string>> kinds_of_places_;  // parent DN as spelt → kind
};

}  // namespace rettesnor::connectors
