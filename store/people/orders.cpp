// Keeps orders, every act on them, and whether anything may be carried out.
#include <mutex>
#include <utility>

#include "core/digest.h"
#include "store/columns.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

constexpr auto kOrder = columns(
    "access_order", Column{"id", &core::Order::id}, Column{"act", &core::Order::act},
    Column{"source", &core::Order::source}, Column{"system", &core::Order::system},
    Column{"account", &core::Order::account}, Column{"account_ref", &core::Order::account_ref},
    Column{"group_id", &core::Order::group}, Column{"group_ref", &core::Order::group_ref},
    Column{"expected_login", &core::Order::expected_login},
    Column{"subject", &core::Order::subject}, Column{"right_key", &core::Order::right},
    Column{"right_ref", &core::Order::right_ref}, Column{"reason", &core::Order::reason},
    Column{"cause", &core::Order::cause}, Column{"words", &core::Order::words},
    Column{"instruction", &core::Order::instruction}, Column{"risks", &core::Order::risks},
    Column{"approvals", &core::Order::approvals},
    Column{"before_image", &core::Order::before_image}, Column{"as_of", &core::Order::as_of},
    Column{"deadline", &core::Order::deadline}, Column{"requested_by", &core::Order::requested_by},
    Column{"requested_for", &core::Order::requested_for},
    Column{"requested_at", &core::Order::requested_at}, Column{"event", &core::Order::event});

constexpr auto kStep =
    columns("order_step", Column{"access_order", &core::OrderStep::order},
            Column{"number", &core::OrderStep::number}, Column{"kind", &core::OrderStep::kind},
            Column{"actor", &core::OrderStep::actor},
            Column{"on_behalf_of", &core::OrderStep::on_behalf_of},
            Column{"at", &core::OrderStep::at}, Column{"words", &core::OrderStep::words},
            Column{"detail", &core::OrderStep::detail}, Column{"event", &core::OrderStep::event});

constexpr auto kFile =
    columns("order_file", Column{"access_order", &core::OrderFile::order},
            Column{"step", &core::OrderFile::step}, Column{"name", &core::OrderFile::name},
            Column{"media_type", &core::OrderFile::media_type},
            Column{"sha256", &core::OrderFile::sha256}, Column{"size", &core::OrderFile::size},
            Column{"by", &core::OrderFile::by}, Column{"at", &core::OrderFile::at});
constexpr auto kWholeFile = with(kFile, Column{"bytes", &core::OrderFile::bytes, KeptAs::bytes});

/// conflict unless the act is the order's next.
core::Result<void> check_number(const Reader& reader, const core::OrderStep& step) {
  auto newest = TRY(
      reader.prepare("SELECT ifnull(max(number), 0) + 1 FROM order_step WHERE access_order = ?1"));
  newest.bind(1, step.order.value);
  TRY(newest.step());
  if (newest.integer(0) == step.number) return {};
  return core::fail(core::ErrorKind::conflict, "Somebody acted on the order " +
                                                   std::to_string(step.order.value) +
                                                   " meanwhile: read it again and decide anew");
}

}  // namespace

core::Result<std::vector<core::Order>> Store::add_orders(std::vector<core::Order> orders,
                                                         std::vector<audit::Event> events) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  std::int64_t next = TRY(write.writer().number("SELECT ifnull(max(id), 0) + 1 FROM access_order"));
  for (std::size_t i = 0; i < orders.size(); ++i) {
    orders[i].id = core::OrderId(next++);
    if (i < events.size()) events[i].facts["order"] = std::to_string(orders[i].id.value);
    orders[i].event = write.sequence_of(i);
    TRY(insert_row(write.writer(), kOrder, orders[i]));
  }
  const Events told = TRY(Events::of_each(orders, events, &core::Order::requested_at));
  TRY(std::move(write).commit(told));
  return orders;
}

core::Result<core::OrderStep> Store::add_order_step(core::OrderStep step,
                                                    const audit::Event& event) {
  std::vector<core::OrderStep> one;
  one.push_back(std::move(step));
  return std::move(TRY(add_order_steps(std::move(one), {event}, std::nullopt)).front());
}

core::Result<std::vector<core::OrderStep>> Store::add_order_steps(
    std::vector<core::OrderStep> steps, const std::vector<audit::Event>& events,
    const std::optional<core::OrderFile>& file) {
  const std::lock_guard lock(state_->mutex);
  const Events told = TRY(Events::of_each(steps, events, &core::OrderStep::at));
  auto write = TRY(state_->begin_write());
  for (std::size_t i = 0; i < steps.size(); ++i) {
    TRY(check_number(write.writer(), steps[i]));
    steps[i].event = write.sequence_of(i);
    TRY(insert_row(write.writer(), kStep, steps[i]));
  }
  if (file) TRY(insert_row(write.writer(), kWholeFile, *file));
  TRY(std::move(write).commit(told));
  return steps;
}

core::Result<std::vector<core::Order>> Store::orders() const {
  const std::lock_guard lock(state_->mutex);
  return read_rows(kOrder, TRY(select_rows(state_->connection, kOrder, "ORDER BY id")));
}

core::Result<std::vector<core::OrderStep>> Store::order_steps() const {
  const std::lock_guard lock(state_->mutex);
  return read_rows(kStep,
                   TRY(select_rows(state_->connection, kStep, "ORDER BY access_order, number")));
}

core::Result<std::vector<core::OrderFile>> Store::order_files() const {
  const std::lock_guard lock(state_->mutex);
  return read_rows(kFile,
                   TRY(select_rows(state_->connection, kFile, "ORDER BY access_order, step")));
}

core::Result<core::OrderFile> Store::order_file(core::OrderId order, std::int64_t step) const {
  const std::lock_guard lock(state_->mutex);
  auto rows =
      TRY(select_rows(state_->connection, kWholeFile, "WHERE access_order = ?1 AND step = ?2"));
  rows.bind(1, order.value).bind(2, step);
  if (TRY(rows.step()) == Statement::Step::done) {
    return core::fail(core::ErrorKind::not_found, "No file was attached there");
  }
  core::OrderFile file = read_row(kWholeFile, rows);
  if (core::to_hex(core::sha256(file.bytes)) != file.sha256) {
    return core::fail(core::ErrorKind::corrupt,
                      "The file of order " + std::to_string(order.value) +
                          " is not the one that was attached: restore the database from a backup");
  }
  return file;
}

core::Result<void> Store::set_order_brake(const core::OrderBrake& brake,
                                          const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  auto insert = TRY(write.writer().prepare(
      "INSERT INTO order_brake (position, by, words, at, event) VALUES (?1, ?2, ?3, ?4, ?5)"));
  insert.bind(1, static_cast<std::int64_t>(brake.position))
      .bind_text(2, brake.by)
      .bind_text(3, brake.words)
      .bind(4, seconds_of(brake.at))
      .bind(5, write.sequence_of());
  TRY(insert.run());
  TRY(std::move(write).commit({event, brake.at}));
  return {};
}

core::Result<std::optional<core::OrderBrake>> Store::order_brake() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT position, by, words, at FROM order_brake ORDER BY id DESC LIMIT 1"));
  if (TRY(rows.step()) == Statement::Step::done) return std::optional<core::OrderBrake>{};
  core::OrderBrake brake;
  brake.position = static_cast<core::OrderBrake::Position>(rows.integer(0));
  brake.by = text_at(rows, 1);
  brake.words = text_at(rows, 2);
  brake.at = moment_of(rows.integer(3));
  return std::optional(std::move(brake));
}

}  // namespace rettesnor::store
