// OpenID providers on loopback: a real one, and one that lies as it is told.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "tests/support/scratch.h"

namespace rettesnor::test {

/// A program of tests/support/openid, run by node. Throws with its words when it does not start.
class OpenIdPeer {
 public:
  /// Signs tokens with jose, wrongly on demand (hostile.mjs).
  static OpenIdPeer hostile();
  /// oidc-provider with one confidential client "rettesnor" (secret client_secret()), whose pages
  /// are at `address`, and the accounts coras (Connie Rask of the town) and ukendt (nobody).
  /// `ca_file`: whom it trusts when it tells `address` of a sign-out; may be empty.
  static OpenIdPeer real(const std::string& address, const std::string& ca_file = {});

  const std::string& issuer() const { return issuer_; }
  int port() const { return port_; }
  /// "coras.Doer.1"
  static std::string password_of(const std::string& login) { return login + ".Doer.1"; }
  static std::string client_secret() { return "client-secret-of-at-least-32-characters"; }
  std::string log() const;
  /// Body of a GET or POST to the provider itself.
  std::string get(const std::string& path) const;
  std::string post(const std::string& path) const;

 private:
  OpenIdPeer(std::string_view script, int port, const std::string& argument,
             std::unique_ptr<ScratchFolder> folder, const Environment& environment = {});
  int port_;
  std::string issuer_;
  std::unique_ptr<ScratchFolder> folder_;
  Process process_;
};

}  // namespace rettesnor::test
