// Starts the providers' scripts and asks them things.
#include "tests/support/openid_peer.h"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "connectors/transport/curl_transfer.h"
#include "tests/support/places.h"

namespace rettesnor::test {
namespace {

using nlohmann::json;

std::string body_of(const connectors::HttpAsk& ask) {
  const auto reply = connectors::exchange(ask);
  if (!reply) throw std::runtime_error(reply.error().message);
  if (reply->status != 200) throw std::runtime_error(ask.url + ": " + reply->body);
  return reply->body;
}

}  // namespace

OpenIdPeer::OpenIdPeer(std::string_view script, int port, const std::string& argument,
                       std::unique_ptr<ScratchFolder> folder, const Environment& environment)
    : port_(port),
      issuer_("http://127.0.0.1:" + std::to_string(port)),
      folder_(std::move(folder)),
      process_(
          {"node", source_path("tests/support/openid/" + std::string(script)).string(), argument},
          folder_->file("log"), environment) {
  const auto listens = [&] { return log().find("listening") != std::string::npos; };
  if (!wait_until(listens, std::chrono::seconds(30))) throw std::runtime_error(log());
}

std::string OpenIdPeer::log() const {
  return read_file(folder_->file("log"));
}

OpenIdPeer OpenIdPeer::hostile() {
  const int port = free_port();
  return {"hostile.mjs", port, std::to_string(port), std::make_unique<ScratchFolder>("openid")};
}

OpenIdPeer OpenIdPeer::real(const std::string& address, const std::string& ca_file) {
  const int port = free_port();
  auto folder = std::make_unique<ScratchFolder>("openid");
  const auto account = [](const char* sub, const char* login) {
    return json{{"password", password_of(login)},
                {"sub", sub},
                {"preferred_username", login},
                {"upn", std::string(login) + "@maagesund.example"},
                {"name", login}};
  };
  const json settings = {
      {"port", port},
      {"clients",
       {{{"client_id", "rettesnor"},
         {"client_secret", client_secret()},
         {"redirect_uris", {address + "/signin/openid/back"}},
         {"post_logout_redirect_uris", {address + "/signin"}},
         {"grant_types", {"authorization_code"}},
         {"response_types", {"code"}},
         {"backchannel_logout_uri", address + "/signin/openid/ended"},
         {"backchannel_logout_session_required", true}}}},
      {"accounts",
       {{"coras", account("sub-connie", "coras")}, {"ukendt", account("sub-nobody", "ukendt")}}}};
  write_file(folder->file("settings.json"), settings.dump());
  const std::string file = folder->file("settings.json");
  Environment environment;
  if (!ca_file.empty()) environment["NODE_EXTRA_CA_CERTS"] = ca_file;
  return {"provider.mjs", port, file, std::move(folder), environment};
}

std::string OpenIdPeer::get(const std::string& path) const {
  return body_of({.url = issuer_ + path});
}

std::string OpenIdPeer::post(const std::string& path) const {
  return body_of({.url = issuer_ + path, .method = connectors::HttpAsk::Method::post});
}

}  // namespace rettesnor::test
