// From the JSON of [sign_in] to values; what a schema cannot say is said here.
#include "connectors/sign_in/sign_in_settings.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text.h"
#include "policies/settings_reader.h"
#include "policies/settings_table.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using nlohmann::json;
using policies::kBreakGlass;
using policies::kDirectorySignIn;
using policies::kOpenId;
using policies::kSettings;
using policies::kSignIn;
using policies::SettingsReader;

OpenIdSettings read_openid(SettingsReader& reader, const std::string& address) {
  OpenIdSettings out;
  out.name = reader.text(kOpenId["name"]);
  out.issuer = reader.needed_text(kOpenId["issuer"]);
  out.client_id = reader.needed_text(kOpenId["client_id"]);
  out.client_secret_file = reader.file(kOpenId["client_secret_file"]);
  out.scopes = reader.texts(kOpenId["scopes"]).value_or(out.scopes);
  if (std::ranges::find(out.scopes, "openid") == out.scopes.end()) {
    out.scopes.insert(out.scopes.begin(), "openid");
  }
  out.algorithms = reader.texts(kOpenId["algorithms"]).value_or(out.algorithms);
  out.claim = reader.text(kOpenId["claim"]);
  out.account = reader.choice(kOpenId["account"]) == "upn" ? OpenIdSettings::Account::upn
                                                           : OpenIdSettings::Account::login;
  out.system = reader.needed_text(kOpenId["system"]);
  out.ca_file = reader.file(kOpenId["ca_file"]);
  out.redirect_address = address + "/signin/openid/back";
  out.after_address = address + "/signin";
  if (const auto origin = origin_of(out.issuer); !origin) {
    reader.wrong(kOpenId["issuer"], origin.error().message);
  }
  return out;
}

BreakGlassSettings read_break_glass(SettingsReader& reader) {
  BreakGlassSettings out;
  out.file = reader.needed_file(kBreakGlass["file"]);
  out.login = reader.needed_text(kBreakGlass["login"]);
  out.person = reader.needed_text(kBreakGlass["person"]);
  return out;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
           c == '[' || c == ']';
  });
}

}  // namespace

Result<std::string> origin_of(const std::string& address) {
  const auto wrong = [&](const std::string& why) {
    return fail(ErrorKind::invalid_input,
                "\"" + core::printable(address, 200) + "\" " + why + "; write https://host");
  };
  const std::size_t mark = address.find("://");
  if (mark == std::string::npos) return wrong("is no address");
  const std::string scheme = core::fold(address.substr(0, mark));
  std::string place = address.substr(mark + 3, address.find_first_of("/?#", mark + 3) - mark - 3);
  place = core::fold(place);
  if (!is_word(place)) return wrong("names no host");
  const std::size_t closed = place.find(']');
  const std::size_t colon = place.find(':', closed == std::string::npos ? 0 : closed);
  const std::string host = place.substr(0, colon);
  const bool loopback = core::is_loopback_literal(host) || host == "localhost";
  if (scheme == "http" && !loopback) return wrong("is not https");
  if (scheme != "http" && scheme != "https") return wrong("is not https");
  const std::string standard = scheme == "https" ? ":443" : ":80";
  if (place.substr(host.size()) == standard) place = host;
  return scheme + "://" + place;
}

Result<std::optional<SignInSettings>> read_sign_in_settings(const json& document,
                                                            const std::string& folder) {
  SettingsReader file(document, {}, folder);
  if (file.find(kSettings["sign_in"]) == nullptr) return std::optional<SignInSettings>{};
  SettingsReader reader = file.table(kSettings["sign_in"]);
  SignInSettings out;
  out.address = reader.text(kSignIn["address"]);
  while (out.address.ends_with('/')) out.address.pop_back();
  out.idle = std::chrono::minutes(reader.number(kSignIn["idle_minutes"]));
  out.longest = std::chrono::hours(reader.number(kSignIn["longest_hours"]));
  if (reader.find(kSignIn["openid"]) != nullptr) {
    SettingsReader inner = reader.table(kSignIn["openid"]);
    out.openid = read_openid(inner, out.address);
    reader.take_trouble(inner);
    const auto origin = origin_of(out.address);
    if (!origin) reader.wrong(kSignIn["address"], origin.error().message);
    if (out.address.find('/', out.address.find("://") + 3) != std::string::npos) {
      reader.wrong(kSignIn["address"], "must end with the host: the pages lie at its root");
    }
  }
  if (reader.find(kSignIn["directory"]) != nullptr) {
    SettingsReader inner = reader.table(kSignIn["directory"]);
    out.directory_source = inner.needed_text(kDirectorySignIn["source"]);
    reader.take_trouble(inner);
  }
  if (reader.find(kSignIn["break_glass"]) != nullptr) {
    SettingsReader inner = reader.table(kSignIn["break_glass"]);
    out.break_glass = read_break_glass(inner);
    reader.take_trouble(inner);
  }
  if (!reader.trouble().empty()) return fail(ErrorKind::invalid_input, reader.trouble());
  return std::optional(std::move(out));
}

}  // namespace rettesnor::connectors
