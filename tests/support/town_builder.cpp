// Turns what tests tell of a town into a snapshot, a policy and a graph.
#include "tests/support/town_builder.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <tuple>

namespace rettesnor::test {
namespace {

constexpr std::string_view kNow = "2026-11-02T07:00:00Z";

[[noreturn]] void stop(std::string_view what, std::string_view on) {
  std::cerr << "town_builder: " << what << ": " << on << "\n";
  std::abort();
}

std::string mail_of(std::string_view person) {
  return std::string(person) + "@example.test";
}

std::string number_of(std::string_view person, std::size_t nth) {
  std::string number = "n-" + std::string(person);
  if (nth > 1) number += "-" + std::to_string(nth);
  return number;
}

void put(ToldObject& object, Attribute attribute, std::string_view value) {
  std::erase_if(object.facts, [&](const auto& fact) { return fact.first == attribute; });
  if (!value.empty()) object.facts.emplace_back(attribute, std::string(value));
}

ToldName name_of(const ToldObject& object) {
  return {object.source, object.object_class, object.natural_id};
}

core::SnapshotSource source_named(std::string_view name, std::string_view system,
                                  std::string_view kind, core::Timestamp when) {
  core::SnapshotSource out;
  out.name = name;
  out.kind = kind;
  out.system = system;
  out.last_applied = out.last_complete = out.last_attempt = when;
  out.last_outcome = core::PullOutcome::applied;
  return out;
}

/// Where nothing else is told, a source was read whole when it was read, but for its gaps.
void tell_wholeness(core::SnapshotSource& told) {
  const bool is_told = std::ranges::any_of(
      told.completeness, [](auto each) { return each != core::Completeness::not_read; });
  if (is_told || !told.last_applied) return;
  for (const ObjectClass c : core::kAllObjectClasses) {
    told.completeness[static_cast<std::size_t>(c)] = core::Completeness::complete;
    told.data_from[static_cast<std::size_t>(c)] = told.last_applied;
  }
  for (const core::Gap& gap : told.gaps) {
    if (gap.list != core::ListKind::objects) continue;
    told.completeness[static_cast<std::size_t>(gap.object_class)] = core::Completeness::partial;
  }
}

}  // namespace

const core::LocalZone& copenhagen() {
  static const core::LocalZone kZone = [] {
    auto zone = core::LocalZone::named("Europe/Copenhagen");
    if (!zone) stop(zone.error().message, "Europe/Copenhagen");
    return std::move(zone).value();
  }();
  return kZone;
}

core::Timestamp moment(std::string_view iso) {
  const auto parsed = core::parse_timestamp(iso);
  if (!parsed) stop("not a moment", iso);
  return *parsed;
}

core::Date day(std::string_view iso) {
  const auto parsed = core::parse_date(iso);
  if (!parsed) stop("not a day", iso);
  return *parsed;
}

// People

Person::Person(std::string id) : id_(std::move(id)) {
  objects.push_back({"HR", ObjectClass::person, id_, {}});
  put(objects[0], Attribute::name, id_);
  put(objects[0], Attribute::mail, mail_of(id_));
}
Person person(std::string_view id) {
  return Person(std::string(id));
}

Person& Person::set(Attribute attribute, std::string_view value) {
  put(objects[0], attribute, value);
  return *this;
}
Person& Person::named(std::string_view name) {
  return set(Attribute::name, name);
}
Person& Person::mail(std::string_view mail) {
  return set(Attribute::mail, mail);
}
Person& Person::upn(std::string_view upn) {
  return set(Attribute::upn, upn);
}
Person& Person::from(std::string_view source) {
  for (ToldObject& object : objects) object.source = source;
  return *this;
}

Person& Person::capacity(ObjectClass c, std::string natural_id) {
  objects.push_back({objects[0].source, c, std::move(natural_id), {}});
  tell(Attribute::person, id_);
  return *this;
}
Person& Person::tell(Attribute attribute, std::string_view value) {
  if (objects.size() < 2) stop("tell a capacity first", id_);
  put(objects.back(), attribute, value);
  return *this;
}
Person& Person::was(Attribute attribute, std::string_view before, std::string_view iso) {
  otherwise.push_back({name_of(objects.back()), attribute, std::string(before), moment(iso)});
  return *this;
}
Person& Person::employed(std::string_view unit, std::string_view title) {
  const std::string number = number_of(id_, ++employments_);
  capacity(ObjectClass::employment, number);
  return tell(Attribute::employee_no, number)
      .tell(Attribute::unit, unit)
      .tell(Attribute::title, title)
      .tell(Attribute::status, "AKTIV")
      .tell(Attribute::start, "2020-01-01");
}
Person& Person::elected(std::string_view body, std::string_view office) {
  capacity(ObjectClass::mandate, "m-" + id_ + "-" + std::to_string(objects.size()));
  return tell(Attribute::body, body)
      .tell(Attribute::function, office)
      .tell(Attribute::start, "2022-01-01");
}
Person& Person::engaged(std::string_view kind, std::string_view vendor, std::string_view sponsor) {
  capacity(ObjectClass::engagement, "e-" + id_ + "-" + std::to_string(objects.size()));
  return tell(Attribute::kind, kind)
      .tell(Attribute::vendor, vendor)
      .tell(Attribute::sponsor, sponsor)
      .tell(Attribute::start, "2024-01-01");
}
Person& Person::number(std::string_view no) {
  return tell(Attribute::employee_no, no);
}
Person& Person::starting(std::string_view d) {
  return tell(Attribute::start, d);
}
Person& Person::until(std::string_view d) {
  return tell(Attribute::end, d);
}
Person& Person::status(std::string_view s) {
  return tell(Attribute::status, s);
}
Person& Person::function(std::string_view f) {
  return tell(Attribute::function, f);
}
Person& Person::leave_until(std::string_view d) {
  return tell(Attribute::leave_until, d);
}
Person& Person::released_at(std::string_view t) {
  return tell(Attribute::released_at, t);
}
Person& Person::primary() {
  return tell(Attribute::primary, "1");
}

// Units

Unit::Unit(std::string_view id) {
  objects.push_back({"HR", ObjectClass::unit, std::string(id), {}});
  named(id);
}
Unit unit(std::string_view id) {
  return Unit(id);
}
Unit& Unit::named(std::string_view name) {
  put(objects[0], Attribute::name, name);
  return *this;
}
Unit& Unit::under(std::string_view parent) {
  put(objects[0], Attribute::parent, parent);
  return *this;
}
Unit& Unit::led_by(std::string_view employee_no) {
  put(objects[0], Attribute::leader, employee_no);
  return *this;
}
Unit& Unit::closed(std::string_view d) {
  put(objects[0], Attribute::end, d);
  return *this;
}
Unit& Unit::tasks(std::string_view tasks) {
  put(objects[0], Attribute::scope_tasks, tasks);
  return *this;
}
Unit& Unit::first_seen(std::string_view iso) {
  objects[0].first_seen = moment(iso);
  return *this;
}
Unit& Unit::from(std::string_view source) {
  objects[0].source = source;
  return *this;
}

// Accounts

Account::Account(std::string_view login, std::string_view system) : system_(system) {
  objects.push_back({system_, ObjectClass::account, std::string(login), {}});
  set(Attribute::login, login);
  set(Attribute::enabled, "1");
}
Account account(std::string_view login, std::string_view system) {
  return {login, system};
}

Account& Account::first_seen(std::string_view iso) {
  objects[0].first_seen = moment(iso);
  return *this;
}
Account& Account::was(Attribute attribute, std::string_view before, std::string_view iso) {
  otherwise.push_back({name_of(objects[0]), attribute, std::string(before), moment(iso)});
  return *this;
}
Account& Account::set(Attribute attribute, std::string_view value) {
  put(objects[0], attribute, value);
  return *this;
}
Account& Account::of(std::string_view person) {
  return employee_no(number_of(person, 1)).mail(mail_of(person));
}
Account& Account::named(std::string_view name) {
  return set(Attribute::name, name);
}
Account& Account::natural_id(std::string_view id) {
  objects[0].natural_id = id;
  return *this;
}
Account& Account::from(std::string_view source) {
  objects[0].source = source;
  sources.push_back(source_named(source, system_, "csv", moment(kNow)));
  return *this;
}
Account& Account::employee_no(std::string_view no) {
  return set(Attribute::employee_no, no);
}
Account& Account::mail(std::string_view mail) {
  return set(Attribute::mail, mail);
}
Account& Account::upn(std::string_view upn) {
  return set(Attribute::upn, upn);
}
Account& Account::kind(std::string_view kind) {
  return set(Attribute::kind, kind);
}
Account& Account::vendor(std::string_view cvr) {
  return set(Attribute::vendor, cvr);
}
Account& Account::disabled() {
  return set(Attribute::enabled, "0");
}
Account& Account::expires(std::string_view iso) {
  return set(Attribute::expires, iso);
}
Account& Account::created(std::string_view iso) {
  return set(Attribute::created, iso);
}
Account& Account::last_used(std::string_view iso) {
  return set(Attribute::last_used, iso);
}
Account& Account::member_of(std::string_view group) {
  members.push_back(
      {{objects[0].source, ObjectClass::entitlement, std::string(group)}, name_of(objects[0])});
  return *this;
}
Account& Account::granted(std::string_view group, Grant facts) {
  member_of(group);
  const std::string id =
      objects[0].natural_id + "@" + std::string(group) + "#" + std::to_string(objects.size());
  facts.emplace_back(Attribute::account, objects[0].natural_id);
  facts.emplace_back(Attribute::entitlement, std::string(group));
  objects.push_back({objects[0].source, ObjectClass::grant, id, std::move(facts)});
  return *this;
}
Account& Account::member_since(std::string_view group, std::string_view iso) {
  member_of(group);
  changes.push_back({members.back(), core::MembershipChange::What::added, moment(iso)});
  return *this;
}

// Groups

Group::Group(std::string_view name, std::string_view system) {
  objects.push_back({std::string(system), ObjectClass::entitlement, std::string(name), {}});
  set(Attribute::name, name);
  set(Attribute::kind, "group");
}
Group group(std::string_view name, std::string_view system) {
  return {name, system};
}
Group& Group::set(Attribute attribute, std::string_view value) {
  put(objects[0], attribute, value);
  return *this;
}
Group& Group::natural_id(std::string_view id) {
  objects[0].natural_id = id;
  return *this;
}
Group& Group::kind(std::string_view kind) {
  return set(Attribute::kind, kind);
}
Group& Group::described(std::string_view text) {
  return set(Attribute::description, text);
}
Group& Group::owner(std::string_view owner) {
  return set(Attribute::owner, owner);
}
Group& Group::member_of(std::string_view outer) {
  members.push_back(
      {{objects[0].source, ObjectClass::entitlement, std::string(outer)}, name_of(objects[0])});
  return *this;
}
Group& Group::member_since(std::string_view outer, std::string_view iso) {
  member_of(outer);
  changes.push_back({members.back(), core::MembershipChange::What::added, moment(iso)});
  return *this;
}

// Single pieces

Piece gone(const Piece& piece, std::string_view iso) {
  Piece out;
  for (const ToldObject& object : piece.objects) out.vanished.push_back({object, moment(iso)});
  return out;
}

Piece left_group(std::string_view login, std::string_view group, std::string_view system,
                 std::string_view iso) {
  const std::string source(system);
  Piece out;
  out.changes.push_back({{{source, ObjectClass::entitlement, std::string(group)},
                          {source, ObjectClass::account, std::string(login)}},
                         core::MembershipChange::What::removed,
                         moment(iso)});
  return out;
}
Piece settled(std::string_view system, std::string_view account, std::string_view person,
              std::string_view person_source) {
  Piece out;
  out.links.push_back({{std::string(system), ObjectClass::account, std::string(account)},
                       std::string(person),
                       std::string(person_source)});
  return out;
}
Piece accepted(std::string_view system, std::string_view account, std::string_view person,
               std::string_view until) {
  Piece out = settled(system, account, person);
  out.links.front().accepted_until = day(until);
  return out;
}
Piece bound(std::string_view name, std::string_view natural_id, std::string_view called) {
  const policies::EntitlementRef ref = right(name);
  Piece piece;
  piece.bindings.push_back({ref.system, ref.name, ref.system, std::string(natural_id),
                            std::string(called), moment("2026-01-01T00:00:00Z")});
  return piece;
}

Piece source(core::SnapshotSource told) {
  Piece out;
  out.sources.push_back(std::move(told));
  return out;
}
Piece source(std::string_view name, std::string_view system, std::string_view kind) {
  return source(source_named(name, system, kind, moment(kNow)));
}
Piece now(std::string_view iso) {
  Piece out;
  out.now = moment(iso);
  return out;
}

// Policy

policies::EntitlementRef right(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) stop("a right is written System:Name", text);
  return {std::string(text.substr(0, colon)), std::string(text.substr(colon + 1))};
}
policies::Condition is(policies::Condition::Op op, std::vector<std::string> values) {
  return {op, std::move(values), {}};
}
policies::Condition all_of(std::vector<policies::Condition> children) {
  return {policies::Condition::Op::all, {}, std::move(children)};
}
policies::Condition any_of(std::vector<policies::Condition> children) {
  return {policies::Condition::Op::any, {}, std::move(children)};
}
policies::Condition none_of(std::vector<policies::Condition> children) {
  return {policies::Condition::Op::none_of, {}, std::move(children)};
}

