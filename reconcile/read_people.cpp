// From records to persons with their capacities, in an order that depends on content alone.
#include "reconcile/read_people.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "core/text.h"
#include "reconcile/correlate.h"
#include "reconcile/read_fields.h"

namespace rettesnor::reconcile {
namespace {

using core::Attribute;
using core::ObjectClass;
using core::RecordView;

/// Capacity objects of one class with the told person of each.
struct ToldCapacities {
  std::vector<Index> object;
  std::vector<Index> told;
};

EmploymentStatus status_of(std::string_view text) {
  if (text == "ORLOV") return EmploymentStatus::leave;
  if (text == "LANGTIDSSYG") return EmploymentStatus::long_sick;
  if (text == "FRITSTILLET") return EmploymentStatus::released;
  if (text == "FRATRAADT") return EmploymentStatus::left;
  if (text == "DOED") return EmploymentStatus::dead;
  if (text == "FREMTIDIG") return EmploymentStatus::future;
  return EmploymentStatus::active;
}

bool runs_on(std::optional<Date> start, std::optional<Date> end, Date day) {
  return (!start || *start <= day) && (!end || *end >= day);
}

bool is_current(const EmploymentNode& e, Date today) {
  if (e.status == EmploymentStatus::dead) return false;
  if (e.status == EmploymentStatus::left && !e.end) return false;
  if (e.status == EmploymentStatus::future && !e.start) return false;
  return runs_on(e.start, e.end, today);
}

class PeopleReader {
 public:
  PeopleReader(AccessGraph& graph, ObjectFinder& finder)
      : graph_(graph), snapshot_(*graph.snapshot), finder_(finder) {}

  ToldPersons read() {
    read_units();
    for (const ObjectRange r : finder_.ranges(ObjectClass::person)) {
      for (Index i = r.begin; i < r.end; ++i) {
        told_.object.push_back(i);
        told_.id.push_back(snapshot_.objects[i].natural_id);
      }
    }
    told_.own_rows = told_.object.size();
    told_of_object_ = told_of_objects();
    const ToldCapacities employments = capacities(ObjectClass::employment);
    const ToldCapacities mandates = capacities(ObjectClass::mandate);
    const ToldCapacities engagements = capacities(ObjectClass::engagement);
    join(employments);
    place(employments, graph_.employments, &PersonNode::employment_begin,
          &PersonNode::employment_end, [this](Index o) { return employment(o); });
    place(mandates, graph_.mandates, &PersonNode::mandate_begin, &PersonNode::mandate_end,
          [this](Index o) { return mandate(o); });
    place(engagements, graph_.engagements, &PersonNode::engagement_begin,
          &PersonNode::engagement_end, [this](Index o) { return engagement(o); });
    index_numbers();
    for (PersonNode& p : graph_.persons) judge(p);
    resolve_references();
    return std::move(told_);
  }

 private:
  std::vector<Index> told_of_objects() const {
    std::vector<Index> out(snapshot_.objects.size(), kNone);
    for (Index t = 0; t < told_.object.size(); ++t) out[told_.object[t]] = t;
    return out;
  }

  void read_units();
  Index unit(std::string_view id) const {
    return unit_index_.first(id, [this](Index i) { return graph_.units[i].id; });
  }
  ToldCapacities capacities(ObjectClass c);
  void join(const ToldCapacities& employments);
  PersonNode person(std::span<const Index> group) const;
  template <class Node, class Read>
  void place(const ToldCapacities& capacities, std::vector<Node>& nodes, Index PersonNode::*begin,
             Index PersonNode::*end, Read read);
  EmploymentNode employment(Index object) const;
  MandateNode mandate(Index object) const;
  EngagementNode engagement(Index object) const;
  void index_numbers();
  void judge(PersonNode& p) const;
  void resolve_references();

