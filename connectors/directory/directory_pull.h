// Gathers the entries of one directory into a Pull: who is in which group, and what is missing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
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
    doubled,     ///< another entry has its natural id: neither is believed
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
  /// A later record of a file will tell more members of this group.
  void expect_more(std::string_view dn) { continued_.put(key_of(dn), 0); }
  void take_more(const DirectoryEntry& entry);
  /// This place holds something that is gone or that means nothing as a member.
  void leave_out(std::string_view dn);
  bool knows(std::string_view dn) const;

  /// What is there and is not read as an account or a group.
  enum class Aside {
    machine,
    other,
    filtered_account,  ///< the settings leave it out
    filtered_group,
  };
  /// Keeps it when somebody names it as a member; a group with none of its own members. False when
  /// nobody does.
  bool take_aside(const DirectoryEntry& entry, Aside what);
  /// It is there and shows no class: it may be an account or a group.
  void note_unreadable(std::string_view dn);
  /// `by`: the setting that leaves the entry out, with its text. With a natural id history keeps
  /// what it knows of the object.
  void note_filtered(core::ObjectClass object_class, const std::string& by, std::string_view dn,
                     std::string natural_id = {});
  /// An account says that it is a member of this group, which must be there then.
  void note_member_of(std::string_view group_dn) { named_groups_.await(group_dn); }
  bool any_member_of() const { return named_groups_.size() > 0; }
  /// Another server holds a part of what lies below `base`.
  void note_reference(core::ObjectClass object_class, std::string_view base, std::string_view url);

  /// Members (and managers) below our bases that nobody has told yet.
  struct Unseen {
    core::Index name;  ///< for settle()
    std::string dn;
    enum class As { member, manager } as;
  };
  std::vector<Unseen> unseen(std::size_t most);
  /// Whether some member (or manager) is still to be told.
  bool awaits_any();
  enum class Settled {
    kept,     ///< take_aside() has it now
    gone,     ///< nobody is there
    unknown,  ///< we could not look, or could not see what it is
  };
  void settle(const Unseen& unseen, Settled what);
  /// Primary groups of accounts that no group told so far is.
  std::vector<Sid> missing_primary_groups() const { return primary_groups_.missing(); }

  void add_gap(core::ObjectClass object_class, std::string what, std::string reason);
  /// Told, but no list is less whole for it.
  void add_note(core::ObjectClass object_class, std::string what, std::string reason);
  bool has_gap(core::ObjectClass object_class) const;
  core::Pull& pull() { return pull_; }
  DirectoryMeaning& meaning() { return meaning_; }
  std::size_t account_count() const { return accounts_; }
  std::size_t group_count() const { return group_count_; }
  std::optional<core::Timestamp> created_of_last() const { return created_of_last_; }

  core::Pull finish(core::Timestamp now);

 private:
  static constexpr std::size_t kMostRejectedRows = 1000;
  static constexpr core::PullIndex kSeveral = (1U << 31U) - 1;
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
    bool is_unread = false;            // a part of its list was never told
  };
  void place_account(EntryReading& reading, std::string_view dn);
  core::Index add_account(std::string_view natural_id);
  void take_members(const ToldMembers& told, OpenGroup& group);
  void take_logins(const ToldMembers& told, OpenGroup& group);
  core::PullIndex account_with_login(std::string_view login);
  void reject(std::int64_t line, std::string_view dn, const std::string& reason);
  void find_waiting();
  void find_by_normal_form();
  MemberIndex objects_by_normal_form() const;
  void find_elsewhere(AwaitedNames::Name& name);
  /// The name that somebody awaits for this place, in whatever spelling; or kNone.
  core::Index awaited_as(std::string_view dn);
  bool is_elsewhere(std::string_view normal) const;
  bool is_doubled(core::ObjectClass object_class, std::string_view natural_id, std::string_view dn,
                  core::Index known, std::int64_t line);
  bool take_filtered_group(const DirectoryEntry& entry);
  void break_group(OpenGroup& group, std::string reason, bool is_unread);
  const Base* base_of(std::string_view dn) const;
  core::PullIndex add_foreign(const std::string& natural_id, const std::string& name,
                              std::string_view dn);
  std::string login_of(std::string_view dn) const;
  std::string_view natural_id_at(core::Index place) const;
  core::PullIndex synthetic_group(const std::string& domain, std::uint32_t rid);
  void finish_primary_groups();
  void finish_groups();
  void finish_gaps();
  void finish_unknown_members();
  void finish_unreadable();
  void finish_member_of();
  void finish_foreign();
  void finish_notes();
  core::Pull without_doubled();
  std::string name_of(core::PullIndex group) const;

  const DirectorySettings& settings_;
  core::Pull pull_;
  DirectoryMeaning meaning_;
  core::RecordBuilder record_;
  std::string where_;  // file or first server, for rejected rows

  MemberIndex places_;  // DN as spelt → PullIndex, or kDeferredMark | position in deferred_
  MemberIndex accounts_by_id_;  // natural id → the same
  MemberIndex groups_by_id_;
  MemberIndex left_out_;    // DN as spelt → 0
  MemberIndex unreadable_;  // DN as spelt → 0
  MemberIndex continued_;   // DN as spelt → 0
  std::vector<Deferred> deferred_;
  bool accounts_ended_ = false;
  std::size_t accounts_ = 0;
  std::size_t group_count_ = 0;
  std::optional<core::Timestamp> created_of_last_;

  AwaitedNames waiting_;
  MemberIndex awaited_normal_;  // of the first `awaited_indexed_` names of waiting_
  std::size_t awaited_indexed_ = 0;
  AwaitedNames named_groups_;
  std::vector<std::string> early_more_;  // groups that were continued before they were told
  std::unordered_map<core::PullIndex, OpenGroup> open_groups_;
  MemberIndex logins_;         // login → account, or kSeveral; made when a memberUid asks
  MemberIndex folded_logins_;  // the same without case

  PrimaryGroups primary_groups_;
  std::map<std::string, core::PullIndex> foreign_;
  std::set<std::pair<core::ObjectClass, std::string>> doubled_;  // natural ids of several entries
  struct Filtered {
    std::size_t count = 0;
    std::string example;
  };
  std::map<std::pair<core::ObjectClass, std::string>, Filtered> filtered_;
  std::vector<std::pair<core::ObjectClass, std::string>>
      held_;  // natural ids that filters leave out
  std::size_t not_held_[2] = {0, 0};
  std::vector<std::string> unreadable_names_;  // the first of them
  std::size_t unreadable_count_ = 0;
  std::size_t ignored_ = 0;
  std::string first_ignored_;
  bool groups_unread_ = false;  // a group, or a part of one, that may have foreign members

  std::vector<Base> bases_;
  std::vector<core::PullIndex> room_;  // for the members of one group
  std::size_t without_key_[2] = {0, 0};
  std::string first_without_key_[2];
  std::size_t rejected_ = 0;
  bool has_gap_[16] = {};
};

}  // namespace rettesnor::connectors
