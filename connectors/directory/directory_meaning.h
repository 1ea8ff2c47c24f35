// What one directory entry means: an account, a group, or nothing that can sign in.
#pragma once

#include <array>
#include <cstdint>
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
    left_out,  ///< a computer, a trust, a deleted object, a group that the settings leave out
    no_key,    ///< its natural id is not there or cannot be
  } outcome = Outcome::good;
  std::string natural_id;
  std::string login;  ///< as in the record
  std::string_view manager;
  std::string_view owner;  ///< a DN (resolved later), or empty when the record has it already
  std::optional<Sid> sid;
  std::optional<std::uint32_t> primary_rid;
  std::string note;  ///< what was cut or mended in this entry; empty mostly
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

  /// From now on an absent last use means nothing: the account that reads may not see it.
  void distrust_last_use() { last_use_is_visible_ = false; }

 private:
  static constexpr std::size_t kRoleCount = static_cast<std::size_t>(Role::member_login) + 1;
  struct Name {
    std::string attribute;
    Role role;
    std::uint8_t rank;
  };
  using Names = std::vector<Name>;
  using Found = std::array<std::span<const std::string_view>, kRoleCount>;

  static Names flatten(const RoleNames& names);
  static Found look_up(const DirectoryEntry& entry, const Names& names);
  std::string_view clean(std::string_view value, std::string_view what, EntryReading& reading);
  void set_text(const Found& found, Role role, core::Attribute attribute,
                core::RecordBuilder& record, EntryReading& reading);
  void set_moment(const Found& found, Role role, core::Attribute attribute,
                  core::RecordBuilder& record) const;
  void set_control(const Found& found, core::RecordBuilder& record, EntryReading& reading) const;
  void set_last_use(const Found& found, core::RecordBuilder& record) const;
  void set_kind(const Found& found, std::string_view dn, const EntryReading& reading,
                core::RecordBuilder& record);
  const std::string& kind_of_place(std::string_view dn);
  std::string read_natural_id(const Found& found) const;
  void set_owner(const Found& found, core::RecordBuilder& record, EntryReading& reading);
  void set_place(std::string_view dn, core::RecordBuilder& record, EntryReading& reading);

  const DirectorySettings& settings_;
  Names people_;
  Names groups_;
  std::string mended_;
  bool last_use_is_visible_ = true;
  std::vector<std::pair<std::string, std::string>> kinds_of_places_;  // parent DN as spelt → kind
};

}  // namespace rettesnor::connectors
