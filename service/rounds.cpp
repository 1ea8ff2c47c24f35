// What `serve` does by itself, one round at a time.
#include "service/rounds.h"

#include <algorithm>
#include <utility>

#include "audit/event.h"
#include "review/campaigns/campaigns.h"
#include "review/checks/findings.h"
#include "review/desk.h"
#include "review/orders/orders.h"
#include "review/organisation/moment.h"
#include "review/organisation/persons.h"
#include "service/bind_names.h"
#include "service/campaign_calendar.h"
#include "service/mail_stop.h"
#include "service/pull_source.h"
#include "service/run_detached.h"
#include "service/schedule.h"
#include "store/store.h"
#include "words/refusal.h"

namespace rettesnor::service {
namespace {

using core::Result;
using core::Timestamp;
using policies::Settings;

constexpr std::size_t kPullsLookedAt = 20;
constexpr std::size_t kMostEmergencies = 20;

}  // namespace

Rounds::Rounds(RoundParts parts, Timestamp refreshed)
    : parts_(std::move(parts)),
      clock_(parts_.uptime, refreshed),
      day_(parts_.zone.date_of(refreshed)),
      found_on_(parts_.reviews.now()) {}

void Rounds::attempt(const std::string& part, Timestamp now,
                     const std::function<Result<void>()>& work) {
  Trouble& trouble = troubles_[part];
  if (trouble.failures > 0 && now < trouble.last + back_off(trouble.failures)) return;
  const auto went = work();
  if (went) {
    trouble.failures = 0;
    return;
  }
  ++trouble.failures;
  trouble.last = now;
  const auto noted =
      review::organisation::note(parts_.reviews.enter(), audit::Kind::round_failed, "system",
                                 {{"part", part},
                                  {"failures", std::to_string(trouble.failures)},
                                  {"why", core::kept(went.error())}},
                                 now);
  if (parts_.tell) {
    parts_.tell(went.error());
    if (!noted) parts_.tell(noted.error());
  }
}

std::optional<Result<core::Pull>> Rounds::read(const Settings::Source& source, Timestamp now,
                                               const std::stop_token& stop) {
  auto pull = run_detached<Result<core::Pull>>(
      [settings = parts_.settings, source, now] {
        return read_source(settings, source, {.now = now});
      },
      [&] { return stop.stop_requested(); });
  if (!pull) left_behind_ = true;
  return pull;
}

Result<void> Rounds::pull(const Settings::Source& source, Timestamp now,
                          const std::stop_token& stop) {
  const auto pulled = read(source, now, stop);
  if (!pulled) return {};
  const store::BreakerLimits limits =
      breaker_limits(*parts_.reviews.now()->policy, parts_.zone.date_of(now));
  const SourceRun run =
      TRY(keep_pull(parts_.store, source, *pulled, limits, {}, store::ApplyMode::apply, now));
  if (run.error) {
    const core::Error error =
        core::fail(run.error->kind, words::code_of(words::Refusal::source_trouble),
                   {{"source", source.name}}, *run.error)
            .value();
    // A reading that failed is noted among the pulls, and is due again by them.
    if (*pulled) return tl::unexpected(error);
    if (parts_.tell) parts_.tell(error);
    return {};
  }
  if (run.result.outcome == core::PullOutcome::applied) history_is_newer_ = true;
  return {};
}

Result<void> Rounds::pull_what_is_due(Timestamp now, const std::stop_token& stop) {
  for (const Settings::Source& source : parts_.settings.sources) {
    if (stop.stop_requested()) return {};
    const auto pulls = TRY(parts_.store.pulls(source.name, kPullsLookedAt));
    const auto due =
        next_pull(policies::cadence_of(parts_.settings, source), pulls, parts_.zone, now);
    if (!due || *due > now) continue;
    attempt("pull of " + source.name, now, [&] { return pull(source, now, stop); });
  }
  return {};
}

Result<void> Rounds::open_planned_campaigns(Timestamp now) {
  for (const policies::CampaignTemplate& plan : parts_.campaigns) {
    const auto opening = planned_opening(plan, parts_.zone.date_of(now));
    if (!opening || review::campaigns::knows_campaign(parts_.reviews.look(), opening->name))
      continue;
    const review::CampaignPlan wanted{.name = opening->name,
                                      .kind = plan.kind,
                                      .deadline = opening->deadline,
                                      .carry_months = plan.carry_months};
    // Nothing to ask about is no fault: it is looked again after the next reading.
    const auto opened = review::campaigns::open_planned(parts_.reviews.enter(), wanted, now);
    if (!opened) TRY(note_not_opened(opening->name, opened.error(), now));
  }
  plans_are_due_ = false;
  return {};
}

Result<void> Rounds::note_not_opened(const std::string& campaign, const core::Error& why,
                                     Timestamp now) {
  // Once a day for the same reason, however often it is tried.
  const std::string told = core::to_iso(parts_.zone.date_of(now)) + " " + core::kept(why);
  if (not_opened_[campaign] == told) return {};
  TRY(review::organisation::note(parts_.reviews.enter(), audit::Kind::campaign_not_opened, "system",
                                 {{"name", campaign}, {"why", core::kept(why)}}, now));
  not_opened_[campaign] = told;
  if (parts_.tell) {
    parts_.tell(core::fail(why.kind, words::code_of(words::Refusal::campaign_trouble),
                           {{"campaign", campaign}}, why)
                    .value());
  }
  if (!parts_.post) return {};
  return write_notice(*parts_.post, now, "not_opened " + campaign,
                      [&](const std::string& reader, const review::Letterhead& letterhead) {
                        return review::not_opened_text(campaign, why, reader, letterhead);
                      });
}

Result<void> Rounds::tell_of_emergencies(Timestamp now) {
  const auto uses =
      TRY(parts_.store.events_about(audit::Kind::break_glass_used, "", kMostEmergencies));
  if (uses.empty() || uses.front().sequence == emergency_told_) return {};
  if (mails_stopped(parts_.post->data_folder)) return {};
  for (const core::LoggedEvent& use : uses) {
    const audit::RecordedEvent event = TRY(audit::read_event(use.bytes));
    const auto peer = event.facts.find("peer");
    const std::string where = peer == event.facts.end() ? "?" : peer->second;
    const std::string when = parts_.zone.show(use.at);
    TRY(write_notice(*parts_.post, now, "emergency " + std::to_string(use.sequence),
                     [&](const std::string& reader, const review::Letterhead& letterhead) {
                       return review::emergency_text(when, where, reader, letterhead);
                     }));
  }
  emergency_told_ = uses.front().sequence;
  return {};
}

Result<void> Rounds::take_changed_policy(Timestamp now) {
  TRY(parts_.reviews.note_policy_in_force(now));
  auto policy = TRY(parts_.changed_policy());
  if (policy == nullptr) return {};
  TRY(parts_.reviews.put_in_force(std::move(policy), now));
  history_is_newer_ = true;
  return {};
}

Result<std::int64_t> Rounds::newest_of(std::initializer_list<audit::Kind> kinds) const {
  std::int64_t newest = 0;
  for (const audit::Kind kind : kinds) {
    const auto events = TRY(parts_.store.events_about(kind, "", 1));
    if (!events.empty()) newest = std::max(newest, events.front().sequence);
  }
  return newest;
}

Result<void> Rounds::find_what_is_due(Timestamp now) {
  // Findings are about how access is reviewed, too.
  const std::int64_t course = TRY(newest_of(
      {audit::Kind::campaign_opened, audit::Kind::campaign_closed, audit::Kind::signed_off,
       audit::Kind::deputy_arranged, audit::Kind::deputy_ended}));
  if (parts_.reviews.now() == found_on_ && course == found_course_) return {};
  TRY(find(now));
  found_course_ = course;
  return {};
}

Result<void> Rounds::find(Timestamp now) {
  // Whoever says meanwhile whose account one is makes a newer moment, which the next round finds
  // on.
  const auto moment = parts_.reviews.now();
  if (parts_.orders != nullptr) {
    TRY(parts_.orders->refresh(moment));
    TRY(parts_.orders->prove(now));
  }
  TRY(bind_names(parts_.store, *moment->policy, now));
  TRY(review::checks::reconcile(parts_.reviews.enter(), now));
  found_on_ = moment;
  plans_are_due_ = true;
  leavers_are_due_ = parts_.leavers == RoundParts::Leavers::proposed;
  answers_are_due_ = true;
  return {};
}

Result<void> Rounds::propose_orders(Timestamp now) {
  const std::int64_t settled =
      TRY(newest_of({audit::Kind::signed_off, audit::Kind::campaign_closed}));
  if (settled == settled_ && !answers_are_due_ && !leavers_are_due_) return {};
  using Proposals = review::Orders::Proposals;
  TRY(parts_.orders->refresh(parts_.reviews.now()));
  TRY(parts_.orders->propose(
      leavers_are_due_ ? Proposals::decisions_and_leavers : Proposals::decisions, now));
  settled_ = settled;
  answers_are_due_ = false;
  leavers_are_due_ = false;
  return {};
}

std::optional<core::Error> Rounds::clock_trouble(Timestamp now) const {
  if (const auto moved = clock_.moved(now)) {
    return core::fail(core::ErrorKind::refused, words::code_of(words::Refusal::clock_moved),
                      {{"seconds", std::to_string(moved->count())}, {"now", parts_.zone.show(now)}})
        .value();
  }
  const auto leap = parts_.store.clock_leap(now);
  if (!leap) return leap.error();
  if (!*leap) return std::nullopt;
  return core::fail(core::ErrorKind::refused, words::code_of(words::Refusal::clock_leapt),
                    {{"now", parts_.zone.show((*leap)->now)},
                     {"newest", parts_.zone.show((*leap)->newest)}})
      .value();
}

bool Rounds::is_clock_believed(Timestamp now) {
  if (clock_stopped_ && !parts_.store.stopped_writing()) {
    // Somebody vouched for it meanwhile.
    clock_.believe(now);
    clock_stopped_ = false;
  }
  const auto why = clock_trouble(now);
  if (why && !clock_stopped_) {
    parts_.store.stop_writing(*why);
    if (parts_.tell) parts_.tell(*why);
  } else if (!why && clock_stopped_) {
    parts_.store.resume_writing();
  }
  clock_stopped_ = why.has_value();
  return !why;
}

void Rounds::run(Timestamp now, const std::stop_token& stop) {
  if (!is_clock_believed(now)) return;
  if (parts_.changed_policy) attempt("policy", now, [&] { return take_changed_policy(now); });
  if (parts_.pulls == RoundParts::Pulls::on) {
    attempt("pulls", now, [&] { return pull_what_is_due(now, stop); });
  }
  if (stop.stop_requested()) return;
  // Employments and appointments end with a day, so every new day is read anew.
  if (history_is_newer_ || parts_.zone.date_of(now) != day_) {
    attempt("reviews", now, [&]() -> Result<void> {
      TRY(parts_.reviews.refresh(now));
      day_ = parts_.zone.date_of(now);
      history_is_newer_ = false;
      plans_are_due_ = true;
      return {};
    });
  }
  if (stop.stop_requested()) return;
  attempt("findings", now, [&] { return find_what_is_due(now); });
  if (stop.stop_requested()) return;
  if (parts_.orders != nullptr) attempt("orders", now, [&] { return propose_orders(now); });
  if (stop.stop_requested()) return;
  if (plans_are_due_) {
    attempt("planned campaigns", now, [&] { return open_planned_campaigns(now); });
  }
  if (!parts_.post) return;
  attempt("emergency notice", now, [&] { return tell_of_emergencies(now); });
  attempt("mails", now, [&]() -> Result<void> {
    const MailRound round =
        TRY(run_mail_round(*parts_.post, now, [&] { return stop.stop_requested(); }));
    if (round.end == MailRound::End::left_behind) left_behind_ = true;
    return {};
  });
}

}  // namespace rettesnor::service
