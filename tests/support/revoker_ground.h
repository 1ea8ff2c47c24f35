// A real directory to take access away in: the same people and groups in Samba AD and in slapd.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "connectors/writing/revoker.h"

namespace rettesnor::test {

/// People u01 … u40 and `hostile`, all members of `alle`, `to` (a second group), `lukket` (which
/// the writer may not write) and `stor` (which holds 1,600 more). `indre` is a member of `alle`;
/// `sidste` has u40 alone; the members of `skjult` are hidden from the writer.
/// In slapd a second person in `andre` has the login u36 too. The reader and the
/// writer are two accounts; the writer may write what docs/sources-directory.md lists, on two
/// places. People in `lukkede` are out of its reach.
class RevokerGround {
 public:
  static std::unique_ptr<RevokerGround> active_directory();
  static std::unique_ptr<RevokerGround> openldap();
  virtual ~RevokerGround() = default;

  virtual std::string kind() const = 0;
  /// Of a source that reads and writes here; `url` and `ca_file` may be a proxy's.
  virtual nlohmann::json settings() const = 0;
  virtual int ldaps_port() const = 0;
  virtual std::string dn(const std::string& name) const = 0;
  /// The natural id, given at the start, of whatever was called so at the start.
  virtual std::string id(const std::string& name) const = 0;
  /// The natural id of what is called so now.
  virtual std::string id_now(const std::string& dn) const = 0;
  virtual std::string writer_dn() const = 0;
  /// In slapd: may read everything but the entries of u16 … u40, with the writer's password.
  virtual std::string half_blind_dn() const { return {}; }
  /// A place that no setting names.
  virtual std::string other_place() const = 0;
  virtual std::string writer_password() const = 0;
  /// Who may write everything.
  virtual std::string administrator() const = 0;
  virtual std::string administrator_password() const = 0;
  /// As an administrator.
  virtual void modify(const std::string& ldif) = 0;
  /// Of one entry, as the administrator sees it: unwrapped LDIF.
  virtual std::string show(const std::string& dn, const std::string& attribute) const = 0;
  virtual void kill() = 0;
  virtual void start() = 0;

  /// Reads the group's own list, past this program's code.
  bool lists(const std::string& group_dn, const std::string& member_dn) const;
  std::unique_ptr<connectors::Revoker> revoker(
      const nlohmann::json& more = nlohmann::json::object()) const;
};

}  // namespace rettesnor::test
