// The spelling of the policy's closed sets.
#include "policies/policy.h"

namespace rettesnor::policies {

std::string_view name_of(SubjectClass c) {
  switch (c) {
    case SubjectClass::employee:
      return "employee";
    case SubjectClass::council_member:
      return "council_member";
    case SubjectClass::other_elected:
      return "other_elected";
    case SubjectClass::partner:
      return "partner";
    case SubjectClass::vendor:
      return "vendor";
    case SubjectClass::other_network_user:
      return "other_network_user";
  }
  return "";
}

std::string_view name_of(Classification c) {
  switch (c) {
    case Classification::internal:
      return "INTERN";
    case Classification::confidential:
      return "FORTROLIG";
    case Classification::special:
      return "FØLSOM";
    case Classification::unset:
      break;
  }
  return "";
}

}  // namespace rettesnor::policies
