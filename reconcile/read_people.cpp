// From records to persons with their capacities, in an order that depends on content alone.
#include "reconcile/read_people.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "core/text.h"
#include "reconcile/capacities.h"
#include "reconcile/correlate.h"
#include "reconcile/read_fields.h"
#include "reconcile/remembered.h"

namespace rettesnor::reconcile {
namespace {

using core::Attribute;
using core::ObjectClass;
using core::RecordView;

/// Capacity objects of one class with the told person of each.
struct ToldCapacities {
  std::vector<Index> object;
  std::vector<Index> told;
  std::vector<Index> state;  ///< employments: an earlier state of it (former_states()), or kNone

  std::size_t size() const { return object.size(); }
  void add(Index o, Index t, Index s) {
    object.push_back(o);
    told.push_back(t);
    state.push_back(s);
  }
};

class PeopleReader {
 public:
  PeopleReader(AccessGraph& graph, ObjectFinder& finder)
      : graph_(graph), snapshot_(*graph.snapshot), finder_(finder) {}

  ToldPersons read() {
    graph_.remembered = remembered_people(snapshot_);
    states_ = former_states(snapshot_);
    read_units();
    for (const ObjectRange r : finder_.ranges(ObjectClass::person)) {
      for (Index i = r.begin; i < r.end; ++i) {
        told_.object.push_back(i);
        told_.id.push_back(snapshot_.objects[i].natural_id);
      }
    }
    each_remembered(ObjectClass::person, [this](Index i) {
      told_.object.push_back(i);
      told_.id.push_back(graph_.object(i).natural_id);
    });
    told_.person_rows = told_.object.size();
    told_of_object_ = told_of_objects();
    ToldCapacities employments = capacities(ObjectClass::employment);
    const ToldCapacities mandates = capacities(ObjectClass::mandate);
    const ToldCapacities engagements = capacities(ObjectClass::engagement);
    join(employments, mandates, engagements);
    add_former(employments);
    place(employments, graph_.employments, &PersonNode::employment_begin,
          &PersonNode::employment_end, [this](Index o, Index s) { return employment(o, s); });
    place(mandates, graph_.mandates, &PersonNode::mandate_begin, &PersonNode::mandate_end,
          [this](Index o, Index) { return mandate_at(graph_, o); });
    place(engagements, graph_.engagements, &PersonNode::engagement_begin,
          &PersonNode::engagement_end, [this](Index o, Index) { return engagement_at(graph_, o); });
    index_numbers();
    for (PersonNode& p : graph_.persons) judge_person(graph_, p);
    resolve_references();
    return std::move(told_);
  }

 private:
  std::vector<Index> told_of_objects() const {
    std::vector<Index> out(snapshot_.objects.size() + graph_.remembered.size(), kNone);
    for (Index t = 0; t < told_.object.size(); ++t) out[told_.object[t]] = t;
    return out;
  }

  void read_units();
  Index unit(std::string_view id) const {
    return unit_index_.first(id, [this](Index i) { return graph_.units[i].id; });
  }
  /// Calls `visit(object)` for everything of the class that is remembered.
  template <class Visit>
  void each_remembered(ObjectClass c, Visit visit) const {
    for (std::size_t r = 0; r < graph_.remembered.size(); ++r) {
      if (graph_.remembered[r].object.object_class != c) continue;
      visit(static_cast<Index>(snapshot_.objects.size() + r));
    }
  }
  Index told_person(Index source, std::string_view reference);
  ToldCapacities capacities(ObjectClass c);
  void join(const ToldCapacities& employments, const ToldCapacities& mandates,
            const ToldCapacities& engagements);
  void add_former(ToldCapacities& employments) const;
  PersonNode person(std::span<const Index> group) const;
  template <class Node, class Read>
  void place(const ToldCapacities& capacities, std::vector<Node>& nodes, Index PersonNode::*begin,
             Index PersonNode::*end, Read read);
  EmploymentNode employment(Index object, Index state) const;
  void index_numbers();
  void led_before(Index employment, Index unit);
  void resolve_references();

