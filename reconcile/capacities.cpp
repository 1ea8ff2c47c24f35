// Reads capacities with their dates, and says what they make of a person.
#include "reconcile/capacities.h"

#include <algorithm>

#include "reconcile/read_fields.h"

namespace rettesnor::reconcile {
namespace {

using core::Attribute;
using core::RecordView;

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

bool runs_on(Word word, std::optional<Date> start, std::optional<Date> end, Date day) {
  return (word == Word::told || end) && runs_on(start, end, day);
}

bool is_current(const EmploymentNode& e, Date today) {
  if (e.status == EmploymentStatus::dead) return false;
  if (e.status == EmploymentStatus::left && !e.end) return false;
  if (e.status == EmploymentStatus::future && !e.start) return false;
  return runs_on(e.word, e.start, e.end, today);
}

/// Somebody said that it would be over, or that it is.
template <class Node>
bool is_said_to_end(const Node& node) {
  return node.end && (!node.start || *node.start < *node.gone);
}
bool is_said_to_end(const EmploymentNode& e) {
  return e.status == EmploymentStatus::dead || e.status == EmploymentStatus::left ||
         is_said_to_end<EmploymentNode>(e);
}

/// Told, or gone since when.
template <class Node>
void set_word(const AccessGraph& graph, Node& node) {
  if (graph.is_told(node.object)) return;
  node.word = Word::vanished;
  node.gone =
      graph.zone->date_of(graph.remembered[node.object - graph.snapshot->objects.size()].gone);
}

}  // namespace

EmploymentNode employment_at(const AccessGraph& graph, Index object, const UnitNamed& unit) {
  EmploymentNode e{};
  e.object = object;
  e.unit = kNone;
  RecordView(graph.object(object).record).each([&](const core::Fact& fact) {
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
        e.start = day_of(fact.value, *graph.zone);
        break;
      case Attribute::end:
        e.end = day_of(fact.value, *graph.zone);
        break;
      case Attribute::leave_until:
        e.leave_until = day_of(fact.value, *graph.zone);
        break;
      case Attribute::released_at:
        e.released_at = moment_of(fact.value, *graph.zone);
        break;
      case Attribute::primary:
        e.primary = fact.value == "1";
        break;
      default:
        break;
    }
  });
  set_word(graph, e);
  e.current = is_current(e, graph.today);
  return e;
}

EmploymentNode employment_until(const AccessGraph& graph, const FormerState& state,
                                const UnitNamed& unit) {
  EmploymentNode e = employment_at(graph, state.object, unit);
  e.word = Word::moved;
  e.gone = graph.zone->date_of(state.gone);
  e.unit = unit(state.unit);
  e.title = state.title;
  const Date last = *e.gone - core::Days(1);
  e.end = e.end ? std::min(*e.end, last) : last;
  e.current = false;
  return e;
}

MandateNode mandate_at(const AccessGraph& graph, Index object) {
  const RecordView record(graph.object(object).record);
  MandateNode m{};
  m.object = object;
  m.body = record.get(Attribute::body);
  m.function = record.get(Attribute::function);
  m.start = day_of(record.get(Attribute::start), *graph.zone);
  m.end = day_of(record.get(Attribute::end), *graph.zone);
  set_word(graph, m);
  m.current = runs_on(m.word, m.start, m.end, graph.today);
  return m;
}

EngagementNode engagement_at(const AccessGraph& graph, Index object) {
  const RecordView record(graph.object(object).record);
  EngagementNode g{};
  g.object = object;
  g.kind = record.get(Attribute::kind);
  g.vendor = record.get(Attribute::vendor);
  g.sponsor_no = record.get(Attribute::sponsor);
  g.sponsor = kNone;
  g.start = day_of(record.get(Attribute::start), *graph.zone);
  g.end = day_of(record.get(Attribute::end), *graph.zone);
  set_word(graph, g);
  g.current = runs_on(g.word, g.start, g.end, graph.today);
  return g;
}

/// What the capacities together say of the person.
void judge_person(const AccessGraph& graph, PersonNode& p) {
  std::optional<Date> last;
  bool open = false;  // some capacity is current or to come
  bool free = true;   // nothing but released employments is current
  std::optional<Timestamp> released;
  std::optional<Date> silent;  // a capacity was gone without a word
  const auto count = [&](const auto& capacity) {
    if (capacity.word == Word::moved) return;
    if (capacity.word == Word::told) p.told = true;
    if (capacity.current) p.current = true;
    if (capacity.word == Word::vanished && !is_said_to_end(capacity)) {
      silent = std::max(silent, capacity.gone);
      return;
    }
    const std::optional<Date> over = ended_on(graph, capacity);
    if (!over) open = true;
    if (over && (!last || *over > *last)) last = over;
  };
  for (Index i = p.employment_begin; i < p.employment_end; ++i) {
    const EmploymentNode& e = graph.employments[i];
    count(e);
    if (e.status == EmploymentStatus::dead) p.dead = true;
    if (!e.current) continue;
    const bool told = e.released_at.has_value();
    if (told ? *e.released_at <= graph.now : e.status == EmploymentStatus::released) {
      const Timestamp since = told ? *e.released_at : graph.now;
      if (!released || since > *released) released = since;
    } else {
      free = false;
    }
  }
  for (Index i = p.mandate_begin; i < p.mandate_end; ++i) {
    count(graph.mandates[i]);
    if (graph.mandates[i].current) free = false;
  }
  for (Index i = p.engagement_begin; i < p.engagement_end; ++i) {
    count(graph.engagements[i]);
    if (graph.engagements[i].current) free = false;
  }
  if (free) p.released_at = released;
  if (!p.told && !open && !last && !silent) {
    silent = graph.zone->date_of(graph.remembered[p.object - graph.snapshot->objects.size()].gone);
  }
  if (open) return;
  if (silent && (!last || *silent > *last)) {
    p.vanished_on = silent;
  } else {
    p.left_on = last;
  }
}

}  // namespace rettesnor::reconcile
