// A finding in the making: fills subject, placeholders, evidence and paths in the house's spelling.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reconcile/checks.h"

namespace rettesnor::reconcile {

/// Every setter returns the draft. Foreign text goes through core::printable on its way in.
class Draft {
 public:
  Draft(const CheckInput& input, const core::Finding& blank) : graph_(input.graph), f_(blank) {}

  Draft& subject(core::Thing thing);
  Draft& object(core::Thing thing);
  Draft& severity(core::Severity severity);
  /// The municipality's rule, and the document that it serves.
  Draft& rule(std::string_view id, const policies::Authority& served);
  /// The document alone, for a rule without an id of its own.
  Draft& authority(const policies::Authority& served);

  // Placeholders of the sentences.
  Draft& person(Index person, std::string_view placeholder = "p");
  Draft& account(Index account);    ///< k and s
  Draft& right(Index entitlement);  ///< r and s
  Draft& system(Index system);      ///< s
  Draft& text(std::string_view placeholder, std::string_view value);
  /// A text that holds what core::kept wrote: whole, for words::told.
  Draft& kept(std::string_view placeholder, std::string value);
  Draft& date(std::string_view placeholder, Date day);
  Draft& number(std::string_view placeholder, std::int64_t number);
  /// Only that it is there, for `{?placeholder}`.
  Draft& mark(std::string_view placeholder) { return text(placeholder, "1"); }

  // Evidence: the facts that the finding was computed from.
  Draft& note(std::string_view fact, std::string_view value);
  Draft& note(std::string_view fact, Date day) { return note(fact, core::to_iso(day)); }
  Draft& note(std::string_view fact, Timestamp moment) { return note(fact, core::to_iso(moment)); }
  Draft& note(std::string_view fact, std::int64_t number);
  /// Several values in one fact, separated by "; "; at most 20, then how many more.
  Draft& note_all(std::string_view fact, const std::vector<std::string>& values);

  Draft& paths(std::vector<core::Path> paths);

  core::Finding done() { return std::move(f_); }

 private:
  const AccessGraph& graph_;
  core::Finding f_;
};

// Names as people read them.
std::string name_of_person(const AccessGraph& graph, Index person);
std::string name_of_vendor(const AccessGraph& graph, std::string_view cvr);
/// "System:Name", as a reference.
std::string ref_of_entitlement(const AccessGraph& graph, Index entitlement);

// Things that the registers know and the graph has no node for.
core::Thing thing_of_vendor(const AccessGraph& graph, std::string_view cvr);
core::Thing thing_of_agreement(const policies::Agreement& agreement);
core::Thing thing_of_source(const core::SnapshotSource& source);
core::Thing thing_of_deviation(const policies::Deviation& deviation);
core::Thing thing_named(std::string_view kind, std::string_view key, std::string_view label);

}  // namespace rettesnor::reconcile
