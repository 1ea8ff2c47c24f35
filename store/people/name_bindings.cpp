// Keeps which right each name in the policy means.
#include <utility>

#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

core::Result<std::vector<core::NameBinding>> Store::name_bindings() const {
  const std::lock_guard lock(state_->mutex);
  auto query = TRY(state_->connection.prepare(
      "SELECT system, name, source, natural_id, called, bound_at, max(id) FROM name_binding "
      "GROUP BY system, name ORDER BY system, name"));
  std::vector<core::NameBinding> names;
  while (TRY(query.step()) == Statement::Step::row) {
    names.push_back({.system = std::string(query.bytes(0)),
                     .name = std::string(query.bytes(1)),
                     .source = std::string(query.bytes(2)),
                     .natural_id = std::string(query.bytes(3)),
                     .called = std::string(query.bytes(4)),
                     .at = moment_of(query.integer(5))});
  }
  return names;
}

core::Result<void> Store::bind_names(const std::vector<core::NameBinding>& names, BoundHow how,
                                     const audit::Event& event) {
  if (names.empty()) {
    return core::fail(core::ErrorKind::invalid_input, core::ErrorCode{"no_name_to_bind"});
  }
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  auto insert = TRY(write.writer().prepare(
      "INSERT INTO name_binding (system, name, source, natural_id, called, how, event, bound_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
  insert.bind(6, static_cast<std::int64_t>(how)).bind(7, write.sequence_of());
  for (const core::NameBinding& name : names) {
    TRY(insert.bind_text(1, name.system)
            .bind_text(2, name.name)
            .bind_text(3, name.source)
            .bind_text(4, name.natural_id)
            .bind_text(5, name.called)
            .bind(8, seconds_of(name.at))
            .run());
  }
  TRY(std::move(write).commit({event, names.front().at}));
  return {};
}

}  // namespace rettesnor::store
