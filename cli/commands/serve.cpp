// `serve`: opens what the pages need, and waits.
#include "cli/commands/serve.h"

#include <csignal>
#include <cstdlib>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "cli/control_desk.h"
#include "cli/order_room.h"
#include "cli/served_command.h"
#include "cli/serving_program.h"
#include "cli/ways_in.h"
#include "connectors/sign_in/sign_in_settings.h"
#include "core/number.h"
#include "core/text.h"
#include "http/listening_socket.h"
#include "policies/service_settings.h"
#include "review/accounts/accounts.h"
#include "review/campaigns/campaigns.h"
#include "review/desk.h"
#include "review/orders/orders.h"
#include "review/organisation/deeds.h"
#include "review/organisation/persons.h"
#include "service/policy_watch.h"
#include "service/scheduler.h"
#include "web/server.h"

namespace rettesnor::cli {
namespace {

using core::ErrorKind;
using core::Result;

constexpr std::string_view kFixtureTown = "Mågesund Kommune";
constexpr core::Days kDemoCampaign{30};
constexpr std::chrono::seconds kRoundEvery{15};

/// Blocks the signals that stop the program, for this thread and those it starts, so that they
/// wait to be asked for.
sigset_t block_stop_signals() {
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGINT);
  sigaddset(&stop, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  return stop;
}

Result<int> port_in(App& app, const std::string& text) {
  if (const auto port = core::number_in(text, 0, 65535)) return *port;
  return fail_with(app, ErrorKind::invalid_input, Word::serve_bad_port, Word::serve_bad_port_next,
                   {{"text", text}});
}

/// The demonstration should have something that waits for an answer.
Result<void> open_demo_campaign(App& app, review::Desk& reviews) {
  const auto personas = review::accounts::personas(reviews.look());
  for (const review::PersonView& persona : personas) {
    const auto who = TRY(review::organisation::authority(reviews.look(), persona.key));
    if (!review::may(who, review::Deed::open_campaigns)) continue;
    if (!TRY(review::campaigns::all(reviews.look(who))).empty()) return {};
    const core::Date today = TRY(app.zone())->date_of(app.now());
    TRY(review::campaigns::open(reviews.enter(who),
                                {.name = "Efterår 2026", .deadline = today + kDemoCampaign},
                                app.now()));
    return {};
  }
  return {};
}

Result<void> refuse_foreign_demo(App& app, const ServeOptions& options) {
  const std::string& name = TRY(app.settings())->municipality;
  if (options.demo == ServeOptions::Demo::off || name == kFixtureTown) return {};
  return fail_with(app, ErrorKind::refused, Word::serve_demo_refused, Word::serve_demo_refused_next,
                   {{"name", name}});
}

/// How people come in: by [sign_in], or by a persona of the demonstration.
struct Door {
  web::WaysIn ways;
  std::vector<std::string> names;  ///< under which the pages are asked for besides
};

/// "adgang.kommune.dk" of "https://adgang.kommune.dk:8443"; empty of an address without TLS.
std::string host_behind_tls(const std::string& address) {
  const std::string origin = connectors::origin_of(address).value_or("");
  constexpr std::string_view kScheme = "https://";
  if (!origin.starts_with(kScheme)) return {};
  const std::string place = origin.substr(kScheme.size());
  if (place.starts_with('[')) return place.substr(1, place.find(']') - 1);
  return place.substr(0, place.find(':'));
}

Result<Door> door_for(App& app, const ServeOptions& options) {
  if (options.demo == ServeOptions::Demo::personas) return Door{{}, options.names};
  const auto settings = TRY(sign_in_settings(app));
  if (!settings || !(settings->openid || settings->directory_source || settings->break_glass)) {
    // Pages that nobody can enter would look like a fault of the reader's.
    return fail_with(app, ErrorKind::refused, Word::serve_no_sign_in, Word::serve_no_sign_in_next);
  }
  Door door{{}, options.names};
  if (const std::string host = host_behind_tls(settings->address); !host.empty()) {
    door.names.push_back(host);
  }
  if (options.certificate_file.empty() && door.names.empty()) {
    return fail_with(app, ErrorKind::refused, Word::serve_no_tls, Word::serve_no_tls_next);
  }
  if (settings->openid && settings->openid->issuer.starts_with("http:") &&
      !http::is_loopback(options.address)) {
    return fail_with(app, ErrorKind::refused, Word::serve_plain_issuer,
                     Word::serve_plain_issuer_next, {{"issuer", settings->openid->issuer}});
  }
  door.ways = TRY(ways_in(app, *settings));
  return door;
}

web::ServerSettings server_settings(App& app, const ServeOptions& options,
                                    const std::vector<std::string>& names,
                                    const std::string& municipality) {
  return {.address = options.address,
          .port = options.port,
          .names = names,
          .certificate_file = options.certificate_file,
          .key_file = options.key_file,
          .municipality = municipality,
          .language = std::string(words::short_name(app.language())),
          .demo = options.demo == ServeOptions::Demo::personas ? web::ServerSettings::Demo::personas
                                                               : web::ServerSettings::Demo::off};
}

Result<std::optional<service::PostOffice>> post_office(App& app, store::Store& store,
                                                       const review::Desk& reviews) {
  const policies::Settings& settings = *TRY(app.settings());
  const auto mail = policies::mail_settings(settings);
  if (!mail) return std::nullopt;
  const review::Letterhead letterhead{
      .language = settings.language == "en" ? Language::english : Language::danish,
      .municipality = settings.municipality,
      .base_url = mail->base_url};
  const core::LocalZone& zone = *TRY(app.zone());
  const std::string folder = TRY(app.data_folder());
  return service::PostOffice{store, reviews, zone, *mail, letterhead, folder};
}

Result<service::RoundParts> round_parts(App& app, const ServeOptions& options, store::Store& store,
                                        review::Desk& reviews) {
  const core::LocalZone& zone = *TRY(app.zone());
  service::RoundParts parts{store, reviews, zone, *TRY(app.settings())};
  if (options.schedule == ServeOptions::Schedule::on) {
    auto post = TRY(post_office(app, store, reviews));
    if (post) parts.post.emplace(std::move(*post));
    parts.campaigns = policies::campaign_templates(parts.settings);
    if (policies::order_settings(parts.settings).propose_leavers) {
      parts.leavers = service::RoundParts::Leavers::proposed;
    }
  } else {
    parts.pulls = service::RoundParts::Pulls::off;
  }
  // One line each, for the journal.
  parts.tell = [&app](const core::Error& error) {
    app.machine().err << core::to_iso(app.machine().clock()) + " " +
                             core::printable(sentence(error, app.language()), 2000) + "\n"
                      << std::flush;
  };
  return parts;
}

/// Takes commands from terminals; null, and said why, when it cannot. The pages matter more.
Result<std::unique_ptr<ControlDesk>> control_desk(App& app, const ServingProgram& serving) {
  const std::string path = control_path(serving.data_folder);
  std::string why;
  if (!http::fits_socket(path)) {
    why = say(app.language(), Word::serve_far, {{"path", path}});
  } else {
    auto desk = ControlDesk::open(
        path, [&serving](const auto& request, const auto& peer, auto& out, auto& err) {
          return run_served(serving, request, peer, out, err);
        });
    if (desk) return std::move(*desk);
    why = sentence(desk.error(), app.language());
  }
  app.machine().err << say(app.language(), Word::serve_no_terminal, {{"why", why}}) << '\n';
  return nullptr;
}

void warn_of_emergency(App& app, const Door& door, const review::Desk& reviews) {
  const auto& emergency = door.ways.break_glass;
  if (!emergency || review::organisation::authority(reviews.look(), emergency->person)) return;
  app.chatter().say(Word::serve_emergency_nobody, {{"person", emergency->person}}, Tone::medium);
}

void say_where(App& app, const std::string& url) {
  if (app.json()) {
    app.print({{"url", url}});
  } else {
    app.screen().paragraph(line_of(app.screen().text(Word::serve_ready, {{"url", url}})));
    app.chatter().paragraph(line_of(app.chatter().text(Word::serve_how_to_stop)));
  }
  app.machine().out.flush();
}

void wait_for(const sigset_t& stop) {
  int signal = 0;
  while (sigwait(&stop, &signal) != 0) {
  }
}

}  // namespace

Result<ServeOptions> serve_options(App& app, const Arguments& arguments) {
  ServeOptions options;
  options.address = arguments.find("--address").value_or(options.address);
  if (const auto port = arguments.find("--port")) options.port = TRY(port_in(app, *port));
  options.certificate_file = arguments.get("--certificate");
  options.key_file = arguments.get("--key");
  options.names = arguments.all("--name");
  if (arguments.has("--no-schedule")) options.schedule = ServeOptions::Schedule::off;
  if (arguments.has("--demo")) options.demo = ServeOptions::Demo::personas;
  return options;
}

Result<ExitCode> run_serve(App& app, const ServeOptions& options) {
  TRY(refuse_foreign_demo(app, options));
  Door door = TRY(door_for(app, options));
  store::Store& store = *TRY(app.store_with_history());
  const core::LocalZone& zone = *TRY(app.zone());
  const auto policy = TRY(app.policy());
  review::Desk reviews(store, zone, policy);
  const core::Timestamp refreshed = app.now();
  TRY(reviews.refresh(refreshed));
  if (options.demo == ServeOptions::Demo::personas) TRY(open_demo_campaign(app, reviews));
  warn_of_emergency(app, door, reviews);
  const policies::Settings& settings = *TRY(app.settings());
  review::Orders orders(store, zone, order_sources(settings), revoker_of(settings));
  TRY(orders.refresh(reviews.now()));

  const sigset_t stop = block_stop_signals();
  const bool stands_still = app.globals().now.has_value();
  const auto clock = [&app, stands_still] {
    return stands_still ? app.now() : app.machine().clock();
  };
  service::RoundParts parts = TRY(round_parts(app, options, store, reviews));
  parts.orders = &orders;
  service::PolicyWatch watch(settings.policy_folder, *policy);
  parts.changed_policy = [&watch] { return watch.changed(); };
  if (!stands_still) parts.uptime = service::seconds_up;
  service::Rounds rounds(std::move(parts), refreshed);
  const std::string folder = TRY(app.data_folder());
  const ServingProgram serving{store,    reviews, orders,
                               settings, zone,    whole_path(app.globals().settings_path),
                               folder,   clock,   [&rounds] { rounds.history_changed(); }};
  const auto server =
      TRY(web::Server::start(server_settings(app, options, door.names, settings.municipality),
                             reviews, zone, clock, std::move(door.ways), &orders));
  const auto desk = TRY(control_desk(app, serving));
  say_where(app, server->url());
  service::Scheduler scheduler(rounds, clock, kRoundEvery);
  wait_for(stop);
  scheduler.stop();
  server->stop();
  const bool commands_run_on = desk != nullptr && desk->stop() == ControlDesk::End::left_behind;
  if (commands_run_on || rounds.left_a_thread_behind()) {
    // Its thread still uses what a normal end of the program would take apart.
    app.machine().out.flush();
    std::quick_exit(static_cast<int>(ExitCode::fine));
  }
  return ExitCode::fine;
}

}  // namespace rettesnor::cli
