// A robot that reaches many systems, or that nobody fenced in.
#include "reconcile/checks/declarations.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text.h"
#include "reconcile/draft.h"
#include "reconcile/rights.h"

namespace rettesnor::reconcile::checks {

namespace {

struct Robot {
  std::string folded_login;
  std::vector<Index> accounts;  ///< usable; ascending
};

std::vector<Robot> robots_of(const AccessGraph& graph) {
  std::map<std::string, Robot> by_login;
  for (Index a = 0; a < graph.accounts.size(); ++a) {
    const AccountNode& account = graph.accounts[a];
    if (!account.usable || account.kind != AccountKind::robot) continue;
    Robot& robot = by_login[core::fold(account.login)];
    robot.folded_login = core::fold(account.login);
    robot.accounts.push_back(a);
  }
  std::vector<Robot> robots;
  for (auto& [login, robot] : by_login) robots.push_back(std::move(robot));
  return robots;
}

bool is_scoped(const AccessGraph& graph, const Robot& robot) {
  return std::any_of(robot.accounts.begin(), robot.accounts.end(), [&](Index a) {
    const auto* const registered = graph.accounts[a].registered;
    return registered != nullptr && registered->data_scoped;
  });
}

}  // namespace

Findings robot_too_broad(const CheckInput& input, const core::Finding& blank) {
  const AccessGraph& graph = input.graph;
  Findings findings;
  const auto limit = graph.policy->threshold("robot_max_systems", graph.today);
  const std::vector<Robot> robots = robots_of(graph);
  std::vector<Index> accounts;
  for (const Robot& robot : robots) {
    accounts.insert(accounts.end(), robot.accounts.begin(), robot.accounts.end());
  }
  std::sort(accounts.begin(), accounts.end());
  const Csr rights = entitlements_of_accounts(graph, accounts);
  for (const Robot& robot : robots) {
    std::set<Index> systems;
    for (const Index a : robot.accounts) {
      const auto row = std::lower_bound(accounts.begin(), accounts.end(), a) - accounts.begin();
      for (const Index e : rights[static_cast<Index>(row)]) {
        systems.insert(graph.entitlements[e].system);
      }
    }
    const auto reached = static_cast<std::int64_t>(systems.size());
    const bool is_fenced = is_scoped(graph, robot);
    if (reached <= limit && is_fenced) continue;
    const std::string_view login = graph.accounts[robot.accounts.front()].login;
    Draft draft(input, blank);
    core::Thing thing = thing_named("robot", robot.folded_login, login);
    thing.ref = login;
    draft.subject(std::move(thing)).text("k", login).number("n", reached).note("limit", limit);
    if (reached > limit) draft.mark("bred").number("m", limit);
    if (!is_fenced) draft.mark("uafgraenset").note("data_scoped", "no");
    std::vector<std::string> names;
    for (const Index system : systems) names.emplace_back(graph.systems[system].name);
    findings.push_back(draft.note_all("systems", names).done());
  }
  return findings;
}

}  // namespace rettesnor::reconcile::checks
