// Keeps orders, every act on them, and whether anything may be carried out.
#include <mutex>
#include <utility>

#include "core/digest.h"
#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

core::Result<void> insert_order(const Writer& writer, const core::Order& order) {
  auto insert = TRY(writer.prepare(
      "INSERT INTO access_order (id, act, source, system, account, account_ref, group_id, "
      "group_ref, expected_login, subject, right_key, right_ref, reason, cause, words, "
      "instruction, risks, approvals, before_image, as_of, deadline, requested_by, requested_for, "
      "requested_at, event) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
      "?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25)"));
  insert.bind(1, order.id.value)
      .bind(2, static_cast<std::int64_t>(order.act))
      .bind_text(3, order.source)
      .bind_text(4, order.system)
      .bind_text(5, order.account)
      .bind_text(6, order.account_ref)
      .bind_text(7, order.group)
      .bind_text(8, order.group_ref)
      .bind_text(9, order.expected_login)
      .bind_text(10, order.subject)
      .bind_text(11, order.right)
      .bind_text(12, order.right_ref)
      .bind(13, static_cast<std::int64_t>(order.reason))
      .bind_text(14, order.cause)
      .bind_text(15, order.words)
      .bind_text(16, order.instruction)
      .bind_text(17, order.risks)
      .bind(18, order.approvals)
      .bind_text(19, order.before_image)
      .bind(20, seconds_of(order.as_of))
      .bind(21, seconds_of(order.deadline))
      .bind_text(22, order.requested_by)
      .bind_text(23, order.requested_for)
      .bind(24, seconds_of(order.requested_at))
      .bind(25, order.event);
  return insert.run();
}

core::Order read_order(const Statement& row) {
  core::Order order;
  order.id = core::OrderId(row.integer(0));
  order.act = static_cast<core::OrderAct>(row.integer(1));
  order.source = text_at(row, 2);
  order.system = text_at(row, 3);
  order.account = text_at(row, 4);
  order.account_ref = text_at(row, 5);
  order.group = text_at(row, 6);
  order.group_ref = text_at(row, 7);
  order.expected_login = text_at(row, 8);
  order.subject = text_at(row, 9);
  order.right = text_at(row, 10);
  order.right_ref = text_at(row, 11);
  order.reason = static_cast<core::OrderReason>(row.integer(12));
  order.cause = text_at(row, 13);
  order.words = text_at(row, 14);
  order.instruction = text_at(row, 15);
  order.risks = text_at(row, 16);
  order.approvals = static_cast<int>(row.integer(17));
  order.before_image = text_at(row, 18);
  order.as_of = moment_of(row.integer(19));
  order.deadline = moment_of(row.integer(20));
  order.requested_by = text_at(row, 21);
  order.requested_for = text_at(row, 22);
  order.requested_at = moment_of(row.integer(23));
  order.event = row.integer(24);
  return order;
}

core::Result<void> insert_step(const Writer& writer, const core::OrderStep& step) {
  auto insert = TRY(writer.prepare(
      "INSERT INTO order_step (access_order, number, kind, actor, on_behalf_of, at, words, detail, "
      "event) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  insert.bind(1, step.order.value)
      .bind(2, step.number)
      .bind(3, static_cast<std::int64_t>(step.kind))
      .bind_text(4, step.actor)
      .bind_text(5, step.on_behalf_of)
      .bind(6, seconds_of(step.at))
      .bind_text(7, step.words)
      .bind_text(8, step.detail)
      .bind(9, step.event);
  return insert.run();
}

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

core::Result<void> insert_file(const Writer& writer, const core::OrderFile& file) {
  auto insert = TRY(writer.prepare(
      "INSERT INTO order_file (access_order, step, name, media_type, sha256, size, by, at, bytes) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"));
  insert.bind(1, file.order.value)
      .bind(2, file.step)
      .bind_text(3, file.name)
      .bind_text(4, file.media_type)
      .bind_text(5, file.sha256)
      .bind(6, file.size)
      .bind_text(7, file.by)
      .bind(8, seconds_of(file.at))
      .bind_blob(9, file.bytes);
  return insert.run();
}

core::OrderFile read_file(const Statement& row) {
  core::OrderFile file;
  file.order = core::OrderId(row.integer(0));
  file.step = row.integer(1);
  file.name = text_at(row, 2);
  file.media_type = text_at(row, 3);
  file.sha256 = text_at(row, 4);
  file.size = row.integer(5);
  file.by = text_at(row, 6);
  file.at = moment_of(row.integer(7));
  return file;
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
    TRY(insert_order(write.writer(), orders[i]));
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
    TRY(insert_step(write.writer(), steps[i]));
  }
  if (file) TRY(insert_file(write.writer(), *file));
  TRY(std::move(write).commit(told));
  return steps;
}

core::Result<std::vector<core::Order>> Store::orders() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT id, act, source, system, account, account_ref, group_id, group_ref, expected_login, "
      "subject, right_key, right_ref, reason, cause, words, instruction, risks, approvals, "
      "before_image, as_of, deadline, requested_by, requested_for, requested_at, event "
      "FROM access_order ORDER BY id"));
  std::vector<core::Order> orders;
  while (TRY(rows.step()) == Statement::Step::row) orders.push_back(read_order(rows));
  return orders;
}

core::Result<std::vector<core::OrderStep>> Store::order_steps() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT access_order, number, kind, actor, on_behalf_of, at, words, detail, event "
      "FROM order_step ORDER BY access_order, number"));
  std::vector<core::OrderStep> steps;
  while (TRY(rows.step()) == Statement::Step::row) {
    core::OrderStep step;
    step.order = core::OrderId(rows.integer(0));
    step.number = rows.integer(1);
    step.kind = static_cast<core::OrderStep::Kind>(rows.integer(2));
    step.actor = text_at(rows, 3);
    step.on_behalf_of = text_at(rows, 4);
    step.at = moment_of(rows.integer(5));
    step.words = text_at(rows, 6);
    step.detail = text_at(rows, 7);
    step.event = rows.integer(8);
    steps.push_back(std::move(step));
  }
  return steps;
}

core::Result<std::vector<core::OrderFile>> Store::order_files() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT access_order, step, name, media_type, sha256, size, by, at FROM order_file "
      "ORDER BY access_order, step"));
  std::vector<core::OrderFile> files;
  while (TRY(rows.step()) == Statement::Step::row) files.push_back(read_file(rows));
  return files;
}

core::Result<core::OrderFile> Store::order_file(core::OrderId order, std::int64_t step) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT access_order, step, name, media_type, sha256, size, by, at, bytes FROM order_file "
      "WHERE access_order = ?1 AND step = ?2"));
  rows.bind(1, order.value).bind(2, step);
  if (TRY(rows.step()) == Statement::Step::done) {
    return core::fail(core::ErrorKind::not_found, "No file was attached there");
  }
  core::OrderFile file = read_file(rows);
  file.bytes = std::string(rows.bytes(8));
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
