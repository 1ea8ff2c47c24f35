// Keeps what IT asked owners of systems about accounts, and what they answered.
#include <utility>

#include "core/owner_question.h"
#include "store/columns.h"
#include "store/people/inserts.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

constexpr auto kQuestion = columns("owner_question", Column{"id", &core::OwnerQuestion::id},
                                   Column{"account", &core::OwnerQuestion::account},
                                   Column{"asked", &core::OwnerQuestion::asked},
                                   Column{"asked_by", &core::OwnerQuestion::asked_by},
                                   Column{"words", &core::OwnerQuestion::words},
                                   Column{"asked_at", &core::OwnerQuestion::asked_at});

constexpr auto kAnswer = columns(
    "owner_answer", Column{"verdict", &core::OwnerAnswer::verdict},
    Column{"until", &core::OwnerAnswer::until}, Column{"words", &core::OwnerAnswer::words},
    Column{"answered_by", &core::OwnerAnswer::by}, Column{"answered_at", &core::OwnerAnswer::at});

}  // namespace

core::Result<core::OwnerQuestion> Store::add_owner_question(core::OwnerQuestion question,
                                                            audit::Event event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  question.id = TRY(write.writer().number("SELECT ifnull(max(id), 0) + 1 FROM owner_question"));
  TRY(insert_row(write.writer(), kQuestion, question));
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
      "SELECT ", names_of(kQuestion) + ", " + names_of(kAnswer) +
                     " FROM owner_question LEFT JOIN owner_answer ON question = id ORDER BY id"));
  std::vector<core::OwnerQuestion> questions;
  while (TRY(rows.step()) == Statement::Step::row) {
    core::OwnerQuestion one = read_row(kQuestion, rows);
    if (!rows.is_null(kQuestion.size)) one.answer = read_row(kAnswer, rows, kQuestion.size);
    questions.push_back(std::move(one));
  }
  return questions;
}

}  // namespace rettesnor::store
