// Keeps what IT asked owners of systems about accounts, and what they answered.
#include <utility>

#include "core/owner_question.h"
#include "store/people/inserts.h"
#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

core::Result<core::OwnerQuestion> Store::add_owner_question(core::OwnerQuestion question,
                                                            audit::Event event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  question.id = TRY(write.writer().number("SELECT ifnull(max(id), 0) + 1 FROM owner_question"));
  auto insert = TRY(write.writer().prepare(
      "INSERT INTO owner_question (id, account, asked, asked_by, words, asked_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind(1, question.id)
      .bind_text(2, question.account)
      .bind_text(3, question.asked)
      .bind_text(4, question.asked_by)
      .bind_text(5, question.words)
      .bind(6, seconds_of(question.asked_at));
  TRY(insert.run());
  event.facts["question"] = std::to_string(question.id);
  TRY(std::move(write).commit({std::move(event), question.asked_at}));
  return question;
}

core::Result<void> Store::answer_owner_question(std::int64_t question,
                                                const core::OwnerAnswer& answer,
                                                const std::optional<LinkWord>& word,
                                                const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  auto find = TRY(write.writer().prepare("SELECT count(*) FROM owner_answer WHERE question = ?1"));
  find.bind(1, question);
  TRY(find.step());
  if (find.integer(0) != 0) {
    return core::fail(core::ErrorKind::conflict, "That question has its answer already");
  }
  find.reset();
  auto insert = TRY(write.writer().prepare(
      "INSERT INTO owner_answer (question, verdict, until, words, answered_by, answered_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
  insert.bind(1, question).bind(2, static_cast<std::int64_t>(answer.verdict));
  bind_day(insert, 3, answer.until);
  insert.bind_text(4, answer.words).bind_text(5, answer.by).bind(6, seconds_of(answer.at));
  TRY(insert.run());
  if (word) TRY(insert_link(write.writer(), *word));
  TRY(std::move(write).commit({event, answer.at}));
  return {};
}

core::Result<std::vector<core::OwnerQuestion>> Store::owner_questions() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT id, account, asked, asked_by, owner_question.words, asked_at, verdict, until, "
      "ifnull(owner_answer.words, ''), ifnull(answered_by, ''), answered_at "
      "FROM owner_question LEFT JOIN owner_answer ON question = id ORDER BY id"));
  std::vector<core::OwnerQuestion> questions;
  while (TRY(rows.step()) == Statement::Step::row) {
    core::OwnerQuestion one;
    one.id = rows.integer(0);
    one.account = text_at(rows, 1);
    one.asked = text_at(rows, 2);
    one.asked_by = text_at(rows, 3);
    one.words = text_at(rows, 4);
    one.asked_at = moment_of(rows.integer(5));
    if (!rows.is_null(6)) {
      one.answer =
          core::OwnerAnswer{static_cast<core::OwnerVerdict>(rows.integer(6)), day_at(rows, 7),
                            text_at(rows, 8), text_at(rows, 9), moment_of(rows.integer(10))};
    }
    questions.push_back(std::move(one));
  }
  return questions;
}

}  // namespace rettesnor::store
