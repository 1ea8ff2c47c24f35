// Reads the newest moment and the orders for a command.
#include "cli/order_room.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "cli/lookup.h"

namespace rettesnor::cli {

review::WritableSources writable_sources(const policies::Settings& settings) {
  review::WritableSources names;
  for (const policies::Settings::Source& source : settings.sources) {
    if (source.values->contains("write")) names.insert(source.name);
  }
  return names;
}

review::RevokerOf revoker_of(policies::Settings settings) {
  return [settings = std::move(settings)](
             const std::string& name) -> core::Result<std::unique_ptr<connectors::Revoker>> {
    const policies::Settings::Source* source = settings.source_named(name);
    if (source == nullptr) {
      return core::fail(core::ErrorKind::unsupported,
                        "The settings have no source " + name + " any longer");
    }
    const connectors::SourceSettings told{.name = source->name,
                                          .kind = source->kind,
                                          .system = source->system,
                                          .folder = settings.folder,
                                          .values = source->values};
    return connectors::make_revoker(told);
  };
}

core::Result<OrderRoom> order_room(App& app) {
  store::Store& store = *TRY(app.store_with_history());
  const core::LocalZone& zone = *TRY(app.zone());
  const auto policy = std::make_shared<const policies::Policy>(*TRY(app.policy()));
  const policies::Settings& settings = *TRY(app.settings());
  OrderRoom room;
  room.moment = review::moment_of(TRY(store.latest()), policy, zone, app.now());
  room.orders = std::make_unique<review::Orders>(store, zone, writable_sources(settings),
                                                 revoker_of(settings));
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
