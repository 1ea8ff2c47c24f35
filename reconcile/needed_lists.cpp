// The table of needs, and the lists that a finding's things stand in.
#include "reconcile/needed_lists.h"

#include <algorithm>
#include <unordered_map>

namespace rettesnor::reconcile {

namespace {

struct Row {
  std::string_view code;
  Needed needs;
};

constexpr Row kNeeds[] = {
    {"ACC_ORPHAN", Needed::people},
    {"LEAVER_ENABLED", Needed::people},
    {"LEAVER_USED_AFTER", Needed::people},
    {"SUSPENDED_ENABLED", Needed::people},
    {"LEAVER_RIGHTS_LEFT", Needed::people},
    {"LEAVE_ACCESS", Needed::people},
    {"MOVER_RETAINED", Needed::people},
    {"ACC_DORMANT", Needed::attributes},
    {"ACC_NEVER_USED", Needed::attributes},
    {"PWD_NEVER_EXPIRES", Needed::nothing},
    {"PWD_NOT_REQUIRED", Needed::nothing},
    {"ACC_SHARED", Needed::nothing},
    {"SVC_NO_OWNER", Needed::people},
    {"SVC_OWNER_LEFT", Needed::people},
    {"ADMIN_ON_DAILY", Needed::nothing},
    {"ROBOT_TOO_BROAD", Needed::nothing},
    {"LINK_AMBIGUOUS", Needed::nothing},
    {"LINK_UNICODE", Needed::nothing},
    {"PERSON_DUPLICATE", Needed::nothing},
    {"CPR_IN_ATTRIBUTE", Needed::nothing},
    {"REHIRE_REUSED", Needed::nothing},
    {"AUTH_UNDOCUMENTED", Needed::members},
    {"AUTH_EXPIRED", Needed::nothing},
    {"OUT_OF_BAND", Needed::nothing},
    {"CONSTRAINT_MISSING", Needed::members},
    {"CONSTRAINT_TOO_WIDE", Needed::nothing},
    {"ENT_NO_OWNER", Needed::people},
    {"ENT_NO_DESCRIPTION", Needed::attributes},
    {"NEST_CYCLE", Needed::nothing},
    {"BUNDLE_EXPANDED", Needed::nothing},
    {"CLASS_MISSING", Needed::nothing},
    {"CLASS_NOT_ALLOWED", Needed::people},
    {"TOO_MANY_ADMINS", Needed::nothing},
    {"PRIV_NOT_INSTRUCTED", Needed::members},
    {"SOD_ENTITLEMENT", Needed::nothing},
    {"REVIEWER_MISSING", Needed::people},
    {"MANAGER_CYCLE", Needed::nothing},
    {"SINGLE_HOLDER", Needed::members},
    {"BACKUP_NOT_READY", Needed::members},
    {"VENDOR_NO_DBA", Needed::nothing},
    {"VENDOR_DBA_EXPIRED", Needed::nothing},
    {"VENDOR_DBA_EXPIRING", Needed::nothing},
    {"VENDOR_LEVEL_LOW", Needed::nothing},
    {"VENDOR_NO_SPONSOR", Needed::people},
    {"VENDOR_SPONSOR_LEFT", Needed::people},
    {"VENDOR_SCOPE_EXCEEDED", Needed::nothing},
    {"VENDOR_PERSON_UNNAMED", Needed::people},
    {"VENDOR_SUPERVISION_OVERDUE", Needed::nothing},
    {"JOINT_PROCUREMENT_UNAPPROVED", Needed::nothing},
    {"MANDATE_ENDED", Needed::people},
    {"COMMITTEE_LEFT", Needed::people},
    {"COUNCIL_OPERATOR_ACCESS", Needed::nothing},
    {"COUNCIL_UNEQUAL_ACCESS", Needed::members},
    {"BREAKGLASS_USED", Needed::nothing},
    {"BREAKGLASS_LT2", Needed::members},
    {"CONTINGENCY_MISSING", Needed::nothing},
    {"DEVIATION_EXPIRED", Needed::nothing},
    {"DEVIATION_SELF_APPROVED", Needed::nothing},
    {"ROLE_VACANT", Needed::people},
    {"RULE_REVIEW_OVERDUE", Needed::nothing},
    {"POLICY_REASSESS_OVERDUE", Needed::nothing},
    {"BYRAAD_STATUS_OVERDUE", Needed::nothing},
    {"SYNC_PARTIAL", Needed::nothing},
    {"SYNC_MASS_CHANGE", Needed::nothing},
    {"SYNC_STALE", Needed::nothing},
    {"CLOCK_SKEW", Needed::nothing},
    {"DEVIATION_SCOPE", Needed::nothing},
    {"RULE_OBJECT_MISSING", Needed::nothing},
    {"RULE_OBJECT_CHANGED", Needed::nothing},
    {"LINK_CHANGED", Needed::nothing},
    {"NAME_MISMATCH", Needed::nothing},
    {"ROLE_HOLDER_ACCOUNT", Needed::nothing},
    {"KIND_CHANGED", Needed::nothing},
    {"CASE_UNKNOWN", Needed::nothing},
    {"LEAVER_UNCONFIRMED", Needed::people},
    {"NO_CAPACITY", Needed::people},
    {"PERSON_RETURNED", Needed::nothing},
    {"REORGANISED", Needed::nothing},
    {"DATA_OLD", Needed::nothing},
    {"LIST_PARTIAL", Needed::nothing},
};

/// Key of a thing → its node, made when the first hole asks for it.
class Nodes {
 public:
  explicit Nodes(const AccessGraph& graph) : graph_(graph) {}

