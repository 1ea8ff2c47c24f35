// Opens the product's memory and lists its pulls.
#include "store/store.h"

#include <utility>

#include "store/history/pull_rows.h"
#include "store/migrate.h"
#include "store/state.h"

namespace rettesnor::store {

Store::Store(std::unique_ptr<State> state) : state_(std::move(state)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

core::Result<Store> Store::open(const std::string& path) {
  // On a line of its own: g++ does not destroy the rest of an initializer that a TRY leaves.
  Connection connection = TRY(Connection::open(path));
  auto state = std::unique_ptr<State>(
      new State{path, std::move(connection), LogMirror(log_mirror_path(path))});
  TRY(migrate(state->connection, embedded_migrations(), path));
  TRY(state->mirror.catch_up_if_there(state->connection));
  return Store(std::move(state));
}

core::Result<std::vector<PullSummary>> Store::pulls(const std::string& source,
                                                    std::size_t limit) const {
  const std::lock_guard lock(state_->mutex);
  if (source.empty()) return summaries(state_->connection, "?1 = 0", 0, limit);
  for (const SourceRow& row : TRY(sources_by_name(state_->connection))) {
    if (row.identity.name != source) continue;
    return summaries(state_->connection, "pull.source = ?1", row.id, limit);
  }
  return std::vector<PullSummary>{};
}

}  // namespace rettesnor::store
