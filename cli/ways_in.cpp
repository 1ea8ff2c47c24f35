// Each way in is a connector behind the functions that the pages call.
#include "cli/ways_in.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "connectors/connector.h"
#include "connectors/sign_in/break_glass.h"
#include "connectors/sign_in/directory_sign_in.h"
#include "connectors/sign_in/openid_provider.h"

namespace rettesnor::cli {
namespace {

using core::ErrorKind;
using core::Result;

/// A provider's tokens and a person's sessions are true by the machine's clock, whatever --now
/// says.
std::function<core::Timestamp()> machine_clock(App& app) {
  return [&app] { return app.machine().clock(); };
}

Result<web::OpenIdWay> openid_way(App& app, const connectors::OpenIdSettings& settings) {
  if (!settings.client_secret_file.empty()) {
    TRY(core::Secret::from_file(settings.client_secret_file));
  }
  const auto provider = std::make_shared<connectors::OpenIdProvider>(settings);
  const auto clock = machine_clock(app);
  const auto kind = settings.account == connectors::OpenIdSettings::Account::upn
                        ? web::ProvedAccount::Name::upn
                        : web::ProvedAccount::Name::login;
  web::OpenIdWay way;
  way.name = settings.name;
  way.begin = [provider]() -> Result<web::OpenIdWay::Trip> {
    auto trip = TRY(provider->begin());
    return web::OpenIdWay::Trip{std::move(trip.address), std::move(trip.state),
                                std::move(trip.nonce), std::move(trip.verifier)};
  };
  way.finish = [provider, clock, kind, system = settings.system](
                   const web::OpenIdWay::Trip& trip,
                   const std::string& code) -> Result<web::OpenIdWay::Proof> {
    auto person =
        TRY(provider->finish({trip.address, trip.state, trip.nonce, trip.verifier}, code, clock()));
    return web::OpenIdWay::Proof{
        {system, std::move(person.account), kind},
        {std::move(person.subject), std::move(person.session), std::move(person.id_token)}};
  };
  way.ended = [provider, clock](const std::string& token) -> Result<web::OpenIdWay::End> {
    auto end = TRY(provider->ended(token, clock()));
    return web::OpenIdWay::End{std::move(end.subject), std::move(end.session)};
  };
  way.end_address = [provider](const std::string& id_token) {
    return provider->end_address(id_token);
  };
  return way;
}

Result<web::PasswordWay> directory_way(App& app, const std::string& source_name) {
  const policies::Settings& all = *TRY(app.settings());
  const policies::Settings::Source* source = all.source_named(source_name);
  const bool live = source != nullptr && (source->kind == "ad" || source->kind == "ldap");
  if (!live) {
    return fail_with(app, ErrorKind::invalid_input, Word::sign_in_no_source,
                     Word::sign_in_no_source_next, {{"source", source_name}});
  }
  auto settings = TRY(connectors::read_directory_settings(
      {source->name, source->kind, source->system, all.folder, source->values}));
  const auto directory = std::make_shared<connectors::DirectorySignIn>(std::move(settings));
  web::PasswordWay way;
  way.system = source->system;
  way.find = [directory](const std::string& name) -> Result<web::PasswordWay::Account> {
    auto found = TRY(directory->find(name));
    return web::PasswordWay::Account{std::move(found.dn), std::move(found.login)};
  };
  way.prove = [directory](const web::PasswordWay::Account& account, core::Secret password) {
    return directory->prove({account.place, account.login}, std::move(password));
  };
  return way;
}

Result<web::BreakGlassWay> break_glass_way(const connectors::BreakGlassSettings& settings) {
  TRY(core::Secret::from_file(settings.file));
  web::BreakGlassWay way;
  way.login = settings.login;
  way.person = settings.person;
  way.prove = [file = settings.file](const core::Secret& password) {
    return connectors::prove_break_glass(file, password);
  };
  return way;
}

}  // namespace

Result<std::optional<connectors::SignInSettings>> sign_in_settings(App& app) {
  const policies::Settings& settings = *TRY(app.settings());
  return connectors::read_sign_in_settings(*settings.document, settings.folder);
}

Result<web::WaysIn> ways_in(App& app, const connectors::SignInSettings& settings) {
  web::WaysIn ways;
  if (settings.openid) ways.openid = TRY(openid_way(app, *settings.openid));
  if (settings.directory_source) {
    ways.directory = TRY(directory_way(app, *settings.directory_source));
  }
  if (settings.break_glass) ways.break_glass = TRY(break_glass_way(*settings.break_glass));
  ways.idle = settings.idle;
  ways.longest = settings.longest;
  ways.clock = machine_clock(app);
  return ways;
}

}  // namespace rettesnor::cli
