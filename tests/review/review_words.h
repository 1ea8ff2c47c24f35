// A small vocabulary for reviews: a town in a store, people who act in it, answers in a line.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/pull.h"
#include "review/answers/answers.h"
#include "review/campaigns/campaigns.h"
#include "review/desk.h"
#include "review/organisation/persons.h"
#include "store/store.h"
#include "tests/support/scratch.h"
#include "tests/support/town_builder.h"

namespace rettesnor::review {

using core::Answer;
using core::ErrorKind;
using namespace test;

inline const core::Timestamp kMonday = moment("2026-11-02T07:00:00Z");

inline core::Timestamp later(int hours) {
  return kMonday + std::chrono::hours(hours);
}

/// Every source of the town as a whole pull, as of `at`.
inline void pull_all(store::Store& store, const Town& town, core::Timestamp at,
                     const std::function<void(core::Pull&)>& change = nullptr) {
  const core::Snapshot snapshot = town.snapshot();
  for (core::Index s = 0; s < snapshot.sources.size(); ++s) {
    core::Pull pull(snapshot.sources[s].name, at);
    for (const core::ObjectClass c : core::kAllObjectClasses) {
      pull.set_completeness(c, core::Completeness::complete);
    }
    std::map<core::Index, core::PullIndex> place;
    for (core::Index i = 0; i < snapshot.objects.size(); ++i) {
      const core::SnapshotObject& object = snapshot.objects[i];
      if (object.source != s) continue;
      core::RecordBuilder record;
      for (const core::Fact& fact : core::RecordView(object.record).facts()) {
        record.set(fact.attribute, fact.value);
      }
      place[i] = pull.add(object.object_class, object.natural_id, record);
    }
    for (const auto& [i, index] : place) {
      std::vector<core::PullIndex> members;
      for (const core::Index member : snapshot.members_of(i)) members.push_back(place.at(member));
      if (!members.empty()) pull.add_members(index, members, core::Completeness::complete);
    }
    pull.set_finished(at);
    if (change) change(pull);
    const auto applied = store.apply(
        pull, {snapshot.sources[s].name, snapshot.sources[s].kind, snapshot.sources[s].system},
        std::nullopt, store::ApplyMode::apply, store::BreakerLimits{}.raised_to(100));
    if (!applied) throw std::runtime_error(applied.error().message);
    if (applied->outcome != core::PullOutcome::applied) throw std::runtime_error("not applied");
  }
}

inline std::string key_of(const std::string& person) {
  return "HR/" + person;
}

/// Each event tells all that its row in audit/kinds.inc lists; one that a test invents tells
/// nothing.
inline void expect_whole_events(const store::Store& store) {
  const auto events = store.events(0, 1'000'000);
  for (const core::LoggedEvent& logged : *events) {
    const auto told = audit::read_event(logged.bytes);
    if (told->facts.empty()) continue;
    const audit::Event event{audit::kind_named(told->kind).value(), told->actor, told->facts};
    EXPECT_EQ(audit::facts_amiss(event).missing, std::vector<std::string>{}) << logged.bytes;
  }
}

/// Throws what went wrong, so that a test that does not ask for an error says it.
template <class T>
T must(core::Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// A town in a store, with one campaign when asked.
class Stage {
 public:
  explicit Stage(const Town& town)
      : store_(must(store::Store::open(folder_.file("rettesnor.db")))),
        policy_(std::make_shared<const policies::Policy>(town.policy())) {
    pull_all(store_, town, kMonday);
    start();
  }
  ~Stage() { expect_whole_events(store_); }
  /// The sources say `town` from `hours` on.
  void changes(const Town& town, int hours) {
    pull_all(store_, town, later(hours));
    must(review_->refresh(later(hours)));
  }
  /// The program ends and starts again.
  void restart(int hours) {
    review_.reset();
    { const store::Store gone = std::move(store_); }
    store_ = must(store::Store::open(folder_.file("rettesnor.db")));
    start(hours);
  }

  Desk& review() { return *review_; }
  store::Store& store() { return store_; }
  std::string file(const std::string& name) const { return folder_.file(name); }

  Authority as(const std::string& person) const {
    return must(organisation::authority(review_->look(), key_of(person)));
  }
  core::CampaignId open_carrying(int months, int hours) {
    CampaignPlan plan{"Næste", "manager", day("2026-12-01")};
    plan.carry_months = months;
    return must(campaigns::open(review_->enter(as("adm")), plan, later(hours))).id;
  }
  /// "lea sends ada's K:G to bob because …".
  core::Result<core::RowAssignment> forwards(const std::string& who, core::CampaignId campaign,
                                             const std::string& subject, const std::string& right,
                                             const std::string& to) {
    const RowWish wished = wish(who, campaign, subject, right, to);
    return answers::forward(review_->enter(as(who)), wished, later(3));
  }
  core::Result<core::Consultation> asks(const std::string& who, core::CampaignId campaign,
                                        const std::string& subject, const std::string& right,
                                        const std::string& to) {
    const RowWish wished = wish(who, campaign, subject, right, to);
    return answers::consult(review_->enter(as(who)), wished, later(3));
  }
  RowWish wish(const std::string& who, core::CampaignId campaign, const std::string& subject,
               const std::string& right, const std::string& to) const {
    return {campaign,        key_of(who),
            key_of(subject), row(who, campaign, subject, right).entitlement_key,
            key_of(to),      "hun ved det"};
  }
  /// The row as the reviewer's page shows it; throws when it is not there.
  ReviewRow row(const std::string& who, core::CampaignId campaign, const std::string& subject,
                const std::string& right) const {
    for (const ReviewRow& row : page(who, campaign, subject).rows) {
      if (row.ref == right) return row;
    }
    throw std::runtime_error("no row " + right + " of " + subject + " for " + who);
  }
  core::CampaignId open(const std::string& administrator = "adm", int hours = 1) {
    return must(campaigns::open(review_->enter(as(administrator)),
                                {"Efterår", "manager", day("2026-12-01")}, later(hours)))
        .id;
  }
  ReviewPage page(const std::string& who, core::CampaignId campaign, const std::string& subject,
                  const std::string& reviewer = "") const {
    return must(answers::page(review_->look(as(who)), campaign,
                              key_of(reviewer.empty() ? who : reviewer),
                              subject.empty() ? "" : key_of(subject)));
  }
  /// What the page would send for one right, by its name.
  GivenAnswer given(const std::string& who, core::CampaignId campaign, const std::string& subject,
                    const std::string& right, Answer answer, const std::string& reviewer = "") {
    GivenAnswer given;
    given.campaign = campaign;
    given.reviewer = key_of(reviewer.empty() ? who : reviewer);
    given.subject = key_of(subject);
    given.answer = answer;
    given.comment = "fordi";
    given.idempotency_key = "answer-with-number-" + std::to_string(++answers_);
    for (const ReviewRow& row : page(who, campaign, subject, reviewer).rows) {
      if (row.ref != right) continue;
      given.entitlement = row.entitlement_key;
      given.seen = row.seen;
      given.expected_version = row.version;
    }
    return given;
  }
  core::Result<core::Decision> answer(const std::string& who, const GivenAnswer& given) {
    return answers::give(*review_, as(who), given, later(3));
  }
  core::Result<core::Decision> answers(const std::string& who, core::CampaignId campaign,
                                       const std::string& subject, const std::string& right,
                                       Answer answer = Answer::keep,
                                       const std::string& reviewer = "") {
    return this->answer(who, given(who, campaign, subject, right, answer, reviewer));
  }
  /// "ada bob" for every person in the reviewer's list, in its order; empty without one.
  std::string list_of(const std::string& reviewer, core::CampaignId campaign) const {
    const auto task =
        answers::task(review_->look(as(reviewer)), campaign, key_of(reviewer), later(2));
    if (!task) return "";
    std::string names;
    for (const SubjectProgress& subject : task->subjects) {
      names += (names.empty() ? "" : " ") + subject.subject.ref;
    }
    return names;
  }
  void deputy(const std::string& leader, const std::string& deputy) {
    core::Deputyship wish;
    wish.leader = key_of(leader);
    wish.deputy = key_of(deputy);
    wish.from = day("2026-11-01");
    wish.to = day("2026-12-31");
    wish.reason = "ferie";
    must(organisation::arrange_deputy(review_->enter(as("adm")), wish, kMonday));
  }

 private:
  void start(int hours = 0) {
    review_ = std::make_unique<Desk>(store_, copenhagen(), policy_);
    must(review_->refresh(later(hours)));
  }

  ScratchFolder folder_{"review"};
  store::Store store_;
  std::shared_ptr<const policies::Policy> policy_;
  std::unique_ptr<Desk> review_;
  int answers_ = 0;
};

inline Piece appointed_as(std::string_view role, std::string_view person) {
  return policy([role = std::string(role), person = std::string(person)](policies::Policy& p) {
    policies::RoleAppointment appointment;
    appointment.role = role;
    appointment.person = "n-" + person;
    appointment.from = day("2020-01-01");
    p.appointments.push_back(appointment);
  });
}

/// A person with an account in K that is in the groups.
inline Piece member(const std::string& id, std::initializer_list<std::string> groups) {
  Account told = account(id, "K").of(id);
  for (const std::string& group : groups) told.member_of(group);
  return told;
}

/// The right is privileged, and its system has an owner and somebody who is responsible.
inline Piece privileged(std::string_view name, std::string_view owner,
                        std::string_view responsible = "") {
  return policy([name = std::string(name), owner = std::string(owner),
                 responsible = std::string(responsible)](policies::Policy& p) {
    policies::EntitlementRule rule;
    rule.ref = right(name);
    rule.privileged = true;
    p.entitlements.push_back(rule);
    policies::System system;
    system.name = name.substr(0, name.find(':'));
    system.owner = owner.empty() ? "" : "n-" + owner;
    system.responsible = responsible.empty() ? "" : "n-" + responsible;
    p.systems.push_back(system);
  });
}

/// Boss leads Top, lea leads Team below it; ada and bob work there. adm is the review
/// administrator. Everybody but adm has G, ada has H too.
inline Town small_town(std::string_view team_leader = "n-lea") {
  return Town().with(unit("Top").led_by("n-boss"), unit("Team").under("Top").led_by(team_leader),
                     unit("Side").under("Top"), person("boss").employed("Top"),
                     person("lea").employed("Team"), person("ada").employed("Team"),
                     person("bob").employed("Team"), person("adm").employed("Side"),
                     group("G", "K"), group("H", "K"), member("boss", {"G"}), member("lea", {"G"}),
                     member("ada", {"G", "H"}), member("bob", {"G"}), member("adm", {}),
                     appointed_as("Attesteringsadministrator", "adm"));
}

}  // namespace rettesnor::review
