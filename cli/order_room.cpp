// Takes reviews and orders from the serving program, or makes them for one command.
#include "cli/order_room.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "cli/lookup.h"
#include "connectors/writing/revoker.h"
#include "policies/settings_reader.h"
#include "policies/source_settings_table.h"
#include "words/refusal.h"

namespace rettesnor::cli {
namespace {

template <class T>
std::shared_ptr<T> not_ours(T& serving) {
  return {std::shared_ptr<void>(), &serving};
}

}  // namespace

review::OrderSources order_sources(const policies::Settings& settings) {
  review::OrderSources sources;
  for (const policies::Settings::Source& source : settings.sources) {
    policies::SettingsReader reader(*source.values, {}, {});
    if (reader.find(policies::kLdapSource["write"]) != nullptr) {
      sources.writable.insert(source.name);
    }
    if (reader.text(policies::kDirectory["dangling_members"]) == "ignore") {
      sources.vague.insert(source.name);
    }
  }
  return sources;
}

review::RevokerOf revoker_of(policies::Settings settings) {
  return [settings = std::move(settings)](
             const std::string& name) -> core::Result<std::unique_ptr<connectors::Revoker>> {
    const policies::Settings::Source* source = settings.source_named(name);
    if (source == nullptr) {
      return words::refuse(core::ErrorKind::unsupported, words::Refusal::source_not_in_settings,
                           {{"source", name}});
    }
    const connectors::SourceSettings told{.name = source->name,
                                          .kind = source->kind,
                                          .system = source->system,
                                          .folder = settings.folder,
                                          .values = source->values};
    return connectors::make_revoker(told);
  };
}

core::Result<std::shared_ptr<review::Desk>> reviews_for(App& app) {
  if (const ServingProgram* serving = app.serving()) return not_ours(serving->reviews);
  store::Store& store = *TRY(app.store_with_history());
  const core::LocalZone& zone = *TRY(app.zone());
  auto reviews = std::make_shared<review::Desk>(store, zone, TRY(app.policy()));
  TRY(reviews->refresh(app.now()));
  return reviews;
}

core::Result<std::shared_ptr<review::Orders>> orders_for(App& app) {
  if (const ServingProgram* serving = app.serving()) return not_ours(serving->orders);
  store::Store& store = *TRY(app.store_with_history());
  const core::LocalZone& zone = *TRY(app.zone());
  const policies::Settings& settings = *TRY(app.settings());
  return std::make_shared<review::Orders>(store, zone, order_sources(settings),
                                          revoker_of(settings));
}

core::Result<OrderRoom> brake_room(App& app) {
  OrderRoom room;
  room.orders = TRY(orders_for(app));
  if (const ServingProgram* serving = app.serving()) {
    room.moment = serving->reviews.now();
    return room;
  }
  const store::Store& store = *TRY(app.store());
  const core::LocalZone& zone = *TRY(app.zone());
  const auto policy = TRY(app.policy());
  room.moment = review::moment_of(TRY(store.latest()), policy, zone, app.now());
  return room;
}

core::Result<OrderRoom> order_room(App& app) {
  OrderRoom room = TRY(brake_room(app));
  TRY(room.orders->refresh(room.moment));
  return room;
}

core::Result<review::Authority> authority_behind(App& app, const OrderRoom& room,
                                                 const std::string& by) {
  const core::Index person = TRY(find_decider(app, room.moment->graph, by));
  store::Store& store = *TRY(app.store());
  return review::authority_of(room.moment->graph, TRY(store.deputyships()), person);
}

}  // namespace rettesnor::cli
