// Runs the checks over a told town and shortens what they say.
#include "tests/support/told_findings.h"

#include <cstdlib>
#include <iostream>

#include "policies/offices.h"

namespace rettesnor::test {

reconcile::Findings findings_of(const BuiltTown& town) {
  return reconcile::run_checks(reconcile::CheckInput(town.graph(), town.expected()));
}

reconcile::Findings findings_of(const BuiltTown& town, std::string_view code) {
  reconcile::Findings findings = findings_of(town);
  std::erase_if(findings, [&](const core::Finding& finding) { return finding.code != code; });
  return findings;
}

std::vector<std::string> told(const BuiltTown& town, std::string_view code) {
  std::vector<std::string> out;
  for (const core::Finding& finding : findings_of(town, code)) {
    std::string line = finding.subject.ref;
    if (!finding.object.kind.empty()) line += " > " + finding.object.ref;
    if (!finding.covered_by.empty()) line += " (covered)";
    out.push_back(std::move(line));
  }
  return out;
}

core::Finding only(const BuiltTown& town, std::string_view code) {
  reconcile::Findings findings = findings_of(town, code);
  if (findings.size() != 1) {
    std::cerr << "expected one " << code << ", got " << findings.size() << "\n";
    std::abort();
  }
  return std::move(findings.front());
}

Piece agreement(std::string_view id, std::string_view vendor, std::string_view from,
                std::string_view to, std::function<void(policies::Agreement&)> shape) {
  policies::Agreement row;
  row.id = id;
  row.vendor = vendor;
  row.level = 3;
  row.valid_from = day(from);
  row.valid_to = day(to);
  if (shape) shape(row);
  return policy([row = std::move(row)](policies::Policy& p) { p.agreements.push_back(row); });
}

Piece vendor(std::string_view cvr, std::string_view name,
             std::function<void(policies::Vendor&)> shape) {
  policies::Vendor row;
  row.cvr = cvr;
  row.name = name;
  if (shape) shape(row);
  return policy([row = std::move(row)](policies::Policy& p) { p.vendors.push_back(row); });
}

Piece deviation(std::string_view number, std::string_view code, std::string_view subject,
                std::string_view from, std::string_view to,
                std::function<void(policies::Deviation&)> shape) {
  policies::Deviation row;
  row.number = number;
  row.code = code;
  row.subjects = {std::string(subject)};
  row.recommended_by = "n-ciso";
  row.approved_by = "n-chef";
  row.from = day(from);
  row.to = day(to);
  if (shape) shape(row);
  return policy([row = std::move(row)](policies::Policy& p) {
    p.deviations.push_back(row);
    p.appointments.push_back(
        {std::string(policies::kSecurityLead), row.recommended_by, {}, day("2020-01-01"), {}, ""});
    p.appointments.push_back(
        {std::string(policies::kExecutiveGroup), row.approved_by, {}, day("2020-01-01"), {}, ""});
  });
}

Piece deciders() {
  Piece both = person("ciso").employed("IT");
  const Piece chef = person("chef").employed("Chefgruppe");
  both.objects.insert(both.objects.end(), chef.objects.begin(), chef.objects.end());
  return both;
}

Piece threshold(std::string_view name, std::int64_t value) {
  policies::Threshold row;
  row.name = name;
  row.value = value;
  row.from = day("2020-01-01");
  return policy([row = std::move(row)](policies::Policy& p) { p.thresholds.push_back(row); });
}

}  // namespace rettesnor::test
