// Indexes the holes of a snapshot's sources, and answers whether a list has one.
#include "reconcile/wholeness.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace rettesnor::reconcile {

namespace {

using core::Attribute;
using core::Completeness;
using core::ListKind;
using core::ObjectClass;
using core::RecordView;

/// By what an account and a person are held together; a row about somebody has one of them.
constexpr std::array kIdentifying = {Attribute::employee_no, Attribute::upn, Attribute::mail,
                                     Attribute::name};
constexpr std::array kAboutPeople = {ObjectClass::person, ObjectClass::employment,
                                     ObjectClass::mandate, ObjectClass::engagement};

std::size_t at(ObjectClass c) {
  return static_cast<std::size_t>(c);
}

bool is_history(const core::SnapshotSource& source) {
  return source.last_applied.has_value();
}

}  // namespace

bool is_about_people(ObjectClass c) {
  return std::ranges::find(kAboutPeople, c) != kAboutPeople.end();
}

Absence Absence::with(const Absence& other) const {
  if (!data_from_ || !other.data_from_) return Absence(std::nullopt);
  return Absence(std::min(*data_from_, *other.data_from_));
}

Wholeness::Wholeness(const core::Snapshot& snapshot) : snapshot_(snapshot) {
  bool tells = false;
  bool is_first = true;
  for (Index s = 0; s < snapshot.sources.size(); ++s) {
    const core::SnapshotSource& source = snapshot.sources[s];
    for (const core::Gap& gap : source.gaps) {
      if (core::is_note(gap)) continue;
      holes_.push_back({s, gap.list, gap.object_class, gap.object});
    }
    for (const ObjectClass c : core::kAllObjectClasses) {
      if (source.completeness[at(c)] != Completeness::partial) continue;
      holes_.push_back({s, ListKind::objects, c, {}});
    }
    if (!is_history(source)) lacks_people_ = true;
    for (const ObjectClass c : kAboutPeople) {
      if (source.completeness[at(c)] == Completeness::not_read) continue;
      tells = true;
      const auto moment = source.data_from[at(c)];
      people_from_ = is_first || (people_from_ && moment && *moment < *people_from_) || !moment
                         ? moment
                         : people_from_;
      is_first = false;
    }
    for (const auto& one : source.unbelieved) {
      if (!is_about_people(one.object_class)) continue;
      Unbelieved unbelieved;
      RecordView(one.clues).each([&](const core::Fact& fact) {
        if (std::ranges::find(kIdentifying, fact.attribute) == kIdentifying.end()) return;
        unbelieved.clues.push_back({fact.attribute, core::fold(fact.value)});
      });
      unbelieved_.push_back(std::move(unbelieved));
    }
  }
  if (!tells) lacks_people_ = true;
  std::ranges::sort(holes_);
}

bool Wholeness::has_hole(Index source, ListKind list, ObjectClass c,
                         std::string_view object) const {
  return std::ranges::binary_search(holes_, Hole{source, list, c, object});
}

bool Wholeness::is_told(Index source) const {
  const auto outcome = snapshot_.sources[source].last_outcome;
  return is_history(snapshot_.sources[source]) &&
         (outcome == core::PullOutcome::applied || outcome == core::PullOutcome::released);
}

std::optional<Absence> Wholeness::objects(Index source, ObjectClass c) const {
  const core::SnapshotSource& told = snapshot_.sources[source];
  if (told.completeness[at(c)] != Completeness::complete) return std::nullopt;
  if (has_hole(source, ListKind::objects, c, {})) return std::nullopt;
  const bool has_unbelieved =
      std::ranges::any_of(told.unbelieved, [&](const auto& one) { return one.object_class == c; });
  if (has_unbelieved) return std::nullopt;
  return Absence(told.data_from[at(c)]);
}

std::optional<Absence> Wholeness::members(Index entitlement) const {
  const core::SnapshotObject& object = snapshot_.objects[entitlement];
  if (has_hole(object.source, ListKind::members, ObjectClass::entitlement, object.natural_id)) {
    return std::nullopt;
  }
  auto earned = objects(object.source, ObjectClass::entitlement);
  if (!earned) return std::nullopt;
  for (const ObjectClass c : {ObjectClass::account, ObjectClass::grant}) {
    if (snapshot_.sources[object.source].completeness[at(c)] == Completeness::not_read) continue;
    const auto other = objects(object.source, c);
    if (!other) return std::nullopt;
    earned = earned->with(*other);
  }
  return earned;
}

std::optional<Absence> Wholeness::rights(Index member) const {
  const core::SnapshotObject& object = snapshot_.objects[member];
  if (has_hole(object.source, ListKind::rights, object.object_class, object.natural_id)) {
    return std::nullopt;
  }
  return objects(object.source, ObjectClass::entitlement);
}

std::optional<Absence> Wholeness::attributes(Index object) const {
  const core::SnapshotObject& o = snapshot_.objects[object];
  if (has_hole(o.source, ListKind::attributes, o.object_class, o.natural_id)) return std::nullopt;
  return Absence(snapshot_.sources[o.source].data_from[at(o.object_class)]);
}

std::optional<Absence> Wholeness::people_unless(bool doubtful) const {
  if (doubtful || lacks_people_) return std::nullopt;
  const bool has_holes = std::ranges::any_of(holes_, [](const Hole& hole) {
    return hole.list == ListKind::objects && is_about_people(hole.object_class);
  });
  if (has_holes) return std::nullopt;
  return Absence(people_from_);
}

std::optional<Absence> Wholeness::people() const {
  return people_unless(!unbelieved_.empty());
}

std::optional<Absence> Wholeness::people_but(std::string_view record) const {
  if (unbelieved_.empty()) return people_unless(false);
  std::vector<Clue> own;
  RecordView(record).each([&](const core::Fact& fact) {
    if (std::ranges::find(kIdentifying, fact.attribute) == kIdentifying.end()) return;
    own.push_back({fact.attribute, core::fold(fact.value)});
  });
  return people_unless(may_be_unbelieved([&](const Clue& clue) {
    return std::ranges::any_of(own, [&](const Clue& mine) {
      return mine.attribute == clue.attribute && mine.folded == clue.folded;
    });
  }));
}

std::optional<Absence> Wholeness::people_but(const std::vector<std::string_view>& words) const {
  if (unbelieved_.empty()) return people_unless(false);
  std::vector<std::string> own;
  for (const std::string_view word : words) own.push_back(core::fold(word));
  return people_unless(may_be_unbelieved(
      [&](const Clue& clue) { return std::ranges::find(own, clue.folded) != own.end(); }));
}

}  // namespace rettesnor::reconcile
