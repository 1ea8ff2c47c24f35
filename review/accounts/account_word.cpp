// A human's word on an account: whether it may be given, and how it is kept.
#include "review/accounts/account_word.h"

#include "core/text.h"
#include "review/refusal.h"

namespace rettesnor::review {

using core::Index;
using core::kNone;
using reconcile::AccessGraph;

namespace {

constexpr std::size_t kLongestReason = 1000;

}  // namespace

core::Result<std::string> told_reason(const std::string& words) {
  if (words.find_first_not_of(" \t\r\n") == std::string::npos || words.size() > kLongestReason) {
    return refuse(core::ErrorKind::invalid_input, Refusal::link_reason);
  }
  return core::to_valid_utf8(words);
}

core::Result<void> check_acceptance(const AccessGraph& graph, Index account, Index person,
                                    core::Date until) {
  if (until < graph.today || until > graph.today + kLongestAcceptance) {
    return refuse(core::ErrorKind::invalid_input, Refusal::accepted_day);
  }
  if (graph.accounts[account].person != kNone) {
    return refuse(core::ErrorKind::conflict, Refusal::accepted_not_nobodys);
  }
  if (!graph.persons[person].current) {
    return refuse(core::ErrorKind::invalid_input, Refusal::accepted_by_who_left);
  }
  return {};
}

store::LinkWord link_word(const AccessGraph& graph, Index account, Index person) {
  const core::SnapshotObject& object = graph.object(graph.persons[person].object);
  store::LinkWord word;
  word.system = graph.systems[graph.accounts[account].system].name;
  word.account = graph.accounts[account].natural_id;
  word.person_source = graph.snapshot->sources[object.source].name;
  word.person = object.natural_id;
  return word;
}

}  // namespace rettesnor::review
