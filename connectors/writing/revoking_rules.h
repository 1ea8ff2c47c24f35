// What two kinds of directory do differently when access is taken away.
#pragma once

#include <string>
#include <vector>

#include "connectors/writing/writer_session.h"
#include "core/result.h"

namespace rettesnor::connectors {

/// How an account is, and would be, unable to sign in: the values of one attribute.
struct SignInState {
  enum class Now { possible, barred } now = Now::possible;
  std::string attribute;
  std::vector<std::string> before;  ///< as read
  std::vector<std::string> after;   ///< what carrying out would leave
};

/// A group that an account is in whatever lists it is taken off.
struct KeptMembership {
  std::string group;     ///< natural id; empty when there is none, or it cannot be read
  std::string sentence;  ///< that it stays, and why; empty when there is none
};

/// The seam between Active Directory and the other servers below DirectoryRevoker.
class RevokingRules {
 public:
  virtual ~RevokingRules() = default;

  /// unsupported for what is no account of a person or a service (a computer, a trust).
  virtual core::Result<SignInState> sign_in_state(const DirectoryObject& account) = 0;

  /// Why this member is in this group without standing in its list, with what to do instead; empty
  /// when it only can be in the list.
  virtual std::string membership_beyond_list(const DirectoryObject& group,
                                             const DirectoryObject& member) = 0;
  /// What stays of an account's memberships when every list has lost it.
  virtual core::Result<KeptMembership> kept_membership(WriterSession& session,
                                                       const DirectoryObject& account) = 0;
  /// unsupported for members and groups that cannot be written here (foreign, computed).
  virtual core::Result<void> may_write_membership(const DirectoryObject& group,
                                                  const DirectoryObject& member) = 0;
  /// refused for accounts that must never be touched by a program. `group` is null unless one
  /// membership alone is meant.
  virtual core::Result<void> protect(WriterSession& session, const DirectoryObject& account,
                                     const DirectoryObject* group) = 0;
  /// What a refusal of the server means on this object, beyond its words; empty mostly.
  virtual std::string advice(const DirectoryObject& object, int code) = 0;
};

}  // namespace rettesnor::connectors
