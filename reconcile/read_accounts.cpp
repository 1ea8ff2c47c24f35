// From records to accounts, entitlements and grants, with what the policy's registers add.
#include "reconcile/read_accounts.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "core/text.h"
#include "reconcile/read_fields.h"

namespace rettesnor::reconcile {
namespace {

using core::Attribute;
using core::ObjectClass;
using core::RecordView;

AccountKind kind_named(std::string_view text) {
  return core::value_named<AccountKind>(text).value_or(AccountKind::personal);
}

/// System of each source.
std::vector<Index> systems_of_sources(const AccessGraph& graph) {
  std::vector<Index> out;
  for (const core::SnapshotSource& s : graph.snapshot->sources) {
    out.push_back(graph.system_by_name(s.system));
  }
  return out;
}

/// [[service_account]] by system and login.
class Register {
 public:
  explicit Register(const AccessGraph& graph)
      : rows_(graph.policy->registered_accounts), index_(rows_.size(), TextIndex::Match::folded) {
    for (Index r = 0; r < rows_.size(); ++r) {
      systems_.push_back(graph.system_by_name(rows_[r].system));
      index_.add(r, [this](Index i) { return std::string_view(rows_[i].login); });
    }
  }
  /// The first row of the register that names the account, or null.
  const policies::RegisteredAccount* find(const AccessGraph& graph, Index system,
                                          std::string_view login) const {
    const policies::System* rule = graph.systems[system].rule;
    const bool by_case = rule != nullptr && rule->case_sensitive_logins;
    Index found = kNone;
    index_.each(
        login, [this](Index i) { return std::string_view(rows_[i].login); },
        [&](Index r) {
          if (systems_[r] == system && (!by_case || rows_[r].login == login)) {
            found = std::min(found, r);
          }
        });
    return found == kNone ? nullptr : &rows_[found];
  }

