// The seeded town: memberships drawn by profile, so that role policies explain most of them.
#include "tests/bench/bench_town.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <sstream>

namespace rettesnor::bench {
namespace {

/// splitmix64 (public domain algorithm by S. Vigna): the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(next() % limit); }
  double unit() { return static_cast<double>(next() >> 11) / 9007199254740992.0; }
  bool chance(double p) { return unit() < p; }

 private:
  std::uint64_t state_;
};

constexpr std::uint32_t kProfileSize = 10;
constexpr std::uint32_t kExpectedOfProfile = 6;

std::string numbered(const char* format, std::uint32_t number) {
  std::array<char, 64> out{};
  // NOLINTNEXTLINE(clang-diagnostic-format-nonliteral): every caller passes a literal
  std::snprintf(out.data(), out.size(), format, number);
  return out.data();
}

void sort_unique(std::vector<std::uint32_t>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// Groups by number: one per centre, one per title, then applications.
void draw_profiles(BenchTown& town, Random& random) {
  const std::uint32_t first_app = town.centres + town.titles;
  const std::uint32_t apps = town.groups - first_app;
  for (std::uint32_t centre = 0; centre < town.centres; ++centre) {
    for (std::uint32_t title = 0; title < town.titles; ++title) {
      std::vector<std::uint32_t> profile;
      while (profile.size() < kProfileSize) {
        const double r = random.unit();  // squared: small numbers are popular
        const auto group = first_app + static_cast<std::uint32_t>(r * r * apps);
        if (std::find(profile.begin(), profile.end(), group) == profile.end())
          profile.push_back(group);
      }
      std::vector<std::uint32_t> expected(profile.begin(), profile.begin() + kExpectedOfProfile);
      expected.push_back(centre);
      expected.push_back(town.centres + title);
      std::vector<std::uint32_t> allowed(profile.begin() + kExpectedOfProfile, profile.end());
      sort_unique(expected);
      sort_unique(allowed);
      town.expected.push_back(std::move(expected));
      town.allowed.push_back(std::move(allowed));
    }
  }
}

void draw_members(BenchTown& town, Random& random) {
  const std::uint32_t first_app = town.centres + town.titles;
  for (std::uint32_t p = 0; p < town.persons; ++p) {
    if (town.vendor_of[p] != 0) {
      for (int i = 0; i < 3; ++i) {
        town.members[first_app + (town.vendor_of[p] * 7 + static_cast<std::uint32_t>(i)) % 40]
            .push_back(p);
      }
      continue;
    }
    const std::size_t profile =
        town.centre_of_unit(town.unit_of[p]) * town.titles + town.title_of[p];
    for (const auto group : town.expected[profile]) {
      if (!random.chance(0.002)) town.members[group].push_back(p);
    }
    for (const auto group : town.allowed[profile]) town.members[group].push_back(p);
    if (random.chance(0.02)) {  // a mover's leftover
      town.members[first_app + random.below(town.groups - first_app)].push_back(p);
    }
  }
  for (std::uint32_t a = town.persons; a < town.accounts; ++a) {
    town.members[random.below(town.groups)].push_back(a);
  }
  for (auto& members : town.members) sort_unique(members);
}

void draw_nesting(BenchTown& town, Random& random) {
  // A quarter of the applications sit in another with a smaller number: no rings, depth stays
  // small.
  const std::uint32_t first_app = town.centres + town.titles;
  std::vector<std::uint32_t> depth(town.groups, 0);
  for (std::uint32_t g = first_app + 1; g < town.groups; ++g) {
    if (!random.chance(0.3)) continue;
    const std::uint32_t parent = first_app + random.below(g - first_app);
    if (depth[parent] >= 4) continue;
    depth[g] = depth[parent] + 1;
    town.nested[parent].push_back(g);
  }
}

template <class Write>
void each_employment(const BenchTown& town, Write write) {
  for (std::uint32_t p = 0; p < town.persons; ++p) {
    if (town.vendor_of[p] == 0) write(p);
  }
}

std::string title_name(std::uint32_t title) {
  return numbered("Stilling %02u", title);
}
std::string unit_id(std::uint32_t unit) {
  return numbered("U%06u", unit);
}
std::string vendor_id(std::uint32_t vendor) {
  return numbered("99%06u", vendor);
}
std::string login(std::uint32_t account) {
  return numbered("u%07u", account);
}
std::string mail(std::uint32_t account) {
  return login(account) + "@maagesund.example";
}

}  // namespace

std::string person_id(std::uint32_t person) {
  return numbered("P%07u", person);
}
std::string employee_no(std::uint32_t person) {
  return numbered("E%07u", person);
}
std::string account_uuid(std::uint32_t account) {
  return numbered("00000000-0000-4000-8000-0000%08x", account);
}
std::string group_uuid(std::uint32_t group) {
  return numbered("00000000-0000-4000-9000-0000%08x", group);
}
std::string group_name(std::uint32_t group) {
  return numbered("G%06u", group);
}

std::size_t BenchTown::memberships() const {
  std::size_t sum = 0;
  for (const auto& list : members) sum += list.size();
  for (const auto& list : nested) sum += list.size();
  return sum;
}

BenchTown make_town(std::uint32_t persons, std::uint64_t seed) {
  Random random(seed);
  BenchTown town{};
  town.persons = persons;
  town.centres = 12;
  town.titles = 40;
  town.units = std::max(town.centres, persons / 25);
  town.groups = town.centres + town.titles + std::max(400U, std::min(6'000U, persons / 50));
  town.accounts = persons + persons / 200;
  for (std::uint32_t p = 0; p < persons; ++p) {
    town.unit_of.push_back(random.below(town.units));
    town.title_of.push_back(static_cast<std::uint8_t>(random.below(town.titles)));
    town.vendor_of.push_back(random.chance(0.08) ? 1 + random.below(40) : 0);
  }
  for (std::uint32_t a = 0; a < town.accounts; ++a) town.stale.push_back(random.chance(0.08));
  town.members.resize(town.groups);
  town.nested.resize(town.groups);
  draw_profiles(town, random);
  draw_members(town, random);
  draw_nesting(town, random);
  const std::uint32_t first_app = town.centres + town.titles;
  for (int i = 0; i < 200; ++i) {
    const auto left = first_app + random.below(town.groups - first_app);
    auto right = first_app + random.below(town.groups - first_app);
    if (right == left) right = first_app + (right + 1 - first_app) % (town.groups - first_app);
    town.sod_pairs.emplace_back(left, right);
  }
  return town;
}

/// What the directory tells does not depend on when it is read.
const core::Timestamp kFactsOf = *core::parse_timestamp("2026-11-02T07:00:00Z");

core::Pull directory_pull(const BenchTown& town, core::Timestamp when) {
  using core::Attribute;
  core::Pull pull("kataloget", when);
  core::RecordBuilder record;
  for (std::uint32_t a = 0; a < town.accounts; ++a) {
    record.clear();
    record.set(Attribute::login, login(a))
        .set(Attribute::upn, mail(a))
        .set(Attribute::mail, mail(a));
    record.set(Attribute::name, numbered("Fornavn Efternavn %07u", a))
        .flag(Attribute::enabled, true);
    record.set(Attribute::last_used, kFactsOf - std::chrono::hours(24 * (town.stale[a] ? 300 : 5)));
    record.set(Attribute::last_used_lag_days, "14");
    record.set(Attribute::password_set, kFactsOf - std::chrono::hours(24 * 30));
    record.set(Attribute::distinguished_name, "uid=" + login(a) + ",ou=people,dc=bench,dc=example");
    if (a < town.persons) {
      record.set(Attribute::employee_no, employee_no(a));
      if (town.vendor_of[a] != 0) {
        record.set(Attribute::kind, "vendor").set(Attribute::vendor, vendor_id(town.vendor_of[a]));
      } else {
        record.set(Attribute::title, title_name(town.title_of[a]));
        record.set(Attribute::department, unit_id(town.unit_of[a]));
      }
    }
    pull.add(core::ObjectClass::account, account_uuid(a), record);
  }
  for (std::uint32_t g = 0; g < town.groups; ++g) {
    record.clear();
    record.set(Attribute::name, group_name(g)).set(Attribute::kind, "group");
    record.set(Attribute::description, "Adgang nummer " + std::to_string(g));
    pull.add(core::ObjectClass::entitlement, group_uuid(g), record);
  }
  for (std::uint32_t g = 0; g < town.groups; ++g) {
    std::vector<core::PullIndex> members(town.members[g].begin(), town.members[g].end());
    for (const auto child : town.nested[g]) members.push_back(town.accounts + child);
    pull.add_members(town.accounts + g, members, core::Completeness::complete);
  }
  pull.set_completeness(core::ObjectClass::account, core::Completeness::complete);
  pull.set_completeness(core::ObjectClass::entitlement, core::Completeness::complete);
  pull.set_finished(when);
  return pull;
}

/// By unit, centres last: its first employee; persons when there is none.
std::vector<std::uint32_t> leaders_of(const BenchTown& town) {
  std::vector<std::uint32_t> leaders(town.units + town.centres, town.persons);
  each_employment(town, [&](std::uint32_t p) {
    const std::uint32_t unit = town.unit_of[p];
    for (const std::uint32_t u : {unit, town.units + town.centre_of_unit(unit)}) {
      if (leaders[u] == town.persons) leaders[u] = p;
    }
  });
  return leaders;
}

core::Pull personnel_pull(const BenchTown& town, core::Timestamp when) {
  using core::Attribute;
  core::Pull pull("hr", when);
  core::RecordBuilder record;
  const std::vector<std::uint32_t> leaders = leaders_of(town);
  for (std::uint32_t u = 0; u < town.units + town.centres; ++u) {
    record.clear();
    record.set(Attribute::name,
               u < town.units ? unit_id(u) : numbered("Center %u", u - town.units));
    if (u < town.units) record.set(Attribute::parent, unit_id(town.units + town.centre_of_unit(u)));
    if (leaders[u] != town.persons) record.set(Attribute::leader, employee_no(leaders[u]));
    pull.add(core::ObjectClass::unit, unit_id(u), record);
  }
  for (std::uint32_t p = 0; p < town.persons; ++p) {
    record.clear();
    record.set(Attribute::name, numbered("Fornavn Efternavn %07u", p))
        .set(Attribute::mail, mail(p));
    pull.add(core::ObjectClass::person, person_id(p), record);
  }
  each_employment(town, [&](std::uint32_t p) {
    record.clear();
    record.set(Attribute::person, person_id(p)).set(Attribute::employee_no, employee_no(p));
    record.set(Attribute::unit, unit_id(town.unit_of[p]))
        .set(Attribute::title, title_name(town.title_of[p]));
    record.set(Attribute::status, "AKTIV").set(Attribute::start, "2020-01-01");
    pull.add(core::ObjectClass::employment, employee_no(p), record);
  });
  for (std::uint32_t p = 0; p < town.persons; ++p) {
    if (town.vendor_of[p] == 0) continue;
    record.clear();
    record.set(Attribute::person, person_id(p))
        .set(Attribute::vendor, vendor_id(town.vendor_of[p]));
    record.set(Attribute::kind, "vendor").set(Attribute::start, "2024-01-01");
    pull.add(core::ObjectClass::engagement, person_id(p), record);
  }
  for (const auto c : {core::ObjectClass::unit, core::ObjectClass::person,
                       core::ObjectClass::employment, core::ObjectClass::engagement}) {
    pull.set_completeness(c, core::Completeness::complete);
  }
  pull.set_finished(when);
  return pull;
}

std::uint32_t first_employee(const BenchTown& town) {
  std::uint32_t first = 0;
  while (town.vendor_of[first] != 0) ++first;
  return first;
}

policies::Policy policy_of(const BenchTown& town) {
  using policies::Condition;
  policies::Policy policy;
  const auto ref = [](std::uint32_t group) {
    return policies::EntitlementRef{"Kataloget", group_name(group)};
  };
  const auto leaf = [](Condition::Op op, std::string value) {
    Condition c;
    c.op = op;
    c.values.push_back(std::move(value));
    return c;
  };
  policy.documents.push_back({"regler", "Rettighedsregler", "1", {}, core::Date{}, 12});
  for (std::uint32_t centre = 0; centre < town.centres; ++centre) {
    for (std::uint32_t title = 0; title < town.titles; ++title) {
      const std::size_t profile = centre * town.titles + title;
      policies::RolePolicy role;
      role.id = "R" + std::to_string(profile);
      role.authority = {"regler", "P7"};
      role.when.op = Condition::Op::all;
      role.when.children = {leaf(Condition::Op::unit_under, unit_id(town.units + centre)),
                            leaf(Condition::Op::title, title_name(title))};
      for (const auto g : town.expected[profile]) role.expected.push_back(ref(g));
      for (const auto g : town.allowed[profile]) role.allowed.push_back(ref(g));
      policy.roles.push_back(std::move(role));
    }
  }
  int number = 0;
  for (const auto& [left, right] : town.sod_pairs) {
    policies::SodRule rule;
    rule.id = "S" + std::to_string(++number);
    rule.authority = {"regler", "P24"};
    rule.severity = core::Severity::high;
    rule.left = {ref(left)};
    rule.right = {ref(right)};
    policy.sod_rules.push_back(std::move(rule));
  }
  policies::System system;
  system.name = "Kataloget";
  system.owner = employee_no(0);
  system.classification = policies::Classification::internal;
  system.processing_activity = "A1";
  policy.systems.push_back(system);
  return policy;
}

/// groupOfNames needs a member: a group without any, however deep, is not in the directory.
std::vector<bool> groups_with_members(const BenchTown& town) {
  std::vector<bool> told(town.groups);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::uint32_t g = 0; g < town.groups; ++g) {
      if (told[g]) continue;
      told[g] =
          !town.members[g].empty() || std::any_of(town.nested[g].begin(), town.nested[g].end(),
                                                  [&](std::uint32_t inner) { return told[inner]; });
      changed = changed || told[g];
    }
  }
  return told;
}

std::string ldif_of(const BenchTown& town, const std::string& suffix) {
  const std::vector<bool> told = groups_with_members(town);
  std::ostringstream out;
  for (const char* ou : {"people", "groups"}) {
    out << "dn: ou=" << ou << ',' << suffix << "\nobjectClass: organizationalUnit\nou: " << ou
        << "\n\n";
  }
  for (std::uint32_t a = 0; a < town.accounts; ++a) {
    out << "dn: uid=" << login(a) << ",ou=people," << suffix
        << "\nobjectClass: inetOrgPerson\nuid: " << login(a) << "\ncn: Fornavn Efternavn " << a
        << "\nsn: Efternavn\ngivenName: Fornavn\ndisplayName: Fornavn Efternavn " << a
        << "\nmail: " << mail(a) << "\nentryUUID: " << account_uuid(a) << '\n';
    if (a < town.persons) {
      out << "employeeNumber: " << employee_no(a) << "\ntitle: " << title_name(town.title_of[a])
          << "\ndepartmentNumber: " << unit_id(town.unit_of[a]) << '\n';
    }
    out << '\n';
  }
  for (std::uint32_t g = 0; g < town.groups; ++g) {
    if (!told[g]) continue;
    out << "dn: cn=" << group_name(g) << ",ou=groups," << suffix
        << "\nobjectClass: groupOfNames\ncn: " << group_name(g) << "\ndescription: Adgang nummer "
        << g << "\nentryUUID: " << group_uuid(g) << '\n';
    for (const auto a : town.members[g])
      out << "member: uid=" << login(a) << ",ou=people," << suffix << '\n';
    for (const auto n : town.nested[g])
      if (told[n]) out << "member: cn=" << group_name(n) << ",ou=groups," << suffix << '\n';
    out << '\n';
  }
  return std::move(out).str();
}

}  // namespace rettesnor::bench
