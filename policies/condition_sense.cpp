// What a capacity can be only one of: two different demands on it cannot both be met.
#include "policies/condition_sense.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <vector>

#include "core/text.h"

namespace rettesnor::policies {
namespace {

using Op = Condition::Op;

bool is_branch(Op op) {
  return op == Op::all || op == Op::any || op == Op::none_of;
}

/// One capacity has one of each of these; `unit_under` and `leads_unit` may be many.
bool has_one_value(Op op) {
  return !is_branch(op) && op != Op::unit_under && op != Op::leads_unit;
}

/// Units are compared by their exact id, everything else folded.
std::string compared(Op op, const std::string& value) {
  const bool exact = op == Op::unit || op == Op::unit_under || op == Op::leads_unit;
  return exact ? value : core::fold(value);
}

std::set<std::string> compared(Op op, const std::vector<std::string>& values) {
  std::set<std::string> out;
  for (const auto& value : values) out.insert(compared(op, value));
  return out;
}

std::string listed(const std::set<std::string>& values) {
  std::string out;
  for (const auto& value : values) out += (out.empty() ? "\"" : ", \"") + value + "\"";
  return out;
}

/// Which classes a capacity with such a leaf can belong to; empty set: any.
std::set<std::string> classes_that_have(Op op) {
  switch (op) {
    case Op::unit:
    case Op::unit_under:
    case Op::leads_unit:
    case Op::title:
      return {"employee"};
    case Op::body:
      return {"council_member", "other_elected"};
    case Op::vendor:
      return {"partner", "vendor", "other_network_user"};
    default:
      return {};
  }
}

/// Everything that must hold at once.
class Demands {
 public:
  /// Adds a condition that must hold; `any` with several branches waits in `choices`.
  void add(const Condition& condition) {
    switch (condition.op) {
      case Op::all:
        for (const auto& child : condition.children) add(child);
        break;
      case Op::any:
        if (condition.children.size() == 1) {
          add(condition.children[0]);
        } else {
          choices_.push_back(&condition);
        }
        break;
      case Op::none_of:
        for (const auto& child : condition.children) forbid(child);
        break;
      default:
        demand(condition);
    }
  }

  std::optional<std::string> contradiction() const {
    if (!trouble_.empty()) return trouble_;
    for (const auto& [op, values] : demanded_) {
      std::set<std::string> left = values;
      const auto forbidden = forbidden_.find(op);
      if (forbidden != forbidden_.end()) {
        for (const auto& value : forbidden->second) left.erase(value);
      }
      if (left.empty()) {
        return "`" + std::string(name_of(op)) + "` must be " + listed(values) + " and must not be";
      }
    }
    const auto classes = forbidden_.find(Op::subject_class);
    if (classes != forbidden_.end() &&
        std::ranges::all_of(core::kSpelled<SubjectClass>, [&](std::string_view name) {
          return classes->second.contains(std::string(name));
        })) {
      return "every `subject_class` is ruled out";
    }
    for (const Condition* choice : choices_) {
      const bool some = std::ranges::any_of(choice->children, [&](const Condition& branch) {
        Demands with_branch = *this;
        with_branch.choices_.clear();
        with_branch.add(branch);
        return !with_branch.contradiction();
      });
      if (!some) return "no branch of `any` can hold together with the rest";
    }
    return std::nullopt;
  }

 private:
  void demand(const Condition& leaf) {
    if (leaf.values.empty()) return;
    const auto classes = classes_that_have(leaf.op);
    if (!classes.empty()) narrow(Op::subject_class, classes, leaf.op);
    if (has_one_value(leaf.op)) {
      narrow(leaf.op, compared(leaf.op, leaf.values), leaf.op);
      return;
    }
    if (leaf.values.size() > 1) return;  // one of several: what is forbidden of them is not needed
    const std::string value = compared(leaf.op, leaf.values[0]);
    if (forbidden_[leaf.op].contains(value)) clash(leaf.op, value);
    required_places_[leaf.op].insert(value);
  }

  void narrow(Op op, const std::set<std::string>& values, Op because) {
    const auto found = demanded_.find(op);
    if (found == demanded_.end()) {
      demanded_.emplace(op, values);
      return;
    }
    std::set<std::string> both;
    std::ranges::set_intersection(found->second, values, std::inserter(both, both.end()));
    if (both.empty() && trouble_.empty()) {
      trouble_ = op == because
                     ? "`" + std::string(name_of(op)) + "` must be " + listed(found->second) +
                           " and " + listed(values) + " at once"
                     : "`" + std::string(name_of(because)) + "` is only for " + listed(values) +
                           ", but the rest is only for " + listed(found->second);
    }
    if (!both.empty()) found->second = std::move(both);
  }

  void forbid(const Condition& condition) {
    if (condition.op == Op::any) {
      for (const auto& child : condition.children) forbid(child);
    } else if (condition.op == Op::all && condition.children.size() == 1) {
      forbid(condition.children[0]);
    } else if (condition.op == Op::all && condition.children.empty()) {
      if (trouble_.empty()) trouble_ = "`not` of a condition that always holds";
    } else if (condition.op == Op::none_of && condition.children.size() == 1) {
      add(condition.children[0]);
    } else if (!is_branch(condition.op)) {
      for (const auto& value : compared(condition.op, condition.values)) {
        forbidden_[condition.op].insert(value);
        // Who is not below a unit is not in it either.
        if (condition.op == Op::unit_under) forbidden_[Op::unit].insert(value);
        if (required_places_[condition.op].contains(value)) clash(condition.op, value);
      }
    }
  }

  void clash(Op op, const std::string& value) {
    if (!trouble_.empty()) return;
    trouble_ = "`" + std::string(name_of(op)) + "` must be \"" + value + "\" and must not be";
  }

  std::map<Op, std::set<std::string>> demanded_;
  std::map<Op, std::set<std::string>> forbidden_;
  std::map<Op, std::set<std::string>> required_places_;
  std::vector<const Condition*> choices_;
  std::string trouble_;
};

}  // namespace

std::optional<std::string> why_never(const Condition& condition) {
  if (condition.op == Op::any && condition.children.empty()) return "`any` of nothing never holds";
  Demands demands;
  demands.add(condition);
  return demands.contradiction();
}

}  // namespace rettesnor::policies
