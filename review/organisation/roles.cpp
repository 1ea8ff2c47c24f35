// What the product's roles are called.
#include "review/organisation/roles.h"

namespace rettesnor::review {

std::string_view name_of(ProductRole role) {
  switch (role) {
    case ProductRole::user:
      return "user";
    case ProductRole::leader:
      return "leader";
    case ProductRole::review_administrator:
      return "review_administrator";
    case ProductRole::it_operations:
      return "it_operations";
    case ProductRole::security_lead:
      return "security_lead";
    case ProductRole::auditor:
      return "auditor";
  }
  return {};
}

std::vector<std::string_view> names_beyond_user(Roles roles) {
  std::vector<std::string_view> names;
  for (const ProductRole role : kProductRoles) {
    if (role != ProductRole::user && roles.contains(role)) names.push_back(name_of(role));
  }
  return names;
}

}  // namespace rettesnor::review
