// Does everything that the policy names exist, and is it still what the rule meant?
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "core/named.h"
#include "policies/references.h"
#include "reconcile/access_graph.h"

namespace rettesnor::reconcile {

/// A name of the policy that is not, or no longer, exactly one thing that a source holds.
struct RuleObject {
  policies::Reference reference;
  enum class State : std::uint8_t {
    missing,   ///< nothing is called so, in lists that were read whole
    replaced,  ///< the right that it is bound to is gone
    renamed,   ///< the right that it is bound to is called something else now
    shared,    ///< another right took the name of the one that it is bound to
    doubled    ///< several are called so, and none of them is bound
  } state;
  Index right = kNone;               ///< for renamed and shared: the one that it is bound to
  std::vector<std::string> choices;  ///< what is called so now, as "System/ID"; ascending
};

/// Of every rule that counts today. A name that no whole list could hold is not told of: it may be
/// there. In the order of policies::references_of. Cost: linear in names and in employments.
std::vector<RuleObject> rule_objects(const AccessGraph& graph);

/// One name, and all rules that use it.
struct RuleName {
  std::vector<const RuleObject*> uses;  ///< at least one
  core::Severity severity;              ///< of the weightiest rule
  std::string rules;                    ///< "S1, R2", each once
};
/// Of those in one of the states; by kind and name. Points into `objects`.
std::vector<RuleName> by_name(const std::vector<RuleObject>& objects,
                              std::initializer_list<RuleObject::State> states);

/// "System/ID": what a rule may say where a name is not enough.
std::string id_of_right(const AccessGraph& graph, Index entitlement);

/// Was the class read to the end by every source of the system ("" = of any) that tells of it, and
/// does one tell of it?
bool is_whole(const AccessGraph& graph, core::ObjectClass object_class,
              std::string_view system = {});

}  // namespace rettesnor::reconcile