  AccessGraph& graph_;
  const core::Snapshot& snapshot_;
  ObjectFinder& finder_;
  ToldPersons told_;
  TextIndex unit_index_;
  std::vector<Index> told_of_object_;
  std::vector<FormerState> states_;
  std::map<std::pair<Index, std::string_view>, Index> mentioned_;  ///< (source, reference) → told
};

void PeopleReader::read_units() {
  struct Row {
    UnitNode node;
    std::string_view parent;
  };
  std::map<std::string_view, Row> rows;  // one unit per id; the first source's word comes first
  for (const ObjectRange r : finder_.ranges(ObjectClass::unit)) {
    for (Index i = r.begin; i < r.end; ++i) {
      const RecordView record(snapshot_.objects[i].record);
      const UnitNode told{snapshot_.objects[i].natural_id,
                          record.get(Attribute::name),
                          i,
                          kNone,
                          record.get(Attribute::leader),
                          kNone,
                          day_of(record.get(Attribute::end), *graph_.zone)};
      const auto [at, is_new] = rows.emplace(told.id, Row{told, record.get(Attribute::parent)});
      if (is_new) continue;
      UnitNode& known = at->second.node;
      if (known.name.empty()) known.name = told.name;
      if (known.leader_no.empty()) known.leader_no = told.leader_no;
      if (!known.closed_on) known.closed_on = told.closed_on;
      if (at->second.parent.empty()) at->second.parent = record.get(Attribute::parent);
    }
  }
  each_remembered(ObjectClass::unit, [&](Index i) {
    const RecordView record(graph_.object(i).record);
    const Date seen = graph_.zone->date_of(graph_.remembered[i - snapshot_.objects.size()].gone);
    const std::optional<Date> end = day_of(record.get(Attribute::end), *graph_.zone);
    const Date closed = std::min(end.value_or(seen), seen - core::Days(1));
    const UnitNode node{graph_.object(i).natural_id,
                        record.get(Attribute::name),
                        i,
                        kNone,
                        record.get(Attribute::leader),
                        kNone,
                        closed};
    rows.emplace(node.id, Row{node, record.get(Attribute::parent)});
  });
  for (const auto& [id, row] : rows) graph_.units.push_back(row.node);
  unit_index_ = TextIndex(graph_.units.size(), TextIndex::Match::exact);
  for (Index u = 0; u < graph_.units.size(); ++u) {
    unit_index_.add(u, [this](Index i) { return graph_.units[i].id; });
  }
  Index u = 0;
  for (const auto& [id, row] : rows) {
    const Index parent = unit(row.parent);
    // What is told stands below what is told; what is gone stands where it stood.
    const bool stands = parent != kNone && (graph_.is_told(graph_.units[parent].object) ||
                                            !graph_.is_told(graph_.units[u].object));
    graph_.units[u++].parent = stands ? parent : kNone;
  }
}

/// Her own row, or the one that was last told.
Index PeopleReader::told_person(Index source, std::string_view reference) {
  if (reference.empty()) return kNone;
  const Index told = finder_.find(source, ObjectClass::person, reference);
  if (told != kNone) return told_of_object_[told];
  const Index r = find_remembered(graph_.remembered, source, ObjectClass::person, reference);
  return r == kNone ? kNone : told_of_object_[snapshot_.objects.size() + r];
}

ToldCapacities PeopleReader::capacities(ObjectClass c) {
  ToldCapacities out;
  const auto take = [&](Index i) {
    const core::SnapshotObject& o = graph_.object(i);
    std::string_view reference = RecordView(o.record).get(Attribute::person);
    Index told = told_person(o.source, reference);
    if (told == kNone) {
      if (reference.empty()) reference = o.natural_id;
      const auto next = static_cast<Index>(told_.object.size());
      const auto [at, is_new] = mentioned_.emplace(std::pair(o.source, reference), next);
      told = at->second;
      if (is_new) {
        told_.object.push_back(i);
        told_.id.push_back(reference);
      }
    }
    out.add(i, told, kNone);
  };
  for (const ObjectRange r : finder_.ranges(c)) {
    for (Index i = r.begin; i < r.end; ++i) take(i);
  }
  each_remembered(c, take);
  return out;
}

/// Beside each employment that is told, what it was before.
void PeopleReader::add_former(ToldCapacities& employments) const {
  const std::size_t told = employments.size();
  for (std::size_t i = 0; i < told && !states_.empty(); ++i) {
    const Index object = employments.object[i];
    auto at = std::lower_bound(
        states_.begin(), states_.end(), object,
        [](const FormerState& state, Index wanted) { return state.object < wanted; });
    for (; at != states_.end() && at->object == object; ++at) {
      employments.add(object, employments.told[i], static_cast<Index>(at - states_.begin()));
    }
  }
}

PersonNode PeopleReader::person(std::span<const Index> group) const {
  PersonNode out{};
  const Index shown = group.front();
  out.id = told_.id[shown];
  out.object = told_.object[shown];
  for (const Index t : group) {
    const core::SnapshotObject& o = graph_.object(told_.object[t]);
    out.told |= graph_.is_told(told_.object[t]);
    if (o.object_class != ObjectClass::person) continue;
    const RecordView record(o.record);
    if (out.name.empty()) out.name = record.get(Attribute::name);
    if (out.mail.empty()) out.mail = record.get(Attribute::mail);
    if (out.upn.empty()) out.upn = record.get(Attribute::upn);
  }
  return out;
}

void PeopleReader::join(const ToldCapacities& employments, const ToldCapacities& mandates,
                        const ToldCapacities& engagements) {
  std::vector<bool> tells_employments(snapshot_.sources.size());
  std::vector<ToldNumber> numbers;
  bool several_sources = false;
  for (const Index o : told_.object) {
    several_sources |= graph_.object(o).source != graph_.object(told_.object[0]).source;
  }
  for (const Index o : employments.object) tells_employments[graph_.object(o).source] = true;
  for (const ToldCapacities* const told : {&employments, &mandates, &engagements}) {
    for (std::size_t i = 0; i < told->size() && several_sources; ++i) {
      const RecordView record(graph_.object(told->object[i]).record);
      const std::string_view no = record.get(Attribute::employee_no);
      if (no.empty()) continue;
      numbers.push_back({told->told[i], told->object[i], no, told == &employments});
    }
  }
  const auto size = static_cast<Index>(told_.object.size());
  std::vector<Index> first(size);
  std::iota(first.begin(), first.end(), 0U);
  if (several_sources) first = join_persons(graph_, told_, numbers);

  const auto source = [&](Index t) { return graph_.object(told_.object[t]).source; };
  // Groups as rows; the one whose id is shown stands first in its row.
  std::vector<Index> row_of(size, kNone);
  std::vector<std::vector<Index>> joined;
  std::vector<Index> shown;
  shown.reserve(size);
  for (Index t = 0; t < size; ++t) {
    if (first[t] == t) continue;
    Index& row = row_of[first[t]];
    if (row == kNone) {
      row = static_cast<Index>(joined.size());
      joined.push_back({first[t]});
    }
    joined[row].push_back(t);
  }
  for (Index t = 0; t < size; ++t) {
    if (first[t] != t) continue;
    if (row_of[t] == kNone) {
      shown.push_back(t);
      continue;
    }
    std::vector<Index>& group = joined[row_of[t]];
    std::sort(group.begin(), group.end(), [&](Index a, Index b) {
      return std::tuple(!tells_employments[source(a)], source(a), a) <
             std::tuple(!tells_employments[source(b)], source(b), b);
    });
    row_of[group.front()] = row_of[t];
    shown.push_back(group.front());
  }
  const auto system = [&](Index t) -> const std::string& {
    return snapshot_.sources[source(t)].system;
  };
  sort_by_runs(shown, [&](Index a, Index b) {
    if (const int order = told_.id[a].compare(told_.id[b]); order != 0) return order < 0;
    return std::tuple(system(a), source(a), a) < std::tuple(system(b), source(b), b);
  });
  told_.person.assign(size, kNone);
  graph_.persons.reserve(shown.size());
  for (const Index t : shown) {
    const auto p = static_cast<Index>(graph_.persons.size());
    const std::vector<Index> alone{t};
    const std::vector<Index>& group = row_of[t] == kNone ? alone : joined[row_of[t]];
    for (const Index member : group) told_.person[member] = p;
    graph_.persons.push_back(person(group));
  }
}

template <class Node, class Read>
void PeopleReader::place(const ToldCapacities& capacities, std::vector<Node>& nodes,
                         Index PersonNode::*begin, Index PersonNode::*end, Read read) {
  const std::size_t persons = graph_.persons.size();
  std::vector<Index> row(persons + 1, 0);
  for (const Index t : capacities.told) ++row[told_.person[t] + 1];
  std::partial_sum(row.begin(), row.end(), row.begin());
  std::vector<std::size_t> order(capacities.size());
  std::vector<Index> next(row.begin(), row.end() - 1);
  for (std::size_t i = 0; i < capacities.size(); ++i) {
    order[next[told_.person[capacities.told[i]]]++] = i;
  }
  nodes.reserve(order.size());
  for (Index p = 0; p < persons; ++p) {
    for (Index i = row[p]; i < row[p + 1]; ++i) {
      nodes.push_back(read(capacities.object[order[i]], capacities.state[order[i]]));
      nodes.back().person = p;
    }
    const auto from = nodes.begin() + row[p];
    std::sort(from, nodes.end(), [](const Node& a, const Node& b) {
      return std::tuple(sort_text(a), a.start, a.object, a.gone) <
             std::tuple(sort_text(b), b.start, b.object, b.gone);
    });
    graph_.persons[p].*begin = row[p];
    graph_.persons[p].*end = row[p + 1];
  }
}

EmploymentNode PeopleReader::employment(Index object, Index state) const {
  const auto unit_named = [this](std::string_view id) { return unit(id); };
  if (state == kNone) return employment_at(graph_, object, unit_named);
  return employment_until(graph_, states_[state], unit_named);
}

void PeopleReader::index_numbers() {
  const std::vector<EmploymentNode>& employments = graph_.employments;
  graph_.employee_no_index = TextIndex(employments.size(), TextIndex::Match::folded);
  const auto number = [&](Index e) { return employments[e].employee_no; };
  std::vector<Index> gone;
  for (Index i = 0; i < employments.size(); ++i) {
    if (employments[i].word == Word::told) graph_.employee_no_index.add(i, number);
    if (employments[i].word == Word::vanished) gone.push_back(i);
  }
  // A number that somebody has now is not hers any more who had it.
  std::erase_if(
      gone, [&](Index e) { return graph_.employee_no_index.first(number(e), number) != kNone; });
  for (const Index e : gone) graph_.employee_no_index.add(e, number);
}

/// What is gone was led by what she was, not by what she is.
void PeopleReader::led_before(Index employment, Index unit) {
  const PersonNode& p = graph_.persons[graph_.employments[employment].person];
  for (Index i = p.employment_begin; i < p.employment_end; ++i) {
    const EmploymentNode& e = graph_.employments[i];
    if (e.word != Word::told && e.unit == unit) graph_.led_units.emplace_back(i, unit);
  }
}

void PeopleReader::resolve_references() {
  for (Index i = 0; i < graph_.units.size(); ++i) {
    UnitNode& u = graph_.units[i];
    const bool is_told = graph_.is_told(u.object);
    graph_.employee_no_index.each(
        u.leader_no, [this](Index e) { return graph_.employments[e].employee_no; },
        [&](Index e) {
          if (is_told) {
            graph_.led_units.emplace_back(e, i);
          } else {
            led_before(e, i);
          }
        });
    if (!is_told) continue;
    const Index leader = graph_.person_by_employee_no(u.leader_no);
    u.leader = leader != kNone && graph_.persons[leader].current ? leader : kNone;
  }
  std::sort(graph_.led_units.begin(), graph_.led_units.end());
  const auto again = std::unique(graph_.led_units.begin(), graph_.led_units.end());
  graph_.led_units.erase(again, graph_.led_units.end());
  for (EngagementNode& g : graph_.engagements) {
    g.sponsor = graph_.person_by_employee_no(g.sponsor_no);
  }
}

}  // namespace

ToldPersons read_people(AccessGraph& graph, ObjectFinder& finder) {
  return PeopleReader(graph, finder).read();
}

}  // namespace rettesnor::reconcile
