// Turns the stories of orders into findings.
#include "review/orders/order_findings.h"

#include <algorithm>
#include <set>
#include <utility>

namespace rettesnor::review {

using core::Finding;
using core::Severity;
using Kind = core::OrderStep::Kind;

namespace {

core::Thing account_thing(const core::Order& order) {
  return {"account", order.system + "/" + order.account, order.account_ref, order.account_ref};
}

core::Thing right_thing(const core::Order& order) {
  if (order.right.empty()) return {};
  return {"entitlement", order.right, order.right_ref, order.right_ref};
}

Finding about(const core::Order& order, std::string code, Severity severity, std::string clause) {
  Finding finding;
  finding.code = std::move(code);
  finding.severity = severity;
  finding.subject = account_thing(order);
  finding.object = right_thing(order);
  finding.rule = "order-" + std::to_string(order.id.value);
  finding.clause = std::move(clause);
  finding.values["r"] = order.right.empty() ? order.account_ref : order.right_ref;
  finding.values["s"] = order.system;
  finding.evidence["order"] = std::to_string(order.id.value);
  finding.evidence["requested_at"] = core::to_iso(order.requested_at);
  finding.evidence["deadline"] = core::to_iso(order.deadline);
  return finding;
}

void add_evidence(Finding& finding, const OrderStory& story, Kind kind, const std::string& name) {
  if (const core::OrderStep* step = newest(story, kind)) {
    finding.evidence[name] = core::to_iso(step->at) + " " + step->words;
    if (!step->detail.empty() && kind != Kind::carried_out) {
      finding.evidence[name + "_path"] = step->detail;
    }
  }
}

void add_self_approval(std::vector<Finding>& found, const OrderStory& story) {
  std::set<std::string> people{story.order.requested_by};
  for (const core::OrderStep& step : story.steps) people.insert(step.actor);
  for (const std::string& person : people) {
    if (!has_part(story, person, OrderPart::approved) ||
        !has_part(story, person, OrderPart::carried_out)) {
      continue;
    }
    Finding finding = about(story.order, "SOD_SELF_APPROVAL", Severity::critical, "P24");
    finding.subject = {"person", person, person, person};
    finding.values["p"] = person;
    finding.values["handling"] = "ordre " + std::to_string(story.order.id.value);
    found.push_back(std::move(finding));
  }
}

}  // namespace

std::vector<Finding> order_findings(const reconcile::AccessGraph& graph,
                                    const std::vector<OrderStory>& stories, core::Timestamp now) {
  std::vector<Finding> found;
  for (const OrderStory& story : stories) {
    const core::Order& order = story.order;
    const OrderState state = state_of(story);
    const bool is_undone = state == OrderState::requested || state == OrderState::approved ||
                           state == OrderState::under_way || state == OrderState::failed;
    if (is_undone && now > order.deadline) {
      Finding finding = about(order, "REVOKE_OVERDUE", Severity::high, "P27");
      finding.values["d"] = graph.zone->show_date(order.deadline);
      add_evidence(finding, story, Kind::failed, "failed");
      found.push_back(std::move(finding));
    }
    if (state == OrderState::still_effective) {
      Finding finding = about(order, "REVOKE_NOT_EFFECTIVE", Severity::critical, "P22");
      add_evidence(finding, story, Kind::carried_out, "carried_out");
      add_evidence(finding, story, Kind::still_effective, "read");
      found.push_back(std::move(finding));
    }
    if (state == OrderState::reappeared) {
      Finding finding = about(order, "REVOKE_REAPPEARED", Severity::critical, "P22");
      if (const core::OrderStep* gone = newest(story, Kind::verified)) {
        finding.values["d"] = graph.zone->show_date(gone->at);
      }
      add_evidence(finding, story, Kind::verified, "verified");
      add_evidence(finding, story, Kind::reappeared, "read");
      found.push_back(std::move(finding));
    }
    add_self_approval(found, story);
  }
  std::sort(found.begin(), found.end(), core::comes_before);
  return found;
}

}  // namespace rettesnor::review