Role::Role(std::string_view id) : rule_(std::make_shared<policies::RolePolicy>()) {
  rule_->id = id;
  rule_->name = id;
  rules.push_back([rule = rule_](policies::Policy& p) { p.roles.push_back(*rule); });
}
Role role(std::string_view id) {
  return Role(id);
}
Role& Role::when(policies::Condition condition) {
  rule_->when.children.push_back(std::move(condition));
  return *this;
}
Role& Role::title(std::string_view t) {
  return when(is(policies::Condition::Op::title, {std::string(t)}));
}
Role& Role::unit(std::string_view id) {
  return when(is(policies::Condition::Op::unit, {std::string(id)}));
}
Role& Role::unit_under(std::string_view id) {
  return when(is(policies::Condition::Op::unit_under, {std::string(id)}));
}
Role& Role::body(std::string_view b) {
  return when(is(policies::Condition::Op::body, {std::string(b)}));
}
Role& Role::subject_class(std::string_view name) {
  return when(is(policies::Condition::Op::subject_class, {std::string(name)}));
}
Role& Role::expects(std::string_view r) {
  rule_->expected.push_back(right(r));
  return *this;
}
Role& Role::allows(std::string_view r) {
  rule_->allowed.push_back(right(r));
  return *this;
}
Role& Role::except(std::string_view employee_no) {
  rule_->except_persons.emplace_back(employee_no);
  return *this;
}

