// A directory of people and groups in OpenLDAP, of any size, and the settings that read it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/slapd_directory.h"

namespace rettesnor::test {

struct SlapdTown {
  int people = 300;
  int groups = 12;               ///< each holds every `groups`-th person
  int people_without_group = 0;  ///< the last ones; the others are also in `alle`
};

/// uid=p0001,ou=personer … and cn=g01,ou=grupper …, cn=alle holds all people, cn=samlet all groups.
std::string slapd_town_ldif(const SlapdTown& town);
std::string slapd_person_dn(int number);
/// Settings of an `ldap` source with short timeouts. `url` and `ca_file` may be a proxy's.
nlohmann::json slapd_settings(const SlapdDirectory& slapd, const std::string& url,
                              const std::string& ca_file);

}  // namespace rettesnor::test
