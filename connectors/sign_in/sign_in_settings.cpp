// From the JSON of [sign_in] to values; what a schema cannot say is said here.
#include "connectors/sign_in/sign_in_settings.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "connectors/settings_reader.h"
#include "core/text.h"

namespace rettesnor::connectors {
namespace {

using core::ErrorKind;
using core::fail;
using core::Result;
using nlohmann::json;

/// The text, which must be there.
std::string needed(SettingsReader& reader, std::string_view key) {
  std::string text = reader.text(key);
  if (text.empty()) reader.wrong(key, "is missing");
  return text;
}

OpenIdSettings read_openid(SettingsReader& reader, const std::string& address,
                           const std::string& folder) {
  OpenIdSettings out;
  out.name = reader.text("name", "OpenID");
  out.issuer = needed(reader, "issuer");
  out.client_id = needed(reader, "client_id");
  out.client_secret_file = in_folder(folder, reader.text("client_secret_file"));
  out.scopes = reader.texts("scopes").value_or(out.scopes);
  if (std::ranges::find(out.scopes, "openid") == out.scopes.end()) {
    out.scopes.insert(out.scopes.begin(), "openid");
  }
  out.algorithms = reader.texts("algorithms").value_or(out.algorithms);
  out.claim = reader.text("claim", out.claim);
  out.account = reader.text("account", "login") == "upn" ? OpenIdSettings::Account::upn
                                                         : OpenIdSettings::Account::login;
  out.system = needed(reader, "system");
  out.ca_file = in_folder(folder, reader.text("ca_file"));
  out.redirect_address = address + "/signin/openid/back";
  out.after_address = address + "/signin";
  if (const auto origin = origin_of(out.issuer); !origin) {
    reader.wrong("issuer", origin.error().message);
  }
  return out;
}

BreakGlassSettings read_break_glass(SettingsReader& reader, const std::string& folder) {
  BreakGlassSettings out;
  out.file = in_folder(folder, needed(reader, "file"));
  out.login = needed(reader, "login");
  out.person = needed(reader, "person");
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
  const bool loopback = host == "127.0.0.1" || host == "[::1]" || host == "localhost";
  if (scheme == "http" && !loopback) return wrong("is not https");
  if (scheme != "http" && scheme != "https") return wrong("is not https");
  const std::string standard = scheme == "https" ? ":443" : ":80";
  if (place.substr(host.size()) == standard) place = host;
  return scheme + "://" + place;
}

Result<std::optional<SignInSettings>> read_sign_in_settings(const json& document,
                                                            const std::string& folder) {
  const auto found = document.find("sign_in");
  if (found == document.end()) return std::optional<SignInSettings>{};
  SettingsReader reader(*found, "sign_in.");
  SignInSettings out;
  out.address = reader.text("address");
  while (out.address.ends_with('/')) out.address.pop_back();
  out.idle = std::chrono::minutes(reader.number("idle_minutes", out.idle.count(), 1, 120));
  out.longest = std::chrono::hours(reader.number("longest_hours", out.longest.count(), 1, 24));
  if (reader.find("openid") != nullptr) {
    SettingsReader inner = reader.table("openid");
    out.openid = read_openid(inner, out.address, folder);
    reader.take_trouble(inner);
    const auto origin = origin_of(out.address);
    if (!origin) reader.wrong("address", origin.error().message);
    if (out.address.find('/', out.address.find("://") + 3) != std::string::npos) {
      reader.wrong("address", "must end with the host: the pages lie at its root");
    }
  }
  if (reader.find("directory") != nullptr) {
    SettingsReader inner = reader.table("directory");
    out.directory_source = needed(inner, "source");
    reader.take_trouble(inner);
  }
  if (reader.find("break_glass") != nullptr) {
    SettingsReader inner = reader.table("break_glass");
    out.break_glass = read_break_glass(inner, folder);
    reader.take_trouble(inner);
  }
  if (!reader.trouble().empty()) return fail(ErrorKind::invalid_input, reader.trouble());
  return std::optional(std::move(out));
}

}  // namespace rettesnor::connectors