Sod::Sod(std::string_view id) : rule_(std::make_shared<policies::SodRule>()) {
  rule_->id = id;
  rule_->name = id;
  rule_->severity = core::Severity::critical;
  rules.push_back([rule = rule_](policies::Policy& p) { p.sod_rules.push_back(*rule); });
}
Sod sod(std::string_view id) {
  return Sod(id);
}
Sod& Sod::left(std::string_view r) {
  rule_->left.push_back(test::right(r));
  return *this;
}
Sod& Sod::right(std::string_view r) {
  rule_->right.push_back(test::right(r));
  return *this;
}

Piece policy(std::function<void(policies::Policy&)> change) {
  Piece out;
  out.rules.push_back(std::move(change));
  return out;
}
Piece conveys(std::string_view group, std::string_view entitlement) {
  return policy([from = right(group), to = right(entitlement)](policies::Policy& p) {
    p.conveyances.push_back({from, to, {}});
  });
}
Piece system(std::string_view name, std::function<void(policies::System&)> shape) {
  return policy([name = std::string(name), shape = std::move(shape)](policies::Policy& p) {
    policies::System row;
    row.name = name;
    if (shape) shape(row);
    p.systems.push_back(std::move(row));
  });
}
Piece about(std::string_view r, std::function<void(policies::EntitlementRule&)> shape) {
  return policy([ref = right(r), shape = std::move(shape)](policies::Policy& p) {
    policies::EntitlementRule row;
    row.ref = ref;
    shape(row);
    p.entitlements.push_back(std::move(row));
  });
}
Piece registered(std::string_view system_name, std::string_view login, std::string_view kind,
                 std::function<void(policies::RegisteredAccount&)> shape) {
  policies::RegisteredAccount row;
  row.system = system_name;
  row.login = login;
  row.kind = kind;
  if (shape) shape(row);
  return policy(
      [row = std::move(row)](policies::Policy& p) { p.registered_accounts.push_back(row); });
}
Piece authorization(std::string_view person, std::string_view r, std::string_view case_no,
                    std::string_view from, std::string_view to) {
  policies::Authorization row;
  row.person = person;
  row.entitlement = right(r);
  row.case_no = case_no;
  row.from = day(from);
  if (!to.empty()) row.to = day(to);
  return policy([row = std::move(row)](policies::Policy& p) { p.authorizations.push_back(row); });
}
Piece body(std::string_view name, std::function<void(policies::Body&)> shape) {
  return policy([name = std::string(name), shape = std::move(shape)](policies::Policy& p) {
    policies::Body row;
    row.name = name;
    if (shape) shape(row);
    p.bodies.push_back(std::move(row));
  });
}

