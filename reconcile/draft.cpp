// Spells persons, rights, dates and numbers the same way in every finding.
#include "reconcile/draft.h"

#include <utility>

#include "core/text.h"
#include "words/numbers.h"

namespace rettesnor::reconcile {

Draft& Draft::subject(core::Thing thing) {
  f_.subject = std::move(thing);
  return *this;
}

Draft& Draft::object(core::Thing thing) {
  f_.object = std::move(thing);
  return *this;
}

Draft& Draft::severity(core::Severity severity) {
  f_.severity = severity;
  return *this;
}

Draft& Draft::rule(std::string_view id, const policies::Authority& served) {
  f_.rule = id;
  return authority(served);
}

Draft& Draft::authority(const policies::Authority& served) {
  for (const policies::Document& document : graph_.policy->documents) {
    if (document.id != served.document) continue;
    f_.document = core::printable(document.title + " " + document.version);
  }
  return *this;
}

Draft& Draft::person(Index person, std::string_view placeholder) {
  return text(placeholder, name_of_person(graph_, person));
}

Draft& Draft::account(Index account) {
  const AccountNode& node = graph_.accounts[account];
  return text("k", node.login.empty() ? node.natural_id : node.login).system(node.system);
}

Draft& Draft::right(Index entitlement) {
  const EntitlementNode& node = graph_.entitlements[entitlement];
  return text("r", node.name.empty() ? node.natural_id : node.name).system(node.system);
}

Draft& Draft::system(Index system) {
  return text("s", graph_.systems[system].name);
}

Draft& Draft::text(std::string_view placeholder, std::string_view value) {
  f_.values[std::string(placeholder)] = core::printable(value);
  return *this;
}

Draft& Draft::kept(std::string_view placeholder, std::string value) {
  f_.values[std::string(placeholder)] = std::move(value);
  return *this;
}

Draft& Draft::date(std::string_view placeholder, Date day) {
  return text(placeholder, core::show(day));
}

Draft& Draft::number(std::string_view placeholder, std::int64_t number) {
  return text(placeholder, words::show_number(words::Language::danish, number));
}

Draft& Draft::note(std::string_view fact, std::string_view value) {
  if (!value.empty()) f_.evidence[std::string(fact)] = core::printable(value);
  return *this;
}

Draft& Draft::note(std::string_view fact, std::int64_t number) {
  return note(fact, std::to_string(number));
}

Draft& Draft::note_all(std::string_view fact, const std::vector<std::string>& values) {
  constexpr std::size_t kMost = 20;
  std::string joined;
  for (std::size_t i = 0; i < values.size() && i < kMost; ++i) {
    if (i > 0) joined += "; ";
    joined += core::printable(values[i], 80);
  }
  if (values.size() > kMost) joined += "; +" + std::to_string(values.size() - kMost);
  if (!joined.empty()) f_.evidence[std::string(fact)] = std::move(joined);
  return *this;
}

Draft& Draft::paths(std::vector<core::Path> paths) {
  for (core::Path& path : paths) f_.paths.push_back(std::move(path));
  return *this;
}

std::string name_of_person(const AccessGraph& graph, Index person) {
  const PersonNode& node = graph.persons[person];
  return core::printable(node.name.empty() ? node.id : node.name);
}

std::string name_of_vendor(const AccessGraph& graph, std::string_view cvr) {
  for (const policies::Vendor& vendor : graph.policy->vendors) {
    if (vendor.cvr == cvr && !vendor.name.empty()) return core::printable(vendor.name);
  }
  return core::printable(cvr);
}

std::string ref_of_entitlement(const AccessGraph& graph, Index entitlement) {
  return thing_of_entitlement(graph, entitlement).ref;
}

core::Thing thing_of_vendor(const AccessGraph& graph, std::string_view cvr) {
  const std::string name = name_of_vendor(graph, cvr);
  return thing_named("vendor", cvr, name == cvr ? name : name + " (" + std::string(cvr) + ")");
}

core::Thing thing_of_agreement(const policies::Agreement& agreement) {
  return thing_named("agreement", agreement.id, agreement.id);
}

core::Thing thing_of_source(const core::SnapshotSource& source) {
  return thing_named("source", source.name,
                     source.system.empty() || source.system == source.name
                         ? source.name
                         : source.system + " (" + source.name + ")");
}

core::Thing thing_of_deviation(const policies::Deviation& deviation) {
  return thing_named("deviation", deviation.number, deviation.number);
}

core::Thing thing_named(std::string_view kind, std::string_view key, std::string_view label) {
  return {std::string(kind), std::string(key), std::string(key), core::printable(label)};
}

}  // namespace rettesnor::reconcile
