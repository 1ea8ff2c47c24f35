// Looks subjects up among persons, accounts, rights and the registers.
#include "reconcile/subjects.h"

#include <algorithm>

#include "core/text.h"
#include "reconcile/rule_objects.h"

namespace rettesnor::reconcile {
namespace {

/// "System/rest" for a system of the graph: its position and the rest.
struct InSystem {
  Index system = kNone;
  std::string_view rest;
};

InSystem split(const AccessGraph& graph, std::string_view text, char mark) {
  for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1)) {
    const Index system = graph.system_by_name(text.substr(0, at));
    if (system != kNone) return {system, text.substr(at + 1)};
  }
  return {};
}

std::string_view system_of(const AccessGraph& graph, Index object) {
  return graph.snapshot->sources[graph.object(object).source].system;
}

bool is_right(const AccessGraph& graph, std::string_view text) {
  for (const char mark : {':', '/'}) {
    const InSystem in = split(graph, text, mark);
    if (in.system == kNone) continue;
    const std::string system(graph.systems[in.system].name);
    const policies::EntitlementRef ref =
        mark == ':' ? policies::EntitlementRef{system, std::string(in.rest)}
                    : policies::EntitlementRef{system, "", std::string(in.rest)};
    if (!graph.entitlements_called(ref).empty()) return true;
  }
  return false;
}

bool is_in_register(const AccessGraph& graph, std::string_view text) {
  const policies::Policy& policy = *graph.policy;
  const auto is_it = [&](const auto& value) { return value == text; };
  return std::ranges::any_of(policy.vendors, is_it, &policies::Vendor::cvr) ||
         std::ranges::any_of(policy.agreements, is_it, &policies::Agreement::id) ||
         std::ranges::any_of(policy.documents, is_it, &policies::Document::id) ||
         std::ranges::any_of(policy.deviations, is_it, &policies::Deviation::number) ||
         std::ranges::any_of(policy.bodies, is_it, &policies::Body::name) ||
         std::ranges::any_of(policy.mandatory_roles, is_it) ||
         std::ranges::any_of(graph.snapshot->sources, is_it, &core::SnapshotSource::name) ||
         std::ranges::any_of(graph.systems, is_it, &SystemNode::name);
}

}  // namespace

std::vector<Index> subject_persons(const AccessGraph& graph, std::string_view text) {
  std::vector<Index> out;
  const auto take = [&](std::string_view id, std::string_view system) {
    const auto first = std::lower_bound(
        graph.persons.begin(), graph.persons.end(), id,
        [](const PersonNode& p, std::string_view wanted) { return p.id < wanted; });
    for (auto p = first; p != graph.persons.end() && p->id == id; ++p) {
      if (!system.empty() && system_of(graph, p->object) != system) continue;
      out.push_back(static_cast<Index>(p - graph.persons.begin()));
    }
  };
  take(text, {});
  const InSystem in = split(graph, text, '/');
  if (in.system != kNone) take(in.rest, graph.systems[in.system].name);
  std::ranges::sort(out);
  return out;
}

std::vector<Index> subject_accounts(const AccessGraph& graph, std::string_view text) {
  std::vector<Index> out;
  const InSystem in = split(graph, text, '/');
  if (in.system == kNone) return out;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (account.system == in.system &&
        (account.login == in.rest || account.natural_id == in.rest)) {
      out.push_back(a);
    }
  }
  return out;
}

bool is_subject(const AccessGraph& graph, std::string_view text) {
  if (!subject_persons(graph, text).empty() || !subject_accounts(graph, text).empty() ||
      graph.unit_by_id(text) != kNone || is_right(graph, text) || is_in_register(graph, text)) {
    return true;
  }
  // The logins of robots are subjects of their own.
  if (std::ranges::any_of(graph.accounts, [&](const AccountNode& a) {
        return a.kind == AccountKind::robot && folded_equal(a.login, text);
      })) {
    return true;
  }
  for (const auto c : {core::ObjectClass::employment, core::ObjectClass::unit}) {
    if (!is_whole(graph, c)) return true;
  }
  const InSystem in = split(graph, text, '/');
  return in.system != kNone &&
         !is_whole(graph, core::ObjectClass::account, graph.systems[in.system].name);
}

}  // namespace rettesnor::reconcile