// Town

namespace {

template <class T>
void append(std::vector<T>& to, const std::vector<T>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Units that employments mention exist, in the source of the employment.
std::vector<ToldObject> with_mentioned_units(std::vector<ToldObject> objects,
                                             const std::vector<ToldVanished>& vanished) {
  std::set<std::pair<std::string, std::string>> known;
  std::vector<ToldObject> all = objects;
  for (const ToldVanished& v : vanished) all.push_back(v.object);
  for (const ToldObject& o : all) {
    if (o.object_class == ObjectClass::unit) known.emplace(o.source, o.natural_id);
  }
  std::vector<ToldObject> more;
  for (const ToldObject& o : all) {
    for (const auto& [attribute, value] : o.facts) {
      const bool mentions =
          (o.object_class == ObjectClass::employment && attribute == Attribute::unit) ||
          (o.object_class == ObjectClass::unit && attribute == Attribute::parent);
      if (mentions && known.emplace(o.source, value).second) {
        more.push_back({o.source, ObjectClass::unit, value, {{Attribute::name, value}}});
      }
    }
  }
  append(objects, more);
  return objects;
}

using Key = std::tuple<std::string, ObjectClass, std::string>;

struct Positions {
  std::map<Key, core::Index> of;
  core::Index operator()(const ToldName& name) const {
    const auto at = of.find({name.source, name.object_class, name.natural_id});
    return at == of.end() ? core::kNone : at->second;
  }
};

std::vector<core::SnapshotSource> sources_of(const Piece& all,
                                             const std::vector<ToldObject>& objects,
                                             core::Timestamp now) {
  std::map<std::string, core::SnapshotSource> by_name;
  for (const ToldObject& o : objects) {
    by_name.emplace(o.source, source_named(o.source, o.source, "csv", now));
  }
  for (const ToldVanished& v : all.vanished) {
    by_name.emplace(v.object.source, source_named(v.object.source, v.object.source, "csv", now));
  }
  for (const core::SnapshotSource& s : all.sources) by_name[s.name] = s;
  std::vector<core::SnapshotSource> out;
  out.reserve(by_name.size());
  for (auto& [name, told] : by_name) {
    tell_wholeness(told);
    out.push_back(std::move(told));
  }
  return out;
}

void fill_members(core::Snapshot& snapshot, const Piece& all, const Positions& position) {
  std::vector<std::set<core::Index>> rows(snapshot.objects.size());
  for (const ToldMember& m : all.members) {
    const core::Index group = position(m.entitlement);
    const core::Index member = position(m.member);
    if (group == core::kNone) stop("no such group", m.entitlement.natural_id);
    if (member == core::kNone) stop("no such member", m.member.natural_id);
    rows[group].insert(member);
  }
  snapshot.member_begin = {0};
  for (const auto& row : rows) {
    snapshot.members.insert(snapshot.members.end(), row.begin(), row.end());
    snapshot.member_begin.push_back(static_cast<std::uint32_t>(snapshot.members.size()));
  }
}

/// Writes what vanished and what was told otherwise; their texts stand in `texts`, which becomes
/// the end of the arena.
void fill_past(core::Snapshot& snapshot, const Piece& all, const Positions& position) {
  std::string texts = *snapshot.arena;
  const auto keep = [&](std::string_view text) {
    const std::size_t at = texts.size();
    texts += text;
    return std::pair(at, text.size());
  };
  using Place = std::pair<std::size_t, std::size_t>;
  std::vector<ToldVanished> vanished = all.vanished;
  std::sort(vanished.begin(), vanished.end(), [](const auto& a, const auto& b) {
    return std::tie(a.object.source, a.object.object_class, a.object.natural_id) <
           std::tie(b.object.source, b.object.object_class, b.object.natural_id);
  });
  std::vector<std::pair<Place, Place>> told;
  for (const ToldVanished& v : vanished) {
    core::RecordBuilder record;
    for (const auto& [attribute, value] : v.object.facts) record.set(attribute, value);
    std::string bytes;
    record.write_to(bytes);
    told.emplace_back(keep(v.object.natural_id), keep(bytes));
  }
  std::vector<ToldOtherwise> changes = all.otherwise;
  const auto key = [&](const ToldOtherwise& c) {
    return std::tuple(position(c.object), c.attribute, c.seen);
  };
  std::sort(changes.begin(), changes.end(),
            [&](const auto& a, const auto& b) { return key(a) < key(b); });
  std::vector<std::pair<Place, Place>> values;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const core::Index object = position(changes[i].object);
    if (object == core::kNone) stop("nothing to have been otherwise", changes[i].object.natural_id);
    const bool again = i + 1 < changes.size() && position(changes[i + 1].object) == object &&
                       changes[i + 1].attribute == changes[i].attribute;
    const std::string after(
        again ? std::string_view(changes[i + 1].before)
              : core::RecordView(snapshot.objects[object].record).get(changes[i].attribute));
    values.emplace_back(keep(changes[i].before), keep(after));
  }
  // The views into the old arena move to the new one, byte for byte.
  const char* const old = snapshot.arena->data();
  const auto next = std::make_shared<const std::string>(std::move(texts));
  const auto moved = [&](std::string_view text) {
    return std::string_view(next->data() + (text.data() - old), text.size());
  };
  const auto at = [&](const Place& place) {
    return std::string_view(*next).substr(place.first, place.second);
  };
  for (core::SnapshotObject& object : snapshot.objects) {
    object.natural_id = moved(object.natural_id);
    object.record = moved(object.record);
  }
  for (std::size_t i = 0; i < vanished.size(); ++i) {
    const auto source =
        std::find_if(snapshot.sources.begin(), snapshot.sources.end(),
                     [&](const auto& s) { return s.name == vanished[i].object.source; });
    snapshot.vanished.push_back({static_cast<core::Index>(source - snapshot.sources.begin()),
                                 vanished[i].object.object_class, at(told[i].first),
                                 at(told[i].second), vanished[i].object.first_seen,
                                 vanished[i].gone});
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    snapshot.fact_changes.push_back({position(changes[i].object), changes[i].attribute,
                                     at(values[i].first), at(values[i].second), changes[i].seen});
  }
  std::sort(
      snapshot.fact_changes.begin(), snapshot.fact_changes.end(), [](const auto& a, const auto& b) {
        return std::tie(a.object, a.seen, a.attribute) < std::tie(b.object, b.seen, b.attribute);
      });
  snapshot.arena = next;
}

}  // namespace