 private:
  const std::vector<policies::RegisteredAccount>& rows_;
  std::vector<Index> systems_;
  TextIndex index_;
};

AccountNode read_account(const AccessGraph& graph, Index object, Index system) {
  const core::SnapshotObject& o = graph.snapshot->objects[object];
  AccountNode a{};
  a.natural_id = o.natural_id;
  a.object = object;
  a.system = system;
  a.person = kNone;
  a.answers_for_it = kNone;
  a.tier = LinkTier::none;
  a.enabled = true;
  bool foreign = false;
  std::optional<Timestamp> expires;
  RecordView(o.record).each([&](const core::Fact& fact) {
    switch (fact.attribute) {
      case Attribute::login:
        a.login = fact.value;
        break;
      case Attribute::name:
        a.name = fact.value;
        break;
      case Attribute::kind:
        a.kind = kind_named(fact.value);
        break;
      case Attribute::foreign:
        foreign = fact.value == "1";
        break;
      case Attribute::enabled:
        a.enabled = fact.value != "0";
        break;
      case Attribute::expires:
        expires = last_moment_of(fact.value, *graph.zone);
        break;
      default:
        break;
    }
  });
  if (foreign) a.kind = AccountKind::foreign;
  if (a.login.empty()) a.login = o.natural_id;
  a.usable = a.enabled && (!expires || *expires >= graph.now);
  return a;
}

/// By binding: the object that holds the right, kNone when it is gone, kNotHeld when its source is.
std::vector<Index> bound_objects(const AccessGraph& graph, ObjectFinder& finder) {
  const core::Snapshot& snapshot = *graph.snapshot;
  std::vector<Index> out;
  for (const core::NameBinding& binding : snapshot.bindings) {
    const auto source = std::lower_bound(
        snapshot.sources.begin(), snapshot.sources.end(), binding.source,
        [](const core::SnapshotSource& s, const std::string& name) { return s.name < name; });
    if (source == snapshot.sources.end() || source->name != binding.source) {
      out.push_back(AccessGraph::kNotHeld);
      continue;
    }
    out.push_back(finder.find(static_cast<Index>(source - snapshot.sources.begin()),
                              ObjectClass::entitlement, binding.natural_id));
  }
  return out;
}

/// Entitlements that only [[conveys]] names, without an object.
std::vector<EntitlementNode> conveyed_only(const AccessGraph& graph,
                                           const std::vector<EntitlementNode>& known) {
  std::unordered_map<std::string, bool> have;
  const auto key = [](Index system, std::string_view name) {
    return std::to_string(system) + ':' + core::fold(name);
  };
  if (graph.policy->conveyances.empty()) return {};
  for (const EntitlementNode& e : known) have.emplace(key(e.system, e.name), true);
  std::vector<EntitlementNode> out;
  for (const policies::Conveyance& c : graph.policy->conveyances) {
    const policies::EntitlementRef& ref = c.entitlement;
    const Index system = graph.system_by_name(ref.system);
    if (ref.name == "*" || !ref.id.empty() || graph.binding_of(ref) != kNone) continue;
    if (!have.emplace(key(system, ref.name), true).second) continue;
    out.push_back({ref.name, ref.name, kNone, system, nullptr, {}});
  }
  return out;
}

void read_grants(AccessGraph& graph, ObjectFinder& finder) {
  const core::Snapshot& snapshot = *graph.snapshot;
  for (const ObjectRange r : finder.ranges(ObjectClass::grant)) {
    for (Index i = r.begin; i < r.end; ++i) {
      const core::SnapshotObject& o = snapshot.objects[i];
      const RecordView record(o.record);
      const Index entitlement =
          finder.find(o.source, ObjectClass::entitlement, record.get(Attribute::entitlement));
      if (entitlement == kNone) continue;
      const Index account =
          finder.find(o.source, ObjectClass::account, record.get(Attribute::account));
      const core::LocalZone& zone = *graph.zone;
      graph.grants.push_back(
          {account == kNone ? kNone : graph.account_of_object[account],
           graph.entitlement_of_object[entitlement], i, record.get(Attribute::scope),
           record.get(Attribute::case_no), false, record.get(Attribute::granted_by),
           moment_of(record.get(Attribute::granted_at), zone),
           day_of(record.get(Attribute::start), zone), day_of(record.get(Attribute::end), zone),
           day_of(record.get(Attribute::instructed_at), zone)});
    }
  }
  std::sort(graph.grants.begin(), graph.grants.end(), [](const GrantNode& a, const GrantNode& b) {
    return std::tie(a.entitlement, a.account, a.object) <
           std::tie(b.entitlement, b.account, b.object);
  });
}

}  // namespace

void read_accounts(AccessGraph& graph, ObjectFinder& finder) {
  const core::Snapshot& snapshot = *graph.snapshot;
  const std::vector<Index> system = systems_of_sources(graph);
  std::vector<Index> order;
  for (const ObjectRange r : finder.ranges(ObjectClass::account)) {
    for (Index i = r.begin; i < r.end; ++i) order.push_back(i);
  }
  sort_by_runs(order, [&](Index a, Index b) {
    const core::SnapshotObject& x = snapshot.objects[a];
    const core::SnapshotObject& y = snapshot.objects[b];
    if (system[x.source] != system[y.source]) return system[x.source] < system[y.source];
    const int by_id = x.natural_id.compare(y.natural_id);
    return by_id != 0 ? by_id < 0 : a < b;
  });
  const Register registered(graph);
  graph.accounts.reserve(order.size());
  graph.account_of_object.assign(snapshot.objects.size(), kNone);
  graph.login_index = TextIndex(order.size(), TextIndex::Match::folded);
  for (const Index object : order) {
    const auto a = static_cast<Index>(graph.accounts.size());
    graph.account_of_object[object] = a;
    AccountNode node = read_account(graph, object, system[snapshot.objects[object].source]);
    node.registered = registered.find(graph, node.system, node.login);
    if (node.registered != nullptr && !node.registered->kind.empty()) {
      node.kind = kind_named(node.registered->kind);
    }
    graph.accounts.push_back(std::move(node));
    graph.login_index.add(a, [&](Index i) { return graph.accounts[i].login; });
  }
}

void read_entitlements(AccessGraph& graph, ObjectFinder& finder) {
  const core::Snapshot& snapshot = *graph.snapshot;
  const std::vector<Index> system = systems_of_sources(graph);
  std::vector<EntitlementNode> nodes;
  for (const ObjectRange r : finder.ranges(ObjectClass::entitlement)) {
    for (Index i = r.begin; i < r.end; ++i) {
      const core::SnapshotObject& o = snapshot.objects[i];
      const RecordView record(o.record);
      const std::string_view name = record.get(Attribute::name);
      nodes.push_back({o.natural_id, name.empty() ? o.natural_id : name, i, system[o.source],
                       nullptr, record.get(Attribute::kind)});
    }
  }
  graph.bound_rights = bound_objects(graph, finder);
  const std::vector<EntitlementNode> unread = conveyed_only(graph, nodes);
  nodes.insert(nodes.end(), unread.begin(), unread.end());
  std::sort(nodes.begin(), nodes.end(), [](const EntitlementNode& a, const EntitlementNode& b) {
    return std::tie(a.system, a.name, a.natural_id, a.object) <
           std::tie(b.system, b.name, b.natural_id, b.object);
  });
  graph.entitlement_of_object.assign(snapshot.objects.size(), kNone);
  graph.entitlement_index = TextIndex(nodes.size(), TextIndex::Match::folded);
  graph.entitlements = std::move(nodes);
  for (Index e = 0; e < graph.entitlements.size(); ++e) {
    EntitlementNode& node = graph.entitlements[e];
    if (node.object != kNone) graph.entitlement_of_object[node.object] = e;
    graph.entitlement_index.add(e, [&](Index i) { return graph.entitlements[i].name; });
  }
  for (Index& right : graph.bound_rights) {
    if (right < graph.entitlement_of_object.size()) right = graph.entitlement_of_object[right];
  }
  for (const policies::EntitlementRule& rule : graph.policy->entitlements) {
    for (const Index e : graph.entitlements_named(rule.ref)) {
      if (graph.entitlements[e].rule == nullptr) graph.entitlements[e].rule = &rule;
    }
  }
  read_grants(graph, finder);
}

}  // namespace rettesnor::reconcile
