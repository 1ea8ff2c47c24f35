// Compares two records of one object in the attributes that matter to who she is.
#include "store/history/watched_facts.h"

#include <span>

namespace rettesnor::store {
namespace {

using core::Attribute;
using core::ObjectClass;

constexpr Attribute kOfUnit[] = {Attribute::name, Attribute::parent, Attribute::leader};
constexpr Attribute kOfPerson[] = {Attribute::name, Attribute::mail, Attribute::upn};
constexpr Attribute kOfEmployment[] = {Attribute::employee_no, Attribute::person, Attribute::unit,
                                       Attribute::title};
constexpr Attribute kOfMandate[] = {Attribute::person, Attribute::body};
constexpr Attribute kOfEngagement[] = {Attribute::person, Attribute::vendor, Attribute::sponsor};
constexpr Attribute kOfAccount[] = {Attribute::name,        Attribute::mail,    Attribute::upn,
                                    Attribute::employee_no, Attribute::vendor,  Attribute::kind,
                                    Attribute::login,       Attribute::enabled, Attribute::owner};
constexpr Attribute kOfEntitlement[] = {Attribute::name, Attribute::kind, Attribute::owner};

std::span<const Attribute> watched(ObjectClass c) {
  switch (c) {
    case ObjectClass::unit:
      return kOfUnit;
    case ObjectClass::person:
      return kOfPerson;
    case ObjectClass::employment:
      return kOfEmployment;
    case ObjectClass::mandate:
      return kOfMandate;
    case ObjectClass::engagement:
      return kOfEngagement;
    case ObjectClass::account:
      return kOfAccount;
    case ObjectClass::entitlement:
      return kOfEntitlement;
    case ObjectClass::grant:
      return {};
  }
  return {};
}

std::string values_of(std::string_view record, Attribute attribute) {
  std::string out;
  core::RecordView(record).each([&](const core::Fact& fact) {
    if (fact.attribute != attribute) return;
    if (!out.empty()) out += "; ";
    out += fact.value;
  });
  return out;
}

}  // namespace

std::vector<ToldOtherwise> told_otherwise(ObjectClass c, std::string_view before,
                                          std::string_view after) {
  std::vector<ToldOtherwise> changes;
  for (const Attribute attribute : watched(c)) {
    std::string was = values_of(before, attribute);
    std::string is = values_of(after, attribute);
    if (was != is) changes.push_back({attribute, std::move(was), std::move(is)});
  }
  return changes;
}

}  // namespace rettesnor::store