  AccessGraph& graph_;
  const core::Snapshot& snapshot_;
  ObjectFinder& finder_;
  ToldPersons told_;
  TextIndex unit_index_;
  std::vector<Index> told_of_object_;
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
  for (const auto& [id, row] : rows) graph_.units.push_back(row.node);
  unit_index_ = TextIndex(graph_.units.size(), TextIndex::Match::exact);
  for (Index u = 0; u < graph_.units.size(); ++u) {
    unit_index_.add(u, [this](Index i) { return graph_.units[i].id; });
  }
  Index u = 0;
  for (const auto& [id, row] : rows) graph_.units[u++].parent = unit(row.parent);
}

ToldCapacities PeopleReader::capacities(ObjectClass c) {
  ToldCapacities out;
  for (const ObjectRange r : finder_.ranges(c)) {
    out.object.reserve(out.object.size() + (r.end - r.begin));
    out.told.reserve(out.told.size() + (r.end - r.begin));
    for (Index i = r.begin; i < r.end; ++i) {
      const core::SnapshotObject& o = snapshot_.objects[i];
      const RecordView record(o.record);
      std::string_view reference = record.get(Attribute::person);
      const Index found = finder_.find(o.source, ObjectClass::person, reference);
      Index told = kNone;
      if (found != kNone) {
        told = told_of_object_[found];
      } else {
        if (reference.empty()) reference = o.natural_id;
        const auto next = static_cast<Index>(told_.object.size());
        const auto [at, is_new] = mentioned_.emplace(std::pair(o.source, reference), next);
        told = at->second;
        if (is_new) {
          told_.object.push_back(i);
          told_.id.push_back(reference);
        }
      }
      out.object.push_back(i);
      out.told.push_back(told);
    }
  }
  return out;
}

PersonNode PeopleReader::person(std::span<const Index> group) const {
  PersonNode out{};
  const Index shown = group.front();
  out.id = told_.id[shown];
  out.object = told_.object[shown];
  for (const Index t : group) {
    const core::SnapshotObject& o = snapshot_.objects[told_.object[t]];
    if (o.object_class != ObjectClass::person) continue;
    const RecordView record(o.record);
    if (out.name.empty()) out.name = record.get(Attribute::name);
    if (out.mail.empty()) out.mail = record.get(Attribute::mail);
    if (out.upn.empty()) out.upn = record.get(Attribute::upn);
  }
  return out;
}

void PeopleReader::join(const ToldCapacities& employments) {
  std::vector<bool> tells_employments(snapshot_.sources.size());
  std::vector<ToldNumber> numbers;
  bool several_sources = false;
  for (const Index o : told_.object) {
    several_sources |= snapshot_.objects[o].source != snapshot_.objects[told_.object[0]].source;
  }
  for (std::size_t i = 0; i < employments.object.size(); ++i) {
    const core::SnapshotObject& o = snapshot_.objects[employments.object[i]];
    tells_employments[o.source] = true;
    if (!several_sources) continue;
    const std::string_view no = RecordView(o.record).get(Attribute::employee_no);
    if (!no.empty()) numbers.push_back({employments.told[i], no});
  }
  const auto size = static_cast<Index>(told_.object.size());
  std::vector<Index> first(size);
  std::iota(first.begin(), first.end(), 0U);
  if (several_sources) first = join_persons(snapshot_, told_, numbers);

  const auto source = [&](Index t) { return snapshot_.objects[told_.object[t]].source; };
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
  std::vector<Index> order(capacities.object.size());
  std::vector<Index> next(row.begin(), row.end() - 1);
  for (std::size_t i = 0; i < capacities.object.size(); ++i) {
    order[next[told_.person[capacities.told[i]]]++] = capacities.object[i];
  }
  nodes.reserve(order.size());
  for (Index p = 0; p < persons; ++p) {
    for (Index i = row[p]; i < row[p + 1]; ++i) {
      nodes.push_back(read(order[i]));
      nodes.back().person = p;
    }
    const auto from = nodes.begin() + row[p];
    std::sort(from, nodes.end(), [](const Node& a, const Node& b) {
      return std::tuple(sort_text(a), a.start, a.object) <
             std::tuple(sort_text(b), b.start, b.object);
    });
    graph_.persons[p].*begin = row[p];
    graph_.persons[p].*end = row[p + 1];
  }
}

EmploymentNode PeopleReader::employment(Index object) const {
  EmploymentNode e{};
  e.object = object;
  e.unit = kNone;
  RecordView(snapshot_.objects[object].record).each([&](const core::Fact& fact) {
    switch (fact.attribute) {
      case Attribute::unit:
        e.unit = unit(fact.value);
        break;
      case Attribute::employee_no:
        e.employee_no = fact.value;
        break;
      case Attribute::title:
        e.title = fact.value;
        break;
      case Attribute::function:
        e.function = fact.value;
        break;
      case Attribute::status:
        e.status = status_of(fact.value);
        break;
      case Attribute::start:
        e.start = day_of(fact.value, *graph_.zone);
        break;
      case Attribute::end:
        e.end = day_of(fact.value, *graph_.zone);
        break;
      case Attribute::leave_until:
        e.leave_until = day_of(fact.value, *graph_.zone);
        break;
      case Attribute::released_at:
        e.released_at = moment_of(fact.value, *graph_.zone);
        break;
      case Attribute::primary:
        e.primary = fact.value == "1";
        break;
      default:
        break;
    }
  });
  e.current = is_current(e, graph_.today);
  return e;
}

MandateNode PeopleReader::mandate(Index object) const {
  const RecordView record(snapshot_.objects[object].record);
  MandateNode m{};
  m.object = object;
  m.body = record.get(Attribute::body);
  m.function = record.get(Attribute::function);
  m.start = day_of(record.get(Attribute::start), *graph_.zone);
  m.end = day_of(record.get(Attribute::end), *graph_.zone);
  m.current = runs_on(m.start, m.end, graph_.today);
  return m;
}

EngagementNode PeopleReader::engagement(Index object) const {
  const RecordView record(snapshot_.objects[object].record);
  EngagementNode g{};
  g.object = object;
  g.kind = record.get(Attribute::kind);
  g.vendor = record.get(Attribute::vendor);
  g.sponsor_no = record.get(Attribute::sponsor);
  g.sponsor = kNone;
  g.start = day_of(record.get(Attribute::start), *graph_.zone);
  g.end = day_of(record.get(Attribute::end), *graph_.zone);
  g.current = runs_on(g.start, g.end, graph_.today);
  return g;
}

void PeopleReader::index_numbers() {
  const std::vector<EmploymentNode>& employments = graph_.employments;
  graph_.employee_no_index = TextIndex(employments.size(), TextIndex::Match::folded);
  for (Index i = 0; i < employments.size(); ++i) {
    graph_.employee_no_index.add(i, [&](Index e) { return employments[e].employee_no; });
  }
}

/// What the capacities together say of the person.
void PeopleReader::judge(PersonNode& p) const {
  std::optional<Date> last;
  bool open = false;  // some capacity is current or to come
  bool free = true;   // nothing but released employments is current
  std::optional<Timestamp> released;
  const auto count = [&](const auto& capacity) {
    if (capacity.current) p.current = true;
    const std::optional<Date> over = ended_on(graph_, capacity);
    if (!over) open = true;
    if (over && (!last || *over > *last)) last = over;
  };
  for (Index i = p.employment_begin; i < p.employment_end; ++i) {
    const EmploymentNode& e = graph_.employments[i];
    count(e);
    if (e.status == EmploymentStatus::dead) p.dead = true;
    if (!e.current) continue;
    const bool told = e.released_at.has_value();
    if (told ? *e.released_at <= graph_.now : e.status == EmploymentStatus::released) {
      const Timestamp since = told ? *e.released_at : graph_.now;
      if (!released || since > *released) released = since;
    } else {
      free = false;
    }
  }
  for (Index i = p.mandate_begin; i < p.mandate_end; ++i) {
    count(graph_.mandates[i]);
    if (graph_.mandates[i].current) free = false;
  }
  for (Index i = p.engagement_begin; i < p.engagement_end; ++i) {
    count(graph_.engagements[i]);
    if (graph_.engagements[i].current) free = false;
  }
  if (free) p.released_at = released;
  if (!open) p.left_on = last;
}

void PeopleReader::resolve_references() {
  for (Index i = 0; i < graph_.units.size(); ++i) {
    UnitNode& u = graph_.units[i];
    graph_.employee_no_index.each(
        u.leader_no, [this](Index e) { return graph_.employments[e].employee_no; },
        [&](Index e) { graph_.led_units.emplace_back(e, i); });
    const Index leader = graph_.person_by_employee_no(u.leader_no);
    u.leader = leader != kNone && graph_.persons[leader].current ? leader : kNone;
  }
  std::sort(graph_.led_units.begin(), graph_.led_units.end());
  for (EngagementNode& g : graph_.engagements) {
    g.sponsor = graph_.person_by_employee_no(g.sponsor_no);
  }
}

}  // namespace

ToldPersons read_people(AccessGraph& graph, ObjectFinder& finder) {
  return PeopleReader(graph, finder).read();
}

}  // namespace rettesnor::reconcile
