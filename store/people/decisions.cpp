// Keeps every answer of every campaign, version by version.
#include <limits>
#include <optional>
#include <utility>

#include "store/columns.h"
#include "store/people/inserts.h"
#include "store/state.h"

namespace rettesnor::store {

namespace {

constexpr auto kDecision = columns(
    "decision", Column{"campaign", &core::Decision::campaign},
    Column{"subject", &core::Decision::subject},
    Column{"entitlement", &core::Decision::entitlement},
    Column{"version", &core::Decision::version}, Column{"answer", &core::Decision::answer},
    Column{"until_day", &core::Decision::until}, Column{"comment", &core::Decision::comment},
    Column{"decided_by", &core::Decision::decided_by},
    Column{"on_behalf_of", &core::Decision::on_behalf_of},
    Column{"decided_at", &core::Decision::decided_at}, Column{"manner", &core::Decision::manner},
    Column{"seen", &core::Decision::seen},
    Column{"idempotency_key", &core::Decision::idempotency_key},
    Column{"seat", &core::Decision::seat});

bool says_the_same(const core::Decision& a, const core::Decision& b) {
  return a.campaign == b.campaign && a.subject == b.subject && a.entitlement == b.entitlement &&
         a.version == b.version && a.answer == b.answer && a.until == b.until &&
         a.comment == b.comment && a.decided_by == b.decided_by &&
         a.on_behalf_of == b.on_behalf_of && a.manner == b.manner && a.seen == b.seen &&
         a.seat == b.seat;
}

core::Result<std::optional<core::Decision>> decision_with_key(const Reader& reader,
                                                              const std::string& key) {
  auto find = TRY(select_rows(reader, kDecision, "WHERE idempotency_key = ?1"));
  find.bind_text(1, key);
  if (TRY(find.step()) == Statement::Step::done) return std::optional<core::Decision>{};
  return std::optional(read_row(kDecision, find));
}

core::Result<void> check_place(const Reader& reader, const core::Decision& decision) {
  auto find = TRY(reader.prepare(
      "SELECT closed_at IS NOT NULL, (SELECT ifnull(max(version), 0) FROM decision "
      "WHERE campaign = ?1 AND subject = ?2 AND entitlement = ?3) FROM campaign WHERE id = ?1"));
  find.bind(1, decision.campaign.value)
      .bind_text(2, decision.subject)
      .bind_text(3, decision.entitlement);
  if (TRY(find.step()) == Statement::Step::done) {
    return core::fail(core::ErrorKind::not_found,
                      "There is no campaign " + std::to_string(decision.campaign.value));
  }
  if (find.integer(0) != 0) {
    return core::fail(core::ErrorKind::conflict, "The campaign was closed meanwhile");
  }
  if (find.integer(1) + 1 != decision.version) {
    return core::fail(core::ErrorKind::conflict,
                      "Somebody answered meanwhile: version " + std::to_string(find.integer(1)) +
                          " is kept, and this would be version " +
                          std::to_string(decision.version) + ". Read again and decide anew");
  }
  return {};
}

/// What is kept under the same keys: all that are asked for, saying the same, or none.
core::Result<std::vector<core::Decision>> repeated_of(
    const Reader& reader, const std::vector<core::Decision>& decisions) {
  std::vector<core::Decision> repeated;
  for (const core::Decision& decision : decisions) {
    auto kept = TRY(decision_with_key(reader, decision.idempotency_key));
    if (kept && says_the_same(*kept, decision)) {
      repeated.push_back(std::move(*kept));
    } else if (kept) {
      return core::fail(core::ErrorKind::conflict,
                        "The same key was used for another answer: load the page again");
    }
  }
  if (repeated.empty() || repeated.size() == decisions.size()) return repeated;
  return core::fail(core::ErrorKind::conflict,
                    "Some of these answers are kept already: load the page again");
}

}  // namespace

core::Result<core::Decision> Store::add_decision(const core::Decision& decision,
                                                 const audit::Event& event) {
  const std::lock_guard lock(state_->mutex);
  const std::vector<core::Decision> decisions(1, decision);
  const std::vector<audit::Event> events(1, event);
  auto kept = TRY(add_decisions(decisions, events, std::nullopt));
  return std::move(kept.front());
}

core::Result<std::vector<core::Decision>> Store::add_decisions(
    const std::vector<core::Decision>& decisions, const std::vector<audit::Event>& events,
    const std::optional<AlsoReported>& also) {
  const std::lock_guard lock(state_->mutex);
  Events told = TRY(Events::of_each(decisions, events, &core::Decision::decided_at));
  auto write = TRY(state_->begin_write());
  const std::vector<core::Decision> kept = TRY(repeated_of(write.writer(), decisions));
  if (!kept.empty()) return kept;
  for (const core::Decision& decision : decisions) {
    TRY(check_place(write.writer(), decision));
    TRY(insert_row(write.writer(), kDecision, decision));
  }
  if (also) {
    TRY(insert_report(write.writer(), also->report));
    told.add(also->event, also->report.reported_at);
  }
  TRY(std::move(write).commit(told));
  return decisions;
}

core::Result<std::vector<core::Decision>> Store::decisions(core::CampaignId campaign) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(select_rows(state_->connection, kDecision,
                              "WHERE campaign = ?1 ORDER BY subject, entitlement, version"));
  rows.bind(1, campaign.value);
  return read_rows(kDecision, std::move(rows));
}

core::Result<std::vector<core::Decision>> Store::earlier_decisions(
    core::CampaignId campaign, const std::string& subject) const {
  const std::lock_guard lock(state_->mutex);
  auto rows = TRY(select_rows(
      state_->connection, kDecision,
      "WHERE subject = ?1 AND campaign < ?2 AND NOT EXISTS (SELECT 1 FROM "
      "decision AS e WHERE e.subject = decision.subject AND e.entitlement = decision.entitlement "
      "AND "
      "e.campaign < ?2 AND (e.campaign, e.version) > (decision.campaign, decision.version)) "
      "ORDER BY entitlement"));
  rows.bind_text(1, subject).bind(2, campaign.value);
  return read_rows(kDecision, std::move(rows));
}

}  // namespace rettesnor::store
