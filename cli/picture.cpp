// Builds the access graph of one moment from the store.
#include "cli/picture.h"

#include <utility>

namespace rettesnor::cli {
namespace {

core::Result<std::unique_ptr<const Picture>> build(App& app, core::Snapshot snapshot,
                                                   core::Timestamp moment) {
  const auto policy = TRY(app.policy());
  const core::LocalZone* zone = TRY(app.zone());
  auto picture = std::make_unique<Picture>();
  picture->snapshot = std::move(snapshot);
  picture->graph = reconcile::build_access_graph(picture->snapshot, *policy, *zone, moment);
  return std::unique_ptr<const Picture>(std::move(picture));
}

}  // namespace

core::Result<std::unique_ptr<const Picture>> picture_now(App& app) {
  store::Store* store = TRY(app.store_with_history());
  return build(app, TRY(store->latest()), app.now());
}

core::Result<std::unique_ptr<const Picture>> picture_at(App& app, core::Timestamp as_of) {
  store::Store* store = TRY(app.store_with_history());
  return build(app, TRY(store->snapshot(core::AsOf{as_of})), as_of);
}

}  // namespace rettesnor::cli
