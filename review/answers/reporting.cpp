// What people say of their own access, and what IT is told.
#include <algorithm>
#include <map>
#include <utility>

#include "core/text.h"
#include "review/answers/answers.h"
#include "review/desk_state.h"
#include "review/organisation/deeds.h"
#include "review/organisation/people.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::ErrorKind;

namespace {

core::Report report_of(const Authority& who, std::string kind, const std::string& thing,
                       const std::string& comment, core::Timestamp now) {
  core::Report report;
  report.kind = std::move(kind);
  report.subject = who.person();
  report.thing = thing;
  report.comment = core::to_valid_utf8(comment);
  report.reported_by = who.person();
  report.reported_at = now;
  return report;
}

/// `thing_name` is the fact that names what it is about.
audit::Event event_of(const core::Report& report, audit::Kind kind, const std::string& thing_name) {
  return {kind,
          report.reported_by,
          {{"person", report.subject}, {thing_name, report.thing}, {"comment", report.comment}}};
}

core::Result<void> check_new(const std::vector<core::Report>& kept, const core::Report& report) {
  if (report.comment.size() > 1000) {
    return refuse(ErrorKind::invalid_input, Refusal::comment_too_long);
  }
  const bool is_there = std::any_of(kept.begin(), kept.end(), [&](const core::Report& other) {
    return other.kind == report.kind && other.subject == report.subject &&
           other.thing == report.thing;
  });
  if (is_there) return refuse(ErrorKind::conflict, Refusal::reported_already);
  return {};
}

}  // namespace

core::Result<core::Report> answers::hand_back(const Change& held, const std::string& entitlement,
                                              const std::string& comment, core::Timestamp now) {
  const MomentFacts& newest = *TRY(held->newest());
  const Index person = newest.person(held.who().person());
  const auto rights = newest.graph().entitlements_of_person[person];
  const bool is_hers = std::any_of(rights.begin(), rights.end(), [&](Index right) {
    return newest.entitlement_key(right) == entitlement;
  });
  if (!is_hers) return refuse(ErrorKind::not_found, Refusal::not_her_right);
  core::Report report = report_of(held.who(), "hand_back", entitlement, comment, now);
  TRY(check_new(held->reports, report));
  report = TRY(
      held->store().add_report(report, event_of(report, audit::Kind::handed_back, "entitlement")));
  held->reports.insert(held->reports.begin(), report);
  return report;
}

core::Result<core::Report> answers::dispute_account(const Change& held, const std::string& account,
                                                    const std::string& comment,
                                                    core::Timestamp now) {
  const MomentFacts& newest = *TRY(held->newest());
  const auto accounts = newest.graph().accounts_of_person[newest.person(held.who().person())];
  const bool is_hers = std::any_of(accounts.begin(), accounts.end(), [&](Index one) {
    return reconcile::thing_of_account(newest.graph(), one).key == account;
  });
  if (!is_hers) return refuse(ErrorKind::not_found, Refusal::not_her_account);
  core::Report report = report_of(held.who(), "not_me", account, comment, now);
  TRY(check_new(held->reports, report));
  report = TRY(
      held->store().add_report(report, event_of(report, audit::Kind::account_disputed, "account")));
  held->reports.insert(held->reports.begin(), report);
  return report;
}

core::Result<std::vector<ReportLine>> answers::reports(const Read& held) {
  const MomentFacts& newest = *TRY(held->newest());
  if (!may(held.who(), Deed::see_reports)) {
    return may_not(Refusal::may_not_see_reports);
  }
  std::map<std::string, std::string> things;
  for (Index right = 0; right < newest.graph().entitlements.size(); ++right) {
    things[newest.entitlement_key(right)] =
        reconcile::thing_of_entitlement(newest.graph(), right).ref;
  }
  for (Index account = 0; account < newest.graph().accounts.size(); ++account) {
    const core::Thing thing = reconcile::thing_of_account(newest.graph(), account);
    things[thing.key] = thing.ref;
  }
  std::vector<ReportLine> lines;
  for (const core::Report& report : held->reports) {
    const auto thing = things.find(report.thing);
    lines.push_back({report, held->view(report.subject),
                     thing == things.end() ? report.thing : thing->second,
                     held->name(report.reported_by)});
  }
  return lines;
}

}  // namespace rettesnor::review