Town& Town::add(const Piece& piece) {
  append(all_.objects, piece.objects);
  append(all_.members, piece.members);
  append(all_.changes, piece.changes);
  append(all_.links, piece.links);
  append(all_.bindings, piece.bindings);
  append(all_.vanished, piece.vanished);
  append(all_.otherwise, piece.otherwise);
  append(all_.sources, piece.sources);
  append(all_.rules, piece.rules);
  if (piece.now) all_.now = piece.now;
  return *this;
}

Town& Town::shuffle(std::uint32_t seed) {
  std::mt19937 random(seed);
  std::shuffle(all_.objects.begin(), all_.objects.end(), random);
  std::shuffle(all_.members.begin(), all_.members.end(), random);
  std::shuffle(all_.changes.begin(), all_.changes.end(), random);
  std::shuffle(all_.links.begin(), all_.links.end(), random);
  std::shuffle(all_.vanished.begin(), all_.vanished.end(), random);
  std::shuffle(all_.otherwise.begin(), all_.otherwise.end(), random);
  std::shuffle(all_.sources.begin(), all_.sources.end(), random);
  return *this;
}

core::Timestamp Town::now() const {
  return all_.now.value_or(moment(kNow));
}

policies::Policy Town::policy() const {
  policies::Policy out;
  for (const auto& rule : all_.rules) rule(out);
  return out;
}

