// The table [sign_in] of the settings: which ways in there are, and how long a session lasts.
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"

namespace rettesnor::connectors {

struct OpenIdSettings {
  std::string name;    ///< as it stands on the button
  std::string issuer;  ///< exactly as in the tokens
  std::string client_id;
  std::string client_secret_file;  ///< empty: a public client
  std::vector<std::string> scopes{"openid", "profile"};
  std::vector<std::string> algorithms{"RS256", "PS256", "ES256"};
  std::string claim = "preferred_username";                    ///< names the account
  enum class Account { login, upn } account = Account::login;  ///< what the claim holds of it
  std::string system;                                          ///< whose account it is
  std::string ca_file;                                         ///< empty: the system's own
  std::string redirect_address;
  std::string after_address;  ///< where the provider sends a browser that signed out
};

struct BreakGlassSettings {
  std::string file;    ///< of the hash
  std::string login;   ///< what is typed
  std::string person;  ///< whom it signs in
};

struct SignInSettings {
  std::string address;  ///< "https://adgang.kommune.dk": how browsers reach the pages
  std::chrono::minutes idle{20};
  std::chrono::hours longest{10};
  std::optional<OpenIdSettings> openid;
  std::optional<std::string> directory_source;  ///< name of the [[source]] that checks passwords
  std::optional<BreakGlassSettings> break_glass;
};

/// Nothing when there is no [sign_in]. `document` is the whole settings file, valid against its
/// schema; relative paths start at `folder`. invalid_input names the key.
core::Result<std::optional<SignInSettings>> read_sign_in_settings(const nlohmann::json& document,
                                                                  const std::string& folder);

/// "https://host:port" of an address, lower-case, without a default port; http only to 127.0.0.1,
/// [::1] and localhost. invalid_input for anything else, also for user information.
core::Result<std::string> origin_of(const std::string& address);

}  // namespace rettesnor::connectors
