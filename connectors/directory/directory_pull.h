// Gathers the entries of one directory into a Pull: who is in which group, and what is missing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "connectors/directory/awaited_names.h"
#include "connectors/directory/directory_meaning.h"
#include "connectors/directory/directory_settings.h"
#include "connectors/directory/member_index.h"
#include "connectors/directory/primary_groups.h"
#include "core/pull.h"

namespace rettesnor::connectors {

/// A group whose members the server told only in part.
struct OpenRange {
  core::PullIndex group;
  std::string dn;
  std::uint64_t next;  ///< position of the first member that is still to be told
};

/// Call order: take_account() for all, end_accounts(), take_group() for all, unseen() and its
/// answers, finish(). Memory beyond the Pull: 16 bytes an object, 8 an account with a primary
/// group; a member's name is kept only while nobody knows who it is.
class DirectoryPull {
 public:
  DirectoryPull(const DirectorySettings& settings, core::Timestamp started);
  /// What counts as ours: a member below one of these whom nobody told is missing, not foreign.
  void set_bases(const std::vector<std::string>& dns);

  enum class Taken {
    added,
    known,       ///< told before, through an overlapping base or because it moved meanwhile
    left_out,    ///< nothing that can sign in or give access
    unreadable,  ///< noted as a gap or a rejected row
  };
  /// `line` is where the entry stands in a file, 0 when there is no file.
  Taken take_account(const DirectoryEntry& entry, std::int64_t line = 0);
  void end_accounts();
  struct GroupTaken {
    Taken taken;
    std::optional<OpenRange> range;
  };
  GroupTaken take_group(const DirectoryEntry& entry, std::int64_t line = 0);
  /// The next part of a group's members; returns where to go on, or nothing at the end or when the
  /// answer leads nowhere (which becomes a gap).
  std::optional<OpenRange> take_range(const OpenRange& range, const DirectoryEntry& entry);
  /// The rest of the group's members will not come.
  void break_range(const OpenRange& range, const std::string& reason);
  /// This place holds something that is neither account nor group: as a member it means nothing.
  void leave_out(std::string_view dn);
  bool knows(std::string_view dn) const;

  /// Members (and managers) below our bases that nobody has told yet.
  struct Unseen {
    core::Index name;  ///< for settle()
    std::string dn;
    enum class As { member, manager } as;
  };
  std::vector<Unseen> unseen(std::size_t most);
  /// Whether somebody names this place whom nobody has told yet.
  bool awaits(std::string_view dn) const;
  enum class Settled {
    means_nothing,  ///< it is there, but neither account nor group
    gone,           ///< nobody is there
    unknown,        ///< we could not look
  };
  void settle(const Unseen& unseen, Settled what);
  /// Primary groups of accounts that no group told so far is.
  std::vector<Sid> missing_primary_groups() const { return primary_groups_.missing(); }

  void add_gap(core::ObjectClass object_class, std::string what, std::string reason);
  bool has_gap(core::ObjectClass object_class) const;
  core::Pull& pull() { return pull_; }
  DirectoryMeaning& meaning() { return meaning_; }
  std::size_t account_count() const { return accounts_; }
  std::size_t group_count() const { return group_count_; }
  std::optional<core::Timestamp> created_of_last() const { return created_of_last_; }

  core::Pull finish(core::Timestamp now);

 private:
  static constexpr std::size_t kMostRejectedRows = 1000;
  struct Base {
    std::string shown;
    std::string normal;
  };
  struct Deferred {
    std::string natural_id;
    std::string record;
    std::string manager;
    std::string owner;
  };
  struct OpenGroup {
    std::vector<core::PullIndex> members;
    std::vector<core::Index> waiting;  // into waiting_
    std::string broken;                // why not all members are known
  };
  void place_account(EntryReading& reading, std::string_view dn);
  core::Index add_account(std::string_view natural_id);
  void take_members(const ToldMembers& told, OpenGroup& group);
  void take_logins(const ToldMembers& told, OpenGroup& group);
  core::PullIndex account_with_login(std::string_view login);
  void reject(std::int64_t line, std::string_view dn, std::string reason);
  void find_waiting();
  void find_by_normal_form();
  void find_elsewhere(AwaitedNames::Name& name);
  const Base* base_of(std::string_view dn) const;
  core::PullIndex add_foreign(const std::string& natural_id, const std::string& name,
                              std::string_view dn);
  std::string login_of(std::string_view dn) const;
  std::string_view natural_id_at(core::Index place) const;
  core::PullIndex synthetic_group(const std::string& domain, std::uint32_t rid);
  void finish_primary_groups();
  void finish_groups();
  void finish_gaps();
  std::string name_of(core::PullIndex group) const;

  const DirectorySettings& settings_;
  core::Pull pull_;
  DirectoryMeaning meaning_;
  core::RecordBuilder record_;
  std::string where_;  // file or first server, for rejected rows

  MemberIndex places_;    // DN as spelt → PullIndex, or kDeferredMark | position in deferred_
  MemberIndex objects_;   // natural id → the same
  MemberIndex left_out_;  // DN as spelt → 0
  std::vector<Deferred> deferred_;
  bool accounts_ended_ = false;
  std::size_t accounts_ = 0;
  std::size_t group_count_ = 0;
  std::optional<core::Timestamp> created_of_last_;

  AwaitedNames waiting_;
  std::unordered_map<core::PullIndex, OpenGroup> open_groups_;
  MemberIndex logins_;  // login → account, made when a memberUid asks

  PrimaryGroups primary_groups_;
  std::map<std::string, core::PullIndex> foreign_;

  std::vector<Base> bases_;
  std::vector<core::PullIndex> room_;  // for the members of one group
  std::size_t without_key_[2] = {0, 0};
  std::string first_without_key_[2];
  std::size_t rejected_ = 0;
  bool has_gap_[16] = {};
};

}  // namespace rettesnor::connectors
