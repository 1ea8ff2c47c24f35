// What `serve` does by itself, one round at a time.
#include "cli/rounds.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "cli/pull_source.h"
#include "cli/schedule.h"

namespace rettesnor::cli {
namespace {

using core::Result;
using core::Timestamp;
using policies::Settings;

constexpr std::size_t kPullsLookedAt = 20;

/// One reading on a thread of its own. Shared with that thread, so that either may go first.
struct Reading {
  Settings settings;
  Settings::Source source;
  Timestamp now;
  std::mutex mutex = {};
  std::condition_variable_any done = {};
  std::optional<Result<core::Pull>> result = {};
};

}  // namespace

Rounds::Rounds(RoundParts parts, Timestamp refreshed)
    : parts_(std::move(parts)), day_(parts_.zone.date_of(refreshed)) {}

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
  const auto noted = parts_.reviews.note("round_failed", "system",
                                         {{"part", part},
                                          {"failures", std::to_string(trouble.failures)},
                                          {"why", went.error().message}},
                                         now);
  if (parts_.tell) {
    parts_.tell(went.error());
    if (!noted) parts_.tell(noted.error());
  }
}

std::optional<Result<core::Pull>> Rounds::read(const Settings::Source& source, Timestamp now,
                                               const std::stop_token& stop) {
  const std::shared_ptr<Reading> reading(new Reading{parts_.settings, source, now});
  std::thread([reading] {
    auto pull = read_source(reading->settings, reading->source, {.now = reading->now});
    const std::lock_guard lock(reading->mutex);
    reading->result.emplace(std::move(pull));
    reading->done.notify_all();
  }).detach();
  std::unique_lock lock(reading->mutex);
  if (!reading->done.wait(lock, stop, [&] { return reading->result.has_value(); })) {
    left_behind_ = true;
    return std::nullopt;
  }
  return std::move(reading->result);
}

Result<void> Rounds::pull(const Settings::Source& source, Timestamp now,
                          const std::stop_token& stop) {
  const auto pulled = read(source, now, stop);
  if (!pulled) return {};
  const SourceRun run =
      TRY(keep_pull(parts_.store, source, *pulled, {}, store::ApplyMode::apply, now));
  if (run.error) {
    const core::Error error{run.error->kind, source.name + ": " + run.error->message};
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

void Rounds::run(Timestamp now, const std::stop_token& stop) {
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
      findings_are_older_ = true;
      return {};
    });
  }
  if (stop.stop_requested()) return;
  if (findings_are_older_) {
    attempt("findings", now, [&]() -> Result<void> {
      if (parts_.orders != nullptr) {
        TRY(parts_.orders->refresh(parts_.reviews.now()));
        TRY(parts_.orders->prove(now));
        TRY(parts_.orders->propose(review::Orders::Proposals::decisions, now));
      }
      TRY(parts_.reviews.reconcile(now));
      findings_are_older_ = false;
      return {};
    });
  }
  if (stop.stop_requested() || !parts_.post) return;
  attempt("mails", now, [&]() -> Result<void> {
    TRY(run_mail_round(*parts_.post, now, [&] { return stop.stop_requested(); }));
    return {};
  });
}

}  // namespace rettesnor::cli