core::Snapshot Town::snapshot() const {
  const std::vector<ToldObject> told = with_mentioned_units(all_.objects, all_.vanished);
  core::Snapshot out;
  out.as_of = {now()};
  out.sources = sources_of(all_, told, now());
  out.bindings = all_.bindings;
  std::ranges::sort(out.bindings, {}, [](const auto& b) { return std::tie(b.system, b.name); });

  std::vector<std::size_t> order(told.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto key = [&](std::size_t i) {
    return std::tie(told[i].source, told[i].object_class, told[i].natural_id);
  };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return key(a) < key(b); });

  std::string arena;
  std::vector<std::pair<std::size_t, std::size_t>> records;
  std::vector<std::size_t> names;
  for (const std::size_t i : order) {
    core::RecordBuilder record;
    for (const auto& [attribute, value] : told[i].facts) record.set(attribute, value);
    names.push_back(arena.size());
    arena += told[i].natural_id;
    const std::size_t at = arena.size();
    record.write_to(arena);
    records.emplace_back(at, arena.size() - at);
  }
  out.arena = std::make_shared<const std::string>(std::move(arena));

  Positions position;
  const std::string_view bytes = *out.arena;
  for (std::size_t n = 0; n < order.size(); ++n) {
    const ToldObject& o = told[order[n]];
    const auto source = std::find_if(out.sources.begin(), out.sources.end(),
                                     [&](const auto& s) { return s.name == o.source; });
    const auto index = static_cast<core::Index>(n);
    if (!position.of.emplace(Key{o.source, o.object_class, o.natural_id}, index).second) {
      stop("told twice", o.natural_id);
    }
    out.objects.push_back({core::ObjectId(static_cast<std::int64_t>(order[n]) + 1),
                           static_cast<core::Index>(source - out.sources.begin()), o.object_class,
                           bytes.substr(names[n], o.natural_id.size()),
                           bytes.substr(records[n].first, records[n].second), o.first_seen});
  }
  fill_members(out, all_, position);
  fill_past(out, all_, position);

  for (const ToldChange& c : all_.changes) {
    out.changes.push_back(
        {position(c.membership.entitlement), position(c.membership.member), c.seen, c.what});
  }
  std::sort(out.changes.begin(), out.changes.end(), [](const auto& a, const auto& b) {
    return std::tie(a.seen, a.entitlement, a.member) < std::tie(b.seen, b.entitlement, b.member);
  });
  for (const ToldLink& l : all_.links) {
    out.links.push_back({position(l.account), l.person, l.person_source, "n-clerk", "asked", now(),
                         l.accepted_until});
  }
  std::sort(out.links.begin(), out.links.end(),
            [](const auto& a, const auto& b) { return a.account < b.account; });
  return out;
}

