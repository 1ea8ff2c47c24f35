// The seam for taking access away in a source: look, take away, put back; never delete.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/connector.h"
#include "core/result.h"
#include "core/time.h"

namespace rettesnor::connectors {

/// One thing to take away, named as history names it: by the source's immutable ids, never by DN,
/// login or mail, so that a rename or a move cannot make it somebody else.
struct Removal {
  enum class Act {
    remove_member,    ///< `account` out of `group`
    disable_account,  ///< the account can no longer sign in; nothing else changes
    strip_groups      ///< every direct membership of a disabled account
  } act = Act::remove_member;
  std::string account;  ///< natural id of the account, or of the group that is the nested member
  std::string group;    ///< natural id; empty unless remove_member
  /// What the order was decided on. When the object is no longer so (other login), nothing is done:
  /// conflict.
  std::string expected_login;
};

/// What is there now, read from the server itself just before or after the act.
struct Standing {
  enum class Now {
    effective,   ///< still there
    gone,        ///< read, and not there
    object_gone  ///< the account or the group itself is not there
  } now = Now::effective;
  std::string sentence;  ///< "member of CN=… directly"; no secret
  /// When effective: the before-image that carrying out now would give. Keep it before the act: an
  /// act that ends unreachable gives none. When there is nothing to put back it is empty, or has
  /// no changes and tells the group that stays.
  std::string before_image;
};

struct Outcome {
  enum class Effect {
    done,
    already_so,  ///< nothing needed to be written
    /// strip_groups and its restore(): some are done, others are not, and the sentence says which
    /// and why. The same act again goes on with the rest.
    partly
  } effect = Effect::done;
  /// What was there before, in canonical JSON (docs/formats.md): all that restore() needs. Empty
  /// after restore(), and for already_so unless a group stays, which it then tells. After `partly`
  /// it holds every value that is gone or of which nobody knows.
  std::string before_image;
  std::string sentence;  ///< what was written, on what
};

/// Takes away in one source with a credential of its own. Contract: an act is one write (or none),
/// strip_groups one for each group; done twice it is already_so; refused by the server stays
/// refused, and nothing is called done unless the server said so. Errors: refused (ACL, protected,
/// writing is off), conflict (changed meanwhile), not_found (object gone), unsupported (primary
/// group, foreign member, no such act here; the message says what to do instead), unreachable
/// (before a request went out: nothing was done; after it the message says that nobody knows
/// whether it was done: look).
class Revoker {
 public:
  virtual ~Revoker() = default;
  /// Reads only.
  virtual core::Result<Standing> look(const Removal& removal) = 0;
  virtual core::Result<Outcome> carry_out(const Removal& removal) = 0;
  /// Puts back what a before-image holds. conflict when somebody changed it since.
  virtual core::Result<Outcome> restore(const std::string& before_image) = 0;
  /// Can it connect, may it write, and does it hold more rights than it needs?
  virtual core::Result<std::vector<CheckLine>> check(core::Timestamp now) = 0;
};

/// refused when writing is off (there is no `[source.write]`, the default); unsupported for a kind
/// that cannot write.
core::Result<std::unique_ptr<Revoker>> make_revoker(const SourceSettings& settings);

}  // namespace rettesnor::connectors
