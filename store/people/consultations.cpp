// Keeps questions to colleagues with what they said, and reports to IT.
#include <utility>

#include "store/columns.h"
#include "store/people/inserts.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

constexpr auto kConsultation = columns("consultation", Column{"id", &core::Consultation::id},
                                       Column{"campaign", &core::Consultation::campaign},
                                       Column{"subject", &core::Consultation::subject},
                                       Column{"entitlement", &core::Consultation::entitlement},
                                       Column{"asked", &core::Consultation::asked},
                                       Column{"asked_by", &core::Consultation::asked_by},
                                       Column{"question", &core::Consultation::question},
                                       Column{"asked_at", &core::Consultation::asked_at});

constexpr auto kReport =
    columns("report", Column{"id", &core::Report::id}, Column{"kind", &core::Report::kind},
            Column{"campaign", &core::Report::campaign}, Column{"subject", &core::Report::subject},
            Column{"thing", &core::Report::thing}, Column{"comment", &core::Report::comment},
            Column{"reported_by", &core::Report::reported_by},
            Column{"reported_at", &core::Report::reported_at});

}  // namespace

core::Result<core::Consultation> Store::add_consultation(core::Consultation consultation,
                                                         audit::Event event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  consultation.id = TRY(write.writer().number("SELECT ifnull(max(id), 0) + 1 FROM consultation"));
  TRY(insert_row(write.writer(), kConsultation, consultation));
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
      "SELECT ", names_of(kConsultation) +
                     ", ifnull(note, ''), noted_at FROM consultation LEFT JOIN consultation_note "
                     "ON consultation = id ORDER BY id"));
  std::vector<core::Consultation> consultations;
  while (TRY(rows.step()) == Statement::Step::row) {
    core::Consultation& one = consultations.emplace_back(read_row(kConsultation, rows));
    one.note = text_at(rows, kConsultation.size);
    one.noted_at = moment_at(rows, kConsultation.size + 1);
  }
  return consultations;
}

core::Result<core::Report> insert_report(const Writer& writer, core::Report report) {
  report.id = TRY(writer.number("SELECT ifnull(max(id), 0) + 1 FROM report"));
  TRY(insert_row(writer, kReport, report));
  return report;
}

core::Result<core::Report> Store::add_report(core::Report report, const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  auto write = TRY(state_->begin_write());
  report = TRY(insert_report(write.writer(), std::move(report)));
  TRY(std::move(write).commit({event, report.reported_at}));
  return report;
}

core::Result<std::vector<core::Report>> Store::reports() const {
  const std::lock_guard lock(state_->mutex);
  return read_rows(kReport, TRY(select_rows(state_->connection, kReport, "ORDER BY id DESC")));
}

}  // namespace rettesnor::store
