// Signing in with the user name and password of a directory: search, then bind as whom was found.
#pragma once

#include <string>

#include "connectors/directory/directory_settings.h"
#include "core/result.h"
#include "core/secret.h"

namespace rettesnor::connectors {

struct DirectoryAccount {
  std::string dn;     ///< of a decoy when nobody has the name: it is refused like a wrong password
  std::string login;  ///< as the source tells it; empty of a decoy
};

/// The source's own servers, authorities, reader and places are used; a new connection each time.
class DirectorySignIn {
 public:
  explicit DirectorySignIn(DirectorySettings settings) : settings_(std::move(settings)) {}

  /// The one account of that login or user principal name. Names with control characters or longer
  /// than 256 bytes, and names that fit several accounts, give a decoy too, so that nobody learns
  /// who exists. unreachable when the directory cannot be asked.
  core::Result<DirectoryAccount> find(const std::string& name) const;
  /// Ok when the directory takes the password. unauthorized or refused with the true cause (49 and
  /// its sub-code), for the log and not for whoever tries. An empty password is refused here and
  /// never sent: servers take a bind without one as a success for nobody.
  core::Result<void> prove(const DirectoryAccount& account, core::Secret password) const;

 private:
  DirectorySettings settings_;
};

}  // namespace rettesnor::connectors
