// How people can prove who they are: what the pages need of it. cli/ ties it to the real thing.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "core/result.h"
#include "core/secret.h"
#include "core/time.h"

namespace rettesnor::web {

/// An account that somebody proved to be hers. Who she is, `review` knows.
struct ProvedAccount {
  std::string system;
  std::string name;
  enum class Name { login, upn } kind = Name::login;
};

/// What a session at an OpenID provider hangs on; all empty for other ways in.
struct ProviderTies {
  std::string subject;
  std::string session;
  std::string id_token;  ///< for signing out there
};

/// Members may be called from several threads at once. An Error of kind unreachable means that the
/// other side did not answer; any other that it said no, and why (for the log).
struct OpenIdWay {
  std::string name;  ///< on the button
  struct Trip {
    std::string address;  ///< where the browser goes
    std::string state;
    std::string nonce;
    std::string verifier;
  };
  struct Proof {
    ProvedAccount account;
    ProviderTies ties;
  };
  struct End {
    std::string subject;  ///< one of the two may be empty
    std::string session;
  };
  std::function<core::Result<Trip>()> begin;
  std::function<core::Result<Proof>(const Trip& trip, const std::string& code)> finish;
  std::function<core::Result<End>(const std::string& logout_token)> ended;
  /// Empty text: the provider has no place for it.
  std::function<core::Result<std::string>(const std::string& id_token)> end_address;
};

struct PasswordWay {
  struct Account {
    std::string place;  ///< tells accounts apart however the name was typed
    std::string login;
  };
  std::string system;
  /// Gives a place to every name, also to those that nobody has.
  std::function<core::Result<Account>(const std::string& name)> find;
  std::function<core::Result<void>(const Account& account, core::Secret password)> prove;
};

struct BreakGlassWay {
  std::string login;
  std::string person;  ///< key of whom it signs in
  std::function<core::Result<void>(const core::Secret& password)> prove;
};

struct WaysIn {
  std::optional<OpenIdWay> openid;
  std::optional<PasswordWay> directory;
  std::optional<BreakGlassWay> break_glass;
  std::chrono::minutes idle{20};
  std::chrono::hours longest{10};
  /// Sessions, sign-ins under way and waits run on it. Empty: on the pages' own clock, which may
  /// stand still.
  std::function<core::Timestamp()> clock;
};

}  // namespace rettesnor::web
