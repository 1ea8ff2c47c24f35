// Keeps questions to colleagues with what they said, and reports to IT.
#include <utility>

#include "store/people/inserts.h"
#include "store/row_fields.h"
#include "store/state.h"

namespace rettesnor::store {

core::Result<core::Consultation> Store::add_consultation(core::Consultation consultation,
                                                         audit::Event event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  consultation.id = TRY(write.writer().number("SELECT ifnull(max(id), 0) + 1 FROM consultation"));
  auto insert = TRY(write.writer().prepare(
      "INSERT INTO consultation (id, campaign, subject, entitlement, asked, asked_by, question, "
      "asked_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
  insert.bind(1, consultation.id)
      .bind(2, consultation.campaign.value)
      .bind_text(3, consultation.subject)
      .bind_text(4, consultation.entitlement)
      .bind_text(5, consultation.asked)
      .bind_text(6, consultation.asked_by)
      .bind_text(7, consultation.question)
      .bind(8, seconds_of(consultation.asked_at));
  TRY(insert.run());
  event.facts["consultation"] = std::to_string(consultation.id);
  TRY(std::move(write).commit({std::move(event), consultation.asked_at}));
  return consultation;
}

core::Result<void> Store::add_note(const core::Consultation& consultation,
                                   const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  if (!consultation.noted_at) {
    return core::fail(core::ErrorKind::invalid_input, "A note is made at a moment");
  }
  auto write = TRY(state_->begin_write());
  auto find =
      TRY(write.writer().prepare("SELECT count(*) FROM consultation_note WHERE consultation = ?1"));
  find.bind(1, consultation.id);
  TRY(find.step());
  if (find.integer(0) != 0) {
    return core::fail(core::ErrorKind::conflict, "That question has its note already");
  }
  find.reset();
  auto insert = TRY(write.writer().prepare(
      "INSERT INTO consultation_note (consultation, note, noted_at) VALUES (?1, ?2, ?3)"));
  insert.bind(1, consultation.id)
      .bind_text(2, consultation.note)
      .bind(3, seconds_of(*consultation.noted_at));
  TRY(insert.run());
  TRY(std::move(write).commit({event, *consultation.noted_at}));
  return {};
}

core::Result<std::vector<core::Consultation>> Store::consultations() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT id, campaign, subject, entitlement, asked, asked_by, question, asked_at, "
      "ifnull(note, ''), noted_at FROM consultation LEFT JOIN consultation_note "
      "ON consultation = id ORDER BY id"));
  std::vector<core::Consultation> consultations;
  while (TRY(rows.step()) == Statement::Step::row) {
    core::Consultation one;
    one.id = rows.integer(0);
    one.campaign = core::CampaignId(rows.integer(1));
    one.subject = text_at(rows, 2);
    one.entitlement = text_at(rows, 3);
    one.asked = text_at(rows, 4);
    one.asked_by = text_at(rows, 5);
    one.question = text_at(rows, 6);
    one.asked_at = moment_of(rows.integer(7));
    one.note = text_at(rows, 8);
    one.noted_at = moment_at(rows, 9);
    consultations.push_back(std::move(one));
  }
  return consultations;
}

core::Result<void> insert_report(const Writer& writer, const core::Report& report) {
  auto insert = TRY(writer.prepare(
      "INSERT INTO report (kind, campaign, subject, thing, comment, reported_by, reported_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
  insert.bind_text(1, report.kind)
      .bind(2, report.campaign.value)
      .bind_text(3, report.subject)
      .bind_text(4, report.thing)
      .bind_text(5, report.comment)
      .bind_text(6, report.reported_by)
      .bind(7, seconds_of(report.reported_at));
  return insert.run();
}

core::Result<core::Report> Store::add_report(core::Report report, const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  report.id = TRY(write.writer().number("SELECT ifnull(max(id), 0) + 1 FROM report"));
  TRY(insert_report(write.writer(), report));
  TRY(std::move(write).commit({event, report.reported_at}));
  return report;
}

core::Result<std::vector<core::Report>> Store::reports() const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(state_->connection.prepare(
      "SELECT id, kind, campaign, subject, thing, comment, reported_by, reported_at FROM report "
      "ORDER BY id DESC"));
  std::vector<core::Report> reports;
  while (TRY(rows.step()) == Statement::Step::row) {
    core::Report report;
    report.id = rows.integer(0);
    report.kind = text_at(rows, 1);
    report.campaign = core::CampaignId(rows.integer(2));
    report.subject = text_at(rows, 3);
    report.thing = text_at(rows, 4);
    report.comment = text_at(rows, 5);
    report.reported_by = text_at(rows, 6);
    report.reported_at = moment_of(rows.integer(7));
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace rettesnor::store
