// Looks the owner up in the register first and then in the source.
#include "reconcile/account_owner.h"

namespace rettesnor::reconcile {
namespace {

Index person_named(const AccessGraph& graph, std::string_view owner, std::string_view system) {
  if (owner.empty()) return kNone;
  const Index person = graph.person_by_employee_no(owner);
  if (person != kNone) return person;
  const Index account = graph.account_by_login(system, owner);
  return account == kNone ? kNone : graph.accounts[account].person;
}

}  // namespace

AccountOwner owner_of_account(const AccessGraph& graph, Index account) {
  const AccountNode& node = graph.accounts[account];
  const std::string_view system = graph.systems[node.system].name;
  const std::string_view registered =
      node.registered == nullptr ? std::string_view() : node.registered->owner;
  const Index by_register = person_named(graph, registered, system);
  if (by_register != kNone) return {by_register, registered};
  if (node.answers_for_it != kNone) return {node.answers_for_it, node.accepted->person};
  const core::RecordView record(graph.snapshot->objects[node.object].record);
  const std::string_view told = record.get(core::Attribute::owner);
  const Index by_source = person_named(graph, told, system);
  return {by_source, by_source != kNone || registered.empty() ? told : registered};
}

}  // namespace rettesnor::reconcile
