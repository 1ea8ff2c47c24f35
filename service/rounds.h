// What `serve` does by itself, one round at a time: reads sources, brings reviews and findings up
// to date, sends mails.
#pragma once

#include <atomic>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

#include "policies/settings.h"
#include "service/clock_watch.h"
#include "service/mail_round.h"
#include "store/store.h"

namespace rettesnor::review {
class Desk;
class Orders;
struct Moment;
}  // namespace rettesnor::review

namespace rettesnor::service {

/// What the rounds work on; all of it outlives them.
struct RoundParts {
  store::Store& store;
  review::Desk& reviews;
  const core::LocalZone& zone;
  policies::Settings settings;
  std::optional<PostOffice> post;  ///< empty: no mails
  enum class Pulls { off, on } pulls = Pulls::on;
  std::vector<policies::CampaignTemplate> campaigns;  ///< that open by themselves
  /// Told of everything that goes wrong; it is in the log already.
  std::function<void(const core::Error&)> tell;
  review::Orders* orders = nullptr;  ///< null: none are proved or proposed
  /// Orders for people who are gone, after each reconcile.
  enum class Leavers { left_alone, proposed } leavers = Leavers::left_alone;
  /// As PolicyWatch::changed(); empty: the policy stays as it is.
  std::function<core::Result<std::shared_ptr<const policies::Policy>>()> changed_policy;
  ClockWatch::Uptime uptime;  ///< empty: the clock stands still
};

/// For one thread, but for history_changed(). Nothing that goes wrong ends a round: it is noted,
/// and tried again after a back-off.
class Rounds {
 public:
  /// `reviews` is as new as `refreshed`.
  Rounds(RoundParts parts, core::Timestamp refreshed);

  /// Whatever is due at `now`, by what has been done, not by when it is asked. When a stop is asked
  /// for it returns soon, also while a source does not answer.
  void run(core::Timestamp now, const std::stop_token& stop);

  /// From any thread: the next round brings reviews and findings up to date.
  void history_changed() { history_is_newer_ = true; }

  /// A source was still being read, or a mail sent, when the stop came: that thread ends with the
  /// process.
  bool left_a_thread_behind() const { return left_behind_; }

 private:
  struct Trouble {
    int failures = 0;
    core::Timestamp last;
  };
  /// Does `work` unless it failed a short while ago; notes how it went.
  void attempt(const std::string& part, core::Timestamp now,
               const std::function<core::Result<void>()>& work);
  core::Result<void> take_changed_policy(core::Timestamp now);
  /// False while the clock leapt: writing is stopped, said once, until it fits or somebody vouches
  /// for it.
  bool is_clock_believed(core::Timestamp now);
  std::optional<core::Error> clock_trouble(core::Timestamp now) const;
  /// Sequence of the newest event of these kinds; 0 without one.
  core::Result<std::int64_t> newest_of(std::initializer_list<audit::Kind> kinds) const;
  /// After a newer reading, and after people opened, closed, signed or stand in for one another.
  core::Result<void> find_what_is_due(core::Timestamp now);
  /// Findings, and orders that a newer reading proves.
  core::Result<void> find(core::Timestamp now);
  core::Result<void> pull_what_is_due(core::Timestamp now, const std::stop_token& stop);
  core::Result<void> pull(const policies::Settings::Source& source, core::Timestamp now,
                          const std::stop_token& stop);
  std::optional<core::Result<core::Pull>> read(const policies::Settings::Source& source,
                                               core::Timestamp now, const std::stop_token& stop);

  /// Opens the planned campaigns whose time has come. One that cannot be opened is tried again
  /// after the next reading and every day, and the review administrators are told.
  core::Result<void> open_planned_campaigns(core::Timestamp now);
  core::Result<void> note_not_opened(const std::string& campaign, const core::Error& why,
                                     core::Timestamp now);

  /// Every use of the emergency account is mailed to the review administrators, once.
  core::Result<void> tell_of_emergencies(core::Timestamp now);

  /// What was signed for since it was last looked at, and after a reconcile who is gone.
  core::Result<void> propose_orders(core::Timestamp now);

  RoundParts parts_;
  ClockWatch clock_;
  bool clock_stopped_ = false;
  std::int64_t settled_ = 0;     ///< sequence of the newest signature that orders were made of
  bool answers_are_due_ = true;  ///< what could not be ordered then may be possible now
  bool leavers_are_due_ = false;
  std::int64_t emergency_told_ = 0;  ///< sequence of the newest use that was told of
  bool plans_are_due_ = true;  ///< something changed since the planned campaigns were looked at
  std::map<std::string, std::string> not_opened_;   ///< campaign → day and why, as last noted
  core::Date day_;                                  ///< that `reviews` was refreshed for
  std::atomic<bool> history_is_newer_ = false;      ///< than `reviews`
  std::shared_ptr<const review::Moment> found_on_;  ///< whose findings are kept
  std::int64_t found_course_ = 0;  ///< sequence of the newest event that findings were made after
  bool left_behind_ = false;
  std::map<std::string, Trouble> troubles_;
};

}  // namespace rettesnor::service
