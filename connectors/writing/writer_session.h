// What the writing account sees of single objects, found by their immutable ids, and its writes.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/directory/directory_meaning.h"
#include "connectors/directory/ldap_open.h"
#include "connectors/directory/ldap_session.h"
#include "connectors/writing/write_settings.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// One account or group as it was told just now; a copy.
struct DirectoryObject {
  std::string dn;
  std::string natural_id;
  std::string login;  ///< of a group without one: its name
  enum class Sort { account, group } sort = Sort::account;
  std::optional<Sid> sid;
  std::map<std::string, std::vector<std::string>> values;  ///< by lower-case name, as told

  /// Empty when absent.
  const std::vector<std::string>& all(const std::string& lower_case_name) const;
  std::string first(const std::string& lower_case_name) const;
  bool is_of_class(std::string_view object_class) const;
  /// The DN, safe to show.
  std::string shown() const;
};

/// One value of a group that names somebody as its member.
struct MemberValue {
  std::string attribute;
  std::string value;
};

/// Not shared between threads. Connects when first asked, and again when a connection that was good
/// before turns out to be lost while reading; never again after a write went out.
class WriterSession {
 public:
  explicit WriterSession(WriteSettings settings);

  const WriteSettings& settings() const { return settings_; }
  bool is_active_directory() const {
    return settings_.directory.flavour == DirectoryFlavour::active_directory;
  }
  /// invalid_input when the writing account turns out to be the reading one.
  core::Result<OpenDirectory*> open();

  /// By immutable id, or by the SID of a principal of another domain; wherever it is now. Nothing
  /// when the server says that it is not there. unsupported for an id that is only a name.
  core::Result<std::optional<DirectoryObject>> find(const std::string& natural_id);
  /// Those that the filter finds in the whole directory, ordered by natural id.
  core::Result<std::vector<DirectoryObject>> find_all(const std::string& filter);
  /// At most `most` of those below a place; fewer when the server stops there.
  core::Result<std::vector<DirectoryObject>> sample(const std::string& base,
                                                    const std::string& filter, int most);
  /// Whether the server finds the object by this filter. No is no proof of absence.
  core::Result<bool> fits(const DirectoryObject& object, const std::string& filter);
  /// Entries of a search as they come; the connection is renewed once when it was lost before.
  core::Result<LdapSearchEnd> search(const LdapSearch& search, const LdapSession::OnEntry& take);

  /// The values under which `group` would list `member`, by the settings' names of attributes.
  std::vector<MemberValue> candidates(const DirectoryObject& member) const;
  /// unsupported when a group would list the member by a login that is not told or not its alone:
  /// taking that out would take it from somebody else.
  core::Result<void> must_be_alone_with_login(const DirectoryObject& member);
  /// Those of them that stand in the group, read to the end of its list. None is only answered when
  /// the list is shown to us and the member is still called what it was: else refused or conflict.
  core::Result<std::vector<MemberValue>> read_membership(const DirectoryObject& group,
                                                         const DirectoryObject& member);

  /// One write on this very object, whatever its name has become. See LdapSession::modify.
  core::Result<LdapWriteEnd> modify(const DirectoryObject& object,
                                    const std::vector<LdapChange>& changes);
  /// The tool's own accounts, as far as the directory knows them.
  bool is_own(const DirectoryObject& object) const;

 private:
  core::Result<void> note_own_accounts();
  core::Result<std::string> id_of_login(const std::string& user);
  core::Result<std::vector<DirectoryObject>> collect(const LdapSearch& search);
  DirectoryObject object_of(const DirectoryEntry& entry);
  std::vector<std::string> trees() const;
  /// How this very object is named to the server, now and whatever happens to its DN meanwhile.
  std::string name_of(const DirectoryObject& object) const;
  std::string filter_of(const DirectoryObject& object) const;
  struct MemberReading {
    std::vector<MemberValue> found;
    std::size_t told = 0;  ///< values of any kind of member
  };
  core::Result<MemberReading> read_list(const DirectoryObject& group,
                                        const DirectoryObject& member);
  core::Result<std::optional<DirectoryObject>> find_by_filter(const std::string& filter,
                                                              const std::string& natural_id);

  WriteSettings settings_;
  DirectoryMeaning meaning_;
  std::vector<std::string> attributes_;
  std::optional<OpenDirectory> server_;
  enum class Proven { no, yes } proven_ = Proven::no;  ///< the connection has answered before
  enum class Assertion { sent, unknown_there } assertion_ = Assertion::sent;
  std::vector<std::string> own_ids_;
};

}  // namespace rettesnor::connectors