  Index person(const core::Thing& thing) {
    return find(thing, "person", persons_, graph_.persons.size(), thing_of_person);
  }
  Index account(const core::Thing& thing) {
    return find(thing, "account", accounts_, graph_.accounts.size(), thing_of_account);
  }
  Index entitlement(const core::Thing& thing) {
    return find(thing, "entitlement", entitlements_, graph_.entitlements.size(),
                thing_of_entitlement);
  }

 private:
  using Table = std::unordered_map<std::string, Index>;
  template <class ThingOf>
  Index find(const core::Thing& thing, std::string_view kind, Table& table, std::size_t size,
             ThingOf thing_of) {
    if (thing.kind != kind) return kNone;
    if (table.empty()) {
      for (Index i = 0; i < size; ++i) table.emplace(thing_of(graph_, i).key, i);
    }
    const auto found = table.find(thing.key);
    return found == table.end() ? kNone : found->second;
  }

  const AccessGraph& graph_;
  Table persons_;
  Table accounts_;
  Table entitlements_;
};

class Earning {
 public:
  explicit Earning(const CheckInput& input) : input_(input), nodes_(input.graph) {}

  bool is_earned(const core::Finding& finding) {
    switch (needed_by(finding.code).value_or(Needed::nothing)) {
      case Needed::nothing:
        return true;
      case Needed::people:
        return is_nobody_missed(finding);
      case Needed::members:
        return is_list_whole(finding.object) && is_list_whole(finding.subject);
      case Needed::attributes:
        return are_attributes_told(finding.subject);
    }
    return false;
  }

 private:
  std::string_view record_of(Index object) const {
    return object == kNone ? std::string_view() : input_.graph.snapshot->objects[object].record;
  }
  /// Whom else the finding speaks of: a leader by her number, a sponsor by her name.
  std::optional<Absence> nobody_named(const core::Finding& finding) const {
    std::vector<std::string_view> words;
    for (const auto& [name, value] : finding.values) words.push_back(value);
    for (const auto& [name, value] : finding.evidence) words.push_back(value);
    const Index unit =
        finding.subject.kind == "unit" ? input_.graph.unit_by_id(finding.subject.ref) : kNone;
    if (unit != kNone) words.push_back(input_.graph.units[unit].leader_no);
    return input_.wholeness.people_but(words);
  }
  bool is_nobody_missed(const core::Finding& finding) {
    const core::Thing& subject = finding.subject;
    const AccessGraph& graph = input_.graph;
    if (const Index a = nodes_.account(subject); a != kNone) {
      return input_.wholeness.people_but(record_of(graph.accounts[a].object)).has_value();
    }
    if (const Index p = nodes_.person(subject); p != kNone) {
      const PersonNode& person = graph.persons[p];
      core::RecordBuilder known;
      known.set(core::Attribute::name, person.name).set(core::Attribute::mail, person.mail);
      known.set(core::Attribute::upn, person.upn);
      for (Index e = person.employment_begin; e < person.employment_end; ++e) {
        known.set(core::Attribute::employee_no, graph.employments[e].employee_no);
      }
      return input_.wholeness.people_but(known.bytes()).has_value();
    }
    return nobody_named(finding).has_value();
  }
  /// The list of the right and of all that it includes. What is no right has no list.
  bool is_list_whole(const core::Thing& thing) {
    const Index right = nodes_.entitlement(thing);
    if (right == kNone) return true;
    std::vector<Index> waiting{right};
    std::vector<Index> seen;
    while (!waiting.empty()) {
      const Index next = waiting.back();
      waiting.pop_back();
      if (std::ranges::find(seen, next) != seen.end()) continue;
      seen.push_back(next);
      const Index object = input_.graph.entitlements[next].object;
      if (object != kNone && !input_.wholeness.members(object)) return false;
      const auto inner = input_.graph.child_entitlements[next];
      waiting.insert(waiting.end(), inner.begin(), inner.end());
    }
    return true;
  }
  bool are_attributes_told(const core::Thing& thing) {
    Index object = kNone;
    if (const Index a = nodes_.account(thing); a != kNone) object = input_.graph.accounts[a].object;
    if (const Index e = nodes_.entitlement(thing); e != kNone) {
      object = input_.graph.entitlements[e].object;
    }
    return object == kNone || input_.wholeness.attributes(object).has_value();
  }

  const CheckInput& input_;
  Nodes nodes_;
};

}  // namespace

std::optional<Needed> needed_by(std::string_view code) {
  const auto row = std::ranges::find(kNeeds, code, &Row::code);
  return row == std::end(kNeeds) ? std::nullopt : std::optional(row->needs);
}

NotJudged take_out_unearned(const CheckInput& input, Findings& findings) {
  NotJudged not_judged;
  if (input.wholeness.is_whole()) return not_judged;
  Earning earning(input);
  std::erase_if(findings, [&](const core::Finding& finding) {
    if (earning.is_earned(finding)) return false;
    ++not_judged[finding.code];
    return true;
  });
  return not_judged;
}

}  // namespace rettesnor::reconcile
