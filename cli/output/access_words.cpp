// Tells of rights in words and in JSON.
#include "cli/output/access_words.h"

#include <nlohmann/json.hpp>

#include "cli/output/json.h"
#include "core/text.h"

namespace rettesnor::cli {
namespace {

using core::kNone;
using nlohmann::json;
using reconcile::AccessGraph;
using reconcile::Verdict;

Tone tone_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::review_free:
      return Tone::faint;
    case Verdict::expected:
    case Verdict::allowed:
    case Verdict::authorized:
      return Tone::good;
    case Verdict::expired:
    case Verdict::former:
      return Tone::high;
    case Verdict::extra:
    case Verdict::unexplained:
      return Tone::medium;
  }
  return Tone::plain;
}

/// The name alone: the system is that of the right that is told of.
std::string name_in(std::string_view ref, std::string_view system) {
  if (ref.starts_with(system) && ref.size() > system.size() && ref[system.size()] == ':') {
    ref.remove_prefix(system.size() + 1);
  }
  return core::printable(ref, 80);
}

json day(const std::optional<core::Date>& date) {
  return date ? json(core::to_iso(*date)) : json();
}

struct Period {
  std::optional<core::Date> start;
  std::optional<core::Date> end;
};

std::string show_period(const Screen& screen, const Period& period) {
  if (!period.start && !period.end) return "";
  if (!period.end) return screen.text(Word::span_from, {{"start", core::show(*period.start)}});
  return (period.start ? core::show(*period.start) : "") + "–" + core::show(*period.end);
}

}  // namespace

Line verdict_of(const Screen& screen, const reconcile::Standing& standing) {
  std::string text = screen.text(words::named("verdict", name_of(standing.verdict)));
  if (standing.ended_on) text += " " + core::show(*standing.ended_on);
  return line_of(text, tone_of(standing.verdict));
}

std::string how_of(const Screen& screen, const AccessGraph& graph,
                   const reconcile::Holding& holding, const core::LocalZone& zone) {
  std::string out = screen.text(Word::how_direct);
  if (!holding.direct && !holding.paths.empty()) {
    const core::Path& path = holding.paths.front();
    const std::string_view system = graph.systems[graph.accounts[holding.account].system].name;
    std::string way;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
      if (path[i].kind != "entitlement") continue;
      way += (way.empty() ? "" : " → ") + name_in(path[i].ref, system);
    }
    out = screen.text(Word::how_through, {{"way", way}});
  }
  if (holding.grant != nullptr && !holding.grant->case_no.empty()) {
    out += ", " + screen.text(Word::how_case, {{"case", std::string(holding.grant->case_no)}});
  }
  if (holding.since) {
    out += ", " + screen.text(Word::change_since, {{"date", zone.show_date(*holding.since)}});
  }
  return out;
}

Line line_of_capacity(const Screen& screen, const AccessGraph& graph,
                      const reconcile::Capacity& capacity) {
  std::string text;
  Period period;
  bool current = false;
  const auto add = [&text](std::string_view part) {
    if (part.empty()) return;
    text += (text.empty() ? "" : ", ") + core::printable(part, 100);
  };
  if (capacity.employment != kNone) {
    const reconcile::EmploymentNode& node = graph.employments[capacity.employment];
    add(node.title);
    if (node.unit != kNone) add(graph.units[node.unit].name);
    if (!node.employee_no.empty()) {
      add(screen.text(Word::capacity_number, {{"number", std::string(node.employee_no)}}));
    }
    period = {node.start, node.end};
    current = node.current;
  } else if (capacity.mandate != kNone) {
    const reconcile::MandateNode& node = graph.mandates[capacity.mandate];
    add(node.function);
    add(node.body);
    period = {node.start, node.end};
    current = node.current;
  } else if (capacity.engagement != kNone) {
    const reconcile::EngagementNode& node = graph.engagements[capacity.engagement];
    add(screen.text(Word::capacity_vendor, {{"vendor", std::string(node.vendor)}}));
    period = {node.start, node.end};
    current = node.current;
  }
  add(show_period(screen, period));
  return line_of(text, current ? Tone::plain : Tone::faint);
}

json json_of_standing(const AccessGraph& graph, const reconcile::Standing& standing) {
  return {{"entitlement", json_of(thing_of_entitlement(graph, standing.entitlement))},
          {"verdict", name_of(standing.verdict)},
          {"role", standing.role == kNone ? json() : json(graph.policy->roles[standing.role].id)},
          {"ended_on", day(standing.ended_on)}};
}

json json_of_holding(const AccessGraph& graph, const reconcile::Holding& holding) {
  json grant = nullptr;
  if (holding.grant != nullptr) {
    const reconcile::GrantNode& node = *holding.grant;
    grant = {{"scope", node.scope},
             {"case_no", node.case_no},
             {"granted_by", node.granted_by},
             {"granted_at", node.granted_at ? json(core::to_iso(*node.granted_at)) : json()},
             {"start", day(node.start)},
             {"end", day(node.end)},
             {"instructed_at", day(node.instructed_at)}};
  }
  return {{"account", json_of(thing_of_account(graph, holding.account))},
          {"direct", holding.direct},
          {"since", holding.since ? json(core::to_iso(*holding.since)) : json()},
          {"paths", json_of(holding.paths)},
          {"grant", grant}};
}

json json_of_capacity(const AccessGraph& graph, const reconcile::Capacity& capacity) {
  if (capacity.employment != kNone) {
    const auto& node = graph.employments[capacity.employment];
    return {{"kind", "employment"},
            {"employee_no", node.employee_no},
            {"title", node.title},
            {"function", node.function},
            {"unit", node.unit == kNone ? json() : json_of(thing_of_unit(graph, node.unit))},
            {"start", day(node.start)},
            {"end", day(node.end)},
            {"current", node.current}};
  }
  if (capacity.mandate != kNone) {
    const auto& node = graph.mandates[capacity.mandate];
    return {{"kind", "mandate"},        {"body", node.body},    {"function", node.function},
            {"start", day(node.start)}, {"end", day(node.end)}, {"current", node.current}};
  }
  if (capacity.engagement == kNone) return nullptr;
  const auto& node = graph.engagements[capacity.engagement];
  return {{"kind", "engagement"},          {"engagement_kind", node.kind}, {"vendor", node.vendor},
          {"sponsor_no", node.sponsor_no}, {"start", day(node.start)},     {"end", day(node.end)},
          {"current", node.current}};
}

}  // namespace rettesnor::cli