// Built

BuiltTown::BuiltTown(const Town& town)
    : snapshot_(std::make_unique<core::Snapshot>(town.snapshot())),
      policy_(std::make_unique<policies::Policy>(town.policy())),
      graph_(std::make_unique<reconcile::AccessGraph>(
          reconcile::build_access_graph(*snapshot_, *policy_, copenhagen(), town.now()))),
      expected_(
          std::make_unique<reconcile::ExpectedAccess>(reconcile::compare_with_policy(*graph_))) {}

core::Index BuiltTown::person(std::string_view id) const {
  return graph_->person_by_id(id);
}
core::Index BuiltTown::unit(std::string_view id) const {
  return graph_->unit_by_id(id);
}
core::Index BuiltTown::account(std::string_view text) const {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) stop("an account is written System/login", text);
  return graph_->account_by_login(text.substr(0, slash), text.substr(slash + 1));
}
core::Index BuiltTown::entitlement(std::string_view r) const {
  const auto found = graph_->entitlements_named(right(r));
  return found.empty() ? core::kNone : found.front();
}

std::vector<std::string> BuiltTown::holders(std::string_view r) const {
  std::vector<std::string> out;
  for (const core::Index p : graph_->persons_of_entitlement[entitlement(r)]) {
    out.emplace_back(graph_->persons[p].id);
  }
  return out;
}
std::vector<std::string> BuiltTown::rights_of(std::string_view id) const {
  std::vector<std::string> out;
  for (const core::Index e : graph_->entitlements_of_person[person(id)]) {
    out.push_back(reconcile::thing_of_entitlement(*graph_, e).ref);
  }
  std::sort(out.begin(), out.end());
  return out;
}
std::vector<std::string> BuiltTown::accounts_of(std::string_view id) const {
  std::vector<std::string> out;
  for (const core::Index a : graph_->accounts_of_person[person(id)]) {
    out.push_back(reconcile::thing_of_account(*graph_, a).ref);
  }
  std::sort(out.begin(), out.end());
  return out;
}
reconcile::LinkTier BuiltTown::tier(std::string_view text) const {
  return graph_->accounts[account(text)].tier;
}
std::string BuiltTown::owner(std::string_view text) const {
  const core::Index p = graph_->accounts[account(text)].person;
  return p == core::kNone ? std::string() : std::string(graph_->persons[p].id);
}
std::optional<reconcile::Verdict> BuiltTown::verdict(std::string_view id,
                                                     std::string_view r) const {
  return expected_->verdict(person(id), entitlement(r));
}

}  // namespace rettesnor::test
